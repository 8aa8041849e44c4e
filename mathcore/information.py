"""Surprisal, entropy and cross-entropy of distributions, in nats."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats


@_checks.usual_errors
def surprisal(q: ArrayLike) -> Floats:
    """Return the surprisal log 1/q of each probability, in nats.

        s = −log q,  with s(0) = ∞

    Parameters
    ----------
    q : array, any shape
        Probabilities from 0 to 1. They needn't sum to 1: each stands for itself.

    Returns
    -------
    array, shape of `q`
        Nats, 0 or more; infinite where q is 0.

    Raises
    ------
    ValueError
        If an entry is NaN or lies outside 0 to 1.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §3.13, eq. 3.48.

    Examples
    --------
    A coin's head costs log 2 nats, a certainty costs nothing:

    >>> surprisal([0.5, 1.0, 0.0]).round(3)
    array([0.693, 0.   ,   inf])
    """
    q = _checks.between("q", q, 0, 1)
    log_q = np.full(q.shape, -np.inf)
    np.log(q, out=log_q, where=q > 0)
    return np.subtract(0.0, log_q)  # 0 − 0 is 0, where −(0) would be −0


@_checks.usual_errors
def cross_entropy_terms(p: ArrayLike, q: ArrayLike) -> Floats:
    """Return what each class adds to the cross-entropy H(p, q), in nats.

        h_i = p_i · log 1/q_i,  with 0 · log 1/q_i = 0 even for q_i = 0

    Parameters
    ----------
    p : array (..., K)
        Truth: distributions on the last axis.
    q : array (..., K)
        Prediction: distributions on the last axis; batch axes broadcast against those of `p`.

    Returns
    -------
    array (..., K)
        Nats, 0 or more; infinite where p_i > 0 and q_i = 0.

    Raises
    ------
    ValueError
        If `p` or `q` is no distribution, or the shapes don't fit.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §3.13, eq. 3.51, before the sum.

    Examples
    --------
    A truth that leaves a class out doesn't ask what was predicted for it:

    >>> cross_entropy_terms([1.0, 0.0], [0.5, 0.5]).round(3)
    array([0.693, 0.   ])
    """
    p, q = two_distributions(p, q)
    return weighed(p, surprisal(np.minimum(q, 1.0)))  # rounding may leave a share a little above 1


@_checks.usual_errors
def cross_entropy(p: ArrayLike, q: ArrayLike) -> Floats:
    """Return the cross-entropy H(p, q) of a prediction q under the truth p, in nats.

        H(p, q) = −Σ_i p_i log q_i = H(p) + KL(p‖q)

    Parameters
    ----------
    p : array (..., K)
        Truth: distributions on the last axis.
    q : array (..., K)
        Prediction: distributions on the last axis; batch axes broadcast against those of `p`.

    Returns
    -------
    array (...)
        Nats, at least H(p); infinite if q rules out what p allows.

    Raises
    ------
    ValueError
        If `p` or `q` is no distribution, or the shapes don't fit.

    Notes
    -----
    Where the prediction comes from logits, use `loss`: it never takes the logarithm of a rounded probability.

    References
    ----------
    Goodfellow, Bengio & Courville, *Deep Learning* (2016), §3.13, eq. 3.51.

    Examples
    --------
    >>> float(np.exp(cross_entropy([1.0, 0.0], [0.5, 0.5])).round(12))
    2.0
    """
    return cross_entropy_terms(p, q).sum(axis=-1)


@_checks.usual_errors
def entropy(p: ArrayLike) -> Floats:
    """Return the entropy H(p), in nats.

        H(p) = −Σ_i p_i log p_i,  with 0 · log 0 = 0

    Parameters
    ----------
    p : array (..., K)
        Distributions on the last axis.

    Returns
    -------
    array (...)
        Nats, from 0 (one class certain) to log K (all alike).

    Raises
    ------
    ValueError
        If `p` is no distribution.

    References
    ----------
    Cover & Thomas, *Elements of Information Theory* (2nd ed., 2006), eq. 2.1 (there in bits).

    Examples
    --------
    Four equal classes are worth log 4 nats:

    >>> float(np.exp(entropy([0.25, 0.25, 0.25, 0.25])).round(12))
    4.0
    >>> float(entropy([1.0, 0.0]))
    0.0
    """
    return cross_entropy(p, p)


def weighed(weights: Floats, values: Floats) -> Floats:
    """Return weights · values, with 0 · ∞ = 0: what has no weight isn't asked."""
    shape = np.broadcast_shapes(weights.shape, values.shape)
    return np.multiply(weights, values, out=np.zeros(shape), where=weights > 0)


def two_distributions(p: ArrayLike, q: ArrayLike) -> tuple[Floats, Floats]:
    """Return truth and prediction over the same classes, as they came."""
    p, q = _checks.distribution("p", p), _checks.distribution("q", q)
    _checks.same_classes("q", q, p.shape[-1])
    _checks.batches(p=p.shape[:-1], q=q.shape[:-1])
    return p, q
