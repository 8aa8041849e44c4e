"""How the force gets past the hidden layer: a force at each hidden node, and what the edges of one bring back."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from manim import ValueTracker

from scenes.kit.arrows import Arrow
from scenes.kit.motion import Drive, early, late
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.bands import on_edges
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.outputs import FADING, force_name, role
from scenes.pictures.tug_through_the_network.params import largest
from scenes.pictures.tug_through_the_network.states import Passage, State
from scenes.pictures.tug_through_the_network.told import bracketed, coloured, factor, plain, pulled, weight_name

#: From a line to the next in a node, and from the node's middle to these lines, down under its name, and to the arrow;
#: the last three in a node with its name inside, too.
LINE, ASIDE, DOWN, BEFORE = 49 * PX, (18 * PX, 43 * PX), (7 * PX, 0.0), (67 * PX, 39 * PX)
#: Half of how wide an arrow's head is at most; and an arrow is at most so much of a node's radius long.
HEAD, LONG = 12 * PX, 1.5
#: How far along its edge stands what it brings back; from a wide node the edge is short.
ALONG = 0.5, 0.48


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

    def rising(self, *nodes: int) -> Drive:
        """Return the animation in which values of nodes make room, in time, for the forces there."""
        return Drive([(self.risen[i], 1.0) for i in nodes], 0.8, early)

    def sinking(self) -> Drive:
        """Return the animation in which all values take back the room of forces that have gone."""
        return Drive([(risen, 0.0) for risen in self.risen], 0.8, late)


class Brought:
    """What each edge of a hidden node brings back, written on it: its weight, then what that is times F.

    The edge that passes behind a text is hidden there, and no other.
    ``worked`` is the product at the true class's logit, in numbers.
    """

    def __init__(self, theme: Theme, net: Net, passage: Passage, target: int):
        self.edges = list(zip(*(found[passage.node] for found in net.grid(1)), strict=True))
        weights = [plain(weight, passage.places) for weight in passage.weights]
        brought = [pulled(one, passage.decimals) for one in passage.brought]
        called = [weight_name(passage.node, i) for i in range(len(brought))]
        names = [f"{name} thin {force_name(i)}" for i, name in enumerate(called)]
        before = [math(f"{name} = {weight}", theme, TEXT) for name, weight in zip(called, weights, strict=True)]
        after = [math(f"{name} = {one}", theme, TEXT) for name, one in zip(names, brought, strict=True)]
        self.weights, self.results = (on_edges(theme, texts, self.edges, ALONG[net.tight]) for texts in (before, after))
        product = f"{weights[target]} times {factor(passage.forces[target])}"
        self.worked = math(f"{names[target]} = {product} = {brought[target]}", theme, TEXT)


def passing(theme: Theme, passage: Passage | None) -> list[Label]:
    """Return the sum that makes the force at any hidden node; where one's is shown, too, in symbols and in numbers."""
    law = math('F "into" h = (Sigma thin w thin F) times ("slope of tanh:" 1 - h^2)', theme, TEXT)
    if passage is None:
        return [law]
    decimals, (first, *others) = passage.decimals, passage.brought
    terms = [coloured(first, decimals), *(coloured(one, decimals, follows=True) for one in others)]
    symbols = " + ".join(f"{weight_name(passage.node, j)} thin {force_name(j)}" for j in range(len(terms)))
    node, value = f"h_{passage.node + 1}", bracketed(passage.value, 3)
    head = f'F "into" {node} ='
    return [
        law,
        math(f'{head} ({symbols}) times ("slope of tanh:" 1 - {node}^2)', theme, TEXT),
        math(
            f"{head} ({' '.join(terms)}) times (1 - {value}^2) = {coloured(passage.force, decimals)}",
            theme,
            TEXT,
        ),
    ]
