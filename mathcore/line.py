"""Classes on a line: their order, the gaps between them, and the mass that has to cross each border."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats


def line_positions(positions: ArrayLike) -> Floats:
    """Return positions that are a list of different finite numbers."""
    x = _checks.between("positions", positions, -1e100, 1e100)
    if x.ndim != 1:
        raise ValueError(f"positions must be a list of K numbers, but have shape {x.shape}; give one for each class")
    ordered = np.sort(x)
    if _checks.any_of(ordered[1:] == ordered[:-1]):
        raise ValueError(f"positions must differ, but {x.tolist()} repeats one; merge classes that lie together")
    return x


def along(positions: ArrayLike | None, classes: int) -> tuple[np.ndarray, Floats]:
    """Return the order of the classes along the line, and the gap after each but the last.

    Without positions the classes lie one unit apart, in the order in which they are listed.
    """
    x = np.arange(classes, dtype=np.float64) if positions is None else line_positions(positions)
    _checks.same_classes("positions", x, classes)
    order = np.argsort(x)
    return order, np.diff(x[order])


def surplus(q: Floats, target: ArrayLike, order: np.ndarray) -> Floats:
    """Return Q_k − P_k at the border after each class but the last: the mass that has to cross it, to the right.

    It is summed from the end that the heaviest true class isn't at: no mass of size 1 is added and taken away
    again, and for a single true class nothing is subtracted at all.
    """
    p = _checks.soft_target(target, q.shape)[..., order]
    excess = q[..., order] - p
    from_left = np.cumsum(excess, axis=-1)[..., :-1]
    from_right = np.cumsum(excess[..., ::-1], axis=-1)[..., -2::-1]
    left = np.arange(excess.shape[-1] - 1) < p.argmax(axis=-1)[..., None]
    return np.where(left, from_left, np.subtract(0.0, from_right))


def by_share(slopes: Floats, q: Floats, order: np.ndarray) -> Floats:
    """Return slopes by the shares, less that of the largest share, from the slopes by Q_k at each border.

    More mass in class i raises Q_k at every border from i on; so two classes' slopes differ by the sum over
    the borders between them. It is summed outwards from the largest share.
    """
    largest = q[..., order].argmax(axis=-1)[..., None]
    border = np.arange(slopes.shape[-1])
    before, after = np.where(border < largest, slopes, 0.0), np.where(border < largest, 0.0, slopes)
    u = np.zeros(q.shape)
    u[..., order[:-1]] += np.cumsum(before[..., ::-1], axis=-1)[..., ::-1]
    u[..., order[1:]] -= np.cumsum(after, axis=-1)
    return u
