"""Gradient flow: descent in steps so small that only rate × steps, the time, is left of them."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats, Indices
from mathcore.descent import Descent
from mathcore.logits import gaps_below_the_largest, softmax
from mathcore.losses import forces, gradient_of_rows, loss, target_rows

# Gauss–Legendre nodes in a step, and the integrals from its start to each of them of the polynomials through
# the nodes. Steps are short beside the distance of the flow's singularities (a gap of iπ), so this is exact
# to rounding.
_NODES = 16


@_checks.usual_errors
def flow(z: ArrayLike, target: ArrayLike, times: ArrayLike) -> Descent:
    """Return the path of logits z under gradient flow on the cross-entropy, at the given times.

        dz/dt = F(z) = p − softmax(z)

    Parameters
    ----------
    z : array (..., K)
        Finite logits to start from, at time 0.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.
    times : array (T,)
        Times from 0 to 1e9, none before the one that it follows. A time is rate × steps of a descent.

    Returns
    -------
    Descent
        ``.logits``, ``.probabilities``, ``.forces`` of shape (T, ..., K), and ``.losses`` (T, ...) in nats:
        row k is the state at ``times[k]``.

    Raises
    ------
    ValueError
        As `forces`; or if `times` isn't such a list.

    Notes
    -----
    `descend` follows the flow the closer the smaller its rate. Under a class index the lead of two classes
    from even is g with g + e^g = 1 + 2t: it grows like log 2t, for ever. Steps of the integration grow as the
    forces fade, so a time of 10⁶ costs little more than one of 10; each step is collocation at Gauss–Legendre
    nodes, solved by Picard's iteration. Errors are those of rounding, about 1e-14.

    References
    ----------
    Hairer, Nørsett & Wanner, *Solving Ordinary Differential Equations I* (2nd ed., 1993), §II.7 (collocation).

    Examples
    --------
    With two classes the lead satisfies g + e^g = 1 + 2t:

    >>> lead = np.subtract(*flow([0.0, 0.0], 0, [10.0]).logits[0])
    >>> float((lead + np.exp(lead)).round(10))
    21.0
    """
    start = _checks.logits("z", z)
    times = _checks.between("times", times, 0, 1e9)
    if times.ndim != 1:
        raise ValueError(f"times must be a list of T numbers, but have shape {times.shape}; give one row")
    if (np.diff(times) < 0).any():
        raise ValueError(f"times must not fall, but {times.tolist()} do; sort them")
    # Checked once for all steps: the target at the start of a step, and at its nodes.
    truth, at_nodes = (target_rows(target, shape) for shape in (start.shape, (_NODES, *start.shape)))
    gaps = gaps_below_the_largest(start)
    now, here = 0.0, np.zeros(start.shape)
    moved = np.empty((len(times), *start.shape))
    for k, time in enumerate(times):
        while now < time:
            step = min(_safe_step(gaps + here, truth), time - now)
            here = here + step * _mean_force(gaps + here, truth, at_nodes, step)
            now = time if step == time - now else now + step
        moved[k] = here
    z = gaps + moved
    return Descent(start + moved, softmax(z), forces(z, target), loss(z, target))


def _safe_step(gaps: Floats, truth: Indices | Floats) -> float:
    """Return a time in which no logit moves far, and in which Picard's iteration contracts."""
    q = softmax(gaps)
    fastest = np.abs(gradient_of_rows(gaps, truth)).max()
    stiffest = 2 * (q * (1 - q)).max()  # no eigenvalue of the Jacobian is larger (Gershgorin)
    return 0.5 / max(fastest, stiffest, 1e-12)


def _mean_force(gaps: Floats, truth: Indices | Floats, at_nodes: Indices | Floats, step: float) -> Floats:
    """Return the mean of the forces over a step."""
    slopes = np.subtract(0.0, gradient_of_rows(gaps, truth))
    stages = np.broadcast_to(slopes, (_NODES, *gaps.shape))
    for _ in range(60):
        moved = gaps + step * _weighed(_TO_NODES, stages)
        before, stages = stages, np.subtract(0.0, gradient_of_rows(moved, at_nodes))
        if np.abs(stages - before).max() <= 1e-16:
            break
    return _weighed(_TO_END, stages)[0]


def _weighed(weights: Floats, stages: Floats) -> Floats:
    """Return sums over the stages, shape (S, ...), for every row of weights, shape (R, S)."""
    return np.dot(weights, stages.reshape(len(stages), -1)).reshape(-1, *stages.shape[1:])


def _collocation(nodes: int) -> tuple[Floats, Floats]:
    """Return the weights on 0 to 1 that integrate to each Gauss–Legendre node, and to the end, a row for each.

    A polynomial through the nodes is a sum of Legendre's P_n, whose integral from −1 is
    (P_{n+1} − P_{n−1}) / (2n + 1).
    """
    x, w = np.polynomial.legendre.leggauss(nodes)
    p = np.polynomial.legendre.legvander(x, nodes)
    n = np.arange(nodes)
    coefficients = (n + 0.5)[:, None] * p[:, :nodes].T * w  # of P_n, from values at the nodes
    integrals = np.empty((nodes, nodes))
    integrals[:, 0] = x + 1
    integrals[:, 1:] = (p[:, 2:] - p[:, : nodes - 1]) / (2 * n[1:] + 1)
    return integrals @ coefficients / 2, w[None, :] / 2


_TO_NODES, _TO_END = _collocation(_NODES)
