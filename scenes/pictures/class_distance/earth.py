"""Earth carried to the true bin: the area that it sweeps, and what of it crosses each border."""

import numpy as np

import mathcore as mc
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import FILL, TALL, Places, decimals_of
from scenes.pictures.class_distance.sums import written

#: Opacity of a swept area, and of what squaring cuts off.
SWEPT, CUT_OFF = 0.36, 0.12
RIM = 3 * PX
#: From an area to a text beside it, and to the middle of one above or below; it has a number from this mass on.
GAP, BEYOND, LEAST = 20 * PX, 50 * PX, 0.005
#: So many times as wide as its number is an area that holds it.
ROOM = 1.4
#: Where a text beside an area starts that reaches right, or ends where one reaches left.
SIDES = {1.0: "left", -1.0: "right"}


class Earth(Part):
    """A row's bars as blocks of earth, each lifted to its own level in the true bin's stack and carried there.

    The stack is in the order of the classes, so that the level of a block is Q, the sum of the shares before it, and
    the swept areas fill what lies between the cumulative distributions of prediction and truth.
    """

    def __init__(self, theme: Theme, places: Places, row: int, q: np.ndarray, distances: np.ndarray):
        super().__init__()
        self.places, self.base, self.q, self.distances = places, places.bases[row], q, distances
        count = len(q)
        self.levels = np.concatenate([[0.0], np.cumsum(q)[:-1]])
        outline = 3.0 if count < 9 else 0.0
        self.tiles = [Shape(theme.color("loss"), SWEPT, 2.5) for _ in range(count)]
        self.blocks = [Shape(theme.color("prediction"), FILL, outline) for _ in range(count)]
        #: what a block passes over isn't seen through it
        self.grounds = [Backing(theme.color("paper"), 1.0) for _ in range(count)]
        wrong = np.where(distances > 0, q, 0.0)
        #: the block that is watched: the largest wrong one, of those the farthest
        self.largest = int(max(range(count), key=lambda i: (round(wrong[i], 9), distances[i])))
        decimals = decimals_of(q)
        self.number = Readout(theme, HERO, "ink", decimals)
        self.number.set_presence(0.0)
        self.times = math(f"times {distances[self.largest]:.4g}", theme, HERO)
        self.roomy = q[self.largest] * places.unit >= TALL and places.width >= self.number.width("0.00") + 0.3
        self.far = self._room() > self.times.advance + 0.3 and self.roomy
        self.add(
            *self.tiles,
            *(part for pair in zip(self.grounds, self.blocks, strict=True) for part in pair),
            *([self.number] if self.roomy else []),
        )

    def _room(self) -> float:
        return self.distances[self.largest] * self.places.distance

    def work(self, carried: np.ndarray) -> float:
        """Return the swept area: Σ q_i d_i, as far as each block, shape (K,), was carried."""
        return float(self.q @ (self.distances * carried))

    def show(self, lifted: np.ndarray, carried: np.ndarray) -> "Earth":
        """Draw blocks that are so much of their way up and across, shape (K,) each, from 0 to 1."""
        places, y = self.places, self.places.target
        for i, (tile, block) in enumerate(zip(self.tiles, self.blocks, strict=True)):
            height = self.q[i] * places.unit
            bottom = self.base + lifted[i] * self.levels[i] * places.unit
            left = places.lefts[i] + carried[i] * (places.lefts[y] - places.lefts[i])
            for shape in (self.grounds[i], block):
                shape.box(left + RIM, bottom, places.width - 2 * RIM, height)
            start, end = (left + places.width, places.rights[i]) if i > y else (places.lefts[i], left)
            swept = abs(end - start) > RIM
            tile.box(start + RIM if swept else start, bottom, end - start - (RIM if swept else 0.0), height)
            tile.set_stroke(width=2.5 if swept else 0.0)
            if i == self.largest and self.roomy:
                self.number.middle(self.q[i], left + places.width / 2, bottom + height / 2)
            if i == self.largest and self.far:
                ends = (places.rights[y], places.rights[i]) if i > y else (places.lefts[i], places.lefts[y])
                self.times.middle(sum(ends) / 2, bottom + height / 2)
        return self


class Crossings(Part):
    """The earth that crosses each border: as high as its mass, as wide as the gap, and then as wide as it is high.

    It covers what carrying the earth swept, cut at the borders.
    """

    def __init__(self, theme: Theme, places: Places, row: int, q: np.ndarray, positions: np.ndarray):
        super().__init__()
        self.places, self.base, y = places, places.bases[row], places.target
        self.gaps = np.diff(positions)
        self.masses = np.abs(mc.border_crossings(q, y, positions))
        #: where the earth of each border starts, on the side of the true bin; which way it reaches; where its foot is
        self.starts = [places.rights[k] if k >= y else places.lefts[k + 1] for k in range(len(self.gaps))]
        self.signs = [1.0 if k >= y else -1.0 for k in range(len(self.gaps))]
        cumulative = np.cumsum(q)[:-1]
        self.feet = [self.base + (cumulative[k] * places.unit if k >= y else 0.0) for k in range(len(self.gaps))]
        self.middles = np.array(self.starts) + np.array(self.signs) * self.gaps * places.distance / 2
        self.whole = [Shape(theme.color("loss"), CUT_OFF) for _ in self.gaps]
        self.tiles = [Shape(theme.color("loss"), SWEPT, 3.0) for _ in self.gaps]
        #: by border, the numbers that have room in their area, which stand in its middle
        self.inside: dict[int, Label] = {}
        self.add(*self.whole, *self.tiles, self._numbers(theme, written(self.masses, q)))
        self.show(0.0)

    def _numbers(self, theme: Theme, masses: list[str]) -> Part:
        """Return the masses' numbers: inside, or below what is right of the true bin, above what is left of it."""
        places, numbers = self.places, Part()
        for k, (text, mass, sign) in enumerate(zip(masses, self.masses, self.signs, strict=True)):
            number, gap, high = words(text, theme, HERO), self.gaps[k] * places.distance, mass * places.unit
            if mass * gap > ROOM * number.advance and high > TALL:
                self.inside[k] = number
                continue
            number = words(text, theme, TEXT)
            if mass > LEAST and gap > number.advance + 2 * GAP and places.unit - high > 2 * BEYOND:
                line = self.feet[k] + (high if sign < 0 else 0.0)
                numbers.add(number.middle(self.starts[k] + sign * GAP, line - sign * BEYOND, SIDES[sign]))
        return numbers.add(*self.inside.values())

    def total(self, squared: float) -> float:
        """Return the area that is drawn: W1 at 0, the squared earth mover's distance at 1."""
        return float(self.gaps @ (self.masses * (1 - squared + squared * self.masses)))

    def show(self, squared: float) -> "Crossings":
        """Draw the areas, so much of the way from the gaps' width to the masses' own; what is cut off stays faint."""
        for k, (tile, whole) in enumerate(zip(self.tiles, self.whole, strict=True)):
            mass, sign, gap = self.masses[k], self.signs[k], self.gaps[k] * self.places.distance
            width, left, high = (
                gap * (1 - squared + squared * mass),
                self.starts[k] + sign * RIM,
                mass * self.places.unit,
            )
            tile.box(left, self.feet[k], sign * max(width - 2 * RIM, PX), high)
            whole.box(left, self.feet[k], sign * (gap - 2 * RIM), high)
            if k in self.inside:
                self.inside[k].middle(self.starts[k] + sign * width / 2, self.feet[k] + high / 2)
        return self
