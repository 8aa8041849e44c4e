"""How the force gets past the hidden layer: a force at each hidden node, and what the edges of one bring back."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from manim import ValueTracker

from scenes.kit.arrows import Arrow
from scenes.kit.shapes import Backing, Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.bands import bar
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.outputs import FADING, force_name, role
from scenes.pictures.tug_through_the_network.params import largest
from scenes.pictures.tug_through_the_network.states import Passage, State, Sum

#: How far along an edge that comes to a node stands what is written beside it.
COMING = 0.42
#: How tall it is with what is kept free around it, how much wider than the text that is, how far it is beside an edge,
#: and how broad its ground on one.
TALL, AROUND, CLEAR, BROAD = 56 * PX, 11 * PX, 6 * PX, 12 * PX
#: From a line to the next in a node, and from the node's middle to these lines, down under its name, and to the arrow;
#: the last three in a node with its name inside, too.
LINE, ASIDE, DOWN, BEFORE = 49 * PX, (18 * PX, 43 * PX), (7 * PX, 0.0), (67 * PX, 39 * PX)
#: Half of how wide an arrow's head is at most; and an arrow is at most so much of a node's radius long.
HEAD, LONG = 12 * PX, 1.5


class HiddenForces:
    """The forces at the hidden nodes: each in its node, as a number under the node's value and an arrow beside them.

    They are ``nodes``, which are none where nodes have no room for them.

    Parameters
    ----------
    net : the network.
    course : what the network goes through.
    """

    def __init__(self, theme: Theme, net: Net, course: Sequence[State]):
        self.theme, self.net = theme, net
        #: scene units for a force of 1, at the logits, too
        self.unit = min(0.7 * net.pitch, 1.3)
        if net.roomy:
            most = largest([state.hidden_forces(1) for state in course])
            self.unit = min(self.unit, LONG * net.radius / max(most, 1e-9))
        self.layers = range(1, len(net.widths) - 1)
        self.numbers = [[Readout(theme, TEXT, "up", 2, signed=True) for _ in net.at[k]] for k in self.layers]
        self.arrows = [[Arrow(theme, self.unit, HEAD, fading=FADING) for _ in net.at[k]] for k in self.layers]
        pairs = zip(chain(*self.arrows), chain(*self.numbers), strict=True)
        self.nodes = [Part(*pair) for pair in pairs] if net.roomy else []
        self.aside, self.down, self.before = (both[net.tight] for both in (ASIDE, DOWN, BEFORE))
        #: how far each node's value has made room for the force
        self.risen = [ValueTracker(0.0) for _ in self.nodes]

    def show(self, state: State) -> None:
        """Write and draw the forces of a state."""
        for shift, risen in zip(self.net.shifts[1], self.risen, strict=False):
            # beside a name it has its place from the start
            shift[:] = risen.get_value() * np.array([self.aside, LINE / 2 - self.down])
            shift[0] = self.aside if self.net.tight else shift[0]
        for k, arrows, numbers in zip(self.layers, self.arrows, self.numbers, strict=True):
            forces = map(float, state.hidden_forces(k))
            for arrow, number, (x, y), force in zip(arrows, numbers, self.net.at[k], forces, strict=True):
                number.recolor(self.theme.color(role(force, 2)))
                number.middle(force, x + self.aside, y - LINE / 2 - self.down)
                arrow.show(force, x - self.before, y - force * arrow.unit / 2)


class Brought:
    """What each edge of a hidden node brings back, written on it: its weight, then what that is times F.

    The edge that passes behind a text is hidden there, and no other; texts stand in the middles of their edges.
    ``worked`` is the product at the true class's logit, in numbers.
    """

    def __init__(self, theme: Theme, net: Net, passage: Passage, target: int):
        self.theme = theme
        self.edges = list(zip(*(found[passage.node] for found in net.grid(1)), strict=True))
        weights = [_plain(weight, passage.places) for weight in passage.weights]
        brought = [_coloured(one, passage.decimals) for one in passage.brought]
        called = [weight_name(passage.node, i) for i in range(len(brought))]
        names = [f"{name} thin {force_name(i)}" for i, name in enumerate(called)]
        before = [math(f"{name} = {weight}", theme, TEXT) for name, weight in zip(called, weights, strict=True)]
        after = [math(f"{name} = {one}", theme, TEXT) for name, one in zip(names, brought, strict=True)]
        self.weights, self.results = self._on_edges(before), self._on_edges(after)
        product = f"{weights[target]} times {factor(passage.forces[target])}"
        self.worked = math(f"{names[target]} = {product} = {brought[target]}", theme, TEXT)

    def _on_edges(self, written: Sequence[Label]) -> Part:
        grounds, texts = Part(), Part()
        for text, (start, end) in zip(written, self.edges, strict=True):
            way, middle = end - start, (start + end) / 2
            along = way / np.hypot(*way)
            half = min(text.advance / 2 + AROUND, TALL / 2 / max(abs(along[1]), 1e-9)) * along
            ground = Backing(self.theme.color("paper"), 1.0)
            ground.points = bar(middle - half, middle + half, BROAD)
            grounds.add(ground)
            texts.add(text.halo(self.theme.color("paper")).middle(*middle))
        return Part(grounds, texts)


def weights_into(theme: Theme, net: Net, one: Sum) -> Part:
    """Return the weights that a hidden node multiplies its inputs by: the first above its edge, the other below it.

    There is no room for those of more inputs, or between lower nodes.
    """
    starts, ends = (found[:, one.node] for found in net.grid(0))
    made = Part()
    if net.tight or len(one.weights) > 2:
        return made
    for start, end, weight, side in zip(starts, ends, one.weights, (1.0, -1.0), strict=False):
        text = math(_plain(weight, 2), theme, TEXT)
        along = (end - start) / np.hypot(*(end - start))
        away = TALL / 2 * along[0] + (text.advance / 2 + AROUND) * abs(along[1]) + CLEAR
        across = side * away * np.array([-along[1], along[0]])
        made.add(text.middle(*(start + COMING * (end - start) + across)))
    return made


def passing(theme: Theme, passage: Passage | None) -> list[Label]:
    """Return the sum that makes the force at any hidden node; where one's is shown, too, in symbols and in numbers."""
    law = math('F "into" h = (Sigma thin w thin F) times ("slope of tanh:" 1 - h^2)', theme, TEXT)
    if passage is None:
        return [law]
    decimals, (first, *others) = passage.decimals, passage.brought
    terms = [_coloured(first, decimals), *(_coloured(one, decimals, follows=True) for one in others)]
    symbols = " + ".join(f"{weight_name(passage.node, j)} thin {force_name(j)}" for j in range(len(terms)))
    node, value = f"h_{passage.node + 1}", _bracketed(passage.value, 3)
    head = f'F "into" {node} ='
    return [
        law,
        math(f'{head} ({symbols}) times ("slope of tanh:" 1 - {node}^2)', theme, TEXT),
        math(
            f"{head} ({' '.join(terms)}) times (1 - {value}^2) = {_coloured(passage.force, decimals)}",
            theme,
            TEXT,
        ),
    ]


def adding(theme: Theme, one: Sum) -> Label:
    """Return what a hidden node makes of its inputs, in numbers; beside three there is no room for a bias of 0."""
    first, *others = (
        f"{_plain(weight, 2, follows=k > 0)} times {_bracketed(value, 2)}"
        for k, (weight, value) in enumerate(zip(one.weights, one.values, strict=True))
    )
    bias = "+ 0" if len(others) < 2 else ""  # before the first step
    return math(f"h_{one.node + 1} = tanh({' '.join([first, *others])} {bias}) = {_plain(one.result, 2)}", theme, TEXT)


def weight_name(start: int, end: int) -> str:
    """Return the name of the weight from a hidden node to a logit in Typst's math; from ten nodes on they have none."""
    return f"w_({start + 1} thin {end + 1})" if max(start, end) < 9 else "w"


def factor(force: float, decimals: int = 3) -> str:
    """Return a force in Typst's math, coloured up or down, as a factor: a negative one stands in brackets."""
    text = _coloured(force, decimals)
    return f"({text})" if "minus" in text else text


def _bracketed(value: float, decimals: int) -> str:
    """Return a factor in Typst's math; a negative one stands in brackets."""
    text = _plain(value, decimals)
    return f"({text})" if text.startswith("minus") else text


def _plain(value: float, decimals: int, follows: bool = False) -> str:
    """Return a number in Typst's math; one that follows another always wears its sign."""
    text = f"{abs(value):.{decimals}f}"
    if value < 0 and text.strip("0."):
        return f"minus {text}"
    return f"plus {text}" if follows else text


def _coloured(value: float, decimals: int, follows: bool = False) -> str:
    """Return such a number, coloured up or down as a force is; a sign between two numbers stays an operator."""
    if follows:
        sign, _, number = _plain(value, decimals, follows=True).partition(" ")
        return f"{sign} {role(value, decimals)}({number})"
    return f"{role(value, decimals)}({_plain(value, decimals)})"
