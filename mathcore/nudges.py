"""One logit moved by a finite amount: the exact answer of shares and loss, beside the first-order one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.logits import softmax
from mathcore.odds import LARGEST, lead_and_others, several_classes, within


@dataclass(frozen=True, eq=False)
class Nudge:
    """What a nudge did: shares (..., K) before and after, and changes of the loss (...) in nats."""

    before: Floats
    after: Floats
    change: Floats
    loss_change: Floats
    first_order: Floats


@_checks.usual_errors
def nudge(z: ArrayLike, index: ArrayLike, amount: ArrayLike, target: ArrayLike) -> Nudge:
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
        The truth by which the loss is measured. The shares don't depend on it.

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
    answers with R(q_i, d) = ln(1 + q_i (e^d − 1)), the true one with R(q_y, d) − d = R(1 − q_y, −d). Both, and
    the changes of the shares, are computed from the lead of class i over the others (`log_odds`): neither a
    large d nor a tiny share nor a common shift of the logits spoils them.

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
    z = several_classes(z)
    classes = z.shape[-1]
    i = _checks.indices("index", index, classes)
    amount = _checks.finite("amount", amount)
    truth_batch = np.shape(target) if _checks.is_indices(target) else np.shape(target)[:-1]
    batch = _checks.batches(z=z.shape[:-1], index=i.shape, amount=amount.shape, target=truth_batch)
    p = _checks.soft_target(target, (*batch, classes))
    z, d = _checks.spread(z, (*batch, classes)), _checks.spread(amount, batch)
    at_i = _checks.spread(i, batch)[..., None]

    lead, others = lead_and_others(z, at_i)
    with np.errstate(over="ignore"):
        moved = within(lead + d, -LARGEST, LARGEST)
        (q, rest), (q_after, rest_after) = _share_and_rest(lead), _share_and_rest(moved)
        # q′ − q = q′ (1 − q) (1 − e^(−d)) = q (1 − q′) (e^d − 1): of the two, the one that can't overflow
        change_i = np.where(
            d > 0,
            -np.expm1(-np.maximum(d, 0)) * q_after * rest,
            np.expm1(np.minimum(d, 0)) * q * rest_after,
        )
    change = others * -change_i[..., None]  # the others keep their proportions, so they share the change by them
    after = others * rest_after[..., None]
    for shares, of_i in ((change, change_i), (after, q_after)):
        np.put_along_axis(shares, at_i, of_i[..., None], axis=-1)

    p_i = np.take_along_axis(p, at_i, -1)[..., 0]
    log_q, log_rest = -np.logaddexp(0.0, -lead), -np.logaddexp(0.0, lead)
    loss_change = (1 - p_i) * _response(q, log_q, log_rest, d) + p_i * _response(rest, log_rest, log_q, -d)
    first_order = d * ((1 - p_i) * q - p_i * rest)
    return Nudge(softmax(z), after, change + 0.0, loss_change + 0.0, first_order + 0.0)  # + 0: no −0


def _share_and_rest(lead: Floats) -> tuple[Floats, Floats]:
    """Return q = σ(lead) and 1 − q, both to their last digit also where they are tiny."""
    small = np.exp(-np.abs(lead))
    whole = 1.0 + small
    return np.where(lead < 0, small, 1.0) / whole, np.where(lead > 0, small, 1.0) / whole


def _response(q: Floats, log_q: Floats, log_rest: Floats, d: Floats) -> Floats:
    """Return ln(1 + q (e^d − 1)), given q and the logarithms of q and 1 − q."""
    with np.errstate(over="ignore", invalid="ignore"):
        raised = within(log_q + d, -LARGEST, LARGEST)
        growth = np.where(d > 0, -np.expm1(-np.maximum(d, 0)) * np.exp(raised), q * np.expm1(d))
        large = np.logaddexp(log_rest, raised)  # for a growth near −1 or beyond float64
    return np.where((growth > -0.5) & (growth < 1e300), np.log1p(within(growth, -0.5, 1e300)), large)
