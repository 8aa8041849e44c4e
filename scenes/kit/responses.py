"""Small plots side by side on one scale: how the loss answers when one logit is nudged."""

from collections.abc import Sequence

import numpy as np

from .shapes import SMALL, Part, Shape, math, words
from .theme import Theme


class Responses(Part):
    """A plot a class of the loss's change against the nudge δ of that class's logit alone.

    All share the scale at the left and the dashed line of no change. ``place`` may be called at every frame:
    the plots keep their columns and take the height that they are given.

    Parameters
    ----------
    axis : where the common scale stands.
    xs : the plots' middles.
    half : half of a plot's width, which is a nudge of ``reach``.
    window : the least and the largest change of the loss to be shown.
    roles : the colour of each class's tangent.
    """

    def __init__(
        self,
        theme: Theme,
        axis: float,
        xs: Sequence[float],
        half: float,
        reach: float,
        window: tuple[float, float],
        roles: Sequence[str],
    ):
        super().__init__()
        self.axis, self.xs, self.half, self.reach, self.window = axis, np.asarray(xs), half, reach, window
        self.bottom, self.unit = 0.0, 1.0
        line = theme.color("line")
        self.level, self.scale = Shape(line, 0.0, stroke=2.0), Shape(line, 0.0, stroke=3.0)
        low, high = (int(np.ceil(window[0] * 2)), int(np.floor(window[1] * 2)))
        self.values = [k / 2 for k in range(low, high + 1)]
        self.marks = [words(_signed(value), theme, SMALL, "muted") for value in self.values]
        self.name_label = math("Delta loss(L)", theme, SMALL)
        self.floors = [Shape(line, 0.0, stroke=3.0) for _ in xs]
        texts = ("−1", "+1") if half > 0.9 else ()
        self.nudges = [[words(text, theme, SMALL, "muted") for text in texts] for _ in xs]
        self.deltas = [math("delta", theme, SMALL) for _ in xs]
        self.curves = [Shape(theme.color("loss"), 0.0, stroke=5.0) for _ in xs]
        self.tangents = [Shape(theme.color(role), 0.0, stroke=3.5) for role in roles]
        self.dots = [Shape(theme.color("ink")) for _ in xs]
        self.plots = [
            Part(floor, *nudges, delta, tangent, curve, dot)
            for floor, nudges, delta, tangent, curve, dot in zip(
                self.floors, self.nudges, self.deltas, self.tangents, self.curves, self.dots, strict=True
            )
        ]
        self.add(self.level, self.scale, *self.marks, self.name_label, *self.plots)

    def place(self, bottom: float, top: float) -> "Responses":
        """Give the plots their height, and draw what doesn't depend on the loss."""
        low, high = self.window
        self.bottom, self.unit = bottom, (top - bottom) / (high - low)
        right = self.xs[-1] + self.half
        zero = self.height(0.0)
        self.level.dashes((self.axis, zero), (right, zero))
        ends = [(self.axis, bottom), (self.axis, top)]
        self.scale.path(ends)
        least = 0.34 / self.unit
        shown = -np.inf
        for value, mark in zip(self.values, self.marks, strict=True):
            fits = value - shown >= least and high - value >= least
            mark.set_presence(self.scale.presence if fits else 0.0)
            shown = value if fits else shown
            mark.middle(self.axis - 0.15, self.height(value), "right")
        self.name_label.put(self.axis - 0.15, top - 0.18, "right")
        for x, floor, nudges, delta in zip(self.xs, self.floors, self.nudges, self.deltas, strict=True):
            floor.path([(x - self.half, bottom), (x + self.half, bottom)])
            delta.put(x, bottom - 0.3)
            for label, step in zip(nudges, (-1.0, 1.0), strict=False):
                label.put(x + step * self.half / self.reach, bottom - 0.3)
        return self

    def height(self, change) -> np.ndarray:
        """Return the height of a change of the loss."""
        return self.bottom + (np.asarray(change) - self.window[0]) * self.unit

    def at(self, index: int, nudge, change) -> np.ndarray:
        """Return where a nudge and a change lie in one class's plot; arrays of n values give shape (n, 2)."""
        across = self.xs[index] + np.asarray(nudge, dtype=float) * self.half / self.reach
        return np.stack([across, self.height(change)], axis=-1)

    def show(self, index: int, nudges: np.ndarray, changes: np.ndarray, nudge: float, change: float) -> None:
        """Draw one class's curve, arrays (n,), and its dot."""
        self.curves[index].path(self.at(index, nudges, changes))
        self.dots[index].disc(*self.at(index, nudge, change), min(0.1, 0.18 * self.half))

    def lean(self, index: int, slope: float, reach: float) -> None:
        """Draw one class's tangent at δ = 0, ``reach`` to both sides."""
        ends = np.array([-reach, reach])
        self.tangents[index].path(self.at(index, ends, slope * ends))


def _signed(value: float) -> str:
    return "0" if value == 0 else f"{value:+g}".replace("-", "\N{MINUS SIGN}")
