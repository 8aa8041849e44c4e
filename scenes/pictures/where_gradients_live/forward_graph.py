"""The boxes of the loss's graph: softmax a block, the truth a row of gates."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.layout import Box, Layout
from scenes.kit.names import class_names
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.pictures.where_gradients_live.digits import Digits
from scenes.pictures.where_gradients_live.loss_graph import LossGraph

#: Left edges and widths, in pixels, of the whole graph; middles of the gates and of the node that adds.
BLOCK, SHARES, LOG, LOSS = (286, 200), (724, 170), (1278, 144), (1690, 176)
GATES, BUS = 1004, 1172
#: The widest that the logits' boxes are with their values in them, how far wide ones push the rest to the right, and
#: how much of that the wires behind softmax give.
VALUED, PUSHED, GIVE = 390 * PX, 192 * PX, 48 * PX
#: How high a logit's box is with its value below its name, and how far both then stand from its middle; otherwise the
#: value stands so far behind a name.
TALL, APART, BEHIND = 114 * PX, 30 * PX, 26 * PX
#: From the first row's boxes up to the columns' heads, under which a slope stands over its wire.
HEADS = 44 * PX
#: How strong a share's fill of its box is: numbers stand out from it.
GAUGE = 0.4


class ForwardGraph(Part):
    """The graph's boxes and wires, a row a class, the true class's first.

    ``stages`` come one after the other, from the logits to the loss. Softmax and the shares have two places: ``near``
    is whether the way through softmax has the stage for itself.
    """

    #: left edge and width of the columns "block" and "q", in the whole graph and near
    places: dict[str, tuple[tuple[float, float], tuple[float, float]]]

    def __init__(self, theme: Theme, layout: Layout, graph: LossGraph, target: int, labels: Sequence[str]):
        super().__init__()
        self.theme, self.layout, self.graph = theme, layout, graph
        self.count, self.digits = len(graph.z), Digits.of(graph)
        self.order = [target, *(i for i in range(self.count) if i != target)]
        self.size = label_size(self.count)
        self.em = self.size * UNITS_PER_SIZE
        pitch = min(max(180, 520 / (self.count - 1)), 600 / (self.count - 1)) * PX
        middle = layout.pixels(0, 0, 0, 540).bottom
        self.pitch, self.ys = pitch, [middle + ((self.count - 1) / 2 - k) * pitch for k in range(self.count)]
        self.high = min(90 * PX, max(0.62 * pitch, min(1.15 * self.em, 0.8 * pitch)))
        self.to_softmax, self.to_shares, self.to_loss = (self._frame("line", 3.5) for _ in range(3))
        self._make_logits(labels)
        self._make_block_and_shares()
        self._make_loss()

    def _frame(self, role: str, stroke: float = 5.0) -> Shape:
        return Shape(self.theme.color(role), 0.0, stroke=stroke)

    def _make_logits(self, labels: Sequence[str]) -> None:
        theme = self.theme
        names = class_names(labels, self.count, "z", theme, self.size, "ink" if labels else "logit")
        self.names = [names[i] for i in self.order]
        self.equals = [] if labels else [words(" = ", theme, self.size) for _ in self.order]
        self.behind = BEHIND if labels else self.equals[0].advance
        self.values = [Readout(theme, self.size, "ink", 2) for _ in self.order]
        self.widths = [self.values[0].width(self.values[0].format(self.graph.z[i].data)) for i in self.order]
        #: how long name and value are together
        self.lengths = [name.advance + self.behind + width for name, width in zip(self.names, self.widths, strict=True)]
        widest = max(self.lengths)
        #: whether the logits' values stand behind their names; those of long names below them, if there is room
        self.beside = widest + 44 * PX <= VALUED
        self.below = not self.beside and self.pitch > 1.2 * TALL
        if not self.beside:
            self.lengths = [name.advance for name in self.names]
            widest = max(self.lengths)
        self.tall = TALL if self.below else self.high
        #: baseline of the columns' heads
        self.heads = self.ys[0] + max(50 * PX, self.tall / 2) + HEADS
        # Below a named box there may be "true class y".
        self.wide = max((240 if labels else 200) * PX, widest + 44 * PX)
        self.pushed = min(PUSHED, self.wide - 200 * PX)
        self.shifted = max(0.0, self.pushed - GIVE)
        self.z_right = self.layout.left + self.wide
        self.logit_frames = [self._frame("truth" if k == 0 else "logit") for k in range(self.count)]
        self.logit_head = math('"logit" logit(z)', theme, TEXT)
        self.truth_head = words("true class", theme, TEXT, "truth")

    def _make_block_and_shares(self) -> None:
        theme, muted = self.theme, self.theme.color("muted")
        self.block = Shape(muted, 0.12, stroke=5.0)
        self.softmax = words("softmax", theme, TEXT)
        self.gauges = [Shape(theme.color("prediction"), GAUGE) for _ in self.order]
        self.share_frames = [self._frame("prediction") for _ in self.order]
        self.shares = [Readout(theme, self.size, "ink", self.digits.shares) for _ in self.order]
        self.share_head = math('"share" prediction(q)', theme, TEXT)
        self.shares_part = [Part(*row) for row in zip(self.gauges, self.share_frames, self.shares, strict=True)]

    def _make_loss(self) -> None:
        theme, layout = self.theme, self.layout
        radius = min(50 * PX, 0.42 * self.pitch)
        self.gate_x, self.radius = layout.pixels(0, 0, GATES, 0).right + self.shifted, radius
        self.bus_x = layout.pixels(0, 0, BUS, 0).right + self.shifted
        self.gates, self.shuts = [], []
        for k, y in enumerate(self.ys):
            factor = f"times {int(k == 0)}" if radius > 0.9 * self.em else f"{int(k == 0)}"
            # Ink reads best in a fill.
            fill, factor = (0.0, f"truth({factor})") if k else (0.3, factor)
            self.gates.append(self._node(self.gate_x, y, "truth", fill, factor))
            if k:
                shut = Shape(theme.color("truth"))
                shut.box(self.gate_x + radius + 14 * PX, y - self.high / 2, 10 * PX, self.high)
                self.shuts.append(shut)
        self.plus = self._node(self.bus_x, self.ys[0], "muted", 0.12, "+")
        self.gate_head = math('"truth" truth(p)', theme, TEXT).put(self.gate_x, self.heads)
        log, self.loss_box = layout.pixels(LOG[0], 0, sum(LOG), 0), layout.pixels(LOSS[0], 0, sum(LOSS), 0)
        self.log_box = Box(log.left + self.shifted, log.bottom, log.right + self.shifted, log.top)
        y, tall = self.ys[0], max(self.high, 90 * PX)
        log = Shape(theme.color("muted"), 0.12, stroke=5.0)
        log.box(self.log_box.left, y - 66 * PX, self.log_box.width, 132 * PX)
        self.loss_frame = self._frame("loss").box(self.loss_box.left, y - tall / 2, self.loss_box.width, tall)
        self.log = Part(log, math("- log", theme, TEXT).middle(self.log_box.x, y))
        number = Readout(theme, TEXT).middle(self.graph.loss.data, self.loss_box.x, y)
        head = math('"loss" loss(L)', theme, TEXT).put(self.loss_box.x, self.heads)
        self.loss = Part(self.loss_frame, number, head)
        #: what the steps of the graph make: it comes with them
        self.results = [*self.gauges, *self.shares, number]
        x, right, first, box = self.gate_x, self.bus_x, self.ys[0], self.log_box
        shares = layout.pixels(0, 0, sum(SHARES), 0).right + self.shifted
        pieces = [((shares, at), (x - radius, at)) for at in self.ys]
        ends = (x + radius, right - radius), (right + radius, box.left), (box.right, self.loss_box.left)
        pieces += [((left, first), (end, first)) for left, end in ends]
        pieces += [((x + radius, at), (right, at)) for at in self.ys[1:]]
        pieces += [((right, first - radius), (right, self.ys[-1]))]
        self.to_loss.points = straight(np.array([p for p, _ in pieces]), np.array([q for _, q in pieces]))

    def _node(self, x: float, y: float, role: str, fill: float, does: str) -> Part:
        """Return a node, its ring the second of its shapes, with what it does written in it."""
        paper = Backing(self.theme.color("paper"), 1.0).disc(x, y, self.radius)
        ring = Shape(self.theme.color(role), fill, stroke=5.0).disc(x, y, self.radius)
        return Part(paper, ring, math(does, self.theme, self.size).middle(x, y))

    def place(self, name: str, near: bool) -> tuple[float, float]:
        """Return left and right edge of a column."""
        left, width = self.places[name][near]
        return left, left + width

    def show_boxes(self, near: bool, logits: np.ndarray) -> None:
        """Draw logits, softmax and the shares that it makes of ``logits``."""
        z_left, z_right, shares = self.layout.left, self.z_right, mc.softmax(logits)
        (block_left, block_right), (share_left, share_right) = self.place("block", near), self.place("q", near)
        low, high = self.ys[-1] - self.high / 2 - 14 * PX, self.ys[0] + self.high / 2 + 14 * PX
        for k, y in enumerate(self.ys):
            self.logit_frames[k].box(z_left, y - self.tall / 2, z_right - z_left, self.tall)
            self._write_logit(k, (z_left + z_right) / 2, float(logits[self.order[k]]))
            q = float(shares[self.order[k]])
            self.gauges[k].box(share_left, y - self.high / 2, q * (share_right - share_left), self.high)
            self.share_frames[k].box(share_left, y - self.high / 2, share_right - share_left, self.high)
            self.shares[k].middle(q, (share_left + share_right) / 2, y)
        self.block.box(block_left, low, block_right - block_left, high - low)
        # The narrow block has no room for its name.
        inside = (block_left + block_right) / 2, (low + high) / 2 - 16 * PX
        self.softmax.put(*((block_right, low - 52 * PX, "right") if near else inside))
        self.logit_head.put((z_left + z_right) / 2, self.heads)
        # In the gap below its box, nearer to that than to the next one.
        below = self.tall / 2 + min(52 * PX, (self.pitch - self.tall) / 2 + 7 * PX)
        self.truth_head.put((z_left + z_right) / 2, self.ys[0] - below)
        self.to_softmax.points = self._wires(z_right, block_left)
        self.to_shares.points = self._wires(block_right, share_left)
        self.share_head.put((share_left + share_right) / 2, self.heads)

    def _write_logit(self, k: int, x: float, value: float) -> None:
        """Write a row's name and the value of its logit, around ``x``."""
        name, number, y, half = self.names[k], self.values[k], self.ys[k], self.lengths[k] / 2
        if self.below:
            name.middle(x, y + APART)
            number.middle(value, x + self.widths[k] / 2, y - APART, "right")
            return
        name.middle(x - half, y, "left")
        if self.equals:
            self.equals[k].middle(x - half + name.advance, y, "left")
        number.middle(value, x + half, y, "right")

    def _wires(self, left: float, right: float) -> np.ndarray:
        return straight(np.array([(left, y) for y in self.ys]), np.array([(right, y) for y in self.ys]))

    @property
    def headed(self) -> bool:
        """Whether columns have heads: with more classes the first row stands too near to the title."""
        return self.count <= 4

    @property
    def stages(self) -> list[list[Part | Shape]]:
        """What comes one after the other, from the logits to the loss."""
        logits = [*([self.logit_head, self.truth_head] if self.headed else []), *self.logit_frames, *self.names]
        logits += [*(self.equals if self.beside else []), *(self.values if self.beside or self.below else [])]
        return [
            logits,
            [self.to_softmax, self.block, self.softmax],
            [self.to_shares, self.share_head, *self.shares_part],
            [self.to_loss, *self.gates, self.gate_head, self.plus],
            [self.log],
            [self.loss],
        ]
