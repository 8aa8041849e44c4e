"""Work along a path: the test whether a field of slopes belongs to any loss at all."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats, Indices

Field = Callable[[Floats], Floats]


@_checks.usual_errors
def rectangle(corner: ArrayLike, axes: tuple[int, int], size: ArrayLike = 1.0) -> Floats:
    """Return the corners of a rectangle in the plane of two logits, counter-clockwise and closed.

        corner → + w e_i → + h e_j → − w e_i → − h e_j

    Parameters
    ----------
    corner : array (K,)
        The corner to start from.
    axes : two different ints
        The logits i and j that vary; the others stay as in `corner`.
    size : number, or two numbers
        Side, or width along i and height along j. A negative side turns the direction round.

    Returns
    -------
    array (5, K)

    Raises
    ------
    ValueError
        If `corner` or `size` isn't finite or doesn't fit, or `axes` aren't two classes.

    References
    ----------
    None: a definition.

    Examples
    --------
    >>> rectangle([0.0, 0.0], axes=(0, 1)).tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
    """
    corner, columns = _corner_and_axes(corner, axes)
    size = _checks.finite("size", size)
    if size.shape not in ((), (2,)):
        raise ValueError(f"size must be one number or two, but has shape {size.shape}; give (width, height)")
    corners = np.tile(corner, (5, 1))
    corners[:, columns] += np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * size
    return corners


@_checks.usual_errors
def plane(corner: ArrayLike, axes: tuple[int, int], u: ArrayLike, v: ArrayLike) -> Floats:
    """Return a grid of points in the plane of two logits, for a terrain: ``loss(plane(…), y)``.

        corner + u_a e_i + v_b e_j

    Parameters
    ----------
    corner : array (K,)
        The point that u = v = 0 stands for.
    axes : two different ints
        The logits i and j that vary; the others stay as in `corner`.
    u, v : array (A,), array (B,), or a number
        Displacements along i and along j.

    Returns
    -------
    array (A, B, K)
        The point displaced by u_a and v_b at [a, b]; a number for `u` or `v` gives no axis.

    Raises
    ------
    ValueError
        If a number isn't finite, or `axes` aren't two classes.

    References
    ----------
    None: a definition.

    Examples
    --------
    >>> plane([5.0, 0.0, 0.0], axes=(1, 2), u=[0, 1], v=2).tolist()
    [[5.0, 0.0, 2.0], [5.0, 1.0, 2.0]]
    """
    corner, columns = _corner_and_axes(corner, axes)
    u, v = _checks.finite("u", u), _checks.finite("v", v)
    points = np.broadcast_to(corner, (*u.shape, *v.shape, len(corner))).copy()
    points[..., columns[0]] += u.reshape(u.shape + (1,) * v.ndim)
    points[..., columns[1]] += v
    return points


@_checks.usual_errors
def work(field: Field, start: ArrayLike, end: ArrayLike, order: int = 32) -> Floats:
    """Return the work of a field along the straight way from `start` to `end`.

        W = ∫_0^1 field(s + t (e − s)) · (e − s) dt

    Parameters
    ----------
    field : function (n, K) → (n, K)
        Slopes or forces at each of n points.
    start, end : array (..., K)
        Where the way begins and ends; the axes before broadcast.
    order : int, 1 or more
        Points of the Gauss–Legendre rule; it is exact for polynomials of degree 2 · order − 1 along the way.

    Returns
    -------
    array (...)
        In the field's unit times the logits': for slopes of a loss it is the loss at the end minus that at
        the start.

    Raises
    ------
    ValueError
        If points aren't finite or don't fit, or the field returns another shape, NaN or infinity.

    References
    ----------
    Golub & Welsch, "Calculation of Gauss quadrature rules", Math. Comp. 23 (1969).

    Examples
    --------
    A constant pull of 2 over a way of 3:

    >>> float(work(lambda z: np.full_like(z, 2.0), [0.0], [3.0]).round(12))
    6.0
    """
    if _checks.count("order", order) < 1:
        raise ValueError("order must be 1 or more, but is 0; 32 serves smooth fields")
    start, end = _checks.logits("start", start), _checks.logits("end", end)
    _checks.same_classes("end", end, start.shape[-1])
    _checks.batches(start=start.shape[:-1], end=end.shape[:-1])
    nodes, weights = _gauss_legendre(order)
    along = end - start
    points = start[..., None, :] + (nodes[:, None] + 1) / 2 * along[..., None, :]
    flat = points.reshape(-1, points.shape[-1])
    values = _checks.finite("field(z)", field(flat))
    if values.shape != flat.shape:
        raise ValueError(
            f"field must return an array of its argument's shape {flat.shape}, but returned {values.shape}; "
            "treat the last axis as the classes"
        )
    return np.einsum("...nk,...k,n->...", values.reshape(points.shape), along, weights / 2)


@_checks.usual_errors
def circulation(
    field: Field, corner: ArrayLike, axes: tuple[int, int], size: ArrayLike = 1.0, order: int = 32
) -> float:
    """Return the work of a field once round a rectangle in the plane of two logits, counter-clockwise.

        ∮ field · dz = ∫∫ (∂field_j/∂z_i − ∂field_i/∂z_j) dz_i dz_j

    Parameters
    ----------
    field : function (n, K) → (n, K)
        Slopes or forces at each of n points.
    corner : array (K,)
        The corner with the lowest coordinates; the logits outside `axes` stay as they are here.
    axes : two different ints
        The logits i and j that vary: from i towards j is counter-clockwise.
    size : number, or two numbers
        Side, or width along i and height along j.
    order : int, 1 or more
        Points of the Gauss–Legendre rule on each side.

    Returns
    -------
    float
        0 (to about 1e-15) for the slopes of any loss. Forces give the opposite sign of slopes.

    Raises
    ------
    ValueError
        As `rectangle` and `work`.

    References
    ----------
    Green's theorem; any text on vector calculus.

    Examples
    --------
    A rotation (−y, x) turns with 2 everywhere, so a unit square gives 2:

    >>> round(circulation(lambda z: np.stack([-z[:, 1], z[:, 0]], axis=1), [0.0, 0.0], axes=(0, 1)), 12)
    2.0
    """
    corners = rectangle(corner, axes, size)
    return float(work(field, corners[:-1], corners[1:], order).sum())


@cache
def _gauss_legendre(order: int) -> tuple[Floats, Floats]:
    """Return the nodes and weights on −1 to 1; found once, as they cost more than a smooth field does."""
    return np.polynomial.legendre.leggauss(order)


def _corner_and_axes(corner: ArrayLike, axes: tuple[int, int]) -> tuple[Floats, Indices]:
    """Return one point, and two different classes."""
    corner = _checks.logits("corner", corner)
    if corner.ndim != 1:
        raise ValueError(f"corner must be one point (K,), but has shape {corner.shape}; give one row")
    classes = _checks.indices("axes", axes, len(corner))
    if classes.shape != (2,) or classes[0] == classes[1]:
        raise ValueError(f"axes must be two different classes, but are {classes.tolist()}; give a pair like (1, 3)")
    return corner, classes
