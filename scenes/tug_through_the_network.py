"""Scene 7: the forces at the logits put every edge of a network under tension, and the weights give in."""

from manim import Animation, ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.motion import Presence, within
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.pictures.tug_through_the_network.bands import faint
from scenes.pictures.tug_through_the_network.first_layer import adding, pulling, weights_into
from scenes.pictures.tug_through_the_network.heads import Heads
from scenes.pictures.tug_through_the_network.hidden import Brought, HiddenForces, passing
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.outputs import Outputs
from scenes.pictures.tug_through_the_network.params import Params, largest
from scenes.pictures.tug_through_the_network.states import Descent, Passage, State, Sum
from scenes.pictures.tug_through_the_network.trail import Trail
from scenes.pictures.tug_through_the_network.weight_ruler import WeightRuler

#: From the law of the weights' pulls to that of the biases'.
APART = 50 * PX


class TugThroughTheNetwork(Explainer):
    """The pull at the logits tightens every edge of a small network; its weights and biases give in to it."""

    title = "The pull reaches every weight"
    question = "How does a pull reach a weight?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.example, self.course = params.example, params.course
        self.descent = Descent(self.example, self.course, params.rate)
        self.hero = layout.pixels(54, 140, 1866, 930)
        gaps = len(params.widths) - 1
        #: how many steps were taken, and whether whole ones alone; how far values and tension have come, gap by gap
        self.step, self.whole = Input(0.0, "steps"), False
        self.ahead, self.back = ([ValueTracker(0.0) for _ in range(gaps)] for _ in "ab")
        steepest = max(largest(state.gradients.weights) for state in self.course)
        self.net = net = Net(theme, layout, params.widths, self.course[0].gradients.weights, steepest)
        self.hidden = hidden = HiddenForces(theme, net, self.course)
        self.outputs = Outputs(theme, layout, net, self.example.target, hidden.unit, params.places())
        #: lines of text below the network
        self.upper, self.lower = layout.pixels(0, 0, 1, 845).bottom, layout.pixels(0, 0, 1, 924).bottom
        self.heads = Heads(theme, layout, net, self.outputs)
        self.watched = net.edge(gaps - 1, *params.worked_weight())
        self.ruler = WeightRuler.of(theme, layout, params)
        self.add(net, net.numbers[0], self.outputs.wires, *self.outputs.shown, *self.heads.first, self.outputs.true)
        self.outputs.filled.set_presence(0.0)
        self.follow(self._draw)

    def _under(self, k: int, law: str) -> Label:
        """Return what holds between two layers, written below the edges between them."""
        return math(law, self.theme, TEXT).put(self.net.middle(k), self.upper)

    @property
    def state(self) -> State:
        """The network of this frame."""
        return self.descent.after(self.step.get_value(), self.whole)

    def _draw(self) -> None:
        """What flows forward, what pulls back, and what comes out."""
        state = self.state
        self.hidden.show(state)
        self.net.show_values(state.forward, [share.get_value() for share in self.ahead])
        self.net.show_tension(state.gradients, [share.get_value() for share in self.back])
        forces = mc.forces(state.forward.logits, self.example.target)
        self.outputs.show(state.forward.probabilities, forces, float(state.gradients.loss))

    @beat(
        "Forward: each node adds what comes in times weights w, plus its own bias b.",
        then=Params.first,
        alt="Values appear in the nodes of a small network from left to right; blocks fill to the shares; the loss.",
    )
    def forward(self) -> None:
        net, outputs, last = self.net, self.outputs, len(self.ahead) - 1
        sums = {0: self._under(0, "h = tanh(Sigma thin w thin x + b)")} if last else {}
        sums[last] = self._under(last, f"logit(z) = Sigma thin w thin {'h' if last else 'x'} + b")
        self.laws, back = list(sums.values()), []
        for k, ahead in enumerate(self.ahead):
            law = self.arriving(sums[k], run_time=0.5) if k in sums else []
            self.move((ahead, 1.0), run_time=0.8, also=[*law, *back])
            if k == 0 and (one := self.params.sum()):
                back = self._one_adds(one)
            else:
                self.play(*self.arriving(net.numbers[k + 1], run_time=0.5))
        self.laws += [outputs.softmax, outputs.names]
        dimming = [self.dimming(net.ahead[last])] if self.params.sum() else []
        for part, also in zip(outputs.filled, (dimming, []), strict=True):
            self.rest(0.2)
            self.play(Presence([part], 1.0), *also)
        self.appear(outputs.total)

    def _one_adds(self, one: Sum) -> list[Animation]:
        """Let one hidden node's edges be seen alone, with their weights and its sum; return how the others come."""
        net = self.net
        net.pick([(1, one.node)], *(found[:, one.node] for found in net.grid(0)))
        weights, added = weights_into(self.theme, net, one), adding(self.theme, one)
        self.laws += [weights, added.put(self.layout.left, self.lower, "left")]
        came = self.arriving(net.numbers[1], weights, added, run_time=0.5)
        self.play(Presence([net.wires[0], net.ahead[0]], 0.0, 0.5), Presence([net.picked], 1.0, 0.5), *came)
        self.rest(1.0)
        return [Presence([weights, net.picked], 0.0, 0.4), self.lighting(net.wires[0]), self.dimming(net.ahead[0])]

    @beat(
        "Back: F = p − q says how fast L falls as z rises. It pulls on each weight w.",
        then="An edge is as wide as its pull: value at its start × F at its end.",
        alt="Arrows pull at the logits; one edge, then all of the last turn wide or thin, solid green or dashed red.",
    )
    def tension(self) -> None:
        with self.opening():
            *early, late = self.net.ahead
            lit = [self.dimming(*early), self.lighting(late)]
            self.exchange(self.laws, [self.outputs.forces, self.heads.forces], also=lit)
        self.rest(0.4)
        last = len(self.back) - 1
        on_weight = self._under(last, f'"pull on" w = {"h" if last else "x"} thin F')
        x = on_weight.origin[0] + on_weight.advance + APART
        on_bias = math('"pull on" b = F', self.theme, TEXT).put(x, self.upper, "left")
        self.laws = [self.ruler.product.put(self.layout.left, self.lower, "left"), on_weight, on_bias]
        self._tighten(last, self.params.worked_weight(), self.heads.key, *self.laws)

    def _tighten(self, k: int, edge: tuple[int, int], *came: Part) -> None:
        """Bring ``came`` and put one edge of a gap, whose nodes are ringed, under tension; then the others."""
        net, others = self.net, self.net.single_out(k, *edge)
        seen = Presence([net.ahead[k], *others], 0.0, 0.4), Presence([net.picked], 1.0, 0.4)
        self.play(*seen, *self.arriving(*came, run_time=0.4))
        self.move((self.back[k], 1.0), run_time=1.0)
        self.rest(0.6)
        self.play(Presence(others, 1.0, 0.8), Presence([net.wires[k]], 0.0, 0.8))

    @beat(
        lambda p, layers: p.watching(),
        then=lambda p, layers: p.passed(),
        alt=lambda p, layers: "Edges of hidden nodes bring back weight times force; their sum is a force there.",
        each=lambda p: [p.hidden()] if p.hidden() else [],
    )
    def past_the_hidden_layer(self, layers: list[int]) -> None:
        net, hidden = self.net, self.hidden
        if passage := self.params.passage():
            self._one_passes(passage)
            return
        law = passing(self.theme, None)[0].put(self.layout.left, self.lower, "left")
        first = self._under(0, '"pull on" w = x thin F')
        product, *self.laws = *self.laws, first, law
        gone, head = (self.heads.hidden, [self.heads.with_forces]) if net.roomy else ([], [])
        with self.opening():
            also = hidden.rising(*range(len(hidden.nodes))), Presence([net.picked], 0.0)
            self.exchange([product, *gone], [law, *head, *hidden.nodes], also=also)
        self.passing = {"gone": [law], "came": [first], "also": [faint(net.bands[-1])]}
        if not self.params.first_pull():
            self.play(Presence(net.ahead[:-1], 0.0, 0.4), *self.arriving(first, run_time=0.4))
            for k in layers:
                self.move((self.back[k - 1], 1.0), run_time=1.2)

    def _one_passes(self, passage: Passage) -> None:
        """Show what each edge of one hidden node brings back, and add it up there."""
        net, hidden, left = self.net, self.hidden, self.layout.left
        brought = Brought(self.theme, net, passage, self.example.target)
        formulas = *passing(self.theme, passage), brought.worked
        law, symbols, numbers, worked = (formula.put(left, self.upper, "left") for formula in formulas)
        node, *others = sorted(range(len(hidden.nodes)), key=lambda i: i != passage.node)
        with self.opening():
            # Colours are signs of w F now: the key of the weights' pulls is away.
            self.play(Presence([net.bands[-1], net.picked, self.heads.key, *self.laws], 0.0, 0.4))
            self.remove(self.heads.key, *self.laws)
            net.pick([(1, node)], *(found[node] for found in net.grid(1)))
            came = self.arriving(brought.weights, run_time=0.4)
            self.play(Presence([net.picked], 1.0, 0.4), self.dimming(net.ahead[0], run_time=0.4), *came)
        self.exchange([brought.weights], [brought.results, worked])
        self.rest(1.0)
        sums = [self.heads.with_forces, symbols, numbers.put(left, self.lower, "left")]
        self.exchange([*self.heads.hidden, worked], [*sums, hidden.nodes[node]], also=[hidden.rising(node)])
        self.laws, came = [law], [self.heads.key, law, *(hidden.nodes[i] for i in others)]
        also = hidden.rising(*others), faint(net.bands[-1]), Presence([net.picked], 0.0)
        self.passing = {"gone": [brought.results, symbols, numbers], "came": came, "also": also}

    @beat(
        lambda p, pull: "Each hidden node’s F pulls on the weights leading to it.",
        then=lambda p, pull: "Pull on w = x × F into h: the pull has reached every weight.",
        alt=lambda p, pull: "Each hidden node has its force; an edge of the first layer, then all, turn wide or thin.",
        each=lambda p: [p.first_pull()] if p.first_pull() else [],
    )
    def reach_the_first_layer(self, pull: tuple[int, int, int]) -> None:
        with self.opening():
            self.exchange(**self.passing)
        self.laws += [pulling(self.theme, self.state, *pull).put(self.layout.left, self.lower, "left")]
        self._tighten(0, pull[:2], self.laws[-1])

    @beat(
        Params.stepping,
        then=Params.one_step,
        alt="A ring goes to where a weight will be; then every weight slides there; the true block and L follow.",
    )
    def give_in(self) -> None:
        self._one_slides()
        # All else follows, too: what is to be watched is the true block and the loss.
        outputs, net, ruler = self.outputs, self.net, self.ruler
        aside = [*net.numbers[1:], *self.hidden.nodes, outputs.forces, *outputs.wrong]
        self.exchange([ruler.pull, ruler.aim], [], also=[self.dimming(*aside)])
        self.move((self.step, 1.0), run_time=3.0)
        self.exchange([], [ruler.old, ruler.sum], run_time=0.6, also=[self.lighting(*aside, *self.others)])

    def _one_slides(self) -> None:
        """Show one weight on a ruler of its own, and how far its pull moves it."""
        net, ruler = self.net, self.ruler
        self.others = [band for bands in net.bands for band in bands if band is not self.watched]
        with self.opening():
            gone = Presence([*self.laws, net.picked, *net.ahead], 0.0, 0.4)
            self.play(faint(*self.others), self.lighting(self.watched), gone)
            self.remove(*self.laws)
            ruler.product.put(self.layout.left, self.upper, "left")
            self.appear(ruler, ruler.pull)
        self.slid = ValueTracker(0.0)
        self.follow(self._slide)
        # its number comes when the ring is nearly there
        self.move((self.slid, 1.0), run_time=2.0, also=self.arriving(ruler.aim, run_time=2.0, rate=within(0.65, 1.0)))
        self.rest(0.6)

    def _slide(self) -> None:
        self.ruler.show(self.slid.get_value(), self.step.get_value())

    @beat(
        "Forward, back, and a step: again and again.",
        then=Params.in_the_end,
        alt="Step after step blocks and edges follow and the loss leaves a trail; where it falls, edges get thin.",
    )
    def again_and_again(self) -> None:
        self.unfollow(self._slide)
        self.whole = True
        right = self.outputs.loss_left - 0.3
        self.trail = Trail(self.theme, self.layout, self.params.losses(), right, self.lower)
        self.follow(self._count)
        gone, head = ([self.heads.with_forces], self.heads.hidden) if self.net.roomy else ([], [])
        gone += [self.ruler, self.ruler.old, self.ruler.sum, *self.hidden.nodes]
        with self.opening():
            self.exchange(gone, [self.trail, *head], also=[self.hidden.sinking()])
        steps = self.params.steps
        for goal, seconds in ((min(5, steps), 3.2), (steps, 2.5)):  # a few steps one by one; then the others
            if goal > self.step.get_value():
                self.move((self.step, float(goal)), run_time=seconds, even=True)

    def _count(self) -> None:
        self.trail.show(int(self.step.get_value() + 1e-9))
