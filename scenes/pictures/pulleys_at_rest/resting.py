"""Blocks under a truth that may be soft: filled q wide over a bar p wide, and pulled by the gap between the two.

Ropes as wide as q hold for a hard label only, so here are none; the arrows are the forces p − q.
"""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import clamp
from scenes.kit.names import block_names, edge_names
from scenes.kit.shapes import Backing, Part
from scenes.kit.sizes import CROWD, PX, label_size
from scenes.kit.tackle import CLEAR, FADING, WIDEST
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.soft_block import SoftBlock

#: With more classes names stand in a row, and no block has its p written under it.
ROOMY = 5
#: With so many classes or more no block is wide enough for an equals sign, too.
NARROW = 4
#: Width of a block, in pixels, with so many classes; with more, a share of their distance.
WIDTHS = {2: 280, 3: 280, 4: 240, 5: 175}
SHARE = 0.72
#: Half of its width is a block's height, within these, in pixels.
LEAST_HEIGHT, MOST_HEIGHT = 62, 120
#: How far an upper edge's line goes on to its name.
REACH = 16 * PX
TALLEST = 74 * PX
#: Room over the highest block; under the lowest one for its bar and what p is; and there for names in a row, too.
OVER, UNDER, UNDER_NAMED = 96 * PX, 130 * PX, 150 * PX
#: What stays clear of lines that pass behind: above and below an upper edge, left of it, and where its name stands.
ABOVE, BELOW_EDGE, LEFT, NAME = 22 * PX, 44 * PX, 20 * PX, 66 * PX


def share_decimals(classes: int) -> int:
    """Return how many decimals shares of so many classes are printed with, and what is computed from them.

    Four where blocks are wide enough: small pulls are seen to be p − q, too.
    """
    return 4 if classes < ROOMY else 3


class RestingBlocks(Part):
    """All blocks, their names, and, if they are aloft, their forces and the axis of logits.

    Parameters
    ----------
    states : logits that will be shown, shape (S, K): all of them have room.
    aloft : whether they stand at their logits on an axis, with arrows; else all on one level.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        states: np.ndarray,
        target: int,
        labels: Sequence[str] = (),
        *,
        aloft: bool = True,
    ):
        super().__init__()
        count = states.shape[1]
        #: of shares, unless there is a crowd
        self.decimals = share_decimals(count)
        self.theme, self.layout, self.count, self.target, self.aloft = theme, layout, count, target, aloft
        self.roomy, self.rowed = count <= ROOMY, count > ROOMY or bool(labels)
        self.size = label_size(count)
        lefts, width, height, self.pitch = self._columns()
        #: where results stand, right of the blocks
        self.column = layout.pixels(1560, 140, 1866, 930)
        self.names = self._names(labels, lefts + width / 2)
        self.low = layout.bottom + (self.names.room + 24 * PX if self.rowed else 0.0)
        self.box = Box(layout.pixels(160, 0, 0, 0).left, self.low, layout.pixels(0, 0, 1534, 0).right, layout.top)
        self.hang = self._fitted(states, lefts, width, height)
        self.blocks = [SoftBlock(theme, *self._told(), trace=self._trace()) for _ in range(count)]
        self.arrows = [Arrow(theme, width, WIDEST, fading=FADING) for _ in range(count if aloft else 0)]
        self.magnify(width)
        self.clear = Part(*(Backing(theme.color("paper"), 1.0) for _ in range(count if aloft else 0)))
        if aloft:
            self.axis = self._axis()
            self.add(self.axis)
        self.add(self.clear, *self.blocks, self.names, *self.arrows)

    def magnify(self, unit: float) -> None:
        """Draw a force of 1 by an arrow as long as ``unit``, in scene units; at first that is a block's width."""
        self.unit = unit
        for arrow in self.arrows:
            arrow.unit = unit

    def _told(self) -> list[Formula]:
        """Return what a block's q and p are, as much of it as has room."""
        slot = f"{0:.{2 if self.count >= CROWD else self.decimals}f}"
        equals = "=" if self.count < NARROW else "space" if self.count < ROOMY else "thin"
        name = f"prediction(q) {equals}" if self.roomy else ""
        q = Formula(self.theme, f"{name} @q[prediction:{slot}]", self.size)
        return [q, Formula(self.theme, f"truth(p) {equals} @p[truth:{slot}]", self.size)] if self.roomy else [q]

    def _trace(self) -> Label | None:
        """Return what is said of a q that is 0 in print, where it has room."""
        least = f"{10.0**-self.decimals:.{self.decimals}f}"
        less = f'prediction(q) thin class("normal", <) thin prediction({least})'
        return math(less, self.theme, self.size) if self.count < ROOMY else None

    def _columns(self) -> tuple[np.ndarray, float, float, float]:
        """Return the blocks' left edges, their width and height, and their distance."""
        first, last = (240, 1460) if self.rowed else (180, 1425)  # names stand below, or right of each block
        width = WIDTHS[self.count] if self.roomy else SHARE * (last - first) / (self.count - 1 + SHARE)
        pitch = (last - first - width) / (self.count - 1)
        lefts = self.layout.left + (first - 54 + pitch * np.arange(self.count)) * PX
        return lefts, width * PX, clamp(width / 2, LEAST_HEIGHT, MOST_HEIGHT) * PX, pitch * PX

    def _names(self, labels: Sequence[str], xs: np.ndarray) -> Part:
        """Return the classes' names: beside their edges, or in a row below."""
        if not self.rowed:
            return edge_names(self.count, self.theme, self.size)
        bounds = {"left": self.layout.left, "right": self.column.left - 20 * PX}
        return block_names(labels, list(xs), self.theme, self.size, self.target, self.layout.bottom, bounds)

    def _fitted(self, states: np.ndarray, lefts: np.ndarray, width: float, height: float) -> Hang:
        """Return where blocks hang so that every state has room."""
        high = self.layout.top - OVER
        low = self.low + height + (UNDER_NAMED if self.rowed else UNDER)
        span = max(float(np.ptp(states)), 1e-9)
        unit = min(TALLEST, (high - low) / span)
        middle = (states.max() + states.min()) / 2
        return Hang(lefts, width, height, (high + low) / 2 - unit * float(middle), unit)

    def _axis(self) -> Axis:
        low, high = self.layout.bottom + 10 * PX, self.layout.top - 60 * PX
        ends = [(y - self.hang.zero) / self.hang.unit for y in (low, high)]
        x = self.layout.left + (76 + 22 * max(0, len(f"{ends[0]:.0f}") - 2)) * PX
        axis = Axis(self.theme, (x, low), (x, high), *ends, role="logit", spacing=3.0)
        return axis.named(math("logit(z)", self.theme, self.size))

    def show(self, z: np.ndarray, p: np.ndarray, tops: np.ndarray | None = None) -> "RestingBlocks":
        """Draw the blocks at logits ``z`` under the truth ``p``, shape (K,) each; or with upper edges at ``tops``."""
        q, force = mc.softmax(z), mc.forces(z, p)
        tops = self.hang.top(z) if tops is None else tops
        hang, reach = self.hang, 0.0 if self.rowed or not self.aloft else REACH
        # Under springs names stand close to their blocks, at half their height.
        lower = 0.0 if self.aloft else hang.height / 2
        for i, block in enumerate(self.blocks):
            left, top = float(hang.lefts[i]), float(tops[i])
            block.show(q[i], p[i], left, top, hang, reach)
            if self.aloft:
                wide = LEFT + hang.width + (0.0 if self.rowed else REACH + NAME)
                self.clear[i].box(left - LEFT, top - BELOW_EDGE, wide, BELOW_EDGE + ABOVE)
                tail = CLEAR if force[i] >= 0 else -block.below(hang.height) - CLEAR
                self.arrows[i].show(float(force[i]), left + hang.width / 2, top + tail)
            if not self.rowed:
                self.names.submobjects[i].middle(left + hang.width + reach + 10 * PX, top - lower, "left")
        return self
