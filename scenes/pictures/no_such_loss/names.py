"""What stands around the walk: which logits its edges change, what stands still, and how far each class is."""

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.loop import View
from scenes.pictures.no_such_loss.params import Params

#: Where, along an edge of the floor, its arrow lies, how far below it, and how large its head is.
FROM, TO, BELOW, HEAD = 0.62, 0.95, 26 * PX, 24 * PX
#: From the arrow's middle down to the middle of the edge's name, from line to line, and from column to column.
DOWN, LINE, COLUMN = 48 * PX, 64 * PX, 78 * PX


def edge_names(theme: Theme, view: View, pair: tuple[int, int], sunk: bool) -> Part:
    """Return an arrow along each front edge of the floor, and which logit goes from 0 to 1 on it.

    Where the terrain has ``sunk`` below the floor's edges, names stand beside the corners instead.
    """
    names = Part()
    if sunk:
        (right, y), (left, _) = view.at(1, 0, 0.0), view.at(0, 1, 0.0)
        ends = [math(f"logit(z_{i + 1}) = 1", theme, TEXT) for i in pair]
        return Part(ends[0].middle(right + 34 * PX, y, "left"), ends[1].middle(left - 34 * PX, y, "right"))
    for i, (u, v) in zip(pair, ((1, 0), (0, 1)), strict=True):
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
        name = math(f"logit(z_{i + 1}): 0 -> 1", theme, TEXT).middle(x + (u - v) * 26 * PX, y - DOWN)
        names.add(name, arrow)
    return names


def setting(theme: Theme, layout: Layout, params: Params, base: float) -> Part:
    """Return what stands still on the walk: the true class, at the lower right, and the other logits, at the left."""
    count, pair = len(params.positions), params.pair()
    still = [f"logit(z_{i + 1})" for i in range(count) if i not in pair]
    first = math(f'{count} "logits, class" truth({params.target + 1}) "true"', theme, TEXT)
    if not still:
        return Part(first.put(layout.right, base, "right"))
    rest = f"{' = '.join(still)} = 0" if len(still) < 4 else '"all other" logit(z_i) = 0'
    return Part(first.put(layout.right, base, "right"), math(rest, theme, TEXT).put(layout.left, base, "left"))


class DistanceRow(Part):
    """The classes and, below each, its distance from the true one, in the upper left corner.

    Where not all have room it is the true class and those of the walk. ``spots`` are the middles of the distances.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        pair, y = params.pair(), params.target
        heads = [words(name, theme, TEXT) for name in ("class", "distance")]
        count = len(params.positions)
        distances = [0.0 if i == y else float(d) for i, d in enumerate(params.distances())]
        labels = [words(f"{d:.4g}", theme, TEXT, "ink" if i in pair else "muted") for i, d in enumerate(distances)]
        shown = list(range(count))
        if count > 4:
            shown = sorted({y, *pair})
        step = max(COLUMN, *(labels[i].advance + 30 * PX for i in shown))
        start = layout.left + heads[1].advance + step / 2 + 12 * PX
        rows = [layout.title_baseline - 84 * PX - LINE * k for k in range(2)]
        self.add(*(head.put(layout.left, row, "left") for head, row in zip(heads, rows, strict=True)))
        self.spots: dict[int, tuple[float, float]] = {}
        for column, i in enumerate(shown):
            x = start + column * step
            role = "truth" if i == y else "ink" if i in pair else "muted"
            self.add(words(str(i + 1), theme, TEXT, role).put(x, rows[0]), labels[i].put(x, rows[1]))
            self.spots[i] = x, rows[1] + 16 * PX
