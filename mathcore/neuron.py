"""One neuron under gradient descent: Nielsen's, a = σ(w x + b), by two costs; and a linear one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.costs import Cost, is_quadratic


@_checks.usual_errors
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


@_checks.usual_errors
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
    weights, biases, outputs = _course(epochs, named)
    rate, x, y = named["rate"], named["x"], named["target"]
    for t in range(epochs):
        outputs[t], error, flatness = _state(weights[t] * x + biases[t], y)
        slope = error * flatness if quadratic else error
        weights[t + 1] = weights[t] - rate * x * slope
        biases[t + 1] = biases[t] - rate * slope
    z = weights * x + biases
    outputs, error, _ = _state(z, y)
    # From the logit, as ln(1 − a) is lost where a is stored as 1; by two terms, neither of them negative.
    nats = y * np.logaddexp(0.0, -z) + (1 - y) * np.logaddexp(0.0, z)
    return Training(weights, biases, outputs, error**2 / 2 if quadratic else nats)


@_checks.usual_errors
def train_linear_neuron(
    weight: ArrayLike, bias: ArrayLike, rate: ArrayLike, epochs: int, x: ArrayLike = 1.0, target: ArrayLike = 0.0
) -> Training:
    """Return the course of a neuron with a linear output, o = w x + b, under descent on the quadratic cost.

        C = (o − y)² / 2,   w ← w − η x (o − y),  b ← b − η (o − y)

    Parameters
    ----------
    weight, bias : number or array (...), from −1e100 to 1e100
        Where to start. All arguments broadcast.
    rate : number or array (...), from 0 to 1e100
        Step size η.
    epochs : int, 0 or more
        Number of updates.
    x, target : number or array (...), from −1e100 to 1e100
        The input, and the wanted output y.

    Returns
    -------
    Training
        ``.weights``, ``.biases``, ``.outputs``, ``.costs`` of shape (epochs + 1, ...), the start first.

    Raises
    ------
    ValueError
        If an argument is out of range or not finite, the shapes don't fit, or the rate is so large that the
        course leaves float64.

    Notes
    -----
    The error is multiplied by 1 − η (1 + x²) in every update, from wherever it starts: no factor σ′ stands
    between cost and weight, so a very wrong neuron doesn't wait. Below η = 2/(1 + x²) it shrinks.

    References
    ----------
    Widrow & Hoff, "Adaptive switching circuits" (1960): the delta rule.

    Examples
    --------
    With x = 1 and η = ¼ every update halves the output:

    >>> train_linear_neuron(2.0, 2.0, rate=0.25, epochs=3).outputs
    array([4. , 2. , 1. , 0.5])
    """
    epochs = _checks.count("epochs", epochs)
    given = {"weight": weight, "bias": bias, "x": x, "target": target}
    named = {name: _checks.between(name, value, -1e100, 1e100) for name, value in given.items()}
    named["rate"] = _checks.between("rate", rate, 0, 1e100)
    weights, biases, outputs = _course(epochs, named)
    rate, x, y = named["rate"], named["x"], named["target"]
    with np.errstate(over="ignore", invalid="ignore"):  # refused below
        outputs[0] = weights[0] * x + biases[0]
        for t in range(epochs):
            slope = outputs[t] - y
            weights[t + 1] = weights[t] - rate * x * slope
            biases[t + 1] = biases[t] - rate * slope
            outputs[t + 1] = weights[t + 1] * x + biases[t + 1]
        costs = (outputs - y) ** 2 / 2
    if not np.isfinite(costs).all():
        raise ValueError("the course leaves float64; choose a rate below 2/(1 + x²), where it comes to rest")
    return Training(weights, biases, outputs, costs)


def _course(epochs: int, named: dict[str, Floats]) -> tuple[Floats, Floats, Floats]:
    """Return room for weights, biases and outputs of all epochs, with the start filled in."""
    batch = _checks.batches(**{name: array.shape for name, array in named.items()})
    weights, biases, outputs = (np.empty((epochs + 1, *batch)) for _ in range(3))
    weights[0], biases[0] = named["weight"], named["bias"]
    return weights, biases, outputs


def _state(z: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the output a = σ(z), its error a − y and its flatness σ′ = a (1 − a), precise where a is near 1."""
    a, rest = _sigmoid(z), _sigmoid(-z)
    return a, (1 - y) * a - y * rest, a * rest


def _sigmoid(z: Floats) -> Floats:
    small = np.exp(-np.abs(z))  # never above 1
    return np.where(z < 0, small, 1.0) / (1.0 + small)
