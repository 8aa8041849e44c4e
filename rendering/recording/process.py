"""Processes of their own, one a scene: both ends of the pipe between them and this program."""

import importlib
import os
import pickle
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rendering.errors import SceneError, UserError
from rendering.model.account import Account
from rendering.model.score import Part, Score
from rendering.recording.performance import Performance
from rendering.recording.server import FRESH, begin, booted, get_ready, start

if TYPE_CHECKING:
    from rendering.recording.trace import Trace


def record_apart(
    performance: Performance, expected: Mapping[str, str], on_part: Callable[[str, Part], None]
) -> tuple[Score, Account]:
    """Record a scene in a new process, which may load the code `expected` alone.

    `on_part` hears of each segment, with its beat, as it is recorded.
    """
    died = f"the process that recorded {performance.clip} died"
    for kind, *report in _reports("record", expected, performance, died=died):
        if kind == "part":
            on_part(*report)
        else:
            return report[0], report[1]
    raise AssertionError("reports end with a score or an error")


def call_apart(function: str, *arguments: Any) -> Any:
    """What a function, given as "module:name", returns in a new process."""
    get_ready()
    ((_, answer),) = _reports("answer", {}, function, *arguments, died="a process died")
    return answer


def _reports(function: str, expected: Mapping[str, str], *arguments: Any, died: str) -> Iterator[tuple[Any, ...]]:
    """What a function of this module sends from a process of its own; raises the error that it ends with."""
    ours, theirs = FRESH.Pipe(duplex=False)
    call = f"{__name__}:{function}"
    given = booted(expected, call=call, pipe=theirs, arguments=pickle.dumps(arguments))
    process = FRESH.Process(target=start, args=(given,), daemon=True)
    try:
        begin(process)
        theirs.close()
        while True:
            kind, *report = ours.recv()
            if kind == "failed":
                raise report[0]
            yield kind, *report
            if kind != "part":
                break
    except (EOFError, ConnectionError):
        raise SceneError(f"{died}; render again, and with fewer --jobs if memory is short") from None
    process.join()


# What runs in the process of its own


def record(trace: "Trace", pipe: Connection, performance: Performance) -> None:
    """Record a scene and report.

    Sends ("part", beat's name, part) for each segment, then ("score", score, account) or ("failed", error).
    """
    from rendering.recording.perform import perform

    with _failures(pipe, performance.scene), _own_folder():
        score = perform(performance, trace, lambda beat, part: pipe.send(("part", beat, part)))
        pipe.send(("score", score, trace.account()))


def answer(trace: "Trace", pipe: Connection, function: str, *arguments: Any) -> None:
    """Call a function and send ("answer", what it returns) or ("failed", error)."""
    module, _, name = function.partition(":")
    with _failures(pipe, name), _own_folder():
        pipe.send(("answer", getattr(importlib.import_module(module), name)(*arguments)))


@contextmanager
def _own_folder() -> Iterator[None]:
    """An empty folder to stand in, within one for temporary files that is no one else's."""
    with tempfile.TemporaryDirectory(prefix="recording-") as place:
        tempfile.tempdir = place
        empty = Path(place, "empty")
        empty.mkdir()
        os.chdir(empty)
        try:
            yield
        finally:
            os.chdir("/")


@contextmanager
def _failures(pipe: Connection, what: str) -> Iterator[None]:
    try:
        yield
    except (UserError, SceneError) as error:
        pipe.send(("failed", error))
    except OSError as error:  # a full disk, for one
        pipe.send(("failed", SceneError(f"{what}: {error}")))
    except Exception:  # whatever a scene's own code may raise: its author wants to see where
        pipe.send(("failed", SceneError(f"{what} failed:\n{traceback.format_exc().rstrip()}")))


def preloaded() -> tuple[list[str], list[str]]:
    """The installed sources that are loaded before any scene, and the packages that they belong to."""
    from importlib.metadata import packages_distributions

    from rendering.provenance.sources import PREFIX
    from rendering.recording.trace import loaded_sources

    names = sorted(name for name in loaded_sources() if name.startswith(PREFIX))
    known = packages_distributions()
    tops = {name.removeprefix(PREFIX).split("/")[0].removesuffix(".py") for name in names}
    packages = {package.lower().replace("_", "-") for top in tops for package in known.get(top, [])}
    return names, sorted(packages)
