"""The whole catalogue as a lecturer gets it: nothing jumps, words stand long enough, scenes have their length."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from scenes import CATALOGUE

ROOT = Path(__file__).parents[2]
#: Scenes that may take a minute and a half; the others a minute and a quarter.
LONG = {"PulleyForces", "LearningSlowdown", "NudgedSoftmax"}
#: Two neighbouring frames may differ by so many levels, or in no more than this share of the pixels.
LEVELS, SHARE = 48, 0.1

pytestmark = pytest.mark.long


@pytest.fixture(scope="module", params=["dark", "light"])
def clips(request, tmp_path_factory) -> Path:
    """Render every scene."""
    out = tmp_path_factory.mktemp(request.param)
    command = [sys.executable, "-m", "rendering", "render", "-q", "preview", "--theme", request.param, "-o", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


def entries(clips: Path) -> list[dict]:
    """Return the manifest's entries."""
    return json.loads((clips / "manifest.json").read_text(encoding="utf-8"))["clips"]


def cues(path: Path) -> list[tuple[float, float, str]]:
    """Return start, end and text of each cue of a WebVTT file."""

    def seconds(stamp: str) -> float:
        hours, minutes, rest = stamp.split(":")
        return 3600 * int(hours) + 60 * int(minutes) + float(rest)

    found = re.findall(r"(\S+) --> (\S+)\n(.+)", path.read_text(encoding="utf-8"))
    return [(seconds(start), seconds(end), html.unescape(text)) for start, end, text in found]


def test_every_scene_has_its_length_and_all_together_sixteen_minutes(clips):
    lengths = {entry["scene"]: entry["duration"] for entry in entries(clips)}
    assert list(lengths) == list(CATALOGUE)
    for scene, length in lengths.items():
        assert 25 <= length <= (90 if scene in LONG else 75), scene
    assert sum(lengths.values()) <= 16 * 60


def test_words_stand_a_second_for_every_fifteen_characters(clips):
    for entry in entries(clips):
        spoken = cues(clips / entry["captions"])
        questions = {beat["question"] for beat in entry["beats"]} - {""}
        conclusions = {beat["conclusion"] for beat in entry["beats"]} - {""}
        for start, end, text in spoken:
            least = 4.0 if text in questions else 2.5 if text in conclusions else 1.0
            assert end - start >= max(least, len(text) / 15) - 0.002, f"{entry['scene']}: {text}"


def test_no_picture_jumps(clips):
    for entry in entries(clips):
        before = None
        with av.open(str(clips / entry["file"])) as video:
            for number, frame in enumerate(video.decode(video=0)):
                picture = frame.reformat(width=320, height=180, format="rgb24").to_ndarray().astype(np.int16)
                if before is not None:
                    moved = np.mean(np.abs(picture - before).max(-1) > LEVELS)
                    assert moved <= SHARE, f"{entry['scene']} at {number / entry['fps']:.2f} s: {moved:.0%} of it jumps"
                before = picture
