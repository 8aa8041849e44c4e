"""What a speaker reads beside a slide."""

from rendering.publishing.lectures.lecture import Beat, Clip

KINDS = {"caption": "Watch", "conclusion": "Seen", "question": "Ask"}


def notes_of(beat: Beat) -> list[tuple[str, str]]:
    """Heading and text, in the order in which a speaker needs them; the alternative text comes last."""
    return [*((KINDS[kind], text) for kind, text, *_ in beat.told()), ("Picture", beat.alt)]


def plain_notes(beat: Beat) -> str:
    """The notes as lines of text.

    The first is what to watch, and a question says when it is answered: on the next slide.
    """
    return "\n".join(f"{heading}: {text}" for heading, text in notes_of(beat))


def numbered(clips: tuple[Clip, ...]) -> list[tuple[int, Clip]]:
    """Clips with their numbers, from 1."""
    return list(enumerate(clips, start=1))
