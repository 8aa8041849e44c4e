"""Beats that are passed over leave each scene as it is when they are drawn, bit for bit.

Rendering relies on it: after a change only beats that could draw something else are drawn, and the ones before
them passed over. A scene of which this isn't true is still rendered right, but all of it each time.
"""

import importlib
import sys

import pytest
from manim import tempconfig

from rendering.footprint import is_noted
from rendering.record import RecordingRenderer
from rendering.state import state_of
from scenes import CATALOGUE


def states(name: str, media, passing_over: bool) -> list[str]:
    """The state of a scene before each beat, and at its end."""
    scene_class = getattr(importlib.import_module(CATALOGUE[name]), name)
    options = {
        "media_dir": str(media),
        "frame_rate": 6,
        "seed": 0,
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempconfig(options):
        renderer = RecordingRenderer(lambda number, segment: None)
        scene = scene_class(renderer=renderer)
        modules = {each: module for each, module in sys.modules.items() if is_noted(each)}
        renderer.file_writer.passing_over = passing_over
        found = []

        def play() -> None:
            for beat in scene.beats():
                found.append(state_of(scene, modules, []))
                scene.play_beat(beat)
            found.append(state_of(scene, modules, []))

        scene.construct = play
        scene.render()
    return found


@pytest.mark.parametrize("name", CATALOGUE)
def test_beats_passed_over_leave_the_scene_as_drawn(name, tmp_path):
    states(name, tmp_path, True)  # so that what is computed once a process is there already
    drawn, passed = (states(name, tmp_path, passing_over) for passing_over in (False, True))
    assert passed == drawn
