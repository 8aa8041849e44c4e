"""Earth carried to the true bin, and the area that it sweeps."""

import numpy as np

from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.tinted import inked
from scenes.pictures.class_distance.rows import FILL, INSET, TALL, Places, decimals_of

#: Opacity of a swept area, and the width of its rim’s stroke.
SWEPT, RIM = 0.36, 2.5


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
        self.tiles = [Shape(theme.color("muted"), SWEPT, RIM) for _ in range(count)]
        self.blocks = [Shape(theme.color("prediction"), FILL, outline) for _ in range(count)]
        #: what a block passes over isn't seen through it
        self.grounds = [Backing(theme.color("paper"), 1.0) for _ in range(count)]
        wrong = np.where(distances > 0, q, 0.0)
        #: the block that is watched: the largest wrong one, of those the farthest
        self.largest = int(max(range(count), key=lambda i: (round(wrong[i], 9), distances[i])))
        mass, d = q[self.largest], distances[self.largest]
        product = f"prediction({mass:.{decimals_of(q)}f}) times {d:.4g}"
        tried = (math(body, theme, TEXT) for body in (product, f"times {d:.4g}"))
        times = next((label for label in tried if label.advance < d * places.distance - 0.3), None)
        self.far = times is not None and mass * places.unit >= TALL
        self.times = inked(times or Part(), theme, "prediction", theme.tint("muted", SWEPT))
        self.add(*self.tiles, *(part for pair in zip(self.grounds, self.blocks, strict=True) for part in pair))

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
                shape.box(left + INSET, bottom, places.width - 2 * INSET, height)
            swept = places.lefts[i] - left
            tile.box(left + places.width + INSET if i > y else left - INSET, bottom, swept, height)
            tile.set_stroke(width=RIM if abs(swept) > PX else 0.0)
            if i == self.largest and self.far:
                begin, side = places.block(i)
                self.times.middle(begin + side * self.distances[i] * places.distance / 2, bottom + height / 2)
        return self
