"""The logits on an upright ruler, with the mean that the shares make of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE, em
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, math
from scenes.kit.theme import Theme

#: How long the pointer is, half its height, and from it to its number; half the height of a mark, and of the one that
#: was met.
TIP, WIDE, BEFORE = 30 * PX, 20 * PX, 12 * PX
MARK, MET = 5 * PX, 11 * PX
#: From the ruler to the names at its right.
NAMED = 36 * PX


class MeanRuler(Part):
    """A mark a logit, and a pointer at their mean weighted by q, with its number; its ``definition``.

    Parameters
    ----------
    box : its room; names end at its right.
    index : the class in question, whose mark grows and is always named.
    size : of names and number.
    """

    def __init__(
        self, theme: Theme, layout: Layout, box: Box, z: np.ndarray, index: int, labels: Sequence[str], size: float
    ):
        super().__init__()
        self.low, self.high, self.level = float(z.min()), float(z.max()), float(z[index])
        self.box = box.inset(bottom=24 * PX, top=24 * PX)
        names = self._names(theme, z, index, labels, size)
        self.x = box.right - NAMED - max(name.advance for name, _ in names)
        for name, y in names:
            name.middle(self.x + NAMED, y, "left")
        line = Shape(theme.color("line"), 0.0, stroke=5.0).path([(self.x, box.bottom), (self.x, box.top)])
        marks = [Shape(theme.color("logit")) for _ in z]
        for mark, value in zip(marks, z, strict=True):
            self._mark(mark, float(value), MARK)
        self.own, self.pointer = marks.pop(index), Shape(theme.color("logit"))
        (own_name, _), *rest = names
        #: marks and names of the other classes
        self.others = Part(*marks, *(name for name, _ in rest))
        self.mean = Readout(theme, size, "logit", decimals=2)
        #: what the pointer shows, at the title's right
        rule = math('logit(#"mean") = inline(sum_j) thin prediction(q_j) logit(z_j)', theme, em(58))
        rule.put(layout.right, layout.title_baseline, "right")
        x, y = rule.origin[0] - 20 * PX, layout.title_baseline + DIGIT_HEIGHT / 2 * TEXT * UNITS_PER_SIZE
        self.definition = Part(self._point(Shape(theme.color("logit")), x, y), rule)
        self.add(line, self.others, self.own, own_name, self.pointer, self.mean)

    def at(self, value: float) -> float:
        """Return the height of a logit."""
        return self.box.bottom + (value - self.low) / max(self.high - self.low, 1e-9) * self.box.height

    def _mark(self, mark: Shape, value: float, half: float) -> None:
        mark.box(self.x - 4 * PX, self.at(value) - half, 26 * PX, 2 * half)

    def _point(self, pointer: Shape, x: float, y: float) -> Shape:
        return pointer.outline([(x, y), (x - TIP, y + WIDE), (x - TIP, y - WIDE)])

    def _names(
        self, theme: Theme, z: np.ndarray, index: int, labels: Sequence[str], size: float
    ) -> list[tuple[Label, float]]:
        """Return marks' names with their heights, as many as have room, the class in question's first.

        Where classes have names there is room for that one's alone: z.
        """
        if labels:
            return [(math("logit(z)", theme, size), self.at(float(z[index])))]
        names: list[tuple[Label, float]] = []
        for i in sorted(range(len(z)), key=lambda i: (i != index, -z[i])):
            y = self.at(float(z[i]))
            if all(abs(y - other) > 1.3 * size * UNITS_PER_SIZE for _, other in names):
                names.append((math(f"logit(z_{i + 1})", theme, size), y))
        return names

    def show(self, mean: float, met: float) -> "MeanRuler":
        """Point at a mean; the mark of the class in question grows as it is ``met``, from 0 to 1."""
        y, tip = self.at(mean), self.x - 8 * PX
        self._point(self.pointer, tip, y)
        self.mean.middle(mean, tip - TIP - BEFORE, y, "right")
        self._mark(self.own, self.level, MARK + met * (MET - MARK))
        return self
