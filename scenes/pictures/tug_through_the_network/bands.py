"""Edges as bars, as wide as the pull on their weights, and what they mean."""

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: No edge is thinner than a hair.
HAIR = 1.0 * PX
#: How long the dashes of lowered edges are, and the gaps between them.
DASH, GAP = 26 * PX, 12 * PX
#: In the key: how long and wide are its edges, and what is between them and their names, and between two of these.
LONG, WIDE, BEFORE, APART = 102 * PX, 20 * PX, 18 * PX, 50 * PX
NOTHING = np.zeros((0, 3))


class Band(Shape):
    """An edge as a bar; nothing where that has no length."""

    def between(self, start: np.ndarray, end: np.ndarray, wide: float, dashed: bool) -> "Band":
        """Become a bar, as :func:`bar` makes it."""
        if not self._stands("bar", start.tobytes(), end.tobytes(), wide, dashed):
            self.points = self.drawn = bar(start, end, wide, dashed)
        return self


def bar(start: np.ndarray, end: np.ndarray, wide: float, dashed: bool = False) -> np.ndarray:
    """Return a straight bar as cubic curves: whole, or in dashes that begin at its end, so that they stay as it grows.

    It is a hair wide at least.
    """
    way = start - end
    length = float(np.hypot(*way))
    if length == 0:
        return NOTHING
    along, half = way / length, max(wide, HAIR) / 2
    across = half * np.array([-along[1], along[0]])
    froms = np.arange(0.0, length, DASH + GAP) if dashed else np.zeros(1)
    tos = np.minimum(froms + DASH, length) if dashed else np.full(1, length)
    lows, highs = (end + stretch[:, None] * along for stretch in (froms, tos))
    corners = np.stack([lows - across, highs - across, highs + across, lows + across, lows - across], axis=1)
    return straight(corners[:, :-1].reshape(-1, 2), corners[:, 1:].reshape(-1, 2))


def key(theme: Theme, layout: Layout) -> Part:
    """Return what solid and dashed edges mean, in the strip of the title, where it can stay."""
    made, right, y = Part(), layout.right, layout.title_baseline
    for word, role in (("lower", "down"), ("raise", "up")):
        name = math(f'"{word}" w', theme, TEXT).put(right, y, "right")
        end = np.array([name.origin[0] - BEFORE, y + 16 * PX])
        sample = Shape(theme.color(role))
        sample.points = bar(end - (LONG, 0.0), end, WIDE, dashed=role == "down")
        made.add(sample, name)
        right = end[0] - LONG - APART
    return made
