"""A Dask cluster paints the same bytes, also when a worker dies."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from distributed import Client

from tests.conftest import new_project

SECONDS = 60


@contextmanager
def process(project, folder, module, *arguments):
    """A part of the cluster: a process with the project's code, in a folder of its own."""
    folder.mkdir()
    log = (folder / "log").open("w")
    running = subprocess.Popen(
        [sys.executable, "-P", "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(project.root)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        log.close()


def eventually(claim):
    """Wait until `claim()` is true; returns it."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if found := claim():
            return found
        time.sleep(0.05)
    raise AssertionError("never came true")


@pytest.fixture
def scheduler(project, tmp_path):
    """The address of a scheduler without workers."""
    place = tmp_path / "scheduler" / "address.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place))
    with process(project, tmp_path / "scheduler", "dask_scheduler", *options):
        eventually(place.exists)
        with Client(scheduler_file=str(place), set_as_default=False, timeout=SECONDS) as client:
            yield client


def worker(project, folder, client):
    """A worker of one thread."""
    address = client.scheduler.address
    return process(project, folder, "dask_worker", address, "--no-nanny", "--nthreads", "1", "--name", folder.name)


def test_two_workers_of_which_one_dies_make_the_same_bytes(project, rendered, scheduler, tmp_path):
    with (
        worker(project, tmp_path / "one", scheduler),
        worker(project, tmp_path / "two", scheduler) as doomed,
    ):
        scheduler.wait_for_workers(2, timeout=SECONDS)
        addresses = {w["name"]: address for address, w in scheduler.scheduler_info()["workers"].items()}
        os.kill(doomed.pid, signal.SIGSTOP)  # takes tasks, but never finishes one
        arguments = ["render", "-ql", "--scheduler", scheduler.scheduler.address]
        render = subprocess.Popen(
            [sys.executable, "-P", "-m", "rendering", *arguments],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": str(project.root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        eventually(lambda: scheduler.processing().get(addresses["two"]))
        os.kill(doomed.pid, signal.SIGKILL)
        told, _ = render.communicate(timeout=SECONDS)
    assert render.returncode == 0, told
    files = sorted(path.relative_to(rendered.clips) for path in rendered.clips.rglob("*.*") if path.is_file())
    assert len(files) > 10
    for file in files:
        if file.name != ".lock":
            assert (project.clips / file).read_bytes() == (rendered.clips / file).read_bytes(), file


def test_a_worker_with_another_version_is_refused(project, scheduler, tmp_path):
    theirs = new_project(tmp_path / "theirs")
    theirs.edit("rendering/encoding/h264.py", "KEY_FRAME_SECONDS = 10", "KEY_FRAME_SECONDS = 5")
    with worker(theirs, tmp_path / "one", scheduler):
        scheduler.wait_for_workers(1, timeout=SECONDS)
        done = project.run("render", "StillSquare", "-ql", "--scheduler", scheduler.scheduler.address, code=1)
    assert " has another version of this project, of its packages or of cairo; " in done.stderr


@pytest.mark.long  # Dask goes on asking for ten seconds
def test_a_scheduler_that_is_not_there_is_named(project):
    address = "tcp://127.0.0.1:1"
    done = project.run("render", "StillSquare", "-ql", "--scheduler", address, code=2)
    assert done.stderr.startswith(f"error: --scheduler {address} doesn't answer as a Dask scheduler: ")
    assert done.stderr.count("\n") == 1
    assert not (project.clips / "manifest.json").exists()


def test_without_dask_one_line_says_how_to_install_it(project):
    (project.root / "distributed.py").write_text("raise ImportError('not installed')")
    done = project.run("render", "StillSquare", "-ql", "--scheduler", "tcp://127.0.0.1:1", code=2)
    assert done.stderr == (
        "error: --scheduler needs Dask; install it with: .venv/bin/pip install 'distributed>=2025.1'\n"
    )
