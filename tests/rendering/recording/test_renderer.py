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


@pytest.fixture
def recorded(tmp_path):
    """Records `Walk` at ten frames a second."""
    options = {"frame_rate": 10, "media_dir": str(tmp_path), "disable_caching": True, "dry_run": True}

    def record() -> list[renderer.Segment]:
        segments = []
        with tempconfig({**options, "progress_bar": "none", "verbosity": "ERROR"}):
            Walk(renderer=renderer.RecordingRenderer(lambda _, segment: segments.append(segment))).render()
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
    assert [segment.frames for segment in whole] == [20, 30]
    assert [segment.frames for segment in cut] == [15, 5, 30]
    assert shown(cut) == shown(whole)
