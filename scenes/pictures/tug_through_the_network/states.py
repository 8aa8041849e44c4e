"""A network at work, and two of its sums that are written down."""

from dataclasses import dataclass

import numpy as np

import mathcore as mc


@dataclass(frozen=True, eq=False)
class State:
    """A network at work on the example."""

    network: mc.Network
    forward: mc.Forward
    gradients: mc.Gradients

    def hidden_forces(self, layer: int) -> np.ndarray:
        """Return the forces at a hidden layer's nodes before their tanh: where the biases are added, shape (width,)."""
        return -self.gradients.biases[layer - 1]


@dataclass(frozen=True, eq=False)
class Passage:
    """How the force gets past a hidden node: what each edge brings back, and by what it is multiplied."""

    node: int
    weights: list[float]  #: of the edges to the K logits
    forces: list[float]  #: at the K logits
    brought: list[float]  #: weight times force at its end, K of them
    value: float  #: h of the node; tanh's slope there is 1 − h²
    force: float
    places: int  #: decimals with which the printed weights times the printed forces are right
    decimals: int  #: decimals with which the printed product is right


@dataclass(frozen=True, eq=False)
class Sum:
    """What a hidden node adds up before the first step."""

    node: int
    weights: np.ndarray  #: one an input, shape (inputs,)
    values: np.ndarray  #: of the inputs, shape (inputs,)
    result: float  #: tanh of the sum: biases are 0 then
