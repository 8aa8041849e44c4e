"""A scene becomes segments."""

import pytest
from manim import RIGHT, Scene, Square, linear, tempconfig

from rendering.recording import renderer


class Walk(Scene):
    """A square that moves for two seconds, and rests for three."""

    def construct(self):
        square = Square()
        self.play(square.animate(run_time=2, rate_func=linear).shift(RIGHT))
        self.wait(3)


class Chapters(Walk):
    """The walk twice; then one step, looked at from elsewhere."""

    def construct(self):
        super().construct()
        self.next_section("again")
        super().construct()
        self.camera.frame_center = RIGHT
        self.wait(1)


@pytest.fixture
def recorded(tmp_path):
    """Records `Walk` at ten frames a second."""
    options = {"frame_rate": 10, "media_dir": str(tmp_path), "disable_caching": True, "dry_run": True}

    def record(scene: type[Scene] = Walk) -> list[renderer.Segment]:
        segments = []
        with tempconfig({**options, "progress_bar": "none", "verbosity": "ERROR"}):
            scene(renderer=renderer.RecordingRenderer(lambda _, segment: segments.append(segment))).render()
        return segments

    return record


def shown(segments):
    """The shapes of each frame."""
    return [
        [segment.shapes[i].key for i in drawn]
        for segment in segments
        for drawn, count in segment.runs
        for _ in range(count)
    ]


def test_a_long_movement_is_cut_and_a_rest_is_not(recorded, monkeypatch):
    cut = recorded()
    monkeypatch.setattr(renderer, "LONGEST_SECONDS", float("inf"))
    whole = recorded()
    assert [segment.frames for segment in whole] == [50]
    assert [segment.frames for segment in cut] == [15, 35]
    assert shown(cut) == shown(whole)


def test_a_segment_ends_with_its_beat_and_with_the_view(recorded, monkeypatch):
    monkeypatch.setattr(renderer, "LONGEST_SECONDS", float("inf"))
    segments = recorded(Chapters)
    assert [segment.frames for segment in segments] == [50, 50, 10]
    assert [segment.view[2] for segment in segments] == [0, 0, 1]
