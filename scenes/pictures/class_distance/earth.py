"""Earth carried to the true bin: the area that it sweeps, and what of it crosses each border."""

import numpy as np

import mathcore as mc
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import FILL, TALL, Places, decimals_of
from scenes.pictures.class_distance.sums import squares

#: Opacity of a swept area.
SWEPT = 0.36
RIM = 3 * PX
#: From a line to a text beside it, and to the middle of one above or below; a square has a number from this mass on.
GAP, BEYOND, LEAST = 20 * PX, 54 * PX, 0.005
#: From a line to where a leader meets the number beyond it; from one line of a text to the next.
LED, LINE = 24 * PX, 64 * PX
#: So high must the prediction's line be for a text under it.
DEEP = 152 * PX


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

    Between them stand the cumulative distributions: the prediction's a staircase, the truth's a single step.
    """

    def __init__(self, theme: Theme, places: Places, row: int, q: np.ndarray, positions: np.ndarray):
        super().__init__()
        self.places, self.base, self.theme = places, places.bases[row], theme
        y = places.target
        self.gaps = np.diff(positions)
        self.masses = mc.border_crossings(q, y, positions)
        self.cumulative = np.cumsum(q)[:-1]
        #: where the earth of each border starts, on the side of the true bin
        self.starts = [places.rights[k] if k >= y else places.lefts[k + 1] for k in range(len(self.gaps))]
        self.signs = [1.0 if k >= y else -1.0 for k in range(len(self.gaps))]
        reach = np.array(self.signs) * self.gaps * places.distance
        self.middles = np.array(self.starts) + reach / 2
        unit, base = places.unit, self.base
        levels = np.concatenate([[0.0], self.cumulative])
        self.steps = Part()
        for k, (start, sign) in enumerate(zip(self.starts, self.signs, strict=True)):
            if sign > 0:
                width = self.gaps[k] * places.distance
                step = Shape(theme.color("prediction"), 0.3).box(start, base, width, self.cumulative[k] * unit)
                self.steps.add(step)
        self.stair = Shape(theme.color("prediction"), 0.0, stroke=4.5)
        corners = []
        for k in range(len(self.gaps)):
            edge = self.starts[k] if self.signs[k] > 0 else self.starts[k] - self.gaps[k] * places.distance
            far = edge + self.gaps[k] * places.distance
            corners += [(edge, base + levels[k] * unit), (edge, base + levels[k + 1] * unit)]
            corners.append((far, base + levels[k + 1] * unit))
            if k + 1 == y:  # across the true bin the prediction's steps aren't drawn
                corners.append((places.rights[y], base + levels[k + 1] * unit))
        self.stair.path(corners)
        self.truth = Shape(theme.color("truth"), 0.0, stroke=4.5)
        right = places.rights[y]
        ends = places.lefts[0], places.rights[-1]
        self.truth.path([(ends[0], base), (right, base), (right, base + unit), (ends[1], base + unit)])
        self.floor = Shape(theme.color("line"), 0.0, stroke=3.0).path([(x, base) for x in places.floor])
        self.tiles = [Shape(theme.color("loss"), SWEPT, 3.0) for _ in self.gaps]
        self.ghosts = [Shape(theme.color("loss"), 0.0, 2.0) for _ in self.gaps]
        self.backs = Part(self.steps, self.floor, *self.ghosts)
        self.lines = Part(self.truth, self.stair)
        self.numbers = self._numbers(squares(abs(self.masses), q, self.gaps))
        self.names = self._names(levels[y], told=row == 0)
        self.add(self.backs, *self.tiles, self.lines)
        self.show(0.0)

    def _numbers(self, terms: list[str]) -> Part:
        """Return the squares' numbers, inside or, where there is room, beyond the prediction's line, led to them."""
        places, numbers = self.places, Part()
        for k, (term, mass, sign) in enumerate(zip(terms, abs(self.masses), self.signs, strict=True)):
            number = math(term, self.theme, TEXT)
            gap, line = self.gaps[k] * places.distance, self.base + self.cumulative[k] * places.unit
            if mass * gap > number.advance + 0.1 and mass * places.unit > 0.55:
                numbers.add(number.middle(self.starts[k] + sign * mass * gap / 2, line + sign * mass * places.unit / 2))
            elif mass > LEAST and gap > number.advance + 2 * GAP and (1 - mass) * places.unit > 2 * BEYOND:
                end = "left" if sign > 0 else "right"
                x, under = self.starts[k] + sign * GAP, self.starts[k] + sign * mass * gap / 2
                ends = (under, line - sign * RIM), (sign * max(sign * x, sign * under), line - sign * LED)
                leader = Shape(self.theme.color("ink"), 0.0, stroke=2.5).path(ends)
                numbers.add(number.middle(x, line - sign * BEYOND, end), leader)
        return numbers

    def _names(self, level: float, told: bool) -> Part:
        """Return P at its step, off the prediction's line at this level across the true bin, and Q at its end.

        Where there is room it is told what they are, P's in three lines, Q's under the prediction's line.
        """
        places, unit, names = self.places, self.places.unit, Part()
        half = (level + 1) / 2 if level < 0.5 else level / 2
        lines = [math(line, self.theme, TEXT) for line in ('"truth’s"', '"running"', '"total" truth(P)')]
        if not told or max(line.advance for line in lines) + 2 * GAP > places.width or places.unit < 4 * LINE:
            lines = [math("truth(P)", self.theme, TEXT)]
        for k, line in enumerate(lines if lines[0].advance + 2 * GAP < places.width else []):
            y = self.base + half * unit + ((len(lines) - 1) / 2 - k) * LINE
            names.add(line.middle(places.rights[places.target] - GAP, y, "right"))
        if places.target < len(places.xs) - 1:
            high = self.base + float(self.cumulative[-1]) * unit
            names.add(math("prediction(Q)", self.theme, TEXT).middle(places.rights[-1] + GAP, high, "left"))
            total = math('"prediction’s running total" prediction(Q)', self.theme, TEXT)
            left = places.rights[-1] - GAP - total.advance
            low = min(q for q, right in zip(self.cumulative, places.rights[1:], strict=True) if right > left)
            if told and left > places.rights[places.target] and low * unit > DEEP:
                names.add(total.put(places.rights[-1] - GAP, self.base + GAP, "right"))
        return names

    def total(self, squared: float) -> float:
        """Return the area that is drawn: W1 at 0, the squared earth mover's distance at 1."""
        mass = np.abs(self.masses)
        return float(self.gaps @ (mass * (1 - squared + squared * mass)))

    def show(self, squared: float) -> "Crossings":
        """Draw the areas, so much of the way from the gaps' width to the masses' own."""
        places, unit = self.places, self.places.unit
        for k, (tile, ghost) in enumerate(zip(self.tiles, self.ghosts, strict=True)):
            mass, sign, gap = abs(self.masses[k]), self.signs[k], self.gaps[k] * places.distance
            bottom = self.base + (self.cumulative[k] * unit if sign > 0 else 0.0)
            width = gap * (1 - squared + squared * mass)
            tile.box(self.starts[k] + sign * RIM, bottom, sign * max(width - 2 * RIM, PX), mass * unit)
            far, last = self.starts[k] + sign * gap, k == (len(self.gaps) - 1 if sign > 0 else 0)
            # elsewhere the next area's edge stands there
            ghost.dashes((far, bottom), (far, bottom + (mass * unit if squared > 0 and last else 0.0)))
        return self
