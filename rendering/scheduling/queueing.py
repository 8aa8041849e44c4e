"""Recorded segments on their way to being painted: scene by scene, each scene's longest first, equal ones once."""

import heapq
import queue
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from functools import partial
from typing import Any, NamedTuple

from rendering.errors import SceneError
from rendering.model.formats import Look
from rendering.model.score import Part
from rendering.provenance.store import Store, content_key
from rendering.scheduling.painters import Painters

# Called, in whatever thread, when a clip was painted or could not be: its key, and its bytes or the error.
Done = Callable[[str, bytes | Exception], None]


def clip_key(part: Part, look: Look, painter: str) -> str:
    """The store's name for what code of the hash `painter` paints of a segment."""
    return content_key(part.recording, repr(look), painter)


class User(NamedTuple):
    """Who waits for a clip, and how many frames it is to them."""

    render: Any
    frames: int


class PaintQueue:
    """Knows which clips are wanted, by whom, and which are being painted."""

    def __init__(self, store: Store, painters: Painters, done: Done):
        self.store, self.painters, self.done = store, painters, done
        self.waiting: list[tuple[int, int, str, Part, Look]] = []  # a heap, by rank and number of frames
        self.painting: set[str] = set()
        self.users: dict[str, list[User]] = {}

    def key(self, part: Part, look: Look) -> str:
        """The store's name for a painted segment."""
        return clip_key(part, look, self.painters.fingerprint)

    def want(self, part: Part, look: Look, render: Any, rank: int) -> str | None:
        """Have a segment painted, lower ranks first; returns its key, or None if it is painted already."""
        clip = self.key(part, look)
        users = self.users.get(clip)
        if users is None:
            if self.store.holds("clips", clip):
                return None
            users = self.users[clip] = []
            heapq.heappush(self.waiting, (rank, -part.frames, clip, part, look))
        users.append(User(render, part.frames))
        return clip

    def start(self, slots: int) -> None:
        """Keep so many clips in the painters' hands."""
        while self.waiting and len(self.painting) < slots:
            _, _, clip, part, look = heapq.heappop(self.waiting)
            self.painting.add(clip)
            try:
                data = self.store.require("recordings", part.recording)
            except SceneError as lost:
                self.done(clip, lost)
                continue
            submit(
                partial(self.done, clip),
                self.painters.executor,
                *self.painters.task(data, look),
            )

    def finish(self, clip: str, result: bytes | Exception) -> list[User]:
        """Keep a painted clip; returns who waited for it."""
        self.painting.discard(clip)
        if isinstance(result, bytes):
            self.store.put("clips", clip, result)
        return self.users.pop(clip)


def paint_all(parts: Iterable[Part], look: Look, store: Store, painters: Painters) -> dict[str, str]:
    """Have some segments painted that the store doesn't hold yet; returns the store's key of each by recording."""
    results: queue.Queue[tuple[str, bytes | Exception]] = queue.Queue()
    paint_queue = PaintQueue(store, painters, lambda *result: results.put(result))
    distinct = {part.recording: part for part in parts}
    waiting = {clip for part in distinct.values() if (clip := paint_queue.want(part, look, None, 0))}
    while waiting:
        paint_queue.start(painters.slots + 1)
        clip, result = results.get()
        paint_queue.finish(clip, result)
        if isinstance(result, Exception):
            raise result
        waiting.discard(clip)
    return {recording: paint_queue.key(part, look) for recording, part in distinct.items()}


def submit(done: Callable[[Any], None], executor: Executor, *task: Any) -> None:
    """Have a task done; `done` hears, in whatever thread, what it returned or raised."""
    try:
        future = executor.submit(*task)
    except (BrokenExecutor, ConnectionError, EOFError):  # the last two: what forks workers has died
        done(_death())
    else:
        future.add_done_callback(lambda future: done(_outcome(future)))


def _outcome(future: "Future[Any]") -> Any:
    try:
        error = future.exception()
    except CancelledError:
        return SceneError("the connection to the painters was lost; what is finished is kept: render again")
    if isinstance(error, BrokenExecutor):
        return _death()
    return future.result() if error is None else error


def _death() -> SceneError:
    return SceneError("a worker process died (out of memory, or killed); what is finished is kept: render again")
