"""The course of a scene under the recorder: which beats are played, which are passed over, which aren't needed.

As long as memory knows what a beat draws, it isn't drawn. Before the first beat of which memory knows nothing,
the ones before it are passed over: each play in one step, which is fast and leaves the scene as it was left when
they were drawn. That they do is not taken on trust: the scene's state must be the one that memory tells of.
"""

from collections.abc import Callable
from typing import Any

from rendering.errors import DivergedError
from rendering.footprint import Footprint
from rendering.memory import Memory, Remembered
from rendering.record import RecordingRenderer
from rendering.score import BeatScore, Part
from rendering.state import UnknownError, state_of


class Course:
    """Plays a scene's beats one by one."""

    def __init__(
        self,
        footprint: Footprint,
        remember: Callable[[], Memory],
        told: tuple,
        beats: list[BeatScore],
        tell: Callable[[BeatScore, Part], None],
    ):
        """`remember` opens the memory once the scene is set up; `tell` hears of what needn't be drawn.

        The beats come twice: as the scene tells of them, and as they are to be scored.
        """
        self.footprint, self.remember, self.told = footprint, remember, told
        self.beats, self.tell = beats, tell
        self.memory: Memory | None = None
        self.passed = False

    def run(self, scene: Any, renderer: RecordingRenderer) -> None:
        """Bring the scene from its set-up to its end."""
        self.scene, self.renderer = scene, renderer
        number, before = 0, self._begin()
        while number < len(self.told):
            known = self._known(number, before)
            end = number + len(known)
            if end < len(self.told) and self.memory and not self.memory.passable:
                known, end = [], number  # only if nothing has to be drawn
            if known and end < len(self.told):
                self._pass_over(number, end, known[-1].after)
            for beat, each in zip(self.beats[number:end], known, strict=True):
                for part in each.parts:
                    self.tell(beat, part)
            if end < len(self.told):
                before = self._play(end, known[-1].after if known else before)
            number = end + 1

    def _begin(self) -> str:
        try:
            self.memory = self.remember()
        except UnknownError:
            self.memory = None
        return self._state()

    def _state(self) -> str:
        """The scene's state; if it has none, nothing is remembered from here on."""
        if self.memory is not None:
            try:
                return state_of(self.scene, self.footprint.modules, [getattr(beat, "item", ()) for beat in self.told])
            except UnknownError:
                self.memory = None
        return ""

    def _known(self, number: int, before: str) -> list[Remembered]:
        """What memory tells of a beat and those after it, as far as it goes."""
        known = []
        while self.memory is not None and number + len(known) < len(self.told):
            each = self.memory.recall(number + len(known), before)
            if each is None or (each.after == "" and number + len(known) + 1 < len(self.told)):
                break  # a beat that was the last one left no state to go on from
            known.append(each)
            before = each.after
        return known

    def _pass_over(self, number: int, end: int, after: str) -> None:
        self.passed = True
        memory, self.renderer.file_writer.passing_over = self.memory, True
        try:
            for beat in self.told[number:end]:
                self.scene.play_beat(beat)
            same = self._state() == after
        except Exception:  # whatever it is, it will be told if it happens when beats are drawn, too
            same = False
        self.renderer.file_writer.passing_over = False
        if not same:
            self._diverge(memory)

    def _diverge(self, memory: Memory | None) -> None:
        if memory is not None:
            memory.passable = False
        raise DivergedError

    def _play(self, number: int, before: str) -> str:
        """Have a beat drawn, and remember it; returns the state after it."""
        self.footprint.start()
        self.renderer.time_asked = 0
        self.scene.play_beat(self.told[number])
        timeless = self.renderer.time_asked == 0
        if not timeless and self.passed:
            self._diverge(self.memory)  # the time isn't what it would be
        after = self._state() if number + 1 < len(self.told) else ""
        if self.memory is not None and timeless:
            self.memory.keep(number, before, self.beats[number], after)
        return after
