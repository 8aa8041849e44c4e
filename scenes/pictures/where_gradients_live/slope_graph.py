"""Slopes on their way back over the loss's graph: pipes to shut and open gates, and lanes through softmax."""

from collections.abc import Sequence
from itertools import takewhile
from math import inf

from manim import ManimColor

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.words import indexed
from scenes.pictures.where_gradients_live.answer import Answer
from scenes.pictures.where_gradients_live.forward_graph import BLOCK, SHARES, ForwardGraph
from scenes.pictures.where_gradients_live.lane_words import AHEAD, LaneWords
from scenes.pictures.where_gradients_live.laws import own_slope, product_of
from scenes.pictures.where_gradients_live.loss_graph import LossGraph
from scenes.pictures.where_gradients_live.pipes import HAIRLINE, UNIT, WIDEST, Pipe

#: The largest slope to which the others are drawn at its scale.
MOST = 4.0
#: Up to so many classes a slope of 0 has room over its wire.
ROOMY = 6
#: How wide softmax and the shares are when near, how far these are from it, what is kept free for the law beside them.
SLIM, NEAR, CLEAR, FREE = 60 * PX, 144 * PX, 72 * PX, 520 * PX
#: From the shares to what is written right of them; from a wire up to a slope over it; width of L at a slope’s tail.
BESIDE, OVER, TAIL = 60 * PX, 20 * PX, 88 * PX
#: From a share's box down to its name; the least gap between boxes that has room for it, and half its room's width.
UNDER, NAMED = 43 * PX, 90 * PX
#: By how much a ratio may come nearer to the shares than what else stands right of them.
AMPLE = 30 * PX
#: How strong a branch of the slope is on its way to a gate, and when nothing came through there.
PALE, SPENT = 0.6, 0.25


class SlopeGraph(ForwardGraph):
    """The graph with its slopes, all at one scale: as much to a unit as the widest leaves room for.

    Where the others would be but lines beside that, it alone is drawn too slim: ``capped``, with a break mark.
    """

    def __init__(self, theme: Theme, layout: Layout, graph: LossGraph, target: int, labels: Sequence[str]):
        super().__init__(theme, layout, graph, target, labels)
        room, trunk = min(WIDEST, 0.6 * self.pitch), abs(graph.picked.grad)
        self.capped = trunk > MOST
        self.unit, self.broad = (room / 2, room) if self.capped else (min(UNIT, room / trunk), inf)
        self.labels = labels
        self._make_pipes()
        self._make_slopes()
        self.places = self._places()
        self._make_answers()

    def _make_pipes(self) -> None:
        theme, graph, unit = self.theme, self.graph, self.unit
        trunk = graph.picked.grad
        self.first = Pipe(theme, graph.loss.grad, unit)
        # The mark stands between the truth's gate and the node that adds.
        cut = self.log_box.left - (self.gate_x + self.bus_x) / 2
        self.trunk, self.entry = (Pipe(theme, trunk, unit, widest=self.broad, cut=at) for at in (cut, inf))
        self.bus = [Pipe(theme, trunk, unit, head=False, widest=self.broad) for _ in self.order[1:]]
        self.lanes = [Pipe(theme, graph.z[i].grad, unit) for i in self.order]
        #: whether a logit's slope is so small that its lane is dashed
        self.dashed = any(lane.width_drawn < HAIRLINE for lane in self.lanes)

    def _pale(self, share: float) -> ManimColor:
        """Return a branch's colour: not yet what arrives, but opaque, for branches lie over one another."""
        return self.theme.color("paper").interpolate(self.theme.color("up"), share)

    def _make_slopes(self) -> None:
        theme, count, trunk = self.theme, self.count, self.digits.slope(self.graph.picked.grad)
        x, room = (self.log_box.right + self.loss_box.left) / 2, self.loss_box.left - self.log_box.right
        one = math("down(1)", theme, TEXT).put(x, self.ys[0] + self.first.wing + 6 * PX)
        head = math("partial loss(L) slash partial loss(L)", theme, TEXT).put(x, self.heads)
        #: the first slope, with its name over it if there is room
        self.one = Part(one, head) if self.headed and head.advance < room else Part(one)
        room = (SHARES[0] - sum(BLOCK) - 2 * 24) * PX - (self.pushed - self.shifted)
        self.slope = math(f"up({trunk})", theme, TEXT)
        #: whether the slope has room over its wire; it stands at the right otherwise
        self.over = self.slope.advance < room
        self.zeros = [math("0", theme, TEXT) for _ in self.order[1:]] if count <= ROOMY else []
        left, high = self.layout.right - TAIL, self.high
        frame = self._frame("loss").box(left, self.ys[0] - high / 2, TAIL, high)
        #: the loss, to which the true class's share leads when softmax is near
        self.to_tail = self._frame("line", 3.5)
        self.tail = Part(frame, math("loss(L)", theme, TEXT).middle(left + TAIL / 2, self.ys[0]))
        self.slope_head = math("partial loss(L) slash partial prediction(q)", theme, TEXT)
        #: the rows that are worked out: the true class's and the largest other one's
        self.worked = (0, self.order.index(self.graph.rival))
        room = self.layout.right - self.z_right - SLIM - CLEAR - NEAR - FREE
        self.lane_words = LaneWords(theme, self.graph, self.digits, self.order, self.worked, self.size, room)

    def _make_answers(self) -> None:
        """Make what is written right of the shares: with the classes' names as indices if there is room for them."""
        room = self.layout.right - self.place("q", True)[1] - BESIDE
        # Or the true class's is y, or the other one's is i, too.
        for self.named in ((0, 1), (1,), ()):
            self.true = self._called("q", 0)
            self.answers = {k: self._answer(k, room + AMPLE) for k in self.worked}
            laws = [Formula(self.theme, law(self.true), TEXT).advance for law in (product_of, own_slope)]
            self.widest = max(answer.wide for answer in self.answers.values())
            if not self.labels or max(*laws, self.widest - AMPLE) <= room:
                break
        #: what formulas call the shares, from the first row on, as far as there is room under their boxes
        called = [self._called("q", k) for k in range(self.count if 1 in self.named else 1)]
        names = (math(f"prediction({name})", self.theme, TEXT) for name in called)
        self.share_names = list(takewhile(lambda name: self.pitch - self.high >= NAMED > name.advance / 2, names))
        if 0 not in self.named:
            self.truth_head = math('truth("true class" y)', self.theme, TEXT)
        slope = self.digits.slope(self.graph.picked.grad)
        self.loss_of_share = math(f"loss(L) = -log prediction({self.true})", self.theme, TEXT)
        self.arrived = math(f"(partial loss(L)) / (partial prediction({self.true})) = up({slope})", self.theme, TEXT)
        #: what softmax made the true class's share of, where the slope comes later
        true = f"prediction({self.true}) = e^logit({self._called('z', 0)}) / (sum_j e^logit(z_j))"
        tried = [math(true, self.theme, size) for size in (em(64), TEXT)]
        self.made = next((made for made in tried if made.advance <= room), tried[-1])

    @property
    def stages(self) -> list[list[Part | Shape]]:
        """What comes one after the other, from the logits to the loss."""
        logits, block, shares, *rest = super().stages
        return [logits, block, [*shares, *self.share_names], *rest]

    def _called(self, letter: str, k: int) -> str:
        """Return how formulas call a row's q or z."""
        return (
            indexed(letter, self.order[k], self.labels) if min(k, 1) in self.named else f"{letter}_{'i' if k else 'y'}"
        )

    def _answer(self, k: int, room: float) -> Answer:
        """Return what is written when a row's logit is nudged."""
        true, logit = f"prediction({self.true})", f"logit({self._called('z', k)})"
        factor = float(self.graph.factors[self.order[k]])
        return Answer(self.theme, self.digits, true, logit, factor, self.size, room)

    def _places(self) -> dict[str, tuple[tuple[float, float], tuple[float, float]]]:
        """Return left edge and width of block and shares, in the whole graph and near."""
        left, near = self.layout.left - 54 * PX, self.z_right + self.lane_words.lane
        block = (left + BLOCK[0] * PX + self.pushed, BLOCK[1] * PX), (near, SLIM)
        shares = (left + SHARES[0] * PX + self.shifted, SHARES[1] * PX), (near + SLIM + CLEAR, NEAR)
        return {"block": block, "q": shares}

    def show(
        self,
        near: bool,
        back: Sequence[float],
        spent: float,
        entered: float,
        reached: Sequence[float],
        nudges: Sequence[float],
    ) -> "SlopeGraph":
        """Draw boxes and pipes.

        ``near``: whether the way through softmax has the stage for itself. ``back``, two numbers from 0 to 1: how far
        the slope has come from L to −log, and from there to the gates. ``spent``: how far the branches at shut gates
        have faded. ``entered``: how far the slope has come to softmax; ``reached``: from there to each row's logit.
        ``nudges``, one at a time: of the worked rows' logits.
        """
        logits = self.graph.logits.copy()
        for k, nudge in zip(self.worked, nudges, strict=True):
            nudge = round(nudge, 2)  # what comes of it as it is read
            logits[self.order[k]] += nudge
            answer = self.answers[k]
            answer.show(nudge, *self.graph.answer(self.order[k], nudge, answer.decimals))
        self.show_boxes(near, logits)
        first, wire = self.ys[0], (self.log_box.right, self.loss_box.left)
        self.first.along([(wire[1], first), (wire[0], first)], back[0])
        share, block = self.place("q", near), self.place("block", near)
        source = self.layout.right - TAIL if near else self.log_box.left
        self.trunk.along([(source, first), (share[1], first)], back[1])
        self._show_bus(back[1], (source - self.bus_x) / (source - share[1]))
        for pipe in self.bus:
            pipe.recolor(self._pale(PALE + spent * (SPENT - PALE)))
        self.entry.along([(share[0], first), (block[1], first)], entered)
        for lane, y, far in zip(self.lanes, self.ys, reached, strict=True):
            lane.along([(block[0], y), (self.z_right, y)], far)
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
            zero.put(over, y + OVER)
        self.slope_head.put(over, self.heads)
        if self.over:
            self.slope.put(over, self.ys[0] + OVER)
        else:
            self.slope.middle((self.bus_x + 60 * PX + self.layout.right) / 2, self.ys[0] - 254 * PX)
        for name, y in zip(self.share_names, self.ys, strict=False):
            name.put((share_left + share_right) / 2, y - self.high / 2 - UNDER)
        beside = (share_right + self.layout.right) / 2
        self.arrived.put(beside - TAIL / 2, self.ys[0] + self.trunk.width_drawn / 2 + 72 * PX)
        self.loss_of_share.put(beside - TAIL / 2, self.ys[0] + 26 * PX)
        self.to_tail.path([(share_right, self.ys[0]), (self.layout.right - TAIL, self.ys[0])])
        self.made.put(beside, self.ys[0] - 160 * PX)
        lift = (22 if self.count <= ROOMY else 8) * PX
        above = [y + max(12 * PX, lane.wing) + lift for y, lane in zip(self.ys, self.lanes, strict=True)]
        self.lane_words.put(block_left - AHEAD, above)
        for k in self.answers:
            self.answers[k].push.put(self.z_right + 30 * PX, self.ys[k] + 26 * PX, "left")
            self.answers[k].put(beside + self.widest / 2, self.ys[0] - (522 if k else 356) * PX)
