"""What scene 1 writes on the roofs of its tiles, and over all roofs what has no room on its own."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.marks import clamp
from scenes.kit.names import spread
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
#: How far a text stays off another tile's thread, and how far off its own tile's middle it may stand on that's roof.
CLEAR, OFF = 24 * PX, 12 * PX
#: Height of a line of text with its distance from the roof under it; how far from its text's ends a thread ends.
LINE, INNER = 50 * PX, 12 * PX
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
                found[i] = Part(label, *self._thread((tile.x, tile.y), (tile.x, max(tile.y, tile.top - ROOF))))
            else:
                raised[i] = texts[i]
        roomy = self._over_all(heights) + LINE + APART < ceiling
        return found | (self._raised(raised, heights / 2, heights, taken) if roomy else {})

    def _on_roof(self, label: Label, heights: np.ndarray, index: int, taken: list[Taken]) -> Label | None:
        """Put a text on a tile's roof, and take that place, if there is room; beside another one as far as it may."""
        (left, right), half = self._over(heights, index), label.advance / 2
        box = self.area.of_q.box(self.p, index, 0.0, heights[index])
        y = box.top + UPON
        places = (clamp(box.x, left + half, right - half), right - half, left + half)
        near = (x for x in places if abs(x - box.x) <= OFF)
        x = next((x for x in near if self._free(x - half, x + half, y, taken)), None)
        if x is None or label.advance > right - left:
            return None
        taken.append((x - half, x + half, y))
        return label.put(x, y)

    def _thread(self, *points: tuple[float, float]) -> tuple[Shape, Shape]:
        """Return a dot at the first of these points and the thread that leads from it to the others."""
        colour = self.theme.color("muted")
        return Shape(colour).disc(*points[0], DOT), Shape(colour, 0.0, stroke=2.5).path(list(points))

    def _over_all(self, heights: np.ndarray) -> float:
        """Return the baseline of what stands over all roofs."""
        return self.area.up(float(heights.max())) + UPON + OVER

    def _raised(
        self, texts: dict[int, str], feet: np.ndarray, heights: np.ndarray, taken: Sequence[Taken]
    ) -> dict[int, Part]:
        """Return texts over all roofs, each at a straight thread that begins ``feet`` nats high: all, or none."""
        bins = sorted(texts)
        labels = [math(texts[i], self.theme, TEXT) for i in bins]
        if not labels:
            return {}
        xs = np.array([self.area.of_q.box(self.p, i, 0.0, 0.0).x for i in bins])
        halves = np.array([label.advance / 2 for label in labels])
        low, high = self.area.box.left - EVEN + halves[0], self.right - halves[-1]
        places = spread(xs, halves[:-1] + halves[1:] + CLEAR, low, high)
        y = self._over_all(heights)
        clear = bool((np.abs(places - xs) <= halves - INNER).all() and places[0] >= low - EVEN)
        found = {}
        for i, label, x, place, half in zip(bins, labels, xs, places, halves, strict=True):
            foot = self.area.up(feet[i])
            struck = any(a - CLEAR < x < b + CLEAR and foot < up < y for a, b, up in taken)
            clear &= self._free(place - half, place + half, y, taken) and not struck
            found[i] = Part(label.put(float(place), y), *self._thread((x, foot), (x, y - 10 * PX)))
        return found if clear else {}

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
            # No nearer to that neighbour's middle than to its thread.
            beyond = min(OUT, self.p[self.massive[other]] * self.area.unit / 2 - CLEAR)
            reach.append(-SLIM if lower < -1e-9 else min(EVEN, beyond) if lower < LINE else beyond)
        return box.left - reach[0], box.right + reach[1]
