"""What stands around the walk: which logits its edges change, what stands still, and how far each class is."""

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.loop import View
from scenes.pictures.no_such_loss.params import SIDES, Params

#: Where, along an edge of the floor, its arrow lies, how far below it, and how large its head is.
FROM, TO, BELOW, HEAD = 0.62, 0.95, 26 * PX, 24 * PX
#: From the arrow's middle down to the middle of the edge's name, from line to line, and from column to column.
DOWN, LINE, COLUMN = 48 * PX, 64 * PX, 78 * PX


def edge_names(theme: Theme, view: View, pair: tuple[int, int], sunk: bool) -> Part:
    """Return an arrow along each front edge of the floor, and which logit goes from 0 to where on it.

    Where the terrain has ``sunk`` below the floor's edges, names stand beside the corners instead.
    """
    names = Part()
    if sunk:
        (right, y), (left, _) = view.at(1, 0, 0.0), view.at(0, 1, 0.0)
        ends = [math(f"logit(z_{i + 1}) = {far:g}", theme, TEXT) for i, far in zip(pair, SIDES, strict=True)]
        return Part(ends[0].middle(right + 34 * PX, y, "left"), ends[1].middle(left - 34 * PX, y, "right"))
    for i, far, (u, v) in zip(pair, SIDES, ((1, 0), (0, 1)), strict=True):
        tail, tip = (view.at(u * t, v * t, 0.0) - [0.0, BELOW] for t in (FROM, TO))
        along = (tip - tail) / np.linalg.norm(tip - tail)
        across = np.array([-along[1], along[0]])
        arrow = Part(
            Shape(theme.color("logit"), 0.0, stroke=4.0).path([tail, tip - HEAD * along]),
            Shape(theme.color("logit")).outline(
                [tip, tip - HEAD * along + HEAD / 2 * across, tip - HEAD * along - HEAD / 2 * across]
            ),
        )
        x, y = (tail + tip) / 2
        name = math(f"logit(z_{i + 1}): 0 -> {far:g}", theme, TEXT).middle(x + (u - v) * 26 * PX, y - DOWN)
        names.add(name, arrow)
    return names


def setting(theme: Theme, params: Params) -> Label:
    """Return what stands still on the walk: the true class, and the other logits."""
    count, pair = len(params.positions), params.pair()
    still = [f"logit(z_{i + 1})" for i in range(count) if i not in pair]
    others = f'"; " {" = ".join(still)} = 0' if len(still) < 4 else '"; all other" logit(z_i) = 0'
    return math(f'"class" truth({params.target + 1}) "is true"{others if still else ""}', theme, TEXT)


class DistanceRow(Part):
    """The classes and, below each, its distance from the true one, in the upper left corner.

    Where not all have room it is the true class and those of the walk.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        pair, y = params.pair(), params.target
        heads = [words("class", theme, TEXT), math('"distance" d', theme, TEXT)]
        count = len(params.positions)
        distances = ["–" if i == y else f"{d:.4g}" for i, d in enumerate(params.distances())]
        labels = [words(d, theme, TEXT, "ink" if i in pair else "muted") for i, d in enumerate(distances)]
        shown = list(range(count))
        if count > 4:
            shown = sorted({y, *pair})
        step = max(COLUMN, *(labels[i].advance + 30 * PX for i in shown))
        start = layout.left + heads[1].advance + step / 2 + 12 * PX
        rows = [layout.title_baseline - 84 * PX - LINE * k for k in range(2)]
        self.add(*(head.put(layout.left, row, "left") for head, row in zip(heads, rows, strict=True)))
        for column, i in enumerate(shown):
            x = start + column * step
            role = "truth" if i == y else "ink" if i in pair else "muted"
            self.add(words(str(i + 1), theme, TEXT, role).put(x, rows[0]), labels[i].put(x, rows[1]))
