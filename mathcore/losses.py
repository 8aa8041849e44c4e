"""The cross-entropy loss of logits, and its slopes: at the probabilities, at the logits, as forces.

`target` is read by its type. Integers are class indices: one for all rows, or one for each. Floats are a
distribution over the classes: one for all rows, or one for each.
"""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats, Indices
from mathcore.information import weighed
from mathcore.logits import gap_blocks, log_softmax, scaled


@_checks.usual_errors
def loss(z: ArrayLike, target: ArrayLike, scale: ArrayLike = 1.0) -> Floats:
    """Return the cross-entropy loss of logits z, in nats.

        L = −Σ_i p_i log softmax(c z)_i;  for a class index y,  L = log Σ_j e^(c z_j) − c z_y

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.
    scale : number or array (...), 0 or more
        The factor c on the logits; it broadcasts against the batch axes of `z`.

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
    log_q = log_softmax(z, scale)
    if _checks.is_indices(target):
        y = _checks.index_target(target, log_q.shape)
        return np.subtract(0.0, np.take_along_axis(log_q, y[..., None], axis=-1)[..., 0])
    p = _checks.soft_target(target, log_q.shape)
    return np.subtract(0.0, weighed(p, log_q).sum(axis=-1))


@_checks.usual_errors
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


@_checks.usual_errors
def gradient_wrt_logits(z: ArrayLike, target: ArrayLike, scale: ArrayLike = 1.0) -> Floats:
    """Return the slopes of the cross-entropy at the logits, in nats per unit of logit.

        ∂L/∂z_i = c (q_i − p_i),  with q = softmax(c z)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.
    scale : number or array (...), 0 or more
        The factor c on the logits; it broadcasts against the batch axes of `z`.

    Returns
    -------
    array (..., K)
        From −c to c; each row sums to 0.

    Raises
    ------
    ValueError
        If `z` isn't finite, an index is out of range, `target` is no distribution, or the shapes don't fit.

    Notes
    -----
    Each row has its own slope; for the mean over a batch see `bias_gradient`. For a class index the slope at y
    is taken as −(sum of the other shares) rather than q_y − 1, and for a distribution that gives the largest
    share's class more than ½ alike: precise also for q_y near 1, by either kind of target.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), eq. 4.109: the factor y − t, there times the input.

    Examples
    --------
    >>> gradient_wrt_logits([0.0, 0.0], 0)
    array([-0.5,  0.5])
    """
    z = scaled(z, scale)
    return _chained(gradient_of_rows(z, target_rows(target, z.shape)), scale)


def target_rows(target: ArrayLike, shape: tuple[int, ...]) -> Indices | Floats:
    """Return the truth of each row of logits of `shape`, as if its batch axes were one: indices (N,), or (N, K)."""
    if _checks.is_indices(target):
        return _checks.index_target(target, shape).reshape(-1)
    return _checks.soft_target(target, shape).reshape(-1, shape[-1])


def gradient_of_rows(z: Floats, truth: Indices | Floats) -> Floats:
    """Return `gradient_wrt_logits` for a truth that `target_rows` has accepted; `z` is seen to be finite on the way."""
    gradient = np.empty(z.shape)
    if truth.ndim == 1:
        for rows, shares in gap_blocks(z, gradient):
            true = np.arange(len(shares)), truth[rows]
            shares[true] = np.subtract(0.0, _shares_and_rest(shares, true))
    else:
        for rows, shares in gap_blocks(z, gradient):
            largest = np.arange(len(shares)), shares.argmax(axis=-1)
            rest = _shares_and_rest(shares, largest)
            shares -= truth[rows]
            granted = truth[rows][largest]  # 1 − p is exact from ½ on
            shares[largest] = np.where(granted > 0.5, (1 - granted) - rest, shares[largest])
    return gradient


@_checks.usual_errors
def forces(z: ArrayLike, target: ArrayLike, scale: ArrayLike = 1.0) -> Floats:
    """Return the forces that the loss exerts on the logits, in nats per unit of logit.

        F_i = −∂L/∂z_i = c (p_i − q_i)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.
    scale : number or array (...), 0 or more
        The factor c on the logits; it broadcasts against the batch axes of `z`.

    Returns
    -------
    array (..., K)
        From −c to c; each row sums to 0. For a class index and c = 1: up with 1 − q_y at y, down with q_i elsewhere.

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
    gradient = gradient_wrt_logits(z, target, scale)
    return np.subtract(0.0, gradient, out=gradient)  # 0 − 0 is 0, where −(0) would be −0


def _shares_and_rest(gaps: Floats, one: tuple[np.ndarray, np.ndarray]) -> Floats:
    """Turn rows of gaps into shares, in place, and return 1 − (the share at `one` of each row), precisely."""
    np.exp(gaps, out=gaps)
    alone = gaps[one]
    gaps[one] = 0.0
    others = gaps.sum(axis=-1)
    total = others + alone
    gaps[one] = alone
    gaps /= total[:, None]
    return others / total


def _chained(gradient: Floats, scale: ArrayLike) -> Floats:
    """Return the gradient times the slope of scale · z at z, with no −0 where the scale is 0."""
    scale = np.asarray(scale, dtype=np.float64)
    if scale.ndim == 0 and scale == 1:
        return gradient
    return scale[..., None] * gradient + 0.0
