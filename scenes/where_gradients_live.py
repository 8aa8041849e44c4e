"""Scene 4: which nodes of the loss's graph carry a gradient: one probability, and yet every logit."""

from functools import reduce
from operator import add

import numpy as np
from manim import ValueTracker
from pydantic import model_validator

import mathcore as mc
from scenes.kit.bars import Histogram
from scenes.kit.explainer import Explainer, beat
from scenes.kit.graph import DARK, ValueNode, Wire, named_edges, ports
from scenes.kit.marks import Amount, Bracket, Ghost
from scenes.kit.motion import Presence
from scenes.kit.names import class_names
from scenes.kit.params import Labels, Logits, Target, check_labels, check_target
from scenes.kit.params import Params as Base
from scenes.kit.shapes import BODY, DIMMED, LABEL, SMALL, Label, Part, Shape, math, words
from scenes.kit.theme import Theme

#: Up to so many classes there is room for a gradient under each node.
ROOMY = 6
#: Height of the box that the true share is picked into.
PICKED = 0.8
#: The addition of the first beat: a, b and how far a is nudged.
A, B, NUDGE = 2.0, 3.0, 1.0


def named(label: str, value: mc.Value) -> mc.Value:
    """Return ``value`` under a name that the picture finds it by."""
    value.label = label
    return value


def total(values: list[mc.Value]) -> mc.Value:
    """Return the sum of ``values``, addition by addition."""
    return reduce(add, values)


class LossGraph:
    """L = −log Σ p_i q_i with q = softmax(z), made of ``mathcore``'s values, each with its gradient."""

    def __init__(self, logits: np.ndarray, target: int):
        self.z = [mc.Value(z, f"z{i}") for i, z in enumerate(logits)]
        powers = [z.exp() for z in self.z]
        whole = total(powers)
        self.q = [named(f"q{i}", power / whole) for i, power in enumerate(powers)]
        self.p = [mc.Value(float(i == target)) for i in range(len(logits))]
        self.terms = [named(f"pq{i}", p * q) for i, (p, q) in enumerate(zip(self.p, self.q, strict=True))]
        self.picked = named("picked", total(self.terms))
        self.loss = named("L", -self.picked.log())
        self.loss.backward()
        self.edges = named_edges(self.loss)


class WhereGradientsLive(Explainer):
    """The loss as a graph of values: at the probabilities one gradient lives, at the logits every one."""

    title = "Where gradients live"

    class Params(Base):
        """The logits, the true class and the names of the classes."""

        logits: Logits = (2.5, -1.0, 3.2, 0.5)
        target: Target = 0
        labels: Labels = ()

        @model_validator(mode="after")
        def _fit(self):
            check_target(self.target, len(self.logits))
            check_labels(self.labels, len(self.logits))
            return self

    def prepare(self) -> None:
        self.y = self.params.target
        self.a, self.light = ValueTracker(A), ValueTracker(0.0)
        self.addition = Addition(self.theme)
        self.add(self.addition)
        self.follow(self._draw_addition)

    def _draw_addition(self) -> None:
        a, b = mc.Value(self.a.get_value(), "a"), mc.Value(B, "b")
        c = named("c", a + b)
        c.backward()
        self.addition.show(a, b, c, self.light.get_value())

    @beat(
        f"Nudge a by {NUDGE:g} and c moves by {NUDGE:g}: that ratio is a's gradient, and it lives at the node.",
        alt="A small graph, a plus b gives c; a is nudged, c moves as far, and a gradient of 1 flows back to a and b.",
    )
    def a_graph(self) -> None:
        addition = self.addition
        self.rest(1.0)
        self.appear(addition.was, run_time=0.3)
        self.move((self.a, A + NUDGE), run_time=1.6)
        self.appear(addition.moved, run_time=0.4)
        self.rest(1.2)
        self.move((self.light, 1.0), run_time=1.4)
        self.appear(*addition.gradients, run_time=0.4)

    @beat(
        "The loss is such a graph too: softmax, pick the true share, minus log.",
        alt="Logits at the left feed probabilities; each is multiplied by the truth p, summed, and its −log is L.",
    )
    def the_graph_of_the_loss(self) -> None:
        addition = self.addition
        self.vanish(addition, addition.was, addition.moved, *addition.gradients, run_time=0.4)
        self.unfollow(self._draw_addition)
        self.graph = LossGraph(np.array(self.params.logits), self.y)
        self.picture = LossPicture(self)
        picture = self.picture
        self.ahead = [ValueTracker(0.0) for _ in picture.stages]
        self.back = [ValueTracker(0.0) for _ in picture.stages]
        self.appear(*picture.frames, run_time=0.6)
        self.appear(*picture.values[0], run_time=0.4)
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
        self.show_formula(
            f"(partial loss(L)) / (partial prediction(q_i)) = - truth(p_i) / prediction(q_{y + 1})", size=LABEL
        )
        ahead = [wire.ahead for stage in picture.stages for wire in stage.values()]
        self.play(Presence(ahead, 0.0, 0.5), *self.arriving(picture.keys[0]))
        self.appear(picture.loss.gradient, run_time=0.3)
        self.move((self.back[3], 1.0), run_time=0.9)
        self.appear(picture.picked.gradient, run_time=0.3)
        self.move((self.back[2], 1.0), run_time=1.0)
        self.rest(0.5)
        others = [i for i in range(len(picture.q)) if i != y]
        dark = [picture.stages[1][f"q{i}", f"pq{i}"] for i in others]
        dark += [part for i in others for part in (picture.q[i].box_part, picture.q[i].value)]
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

        def mark(name: str, value: float) -> tuple[Ghost, Part]:
            bar = self.bars[name]
            x, low, high = bar.xs[0], bar.baseline + value * unit, bar.baseline + (value + NUDGE) * unit
            side = -1 if name == "a" else 1
            bracket = Bracket(theme, "ink", 0.12 * side).along(low, high, x + 0.37 * side)
            text = words(f"+{NUDGE:g}", theme, LABEL)
            text.middle(x + 0.62 * side, (low + high) / 2, "right" if side < 0 else "left")
            return Ghost(theme).between((x - 0.4, low), (x + 0.4, low)), Part(bracket, text)

        marks = [mark("a", A), mark("c", A + B)]
        self.was, self.moved = (Part(*parts) for parts in zip(*marks, strict=True))
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


class LossPicture:
    """The nodes and wires of a :class:`LossGraph`, in columns from the logits to the loss."""

    def __init__(self, scene: WhereGradientsLive):
        theme, layout, graph, y = scene.theme, scene.layout, scene.graph, scene.y
        count = len(graph.z)
        self.count, self.roomy = count, count <= ROOMY
        head, top, foot = layout.top - 0.2, layout.top - 0.5, layout.bottom + 0.1
        pitch = (top - foot) / count if count > 2 else 1.6
        middle = (top + foot) / 2
        ys = [middle + ((count - 1) / 2 - i) * pitch for i in range(count)]
        up = min(0.52, 0.8 * pitch) if not self.roomy else min(0.52, pitch - 0.42)
        size = LABEL if count <= 5 else 24
        names = class_names(scene.params.labels, count, "z", theme, size, "logit", truth=y)
        room = max(name.advance for name in names)
        across = 1.0
        x_z = layout.left + room + 0.2 + across / 2 + (0.0 if self.roomy else 1.05)
        x_loss = layout.right - 0.65
        x_picked, x_gate = x_loss - 2.7, x_loss - 4.6
        x_q = max(x_gate - 1.9, 0.5 * (x_z + x_gate))

        def column(role: str, x: float, decimals: int) -> list[ValueNode]:
            nodes = []
            for i, row in enumerate(ys):
                own = role if role != "logit" or i != y else "truth"
                thick = 5.0 if i == y else 3.0
                nodes.append(
                    ValueNode(
                        theme, own, x, row, across, up, decimals=decimals, size=size, stroke=thick, under=self.roomy
                    )
                )
            return nodes

        self.z, self.q = column("logit", x_z, 2), column("prediction", x_q, 3)
        gate = min(0.24, 0.42 * pitch)
        self.gates = [Gate(theme, x_gate, row, gate, int(p.data), size) for row, p in zip(ys, graph.p, strict=True)]
        self.picked = ValueNode(theme, "prediction", x_picked, middle, 1.2, PICKED)
        self.loss = ValueNode(theme, "loss", x_loss, middle, 1.2, PICKED)
        for node, value in zip((*self.z, *self.q), (*graph.z, *graph.q), strict=True):
            share = value.data if value.label.startswith("q") else None
            node.show(value.data, share).show_gradient(value.grad)
        self.picked.show(graph.picked.data).show_gradient(graph.picked.grad)
        self.loss.show(graph.loss.data).show_gradient(graph.loss.grad, "loss")

        stroke = 2.5 if self.roomy else 1.5

        def wire(start, end, unit: float) -> Wire:
            return Wire(theme, start, end, unit, stroke=stroke)

        #: ∂L/∂q and ∂L/∂z have units of their own: 1/q_y may be anything, q − p never exceeds 1
        slants = [wire(gate.right, self.picked.left, 1.0).slant for gate in self.gates]
        self.unit_q = min(0.3, (PICKED - 0.1) / sum(slants)) / abs(graph.picked.grad)
        pulls = [
            abs(z.grad) * wire(node.right, self.q[y].left, 1.0).slant for z, node in zip(graph.z, self.z, strict=True)
        ]
        self.unit_z = min(0.4, (up - 0.04) / max(sum(pulls), DARK))

        self.stages: list[dict[tuple[str, str], Wire]] = [
            {
                (f"z{i}", f"q{j}"): wire(z.right, q.left, self.unit_z)
                for j, q in enumerate(self.q)
                for i, z in enumerate(self.z)
            },
            {(f"q{i}", f"pq{i}"): wire(q.right, g.left, self.unit_q) for i, (q, g) in self._rows(self.q)},
            {(f"pq{i}", "picked"): wire(g.right, self.picked.left, self.unit_q) for i, (_, g) in self._rows(self.q)},
            {("picked", "L"): wire(self.picked.right, self.loss.left, self.unit_q)},
        ]
        heads = [
            _head("logits", "logit(z)", theme).put(x_z, head),
            _head("probabilities", "prediction(q)", theme).put(x_q, head),
            _head("truth", "truth(p)", theme).put(x_gate, head),
        ]
        signs = [
            math("sum_i truth(p_i) prediction(q_i)", theme, LABEL).put(x_picked, head),
            math("loss(L)", theme, LABEL).put(x_loss, head),
            math("- log", theme, LABEL).put((x_picked + x_loss) / 2, middle + 0.26),
        ]
        wires = [wire for stage in self.stages for wire in stage.values()]
        boxes = [node.box_part for node in (*self.z, *self.q, self.picked, self.loss)]
        self.frames = [*wires, *boxes, *self.gates, *names, *heads, *signs]
        for name, row in zip(names, ys, strict=True):
            name.middle(layout.left + room, row, "right")
        self.values = [
            [node.value for node in self.z],
            [node.value for node in self.q],
            [],
            [self.picked.value],
            [self.loss.value],
        ]
        self.keys = _keys(theme, x_picked - 0.55, layout.bottom + 0.15)

    def _rows(self, nodes):
        return enumerate(zip(nodes, self.gates, strict=True))

    def show_stage(self, graph: LossGraph, stage: dict, ahead: float, back: float) -> None:
        """Draw one column of edges: how far values have come ahead and gradients back."""
        children: dict[str, list[tuple[str, str]]] = {}
        for edge in stage:
            children.setdefault(edge[1], []).append(edge)
        for edges in children.values():
            wires, flows = [stage[edge] for edge in edges], [graph.edges[edge] for edge in edges]
            for wire, flow, port in zip(wires, flows, ports(wires, flows), strict=True):
                wire.dock(port).lead(ahead).flow_back(flow, back)


class Gate(Part):
    """Where a probability is multiplied by its p, 0 or 1."""

    def __init__(self, theme: Theme, x: float, y: float, radius: float, p: int, size: float):
        super().__init__()
        self.left, self.right = np.array([x - radius, y]), np.array([x + radius, y])
        disc = Shape(theme.color("paper"), 1.0, stroke=3.0).disc(x, y, radius)
        disc.set_stroke(theme.color("truth"))
        self.add(disc, words(str(p), theme, size, "truth").middle(x, y))


def _head(word: str, symbol: str, theme: Theme) -> Label:
    return math(f'#text(font: "New Computer Modern")[{word} ] {symbol}', theme, LABEL)


def _keys(theme: Theme, x: float, y: float) -> list[Part]:
    """Return what colours and widths mean, upwards from ``y``: for the probabilities, and what the logits add."""
    raised, lowered, at_q, at_z = (
        math(text, theme, SMALL)
        for text in (
            'up(#text(font: "New Computer Modern")[green: descent raises it])',
            'down(#text(font: "New Computer Modern")[red: descent lowers it])',
            '#text(font: "New Computer Modern")[width:] abs(partial loss(L) \\/ partial prediction(q))',
            '#text(font: "New Computer Modern")[left:] abs(partial loss(L) \\/ partial logit(z))',
        )
    )
    at_q.put(x, y, "left")
    return [
        Part(raised.put(x, y + 0.84, "left"), lowered.put(x, y + 0.42, "left"), at_q),
        at_z.put(x + at_q.advance + 0.3, y, "left"),
    ]
