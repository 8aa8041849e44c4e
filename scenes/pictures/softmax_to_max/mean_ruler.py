"""The logits on an upright ruler, with the mean that the shares make of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK, UNITS_PER_SIZE
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme


class MeanRuler(Part):
    """A mark a logit, and a pointer at their mean weighted by q, Σ q z, with the way that it has come from q = 1/K.

    Parameters
    ----------
    box : its room.
    foot : the first baseline below, where what the pointer shows is defined.
    index : the class in question, whose mark is lit and always named.
    """

    def __init__(self, theme: Theme, box: Box, foot: float, z: np.ndarray, index: int, labels: Sequence[str]):
        super().__init__()
        self.low, self.high, self.start = float(z.min()), float(z.max()), float(z.mean())
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
        self.pointer, self.way = Shape(theme.color("prediction")), Shape(theme.color("prediction"))
        right = box.right
        self.word = math('"mean, weighted by" prediction(q)', theme, TICK, "muted").put(right, foot, "right")
        self.formula = Formula(theme, "inline(sum) thin prediction(q_j) logit(z_j) = @m[prediction:0.00]")
        self.formula.put(right, foot - 64 * PX, "right")
        self.value = Readout(theme, TEXT, "prediction", decimals=2)
        #: the mean's number stands below its pointer, or above it where the ruler ends below
        self.below = self.at(self.start) - box.bottom > 150 * PX
        self.add(line, self.way, *self.marks, *(name for name, _ in names), self.pointer)
        self.add(self.word, self.formula)
        widest = max(self.value.width(self.value.format(end)) for end in (self.low, self.high))
        if self.x - widest - 36 * PX > box.left:  # the formula says it, too
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
        y, tip, start = self.at(mean), self.x - 8 * PX, self.at(self.start)
        self.way.box(self.x - 5 * PX, start, 10 * PX, y - start)
        self.pointer.outline([(tip, y), (tip - 42 * PX, y + 28 * PX), (tip - 42 * PX, y - 28 * PX)])
        self.value.middle(mean, self.x - 14 * PX, y + (-62 if self.below else 62) * PX, "right")
        self.formula.show(m=mean)
        return self
