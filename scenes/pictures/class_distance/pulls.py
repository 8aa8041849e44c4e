"""What pulls on a row's bars: an arrow and a number each, and their balance beside the row."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import Arrow
from scenes.kit.layout import Layout
from scenes.kit.marks import Bracket, Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import GAP, Places

#: From the middle of an arrow to its ends at least, so that the force's name has room under its number, or by itself.
UNDER, BY_ITSELF = 104 * PX, 40 * PX
#: From the floor to the middle of a balance's texts at least.
LOWEST = 64 * PX


class Pulls(Part):
    """A row's forces: an arrow each, and its number over the bar, beside the arrow or over its tip.

    All are measured from the truth, the top of the true class's frame and the floor of the others: an arrow towards it
    ends there, one away from it starts there. So cross-entropy's reach from the bars to the truth.
    """

    def __init__(self, theme: Theme, places: Places, row: int, weights: np.ndarray):
        super().__init__()
        self.places, self.base, count = places, places.bases[row], len(places.xs)
        half = min(0.1 * places.width, 36 * PX)
        self.xs = places.xs - 0.28 * places.width if places.wide else places.xs
        self.text_xs = places.xs + 0.135 * places.width if places.wide else places.xs
        rooms = Readout(theme, places.size)
        decimals = 3 if rooms.width("−0.000") + places.em / 3 < places.width else 2
        self.arrows = [Arrow(theme, places.unit, half) for _ in range(count)]
        self.numbers = {
            i: Readout(theme, places.size, "up", decimals, signed=True)
            for i in places.shown(theme, f"−{0:.{decimals}f}", weights, self.text_xs)
        }
        self.theme = theme
        self.ghosts = [Ghost(theme, "down") for _ in range(count)]
        for i, number in self.numbers.items():
            # the number of a very probable class meets its bar's upper edge
            if (weights[i] > 0.7 and i == places.target) or not places.wide:
                number.halo(theme.color("paper"))
        self.add(*self.ghosts, *self.arrows, *self.numbers.values())
        self.forces = np.zeros(count)

    def show(self, forces: np.ndarray, q: np.ndarray, scale: float = 1.0, plain: np.ndarray | None = None) -> "Pulls":
        """Draw ``forces``, shape (K,), on bars of shares ``q``, 1/``scale`` of a row's height for a force of 1.

        ``plain`` are the forces that they were before: what is gone of them stays as a ghost.
        """
        self.forces, unit = forces, self.places.unit / scale
        for i, (arrow, force) in enumerate(zip(self.arrows, forces, strict=True)):
            true = i == self.places.target
            truth, top = self.base + true * self.places.unit, self.base + q[i] * self.places.unit
            tail = truth - force * unit if (force > 0) == true else truth
            arrow.unit = unit
            arrow.show(force, self.xs[i], tail)
            lost = 0.0 if plain is None else (abs(plain[i]) - abs(force)) * unit
            self.ghosts[i].between((self.xs[i], tail), (self.xs[i], tail + (lost if lost > 2 * GAP else 0.0)))
            if i in self.numbers:
                number = self.numbers[i]
                number.recolor(self.theme.color("up" if force >= 0 else "down"))
                number.decimals = min(number.decimals, 2 if abs(force) >= 10 else 9)
                if self.places.wide and true:
                    number.middle(force, self.text_xs[i], truth - GAP - self.places.em / 3)
                else:
                    over = top if self.places.wide else max(top, tail, tail + force * unit)
                    number.put(force, self.text_xs[i], over + GAP)
        return self

    def names(self, shown: Sequence[int]) -> list[Label]:
        """Return the names F_i of these forces, each beside its arrow where there is room."""
        names = []
        for i in shown:
            force, arrow = self.forces[i], self.arrows[i]
            role, room = ("up", UNDER) if force > 0 else ("down", BY_ITSELF)
            if self.places.wide and abs(arrow.length) > 2 * room:
                middle = float(np.mean([arrow.body.points[:, 1].min(), arrow.body.points[:, 1].max()]))
                names.append(math(f"{role}(F_{i + 1})", self.theme, TEXT).middle(self.text_xs[i], middle))
        return names


class Balance(Part):
    """A row's forces at the right of it, end to end: those upwards and those downwards, and the hole between."""

    def __init__(self, theme: Theme, layout: Layout, places: Places, row: int, widest: float):
        super().__init__()
        room = layout.pixels(1526, 0, 1666, 1)
        self.places, self.base, self.room, self.right = places, places.bases[row], room, layout.right
        self.arrows = Part(*(Arrow(theme, places.unit, widest) for _ in places.xs))
        self.lines = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.bracket = Bracket(theme, "ink")
        self.name = math("inline(sum_i) F_i", theme, TEXT)
        self.total = Readout(theme, TEXT, "ink", 3, signed=True)
        self.add(self.arrows, self.lines, self.bracket, self.name, self.total)

    def show(self, forces: np.ndarray, scale: float, decimals: int) -> "Balance":
        """Stack ``forces``, shape (K,), upwards from the floor and downwards from the top; write their sum."""
        unit = self.places.unit / scale
        up, down = forces[forces > 0].sum(), -forces[forces < 0].sum()
        top = max(up, down)
        risen, hung = 0.0, top
        for i in np.argsort(-np.abs(forces), kind="stable"):
            arrow, force = self.arrows[i], forces[i]
            arrow.unit = unit
            x, start = self.room.at(0.26 if force > 0 else 0.74, 0)[0], risen if force > 0 else hung
            arrow.show(force, x, self.base + start * unit)
            risen, hung = (risen + force, hung) if force > 0 else (risen, hung + force)
        left, right = self.room.left, self.room.right
        heights = [self.base, self.base + top * unit]
        self.lines.points = np.concatenate(
            [Shape(self.lines.color).path([(left, y), (right, y)]).points for y in heights]
        )
        low, high = (0.0, hung) if up >= down else (up, top)
        open_ = (high - low) * unit > 8 * PX
        self.bracket.along(self.base + low * unit, self.base + high * unit if open_ else self.base, right + 4 * PX)
        self.bracket.set_stroke(width=3.0 if open_ else 0.0)
        middle = self.base + max(top * unit / 2, LOWEST)
        self.name.put(self.right, middle + 24 * PX, "right")
        self.total.decimals = 2 if top >= 10 else decimals
        self.total.put(float(forces.sum()), self.right, middle - 54 * PX, "right")
        return self
