"""Slopes as pipes: as wide as the slope is large, and filled as far as the way back has been gone."""

from collections.abc import Sequence
from math import inf

import numpy as np

from scenes.kit.shapes import Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme
from scenes.kit.typeset import polygon

#: A pipe's width for a slope of 1.
UNIT = 30 * PX
#: The widest pipe for which there is room between the rows; a slimmer one than a hairline is a dashed hairline.
WIDEST, HAIRLINE = 60 * PX, 2.5 * PX
#: A dash of it, and the gap after that.
DASH, GAP = 22 * PX, 12 * PX
#: How wide the two cuts are, and the piece between them, across a pipe that is slimmer than its slope is large; how far
#: they lean, as a share of its width.
CUT, LEAN = 9 * PX, 0.24
#: Half a head's width beyond its pipe, and a head's length, at least.
WING, BEAK = 12 * PX, 26 * PX


def numeral(value: float, digits: int = 4) -> str:
    """Return a number in Typst's math, with so many significant digits; tiny and huge ones with a power of ten.

    >>> numeral(-3.17928), numeral(0.0133891), numeral(2.7e-9, 2)
    ('-3.179', '0.01339', '2.7 dot 10^(-9)')
    """
    if value == 0:
        return "0"
    digit, power = f"{value:.{digits - 1}e}".split("e")
    if -4 < int(power) < 5:
        return f"{value:.{max(0, digits - 1 - int(power))}f}"
    return f"{digit} dot 10^({int(power)})"


class Pipe(Shape):
    """A way of straight level and upright pieces, as wide as its slope is large, with a head if it is to have one.

    Its outline has no least width: a rim makes a hairline of a tiny slope, in dashes, for it is wider than that slope.

    Parameters
    ----------
    slope : its width follows from this, as does its colour: green where descent raises, red where it lowers.
    unit : the width for a slope of 1.
    widest : a slope for which this is too slim is a pipe so wide, ``capped``.
    cut : how far from its start two cuts cross it then: a break mark.
    head : whether it ends in an arrowhead.
    """

    def __init__(
        self,
        theme: Theme,
        slope: float,
        unit: float = UNIT,
        head: bool = True,
        widest: float = inf,
        cut: float = inf,
    ):
        self.slope, self.head = slope, head
        self.width_drawn, self.capped = min(abs(slope) * unit, widest), abs(slope) * unit > widest
        self.cut = cut if self.capped else inf
        rim = 100 * max(0.0, HAIRLINE - self.width_drawn)
        super().__init__(theme.color("up" if slope < 0 else "down"), stroke=rim)
        self.wing = self.width_drawn / 2 + max(WING, 0.36 * self.width_drawn)
        self.beak = max(BEAK, 0.84 * self.width_drawn)

    def along(self, corners: Sequence[tuple[float, float]], filled: float = 1.0) -> "Pipe":
        """Draw the way through these corners, from its first one on, as far as it is filled (0 to 1)."""
        ends = np.asarray(corners, dtype=float)
        if self._stands("along", ends.tobytes(), filled):
            return self
        lengths = np.abs(np.diff(ends, axis=0)).sum(axis=1)
        left = filled * float(lengths.sum())
        pieces = []
        for number, (start, end, length) in enumerate(zip(ends[:-1], ends[1:], lengths, strict=True)):
            if left <= 0 or length == 0:
                break
            way = (end - start) / length
            reached = min(left, float(length))
            last = reached == left or number == len(lengths) - 1
            pieces += self._piece(start, way, reached, last and self.head, first=number == 0)
            left -= reached
        self.points = self.drawn = np.concatenate(pieces) if pieces else np.zeros((0, 3))
        return self

    def _piece(self, start: np.ndarray, way: np.ndarray, length: float, head: bool, first: bool) -> list[np.ndarray]:
        """Return a straight piece; it reaches into the corner that it comes from, so that corners are square."""
        side, half = np.array([-way[1], way[0]]), self.width_drawn / 2
        back = start if first else start - way * half
        beak = min(self.beak, length) if head else 0.0
        neck, tip = start + way * (length - beak), start + way * length
        long = float((neck - back) @ way)
        pieces = []
        for ends in self._parts(long, first):
            # Where it is cut it leans.
            leans = [LEAN * self.width_drawn * (0.0 < at < long and self.cut < inf) for at in ends]
            (upper, above), (lower, below) = (
                [back + way * (at + up * lean) + side * up * half for at, lean in zip(ends, leans, strict=True)]
                for up in (1, -1)
            )
            pieces.append(polygon([upper, above, below, lower]))
        if head:
            wing = self.wing * min(1.0, beak / self.beak)
            pieces.append(polygon([neck + side * wing, tip, neck - side * wing]))
        return pieces

    def _parts(self, long: float, first: bool) -> list[tuple[float, float]]:
        """Return the ends of what is drawn of a straight piece: all, what cuts leave, or dashes of a mere hairline."""
        if self.width_drawn < HAIRLINE:
            starts = np.arange(0.0, long, DASH + GAP)
            return [(start, min(start + DASH, long)) for start in starts.tolist()]
        if not first or long < self.cut + 1.5 * CUT + LEAN * self.width_drawn:
            return [(0.0, long)]
        before, after = self.cut - CUT / 2, self.cut + CUT / 2
        return [(0.0, before - CUT), (before, after), (after + CUT, long)]
