"""Which rectangles of a picture a change can reach."""

import numpy as np

from rendering.recording import Segment

Box = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels, upper ends exclusive

MITER_LIMIT = 10  # Cairo's default, which Manim leaves: a corner may reach so many half widths
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


def grow(changed: np.ndarray, shapes: np.ndarray) -> list[Box]:
    """Disjoint boxes around `changed`, none of which cuts a box of `shapes`.

    A box is joined with whatever it touches until nothing touches it any more.
    """
    waiting = [tuple(box) for box in changed.tolist() if box[0] < box[2] and box[1] < box[3]]
    done: list[Box] = []
    while waiting:
        x0, y0, x1, y1 = waiting.pop()
        while True:
            touching = shapes[(shapes[:, 0] < x1) & (shapes[:, 2] > x0) & (shapes[:, 1] < y1) & (shapes[:, 3] > y0)]
            joined = [b for b in waiting + done if b[0] < x1 and b[2] > x0 and b[1] < y1 and b[3] > y0]
            waiting = [b for b in waiting if b not in joined]
            done = [b for b in done if b not in joined]
            every = [(x0, y0, x1, y1), *joined, *touching.tolist()]
            wider = (
                min(b[0] for b in every),
                min(b[1] for b in every),
                max(b[2] for b in every),
                max(b[3] for b in every),
            )
            if wider == (x0, y0, x1, y1):
                break
            x0, y0, x1, y1 = wider
        done.append((x0, y0, x1, y1))
    return done
