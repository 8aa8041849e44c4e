"""Blocks off their rest: one is lifted, springs pull the others along."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.resting import RestingBlocks
from scenes.pictures.pulleys_at_rest.springs import Springs

#: How far a block is lifted, in logits: so little that pulls are lift times stiffness; and how far that is drawn.
LIFT, RISE = 0.1, 131 * PX
#: Heights of the rows of numbers over the lowest place for blocks, and that of a pull where it is alone.
ROWS, ALONE = {"pull": 168 * PX, "lift": 103 * PX, "stiffness": 38 * PX}, 32 * PX
#: Room under the blocks for all rows, or for a pull alone.
ROOM, LESS = 250 * PX, 110 * PX
#: Colours of the rows, as of the words in the law.
ROLES = {"pull": "up", "lift": "logit", "stiffness": "prediction"}
#: From a block's right edge to where its name has ended.
NAME = 90 * PX


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
        self.springs = Springs(theme, lifted, stiffness, layout.top - 30 * PX - zero - RISE)
        x = layout.left + 110 * PX
        axis = Axis(theme, (x, zero), (x, zero + RISE), 0.0, LIFT, ticks=(0.0, LIFT), role="logit")
        axis.named(words("lift", theme, TEXT, "logit"))
        name = words("at rest", theme, TICK, "muted").middle(blocks.column.left, zero, "left")
        self.loss = Formula(theme, '"loss" loss(L) = @l[loss:0.0000]')
        self.loss.put(layout.right, layout.title_baseline, "right")
        self.law = Formula(theme, 'up("pull") approx logit("lift") "difference" times prediction("stiffness")')
        self.law.put(layout.right - self.loss.advance - 70 * PX, layout.title_baseline, "right")
        self.lifts = [Readout(theme, TEXT, "logit", 2) for _ in rest] if blocks.roomy else []
        self.stiffness = self._stiffness(stiffness) if blocks.roomy else {}
        self.hero = Box(float(self.hang.lefts[0]), blocks.low, blocks.column.left, layout.top)
        self.add(self._level(x), axis, blocks, name, self.loss, *self.lifts, *self.stiffness.values())
        if blocks.roomy:
            heads = [words(head, theme, TEXT, ROLES[head]) for head in ROWS]
            for head, row in zip(heads, ROWS.values(), strict=True):
                head.middle(blocks.column.left, blocks.low + row, "left")
            self.add(*heads)

    def _level(self, start: float) -> Shape:
        """Return the dashes at the height of rest, from ``start`` on, with gaps where names pass."""
        hang, blocks = self.hang, self.blocks
        level = Shape(blocks.theme.color("logit"), 0.0, stroke=2.5)
        rights = hang.lefts + hang.width
        cuts = [] if blocks.rowed else [*zip(rights, rights + NAME, strict=True)]
        ends = [start, *(float(x) for cut in cuts for x in cut), blocks.column.left - 20 * PX]
        spans = zip(ends[::2], ends[1::2], strict=True)
        level.points = np.concatenate([level.dashes((a, hang.zero), (b, hang.zero)).points for a, b in spans])
        return level

    def _stiffness(self, stiffness: np.ndarray) -> dict[int, Formula]:
        """Return a label for each spring, under its block."""
        bodies = {i: f"prediction(q_{i + 1} q_{self.lifted + 1}) = @k[prediction:0.000]" for i in self.springs.coils}
        theme = self.blocks.theme
        labels = {i: Formula(theme, body, TEXT) for i, body in bodies.items()}
        if max(label.advance for label in labels.values()) > self.blocks.pitch - 30 * PX:
            labels = {i: Formula(theme, "@k[prediction:0.000]", TEXT) for i in bodies}
        xs, row = self.hang.lefts + self.hang.width / 2, self.blocks.low + ROWS["stiffness"]
        return {i: label.show(k=float(stiffness[i])).middle(xs[i], row) for i, label in labels.items()}

    def show(self, off: np.ndarray) -> "LiftedBlocks":
        """Draw the blocks ``off`` their rest, shape (K,), in logits."""
        hang, z = self.hang, self.rest + off
        tops = hang.top(off)
        self.blocks.show(z, self.truth, tops=tops)
        xs = hang.lefts + hang.width / 2
        self.springs.show(np.column_stack([xs, tops]))
        for i, lift in enumerate(self.lifts):
            lift.middle(float(off[i]), xs[i], self.blocks.low + ROWS["lift"])
        forces, row = mc.forces(z, self.truth), self.blocks.low + (ROWS["pull"] if self.blocks.roomy else ALONE)
        for i, pull in self.blocks.forces.items():
            pull.middle(float(forces[i]), xs[i], row)
        self.loss.show(l=float(mc.loss(z, self.truth)))
        return self
