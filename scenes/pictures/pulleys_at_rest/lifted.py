"""Blocks off their rest: one is lifted, springs pull the others along."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.tackle import CLEAR, WIDEST
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.marks import ArrowScale, longer
from scenes.pictures.pulleys_at_rest.resting import FADING, RestingBlocks
from scenes.pictures.pulleys_at_rest.soft_block import NUMBER, TRUTH_BAR, TRUTH_GAP
from scenes.pictures.pulleys_at_rest.springs import Springs

#: How far a block is lifted, in logits: so little that pulls are lift times stiffness; and how far that is drawn.
LIFT, RISE = 0.1, 180 * PX
#: Heights of the rows of numbers over the lowest place for blocks, and that of a pull where it is alone.
STIFFNESS, PULL, ALONE = 122 * PX, 42 * PX, 32 * PX
#: Room under the blocks for a bar's name and the rows, or for a pull alone.
ROOM, LESS = 200 * PX, 110 * PX
#: From the middle of a block down to that of its bar's name.
UNDER = 58 * PX
#: Arrows are no longer than that, lest they reach farther springs; and how far from a block's outer side they stand.
LONGEST, OUTER = 100 * PX, 0.2


class LiftedBlocks(Part):
    """Blocks that rest at logits ``rest`` under the truth that they show there, each as high as it is lifted.

    Parameters
    ----------
    rest : logits at rest, shape (K,).
    lifted : the block that is lifted first.
    """

    def __init__(self, theme: Theme, layout: Layout, rest: np.ndarray, target: int, lifted: int, labels: Sequence[str]):
        super().__init__()
        self.rest, self.truth, self.lifted = rest, mc.softmax(rest), lifted
        self.blocks = blocks = RestingBlocks(theme, layout, rest[None], target, labels, aloft=False)
        zero = max(
            blocks.low + blocks.hang.height + (ROOM if blocks.roomy else LESS), layout.pixels(0, 0, 0, 700).bottom
        )
        self.hang = blocks.hang = replace(blocks.hang, zero=zero, unit=RISE / LIFT)
        stiffness = self.truth * self.truth[lifted]
        #: drawn behind the blocks, and shown after them
        self.springs = Springs(theme, lifted, stiffness, blocks.pitch, layout.top - 30 * PX - zero - RISE)
        x = layout.left + 110 * PX
        axis = Axis(theme, (x, zero), (x, zero + RISE), 0.0, LIFT, ticks=(0.0, LIFT), role="logit")
        axis.add(words("lift", theme, TEXT, "logit").put(layout.left, zero + RISE + 40 * PX, "left"))
        level = Shape(theme.color("logit"), 0.0, stroke=2.5)
        level.dashes((x, zero), (blocks.column.left - 20 * PX, zero))
        lifts = '(logit("lift"_j) - logit("lift"_i))'
        self.law = Formula(theme, f'"pull"_i approx inline(sum_j) truth(p_i p_j) thin {lifts}')
        self.law.put(layout.right, layout.title_baseline, "right")
        #: of each spring, under its block
        self.stiffness = {i: Readout(theme, TEXT, "truth") for i in (self.springs.coils if blocks.roomy else ())}
        for i, number in self.stiffness.items():
            number.middle(float(stiffness[i]), self.hang.lefts[i] + self.hang.width / 2, blocks.low + STIFFNESS)
        self.hero = Box(float(self.hang.lefts[0]), blocks.low, blocks.column.left, layout.top)
        self.add(level, axis, blocks, *self.stiffness.values())
        #: what a block's fill and bar are
        self.beside, self.arrows = Part(), Part()
        if blocks.roomy:
            j = "j" if labels else str(lifted + 1)
            self.beside.add(*(math(body, theme) for body in ('prediction("fill" q)', 'truth("bar" p)')))
            heads = math(f'truth("stiffness" p_i p_{j})', theme), math('"pull" F = truth(p) - prediction(q)', theme)
            for head, row in zip(heads, (STIFFNESS, PULL), strict=True):
                head.middle(blocks.column.left, blocks.low + row, "left")
            largest = LIFT * float(self.truth[lifted] * (1 - self.truth[lifted]))
            unit, foot = blocks.hang.width, layout.pixels(0, 0, 0, 350).bottom
            scale = ArrowScale(theme, blocks.column, foot, unit, longer(unit, largest, LONGEST))
            self.arrows.add(*(Arrow(theme, scale.unit, WIDEST, fading=FADING) for _ in rest))
            self.add(self.beside, *heads, self.arrows, scale)

    def show(self, off: np.ndarray) -> "LiftedBlocks":
        """Draw the blocks ``off`` their rest, shape (K,), in logits."""
        hang, z = self.hang, self.rest + off
        tops = hang.top(off)
        self.blocks.show(z, self.truth, tops=tops)
        xs = hang.lefts + hang.width / 2
        self.springs.show(np.column_stack([xs, tops]))
        number, middle = (float(tops[-1]) - share * hang.height for share in (1 - NUMBER, 0.5))  # of the last block
        for head, y in zip(self.beside, (number, middle - UNDER), strict=False):
            head.middle(self.blocks.column.left, y, "left")
        forces, row = mc.forces(z, self.truth), self.blocks.low + (PULL if self.blocks.roomy else ALONE)
        for i, pull in self.blocks.forces.items():
            pull.middle(float(forces[i]), xs[i], row)
        under = CLEAR + hang.height + TRUTH_GAP + TRUTH_BAR
        for i, arrow in enumerate(self.arrows):
            side = 0.5 if i == self.lifted else OUTER if i < self.lifted else 1 - OUTER
            tail = float(tops[i]) + (CLEAR if forces[i] >= 0 else -under)
            arrow.show(float(forces[i]), float(hang.lefts[i] + side * hang.width), tail)
        return self
