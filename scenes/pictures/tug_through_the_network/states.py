"""A network at work on an example, and two of its sums that are written down."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

import mathcore as mc

#: Which of the streams of a seed the example is drawn from.
STREAM = 107


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
class Example:
    """One input and its true class."""

    x: np.ndarray
    target: int

    @classmethod
    def drawn(cls, network: mc.Network, seed: int) -> "Example":
        """Return features from 0.4 to 1 of either sign, in tenths; true is what the network finds least likely."""
        generator = np.random.default_rng([seed, STREAM])
        count = network.widths[0]
        x = np.round(generator.choice([-1.0, 1.0], count) * generator.uniform(0.4, 1.0, count), 1)
        return cls(x, int(np.argmin(network.forward(x).probabilities)))

    def state(self, network: mc.Network) -> State:
        """Return what flows through ``network``, forward and back."""
        return State(network, network.forward(self.x), network.backward(self.x, self.target))

    def course(self, network: mc.Network, rate: float, steps: int) -> list[State]:
        """Return the states of a descent, the start first."""
        states = [self.state(network)]
        for _ in range(steps):
            states.append(self.state(states[-1].network.step(states[-1].gradients, rate)))
        return states


class Descent:
    """What a network goes through: ``course`` after whole steps, and straight down the gradient between two."""

    def __init__(self, example: Example, course: list[State], rate: float):
        self.example, self.course, self.rate = example, course, rate

    def after(self, steps: float, whole: bool) -> State:
        """Return the network after ``steps``; if only whole ones count, after so many."""
        return self._after(float(np.floor(steps + 1e-9) if whole else steps))

    @lru_cache(maxsize=2)  # noqa: B019  for as long as the scene lives
    def _after(self, steps: float) -> State:
        last = min(int(steps), len(self.course) - 2)
        before = self.course[last]
        return self.example.state(before.network.step(before.gradients, (steps - last) * self.rate))


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
