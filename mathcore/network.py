"""A small multilayer perceptron with backpropagation: tanh inside, softmax cross-entropy at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.logits import softmax
from mathcore.losses import gradient_wrt_logits, loss


@dataclass(frozen=True, eq=False)
class Forward:
    """What flows forward. `activations`: an array (..., width) for each layer, from input to logits."""

    activations: tuple[Floats, ...]
    logits: Floats
    probabilities: Floats


@dataclass(frozen=True, eq=False)
class Gradients:
    """What flows back: the loss (nats, the mean over the batch) and its slopes.

    `weights` and `biases` are shaped as the network's own; `activations` as those of `Forward`, one entry for
    each node of each example (its share of the mean's slope).
    """

    loss: float
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    activations: tuple[Floats, ...]


@dataclass(frozen=True, eq=False)
class Network:
    """A fully connected network: tanh in every hidden layer, logits at the end.

        h_0 = x,   h_k = tanh(h_{k−1} W_k + b_k),   z = h_{last} W + b

    Parameters
    ----------
    weights : sequence of arrays (fan-in, fan-out)
        One matrix for each layer of edges; entry (i, j) leads from node i to node j.
    biases : sequence of arrays (fan-out,)
        One vector for each layer of nodes after the input.

    Raises
    ------
    ValueError
        If the shapes don't chain, or a number isn't finite.

    Notes
    -----
    Networks don't change: `step` returns a new one. Their arrays are copies, and read-only.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §6.5.4, algorithms 6.3 and 6.4.

    Examples
    --------
    Without hidden layers and with equal weights both classes are alike:

    >>> network = Network(weights=[[[1.0, 1.0]]], biases=[[0.0, 0.0]])
    >>> network.forward([3.0]).probabilities
    array([0.5, 0.5])
    >>> network.backward([3.0], target=0).weights[0]
    array([[-1.5,  1.5]])
    """

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]

    def __post_init__(self) -> None:
        weights = tuple(_checks.finite(f"weights[{k}]", w) for k, w in enumerate(self.weights))
        biases = tuple(_checks.finite(f"biases[{k}]", b) for k, b in enumerate(self.biases))
        if not weights or len(weights) != len(biases):
            raise ValueError(
                "a network needs as many weights as biases, at least one of each, "
                f"but has {len(weights)} and {len(biases)}; give one matrix and one vector for each layer"
            )
        fan_in = weights[0].shape[0] if weights[0].ndim else 0
        for k, (w, b) in enumerate(zip(weights, biases, strict=True)):
            if w.ndim != 2 or b.ndim != 1 or w.shape != (fan_in, len(b)):
                raise ValueError(
                    f"layer {k} must have weights ({fan_in}, fan-out) and biases (fan-out,), "
                    f"but has {w.shape} and {b.shape}; transpose or resize them"
                )
            fan_in = len(b)
        object.__setattr__(self, "weights", tuple(_frozen(w) for w in weights))
        object.__setattr__(self, "biases", tuple(_frozen(b) for b in biases))

    @classmethod
    @_checks.usual_errors
    def random(cls, widths: Sequence[int], seed: int) -> "Network":
        """Return an untrained network: weights drawn with variance 1 / fan-in, biases 0.

        Parameters
        ----------
        widths : at least two ints, 1 or more
            Nodes in each layer, input and logits included: ``[2, 4, 3]``.
        seed : int, 0 or more
            Equal seeds give equal networks.

        Returns
        -------
        Network

        Raises
        ------
        ValueError
            If there are fewer than two widths, or one is below 1.

        References
        ----------
        LeCun, Bottou, Orr & Müller, "Efficient BackProp" (1998), §4.6, eq. 16.

        Examples
        --------
        >>> Network.random([2, 4, 3], seed=1).widths
        (2, 4, 3)
        """
        widths = [_checks.count("width", width) for width in widths]
        if len(widths) < 2 or min(widths) < 1:
            raise ValueError(f"widths must be two or more numbers from 1 up, but are {widths}; try [2, 4, 3]")
        generator = np.random.default_rng(_checks.count("seed", seed))
        shapes = list(pairwise(widths))
        weights = tuple(generator.normal(0.0, fan_in**-0.5, (fan_in, fan_out)) for fan_in, fan_out in shapes)
        return cls(weights, tuple(np.zeros(fan_out) for _, fan_out in shapes))

    @property
    def widths(self) -> tuple[int, ...]:
        """Return the number of nodes in each layer, input and logits included."""
        return (len(self.weights[0]), *map(len, self.biases))

    @_checks.usual_errors
    def forward(self, x: ArrayLike) -> Forward:
        """Return activations, logits and probabilities for the input x.

        Parameters
        ----------
        x : array (..., fan-in)
            One example, or a batch of them.

        Returns
        -------
        Forward
            ``.activations``: one array (..., width) for each layer, the input first and the logits last;
            ``.logits`` and ``.probabilities``: (..., K).

        Raises
        ------
        ValueError
            If `x` isn't finite or doesn't fit the first layer.
        """
        activations, sums = self._passes(x)
        return Forward((*activations, sums[-1]), sums[-1], softmax(sums[-1]))

    @_checks.usual_errors
    def backward(self, x: ArrayLike, target: ArrayLike) -> Gradients:
        """Return the mean loss of a batch and its slope at every weight, bias and node.

        Parameters
        ----------
        x : array (..., fan-in)
            One example, or a batch of them.
        target : int, int array (...), or float array (..., K)
            True class, or the true distribution.

        Returns
        -------
        Gradients
            ``.loss`` in nats; ``.weights``, ``.biases``, ``.activations``.

        Raises
        ------
        ValueError
            If `x` or `target` doesn't fit.
        """
        activations, sums = self._passes(x)
        losses = loss(sums[-1], target)
        before_tanh = gradient_wrt_logits(sums[-1], target) / losses.size  # the last layer has no tanh
        weights, biases, nodes = [], [], [before_tanh]
        for k in reversed(range(len(self.weights))):
            h, slope = (a.reshape(-1, a.shape[-1]) for a in (activations[k], before_tanh))
            weights.append(h.T @ slope)
            biases.append(slope.sum(axis=0))
            nodes.append(before_tanh @ self.weights[k].T)
            if k > 0:  # the input has no tanh either
                before_tanh = nodes[-1] * _slope_of_tanh(sums[k - 1])
        return Gradients(float(losses.mean()), tuple(weights[::-1]), tuple(biases[::-1]), tuple(nodes[::-1]))

    @_checks.usual_errors
    def step(self, gradients: Gradients, rate: float) -> "Network":
        """Return the network after one step down the gradients: w − rate · ∂L/∂w, b − rate · ∂L/∂b.

        Parameters
        ----------
        gradients : Gradients
            From `backward`.
        rate : number from 0 to 1e100
            Step size.

        Returns
        -------
        Network

        Raises
        ------
        ValueError
            If `rate` is out of range, or so large that a weight leaves float64; or if the gradients are those
            of a network of another shape.
        """
        rate = _checks.learning_rate(rate)
        for name, ours, theirs in (
            ("weights", self.weights, gradients.weights),
            ("biases", self.biases, gradients.biases),
        ):
            wanted, given = [w.shape for w in ours], [np.shape(g) for g in theirs]
            if wanted != given:
                raise ValueError(
                    f"gradients must have {name} of shapes {wanted}, but have {given}; "
                    "take them from this network's `backward`"
                )
        with np.errstate(over="ignore"):  # the new network refuses what is beyond float64
            weights = tuple(w - rate * g for w, g in zip(self.weights, gradients.weights, strict=True))
            biases = tuple(b - rate * g for b, g in zip(self.biases, gradients.biases, strict=True))
        return Network(weights, biases)

    def _passes(self, x: ArrayLike) -> tuple[list[Floats], list[Floats]]:
        """Return the activations that enter each layer, and the weighted sums that leave it, before any tanh."""
        x = _checks.logits("x", x)
        if x.shape[-1] != self.widths[0]:
            raise ValueError(
                f"x must have {self.widths[0]} features on its last axis, but has {x.shape[-1]}; "
                "the first width is the number of features"
            )
        activations: list[Floats] = [x.copy()]
        sums: list[Floats] = []
        for w, b in zip(self.weights, self.biases, strict=True):
            if sums:
                activations.append(np.tanh(sums[-1]))
            with np.errstate(over="ignore", invalid="ignore"):  # softmax refuses what is beyond float64
                sums.append(activations[-1] @ w + b)
        return activations, sums


def _slope_of_tanh(x: Floats) -> Floats:
    """Return 1 − tanh² x as 4e^(−2|x|) / (1 + e^(−2|x|))²: precise also where tanh x is stored as 1."""
    small = np.exp(-2 * np.abs(x))
    return 4 * small / (1 + small) ** 2


def _frozen(array: Floats) -> Floats:
    """Return a read-only copy."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy
