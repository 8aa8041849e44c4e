"""Curves that must be told apart without a colour of their own: solid or dashed, with a full or a hollow dot."""

import numpy as np

from .plot import Plot
from .shapes import Part, Shape
from .theme import Theme

#: Length of a dash and of the space after it, in scene units.
DASH, GAP = 0.16, 0.1


class Trace(Part):
    """A curve of a plot, with a dot on it.

    Parameters
    ----------
    dashed : a dashed line; the dashes start at the first point and stay put as the curve grows.
    hollow : a ring instead of a disc.
    """

    def __init__(
        self,
        theme: Theme,
        plot: Plot,
        role: str,
        *,
        dashed: bool = False,
        hollow: bool = False,
        stroke: float = 5.0,
        radius: float = 0.1,
    ):
        super().__init__()
        self.plot, self.dashed, self.radius = plot, dashed, radius
        self.line = Shape(theme.color(role), fill=0.0, stroke=stroke)
        self.dot = Shape(theme.color(role), stroke=4.0 if hollow else 0.0)
        if hollow:
            self.dot.set_fill(theme.color("paper"))
        self.add(self.line, self.dot)

    def show(self, x: np.ndarray, y: np.ndarray) -> "Trace":
        """Draw the curve through the points (x, y), shape (n,) each, n ≥ 1; what leaves the plot is cut off."""
        points = self.plot.at(x, y)
        return self._through(cut(points, self.plot.bottom, self.plot.bottom + self.plot.up))

    def _through(self, points: np.ndarray) -> "Trace":
        if len(points) < 2:
            self.line.points = np.zeros((0, 3))
        elif self.dashed:
            dash_along(self.line, points)
        else:
            self.line.path(points)
        return self

    def sample(self, x: float, y: float, half: float = 0.42) -> "Trace":
        """Become the key to such a curve: a short level line with its dot, centred at (x, y) in scene units."""
        self._through(np.array([(x - half, y), (x + half, y)]))
        self.dot.disc(x, y, self.radius)
        return self

    def dot_at(self, x: float, y: float) -> "Trace":
        """Put the dot on the point (x, y)."""
        self.dot.disc(*self.plot.at(x, y), self.radius)
        return self


def dash_along(shape: Shape, points: np.ndarray, dash: float = DASH, gap: float = GAP) -> Shape:
    """Make ``shape`` the dashed polyline through ``points``, shape (n, 2)."""
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    begins = np.arange(0.0, along[-1], dash + gap)
    cuts = np.unique(np.clip(np.concatenate([along, begins, begins + dash]), 0.0, along[-1]))
    corners = np.column_stack([np.interp(cuts, along, points[:, axis]) for axis in (0, 1)])
    middles = (cuts[:-1] + cuts[1:]) / 2
    inked = middles % (dash + gap) < dash
    a, b = corners[:-1][inked], corners[1:][inked]
    curves = np.stack([a, a + (b - a) / 3, a + 2 * (b - a) / 3, b], 1).reshape(-1, 2)
    shape.points = np.column_stack([curves, np.zeros(len(curves))])
    return shape


def cut(points: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return the part of a polyline, shape (n, 2), between two heights; it may enter and leave them once."""
    x, y = points[:, 0], points[:, 1]
    inside = (y >= low - 1e-9) & (y <= high + 1e-9)
    if inside.all() or not inside.any():
        return points[inside]
    first, last = np.flatnonzero(inside)[[0, -1]]
    kept = [points[first : last + 1]]
    if first > 0:
        kept.insert(0, _crossing(x, y, first, first - 1, low, high))
    if last < len(points) - 1:
        kept.append(_crossing(x, y, last, last + 1, low, high))
    return np.concatenate(kept)


def _crossing(x: np.ndarray, y: np.ndarray, inner: int, outer: int, low: float, high: float) -> np.ndarray:
    """Return the point, shape (1, 2), where the step from ``inner`` to ``outer`` leaves [low, high]."""
    edge = high if y[outer] > high else low
    share = (edge - y[inner]) / (y[outer] - y[inner])
    return np.array([[x[inner] + share * (x[outer] - x[inner]), edge]])
