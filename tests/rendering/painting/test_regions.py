"""Rectangles that hold every change, and shapes that reach into them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rendering.painting.regions import WORTH_JOINING, joined, touching

PIXELS = (64, 48)


@st.composite
def boxes(draw, least: int = 0) -> np.ndarray:
    """Rectangles of a small picture; some of them hold nothing."""
    across, up = st.integers(0, PIXELS[0]), st.integers(0, PIXELS[1])
    corners = draw(st.lists(st.tuples(across, up, across, up), min_size=least, max_size=8))
    return np.array(corners, int).reshape(-1, 4)


def mask(rectangles) -> np.ndarray:
    """The pixels in any of some rectangles."""
    held = np.zeros(PIXELS[::-1], bool)
    for x0, y0, x1, y1 in rectangles:
        held[y0:y1, x0:x1] = True
    return held


@given(boxes())
def test_joined_boxes_hold_all_pixels_of_the_boxes(every):
    assert not (mask(every) & ~mask(joined(every))).any()


def test_boxes_far_apart_stay_apart_and_others_are_joined():
    far = WORTH_JOINING
    one, beside, other = (0, 0, 10, 10), (10, 0, 20, 10), (far, 0, far + 10, 10)
    assert sorted(joined(np.array([one, other, beside]))) == [(0, 0, 20, 10), other]


@given(boxes(), boxes())
def test_what_touches_shares_a_pixel(shapes, changed):
    changed = joined(changed)
    expected = [bool((mask([shape]) & mask(changed)).any()) for shape in shapes]
    whole = [x0 < x1 and y0 < y1 for x0, y0, x1, y1 in shapes]
    touched = touching(shapes, changed)
    assert [bool(t) for t, holds in zip(touched, whole, strict=True) if holds] == [
        e for e, holds in zip(expected, whole, strict=True) if holds
    ]
