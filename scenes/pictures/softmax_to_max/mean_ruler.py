"""The logits on an upright ruler, weighted by their shares, with the mean that these make, and what that does."""

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
TIP, WIDE, BEFORE, OVER, SHORT = 34 * PX, 25 * PX, 10 * PX, 50 * PX, 16 * PX
#: Half the height of a mark, and of the one of the class in question; how far marks reach to the left and right.
MARK, OWN, BACK, FORTH = 5 * PX, 15 * PX, 6 * PX, 12 * PX
#: Half the height of a weight, how long that of the whole is at most, and what is free around weights and texts.
HALF, WHOLE, FREE = 11 * PX, 200 * PX, 16 * PX
#: Between two formulas in the title's strip.
BETWEEN = 80 * PX


class MeanRuler(Part):
    """A mark a logit with its share as a weight, and a pointer where these balance; the ``rate`` of a share's change.

    Parameters
    ----------
    box : its room; names end at its right, and the mean's keeps clear of its left.
    index : the class in question, whose mark is higher and always named.
    size : of names and number.
    decimals : of these.
    most : the largest share that is shown.
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
        most: float,
    ):
        super().__init__()
        self.low, self.high = float(z.min()), float(z.max())
        # The mean's number, and its name over that, stay beside the chart.
        self.box = box.inset(bottom=72 * PX, top=96 * PX)
        names = self._names(theme, z, index, labels, size, decimals)
        named = box.right - max(name.advance for name, _ in names)
        self.pointer, self.mean = Shape(theme.color("ink")), Readout(theme, size, "ink", decimals)
        self.mean_name = words("mean", theme, size)
        told = max(self.mean_name.advance, *(self.mean.width(self.mean.format(end)) for end in (self.low, self.high)))
        least = box.left + FREE + told + BEFORE + TIP + SHORT
        #: how long the weight of the whole is
        self.unit = min(WHOLE, (named - FREE - FORTH - least) / most)
        self.x = named - FREE - self.unit * most - FORTH
        for name, y in names:
            name.middle(named, y, "left")
        line = Shape(theme.color("line"), 0.0, stroke=5.0).path([(self.x, box.bottom), (self.x, box.top)])
        marks = [Shape(theme.color("logit")) for _ in z]
        for i, (mark, value) in enumerate(zip(marks, z, strict=True)):
            half = OWN if i == index else MARK
            mark.box(self.x - BACK, self.at(float(value)) - half, BACK + FORTH, 2 * half)
        self.heights, rim = [self.at(float(value)) for value in z], 2 * PX
        self.weights = [Shape(theme.color("prediction")).halo(theme.color("paper"), rim) for _ in z]
        #: how fast the share changes with the scale: its sign is that of the logit less the mean; and what that mean is
        q, own = ("q", "z") if labels else (f"q_{index + 1}", f"z_{index + 1}")
        rate = f'd prediction({q}) \\/ d c = prediction({q}) (logit({own}) - #"mean")'
        change = math(rate, theme, em(58)).put(layout.right, layout.title_baseline, "right")
        meant = math('#"mean" = inline(sum_j) thin prediction(q_j) thin logit(z_j)', theme)
        meant.put(layout.right - change.advance - BETWEEN, layout.title_baseline, "right")
        self.rate = Part(meant, change)
        head = math('#"logit" logit(z)', theme).put(layout.right, box.top + HEAD, "right")
        weight = math("prediction(q)", theme).put(self.x + FORTH, box.top + HEAD, "left")
        self.add(head, weight, line, *self.weights, *marks, *(name for name, _ in names))
        self.add(self.pointer, self.mean, self.mean_name)

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

    def show(self, mean: float, shares: np.ndarray) -> "MeanRuler":
        """Point at the mean of the logits with these shares as weights."""
        for weight, share, y in zip(self.weights, shares, self.heights, strict=True):
            weight.box(self.x + FORTH, y - HALF, self.unit * float(share), 2 * HALF)
        y, tip = self.at(mean), self.x - SHORT
        self.pointer.outline([(tip, y), (tip - TIP, y + WIDE), (tip - TIP, y - WIDE)])
        self.mean.middle(mean, tip - TIP - BEFORE, y, "right")
        self.mean_name.middle(tip - TIP - BEFORE, y + OVER, "right")
        return self
