"""The base of all scenes: it plays beats and sweeps, and writes title and captions."""

import inspect
from typing import Any, ClassVar

from .beats import Beat, BeatMethod, Sweep, SweepMethod, beat, reading_time, sweep
from .layout import Box
from .motion import Steps
from .params import Params
from .sizes import TITLE
from .stage import STILL, Stage
from .text import Label, sentence, words
from .theme import Theme
from .trackers import Input, Vector

__all__ = ["Beat", "Explainer", "Input", "Vector", "beat", "sweep"]

#: Time to read the caption before anything moves, and time between the last move and what is said of it.
LEAD, SETTLE = 0.6, 0.4


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
        """Play one beat: caption and motion, then the conclusion, then the question.

        It leaves no caption behind: what a beat says is nothing that the next one starts from.
        """
        self.next_section(told.name)
        self.seconds = 0.0
        self.caption_as(told.caption)
        self.rest(LEAD)
        getattr(self, told.method)(*told.item)
        still = SETTLE if told.conclusion or told.question else STILL
        # Rounded, for a rest that falls short by a rounding error would be a frame too short.
        self.rest(round(max(still, reading_time(told.caption) - self.seconds), 6))
        for sentence_, seconds in ((told.conclusion, told.settled), (told.question, told.asked)):
            if sentence_:
                self.caption_as(sentence_)
                self.rest(seconds)
        self.caption_as("")
        self.played += 1

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
        """Change the caption, at once as subtitles do: a beat's first frame already wears its own."""
        if self.caption is not None:
            self.remove(self.caption)
            self.caption = None
        if text and self.captions == "screen":
            self.caption = sentence(text, self.theme).put(0.0, self.layout.caption_baseline)
            self.add(self.caption)
