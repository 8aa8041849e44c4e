"""The base of all scenes: beats, captions, title, parameters."""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from manim import Animation, Mobject, Scene, ValueTracker, linear, smooth

from .layout import Layout
from .motion import Presence
from .params import Params
from .shapes import BODY, DIMMED, TITLE, Label, Part, math, sentence, words
from .theme import THEMES

#: Shortest time that a new picture stands still.
STILL = 1.5


@dataclass(frozen=True)
class Beat:
    """One idea: its name (kebab-case), the sentence under it, and what is seen (alt text).

    A beat may end on a question, which then stands in the caption's place for the last ``asked`` seconds.
    It is played by the scene's method of the name ``method``, called with what is in ``item``.
    """

    name: str
    caption: str
    alt: str
    question: str = ""
    asked: float = 0.0
    method: str = ""
    item: tuple = ()


@dataclass(frozen=True)
class _BeatMethod:
    """What ``@beat`` notes on a method."""

    caption: str | Callable[..., str]
    alt: str | Callable[..., str]
    question: str | Callable[..., str]
    each: Callable[[Any], Sequence] | None
    name: str | Callable[..., str]

    def told(self, params: Params, item: tuple, method: str) -> Beat:
        """Return the beat with its sentences filled in."""
        name, caption, alt, question = (
            source(params, *item) if callable(source) else source
            for source in (self.name or method, self.caption, self.alt, self.question)
        )
        kebab = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        return Beat(kebab, caption, alt, question, STILL if question else 0.0, method, item)


def beat(
    caption: str | Callable[..., str],
    *,
    alt: str | Callable[..., str],
    question: str | Callable[..., str] = "",
    each: Callable[[Any], Sequence] | None = None,
    name: str | Callable[..., str] = "",
):
    """Mark a method of an :class:`Explainer` as a beat; beats play in the order in which they stand.

    Parameters
    ----------
    caption : one sentence of at most 90 characters, or a function of the scene's parameters.
    alt : one sentence that says what is seen, or a function of the parameters.
    question : what the beat leaves the room to guess, shown in place of the caption at its end.
    each : a function from parameters to items: the beat is played once for each, with the item as argument;
        ``caption``, ``alt``, ``question`` and ``name`` then take (parameters, item).
    name : the name of such a beat; otherwise the method's name.
    """

    def mark(method):
        method.beat = _BeatMethod(caption, alt, question, each, name)
        return method

    return mark


class Explainer(Scene):
    """A scene told in beats.

    A subclass has a ``title``, a docstring whose first line says what it shows, a nested ``Params`` and methods
    marked with :func:`beat`. Its ``prepare`` builds the first picture. A beat moves trackers; ``follow`` turns them
    into pictures, frame by frame.

    Parameters
    ----------
    params : the scene's parameters, or None for the defaults.
    theme : "dark" or "light".
    aspect : width to height of the frame.
    captions : "screen" to show each beat's caption, "none" to leave its strip empty.
    """

    title: ClassVar[str]
    Params: ClassVar[type[Params]] = Params

    def __init__(
        self,
        params: Params | None = None,
        *,
        theme: str = "dark",
        aspect: str = "16:9",
        captions: str = "screen",
        **manim_options,
    ):
        super().__init__(**manim_options)
        self.params = self.Params() if params is None else params
        self.theme, self.captions = THEMES[theme], captions
        self.layout = Layout.of(aspect)
        self.followers: list[Callable[[], None]] = []
        self.driver = Mobject()
        self.driver.add_updater(lambda _: self.refresh())
        self.caption: Label | None = None
        self.formula: Label | None = None

    # What the scene tells of itself

    @classmethod
    def summary(cls) -> str:
        """Return the first line of the docstring."""
        return inspect.getdoc(cls).splitlines()[0]

    @classmethod
    def beats_of(cls, params: Params) -> tuple[Beat, ...]:
        """Return the beats that the scene plays with these parameters, in the order in which the methods stand."""
        beats = []
        for name, method in vars(cls).items():
            mark = getattr(method, "beat", None)
            if isinstance(mark, _BeatMethod):
                items = [()] if mark.each is None else [(item,) for item in mark.each(params)]
                beats += [mark.told(params, item, name) for item in items]
        return tuple(beats)

    def beats(self) -> tuple[Beat, ...]:
        """Return this scene's beats."""
        return self.beats_of(self.params)

    # The course of a scene

    def setup(self) -> None:
        """Lay out title and stage before the first beat."""
        self.camera.background_color = self.theme.color("paper")
        self.camera.init_background()
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
        """Play the beats in order, and nothing else: rendering plays them one by one itself."""
        for told in self.beats():
            self.play_beat(told)

    def play_beat(self, told: Beat) -> None:
        """Play one beat, from its caption to its last rest.

        It leaves no caption behind: what a beat says is nothing that the next one starts from.
        """
        self.next_section(told.name)
        self.caption_as(told.caption)
        getattr(self, told.method)(*told.item)
        if told.question:
            self.rest(0.5)
            self.caption_as(told.question)
        self.rest()
        self.caption_as("")

    # What a beat is made of

    def follow(self, *updates: Callable[[], None]) -> None:
        """Call ``updates`` at every frame from now on, in this order."""
        self.followers += updates
        for update in updates:
            update()

    def lead(self, *updates: Callable[[], None]) -> None:
        """Call ``updates`` like :meth:`follow` does, but before all others: they set trackers that others follow."""
        self.followers[:0] = updates
        for update in updates:
            update()

    def unfollow(self, *updates: Callable[[], None]) -> None:
        """Stop calling ``updates``."""
        for update in updates:
            self.followers.remove(update)

    def refresh(self) -> None:
        """Bring every picture up to its trackers."""
        for update in self.followers:
            update()

    def caption_as(self, text: str) -> None:
        """Change the caption, at once as subtitles do: a beat's first frame already wears its own."""
        if self.caption is not None:
            self.remove(self.caption)
            self.caption = None
        if text and self.captions == "screen":
            self.caption = sentence(text, self.theme).put(0.0, self.layout.caption_baseline)
            self.add(self.caption)

    def show_formula(self, formula: str, size: float = BODY) -> None:
        """Put the one formula in play at the right of the title strip, in place of the last one."""
        old, self.formula = self.formula, math(formula, self.theme, size)
        self.formula.put(self.layout.right, self.layout.title_baseline, "right")
        if old is not None:
            self.vanish(old, run_time=0.3)
        self.appear(self.formula, run_time=0.4)

    def appear(self, *parts: Part, run_time: float = 0.6) -> None:
        """Bring parts in."""
        self.play(*self.arriving(*parts, run_time=run_time))

    def arriving(self, *parts: Part, run_time: float = 0.6) -> list[Animation]:
        """Return the animation that brings parts in, to be played with others."""
        for part in parts:
            part.set_presence(0.0)
        self.add(*parts)
        return [Presence(parts, 1.0, run_time)]

    def vanish(self, *parts: Part, run_time: float = 0.5) -> None:
        """Take parts away."""
        self.play(Presence(parts, 0.0, run_time))
        self.remove(*parts)

    def dim(self, *parts: Part, run_time: float = 0.5) -> None:
        """Dim what isn't in play."""
        self.play(Presence(parts, DIMMED, run_time))

    def light(self, *parts: Part, run_time: float = 0.5) -> None:
        """Light up again what was dimmed."""
        self.play(Presence(parts, 1.0, run_time))

    def move(
        self,
        *goals: tuple[ValueTracker, float],
        run_time: float = 2.0,
        even: bool = False,
        also: Iterable[Animation] = (),
    ) -> None:
        """Move trackers to values, eased (or at an even pace); the pictures follow."""
        rate = linear if even else smooth
        moves = [tracker.animate(run_time=run_time, rate_func=rate).set_value(value) for tracker, value in goals]
        self.play(*moves, *also)

    def rest(self, duration: float = STILL) -> None:
        """Let the picture stand."""
        self.wait(duration, frozen_frame=True)


class Vector:
    """A tracker for each entry of a vector: what a beat moves is an input, entry by entry or all together."""

    def __init__(self, values):
        self.trackers = [ValueTracker(float(value)) for value in values]

    @property
    def value(self) -> np.ndarray:
        """The current values, shape (n,)."""
        return np.array([tracker.get_value() for tracker in self.trackers])

    def to(self, values) -> list[tuple[ValueTracker, float]]:
        """Return goals for :meth:`Explainer.move`."""
        return [(tracker, float(value)) for tracker, value in zip(self.trackers, values, strict=True)]

    def __getitem__(self, index: int) -> ValueTracker:
        return self.trackers[index]
