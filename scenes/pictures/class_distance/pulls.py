"""What pulls on a row's bars: an arrow and a number each, and their balance beside the row."""

import numpy as np
from manim import ValueTracker

from scenes.kit.arrows import Arrow
from scenes.kit.layout import Layout
from scenes.kit.marks import Bracket, Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import GAP, Places


class Pulls(Part):
    """A row's forces: an arrow from each bar's top, and its number over the bar, beside the arrow or over its tip."""

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
            # the number of a very probable class meets the upper edge of the truth's frame
            if (weights[i] > 0.7 and i == places.target) or not places.wide:
                number.halo(theme.color("paper"))
        self.add(*self.ghosts, *self.arrows, *self.numbers.values())
        self.forces = np.zeros(count)
        #: where each arrow starts
        self.tails: list[tuple[float, float]] = []

    def show(self, forces: np.ndarray, q: np.ndarray, scale: float = 1.0, plain: np.ndarray | None = None) -> "Pulls":
        """Draw ``forces``, shape (K,), on bars of shares ``q``, 1/``scale`` of a row's height for a force of 1.

        ``plain`` are the forces that they were before: what is gone of them stays as a ghost.
        """
        self.forces, unit = forces, self.places.unit / scale
        self.tails = list(zip(self.xs, self.base + q * self.places.unit, strict=True))
        for i, (arrow, force) in enumerate(zip(self.arrows, forces, strict=True)):
            arrow.unit = unit
            tail = self.base + q[i] * self.places.unit
            arrow.show(force, self.xs[i], tail)
            tip, end = tail + force * unit, tail if plain is None else tail + plain[i] * unit
            lost = abs(end - tail) - abs(tip - tail) if plain is not None else 0.0
            self.ghosts[i].between((self.xs[i], tip), (self.xs[i], end if lost > 2 * GAP else tip))
            if i in self.numbers:
                number = self.numbers[i]
                number.recolor(self.theme.color("up" if force >= 0 else "down"))
                top = tail if self.places.wide else max(tail, tip)
                number.decimals = min(number.decimals, 2 if abs(force) >= 10 else 9)
                number.put(force, self.text_xs[i], top + GAP)
        return self


class Balance:
    """A row's forces at the right of it, end to end: those upwards and those downwards, and the hole between.

    ``arrows`` are copies of the row's own, so much of their way as ``gathered`` says; ``rest`` is what measures them.
    """

    def __init__(self, theme: Theme, layout: Layout, places: Places, row: int, pulls: Pulls):
        self.pulls, self.gathered = pulls, ValueTracker(1.0)
        room = layout.pixels(1496, 0, 1646, 1)
        self.places, self.base, self.room, self.right = places, places.bases[row], room, layout.right
        self.arrows = Part(*(Arrow(theme, places.unit, pulls.arrows[0].widest) for _ in places.xs))
        self.lines = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.bracket = Bracket(theme, "ink")
        self.name = math("inline(sum) F", theme, TEXT)
        self.total = Readout(theme, TEXT, "ink", 3, signed=True)
        self.rest = Part(self.lines, self.bracket, self.name, self.total)

    def show(self, forces: np.ndarray, scale: float = 1.0) -> "Balance":
        """Stack ``forces``, shape (K,), upwards from the floor and downwards from the top; write their sum."""
        unit = self.places.unit / scale
        up, down = forces[forces > 0].sum(), -forces[forces < 0].sum()
        top = max(up, down)
        risen, hung = 0.0, top
        for i in np.argsort(-np.abs(forces), kind="stable"):
            arrow, force = self.arrows[i], forces[i]
            arrow.unit = unit
            x, start = self.room.at(0.26 if force > 0 else 0.74, 0)[0], risen if force > 0 else hung
            own, left = self.pulls.tails[i], 1.0 - self.gathered.get_value()
            arrow.show(force, x + left * (own[0] - x), (1 - left) * (self.base + start * unit) + left * own[1])
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
        middle = self.base + self.places.unit / 2
        self.name.put(self.right, middle + 14 * PX, "right")
        self.total.decimals = 2 if top >= 10 else 3
        self.total.put(float(forces.sum()), self.right, middle - 50 * PX, "right")
        return self
