"""Finished files come to their places, also where those are on another file system."""

import errno
import os
from pathlib import Path

import pytest

from rendering.publishing.place import _move


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
