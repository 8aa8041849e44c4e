"""Gradient flow: descent in steps so small that only rate × steps, the time, is left of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats, Indices
from mathcore.descent import Descent
from mathcore.logits import gaps_below_the_largest, softmax
from mathcore.losses import forces, gradient_of_rows, loss, target_rows

# Gauss–Legendre nodes in a step, through which forces are a polynomial. Steps are short beside the distance of the
# flow's singularities (a gap of iπ), so this is exact to rounding.
_NODES = 16
# An iteration that moves logits by less is the last: what the next one would is lost in rounding.
_SETTLED = 1e-15
# Forces so small beside the stiffness, under a soft truth, are rounding: the logits have come to rest.
_AT_REST = 1e-15
# As late as times are taken; the integration's last step goes a little beyond.
_LATEST = 1e9


@dataclass(frozen=True, eq=False)
class FlowPath:
    """The path of logits under gradient flow, from time 0 to at least the end that was asked for.

    ``.start`` (..., K): where it begins. ``.times`` (S + 1,): where the integration's steps begin, and its end.
    ``.moved`` (S, ..., K): how far the logits have come at each of them. ``.pulls`` (S, N, ..., K): the forces at
    the N nodes of each step.
    """

    start: Floats
    times: Floats
    moved: Floats
    pulls: Floats

    @_checks.usual_errors
    def at(self, times: ArrayLike) -> Floats:
        """Return the logits (..., K) at a time, or at an array of times (T, ..., K): exact to rounding at any of them.

        Raises ValueError for times beyond the end.
        """
        return self.start + self.moved_at(times)

    @_checks.usual_errors
    def moved_at(self, times: ArrayLike) -> Floats:
        """Return how far the logits have come by then, with the digits of small moves where logits are large."""
        times = _checks.between("times", times, 0, float(self.times[-1]))
        step = np.clip(np.searchsorted(self.times, times, side="right") - 1, 0, len(self.moved) - 1)
        since, length = times - self.times[step], self.times[step + 1] - self.times[step]
        weights = length[..., None, None] * _integrals(since / length)[..., None, :]
        flat = self.pulls.reshape(*self.pulls.shape[:2], -1)
        return self.moved[step] + (weights @ flat[step]).reshape(*times.shape, *self.start.shape)


@_checks.usual_errors
def flow_path(z: ArrayLike, target: ArrayLike, end: float) -> FlowPath:
    """Return the path of logits z under gradient flow on the cross-entropy, to be asked for any time up to `end`.

        dz/dt = F(z) = p − softmax(z)

    Parameters
    ----------
    z : array (..., K)
        Finite logits to start from, at time 0.
    target : int, int array (...), or float array (..., K)
        True class y (0 to K − 1), or the true distribution p.
    end : number from 0 to 1e9
        The latest time: rate × steps of a descent.

    Returns
    -------
    FlowPath
        ``.at(times)`` gives the logits.

    Raises
    ------
    ValueError
        As `forces`; or if `end` is out of range.

    Notes
    -----
    Each step is collocation at Gauss–Legendre nodes, solved by Picard's iteration; between them the forces are the
    polynomial through the nodes (dense output). Steps grow as the forces fade, so a time of 10⁶ costs little more
    than one of 10. Errors are those of rounding, about 1e-14.

    References
    ----------
    Hairer, Nørsett & Wanner, *Solving Ordinary Differential Equations I* (2nd ed., 1993), §II.6 (dense output)
    and §II.7 (collocation).

    Examples
    --------
    With two classes the lead satisfies g + e^g = 1 + 2t:

    >>> path = flow_path([0.0, 0.0], 0, 100.0)
    >>> lead = np.subtract(*path.at(10.0))
    >>> float((lead + np.exp(lead)).round(10))
    21.0
    """
    start = _checks.logits("z", z)
    latest = _checks.between("end", end, 0, _LATEST)
    if latest.ndim:
        raise ValueError(f"end must be a single time, but has shape {latest.shape}; give the latest")
    # Checked once for all steps: the target at the start of a step, and at its nodes.
    truth, at_nodes = (target_rows(target, shape) for shape in (start.shape, (_NODES, *start.shape)))
    p = _checks.soft_target(target, start.shape)
    gaps = gaps_below_the_largest(start)
    now, here = 0.0, np.zeros(start.shape)
    times, moved, pulls = [now], [], []
    while now <= latest:  # so there is a step even to time 0
        first = np.subtract(0.0, gradient_of_rows(gaps + here, truth))
        step = _safe_step(first, p)
        if np.isfinite(step):
            stages = _stages(gaps + here, first, at_nodes, step)
        else:
            step, stages = float(latest) + 1.0 - now, np.zeros((_NODES, *start.shape))
        moved.append(here)
        pulls.append(stages)
        now, here = now + step, here + step * _weighed(_TO_END, stages)[0]
        times.append(now)
    return FlowPath(start.copy(), np.array(times), np.array(moved), np.array(pulls))


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
    from even is g with g + e^g = 1 + 2t: it grows like log 2t, for ever.

    References
    ----------
    As `flow_path`, which integrates.

    Examples
    --------
    With two classes the lead satisfies g + e^g = 1 + 2t:

    >>> lead = np.subtract(*flow([0.0, 0.0], 0, [10.0]).logits[0])
    >>> float((lead + np.exp(lead)).round(10))
    21.0
    """
    times = _checks.between("times", times, 0, _LATEST)
    if times.ndim != 1:
        raise ValueError(f"times must be a list of T numbers, but have shape {times.shape}; give one row")
    if (np.diff(times) < 0).any():
        raise ValueError(f"times must not fall, but {times.tolist()} do; sort them")
    path = flow_path(z, target, times[-1])
    moved = path.moved_at(times)
    states = gaps_below_the_largest(path.start) + moved
    return Descent(path.start + moved, softmax(states), forces(states, target), loss(states, target))


def _safe_step(pulls: Floats, p: Floats) -> float:
    """Return a time in which no logit moves far, and in which Picard's iteration contracts; infinite at rest."""
    q, fastest = p - pulls, np.abs(pulls).max()
    stiffest = 2 * (q * (1 - q)).max()  # no eigenvalue of the Jacobian is larger (Gershgorin)
    if fastest <= _AT_REST * stiffest:
        return np.inf
    return 0.5 / max(fastest, stiffest, 1e-12)


def _stages(gaps: Floats, first: Floats, at_nodes: Indices | Floats, step: float) -> Floats:
    """Return the forces at the nodes of a step that begins with the forces `first`, shape (N, ..., K)."""
    stages, change = np.broadcast_to(first, (_NODES, *gaps.shape)), np.inf
    for _ in range(60):
        moved = gaps + step * _weighed(_TO_NODES, stages)
        before, stages = stages, np.subtract(0.0, gradient_of_rows(moved, at_nodes))
        last, change = change, np.abs(stages - before).max()
        if step * change <= _SETTLED or change > last / 2:  # it more than halves each time, until it is rounding
            break
    return stages


def _weighed(weights: Floats, stages: Floats) -> Floats:
    """Return sums over the stages, shape (S, ...), for every row of weights, shape (R, S)."""
    return np.dot(weights, stages.reshape(len(stages), -1)).reshape(-1, *stages.shape[1:])


def _integrals(shares: ArrayLike) -> Floats:
    """Return the weights, (..., N), of forces at the nodes in their polynomial's integral from 0 to shares of a step.

    A polynomial through the nodes is a sum of Legendre's P_n, whose integral from −1 is
    (P_{n+1} − P_{n−1}) / (2n + 1).
    """
    x, n = 2 * np.asarray(shares) - 1, np.arange(_NODES)
    p = np.polynomial.legendre.legvander(x.ravel(), _NODES).reshape(*x.shape, -1)
    integrals = np.concatenate([x[..., None] + 1, (p[..., 2:] - p[..., :-2]) / (2 * n[1:] + 1)], axis=-1)
    return integrals @ _COEFFICIENTS / 2


_X, _W = np.polynomial.legendre.leggauss(_NODES)
# Of P_n in that sum, for each value at a node.
_COEFFICIENTS = (np.arange(_NODES) + 0.5)[:, None] * np.polynomial.legendre.legvander(_X, _NODES - 1).T * _W
# The weights that integrate to each node, and to the end of a step, a row for each.
_TO_NODES, _TO_END = _integrals((_X + 1) / 2), _W[None, :] / 2
