"""What is left of each column of a batch: the mean prediction beside the share of the truth."""

import numpy as np

from scenes.kit.axis import Axis
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.motion import within
from scenes.kit.names import fitting
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK, UNITS_PER_SIZE
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_grid.heatmap import boxes

GAP = 22 * PX
#: Of a column's width, what each of two piles and the force between them has, and of that what is filled.
LANE, FILLED = 0.28, 0.93
#: From a row's ends to the middle of its frame, and how much of the rows to come is veiled.
OUT, VEIL = 3 * PX, 0.65
#: Pieces come out so far beneath the grid.
APART = 8 * PX
#: The rows come one by one, but from this turn on all at once.
ALL = 2
#: In which part of a turn pieces come out beneath the grid, and in which they fall.
OUT_OF_IT, FALL = within(0.0, 0.4), within(0.3, 1.0)
#: Two rows' pieces of a pile are so far apart, if they are higher than that by far.
SLIT, FAR = 3 * PX, 4

#: How opaque piles are, of q and of p, and how large the swatches of a legend.
FILLS, SWATCH = (0.6, 1.0), (36 * PX, 36 * PX)


class ColumnSums(Part):
    """Under each column two piles: the predictions of all rows, a row's q / rows high each, and the rows it is true in.

    Framed in the grid, two rows' pieces fall onto the piles one row after the other, then all the others' together.
    Between the piles, from the top of q's to the top of p's, stands the mean force.

    Parameters
    ----------
    xs, pitch : the columns' middles and their distance.
    box : room of the piles, the numbers over them, and the name of their scale.
    q : shares, shape (rows, columns).
    truth : one-hot, shape (rows, columns).
    """

    def __init__(self, theme: Theme, xs: np.ndarray, pitch: float, box: Box, q: np.ndarray, truth: np.ndarray):
        super().__init__()
        self.theme, self.xs, self.box, self.rows = theme, xs, box, len(q)
        #: how many times pieces fall
        self.turns = min(self.rows, ALL + 1)
        self.q, self.truth, self.lane = q / len(q), truth / len(q), LANE * pitch
        self.wide = FILLED * self.lane
        self.means, self.shares = self.q.sum(0), self.truth.sum(0)
        self.size = TICK if len(xs) >= 9 else TEXT
        line = 0.67 * self.size * UNITS_PER_SIZE
        high = max(self.means.max(), self.shares.max())
        width = Readout(theme, self.size).width("−0.000")
        scaled = width < pitch  # otherwise the first number would reach over the scale
        #: scene units for a share of 1
        self.unit = (box.height - line - 2 * GAP) / high
        if scaled:
            self.add(self._scale(high, line))
        self.floor = Shape(theme.color("line"), 0.0, stroke=3.0).path([(box.left, box.bottom), (box.right, box.bottom)])
        self.piles = [Shape(theme.color(role), fill) for role, fill in zip(("prediction", "truth"), FILLS, strict=True)]
        left = self.shares - self.means
        order = [int(i) for i in np.argsort(-np.abs(left), kind="stable")]
        kept = fitting(xs, [width] * len(xs), order, 0.36 * self.size * UNITS_PER_SIZE)
        self.numbers = Part()
        for i in kept:
            number = Readout(theme, self.size, "up" if left[i] > 0 else "down", 3, signed=True)
            height = max(self.means[i], self.shares[i]) * self.unit
            self.numbers.add(number.put(left[i], xs[i], box.bottom + height + GAP))
        if len(kept) < len(xs):
            for number in self.numbers:
                number.halo(theme.color("paper"))
        self.forces = Part()
        for x, mean, force in zip(xs, self.means, left, strict=True):
            bar = Shape(theme.color("up" if force > 0 else "down"))
            self.forces.add(bar.box(x - self.wide / 2, box.bottom + mean * self.unit, self.wide, force * self.unit))
        #: over the grid: a frame around the row in play, and what veils those to come
        self.frame, self.veil = Shape(theme.color("ink"), 0.0, stroke=5.0), Shape(theme.color("paper"), VEIL)
        self.add(self.veil, self.frame, *self.piles, self.floor)

    def _scale(self, high: float, line: float) -> Part:
        """Return the piles' scale up to the first tick at or over ``high``, and lower them if it needs the room."""
        axis = self._axis(high, line)
        last = self.box.bottom + max(axis.there) * self.unit + 0.5 * line + GAP
        return Part(axis, words("mean", self.theme, TICK, "muted").put(self.box.left - GAP, last, "right"))

    def _axis(self, high: float, line: float) -> Axis:
        foot, look = (self.box.left, self.box.bottom), {"role": "ink", "size": self.size}
        room = self.box.height - 1.5 * line - GAP  # over it stands the name
        fine = Axis(self.theme, foot, (foot[0], foot[1] + high * self.unit), 0.0, high, spacing=1.4, **look)
        if len(fine.there) == 1:
            return fine  # too low for another tick than 0
        step = sorted(fine.there)[1]
        count = int(np.ceil(high / step - 1e-9))
        self.unit = min(self.unit, room / (count * step))
        top = foot[0], foot[1] + count * step * self.unit
        return Axis(self.theme, foot, top, 0.0, count * step, tuple(step * np.arange(count + 1)), **look)

    def legend(self, left: float, top: float) -> tuple[Part, Part, Part]:
        """Return what blue and amber are, below ``top``; and beside the piles what they do, and are in the end."""
        theme, text, lines = self.theme, left + 64 * PX, [self.box.bottom + up for up in (1.7, 1.1, 0.5)]
        found = Part()
        kinds = ("prediction", '"share" prediction(q)'), ("truth", '"truth" truth(p)')
        for (role, name), fill, base in zip(kinds, FILLS, (top - 0.45, top - 1.05), strict=True):
            found.add(Shape(theme.color(role), fill).box(left, base, *SWATCH), self._named(name, text, base))
        part = f'1 slash {self.rows} "of its" prediction(q)", "truth(p)'
        growing = Part(self._named('"each row adds"', left, lines[0]), self._named(part, left, lines[1]))
        last = Part(self._named('"mean force"', text, lines[0]))
        for role, x in (("up", left), ("down", left + 20 * PX)):
            last.add(Shape(theme.color(role)).box(x, lines[0], 16 * PX, 36 * PX))
        last.add(self._named('truth(p) - prediction(q) thick "pushes"', left, lines[1]))
        return found, growing, last.add(self._named('"the class’s bias"', left, lines[2]))

    def _named(self, body: str, left: float, base: float) -> Label:
        return math(body, self.theme, TEXT).put(left, base, "left")

    def show(self, added: float, box: Box) -> "ColumnSums":
        """Draw the piles when pieces have fallen ``added`` times, and frame in the grid, ``box``, whose fall is on.

        They come out beneath the grid, as wide and high as they are in the piles, and fall.
        """
        row, pitch = np.arange(self.rows), box.height / self.rows
        turns = added - np.minimum(row, ALL)
        grown, fallen = (np.array([rate(turn) for turn in turns])[:, None] for rate in (OUT_OF_IT, FALL))
        for shape, parts, side in zip(self.piles, (self.q, self.truth), (-1, 1), strict=True):
            whole = parts * self.unit
            slit = np.where(whole > FAR * SLIT, SLIT, 0.0)
            high = grown * (whole - slit)
            # Those that fall together come out one upon the other, as they are to lie.
            tops = np.cumsum(whole, axis=0)
            reach = tops[np.where(row < ALL, row, -1)] - tops + whole - slit
            above = box.bottom - APART - grown * reach
            low = above + fallen * (self.box.bottom + tops - whole + slit - above)
            lefts = self.xs + side * self.lane - self.wide / 2
            corners = np.stack([lefts * np.ones_like(parts), low], axis=-1)
            there = high > 1e-9
            shape.points = boxes(corners[there], self.wide, high[there]).reshape(-1, 3)
        turn = max(int(np.ceil(added - 1e-9)), 1)
        first, last = turn - 1, turn if turn <= ALL else self.rows
        low = box.top - last * pitch
        self.veil.box(box.left, box.bottom, box.width, low - box.bottom)
        self.frame.box(box.left - OUT, low, box.width + 2 * OUT, (last - first) * pitch)
        self.frame.set_presence(self.floor.presence * clamp(4.0 * (self.turns - added), 0.0, 1.0))
        return self
