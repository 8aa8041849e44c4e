"""The pulley machine as a whole: where its parts stand for so many classes, and all of them drawn from the logits."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axis, plain, steady
from scenes.kit.block import Block
from scenes.kit.hanging import Hang, Order, Rigging
from scenes.kit.layout import Box, Layout
from scenes.kit.names import block_names, edge_names
from scenes.kit.shapes import Part
from scenes.kit.sizes import CROWD, PX, label_size
from scenes.kit.tackle import UNDER, Pulls, Tackle
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme

#: With more classes names stand in a row, and only some forces have a number.
ROOMY = 5
#: Width of a block at most, in pixels, with so many classes; with more, a share of their distance.
WIDTHS = {2: 280, 3: 280, 4: 280, 5: 190}
SHARE = 0.68
#: So that the blocks have room to move there, the ropes above and the longest arrow below are at most so high.
TALL = 400
#: How far an upper edge's line goes on beside its block, and from there to its name.
REACH, TO_NAME = 18 * PX, 10 * PX
#: A logit of 1 is at most so high, and from the plate to the highest block it is at least so far.
TALLEST, CLEARANCE = 74 * PX, 16 * PX
MOST_NUMBERS = 4
#: Under so narrow a block a force's number stands below its arrow, else beside.
NARROW = 200 * PX
#: Ems between the logits that the axis marks.
AXIS_SPACING = 2.4


class Machine(Part):
    """Blocks at their logits, filled to their shares, and the ropes on which they pull.

    Parameters
    ----------
    states : logits that the machine will show, shape (S, K): all of them have room. The first is the one in play when
        the most important numbers are chosen.
    labels : names of the classes, or none.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        states: np.ndarray,
        target: int,
        labels: Sequence[str] = (),
    ):
        super().__init__()
        count = states.shape[1]
        self.theme, self.layout, self.count, self.target = theme, layout, count, target
        self.order = Order(target, count)
        self.size, self.decimals = label_size(count), 3 if count < CROWD else 2
        self.roomy, self.rowed = count <= ROOMY, count > ROOMY or bool(labels)
        shares = mc.softmax(states)
        nearer = np.array([self.order.nearer(q) for q in shares])
        most = self._highest(shares, nearer)
        lefts, width, height, pitch = self._columns(most + float(shares[:, self.order.wrong].max()))
        radius = min(26 * PX, (pitch - width - 8 * PX) / 4)
        floor = layout.top - 20 * PX - most * width
        #: the plate's box
        self.board = layout.pixels(216 if self.roomy else 150, 140, 1866, 140)
        self.board = Box(self.board.left, floor - 2 * radius - UNDER, self.board.right, self.board.top)
        self.names = self._names(labels, lefts + width / 2)
        self.blocks = [Block(theme, truth=i == target, decimals=self.decimals, size=self.size) for i in range(count)]
        self.pulls = self._pulls(shares[0], width)
        self.low = layout.bottom if not self.rowed else layout.bottom + self.names.room + 24 * PX
        self.hang = self._fitted(states, shares, lefts, width, height)
        self.tackle = Tackle(theme, Rigging(self.order, floor, radius, nearer[0]), self.board)
        self.axis = self._axis()
        self.add(self.tackle, self.axis, *self.blocks, self.names, self.pulls)

    def _highest(self, shares: np.ndarray, nearer: np.ndarray) -> float:
        """Return how high ropes are ever heaped up over the lowest wheel, in widths of a block.

        Over a class's wheel, which stays as high as the first state's nearer ropes, its own rope and the farther ones.
        """
        wrong = self.order.wrong
        return float((shares[:, wrong].sum(1, keepdims=True) + np.maximum(0.0, nearer[0] - nearer)[:, wrong]).max())

    def _columns(self, tall: float) -> tuple[np.ndarray, float, float, float]:
        """Return the blocks' left edges, their width and height, and their distance.

        The ropes above and the longest arrow below are ``tall`` blocks' widths high together.
        """
        first = 306 if self.roomy else 196
        if self.roomy:
            width = min(WIDTHS[self.count], TALL / tall)
            pitch = (1776 - first - width) / (self.count - 1)
        else:
            pitch = (1866 - first) / self.count
            width = SHARE * pitch
        lefts = self.layout.left + (first - 54 + pitch * self.order.places) * PX
        return lefts, width * PX, min(max(width / 2, 62), 110) * PX, pitch * PX

    def _names(self, labels: Sequence[str], xs: np.ndarray) -> Part:
        """Return the classes' names: beside their edges, or in a row below."""
        if not self.rowed:
            return edge_names(self.count, self.theme, self.size)
        bounds = {"left": self.layout.left, "right": self.layout.right}
        return block_names(labels, list(xs), self.theme, self.size, self.target, self.layout.bottom, bounds)

    def _pulls(self, q: np.ndarray, width: float) -> Pulls:
        numbered = list(range(self.count))
        if not self.roomy:
            numbered = [*sorted(self.order.wrong, key=lambda i: -q[i])[:MOST_NUMBERS], self.target]
        options = {"decimals": self.decimals, "size": self.size, "beneath": width < NARROW}
        return Pulls(self.theme, self.order, width, numbered=numbered, **options)

    def _fitted(self, states, shares, lefts: np.ndarray, width: float, height: float) -> Hang:
        """Return where blocks hang so that every state has room, arrows and numbers included."""
        high = self.board.bottom - CLEARANCE
        room = high - self.low - height - self.below(shares, width)
        fall = states.max() - states
        unit = steady(min([TALLEST, *(room[fall > 0] / fall[fall > 0])]), AXIS_SPACING)
        slack = float((room - unit * fall).min())
        return Hang(lefts, width, height, high - slack / 2 - unit * float(states.max()), unit)

    def below(self, shares: np.ndarray, width: float) -> np.ndarray:
        """Return the room that arrows and numbers need below blocks with ``shares``, (S, K); the same shape."""
        below = shares * width + 80 * PX if self.pulls.beneath else np.maximum(shares * width + 12 * PX, 80 * PX)
        # Under the true class's force it is said what it is.
        below[:, self.target] = (138 if self.roomy else 80) * PX
        return below

    def _axis(self) -> Axis:
        """Return the scale of logits, as high as the stage, so that it needn't move when it zooms."""
        layout, hang = self.layout, self.hang
        low, high = layout.bottom + 10 * PX, layout.top - 60 * PX
        ends = [(y - hang.zero) / hang.unit for y in (low, high)]
        digits = max(len(plain(round(end))) for end in ends)
        x = layout.left + (76 + 22 * max(0, digits - 2)) * PX
        options = {"role": "logit", "spacing": AXIS_SPACING, "least": 1.0, "clear": 14 * PX}
        axis = Axis(self.theme, (x, low), (x, high), *ends, **options)
        return axis.named(math("logit(z)", self.theme, self.size))

    def shares(self) -> list[Readout]:
        """Return the blocks' numbers."""
        return [block.number for block in self.blocks]

    def show_blocks(
        self,
        q: np.ndarray,
        tops: np.ndarray,
        hang: Hang,
        lowered: np.ndarray | float = 0.0,
        closer: Hang | None = None,
    ) -> None:
        """Draw blocks with shares ``q`` and upper edges ``tops``, (K,), and the axis beside them.

        Names stand as high as the upper edges, or so much ``lowered``, where something else is just above. The true
        block may be seen ``closer`` than the others.
        """
        heights = tops - lowered
        for i, block in enumerate(self.blocks):
            view = closer if closer and i == self.target else hang
            left = float(view.lefts[i])
            # An edge goes on to its name: on the right, where no rope of a neighbour comes down.
            block.show(q[i], left, float(tops[i]), view.width, view.height, 0.0 if self.rowed else REACH)
            if not self.rowed:
                self.names.submobjects[i].middle(left + view.width + REACH + TO_NAME, float(heights[i]), "left")
        self.show_axis(hang)

    def show_axis(self, hang: Hang) -> None:
        """Draw the axis of logits as a view has them."""
        low, high = ((y - hang.zero) / hang.unit for y in (self.axis.start[1], self.axis.end[1]))
        if (low, high) != (self.axis.low, self.axis.high):
            self.axis.show(low, high)
