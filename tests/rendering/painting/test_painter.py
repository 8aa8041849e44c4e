"""Frame by frame only what changed is painted, and each frame is as if it had been painted alone."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rendering.model.segment import Segment, Shape
from rendering.painting.painter import Painter

PIXELS = (64, 36)
SHAPES = 6
orders = st.permutations(range(SHAPES)).flatmap(lambda order: st.integers(0, SHAPES).map(lambda n: tuple(order[:n])))


def square(number: int) -> Shape:
    """A filled square; neighbours overlap."""
    x, y = number % 3 - 1.5, number // 3 - 1
    corners = np.array([(x, y), (x + 2, y), (x + 2, y + 2), (x, y + 2), (x, y)], float)
    points = np.vstack([np.linspace(start, end, 4) for start, end in pairwise(corners)])
    colour = np.array([[number / SHAPES, 1 - number / SHAPES, 0.5, 1.0]])
    return Shape(points, colour, np.zeros((1, 4)), np.zeros((1, 4)), (0.0, 0.0, 0.0, 0.0, 1e-6, 0.0, 0.0, 0.0, 0.0))


@given(st.lists(orders, min_size=1, max_size=5))
def test_a_frame_is_as_if_it_were_painted_alone(rows):
    runs = [(drawn, 1) for drawn in rows]
    segment = Segment((0, 0, 0, 255), (16.0, 9.0, 0.0, 0.0), 30, [square(number) for number in range(SHAPES)], runs)
    for run, (picture, _, _) in enumerate(Painter(segment, PIXELS).frames()):
        assert np.array_equal(picture, Painter(segment.alone(run), PIXELS).still(0))
