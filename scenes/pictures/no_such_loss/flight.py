"""From where a divisor sets out, beside its distance, so that it passes no text on its way."""

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.places import is_clear
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX

#: From a text to what passes it, and from the distance to its copy beside it.
CLEAR, BESIDE = 6 * PX, 20 * PX
#: How much farther off it may set out, across and down, the nearest first.
FARTHER = np.arange(0, 120, 6) * PX
#: Shares of the way at which it is looked for texts.
STEPS = np.linspace(0.0, 1.0, 33)


def written(parts: Iterable[Part]) -> list[Box]:
    """Return the boxes of all text that is seen of these parts."""
    leaves = (leaf for part in parts for leaf in part.get_family() if isinstance(leaf, Shape) and len(leaf.points))
    return [box_of(leaf) for leaf in leaves if leaf.is_text and leaf.presence > 0]


def box_of(part: Part | Shape) -> Box:
    """Return the box around a part."""
    return Box(part.get_left()[0], part.get_bottom()[1], part.get_right()[0], part.get_top()[1])


def setting_out(source: Box, goal: Box, texts: Sequence[Box]) -> tuple[float, float] | None:
    """Return the middle of a copy of ``source`` as it sets out straight to ``goal``; None if texts are in all ways."""
    side = np.sign(goal.x - source.x) or 1.0
    beside = source.x + side * ((source.width + goal.width) / 2 + BESIDE)
    for across, down in sorted(product(FARTHER, FARTHER), key=sum):
        x, y = float(beside + side * across), float(source.y - down)
        spots = (goal.moved((x - goal.x) * left, (y - goal.y) * left).inset(*[-CLEAR] * 4) for left in 1.0 - STEPS)
        if all(is_clear(spot, [], texts) for spot in spots):
            return x, y
    return None
