"""The logits on an upright ruler, with the mean that the shares make of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE, em
from scenes.kit.text import DIGIT_HEIGHT, Label, math
from scenes.kit.theme import Theme

#: How long the pointer is, and half its height; half the height of a mark, and of the one that was met.
TIP, WIDE = 30 * PX, 20 * PX
MARK, MET = 5 * PX, 11 * PX
#: From the ruler to the names at its right.
NAMED = 40 * PX


class MeanRuler(Part):
    """A mark a logit, and a pointer at their mean weighted by q, Σ q z, which is defined at the title's right.

    Parameters
    ----------
    box : its room; names end at its right.
    index : the class in question, whose mark grows and is always named.
    """

    def __init__(self, theme: Theme, layout: Layout, box: Box, z: np.ndarray, index: int, labels: Sequence[str]):
        super().__init__()
        self.low, self.high, self.level = float(z.min()), float(z.max()), float(z[index])
        self.box = box.inset(bottom=24 * PX, top=24 * PX)
        names = self._names(theme, z, index, labels)
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
        #: what the pointer shows, with its number
        # A minus has the room of two digits: a number typeset with a sign would wear its plus, too.
        widest = max((f"{end:.2f}".replace("-", "00") for end in (z.mean(), z.max())), key=len)
        said = f'logit(#"mean") = inline(sum_j) thin prediction(q_j) logit(z_j) = @m[logit:{widest}]'
        self.mean = Formula(theme, said, em(54))
        x = layout.right - self.mean.advance
        self.mean.put(x, layout.title_baseline, "left")
        x, y = x - 20 * PX, layout.title_baseline + DIGIT_HEIGHT / 2 * TEXT * UNITS_PER_SIZE
        key = Shape(theme.color("logit")).outline([(x, y), (x - TIP, y + WIDE), (x - TIP, y - WIDE)])
        self.add(line, self.others, self.own, own_name, self.pointer)
        self.definition = Part(key, self.mean)

    def at(self, value: float) -> float:
        """Return the height of a logit."""
        return self.box.bottom + (value - self.low) / max(self.high - self.low, 1e-9) * self.box.height

    def _mark(self, mark: Shape, value: float, half: float) -> None:
        mark.box(self.x - 4 * PX, self.at(value) - half, 26 * PX, 2 * half)

    def _names(self, theme: Theme, z: np.ndarray, index: int, labels: Sequence[str]) -> list[tuple[Label, float]]:
        """Return marks' names with their heights, as many as have room, the class in question's first.

        A name is z_i, or, where classes have names, the logit's value: both stand in the river's column of logits.
        """
        names: list[tuple[Label, float]] = []
        for i in sorted(range(len(z)), key=lambda i: (i != index, -z[i])):
            y = self.at(float(z[i]))
            if all(abs(y - other) > 1.3 * TEXT * UNITS_PER_SIZE for _, other in names):
                name = f"{round(float(z[i]), 2) + 0.0:.2f}" if labels else f"z_{i + 1}"
                names.append((math(f"logit({name})", theme), y))
        return names

    def show(self, mean: float, met: float) -> "MeanRuler":
        """Point at a mean; the mark of the class in question grows as it is ``met``, from 0 to 1."""
        y, tip = self.at(mean), self.x - 8 * PX
        self.pointer.outline([(tip, y), (tip - TIP, y + WIDE), (tip - TIP, y - WIDE)])
        self._mark(self.own, self.level, MARK + met * (MET - MARK))
        self.mean.show(m=mean)
        return self
