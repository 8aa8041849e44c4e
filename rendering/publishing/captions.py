"""Captions as WebVTT and as SubRip."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Cue(NamedTuple):
    """A text and when it is shown, in seconds."""

    start: float
    end: float
    text: str


def cues_of(beats: Iterable[Mapping[str, Any]], offset: float = 0.0) -> list[Cue]:
    """The cues of the manifest's beats, in order: caption, conclusion, question."""
    return [Cue(offset + start, offset + end, text) for beat in beats for _, text, start, end in said(beat)]


def said(beat: Mapping[str, Any]) -> list[tuple[str, str, float, float]]:
    """What a beat of the manifest says, in order: kind, text, and from when to when, in seconds of the clip."""
    texts = [("caption", beat["opened"]), ("conclusion", beat["concluded"]), ("question", beat["asked"])]
    begun = [(kind, beat[kind], start) for kind, start in texts if beat[kind]]
    ends = [start for *_, start in begun[1:]] + [beat["end"]]
    return [(*each, end) for each, end in zip(begun, ends, strict=True)]


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
