"""Truth and prediction over the same bins: side by side, then one laid over the other."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box, Layout, columns
from scenes.kit.names import NameRow
from scenes.kit.numbers import brief
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em, label_size
from scenes.kit.text import math, words
from scenes.kit.theme import Theme

#: Of a column, how much its bar takes.
BAR = 0.82
#: Fill of a bar of p and of one of q.
FILL_P, FILL_Q = 0.26, 0.42
HEADING = em(60)
#: From one heading to the one below it.
HEADING_LINE = 80 * PX
#: Room over the highest bar for its number and the headings.
HEADROOM = 140 * PX
#: From one line of words to the next.
LINE = 60 * PX
#: Between bars and names, and over a bar to its number.
HANG, OVER = 18 * PX, 14 * PX
#: The widest columns: side by side, laid over each other in the middle, and beside the tiles.
PITCHES = (260 * PX, 300 * PX, 313 * PX)


class PairedBars(Part):
    """Histograms of p and q, one scale for all: ``where`` 0 side by side, 1 overlaid in the middle, 2 at the left.

    From 2 to 4 the headings make room for one high bar: see :meth:`makes_room`.

    Parameters
    ----------
    p, q : the distributions at the start, shape (K,); their numbers are written over the bars side by side.
    labels : names of the bins, or none.
    largest : the largest probability that will be drawn once the headings have gone.
    """

    def __init__(
        self, theme: Theme, layout: Layout, p: np.ndarray, q: np.ndarray, labels: Sequence[str], largest: float
    ):
        super().__init__()
        count, size = len(p), label_size(len(p))
        stage = layout.stage
        rooms = [layout.pixels(90, 140, 890, 868), layout.pixels(1030, 140, 1830, 868)]
        self.rooms = [rooms, [stage.inset(2.2, 0, 2.2)] * 2, [layout.pixels(56, 140, 682, 868)] * 2]
        self.places = [
            [_columns(room, count, widest) for room in pair] for pair, widest in zip(self.rooms, PITCHES, strict=True)
        ]
        left = self.rooms[2][0]
        self.names_p, self.names_q = (
            NameRow(
                labels,
                self.places[2][0],
                "x",
                theme,
                left=left.left - 0.05,
                right=left.right + 0.05,
                size=size,
                role="ink",
            )
            for _ in "pq"
        )
        self.ground = max(left.bottom, layout.bottom + self.names_p.room + HANG)
        #: scene units for a probability of 1, in all beats
        height = layout.top - 8 * PX - self.ground
        self.unit = min(900 * PX, height / largest, (height - HEADROOM) / max(*p, *q))
        self.bars_q = [Shape(theme.color("prediction"), FILL_Q, stroke=3.0) for _ in q]
        self.bars_p = [Shape(theme.color("truth"), FILL_P, stroke=3.5) for _ in p]
        self.floor_p, self.floor_q = (Shape(theme.color("line"), 0.0, stroke=3.0) for _ in "pq")
        self.numbers_p, self.numbers_q = (
            [words(brief(value), theme, size, role) for value in values]
            for values, role in ((p, "truth"), (q, "prediction"))
        )
        self.head_p = math('"truth" p', theme, HEADING, "truth")
        self.head_q = math('"prediction" q', theme, HEADING, "prediction")
        self.high = self.ground + max(*p, *q) * self.unit
        pitch = self.places[0][0][1] - self.places[0][0][0]
        fit = all(number.advance + 18 * PX < pitch for number in self.numbers_p + self.numbers_q)
        self.numbers = Part(*(self.numbers_p + self.numbers_q if fit else []))
        #: what stands under q alone, and goes before q is laid over p
        self.under_q = Part(self.floor_q, self.names_q)
        self.bins = [Part(*pair) for pair in zip(self.bars_q, self.bars_p, strict=True)]
        self.add(self.floor_p, self.under_q, *self.bars_q, *self.bars_p, self.names_p, self.numbers)
        self.add(self.head_p, self.head_q)

    def show(self, p: np.ndarray, q: np.ndarray, where: float) -> "PairedBars":
        """Draw p and q, both of shape (K,)."""
        self.xs_p, self.xs_q = (self._between(where, side) for side in range(2))
        self.bar = BAR * float(self.xs_p[1] - self.xs_p[0])
        sides = (
            (self.bars_p, self.xs_p, p, self.floor_p, self.names_p, self.numbers_p),
            (self.bars_q, self.xs_q, q, self.floor_q, self.names_q, self.numbers_q),
        )
        for bars, xs, values, floor, names, numbers in sides:
            for bar, x, value, number in zip(bars, xs, values, numbers, strict=True):
                bar.box(x - self.bar / 2, self.ground, self.bar, value * self.unit)
                number.put(x, self.ground + value * self.unit + OVER)
            floor.path([(xs[0] - self.bar * 0.6, self.ground), (xs[-1] + self.bar * 0.6, self.ground)])
            names.xs = list(xs)
            names.hang(self.ground - HANG)
        self._head(where)
        return self

    def top(self, index: int, value: float) -> tuple[float, float]:
        """Return the middle of the upper edge of a bar of p with this value."""
        return float(self.xs_p[index]), self.ground + value * self.unit

    def makes_room(self, index: int, p: np.ndarray) -> bool:
        """Return whether the headings can stand one over the other, left of a bar that grows as high as it may."""
        left = float(self.head_p.origin[0])
        wide = max(self.head_p.advance, self.head_q.advance)
        low = self.rooms[2][0].top - 44 * PX - HEADING_LINE - OVER
        high = self.ground + float(np.delete(p, index).max()) * self.unit
        return left + wide + OVER < self.xs_p[index] - self.bar / 2 and high + OVER < low

    def _between(self, where: float, side: int) -> np.ndarray:
        """Return the columns of p (0) or q (1), between those of the two places that ``where`` lies between."""
        where = min(where, 2.0)
        first = min(int(where), 1)
        near, far = (np.array(self.places[place][side]) for place in (first, first + 1))
        return near + (where - first) * (far - near)

    def _head(self, where: float) -> None:
        """Write the headings over the bars: each over its own, then side by side over both."""
        up = min(self.high + 156 * PX, self.rooms[0][0].top - 44 * PX)
        aside = min(where, 1.0)
        gap = (90 - 25 * min(where, 2.0)) * PX
        whole = self.head_p.advance + gap + self.head_q.advance
        middle = (self.xs_p[0] + self.xs_p[-1] + self.xs_q[0] + self.xs_q[-1]) / 4
        for head, xs, start in ((self.head_p, self.xs_p, 0.0), (self.head_q, self.xs_q, self.head_p.advance + gap)):
            own, shared = (xs[0] + xs[-1]) / 2, middle - whole / 2 + start + head.advance / 2
            head.put(own + aside * (shared - own), up)
        top, left = self.rooms[2][0].top - 44 * PX, float(self.head_p.origin[0])
        for head, rise, y in ((self.head_p, where - 2.0, top), (self.head_q, where - 3.0, top - HEADING_LINE)):
            if rise > 0.0:
                x, low = head.origin
                head.put(x + min(rise, 1.0) * (left - x), low + min(rise, 1.0) * (y - low), "left")


def _columns(room: Box, count: int, widest: float) -> list[float]:
    """Return columns in the middle of a room, no wider than ``widest``."""
    half = min(room.width, count * widest) / 2
    return columns(room.x - half, room.x + half, count)


class Verdicts(Part):
    """Two words over the overlaid bars: where q has too much and where it has too little, where that is most."""

    def __init__(self, theme: Theme, bars: PairedBars, p: np.ndarray, q: np.ndarray):
        super().__init__()
        over, under, room = int(np.argmax(q - p)), int(np.argmax(p - q)), bars.rooms[1][0]
        for index, text, role in ((over, "too much", "prediction"), (under, "too little", "truth")):
            label = words(text, theme, TEXT, role)
            half = label.advance / 2
            # Above every bar that the word reaches over.
            near = abs(bars.xs_p - bars.xs_p[index]) < half + bars.bar / 2 + 4 * PX
            x, y = bars.top(index, float(np.maximum(p, q)[near].max()))
            self.add(label.put(float(np.clip(x, room.left + half, room.right - half)), y + OVER))
        first, second = sorted(self, key=lambda label: label.origin[1])
        if abs(first.origin[0] + first.advance / 2 - second.origin[0] - second.advance / 2) < LINE * 4:
            second.put(second.origin[0], max(second.origin[1], first.origin[1] + LINE), "left")
