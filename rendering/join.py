"""Painted segments joined into clips by copying packets: nothing is encoded twice."""

import io
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av

from rendering.encode import REORDERED
from rendering.errors import SceneError


def join(segments: Iterable[bytes], path: Path, fps: int) -> None:
    """Write the mp4 files `segments` as one at `path`, with its index in front so that it starts at once.

    Packets are counted rather than trusted for time: each segment starts where the one before ended.
    """
    unit = Fraction(1, fps)
    sent = 0
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as out:
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
