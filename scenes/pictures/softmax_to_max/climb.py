"""The runner-up's share as a curve over its strand, with its number at the right, as high as the curve's end."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, em
from scenes.kit.text import math
from scenes.pictures.softmax_to_max.river import River

#: From the ticks of shares to the number, from there up to the logit, and from that to what it equals.
ASIDE, LINE, EQUAL = 74 * PX, 84 * PX, 14 * PX


def printed(logit: float) -> str:
    """Return a logit as the river writes it."""
    return f"{round(float(logit), 2) + 0.0:.2f}"


class Climb(Part):
    """The runner-up's share from scale 0 to the cursor, beside the level it came from: the share at scale 0.

    Parameters
    ----------
    z : the logits, shape (K,).
    index : the runner-up, whose strand stands on the river's floor.
    """

    def __init__(self, river: River, z: np.ndarray, index: int, labels: Sequence[str]):
        super().__init__()
        self.river, self.z, self.index = river, z, index
        theme, box = river.theme, river.box
        paper, blue = theme.color("paper"), theme.color("prediction")
        self.curve, self.dot = (shape.halo(paper, 4 * PX) for shape in (Shape(blue, 0.0, stroke=6.0), Shape(blue)))
        self.level = Shape(theme.color("ink"), 0.0, stroke=4.0).halo(paper, 2 * PX)
        level = box.bottom + box.height / river.count
        self.level.dashes((box.left, level), (box.right, level))
        ticks = river.tick(1 / river.count)
        #: where the scale of shares ends at its right
        self.right = ticks[1].origin[0] + ticks[1].advance
        name, sub = ("q", "") if labels else (f"q_{index + 1}", f"_{index + 1}")
        self.value = Formula(theme, f"prediction({name} =) @q[prediction:0.0000]", em(60))
        self.head = math(f'#"share" prediction(q{sub})', theme).put(*river.share_head.origin[:2], "left")
        #: over the number, when they are asked for: the class's logit, and that the mean is as large
        self.own = math(f"logit(z{sub} = {printed(z[index])})", theme, river.size)
        self.meets = math('logit(#"mean" =)', theme, river.size)
        self.most = 0.0
        self.add(self.head, self.level, *ticks, self.curve, self.dot, self.value)

    def show(self, c: float, met: float) -> "Climb":
        """Draw the curve as far as the cursor has been; the dot grows as the mean has ``met`` the logit, 0 to 1."""
        river, right = self.river, self.river.layout.right
        self.most = max(self.most, c, 1e-6)
        scales = np.linspace(0.0, self.most, 121)
        self.curve.path(np.column_stack([river.axis.at(scales), river.levels(self.z, scales)[:, -2]]))
        x, y = river.x(c), float(river.levels(self.z, c)[0, -2])
        self.dot.disc(x, y, (12 + 4 * met) * PX)
        beside, share = min(self.right + ASIDE, right - self.value.advance), float(mc.softmax(self.z, c)[self.index])
        self.value.middle(beside, y, "left").show(q=share)
        self.own.middle(right, y + LINE, "right")
        self.meets.middle(right - self.own.advance - EQUAL, y + LINE, "right")
        return self
