"""Scene 4: which nodes of the loss's graph carry a gradient: one probability, and yet every logit."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.bars import Histogram
from scenes.kit.explainer import Explainer, beat
from scenes.kit.graph import ValueNode, Wire, named_edges
from scenes.kit.loss_graph import LossGraph, LossPicture, named
from scenes.kit.marks import Amount, Bracket, Ghost
from scenes.kit.motion import Presence
from scenes.kit.params import LogitParams
from scenes.kit.shapes import BODY, DIMMED, LABEL, Part, Shape, math, words
from scenes.kit.theme import Theme

#: The addition of the first beat: a, b and how far a is nudged.
A, B, NUDGE = 2.0, 3.0, 1.0


class WhereGradientsLive(Explainer):
    """The loss as a graph of values: at the probabilities one gradient lives, at the logits every one."""

    title = "Where gradients live"

    Params = LogitParams

    def prepare(self) -> None:
        self.y = self.params.target
        self.a, self.b, self.light = ValueTracker(A), ValueTracker(B), ValueTracker(0.0)
        self.addition = Addition(self.theme)
        self.add(self.addition)
        self.follow(self._draw_addition)

    def _draw_addition(self) -> None:
        a, b = mc.Value(self.a.get_value(), "a"), mc.Value(self.b.get_value(), "b")
        c = named("c", a + b)
        c.backward()
        self.addition.show(a, b, c, self.light.get_value())

    @beat(
        f"Nudge one input by {NUDGE:g} and c moves by {NUDGE:g}: that ratio is the gradient at its node.",
        alt="A small graph, a plus b gives c; a, then b is nudged, c moves as far; a gradient of 1 flows back to both.",
    )
    def a_graph(self) -> None:
        addition, c = self.addition, self.addition.moved["c"]
        self.rest(0.8)
        self.appear(addition.was, run_time=0.3)
        for name, tracker, start in (("a", self.a, A), ("b", self.b, B)):
            self.move((tracker, start + NUDGE), run_time=1.3)
            self.appear(addition.moved[name], c, run_time=0.4)
            self.rest(0.7)
            if name == "a":
                self.vanish(addition.moved[name], c, run_time=0.3)
                self.move((tracker, start), run_time=0.8)
        self.move((self.light, 1.0), run_time=1.4)
        self.appear(*addition.gradients, run_time=0.4)

    @beat(
        "The loss is such a graph too: softmax, pick the true share, minus log.",
        alt="Logits at the left feed probabilities; each is multiplied by the truth p, summed, and its −log is L.",
    )
    def the_graph_of_the_loss(self) -> None:
        addition = self.addition
        self.graph = LossGraph(np.array(self.params.logits), self.y)
        self.picture = LossPicture(self.theme, self.layout, self.graph, self.y, self.params.labels)
        picture = self.picture
        self.ahead = [ValueTracker(0.0) for _ in picture.stages]
        self.back = [ValueTracker(0.0) for _ in picture.stages]
        old = [addition, addition.was, *addition.moved.values(), *addition.gradients]
        self.unfollow(self._draw_addition)
        self.play(Presence(old, 0.0, 0.5), *self.arriving(*picture.frames, run_time=0.8))
        self.remove(*old)
        self.appear(*picture.names, *picture.values[0], run_time=0.4)
        self.follow(self._draw_loss)
        for ahead, values in zip(self.ahead, picture.values[1:], strict=True):
            self.move((ahead, 1.0), run_time=0.9)
            self.appear(*values, run_time=0.35)

    def _draw_loss(self) -> None:
        for stage, ahead, back in zip(self.picture.stages, self.ahead, self.back, strict=True):
            self.picture.show_stage(self.graph, stage, ahead.get_value(), back.get_value())

    @beat(
        "Backwards, each p is a factor: where p is 0 no gradient gets through, and edges go dark.",
        alt="Light flows back from L and is stopped where p is 0; only the true class's probability is lit.",
        question=lambda p: f"Of the probabilities only q{p.target + 1} has a gradient. And of the logits?",
    )
    def at_the_probabilities(self) -> None:
        picture, y = self.picture, self.y
        self.show_formula("(partial loss(L)) / (partial prediction(q_i)) = - truth(p_i) / prediction(q_y)", size=LABEL)
        ahead = [wire.ahead for stage in picture.stages for wire in stage.values()]
        self.play(Presence(ahead, 0.0, 0.5), *self.arriving(picture.keys[0]))
        self.appear(picture.loss.gradient, run_time=0.3)
        self.move((self.back[3], 1.0), run_time=0.9)
        self.appear(picture.picked.gradient, run_time=0.3)
        self.move((self.back[2], 1.0), run_time=1.0)
        self.rest(0.5)
        others = [i for i in range(len(picture.q)) if i != y]
        dark = [picture.stages[1][f"q{i}", f"pq{i}"] for i in others]
        dark += [part for i in others for part in (picture.q[i].box_part, picture.q[i].content)]
        dark += [wire for (_, child), wire in picture.stages[0].items() if child != f"q{y}"]
        self.move((self.back[1], 1.0), run_time=0.9, also=[Presence(dark, DIMMED, 0.9)])
        if picture.roomy:
            self.appear(*(node.gradient for node in picture.q), run_time=0.4)

    @beat(
        "Softmax mixes: every logit has a say in that one share, so light comes back to them all.",
        alt="From the one lit probability light spreads over the softmax to every logit, as wide as q minus p.",
    )
    def at_the_logits(self) -> None:
        picture = self.picture
        self.show_formula(
            "(partial loss(L)) / (partial logit(z_i)) = prediction(q_i) - truth(p_i)",
            size=LABEL,
        )
        self.move((self.back[0], 1.0), run_time=1.8, also=self.arriving(picture.keys[1]))
        self.appear(*(node.gradient for node in picture.z), run_time=0.5)


class Addition(Part):
    """a + b = c as nodes and edges, each value with an upright bar beside it."""

    def __init__(self, theme: Theme):
        super().__init__()
        unit, up = 0.45, 0.75
        spots = {"a": (-3.6, 1.25), "b": (-3.6, -1.35), "c": (3.4, -0.05)}
        self.nodes = {
            name: ValueNode(theme, "ink", x, y, 1.3, up, decimals=1, size=BODY) for name, (x, y) in spots.items()
        }
        bars = {"a": (-5.0, 0.45), "b": (-5.0, -2.45), "c": (5.0, -1.6)}
        self.bars = {name: Histogram(theme, "muted", [x], y, 0.55, unit, fill=0.45) for name, (x, y) in bars.items()}
        plus = Shape(theme.color("paper"), 1.0, stroke=3.0).disc(0.0, -0.05, 0.42)
        plus.set_stroke(theme.color("ink"))
        heart = np.array([0.0, -0.05])
        self.wires = {
            name: Wire(theme, self.nodes[name].right, heart, 0.3, role="ink", stroke=3.5) for name in ("a", "b")
        }
        self.wires["c"] = Wire(theme, heart, self.nodes["c"].left, 0.3, role="ink", stroke=3.5)
        names = [math(name, theme, BODY).put(x, y + up / 2 + 0.2) for name, (x, y) in spots.items()]
        sign = math("+", theme, BODY).middle(*heart)
        self.add(*self.wires.values(), plus, sign, *self.nodes.values(), *self.bars.values(), *names)

        def bracket(name: str, value: float) -> Part:
            bar, side = self.bars[name], 1 if name == "c" else -1
            x, low, high = bar.xs[0], bar.baseline + value * unit, bar.baseline + (value + NUDGE) * unit
            text = words(f"+{NUDGE:g}", theme, LABEL)
            text.middle(x + 0.62 * side, (low + high) / 2, "left" if side > 0 else "right")
            return Part(Bracket(theme, "ink", 0.12 * side).along(low, high, x + 0.37 * side), text)

        def level(name: str, value: float) -> Ghost:
            bar = self.bars[name]
            y = bar.baseline + value * unit
            return Ghost(theme).between((bar.xs[0] - 0.4, y), (bar.xs[0] + 0.4, y))

        starts = {"a": A, "b": B, "c": A + B}
        self.was = Part(*(level(*start) for start in starts.items()))
        self.moved = {name: bracket(name, value) for name, value in starts.items()}
        self.gradients = [
            Amount(math(f"(partial c)/(partial {name}) =", theme, LABEL), theme, "ink", decimals=0) for name in "ab"
        ]

    def show(self, a: mc.Value, b: mc.Value, c: mc.Value, light: float) -> None:
        """Write the values, draw the bars, and let the light come back: over the last edge first."""
        for value in (a, b, c):
            self.nodes[value.label].show(value.data)
            self.bars[value.label].show(np.array([value.data]))
        for (name, _), flow in named_edges(c).items():
            self.wires[name].flow_back(flow, float(np.clip(2 * light - 1, 0, 1)))
        self.wires["c"].flow_back(c.grad, min(1.0, 2 * light))
        for value, amount in zip((a, b), self.gradients, strict=True):
            x, y = self.nodes[value.label].at
            amount.put(value.grad, x - 0.75, y - 0.95)
