"""Truths that are softer than one class: smoothed, spread by distance; and where the logits rest under them."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.distances import class_distances
from mathcore.logits import softmax


@_checks.usual_errors
def smooth(target: ArrayLike, classes: int, amount: ArrayLike) -> Floats:
    """Return the smoothed truth of a class index: a part of its mass spread evenly over all classes.

        p_i = (1 − ε) [i = y] + ε/K

    Parameters
    ----------
    target : int or int array (...)
        True class y (0 to K − 1).
    classes : int, 1 or more
        Number of classes K.
    amount : number or array (...), from 0 to 1
        The part ε that is spread. Arrays broadcast against `target`.

    Returns
    -------
    array (..., K)
        Distributions, to be used as a `target`.

    Raises
    ------
    ValueError
        If an index is out of range, or `amount` lies outside 0 to 1.

    Notes
    -----
    The true class keeps ε/K of what is spread. By the other convention, which gives the wrong classes alone
    ε/(K − 1) each, the same truth has the amount ε (K − 1)/K.

    References
    ----------
    Szegedy et al., "Rethinking the inception architecture for computer vision" (2016), arXiv:1512.00567, §7.

    Examples
    --------
    >>> smooth(0, classes=4, amount=0.5)
    array([0.625, 0.125, 0.125, 0.125])
    """
    classes = _checks.count("classes", classes)
    y = _checks.indices("target", target, classes)
    spread = _checks.between("amount", amount, 0, 1)
    batch = _checks.batches(target=y.shape, amount=spread.shape)
    share = np.broadcast_to(spread, batch)[..., None] / classes
    hard = _checks.one_hot(np.broadcast_to(y, batch), classes)
    return np.where(hard == 1, 1 - (classes - 1) * share, share)


@_checks.usual_errors
def ordinal_labels(target: ArrayLike, positions: ArrayLike) -> Floats:
    """Return a truth that grants near classes a part, by their distance: to be used as a `target`.

        t_i = e^(−d_i) / Σ_j e^(−d_j)

    Parameters
    ----------
    target : int or int array (...)
        True class y.
    positions : array (K,)
        Where the classes lie on a line; no two at one place. Scale them to make the labels sharper.

    Returns
    -------
    array (..., K)
        Distributions, largest at y. ``loss(z, t)`` and ``gradient_wrt_logits(z, t)`` do the rest.

    Raises
    ------
    ValueError
        If positions coincide or aren't finite, or an index is out of range.

    References
    ----------
    Díaz & Marathe, "Soft labels for ordinal regression" (SORD), CVPR 2019.

    Examples
    --------
    >>> ordinal_labels(0, np.log([1, 3])).round(6)
    array([0.75, 0.25])
    """
    return softmax(-class_distances(target, positions))


@_checks.usual_errors
def resting_logits(target: ArrayLike, total: ArrayLike = 0.0) -> Floats:
    """Return the logits that feel no force under a soft truth: its logarithms, shifted to a given sum.

        z_i = log p_i + (s − Σ_j log p_j)/K

    Parameters
    ----------
    target : float array (..., K)
        The true distribution p, which rules no class out.
    total : number or array (...)
        The sum s of the logits. A descent keeps it, so from z it comes to rest at ``total=z.sum()``.

    Returns
    -------
    array (..., K)
        Logits with softmax p: the loss there is H(p), the least it can be.

    Raises
    ------
    ValueError
        If `target` is no distribution or has a 0 in it (towards which a descent never rests), or `total`
        isn't finite.

    References
    ----------
    The zero of `forces`; the loss is convex, so there is no other but for a common shift.

    Examples
    --------
    A truth of 9 to 1 rests where the lead is log 9:

    >>> float(np.exp(np.subtract(*resting_logits([0.9, 0.1]))).round(12))
    9.0
    """
    p = _checks.distribution("target", target)
    if (p == 0).any():
        raise ValueError(
            f"target must rule no class out, but {_checks.offender('target', p, p == 0)}; "
            "towards a 0 the logits never rest: smooth it first"
        )
    total = _checks.finite("total", total)
    batch = _checks.batches(target=p.shape[:-1], total=total.shape)
    log_p = np.broadcast_to(np.log(p), (*batch, p.shape[-1]))
    return log_p + (np.broadcast_to(total, batch)[..., None] - log_p.sum(axis=-1, keepdims=True)) / p.shape[-1]
