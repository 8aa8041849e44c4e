"""The runner-up's share as a curve over its strand, on a scale of shares at the river's mouth."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import CROWD, HERO, PX, TICK, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, math, words
from scenes.pictures.softmax_to_max.river import River


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
        theme, box, bar = river.theme, river.box, river.bar
        paper, ink = theme.color("paper"), theme.color("ink")
        self.curve, self.dot = Shape(ink, 0.0, stroke=7.0), Shape(ink)
        level = box.bottom + box.height / river.count
        self.level = Shape(ink, 0.0, stroke=4.0).halo(paper, 2 * PX)
        self.level.dashes((box.left, level), (bar.left - 10 * PX, level))
        #: the scale of shares, where the bar stood: nothing, the share at scale 0, the whole
        digit = DIGIT_HEIGHT * TICK * UNITS_PER_SIZE
        # The uppermost number hangs from its tick, for the head is above.
        bases = {
            "0": box.bottom - digit / 2,
            f"{1 / river.count:.3g}": level - digit / 2,
            "1": box.top - 10 * PX - digit,
        }
        self.ticks = Part(*(words(s, theme, TICK, "muted").put(bar.left, y, "left") for s, y in bases.items()))
        #: where the scale ends at its right
        self.right = bar.left + max(tick.advance for tick in self.ticks)
        ends = [Shape(theme.color("muted"), 0.0, stroke=4.0) for _ in "01"]
        for end, y in zip(ends, (box.bottom, box.top), strict=True):
            self.ticks.add(end.path([(box.right + 8 * PX, y), (bar.left - 10 * PX, y)]))
        size = HERO if river.count < CROWD else TICK
        solid = river.lit(z)[-1]
        role, ground = (
            "paper" if solid > 0.7 else "ink",
            paper.interpolate(theme.color("prediction"), solid),
        )
        name, sub = ("q", "") if labels else (f"q_{index + 1}", f"_{index + 1}")
        self.value = Formula(theme, f"{role}({name} =) @q[{role}:0.000]", size).halo(ground, 5 * PX)
        self.head = math(f'#"share" prediction(q{sub})', theme).put(*river.share_head.origin[:2], "left")
        # As low as the index allows: towards the right the strand is lower than at the cursor.
        self.middle = box.bottom + min(0.42 * (level - box.bottom), 46 * PX)
        #: why the curve has its top there
        self.why = math(f'{role}(#"mean" = z{sub})', theme, river.size).halo(ground, 5 * PX)
        self.most = 0.0
        self.add(self.head, self.level, self.ticks, self.curve, self.dot, self.value, self.why)

    def show(self, c: float, met: float) -> "Climb":
        """Draw the curve as far as the cursor has been; ``met``, 0 to 1, tells that the mean is at the logit."""
        river = self.river
        self.most = max(self.most, c, 1e-6)
        scales = np.linspace(0.0, self.most, 121)
        self.curve.path(np.column_stack([river.axis.at(scales), river.levels(self.z, scales)[:, -2]]))
        x, y = river.x(c), float(river.levels(self.z, c)[0, -2])
        self.dot.disc(x, y, (14 + 8 * met) * PX)
        share = float(mc.softmax(self.z, c)[self.index])
        self.value.middle(x + 30 * PX, self.middle, "left").show(q=share)
        self.why.middle(x - 24 * PX, self.middle, "right").set_presence(met * self.dot.presence)
        return self
