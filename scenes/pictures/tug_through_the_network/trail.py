"""How the loss has gone so far, in the empty room under the network."""

from collections.abc import Sequence

from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme

#: Where the highest loss and 0 are, in pixels from the top; from the axis to its numbers, and from one to the other.
HIGH, ZERO, BESIDE, LINE = 816, 908, 24 * PX, 52 * PX


class Trail(Part):
    """The loss at the start and after each step so far, at its height over 0.

    Parameters
    ----------
    losses : at the start and after each step.
    right : where the last step is.
    """

    def __init__(self, theme: Theme, layout: Layout, losses: Sequence[float], right: float):
        super().__init__()
        first, zero = math(f"loss(L) = loss({losses[0]:.3f})", theme, TEXT), words("0", theme, TEXT, "muted")
        box = layout.pixels(0, HIGH, 0, ZERO)
        left = layout.left + first.advance + BESIDE
        x = Axis(theme, (left, box.bottom), (right, box.bottom), 0.0, len(losses) - 1, ticks=())
        y = Axis(theme, (left, box.bottom), (left, box.top), 0.0, max(losses), ticks=())
        self.losses, self.trace = losses, Trace(theme, Axes(x, y), "loss")
        first.middle(left - BESIDE, max(float(y.at(losses[0])), box.bottom + LINE), "right")
        self.add(x, y, first, zero.middle(left - BESIDE, box.bottom, "right"), self.trace)

    def show(self, step: int) -> "Trail":
        """Draw the way up to a step."""
        self.trace.show(range(step + 1), self.losses[: step + 1])
        return self
