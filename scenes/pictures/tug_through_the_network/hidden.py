"""How the force gets past the hidden layer: a force at each hidden node, and what the edges of one bring back."""

from collections.abc import Sequence
from itertools import chain

from scenes.kit.arrows import Arrow
from scenes.kit.shapes import Backing, Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.outputs import FADING, role
from scenes.pictures.tug_through_the_network.params import Passage, State, Sum

#: How far along its edge stands what it brings back, and how tall is its ground.
ALONG, TALL = 0.62, 62 * PX
#: From a node to what stands above it, and a number's height with that again.
AWAY, ROOM = 5 * PX, 40 * PX


class HiddenForces:
    """The forces at the hidden nodes, each an arrow and its number above its node.

    Parameters
    ----------
    course : the states that will be shown.
    unit : scene units for a force of 1, if the arrows have room then.
    """

    def __init__(self, theme: Theme, net: Net, course: Sequence[State], unit: float):
        self.theme, self.net = theme, net
        self.layers = range(1, len(net.widths) - 1)
        largest = max([1e-9, *(abs(state.hidden_forces(k)).max() for state in course for k in self.layers)])
        room = net.pitch - 2 * (net.radius + AWAY)
        #: whether a number has room above its node, and between the edges
        self.fits = len(net.widths) == 3 and room > ROOM
        self.unit = min(unit, room / largest) if self.fits else unit
        self.arrows = [[Arrow(theme, self.unit, 26 * PX, fading=FADING) for _ in net.at[k]] for k in self.layers]
        self.numbers = [[Readout(theme, TEXT, "up", 2, signed=True) for _ in net.at[k]] for k in self.layers]
        drawn = zip(chain(*self.arrows), chain(*self.numbers), strict=True)
        self.nodes = [Part(*pair) for pair in drawn]

    def show(self, state: State) -> None:
        """Draw the forces of a state."""
        for k, arrows, numbers in zip(self.layers, self.arrows, self.numbers, strict=True):
            forces = state.hidden_forces(k)
            for arrow, number, (x, y), force in zip(arrows, numbers, self.net.at[k], forces, strict=True):
                middle = y + self.net.pitch / 2
                arrow.show(float(force), x - 62 * PX, middle - force * self.unit / 2)
                number.recolor(self.theme.color(role(float(force), 2)))
                number.middle(float(force), x - (59 - 19 * arrow.seen) * PX, middle, "left")


def brought_back(theme: Theme, net: Net, passage: Passage) -> Part:
    """Return what each edge of a hidden node brings back, written on the edge on a ground of paper."""
    grounds, labels = Part(), Part()
    for product, end in zip(passage.brought, net.at[-1], strict=True):
        x, y = net.at[-2][passage.node] + ALONG * (end - net.at[-2][passage.node])
        label = math(_plain(float(product), passage.decimals), theme, TEXT).middle(x, y)
        wide = label.advance + 24 * PX
        grounds.add(Backing(theme.color("paper"), 1.0).box(x - wide / 2, y - TALL / 2, wide, TALL))
        labels.add(label)
    return Part(grounds, labels)


def passing(theme: Theme, passage: Passage | None) -> list[Label]:
    """Return the sum that makes the force at a hidden node, in symbols, and in numbers where its terms are shown."""
    if passage is None:
        return [math('F "at" h = (Sigma thin w thin F) times "slope of tanh"', theme, TEXT)]
    decimals, (first, *others) = passage.decimals, (float(one) for one in passage.brought)
    terms = [_plain(first, decimals), *(_plain(one, decimals, follows=True) for one in others)]
    symbols = " + ".join(f"w thin F_{j + 1}" for j in range(len(terms)))
    force = f"{role(passage.force, decimals)}({_plain(passage.force, decimals)})"
    head = f'F "at" h_{passage.node + 1} ='
    return [
        math(f'{head} ({symbols}) times "slope of tanh"', theme, TEXT),
        math(f"{head} ({' '.join(terms)}) times {passage.slope:.{decimals}f} = {force}", theme, TEXT),
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
