"""Processes of their own for what draws, and scenes recorded in them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from rendering import work
from rendering.ahead import FRESH
from rendering.errors import SceneError
from rendering.perform import Performance
from rendering.score import Part, Score, load_score
from rendering.store import Store


def record_apart(performance: Performance, on_part: Callable[[str, Part], None]) -> Score:
    """Record a scene in a new process; `on_part` hears of each segment, with its beat, as it is recorded."""
    heard: list[tuple[str, Part]] = []
    for _ in range(2):
        reports = _reports(performance)
        for number, (kind, *report) in enumerate(reports):
            if kind == "score":
                return report[0]
            if kind == "failed":
                raise report[0]
            if kind == "part" and number == len(heard):
                heard.append(tuple(report))
                on_part(*report)
            elif kind == "part" and heard[number] != tuple(report):
                break
        # A scene that could not be shortened begins again, and draws again what it drew.
    raise SceneError(
        f"{performance.scene} draws something else each time it runs; let it depend on its parameters alone"
    )


def _reports(performance: Performance) -> Iterator[tuple]:
    """What `work.record` sends from a process of its own."""
    ours, theirs = FRESH.Pipe(duplex=False)
    process = FRESH.Process(target=work.record, args=(performance, theirs), daemon=True)
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


def scores_of(performances: list[Performance], store: Store, jobs: int) -> list[Score]:
    """The scores of some scenes, from the store or recorded now."""

    def score_of(performance: Performance) -> Score:
        kept = load_score(store, performance.recipe)
        return kept if kept is not None else record_apart(performance, lambda beat, part: None)

    with ThreadPoolExecutor(jobs) as threads:
        return list(threads.map(score_of, performances))
