"""Who does what when: scenes are recorded while segments are painted, longest first, on so many cores.

One loop takes events from a queue: a segment was recorded, a scene is complete, a segment was painted, files
are ready. Only keys wait in this process; recordings and painted segments wait in the store, so memory does
not grow with the length of a scene.
"""

import heapq
import queue
import threading
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from rendering import publish, work
from rendering.apart import record_apart
from rendering.errors import SceneError, UserError
from rendering.perform import Performance
from rendering.score import Part, Score, load_score
from rendering.store import Store, content_key


class Watcher(Protocol):
    """Who is told how it goes."""

    def recorded(self, scene: str, beat: str, frames: int) -> None:
        """A segment was recorded."""

    def painted(self, scene: str, frames: int, anew: bool) -> None:
        """A segment was painted, or found in the store."""

    def published(self, scene: str, entry: dict[str, Any]) -> None:
        """A scene's files are in place."""

    def failed(self, scene: str, error: Exception) -> None:
        """A scene came to nothing."""


@dataclass
class Render:
    """How far a scene is."""

    performance: Performance
    place: Path  # folder for its files in the making
    made_by: dict[str, Any]  # its recipe, for the manifest
    parts: list[Part] = field(default_factory=list)
    score: Score | None = None
    waiting: set[str] = field(default_factory=set)  # clips that are being painted
    publishing: bool = False
    over: bool = False


class Schedule:
    """Brings scenes from performance to files."""

    def __init__(
        self,
        store: Store,
        painters: Executor,
        local: Executor,
        *,
        jobs: int,
        painting_slots: int,
        fingerprint: str,
        watcher: Watcher,
    ):
        self.store = store
        self.painters, self.local = painters, local
        self.jobs, self.painting_slots = jobs, painting_slots
        self.fingerprint = fingerprint
        self.watcher = watcher
        self.events: queue.Queue = queue.Queue()
        self.to_record: list[Render] = []
        self.recording = 0
        self.to_paint: list[tuple[int, str, Part, tuple[int, int]]] = []  # a heap: longest first
        self.painting: set[str] = set()
        self.clip_users: dict[str, list[tuple[Render, int]]] = {}

    def run(self, renders: list[Render], folder: Path, order: list[str]) -> list[Exception]:
        """Make the files of all scenes; returns what went wrong, scene by scene."""
        self.folder, self.order = folder, order
        self.errors: list[Exception] = []
        for render in renders:
            score = load_score(self.store, render.performance.recipe)
            if score is None:
                self.to_record.append(render)
                continue
            for beat in score.beats:
                for part in beat.parts:
                    self._recorded(render, beat.name, part)
            self._complete(render, score)
        self._start_work()
        while not all(render.over for render in renders):
            handle, *details = self.events.get()
            handle(*details)
            self._start_work()
        return self.errors

    def _start_work(self) -> None:
        """Keep so many processes busy; recording goes first on half of them, as it finds the work."""
        while self.to_record and self.recording < max(1, self.jobs // 2):
            self.recording += 1
            threading.Thread(target=self._record, args=(self.to_record.pop(0),), daemon=True).start()
        # One more than can run, so that a painter needn't wait for this process.
        slots = self.painting_slots - self.recording + 1 if self.painting_slots > self.recording else 0
        while self.to_paint and len(self.painting) < slots:
            _, clip, part, pixels = heapq.heappop(self.to_paint)
            self._paint(clip, part, pixels)

    # Recording

    def _record(self, render: Render) -> None:
        """Runs in a thread: waits for the process that records, and turns its reports into events."""

        def on_part(beat: str, part: Part) -> None:
            self.events.put((self._recorded, render, beat, part))

        try:
            outcome = (self._complete, render, record_apart(render.performance, on_part))
        except (UserError, SceneError) as error:
            outcome = (self._fail, render, error)
        self.events.put((self._recording_over,))
        self.events.put(outcome)

    def _recording_over(self) -> None:
        self.recording -= 1

    def _recorded(self, render: Render, beat: str, part: Part) -> None:
        render.parts.append(part)
        self.watcher.recorded(render.performance.scene, beat, part.frames)
        pixels = render.performance.settings.pixels
        clip = self._clip_key(part, pixels)
        users = self.clip_users.setdefault(clip, [])
        if not users and self.store.holds("clips", clip):
            del self.clip_users[clip]
            self.watcher.painted(render.performance.scene, part.frames, anew=False)
            return
        if not users:
            heapq.heappush(self.to_paint, (-part.frames, clip, part, pixels))
        users.append((render, part.frames))
        render.waiting.add(clip)

    def _clip_key(self, part: Part, pixels: tuple[int, int]) -> str:
        return content_key(part.recording, "{}x{}".format(*pixels), self.fingerprint)

    def _complete(self, render: Render, score: Score) -> None:
        render.score = score
        self._publish_if_ready(render)

    # Painting

    def _paint(self, clip: str, part: Part, pixels: tuple[int, int]) -> None:
        data = self.store.get("recordings", part.recording)
        if data is None:
            lost = SceneError(f"recording {part.recording} was lost meanwhile; render again to make it anew")
            self._painted(clip, lost)
            return
        self.painting.add(clip)
        future = self.painters.submit(work.encode, data, pixels)
        future.add_done_callback(lambda done: self.events.put((self._painted, clip, _outcome(done))))

    def _painted(self, clip: str, outcome: bytes | Exception) -> None:
        self.painting.discard(clip)
        users = self.clip_users.pop(clip)
        if isinstance(outcome, bytes):
            self.store.put("clips", clip, outcome)
        for number, (render, frames) in enumerate(users):
            if isinstance(outcome, Exception):
                self._fail(render, outcome)
                continue
            self.watcher.painted(render.performance.scene, frames, anew=number == 0)
            render.waiting.discard(clip)
            self._publish_if_ready(render)

    # Publishing

    def _publish_if_ready(self, render: Render) -> None:
        if render.score is None or render.waiting or render.publishing or render.over:
            return
        render.publishing = True
        pixels = render.performance.settings.pixels
        clips = [self._clip_key(part, pixels) for part in render.parts]
        future = self.local.submit(work.prepare, render.score, clips, pixels, self.store, render.place)
        future.add_done_callback(lambda done: self.events.put((self._published, render, _outcome(done))))

    def _published(self, render: Render, outcome: dict[str, Any] | Exception) -> None:
        if isinstance(outcome, Exception):
            self._fail(render, outcome)
            return
        entry = {**outcome, **render.made_by}
        publish.move_in(render.place, entry, self.folder, self.order)
        render.over = True
        self.watcher.published(render.performance.scene, entry)

    def _fail(self, render: Render, error: Exception) -> None:
        if not render.over:
            render.over = True
            self.errors.append(error)
            self.watcher.failed(render.performance.scene, error)


def _outcome(done: Future) -> Any:
    """What a task returned or raised."""
    error = done.exception()
    if isinstance(error, BrokenProcessPool):
        return SceneError("a worker process died (out of memory, or killed); what is finished is kept: render again")
    return error if error is not None else done.result()
