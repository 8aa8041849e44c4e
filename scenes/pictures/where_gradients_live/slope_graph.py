"""Slopes on their way back over the loss's graph: pipes to shut and open gates, and lanes through softmax."""

from collections.abc import Sequence
from itertools import pairwise

from scenes.kit.layout import Layout
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import DIGIT_HEIGHT, Label, math, words
from scenes.kit.theme import Theme
from scenes.pictures.where_gradients_live.forward_graph import BLOCK, SHARES, ForwardGraph, LossGraph
from scenes.pictures.where_gradients_live.pipes import UNIT, WIDEST, Pipe, numeral

#: Up to so many classes a slope of 0 has room under its box; with fewer, one that is larger, too.
ROOMY = 6
#: How wide the bus inside softmax is.
BUS_WIDTH = 12 * PX


class SlopeGraph(ForwardGraph):
    """The graph with its slopes, all at one scale: as much to a unit as the widest leaves room for."""

    def __init__(self, theme: Theme, layout: Layout, graph: LossGraph, target: int, labels: Sequence[str]):
        super().__init__(theme, layout, graph, target, labels)
        self.unit = min(UNIT, min(WIDEST, 0.6 * self.pitch) / abs(graph.picked.grad))
        self.labels = labels
        self._make_pipes()
        self.places = self._places(labels)

    def _make_pipes(self) -> None:
        theme, graph, unit = self.theme, self.graph, self.unit
        trunk = graph.picked.grad
        self.first = Pipe(theme, graph.loss.grad, UNIT, role="loss")
        self.trunk = Pipe(theme, trunk, unit)
        self.bus = [Pipe(theme, trunk, unit, head=False) for _ in self.order[1:]]
        for pipe in self.bus:
            # Paler, for nothing comes of it; not translucent, for these lie over one another.
            pipe.recolor(theme.color("paper").interpolate(theme.color("up"), 0.6))
        self.entry = Pipe(theme, trunk, unit)
        #: inside softmax a bus in no colour: how wide a slope is shows where it comes out
        self.inner = [Pipe(theme, 1.0, BUS_WIDTH, role="muted", head=False) for _ in self.order]
        self.lanes = [Pipe(theme, graph.z[i].grad, unit) for i in self.order]
        self.slope = math(f"up({numeral(trunk)})", theme, HERO)
        self.zeros = [words("0", theme, TEXT) for _ in self.order[1:]] if self.count <= ROOMY else []
        #: whether the slope has room under its box; it stands at the right otherwise
        self.under = self.count < ROOMY and self.slope.advance < (SHARES[1] + 40) * PX
        self.one = math("loss(1)", theme, TEXT)
        self.one.put((self.log_box.right + self.loss_box.left) / 2, self.ys[0] + 24 * PX)
        shown = [k for k, i in enumerate(self.order) if self.count <= 8 or k == 0 or self._large(i)]
        self.factors = {k: self._factor(self.order[k]) for k in shown}
        #: what the factors are made of, below their lanes, where there is room
        self.reasons = {k: self._reason(k) for k in shown if self.count < ROOMY}
        self.sums = [self._sum(k, i) for k, i in enumerate(self.order)]

    def _large(self, i: int) -> bool:
        """Whether a wrong class is among the two largest."""
        wrong = sorted(self.order[1:], key=lambda j: -self.graph.q[j].data)
        return i in wrong[:2]

    def _factor(self, i: int) -> Label:
        factor = float(self.graph.factors[i])
        text = numeral(factor)
        return math(f"times {text}" if factor >= 0 else f"times ({text})", self.theme, self.size)

    def _reason(self, k: int) -> Label:
        """Return softmax's own slope from q_y to a logit in symbols."""
        true, other = ("q_y", "q_i") if self.labels else (f"q_{self.order[0] + 1}", f"q_{self.order[k] + 1}")
        if k == 0:
            return math(f"prediction({true}) thin (1 - prediction({true}))", self.theme, self.size)
        return math(f"-prediction({true}) thin prediction({other})", self.theme, self.size)

    def _sum(self, k: int, i: int) -> Label:
        q, slope = self.graph.q[i].data, self.graph.z[i].grad
        sign = "+" if slope > 0.0005 else "-" if slope < -0.0005 else ""
        role = "up" if slope < 0 else "down"
        return math(
            f"prediction({q:.3f}) - truth({int(k == 0)}) = {role}({sign}{abs(slope):.3f})", self.theme, self.size
        )

    def _places(self, labels: Sequence[str]) -> dict[str, tuple[tuple[float, float], tuple[float, float]]]:
        """Return left edge and width of logits, block and shares, before and after the picture slides."""
        left = self.layout.left

        def at(pixels: tuple[int, int]) -> tuple[float, float]:
            return left + (pixels[0] - 54) * PX, pixels[1] * PX

        logits = left + max(entry.advance for entry in self.sums) + 30 * PX
        lane = max(250 * PX, max(factor.advance for factor in self.factors.values()) + 60 * PX)
        if not labels:
            lane = max(lane, 365 * PX)
        block = logits + self.narrow + lane
        shares = block + 133 * PX + 68 * PX
        return {
            "z": ((left, self.wide), (logits, self.narrow)),
            "block": (at(BLOCK), (block, 133 * PX)),
            "q": (at(SHARES), (shares, at(SHARES)[1])),
        }

    def show(self, slid: float, back: Sequence[float], entered: float, reached: Sequence[float]) -> "SlopeGraph":
        """Draw boxes and pipes.

        ``back``, two numbers from 0 to 1: how far the slope has come from L to −log, and from there to the gates.
        ``entered``: how far it has come through softmax; ``reached``: to each row's logit.
        """
        self.show_boxes(slid)
        first, wire = self.ys[0], (self.log_box.right, self.loss_box.left)
        self.first.along([(wire[1], first), (wire[0], first)], back[0])
        share = self.place("q", slid)
        source = self.log_box.left + (self.layout.right - self.log_box.left) * slid
        self.trunk.along([(source, first), (share[1], first)], back[1])
        self._show_bus(back[1], (source - self.bus_x) / (source - share[1]))
        block, logit = self.place("block", slid), self.place("z", slid)
        spine = (block[0] + block[1]) / 2
        whole = (share[0] - spine) + (first - self.ys[-1]) + (spine - block[0])
        self.entry.along([(share[0], first), (block[1], first)], min(1.0, entered * whole / (share[0] - block[1])))
        for k, (inner, lane, y) in enumerate(zip(self.inner, self.lanes, self.ys, strict=True)):
            way = [(block[1], first), (block[0], first)] if k == 0 else [(spine, first), (spine, y), (block[0], y)]
            head_start = share[0] - (block[1] if k == 0 else spine)
            length = sum(abs(x - u) + abs(v - w) for (x, v), (u, w) in pairwise(way))
            inner.along(way, min(1.0, max(0.0, (entered * whole - head_start) / length)))
            lane.along([(block[0], y), (logit[1], y)], reached[k])
        self._show_words(slid)
        return self

    def _show_bus(self, back: float, parted: float) -> None:
        """Draw what leaves the trunk when that has come to the bus, at ``parted`` of its way; it ends at shut gates."""
        start, stop = self.ys[0] - self.trunk.width_drawn / 2, self.gate_x + self.radius + 24 * PX
        gone = max(0.0, (back - parted) / (1.0 - parted)) * (start - self.ys[-1] + self.bus_x - stop)
        for pipe, y in zip(self.bus, self.ys[1:], strict=True):
            length = start - y + self.bus_x - stop
            pipe.along([(self.bus_x, start), (self.bus_x, y), (stop, y)], min(1.0, gone / length))

    def _show_words(self, slid: float) -> None:
        """Put the slope and its factors beside the boxes and lanes that they belong to."""
        share_left, share_right = self.place("q", slid)
        gap = self.pitch - self.high
        block_left, z_right = self.place("block", slid)[0], self.place("z", slid)[1]
        for k, zero in enumerate(self.zeros):
            zero.put((share_left + share_right) / 2, self.ys[k + 1] - self.high / 2 - min(46 * PX, gap / 2 + 16 * PX))
        for k, factor in self.factors.items():
            factor.put((block_left + z_right) / 2, self.ys[k] + max(12 * PX, self.lanes[k].wing) + 8 * PX)
        for k, reason in self.reasons.items():
            below = max(12 * PX, self.lanes[k].wing) + 16 * PX
            reason.put((block_left + z_right) / 2, self.ys[k] - below - DIGIT_HEIGHT * self.em)
        for entry, y in zip(self.sums, self.ys, strict=True):
            entry.middle(self.layout.left, y, "left")
        if self.under:
            self.slope.put((share_left + share_right) / 2, self.ys[0] - self.high / 2 - min(68 * PX, gap / 2 + 23 * PX))
        else:
            x, y = (self.bus_x + 60 * PX + self.layout.right) / 2, self.ys[0] - 270 * PX
            aside = ((share_right + self.layout.right) / 2, self.ys[0] - 110 * PX)
            self.slope.put(x + (aside[0] - x) * slid, y + (aside[1] - y) * slid)
