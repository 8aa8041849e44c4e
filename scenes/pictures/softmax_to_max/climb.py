"""The runner-up's share as a curve over its strand, with its number at the right, as high as the curve's end."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, em
from scenes.kit.text import math
from scenes.pictures.softmax_to_max.river import River

#: From the ticks of shares to the number, and from there up to what stands over it.
ASIDE, LINE = 44 * PX, 84 * PX


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
        #: why the curve has its top there
        self.why = math(f'logit(#"mean" = z{sub})', theme, river.size)
        self.most = 0.0
        self.add(self.head, self.level, *ticks, self.curve, self.dot, self.value, self.why)

    def show(self, c: float, met: float) -> "Climb":
        """Draw the curve as far as the cursor has been; ``met``, 0 to 1, tells that the mean is at the logit."""
        river = self.river
        self.most = max(self.most, c, 1e-6)
        scales = np.linspace(0.0, self.most, 121)
        self.curve.path(np.column_stack([river.axis.at(scales), river.levels(self.z, scales)[:, -2]]))
        x, y = river.x(c), float(river.levels(self.z, c)[0, -2])
        self.dot.disc(x, y, (12 + 4 * met) * PX)
        beside, share = self.right + ASIDE, float(mc.softmax(self.z, c)[self.index])
        self.value.middle(beside, y, "left").show(q=share)
        self.why.middle(beside, y + LINE, "left").set_presence(met * self.dot.presence)
        return self
