"""The score board: results of several trials, with bars to scale, sorted at the end."""

from collections.abc import Sequence

import numpy as np

from .shapes import SMALL, Label, Part, Readout, Shape
from .theme import Theme


class ScoreBoard(Part):
    """Rows of a name, a bar to scale from a common axis, and the number.

    Parameters
    ----------
    names : the rows' names, left-aligned at ``left``.
    axis : where the bars begin; gains grow to the right, losses to the left.
    numbers : right end of the numbers.
    unit : scene units for a value of 1.
    """

    def __init__(
        self,
        theme: Theme,
        names: Sequence[Label],
        left: float,
        axis: float,
        numbers: float,
        unit: float,
        thickness: float,
        decimals: int = 4,
    ):
        super().__init__()
        self.theme, self.left, self.axis, self.numbers, self.unit = theme, left, axis, numbers, unit
        self.thickness = thickness
        self.names = list(names)
        self.bars = [Shape(theme.color("up"), 0.85) for _ in names]
        self.values = [Readout(theme, SMALL, "ink", decimals, signed=True) for _ in names]
        self.rows = [Part(*row) for row in zip(self.names, self.bars, self.values, strict=True)]
        #: where 0 is, drawn where scores of both signs stand side by side
        self.zero = Shape(theme.color("line"), fill=0.0, stroke=2.5)
        self.add(self.zero, *self.rows)

    def show(self, scores: np.ndarray, ys: np.ndarray) -> "ScoreBoard":
        """Draw ``scores`` at heights ``ys``, both of shape (n,)."""
        for name, bar, value, score, y in zip(self.names, self.bars, self.values, scores, ys, strict=True):
            color = self.theme.color("up" if score >= 0 else "down")
            name.middle(self.left, y, "left")
            bar.recolor(color)
            bar.box(self.axis, y - self.thickness / 2, score * self.unit, self.thickness)
            value.recolor(color)
            value.middle(score, self.numbers, y, "right")
        if np.min(scores) < 0 < np.max(scores):
            reach = self.thickness / 2 + 0.08
            self.zero.path([(self.axis, min(ys) - reach), (self.axis, max(ys) + reach)])
        return self
