"""One logit moved by a finite amount: the exact answer of shares and loss, beside the first-order one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.logits import softmax


@dataclass(frozen=True, eq=False)
class Nudge:
    """What a nudge did: shares (..., K) before and after, and changes of the loss (...) in nats."""

    before: Floats
    after: Floats
    change: Floats
    loss_change: Floats
    first_order: Floats


def nudge(z: ArrayLike, index: ArrayLike, amount: ArrayLike, target: ArrayLike = 0) -> Nudge:
    """Return what happens to shares and loss when the logit at `index` moves by `amount`.

        ΔL = ln(1 + q_i (e^d − 1)) − d p_i   (exact),   ΔL ≈ d (q_i − p_i)   (first order)

    Parameters
    ----------
    z : array (..., K)
        Finite logits of at least two classes.
    index : int or int array (...)
        The class i whose logit is nudged.
    amount : number or array (...)
        The nudge d, of either sign.
    target : int, int array (...), or float array (..., K)
        The truth by which the loss is measured: the first class unless told otherwise. The shares don't
        depend on it.

    Returns
    -------
    Nudge
        ``.before``, ``.after`` and ``.change`` = after − before: shares (..., K); ``.loss_change`` and
        ``.first_order``: nats (...). The batch axes of all arguments broadcast, so one row of logits and a
        list of amounts give the curve of the loss against the nudge.

    Raises
    ------
    ValueError
        If an argument isn't finite, an index is out of range, there is one class only, or shapes don't fit.

    Notes
    -----
    Raising the true logit by d is the same as lowering all others by d. The formula shows it: a wrong class
    answers with R(q_i, d) = ln(1 + q_i (e^d − 1)), the true one with R(q_y, d) − d = R(1 − q_y, −d). Both are
    computed from logits, so neither a large d nor a tiny share spoils them.

    References
    ----------
    Nielsen, *Neural Networks and Deep Learning* (2015), ch. 3, "Softmax": the sliders. The formula is the
    difference of two values of log Σ_j e^(z_j).

    Examples
    --------
    Equal shares, and the wrong class's odds tripled: q_0 falls from ½ to ¼, and the loss grows by log 2.

    >>> push = nudge([0.0, 0.0], index=1, amount=np.log(3), target=0)
    >>> push.after.round(6)
    array([0.25, 0.75])
    >>> round(float(push.loss_change / np.log(2)), 6)
    1.0
    """
    z = _checks.logits("z", z)
    classes = z.shape[-1]
    if classes < 2:
        raise ValueError("z must have at least two classes, but has 1; a single share is 1 whatever its logit")
    i = _checks.indices("index", index, classes)
    amount = _checks.finite("amount", amount)
    truth_batch = np.shape(target) if _checks.is_indices(target) else np.shape(target)[:-1]
    batch = _checks.batches(z=z.shape[:-1], index=i.shape, amount=amount.shape, target=truth_batch)
    p = _checks.soft_target(target, (*batch, classes))
    z = np.broadcast_to(z, (*batch, classes))
    at_i = np.broadcast_to(i, batch)[..., None]
    d = np.broadcast_to(amount, batch)

    nudged = z.copy()
    with np.errstate(over="ignore"):  # softmax refuses a logit beyond float64
        np.put_along_axis(nudged, at_i, np.take_along_axis(z, at_i, -1) + d[..., None], axis=-1)
    before, after = softmax(z), softmax(nudged)

    p_i = np.take_along_axis(p, at_i, -1)[..., 0]
    lead = _lead(z, at_i)
    loss_change = (1 - p_i) * _response(lead, d) + p_i * _response(-lead, -d)
    first_order = d * ((1 - p_i) * _share(lead) - p_i * _share(-lead))
    return Nudge(before, after, after - before, loss_change, first_order)


def _lead(z: Floats, at_i: np.ndarray) -> Floats:
    """Return g = z_i − log Σ_{j≠i} e^(z_j): class i against the rest as a two-class problem, q_i = σ(g)."""
    others = z.copy()
    np.put_along_axis(others, at_i, -np.inf, axis=-1)
    top = others.max(axis=-1, keepdims=True)
    with np.errstate(over="ignore"):
        rest = top + np.log(np.exp(others - top).sum(axis=-1, keepdims=True))
        return (np.take_along_axis(z, at_i, -1) - rest)[..., 0]


def _share(lead: Floats) -> Floats:
    """Return q = σ(lead)."""
    return np.exp(-np.logaddexp(0.0, -lead))


def _response(lead: Floats, d: Floats) -> Floats:
    """Return ln(1 + q (e^d − 1)) for q = σ(lead)."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        growth = _share(lead) * np.expm1(d)
        small = np.log1p(growth)  # keeps its digits for tiny q and d
    log_q, log_rest = -np.logaddexp(0.0, -lead), -np.logaddexp(0.0, lead)
    large = np.logaddexp(log_rest, log_q + d)  # for a growth near −1 or beyond float64
    return np.where((growth > -0.5) & (growth < 1e300), small, large)
