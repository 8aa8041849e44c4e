"""The loss as a graph of ``mathcore``'s values, and its boxes: softmax a block, the truth a row of gates."""

from collections.abc import Sequence
from functools import reduce
from operator import add

import numpy as np

import mathcore as mc
from mathcore import Value
from scenes.kit.layout import Layout
from scenes.kit.names import class_names
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: Left edges and widths, in pixels, before the picture slides aside; middles of the gates and of the bus behind them.
BLOCK, SHARES, LOG, LOSS = (536, 203), (811, 197), (1404, 152), (1676, 190)
GATES, BUS = 1105, 1290


class LossGraph:
    """L = −log Σ p_i q_i with q = softmax(z), made of ``mathcore``'s values, each with its slope."""

    def __init__(self, logits: np.ndarray, target: int):
        self.z = [Value(float(z)) for z in logits]
        powers = [z.exp() for z in self.z]
        whole = reduce(add, powers)
        self.q = [power / whole for power in powers]
        self.terms = [float(i == target) * q for i, q in enumerate(self.q)]
        self.picked = reduce(add, self.terms)
        self.loss = -self.picked.log()
        self.loss.backward()
        #: what softmax multiplies a slope by on its way from q_y to each logit: ∂q_y/∂z_i
        self.factors = mc.softmax_jacobian(np.asarray(logits, dtype=float))[target]


class ForwardGraph(Part):
    """The graph's boxes and wires, a row a class, the true class's first.

    ``stages`` come one after the other, from the logits to the loss. ``slid``: 0 with the whole graph on the stage, 1
    when logits, softmax and shares have slid to the places that ``places`` gives them.
    """

    #: left edge and width of the columns "z", "block" and "q", before and after
    places: dict[str, tuple[tuple[float, float], tuple[float, float]]]

    def __init__(self, theme: Theme, layout: Layout, graph: LossGraph, target: int, labels: Sequence[str]):
        super().__init__()
        self.theme, self.layout, self.graph, self.count = theme, layout, graph, len(graph.z)
        self.order = [target, *(i for i in range(self.count) if i != target)]
        self.size = label_size(self.count)
        self.em = self.size * UNITS_PER_SIZE
        pitch = min(190 * PX, 600 * PX / (self.count - 1))
        middle = layout.pixels(0, 0, 0, 518).bottom
        self.pitch, self.ys = pitch, [middle + ((self.count - 1) / 2 - k) * pitch for k in range(self.count)]
        self.high = min(90 * PX, max(0.62 * pitch, min(1.15 * self.em, 0.8 * pitch)))
        self._make_logits(labels)
        self._make_block_and_shares()
        self._make_loss()

    def _frame(self, role: str, stroke: float = 5.0) -> Shape:
        return Shape(self.theme.color(role), 0.0, stroke=stroke)

    def _make_logits(self, labels: Sequence[str]) -> None:
        theme = self.theme
        names = class_names(labels, self.count, "z", theme, self.size, "ink")
        self.names = [names[i] for i in self.order]
        decimals = 1 if all(abs(z.data * 10 - round(z.data * 10)) < 1e-9 for z in self.graph.z) else 2
        texts = [f"= {self.graph.z[i].data:.{decimals}f}".replace("-", "−") for i in self.order]
        self.values = [words(f" {text}", theme, self.size) for text in texts]
        widest = max(name.advance + value.advance for name, value in zip(self.names, self.values, strict=True))
        #: long names leave no room for the logits' values
        self.valued = widest + 44 * PX <= 366 * PX
        if not self.valued:
            widest = max(name.advance for name in self.names)
        self.wide = max(200 * PX, widest + 44 * PX)
        self.narrow = max(name.advance for name in self.names) + 60 * PX
        self.logit_frames = [self._frame("truth" if k == 0 else "logit") for k in range(self.count)]
        self.to_softmax = self._frame("line", 3.5)
        self.truth_head = words("true class", theme, TEXT, "truth")

    def _make_block_and_shares(self) -> None:
        theme, muted = self.theme, self.theme.color("muted")
        self.block = Shape(muted, 0.12, stroke=5.0)
        self.softmax = words("softmax", theme, TEXT)
        self.to_shares = self._frame("line", 3.5)
        self.gauges = [Shape(theme.color("prediction"), 0.4) for _ in self.order]
        self.share_frames = [self._frame("prediction") for _ in self.order]
        self.shares = [Readout(theme, self.size) for _ in self.order]
        self.share_head = math("prediction(q_i)", theme, TEXT)
        self.shares_part = [Part(*row) for row in zip(self.gauges, self.share_frames, self.shares, strict=True)]

    def _make_loss(self) -> None:
        theme, layout = self.theme, self.layout
        x, radius = layout.pixels(0, 0, GATES, 0).right, min(50 * PX, 0.42 * self.pitch)
        self.gate_x, self.radius = x, radius
        self.bus_x = layout.pixels(0, 0, BUS, 0).right
        self.gates: list[Part] = []
        for k, y in enumerate(self.ys):
            paper = Backing(theme.color("paper"), 1.0).disc(x, y, radius)
            ring = Shape(theme.color("truth"), 0.3 if k == 0 else 0.0, stroke=5.0).disc(x, y, radius)
            factor = f"times {int(k == 0)}" if radius > 0.9 * self.em else f"{int(k == 0)}"
            self.gates.append(Part(paper, ring, math(f"truth({factor})", theme, self.size).middle(x, y)))
            if k:
                shut = Shape(theme.color("truth"))
                shut.box(x + radius + 14 * PX, y - self.high / 2, 10 * PX, self.high)
                self.gates[-1].add(shut)
        self.gate_head = math("truth(p_i)", theme, TEXT).put(x, self.ys[0] + max(radius, self.high / 2) + 22 * PX)
        self.log_box = layout.pixels(LOG[0], 0, LOG[0] + LOG[1], 0)
        self.loss_box = layout.pixels(LOSS[0], 0, LOSS[0] + LOSS[1], 0)
        y, self.tall = self.ys[0], max(self.high, 90 * PX)
        log = Shape(theme.color("muted"), 0.12, stroke=5.0)
        log.box(self.log_box.left, y - 66 * PX, self.log_box.width, 132 * PX)
        frame = self._frame("loss").box(self.loss_box.left, y - self.tall / 2, self.loss_box.width, self.tall)
        self.log = Part(log, math("- log", theme, TEXT).middle(self.log_box.x, y))
        number = Readout(theme, TEXT).middle(self.graph.loss.data, self.loss_box.x, y)
        head = math("loss(L)", theme, TEXT).put(self.loss_box.x, y + self.tall / 2 + 22 * PX)
        self.loss = Part(frame, number, head)
        self.to_loss = self._frame("line", 3.5)
        right, first = self.bus_x, self.ys[0]
        shares = layout.pixels(0, 0, sum(SHARES), 0).right
        pieces = [((shares, at), (x - radius, at)) for at in self.ys]
        pieces += [((x + radius, first), (self.log_box.left, first))]
        pieces += [((self.log_box.right, first), (self.loss_box.left, first))]
        pieces += [((x + radius + 24 * PX, at), (right, at)) for at in self.ys[1:]]
        pieces += [((right, first), (right, self.ys[-1]))]
        self.to_loss.points = straight(np.array([p for p, _ in pieces]), np.array([q for _, q in pieces]))

    def place(self, name: str, slid: float) -> tuple[float, float]:
        """Return left and right edge of a column."""
        (left, width), (left_after, width_after) = self.places[name]
        start = left + (left_after - left) * slid
        return start, start + width + (width_after - width) * slid

    def show_boxes(self, slid: float) -> None:
        """Draw logits, softmax and shares at their places."""
        (z_left, z_right), (block_left, block_right) = self.place("z", slid), self.place("block", slid)
        share_left, share_right = self.place("q", slid)
        low, high = self.ys[-1] - self.high / 2 - 14 * PX, self.ys[0] + self.high / 2 + 14 * PX
        for k, y in enumerate(self.ys):
            self.logit_frames[k].box(z_left, y - self.high / 2, z_right - z_left, self.high)
            name, value = self.names[k], self.values[k]
            both = name.advance + (value.advance if self.valued else 0.0) * (1.0 - slid)
            start = (z_left + z_right - both) / 2
            name.middle(start, y, "left")
            value.middle(start + name.advance, y, "left")
            q = self.graph.q[self.order[k]].data
            self.gauges[k].box(share_left, y - self.high / 2, q * (share_right - share_left), self.high)
            self.share_frames[k].box(share_left, y - self.high / 2, share_right - share_left, self.high)
            self.shares[k].middle(q, (share_left + share_right) / 2, y)
        self.block.box(block_left, low, block_right - block_left, high - low)
        # The narrow block has no room for its name: it goes, and comes again below.
        x, inside, below = (block_left + block_right) / 2, (low + high) / 2 - 16 * PX, low - 52 * PX
        self.softmax.put(x, inside if slid < 0.5 else below)
        if 0.0 < slid < 1.0:
            self.softmax.set_presence(max(0.0, abs(2.0 * slid - 1.0) * 2.0 - 1.0))
        self.truth_head.put((z_left + z_right) / 2, self.ys[0] + self.high / 2 + 22 * PX)
        if slid > 0:
            self.truth_head.set_presence(max(0.0, 1.0 - 2.0 * slid))
        self.to_softmax.points = self._wires(z_right, block_left)
        self.to_shares.points = self._wires(block_right, share_left)
        self.share_head.put((share_left + share_right) / 2, self.ys[0] + self.high / 2 + 22 * PX)

    def _wires(self, left: float, right: float) -> np.ndarray:
        return straight(np.array([(left, y) for y in self.ys]), np.array([(right, y) for y in self.ys]))

    @property
    def stages(self) -> list[list[Part | Shape]]:
        """What comes one after the other, from the logits to the loss."""
        # With more classes the first row stands too near to the title.
        logits = [
            *([self.truth_head] if self.count <= 4 else []),
            *self.logit_frames,
            *self.names,
            *(self.values if self.valued else []),
        ]
        return [
            logits,
            [self.to_softmax, self.block, self.softmax],
            [self.to_shares, self.share_head, *self.shares_part],
            [self.to_loss, *self.gates, self.gate_head],
            [self.log],
            [self.loss],
        ]
