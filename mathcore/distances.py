"""Earth mover's distances between prediction and truth, for classes that lie on a line, and their slopes.

The slopes at the logits have the form q_i (u_i − Σ_j q_j u_j): every row sums to 0, so the pulls balance.
"""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.logits import softmax


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
    order, gaps = _line(positions, q.shape[-1])
    return (np.abs(_surplus(q, target, order)) * gaps).sum(axis=-1)


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
    order, gaps = _line(positions, q.shape[-1])
    return _through_softmax(q, np.sign(_surplus(q, target, order)) * gaps, order)


def squared_emd(q: ArrayLike, target: ArrayLike) -> Floats:
    """Return the squared earth mover's distance between prediction and truth, for classes one unit apart.

        E = Σ_k (Q_k − P_k)²,  Q, P cumulative

    Parameters
    ----------
    q : array (..., K)
        Predicted distributions, classes in their order along the line.
    target : int, int array (...), or float array (..., K)
        True class y, or the true distribution p.

    Returns
    -------
    array (...)
        From 0 to K − 1.

    Raises
    ------
    ValueError
        If `q` or `target` is no distribution, or the shapes don't fit.

    References
    ----------
    Hou, Yu & Samaras, "Squared earth mover's distance-based loss for training deep neural networks" (2016),
    arXiv:1611.05916.

    Examples
    --------
    Half of the mass crosses two borders, a quarter for each:

    >>> float(squared_emd([0.5, 0.0, 0.5], 0))
    0.5
    """
    q = _checks.distribution("q", q)
    return (_surplus(q, target, np.arange(q.shape[-1])) ** 2).sum(axis=-1)


def squared_emd_gradient(z: ArrayLike, target: ArrayLike) -> Floats:
    """Return the slopes of the squared earth mover's distance at the logits.

        ∂E/∂z_i = q_i (u_i − Σ_j q_j u_j),  u_i = 2 Σ_{k≥i} (Q_k − P_k)

    Parameters
    ----------
    z : array (..., K)
        Finite logits, classes in their order along the line.
    target : int, int array (...), or float array (..., K)
        True class y, or the true distribution p.

    Returns
    -------
    array (..., K)
        Each row sums to 0.

    Raises
    ------
    ValueError
        If `z` isn't finite, `target` is no distribution, or the shapes don't fit.

    References
    ----------
    The chain rule on `squared_emd` and `softmax_jacobian`.

    Examples
    --------
    Q_0 − P_0 = −½, so u = (−1, 0):

    >>> squared_emd_gradient([0.0, 0.0], 0)
    array([-0.25,  0.25])
    """
    q = softmax(z)
    order = np.arange(q.shape[-1])
    return _through_softmax(q, 2 * _surplus(q, target, order), order)


def line_positions(positions: ArrayLike) -> Floats:
    """Return positions that are a list of different finite numbers."""
    x = _checks.between("positions", positions, -1e100, 1e100)
    if x.ndim != 1:
        raise ValueError(f"positions must be a list of K numbers, but have shape {x.shape}; give one for each class")
    if len(np.unique(x)) < len(x):
        raise ValueError(f"positions must differ, but {x.tolist()} repeats one; merge classes that lie together")
    return x


def _line(positions: ArrayLike, classes: int) -> tuple[np.ndarray, Floats]:
    """Return the order of the classes along the line, and the gap after each (0 after the last)."""
    x = line_positions(positions)
    _checks.same_classes("positions", x, classes)
    order = np.argsort(x)
    return order, np.append(np.diff(x[order]), 0.0)


def _surplus(q: Floats, target: ArrayLike, order: np.ndarray) -> Floats:
    """Return Q_k − P_k: by how much the prediction's mass up to the k-th class exceeds the truth's."""
    p = _checks.soft_target(target, q.shape)
    surplus = np.cumsum((q - p)[..., order], axis=-1)
    surplus[..., -1] = 0.0  # both have all their mass by then
    return surplus


def _through_softmax(q: Floats, slopes_at_borders: Floats, order: np.ndarray) -> Floats:
    """Return slopes at the logits from the slopes by Q_k: moving q_i moves Q_k for all k from i on."""
    u = np.empty(q.shape)
    u[..., order] = np.cumsum(slopes_at_borders[..., ::-1], axis=-1)[..., ::-1]
    return q * (u - (q * u).sum(axis=-1, keepdims=True))
