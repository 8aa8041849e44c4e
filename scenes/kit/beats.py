"""What a scene says of itself: its beats with their words, its sweeps, and how long words stand.

Nothing here draws. A beat opens with a caption that says what to watch; when it has been seen, the conclusion takes
the caption's place; a question, where there is one, comes last. How long each stands follows from its length.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from .params import Params

#: Characters that a room reads in a second.
READING = 15.0
#: Seconds that a conclusion and a question stand at least.
SETTLED, ASKED = 2.6, 4.0
#: Seconds are whole fifths, which are whole frames at 10, 15, 30 and 60 frames a second.
FIFTHS = 5

Words = str | Callable[..., str]


def reading_time(text: str, least: float = 1.0) -> float:
    """Return how many seconds a text stands: at least ``least``, and a second for every 15 characters."""
    return ceil(max(least, len(text) / READING) * FIFTHS) / FIFTHS


@dataclass(frozen=True)
class Beat:
    """One idea: its name (kebab-case), the sentences under it in order, and what is seen (alt text).

    The conclusion stands for ``settled`` seconds, then the question for the last ``asked`` seconds of the beat; either
    may be missing (""). The beat is played by the scene's method ``method``, called with what is in ``item``.
    """

    name: str
    caption: str
    alt: str
    question: str = ""
    asked: float = 0.0
    method: str = ""
    item: tuple[Any, ...] = ()
    conclusion: str = ""
    settled: float = 0.0
    label: str = ""


@dataclass(frozen=True)
class BeatMethod:
    """What ``@beat`` notes on a method."""

    caption: Words
    alt: Words
    conclusion: Words
    question: Words
    label: Words
    each: Callable[[Any], Sequence[Any]] | None
    name: Words

    def told(self, params: Params, item: tuple[Any, ...], method: str) -> Beat:
        """Return the beat with its sentences filled in."""
        name, caption, alt, conclusion, question, label = (
            source(params, *item) if callable(source) else source
            for source in (self.name or method, self.caption, self.alt, self.conclusion, self.question, self.label)
        )
        kebab = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        return Beat(
            name=kebab,
            caption=caption,
            alt=alt,
            question=question,
            asked=reading_time(question, ASKED) if question else 0.0,
            method=method,
            item=item,
            conclusion=conclusion,
            settled=reading_time(conclusion, SETTLED) if conclusion else 0.0,
            label=label or kebab.replace("-", " ").capitalize(),
        )


def beat(
    caption: Words,
    *,
    alt: Words,
    then: Words = "",
    question: Words = "",
    label: Words = "",
    each: Callable[[Any], Sequence[Any]] | None = None,
    name: Words = "",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mark a method of an :class:`Explainer` as a beat; beats play in the order in which they stand.

    Parameters
    ----------
    caption : what to watch: one sentence of at most 80 characters, or a function of the scene's parameters.
    alt : one sentence that says what is seen, or a function of the parameters.
    then : the conclusion, what came of it: takes the caption's place once it has been seen.
    question : what the beat leaves the room to guess, shown last.
    label : the beat's title on a page or slide; otherwise its name in words.
    each : a function from parameters to items: the beat is played once for each, with the item as argument; none, no
        beat. ``caption``, ``alt``, ``then``, ``question``, ``label`` and ``name`` then take (parameters, item).
    name : the name of such a beat; otherwise the method's name.
    """

    def mark(method: Callable[..., None]) -> Callable[..., None]:
        method.beat = BeatMethod(caption, alt, then, question, label, each, name)  # type: ignore[attr-defined]
        return method

    return mark


@dataclass(frozen=True)
class Move:
    """An input that went from one value to another, in seconds of its beat."""

    beat: int
    input: str
    unit: str
    start_value: float
    end_value: float
    start: float
    end: float
    ease: str


@dataclass(frozen=True)
class SweepInput:
    """One slider of a sweep: it goes from ``low`` to ``high`` by ``step`` and stands at ``start`` otherwise."""

    name: str
    unit: str
    low: float
    high: float
    step: float
    start: float

    @property
    def count(self) -> int:
        """How many positions the slider has."""
        return round((self.high - self.low) / self.step) + 1

    def value(self, position: int) -> float:
        """Return the input's value at a position, from 0."""
        return self.low + position * self.step


@dataclass(frozen=True)
class Sweep:
    """Sliders that a viewer may drag: one frame a position, slider after slider."""

    name: str
    inputs: tuple[SweepInput, ...]


@dataclass(frozen=True)
class SweepMethod:
    """What ``@sweep`` notes on a method."""

    inputs: Callable[[Any], Sequence[SweepInput]]


def sweep(inputs: Callable[[Any], Sequence[SweepInput]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a method of an :class:`Explainer` as a sweep.

    Parameters
    ----------
    inputs : a function from parameters to the sliders.

    The method is called on the scene's first picture, makes the picture that is swept, and returns a pair: a list of
    what sets each input (a function of its value), and a function that returns the readings, a dict of numbers by name.
    """

    def mark(method: Callable[..., Any]) -> Callable[..., Any]:
        method.sweep = SweepMethod(inputs)  # type: ignore[attr-defined]
        return method

    return mark
