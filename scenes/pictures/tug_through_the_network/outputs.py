"""What stands behind the logits: each class's block filled to its share, its force, and the loss."""

import numpy as np

from scenes.kit.arrows import Arrow
from scenes.kit.block import FRAME, TRUTH_FRAME, Block
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import CROWD, HERO, PX, TEXT, TICK
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.pictures.tug_through_the_network.net import ROWS, Net

#: Arrows that are no longer than a line fade: their numbers say the rest.
FADING = 9 * PX, 10 * PX
#: Half of how wide an arrow's head is at most: it is clear of the true class's frame.
HEAD = 18 * PX
#: From a block's edge to the middle of its name.
UNDER = 32 * PX
#: From a share to the sign before it.
BETWEEN = 12 * PX
#: A name of p is so much lower than the force that takes its place: q's foot and index are above it.
LOWER = 10 * PX
#: Rows nearer than this are too near for numbers of a text's size.
LINES = 52 * PX


def role(force: float, decimals: int) -> str:
    """Return the role that a force's number wears: neither up nor down if it is printed as 0."""
    return "muted" if abs(force) < 0.5 * 10.0**-decimals else "up" if force > 0 else "down"


def force_name(i: int) -> str:
    """Return the name of the force at the logit of class ``i`` in Typst's math, its index clear of the F's foot."""
    return f"F_(thin {i + 1})"


class Outputs:
    """The blocks, the forces p − q beside them, and the loss under them.

    Parameters
    ----------
    net : the network, whose last nodes are the logits'.
    target : the true class.
    unit : scene units for a force of 1.
    places : decimals of the true class's share, where it is printed beside its block.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        net: Net,
        target: int,
        unit: float,
        places: int,
    ):
        at, half, pitch = net.at[-1], net.half, net.pitch
        size = TEXT if len(at) < CROWD and pitch > LINES else TICK
        place = layout.pixels(1372, 0, 1576, 1)
        #: p − q in numbers above each force, where there is room for two lines
        self.line = 26 * PX if pitch > 130 * PX else 0.0
        self.at, self.left, self.width = at, place.left, place.width
        self.high = (0.5 if self.line else 0.62) * pitch
        self.blocks = [Block(theme, truth=i == target, edge=False, size=size) for i in range(len(at))]
        self.wires = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.wires.points = straight(
            at + np.array([half, 0.0]), np.column_stack([np.full(len(at), self.left), at[:, 1]])
        )
        self.arrow_x, self.right = layout.pixels(1612, 0, 1612, 1).left, layout.right
        self.unit, self.theme = unit, theme
        self.arrows = [Arrow(theme, unit, HEAD, fading=FADING) for _ in at]
        self.numbers = [Readout(theme, size, "up", 3, signed=True) for _ in at]
        #: what q is: in each block, or beside it where p − q will be
        self.shares = self._beside(target, places) if self.line else [block.number for block in self.blocks]
        #: what stands before those beside: their names until there are forces, then p and the minus sign
        lines = range(len(at) if self.line else 0)
        self.named = [math(f"prediction(q_{i + 1}) =", theme, TEXT) for i in lines]
        truths = [math(f"truth(p_{i + 1}) = truth({int(i == target)})", theme, TEXT) for i in lines]
        for p, q, share, (_, y) in zip(truths, self.named, self.shares, at, strict=False):
            before = share.width(share.format(0.0)) + BETWEEN + q.advance
            p.middle(self.right - before, y - self.line - LOWER, "left")
        #: these names, and what p is under them, where the forces will be
        self.names = Part(*self.named, *truths)
        self.less = [math(f"truth({int(i == target)}) minus", theme, TEXT) for i in lines]
        self.softmax = math('prediction(q) = "softmax"(logit(z))', theme, TEXT)
        self.softmax.put((at[0, 0] + place.left + place.width / 2) / 2, layout.pixels(0, 0, 1, 845).bottom)
        self.shown = [self.softmax, *self.blocks, *(self.shares if self.line else ()), self.names]
        before = self.right - self.numbers[0].width("+0.000") - 14 * PX
        called = [math(force_name(i), theme, TEXT).middle(before, at[i][1] - self.line, "right") for i in lines]
        self.forces = Part(*self.arrows, *self.numbers, *self.less, *called)
        levels, lacks = ([getattr(block, part) for block in self.blocks] for part in ("fill_level", "lack"))
        #: what the prediction fills them with, and then what the truth lacks there
        self.filled = Part(Part(*levels, *self.shares, *self.named, self.softmax), Part(*lacks, *truths))
        rows = enumerate(zip(self.blocks, self.shares, strict=True))
        #: blocks and shares of all classes but the true one
        self.wrong = [part for i, row in rows if i != target for part in row]
        self.law = math(f"loss(L) = minus log prediction(q_{target + 1})", theme, TEXT)
        self.true = words("true class", theme, TEXT, "truth") if self.line else Part()
        self.name = math("loss(L) =", theme, HERO)
        self.loss = Readout(theme, HERO, "loss", 3)
        self.baseline = layout.bottom + 0.06
        self.law.put(self.right, layout.pixels(0, 0, 1, 845).bottom, "right")
        self.total = Part(self.name, self.loss)
        if self.line:
            self.total.add(self.law)
            # away from the other blocks where other layers are higher; else under it, or above it in the lower half
            room, y, middle = layout.pixels(0, ROWS[0], 0, ROWS[1]), at[target][1], at[:, 1].mean()
            lower = y <= middle if len(at) * pitch < room.height - PX else y >= middle
            side = -1.0 if lower else 1.0
            self.true.middle(self.left + self.width / 2, at[target][1] + side * (self.high / 2 + UNDER))

    def _beside(self, target: int, places: int) -> list[Readout]:
        """Take the numbers out of the blocks, and return those to be written beside them."""
        for block in self.blocks:
            block.fill_level.recolor(self.theme.color("prediction"))  # no number stands on it
            block.number.set_presence(0.0)
            block.remove(block.number)
        decimals = (places if i == target else 3 for i in range(len(self.blocks)))
        return [Readout(self.theme, TEXT, "prediction", count) for count in decimals]

    @property
    def loss_left(self) -> float:
        """Where the loss begins."""
        return self.right - self.loss.width("0.000") - 0.2 - self.name.advance

    def show(self, q: np.ndarray, forces: np.ndarray, loss: float) -> None:
        """Draw shares, forces, shape (K,) each, and the loss."""
        for block, (_, y), share in zip(self.blocks, self.at, q, strict=True):
            block.show(float(share), self.left, y + self.high / 2, self.width, self.high)
            # The frame goes around the fill: it would hide the smallest shares, and what the largest lack.
            out = (TRUTH_FRAME if block.truth else FRAME) / 2
            block.frame.box(self.left - out, y - self.high / 2 - out, self.width + 2 * out, self.high + 2 * out)
        for arrow, number, (_, y), force in zip(self.arrows, self.numbers, self.at, forces, strict=True):
            arrow.show(float(force), self.arrow_x, y - force * arrow.unit / 2)
            number.recolor(self.theme.color(role(float(force), 3)))
            number.middle(float(force), self.right, y - self.line, "right")
        for *before, shown, share, (_, y) in zip(self.named, self.less, self.shares, q, self.at, strict=False):
            shown.middle(float(share), self.right, y + self.line, "right")
            for label in before:
                label.middle(self.right - shown.width(shown.text) - BETWEEN, y + self.line, "right")
        self.name.put(self.loss_left, self.baseline, "left")
        self.loss.put(loss, self.right, self.baseline, "right")
