"""Tiles: each is p high and log 1/q wide, so its area is one term of the cross-entropy."""

from collections.abc import Sequence

import numpy as np

from .marks import clamp
from .shapes import Label, Part, Shape
from .theme import Theme

#: A tile lower than this has no room for its name.
NAMED = 0.26


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


class TileNames(Part):
    """Names at the left of their tiles: each fades as its tile gets too low for it.

    Parameters
    ----------
    room : the longest name that is written at all.
    """

    def __init__(self, stack: TileStack, names: Sequence[Label], room: float):
        super().__init__()
        self.stack = stack
        self.names = {i: name for i, name in enumerate(names) if name.advance < room}
        self.add(*self.names.values())

    def fitting(self, p: np.ndarray) -> Part:
        """Return the names that heights ``p``, shape (K,), leave room for, for a p that stays."""
        self.show(p)
        return Part(*(name for i, name in self.names.items() if p[i] * self.stack.unit > NAMED))

    def show(self, p: np.ndarray, presence: float = 1.0) -> "TileNames":
        """Place the names for heights ``p``, shape (K,), and show those that fit with ``presence``."""
        for i, name in self.names.items():
            tall = p[i] * self.stack.unit
            name.middle(self.stack.left - 0.12, self.stack.slot(p, i) + tall / 2, "right")
            name.set_presence(presence * clamp((tall - NAMED) / 0.06, 0.0, 1.0))
        return self
