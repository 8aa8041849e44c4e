"""Captions as WebVTT and as SubRip."""

from collections.abc import Iterable
from typing import NamedTuple

from rendering.score import Score


class Cue(NamedTuple):
    """A text and when it is shown, in seconds."""

    start: float
    end: float
    text: str


def cues_of(score: Score) -> list[Cue]:
    """One cue a beat, from its first frame to its last."""
    cues, start = [], 0
    for beat in score.beats:
        end = start + beat.frames
        cues.append(Cue(start / score.fps, end / score.fps, beat.caption))
        start = end
    return cues


def webvtt(cues: Iterable[Cue]) -> str:
    """The cues as a WebVTT file, in which `&` and `<` would begin markup."""
    blocks = ["WEBVTT"]
    for number, (start, end, text) in enumerate(cues, start=1):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{number}\n{timestamp(start)} --> {timestamp(end)}\n{text}")
    return "\n\n".join(blocks) + "\n"


def subrip(cues: Iterable[Cue]) -> str:
    """The cues as an SRT file; it has no way of escaping, so signs stand as they are."""
    return "\n".join(
        f"{number}\n{timestamp(start, ',')} --> {timestamp(end, ',')}\n{text}\n"
        for number, (start, end, text) in enumerate(cues, start=1)
    )


def timestamp(seconds: float, point: str = ".") -> str:
    """Hours, minutes, seconds and thousandths."""
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
