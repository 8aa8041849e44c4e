"""The recording camera sees what Manim's would: the same mobjects in the same order, as they are in that frame."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Camera, Square, VGroup, VMobject

from rendering.errors import SceneError
from rendering.recording.camera import RecordingCamera


@pytest.fixture(scope="module")
def cameras() -> tuple[Camera, RecordingCamera]:
    return Camera(), RecordingCamera()


@st.composite
def stages(draw) -> list[VMobject]:
    """Mobjects in groups in groups, some of them in several, with and without points, at several depths."""
    made = [Square() if draw(st.booleans()) else VMobject() for _ in range(draw(st.integers(1, 5)))]
    for _ in range(draw(st.integers(0, 4))):
        members = draw(st.lists(st.sampled_from(made), min_size=1, max_size=4, unique_by=id))
        made.append(VGroup(*members))
    for mobject in made:
        mobject.set_z_index(draw(st.integers(-1, 1)), family=False)
    return draw(st.lists(st.sampled_from(made), min_size=1, max_size=8))


@given(stages())
def test_mobjects_are_shown_in_manims_order(cameras, stage):
    theirs, ours = (camera.get_mobjects_to_display(stage) for camera in cameras)
    assert list(map(id, ours)) == list(map(id, theirs))


@given(stages(), stages())
def test_what_is_left_out_is_left_out(cameras, stage, excluded):
    theirs, ours = (camera.get_mobjects_to_display(stage, excluded_mobjects=excluded) for camera in cameras)
    assert list(map(id, ours)) == list(map(id, theirs))


def drawn(camera: RecordingCamera, mobject: VMobject):
    camera.reset()
    camera.capture_mobjects([mobject])
    return camera.pixel_array.shapes


def changes_in_place():
    def move(square):
        square.points[3, 0] += 1e-9

    def fade(square):
        square.stroke_rgbas[0, 3] = 0.5

    def thin(square):
        square.stroke_width = 1.0

    return [move, fade, thin]


@pytest.mark.parametrize("change", changes_in_place())
def test_a_change_in_place_is_seen(cameras, change):
    camera, square = cameras[1], Square()
    (before,) = drawn(camera, square)
    assert drawn(camera, square) == [before]
    change(square)
    (after,) = drawn(camera, square)
    assert after.key != before.key


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_change_of_the_last_bit_is_seen_in_a_long_outline(cameras, order):
    camera, long = cameras[1], VMobject(fill_opacity=1.0)
    long.points = np.array(np.linspace(0, 1, 4 * 300 * 3).reshape(-1, 3), order=order)
    (before,) = drawn(camera, long)
    assert drawn(camera, long) == [before]
    long.points[777, 1] = np.nextafter(long.points[777, 1], 2.0)
    (after,) = drawn(camera, long)
    assert after is not before
    assert drawn(camera, long) == [after]
    long.points = long.points[:-4]
    assert len(drawn(camera, long)[0].points) == len(before.points) - 4


def test_equal_pictures_are_equal_shapes(cameras):
    camera, one, other = cameras[1], Square(), Square()
    other.background_stroke_rgbas[:, :3] = 0.7  # of no width, so that nobody sees it
    assert drawn(camera, VGroup(one, other))[0] is drawn(camera, VGroup(one, other))[1]


def test_equal_points_are_one_array_whatever_their_colours(cameras):
    camera, one, other = cameras[1], Square(), Square()
    (before,) = drawn(camera, one)
    one.stroke_rgbas[0, 3] = 0.5
    (faded,) = drawn(camera, one)
    assert faded is not before
    assert faded.points is before.points
    other.points = one.points.copy()
    assert drawn(camera, other.set_stroke(width=2.0))[0].points is before.points
    one.stroke_rgbas[0, 3] = 0.0
    assert drawn(camera, one) == []
    one.stroke_rgbas[0, 3] = 0.25
    one.points[0, 0] += 1.0
    assert drawn(camera, one)[0].points[0, 0] == before.points[0, 0] + 1.0


def test_the_start_of_a_path_that_is_not_there_yet_draws_nothing(cameras):
    camera, square = cameras[1], Square()
    (whole,) = drawn(camera, square)
    square.start_new_path(np.array([5.0, 5.0, 0.0]))
    (begun,) = drawn(camera, square)
    assert len(begun.points) == len(whole.points)
    dot = VMobject()
    dot.points = np.zeros((1, 3))
    assert drawn(camera, dot) == []


def test_what_cannot_be_recorded_is_told(cameras):
    camera, square = cameras[1], Square()
    assert drawn(camera, square)
    square.background_image = "photo.png"
    for _ in range(2):  # in another colour, too
        with pytest.raises(SceneError, match="coloured by an image"):
            drawn(camera, square)
        square.stroke_rgbas[0, 0] = 0.5
