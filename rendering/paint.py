"""Paint recorded shapes with Manim's own drawing code.

`Painter` yields the frames of a segment as pixels. Pixels are Manim's, bit for bit; time is saved only where
no pixel can tell: shapes that stand at the bottom of every frame are painted once, and from frame to frame
only rectangles that hold a change are painted again. Cairo's clipping moves edges by a hair, so nothing is
clipped: a rectangle grows until it holds every shape that touches it, and those are painted whole.
"""

from collections.abc import Iterator
from itertools import takewhile

import numpy as np
from manim import Camera, CapStyleType, LineJointType, VMobject

from rendering.recording import Segment, Shape
from rendering.regions import Box, boxes_of, grow

JOINTS = {joint.value: joint for joint in LineJointType}
CAPS = {cap.value: cap for cap in CapStyleType}


class Outline(VMobject):
    """A recorded shape as `Camera.display_vectorized` wants to see it."""

    def __init__(self, shape: Shape):  # no super().__init__: building a mobject costs more than painting it
        numbers = shape.numbers
        self.points = np.zeros((len(shape.points), 3))
        self.points[:, :2] = shape.points
        self.fill_rgbas = shape.fill
        self.stroke_rgbas = shape.stroke
        self.background_stroke_rgbas = shape.background_stroke
        self.stroke_width = numbers["stroke_width"]
        self.background_stroke_width = numbers["background_width"]
        self.joint_type = JOINTS[int(numbers["joint"])]
        self.cap_style = CAPS[int(numbers["cap"])]
        self.tolerance_for_point_equality = numbers["tolerance"]
        self.n_points_per_cubic_curve = 4
        self.gradient_ends = [np.array([numbers[f"x{i}"], numbers[f"y{i}"], 0.0]) for i in (0, 1)]

    def get_gradient_start_and_end_points(self):
        """As recorded: they depend on mobjects that were not kept."""
        return self.gradient_ends


class Brush(Camera):
    """Manim's camera for its drawing code alone: the canvas and its ground are the painter's."""

    def init_background(self) -> None:
        """Fill no array."""

    def reset(self):
        """Fill no array."""
        return self


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
        self.outlines = [Outline(shape) for shape in segment.shapes]
        self.boxes = boxes_of(segment, pixels, self.camera.cairo_line_width_multiple)
        # All four bytes of a pixel at once: many times faster than one by one.
        self.ground = np.array(segment.background, np.uint8).view(np.uint32)
        self.canvas = np.full((height, width), self.ground).view(np.uint8).reshape(height, width, 4)
        self.context = self.camera.get_cairo_context(self.canvas)

    def still(self, run: int) -> np.ndarray:
        """The pixels of one run alone."""
        self.canvas.view(np.uint32)[:] = self.ground
        self._draw(self.segment.runs[run][0])
        return self.canvas

    def frames(self) -> Iterator[tuple[np.ndarray, list[Box], int]]:
        """For each run its pixels (RGBA, valid until the next), the boxes that changed, and its frames."""
        runs = self.segment.runs
        standing = _common_start([drawn for drawn, _ in runs])
        self._draw(runs[0][0][:standing])
        ground = self.canvas.copy()
        self._draw(runs[0][0][standing:])
        height, width = self.canvas.shape[:2]
        yield self.canvas, [(0, 0, width, height)], runs[0][1]
        before = runs[0][0]
        for drawn, count in runs[1:]:
            moving = drawn[standing:]
            changed = _changed(before[standing:], moving)
            boxes = grow(self.boxes[changed], self.boxes[list(moving)])
            for x0, y0, x1, y1 in boxes:
                self.canvas[y0:y1, x0:x1] = ground[y0:y1, x0:x1]
            self._draw(i for i in moving if _touches(self.boxes[i], boxes))
            yield self.canvas, boxes, count
            before = drawn

    def _draw(self, shapes) -> None:
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


def _touches(box: np.ndarray, boxes: list[Box]) -> bool:
    x0, y0, x1, y1 = box
    return any(x0 < b[2] and x1 > b[0] and y0 < b[3] and y1 > b[1] for b in boxes)
