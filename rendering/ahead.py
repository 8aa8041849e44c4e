"""Manim, imported ahead, in the process that all those are forked from that draw.

It is started as early as it can be known, or guessed, that something will be drawn, so this module imports
next to nothing.
"""

import atexit
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import forkserver

# Forked from this program, processes would inherit its threads' locks, and what it has drawn. Of this project
# nothing is imported before they are forked: which copy of it is meant is known to the processes alone. (macOS:
# its own libraries, on which Pango stands, don't bear a fork.)
FORKS = sys.platform == "linux"
FRESH = multiprocessing.get_context("forkserver" if FORKS else "spawn")
# Sets then come in the same order each time: what a scene draws, and what it is remembered by, may hang on that.
os.environ.setdefault("PYTHONHASHSEED", "0")
FRESH.set_forkserver_preload(["manim", "av", "PIL.Image", "pydantic", "svgelements", "typst"])

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
#: Written when everything was last brought up to date: what is older than that has been drawn.
SEEN = os.path.join(ROOT, ".cache", "seen")


def get_ready() -> None:
    """Have Manim imported for the processes to come, while this one goes on."""
    if FORKS:
        forkserver.ensure_running()


@atexit.register
def clear_away() -> None:
    """End the process that forks others, so that nothing is left running behind a command."""
    server = forkserver._forkserver
    if server._forkserver_pid is not None:
        os.kill(server._forkserver_pid, signal.SIGTERM)  # it would take half a second to let go of Manim
        server._stop()


def guess(arguments: Sequence[str]) -> None:
    """Get ready if a command is likely to draw; if it doesn't, nothing is lost but a little time."""
    if list(arguments[:1]) in ([], ["render"], ["film"]) or arguments[0].startswith("-q"):
        seen = _seen()
        if any(written > seen for written in _times()):
            get_ready()


def note_seen(moment: float) -> None:
    """Note that all that was written before `moment` has been drawn."""
    with suppress(OSError):  # a guess will be wrong
        with open(SEEN, "w", encoding="utf-8"):
            pass
        os.utime(SEEN, (moment, moment))


def _seen() -> float:
    try:
        return os.stat(SEEN).st_mtime
    except OSError:
        return 0.0


def _times() -> Iterator[float]:
    for package in ("mathcore", "scenes", "rendering"):
        for folder, _, files in os.walk(os.path.join(ROOT, package)):
            for file in files:
                if not file.endswith(".pyc"):
                    yield os.stat(os.path.join(folder, file)).st_mtime
