"""The runner-up's share as a curve over its strand, with its number at the right."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, em
from scenes.kit.text import math
from scenes.pictures.softmax_to_max.river import HEAD, River
from scenes.pictures.softmax_to_max.shares import DECIMALS

#: From the river to the number, and to the first share; the ring around the most; from what is told of that to more.
ASIDE, START, RING, ON = 130 * PX, 24 * PX, 18 * PX, 20 * PX
#: Half the tangent.
HALF = 90 * PX


class Climb(Part):
    """The runner-up's share from scale 0 to the cursor, beside the level it came from: the share at scale 0.

    Parameters
    ----------
    z : the logits, shape (K,).
    index : the runner-up, whose strand is alone on the river's floor.
    peak : the scale at which its share is largest.
    """

    def __init__(self, river: River, z: np.ndarray, index: int, peak: float, labels: Sequence[str]):
        super().__init__()
        self.river, self.z, self.index = river, z, index
        theme, box = river.theme, river.box
        paper, blue = theme.color("paper"), theme.color("prediction")
        self.curve, self.dot = (shape.halo(paper, 4 * PX) for shape in (Shape(blue, 0.0, stroke=6.0), Shape(blue)))
        self.level = Shape(theme.color("ink"), 0.0, stroke=4.0).halo(paper, 2 * PX)
        level = float(river.mouth.at(1 / river.count))
        self.level.dashes((box.left, level), (box.right, level))
        q, own = ("q", "z") if labels else (f"q_{index + 1}", f"z_{index + 1}")
        self.value = Formula(theme, f"prediction({q} =) @q[prediction:{0:.{DECIMALS}f}]", em(60))
        # Its scale is at the left, for what stands at the right has one of its own. No text is in the chart, through
        # which the cursor runs.
        ticks = [river.mouth.tick(end, "left") for end in (0.0, river.mouth.top)]
        head = math(f'#"share" prediction({q})', theme).put(river.layout.left, box.top + HEAD, "left")
        #: where the share began, before the level
        self.start = math(f"prediction({1 / river.count:.{DECIMALS}f})", theme, river.size)
        self.start.middle(box.left - START, level, "right")
        #: a ring around the most that the share came to, and under the scale where it lies, with that
        share = mc.softmax(z, peak)[index]
        x, y = river.x(peak), float(river.mouth.at(share))
        ring, drop = Shape(blue, 0.0, stroke=5.0).disc(x, y, RING), Shape(paper, 0.0, stroke=4.0)
        drop.dashes((x, box.bottom), (x, y - RING))
        most = math(f'prediction({q} = {share:.{DECIMALS}f}) #"at" c = {peak:.3f}', theme, river.size)
        most.put(max(box.left, x - most.advance / 2), river.under, "left")
        self.stations = Part(drop, ring, most)
        #: why it is the most: the tangent is level where the mean comes to the logit
        tangent = Shape(theme.color("ink"), 0.0, stroke=5.0).path([(x - HALF, y), (x + HALF, y)])
        met = math(f'#"where mean" = logit({own})', theme, river.size)
        met.put(max(box.left, x - most.advance / 2) + most.advance + ON, river.under, "left")
        self.reason = Part(tangent, met)
        self.far = 0.0
        self.add(head, *ticks, self.level, self.start, self.curve, self.dot, self.value)

    def show(self, c: float) -> "Climb":
        """Draw the curve as far as the cursor has been."""
        river = self.river
        far = max(self.far, c, 1e-6)
        if far > self.far:
            self.far, scales = far, np.linspace(0.0, far, 121)
            self.curve.path(np.column_stack([river.axis.at(scales), river.mouth.at(self._shares(scales))]))
        here, written = self._shares([c, river.written(c)])
        x, y = river.x(c), float(river.mouth.at(here))
        self.dot.disc(x, y, 12 * PX)
        beside = min(river.box.right + ASIDE, river.layout.right - self.value.advance)
        self.value.middle(beside, y, "left", q=float(written))
        return self

    def _shares(self, scales) -> np.ndarray:
        """Return the runner-up's share at each of the scales."""
        return mc.softmax(self.z, scales)[:, self.index]
