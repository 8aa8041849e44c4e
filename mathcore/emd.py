"""The squared earth mover's distance between prediction and truth, for classes on a line, and its slopes."""

from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.line import along, by_share, surplus
from mathcore.logits import softmax, through_softmax


@_checks.usual_errors
def squared_emd(q: ArrayLike, target: ArrayLike, positions: ArrayLike | None = None) -> Floats:
    """Return the squared earth mover's distance between prediction and truth, border by border.

        E = Σ_k (x_{k+1} − x_k) (Q_k − P_k)²,  Q, P cumulative

    Parameters
    ----------
    q : array (..., K)
        Predicted distributions.
    target : int, int array (...), or float array (..., K)
        True class y, or the true distribution p.
    positions : array (K,), optional
        Where the classes lie on a line, in any order; one unit apart as listed, if left out.

    Returns
    -------
    array (...)
        From 0 to the distance of the outermost classes (K − 1 without `positions`).

    Raises
    ------
    ValueError
        If `q` or `target` is no distribution, positions coincide, or the shapes don't fit.

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
    order, gaps = along(positions, q.shape[-1])
    return (gaps * surplus(q, target, order) ** 2).sum(axis=-1)


@_checks.usual_errors
def squared_emd_gradient(z: ArrayLike, target: ArrayLike, positions: ArrayLike | None = None) -> Floats:
    """Return the slopes of the squared earth mover's distance at the logits.

        ∂E/∂z_i = q_i (u_i − Σ_j q_j u_j),  u_i = 2 Σ_{k≥i} (x_{k+1} − x_k) (Q_k − P_k)

    Parameters
    ----------
    z : array (..., K)
        Finite logits.
    target : int, int array (...), or float array (..., K)
        True class y, or the true distribution p.
    positions : array (K,), optional
        Where the classes lie on a line, in any order; one unit apart as listed, if left out.

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
    Every pull carries the factor q_i, as that of `wasserstein_gradient` does: a class that the prediction all
    but rules out is hardly pulled up, and a confident far mistake hardly pulled down (q_far = .997: .0119).

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
    order, gaps = along(positions, q.shape[-1])
    return through_softmax(q, by_share(2 * gaps * surplus(q, target, order), q, order))
