"""How the force gets past the hidden layer: a force at each hidden node, and what the edges of one bring back."""

from itertools import chain

import numpy as np
from manim import ValueTracker

from scenes.kit.shapes import Backing, Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.outputs import role
from scenes.pictures.tug_through_the_network.params import Passage, State, Sum

#: How far along an edge stands what is written on it: on two that come together, and on those that part.
COMING, PARTING = 0.45, 0.6
#: How tall is its ground, and how much wider than the text.
TALL, AROUND = 68 * PX, 11 * PX
#: From a line to the next in a node, and how large it is at least to have room for two.
LINE, ROOM = 49 * PX, 54 * PX
#: From a line to the next on an edge, where there are brackets; what is written there ends so far before the nodes.
STEP, BEFORE = 60 * PX, 14 * PX


class HiddenForces:
    """The forces at the hidden nodes, each written into its node, under the node's value, if there is room."""

    def __init__(self, theme: Theme, net: Net):
        self.theme, self.net = theme, net
        self.layers = range(1, len(net.widths) - 1)
        #: whether two numbers have room in a node
        self.fits = len(net.widths) == 3 and net.radius > ROOM
        self.numbers = [[Readout(theme, TEXT, "up", 2, signed=True) for _ in net.at[k]] for k in self.layers]
        self.nodes = list(chain(*self.numbers)) if self.fits else []
        #: how far each node's value has made room for the force
        self.risen = [ValueTracker(0.0) for _ in self.nodes]

    def show(self, state: State) -> None:
        """Write the forces of a state."""
        if self.fits:
            self.net.lifts[1] = np.array([LINE / 2 * risen.get_value() for risen in self.risen])
        for k, numbers in zip(self.layers, self.numbers, strict=True):
            for number, (x, y), force in zip(numbers, self.net.at[k], state.hidden_forces(k), strict=True):
                number.recolor(self.theme.color(role(float(force), 2)))
                number.middle(float(force), x, y - LINE / 2)


class Brought:
    """What each edge of a hidden node brings back, written on it: first its weight, then that times F at its end."""

    def __init__(self, theme: Theme, net: Net, passage: Passage):
        start = net.at[-2][passage.node]
        places, limit = start + PARTING * (net.at[-1] - start), net.xs[-1] - net.half - BEFORE
        self.weights, self.products = Part(), Part()
        for j, place in enumerate(places):
            weight = _plain(passage.weights[j], passage.places)
            factors = f"{weight} times {_bracketed(passage.forces[j], 3)}"
            product = f"= {_coloured(passage.brought[j], passage.decimals)}"
            self.weights.add(on_edge(theme, place, f"w_{j + 1} = {weight}", limit=limit))
            self.products.add(on_edge(theme, place, factors, product, limit=limit))


def on_edge(theme: Theme, place: np.ndarray, *lines: str, limit: float = np.inf) -> Part:
    """Return lines of text around a place, each on a ground of paper; they end at ``limit`` at the right."""
    made, texts, (x, y) = Part(), [math(line, theme, TEXT).halo(theme.color("paper")) for line in lines], place
    x = min(x, limit - max(text.advance for text in texts) / 2)
    for k, text in enumerate(texts):
        level, wide = y + STEP * ((len(texts) - 1) / 2 - k), text.advance + 2 * AROUND
        ground = Backing(theme.color("paper"), 1.0).box(x - wide / 2, level - TALL / 2, wide, TALL)
        made.add(ground, text.middle(x, level))
    return made


def weights_into(theme: Theme, net: Net, one: Sum) -> Part:
    """Return the weights that a hidden node multiplies its inputs by, each on its edge."""
    places = net.at[0] + COMING * (net.at[1][one.node] - net.at[0])
    return Part(*(on_edge(theme, place, _plain(w, 2)) for w, place in zip(one.weights, places, strict=True)))


def passing(theme: Theme, passage: Passage | None) -> list[Label]:
    """Return the sum that makes the force at a hidden node, in symbols, and in numbers where its terms are shown."""
    if passage is None:
        return [math('F "at" h = (Sigma thin w thin F) times ("slope of tanh:" 1 - h^2)', theme, TEXT)]
    decimals, (first, *others) = passage.decimals, passage.brought
    terms = [_coloured(first, decimals), *(_coloured(one, decimals, follows=True) for one in others)]
    symbols = " + ".join(f"w_{j} thin F_{j}" for j in range(1, len(terms) + 1))
    node, value = f"h_{passage.node + 1}", _bracketed(passage.value, 3)
    head = f'F "at" {node} ='
    return [
        math(f'{head} ({symbols}) times ("slope of tanh:" 1 - {node}^2)', theme, TEXT),
        math(
            f"{head} ({' '.join(terms)}) times (1 - {value}^2) = {_coloured(passage.force, decimals)}",
            theme,
            TEXT,
        ),
    ]


def adding(theme: Theme, one: Sum) -> Label:
    """Return what a hidden node makes of its inputs, in numbers."""
    first, *others = (
        f"{_plain(weight, 2, follows=k > 0)} times {_bracketed(value, 2)}"
        for k, (weight, value) in enumerate(zip(one.weights, one.values, strict=True))
    )
    bias = f"{_plain(one.bias, 2, follows=True)}" if abs(one.bias) >= 0.005 else "+ 0"
    return math(f"h_{one.node + 1} = tanh({' '.join([first, *others])} {bias}) = {_plain(one.result, 2)}", theme, TEXT)


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
