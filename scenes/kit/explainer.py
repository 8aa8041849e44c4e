"""The base of all scenes: it plays beats and sweeps, and writes title and captions."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from .beats import Beat, BeatMethod, Sweep, SweepMethod, beat, reading_time, sweep
from .layout import Box
from .motion import Presence, Steps
from .params import Params
from .sizes import TITLE
from .stage import STILL, Stage
from .text import Label, sentence, words
from .theme import Theme
from .trackers import Input, Vector

__all__ = ["Beat", "Explainer", "Input", "Vector", "beat", "sweep"]

#: Time to read the caption before anything moves, and time between the last move and what is said of it.
LEAD, SETTLE = 0.6, 0.4
#: Time in which a sentence goes with its picture, while the next one's picture comes.
LEAVE = 0.4


class Explainer(Stage):
    """A scene told in beats.

    A subclass has a ``title``, a docstring whose first line says what it shows, a nested ``Params`` and methods
    marked with :func:`beat`; beats of the classes that it extends come first, and one of the same name takes their
    place. Its ``prepare`` builds the first picture. A beat moves trackers; ``follow`` turns them into pictures, frame
    by frame.

    Parameters
    ----------
    params : the scene's parameters, or None for the defaults.
    theme : "dark", "light", or a theme.
    aspect : width to height of the frame.
    captions : "screen" to show each beat's sentences, "none" to leave their strip empty.
    titled : "screen" to show the title, "none" to leave its strip empty.
    swept : the name of a sweep to be played in place of the beats.
    """

    title: ClassVar[str]
    #: what the scene answers, for its card in the film
    question: ClassVar[str] = ""
    Params: ClassVar[type[Params]] = Params

    def __init__(
        self,
        params: Params | None = None,
        *,
        theme: str | Theme = "dark",
        aspect: str = "16:9",
        captions: str = "screen",
        titled: str = "screen",
        swept: str = "",
        **manim_options: Any,
    ):
        super().__init__(theme=theme, aspect=aspect, **manim_options)
        self.params = self.Params() if params is None else params
        self.captions, self.titled, self.swept = captions, titled, swept
        #: the box of the picture that the scene is about
        self.hero: Box = self.layout.stage
        self.caption: Label | None = None
        #: second of each beat played at which its caption came
        self.opened: list[float] = []
        self._untold = ""
        self._opening = False
        #: numbers and the drawn knobs' boxes of a sweep, frame by frame
        self.readings: dict[str, list[float]] = {}
        self.handles: list[Box] = []

    # What the scene tells of itself

    @classmethod
    def summary(cls) -> str:
        """Return the first line of the docstring."""
        return inspect.getdoc(cls).splitlines()[0]

    @classmethod
    def beats_of(cls, params: Params) -> tuple[Beat, ...]:
        """Return the beats that the scene plays with these parameters, in the order in which the methods stand."""
        beats = []
        for name, mark in cls._marked("beat", BeatMethod).items():
            items = [()] if mark.each is None else [(item,) for item in mark.each(params)]
            beats += [mark.told(params, item, name) for item in items]
        return tuple(beats)

    @classmethod
    def sweeps_of(cls, params: Params) -> tuple[Sweep, ...]:
        """Return the sweeps that the scene offers with these parameters."""
        marks = cls._marked("sweep", SweepMethod)
        return tuple(Sweep(name, tuple(mark.inputs(params))) for name, mark in marks.items())

    @classmethod
    def _marked(cls, attribute: str, kind: type) -> dict[str, Any]:
        """Return the marks of methods by name, the extended classes' first; without a mark of its own one keeps it."""
        marks = {}
        for owner in reversed(cls.__mro__):
            for name, member in vars(owner).items():
                mark = getattr(member, attribute, None)
                if isinstance(mark, kind):
                    marks[name] = mark
        return marks

    def beats(self) -> tuple[Beat, ...]:
        """Return this scene's beats."""
        return self.beats_of(self.params)

    # The course of a scene

    def setup(self) -> None:
        """Lay out title and stage before the first beat."""
        self.camera.background_color = self.theme.color("paper")
        self.camera.init_background()
        if self.titled == "screen" and self.title:
            heading = words(self.title, self.theme, TITLE)
            heading.put(self.layout.left, self.layout.title_baseline, "left")
            self.add(heading)
        # Manim redraws, frame by frame, the first mobject with an updater and all that stand after it.
        self.add(self.driver)
        self.prepare()
        self.refresh()

    def prepare(self) -> None:
        """Build what the first beat starts with."""

    def construct(self) -> None:
        """Play the beats in order, or the sweep that was asked for."""
        if self.swept:
            self.play_sweep(next(found for found in self.sweeps_of(self.params) if found.name == self.swept))
            return
        for told in self.beats():
            self.play_beat(told)

    def play_beat(self, told: Beat) -> None:
        """Play one beat: its opening, if any, caption and motion, then the conclusion, then the question."""
        self.next_section(told.name)
        self.seconds = 0.0
        self._untold = told.caption
        getattr(self, told.method)(*told.item)
        self._tell()
        still = SETTLE if told.conclusion or told.question else STILL
        # Rounded, for a rest that falls short by a rounding error would be a frame too short.
        self.rest(round(max(still, self.opened[-1] + reading_time(told.caption) - self.seconds), 6))
        for sentence_, seconds in ((told.conclusion, told.settled), (told.question, told.asked)):
            if sentence_:
                self.caption_as(sentence_)
                self.rest(seconds)
        self.played += 1

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Bring the picture that a beat's caption speaks of, before the caption: to be used first in a beat.

        The beat before keeps its last sentence in the first frame; sentence and picture go together. Without an
        opening the caption stands over the last picture from the first frame on.
        """
        if not self._untold:
            raise RuntimeError("an opening comes before anything else that a beat plays")
        self._opening = True
        yield
        self._opening = False

    def play(self, *animations: Any, **options: Any) -> None:
        """Play animations; before the first that is no opening, the beat's caption comes and is read."""
        if self._opening:
            gone, self.caption = [self.caption] if self.caption else [], None
            super().play(*animations, Presence(gone, 0.0, LEAVE), **options)
            self.remove(*gone)
        else:
            self._tell()
            super().play(*animations, **options)

    def _tell(self) -> None:
        """Bring the caption of the beat in play, unless it has come."""
        if self._untold:
            caption, self._untold = self._untold, ""
            self.opened.append(self.seconds)
            self.caption_as(caption)
            self.rest(LEAD)

    def play_sweep(self, told: Sweep) -> None:
        """Play a sweep: one frame a position, slider after slider, each from its lowest value to its highest."""
        self.next_section(told.name)
        setters, read = getattr(self, told.name)()
        fps = float(self.camera.frame_rate)
        for slider, put in zip(told.inputs, setters, strict=True):

            def show(position: int, slider=slider, put=put) -> None:
                put(slider.value(position))
                self.refresh()

            for position in range(slider.count):
                show(position)
                for name, reading in read().items():
                    self.readings.setdefault(name, []).append(float(reading))
            self.play(Steps(show, slider.count, fps))
            put(slider.start)
            self.refresh()

    def caption_as(self, text: str) -> None:
        """Change the caption, at once as subtitles do."""
        if self.caption is not None:
            self.remove(self.caption)
            self.caption = None
        if text and self.captions == "screen":
            self.caption = sentence(text, self.theme).put(0.0, self.layout.caption_baseline)
            self.add(self.caption)
