"""Who does what when: scenes are recorded while segments are painted, on so many cores.

Scenes are finished one after the other, so that the first can be looked at while others are made; of each the
longest segment is painted first, so that at the end no core waits long for another.

One loop takes events from a queue: a segment was recorded, a scene is complete, a segment was painted, files
are ready. Only keys wait in this process; recordings and painted segments wait in the store, so memory does
not grow with the length of a scene.
"""

import queue
import threading
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

from rendering.errors import SceneError, UserError
from rendering.model.account import Account, merged
from rendering.model.score import Part, Score
from rendering.provenance.account import recipe_of
from rendering.publishing import place as publish
from rendering.recording.server import get_ready
from rendering.scheduling import work
from rendering.scheduling.painters import Painters
from rendering.scheduling.present import Present
from rendering.scheduling.queueing import PaintQueue, submit
from rendering.scheduling.render import Render, Watcher

STILLS = "stills"
CLIPS = "rendering.publishing.clips"


class Schedule:
    """Brings scenes from performance to files."""

    def __init__(
        self, present: Present, painters: Painters, drawing: Executor, writing: Executor, jobs: int, watcher: Watcher
    ):
        self.present, self.store, self.painters = present, present.store, painters
        self.drawing, self.writing = drawing, writing
        self.jobs = jobs
        self.watcher = watcher
        self.events: queue.Queue[tuple[Any, ...]] = queue.Queue()
        self.to_record: list[Render] = []
        self.recording = 0
        self.has_recorded = False  # whether a segment came from a recorder; those in the store tell nothing of others
        self.paint_queue = PaintQueue(self.store, painters, lambda *result: self.events.put((self._painted, *result)))

    def run(self, renders: list[Render], folder: Path, order: list[str]) -> list[Exception]:
        """Make the files of all scenes; returns what went wrong, scene by scene."""
        self.folder, self.order = folder, order
        self.errors: list[Exception] = []
        for render in renders:
            self._begin(render)
        self._start_work()
        if self.recording and not self.painters.required:
            self._wake_painters()
        while not all(render.over for render in renders):
            handle, *details = self.events.get()
            handle(*details)
            self._start_work()
        return self.errors

    def _begin(self, render: Render) -> None:
        """Take a score from the store, or have it recorded."""
        kept = self.present.score(render.performance)
        if kept is None:
            self.to_record.append(render)
            return
        score, account = kept
        for beat in score.beats:
            for part in beat.parts:
                self._recorded(render, beat.name, part)
        self._complete(render, score, account)

    def _start_work(self) -> None:
        """Keep so many processes busy; recording goes first, as it finds the work."""
        while self.to_record and self.recording < self._recorders:
            get_ready()
            self.recording += 1
            threading.Thread(target=self._record, args=(self.to_record.pop(0),), daemon=True).start()
        busy = 0 if self.painters.required else self.recording
        # One more than can run, so that a painter needn't wait for this process; but none that would keep a core from
        # what is recorded.
        self.paint_queue.start(self.painters.slots - busy if busy else self.painters.slots + 1)

    @property
    def _recorders(self) -> int:
        """How many record at once: half of the processes, or all as long as what they record is painted already."""
        return self.jobs if self.has_recorded and not self.paint_queue.users else max(1, self.jobs // 2)

    def _wake_painters(self) -> None:
        """Have them begin while the first scene is loaded: till something of it is recorded, most cores have no work.

        This waits until they can be forked, as the recording does.
        """
        for _ in range(self.jobs):
            submit(lambda _: None, self.drawing, work.wake)

    # Recording

    def _record(self, render: Render) -> None:
        """Runs in a thread: waits for the process that records, and turns its reports into events."""

        def on_part(beat: str, part: Part) -> None:
            self.events.put((self._recorded_now, render, beat, part))

        try:
            ending: tuple[Any, ...] = (self._complete, render, *self.present.record(render.performance, on_part))
        except (UserError, SceneError, OSError) as error:
            ending = (self._fail, render, error)
        self.events.put((self._recording_over,))
        self.events.put(ending)

    def _recording_over(self) -> None:
        self.recording -= 1

    def _recorded_now(self, render: Render, beat: str, part: Part) -> None:
        self._recorded(render, beat, part)
        self.has_recorded = True

    def _recorded(self, render: Render, beat: str, part: Part) -> None:
        render.parts.append(part)
        if not render.whole:
            self.watcher.recorded(render.performance.clip, beat, part.frames)
        clip = self.paint_queue.want(part, render.look, render, render.rank)
        if clip is None and not render.whole:
            self.watcher.painted(render.performance.clip, part.frames, anew=False)
        if clip is not None:
            render.waiting.add(clip)
            render.painted = True

    def _complete(self, render: Render, score: Score, account: Account) -> None:
        render.score, render.account = score, account
        if render.whole:
            self._publish_if_ready(render)
            return
        render.made_from = self.present.made_from(account, render.performance.parameters, render.settings)
        render.before = publish.published(self.folder, render.entry, render.made_from)
        render.waiting.add(STILLS)
        pixels = render.performance.settings.pixels
        submit(
            lambda result: self.events.put((self._stills_painted, render, result)),
            self._file_makers(render),
            *(work.call, f"{CLIPS}:paint_stills", score, pixels, self.store, render.place, render.before),
        )
        for name in score.sweeps if render.with_sweeps else ():
            performance = replace(render.performance, sweep=name)
            sweep = Render(performance, render.place, render.rank, whole=render)
            render.sweeps.append(sweep)
            render.waiting.add(name)
            self._begin(sweep)

    # Painting

    def _stills_painted(self, render: Render, result: Exception | None) -> None:
        if isinstance(result, Exception):
            self._fail(render, result)
        render.waiting.discard(STILLS)
        self._publish_if_ready(render)

    def _painted(self, clip: str, result: bytes | Exception) -> None:
        for number, (render, frames) in enumerate(self.paint_queue.finish(clip, result)):
            if isinstance(result, Exception):
                self._fail(render, result)
                continue
            if not render.whole:
                self.watcher.painted(render.performance.clip, frames, anew=number == 0)
            render.waiting.discard(clip)
            self._publish_if_ready(render)

    # Publishing

    def _publish_if_ready(self, render: Render) -> None:
        if render.score is None or render.waiting or render.publishing or render.over:
            return
        if render.whole:
            render.over = True
            render.whole.waiting.discard(render.performance.sweep)
            self._publish_if_ready(render.whole)
            return
        render.publishing = True
        sweeps = [(each.score, self._clips(each)) for each in render.sweeps]
        settings = render.performance.settings
        submit(
            lambda result: self.events.put((self._published, render, result)),
            self._file_makers(render),
            *(work.call, f"{CLIPS}:prepare", render.score, self._clips(render), sweeps, settings),
            *(self.store, render.place, render.before),
        )

    def _file_makers(self, render: Render) -> Executor:
        """Who makes files: the processes that paint, or if nothing is, those that needn't import Manim."""
        return self.drawing if render.painted or not render.before else self.writing

    def _clips(self, render: Render) -> list[str]:
        """The store's keys of its painted segments, in order."""
        parts = render.score.parts if render.score else []
        return [self.paint_queue.key(part, render.look) for part in parts]

    def _published(self, render: Render, result: dict[str, Any] | Exception) -> None:
        if isinstance(result, Exception):
            self._fail(render, result)
            return
        accounts = [each.account for each in (render, *render.sweeps) if each.account]
        made_from = {**dict(render.made_from or {}), **merged(accounts)}
        entry = {**result, "recipe": recipe_of(made_from), "made_from": made_from}
        try:
            self.present.ground.check(self.store)
            publish.move_in(render.place, entry, self.present.ground, self.folder, self.order)
        except (SceneError, OSError) as error:
            self._fail(render, error)
            return
        render.over = True
        self.watcher.published(render.performance.clip, entry)

    def _fail(self, render: Render, error: Exception) -> None:
        if render.whole:
            render.over = True
            self._fail(render.whole, error)
        elif not render.over:
            render.over = True
            self.errors.append(error)
            self.watcher.failed(render.performance.clip, error)
