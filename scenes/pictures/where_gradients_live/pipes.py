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
#: How wide the slit is along a pipe that is slimmer than its slope is large.
SLIT = 12 * PX
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
    widest : a slope for which this is too slim is a pipe so wide, with a slit along it.
    role : another colour.
    head : whether it ends in an arrowhead.
    """

    def __init__(
        self,
        theme: Theme,
        slope: float,
        unit: float = UNIT,
        role: str = "",
        head: bool = True,
        widest: float = inf,
    ):
        self.slope, self.head = slope, head
        self.width_drawn, self.slit = min(abs(slope) * unit, widest), SLIT if abs(slope) * unit > widest else 0.0
        rim = 100 * max(0.0, HAIRLINE - self.width_drawn)
        super().__init__(theme.color(role or ("up" if slope < 0 else "down")), stroke=rim)
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
        strands = [(self.slit / 2, half), (-half, -self.slit / 2)] if self.slit else [(-half, half)]
        pieces = [
            polygon([at + side * up, to + side * up, to + side * low, at + side * low])
            for at, to in self._parts(back, neck, way)
            for low, up in strands
        ]
        if head:
            wing = self.wing * min(1.0, beak / self.beak)
            pieces.append(polygon([neck + side * wing, tip, neck - side * wing]))
        return pieces

    def _parts(self, back: np.ndarray, neck: np.ndarray, way: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return the ends of what is drawn of a straight piece: all of it, or dashes where it is but a hairline."""
        if self.width_drawn >= HAIRLINE:
            return [(back, neck)]
        starts = np.arange(0.0, float((neck - back) @ way), DASH + GAP)
        ends = np.minimum(starts + DASH, float((neck - back) @ way))
        return [(back + way * start, back + way * end) for start, end in zip(starts, ends, strict=True)]
