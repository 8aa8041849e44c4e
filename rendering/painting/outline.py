"""Recorded shapes in the form that Manim's drawing code wants, and the one step of it that is done faster here.

Manim looks for the ends of subpaths, number by number, whenever it draws a shape. Here that is done for all shapes
of a segment at once, by the same comparisons, and the same numbers go to Cairo.
"""

from typing import Any, NamedTuple

import numpy as np
from manim import Camera, CapStyleType, LineJointType, VMobject

from rendering.model.segment import Segment, Shape

JOINTS = {joint.value: joint for joint in LineJointType}
CAPS = {cap.value: cap for cap in CapStyleType}
CURVE = 4  # points of a cubic curve
CLOSE = 1e-5  # relative, as in Manim's (and numpy's) comparisons


class Subpath(NamedTuple):
    """Where a subpath lies among the curves of its shape, where it starts, and whether it ends there."""

    first: int
    end: int
    x: float
    y: float
    closed: bool


class Outline(VMobject):
    """A recorded shape as `Camera.display_vectorized` wants to see it."""

    n_points_per_cubic_curve = CURVE

    def __init__(self, shape: Shape, subpaths: list[Subpath]):
        # No super().__init__: building a mobject costs more than painting it.
        width, background_width, joint, cap, _, *self.ends = shape.scalars
        self.curves = shape.points.reshape(-1, CURVE, 2)
        self.subpaths = subpaths
        self.fill_rgbas = shape.fill
        self.stroke_rgbas = shape.stroke
        self.background_stroke_rgbas = shape.background_stroke
        self.stroke_width, self.background_stroke_width = width, background_width
        self.joint_type, self.cap_style = JOINTS[int(joint)], CAPS[int(cap)]

    def get_gradient_start_and_end_points(self) -> list[np.ndarray]:
        """As recorded: they depend on mobjects that were not kept."""
        x0, y0, x1, y1 = self.ends
        return [np.array([x0, y0, 0.0]), np.array([x1, y1, 0.0])]


def outlines_of(segment: Segment) -> list[Outline]:
    """The shapes of a segment, ready to be drawn."""
    if not segment.shapes:
        return []
    counts = np.array([len(shape.points) // CURVE for shape in segment.shapes])
    curves = np.concatenate([shape.points for shape in segment.shapes]).reshape(-1, CURVE, 2)
    tolerances = np.repeat([shape.numbers["tolerance"] for shape in segment.shapes], counts)[:, None]
    shape_ends = np.cumsum(counts)
    begins = np.ones(len(curves), bool)
    begins[1:] = ~_close(curves[:-1, -1], curves[1:, 0], tolerances[1:])
    begins[shape_ends - counts] = True
    firsts = np.flatnonzero(begins)
    ends = np.append(firsts[1:], len(curves))
    heads = curves[firsts, 0]
    closed = _close(heads, curves[ends - 1, -1], tolerances[firsts])
    offsets = (shape_ends - counts)[np.searchsorted(shape_ends, firsts, side="right")]
    rows = zip(*(column.tolist() for column in (firsts - offsets, ends - offsets, *heads.T, closed)), strict=True)
    subpaths = list(map(Subpath._make, rows))
    bounds = np.searchsorted(firsts, shape_ends).tolist()
    return [
        Outline(shape, subpaths[start:end])
        for shape, start, end in zip(segment.shapes, [0, *bounds], bounds, strict=False)
    ]


def _close(a: np.ndarray, b: np.ndarray, tolerances: np.ndarray) -> np.ndarray:
    return (np.abs(a - b) <= tolerances + CLOSE * np.abs(b)).all(axis=1)


class Brush(Camera):
    """Manim's camera for its drawing code alone: the canvas and its ground are the painter's."""

    def init_background(self) -> None:
        """Fill no array."""

    def reset(self) -> "Brush":
        """Fill no array."""
        return self

    def set_cairo_context_path(self, ctx: Any, vmobject: Outline) -> "Brush":
        """Manim's path, from subpaths that are known already."""
        ctx.new_path()
        curve_to = ctx.curve_to
        curves = vmobject.curves[:, 1:].reshape(-1, 6).tolist()
        for first, end, x, y, closed in vmobject.subpaths:
            ctx.new_sub_path()
            ctx.move_to(x, y)
            for curve in curves[first:end]:
                curve_to(*curve)
            if closed:
                ctx.close_path()
        return self
