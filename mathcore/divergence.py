"""What a wrong prediction costs beyond the least that is possible: the Kullback–Leibler divergence, in nats."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.information import two_distributions


@_checks.usual_errors
def kl_divergence(p: ArrayLike, q: ArrayLike) -> Floats:
    """Return the Kullback–Leibler divergence KL(p‖q), in nats.

        KL(p‖q) = Σ_i p_i log(p_i / q_i) = H(p, q) − H(p)

    Parameters
    ----------
    p : array (..., K)
        Truth: distributions on the last axis.
    q : array (..., K)
        Prediction: distributions on the last axis; batch axes broadcast against those of `p`.

    Returns
    -------
    array (...)
        Nats, 0 or more (Gibbs); exactly 0 for p = q; infinite if q rules out what p allows.

    Raises
    ------
    ValueError
        If `p` or `q` is no distribution, or the shapes don't fit.

    Notes
    -----
    Summed as Σ_i (p_i log(p_i/q_i) − p_i + q_i): what is added sums to 0, and makes every term 0 or more, so
    that nothing cancels and two neighbours a part in 10¹⁰ apart still have a divergence with all its digits.
    Where rounded distributions miss the sum 1 by a little, it is that of the shares they stand for.

    References
    ----------
    Cover & Thomas, *Elements of Information Theory* (2nd ed., 2006), eq. 2.26 and theorem 2.6.3 (Gibbs).

    Examples
    --------
    >>> float(np.exp(kl_divergence([1.0, 0.0], [0.5, 0.5])).round(12))
    2.0
    >>> float(kl_divergence([0.5, 0.5], [1.0, 0.0]))
    inf
    """
    p, q = np.broadcast_arrays(*two_distributions(p, q))
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        t = (p - q) / q
        near = q * _phi(np.clip(t, -_NEAR, _NEAR))
        far = kl_divergence_terms(p, q) - (p - q)
    return np.where(np.abs(t) <= _NEAR, near, far).sum(axis=-1)


@_checks.usual_errors
def kl_divergence_terms(p: ArrayLike, q: ArrayLike) -> Floats:
    """Return what each class adds to the divergence KL(p‖q), or takes from it, in nats.

        k_i = p_i log(p_i / q_i),  with 0 · log(0 / q_i) = 0

    Parameters
    ----------
    p : array (..., K)
        Truth: distributions on the last axis.
    q : array (..., K)
        Prediction: distributions on the last axis; batch axes broadcast against those of `p`.

    Returns
    -------
    array (..., K)
        Nats; negative where the prediction gives a class more than its due. Infinite where p_i > 0 and q_i = 0.

    Raises
    ------
    ValueError
        If `p` or `q` is no distribution, or the shapes don't fit.

    References
    ----------
    Cover & Thomas, *Elements of Information Theory* (2nd ed., 2006), eq. 2.26, before the sum.

    Examples
    --------
    One class pays log 2 for half, the other saves half of log 2 for a quarter:

    >>> (kl_divergence_terms([0.5, 0.5], [0.25, 0.75]) / np.log([2, 1.5])).round(6)
    array([ 0.5, -0.5])
    """
    p, q = np.broadcast_arrays(*two_distributions(p, q))
    terms = np.zeros(p.shape)
    asked = p > 0
    p, q = p[asked], q[asked]
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ratio = p / q
        logs = np.where((ratio > 1e-300) & (ratio < 1e300), np.log(ratio), np.log(p) - np.log(q))
        t = (p - q) / q  # a difference of neighbours is exact, a ratio near 1 isn't
    near = np.abs(t) <= _NEAR
    logs[near] = np.log1p(t[near])
    terms[asked] = p * logs
    return terms


_NEAR = 0.125  # below it the series converges to rounding with the terms that it has, above it little cancels


def _phi(t: Floats) -> Floats:
    """Return (1 + t) log(1 + t) − t = t²/2 − t³/6 + t⁴/12 − … for |t| ≤ ⅛: the term of q at p = q (1 + t)."""
    total = np.zeros_like(t)
    for n in range(18, 1, -1):
        total = 1 / (n * (n - 1)) - t * total
    return t * t * total
