"""What scene 2 writes of its tiles: how high each is, and the area that comes of it."""

import numpy as np

import mathcore as mc
from scenes.kit.marks import clamp
from scenes.kit.names import spread
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, UNITS_PER_SIZE, label_size
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOF, Tiles

#: Fill of a tile, on which an area in the loss's colour still stands out.
FILL = 0.24
#: Over so much room a text comes or goes; and room at the sides of one.
COMING, ROOM = 16 * PX, 12 * PX
#: From a roof up to the baseline of the number on it, also where that has an index, and from there to that of its q.
UPON, INDEXED, OVER = 18 * PX, 30 * PX, 76 * PX
#: A tile that is lower holds no number: its area stands a row over all that stands on it, at a thread left of that.
LOW, ROW = 58 * PX, 66 * PX
#: From what stands on a low tile to the thread; from there to the area's left end, and from the area's foot.
ASIDE, LEFT, FOOT = 16 * PX, 10 * PX, 12 * PX
#: What stands over all roofs goes while its piece loses so much of its length.
LOST = 0.03
#: From the number on the highest roof to what stands over all; how near that may come to another.
LINE, APART = 60 * PX, 24 * PX


class Measures(Part):
    """Each tile's height, −log q of its bin, on its roof, and its area in it, or over a low one, while there is room.

    The true bin's height says what it is, with that bin's q over it, called a prediction where there is room. Heights
    that have no room on their roofs from the start stand over all roofs, each at a thread, as long as p hasn't drained:
    all of them, or none.

    Parameters
    ----------
    p, q : the truth at the start, and the prediction, shape (K,).
    true, written : what the true bin's q is called, and its value as printed.
    right, top : how far to the right and how high texts may stand.
    """

    def __init__(
        self,
        theme: Theme,
        tiles: Tiles,
        p: np.ndarray,
        q: np.ndarray,
        true: str,
        written: str,
        truth: int,
        right: float,
        top: float,
    ):
        super().__init__()
        self.tiles, self.p, self.truth = tiles, p, truth
        self.heights = np.where(p > 0, mc.surprisal(q), 0.0)
        size = label_size(len(p))
        self.texts = [math(f"{nats:.3f}", theme, size) for nats in self.heights]
        named = math(f"-log {true} = {self.heights[truth]:.3f}", theme, size)
        #: the true bin's q, over what comes of it
        self.given: list[Label] = []
        for said in ('prediction("prediction")', ""):
            given = math(f"{said} {true} = prediction({written})", theme, size)
            if p[truth] * tiles.unit > max(given.advance, named.advance) + 2 * ROOM:
                self.given, self.texts[truth] = [given], named
                break
        self.areas = [Readout(theme, size, "loss", 3) for _ in p]
        #: by low tile: the thread from it to its area
        self.low = {
            i: Shape(theme.color("loss"), 0.0, stroke=2.5)
            for i, nats in enumerate(self.heights)
            if 0 < nats * tiles.nat <= LOW
        }
        #: draws nothing; its presence is that of all areas
        self.worked = Shape(theme.color("loss"))
        slim = [i for i, text in enumerate(self.texts) if 0 < p[i] * tiles.unit < text.advance + ROOM + COMING]
        highest = max([self.heights.max() * tiles.nat + UPON, *(self._row(i) for i in self.low)])
        self.line = tiles.ground + highest + LINE
        #: by bin: where what stands over all roofs has its middle
        self.over = self._over(slim, right) if self.line + size * UNITS_PER_SIZE < top else {}
        self.threads = {i: Shape(theme.color("line"), 0.0, stroke=2.5) for i in self.over}
        self.add(*self.texts, *self.given, *self.areas, self.worked, *self.threads.values(), *self.low.values())

    def _row(self, i: int) -> float:
        """Return how high over the ground a low tile's area stands."""
        given = OVER if self.given and i == self.truth else 0.0
        return self.heights[i] * self.tiles.nat + (INDEXED if given else UPON) + given + ROW

    def _half(self, i: int) -> float:
        """Return how far what stands on a tile reaches to the left of its middle."""
        half = max(text.advance for text in (self.texts[i], *(self.given if i == self.truth else ()))) / 2
        return half + (ASIDE + LEFT if i in self.low else 0.0)

    def _over(self, slim: list[int], right: float) -> dict[int, float]:
        """Return where texts over all roofs stand.

        None, if they come upon what is told of the true bin, or their threads upon what stands on a roof.
        """
        if not slim:
            return {}
        ends = self.tiles.edges(self.p)
        middles = (ends[:-1] + ends[1:]) / 2
        halves = np.array([self.texts[i].advance for i in slim]) / 2
        room = halves.sum() * 2 + APART * (len(slim) - 1)
        if room > right - ends[0]:
            return {}
        places = spread(middles[slim], halves[:-1] + halves[1:] + APART, ends[0] + halves[0], right - halves[-1])
        told = max(text.advance for text in (*self.given, self.texts[self.truth])) / 2 + APART
        clear = (np.abs(places - middles[self.truth]) > halves + told).all()
        lefts, rights = np.minimum(places, middles[slim]), np.maximum(places, middles[slim])
        for i in np.flatnonzero(self.p > 0):
            half = self._half(i)
            clear &= i in slim or ((rights < middles[i] - half) | (lefts > middles[i] + half)).all()
        return dict(zip(slim, places.tolist(), strict=True)) if clear else {}

    def show(self, p: np.ndarray, areas: np.ndarray) -> "Measures":
        """Stand on and in tiles of widths ``p`` with these ``areas``, both of shape (K,)."""
        ends = self.tiles.edges(p)
        for i, (text, area) in enumerate(zip(self.texts, self.areas, strict=True)):
            middle, width, high = (ends[i] + ends[i + 1]) / 2, ends[i + 1] - ends[i], self.heights[i] * self.tiles.nat
            if i in self.low:
                left, up = middle - self._half(i), self.tiles.ground + self._row(i)
                area.put(areas[i], left, up, "left")
                self.low[i].path([(left + LEFT, self.tiles.ground + high / 2), (left + LEFT, up - FOOT)])
            else:
                area.middle(areas[i], middle, self.tiles.ground + (high - ROOF) / 2)
            taken = 2 * self._half(i) if i in self.low else area.width(area.text)
            room = self.worked.presence * clamp((width - taken - ROOM) / COMING, 0.0, 1.0)
            for part in (area, *(self.low[i] for _ in range(i in self.low))):
                part.set_presence(room)
            if i in self.over:
                text.put(self.over[i], self.line)
                kept = 1.0 - clamp((1.0 - p[i] / self.p[i]) / LOST, 0.0, 1.0)
                self.threads[i].path([(middle, self.tiles.ground + high), (self.over[i], self.line - 10 * PX)])
                for shape in (text, self.threads[i]):
                    shape.set_presence(kept)
            else:
                text.put(middle, self.tiles.ground + high + (INDEXED if self.given and i == self.truth else UPON))
                text.set_presence(clamp((width - text.advance - ROOM) / COMING, 0.0, 1.0))
        x, y = self.texts[self.truth].origin
        for given in self.given:
            given.put(x + self.texts[self.truth].advance / 2, y + OVER)
        return self
