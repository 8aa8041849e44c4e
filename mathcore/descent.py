"""Gradient descent on the logits themselves: what happens when they give in to the forces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.logits import softmax
from mathcore.losses import forces, loss


@dataclass(frozen=True, eq=False)
class Descent:
    """A path down the loss: row t is the state after t steps, row 0 the start."""

    logits: Floats
    probabilities: Floats
    forces: Floats
    losses: Floats


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
    path = np.empty((steps + 1, *start.shape))
    pulls = np.empty_like(path)
    path[0] = start
    for t in range(steps):
        pulls[t] = forces(path[t], target)
        path[t + 1] = path[t] + rate * pulls[t]
    pulls[steps] = forces(path[steps], target)
    return Descent(path, softmax(path), pulls, loss(path, target))


def probability_velocity(z: ArrayLike, target: ArrayLike) -> Floats:
    """Return how fast each probability moves when the logits begin to give in, per unit of rate × steps.

        dq_i/dt = q_i (F_i − Σ_j q_j F_j)   under   dz/dt = F = p − q

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.

    Returns
    -------
    array (..., K)
        Each row sums to 0.

    Raises
    ------
    ValueError
        As `forces`.

    Notes
    -----
    The forces act on logits, not on probabilities. For a class index a wrong class's logit always sinks, but
    its probability *rises* while others sink faster: dq_i/dt > 0 exactly where 0 < q_i < Σ_j q_j² − q_y.

    References
    ----------
    The chain rule on `forces` and `softmax_jacobian`.

    Examples
    --------
    Shares .2 (true), .6 and .2: here Σq² − q_y = .44 − .2 = .24, so the small wrong class rises.

    >>> probability_velocity(np.log([0.2, 0.6, 0.2]), 0).round(6)
    array([ 0.208, -0.216,  0.008])
    """
    q = softmax(z)
    pull = forces(z, target)
    return q * (pull - (q * pull).sum(axis=-1, keepdims=True))
