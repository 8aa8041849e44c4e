"""The bench measures what it says, on a scene small enough for a test."""

import re
import shutil

import numpy as np
import pytest

from rendering.commands.bench.measure import costs, squared_errors
from rendering.commands.bench.project import _scaled, run
from rendering.encoding import h264 as encode
from rendering.errors import SceneError
from rendering.model.score import BeatScore, Part, Score
from rendering.provenance.store import Store
from tests.conftest import ROOT
from tests.rendering.encoding.test_h264 import PIXELS, segment


@pytest.fixture
def scored(tmp_path):
    """A painted clip of a growing bar, its score and the folder of its store."""
    data = segment(3, 20)
    Store(tmp_path).put("recordings", "bar", data)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(encode.encode_segment(data, PIXELS))
    return (
        clip,
        Score(
            scene="Bar",
            title="A bar",
            summary="A bar grows",
            description="A bar grows",
            fps=30,
            params={},
            beats=[BeatScore(name="grow", caption="It grows", alt="A bar", parts=[Part("bar", 29)])],
        ),
        tmp_path,
    )


def test_errors_are_small_for_the_clip_and_large_for_another(scored):
    clip, score, store = scored
    other = store / "other.mp4"
    other.write_bytes(encode.encode_segment(segment(20, 3), PIXELS))
    right = squared_errors(score, store, PIXELS, (clip, clip), 1)[0]
    wrong = squared_errors(score, store, PIXELS, (other, clip), 1)[0]
    assert right < 2
    assert wrong > 50


def test_steps_add_up_to_about_the_whole():
    data = segment(3, 3)
    spent = costs(data, (1280, 720))
    steps = np.array([spent.painting, spent.converting, spent.encoding])
    assert (steps > 0).all()
    assert 0.3 < steps.sum() / spent.whole < 3


@pytest.mark.long
def test_the_table_has_every_row(project):
    shutil.copy(ROOT / "render.sh", project.root)
    (project.root / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "requirements.lock", project.root / "tests")
    (project.root / ".venv").symlink_to(ROOT / ".venv")
    told = project.run("bench", "StillSquare", "-ql", timeout=900).stdout
    rows = dict(re.findall(r"^ *(\S.*?) {2,}(\S+?)(?:×| \w+) +≤", told, re.MULTILINE))
    assert list(rows) == [
        "from an empty store, against plain Manim: time",
        "size",
        "luma PSNR lost",
        "nothing changed, whole command",
        "one beat's caption changed, against the scene cold",
        "against plain Manim",
        "while it is watched",
        "recording a frame",
        "largest process",
        "cores' time, against encoding alone (the floor)",
    ]
    assert all(float(value) > 0 for name, value in rows.items() if name != "luma PSNR lost")
    assert not project.clips.exists()  # it works in a copy


FUNCTIONS = '''
def whole(x):
    """ä: returns on several lines."""
    if x < 0:
        return (
            -x,
            "é",
        )[0]
    return x  # ü

def other(x):
    return x
'''


def test_a_function_is_changed_in_what_it_returns_alone():
    names: dict = {}
    exec(_scaled(FUNCTIONS.encode(), "whole"), names)
    assert [names["whole"](x) for x in (-10, 10)] == [9.0, 9.0]
    assert names["other"](10) == 10


def test_a_command_that_does_not_end_is_ended(tmp_path):
    with pytest.raises(SceneError, match="failed with exit code -9"):
        run(tmp_path, "sleep", "30", patience=0.2)
    assert run(tmp_path, "sleep", "0.01").wall < 20
