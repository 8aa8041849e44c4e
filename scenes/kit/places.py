"""Where a text finds room beside curves."""

from collections.abc import Iterable, Sequence

import numpy as np

from .layout import Box
from .sizes import PX

#: The height of a number, and the space around it.
TALL, CLEAR = 32 * PX, 14 * PX
#: How far below and above a point its text may stand, in pixels, and how far above if no place there is clear.
REACHES = (-196, 197), (224, 393)


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


class Room:
    """Where numbers stand beside curves: no line through them, no two of them over each other.

    Parameters
    ----------
    box : what they may not leave.
    taken : boxes of the texts that are there.
    """

    def __init__(self, box: Box, taken: list[Box]):
        self.box, self.taken = box, taken

    def near(self, wide: float, point: np.ndarray, wanted: tuple[float, float], lines: list[np.ndarray]) -> Box:
        """Return the clear box for a text ``wide`` across that is nearest to where it is wanted.

        ``wanted`` is the way from ``point`` to the text's middle, in pixels; ``lines`` are polylines, shape (n, 2).
        """

        def far(move: tuple[float, float]) -> float:
            return float(np.hypot(*np.subtract(move, wanted)))

        half, tall = wide / 2 + CLEAR, TALL / 2 + CLEAR
        near, above = ([(dx, dy) for dx in range(-280, 281, 35) for dy in range(*ys, 28)] for ys in REACHES)
        boxes = []
        for dx, dy in [wanted, *(move for moves in (near, above) for move in sorted(moves, key=far))]:
            x, y = point[0] + dx * PX, point[1] + dy * PX
            box = Box(x - half, y - tall, x + half, y + tall)
            inside = self.box.left < box.left and box.right < self.box.right
            if inside and self.box.bottom < box.bottom and box.top < self.box.top:
                boxes.append(box)
        spot = first_clear(boxes, lines, self.taken)
        self.taken.append(spot)
        return spot
