"""A row's wrong shares as strips of area: each as high as the share, and as wide as the weight that it counts with."""

import numpy as np
from manim import interpolate_color

from scenes.kit.formula import Formula
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import CROWD, HERO, PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.tinted import inked
from scenes.pictures.class_distance.earth import RIM, SWEPT
from scenes.pictures.class_distance.rows import FILL, INSET, TALL, Places, decimals_of

#: What a strip is written on comes while the strip grows so much beyond what it needs.
COMING = 30 * PX


class Strips(Part):
    """Bars that become strips beside the true class, stacked as its earth is: one ends where its class's distance is.

    ``column`` is the largest one's class: its share times its weight, or this alone, is written into its middle as soon
    as it counts with that, if it has room in the end. ``masses`` says how much the stack is, for as long as shares
    count as they are: no part of this, and nothing where there are two stacks or no room beside the one.
    """

    def __init__(
        self, theme: Theme, places: Places, row: int, q: np.ndarray, weights: np.ndarray, column: int, decimals: int = 2
    ):
        super().__init__()
        self.theme, self.places, self.base, self.column = theme, places, places.bases[row], column
        self.levels, self.heights = (np.cumsum(q) - q) * places.unit, q * places.unit
        self.begins, self.sides = np.transpose([places.block(i) for i in range(len(q))])
        self.outline = 0.0 if len(q) >= CROWD else 3.0
        self.tiles = {i: Shape(theme.color("prediction"), FILL, RIM) for i in range(len(q)) if i != places.target}
        self.add(*self.tiles.values())
        rooms = np.where(self.sides > 0, places.area.right - self.begins, self.begins - places.area.left) + INSET
        #: a weight of 1 is a distance of 1, or less where classes are nearer than that: it must have room, too
        self.unit = min(rooms[i] / max(weights[i], 1.0) for i in self.tiles)
        self.unit = min(self.unit, places.distance)
        distance = f"{weights[column]:.4g}"
        own = len(distance.partition(".")[2])
        #: a whole distance has no decimals in the end, but it needs some on the way
        self.decimals = own or 2, own
        forms = (f"prediction({q[column]:.{decimals_of(q)}f}) ", TEXT), ("", HERO)
        factors = [Formula(theme, f"{share}times @weight[{distance}]", size) for share, size in forms]
        last = weights[column] * self.unit
        self.factor = next((factor for factor in factors if self._room(factor, distance) < last), factors[-1])
        inked(self.factor, theme, "prediction", theme.tint("muted", SWEPT))
        #: so wide a strip has room for it; it doesn’t stay behind as a strip shrinks
        self.room, self.weight = self._room(self.factor, distance), float(weights[column])
        self.coming = min(COMING, last - self.room)
        if self.heights[column] >= TALL and self.room < last:
            self.add(self.factor)
        mass = math(f'prediction("wrong" {1 - q[places.target]:.{decimals}f})', theme, places.size)
        side, clear, tiles = self.sides[column], self.unit + places.em / 2, [*self.tiles]
        middle = self.base + self.levels[tiles].min() + self.heights[tiles].sum() / 2
        mass.middle(self.begins[column] + side * clear, middle, "left" if side > 0 else "right")
        alone = (self.sides[tiles] == side).all() and clear + mass.advance < rooms[column]
        self.masses = [mass] if alone else []

    def show(self, weights: np.ndarray, up: float = 1.0, across: float = 1.0, counted: float = 1.0) -> "Strips":
        """Draw strips with these weights, shape (K,), so much of their way from their bars up and across.

        A share that counts with its distance is no share any more: so much of its colour is EMD's.
        """
        theme, places = self.theme, self.places
        colour = interpolate_color(theme.color("prediction"), theme.color("muted"), counted)
        for i, tile in self.tiles.items():
            wide = weights[i] * self.unit
            left = self.begins[i] - (wide if self.sides[i] < 0 else 0.0)
            left += (1 - across) * (places.lefts[i] + INSET - left)
            wide += (1 - across) * (places.width - 2 * INSET - wide)
            tile.recolor(colour)
            tile.fill_alpha = FILL + counted * (SWEPT - FILL)
            tile.set_stroke(width=self.outline + across * (RIM - self.outline))
            tile.set_presence(tile.presence)
            tile.box(left, self.base + up * self.levels[i], wide, self.heights[i])
        self._multiply(float(weights[self.column]))
        spare = weights[self.column] * self.unit - self.room
        self.factor.set_presence(tile.presence * counted * clamp(spare / self.coming, 0.0, 1.0))
        return self

    def _room(self, factor: Formula, distance: str) -> float:
        """Return how wide a strip has room for what is written on it, and for decimals to come and go after it."""
        number, (most, _) = factor.numbers["weight"], self.decimals
        more = max(0.0, number.width(f"{float(distance):.{most}f}") - number.width(distance))
        return factor.advance + 2 * (INSET + (more if float(distance) != 1 else 0.0))

    def _multiply(self, weight: float) -> None:
        """Write a weight on the largest strip, in its middle as it ends; decimals that go leave all else in place."""
        i, number = self.column, self.factor.numbers["weight"]
        number.decimals = self.decimals[bool(np.isclose(weight, self.weight, rtol=1e-9))]
        middle = self.begins[i] + self.sides[i] * weight * self.unit / 2
        self.factor.middle(middle, self.base + self.levels[i] + self.heights[i] / 2, weight=weight)
        _, right, baseline, _ = number.placed
        number.put(weight, right - number.width(f"{self.weight:.4g}"), baseline, "left")
