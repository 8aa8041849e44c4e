"""Slopes on their way back over the loss's graph: pipes to shut and open gates, and lanes through softmax."""

from collections.abc import Sequence
from itertools import pairwise

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math, words
from scenes.kit.theme import Theme
from scenes.kit.words import indexed
from scenes.pictures.where_gradients_live.answer import Answer
from scenes.pictures.where_gradients_live.forward_graph import BLOCK, SHARES, ForwardGraph
from scenes.pictures.where_gradients_live.loss_graph import LossGraph
from scenes.pictures.where_gradients_live.pipes import UNIT, WIDEST, Pipe, numeral

#: Up to so many classes a slope of 0 has room over its wire.
ROOMY = 6
#: How wide softmax is when it is near, how far the shares are from it, and what is kept free for the law beside them.
SLIM, CLEAR, FREE = 96 * PX, 62 * PX, 500 * PX
#: From the shares to what is written right of them.
BESIDE = 50 * PX
#: The slope at a logit, as formulas write it.
DERIVATIVE = "(partial loss(L)) / (partial logit(z_i))"
#: From softmax to the end of what is written over a lane, and how much longer a lane is than that.
AHEAD, LONGER = 18 * PX, 44 * PX


class SlopeGraph(ForwardGraph):
    """The graph with its slopes, all at one scale: as much to a unit as the widest leaves room for."""

    def __init__(self, theme: Theme, layout: Layout, graph: LossGraph, target: int, labels: Sequence[str]):
        super().__init__(theme, layout, graph, target, labels)
        self.unit = min(UNIT, min(WIDEST, 0.6 * self.pitch) / abs(graph.picked.grad))
        self.labels = labels
        self._make_pipes()
        self._make_slopes()
        self.places = self._places()
        self._make_answers()

    def _make_pipes(self) -> None:
        theme, graph, unit = self.theme, self.graph, self.unit
        trunk = graph.picked.grad
        self.first = Pipe(theme, graph.loss.grad, unit, role="loss")
        self.trunk, self.entry = Pipe(theme, trunk, unit), Pipe(theme, trunk, unit)
        self.bus = [Pipe(theme, trunk, unit, head=False) for _ in self.order[1:]]
        #: copies of the slope, one for each logit, on their way through softmax
        self.inner = [Pipe(theme, trunk, unit, head=False) for _ in self.order]
        for pipes, role in ((self.bus, "up"), (self.inner, "muted")):
            for pipe in pipes:
                # Paler, for that isn't yet what arrives; not translucent, for these lie over one another.
                pipe.recolor(theme.color("paper").interpolate(theme.color(role), 0.6))
        self.lanes = [Pipe(theme, graph.z[i].grad, unit) for i in self.order]

    def _make_slopes(self) -> None:
        theme, count, trunk = self.theme, self.count, numeral(self.graph.picked.grad)
        self.one = math("loss(1)", theme, TEXT)
        self.one.put((self.log_box.right + self.loss_box.left) / 2, self.ys[0] + 24 * PX)
        self.slope = math(f"up({trunk})", theme, TEXT)
        gap = (SHARES[0] - sum(BLOCK)) * PX
        #: whether the slope has room over its wire; it stands at the right otherwise
        self.over = self.slope.advance < gap
        self.zeros = [words("0", theme, TEXT) for _ in self.order[1:]] if count <= ROOMY else []
        self.slope_head = math('"slope at" prediction(q)', theme, TEXT)
        #: the rows that are worked out: the true class's and the largest other one's
        self.worked = (0, max(range(1, count), key=lambda k: self.graph.q[self.order[k]].data))
        self.products = {k: self._product(k, f"up({trunk}) times ") for k in self.worked}
        room = self.layout.right - self.z_right - SLIM - CLEAR - SHARES[1] * PX - FREE
        #: whether lanes have room for slope times factor and what comes of it; for the factor alone otherwise
        self.multiplied = max(product.advance for product in self.products.values()) + LONGER <= room
        if not self.multiplied:
            self.products = {k: self._product(k, "times ") for k in self.worked}
        self.sums = [self._sum(k) for k in range(count)]

    def _make_answers(self) -> None:
        """Make what is written right of the shares: with the classes' names as indices if there is room for them."""
        room, trunk = self.layout.right - self.place("q", True)[1] - BESIDE, numeral(self.graph.picked.grad)
        # Or the true class's is y, or the other one's is i, too.
        for self.named in ((0, 1), (1,), ()):
            self.true = self._called("q", 0)
            self.answers = {k: self._answer(k) for k in self.worked}
            law = Formula(self.theme, f"{DERIVATIVE} = {self.product_of(self.true)}", TEXT)
            if not self.labels or max(law.advance, *(answer.wide for answer in self.answers.values())) <= room:
                break
        if 0 not in self.named:
            self.truth_head = math('truth("true class" y)', self.theme, TEXT)
        self.arrived = math(f"(partial loss(L)) / (partial prediction({self.true})) = up({trunk})", self.theme, TEXT)

    @staticmethod
    def product_of(true: str) -> str:
        """Return the slopes of the loss and of softmax, multiplied, the true class's shares in pieces s and t."""
        return f"(-1) / @s{{prediction({true})}} thin @t{{prediction({true})}} thin (truth(p_i) - prediction(q_i))"

    def _called(self, letter: str, k: int) -> str:
        """Return how formulas call a row's q or z."""
        return (
            indexed(letter, self.order[k], self.labels) if min(k, 1) in self.named else f"{letter}_{'i' if k else 'y'}"
        )

    def _answer(self, k: int) -> Answer:
        """Return what is written when a row's logit is nudged."""
        true, own = (f"prediction({self._called('q', row)})" for row in (0, k))
        logit, factor = f"logit({self._called('z', k)})", float(self.graph.factors[self.order[k]])
        return Answer(self.theme, true, logit, own, int(k == 0), factor, self.size)

    def _product(self, k: int, before: str) -> Formula:
        """Return the slope at q_y times softmax's own, its left side in the piece m."""
        factor = float(self.graph.factors[self.order[k]])
        text = numeral(factor) if factor >= 0 else f"({numeral(factor)})"
        after = "" if before.startswith("times") else f" = {self._result(k)}"
        return Formula(self.theme, f"@m{{{before}{text}}}{after}", self.size)

    def _result(self, k: int) -> str:
        """Return a logit's slope in its sign's colour."""
        slope = self.graph.z[self.order[k]].grad
        sign = "+" if slope > 0.0005 else "-" if slope < -0.0005 else ""
        return f"{'up' if slope < 0 else 'down'}({sign}{abs(slope):.3f})"

    def _sum(self, k: int) -> Label:
        """Return q − p, and what comes of it if that doesn't stand there already."""
        q = self.graph.q[self.order[k]].data
        after = "" if self.multiplied and k in self.products else f" = {self._result(k)}"
        return math(f"prediction({q:.3f}) - truth({int(k == 0)}){after}", self.theme, self.size)

    def _places(self) -> dict[str, tuple[tuple[float, float], tuple[float, float]]]:
        """Return left edge and width of block and shares, in the whole graph and near."""
        left = self.layout.left

        def at(pixels: tuple[int, int]) -> tuple[float, float]:
            return left + (pixels[0] - 54) * PX + self.pushed, pixels[1] * PX

        written = [*self.products.values(), *self.sums]
        block = self.z_right + max(text.advance for text in written) + LONGER
        return {
            "block": (at(BLOCK), (block, SLIM)),
            "q": (at(SHARES), (block + SLIM + CLEAR, at(SHARES)[1])),
        }

    def show(
        self, near: bool, back: Sequence[float], entered: float, reached: Sequence[float], nudges: Sequence[float]
    ) -> "SlopeGraph":
        """Draw boxes and pipes.

        ``near``: whether the way through softmax has the stage for itself. ``back``, two numbers from 0 to 1: how far
        the slope has come from L to −log, and from there to the gates. ``entered``: how far it has come through
        softmax; ``reached``: to each row's logit. ``nudges``, one at a time: of the worked rows' logits.
        """
        logits = self.graph.logits.copy()
        for k, nudge in zip(self.worked, nudges, strict=True):
            logits[self.order[k]] += nudge
            self.answers[k].show(nudge, self.graph.answer(self.order[k], nudge))
        self.show_boxes(near, logits)
        first, wire = self.ys[0], (self.log_box.right, self.loss_box.left)
        self.first.along([(wire[1], first), (wire[0], first)], back[0])
        share, block = self.place("q", near), self.place("block", near)
        source = self.layout.right if near else self.log_box.left
        self.trunk.along([(source, first), (share[1], first)], back[1])
        self._show_bus(back[1], (source - self.bus_x) / (source - share[1]))
        spine = (block[0] + block[1]) / 2
        whole = (share[0] - spine) + (first - self.ys[-1]) + (spine - block[0])
        self.entry.along([(share[0], first), (block[1], first)], min(1.0, entered * whole / (share[0] - block[1])))
        for k, (inner, lane, y) in enumerate(zip(self.inner, self.lanes, self.ys, strict=True)):
            way = [(block[1], first), (block[0], first)] if k == 0 else [(spine, first), (spine, y), (block[0], y)]
            head_start = share[0] - (block[1] if k == 0 else spine)
            length = sum(abs(x - u) + abs(v - w) for (x, v), (u, w) in pairwise(way))
            inner.along(way, min(1.0, max(0.0, (entered * whole - head_start) / length)))
            lane.along([(block[0], y), (self.z_right, y)], reached[k])
        self._show_words(near)
        return self

    def _show_bus(self, back: float, parted: float) -> None:
        """Draw what leaves the trunk when that has come to the bus, at ``parted`` of its way; it ends at shut gates."""
        start, stop = self.ys[0] - self.trunk.width_drawn / 2, self.gate_x + self.radius + 24 * PX
        gone = max(0.0, (back - parted) / (1.0 - parted)) * (start - self.ys[-1] + self.bus_x - stop)
        for pipe, y in zip(self.bus, self.ys[1:], strict=True):
            length = start - y + self.bus_x - stop
            pipe.along([(self.bus_x, start), (self.bus_x, y), (stop, y)], min(1.0, gone / length))

    def _show_words(self, near: bool) -> None:
        """Put the slope and its factors over the wires and lanes that they belong to."""
        (share_left, share_right), (block_left, block_right) = self.place("q", near), self.place("block", near)
        over = (block_right + share_left) / 2
        for zero, y in zip(self.zeros, self.ys[1:], strict=False):
            zero.put(over, y + 16 * PX)
        self.slope_head.put(over, self.heads)
        if self.over:
            self.slope.put(over, self.ys[0] + 16 * PX)
        else:
            self.slope.put((self.bus_x + 60 * PX + self.layout.right) / 2, self.ys[0] - 270 * PX)
        self.arrived.put((share_right + self.layout.right) / 2, self.ys[0] + self.trunk.width_drawn / 2 + 72 * PX)
        end, lift = block_left - AHEAD, (14 if self.count <= ROOMY else 8) * PX
        above = [y + max(12 * PX, lane.wing) + lift for y, lane in zip(self.ys, self.lanes, strict=True)]
        for k, product in self.products.items():
            product.put(end, above[k], "right")
            self.answers[k].push.put(self.z_right + 30 * PX, self.ys[k] + 20 * PX, "left")
            self.answers[k].put(share_right + BESIDE, self.ys[0] - (360 if k else 138) * PX)
        for k, entry in enumerate(self.sums):
            kept = self.multiplied and k in self.products
            entry.put(self.products[k].box("m").right if kept else end, above[k], "right")
