"""Which rectangles of a picture a change can reach."""

import numpy as np

from rendering.model.segment import Segment

Box = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels, upper ends exclusive

MITER_LIMIT = 10  # Cairo's default, which Manim leaves: a corner may reach so many half widths
WORTH_JOINING = 10_000  # pixels: as many take as long to convert as a rectangle of their own needs besides
SMOOTHING = 2  # pixels: edges are smoothed over one, and even corners keep halved colour planes apart


def boxes_of(segment: Segment, pixels: tuple[int, int], line_width: float) -> np.ndarray:
    """For each shape a box that holds all its pixels: the hull of its control points and its stroke."""
    width, height = pixels
    frame_width, frame_height, x, y = segment.view
    scale = np.array([width / frame_width, -height / frame_height])
    centre = np.array([width / 2, height / 2]) - scale * (x, y)
    if not segment.shapes:
        return np.empty((0, 4), int)
    starts = np.cumsum([0, *(len(shape.points) for shape in segment.shapes[:-1])])
    corners = np.concatenate([shape.points for shape in segment.shapes]) * scale + centre
    strokes = np.array([max(s.numbers["stroke_width"], s.numbers["background_width"]) for s in segment.shapes])
    reach = (strokes * line_width / 2 * scale[0] * MITER_LIMIT + SMOOTHING)[:, None]
    low = np.floor((np.minimum.reduceat(corners, starts) - reach) / 2) * 2
    high = np.ceil((np.maximum.reduceat(corners, starts) + reach) / 2) * 2
    return np.clip(np.hstack([low, high]), 0, [*pixels, *pixels]).astype(int)


def joined(boxes: np.ndarray) -> list[Box]:
    """Boxes that cover `boxes`: few, and little more than those."""
    done: list[tuple[int, int, int, int, int]] = []
    for box in boxes.tolist():
        if box[0] < box[2] and box[1] < box[3]:
            _add(box, done)
    return [(x0, y0, x1, y1) for x0, y0, x1, y1, _ in done]


def _add(box: list[int], done: list[tuple[int, int, int, int, int]]) -> None:
    """Add `box` to the boxes that are `done`, each with its area, or join it with those that it lies beside."""
    x0, y0, x1, y1 = box
    area, i = (x1 - x0) * (y1 - y0), 0
    while i < len(done):
        a0, b0, a1, b1, other = done[i]
        # Not min and max: this is the inner loop.
        left, right = (x0 if x0 < a0 else a0), (x1 if x1 > a1 else a1)
        top, bottom = (y0 if y0 < b0 else b0), (y1 if y1 > b1 else b1)
        hull = (right - left) * (bottom - top)
        if hull <= area + other + WORTH_JOINING:
            x0, y0, x1, y1, area = left, top, right, bottom, hull
            del done[i]
            i = 0  # what was too far off before may lie beside the larger box
        else:
            i += 1
    done.append((x0, y0, x1, y1, area))


def touching(shapes: np.ndarray, boxes: list[Box]) -> np.ndarray:
    """For each of the boxes `shapes` whether it reaches into one of `boxes`."""
    x0, y0, x1, y1 = shapes.T[:, :, None]
    left, top, right, bottom = np.array(boxes, int).reshape(-1, 4).T
    return ((x0 < right) & (x1 > left) & (y0 < bottom) & (y1 > top)).any(axis=1)
