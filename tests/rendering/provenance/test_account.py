"""What differs of what a picture stands on: installed packages and cairo."""

import os
import time

import pytest

from rendering.errors import SceneError
from rendering.provenance import ground, sources
from rendering.provenance.account import differences
from rendering.provenance.makers import fingerprint
from rendering.provenance.sources import Sources
from rendering.provenance.store import Store

PACKAGE = "manim-1.0.dist-info"
FILE = "installed:manim/constants.py"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of installed packages, in which one file counts."""
    place = tmp_path / "site"
    for folder in ("manim", PACKAGE):
        (place / folder).mkdir(parents=True)
    (place / "manim" / "constants.py").write_text("WIDTH = 14\n")
    long_ago = 1_000_000_000
    os.utime(place / "manim" / "constants.py", (long_ago, long_ago))
    for module in (sources, ground):
        monkeypatch.setattr(module, "INSTALLED", place)
    return place


def ground_now(store: Store) -> ground.Ground:
    return ground.ground_of(store, Sources(store), ["manim"], time.time_ns(), lambda: ([FILE], ["manim"]))


def reasons(store: Store, stood_on: ground.Ground) -> list[tuple[str, str, str]]:
    """What is told of a clip that was made on some ground."""
    same = {"makers": {}, "parameters": {}, "settings": {}}
    before = {"functions": {}, "sources": {}, "files": {}, "folders": {}, **same}
    before |= {"versions": stood_on.versions, "environment": stood_on.environment}
    found = differences(before, stood_on.files, Sources(store), **same)
    return [(reason["kind"], reason["name"], reason["change"]) for reason in found]


def edit(site) -> None:
    """By hand, to the same size, with the same time."""
    file = site / "manim" / "constants.py"
    status = file.stat()
    file.write_text("WIDTH = 15\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_hand_edited_file_of_a_package_is_named_and_other_ground(site, tmp_path):
    store = Store(tmp_path / "store")
    before = ground_now(store)
    assert reasons(store, before) == []
    edit(site)
    assert reasons(store, before) == [("file", FILE, "changed")]
    assert ground_now(store).environment != before.environment
    (site / "manim" / "constants.py").unlink()
    assert reasons(store, before) == [("file", FILE, "gone")]


def test_a_package_edited_while_something_is_made_is_told(site, tmp_path):
    store = Store(tmp_path / "store")
    before = ground_now(store)
    edit(site)
    with pytest.raises(SceneError, match=r"installed:manim/constants\.py was changed while this ran; render again"):
        before.check(store)


@pytest.mark.parametrize("known", [False, True])
def test_a_package_edited_after_it_may_have_been_loaded_is_told(site, tmp_path, known):
    store, loaded = Store(tmp_path / "store"), time.time_ns()
    if known:
        ground_now(store)
    time.sleep(0.02)  # files' times are those of a clock that ticks
    edit(site)
    asked = []

    def ask():
        asked.append(True)
        return [FILE], ["manim"]

    with pytest.raises(SceneError, match="an installed package was changed while this ran; render again"):
        ground.ground_of(store, Sources(store), ["manim"], loaded, ask)
    # What it loads is not asked of who has loaded what was there before, or not kept.
    assert asked == ([] if known else [True])
    assert store.files() == [] or known


def test_another_version_of_a_package_is_told(site, tmp_path):
    store = Store(tmp_path / "store")
    before = ground_now(store)
    (site / PACKAGE).rename(site / "manim-1.1.dist-info")
    assert reasons(store, before) == [("version", "manim", "changed")]


def test_another_cairo_makes_clips_stale_and_paints_anew(site, tmp_path, monkeypatch):
    store = Store(tmp_path / "store")
    before = ground_now(store)
    monkeypatch.setattr("cairo.cairo_version_string", lambda: "0.1.2")
    assert reasons(store, before) == [("version", "cairo", "changed")]
    now = ground_now(store)
    assert now.versions == {**before.versions, "cairo": "0.1.2"}
    assert fingerprint({}, now.versions, now.environment) != fingerprint({}, before.versions, before.environment)
