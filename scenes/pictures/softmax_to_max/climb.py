"""The runner-up's share as a curve over its strand, with its number at the right, as high as the curve's end."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, em
from scenes.kit.text import math
from scenes.pictures.softmax_to_max.river import NEAR, SECOND, River

#: From the river to the number; from the cursor at rest to a text; from the peak up to its own, from the level down.
ASIDE, ACROSS, UP, DOWN = 120 * PX, NEAR[1], 46 * PX, 38 * PX


class Climb(Part):
    """The runner-up's share from scale 0 to the cursor, beside the level it came from: the share at scale 0.

    Parameters
    ----------
    z : the logits, shape (K,).
    index : the runner-up, whose strand stands on the river's floor.
    peak : the scale at which its share is largest.
    """

    def __init__(self, river: River, z: np.ndarray, index: int, peak: float, labels: Sequence[str]):
        super().__init__()
        self.river, self.z, self.index = river, z, index
        theme, box = river.theme, river.box
        paper, blue = theme.color("paper"), theme.color("prediction")
        self.curve, self.dot = (shape.halo(paper, 4 * PX) for shape in (Shape(blue, 0.0, stroke=6.0), Shape(blue)))
        self.level = Shape(theme.color("ink"), 0.0, stroke=4.0).halo(paper, 2 * PX)
        level = box.bottom + box.height / river.count
        self.level.dashes((box.left, level), (box.right, level))
        name, sub = ("q", "") if labels else (f"q_{index + 1}", f"_{index + 1}")
        self.value = Formula(theme, f"prediction({name} =) @q[prediction:0.0000]", em(60))
        # By the 1 on the scale of shares: right of it other things come to stand.
        self.head = math(f'#"share" prediction(q{sub})', theme).halo(paper)
        self.head.middle(box.right - ACROSS, box.top - DOWN, "right")
        #: where the share began, and a ring around the most that it came to, with that
        self.start = math(f'{1 / river.count:.4f} #"at" c = 0', theme, river.size)
        self.start.halo(theme.tint("prediction", SECOND)).middle(box.left + ACROSS, level - DOWN, "left")
        x, y = river.x(peak), float(river.levels(z, peak)[0, -2])
        share = mc.softmax(z, peak)[index]
        self.most = math(f'prediction({share:.4f}) #"at" c = {peak:.3f}', theme, river.size).halo(paper)
        self.most.middle(x + ACROSS, y + UP, "left")
        self.ring = Shape(blue, 0.0, stroke=5.0).disc(x, y, 18 * PX)
        self.stations = Part(self.start, self.ring, self.most)
        self.far = 0.0
        self.add(self.head, self.level, self.curve, self.dot, self.value)

    def show(self, c: float) -> "Climb":
        """Draw the curve as far as the cursor has been."""
        river = self.river
        self.far = max(self.far, c, 1e-6)
        scales = np.linspace(0.0, self.far, 121)
        self.curve.path(np.column_stack([river.axis.at(scales), river.levels(self.z, scales)[:, -2]]))
        x, y = river.x(c), float(river.levels(self.z, c)[0, -2])
        self.dot.disc(x, y, 12 * PX)
        # The cursor's line runs through no text: on its way each makes room.
        for text, kin in ((self.head, self.level), (self.start, self.ring), (self.most, self.ring)):
            left, right = text.origin[0], text.origin[0] + text.advance
            free = float(np.interp(max(left - x, x - right), NEAR, (0.0, 1.0)))
            text.set_presence(free * kin.presence)
        beside = min(river.box.right + ASIDE, river.layout.right - self.value.advance)
        self.value.middle(beside, y, "left").show(q=float(mc.softmax(self.z, c)[self.index]))
        return self
