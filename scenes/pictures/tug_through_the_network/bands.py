"""Edges as bars, as wide as the pull on their weights, and what they mean."""

from collections.abc import Iterable, Sequence

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.motion import Presence
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: No edge is thinner than a hair.
HAIR = 1.0 * PX
#: How long the dashes of lowered edges are, and the gaps between them.
DASH, GAP = 26 * PX, 12 * PX
#: In the key: how long and wide are its edges, and what is between them and their names, and between two of these.
LONG, WIDE, BEFORE, APART = 102 * PX, 20 * PX, 18 * PX, 50 * PX
#: What is left of an edge that isn't in play.
FAINT = 0.45
#: How tall what is written at an edge is with what is kept free around it, how much wider than the text that is, and
#: how broad its ground on one.
TALL, AROUND, BROAD = 56 * PX, 11 * PX, 12 * PX
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


def faint(*bands: Shape) -> Presence:
    """Return the animation that dims edges that aren't in play so far that thin ones are still seen."""
    return Presence(bands, FAINT, 0.5)


def on_edges(
    theme: Theme, written: Sequence[Label], edges: Iterable[tuple[np.ndarray, np.ndarray]], share: float
) -> Part:
    """Return texts so far along edges, and under each a ground that hides its edge, and no other, there."""
    grounds, texts = Part(), Part()
    for text, (start, end) in zip(written, edges, strict=True):
        way, middle = end - start, start + share * (end - start)
        along = way / np.hypot(*way)
        half = min(text.advance / 2 + AROUND, TALL / 2 / max(abs(along[1]), 1e-9)) * along
        ground = Backing(theme.color("paper"), 1.0)
        ground.points = bar(middle - half, middle + half, BROAD)
        grounds.add(ground)
        texts.add(text.halo(theme.color("paper")).middle(*middle))
    return Part(grounds, texts)


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
