"""A row's wrong shares as strips of area: each as high as the share, and as wide as the weight that it counts with."""

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, TEXT
from scenes.kit.theme import Theme
from scenes.kit.tinted import inked
from scenes.pictures.class_distance.earth import RIM, SWEPT
from scenes.pictures.class_distance.rows import INSET, TALL, Places, decimals_of


class Strips(Part):
    """Strips beside the true class, stacked as its earth is: one as wide as its class's distance ends where that is.

    ``column`` is the largest one's class: its share times its weight, or this alone, is written into it, if it has room
    at all its widths.
    """

    def __init__(self, theme: Theme, places: Places, row: int, q: np.ndarray, weights: np.ndarray, column: int):
        super().__init__()
        self.column = column
        self.bottoms, self.heights = places.bases[row] + (np.cumsum(q) - q) * places.unit, q * places.unit
        self.begins, self.sides = np.transpose([places.block(i) for i in range(len(q))])
        self.tiles = {i: Shape(theme.color("muted"), SWEPT, RIM) for i in range(len(q)) if i != places.target}
        self.add(*self.tiles.values())
        rooms = np.where(self.sides > 0, places.area.right - self.begins, self.begins - places.area.left) + INSET
        #: a weight of 1 is a distance of 1, or less where classes are nearer than that: it must have room, too
        self.unit = min(rooms[i] / max(weights[i], 1.0) for i in self.tiles)
        self.unit = min(self.unit, places.distance)
        decimals = max(2, len(f"{weights[column]:.4g}".partition(".")[2]))
        weight = f"times @weight[{max(weights[column], 1.0):.{decimals}f}]"
        product = Formula(theme, f"prediction({q[column]:.{decimals_of(q)}f}) {weight}", TEXT)
        least = min(weights[column], 1.0) * self.unit
        self.factor = product if product.advance + 2 * INSET < least else Formula(theme, weight, HERO)
        inked(self.factor, theme, "prediction", theme.tint("muted", SWEPT))
        if self.heights[column] >= TALL and self.factor.advance + 2 * INSET < least:
            middle = self.begins[column] + self.sides[column] * least / 2  # it doesn’t stay behind as a strip shrinks
            self.factor.middle(middle, self.bottoms[column] + self.heights[column] / 2)
            self.add(self.factor)

    def show(self, weights: np.ndarray) -> "Strips":
        """Draw the strips with these weights, shape (K,)."""
        for i, tile in self.tiles.items():
            tile.box(self.begins[i], self.bottoms[i], self.sides[i] * weights[i] * self.unit, self.heights[i])
        self.factor.show(weight=float(weights[self.column]))
        return self
