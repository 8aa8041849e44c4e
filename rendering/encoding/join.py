"""Painted segments joined into clips by copying packets: nothing is encoded twice."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av

from rendering.errors import SceneError


class Chapter(NamedTuple):
    """A part that players offer to jump to, in frames from the start."""

    title: str
    start: int
    end: int


def join(segments: Iterable[bytes], path: Path, fps: int, chapters: Iterable[Chapter] = ()) -> int:
    """Write the mp4 files `segments` as one at `path`, with its index in front so that it starts at once.

    Packets are counted rather than trusted for time: each segment starts where the one before ended. The
    finished file is read again and compared. Returns the number of frames.
    """
    unit = Fraction(1, fps)
    digest, sent, parameters = hashlib.blake2b(), 0, None
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        out.set_chapters(
            [
                {"id": number, "start": start, "end": end, "time_base": unit, "metadata": {"title": title}}
                for number, (title, start, end) in enumerate(chapters)
            ]
        )
        for data in segments:
            with av.open(io.BytesIO(data)) as source:
                track = source.streams.video[0]
                if parameters is None:
                    parameters = track.codec_context.extradata
                    stream = out.add_stream_from_template(track)
                    stream.time_base = unit
                elif track.codec_context.extradata != parameters:
                    raise SceneError(f"{path.name} cannot be joined: its segments were encoded with different settings")
                for packet in stamped(source.demux(track), stream, unit, sent):
                    digest.update(packet)
                    out.mux(packet)
                    sent += 1
    _check(path, unit, sent, digest.digest(), parameters or b"")
    return sent


def stamped(packets: Iterable[av.Packet], stream: av.VideoStream, unit: Fraction, first: int) -> Iterator[av.Packet]:
    """The packets of a segment as those of `stream`, one each `unit` of time, from the frame `first` on."""
    frames = (packet for packet in packets if packet.size)  # the end mark has no size
    for number, packet in enumerate(frames, start=first):
        packet.stream = stream
        packet.time_base = unit  # the stream's own may be another one by now: a container has its say
        packet.pts = packet.dts = number
        packet.duration = 1
        yield packet


def _check(path: Path, unit: Fraction, frames: int, digest: bytes, parameters: bytes) -> None:
    """See that a joined file holds the packets that went in, at their times.

    Each segment starts with a key frame and refers to nothing outside itself: what its packets decode to doesn't
    depend on their neighbours, as long as they stand in the same order under the same parameters.
    """
    found, times = hashlib.blake2b(), []
    with av.open(str(path)) as source:
        track = source.streams.video[0]
        for packet in source.demux(track):
            if packet.size:
                found.update(packet)
                times.append(packet.pts)
        same = found.digest() == digest and track.codec_context.extradata == parameters
        step = unit / track.time_base
    if not same or times != [number * step for number in range(frames)]:
        raise SceneError(f"{path.name} doesn't hold the {frames} frames that it was made from; render again")


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
