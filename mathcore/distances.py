"""The distance of classes on a line, and the earth mover's distance between prediction and truth."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.line import along, by_share, line_positions, surplus
from mathcore.logits import softmax, through_softmax


@_checks.usual_errors
def class_distances(target: ArrayLike, positions: ArrayLike) -> Floats:
    """Return the distance of every class from the true one, in units of `positions`.

        d_i = |x_i − x_y|

    Parameters
    ----------
    target : int or int array (...)
        True class y.
    positions : array (K,)
        Where the classes lie on a line; no two at one place.

    Returns
    -------
    array (..., K)
        Positive, but 0 at y.

    Raises
    ------
    ValueError
        If positions coincide or aren't finite, or an index is out of range.

    References
    ----------
    None: a definition.

    Examples
    --------
    >>> class_distances(0, [0, 1, 2, 3])
    array([0., 1., 2., 3.])
    """
    x = line_positions(positions)
    y = _checks.indices("target", target, len(x))
    return np.abs(x - x[y][..., None])


@_checks.usual_errors
def wasserstein_distance(q: ArrayLike, target: ArrayLike, positions: ArrayLike) -> Floats:
    """Return the earth mover's distance W1 between prediction and truth: mass × distance.

        W1 = Σ_k |Q_k − P_k| (x_{k+1} − x_k),  Q, P cumulative;  for a class index,  W1 = Σ_i q_i d_i

    Parameters
    ----------
    q : array (..., K)
        Predicted distributions.
    target : int, int array (...), or float array (..., K)
        True class y, or the true distribution p.
    positions : array (K,)
        Where the classes lie on a line, in any order; no two at one place.

    Returns
    -------
    array (...)
        From 0 to the distance of the outermost classes.

    Raises
    ------
    ValueError
        If `q` or `target` is no distribution, positions coincide, or the shapes don't fit.

    References
    ----------
    Peyré & Cuturi, *Computational Optimal Transport* (2019), §2.6, the one-dimensional case.

    Examples
    --------
    Half of the mass has to go two places far:

    >>> float(wasserstein_distance([0.5, 0.0, 0.5], 0, [0, 1, 2]))
    1.0
    """
    q = _checks.distribution("q", q)
    order, gaps = along(positions, q.shape[-1])
    return (np.abs(surplus(q, target, order)) * gaps).sum(axis=-1)


@_checks.usual_errors
def wasserstein_gradient(z: ArrayLike, target: ArrayLike, positions: ArrayLike) -> Floats:
    """Return the slopes of W1 at the logits.

        ∂W1/∂z_i = q_i (u_i − Σ_j q_j u_j),  u_i = ∂W1/∂q_i;  for a class index,  q_i (d_i − E[d])

    Parameters
    ----------
    z : array (..., K)
        Finite logits.
    target : int, int array (...), or float array (..., K)
        True class y, or the true distribution p.
    positions : array (K,)
        Where the classes lie on a line, in any order; no two at one place.

    Returns
    -------
    array (..., K)
        Each row sums to 0.

    Raises
    ------
    ValueError
        If `z` isn't finite, `target` is no distribution, positions coincide, or the shapes don't fit.

    Notes
    -----
    Every pull carries the factor q_i. So a confident mistake is hardly pulled at all: the slowdown that
    cross-entropy had cured comes back. Where Q_k = P_k exactly, W1 has a kink; its slope there is taken as 0.

    References
    ----------
    The chain rule on `wasserstein_distance` and `softmax_jacobian`.

    Examples
    --------
    >>> wasserstein_gradient([0.0, 0.0], 0, [0, 1])
    array([-0.25,  0.25])
    """
    q = softmax(z)
    order, gaps = along(positions, q.shape[-1])
    return through_softmax(q, by_share(np.sign(surplus(q, target, order)) * gaps, q, order))
