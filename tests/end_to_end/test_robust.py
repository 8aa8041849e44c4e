"""Killed, crowded, damaged or out of room: it says so, nothing is half done, and the next render ends the same."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.end_to_end.processes import children

#: What can be seen of a render from outside, in the order in which it comes: files, of which there is one more.
MOMENTS = {
    "begun": ".cache/code/*/*",
    "recorded": ".cache/recordings/*/*",
    "painted": ".cache/clips/*/*",
    "set down": ".cache/accounts/*/*",
    "in the making": "clips/.unfinished-*/**/*.mp4",
    "in place": "clips/*.mp4",
}
#: Each round kills three renders one after another, then lets one finish: 21 kills.
ROUNDS = 7
SECONDS = 60


def command(project: Project, *, limit: int | None = None) -> subprocess.Popen:
    """A render in the background; with a limit, no file may grow beyond so many bytes."""

    def set_limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-P", "-m", "rendering", "-ql"],
        cwd=project.root,
        # Python itself doesn't notice that a compiled module didn't fit.
        env={**os.environ, "PYTHONPATH": str(project.root), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=set_limit if limit else None,
    )


def contents(project: Project) -> dict[str, bytes]:
    """Every file at a final name."""
    files = (path for path in project.clips.rglob("*") if path.is_file())
    names = {str(path.relative_to(project.clips)): path for path in files}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".")}


def finish(project: Project, expected: dict[str, bytes]) -> None:
    (project.clips / "StillSquare.vtt").unlink(missing_ok=True)  # so that there is something to do
    project.run("-ql")
    assert contents(project) == expected
    hidden = {path.name for path in project.clips.iterdir() if path.name.startswith(".")}
    assert hidden == {".lock"}  # what a killed render left was cleared away


@pytest.fixture(scope="module")
def whole(rendered) -> dict[str, bytes]:
    """What an undisturbed render makes."""
    return contents(rendered)


def await_moment(running: subprocess.Popen, project: Project, moment: str, before: int) -> None:
    """Wait until there is one more of the files that show it."""
    until = time.monotonic() + SECONDS
    while files_of(project, moment) <= before:
        assert running.poll() is None, f"it ended before it was {moment}"
        assert time.monotonic() < until, f"it never was {moment}"
        time.sleep(0.002)


def files_of(project: Project, moment: str) -> int:
    """How many files there are that show a moment; none while a folder among them is being removed."""
    with suppress(FileNotFoundError):
        return sum(not path.name.startswith(".") for path in project.root.glob(MOMENTS[moment]))
    return 0


@pytest.mark.long
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_after_kills_at_any_moment_the_same_bytes_are_made(project, whole, seed):
    choice = random.Random(seed)
    for moment in sorted(choice.sample(list(MOMENTS), 3), key=list(MOMENTS).index):
        before = files_of(project, moment)
        running = command(project)
        await_moment(running, project, moment, before)
        if choice.random() < 0.5:
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()  # its workers see that they are alone and leave
        running.communicate()
        kept = contents(project) if project.clips.exists() else {}
        kept.pop("manifest.json", None)  # grows scene by scene
        assert {name: whole[name] for name in kept} == kept
    finish(project, whole)


def test_a_killed_worker_is_reported_and_the_next_render_finishes(project, whole):
    running = command(project)
    workers = []
    while running.poll() is None and not workers:
        # Its children keep track of semaphores and fork the workers.
        workers = [worker for child in children(running.pid) for worker in children(child)]
        time.sleep(0.01)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    _, told = running.communicate()
    assert running.returncode == 1
    assert "died" in told
    assert "render again" in told
    finish(project, whole)


def test_without_the_process_that_forks_workers_another_one_is_started_or_the_error_is_told(project, whole):
    running = command(project)
    while running.poll() is None and len(children(running.pid)) < 2:
        time.sleep(0.01)
    for child in children(running.pid):
        os.kill(child, signal.SIGKILL)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 0 or "render again" in told
    finish(project, whole)


@pytest.mark.parametrize("seconds", [0.0, 0.05, pytest.param(1.0, marks=pytest.mark.long)])
def test_ctrl_c_is_told_in_one_line_and_no_other_process_says_a_word(project, whole, seconds):
    running = command(project)
    while running.poll() is None and not children(running.pid):
        time.sleep(0.002)
    time.sleep(seconds)
    assert running.poll() is None
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=SECONDS)
    assert (running.returncode, told.strip()) == (1, "error: stopped; what is finished is kept")
    finish(project, whole)


def test_two_renders_at_once_both_succeed(project, whole):
    both = [command(project), command(project)]
    for running in both:
        _, told = running.communicate()
        assert running.returncode == 0, told
    finish(project, whole)


@pytest.mark.parametrize("kind", ["scores", "recordings", "clips"])
@pytest.mark.parametrize("damage", [pytest.param("truncated", marks=pytest.mark.long), "flipped"])
def test_a_damaged_entry_of_the_store_is_made_again(rendered, whole, tmp_path, kind, damage):
    shutil.copytree(rendered.root, tmp_path / "project")
    project = Project(tmp_path / "project")
    for path in (project.root / ".cache" / kind).glob("*/*"):
        data = bytearray(path.read_bytes())
        if damage == "truncated":
            del data[len(data) // 2 :]
        else:
            data[len(data) // 2] ^= 4
        path.write_bytes(data)
    shutil.rmtree(project.clips)
    finish(project, whole)


@pytest.fixture
def half_done(project) -> tuple[Project, dict[str, bytes]]:
    """A project of which one scene is rendered."""
    project.run("render", "StillSquare", "-ql")
    return project, {name: data for name, data in contents(project).items() if name != "manifest.json"}


def assert_nothing_lost(project: Project, before: dict[str, bytes]) -> None:
    after = contents(project)
    assert {name: after[name] for name in before} == before


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(bytes(4096))


@pytest.mark.parametrize("folder", [pytest.param(".cache", marks=pytest.mark.long), "clips"])
def test_a_full_disk_is_named_and_nothing_is_lost(half_done, whole, folder):
    project, before = half_done
    place = project.root / folder
    kept = project.root / "kept"
    place.rename(kept)
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk; test_a_file_that_cannot_grow... ran instead")
    try:
        shutil.copytree(kept, place, dirs_exist_ok=True)
        filler = place / "filler"
        fill(filler)
        running = command(project)
        _, told = running.communicate()
        assert running.returncode == 1
        assert "No space left on device" in told
        assert "Traceback" not in told
        assert_nothing_lost(project, before)
        filler.unlink()
        subprocess.run(["mount", "-o", "remount,size=64m", str(place)], check=True)
        finish(project, whole)
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("limit", [2_000, pytest.param(12_000, marks=pytest.mark.long)])
def test_a_file_that_cannot_grow_is_named_and_nothing_is_lost(half_done, whole, limit):
    project, before = half_done
    running = command(project, limit=limit)
    _, told = running.communicate()
    assert running.returncode == 1
    assert "File too large" in told
    assert "Traceback" not in told
    assert_nothing_lost(project, before)
    finish(project, whole)
