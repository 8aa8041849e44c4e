"""The loss as a graph of ``mathcore``'s values, and its picture in columns from the logits to the loss."""

from collections.abc import Sequence
from functools import reduce
from operator import add

import numpy as np

from mathcore import Value

from .graph import DARK, ValueNode, Wire, named_edges, ports
from .layout import Layout
from .names import class_names
from .shapes import LABEL, SMALL, Label, Part, Shape, math, words
from .theme import Theme

#: Up to so many classes there is room for a gradient under each node.
ROOMY = 6
#: Height of the box that the true share is picked into.
PICKED = 0.8
#: Rows so far apart leave room for a word under a class's name; a name so short for one behind it.
BELOW, SHORT = 0.75, 1.3
#: Width of a logit's and a probability's box.
ACROSS = 1.1


def named(label: str, value: Value) -> Value:
    """Return ``value`` under a name that the picture finds it by."""
    value.label = label
    return value


def total(values: list[Value]) -> Value:
    """Return the sum of ``values``, addition by addition."""
    return reduce(add, values)


class LossGraph:
    """L = −log Σ p_i q_i with q = softmax(z), made of ``mathcore``'s values, each with its gradient."""

    def __init__(self, logits: np.ndarray, target: int):
        self.z = [Value(z, f"z{i}") for i, z in enumerate(logits)]
        powers = [z.exp() for z in self.z]
        whole = total(powers)
        self.q = [named(f"q{i}", power / whole) for i, power in enumerate(powers)]
        self.p = [Value(float(i == target)) for i in range(len(logits))]
        self.terms = [named(f"pq{i}", p * q) for i, (p, q) in enumerate(zip(self.p, self.q, strict=True))]
        self.picked = named("picked", total(self.terms))
        self.loss = named("L", -self.picked.log())
        self.loss.backward()
        self.edges = named_edges(self.loss)


class LossPicture:
    """The nodes and wires of a :class:`LossGraph`, in columns from the logits to the loss.

    ``stages`` holds the columns of wires by (parent, child); ``frames`` and ``names`` stand before any value has
    come, ``values`` is what comes column by column, ``keys`` what explains colours and widths.
    """

    def __init__(self, theme: Theme, layout: Layout, graph: LossGraph, target: int, labels: Sequence[str]):
        self.theme, self.target, count = theme, target, len(graph.z)
        self.roomy = count <= ROOMY
        self.head, top, foot = layout.top - 0.2, layout.top - 0.5, layout.bottom + 0.1
        self.pitch = (top - foot) / max(count, 3)
        self.middle = (top + foot) / 2
        self.ys = [self.middle + ((count - 1) / 2 - i) * self.pitch for i in range(count)]
        self.up = min(0.52, self.pitch - 0.42 if self.roomy else 0.8 * self.pitch)
        self.size = LABEL if count <= 5 else 24

        names = class_names(labels, count, "z", theme, self.size, "logit", truth=target)
        #: "true" stands under the true class's name, or behind it where the rows are close and the names short
        sign = words("true", theme, self.size, "truth")
        room = max(name.advance for name in names)
        below, behind = self.pitch >= BELOW, self.pitch < BELOW and room <= SHORT
        if below:
            room = max(room, sign.advance)
        elif behind:
            room = max(room, names[target].advance + 0.12 + sign.advance)
        for i, (name, row) in enumerate(zip(names, self.ys, strict=True)):
            back = sign.advance + 0.12 if behind and i == target else 0.0
            name.middle(layout.left + room - back, row, "right")
        sign.middle(layout.left + room, self.ys[target] - (0.34 if below else 0.0), "right")
        self.x_z = layout.left + room + 0.2 + ACROSS / 2 + (0.0 if self.roomy else 1.05)
        self.x_loss = layout.right - 0.65
        self.x_picked, self.x_gate = self.x_loss - 2.7, self.x_loss - 4.6
        self.x_q = max(self.x_gate - 1.9, 0.5 * (self.x_z + self.x_gate))

        self._add_nodes(graph)
        self._add_wires(graph)
        wires = [wire for stage in self.stages for wire in stage.values()]
        boxes = [node.box_part for node in (*self.z, *self.q, self.picked, self.loss)]
        #: what stands before any value has come: what is drawn, and what is written
        self.frames = [*wires, *boxes]
        self.names = [*self.gates, *names, *([sign] if below or behind else []), *self._headings()]
        self.values = [
            [node.value for node in self.z],
            [node.content for node in self.q],
            [],  # a gate's p stands from the start
            [self.picked.value],
            [self.loss.value],
        ]
        self.keys = _keys(theme, self.x_picked - 0.85, layout.bottom + 0.15, self.ratio)

    def _add_nodes(self, graph: LossGraph) -> None:
        """Make a node for each logit, probability and gate, and one each for the picked share and the loss."""
        theme, y = self.theme, self.target

        def column(role: str, x: float, decimals: int) -> list[ValueNode]:
            look = {"decimals": decimals, "size": self.size, "under": self.roomy}
            return [
                ValueNode(theme, role, x, row, ACROSS, self.up, stroke=5.0 if i == y else 3.0, **look)
                for i, row in enumerate(self.ys)
            ]

        self.z, self.q = column("logit", self.x_z, 2), column("prediction", self.x_q, 3)
        self.z[y].frame.recolor(theme.color("truth"))
        radius = min(0.24, 0.42 * self.pitch)
        self.gates = [
            Gate(theme, self.x_gate, row, radius, int(p.data), self.size)
            for row, p in zip(self.ys, graph.p, strict=True)
        ]
        self.picked = ValueNode(theme, "prediction", self.x_picked, self.middle, 1.2, PICKED)
        self.loss = ValueNode(theme, "loss", self.x_loss, self.middle, 1.2, PICKED)
        for node, value in zip(self.z, graph.z, strict=True):
            node.show(value.data).show_gradient(value.grad)
        for node, value in zip(self.q, graph.q, strict=True):
            node.show(value.data, share=value.data).show_gradient(value.grad)
        self.picked.show(graph.picked.data).show_gradient(graph.picked.grad)
        self.loss.show(graph.loss.data).show_gradient(graph.loss.grad, "loss")

    def _add_wires(self, graph: LossGraph) -> None:
        """Join the columns; what ends at one node must fit into its side."""
        stroke = 2.5 if self.roomy else 1.5

        def wire(start, end, unit: float = 1.0) -> Wire:
            return Wire(self.theme, start, end, unit, stroke=stroke)

        picked, lit = self.picked.left, self.q[self.target].left
        #: 1/q_y may be anything, q − p never exceeds 1: widths at the logits are ``ratio`` times as large
        slants = [wire(gate.middle, picked).slant for gate in self.gates]
        self.unit_q = min(0.3, (PICKED - 0.16) / sum(slants)) / abs(graph.picked.grad)
        pulls = [abs(z.grad) * wire(node.right, lit).slant for z, node in zip(graph.z, self.z, strict=True)]
        self.ratio = leading(min(0.4, (self.up - 0.08) / max(sum(pulls), DARK)) / self.unit_q)
        self.unit_z = self.ratio * self.unit_q

        rows = list(enumerate(zip(self.q, self.gates, strict=True)))
        self.stages: list[dict[tuple[str, str], Wire]] = [
            {
                (f"z{i}", f"q{j}"): wire(z.right, q.left, self.unit_z)
                for j, q in enumerate(self.q)
                for i, z in enumerate(self.z)
            },
            {(f"q{i}", f"pq{i}"): wire(q.right, gate.middle, self.unit_q) for i, (q, gate) in rows},
            {(f"pq{i}", "picked"): wire(gate.middle, picked, self.unit_q) for i, (_, gate) in rows},
            {("picked", "L"): wire(self.picked.right, self.loss.left, self.unit_q)},
        ]

    def _headings(self) -> list[Label]:
        """Return what stands over the columns and, where there is room, between them."""
        theme, head = self.theme, self.head
        logits = _heading("logits", "logit(z)", theme).put(self.x_z, head)
        shares = _heading("probabilities", "prediction(q)", theme).put(self.x_q, head)
        step = words("softmax", theme, LABEL, "muted")
        left, right = self.x_z + logits.advance / 2, self.x_q - shares.advance / 2
        step.put((left + right) / 2, head)
        return [
            logits,
            *([step] if step.advance + 0.5 < right - left else []),
            shares,
            _heading("truth", "truth(p)", theme).put(self.x_gate, head),
            math("sum_i truth(p_i) prediction(q_i)", theme, LABEL).put(self.x_picked, head),
            math("- log", theme, LABEL).put((self.x_picked + self.x_loss) / 2, self.middle + 0.26),
            math("loss(L)", theme, LABEL).put(self.x_loss, head),
        ]

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
    """Where a probability is multiplied by its p, 0 or 1; it covers the ends of its edges."""

    def __init__(self, theme: Theme, x: float, y: float, radius: float, p: int, size: float):
        super().__init__()
        self.middle = np.array([x, y])
        disc = Shape(theme.color("paper"), 1.0, stroke=3.0).disc(x, y, radius)
        disc.set_stroke(theme.color("truth"))
        self.add(disc, words(str(p), theme, size, "truth").middle(x, y))


def _heading(word: str, symbol: str, theme: Theme) -> Label:
    return math(f'#text(font: "New Computer Modern")[{word} ] {symbol}', theme, LABEL)


def leading(value: float) -> float:
    """Return a positive ``value`` cut to its first digit, so that it can be written in full."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(f"{np.floor(value / power + 1e-9) * power:.0e}")


def _keys(theme: Theme, x: float, y: float, ratio: float) -> list[Part]:
    """Return what colours and widths mean, upwards from ``y``: for the probabilities, and what the logits add."""
    raised, lowered, at_q, at_z = (
        math(text, theme, SMALL)
        for text in (
            'up(#text(font: "New Computer Modern")[green: should rise])',
            'down(#text(font: "New Computer Modern")[red: should fall])',
            '#text(font: "New Computer Modern")[width:] abs(partial loss(L) \\/ partial prediction(q))',
            '#text(font: "New Computer Modern")[left:] abs(partial loss(L) \\/ partial logit(z))'
            + ("" if ratio == 1 else f'#text(font: "New Computer Modern")[, widths ×] {_written(ratio)}'),
        )
    )
    return [
        Part(
            raised.put(x, y + 0.84, "left"),
            lowered.put(x + raised.advance + 0.3, y + 0.84, "left"),
            at_q.put(x, y + 0.42, "left"),
        ),
        at_z.put(x, y, "left"),
    ]


def _written(ratio: float) -> str:
    """Return a ratio of one digit in Typst's math: 4, 0.9, 30, 5·10^9."""
    if 0.1 <= ratio < 1000:
        return f"{ratio:g}"
    digit, power = f"{ratio:.0e}".split("e")
    return f"{digit} dot 10^({int(power)})"
