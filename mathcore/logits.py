"""From logits to shares: softmax, its logarithm and its Jacobian, without overflow and without waste."""

from collections.abc import Iterator

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
        top = flat[rows].max(axis=-1, keepdims=True)
        # NaN and infinities show in the extremes, so no mask as large as z is needed.
        if not (np.isfinite(top).all() and np.isfinite(flat[rows].min())):
            _checks.finite("z", z)
        with np.errstate(over="ignore"):  # a gap beyond float64 is −∞, and its share 0
            np.subtract(flat[rows], top, out=out[rows])
        yield rows, out[rows]


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
    scale = _checks.nonnegative("scale", scale, "turn the signs of z instead")
    if scale.ndim == 0 and scale == 1:
        z = _checks.with_classes("z", _checks.real("z", z))
    else:
        z = _scaled_gaps(_checks.logits("z", z), scale)
    q = np.empty(z.shape)
    for _, shares in gap_blocks(z, q):
        np.exp(shares, out=shares)
        shares /= shares.sum(axis=-1, keepdims=True)
    return q


def log_softmax(z: ArrayLike) -> Floats:
    """Return the logarithms of the softmax shares, in nats.

        log q_i = z_i − log Σ_j e^(z_j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.

    Returns
    -------
    array (..., K)
        Nats, 0 or less. Finite also where the share itself is too small for float64.

    Raises
    ------
    ValueError
        If `z` isn't finite or has no class axis.

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
    z = _checks.with_classes("z", _checks.real("z", z))
    log_q = np.empty(z.shape)
    for _, gaps in gap_blocks(z, log_q):
        others = np.exp(gaps)
        others[np.arange(len(others)), gaps.argmax(axis=-1)] = 0.0
        gaps -= np.log1p(others.sum(axis=-1, keepdims=True))
    return log_q


def softmax_jacobian(z: ArrayLike) -> Floats:
    """Return the slopes of the shares by the logits.

        ∂q_i/∂z_j = q_i (δ_ij − q_j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes on the last axis.

    Returns
    -------
    array (..., K, K)
        Row i holds the slopes of q_i. Symmetric; rows and columns sum to 0; the diagonal is 0 to ¼.

    Raises
    ------
    ValueError
        If `z` isn't finite or has no class axis.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), eq. 4.106.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    q = softmax(z)
    jacobian = -q[..., :, None] * q[..., None, :]
    diagonal = np.arange(q.shape[-1])
    jacobian[..., diagonal, diagonal] = 0.0
    # q_i (1 − q_i) as the sum of what the others take: precise also where q_i is stored as 1.
    jacobian[..., diagonal, diagonal] = 0.0 - jacobian.sum(axis=-1)
    return jacobian


def _scaled_gaps(z: Floats, scale: Floats) -> Floats:
    """Return scale · (z − max z) with the batch axes of both, no lower than float64 reaches."""
    lowest = -np.finfo(float).max  # not −∞: 0 · ∞ would be NaN
    batch = _checks.batches(z=z.shape[:-1], scale=scale.shape)
    with np.errstate(over="ignore"):
        gaps = np.maximum(z - z.max(axis=-1, keepdims=True), lowest)
        return np.maximum(np.broadcast_to(scale, batch)[..., None] * gaps, lowest)
