"""The runner-up's share as a curve over its strand, with its number at the right."""

from collections.abc import Sequence

import numpy as np
from manim import DL

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, em
from scenes.kit.text import Label, math
from scenes.pictures.softmax_to_max.river import River
from scenes.pictures.softmax_to_max.strand_names import NEAR

#: From the river to the number; from the cursor at rest to a text; from the peak up to its own, from there to the next
#: one; from the river's upper edge down to the scale's name; from the river to the first share.
ASIDE, ACROSS, UP, LINE, DOWN, START = 130 * PX, NEAR[1], 46 * PX, 60 * PX, 42 * PX, 24 * PX
#: A text in the chart hides the cursor's line so far around it.
GROUND = 8 * PX
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
        self.value = Formula(theme, f"prediction({q} =) @q[prediction:0.0000]", em(60))
        self.end = river.mouth.tick(river.mouth.top)
        # Within the chart, beside its scale's end: what stands further right has a scale of its own. The cursor passes
        # behind it, as behind what is told of the peak.
        self.head = math(f'#"share" prediction({q})', theme).halo(paper)
        self.head.middle(box.right - ACROSS, box.top - DOWN, "right")
        #: where the share began, before the level: there the cursor's line doesn't come
        started = math(f"prediction({1 / river.count:.4f})", theme, river.size), math('#"at" c = 0', theme, river.size)
        for text, down in zip(started, (0.0, LINE), strict=True):
            text.middle(box.left - START, level - down, "right")
        self.start = Part(*started)
        #: a ring around the most that the share came to, with that
        share = mc.softmax(z, peak)[index]
        x, y = river.x(peak), float(river.mouth.at(share))
        self.most = math(f'prediction({share:.4f}) #"at" c = {peak:.3f}', theme, river.size).halo(paper)
        self.most.middle(x + ACROSS, y + UP, "left")
        self.ring = Shape(blue, 0.0, stroke=5.0).disc(x, y, 18 * PX)
        self.stations = Part(self.ring, self._ground(self.most), self.most)
        #: why it is the most: the tangent is level where the mean comes to the logit
        self.tangent = Shape(theme.color("ink"), 0.0, stroke=5.0).path([(x - HALF, y), (x + HALF, y)])
        self.met = math(f'#"mean" = logit({own})', theme, river.size).halo(paper)
        self.met.middle(x + ACROSS, y + UP + LINE, "left")
        self.reason = Part(self.tangent, self._ground(self.met), self.met)
        self.far = 0.0
        self.add(self._ground(self.head), self.head, self.end, self.level, self.start, self.curve, self.dot, self.value)

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
        self.value.middle(beside, y, "left").show(q=float(written))
        return self

    def _ground(self, text: Label) -> Backing:
        """Return what hides the cursor's line behind a text in the chart."""
        left, bottom, _ = text.get_corner(DL) - GROUND
        ground = Backing(self.river.theme.color("paper"), 1.0)
        return ground.box(left, bottom, text.width + 2 * GROUND, text.height + 2 * GROUND)

    def _shares(self, scales) -> np.ndarray:
        """Return the runner-up's share at each of the scales."""
        return mc.softmax(self.z, scales)[:, self.index]
