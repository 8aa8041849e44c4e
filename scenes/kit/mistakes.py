"""Mistakes on a line of classes: where the mass lies, how each class is pulled, how far the mass must be carried."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .bars import Histogram
from .marks import ForceArrow, Ghost, clamp
from .names import NameRow
from .shapes import Label, Part, Readout, Shape, words
from .theme import Theme

#: Share of the closest two classes' distance that a bar is wide.
BAR = 0.8
#: Room for the heading, for the numbers under the names, for a line at the bottom, and between two zones.
HEADING, NUMBERS, LINE, SPACE = 0.85, 0.4, 0.65, 0.2
#: Room for a force's number, which stands across the line from its arrow.
ACROSS = 0.42


class Mistake(Part):
    """A distribution over classes that stand where their positions are, the truth as a dashed whole.

    Parameters
    ----------
    box : left, bottom, right and top of the room.
    positions : of the classes, growing.
    distances : of the classes from the true one.
    heading : stands over the bars, at the left.
    """

    def __init__(
        self,
        theme: Theme,
        box: tuple[float, float, float, float],
        labels: Sequence[str],
        positions: np.ndarray,
        distances: np.ndarray,
        heading: Label,
    ):
        super().__init__()
        self.theme = theme
        self.left, self.bottom, self.right, self.top = box
        self.target, closest = int(np.argmin(distances)), float(np.diff(positions).min())
        #: scene units for a distance of 1
        self.scale = (self.right - self.left) / (np.ptp(positions) + BAR * closest)
        self.bar = BAR * closest * self.scale
        self.xs = self.left + self.bar / 2 + (positions - positions[0]) * self.scale
        self.names = NameRow(
            labels, self.xs, "z", theme, left=self.left - 0.1, right=self.right + 0.1, size=24, truth=self.target
        )
        self.bars = Histogram(theme, "prediction", self.xs, 0.0, self.bar, 1.0, fill=0.45)
        self.shares = Part(*(Readout(theme, 24, "prediction", decimals=2) for _ in self.xs))
        self.floor = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.truth = Shape(theme.color("truth"), 0.12)
        self.whole = [Ghost(theme, "truth") for _ in range(3)]
        self.heading = heading.put(self.left, self.top - 0.35, "left")
        self.distances = self._numbers(distances)
        foot = self.names.room + NUMBERS + 2 * SPACE
        room = self.top - HEADING - self.bottom - foot
        #: where the bars stand when forces need room below them, and when they don't
        self.high, self.low = self.top - HEADING - 0.53 * room, self.bottom + LINE + foot - SPACE
        self.add(self.truth, *self.whole, self.bars, self.floor, self.names, self.heading)
        if self.shares[0].width("0.00") < self.bar:
            self.add(self.shares)
        self.stretch(1.0)

    def _numbers(self, distances: np.ndarray) -> Part:
        """Return the distances for a row under the names, as long as there is room for them."""
        pitch = float(np.diff(self.xs).min())
        for form in ("d = {:.3g}", "{:.3g}"):
            texts = [words(form.format(d), self.theme, 24, "muted") for d in distances]
            if max(text.advance for text in texts) + 0.14 < pitch:
                return Part(*texts)
        return Part()

    @property
    def under(self) -> float:
        """Upper edge of the zone under names and numbers while the bars stand high."""
        return self.high - self.names.room - NUMBERS - 2 * SPACE

    def stretch(self, tall: float) -> "Mistake":
        """Give the bars more height, 1, or less, 0: all that stands on the floor comes along."""
        self.base = self.high + tall * (self.low - self.high)
        self.unit = self.top - HEADING - self.base
        self.bars.baseline, self.bars.unit = self.base, self.unit
        self.floor.path([(self.left - 0.05, self.base), (self.right + 0.05, self.base)])
        left, right = self.xs[self.target] - self.bar / 2, self.xs[self.target] + self.bar / 2
        self.truth.box(left, self.base, self.bar, self.unit)
        corners = [(left, self.base), (left, self.base + self.unit), (right, self.base + self.unit), (right, self.base)]
        for ghost, ends in zip(self.whole, pairwise(corners), strict=True):
            ghost.between(*ends)
        self.names.hang(self.base - 0.14)
        for x, text in zip(self.xs, self.distances, strict=False):
            text.put(x, self.base - SPACE - self.names.room - 0.28)
        return self

    def show(self, q: np.ndarray) -> "Mistake":
        """Draw the shares ``q``, shape (K,)."""
        self.bars.show(q)
        for number, x, share in zip(self.shares, self.xs, q, strict=True):
            number.put(share, x, self.base + share * self.unit + 0.08)
        return self


class Pulls(Part):
    """The force on each class, as an arrow from a common line, with its number where there is room.

    Parameters
    ----------
    bottom, top : the room.
    most : the largest force that will be shown upwards, and downwards.
    """

    def __init__(self, theme: Theme, xs: np.ndarray, bottom: float, top: float, most: tuple[float, float]):
        super().__init__()
        self.theme, self.xs = theme, xs
        pitch = float(np.diff(xs).min())
        head = min(0.17, 0.3 * pitch)
        level = bottom + (top - bottom) * most[1] / sum(most)
        self.level = clamp(level, bottom + ACROSS, top - ACROSS)
        self.unit = min((top - self.level) / most[0], (self.level - bottom) / most[1])
        self.line = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.line.path([(xs[0] - 1.3 * head, self.level), (xs[-1] + 1.3 * head, self.level)])
        self.arrows = [ForceArrow(theme, self.unit, head) for _ in xs]
        self.values = [Readout(theme, 24, signed=True) for _ in xs]
        self.beside = head + 0.08
        self.add(self.line, *self.arrows)
        if self.values[0].width("+0.000") + 0.1 < pitch:
            self.add(*self.values)

    def show(self, forces: np.ndarray) -> "Pulls":
        """Draw ``forces``, shape (K,)."""
        for arrow, value, x, force in zip(self.arrows, self.values, self.xs, forces, strict=True):
            arrow.show(force, x, self.level)
            value.recolor(self.theme.color("up" if force >= 0 else "down"))
            value.middle(force, x, self.level - (ACROSS / 2 if force >= 0 else -ACROSS / 2))
        return self

    def ghosts(self, besides: int) -> Part:
        """Return dashed lines as long as the arrows are now, beside all of them ``besides`` one."""
        tips = [self.level + arrow.length for arrow in self.arrows]
        ends = [((x - self.beside, self.level), (x - self.beside, tip)) for x, tip in zip(self.xs, tips, strict=True)]
        return Part(*(Ghost(self.theme, "muted").between(*pair) for i, pair in enumerate(ends) if i != besides))


class Earth(Part):
    """The mass of a mistake as blocks that are carried to the true bin, each leaving its work as a tile.

    The nearest block goes first and lies lowest, so every block finds its way free. Its tile is as high as its mass
    and as wide as its way: the area is mass × distance.
    """

    def __init__(self, theme: Theme, mistake: Mistake, q: np.ndarray, distances: np.ndarray):
        super().__init__()
        self.mistake, self.q, self.distances = mistake, q, distances
        self.order = [i for i in np.argsort(distances, kind="stable") if i != mistake.target]
        self.levels = q[mistake.target] + np.concatenate([[0.0], np.cumsum(q[self.order])])
        self.tiles = [Shape(theme.color("loss"), 0.45, stroke=2.0) for _ in self.order]
        self.blocks = [Shape(theme.color("prediction"), 0.55, stroke=3.0) for _ in self.order]
        self.stays = Shape(theme.color("prediction"), 0.55, stroke=3.0)
        self.add(*self.tiles, self.stays, *self.blocks)

    def show(self, lifted: np.ndarray, carried: np.ndarray) -> "Earth":
        """Draw the blocks, each ``lifted`` and ``carried`` from 0 to 1 of its way; both in the order of carrying."""
        m = self.mistake
        self.stays.box(m.xs[m.target] - m.bar / 2, m.base, m.bar, self.q[m.target] * m.unit)
        for rank, i in enumerate(self.order):
            way = (m.xs[m.target] - m.xs[i]) * carried[rank]
            bottom, up = m.base + lifted[rank] * self.levels[rank] * m.unit, self.q[i] * m.unit
            self.blocks[rank].box(m.xs[i] + way - m.bar / 2, bottom, m.bar, up)
            behind = m.xs[i] + np.copysign(m.bar / 2, m.xs[i] - m.xs[m.target])
            if carried[rank] > 0:
                self.tiles[rank].box(behind, bottom, way, up)
            else:
                self.tiles[rank].points = np.zeros((0, 3))
        return self

    def work(self, carried: np.ndarray) -> float:
        """Return mass × distance so far: the area of the tiles."""
        return float(np.dot(self.q[self.order] * self.distances[self.order], carried))
