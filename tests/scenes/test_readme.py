"""The README's example is a scene that works, and its pictures and scenes are there."""

import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import mathcore as mc
from scenes import CATALOGUE
from tests.scenes.performing import perform

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_example_scene_plays_without_a_fault(tmp_path):
    source = next(block for block in re.findall(r"```python\n(.*?)```", README, re.S) if "SurpriseOfACoin" in block)
    example = {}
    exec(compile(source, "README.md", "exec"), example)
    seen = perform(example["SurpriseOfACoin"], tmp_path)
    assert seen.faults == {}
    heights = [np.ptp(bar.points[:, 1]) / 2.2 for bar in seen.scene.bars]
    assert heights == pytest.approx(mc.surprisal([0.9, 0.1]))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_scene_stands_in_the_table_with_its_still(name):
    assert f"**{list(CATALOGUE).index(name) + 1} {name}**" in README
    assert (ROOT / "docs" / f"{name}.png").exists()


def test_no_picture_is_missing():
    assert all((ROOT / path).exists() for path in re.findall(r"docs/[\w-]+\.\w+", README))


@pytest.fixture(scope="module")
def hero():
    """Return the script that makes the pictures of the pulleys."""
    spec = importlib.util.spec_from_file_location("hero", ROOT / "docs" / "hero.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("step", [0.0, 0.5, 20.0])
def test_the_pulleys_at_the_top_hang_and_pull_as_mathcore_says(hero, step):
    drawn = hero.Hero("light").show(step)
    path = mc.descend(hero.LOGITS, hero.TARGET, hero.RATE, hero.STEPS).logits
    z = path[int(step)] if step == int(step) else (path[0] + path[1]) / 2
    tops = [block.back.points[:, 1].max() for block in drawn.machine.blocks]
    assert (np.array(tops) - drawn.hang.zero) / drawn.hang.unit == pytest.approx(z)
    lengths = np.array([arrow.length for arrow in drawn.machine.pulls.arrows]) / drawn.hang.width
    assert lengths == pytest.approx(mc.forces(z, hero.TARGET))
    assert drawn.loss.numbers["L"].text == f"{mc.loss(z, hero.TARGET):.3f}"


def test_the_moving_picture_is_ten_seconds_long_small_and_ends_as_it_begins(hero):
    file = ROOT / "docs" / "pulleys.webp"
    assert file.stat().st_size <= 1.5e6
    with Image.open(file) as picture:
        shown = 0
        for frame in range(picture.n_frames):
            picture.seek(frame)
            picture.load()
            shown += picture.info["duration"]
        assert picture.info["loop"] == 0
    assert shown == pytest.approx(10_000, abs=100)
    steps = list(hero.course())
    assert steps[0] == 0.0
    assert steps[-1] < 0.1
    assert max(steps) == hero.STEPS


def test_the_still_at_the_top_is_the_one_that_the_script_makes(hero):
    with Image.open(ROOT / "docs" / "hero-dark.png") as kept:
        made = hero.painted(hero.Hero("dark").show(0.0), hero.STILL)
        assert made.size == kept.size
        assert np.abs(np.asarray(made, float) - np.asarray(kept.convert("RGB"), float)).mean() < 1.0
