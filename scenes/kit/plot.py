"""A small plot: axes, a curve that grows, a dot that rides on it."""

from collections.abc import Sequence

import numpy as np

from .shapes import SMALL, Label, Part, Shape, words
from .theme import Theme


class Plot(Part):
    """Axes of a plot.

    Parameters
    ----------
    left, bottom, across, up : the box of the axes, in scene units.
    xs, ys : the ranges of the axes.
    x_name, y_name : what the axes show; the first stands under the middle of its axis, the second above its axis.
    x_ticks, y_ticks : values to mark, written as given.
    """

    def __init__(
        self,
        theme: Theme,
        box: tuple[float, float, float, float],
        xs: tuple[float, float],
        ys: tuple[float, float],
        x_name: Label,
        y_name: Label,
        x_ticks: Sequence[float] = (),
        y_ticks: Sequence[float] = (),
        size: float = SMALL,
    ):
        super().__init__()
        self.left, self.bottom, self.across, self.up = box
        self.x_range, self.y_range = xs, ys
        right, top = self.left + self.across, self.bottom + self.up
        axes = Shape(theme.color("line"), fill=0.0, stroke=3.0)
        axes.path([(self.left, top), (self.left, self.bottom), (right, self.bottom)])
        self.add(
            axes,
            x_name.put(self.left + self.across / 2, self.bottom - 0.38),
            y_name.put(self.left, top + 0.18, "left"),
        )
        for value in x_ticks:
            self.add(words(_plain(value), theme, size, "muted").put(self.at(value, ys[0])[0], self.bottom - 0.38))
        for value in y_ticks:
            mark = Shape(theme.color("line"), fill=0.0, stroke=3.0)
            y = self.at(xs[0], value)[1]
            mark.path([(self.left - 0.07, y), (self.left, y)])
            self.add(mark, words(_plain(value), theme, size, "muted").middle(self.left - 0.15, y, "right"))

    def at(self, x, y) -> np.ndarray:
        """Return where the point (x, y) of the plot lies; arrays of n values give shape (n, 2)."""
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        return np.stack(
            [
                self.left + (np.asarray(x, dtype=float) - x0) / (x1 - x0) * self.across,
                self.bottom + (np.asarray(y, dtype=float) - y0) / (y1 - y0) * self.up,
            ],
            axis=-1,
        )


class Curve(Part):
    """A curve of a plot with a dot at its end."""

    def __init__(self, theme: Theme, plot: Plot, role: str, stroke: float = 5.0, dot: float = 0.09):
        super().__init__()
        self.plot, self.radius = plot, dot
        self.line = Shape(theme.color(role), fill=0.0, stroke=stroke)
        self.dot = Shape(theme.color(role))
        self.add(self.line, self.dot)

    def show(self, x: np.ndarray, y: np.ndarray) -> "Curve":
        """Draw the points (x, y), shape (n,) each, n ≥ 1, with the dot on the last one."""
        points = self.plot.at(x, y)
        if len(points) > 1:
            self.line.path(points)
        else:
            self.line.points = np.zeros((0, 3))
        self.dot.disc(*points[-1], self.radius)
        return self


def _plain(value: float) -> str:
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def round_ticks(top: float, low: float = 0.0) -> list[float]:
    """Return two to five round values, 0 among them, from ``low`` ≤ 0 up to ``top`` > 0."""
    room = top - low
    power = 10.0 ** np.floor(np.log10(room))
    step = next(s * power for s in (0.2, 0.5, 1.0, 2.0, 5.0) if room / (s * power) < 5)
    return [float(f"{k * step:.6g}") for k in range(int(np.ceil(low / step)), int(top / step) + 1)]
