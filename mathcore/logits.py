"""From logits to shares: softmax, its logarithm and its Jacobian, without overflow and without waste."""

from collections.abc import Iterator
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats

# Numbers in a block, 256 KiB: it stays in a core's cache from the first pass over it to the last, so a large
# array goes through memory once instead of once for each pass.
_BLOCK = 1 << 15


def gap_blocks(z: Floats, out: Floats) -> Iterator[tuple[slice, Floats]]:
    """Yield z − max z for a few rows at a time, as (rows, gaps); the gaps are a part of `out`, to be worked on.

    Shifting by the largest logit cancels in every ratio and keeps the exponentials between 0 and 1. `rows`
    counts along the batch axes as if they were one. `out` is contiguous and has the shape of `z`.
    """
    flat, out = z.reshape(-1, z.shape[-1]), out.reshape(-1, z.shape[-1])
    step = max(1, _BLOCK // z.shape[-1])
    for start in range(0, len(flat), step):
        rows = slice(start, start + step)
        block, gaps = flat[rows], out[rows]
        top = np.maximum.reduce(block, axis=-1, keepdims=True)
        # NaN and infinities show in the extremes, so no mask as large as z is needed.
        if np.count_nonzero(np.isfinite(top)) < top.size or not isfinite(np.minimum.reduce(block, axis=None)):
            _checks.finite("z", z)
        with np.errstate(over="ignore"):  # a gap beyond float64 is −∞, and its share 0
            np.subtract(block, top, out=gaps)
        yield rows, gaps


@_checks.usual_errors
def softmax(z: ArrayLike, scale: ArrayLike = 1.0) -> Floats:
    """Return the shares softmax(scale · z), which sum to 1.

        q_i = e^(c z_i) / Σ_j e^(c z_j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    scale : number or array (...), 0 or more
        The factor c (an inverse temperature). An array broadcasts against the batch axes of `z`, so a list of
        scales and one row of logits give one row of shares for each scale.

    Returns
    -------
    array (..., K)
        Probabilities from 0 to 1.

    Raises
    ------
    ValueError
        If `z` or `scale` isn't finite, `scale` is negative, or the shapes don't fit.

    Notes
    -----
    Only gaps between logits count: softmax(z + a) = softmax(z). At scale 0 all classes are equal; as the
    scale grows the largest takes all, and ties share.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §6.2.2.3, eq. 6.29.
    Blanchard, Higham & Higham, "Accurately computing the log-sum-exp and softmax functions", IMA J. Numer.
    Anal. 41 (2021): why the shift is safe.

    Examples
    --------
    A lead of log 3 triples the odds:

    >>> softmax([0.0, np.log(3)]).round(6)
    array([0.25, 0.75])
    >>> softmax([5.0, -1.0], scale=0)
    array([0.5, 0.5])
    """
    z = scaled(z, scale)
    q = np.empty(z.shape)
    for _, shares in gap_blocks(z, q):
        np.exp(shares, out=shares)
        shares /= shares.sum(axis=-1, keepdims=True)
    return q


@_checks.usual_errors
def log_softmax(z: ArrayLike, scale: ArrayLike = 1.0) -> Floats:
    """Return the logarithms of the shares softmax(scale · z), in nats.

        log q_i = c z_i − log Σ_j e^(c z_j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    scale : number or array (...), 0 or more
        The factor c; it broadcasts against the batch axes of `z`.

    Returns
    -------
    array (..., K)
        Nats, 0 or less. Finite also where the share itself is too small for float64.

    Raises
    ------
    ValueError
        If `z` isn't finite or has no class axis, or `scale` is negative or doesn't fit.

    Notes
    -----
    With m the largest logit, log Σ_j e^(z_j) = m + log(1 + Σ' e^(z_j − m)), where Σ' leaves one largest class
    out. So the result is precise also for a share so near 1 that it is stored as 1.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §6.2.2.3, eq. 6.30.

    Examples
    --------
    >>> log_softmax([0.0, 1000.0])
    array([-1000.,     0.])
    """
    z = scaled(z, scale)
    log_q = np.empty(z.shape)
    for _, gaps in gap_blocks(z, log_q):
        gaps -= _rise_above_the_largest(gaps)
    return log_q


@_checks.usual_errors
def log_sum_exp(z: ArrayLike) -> Floats:
    """Return the soft maximum of logits: the logarithm of the sum of their powers, in nats.

        LSE(z) = log Σ_j e^(z_j),   max z ≤ LSE(z) ≤ max z + log K

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.

    Returns
    -------
    array (...)
        In the unit of the logits.

    Raises
    ------
    ValueError
        If `z` isn't finite or has no class axis.

    Notes
    -----
    A soft ceiling over the logits: the loss is its height above the true one, L = LSE − z_y, and it rises
    with slope q_i as z_i does (see `softmax`). Unlike the loss it moves with a common shift of all logits.

    References
    ----------
    Blanchard, Higham & Higham, IMA J. Numer. Anal. 41 (2021), eq. 1.1.

    Examples
    --------
    >>> float(np.exp(log_sum_exp(np.log([1.0, 2.0, 5.0]))).round(12))
    8.0
    >>> log_sum_exp([[0.0, 1000.0], [-3.0, -1e9]])
    array([1000.,   -3.])
    """
    z = _checks.logits("z", z)
    gaps = np.empty(z.shape)
    rises = [_rise_above_the_largest(rows) for _, rows in gap_blocks(z, gaps)]
    return z.max(axis=-1) + np.concatenate(rises).reshape(z.shape[:-1])


@_checks.usual_errors
def sum_exp(z: ArrayLike) -> Floats:
    """Return the sum of the powers of logits, the whole that the shares are parts of.

        Σ_j e^(z_j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.

    Returns
    -------
    array (...)
        Above 0; 0 where float64 has nothing so small.

    Raises
    ------
    ValueError
        If `z` isn't finite or has no class axis, or the sum leaves float64.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §6.2.2.3, eq. 6.29: the denominator.

    Examples
    --------
    >>> float(sum_exp(np.log([1.0, 2.0, 5.0])).round(12))
    8.0
    """
    z = _checks.logits("z", z)
    with np.errstate(over="ignore"):  # refused below
        total = np.exp(z).sum(axis=-1)
    if np.isinf(total).any():
        raise ValueError(f"Σ e^z is too large for float64: the largest logit is {z.max():.6g}; take log_sum_exp")
    return total


@_checks.usual_errors
def softmax_jacobian(z: ArrayLike, scale: ArrayLike = 1.0) -> Floats:
    """Return the slopes of the shares softmax(scale · z) by the logits.

        ∂q_i/∂z_j = c q_i (δ_ij − q_j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.
    scale : number or array (...), 0 or more
        The factor c; it broadcasts against the batch axes of `z`.

    Returns
    -------
    array (..., K, K)
        Row i holds the slopes of q_i. Symmetric; rows and columns sum to 0; the diagonal is 0 to c/4.

    Raises
    ------
    ValueError
        If `z` isn't finite or has no class axis, or `scale` is negative or doesn't fit.

    Notes
    -----
    At scale 1 it is also the Hessian of the loss, ∂²L/∂z_i∂z_j, whatever the target (the target enters L
    linearly), and the Fisher information of the logits. As a stiffness it says how the forces answer a
    displacement: F(z + δ) ≈ F(z) − Jδ, springs of strength q_i q_j between every two logits. Its eigenvalues
    lie from 0 (all logits shifted alike) to ½.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), eqs. 4.106 and 4.110.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    q = softmax(z, scale)
    jacobian = -q[..., :, None] * q[..., None, :]
    diagonal = np.arange(q.shape[-1])
    jacobian[..., diagonal, diagonal] = 0.0
    # q_i (1 − q_i) as the sum of what the others take: precise also where q_i is stored as 1.
    jacobian[..., diagonal, diagonal] = 0.0 - jacobian.sum(axis=-1)
    return jacobian * np.asarray(scale, dtype=np.float64)[..., None, None] + 0.0  # + 0: no −0 at scale 0


def gaps_below_the_largest(z: Floats) -> Floats:
    """Return z − max z: all that counts of logits, with the digits of small moves where z itself is large."""
    with np.errstate(over="ignore"):
        return np.maximum(z - z.max(axis=-1, keepdims=True), -np.finfo(float).max / 2)


def through_softmax(q: Floats, slopes: Floats) -> Floats:
    """Return slopes at the logits from slopes u at the shares.

    q_i (u_i − Σ_j q_j u_j): the Jacobian, which is symmetric, times u. A common shift of u cancels; with the
    largest share's u at 0 nothing of size 1 is subtracted, so a nearly certain class keeps its digits.
    """
    largest = q.argmax(axis=-1)[..., None]
    u = slopes - np.take_along_axis(slopes, np.broadcast_to(largest, (*slopes.shape[:-1], 1)), axis=-1)
    return q * (u - (q * u).sum(axis=-1, keepdims=True))


def scaled(z: ArrayLike, scale: ArrayLike) -> Floats:
    """Return logits whose softmax is that of scale · z: checked later at scale 1, by `gap_blocks`, else here."""
    if type(scale) is float and scale == 1.0:  # as a rule, so it is spared the checks
        return _checks.with_classes("z", _checks.real("z", z))
    scale = _checks.nonnegative("scale", scale, "turn the signs of z instead")
    if scale.ndim == 0 and scale == 1:
        return _checks.with_classes("z", _checks.real("z", z))
    z = _checks.logits("z", z)
    batch = _checks.batches(z=z.shape[:-1], scale=scale.shape)
    factor = np.broadcast_to(scale, batch)[..., None]
    top = z.max(axis=-1, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):
        gaps = z - top
        # A gap beyond float64 may come back into it by a small scale: halves of it are always within.
        exponents = np.where(np.isfinite(gaps), factor * gaps, 2 * (factor * (z / 2 - top / 2)))
    return np.maximum(exponents, -np.finfo(float).max)  # not −∞, which is no logit


def _rise_above_the_largest(gaps: Floats) -> Floats:
    """Return log Σ_j e^(gap_j) ≥ 0 for rows of gaps below their largest, as a column."""
    others = np.exp(gaps)
    others[np.arange(len(others)), gaps.argmax(axis=-1)] = 0.0
    return np.log1p(others.sum(axis=-1, keepdims=True))
