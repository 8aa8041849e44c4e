"""The logits on an upright ruler, with the mean that the shares make of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE, em
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.softmax_to_max.river import HEAD

#: How long the pointer is, and half its height; half the height of a mark, and of the one that was met.
TIP, WIDE = 30 * PX, 20 * PX
MARK, MET = 5 * PX, 11 * PX
#: From the ruler to the names at its right; how much farther right than needed it stands where there is room.
NAMED, FARTHER = 40 * PX, 60 * PX


class MeanRuler(Part):
    """A mark a logit, and a pointer at their mean weighted by q, Σ q z, which is defined at the title's right.

    Parameters
    ----------
    box : its room; the ruler stands almost as far left in it as the mean's number allows.
    index : the class in question, whose mark grows and is always named.
    """

    def __init__(self, theme: Theme, layout: Layout, box: Box, z: np.ndarray, index: int, labels: Sequence[str]):
        super().__init__()
        self.low, self.high, self.level = float(z.min()), float(z.max()), float(z[index])
        self.box = box.inset(bottom=24 * PX, top=24 * PX)
        names = self._names(theme, z, index, labels)
        room = NAMED + max(name.advance for name, _ in names)
        self.value = Readout(theme, TEXT, "logit", decimals=2)
        widest = max(self.value.width(self.value.format(end)) for end in (z.mean(), z.max()))
        beside = widest + TIP + 28 * PX
        #: without room beside the pointer the number ends the definition
        self.roomy = box.left + beside + room <= box.right
        self.x = min(box.left + beside + FARTHER, box.right - room)
        for name, y in names:
            name.middle(self.x + NAMED, y, "left")
        line = Shape(theme.color("line"), 0.0, stroke=5.0).path([(self.x, box.bottom), (self.x, box.top)])
        marks = [Shape(theme.color("logit")) for _ in z]
        for mark, value in zip(marks, z, strict=True):
            self._mark(mark, float(value), MARK)
        self.own, self.pointer = marks.pop(index), Shape(theme.color("logit"))
        head = math('#"logit" logit(z)', theme)
        head.put(min(self.x - TIP, box.right - head.advance), box.top + HEAD, "left")
        (own_name, _), *rest = names
        #: marks and names of the other classes
        self.others = Part(*marks, *(name for name, _ in rest))
        said = 'logit(#"mean") = inline(sum_j) thin prediction(q_j) logit(z_j)' + ("" if self.roomy else " =")
        mean, self.line = math(said, theme, em(54)), layout.title_baseline
        #: where the number starts that ends the definition
        self.end = layout.right - widest
        x = layout.right if self.roomy else self.end - 18 * PX
        mean.put(x, self.line, "right")
        x, y = x - mean.advance - 20 * PX, self.line + DIGIT_HEIGHT / 2 * TEXT * UNITS_PER_SIZE
        key = Shape(theme.color("logit")).outline([(x, y), (x - TIP, y + WIDE), (x - TIP, y - WIDE)])
        self.add(line, self.others, self.own, own_name, self.pointer, self.value, head)
        #: what the pointer shows
        self.definition = Part(key, mean)

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
        if self.roomy:
            self.value.middle(mean, tip - TIP - 12 * PX, y, "right")
        else:
            self.value.put(mean, self.end, self.line, "left")
        return self
