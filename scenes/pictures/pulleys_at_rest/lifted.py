"""Blocks off their rest: one is lifted, springs pull the others along."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TICK
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.resting import RestingBlocks
from scenes.pictures.pulleys_at_rest.springs import Springs

#: How far a spring's coils reach to either side.
COIL = 28 * PX


class LiftedBlocks(Part):
    """Blocks that rest at logits ``rest`` under the truth that they show there, and how far each is off.

    Parameters
    ----------
    rest : logits at rest, shape (K,).
    lifted : the block that is lifted first.
    """

    def __init__(self, theme: Theme, layout: Layout, rest: np.ndarray, target: int, lifted: int, labels: Sequence[str]):
        super().__init__()
        count = len(rest)
        self.rest, self.truth, self.lifted = rest, mc.softmax(rest), lifted
        states = np.concatenate([np.zeros((1, count)), np.ones((1, count))])
        self.blocks = RestingBlocks(theme, layout, states, target, labels, tackled=False)
        #: drawn behind the blocks, and shown after them
        self.springs = Springs(theme, lifted, count)
        hang, column = self.blocks.hang, self.blocks.column
        level = Shape(theme.color("logit"), 0.0, stroke=2.5)
        level.dashes((hang.lefts[0] - 60 * PX, hang.zero), (column.left - 20 * PX, hang.zero))
        name = words("at rest", theme, TICK, "muted").middle(column.left, hang.zero, "left")
        middle = float(hang.top(0.5))
        self.by = Formula(theme, 'upright("lifted by ") @by[logit:0.0]').put(column.right, middle + 130 * PX, "right")
        law = Formula(theme, "(partial F_i)/(partial logit(z_j)) = prediction(q_i q_j)")
        condition = math("i != j", theme, TICK, "muted").put(column.right, middle - 110 * PX, "right")
        self.law = Part(law.put(column.right, middle, "right"), condition)
        self.hero = Box(float(hang.lefts[0]), self.blocks.low, column.left, layout.top)
        self.add(level, self.blocks, name, self.by)

    def show(self, off: np.ndarray) -> "LiftedBlocks":
        """Draw the blocks ``off`` their rest, shape (K,), in logits."""
        hang, z = self.blocks.hang, self.rest + off
        tops, force = hang.top(off), mc.forces(z, self.truth)
        self.blocks.show(z, self.truth, tops=tops)
        lift = float(off[self.lifted] - np.delete(off, self.lifted).mean())
        tension = force / lift if lift > 1e-6 else self.truth * self.truth[self.lifted]
        ends = np.column_stack([hang.lefts + hang.width / 2, tops - hang.height / 2])
        self.springs.show(ends, tension, COIL)
        self.by.show(by=float(off[self.lifted]))
        return self
