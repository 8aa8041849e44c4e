"""Finished files come to their places, also where those are on another file system."""

import errno
import os
from pathlib import Path

import pytest

from rendering.provenance.ground import Ground
from rendering.publishing import manifest
from rendering.publishing.place import _move, aside, renew


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder that files can't be renamed into, as if it were on another file system."""
    (tmp_path / "far").mkdir()
    rename = os.replace

    def replace(source, target):
        if Path(source).parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(source, target)

    monkeypatch.setattr(os, "replace", replace)
    return tmp_path / "far"


def test_a_file_is_copied_beside_its_place_and_then_renamed(elsewhere, tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"new")
    (elsewhere / "clip.mp4").write_bytes(b"old")
    _move(tmp_path / "clip.mp4", elsewhere / "clip.mp4")
    assert (elsewhere / "clip.mp4").read_bytes() == b"new"
    assert [path.name for path in elsewhere.iterdir()] == ["clip.mp4"]


def test_other_errors_are_errors(tmp_path):
    with pytest.raises(FileNotFoundError):
        _move(tmp_path / "nothing", tmp_path / "there")


@pytest.mark.parametrize("kept", [[], ["talk"], ["talk", "talk/clips"]])
def test_where_nothing_came_to_be_no_new_folder_is_left(kept, tmp_path):
    for name in kept:
        (tmp_path / name).mkdir()
    with aside(tmp_path / "talk" / "clips") as place:
        assert place.parent == tmp_path / "talk" / "clips"
    folders = [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*")) if path.is_dir()]
    assert folders == kept


def test_what_came_to_be_stays(tmp_path):
    with aside(tmp_path / "clips"):
        (tmp_path / "clips" / "a.mp4").write_bytes(b"")
    assert sorted(path.name for path in (tmp_path / "clips").iterdir()) == [".lock", "a.mp4"]


@pytest.mark.parametrize("now", ["as before", "by another render", "damaged"])
def test_an_entry_is_renewed_if_it_and_its_files_are_as_before(now, tmp_path):
    ground = Ground({}, {}, "", 0)
    (tmp_path / "a.mp4").write_bytes(b"a clip")
    checksums = {"a.mp4": manifest.checksum(tmp_path / "a.mp4")}
    before = {"name": "a", "scene": "PulleyForces", "recipe": "old", "checksums": checksums}
    manifest.write(tmp_path, {"clips": [{**before, "recipe": "old" if now != "by another render" else "its"}]}, ground)
    if now == "damaged":
        (tmp_path / "a.mp4").write_bytes(b"another")
    renewed = {"a": {**before, "recipe": "new"}}
    done = renew(tmp_path, {"a": before}, renewed, ground, [])
    assert done == (renewed if now == "as before" else {})
    assert manifest.read(tmp_path).clips["a"]["recipe"] == {"as before": "new", "damaged": "old"}.get(now, "its")
