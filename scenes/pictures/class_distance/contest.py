"""How hard losses pull on a mistake: an arrow each, side by side, the loss's name, the force, and one to compare."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import Arrow
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import Places

#: A row so high has room for the force to compare with.
ROOMY = 290 * PX
#: Of a column: where its arrow stands, and its texts begin.
ARROW, TEXTS = 0.1, 0.22


class Contest(Part):
    """Arrows in the upper row's place, hanging from one line: the force of each of ``names`` on B's mistake.

    ``near`` are those losses' forces on A's, for comparison.
    """

    def __init__(self, theme: Theme, places: Places, names: Sequence[str], near: Sequence[float], size: float):
        super().__init__()
        self.theme, self.places = theme, places
        self.top = places.bases[0] + places.unit
        left, right = places.floor
        self.lines = Shape(theme.color("line"), 0.0, stroke=3.0).path([(left, self.top), (right, self.top)])
        step = (right - left) / len(names)
        self.columns = [left + k * step for k in range(len(names))]
        self.step = step
        half = min(0.1 * places.width, 36 * PX)
        self.arrows = [Arrow(theme, places.unit, half, least=26 * PX) for _ in names]
        self.numbers = [Readout(theme, size, "down", 3, signed=True) for _ in names]
        self.add(self.lines, *self.arrows, *self.numbers)
        for x, name, force in zip(self.columns, names, near, strict=True):
            at = x + TEXTS * step
            self.add(words(name, theme, TEXT).put(at, self.top - 66 * PX, "left"))
            if places.unit < ROOMY:
                continue
            other = words(f"on A’s: {'−+'[force > 0]}{abs(force):.3f}", theme, TEXT, "muted")
            self.add(other.put(at, self.top - 250 * PX, "left"))

    def show(self, forces: Sequence[float], scale: float) -> "Contest":
        """Draw the forces, 1/``scale`` of a row's height for a force of 1."""
        for x, arrow, number, force in zip(self.columns, self.arrows, self.numbers, np.asarray(forces), strict=True):
            arrow.unit = self.places.unit / scale
            arrow.show(float(force), x + ARROW * self.step, self.top)
            number.recolor(self.theme.color("up" if force > 0 else "down"))
            number.put(float(force), x + TEXTS * self.step, self.top - 168 * PX, "left")
        return self
