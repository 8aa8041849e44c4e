"""Scenes recorded in processes of their own: both ends of the pipe between them and this program."""

import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

from rendering.errors import SceneError, UserError
from rendering.model.score import Part, Score
from rendering.provenance.scores import load_score
from rendering.provenance.store import Store
from rendering.recording.perform import Performance
from rendering.recording.server import FRESH, start


def record_apart(performance: Performance, on_part: Callable[[str, Part], None]) -> Score:
    """Record a scene in a new process; `on_part` hears of each segment, with its beat, as it is recorded."""
    for kind, *report in _reports(performance):
        if kind == "part":
            on_part(*report)
        elif kind == "failed":
            raise report[0]
        else:
            return report[0]
    raise AssertionError("reports end with a score or an error")


def _reports(performance: Performance) -> Iterator[tuple]:
    """What `record` sends from a process of its own."""
    ours, theirs = FRESH.Pipe(duplex=False)
    process = FRESH.Process(target=record, args=(performance, theirs), daemon=True)
    try:
        process.start()
        theirs.close()
        while True:
            report = ours.recv()
            yield report
            if report[0] != "part":
                break
    except (EOFError, ConnectionError):
        message = f"the process that recorded {performance.scene} died"
        raise SceneError(f"{message}; render again, and with fewer --jobs if memory is short") from None
    process.join()


def record(performance: Performance, pipe: Connection) -> None:
    """Record a scene and report.

    Sends ("part", beat's name, part) for each segment, then ("score", score) or ("failed", error).
    """
    start()
    from rendering.recording.perform import perform

    try:
        score = perform(performance, lambda beat, part: pipe.send(("part", beat, part)))
        pipe.send(("score", score))
    except (UserError, SceneError) as error:
        pipe.send(("failed", error))
    except OSError as error:  # a full disk, for one
        pipe.send(("failed", SceneError(f"{performance.scene}: {error}")))
    except Exception:  # whatever a scene's own code may raise: its author wants to see where
        pipe.send(("failed", SceneError(f"{performance.scene} failed:\n{traceback.format_exc().rstrip()}")))


def scores_of(performances: list[Performance], store: Store, jobs: int) -> list[Score]:
    """The scores of some scenes, from the store or recorded now."""

    def score_of(performance: Performance) -> Score:
        kept = load_score(store, performance.recipe)
        return kept if kept is not None else record_apart(performance, lambda beat, part: None)

    with ThreadPoolExecutor(jobs) as threads:
        return list(threads.map(score_of, performances))
