"""Painted segments joined into clips by copying packets: nothing is encoded twice."""

import io
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av

from rendering.encode import REORDERED
from rendering.errors import SceneError


class Chapter(NamedTuple):
    """A part that players offer to jump to, in frames from the start."""

    title: str
    start: int
    end: int


def join(segments: Iterable[bytes], path: Path, fps: int, chapters: Iterable[Chapter] = ()) -> None:
    """Write the mp4 files `segments` as one at `path`, with its index in front so that it starts at once.

    Packets are counted rather than trusted for time: each segment starts where the one before ended.
    """
    unit = Fraction(1, fps)
    sent = 0
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        out.set_chapters(
            [
                {"id": number, "start": start, "end": end, "time_base": unit, "metadata": {"title": title}}
                for number, (title, start, end) in enumerate(chapters)
            ]
        )
        stream = None
        for data in segments:
            start = sent
            with av.open(io.BytesIO(data)) as source:
                track = source.streams.video[0]
                if stream is None:
                    stream = out.add_stream_from_template(track)
                    stream.time_base = unit
                for packet in source.demux(track):
                    if packet.size == 0:
                        continue  # the end mark
                    shown = round(packet.pts * packet.time_base / unit)
                    packet.stream = stream
                    packet.time_base = unit
                    packet.pts = start + shown
                    packet.dts = sent - REORDERED
                    packet.duration = 1
                    out.mux(packet)
                    sent += 1


def check(path: Path, frames: int) -> None:
    """Decode a clip and count."""
    with av.open(str(path)) as source:
        track = source.streams.video[0]
        track.thread_type = "AUTO"
        decoded = sum(1 for _ in source.decode(track))
    if decoded != frames:
        raise SceneError(f"{path.name} decodes to {decoded} frames instead of {frames}; render again")


def check_chapters(path: Path, frames: int, chapters: list[Chapter]) -> None:
    """See that a film has all its frames, and chapters that each can be jumped to and decoded from."""
    with av.open(str(path)) as source:
        track = source.streams.video[0]
        found = [chapter["metadata"]["title"] for chapter in source.chapters()]
        starts = []
        for chapter in chapters:
            source.seek(round(Fraction(chapter.start) / track.average_rate / track.time_base), stream=track)
            first = next(source.decode(track))
            starts.append(round(first.pts * first.time_base * track.average_rate))
    expected = [chapter.start for chapter in chapters]
    if (track.frames, starts) != (frames, expected) or found != [chapter.title for chapter in chapters]:
        raise SceneError(f"{path.name} has {track.frames} frames and chapters at {starts}, not {frames} at {expected}")
