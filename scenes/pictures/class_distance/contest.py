"""How hard losses pull on a mistake: an arrow each, side by side, the loss's name, the force, and one to compare."""

from collections.abc import Sequence

from scenes.kit.arrows import Arrow
from scenes.kit.marks import Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import Places

#: A row so high has room for the force to compare with.
ROOMY = 312 * PX
#: Of a column: where its arrow stands, and its texts begin.
ARROW, TEXTS = 0.1, 0.22


class Contest(Part):
    """Arrows in the upper row's place, hanging from one line: the force of each of ``names`` on B's mistake.

    ``near`` are those losses' forces on A's, a mistake of this ``share``, for comparison.
    """

    def __init__(
        self, theme: Theme, places: Places, names: Sequence[str], near: Sequence[float], share: float, size: float
    ):
        super().__init__()
        self.theme, self.places = theme, places
        self.top = places.bases[0] + places.unit
        left, right = places.floor
        step = (right - left) / len(names)
        self.columns = [left + k * step for k in range(len(names))]
        self.step = step
        half = min(0.1 * places.width, 36 * PX)
        beam = Shape(theme.color("line"), 0.0, stroke=3.0).path([(left, self.top), (right, self.top)])
        rules = [
            Shape(theme.color("line"), 0.0, stroke=2.0).path([(x, self.top), (x, places.bases[0])])
            for x in self.columns[1:]
        ]
        #: what the pulls were at first, where they are less by now
        self.ghosts = [Ghost(theme, "down") for _ in names]
        self.first: list[float] | None = None
        self.arrows = [Arrow(theme, places.unit, half) for _ in names]
        self.numbers = [Readout(theme, size, "down", 3, signed=True) for _ in names]
        self.add(beam, *rules, *self.ghosts, *self.arrows, *self.numbers)
        for x, name, force in zip(self.columns, names, near, strict=True):
            at = x + TEXTS * step
            self.add(words(name, theme, TEXT).put(at, self.top - 66 * PX, "left"))
            if places.unit < ROOMY:
                continue
            others = f"A at {share:.2f}:", f"{'−+'[force > 0]}{abs(force):.3f}"
            for other, below in zip(others, (240, 298), strict=True):
                self.add(words(other, theme, TEXT, "muted").put(at, self.top - below * PX, "left"))

    def show(self, forces: Sequence[float], scale: float) -> "Contest":
        """Draw the forces, 1/``scale`` of a row's height for a force of 1."""
        self.first = list(forces) if self.first is None else self.first
        unit = self.places.unit / scale
        drawn = zip(self.arrows, self.numbers, self.ghosts, strict=True)
        for (arrow, number, ghost), x, first, force in zip(drawn, self.columns, self.first, forces, strict=True):
            arrow.unit, middle = unit, x + ARROW * self.step
            arrow.show(float(force), middle, self.top)
            gone = force if abs(force) > abs(first) else first
            ghost.between((middle, self.top + force * unit), (middle, self.top + gone * unit))
            number.recolor(self.theme.color("up" if force > 0 else "down"))
            number.decimals = 3 if abs(force) < 10 else 1
            number.put(float(force), x + TEXTS * self.step, self.top - 168 * PX, "left")
        return self
