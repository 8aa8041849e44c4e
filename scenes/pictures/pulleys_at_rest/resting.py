"""Blocks under a truth that may be soft: filled q wide over a bar p wide, and pulled by the gap between the two.

Ropes as wide as q hold for a hard label only, so here they are hairlines, and the arrows are the forces p − q.
"""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.axis import Axis
from scenes.kit.block import FILL, FRAME
from scenes.kit.hanging import Hang, Rigging, Sides
from scenes.kit.layout import Box, Layout
from scenes.kit.names import block_names, edge_names
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import CROWD, PX, label_size
from scenes.kit.tackle import BELOW, CLEAR, UNDER, WIDEST, Tackle
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme

#: With more classes names stand in a row, and only the true class's force has a number.
ROOMY = 5
#: Width of a block, in pixels, with so many classes; with more, a share of their distance.
WIDTHS = {2: 220, 3: 220, 4: 190, 5: 170}
SHARE = 0.72
#: Distance between two ropes, and how far an upper edge's line goes on to its name.
STRAND, REACH = 5 * PX, 16 * PX
TALLEST = 74 * PX
#: The bar of truth under a block, and the space between.
TRUTH_BAR, TRUTH_GAP = 12 * PX, 5 * PX
#: How much of the colour of ink the ropes have, in turn, so that neighbours can be told apart.
ROPES = 0.62, 0.36


class SoftBlock(Part):
    """A class: a vessel 1 wide, filled to q, on a bar that is p wide."""

    def __init__(self, theme: Theme, decimals: int, size: float):
        super().__init__()
        self.back = Backing(theme.color("paper"), 1.0)
        self.fill_level = Shape(theme.tint("prediction", FILL[theme.is_light]))
        self.outline_ = Shape(theme.color("muted"), 0.0, stroke=100 * FRAME)
        self.truth = Shape(theme.color("truth"))
        self.edge = Shape(theme.color("logit"))
        self.number = Readout(theme, size, "ink", decimals)
        self.add(self.back, self.fill_level, self.outline_, self.truth, self.edge, self.number)

    def show(self, q: float, p: float, left: float, top: float, hang: Hang, reach: tuple[float, float]) -> "SoftBlock":
        """Draw the block with its upper left corner at (left, top), its edge's line going on by ``reach``."""
        width, height = hang.width, hang.height
        low = top - height
        self.back.box(left, low, width, height)
        self.fill_level.box(left, low, q * width, height)
        self.outline_.box(left, low, width, height)
        self.truth.box(left, low - TRUTH_GAP - TRUTH_BAR, p * width, TRUTH_BAR)
        self.edge.box(left - reach[0], top - 3 * PX, width + sum(reach), 6 * PX)
        self.number.middle(q, left + width / 2, low + height / 2)
        return self


class RestingBlocks(Part):
    """All blocks, their ropes, forces and names, and the axis of logits.

    Parameters
    ----------
    states : logits that will be shown, shape (S, K): all of them have room.
    tackled : whether the blocks hang from wheels under a plate.
    """

    def __init__(
        self, theme: Theme, layout: Layout, states: np.ndarray, target: int, labels: Sequence[str] = (), *, tackled=True
    ):
        super().__init__()
        count = states.shape[1]
        self.theme, self.layout, self.count, self.target = theme, layout, count, target
        self.roomy, self.rowed = count <= ROOMY, count > ROOMY or bool(labels) or not tackled
        self.size = label_size(count)
        self.sides = Sides(target, count)
        lefts, width, height, pitch = self._columns()
        #: where results stand, right of the blocks
        self.column = layout.pixels(1560, 140, 1866, 930)
        self.names = self._names(labels, lefts + width / 2)
        radius = min(26 * PX, (pitch - width - 8 * PX) / 4)
        floor = layout.top - 24 * PX - count * STRAND
        board = layout.pixels(204, 140, 1534, 140)
        self.board = Box(board.left, floor - 2 * radius - UNDER, board.right, board.top)
        self.low = layout.bottom + (self.names.room + 24 * PX if self.rowed else 0.0)
        self.tackle = Tackle(theme, Rigging(self.sides, floor, radius), self.board) if tackled else None
        self.hang = self._fitted(states, lefts, width, height)
        decimals = 2 if count >= CROWD else 4 if self.roomy and tackled else 3
        self.blocks = [SoftBlock(theme, decimals, self.size) for _ in range(count)]
        self.arrows = [Arrow(theme, width, WIDEST) for _ in range(count)]
        numbered = range(count) if self.roomy else (target,)
        self.forces = {i: Readout(theme, self.size, decimals=decimals, signed=True) for i in numbered}
        for number in self.forces.values():
            number.halo(theme.color("paper"))
        self.pulls = Part(*self.arrows, *self.forces.values())
        if self.tackle:
            for i, rope in self.tackle.strands.items():
                rope.recolor(theme.tint("ink", ROPES[abs(i - target) % 2]))
            self.axis = self._axis()
            self.add(self.tackle, self.axis)
        self.add(*self.blocks, self.names, self.pulls)

    def _columns(self) -> tuple[np.ndarray, float, float, float]:
        """Return the blocks' left edges, their width and height, and their distance."""
        first, last = 240, 1500
        if self.roomy:
            width = WIDTHS[self.count]
            pitch = (last - 75 - first - width) / (self.count - 1)
        else:
            pitch = (last - first) / (self.count - 1 + SHARE)
            width = SHARE * pitch
        lefts = self.layout.left + (first - 54 + pitch * np.arange(self.count)) * PX
        return lefts, width * PX, max(width / 2, 62) * PX, pitch * PX

    def _names(self, labels: Sequence[str], xs: np.ndarray) -> Part:
        """Return the classes' names: beside their edges, or in a row below."""
        if not self.rowed:
            return edge_names(self.count, self.theme, self.size)
        bounds = {"left": self.layout.left, "right": self.column.left - 20 * PX}
        return block_names(labels, list(xs), self.theme, self.size, self.target, self.layout.bottom, bounds)

    def _fitted(self, states: np.ndarray, lefts: np.ndarray, width: float, height: float) -> Hang:
        """Return where blocks hang so that every state has room, with its force's arrow and number."""
        high = self.board.bottom - 20 * PX if self.tackle else self.layout.top - 140 * PX
        low = self.low + height + 100 * PX
        span = max(float(np.ptp(states)), 1e-9)
        unit = min(TALLEST if self.tackle else 5 * TALLEST, (high - low) / span)
        middle = (states.max() + states.min()) / 2
        return Hang(lefts, width, height, (high + low) / 2 - unit * float(middle), unit)

    def _axis(self) -> Axis:
        low, high = self.layout.bottom + 10 * PX, self.layout.top - 60 * PX
        ends = [(y - self.hang.zero) / self.hang.unit for y in (low, high)]
        x = self.layout.left + (76 + 22 * max(0, len(f"{ends[0]:.0f}") - 2)) * PX
        axis = Axis(self.theme, (x, low), (x, high), *ends, role="logit", spacing=3.0)
        return axis.named(math("logit(z)", self.theme, self.size))

    def on_right(self, index: int) -> bool:
        """Whether a class's name stands right of its block: where no rope comes down."""
        return bool(self.sides.signs[index] > 0 or (index == self.target and index < self.count - 1))

    def show(self, z: np.ndarray, p: np.ndarray, tops: np.ndarray | None = None) -> "RestingBlocks":
        """Draw the blocks at logits ``z`` under the truth ``p``, shape (K,) each; or with upper edges at ``tops``."""
        q, force = mc.softmax(z), mc.forces(z, p)
        tops = self.hang.top(z) if tops is None else tops
        hang = self.hang
        for i, block in enumerate(self.blocks):
            left, top = float(hang.lefts[i]), float(tops[i])
            reach = (0.0, 0.0) if self.rowed else (0.0, REACH) if self.on_right(i) else (REACH, 0.0)
            block.show(q[i], p[i], left, top, hang, reach)
            self._pull(i, float(force[i]), left, top)
            if not self.rowed:
                name, gap = self.names.submobjects[i], REACH + 10 * PX
                x, side = (left + hang.width + gap, "left") if self.on_right(i) else (left - gap, "right")
                name.middle(x, top, side)
        if self.tackle:
            self.tackle.show(hang, np.full(self.count, STRAND / hang.width), tops)
        return self

    def _pull(self, i: int, force: float, left: float, top: float) -> None:
        """Draw one force: upwards on the block, or hanging under it, and its number."""
        hang = self.hang
        low, x = top - hang.height, left + hang.width / 2
        under = low - TRUTH_GAP - TRUTH_BAR - CLEAR
        gone = self.blocks[i].number.format(force) == self.blocks[i].number.format(0.0)
        if gone:
            self.arrows[i].body.points = np.zeros((0, 3))
        else:
            self.arrows[i].show(force, x, top + CLEAR if force >= 0 else under)
        if i in self.forces:
            number = self.forces[i]
            number.recolor(self.theme.color("muted" if gone else "up" if force > 0 else "down"))
            number.middle(force, x, under - BELOW - max(0.0, -force * hang.width - 20 * PX))
