"""What runs and what is read is noted; code comes from its text; what changed meanwhile is refused."""

import importlib.util
import os
import py_compile
import traceback
from contextlib import suppress

import pytest

from rendering.errors import SceneError
from rendering.project import ROOT
from rendering.provenance.sources import INSTALLED, code_of, digest_at, kept_meaning, name_of, path_of
from rendering.provenance.store import Store
from rendering.recording.loading import NOTE, load_code
from rendering.recording.trace import Trace

SOURCE = '''"""A module."""


def plain():
    """A docstring."""
    return 1 / 0


def counted():
    yield 1


class Thing:
    def made(self):
        return [each for each in counted()]
'''


@pytest.fixture
def trace(tmp_path) -> Trace:
    return Trace(Store(tmp_path / "store"), {})


def run(trace: Trace, name: str, path) -> dict:
    space = {NOTE: trace.ran.add}
    exec(load_code(trace, name, str(path)), space)
    return space


def test_what_ran_is_noted_and_a_traceback_shows_the_line_of_the_file(trace, tmp_path):
    path = tmp_path / "m.py"
    path.write_text(SOURCE)
    space = run(trace, "scenes/m.py", path)
    assert trace.ran == set()
    assert space["Thing"]().made() == [1]
    assert trace.ran == {"scenes/m.py:Thing.made", "scenes/m.py:counted"}
    with pytest.raises(ZeroDivisionError) as error:
        space["plain"]()
    assert traceback.extract_tb(error.value.__traceback__)[-1].lineno == 6
    assert space["plain"].__doc__ == "A docstring."


def test_a_compiled_file_of_the_same_time_and_size_is_not_trusted(trace, tmp_path):
    path = tmp_path / "m.py"
    path.write_text("LENGTH = 1\n")
    status = path.stat()
    py_compile.compile(str(path), importlib.util.cache_from_source(str(path)))
    path.write_text("LENGTH = 2\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert run(trace, "scenes/m.py", path)["LENGTH"] == 2


def test_code_other_than_expected_is_refused(tmp_path):
    path, store = tmp_path / "m.py", Store(tmp_path / "store")
    path.write_text(SOURCE)
    expected = code_of(kept_meaning(store, "rendering/m.py", path.read_bytes()))
    trace = Trace(store, {"rendering/m.py": expected})
    path.write_text("# A remark.\n" + SOURCE)
    load_code(trace, "rendering/m.py", str(path))
    path.write_text(SOURCE.replace("yield 1", "yield 2"))
    with pytest.raises(SceneError, match=r"rendering/m\.py was saved while this ran"):
        load_code(trace, "rendering/m.py", str(path))


def test_a_file_is_named_by_the_folder_that_it_is_in_and_by_no_neighbour_of_that():
    assert name_of(f"{ROOT}/scenes/data/p.csv") == "scenes/data/p.csv"
    assert name_of(str(ROOT)) == "."
    assert name_of(f"{ROOT}-old/scenes/data/p.csv") == f"{ROOT}-old/scenes/data/p.csv"
    assert name_of(str(INSTALLED / "manim" / "scene.py")) == "installed:manim/scene.py"
    assert path_of(name_of(f"{ROOT}/scenes/data/p.csv")) == ROOT / "scenes" / "data" / "p.csv"


def test_files_that_are_opened_or_missing_are_noted_and_must_stay_as_they_are(trace, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "own"))
    there, missing, written = (tmp_path / name for name in ("there.csv", "missing.csv", "written.csv"))
    there.write_text("1,2")
    for path, mode in ((there, "r"), (missing, "rb"), (written, "w")):
        trace.heard("open", (str(path), mode, 0))
    trace.heard("open", (3, "r", 0))  # a file that is open already
    trace.heard("os.listdir", (str(tmp_path),))
    assert trace.files == {name_of(str(there)): digest_at(there), name_of(str(missing)): None}
    assert list(trace.folders) == [name_of(str(tmp_path))]
    trace.folders.clear()
    assert trace.account()["files"][name_of(str(there))] == digest_at(there)
    there.write_text("1,3")
    with pytest.raises(SceneError, match=r"there\.csv was saved while this scene was being recorded"):
        trace.account()
    there.write_text("1,2")
    missing.write_text("came meanwhile")
    with pytest.raises(SceneError, match=r"missing\.csv was saved"):
        trace.account()


def swallowing(trace: Trace) -> None:
    """A scene that catches everything."""
    with trace.watch(), suppress(Exception):
        trace.heard("subprocess.Popen", ())


def test_a_refusal_is_told_even_if_the_scene_swallows_it(trace):
    with pytest.raises(SceneError, match="starts another program"):
        swallowing(trace)
