"""The logits on an upright ruler, with the mean that the shares make of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE, em
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, math
from scenes.kit.theme import Theme

#: How long the pointer is, and half its height; half the height of a mark, and of the one that was met.
TIP, WIDE = 30 * PX, 20 * PX
MARK, MET = 5 * PX, 11 * PX


class MeanRuler(Part):
    """A mark a logit, and a pointer at their mean weighted by q, Σ q z, which is defined at the title's right.

    Parameters
    ----------
    box : its room.
    index : the class in question, whose mark is lit and always named.
    """

    def __init__(self, theme: Theme, layout: Layout, box: Box, z: np.ndarray, index: int, labels: Sequence[str]):
        super().__init__()
        self.low, self.high, self.level = float(z.min()), float(z.max()), float(z[index])
        self.box = box.inset(bottom=24 * PX, top=24 * PX)
        names = self._names(theme, z, index, labels)
        self.x = box.right - max(name.advance for name, _ in names) - 40 * PX
        for name, y in names:
            name.middle(self.x + 40 * PX, y, "left")
        line = Shape(theme.color("line"), 0.0, stroke=5.0).path([(self.x, box.bottom), (self.x, box.top)])
        self.marks = [Shape(theme.color("ink" if i == index else "logit")) for i in range(len(z))]
        for mark, value in zip(self.marks, z, strict=True):
            self._mark(mark, float(value), MARK)
        self.own, self.pointer = self.marks[index], Shape(theme.color("prediction"))
        self.value = Readout(theme, TEXT, "prediction", decimals=2)
        widest = max(self.value.width(self.value.format(end)) for end in (z.mean(), z.max()))
        #: without room beside the pointer the number ends the definition
        self.roomy = self.x - TIP - widest - 28 * PX > box.left
        said = '#"mean" = inline(sum_j) thin prediction(q_j) logit(z_j)' + ("" if self.roomy else " =")
        mean, self.line = math(said, theme, em(54)), layout.title_baseline
        self.right = layout.right
        x = self.right if self.roomy else self.right - widest - 18 * PX
        mean.put(x, self.line, "right")
        x, y = x - mean.advance - 20 * PX, self.line + DIGIT_HEIGHT / 2 * TEXT * UNITS_PER_SIZE
        key = Shape(theme.color("prediction")).outline([(x, y), (x - TIP, y + WIDE), (x - TIP, y - WIDE)])
        self.add(line, *self.marks, *(name for name, _ in names), self.pointer, self.value)
        #: what the pointer shows
        self.definition = Part(key, mean)

    def at(self, value: float) -> float:
        """Return the height of a logit."""
        return self.box.bottom + (value - self.low) / max(self.high - self.low, 1e-9) * self.box.height

    def _mark(self, mark: Shape, value: float, half: float) -> None:
        mark.box(self.x - 4 * PX, self.at(value) - half, 26 * PX, 2 * half)

    def _names(self, theme: Theme, z: np.ndarray, index: int, labels: Sequence[str]) -> list[tuple[Label, float]]:
        """Return names of marks and their heights, as many as have room: z_i with its value, or that alone."""
        names: list[tuple[Label, float]] = []
        for i in sorted(range(len(z)), key=lambda i: (i != index, -z[i])):
            y = self.at(float(z[i]))
            if all(abs(y - other) > 1.3 * TEXT * UNITS_PER_SIZE for _, other in names):
                value = f"{round(float(z[i]), 2):g}"
                names.append((math(f"logit({value})" if labels else f"logit(z_{i + 1} = {value})", theme), y))
        return names

    def show(self, mean: float, met: float) -> "MeanRuler":
        """Point at a mean; the mark of the class in question grows as it is ``met``, from 0 to 1."""
        y, tip = self.at(mean), self.x - 8 * PX
        self.pointer.outline([(tip, y), (tip - TIP, y + WIDE), (tip - TIP, y - WIDE)])
        self._mark(self.own, self.level, MARK + met * (MET - MARK))
        if self.roomy:
            self.value.middle(mean, tip - TIP - 12 * PX, y, "right")
        else:
            self.value.put(mean, self.right, self.line, "right")
        return self
