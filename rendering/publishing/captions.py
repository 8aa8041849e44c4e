"""Captions as WebVTT and as SubRip."""

from collections.abc import Iterable
from typing import NamedTuple


class Cue(NamedTuple):
    """A text and when it is shown, in seconds."""

    start: float
    end: float
    text: str


def cues_of(beats: Iterable[dict], offset: float = 0.0) -> list[Cue]:
    """A cue a beat of the manifest, from its first frame to its last; a question has a cue of its own at the end."""
    cues = []
    for beat in beats:
        start, end = offset + beat["start"], offset + beat["end"]
        asked = offset + beat["asked"] if beat["question"] else end
        cues.append(Cue(start, asked, beat["caption"]))
        if beat["question"]:
            cues.append(Cue(asked, end, beat["question"]))
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
