"""A scene is begun with one command: its file, its line in the catalogue, its test."""

import shutil

import pytest

from rendering.errors import UserError
from tests.conftest import ROOT, Project


@pytest.fixture
def checkout(tmp_path) -> Project:
    """The project's own sources, to be written into."""
    ignore = shutil.ignore_patterns("__pycache__")
    for package in ("mathcore", "scenes", "rendering"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return Project(tmp_path)


def test_a_new_scene_renders_at_once(checkout):
    told = checkout.run("new", "SurpriseOfACoin").stdout
    assert told.startswith("scenes/surprise_of_a_coin.py, tests/scenes/test_surprise_of_a_coin.py and a line in ")
    listed = (checkout.root / "scenes" / "catalogue.toml").read_text()
    assert listed.endswith('\nSurpriseOfACoin = "scenes.surprise_of_a_coin"\n')
    compile((checkout.root / "tests/scenes/test_surprise_of_a_coin.py").read_text(), "test", "exec")
    assert checkout.run("render", "SurpriseOfACoin", "-ql").stdout.startswith("SurpriseOfACoin: ")
    done = checkout.run("new", "SurpriseOfACoin", code=2)
    assert done.stderr.startswith("error: SurpriseOfACoin is there already (scenes/surprise_of_a_coin.py, ")


@pytest.mark.parametrize("name", ["coin", "A Coin", "", "9Lives", "../Coin"])
def test_what_is_no_class_name_is_refused(name):
    from rendering.commands.new.new import new

    with pytest.raises(UserError, match="is no name for a scene"):
        new(name)
