"""How hard losses pull on a mistake: an arrow each, side by side, the loss's name, the force, and what it costs."""

from collections.abc import Sequence

from scenes.kit.arrows import Arrow
from scenes.kit.marks import Amount, Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import Places

#: A row so high has room for what both mistakes cost, on lines so far below the top.
ROOMY, LOWER = 312 * PX, (240 * PX, 298 * PX)
#: Of a column: where its arrow stands, and its texts begin.
ARROW, TEXTS = 0.1, 0.22


class Contest(Part):
    """Arrows in the upper row's place, hanging from one line: the force of each of ``names`` on B's mistake.

    Below is room for ``costs``, to be brought in: what A costs under each loss and what B costs, to be compared.
    """

    def __init__(self, theme: Theme, places: Places, names: Sequence[str], size: float):
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
        self.titles = [
            words(name, theme, TEXT).put(x + TEXTS * step, self.top - 66 * PX, "left")
            for x, name in zip(self.columns, names, strict=True)
        ]
        #: what the pulls were at first, where they are less by now
        self.ghosts = [Ghost(theme, "down") for _ in names]
        self.first: list[float] | None = None
        self.arrows = [Arrow(theme, places.unit, half) for _ in names]
        self.numbers = [Readout(theme, size, "down", 3, signed=True) for _ in names]
        rows = "AB" if places.unit >= ROOMY else ""
        self.costs = [[Amount(words(f"{row} costs", theme, TEXT), theme, "loss") for _ in names] for row in rows]
        self.add(beam, *rules, *self.titles, *self.ghosts, *self.arrows, *self.numbers)

    def show(self, forces: Sequence[float], costs: Sequence[Sequence[float]], scale: float) -> "Contest":
        """Draw the forces, 1/``scale`` of a row's height for a force of 1; write what A costs, and what B."""
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
        for amounts, values, below in zip(self.costs, costs, LOWER, strict=False):
            for amount, value, x in zip(amounts, values, self.columns, strict=True):
                amount.value.decimals = 3 if value < 100 else 1
                amount.put(value, x + TEXTS * self.step, self.top - below)
        return self

    def column(self, k: int) -> list[Part]:
        """Return a loss's name and all that stands with it."""
        return [self.titles[k], self.ghosts[k], self.arrows[k], self.numbers[k], *(row[k] for row in self.costs)]
