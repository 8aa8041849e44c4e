"""Paths found for a whole segment at once are the ones that Manim finds shape by shape."""

import cairo
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Camera, VMobject

from rendering.model.segment import Segment, Shape
from rendering.painting.outline import Brush, outlines_of

TOLERANCE = 1e-6
#: Far apart, the same, and around what counts as the same.
STEPS = st.sampled_from([0.0, 0.3, -1.7, 0.9 * TOLERANCE, 1.1 * TOLERANCE, 1.2e-5, -8e-6])


@st.composite
def shapes(draw) -> np.ndarray:
    """Control points (4·n, 2) of curves that go on, close or jump, by much or by hardly anything."""
    last = first = complex(draw(STEPS), draw(STEPS))
    points = []
    for _ in range(draw(st.integers(1, 6))):
        start = last + complex(draw(STEPS), draw(STEPS))
        last = first + draw(STEPS) if draw(st.booleans()) else start + complex(1.0, draw(STEPS))
        points += [start, start + (0.1 + 0.2j), last - (0.1 + 0.3j), last]
        first = start if draw(st.booleans()) else first
    return np.array([(point.real, point.imag) for point in points])


def recorded(points: np.ndarray) -> Shape:
    paint = np.array([[1.0, 0.5, 0.2, 1.0]])
    return Shape(points, paint, paint, np.zeros((1, 4)), (2.0, 0.0, 0.0, 0.0, TOLERANCE, 0.0, 0.0, 0.0, 0.0))


def mobject(points: np.ndarray) -> VMobject:
    plain = VMobject(tolerance_for_point_equality=TOLERANCE)
    plain.points = np.column_stack([points, np.zeros(len(points))])
    return plain


@pytest.fixture(scope="module")
def context() -> cairo.Context:
    return cairo.Context(cairo.RecordingSurface(cairo.CONTENT_COLOR_ALPHA, None))


@settings(max_examples=200)
@given(st.lists(shapes(), min_size=1, max_size=4))
def test_paths_are_manims(context, drawn):
    camera, brush = Camera(pixel_width=16, pixel_height=9), Brush(pixel_width=16, pixel_height=9)
    outlines = outlines_of(Segment((0, 0, 0, 255), (128 / 9, 8, 0, 0), 30, [recorded(points) for points in drawn]))
    for points, outline in zip(drawn, outlines, strict=True):
        paths = []
        for who, what in ((camera, mobject(points)), (brush, outline)):
            who.set_cairo_context_path(context, what)
            paths.append(list(context.copy_path()))
        assert paths[0] == paths[1]


def test_a_segment_without_shapes_has_no_outlines():
    assert outlines_of(Segment((0, 0, 0, 255), (128 / 9, 8, 0, 0), 30)) == []
