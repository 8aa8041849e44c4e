"""What is said is said wherever output goes: in any encoding, to nobody, to a full disk, to who has seen enough."""

import os
import subprocess
import sys

import pytest


def run(project, *arguments, **given):
    environment = {**os.environ, "PYTHONPATH": str(project.root), **given.pop("env", {})}
    command = [sys.executable, "-P", "-m", "rendering", *arguments]
    return subprocess.run(command, cwd=project.root, env=environment, check=False, timeout=120, **given)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_any_encoding_will_do(project, encoding):
    done = run(project, "status", "--talk", "nö.toml", env={"PYTHONIOENCODING": encoding}, capture_output=True)
    assert done.returncode == 2
    assert done.stderr.decode(encoding).startswith("error: n")


def test_a_closed_output_is_nobodys_fault(project):
    for closed in ((1,), (1, 2), (0, 1, 2)):
        done = run(project, "status", preexec_fn=lambda streams=closed: [os.close(stream) for stream in streams])
        assert done.returncode == 0


def test_a_full_disk_is_said_in_one_line(project):
    with open("/dev/full", "w") as full:
        done = run(project, "status", stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "error: [Errno 28] No space left on device\n"


def test_who_has_seen_enough_is_not_told_more(project):
    reader, writer = os.pipe()
    os.close(reader)
    done = run(project, "status", stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")
