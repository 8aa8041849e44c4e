"""The logits on an upright ruler, with the mean that the shares make of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK, UNITS_PER_SIZE
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme


class MeanRuler(Part):
    """A mark a logit, and a pointer at Σ q z, with the way that it has come from the plain mean.

    Parameters
    ----------
    box : its room.
    index : the class in question, whose mark is lit and always named.
    """

    def __init__(self, theme: Theme, box: Box, z: np.ndarray, index: int, labels: Sequence[str], decimals: int):
        super().__init__()
        self.low, self.high, self.start = float(z.min()), float(z.max()), float(z.mean())
        self.box = box.inset(bottom=24 * PX, top=24 * PX)
        names = self._names(theme, z, index, labels, decimals)
        self.x = box.right - max(name.advance for name, _ in names) - 40 * PX
        for name, y in names:
            name.middle(self.x + 40 * PX, y, "left")
        line = Shape(theme.color("line"), 0.0, stroke=5.0).path([(self.x, box.bottom), (self.x, box.top)])
        self.marks = [
            Shape(theme.color("ink" if i == index else "logit")).box(
                self.x - 4 * PX, self.at(float(value)) - 5 * PX, 34 * PX, 10 * PX
            )
            for i, value in enumerate(z)
        ]
        self.pointer, self.way = Shape(theme.color("prediction")), Shape(theme.color("prediction"))
        self.word = words("mean", theme, TICK, "muted")
        self.value = Readout(theme, TEXT, "prediction", decimals=2)
        #: the mean's number stands below its pointer, or above it where the ruler ends below
        self.below = self.at(self.start) - box.bottom > 150 * PX
        self.add(line, self.way, *self.marks, *(name for name, _ in names), self.pointer, self.word, self.value)

    def at(self, value: float) -> float:
        """Return the height of a logit."""
        return self.box.bottom + (value - self.low) / max(self.high - self.low, 1e-9) * self.box.height

    def _names(
        self, theme: Theme, z: np.ndarray, index: int, labels: Sequence[str], decimals: int
    ) -> list[tuple[Label, float]]:
        """Return names of marks and their heights, as many as have room: z_i, or where classes have names, logits."""
        names: list[tuple[Label, float]] = []
        for i in sorted(range(len(z)), key=lambda i: (i != index, -z[i])):
            y = self.at(float(z[i]))
            if all(abs(y - other) > 1.05 * TEXT * UNITS_PER_SIZE for _, other in names):
                text = f"{z[i]:.{decimals}f}".replace("-", "−")
                names.append((words(text, theme, TICK, "muted") if labels else math(f"logit(z_{i + 1})", theme), y))
        return names

    def show(self, mean: float) -> "MeanRuler":
        """Point at a mean."""
        y, tip, start = self.at(mean), self.x - 8 * PX, self.at(self.start)
        self.way.box(self.x - 5 * PX, start, 10 * PX, y - start)
        self.pointer.outline([(tip, y), (tip - 42 * PX, y + 28 * PX), (tip - 42 * PX, y - 28 * PX)])
        x, way = self.x - 78 * PX, -1.0 if self.below else 1.0
        near, far = y + way * 62 * PX, y + way * 116 * PX
        self.word.middle(x, near if self.below else far)
        self.value.middle(mean, x, far if self.below else near)
        return self
