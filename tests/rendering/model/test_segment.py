"""A segment is written and read as it is, and points that shapes share are written once."""

import numpy as np
import pytest

from rendering.model.segment import Segment, Shape

NONE = np.zeros((1, 4))
SQUARE = np.arange(80.0).reshape(40, 2)


def painted(points: np.ndarray, alpha: float) -> Shape:
    return Shape(points, np.array([[1.0, 0.5, 0.0, alpha]]), NONE, NONE, (0.0, 0.0, 0.0, 0.0, 1e-6, 0.0, 0.0, 0.0, 0.0))


def fading(frames: int, *, shared: bool) -> Segment:
    """Two squares, one of them fading in."""
    outline = SQUARE + 1
    shapes = [painted(SQUARE, 1.0)]
    shapes += [painted(outline if shared else outline.copy(), (k + 1) / frames) for k in range(frames)]
    return Segment((16, 20, 24, 255), (16.0, 9.0, 0.0, 0.0), 30.0, shapes, [((0, 1 + k), 1) for k in range(frames)])


@pytest.mark.parametrize("shared", [True, False])
def test_what_is_read_is_what_was_written(shared):
    segment = fading(5, shared=shared)
    read = Segment.from_bytes(segment.to_bytes())
    assert [shape.key for shape in read.shapes] == [shape.key for shape in segment.shapes]
    assert (read.runs, read.background, read.view, read.fps) == (
        segment.runs,
        segment.background,
        segment.view,
        segment.fps,
    )
    assert Segment.from_bytes(fading(0, shared=shared).to_bytes()).frames == 0


def test_points_that_shapes_share_are_written_once_and_shared_by_who_reads_them():
    few, many = (len(fading(frames, shared=True).to_bytes()) for frames in (10, 11))
    assert many - few < SQUARE.nbytes  # a frame more, with no points of its own
    assert len(fading(11, shared=False).to_bytes()) - len(fading(10, shared=False).to_bytes()) > SQUARE.nbytes
    read = Segment.from_bytes(fading(10, shared=True).to_bytes())
    assert len({id(shape.points) for shape in read.shapes}) == 2
    assert read.to_bytes() == fading(10, shared=True).to_bytes()
