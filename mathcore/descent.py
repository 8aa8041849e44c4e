"""Gradient descent on the logits themselves: what happens when they give in to the forces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.logits import gaps_below_the_largest, log_softmax, log_sum_exp, softmax
from mathcore.losses import forces, loss


@dataclass(frozen=True, eq=False)
class Descent:
    """A path down the loss. From `descend`, row t is the state after t steps; from `flow`, at the t-th time."""

    logits: Floats
    probabilities: Floats
    forces: Floats
    losses: Floats


@_checks.usual_errors
def descend(z: ArrayLike, target: ArrayLike, rate: float, steps: int) -> Descent:
    """Return the path of logits z under gradient descent on the cross-entropy.

        z ← z + η F(z),  F = p − softmax(z)

    Parameters
    ----------
    z : array (..., K)
        Finite logits to start from.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.
    rate : number from 0 to 1e100
        Step size η.
    steps : int, 0 or more
        Number of steps.

    Returns
    -------
    Descent
        ``.logits``, ``.probabilities``, ``.forces`` of shape (steps + 1, ..., K), and ``.losses``
        (steps + 1, ...) in nats; the start first.

    Raises
    ------
    ValueError
        As `forces`; or if `rate` or `steps` is out of range.

    Notes
    -----
    The forces of a row sum to 0, so the sum of its logits never changes. The loss falls in every step as long
    as the rate is below 4: the loss is convex with a curvature of at most ½, and 4 = 2 / ½.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §4.3.

    Examples
    --------
    Two equal classes: the first step moves each by half the rate.

    >>> descend([0.0, 0.0], target=0, rate=1.0, steps=1).logits
    array([[ 0. ,  0. ],
           [ 0.5, -0.5]])
    """
    rate = _checks.learning_rate(rate)
    steps = _checks.count("steps", steps)
    start = _checks.logits("z", z)
    gaps = gaps_below_the_largest(start)
    moved = np.zeros((steps + 1, *start.shape))
    pulls = np.empty_like(moved)
    for t in range(steps):
        pulls[t] = forces(gaps + moved[t], target)
        moved[t + 1] = moved[t] + rate * pulls[t]
    pulls[steps] = forces(gaps + moved[steps], target)
    return Descent(start + moved, softmax(gaps + moved), pulls, loss(gaps + moved, target))


@_checks.usual_errors
def rising_threshold(z: ArrayLike, target: ArrayLike, rate: float = 0.0) -> Floats:
    """Return the share below which a wrong class's probability rises although its logit sinks.

        θ = −(1/η) log Σ_j q_j e^(η F_j);   for vanishing steps (η = 0),  θ = Σ_j q_j² − q_y

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int or int array (...)
        True class y (0 to K − 1).
    rate : number from 0 to 1e100
        Step size η of the next step of `descend`; 0 for `flow`.

    Returns
    -------
    array (...)
        At most 1. Where it is 0 or less, no wrong class rises.

    Raises
    ------
    ValueError
        As `forces`; or if `target` isn't an index, or `rate` is out of range.

    Notes
    -----
    A step changes log q_i by η (F_i + θ), exactly, and a wrong class has F_i = −q_i. So its share grows where
    q_i < θ. The larger the step the lower θ, as a large step mostly helps the true class.

    References
    ----------
    The difference of two values of `log_softmax`.

    Examples
    --------
    Shares .2 (true), .6 and .2: Σq² − q_y = .44 − .2.

    >>> float(rising_threshold(np.log([0.2, 0.6, 0.2]), 0).round(12))
    0.24
    """
    rate = _checks.learning_rate(rate)
    q = softmax(z)
    y = _checks.index_target(target, q.shape)
    pull = forces(z, y)
    if rate == 0:
        return np.subtract(0.0, (q * pull).sum(axis=-1))
    with np.errstate(over="ignore"):
        growth = (q * np.expm1(rate * pull)).sum(axis=-1)
        exponents = log_softmax(z) + rate * pull
    large = log_sum_exp(exponents)  # where growth overflows, or all but vanishes
    return np.subtract(0.0, np.where((growth > -0.5) & (growth < 1e300), np.log1p(growth), large) / rate)
