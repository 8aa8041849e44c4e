"""Nielsen's one neuron, a = σ(w x + b), and the slopes by which two costs teach it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.costs import Cost, is_quadratic, neuron_cost, neuron_gradient


def sigmoid(z: ArrayLike) -> Floats:
    """Return the logistic function, from 0 to 1.

        σ(z) = 1 / (1 + e^(−z))

    Parameters
    ----------
    z : array, any shape
        Finite numbers.

    Returns
    -------
    array, shape of `z`
        From 0 to 1; the share of a class that leads the other one by z.

    Raises
    ------
    ValueError
        If `z` isn't finite.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 1, eq. 3.

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    return _sigmoid(_checks.finite("z", z))


@dataclass(frozen=True, eq=False)
class Training:
    """The course of a training: entry t is the state after t updates, entry 0 the start."""

    weights: Floats
    biases: Floats
    outputs: Floats
    costs: Floats


def train_neuron(
    weight: ArrayLike,
    bias: ArrayLike,
    rate: ArrayLike,
    epochs: int,
    cost: Cost = "quadratic",
    x: ArrayLike = 1.0,
    target: ArrayLike = 0.0,
) -> Training:
    """Return the course of one neuron a = σ(w x + b) under gradient descent on one example.

        w ← w − η x ∂C/∂z,  b ← b − η ∂C/∂z

    Parameters
    ----------
    weight, bias : number or array (...), from −1e100 to 1e100
        Where to start. Arrays train several neurons at once; all arguments broadcast.
    rate : number or array (...), from 0 to 1e100
        Step size η. The same η means different things for different costs.
    epochs : int, 0 or more
        Number of updates.
    cost : "quadratic" or "cross-entropy"
        Which cost.
    x : number or array (...), from −1e100 to 1e100
        The input.
    target : number or array (...), from 0 to 1
        The wanted output y.

    Returns
    -------
    Training
        ``.weights``, ``.biases``, ``.outputs``, ``.costs`` of shape (epochs + 1, ...), the start first.

    Raises
    ------
    ValueError
        If an argument is out of range or not finite, or the shapes don't fit.

    Notes
    -----
    Nielsen's loop does one update more than its last label says: his "epoch 300" is entry 301. For the
    cross-entropy we take ∂C/∂z = a − y (his eq. 61); the page as published takes ∂C/∂a instead, which is not
    gradient descent on that cost.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3, "The cross-entropy cost function".

    Examples
    --------
    From a = ½ with target 0 the cross-entropy's slope is ½ on weight and bias alike:

    >>> train_neuron(0.0, 0.0, rate=1.0, epochs=1, cost="cross-entropy").weights
    array([ 0. , -0.5])
    """
    quadratic = is_quadratic(cost)
    epochs = _checks.count("epochs", epochs)
    named = {
        "weight": _checks.between("weight", weight, -1e100, 1e100),
        "bias": _checks.between("bias", bias, -1e100, 1e100),
        "rate": _checks.between("rate", rate, 0, 1e100),
        "x": _checks.between("x", x, -1e100, 1e100),
        "target": _checks.between("target", target, 0, 1),
    }
    batch = _checks.batches(**{name: array.shape for name, array in named.items()})
    rate, x, y = named["rate"], named["x"], named["target"]
    weights, biases, outputs = (np.empty((epochs + 1, *batch)) for _ in range(3))
    weights[0], biases[0] = named["weight"], named["bias"]
    outputs[0] = _sigmoid(weights[0] * x + biases[0])
    for t in range(epochs):
        slope = neuron_gradient(outputs[t], cost, y)
        weights[t + 1] = weights[t] - rate * x * slope
        biases[t + 1] = biases[t] - rate * slope
        outputs[t + 1] = _sigmoid(weights[t + 1] * x + biases[t + 1])
    if quadratic:
        return Training(weights, biases, outputs, neuron_cost(outputs, cost, y))
    z = weights * x + biases  # from the logit: ln(1 − a) is lost where a is stored as 1
    return Training(weights, biases, outputs, np.logaddexp(0.0, z) - y * z)


def _sigmoid(z: Floats) -> Floats:
    small = np.exp(-np.abs(z))  # never above 1
    return np.where(z < 0, small, 1.0) / (1.0 + small)
