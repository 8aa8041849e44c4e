"""What scene 2 writes of its tiles: how high each is, and the true bin's area as the product that it is."""

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, UNITS_PER_SIZE, label_size
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOF, Tiles
from scenes.kit.tinted import inked
from scenes.pictures.one_hot_truth.params import slot

#: Fill of a tile.
FILL = 0.24
#: Over so much room a text comes or goes; and room at the sides of one.
COMING, ROOM = 16 * PX, 12 * PX
#: From a roof up to the baseline of the number on it, also where that has an index, and from there to that of its q.
UPON, INDEXED, OVER = 18 * PX, 30 * PX, 76 * PX
#: A tile that is lower holds no number.
LOW = 62 * PX
#: What stands over all roofs goes while its piece loses so much of its length.
LOST = 0.1
#: From the number on the highest roof to what stands over all; how far that stands out over its thread, and how near
#: it may come to another.
LINE, BEYOND, APART = 60 * PX, 8 * PX, 20 * PX


class Measures(Part):
    """Each tile's height, −log q of its bin, on its roof, and the true one's area in it, while there is room.

    The true bin's height says what it is, with that bin's q over it. Heights that have no room on their roofs from the
    start stand over all roofs, each at a thread, as long as p hasn't drained: all of them, or none.

    Parameters
    ----------
    p, q : the truth at the start, and the prediction, shape (K,).
    true, written : what the true bin's q is called, and its value as printed.
    top : how high texts may stand.
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
        top: float,
    ):
        super().__init__()
        self.tiles, self.p, self.truth = tiles, p, truth
        self.heights = np.where(p > 0, mc.surprisal(q), 0.0)
        size = label_size(len(p))
        self.texts = [math(f"{nats:.3f}", theme, size) for nats in self.heights]
        given = math(f"{true} = prediction({written})", theme, size)
        named = math(f"-log {true} = {self.heights[truth]:.3f}", theme, size)
        #: the true bin's q, over what comes of it
        self.given = []
        if p[truth] * tiles.unit > max(given.advance, named.advance) + 2 * ROOM:
            self.given, self.texts[truth] = [given], named
        number = f"@a[{slot(self.heights[truth])}]"
        product = f"@p[truth:0.000] times {self.heights[truth]:.3f} = {number}"
        areas = [Formula(theme, body, size) for body in (product, number)]
        #: the true bin's area, worked out where that has room from the start
        self.area = next((area for area in areas if p[truth] * tiles.unit > area.advance + 2 * ROOM), areas[-1])
        inked(self.area, theme, "truth", theme.tint("loss", FILL))
        slim = [i for i, text in enumerate(self.texts) if 0 < p[i] * tiles.unit < text.advance + ROOM + COMING]
        #: by bin: where what stands over all roofs begins; and the height of its baseline
        self.lefts, self.line = self._lefts(slim, size, top)
        self.threads = {i: Shape(theme.color("line"), 0.0, stroke=2.5) for i in self.lefts}
        self.add(*self.texts, *self.given, self.area, *self.threads.values())

    def _lefts(self, slim: list[int], size: float, top: float) -> tuple[dict[int, float], float]:
        """Return where texts over all roofs begin, none if they haven't all room, and their baseline."""
        ends, ground = self.tiles.edges(self.p), self.tiles.ground
        line = ground + self.heights.max() * self.tiles.nat + UPON + LINE
        # What is told of the true bin may stand as high.
        middle = ends[self.truth : self.truth + 2].mean()
        half = max(text.advance for text in (*self.given, self.texts[self.truth])) / 2
        taken, found = [(middle - half, middle + half)], {}
        for i in slim:
            x, wide = (ends[i] + ends[i + 1]) / 2, self.texts[i].advance
            # To the left of its thread, around it, or to the right: beside the next one's.
            lefts = (x + BEYOND - wide, x - wide / 2, x - BEYOND)
            free = [a for a in lefts if all(a > end + APART or a + wide < start - APART for start, end in taken)]
            if not free or free[0] < ends[0]:
                return {}, line
            found[i] = free[0]
            taken.append((free[0], free[0] + wide))
        return (found if line + size * UNITS_PER_SIZE < top else {}), line

    def show(self, p: np.ndarray, printed: np.ndarray, areas: np.ndarray) -> "Measures":
        """Stand on and in tiles of widths ``p``, which is written as ``printed``, with their ``areas``; each (K,)."""
        ends = self.tiles.edges(p)
        for i, text in enumerate(self.texts):
            middle, width, high = (ends[i] + ends[i + 1]) / 2, ends[i + 1] - ends[i], self.heights[i] * self.tiles.nat
            if i in self.lefts:
                text.put(self.lefts[i], self.line, "left")
                kept = 1.0 - clamp((1.0 - p[i] / self.p[i]) / LOST, 0.0, 1.0)
                self.threads[i].path([(middle, self.tiles.ground + high), (middle, self.line - 10 * PX)])
                for shape in (text, self.threads[i]):
                    shape.set_presence(kept)
                continue
            text.put(middle, self.tiles.ground + high + (INDEXED if self.given and i == self.truth else UPON))
            text.set_presence(clamp((width - text.advance - ROOM) / COMING, 0.0, 1.0))
        x, y = self.texts[self.truth].origin
        for given in self.given:
            given.put(x + self.texts[self.truth].advance / 2, y + OVER)
        self._write_area(printed[self.truth], areas[self.truth], ends[self.truth], ends[self.truth + 1])
        return self

    def _write_area(self, mass: float, area: float, start: float, end: float) -> None:
        high = self.heights[self.truth] * self.tiles.nat
        values = {name: value for name, value in (("p", mass), ("a", area)) if name in self.area.numbers}
        self.area.middle((start + end) / 2, self.tiles.ground + (high - ROOF) / 2).show(**values)
        room = clamp((end - start - self.area.advance - ROOM) / COMING, 0.0, 1.0)
        self.area.set_presence(room * (high > LOW))
