"""Paint recorded shapes with Manim's own drawing code.

`Painter` yields the frames of a segment as pixels. Pixels are Manim's, bit for bit; time is saved only where
no pixel can tell: shapes that stand at the bottom of every frame are painted once, and from frame to frame
only rectangles that hold a change are painted again. Cairo's clipping moves edges by a hair, so nothing is
clipped: whatever reaches into such a rectangle is painted whole, on a board aside, and the rectangle is cut out.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile

import numpy as np

from rendering.model.segment import Segment
from rendering.painting.outline import Brush, outlines_of
from rendering.painting.regions import Box, boxes_of, joined, touching


class Painter:
    """Paints one segment at one size, run by run."""

    def __init__(self, segment: Segment, pixels: tuple[int, int]):
        width, height = pixels
        frame_width, frame_height, x, y = segment.view
        self.segment = segment
        self.camera = Brush(
            pixel_width=width,
            pixel_height=height,
            frame_width=frame_width,
            frame_height=frame_height,
            frame_center=np.array([x, y, 0.0]),
        )
        self.outlines = outlines_of(segment)
        self.boxes = boxes_of(segment, pixels, self.camera.cairo_line_width_multiple)
        # All four bytes of a pixel at once: many times faster than one by one.
        self.ground = np.array(segment.background, np.uint8).view(np.uint32)
        self.board = np.full((height, width), self.ground).view(np.uint8).reshape(height, width, 4)
        self.context = self.camera.get_cairo_context(self.board)

    def still(self, run: int) -> np.ndarray:
        """The pixels of one run alone."""
        self.board.view(np.uint32)[:] = self.ground
        self._draw(self.segment.runs[run][0])
        return self.board

    def frames(self) -> Iterator[tuple[np.ndarray, list[Box], int]]:
        """For each run its pixels (RGBA, valid until the next), the boxes that changed, and its frames."""
        runs = self.segment.runs
        standing = _common_start([drawn for drawn, _ in runs])
        self._draw(runs[0][0][:standing])
        ground = self.board.copy()
        self._draw(runs[0][0][standing:])
        canvas = self.board.copy()
        height, width = canvas.shape[:2]
        yield canvas, [(0, 0, width, height)], runs[0][1]
        before = runs[0][0]
        for drawn, count in runs[1:]:
            moving = np.array(drawn[standing:], int)
            boxes = joined(self.boxes[_changed(before[standing:], drawn[standing:])])
            for x0, y0, x1, y1 in boxes:
                self.board[y0:y1, x0:x1] = ground[y0:y1, x0:x1]
            self._draw(moving[touching(self.boxes[moving], boxes)].tolist())
            for x0, y0, x1, y1 in boxes:
                canvas[y0:y1, x0:x1] = self.board[y0:y1, x0:x1]
            yield canvas, boxes, count
            before = drawn

    def _draw(self, shapes: Iterable[int]) -> None:
        for i in shapes:
            self.camera.display_vectorized(self.outlines[i], self.context)


def _common_start(rows: list[tuple[int, ...]]) -> int:
    """How many shapes every frame begins with."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*rows, strict=False)))


def _changed(before: tuple[int, ...], after: tuple[int, ...]) -> list[int]:
    """The shapes whose pixels may differ: gone, come, or in another order."""
    difference = set(before) ^ set(after)
    kept_before = [i for i in before if i not in difference]
    kept_after = [i for i in after if i not in difference]
    if kept_before != kept_after:
        difference.update(kept_before, kept_after)
    return sorted(difference)
