"""How the force gets past the hidden layer: a force at each hidden node, and what the edges of one bring back."""

from itertools import chain

import numpy as np

from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.outputs import role
from scenes.pictures.tug_through_the_network.params import Passage, State, Sum

#: How far along a level edge, and along a slanting one, stands what it brings back: out there the edges lie apart.
LEVEL, SLANTING = 0.5, 0.64
#: How tall is its ground, and how much wider than the text.
TALL, AROUND = 46 * PX, 8 * PX
#: From a node to the number that stands on it, and what two nodes need between them for that: the upper is farther.
AWAY, ROOM = 8 * PX, 54 * PX
#: After an equals sign; a digit's height by its size.
EQUALS, CAP = 12 * PX, DIGIT_HEIGHT * UNITS_PER_SIZE


class HiddenForces:
    """The forces at the hidden nodes, each written above its node if there is room."""

    def __init__(self, theme: Theme, net: Net):
        self.theme, self.net = theme, net
        self.layers = range(1, len(net.widths) - 1)
        #: whether a number has room above its node, and between the edges
        self.fits = len(net.widths) == 3 and net.pitch - 2 * net.radius > ROOM
        self.numbers = [[Readout(theme, TEXT, "up", 2, signed=True) for _ in net.at[k]] for k in self.layers]
        #: before a layer's first number, so that none is taken for a value of h; edges are in the way of more
        self.names = [math("F =", theme, TEXT) for _ in self.layers]
        named = zip(self.names, self.numbers, strict=True)
        self.nodes = list(chain(*([Part(name, first), *others] for name, (first, *others) in named)))

    def show(self, state: State) -> None:
        """Write the forces of a state."""
        for k, name, numbers in zip(self.layers, self.names, self.numbers, strict=True):
            aside = (name.advance + EQUALS) / 2
            for i, (number, (x, y), force) in enumerate(
                zip(numbers, self.net.at[k], state.hidden_forces(k), strict=True)
            ):
                number.recolor(self.theme.color(role(float(force), 2)))
                number.middle(float(force), x if i else x + aside, y + self.net.radius + AWAY + CAP * TEXT / 2)
            (x, y), half = self.net.at[k][0], numbers[0].width(numbers[0].text) / 2
            name.put(x - aside - half, y + self.net.radius + AWAY, "left")


class Brought:
    """What each edge of a hidden node brings back, written on it: first its weight, then that times F at its end."""

    def __init__(self, theme: Theme, net: Net, passage: Passage):
        self.edges = Part(Shape(theme.color("ink"), 0.0, stroke=9.0))
        self.edges[0].points = net.out_of(-2, passage.node)
        ways = net.at[-1] - net.at[-2][passage.node]
        along = np.where(abs(ways[:, 1:]) < AWAY, LEVEL, SLANTING)
        places = net.at[-2][passage.node] + along * ways
        weights = (f"w_{j} = {_plain(weight, passage.places)}" for j, weight in enumerate(passage.weights, start=1))
        products = (_coloured(one, passage.decimals) for one in passage.brought)
        self.weights, self.products = (
            Part(*(self._written(theme, body, *place) for body, place in zip(bodies, places, strict=True)))
            for bodies in (weights, products)
        )

    @staticmethod
    def _written(theme: Theme, body: str, x: float, y: float) -> Part:
        """Return a text on a ground of paper."""
        text = math(body, theme, TEXT).middle(x, y).halo(theme.color("paper"))
        wide = text.advance + 2 * AROUND
        return Part(Backing(theme.color("paper"), 1.0).box(x - wide / 2, y - TALL / 2, wide, TALL), text)


def passing(theme: Theme, passage: Passage | None) -> list[Label]:
    """Return the sum that makes the force at a hidden node, in symbols, and in numbers where its terms are shown."""
    if passage is None:
        return [math('F "at" h = (Sigma thin w thin F) times "slope of tanh"', theme, TEXT)]
    decimals, (first, *others) = passage.decimals, passage.brought
    terms = [_coloured(first, decimals), *(_coloured(one, decimals, follows=True) for one in others)]
    symbols = " + ".join(f"w_{j} thin F_{j}" for j in range(1, len(terms) + 1))
    head = f'F "at" h_{passage.node + 1} ='
    return [
        math(f'{head} ({symbols}) times "slope of tanh"', theme, TEXT),
        math(
            f"{head} ({' '.join(terms)}) times {passage.slope:.{decimals}f} = {_coloured(passage.force, decimals)}",
            theme,
            TEXT,
        ),
    ]


def adding(theme: Theme, one: Sum) -> Label:
    """Return what a hidden node makes of its inputs, in numbers."""
    first, *others = (
        f"{_plain(weight, 2, follows=k > 0)} times {_bracketed(value)}"
        for k, (weight, value) in enumerate(zip(one.weights, one.values, strict=True))
    )
    bias = f"{_plain(one.bias, 2, follows=True)}" if abs(one.bias) >= 0.005 else "+ 0"
    return math(f"h_{one.node + 1} = tanh({' '.join([first, *others])} {bias}) = {_plain(one.result, 2)}", theme, TEXT)


def _bracketed(value: float) -> str:
    """Return a factor in Typst's math; a negative one stands in brackets."""
    return f"({_plain(value, 2)})" if value < 0 else _plain(value, 2)


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
