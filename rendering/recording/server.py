"""Processes of their own for what draws, forked from one that has imported Manim and nothing of this project.

That one starts in an empty folder and with an environment in which nothing is the user's, so that all that it forks
begin alike.
"""

import atexit
import multiprocessing
import os
import runpy
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, parent_process, process, resource_tracker
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from rendering.project import CACHE, ROOT

# Forked from this program, processes would inherit its threads' locks, and what it has drawn. (macOS: its own
# libraries, on which Pango stands, don't bear a fork.)
FORKS = sys.platform == "linux"
FRESH: Any = multiprocessing.get_context("forkserver" if FORKS else "spawn")
#: What is imported before anything of the project; pydantic leaves to later what scenes need of it at once.
PRELOADED = ["manim", "av", "PIL.Image", "svgelements", "typst"]
PRELOADED += ["pydantic.main", "pydantic.fields", "pydantic.json_schema"]
FRESH.set_forkserver_preload(PRELOADED)
#: Processes that need none of that.
LIGHT: Any = multiprocessing.get_context("spawn")

BOOT = Path(__file__).with_name("boot.py")
#: What processes keep of the user's environment: where programs and libraries are found.
KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
FIXED = {
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "PYDANTIC_DISABLE_PLUGINS": "1",
    # One thread adds numbers in one order.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
#: Longest path of a socket's folder: the whole may have 108 characters.
LONGEST = 60


#: When Manim began to be imported for the processes to come, in nanoseconds since 1970, if it has.
_began: int | None = None


def get_ready() -> None:
    """Have Manim imported for the processes to come, while this one goes on; before any thread is started."""
    global _began
    if FORKS and forkserver._forkserver._forkserver_pid is None:  # type: ignore[attr-defined]
        _began = _began or time.time_ns()
        with _plain():
            resource_tracker.ensure_running()  # it lets Ctrl-C through again when it has begun, so it begins first
            with _holding_back_ctrl_c():
                forkserver.ensure_running()


def moment() -> int:
    """When what the processes to come stand on began to be loaded, or would now; in nanoseconds since 1970."""
    return _began or time.time_ns()


@contextmanager
def _holding_back_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C wait a moment: a process that begins in it would be interrupted before it can refuse to be."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def _plain() -> Iterator[None]:
    """An empty folder to stand in, and an environment with nothing of the user's."""
    home = tempfile.mkdtemp(prefix="rendering-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    if len(tempfile.gettempdir()) > LONGEST:
        sockets = tempfile.mkdtemp(prefix="rendering-", dir="/tmp")
        atexit.register(shutil.rmtree, sockets, ignore_errors=True)
        process.current_process()._config["tempdir"] = sockets  # type: ignore[attr-defined]
    here = os.open(".", os.O_RDONLY)
    try:
        with _environment(home):
            os.chdir(home)
            yield
    finally:
        os.fchdir(here)
        os.close(here)


@contextmanager
def _environment(home: str) -> Iterator[None]:
    own = dict(os.environ)
    kept = {name: own[name] for name in (*KEPT, "TMPDIR") if name in own}
    try:
        os.environ.clear()
        os.environ.update(kept | FIXED | {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home})
        yield
    finally:
        os.environ.clear()
        os.environ.update(own)


def begin(child: BaseProcess) -> None:
    """Start a process in an environment with nothing of the user's."""
    if FORKS:
        child.start()
    else:
        with _one_at_a_time, _environment(tempfile.gettempdir()):
            child.start()


_one_at_a_time = threading.Lock()


@atexit.register
def clear_away() -> None:
    """End the process that forks others, so that nothing is left running behind a command."""
    server: Any = forkserver._forkserver
    if server._forkserver_pid is not None:
        os.kill(server._forkserver_pid, signal.SIGTERM)  # it would take half a second to let go of Manim
        server._stop()


def booted(expected: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """What `boot` wants to be given."""
    return {"root": str(ROOT), "store": CACHE, "expected": dict(expected), **more}


def start(given: dict[str, Any], patience: int = 0) -> None:
    """Begin a worker: Ctrl-C ends it without a word, and so does the end of the process that started it."""
    if FORKS and given.get("drawing", True) and any(os.environ.get(name) != value for name, value in FIXED.items()):
        os._exit(1)  # the server was killed, and another one started wherever the user stands
    os.nice(patience)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_leave_with, args=(parent_process(),), daemon=True).start()
    runpy.run_path(str(BOOT), init_globals={"given": given})


def _leave_with(parent: Any) -> None:
    wait([parent.sentinel])
    os._exit(1)
