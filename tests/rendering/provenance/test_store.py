"""The store gives back what was put in, or nothing."""

import os

import pytest

from rendering.provenance.store import Store, content_key


def test_gives_back_what_was_put(tmp_path):
    store = Store(tmp_path)
    store.put("clips", "abc", b"content")
    assert store.get("clips", "abc") == b"content"
    assert store.get("clips", "other") is None
    assert store.get("recordings", "abc") is None


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:-1] + b"!", lambda data: b""])
def test_damaged_content_counts_as_absent_and_can_be_put_again(tmp_path, damage):
    store = Store(tmp_path)
    store.put("clips", "abc", b"content")
    path = store.path("clips", "abc")
    path.write_bytes(damage(path.read_bytes()))
    assert not store.holds("clips", "abc")
    store.put("clips", "abc", b"content")
    assert store.get("clips", "abc") == b"content"


def test_a_content_is_kept_under_its_checksum_however_it_is_cut(tmp_path):
    store = Store(tmp_path)
    name = store.keep("recordings", b"con", memoryview(b"tent"))
    assert store.keep("recordings", b"content") == name != store.keep("recordings", b"contents")
    assert store.get("recordings", name) == b"content"
    path = store.path("recordings", name)
    path.write_bytes(path.read_bytes()[:-1])
    assert store.keep("recordings", b"content") == name  # a damaged one is made anew
    assert store.get("recordings", name) == b"content"


def test_pruning_drops_what_was_read_longest_ago(tmp_path):
    store = Store(tmp_path)
    for age, key in enumerate(("new", "middle", "old")):
        store.put("clips", key, bytes(100))
        moment = 1_000_000 - age
        os.utime(store.path("clips", key), (moment, moment))
    store.get("clips", "old")  # read now
    assert store.prune(250)[0] == 1
    assert [store.holds("clips", key) for key in ("new", "middle", "old")] == [True, False, True]


def test_a_failed_write_leaves_nothing(tmp_path, monkeypatch):
    store = Store(tmp_path)
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        store.put("clips", "abc", b"content")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_keys_tell_lists_of_parts_apart():
    assert content_key("ab", "c") != content_key("a", "bc") != content_key("abc")
