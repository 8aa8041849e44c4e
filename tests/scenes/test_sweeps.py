"""Every scene's sweeps: one frame and one reading a position, all of them numbers; what is held still stays."""

import importlib
import math

import pytest
from manim import CairoRenderer

from scenes import CATALOGUE
from tests.scenes.performing import NoCamera, Stage, quiet_manim

SWEPT = [
    (name, told.name)
    for name, module in CATALOGUE.items()
    for scene in [getattr(importlib.import_module(module), name)]
    for told in scene.sweeps_of(scene.Params())
]


@pytest.mark.parametrize(("name", "swept"), SWEPT)
def test_a_sweep_has_a_frame_and_finite_readings_a_position(tmp_path, name, swept):
    frames = []
    scene_class = getattr(importlib.import_module(CATALOGUE[name]), name)
    with quiet_manim(tmp_path, 30):
        renderer = CairoRenderer(file_writer_class=Stage, camera_class=NoCamera)
        scene = scene_class(swept=swept, captions="none", titled="none", renderer=renderer)
        renderer.file_writer.observe = lambda repeat: frames.extend([1] * repeat)
        scene.render()
    (told,) = (each for each in scene.sweeps_of(scene.params) if each.name == swept)
    positions = sum(slider.count for slider in told.inputs)
    assert len(frames) == positions
    assert scene.readings
    for reading in scene.readings.values():
        assert len(reading) == positions
        assert all(map(math.isfinite, reading))
    for slider in told.inputs:
        assert slider.low <= slider.start <= slider.high
        # The slider's last position is its end, and it can stand where the scene starts.
        assert slider.value(slider.count - 1) == pytest.approx(slider.high)
    for handle in scene.handles:
        assert handle.width > 0.5
