"""render.sh finds its way and mends its environment; Python is stood in for by a script that says what it does."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A Python that makes environments with a Python like itself, and says everything else that it is asked.
PYTHON = """#!/usr/bin/env bash
case "$*" in
*"-m venv --clear"*)
    echo "made ${@: -1}" >>"$LOG"
    rm -rf "${@: -1}"
    mkdir -p "${@: -1}/bin" "${@: -1}/lib/python3.11/site-packages"
    cp "$0" "${@: -1}/bin/python"
    echo "command = python3 -m venv ${@: -1}" >"${@: -1}/pyvenv.cfg" ;;
*"-m rendering"*) echo "runs $0 ${*: -1} PYTHONPATH=$PYTHONPATH TMPDIR=${TMPDIR-} OPTIMIZE=${PYTHONOPTIMIZE-}" ;;
*"-m pip install"*) echo installed >>"$LOG" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout with nothing in it but what setting up reads."""
    root = tmp_path / "checkout"
    (root / "tests").mkdir(parents=True)
    shutil.copy(ROOT / "render.sh", root)
    for name in ("requirements.lock", "tests/requirements.lock"):
        (root / name).write_text("nothing")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python3", "pkg-config", "cc"):
        (tools / name).write_text(PYTHON if name == "python3" else "#!/bin/sh\n")
        (tools / name).chmod(0o755)
    return root


def run(script, code=0, **environment):
    log = script.parent / "log"
    log.write_text("")
    path = f"{script.resolve().parent.parent / 'tools'}:/usr/bin:/bin"
    done = subprocess.run(
        [str(script), "list"],
        env={"PATH": path, "LOG": str(log), **environment},
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout, log.read_text().splitlines()


def test_it_sets_up_once(checkout):
    said, did = run(checkout / "render.sh")
    assert said.startswith(f"runs {checkout}/.venv/bin/python list PYTHONPATH={checkout} ")
    assert did == [f"made {checkout}/.venv", "installed"]
    assert run(checkout / "render.sh")[1] == []


def test_a_link_to_it_may_stand_anywhere(checkout):
    run(checkout / "render.sh")
    links = checkout.parent / "bin"
    links.mkdir()
    (links / "first").symlink_to("../checkout/render.sh")
    (links / "second").symlink_to(links / "first")
    said, did = run(links / "second")
    assert said.startswith(f"runs {checkout}/.venv/bin/python list")
    assert did == []


def test_what_was_interrupted_is_done_again(checkout):
    run(checkout / "render.sh")
    for mark in (checkout / ".venv").glob("ready-*"):
        mark.unlink()
    assert run(checkout / "render.sh")[1] == ["installed"]


def test_an_environment_without_its_python_is_made_anew(checkout):
    run(checkout / "render.sh")
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    assert run(checkout / "render.sh")[1] == [f"made {checkout}/.venv", "installed"]


@pytest.mark.parametrize("move", [shutil.copytree, os.rename], ids=["copied", "moved"])
def test_a_copied_or_moved_checkout_gets_an_environment_of_its_own(checkout, move):
    run(checkout / "render.sh")
    other = checkout.parent / "other"
    move(checkout, other)
    said, did = run(other / "render.sh")
    assert said.startswith(f"runs {other}/.venv/bin/python list PYTHONPATH={other} ")
    assert did == [f"made {other}/.venv", "installed"]
    assert run(other / "render.sh")[1] == []


def test_somebodys_own_python_settings_are_left_out(checkout):
    said, _ = run(checkout / "render.sh", PYTHONPATH="/elsewhere", PYTHONOPTIMIZE="2", TMPDIR="/tmp/" + "x" * 120)
    assert said == f"runs {checkout}/.venv/bin/python list PYTHONPATH={checkout} TMPDIR=/tmp OPTIMIZE=\n"
