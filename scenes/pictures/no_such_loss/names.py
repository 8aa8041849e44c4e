"""What stands around the walk: which logits its corners change, what stands still, and what its height is."""

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math, sentence, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.loop import CORNERS, View
from scenes.pictures.no_such_loss.params import SIDES, Params

#: Where the baseline of what stands below the picture is, in pixels from the top.
BASE = 916
#: From a corner of the ground to its logit's name, and from line to line.
BESIDE, LINE = 24 * PX, 68 * PX


def corner_names(theme: Theme, view: View, pair: tuple[int, int]) -> Part:
    """Return, beside both outer corners of the ground, the logit that leads to them from the front, with its value."""
    names = Part()
    for turn, x, align in ((1, view.far_right + BESIDE, "left"), (-1, view.far_left - BESIDE, "right")):
        here, front = CORNERS[(view.front + turn) % 4], CORNERS[view.front]
        axis = next(axis for axis in range(2) if here[axis] != front[axis])
        name = math(f"logit(z_{pair[axis] + 1}) = {here[axis] * SIDES[axis]:g}", theme, TEXT)
        names.add(name.middle(x, view.at(*here, view.floor)[1], align))
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
    """What is the height of the terrain, in the upper right corner."""

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        y = params.target + 1
        rows = (
            sentence("height: loss L above the start", theme, TEXT),
            math(f'loss(L) = -log prediction(q_{y})", true class" truth({y})', theme, TEXT),
        )
        for row, label in enumerate(rows):
            self.add(label.put(layout.right, layout.title_baseline - LINE * row, "right"))


def new_quantity(theme: Theme, layout: Layout) -> Label:
    """Return what is the height of the second walk, in the same corner."""
    return words("height: sum of the divided rises", theme).put(layout.right, layout.title_baseline, "right")
