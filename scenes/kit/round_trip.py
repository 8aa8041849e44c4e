"""Once round a square in the plane of two logits, and the work that slopes do on the way."""

from collections.abc import Callable, Sequence

import numpy as np

import mathcore as mc

from .plot import Plot
from .shapes import Label, Part, Shape, math, words
from .theme import Theme

#: Points of a curve on each side of the square.
FINE = 40

Field = Callable[[np.ndarray], np.ndarray]


class Trip:
    """The work of a field along the way, side after side.

    Parameters
    ----------
    field : slopes at points, shape (n, K) → (n, K).
    corners : of the closed way, shape (5, K).
    """

    def __init__(self, field: Field, corners: np.ndarray):
        self.field, self.corners = field, corners
        sides = mc.work(field, corners[:-1], corners[1:])
        self.done = np.concatenate([[0.0], np.cumsum(sides)])
        self.ways = np.linspace(0.0, 4.0, 4 * FINE + 1)
        self.works = np.array([self.work(way) for way in self.ways])

    def place(self, way: float) -> np.ndarray:
        """Return the point after ``way`` sides, 0 to 4, shape (K,)."""
        side = min(int(way), 3)
        return self.corners[side] + (way - side) * (self.corners[side + 1] - self.corners[side])

    def work(self, way: float) -> float:
        """Return the work from the start on after ``way`` sides."""
        side = min(int(way), 3)
        return float(self.done[side] + mc.work(self.field, self.corners[side], self.place(way)))

    def until(self, way: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the curve of the work so far: ways and works, ending exactly at ``way``."""
        past = self.ways < way
        return np.append(self.ways[past], way), np.append(self.works[past], self.work(way))


class Square(Part):
    """The plane of two logits with the square in it, the way so far, and a dot that is carried round."""

    def __init__(
        self,
        theme: Theme,
        box: tuple[float, float, float, float],
        corners: np.ndarray,
        axes: tuple[int, int],
        names: Sequence[Label],
    ):
        super().__init__()
        self.axes, self.corners = list(axes), corners
        self.plot = Plot(theme, box, (-0.25, 1.3), (-0.25, 1.3), *names, x_ticks=(0, 1), y_ticks=(0, 1))
        self.outline = Shape(theme.color("line"), 0.12, stroke=2.5).outline(self._at(corners[:-1]))
        self.way = Shape(theme.color("logit"), 0.0, stroke=6.0)
        self.dot = Shape(theme.color("logit"))
        self.add(self.plot, self.outline, self.way, self.dot)

    def _at(self, points: np.ndarray) -> np.ndarray:
        return self.plot.at(points[:, self.axes[0]], points[:, self.axes[1]])

    def show(self, way: float, place: np.ndarray) -> "Square":
        """Draw the dot at ``place``, shape (K,), and the way that it came."""
        passed = self._at(np.vstack([self.corners[: min(int(way), 3) + 1], place]))
        self.way.path(passed)
        self.dot.disc(*passed[-1], 0.13)
        return self


def plane_names(theme: Theme, axes: tuple[int, int], size: float) -> tuple[Label, Label]:
    """Return the names of the two logits, counted from 1."""
    first, second = (math(f"logit(z_{i + 1})", theme, size) for i in axes)
    return first, second


def sides_name(theme: Theme, size: float) -> Label:
    """Return the name of the axis along the way."""
    return words("sides walked", theme, size, "muted")
