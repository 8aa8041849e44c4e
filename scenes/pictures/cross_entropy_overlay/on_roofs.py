"""What scene 1 writes on the roofs of its tiles, and over all roofs what has no room on its own."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOF
from scenes.pictures.cross_entropy_overlay.picture import Area

#: From a roof up to the baseline of what is written on it, and from there to that of what is written over that.
UPON, OVER = 18 * PX, 62 * PX
#: How far a text on a roof stays off a neighbour that is higher, how far it stands out over one that is lower by more
#: than a line of text, or about as high; and how near two such texts may come.
SLIM, OUT, EVEN, APART = 12 * PX, 40 * PX, 4 * PX, 16 * PX
#: Height of a line of text with its distance from the roof under it; how far a text stands out over its thread.
LINE, BEYOND = 50 * PX, 8 * PX
#: Half of what the dot at a thread's end measures.
DOT = 7 * PX

#: A text on a roof: from where to where, and its baseline.
Taken = tuple[float, float, float]


class OnRoofs:
    """Places texts on an area's roofs.

    Parameters
    ----------
    right : how far texts may reach to the right.
    written : p as it is written, one text a bin.
    decimals : of heights and areas.
    """

    def __init__(self, theme: Theme, area: Area, right: float, p: np.ndarray, written: Sequence[str], decimals: int):
        self.theme, self.area, self.right = theme, area, right
        self.p, self.written, self.decimals = p, written, decimals
        self.size, self.first = label_size(len(p)), int(p.argmax())
        self.massive = [i for i, mass in enumerate(p) if mass > 0]

    def tops(self, heights: np.ndarray, named: Sequence[Sequence[str]], texts: dict[int, str]) -> dict[int, Part]:
        """Return what stands over tiles that are ``heights`` high, shape (K,).

        Over the widest one the first of ``named`` that has room, lines from its roof upwards; over others their
        ``texts``, at a thread from a dot in the tile: on the roof, or else over all roofs, all of those or none.
        """
        box = self.area.of_q.box(self.p, self.first, 0.0, heights[self.first])
        tried = [[math(line, self.theme, self.size) for line in lines] for lines in named]
        fitting = (labels for labels in tried if max(label.advance for label in labels) + 2 * SLIM < box.width)
        lines = [label.put(box.x, box.top + UPON + row * OVER) for row, label in enumerate(next(fitting, []))]
        taken = [(box.x - line.advance / 2, box.x + line.advance / 2, float(line.origin[1])) for line in lines]
        found = {self.first: Part(*lines)}
        raised = {}
        for i in sorted(texts, key=lambda i: -self.p[i]):
            label = self._on_roof(math(texts[i], self.theme, self.size), heights, i, taken)
            if label:
                found[i] = Part(label)
            else:
                raised[i] = texts[i]
        found |= self._raised(raised, heights, heights, taken)
        for i in found.keys() - {self.first}:
            tile = self.area.of_q.box(self.p, i, 0.0, heights[i])
            dot = Shape(self.theme.color("muted")).disc(tile.x, tile.y, DOT)
            found[i].add(dot, self._thread(tile.x, tile.y, max(tile.y, tile.top - ROOF)))
        return found

    def _on_roof(self, label: Label, heights: np.ndarray, index: int, taken: list[Taken]) -> Label | None:
        """Put a text on a tile's roof, and take that place, if there is room; beside another one as far as it may."""
        (left, right), half = self._over(heights, index), label.advance / 2
        box = self.area.of_q.box(self.p, index, 0.0, heights[index])
        y = box.top + UPON
        places = (clamp(box.x, left + half, right - half), right - half, left + half)
        x = next((x for x in places if self._free(x - half, x + half, y, taken)), None)
        if x is None or label.advance > right - left:
            return None
        taken.append((x - half, x + half, y))
        return label.put(x, y)

    def _thread(self, x: float, low: float, high: float) -> Shape:
        return Shape(self.theme.color("muted"), 0.0, stroke=2.5).path([(x, low), (x, high)])

    def _raised(
        self, texts: dict[int, str], tops: np.ndarray, heights: np.ndarray, taken: Sequence[Taken]
    ) -> dict[int, Part]:
        """Return texts over all roofs, each at a thread from its tile's ``tops``: all of them, or none.

        Each stands around its thread, or to the left or right of it; or, for all to have room, as far left as it may.
        """
        rows = (self._row(texts, tops, heights, taken, order) for order in ((0.5, 1.0, 0.0), (1.0, 0.5, 0.0)))
        return next((row for row in rows if row), {})

    def _row(
        self,
        texts: dict[int, str],
        tops: np.ndarray,
        heights: np.ndarray,
        taken: Sequence[Taken],
        order: Sequence[float],
    ) -> dict[int, Part]:
        found, taken = {}, list(taken)
        y = self.area.up(float(heights.max())) + UPON + OVER
        for i, text in texts.items():
            label = math(text, self.theme, TEXT)
            x, foot = self.area.of_q.box(self.p, i, 0.0, 0.0).x, self.area.up(tops[i])
            lefts = [x - clamp(share * label.advance, BEYOND, label.advance - BEYOND) for share in order]
            left = next((a for a in lefts if self._clear(a, a + label.advance, y, taken)), None)
            struck = any(a - APART / 2 < x < b + APART / 2 and foot < up < y for a, b, up in taken)
            if left is None or struck:
                return {}
            taken.append((left, left + label.advance, y))
            found[i] = Part(self._thread(x, foot, y - 10 * PX), label.put(left, y, "left"))
        return found

    def _clear(self, start: float, end: float, y: float, taken: Sequence[Taken]) -> bool:
        """Return whether a text over all roofs stands right of the ruler, in the frame and clear of others."""
        return start > self.area.box.left - EVEN and end < self.right and self._free(start, end, y, taken)

    @staticmethod
    def _free(start: float, end: float, y: float, taken: Sequence[tuple[float, float, float]]) -> bool:
        """Return whether a text from ``start`` to ``end`` at height ``y`` stands clear of all that are ``taken``."""
        return not any(start < b + APART and a < end + APART and abs(y - up) < LINE for a, b, up in taken)

    def _over(self, heights: np.ndarray, index: int) -> tuple[float, float]:
        """Return from where to where a text on a tile's roof may reach: over lower neighbours, not into higher ones."""
        box, at = self.area.of_q.box(self.p, index, 0.0, heights[index]), self.massive.index(index)
        reach = []
        for other in (at - 1, at + 1):
            if not 0 <= other < len(self.massive):
                reach.append(2 * EVEN)
                continue
            lower = (heights[index] - heights[self.massive[other]]) * self.area.nat
            beyond = min(OUT, self.p[self.massive[other]] * self.area.unit)  # no farther than that neighbour
            reach.append(-SLIM if lower < -1e-9 else min(EVEN, beyond) if lower < LINE else beyond)
        return box.left - reach[0], box.right + reach[1]
