"""Bars drawn to scale: histograms and the unit bar."""

from collections.abc import Sequence

import numpy as np

from .shapes import Part, Shape
from .theme import Theme


class Histogram(Part):
    """Upright bars over a baseline, ``unit`` scene units high for a value of 1; negative values hang below it."""

    def __init__(
        self,
        theme: Theme,
        role: str,
        xs: Sequence[float],
        baseline: float,
        bar_width: float,
        unit: float,
        fill: float = 0.4,
    ):
        super().__init__()
        self.xs, self.baseline, self.bar_width, self.unit = np.asarray(xs), baseline, bar_width, unit
        self.bars = [Shape(theme.color(role), fill, stroke=3.0) for _ in xs]
        self.add(*self.bars)

    def show(self, values: np.ndarray, offset: float = 0.0) -> "Histogram":
        """Draw ``values``, shape (K,), all bars moved right by ``offset``."""
        for bar, x, value in zip(self.bars, self.xs, values, strict=True):
            bar.box(x + offset - self.bar_width / 2, self.baseline, self.bar_width, value * self.unit)
        return self


class UnitBar(Part):
    """Probabilities end to end in a bar of length 1: always full, so what one gains the others lose."""

    def __init__(
        self,
        theme: Theme,
        count: int,
        left: float,
        bottom: float,
        length: float,
        thickness: float,
        lit: int | None = None,
        fill: float = 0.75,
    ):
        super().__init__()
        self.left, self.bottom, self.length, self.thickness = left, bottom, length, thickness
        fills = [fill if i == lit else 0.35 for i in range(count)]
        self.segments = [Shape(theme.color("prediction"), opacity, stroke=2.0) for opacity in fills]
        self.frame = Shape(theme.color("line"), fill=0.0, stroke=2.5).box(left, bottom, length, thickness)
        self.add(self.frame, *self.segments)

    def edges(self, shares: np.ndarray) -> np.ndarray:
        """Return where the segments begin and end, shape (K + 1,)."""
        return self.left + self.length * np.concatenate([[0.0], np.cumsum(shares)])

    def show(self, shares: np.ndarray) -> "UnitBar":
        """Draw the shares, shape (K,)."""
        edges = self.edges(shares)
        for segment, start, end in zip(self.segments, edges, edges[1:], strict=False):
            segment.box(start, self.bottom, end - start, self.thickness)
        return self
