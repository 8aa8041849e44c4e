"""Tiles: each is p high and log 1/q wide, so its area is one term of the cross-entropy."""

import numpy as np

from .shapes import Part, Shape
from .theme import Theme


class TileStack(Part):
    """Tiles under one another, aligned at the left; areas add up because they are areas.

    Parameters
    ----------
    left, top : the corner of the first tile.
    unit : scene units for a probability of 1: the height of the whole stack.
    nat : scene units for one nat.
    fill : opacity of the tiles; 0 draws outlines alone.
    """

    def __init__(
        self,
        theme: Theme,
        role: str,
        count: int,
        left: float,
        top: float,
        unit: float,
        nat: float,
        fill: float = 0.45,
    ):
        super().__init__()
        self.left, self.top, self.unit, self.nat = left, top, unit, nat
        self.tiles = [Shape(theme.color(role), fill, stroke=2.5) for _ in range(count)]
        self.add(*self.tiles)

    def slot(self, p: np.ndarray, index: int) -> float:
        """Return the lower edge of tile ``index``."""
        return self.top - self.unit * float(np.sum(p[: index + 1]))

    def show(self, p: np.ndarray, widths: np.ndarray) -> "TileStack":
        """Draw tiles of heights ``p`` and ``widths`` in nats, both of shape (K,); no mass, no tile."""
        for i, (tile, mass, width) in enumerate(zip(self.tiles, p, widths, strict=True)):
            if mass > 0:
                tile.box(self.left, self.slot(p, i), width * self.nat, mass * self.unit)
            else:
                tile.points = np.zeros((0, 3))
        return self
