"""The sigmoid between a prediction and its logit: how much of a slope it lets through."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.costs import Cost, is_quadratic


@_checks.usual_errors
def sigmoid_slope(output: ArrayLike) -> Floats:
    """Return the slope of the sigmoid where its output is a, per unit of logit.

        σ′ = a (1 − a)

    Parameters
    ----------
    output : array, any shape
        The output a = σ(z), from 0 to 1.

    Returns
    -------
    array, shape of `output`
        From 0, at both ends, to ¼ at a = ½.

    Raises
    ------
    ValueError
        If `output` lies outside 0 to 1.

    Notes
    -----
    Its mean over all outputs, ∫_0^1 a (1 − a) da, is 1/6.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3: the note on comparing the rates of two costs.

    Examples
    --------
    >>> sigmoid_slope([0.0, 0.5, 1.0])
    array([0.  , 0.25, 0.  ])
    """
    a = _checks.between("output", output, 0, 1)
    return a * (1 - a)


@_checks.usual_errors
def gated_error(output: ArrayLike, power: ArrayLike, target: ArrayLike = 0.0) -> Floats:
    """Return a neuron's error times a power of its sigmoid's slope: the slope at the logit, from one cost to another.

        (a − y) (a (1 − a))^s

    Parameters
    ----------
    output : array, any shape
        The output a = σ(z), from 0 to 1.
    power : number or array, from 0 to 1
        The exponent s: 1 is the quadratic cost, 0 the cross-entropy.
    target : number or array, from 0 to 1
        The wanted output y.

    Returns
    -------
    array, shape of the arguments broadcast
        Cost per unit of logit.

    Raises
    ------
    ValueError
        If an argument lies outside its range, or the shapes don't fit.

    Notes
    -----
    For every s it is the slope of a cost, ∫ (a − y) (a (1 − a))^(s − 1) da.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3, eqs. 71 to 75: which cost makes the factor vanish?

    Examples
    --------
    >>> gated_error(0.5, [0.0, 1.0])
    array([0.5  , 0.125])
    """
    a = _checks.between("output", output, 0, 1)
    s = _checks.between("power", power, 0, 1)
    y = _checks.between("target", target, 0, 1)
    _checks.batches(output=a.shape, power=s.shape, target=y.shape)
    return (a - y) * (a * (1 - a)) ** s


@_checks.usual_errors
def gated_slope(q: ArrayLike, cost: Cost, power: ArrayLike) -> Floats:
    """Return the slope of `prediction_loss` on its way through the sigmoid, from the prediction to the logit.

        quadratic: 2(q − 1) (q (1 − q))^s        cross-entropy: −q^(s − 1) (1 − q)^s

    Parameters
    ----------
    q : array, any shape
        Probability of the true class, from 0 to 1.
    cost : "quadratic" or "cross-entropy"
        Which loss.
    power : number or array, from 0 to 1
        The exponent s: 0 is `slope_at_prediction`, 1 is `slope_at_logit`.

    Returns
    -------
    array, shape of the arguments broadcast
        0 or less; −∞ for the cross-entropy at q = 0, unless s is 1.

    Raises
    ------
    ValueError
        If `q` or `power` lies outside 0 to 1, `cost` is none of the two, or the shapes don't fit.

    References
    ----------
    The chain rule, ∂L/∂z = ∂L/∂q · q (1 − q), at s = 1.

    Examples
    --------
    >>> gated_slope(0.5, "quadratic", [0.0, 1.0])
    array([-1.  , -0.25])
    >>> gated_slope(0.5, "cross-entropy", [0.0, 1.0])
    array([-2. , -0.5])
    """
    q = _checks.between("q", q, 0, 1)
    s = _checks.between("power", power, 0, 1)
    _checks.batches(q=q.shape, power=s.shape)
    if is_quadratic(cost):
        return 2 * (q - 1) * (q * (1 - q)) ** s
    with np.errstate(divide="ignore"):
        return np.subtract(0.0, np.abs(q) ** (s - 1) * (1 - q) ** s)
