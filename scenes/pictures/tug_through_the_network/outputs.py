"""What stands behind the logits: each class's block filled to its share, its force, and the loss."""

import numpy as np

from scenes.kit.arrows import Arrow
from scenes.kit.block import Block
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import CROWD, HERO, PX, TEXT, TICK
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight


class Outputs:
    """The blocks, the forces beside them, and the loss under them.

    Parameters
    ----------
    at : the logits' nodes, shape (K, 2).
    radius : of these nodes.
    pitch : their distance.
    target : the true class.
    """

    def __init__(self, theme: Theme, layout: Layout, at: np.ndarray, radius: float, pitch: float, target: int):
        size = TEXT if len(at) < CROWD else TICK
        place = layout.pixels(1398, 0, 1583, 1)
        self.at, self.left, self.width, self.high = at, place.left, place.width, min(100 * PX, 0.62 * pitch)
        self.blocks = [Block(theme, truth=i == target, edge=False, size=size) for i in range(len(at))]
        self.wires = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.wires.points = straight(
            at + np.array([radius, 0.0]), np.column_stack([np.full(len(at), self.left), at[:, 1]])
        )
        self.arrow_x, self.right = layout.pixels(1640, 0, 1640, 1).left, layout.right
        self.arrows = [Arrow(theme, min(0.8 * pitch, 1.3), 30 * PX) for _ in at]
        self.numbers = [Readout(theme, size, "up", 3, signed=True) for _ in at]
        self.theme = theme
        self.forces = Part(*self.arrows, *self.numbers)
        #: what is seen of the blocks before there are shares
        self.empty = Part(self.wires, *(part for block in self.blocks for part in (block.back, block.frame)))
        self.filled = Part(*(part for b in self.blocks for part in (b.fill_level, b.lack, b.number)))
        self.name = math("loss(L) =", theme, HERO)
        self.loss = Readout(theme, HERO, "loss", 3)
        self.baseline = layout.bottom + 0.06
        self.total = Part(self.name, self.loss)

    @property
    def loss_left(self) -> float:
        """Where the loss begins."""
        return self.right - self.loss.width("0.000") - 0.2 - self.name.advance

    def show(self, q: np.ndarray, forces: np.ndarray, loss: float) -> None:
        """Draw shares, forces, shape (K,) each, and the loss."""
        for block, (_, y), share in zip(self.blocks, self.at, q, strict=True):
            block.show(float(share), self.left, y + self.high / 2, self.width, self.high)
        for arrow, number, (_, y), force in zip(self.arrows, self.numbers, self.at, forces, strict=True):
            arrow.show(float(force), self.arrow_x, y - force * arrow.unit / 2)
            number.recolor(self.theme.color("up" if force >= 0 else "down"))
            number.middle(float(force), self.right, y, "right")
        self.name.put(self.loss_left, self.baseline, "left")
        self.loss.put(loss, self.right, self.baseline, "right")
