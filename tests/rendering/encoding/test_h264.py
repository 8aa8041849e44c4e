"""Painted segments as clips: what is left out of the encoder's work can't be seen."""

import io
from itertools import pairwise

import av
import numpy as np
import pytest

from rendering.encoding import h264 as encode
from rendering.encoding.join import join
from rendering.encoding.yuv import YuvCanvas
from rendering.errors import SceneError
from rendering.model.segment import Segment, Shape
from rendering.painting.painter import Painter

PIXELS = (320, 180)


def bar(height: float) -> Shape:
    """A column, as four straight Bézier curves."""
    corners = np.array([(-1, -3), (1, -3), (1, height), (-1, height), (-1, -3)], float)
    points = np.concatenate([np.linspace(a, b, 4) for a, b in pairwise(corners)])
    none = np.zeros((1, 4))
    return Shape(points, np.array([[0.2, 0.6, 0.9, 0.8]]), none, none, (0, 0, 0, 0, 1e-6, 0, 0, 0, 0))


def segment(*rests: int) -> bytes:
    """A column that grows for a few frames, then rests, and so on."""
    runs, heights = [], []
    for rest in rests:
        for count in (1, 1, 1, rest):
            runs.append(((len(heights),), count))
            heights.append(len(heights) * 0.3 - 2)
    return Segment((16, 20, 24, 255), (128 / 9, 8, 0, 0), 30, [bar(h) for h in heights], runs).to_bytes()


def decoded(clip: bytes) -> list[np.ndarray]:
    with av.open(io.BytesIO(clip)) as source:
        return [frame.to_ndarray() for frame in source.decode(video=0)]


@pytest.mark.parametrize("rests", [(90,), (40, 55), (17, 18, 34, 3)])
def test_repeated_packets_decode_to_what_the_encoder_would_have_sent(rests, monkeypatch):
    shortened = encode.encode_segment(segment(*rests), PIXELS)
    monkeypatch.setattr(encode, "PERIOD", 10_000)
    whole = encode.encode_segment(segment(*rests), PIXELS)
    assert len(decoded(whole)) == sum(rests) + 3 * len(rests)
    assert np.array_equal(decoded(shortened), decoded(whole))


def test_a_resting_picture_rests():
    frames = decoded(encode.encode_segment(segment(90), PIXELS))
    assert all(np.array_equal(frame, frames[-1]) for frame in frames[6:])


def test_a_resting_picture_is_hardly_encoded(monkeypatch):
    calls = []
    frame = encode.YuvCanvas.frame
    monkeypatch.setattr(encode.YuvCanvas, "frame", lambda canvas: calls.append(1) or frame(canvas))
    encode.encode_segment(segment(90), PIXELS)
    assert len(calls) < 30


def test_segments_of_different_settings_are_not_joined(tmp_path):
    clips = [encode.encode_segment(segment(3), pixels) for pixels in (PIXELS, (160, 90))]
    with pytest.raises(SceneError, match="different settings"):
        join(clips, tmp_path / "clip.mp4", 30)


def test_a_joined_clip_holds_its_segments_frames(tmp_path):
    clips = [encode.encode_segment(segment(rest), PIXELS) for rest in (3, 30)]
    assert join(clips, tmp_path / "clip.mp4", 30) == 39
    frames = [frame for clip in clips for frame in decoded(clip)]
    assert np.array_equal(decoded((tmp_path / "clip.mp4").read_bytes()), frames)


def test_a_segment_shown_twice_can_be_sought_both_times(tmp_path):
    clip = encode.encode_segment(segment(30), PIXELS)
    frames = join([clip, clip], tmp_path / "clip.mp4", 30)
    with av.open(str(tmp_path / "clip.mp4")) as joined:
        packets = [packet for packet in joined.demux(video=0) if packet.size]
    assert [number for number, packet in enumerate(packets) if packet.is_keyframe] == [0, frames // 2]


def test_each_frame_shows_what_was_painted_for_it():
    data = segment(2, 40, 5)
    painter = Painter(Segment.from_bytes(data), PIXELS)
    canvas = YuvCanvas(*PIXELS)
    frames = iter(decoded(encode.encode_segment(data, PIXELS)))
    for picture, boxes, count in painter.frames():
        canvas.update(picture, boxes)
        for _ in range(count):
            # A bar that is a frame late is off by 90 levels in a tenth of its rows.
            assert np.abs(canvas.buffer.astype(int) - next(frames)).max() < 30


def fan(turn: float) -> list[Shape]:
    """Twelve thin spokes: edges in all directions, which leave blotches when they move."""
    spokes = []
    for angle in turn + 0.26 * np.arange(12):
        along = np.array([np.cos(angle), np.sin(angle)])
        across = 0.04 * np.array([-along[1], along[0]])
        inner, outer = 0.5 * along, 3.6 * along
        corners = [inner + across, outer + across, outer - across, inner - across, inner + across]
        points = np.concatenate([np.linspace(a, b, 4) for a, b in pairwise(corners)])
        none = np.zeros((1, 4))
        spokes.append(Shape(points, np.array([[0.95, 0.6, 0.1, 1.0]]), none, none, (0, 0, 0, 0, 1e-6, 0, 0, 0, 0)))
    return spokes


def moving(frames: int, *rests: int) -> bytes:
    """A fan that turns for some frames and then rests, as often as there are rests."""
    runs, shapes = [], []
    for rest in rests:
        for count in [1] * frames + [rest]:
            runs.append((tuple(range(len(shapes), len(shapes) + 12)), count))
            shapes += fan(0.03 * len(runs))
    return Segment((16, 20, 24, 255), (128 / 9, 8, 0, 0), 30, shapes, runs).to_bytes()


@pytest.mark.parametrize("rests", [(1,), (40,), (12, 30, 1), (25, 25)])
def test_a_picture_that_comes_to_rest_is_what_was_painted(rests):
    data = moving(9, *rests)
    painter, canvas = Painter(Segment.from_bytes(data), PIXELS), YuvCanvas(*PIXELS)
    frames = decoded(encode.encode_segment(data, PIXELS))
    assert len(frames) == 9 * len(rests) + sum(rests)
    shown = 0
    for number, (picture, boxes, count) in enumerate(painter.frames(), start=1):
        canvas.update(picture, boxes)
        if number % 10 == 0:
            for frame in frames[shown : shown + count]:
                off = np.abs(canvas.buffer[: PIXELS[1]].astype(int) - frame[: PIXELS[1]])
                assert off.mean() <= 1
                assert off.max() <= 24
        shown += count


def test_segments_with_and_without_rests_are_joined(tmp_path):
    clips = [encode.encode_segment(moving(frames, rest), PIXELS) for frames, rest in [(0, 5), (9, 1), (12, 20)]]
    assert join(clips, tmp_path / "clip.mp4", 30) == 5 + 10 + 32
    frames = [frame for clip in clips for frame in decoded(clip)]
    assert np.array_equal(decoded((tmp_path / "clip.mp4").read_bytes()), frames)
