"""Processes of their own for what draws, forked from one that has imported Manim and nothing of this project."""

import atexit
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing import forkserver, parent_process
from multiprocessing.connection import wait

# Forked from this program, processes would inherit its threads' locks, and what it has drawn. Of this project
# nothing is imported before they are forked: which copy of it is meant is known to the processes alone. (macOS:
# its own libraries, on which Pango stands, don't bear a fork.)
FORKS = sys.platform == "linux"
FRESH = multiprocessing.get_context("forkserver" if FORKS else "spawn")
# Sets then come in the same order each time: what a scene draws may hang on that.
os.environ.setdefault("PYTHONHASHSEED", "0")
FRESH.set_forkserver_preload(["manim", "av", "PIL.Image", "pydantic", "svgelements", "typst"])


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


def start(patience: int = 0) -> None:
    """Set up a worker: Ctrl-C ends it without a word, and so does the end of the process that started it."""
    os.nice(patience)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_leave_with, args=(parent_process(),), daemon=True).start()


def _leave_with(parent) -> None:
    wait([parent.sentinel])
    os._exit(1)
