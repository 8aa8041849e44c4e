"""Blocks off their rest: one is lifted, springs pull the others along."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.resting import RestingBlocks
from scenes.pictures.pulleys_at_rest.springs import Springs

#: How far a block is lifted, in logits: so little that pulls are lift times stiffness; and how far that is drawn.
LIFT, RISE = 0.1, 180 * PX
#: Heights of the rows of numbers over the lowest place for blocks, and that of a pull where it is alone.
ROWS, ALONE = {"p": 166 * PX, "pull": 103 * PX, "stiffness": 38 * PX}, 32 * PX
#: Room under the blocks for what they are told and all rows, or for a pull alone.
ROOM, LESS = 220 * PX, 110 * PX
#: What the rows are called, in colours as in the law; a pull is green or red.
HEADS = {"p": 'truth(p) = "first" prediction(q)', "pull": '"pull"', "stiffness": 'truth("stiffness")'}


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
        pull, lifts = '"pull" truth(p_i) - prediction(q_i)', '(logit("lift"_j) - logit("lift"_i))'
        self.law = Formula(theme, f"{pull} approx inline(sum_j) truth(p_i p_j) thin {lifts}")
        self.law.put(layout.right, layout.title_baseline, "right")
        self.stiffness = self._stiffness(stiffness, labels) if blocks.roomy else {}
        self.hero = Box(float(self.hang.lefts[0]), blocks.low, blocks.column.left, layout.top)
        self.add(level, axis, blocks, *self.stiffness.values())
        self.fill = Part()
        if blocks.roomy:
            self.fill.add(math("prediction(q)", theme))
            heads = [math(HEADS[row], theme, TEXT) for row in ROWS]
            for head, row in zip(heads, ROWS.values(), strict=True):
                head.middle(blocks.column.left, blocks.low + row, "left")
            self.add(self.fill, *heads)

    def _stiffness(self, stiffness: np.ndarray, labels: Sequence[str]) -> dict[int, Formula]:
        """Return each spring's stiffness, under its block, and their sum under the lifted one.

        Where classes have names of their own it is a number alone.
        """
        theme, (digits, total) = self.blocks.theme, adding_up([stiffness[i] for i in self.springs.coils])
        number = f"@k[truth:0.{'0' * digits}]"
        bodies = {i: f"truth(p_{i + 1} p_{self.lifted + 1}) = {number}" for i in self.springs.coils}
        named = {} if labels else {i: Formula(theme, body, TEXT) for i, body in bodies.items()}
        if max((label.advance for label in named.values()), default=np.inf) > self.blocks.pitch - 30 * PX:
            named = {i: Formula(theme, number, TEXT) for i in bodies}
        named[self.lifted] = Formula(theme, f'truth("sum") = {number}', TEXT)
        values = {**{i: float(stiffness[i]) for i in bodies}, self.lifted: total}
        xs, row = self.hang.lefts + self.hang.width / 2, self.blocks.low + ROWS["stiffness"]
        return {i: label.show(k=values[i]).middle(xs[i], row) for i, label in named.items()}

    def show(self, off: np.ndarray) -> "LiftedBlocks":
        """Draw the blocks ``off`` their rest, shape (K,), in logits."""
        hang, z = self.hang, self.rest + off
        tops = hang.top(off)
        self.blocks.show(z, self.truth, tops=tops)
        xs = hang.lefts + hang.width / 2
        self.springs.show(np.column_stack([xs, tops]))
        for i, number in enumerate(self.blocks.told):  # in a row: lifted ones would pass through the line of rest
            number.middle(float(self.truth[i]), xs[i], self.blocks.low + ROWS["p"])
        for head in self.fill:  # level with the last block's number
            head.middle(self.blocks.column.left, float(tops[-1]) - hang.height / 2, "left")
        forces, row = mc.forces(z, self.truth), self.blocks.low + (ROWS["pull"] if self.blocks.roomy else ALONE)
        for i, pull in self.blocks.forces.items():
            pull.middle(float(forces[i]), xs[i], row)
        return self


def adding_up(values: Sequence[float]) -> tuple[int, float]:
    """Return with how many decimals, 3 or 4, printed values add up to their printed sum, and that sum."""
    total = float(sum(values))
    right = (d for d in (3, 4) if round(sum(round(float(v), d) for v in values), d) == round(total, d))
    return next(right, 3), total
