"""What is changed in the middle of a render and put back: nothing wrong is published or kept."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Project, new_project

SCENE = "StillSquare"
SECONDS = 60
#: The scene waits at places that a test lets it pass; whether a file exists is not seen by the account.
STANDING = """        import os, time
        from pathlib import Path
        from manim import Square
        gates, data = Path({gates!r}), Path({data!r})
        def gate(name):
            (gates / f"{{name}} reached").write_text("")
            while not os.path.exists(gates / f"{{name}} open"):
                time.sleep(0.01)
        sizes = []
        if {first}:
            sizes.append(float(data.read_text()))
        gate("one")
        if {second}:
            sizes.append(float(data.read_text()))
        gate("two")
        self.square = Square(side_length=sum(sizes))
"""


class Gated:
    """A render that stops at gates."""

    def __init__(self, project: Project, gates: Path, *, first: bool, second: bool):
        self.project, self.gates, self.data = project, gates, project.root / "scenes" / "data" / "length.txt"
        gates.mkdir()
        lines = STANDING.format(gates=str(gates), data=str(self.data), first=first, second=second)
        project.edit("scenes/still_square.py", "        self.square = Square(color=YELLOW, fill_opacity=0.5)\n", lines)
        self.running = subprocess.Popen(
            [sys.executable, "-P", "-m", "rendering", "render", SCENE, "-ql"],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": str(project.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def reach(self, gate: str) -> None:
        """Wait until the scene stands at a gate."""
        until = time.monotonic() + SECONDS
        while not (self.gates / f"{gate} reached").exists():
            assert self.running.poll() is None, self.running.communicate()
            assert time.monotonic() < until
            time.sleep(0.01)

    def let_pass(self, gate: str) -> None:
        """Open a gate."""
        (self.gates / f"{gate} open").write_text("")

    def end(self) -> tuple[int, str]:
        """The exit code, and what was told of errors."""
        _, told = self.running.communicate(timeout=SECONDS)
        return self.running.returncode, told


def frames(project: Project, *, anew: Path | None = None) -> dict[str, bytes]:
    """The clips; those of an empty store, if a place for another checkout is given."""
    if anew:
        other = new_project(anew)
        for path in ("scenes/still_square.py", "scenes/data/length.txt"):
            (other.root / path).write_bytes((project.root / path).read_bytes())
        other.run("render", SCENE, "-ql")
        project = other
    return {str(path.relative_to(project.clips)): path.read_bytes() for path in project.clips.rglob("*.mp4")}


@pytest.mark.parametrize(
    "first",
    [pytest.param(True, id="read before, too", marks=pytest.mark.long), pytest.param(False, id="in the middle")],
)
def test_a_data_file_changed_in_the_middle_and_put_back_is_refused(project, tmp_path, first):
    render = Gated(project, tmp_path / "gates", first=first, second=True)
    before = render.data.read_text()
    render.reach("one")
    render.data.write_text("3")
    render.let_pass("one")
    if first:
        code, told = render.end()  # refused when it was opened again
        render.data.write_text(before)
        render.let_pass("two")
    else:
        render.reach("two")
        render.data.write_text(before)
        render.let_pass("two")
        code, told = render.end()
    assert code == 1
    assert "scenes/data/length.txt was " in told
    assert "while this scene was being recorded; render again" in told
    assert frames(project) == {}
    assert list((project.root / ".cache").glob("accounts/*/*")) == []
    project.run("render", SCENE, "-ql")
    assert frames(project) == frames(project, anew=tmp_path / "anew")


def test_a_change_that_the_scene_did_not_see_is_no_matter(project, tmp_path):
    render = Gated(project, tmp_path / "gates", first=True, second=False)
    before = render.data.read_text()
    render.reach("one")
    render.data.write_text("3")
    render.let_pass("one")
    render.reach("two")
    render.data.write_text(before)
    render.let_pass("two")
    assert render.end() == (0, "")
    assert project.run("render", SCENE, "-ql").stdout.startswith("1 up to date;")
    assert frames(project) == frames(project, anew=tmp_path / "anew")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(
            *("rendering/encoding/yuv.py", "dst_colorspace=Colorspace.ITU709", "dst_colorspace=Colorspace.ITU601"),
            id="yuv",
            marks=pytest.mark.long,
        ),
        pytest.param(*("rendering/encoding/h264.py", "KEY_FRAME_SECONDS = 10", "KEY_FRAME_SECONDS = 5"), id="encoder"),
    ],
)
def test_code_that_paints_changed_in_the_middle_paints_nothing(project, tmp_path, path, old, new):
    render = Gated(project, tmp_path / "gates", first=True, second=False)
    render.reach("one")
    project.edit(path, old, new)
    render.let_pass("one")
    render.let_pass("two")
    code, told = render.end()
    project.edit(path, new, old)
    assert code == 1
    assert f"{path} was saved while this ran; render again" in told
    assert frames(project) == {}
    assert list((project.root / ".cache").glob("clips/*/*")) == []
    project.run("render", SCENE, "-ql")
    assert frames(project) == frames(project, anew=tmp_path / "anew")
