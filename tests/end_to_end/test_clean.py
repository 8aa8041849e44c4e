"""The store shrinks to its bound, and nothing else is touched."""

import os

import pytest

from rendering.commands.clean import parse_size, shown_size
from rendering.errors import UserError
from rendering.provenance.store import Store, content_key


def fill(project, count):
    """Contents of a thousand bytes, the first read longest ago."""
    store = Store(project.root / ".cache")
    keys = [content_key(str(number)) for number in range(count)]
    for age, key in enumerate(reversed(keys)):
        store.put("clips", key, bytes(980))
        os.utime(store.path("clips", key), (10**9 - age, 10**9 - age))
    return store, keys


def test_what_was_used_longest_ago_goes_first(project):
    store, keys = fill(project, 10)
    done = project.run("clean", "--keep", "4KB")
    assert done.stdout == f"freed 6 KB (6 files); 4 KB (4 files) in {store.root}, 4 KB allowed\n"
    assert [store.holds("clips", key) for key in keys] == [False] * 6 + [True] * 4


def test_what_is_not_the_stores_stays(project):
    store, _ = fill(project, 3)
    project.clips.mkdir()
    others = [project.clips / "mine.mp4", store.root / "notes.txt", store.root / "clips" / "ab" / "mine.txt"]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    project.run("clean", "--keep", "0")
    assert store.files() == []
    assert all(path.read_text() == "mine" for path in others)


def test_there_may_be_nothing_to_free(project):
    root = project.root / ".cache"
    assert project.run("clean").stdout == f"nothing to free; 0 B (0 files) in {root}, 4.0 GB allowed\n"
    assert not root.exists()


def test_a_size_that_is_none_is_refused(project):
    store, _ = fill(project, 1)
    done = project.run("clean", "--keep", "some", code=2)
    assert done.stderr == "error: --keep is 'some'; give a size such as 500MB, 2GB, or 0 to empty the store\n"
    assert len(store.files()) == 1


@pytest.mark.parametrize(
    ("text", "size"), [("0", 0), ("17", 17), ("2k", 2048), ("1.5 mb", 3 * 2**19), ("4GB", 2**32), ("1T", 2**40)]
)
def test_sizes_are_read_with_or_without_a_unit(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "-1", "GB", "1 parsec", "inf"])
def test_other_sizes_are_refused(text):
    with pytest.raises(UserError, match="give a size"):
        parse_size(text)


def test_sizes_are_told_in_a_fitting_unit():
    assert [shown_size(size) for size in (0, 2048, 3 * 2**20, 3 * 2**29)] == ["0 B", "2 KB", "3 MB", "1.5 GB"]
