"""The runner-up's share as a curve over its strand, with its number under the cursor."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import math
from scenes.pictures.softmax_to_max.river import LIT, River


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
        self.value = Formula(theme, f"prediction({name} =) @q[prediction:0.0000]", river.number_size)
        self.head = math(f'#"share" prediction(q{sub})', theme).put(*river.share_head.origin[:2], "left")
        #: why the curve has its top there
        self.why = math(f'logit(#"mean" = z{sub})', theme, river.size)
        self.most = 0.0
        #: the strands' names, at their sources, each with a rim of its strand
        self.names = Part()
        lit = river.lit(z)
        for place, i in enumerate(river.order if river.named else ()):
            name = math(f"q_{i + 1}", theme, river.size, "paper" if lit[place] == LIT else "ink")
            name.halo(theme.tint("prediction", lit[place]))
            self.names.add(name.middle(box.left + 20 * PX, river.row(place), "left"))
        self.add(self.head, self.level, *ticks, self.curve, self.dot, self.names, self.value, self.why)

    def show(self, c: float, met: float) -> "Climb":
        """Draw the curve as far as the cursor has been; ``met``, 0 to 1, tells that the mean is at the logit."""
        river = self.river
        self.most = max(self.most, c, 1e-6)
        scales = np.linspace(0.0, self.most, 121)
        self.curve.path(np.column_stack([river.axis.at(scales), river.levels(self.z, scales)[:, -2]]))
        x, y = river.x(c), float(river.levels(self.z, c)[0, -2])
        self.dot.disc(x, y, (12 + 4 * met) * PX)
        share, wide, base = float(mc.softmax(self.z, c)[self.index]), self.value.advance, river.foot - 72 * PX
        left = max(x - wide / 2, river.box.left)
        self.value.put(left, base, "left").show(q=share)
        self.why.put(left + wide + 60 * PX, base, "left").set_presence(met * self.dot.presence)
        return self
