"""What stands around the walk: which logits its edges change, what stands still, and what its height is."""

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math, sentence, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.loop import CORNERS, View
from scenes.pictures.no_such_loss.params import SIDES, Params

#: Where the baseline of what stands below the picture is, in pixels from the top.
BASE = 916
#: Where, along an edge of the floor from its nearer end, its arrow lies, how far below it, and how large its head is.
NEAR, FAR, BELOW, HEAD = 0.62, 0.95, 26 * PX, 24 * PX
#: From the arrow's middle down to the middle of the edge's name and outwards; from line to line.
DOWN, OUT, LINE = 48 * PX, 26 * PX, 64 * PX


def edge_names(theme: Theme, view: View, pair: tuple[int, int]) -> Part:
    """Return an arrow along each front edge of the floor, and which logit goes from 0 to where on it."""
    names = Part()
    front = CORNERS[view.front]
    for axis, (i, length) in enumerate(zip(pair, SIDES, strict=True)):
        places = np.tile(np.array(front, dtype=float), (2, 1))
        places[:, axis] = (1 - FAR, 1 - NEAR) if front[axis] else (NEAR, FAR)
        tail, tip = view.at(places[:, 0], places[:, 1], view.floor) - [0.0, BELOW]
        along = (tip - tail) / np.linalg.norm(tip - tail)
        across = np.array([-along[1], along[0]])
        neck = tip - HEAD * along
        arrow = Part(
            Shape(theme.color("logit"), 0.0, stroke=4.0).path([tail, neck]),
            Shape(theme.color("logit")).outline([tip, neck + HEAD / 2 * across, neck - HEAD / 2 * across]),
        )
        x, y = (tail + tip) / 2
        name = math(f"logit(z_{i + 1}): 0 -> {length:g}", theme, TEXT)
        names.add(name.middle(x + np.sign(x - view.x) * OUT, y - DOWN), arrow)
    return names


def setting(theme: Theme, layout: Layout, view: View, params: Params) -> Part:
    """Return what stands still on the walk, the other logits, in the roomier corner; nothing with two classes."""
    count, pair = len(params.positions), params.pair()
    still = [f"logit(z_{i + 1})" for i in range(count) if i not in pair]
    if not still:
        return Part()
    named = '"logit"' if len(still) == 1 else '"logits"'
    others = f"{named} {' = '.join(still)} = 0" if len(still) < 4 else '"all other logits" logit(z_i) = 0'
    x, align = (layout.left, "left") if view.left > view.right else (layout.right, "right")
    return math(others, theme, TEXT).put(x, layout.pixels(0, BASE, 0, BASE).top, align)


class Quantity(Part):
    """What is the height of the terrain, in the upper left corner."""

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        y = params.target + 1
        rows = (
            sentence("height: loss L above the start", theme, TEXT),
            math(f'loss(L) = -log prediction(q_{y})", share of true class" truth({y})', theme, TEXT),
        )
        self.add(*(row.put(layout.left, at, "left") for row, at in zip(rows, corner_rows(layout), strict=True)))


def new_quantity(theme: Theme, layout: Layout) -> Label:
    """Return what is the height of the second walk, in the same corner."""
    return words("height: sum of the divided rises", theme).put(layout.left, corner_rows(layout)[0], "left")


def corner_rows(layout: Layout) -> list[float]:
    """Return the baselines of two lines below the title."""
    return [layout.title_baseline - 84 * PX - LINE * row for row in range(2)]
