"""Rows of logits as signed bars, of their powers, and names that ride on the unit bar's segments."""

from collections.abc import Sequence

import numpy as np

from .bars import UnitBar
from .equation import Magnitude
from .marks import clamp
from .shapes import SMALL, Label, Part, Readout, Shape
from .theme import Theme


class SignedRows(Part):
    """Level bars on both sides of a common zero, a row each, with their values in a column at the right.

    Parameters
    ----------
    left, right : the room for the bars; ``low`` and ``high`` are the values at its ends.
    numbers : right end of the column of values.
    """

    def __init__(
        self,
        theme: Theme,
        role: str,
        left: float,
        right: float,
        numbers: float,
        ys: Sequence[float],
        thickness: float,
        low: float,
        high: float,
    ):
        super().__init__()
        self.ys, self.thickness, self.numbers = list(ys), thickness, numbers
        self.unit = (right - left) / (high - low)
        self.zero = left - low * self.unit
        reach = thickness / 2 + 0.12
        axis = Shape(theme.color("line"), fill=0.0, stroke=3.0)
        axis.path([(self.zero, ys[0] + reach), (self.zero, ys[-1] - reach)])
        self.bars = [Shape(theme.color(role), 0.45, stroke=3.0) for _ in ys]
        self.values = [Readout(theme, SMALL, role, decimals=2, signed=True) for _ in ys]
        self.rows = [Part(*row) for row in zip(self.bars, self.values, strict=True)]
        self.add(axis, *self.rows)

    def show(self, values: np.ndarray) -> "SignedRows":
        """Draw ``values``, shape (K,)."""
        for bar, number, value, y in zip(self.bars, self.values, values, self.ys, strict=True):
            bar.box(self.zero, y - self.thickness / 2, value * self.unit, self.thickness)
            number.middle(value, self.numbers, y, "right")
        return self


class PowerRows(Part):
    """Level bars from a common axis for the powers e^z, a row each, with their values in a column at the left.

    Parameters
    ----------
    left : the axis.
    numbers : right end of the column of values.
    """

    def __init__(
        self, theme: Theme, role: str, left: float, numbers: float, ys: Sequence[float], thickness: float, unit: float
    ):
        super().__init__()
        self.left, self.numbers, self.ys, self.thickness, self.unit = left, numbers, list(ys), thickness, unit
        self.bars = [Shape(theme.color(role), 0.45, stroke=3.0) for _ in ys]
        self.values = [Magnitude(theme, SMALL, role, decimals=2) for _ in ys]
        self.add(*self.bars, *self.values)

    def show(self, logits: np.ndarray) -> "PowerRows":
        """Draw e^z for ``logits``, shape (K,)."""
        for bar, number, power, y in zip(self.bars, self.values, np.exp(logits), self.ys, strict=True):
            bar.box(self.left, y - self.thickness / 2, power * self.unit, self.thickness)
            number.middle(power, self.numbers, y, "right")
        return self


class SegmentNames(Part):
    """Names inside the segments of a unit bar: each fades as its segment gets too short for it."""

    def __init__(self, bar: UnitBar, names: Sequence[Label]):
        super().__init__()
        self.bar, self.names = bar, list(names)
        self.add(*names)

    def show(self, shares: np.ndarray, presence: float = 1.0) -> "SegmentNames":
        """Place the names for ``shares``, shape (K,), and show those that fit with ``presence``."""
        edges = self.bar.edges(shares)
        y = self.bar.bottom + self.bar.thickness / 2
        for name, start, end in zip(self.names, edges, edges[1:], strict=False):
            name.middle((start + end) / 2, y)
            name.set_presence(presence * clamp((end - start - name.advance - 0.06) / 0.06, 0.0, 1.0))
        return self
