"""Record scenes in processes of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

from rendering import work
from rendering.errors import SceneError
from rendering.perform import Performance
from rendering.score import Part, Score, load_score
from rendering.store import Store

SPAWN = get_context("spawn")  # a forked process would inherit what this one drew, and its threads' locks


def record_apart(performance: Performance, on_part: Callable[[str, Part], None]) -> Score:
    """Record a scene in a new process; `on_part` hears of each segment, with its beat, as it is recorded."""
    ours, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=work.record, args=(performance, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        kind, *report = ours.recv()
        while kind == "part":
            on_part(*report)
            kind, *report = ours.recv()
    except EOFError:
        process.join()
        message = f"the process that recorded {performance.scene} died (exit code {process.exitcode})"
        raise SceneError(f"{message}; render again, and with fewer --jobs if memory is short") from None
    process.join()
    if kind == "failed":
        raise report[0]
    return report[0]


def scores_of(performances: list[Performance], store: Store, jobs: int) -> list[Score]:
    """The scores of some scenes, from the store or recorded now."""

    def score_of(performance: Performance) -> Score:
        kept = load_score(store, performance.recipe)
        return kept if kept is not None else record_apart(performance, lambda beat, part: None)

    with ThreadPoolExecutor(jobs) as threads:
        return list(threads.map(score_of, performances))
