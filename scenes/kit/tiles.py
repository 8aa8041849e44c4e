"""Tiles side by side on a strip of length 1: each is p wide and so many nats high, so its area is a term."""

from collections.abc import Sequence

import numpy as np

from .layout import Box
from .numbers import brief
from .shapes import Backing, Part, Shape
from .sizes import PX, TEXT
from .text import Label, words
from .theme import Theme

#: How thick a roof is, which lies under a tile's upper edge.
ROOF = 10 * PX
#: Least room between a text and the sides of what it stands in.
ROOM = 12 * PX
#: Manim's stroke width for a tile of width 1: a tile's outline takes half of a narrow one.
NARROW = 25.0


class Tiles(Part):
    """Tiles that stand side by side on the ground, p wide.

    Parameters
    ----------
    count : how many.
    left, ground : the first tile's lower left corner.
    unit : scene units for a probability of 1: the width of all together.
    nat : scene units for one nat.
    fill : opacity of the tiles.
    opaque : whether nothing shows through from behind.
    """

    def __init__(
        self,
        theme: Theme,
        role: str,
        count: int,
        left: float,
        ground: float,
        unit: float,
        nat: float,
        fill: float = 0.5,
        stroke: float = 2.5,
        opaque: bool = False,
    ):
        super().__init__()
        self.left, self.ground, self.unit, self.nat, self.stroke = left, ground, unit, nat, stroke
        self.backings = [Backing(theme.color("paper")) for _ in range(count if opaque else 0)]
        self.tiles = [Shape(theme.color(role), fill, stroke=stroke) for _ in range(count)]
        self.add(*self.backings, *self.tiles)

    def edges(self, p: np.ndarray) -> np.ndarray:
        """Return where tiles of widths ``p`` begin and end, shape (K + 1,)."""
        return edges(self.left, self.unit, p)

    def box(self, p: np.ndarray, index: int, low: float, high: float) -> Box:
        """Return the box of one tile from ``low`` to ``high``, in nats."""
        ends = self.edges(p)
        up = (self.ground + nats * self.nat for nats in (low, high))
        return Box(float(ends[index]), next(up), float(ends[index + 1]), next(up))

    def show(self, p: np.ndarray, heights: np.ndarray) -> "Tiles":
        """Draw tiles of widths ``p`` and ``heights`` in nats, both of shape (K,); no mass or no height, no tile."""
        ends = self.edges(p)
        for shapes in filter(None, (self.backings, self.tiles)):
            for tile, mass, height, start, end in zip(shapes, p, heights, ends, ends[1:], strict=False):
                if mass > 0 and height > 0:
                    tile.box(start, self.ground, end - start, height * self.nat)
                else:
                    tile.points = np.zeros((0, 3))
        for tile, wide in zip(self.tiles, np.diff(ends), strict=True):
            tile.stroke_width = min(self.stroke, NARROW * wide)
        return self

    def merge(self, share: float) -> "Tiles":
        """Take away so much of the lines between tiles: 1 where they have become one block."""
        for tile in self.tiles:
            tile.stroke_rgbas[:, 3] = tile.presence * (1.0 - share)
            tile.stroke_width = self.stroke if share < 1.0 else 0.0
        return self


class Roofs(Part):
    """Lines under the tiles' upper edges, in the colour of what makes them as high as they are."""

    def __init__(self, theme: Theme, tiles: Tiles, role: str = "prediction", thickness: float = ROOF):
        super().__init__()
        self.of, self.thickness = tiles, thickness
        self.lines = [Shape(theme.color(role)) for _ in tiles.tiles]
        self.add(*self.lines)

    def show(self, p: np.ndarray, heights: np.ndarray) -> "Roofs":
        """Draw the roofs of tiles of widths ``p`` and ``heights`` in nats, both of shape (K,)."""
        ends = self.of.edges(p)
        for line, mass, height, start, end in zip(self.lines, p, heights, ends, ends[1:], strict=False):
            top = height * self.of.nat
            if mass > 0 and top > 0:
                line.box(start, self.of.ground + top, end - start, -min(self.thickness, top))
            else:
                line.points = np.zeros((0, 3))
        return self


class Foot(Part):
    """A piece of the strip that tiles stand on: as long as a bin's p, which is written in it where there is room."""

    def __init__(self, theme: Theme, mass: float, size: float = TEXT, written: str = ""):
        super().__init__()
        self.body = Shape(theme.color("truth"), 0.85)
        self.number: Label = words(written or brief(mass), theme, size, "paper")
        self.add(self.body, self.number)

    def show(self, left: float, bottom: float, length: float, thickness: float) -> "Foot":
        """Lie on the strip; a gap of paper parts the feet."""
        gap = min(1.5 * PX, length / 4)
        self.body.box(left + gap, bottom, length - 2 * gap, thickness)
        self.number.middle(left + length / 2, bottom + thickness / 2)
        self.number.set_presence(self.body.presence * (length > self.number.advance + ROOM))
        return self


def edges(left: float, unit: float, shares: Sequence[float] | np.ndarray) -> np.ndarray:
    """Return where shares laid end to end begin and end, shape (K + 1,)."""
    return left + unit * np.concatenate([[0.0], np.cumsum(shares)])
