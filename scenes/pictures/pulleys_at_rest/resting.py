"""Blocks under a truth that may be soft: filled q wide over a bar p wide, and pulled by the gap between the two.

Ropes as wide as q hold for a hard label only, so here are none; the arrows are the forces p − q.
"""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.axis import Axis
from scenes.kit.hanging import Hang
from scenes.kit.layout import Box, Layout
from scenes.kit.names import block_names, edge_names
from scenes.kit.shapes import Backing, Part
from scenes.kit.sizes import CROWD, HERO, PX, label_size
from scenes.kit.tackle import BELOW, CLEAR, WIDEST
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.soft_block import NUMBER, TRUTH_BAR, TRUTH_GAP, SoftBlock

#: With more classes names stand in a row, and only the true class's force has a number.
ROOMY = 5
#: Width of a block, in pixels, with so many classes; with more, a share of their distance.
WIDTHS = {2: 220, 3: 220, 4: 190, 5: 170}
SHARE = 0.72
#: How far an upper edge's line goes on to its name.
REACH = 16 * PX
TALLEST = 74 * PX
#: A shorter arrow isn't seen, one longer than that is in full: so short a head is a dash, read as a second minus.
FADING = 15 * PX, 20 * PX
#: From the bar's lower edge to the middle of its number, and how far all that hangs below gives way to that.
TO_TOLD, TOLD = 30 * PX, 60 * PX
#: From the lowest block to names in a row: room for a force's number, farther from them than they are from the caption.
OVER_NAMES = 136 * PX
#: What stays clear of lines that pass behind: above and below an upper edge, and where its name stands.
ABOVE, BELOW_EDGE, NAME = 22 * PX, 44 * PX, 66 * PX
#: What rows of numbers are called, from there to a block, and what room every block needs at its left for its own.
HEADS, BESIDE, OWN = {"q": "prediction(q)", "p": "truth(p)", "F": "F"}, 20 * PX, 130 * PX


class RestingBlocks(Part):
    """All blocks, their forces and names, and the axis of logits.

    Parameters
    ----------
    states : logits that will be shown, shape (S, K): all of them have room.
    aloft : whether they stand at their logits on an axis, with arrows, one of them the true class's; else all on one
        level, with numbers alone.
    """

    def __init__(
        self, theme: Theme, layout: Layout, states: np.ndarray, target: int, labels: Sequence[str] = (), *, aloft=True
    ):
        super().__init__()
        count = states.shape[1]
        self.theme, self.layout, self.count, self.target, self.aloft = theme, layout, count, target, aloft
        self.roomy, self.rowed = count <= ROOMY, count > ROOMY or bool(labels)
        #: whether each block has its numbers q, p and F by it
        self.tabled = aloft and self.roomy
        self.size = label_size(count)
        lefts, width, height, self.pitch = self._columns()
        #: where results stand, right of the blocks
        self.column = layout.pixels(1560, 140, 1866, 930)
        self.names = self._names(labels, lefts + width / 2)
        self.low = layout.bottom + (self.names.room + 24 * PX if self.rowed else 0.0)
        self.box = Box(layout.pixels(204, 0, 0, 0).left, self.low, layout.pixels(0, 0, 1534, 0).right, layout.top)
        self.hang = self._fitted(states, lefts, width, height)
        decimals = 2 if count >= CROWD else 4 if self.roomy else 3
        self.blocks = [SoftBlock(theme, decimals, self.size) for _ in range(count)]
        self.arrows = [Arrow(theme, width, WIDEST, fading=FADING) for _ in range(count if aloft else 0)]
        self.magnify(width)
        numbered = range(count) if self.roomy else (target,)
        size = HERO if self.roomy and not aloft else self.size
        self.forces = {i: Readout(theme, size, decimals=decimals, signed=True) for i in numbered}
        for number in self.forces.values():
            number.halo(theme.color("paper"))
        self.pulls = Part(*self.arrows, *self.forces.values())
        headed = range(count if self.pitch - width > OWN else 1) if self.tabled else ()
        self.heads = {(row, i): math(body, theme, self.size) for row, body in HEADS.items() for i in headed}
        #: the numbers of the bars, then what they are called
        self.told = Part(*(Readout(theme, self.size, "truth", decimals) for _ in range(count if self.tabled else 0)))
        self.told.add(*(head for (row, _), head in self.heads.items() if row == "p"))
        self.told.halo(theme.color("paper"))
        self.clear = Part(*(Backing(theme.color("paper"), 1.0) for _ in range(count if aloft else 0)))
        if aloft:
            self.axis = self._axis()
            self.add(self.axis)
        self.add(self.clear, *self.blocks, self.names, self.told, self.pulls)
        self.add(*(head.halo(theme.color("paper")) for (row, _), head in self.heads.items() if row != "p"))

    def magnify(self, unit: float) -> None:
        """Draw a force of 1 by an arrow as long as ``unit``, in scene units; at first that is a block's width."""
        self.unit = unit
        for arrow in self.arrows:
            arrow.unit = unit

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
        truth = self.target if self.aloft else None
        return block_names(labels, list(xs), self.theme, self.size, truth, self.layout.bottom, bounds)

    def _fitted(self, states: np.ndarray, lefts: np.ndarray, width: float, height: float) -> Hang:
        """Return where blocks hang so that every state has room, with its force's arrow and number."""
        high = self.layout.top - 110 * PX
        low = self.low + height + (OVER_NAMES if self.rowed else 100 * PX) + (TOLD if self.roomy else 0.0)
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
        hang = self.hang
        for i, block in enumerate(self.blocks):
            left, top = float(hang.lefts[i]), float(tops[i])
            reach = (0.0, 0.0 if self.rowed or not self.aloft else REACH)
            block.show(q[i], p[i], left, top, hang, reach)
            self._head("q", i, top - (1 - NUMBER) * hang.height)
            if self.aloft:
                wide = hang.width + (0.0 if self.rowed else REACH + NAME)
                self.clear[i].box(left, top - BELOW_EDGE, wide, BELOW_EDGE + ABOVE)
            if self.tabled:
                bar = top - hang.height - TRUTH_GAP - TRUTH_BAR
                self.told[i].middle(p[i], left + hang.width / 2, bar - TO_TOLD)
                self._head("p", i, bar - TO_TOLD)
            self._pull(i, float(force[i]), left, top)
            if not self.rowed:
                beside = top if self.aloft else top - hang.height / 2
                self.names.submobjects[i].middle(left + hang.width + REACH + 10 * PX, beside, "left")
        return self

    def _head(self, row: str, i: int, y: float) -> None:
        """Write what a number under a block is called, left of it."""
        if (row, i) in self.heads:
            self.heads[row, i].middle(float(self.hang.lefts[i]) - BESIDE, y, "right")

    def _pull(self, i: int, force: float, left: float, top: float) -> None:
        """Draw one force: upwards on the block, or hanging under it, and its number."""
        hang = self.hang
        low, x = top - hang.height, left + hang.width / 2
        under = low - TRUTH_GAP - TRUTH_BAR - CLEAR
        if self.tabled:
            # What hangs below has given way before the bar's number can be read.
            under -= TOLD * min(1.0, self.told[i].presence / 0.15)
        gone = self.blocks[i].number.format(force) == self.blocks[i].number.format(0.0)
        if self.aloft and gone:
            self.arrows[i].body.points = np.zeros((0, 3))
        elif self.aloft:
            self.arrows[i].show(force, x, top + CLEAR if force >= 0 else under)
        drop = max(0.0, -force * self.unit - 20 * PX) if self.aloft else 0.0
        if i in self.forces:
            number = self.forces[i]
            number.recolor(self.theme.color("muted" if gone else "up" if force > 0 else "down"))
            number.middle(force, x, under - BELOW - drop)
            self._head("F", i, under - BELOW - drop)
