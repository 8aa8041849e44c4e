"""Blocks off their rest: one is lifted, springs pull the others along."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import words
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.resting import RestingBlocks
from scenes.pictures.pulleys_at_rest.springs import Springs

#: How far a block is lifted, in logits: so little that pulls are lift times stiffness; and how far that is drawn.
LIFT, RISE = 0.1, 131 * PX
#: From a block's lower edge to the middle of what stands under its pull, and room for that, or for a pull alone.
UNDER_PULL, ROOM, LESS = 130 * PX, 250 * PX, 110 * PX


class LiftedBlocks(Part):
    """Blocks that rest at logits ``rest`` under the truth that they show there, and how far each is off.

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
        self.springs = Springs(theme, lifted, stiffness, layout.top - 30 * PX - zero - RISE)
        level = Shape(theme.color("logit"), 0.0, stroke=2.5)
        level.dashes((self.hang.lefts[0] - 60 * PX, zero), (blocks.column.left - 20 * PX, zero))
        name = words("before", theme, TICK, "muted").middle(blocks.column.left, zero, "left")
        self.loss = Formula(theme, '"loss" loss(L) = @l[loss:0.0000]')
        self.loss.put(layout.right, layout.title_baseline, "right")
        self.law = Formula(theme, 'up("pull") approx "lift" times "stiffness" prediction(q_i q_j)')
        self.law.put(layout.right - self.loss.advance - 70 * PX, layout.title_baseline, "right")
        self.lift = Formula(theme, '"lifted by" @by[logit:0.00]')
        self.stiffness = self._stiffness(stiffness) if blocks.roomy else {}
        self.hero = Box(float(self.hang.lefts[0]), blocks.low, blocks.column.left, layout.top)
        self.add(level, blocks, name, self.loss, *self.stiffness.values())
        if blocks.roomy:
            self.add(self.lift)

    def _stiffness(self, stiffness: np.ndarray) -> dict[int, Formula]:
        """Return a label for each spring, to stand under its block."""
        bodies = {i: f"prediction(q_{i + 1} q_{self.lifted + 1}) = @k[prediction:0.000]" for i in self.springs.coils}
        theme = self.blocks.theme
        labels = {i: Formula(theme, body, TEXT) for i, body in bodies.items()}
        if max(label.advance for label in labels.values()) > self.blocks.pitch - 30 * PX:
            labels = {i: Formula(theme, "@k[prediction:0.000]", TEXT) for i in bodies}
        return {i: label.show(k=float(stiffness[i])) for i, label in labels.items()}

    def show(self, off: np.ndarray) -> "LiftedBlocks":
        """Draw the blocks ``off`` their rest, shape (K,), in logits."""
        hang, z = self.hang, self.rest + off
        tops = hang.top(off)
        self.blocks.show(z, self.truth, tops=tops)
        xs = hang.lefts + hang.width / 2
        self.springs.show(np.column_stack([xs, tops]))
        for i, label in {**self.stiffness, self.lifted: self.lift}.items():
            label.middle(xs[i], tops[i] - hang.height - UNDER_PULL)
        self.lift.show(by=float(off[self.lifted]))
        self.loss.show(l=float(mc.loss(z, self.truth)))
        return self
