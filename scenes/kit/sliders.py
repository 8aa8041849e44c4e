"""Rows of bars."""

from collections.abc import Sequence

import numpy as np

from .shapes import Part, Shape
from .theme import Theme


class RowBars(Part):
    """Level bars in tracks of length 1, one a row."""

    def __init__(self, theme: Theme, left: float, length: float, ys: Sequence[float], thickness: float, lit: int):
        super().__init__()
        self.left, self.length, self.ys, self.thickness = left, length, list(ys), thickness
        self.tracks = [
            Shape(theme.color("truth" if i == lit else "line"), fill=0.0, stroke=4.0 if i == lit else 2.0).box(
                left, y - thickness / 2, length, thickness
            )
            for i, y in enumerate(ys)
        ]
        self.bars = [Shape(theme.color("prediction"), 0.8 if i == lit else 0.45, stroke=2.0) for i in range(len(ys))]
        self.add(*self.tracks, *self.bars)

    def end(self, share: float) -> float:
        """Return where a bar of ``share`` ends."""
        return self.left + share * self.length

    def show(self, shares: np.ndarray) -> "RowBars":
        """Draw ``shares``, shape (K,)."""
        for bar, share, y in zip(self.bars, shares, self.ys, strict=True):
            bar.box(self.left, y - self.thickness / 2, share * self.length, self.thickness)
        return self
