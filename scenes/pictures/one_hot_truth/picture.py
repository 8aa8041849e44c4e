"""What scene 2 draws of p and its tiles: p draining on its strip, each tile's height, areas that come to nothing."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.names import LINE, class_names, staggered
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOF, Tiles, edges

#: How many terms of the sum are written at most.
TERMS = 6
#: Over so much room a text comes or goes; and room at the sides of one. Both for a number in the strip.
COMING, ROOM, FADING, SLIM = 16 * PX, 12 * PX, 8 * PX, 4 * PX
#: From the strip down to the names' baseline, from a roof up to its number's, also where that has an index, and from
#: there to that of its q.
HANG, UPON, INDEXED, OVER = 64 * PX, 18 * PX, 30 * PX, 76 * PX
#: A tile that is lower holds no number.
LOW = 62 * PX
#: A name that stands out over its piece goes while that loses so much of its length.
LOST = 0.1


class Strip(Part):
    """The truth p as a strip of length 1, each bin's live number in its piece while there is room.

    Names that are longer than their piece stand on a second row, at a thread, as long as p hasn't drained.
    """

    def __init__(self, theme: Theme, box: Box, p: np.ndarray, truth: int, labels: Sequence[str]):
        super().__init__()
        self.box, self.p, count = box, p, len(p)
        self.size = label_size(count)
        self.bodies = [Shape(theme.color("truth"), 0.85) for _ in p]
        self.numbers = [Readout(theme, self.size, "paper", 3) for _ in p]
        self.names = class_names(labels, count, "x", theme, self.size, "ink")
        self.threads = [Shape(theme.color("line"), 0.0, stroke=2.5) for _ in p]
        widths = [name.advance for name in self.names]
        there = [mass > 0 for mass in p]
        #: the row on which each bin's name stands, if all have room
        self.rows = staggered(widths, edges(box.left, box.width, p), there, rows=2)
        self.title = math("truth(p)", theme, TEXT).middle(box.left - 30 * PX, box.y - 4 * PX, "right")
        self.add(*self.bodies, *self.numbers, *self.threads, *self.names, self.title)

    def show(self, p: np.ndarray, printed: np.ndarray) -> "Strip":
        """Draw p, and write it as ``printed``, both of shape (K,)."""
        ends = edges(self.box.left, self.box.width, p)
        for i, (body, number) in enumerate(zip(self.bodies, self.numbers, strict=True)):
            start, end = float(ends[i]), float(ends[i + 1])
            gap = min(1.5 * PX, (end - start) / 4)
            body.box(start + gap, self.box.bottom, end - start - 2 * gap, self.box.height)
            number.short = end - start < number.width("0.000") + 2 * ROOM
            number.middle(printed[i], (start + end) / 2, self.box.y)
            roomy = (end - start - number.width(number.text) - SLIM) / FADING
            number.set_presence(body.presence * clamp(roomy, 0.0, 1.0))
            self._hang(i, (start + end) / 2, end - start, p[i], body.presence)
        return self

    def _hang(self, index: int, x: float, width: float, mass: float, presence: float) -> None:
        """Hang a bin's name under its piece."""
        row = self.rows[index] if self.rows else 0
        em = self.size * UNITS_PER_SIZE
        name, y = self.names[index], self.box.bottom - HANG - row * LINE * em
        name.put(x, y)
        self.threads[index].path([(x, self.box.bottom), (x, y + 0.8 * em)])
        there = clamp((width - name.advance - COMING) / COMING, 0.0, 1.0)
        if self.rows and self.p[index] > 0:
            lost = 1.0 - mass / self.p[index]
            there = max(there if row == 0 else 0.0, 1.0 - clamp(lost / LOST, 0.0, 1.0))
        name.set_presence(presence * there)
        self.threads[index].set_presence(presence * there * row)


class Measures(Part):
    """How high each tile is on its roof, on the true bin's why; and its live area in it, where there is room.

    Parameters
    ----------
    p, q : both of shape (K,), as they are at first.
    true, written : what q is called in the true bin, and how it is written.
    truth : the true bin.
    """

    def __init__(self, theme: Theme, tiles: Tiles, p: np.ndarray, q: np.ndarray, true: str, written: str, truth: int):
        super().__init__()
        self.tiles, self.heights, self.truth = tiles, np.where(p > 0, mc.surprisal(q), 0.0), truth
        size = label_size(len(p))
        self.texts = [math(f"{nats:.3f}", theme, size) for nats in self.heights]
        given = math(f"{true} = prediction({written})", theme, size)
        named = math(f"-log {true} = {self.heights[truth]:.3f}", theme, size)
        #: the true bin's q, over what comes of it
        self.given = []
        if p[truth] * tiles.unit > max(given.advance, named.advance) + 2 * ROOM:
            self.given, self.texts[truth] = [given], named
        self.areas = [Readout(theme, size, "ink", 3) for _ in p]
        self.add(*self.texts, *self.given, *self.areas)

    def show(self, p: np.ndarray, areas: np.ndarray) -> "Measures":
        """Stand on and in tiles of widths ``p``, whose ``areas`` are written; both of shape (K,)."""
        ends = self.tiles.edges(p)
        for i, (text, number) in enumerate(zip(self.texts, self.areas, strict=True)):
            middle, width, high = (ends[i] + ends[i + 1]) / 2, ends[i + 1] - ends[i], self.heights[i] * self.tiles.nat
            text.put(middle, self.tiles.ground + high + (INDEXED if self.given and i == self.truth else UPON))
            number.middle(areas[i], middle, self.tiles.ground + (high - ROOF) / 2)
            for written, wide in ((text, text.advance), (number, number.width(number.text))):
                deep = 1.0 if written is text or high > LOW else 0.0
                written.set_presence(deep * clamp((width - wide - ROOM) / COMING, 0.0, 1.0))
        x, y = self.texts[self.truth].origin
        for given in self.given:
            given.put(x + self.texts[self.truth].advance / 2, y + OVER)
        return self


class AreaSum(Part):
    """The loss as the sum of the tiles' areas; those that have come to 0 are struck out.

    The true bin's and the largest others are written, as many as fit into ``width``; dots stand for the rest.
    """

    def __init__(self, theme: Theme, p: np.ndarray, truth: int, width: float):
        super().__init__()
        self.theme = theme
        ranked = sorted(np.flatnonzero(p > 0).tolist(), key=lambda i: (i != truth, -p[i]))
        for count, size in [(min(TERMS, len(ranked)), HERO), *((n, TEXT) for n in range(TERMS, 0, -1))]:
            shown = sorted(ranked[:count])
            terms = [f"@t{i}{{{'+ ' if k else ''}@a{i}[0.000]}}" for k, i in enumerate(shown)]
            rest = ["@rest{+ dots}"] if count < len(ranked) else []
            self.formula = Formula(theme, "loss(L) = @l[loss:0.000] = " + " ".join([*terms, *rest]), size)
            if self.formula.advance <= width:
                break
        self.shown = shown
        self.gone = [f"t{i}" for i in shown if i != truth] + (["rest"] if rest else [])
        self.add(self.formula)

    def show(self, areas: np.ndarray) -> "AreaSum":
        """Write the tiles' areas, shape (K,), as printed, and what they come to."""
        self.formula.show(l=float(areas.sum()), **{f"a{i}": float(areas[i]) for i in self.shown})
        return self

    def strikes(self) -> list[Shape]:
        """Return the strokes that strike out all but the true bin's."""
        return [self.formula.strike(name, "muted") for name in self.gone]
