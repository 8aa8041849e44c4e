"""What scene 2 writes of its tiles: each one's area, and how high the true bin's is."""

import numpy as np

import mathcore as mc
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, UNITS_PER_SIZE, label_size
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOF, Tiles

#: Fill of a tile, on which an area in the loss's colour still stands out.
FILL = 0.24
#: Over so much room a text comes or goes; over less an area that has no more, but not over less than that.
ROOM, LEAST = 12 * PX, 2 * PX
#: From a roof up to the baseline of an area on it; from there, or from the roof, to that of −log q; from that to q's.
UPON, ROW, INDEXED, OVER = 18 * PX, 62 * PX, 30 * PX, 76 * PX
#: A tile that is lower holds no number: its area stands on its roof.
LOW = 58 * PX


class Measures(Part):
    """Each tile's area in it, or on a low one's roof, while there is room; the others' heights are the ruler's to say.

    Over the true bin's tile stand its height, −log q, and that bin's q, called a prediction where there is room.

    Parameters
    ----------
    p, q : the truth at the start, and the prediction, shape (K,).
    true, written : what the true bin's q is called, and its value as printed.
    """

    def __init__(self, theme: Theme, tiles: Tiles, p: np.ndarray, q: np.ndarray, true: str, written: str, truth: int):
        super().__init__()
        self.tiles, self.p, self.truth = tiles, p, truth
        self.heights = np.where(p > 0, mc.surprisal(q), 0.0)
        size = label_size(len(p))
        #: the true bin's height, and its q, over what comes of it
        self.named = math(f"-log {true} = {self.heights[truth]:.3f}", theme, size)
        for said in ('prediction("prediction")', ""):
            self.given = math(f"{said} {true} = prediction({written})", theme, size)
            if p[truth] * tiles.unit > self.given.advance + 4 * ROOM:
                break
        #: how near areas in tiles side by side may come to one another
        self.apart = size * UNITS_PER_SIZE / 3
        # All are without the 0 before the point, if one has no room with it.
        slim = p[p > 0].min() * tiles.unit < Readout(theme, size).width("0.000") + self.apart + ROOM
        self.areas = [Readout(theme, size, "loss", 3, short=slim) for _ in p]
        self.low = self.heights * tiles.nat <= LOW
        #: draws nothing; its presence is that of all areas
        self.worked = Shape(theme.color("loss"))
        #: the baseline of what stands highest on the true bin's roof
        self.line = self._over_roof() + OVER
        self.add(self.named, self.given, *self.areas, self.worked)

    def _over_roof(self) -> float:
        """Return the baseline of the true bin's height."""
        roof = self.tiles.ground + self.heights[self.truth] * self.tiles.nat
        return roof + INDEXED + ROW * bool(self.low[self.truth])

    def show(self, p: np.ndarray, areas: np.ndarray) -> "Measures":
        """Stand on and in tiles of widths ``p`` with these ``areas``, both of shape (K,)."""
        ends = self.tiles.edges(p)
        for i, area in enumerate(self.areas):
            middle, width, high = (ends[i] + ends[i + 1]) / 2, ends[i + 1] - ends[i], self.heights[i] * self.tiles.nat
            if self.low[i]:
                area.put(areas[i], middle, self.tiles.ground + high + UPON)
            else:
                area.middle(areas[i], middle, self.tiles.ground + (high - ROOF) / 2)
            taken = area.width(area.text) + self.apart
            # One that has no room at the start isn't there at all, rather than half.
            first = self.p[i] * self.tiles.unit - taken
            there = clamp((width - taken) / clamp(first, LEAST, ROOM), 0.0, 1.0) * (first >= LEAST or i == self.truth)
            area.set_presence(self.worked.presence * there)
        middle, width = sum(ends[self.truth : self.truth + 2]) / 2, ends[self.truth + 1] - ends[self.truth]
        for text, line in ((self.named, self.line - OVER), (self.given, self.line)):
            text.put(middle, line).set_presence(clamp((width - text.advance) / ROOM, 0.0, 1.0))
        return self
