"""The logits on an upright ruler, with the mean that the shares make of them, and what that does to a share."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, UNITS_PER_SIZE, em
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.softmax_to_max.river import HEAD
from scenes.pictures.softmax_to_max.shares import apart

#: How long the pointer is, half its height, from it to its number, and from there up to its name; to the ruler.
TIP, WIDE, BEFORE, OVER, SHORT = 40 * PX, 25 * PX, 10 * PX, 50 * PX, 16 * PX
#: Half the height of a mark, and of the one of the class in question.
MARK, OWN = 5 * PX, 11 * PX
#: From the ruler to the names at its right.
NAMED = 32 * PX


class MeanRuler(Part):
    """A mark a logit, and a pointer at their mean weighted by q, with its number; the ``rate`` at which q changes.

    Parameters
    ----------
    box : its room; names end at its right.
    index : the class in question, whose mark is higher and always named.
    size : of names and number.
    decimals : of these.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        box: Box,
        z: np.ndarray,
        index: int,
        labels: Sequence[str],
        size: float,
        decimals: int,
    ):
        super().__init__()
        self.low, self.high = float(z.min()), float(z.max())
        # The mean's number and name keep clear of the 0 and the 1 on the scale of shares.
        self.box = box.inset(bottom=72 * PX, top=96 * PX)
        names = self._names(theme, z, index, labels, size, decimals)
        self.x = box.right - NAMED - max(name.advance for name, _ in names)
        for name, y in names:
            name.middle(self.x + NAMED, y, "left")
        line = Shape(theme.color("line"), 0.0, stroke=5.0).path([(self.x, box.bottom), (self.x, box.top)])
        marks = [Shape(theme.color("logit")) for _ in z]
        for i, (mark, value) in enumerate(zip(marks, z, strict=True)):
            half = OWN if i == index else MARK
            mark.box(self.x - 4 * PX, self.at(float(value)) - half, 26 * PX, 2 * half)
        self.pointer, self.mean = Shape(theme.color("ink")), Readout(theme, size, "ink", decimals)
        self.mean_name = words("mean", theme, size)
        #: how fast the share changes with the scale: its sign is that of the logit less the mean
        q, own = ("q", "z") if labels else (f"q_{index + 1}", f"z_{index + 1}")
        rate = f'd prediction({q}) \\/ d c = prediction({q}) (logit({own}) - #"mean")'
        self.rate = math(rate, theme, em(58)).put(layout.right, layout.title_baseline, "right")
        head = math('#"logit" logit(z)', theme).put(layout.right, box.top + HEAD, "right")
        self.add(head, line, *marks, *(name for name, _ in names), self.pointer, self.mean, self.mean_name)

    def at(self, value: float) -> float:
        """Return the height of a logit."""
        return self.box.bottom + (value - self.low) / max(self.high - self.low, 1e-9) * self.box.height

    def _names(
        self, theme: Theme, z: np.ndarray, index: int, labels: Sequence[str], size: float, decimals: int
    ) -> list[tuple[Label, float]]:
        """Return marks' names with their heights, which part where marks lie close.

        Where that takes one off its mark, or classes have names of their own, the class in question's is alone.
        """
        need = 1.3 * size * UNITS_PER_SIZE
        order = [index] if labels else sorted(range(len(z)), key=lambda i: -z[i])
        marks = np.array([self.at(float(z[i])) for i in order])
        heights = apart(marks, need, self.box.bottom - need, self.box.top)
        if np.abs(heights - marks).max() > need:
            order, heights = [index], [self.at(float(z[index]))]
        names = [
            f"{'z' if labels else f'z_{i + 1}'} = {round(float(z[i]), decimals) + 0.0:.{decimals}f}" for i in order
        ]
        return [(math(f"logit({name})", theme, size), float(y)) for name, y in zip(names, heights, strict=True)]

    def show(self, mean: float) -> "MeanRuler":
        """Point at a mean."""
        y, tip = self.at(mean), self.x - SHORT
        self.pointer.outline([(tip, y), (tip - TIP, y + WIDE), (tip - TIP, y - WIDE)])
        self.mean.middle(mean, tip - TIP - BEFORE, y, "right")
        self.mean_name.middle(tip - TIP - BEFORE, y + OVER, "right")
        return self
