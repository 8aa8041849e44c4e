"""The README's example is a scene that works, and its pictures and scenes are there."""

import re
from pathlib import Path

import numpy as np
import pytest

import mathcore as mc
from scenes import CATALOGUE
from tests.scenes.performing import perform

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_example_scene_plays_without_a_fault(tmp_path):
    source = re.search(r"```python\n(.*?)```", README, re.S)[1]
    example = {}
    exec(compile(source, "README.md", "exec"), example)
    seen = perform(example["SurpriseOfACoin"], tmp_path)
    assert seen.faults == {}
    heights = [np.ptp(bar.points[:, 1]) / 1.2 for bar in seen.scene.bars.bars]
    assert heights == pytest.approx(mc.surprisal([0.9, 0.1]))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_scene_stands_in_the_table_with_its_still(name):
    assert f"**{list(CATALOGUE).index(name) + 1} {name}**" in README
    assert (ROOT / "docs" / f"{name}.png").exists()


def test_no_picture_is_missing():
    assert all((ROOT / path).exists() for path in re.findall(r"docs/\w+\.png", README))
