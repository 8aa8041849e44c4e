"""Where a text finds room beside curves."""

from collections.abc import Iterable, Sequence

import numpy as np

from .layout import Box


def first_clear(spots: Iterable[Box], curves: Sequence[np.ndarray], texts: Sequence[Box] = ()) -> Box:
    """Return the first of ``spots`` that no curve passes through and no text overlaps; the last one if there is none.

    Parameters
    ----------
    spots : boxes with the space that is wanted around the text, best first.
    curves : polylines, shape (n, 2) each.
    texts : boxes that are taken.
    """
    for spot in spots:
        if is_clear(spot, curves, texts):
            return spot
    return spot


def is_clear(spot: Box, curves: Sequence[np.ndarray], texts: Sequence[Box] = ()) -> bool:
    """Whether no curve passes through a box and no text overlaps it."""
    return not any(passes(curve, spot) for curve in curves) and not any(overlaps(spot, text) for text in texts)


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > 0 and up > 0


def passes(curve: np.ndarray, box: Box) -> bool:
    """Whether a polyline, shape (n, 2), enters a box."""
    start, way = curve[:-1], np.diff(curve, axis=0)
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    way = np.where(way == 0.0, 1e-12, way)
    first, second = (low - start) / way, (high - start) / way
    enter, leave = np.minimum(first, second).max(1), np.maximum(first, second).min(1)
    return bool(np.any(np.maximum(enter, 0.0) < np.minimum(leave, 1.0)))
