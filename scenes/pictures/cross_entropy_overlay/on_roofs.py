"""What scene 1 writes on the roofs of its tiles, and over all roofs what has no room on its own."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import DIGIT_HEIGHT, Label, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOF
from scenes.pictures.cross_entropy_overlay.picture import Area

#: From a roof up to the baseline of what is written on it, and from there to that of what is written over that.
UPON, OVER = 18 * PX, 62 * PX
#: How far a text on a roof stays off a neighbour that is higher, how far it stands out over one that is lower by more
#: than a line of text, or about as high; and how near two such texts may come.
SLIM, OUT, EVEN, APART = 12 * PX, 40 * PX, 4 * PX, 16 * PX
#: Height of a line of text with its distance from the roof under it; how far a text stands off a thread beside it.
LINE, BESIDE = 50 * PX, 12 * PX
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

    def tops(
        self,
        heights: np.ndarray,
        named: Sequence[Sequence[str]],
        texts: dict[int, str],
        ceiling: float = np.inf,
    ) -> dict[int, Part]:
        """Return what stands over tiles that are ``heights`` high, shape (K,).

        Over the widest one the first of ``named`` that has room, lines from its roof upwards; over others their
        ``texts``, at a thread from a dot in the tile: on the roof, or else over all roofs, all of those or none, if
        there is room under the ``ceiling``.
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
                tile = self.area.of_q.box(self.p, i, 0.0, heights[i])
                found[i] = Part(label, *self._thread(tile.x, tile.y, max(tile.y, tile.top - ROOF)))
            else:
                raised[i] = texts[i]
        roomy = self._over_all(heights) + LINE < ceiling
        return found | (self._raised(raised, heights / 2, heights, taken) if roomy else {})

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

    def _thread(self, x: float, low: float, high: float) -> tuple[Shape, Shape]:
        """Return a dot and the thread that leads up from it."""
        colour = self.theme.color("muted")
        return Shape(colour).disc(x, low, DOT), Shape(colour, 0.0, stroke=2.5).path([(x, low), (x, high)])

    def _over_all(self, heights: np.ndarray) -> float:
        """Return the baseline of what stands over all roofs."""
        return self.area.up(float(heights.max())) + UPON + OVER

    def _raised(
        self, texts: dict[int, str], feet: np.ndarray, heights: np.ndarray, taken: Sequence[Taken]
    ) -> dict[int, Part]:
        """Return texts over all roofs, each at a thread that begins ``feet`` nats high: all of them, or none.

        Each stands over its thread, or to the left or right of it; or, for all to have room, as far left as it may.
        """
        rows = (self._row(texts, feet, heights, taken, order) for order in ((0.5, 1.0, 0.0), (1.0, 0.5, 0.0)))
        return next((row for row in rows if row), {})

    def _row(
        self,
        texts: dict[int, str],
        feet: np.ndarray,
        heights: np.ndarray,
        taken: Sequence[Taken],
        order: Sequence[float],
    ) -> dict[int, Part]:
        found, taken = {}, list(taken)
        y = self._over_all(heights)
        for i, text in texts.items():
            label = math(text, self.theme, TEXT)
            x, foot, wide = self.area.of_q.box(self.p, i, 0.0, 0.0).x, self.area.up(feet[i]), label.advance
            lefts = [x - share * wide + (1 - 2 * share) * BESIDE for share in order]
            left = next((a for a in lefts if self._clear(a, a + wide, y, taken)), None)
            struck = any(a - APART / 2 < x < b + APART / 2 and foot < up < y for a, b, up in taken)
            if left is None or struck:
                return {}
            taken.append((min(left, x), max(left + wide, x), y))
            # Up to a text over it; alongside one that it stands beside.
            high = y - 10 * PX if left < x < left + wide else y + DIGIT_HEIGHT * TEXT * UNITS_PER_SIZE
            found[i] = Part(label.put(left, y, "left"), *self._thread(x, foot, high))
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
