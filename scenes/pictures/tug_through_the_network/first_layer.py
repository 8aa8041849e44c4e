"""The first layer's weights: a sum that a hidden node makes with them, and what pulls on one of them."""

import numpy as np

from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.bands import AROUND, TALL, on_edges
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.states import State, Sum
from scenes.pictures.tug_through_the_network.told import bracketed, factor, plain, pulled

#: How far along an edge that comes to a ringed node its weight stands, beside it and on it; and how far beside it.
COMING, ON, CLEAR = 0.42, 0.46, 6 * PX


def weights_into(theme: Theme, net: Net, one: Sum) -> Part:
    """Return the weights that a hidden node multiplies its inputs by, each at its edge.

    The first of two is above its edge, the other below it; those of more inputs, or between lower nodes, are on theirs.
    """
    edges = list(zip(*(found[:, one.node] for found in net.grid(0)), strict=True))
    texts = [math(plain(weight, 2), theme, TEXT) for weight in one.weights]
    if net.tight or len(texts) > 2:
        return on_edges(theme, texts, edges, ON)
    for text, (start, end), side in zip(texts, edges, (1.0, -1.0), strict=False):
        along = (end - start) / np.hypot(*(end - start))
        away = TALL / 2 * along[0] + (text.advance / 2 + AROUND) * abs(along[1]) + CLEAR
        across = side * away * np.array([-along[1], along[0]])
        text.middle(*(start + COMING * (end - start) + across))
    return Part(*texts)


def adding(theme: Theme, one: Sum) -> Label:
    """Return what a hidden node makes of its inputs, in numbers, before the first step: its bias is 0.

    Inputs are tenths: three are written so, for there is no room for more.
    """
    places = 2 if len(one.values) < 3 else 1
    terms = " ".join(
        f"{plain(weight, 2, follows=k > 0)} times {bracketed(value, places)}"
        for k, (weight, value) in enumerate(zip(one.weights, one.values, strict=True))
    )
    return math(f"h_{one.node + 1} = tanh({terms} + 0) = {plain(one.result, 2)}", theme, TEXT)


def pulling(theme: Theme, state: State, i: int, j: int, places: int) -> Label:
    """Return the pull on the weight from an input to a hidden node, as the product of what stands in these."""
    x, force = float(state.forward.activations[0][i]), float(state.hidden_forces(1)[j])
    product = f"{plain(x, 2)} times {factor(force, places)} = {pulled(x * force, 2)}"
    return math(f'"pull" = x_{i + 1} times (F "into" h_{j + 1}) = {product}', theme, TEXT)
