"""One class against all others together: a problem of two classes, whatever their number."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats

LARGEST = np.finfo(float).max


@_checks.usual_errors
def log_odds(z: ArrayLike, index: ArrayLike) -> Floats:
    """Return by how much one class leads all the others together, in nats.

        g = log(q_i / (1 − q_i)) = z_i − log Σ_{j≠i} e^(z_j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits of at least two classes.
    index : int or int array (...)
        The class i; its batch axes broadcast against those of `z`.

    Returns
    -------
    array (...)
        Positive where q_i > ½. ``sigmoid(g)`` is q_i and ``sigmoid(−g)`` is 1 − q_i, both to their last digits.

    Raises
    ------
    ValueError
        If `z` isn't finite or has one class only, or an index is out of range.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), §4.2, eq. 4.58.

    Examples
    --------
    Shares ¾ against ¼:

    >>> float(np.exp(log_odds(np.log([3.0, 1.0]), 0)).round(12))
    3.0
    """
    z = several_classes(z)
    i = _checks.indices("index", index, z.shape[-1])
    batch = _checks.batches(z=z.shape[:-1], index=i.shape)
    z, at_i = np.broadcast_to(z, (*batch, z.shape[-1])), np.broadcast_to(i, batch)[..., None]
    return lead_and_others(z, at_i)[0]


@_checks.usual_errors
def with_share(z: ArrayLike, index: ArrayLike, share: ArrayLike) -> Floats:
    """Return logits that give one class a wanted share and leave the others their proportions.

        z_i + d − d/K for the class i,  z_j − d/K for the others,   d = log(s/(1 − s)) − log_odds(z, i)

    Parameters
    ----------
    z : array (..., K)
        Finite logits of at least two classes.
    index : int or int array (...)
        The class i.
    share : number or array (...), between 0 and 1
        Its share s afterwards. A list of shares gives one row of logits for each.

    Returns
    -------
    array (..., K)
        Logits; the sum of a row is that of `z`, as in a descent. The batch axes of all arguments broadcast.

    Raises
    ------
    ValueError
        If `z` isn't finite or has one class only, an index is out of range, or a share is 0, 1 or beyond.

    References
    ----------
    The inverse of `log_odds`.

    Examples
    --------
    From equal shares to nine to one:

    >>> np.exp(with_share([0.0, 0.0], 0, 0.9)).round(6)
    array([3.      , 0.333333])
    """
    z = several_classes(z)
    i = _checks.indices("index", index, z.shape[-1])
    s = _checks.finite("share", share)
    outside = (s <= 0) | (s >= 1)
    if outside.any():
        raise ValueError(
            f"share must lie between 0 and 1, but {_checks.offender('share', s, outside)}; "
            "no finite logit gives a class nothing or all"
        )
    batch = _checks.batches(z=z.shape[:-1], index=i.shape, share=s.shape)
    z, at_i = np.broadcast_to(z, (*batch, z.shape[-1])), np.broadcast_to(i, batch)[..., None]
    d = (np.log(s) - np.log1p(-s) - lead_and_others(z, at_i)[0])[..., None]
    moved = z - d / z.shape[-1]
    np.put_along_axis(moved, at_i, np.take_along_axis(moved, at_i, -1) + d, axis=-1)
    return _checks.finite("the moved logit", moved)


def several_classes(z: ArrayLike) -> Floats:
    """Return finite logits of at least two classes."""
    z = _checks.logits("z", z)
    if z.shape[-1] < 2:
        raise ValueError("z must have at least two classes, but has 1; a single share is 1 whatever its logit")
    return z


def within(x: Floats, low: float, high: float) -> Floats:
    """Return numbers cut off at both ends. (For a few of them `np.clip` takes five times as long.)"""
    return np.minimum(np.maximum(x, low), high)


def lead_and_others(z: Floats, at_i: np.ndarray) -> tuple[Floats, Floats]:
    """Return the log odds of class i, and how the others share what it leaves: q_j / (1 − q_i), 0 for i itself.

    Everything is measured from the largest of the others, so a common shift of the logits, however large,
    costs no digit.
    """
    others = z.copy()
    np.put_along_axis(others, at_i, -np.inf, axis=-1)
    top = others.max(axis=-1, keepdims=True)
    at_top = others.argmax(axis=-1)[..., None]
    with np.errstate(over="ignore"):
        powers = np.exp(others - top)
        ahead = within(np.take_along_axis(z, at_i, -1) - top, -LARGEST, LARGEST)[..., 0]
    np.put_along_axis(powers, at_top, 0.0, axis=-1)
    more = powers.sum(axis=-1)
    np.put_along_axis(powers, at_top, 1.0, axis=-1)
    return ahead - np.log1p(more), powers / (1.0 + more)[..., None]
