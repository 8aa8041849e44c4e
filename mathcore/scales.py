"""What turning up the scale of the logits does: where a share peaks."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.logits import softmax


@_checks.usual_errors
def peak_scale(z: ArrayLike, index: int) -> float:
    """Return the scale at which the share of one class is largest.

        c with Σ_j q_j(c) z_j = z_i,   q(c) = softmax(c · z)

    Parameters
    ----------
    z : array (K,)
        Finite logits of one example, from −1e100 to 1e100.
    index : int
        The class i, from 0 to K − 1.

    Returns
    -------
    float
        0 for a class that only falls (its logit is not above the mean), infinite for a largest one.

    Raises
    ------
    ValueError
        If `z` isn't one row of such logits, or the index is out of range.

    Notes
    -----
    The mean logit grows with c (its slope is the variance of the logits under q), so there is one solution,
    found by bisection.

    References
    ----------
    The zero of the derivative of `softmax` by its scale, dq_i/dc = q_i (z_i − Σ_j q_j z_j).

    Examples
    --------
    The mean of −2, 0 and 1 is the middle logit where 2 e^(−2c) = e^c, so e^(3c) = 2:

    >>> float(np.exp(3 * peak_scale([-2.0, 0.0, 1.0], 1)).round(12))
    2.0
    """
    z = _checks.between("z", z, -1e100, 1e100)
    if z.ndim != 1:
        raise ValueError(f"z must be one row (K,), but has shape {z.shape}; give one example")
    above = z - z[_checks.indices("index", index, len(z))]
    if above.max() == 0:
        return np.inf
    if above.sum() >= 0:
        return 0.0
    low, high = 0.0, 1 / above.max()
    while _mean(above, high) < 0:
        low, high = high, 2 * high
    while low < (middle := low + (high - low) / 2) < high:
        low, high = (middle, high) if _mean(above, middle) < 0 else (low, middle)
    return float(high)


def _mean(logits: Floats, scale: float) -> float:
    return float((softmax(logits, scale) * logits).sum())
