"""The cross-entropy loss of logits, and its slopes: at the probabilities, at the logits, as forces.

`target` is read by its type. Integers are class indices: one for all rows, or one for each. Floats are a
distribution over the classes: one for all rows, or one for each.
"""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.information import weighed
from mathcore.logits import gap_blocks, log_softmax, softmax


def loss(z: ArrayLike, target: ArrayLike) -> Floats:
    """Return the cross-entropy loss of logits z, in nats.

        L = −Σ_i p_i log softmax(z)_i;  for a class index y,  L = log Σ_j e^(z_j) − z_y

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.

    Returns
    -------
    array (...)
        Nats, 0 or more.

    Raises
    ------
    ValueError
        If `z` isn't finite, an index is out of range, `target` is no distribution, or the shapes don't fit.

    Notes
    -----
    Adding a number to all logits changes nothing. The logarithm of a rounded share is never taken: a loss of
    10 000 nats, or of 1e-300, comes out right.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §6.2.2.3, eq. 6.30.

    Examples
    --------
    Two equal classes cost log 2:

    >>> float(np.exp(loss([0.0, 0.0], 0)).round(12))
    2.0
    >>> float(loss([0.0, 1000.0], 0))
    1000.0
    """
    log_q = log_softmax(z)
    if _checks.is_indices(target):
        y = _checks.index_target(target, log_q.shape)
        return np.subtract(0.0, np.take_along_axis(log_q, y[..., None], axis=-1)[..., 0])
    p = _checks.soft_target(target, log_q.shape)
    return np.subtract(0.0, weighed(p, log_q).sum(axis=-1))


def gradient_wrt_probabilities(q: ArrayLike, target: ArrayLike) -> Floats:
    """Return the slopes of the cross-entropy at the probabilities, in nats per unit of probability.

        ∂L/∂q_i = −p_i / q_i,  and 0 wherever p_i = 0

    Parameters
    ----------
    q : array (..., K)
        Predicted distributions.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.

    Returns
    -------
    array (..., K)
        0 or less; −∞ where p_i > 0 and q_i = 0.

    Raises
    ------
    ValueError
        If `q` or `target` is no distribution, an index is out of range, or the shapes don't fit.

    Notes
    -----
    Each q_i is moved alone, as if the shares needn't sum to 1. For a one-hot truth all entries but one are 0.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3, eq. 58: the factor y/σ before σ′ cancels it.

    Examples
    --------
    >>> gradient_wrt_probabilities([0.25, 0.75], 0)
    array([-4.,  0.])
    """
    q = _checks.distribution("q", q)
    p = _checks.soft_target(target, q.shape)
    slopes = np.where(p > 0, -np.inf, 0.0)
    with np.errstate(over="ignore"):
        np.divide(-p, q, out=slopes, where=(p > 0) & (q > 0))
    return slopes


def gradient_wrt_logits(z: ArrayLike, target: ArrayLike) -> Floats:
    """Return the slopes of the cross-entropy at the logits, in nats per unit of logit.

        ∂L/∂z_i = q_i − p_i,  with q = softmax(z)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.

    Returns
    -------
    array (..., K)
        From −1 to 1; each row sums to 0.

    Raises
    ------
    ValueError
        If `z` isn't finite, an index is out of range, `target` is no distribution, or the shapes don't fit.

    Notes
    -----
    Each row has its own slope; for the mean over a batch of n rows divide by n. For a class index the slope
    at y is taken as −(sum of the other shares) rather than q_y − 1: precise also for q_y near 1.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), eq. 4.109: the factor y − t, there times the input.

    Examples
    --------
    >>> gradient_wrt_logits([0.0, 0.0], 0)
    array([-0.5,  0.5])
    """
    if not _checks.is_indices(target):
        q = softmax(z)
        return np.subtract(q, _checks.soft_target(target, q.shape), out=q)
    z = _checks.with_classes("z", _checks.real("z", z))
    y = _checks.index_target(target, z.shape).reshape(-1)
    gradient = np.empty(z.shape)
    for rows, shares in gap_blocks(z, gradient):
        np.exp(shares, out=shares)
        true = np.arange(len(shares)), y[rows]
        true_share = shares[true]
        shares[true] = 0.0
        wrong = shares.sum(axis=-1)
        total = wrong + true_share
        shares /= total[:, None]
        shares[true] = np.subtract(0.0, wrong / total)
    return gradient


def forces(z: ArrayLike, target: ArrayLike) -> Floats:
    """Return the forces that the loss exerts on the logits, in nats per unit of logit.

        F_i = −∂L/∂z_i = p_i − q_i

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.

    Returns
    -------
    array (..., K)
        From −1 to 1; each row sums to 0. For a class index: up with 1 − q_y at y, down with q_i elsewhere.

    Raises
    ------
    ValueError
        As `gradient_wrt_logits`.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), eq. 4.109, with the sign of y − t turned.

    Examples
    --------
    >>> forces([0.0, 0.0], 0)
    array([ 0.5, -0.5])
    """
    gradient = gradient_wrt_logits(z, target)
    return np.subtract(0.0, gradient, out=gradient)  # 0 − 0 is 0, where −(0) would be −0
