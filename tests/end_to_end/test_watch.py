"""Saving a source renders its scene again; a broken one is shown, and watching goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import av
import numpy as np
import pytest

from tests.end_to_end.processes import children, command_of

PATIENCE = 60  # seconds; a render of the sample takes two on a machine at leisure


class Watching:
    """A running `watch StillSquare`."""

    def __init__(self, project, temporary):
        self.folder, self.temporary = project.clips / "watch", temporary
        temporary.mkdir()
        self.log = project.root / "log.txt"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "rendering", "watch", "StillSquare"],
                cwd=project.root,
                env={**os.environ, "PYTHONPATH": str(project.root), "TMPDIR": str(temporary)},
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that Ctrl-C reaches it and what it starts, and nothing else
            )

    @property
    def said(self):
        """What stands on the terminal."""
        return self.log.read_text()

    def state(self):
        """What the page is told, or None."""
        try:
            text = (self.folder / "watch.js").read_text()
        except FileNotFoundError:
            return None
        assert text.startswith("show(")
        assert text.endswith(");\n")
        return json.loads(text[5:-3])

    def until(self, condition):
        """Wait until a condition holds and return what it came to."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.said
            if found := condition():
                return found
            time.sleep(0.05)
        raise AssertionError(f"waited in vain; said so far:\n{self.said}")

    def last_frame(self):
        """The clip's last picture."""
        with av.open(str(self.folder / "StillSquare.mp4")) as clip:
            return [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)][-1].astype(int)

    def interrupt(self):
        """Press Ctrl-C; returns the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watching(rendered, tmp_path):
    """A project that is being watched."""
    shutil.copytree(rendered.root, tmp_path / "project")
    project = type(rendered)(tmp_path / "project")
    watching = Watching(project, tmp_path / "temporary")
    watching.project = project
    yield watching
    if watching.process.poll() is None:
        os.killpg(watching.process.pid, signal.SIGKILL)
        watching.process.wait()


def test_a_saved_change_is_shown_an_error_too_and_ctrl_c_ends(watching):
    scene, published = "scenes/still_square.py", (watching.project.clips / "StillSquare.mp4").read_bytes()
    watching.until(lambda: "(Ctrl-C ends)" in watching.said)
    first, picture = watching.state(), watching.last_frame()
    assert first["error"] == ""
    assert first["clip"] == "StillSquare.mp4"
    assert [beat["name"] for beat in first["beats"]] == ["stand", "turn"]
    assert 'src = "watch.js?"' in (watching.folder / "watch.html").read_text()

    watching.project.edit(scene, "color=YELLOW", 'color="#0000FF"')
    second = watching.until(lambda: (now := watching.state())["version"] != first["version"] and now)
    assert second["error"] == ""
    assert np.abs(watching.last_frame() - picture).mean() > 2

    watching.project.edit(scene, "self.wait(0.2)", "self.wait(0.2 / 0)")
    third = watching.until(lambda: (now := watching.state())["error"] and now)
    assert "ZeroDivisionError" in third["error"]
    assert "ZeroDivisionError" in watching.said
    assert third["version"] == second["version"]

    watching.project.edit(scene, "self.wait(0.2 / 0)", "self.wait(0.2")
    watching.until(lambda: f"{scene}, line " in watching.state()["error"])

    watching.project.edit(scene, "self.wait(0.2", "self.wait(0.2)")
    assert watching.until(lambda: not (now := watching.state())["error"] and now)["version"] == second["version"]

    assert watching.interrupt() == 0
    assert watching.said.endswith("stopped watching\n")
    assert 'Traceback (most recent call last):\n  File "<' not in watching.said
    assert (watching.project.clips / "StillSquare.mp4").read_bytes() == published


def test_a_change_of_the_program_itself_is_not_passed_over_by_what_stands_ready(watching):
    watching.until(lambda: "(Ctrl-C ends)" in watching.said)
    project = watching.project.root / "rendering" / "project.py"
    before = project.read_text()
    project.write_text(f'{before}\nraise RuntimeError("another program")\n')
    watching.until(lambda: "RuntimeError: another program" in watching.state()["error"])
    project.write_text(before)
    assert watching.until(lambda: not (now := watching.state())["error"] and now)["clip"] == "StillSquare.mp4"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process imports Manim itself")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=lambda each: each.name)
def test_manim_is_imported_before_a_change_is_saved_and_nothing_is_left_running(watching, end):
    pid = watching.process.pid

    def servers():
        """What stands ready, and what has imported Manim for it."""
        return [each for ready in children(pid) for each in children(ready) if "forkserver" in command_of(each)]

    watching.until(lambda: "(Ctrl-C ends)" in watching.said)
    (server,) = watching.until(servers)
    assert children(server) == []
    watching.project.edit("scenes/still_square.py", "color=YELLOW", 'color="#0000FF"')
    watching.until(lambda: children(server))  # it is the one that forks what records
    watching.until(lambda: servers() and server not in servers())  # the next one
    running = [each for ready in children(pid) for each in (ready, *children(ready))]
    # Ctrl-C in a terminal is told to all of them; who is killed is killed alone.
    (os.killpg if end == signal.SIGINT else os.kill)(pid, end)
    assert watching.process.wait(PATIENCE) == (0 if end == signal.SIGINT else -end)
    until = time.monotonic() + PATIENCE
    while any(map(command_of, running)):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert list(watching.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Squarre"], "error: no scene is called 'Squarre'; did you mean StillSquare?\n"),
        (["StillSquare", "--set", "a=1"], "error: StillSquare has no parameter 'a'; it has: none\n"),
    ],
)
def test_a_wrong_command_ends_at_once(project, arguments, message):
    done = project.run("watch", *arguments, code=2)
    assert done.stderr == message
    assert not project.clips.exists()
