"""Recipes follow the imports, wherever they stand, and remember them for exactly the files they were found in."""

import pytest

from rendering.recipe import Sources
from rendering.store import Store

FILES = {
    "mathcore/__init__.py": '"""Mathematics."""\n',
    "mathcore/used.py": "A = 1\n",
    "mathcore/late.py": "B = 2\n",
    "mathcore/unused.py": "C = 3\n",
    "scenes/__init__.py": "CATALOGUE = {}\n",
    "scenes/scene.py": "from mathcore import used\n\n\ndef draw():\n    try:\n        from mathcore import late\n"
    "    except ImportError:\n        late = None\n",
    "rendering/__init__.py": "",
}


@pytest.fixture
def root(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def closure(root, store) -> set[str]:
    sources = Sources(root)
    with sources.kept(store):
        return set(sources.closure("scenes.scene"))


def test_imports_are_found_in_every_block_and_remembered(root, monkeypatch):
    store = Store(root / ".cache")
    expected = {"scenes.scene", "mathcore.used", "mathcore.late"}
    assert closure(root, store) == expected
    monkeypatch.setattr("rendering.recipe._read", None)  # would be called if anything had to be read again
    assert closure(root, store) == expected


def test_a_new_import_is_seen(root):
    store = Store(root / ".cache")
    closure(root, store)
    with (root / "mathcore" / "used.py").open("a") as file:
        file.write("from mathcore import unused\n")
    assert "mathcore.unused" in closure(root, store)


def test_a_new_file_is_seen(root):
    store = Store(root / ".cache")
    with (root / "scenes" / "scene.py").open("a") as file:
        file.write("import mathcore.coming\n")
    assert "mathcore.coming" not in closure(root, store)
    (root / "mathcore" / "coming.py").write_text("")
    assert "mathcore.coming" in closure(root, store)


def test_damage_to_what_is_remembered_is_noticed(root):
    store = Store(root / ".cache")
    expected = closure(root, store)
    (entry,) = (root / ".cache" / "imports").glob("*/*")
    entry.write_bytes(entry.read_bytes().replace(b"late", b"used"))
    assert closure(root, store) == expected
