"""The logits on an upright ruler, with the mean that the shares make of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, math
from scenes.kit.theme import Theme

#: How long the pointer is.
TIP = 30 * PX


class MeanRuler(Part):
    """A mark a logit, and a pointer at their mean weighted by q, Σ q z.

    Parameters
    ----------
    box : its room.
    foot : the first baseline below, where what the pointer shows is defined.
    index : the class in question, whose mark is lit and always named.
    """

    def __init__(self, theme: Theme, box: Box, foot: float, z: np.ndarray, index: int, labels: Sequence[str]):
        super().__init__()
        self.low, self.high = float(z.min()), float(z.max())
        self.box = box.inset(bottom=24 * PX, top=24 * PX)
        names = self._names(theme, z, index, labels)
        self.x = box.right - max(name.advance for name, _ in names) - 30 * PX
        for name, y in names:
            name.middle(self.x + 32 * PX, y, "left")
        line = Shape(theme.color("line"), 0.0, stroke=5.0).path([(self.x, box.bottom), (self.x, box.top)])
        self.marks = [
            Shape(theme.color("ink" if i == index else "logit")).box(
                self.x - 4 * PX, self.at(float(value)) - 5 * PX, 26 * PX, 10 * PX
            )
            for i, value in enumerate(z)
        ]
        self.pointer = Shape(theme.color("prediction"))
        self.value = Readout(theme, TEXT, "prediction", decimals=2)
        widest = max(self.value.width(self.value.format(end)) for end in (z.mean(), z.max()))
        roomy = self.x - TIP - widest - 36 * PX > box.left
        # Without room beside the pointer the number stands here, and leaves none for the definition.
        said = "inline(sum) thin prediction(q_j) logit(z_j)" if roomy else "= @m[prediction:0.00]"
        self.mean = Formula(theme, f"#text[mean] {said}")
        self.mean.put(box.right, foot, "right")
        x, y = box.right - self.mean.advance - 18 * PX, foot + DIGIT_HEIGHT / 2 * TEXT * UNITS_PER_SIZE
        key = Shape(theme.color("prediction")).outline([(x, y), (x - TIP, y + 20 * PX), (x - TIP, y - 20 * PX)])
        sub = "" if labels else f"_{index + 1}"
        law = f'dif prediction(q{sub}) \\/ dif c = prediction(q{sub}) (logit(z{sub}) - #"mean")'
        self.law = math(law, theme, TEXT).put(box.right, foot - 76 * PX, "right")
        self.add(line, *self.marks, *(name for name, _ in names), self.pointer, key, self.mean, self.law)
        if roomy:
            self.add(self.value)

    def at(self, value: float) -> float:
        """Return the height of a logit."""
        return self.box.bottom + (value - self.low) / max(self.high - self.low, 1e-9) * self.box.height

    def _names(self, theme: Theme, z: np.ndarray, index: int, labels: Sequence[str]) -> list[tuple[Label, float]]:
        """Return names of marks and their heights, as many as have room: z_i with its value, or that alone."""
        names: list[tuple[Label, float]] = []
        for i in sorted(range(len(z)), key=lambda i: (i != index, -z[i])):
            y = self.at(float(z[i]))
            if all(abs(y - other) > 1.05 * TEXT * UNITS_PER_SIZE for _, other in names):
                value = f"{round(float(z[i]), 2):g}"
                text = f"logit({value})" if labels else f"logit(z_{i + 1} = {value})"
                names.append((math(text, theme, TICK), y))
                names[-1][0].role = "muted"  # whatever its colour, it is a note
        return names

    def show(self, mean: float) -> "MeanRuler":
        """Point at a mean."""
        y, tip = self.at(mean), self.x - 8 * PX
        self.pointer.outline([(tip, y), (tip - TIP, y + 20 * PX), (tip - TIP, y - 20 * PX)])
        self.value.middle(mean, tip - TIP - 12 * PX, y, "right")
        self.mean.show(**dict.fromkeys(self.mean.numbers, mean))
        return self
