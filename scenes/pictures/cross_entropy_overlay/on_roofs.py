"""What scene 1 writes on the roofs of its tiles: how high each is, and over all roofs what has no room on its own."""

from collections.abc import Collection, Sequence

import numpy as np

from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOM
from scenes.pictures.cross_entropy_overlay.picture import Area

#: From a roof up to the baseline of what is written on it, and from there to that of what is written over that.
UPON, OVER = 18 * PX, 62 * PX
#: How far a text on a roof stays off a neighbour that is higher, how far it stands out over one that is lower by more
#: than a line of text, or about as high; and how near two such texts may come.
SLIM, OUT, EVEN, APART = 12 * PX, 40 * PX, 4 * PX, 16 * PX
#: Height of a line of text with its distance from the roof under it; how far a text stands out over its thread.
LINE, BEYOND = 50 * PX, 8 * PX

#: A text on a roof: from where to where, and its baseline.
Taken = tuple[float, float, float]


class OnRoofs:
    """Places texts on an area's roofs.

    Parameters
    ----------
    right : how far texts may reach to the right.
    written : p as it is written, one text a bin.
    decimals : of heights and areas.
    told : bins whose p is written below the strip.
    """

    def __init__(
        self,
        theme: Theme,
        area: Area,
        right: float,
        p: np.ndarray,
        written: Sequence[str],
        decimals: int,
        told: Collection[int],
    ):
        self.theme, self.area, self.right = theme, area, right
        self.p, self.written, self.decimals, self.told = p, written, decimals, told
        self.size, self.first = label_size(len(p)), int(p.argmax())
        self.massive = [i for i, mass in enumerate(p) if mass > 0]

    def tops(self, heights: np.ndarray, logarithm: str, worked: bool) -> dict[int, Part]:
        """Return how high each tile is, over its roof, ``heights`` of shape (K,).

        The widest one's stands under its ``logarithm``, if it is ``worked`` out. Those too narrow for that have theirs
        over all roofs, together with their width, or if those have no room with a width that is told nowhere else: all
        of them, or none.
        """
        numbers = [f"{height:.{self.decimals}f}" for height in heights]
        slim = [
            i
            for i in self.massive
            if words(self.written[i], self.theme, self.size).advance + ROOM >= self.p[i] * self.area.unit
        ]
        untold = [i for i in slim if i not in self.told]
        for left_out in (slim, untold, []):
            found, taken = self._on_roofs(heights, numbers, [logarithm, "log 1\\/prediction(q)"] * worked, left_out)
            missing = [i for i in self.massive if i not in found]
            worded = slim if left_out is slim else untold
            texts = {i: f"truth({self.written[i]}) times {numbers[i]}" if i in worded else numbers[i] for i in missing}
            raised = self._raised(texts, heights, heights, taken)
            if raised:
                break
        return found | raised

    def _on_roofs(
        self, heights: np.ndarray, numbers: Sequence[str], reasons: Sequence[str], left_out: Sequence[int]
    ) -> tuple[dict[int, Part], list[Taken]]:
        """Return the heights that have room on their roofs, and where they stand; the widest one's has a reason."""
        found: dict[int, Part] = {}
        taken: list[Taken] = []
        for i in sorted(set(self.massive) - set(left_out), key=lambda i: -self.p[i]):
            label = math(numbers[i], self.theme, self.size)
            box = self.area.of_q.box(self.p, i, 0.0, heights[i])
            (left, right), half, y = self._over(heights, i), label.advance / 2, box.top + UPON
            # Beside another one it stands as far to the right or left as it may.
            places = (clamp(box.x, left + half, right - half), right - half, left + half)
            x = next((x for x in places if self._free(x - half, x + half, y, taken)), None)
            if x is None or label.advance > right - left:
                continue
            taken.append((x - half, x + half, y))
            found[i] = Part(label.put(x, y))
            labels = [math(f"{reason} =", self.theme, self.size) for reason in reasons if i == self.first]
            for reason in [label for label in labels if label.advance < box.width][:1]:
                taken.append((box.x - reason.advance / 2, box.x + reason.advance / 2, y + OVER))
                found[i].add(reason.put(box.x, y + OVER))
        return found, taken

    def _raised(
        self, texts: dict[int, str], tops: np.ndarray, heights: np.ndarray, taken: Sequence[Taken]
    ) -> dict[int, Part]:
        """Return texts over all roofs, each at a thread from its tile's ``tops``: all of them, or none."""
        found, taken = {}, list(taken)
        y = self.area.up(float(heights.max())) + UPON + OVER
        for i, text in texts.items():
            label = math(text, self.theme, TEXT)
            x, foot = self.area.of_q.box(self.p, i, 0.0, 0.0).x, self.area.up(tops[i])
            # To the left of its thread, around it, or to the right: beside the next one's.
            lefts = (x + BEYOND - label.advance, x - label.advance / 2, x - BEYOND)
            left = next((a for a in lefts if self._clear(a, a + label.advance, y, taken)), None)
            struck = any(a - APART / 2 < x < b + APART / 2 and foot < up < y for a, b, up in taken)
            if left is None or struck:
                return {}
            taken.append((left, left + label.advance, y))
            thread = Shape(self.theme.color("line"), 0.0, stroke=2.5).path([(x, foot), (x, y - 10 * PX)])
            found[i] = Part(thread, label.put(left, y, "left"))
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
