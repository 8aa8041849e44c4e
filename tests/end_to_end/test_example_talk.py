"""The talk file that is shipped is one that works."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rendering.cli.talks import Typed, clips_of_talk
from rendering.model.talk import read_talk
from rendering.project import catalogue
from rendering.recording.validation import problems

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "talk.toml"


def test_its_scenes_take_its_numbers_beats_and_colours():
    request = clips_of_talk(read_talk(EXAMPLE, catalogue()), Typed(look={"quality": "slides", "theme": "dark"}))
    assert list(request.clips) == ["LogitsToLoss", "pulleys-owl", "pulleys-light"]
    assert request.clips["pulleys-owl"].parameters["labels"] == ["cat", "dog", "owl"]
    assert request.settings.colours["prediction"] == "#7CC4F0"
    assert problems(request.performances(request.clips)) == []


@pytest.mark.long
def test_it_is_rendered(tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "monday.toml")
    subprocess.run(
        [sys.executable, "-P", "-m", "rendering", "--talk", "monday.toml", "-ql"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CROSS_ENTROPY_CACHE": str(tmp_path / "store")},
        check=True,
        capture_output=True,
    )
    entries = json.loads((tmp_path / "monday" / "manifest.json").read_text())["clips"]
    assert [entry["name"] for entry in entries] == ["LogitsToLoss", "pulleys-owl", "pulleys-light"]
    assert [entry["background"] for entry in entries] == ["#12201A", "#12201A", "#FFFFFF"]
    assert [beat["name"] for beat in entries[1]["beats"]] == ["hang", "balance"]
    assert not list((tmp_path / "monday").glob(".unfinished-*"))
