"""Quadratic cost and cross-entropy for a single output, with their slopes at the prediction and the logit."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.information import surprisal, weighed

Cost = Literal["quadratic", "cross-entropy"]


@_checks.usual_errors
def neuron_cost(output: ArrayLike, cost: Cost, target: ArrayLike = 0.0) -> Floats:
    """Return the cost of a neuron's output: in squared units (quadratic) or in nats (cross-entropy).

        quadratic: (a − y)² / 2        cross-entropy: −y ln a − (1 − y) ln(1 − a)

    Parameters
    ----------
    output : array, any shape
        The activation a, from 0 to 1.
    cost : "quadratic" or "cross-entropy"
        Which cost.
    target : number or array, from 0 to 1
        The wanted output y.

    Returns
    -------
    array, shape of `output` and `target` broadcast
        0 or more; the cross-entropy is infinite for an output certain of the wrong thing.

    Raises
    ------
    ValueError
        If `output` or `target` lies outside 0 to 1, or `cost` is none of the two.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3, eqs. 54 and 57.

    Examples
    --------
    >>> float(neuron_cost(1.0, "quadratic", target=0.0))
    0.5
    >>> float(np.exp(neuron_cost(0.5, "cross-entropy")).round(12))
    2.0
    """
    a, y = _output_and_target(output, target)
    if is_quadratic(cost):
        return (a - y) ** 2 / 2
    with np.errstate(divide="ignore"):
        return np.subtract(0.0, weighed(y, np.log(a)) + weighed(1 - y, np.log1p(-a)))


@_checks.usual_errors
def neuron_gradient(output: ArrayLike, cost: Cost, target: ArrayLike = 0.0) -> Floats:
    """Return the slope of the cost at the neuron's logit, as a function of its output.

        ∂C/∂z = (a − y) a (1 − a)  (quadratic)        ∂C/∂z = a − y  (cross-entropy)

    Parameters
    ----------
    output : array, any shape
        The activation a = σ(z), from 0 to 1.
    cost : "quadratic" or "cross-entropy"
        Which cost.
    target : number or array, from 0 to 1
        The wanted output y.

    Returns
    -------
    array, shape of `output` and `target` broadcast
        Cost per unit of logit. With x = 1 it is also ∂C/∂w and ∂C/∂b. Descent moves against it.

    Raises
    ------
    ValueError
        If `output` or `target` lies outside 0 to 1, or `cost` is none of the two.

    Notes
    -----
    The quadratic slope for target 0, a²(1 − a), dies at both ends and peaks at a = ⅔ with 4/27. The
    cross-entropy cancels the factor σ' = a(1 − a), and with it the slowdown.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3, eqs. 55 and 61.

    Examples
    --------
    >>> neuron_gradient([0.0, 0.5, 1.0], "quadratic")
    array([0.   , 0.125, 0.   ])
    >>> neuron_gradient([0.0, 0.5, 1.0], "cross-entropy")
    array([0. , 0.5, 1. ])
    """
    a, y = _output_and_target(output, target)
    return (a - y) * a * (1 - a) if is_quadratic(cost) else a - y


@_checks.usual_errors
def prediction_loss(q: ArrayLike, cost: Cost) -> Floats:
    """Return the loss of giving the true class the probability q: in squared units, or in nats.

        quadratic: (1 − q)²        cross-entropy: −ln q

    Parameters
    ----------
    q : array, any shape
        Probability of the true class, from 0 to 1.
    cost : "quadratic" or "cross-entropy"
        Which loss.

    Returns
    -------
    array, shape of `q`
        0 or more.

    Raises
    ------
    ValueError
        If `q` lies outside 0 to 1, or `cost` is none of the two.

    Notes
    -----
    The quadratic loss stands without the factor ½ that `neuron_cost` has, so its slope is 2(q − 1).

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §6.2.1.

    Examples
    --------
    >>> prediction_loss([0.0, 0.5, 1.0], "quadratic")
    array([1.  , 0.25, 0.  ])
    """
    q = _checks.between("q", q, 0, 1)
    return (1 - q) ** 2 if is_quadratic(cost) else surprisal(q)


@_checks.usual_errors
def slope_at_prediction(q: ArrayLike, cost: Cost) -> Floats:
    """Return the slope of `prediction_loss` at the prediction, per unit of probability.

        quadratic: 2(q − 1)        cross-entropy: −1/q

    Parameters
    ----------
    q : array, any shape
        Probability of the true class, from 0 to 1.
    cost : "quadratic" or "cross-entropy"
        Which loss.

    Returns
    -------
    array, shape of `q`
        0 or less; −∞ for the cross-entropy at q = 0.

    Raises
    ------
    ValueError
        If `q` lies outside 0 to 1, or `cost` is none of the two.

    References
    ----------
    The derivative of `prediction_loss`.

    Examples
    --------
    >>> slope_at_prediction([0.5, 1.0], "quadratic")
    array([-1.,  0.])
    >>> slope_at_prediction([0.5, 1.0], "cross-entropy")
    array([-2., -1.])
    """
    q = _checks.between("q", q, 0, 1)
    if is_quadratic(cost):
        return 2 * (q - 1)
    with np.errstate(divide="ignore", over="ignore"):
        return -1 / np.abs(q)  # |−0| is 0, so that −0 too gives −∞


@_checks.usual_errors
def slope_at_logit(q: ArrayLike, cost: Cost) -> Floats:
    """Return the slope of `prediction_loss` at the logit behind q = σ(z), per unit of logit.

        quadratic: −2q(1 − q)²        cross-entropy: q − 1

    Parameters
    ----------
    q : array, any shape
        Probability of the true class, from 0 to 1.
    cost : "quadratic" or "cross-entropy"
        Which loss.

    Returns
    -------
    array, shape of `q`
        0 or less.

    Raises
    ------
    ValueError
        If `q` lies outside 0 to 1, or `cost` is none of the two.

    Notes
    -----
    The sigmoid's slope q(1 − q) multiplies `slope_at_prediction`. It makes the quadratic slope die at both
    ends (the slowdown), and it cancels the 1/q of the cross-entropy, which leaves a straight line.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3, eqs. 55 and 61, for target 1.

    Examples
    --------
    >>> slope_at_logit([0.0, 0.5, 1.0], "quadratic")
    array([ 0.  , -0.25,  0.  ])
    >>> slope_at_logit([0.0, 0.5, 1.0], "cross-entropy")
    array([-1. , -0.5,  0. ])
    """
    q = _checks.between("q", q, 0, 1)
    return np.subtract(0.0, 2 * q * (1 - q) ** 2) if is_quadratic(cost) else q - 1


def is_quadratic(cost: Cost) -> bool:
    """Return whether the cost is the quadratic one, or refuse what is neither."""
    if cost not in ("quadratic", "cross-entropy"):
        raise ValueError(f'cost must be "quadratic" or "cross-entropy", but is {cost!r}; choose one of the two')
    return cost == "quadratic"


def _output_and_target(output: ArrayLike, target: ArrayLike) -> tuple[Floats, Floats]:
    a = _checks.between("output", output, 0, 1)
    y = _checks.between("target", target, 0, 1)
    _checks.batches(output=a.shape, target=y.shape)
    a, y = np.broadcast_arrays(a, y)
    return a, y
