"""How the loss has gone so far, in the empty room under the network."""

from collections.abc import Sequence

from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme

#: Where the highest loss and 0 are, in pixels from the top; from the axis to its numbers, and from one to the other.
HIGH, ZERO, BESIDE, LINE = 816, 908, 24 * PX, 52 * PX
#: From the last step to the line that counts them.
TO_COUNT = 0.4


class Trail(Part):
    """The loss at the start and after each step so far, at its height over 0; at the right how many these are.

    Parameters
    ----------
    losses : at the start and after each step.
    right, low : where the line that counts the steps ends.
    """

    def __init__(self, theme: Theme, layout: Layout, losses: Sequence[float], right: float, low: float):
        super().__init__()
        steps = len(losses) - 1
        self.count = Formula(theme, f'@k[{"0" * len(str(steps))}] "of" {steps} "steps"').put(right, low, "right")
        right = self.count.origin[0] - TO_COUNT
        first, zero = math(f"loss(L) = loss({losses[0]:.3f})", theme, TEXT), words("0", theme, TEXT, "muted")
        box = layout.pixels(0, HIGH, 0, ZERO)
        left = layout.left + first.advance + BESIDE
        x = Axis(theme, (left, box.bottom), (right, box.bottom), 0.0, steps, ticks=())
        y = Axis(theme, (left, box.bottom), (left, box.top), 0.0, max(losses), ticks=())
        self.losses, self.trace = losses, Trace(theme, Axes(x, y), "loss")
        first.middle(left - BESIDE, max(float(y.at(losses[0])), box.bottom + LINE), "right")
        self.add(x, y, first, zero.middle(left - BESIDE, box.bottom, "right"), self.trace, self.count)

    def show(self, step: int) -> "Trail":
        """Draw the way up to a step, and say which it is."""
        self.count.show(k=step)
        self.trace.show(range(step + 1), self.losses[: step + 1])
        return self
