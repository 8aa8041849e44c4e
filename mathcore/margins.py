"""Cross-entropy that knows the distances of classes: weights inside the logarithm, and a weighting that fails."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats, Indices
from mathcore.distances import class_distances
from mathcore.line import line_positions
from mathcore.logits import gaps_below_the_largest
from mathcore.losses import forces, gradient_wrt_logits, loss


@_checks.usual_errors
def margin_loss(z: ArrayLike, target: ArrayLike, positions: ArrayLike, power: ArrayLike = 1.0) -> Floats:
    """Return the cross-entropy with distances as weights inside the logarithm, in nats.

        L = log Σ_j c_j e^(z_j) − z_y,  c_j = d_j^s,  c_y = 1;  in shares,  L = log(1 + Σ_{j≠y} q_j d_j^s / q_y)

    Parameters
    ----------
    z : array (..., K)
        Finite logits.
    target : int or int array (...)
        True class y.
    positions : array (K,)
        Where the classes lie on a line; no two at one place.
    power : number or array (...), from 0 to 1
        The exponent s of the distances; at 0 it is cross-entropy.

    Returns
    -------
    array (...)
        Nats, 0 or more.

    Raises
    ------
    ValueError
        If `z` isn't finite, positions coincide, an argument is out of range, or the shapes don't fit.

    Notes
    -----
    It is the cross-entropy of z_j + s log d_j: a class at distance d must lie s log d further back to count
    as well separated. So far mistakes weigh more, pulls balance, and a confident mistake is pulled in full.

    References
    ----------
    The form is that of Menon et al., "Long-tail learning via logit adjustment", ICLR 2021, with distances in
    place of class frequencies.

    Examples
    --------
    Three classes alike: log(1 + 1 + 2).

    >>> float(np.exp(margin_loss([0.0, 0.0, 0.0], 0, [0, 1, 2])).round(12))
    4.0
    """
    z, y, weights = _weighted(z, target, positions, power)
    return loss(z + np.log(weights), y)


@_checks.usual_errors
def margin_gradient(z: ArrayLike, target: ArrayLike, positions: ArrayLike, power: ArrayLike = 1.0) -> Floats:
    """Return the slopes of `margin_loss` at the logits.

        ∂L/∂z_i = softmax(z + log c)_i − [i = y]

    Parameters
    ----------
    z : array (..., K)
        Finite logits.
    target : int or int array (...)
        True class y.
    positions : array (K,)
        Where the classes lie on a line; no two at one place.
    power : number or array (...), from 0 to 1
        The exponent s of the distances; at 0 it is cross-entropy.

    Returns
    -------
    array (..., K)
        From −1 to 1; each row sums to 0.

    Raises
    ------
    ValueError
        As `margin_loss`.

    References
    ----------
    As `margin_loss`.

    Examples
    --------
    >>> margin_gradient([0.0, 0.0, 0.0], 0, [0, 1, 2])
    array([-0.75,  0.25,  0.5 ])
    """
    z, y, weights = _weighted(z, target, positions, power)
    return gradient_wrt_logits(z + np.log(weights), y)


@_checks.usual_errors
def distance_weighted_forces(z: ArrayLike, target: ArrayLike, positions: ArrayLike, power: ArrayLike = 1.0) -> Floats:
    """Return the forces of cross-entropy with each wrong pull divided by a power of its distance: they don't balance.

        F_i = −q_i / d_i^s for i ≠ y,   F_y = 1 − q_y

    Parameters
    ----------
    z : array (..., K)
        Finite logits.
    target : int or int array (...)
        True class y.
    positions : array (K,)
        Where the classes lie on a line; no two at one place.
    power : number or array (...), from 0 to 1
        The exponent s of the distances; at 0 it is cross-entropy.

    Returns
    -------
    array (..., K)
        With the sign of `forces`: positive pulls a logit up.

    Raises
    ------
    ValueError
        If `z` isn't finite, positions coincide, an argument is out of range, or the shapes don't fit.

    Notes
    -----
    Where s is 0 or all distances are 1 these are the forces of cross-entropy. Otherwise: a tempting idea, and a
    wrong one. It spares the far mistake instead of the near one; a row sums to Σ_{i≠y} q_i (1 − 1/d_i^s), not 0;
    and it is the force of no loss at all, for its work round a closed path isn't 0 (see `circulation`).
    `squared_emd_gradient` and `margin_gradient` do what it is meant to do; of the two only the latter pulls on
    a confident far mistake, too.

    References
    ----------
    None that recommends it; compare `margin_loss`.

    Examples
    --------
    Shares ¼, ¼, ½ and distances 1 and 2: both wrong classes are pulled alike.

    >>> distance_weighted_forces(np.log([1, 1, 2]), 0, [0, 1, 2]).round(6)
    array([ 0.75, -0.25, -0.25])
    """
    z, y, weights = _weighted(z, target, positions, power)
    return forces(z, y) / weights


@_checks.usual_errors
def distant_mass(q: ArrayLike, target: ArrayLike, positions: ArrayLike, power: ArrayLike = 1.0) -> Floats:
    """Return the wrong mass, each share times a power of its distance.

        m = Σ_{i≠y} q_i d_i^s

    Parameters
    ----------
    q : array (..., K)
        Predicted distributions.
    target : int or int array (...)
        True class y.
    positions : array (K,)
        Where the classes lie on a line; no two at one place.
    power : number or array (...), from 0 to 1
        The exponent s: 0 gives 1 − q_y, 1 the earth mover's distance (`wasserstein_distance`).

    Returns
    -------
    array (...)
        0 or more.

    Raises
    ------
    ValueError
        If `q` is no distribution, positions coincide, an argument is out of range, or the shapes don't fit.

    Notes
    -----
    `margin_loss` is log(1 + m/q_y).

    References
    ----------
    None: a definition.

    Examples
    --------
    >>> distant_mass([0.5, 0.25, 0.25], 0, [0, 1, 2], power=[0, 1])
    array([0.5 , 0.75])
    """
    q = _checks.distribution("q", q)
    _, weights = _weights(q, target, positions, power, at_truth=0.0)
    return (q * weights).sum(axis=-1)


def _weighted(
    z: ArrayLike, target: ArrayLike, positions: ArrayLike, power: ArrayLike
) -> tuple[Floats, Indices, Floats]:
    """Return logits less their largest, true classes, and powers of distances as weights, 1 at the class itself."""
    z = _checks.logits("z", z)
    # gaps, so that the logarithm of a weight isn't lost beside a large logit
    return gaps_below_the_largest(z), *_weights(z, target, positions, power, at_truth=1.0)


def _weights(
    rows: Floats, target: ArrayLike, positions: ArrayLike, power: ArrayLike, at_truth: float
) -> tuple[Indices, Floats]:
    """Return the true classes of rows (..., K), and the powers of all distances from them."""
    x, s = line_positions(positions), _checks.between("power", power, 0, 1)
    _checks.same_classes("positions", x, rows.shape[-1])
    y = _checks.index_target(target, rows.shape)
    _checks.batches(batch=rows.shape[:-1], power=s.shape)
    d = class_distances(y, x)
    return y, np.where(d == 0, at_truth, d ** s[..., None])
