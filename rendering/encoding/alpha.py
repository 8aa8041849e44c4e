"""Films that can be laid over something: VP9 in webm for browsers, ProRes 4444 in mov for Keynote and editors.

Cairo multiplies colours with their opacity beforehand, and both codecs want them without.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from rendering.encoding.join import stamped
from rendering.encoding.yuv import tag
from rendering.errors import SceneError
from rendering.model.formats import Look
from rendering.model.segment import Segment
from rendering.painting.painter import Painter


@dataclass(frozen=True)
class Codec:
    """An encoder and how it is set; each makes one packet a frame, in order, so packets can be joined."""

    name: str
    options: dict[str, str]
    opaque: str  # pixel formats
    alpha: str
    intra: bool  # whether frames are encoded one by one, so that a repeated frame is a repeated packet


CODECS = {
    "webm": Codec(
        "libvpx-vp9",
        # On drawings "realtime" is as good as "good" in a quarter of the time. Alternative references are frames
        # that aren't shown, and don't go with alpha.
        {"crf": "24", "b": "0", "deadline": "realtime", "cpu-used": "7", "auto-alt-ref": "0", "lag-in-frames": "0"},
        "yuv420p",
        "yuva420p",
        intra=False,
    ),
    # Of ffmpeg's two ProRes encoders the one that takes a third of the time and makes smaller files, at 63 dB.
    "mov": Codec("prores_aw", {"profile": "4"}, "yuv444p10le", "yuva444p10le", intra=True),
}


PRORES_4444 = "ap4h"
EXACT = {"fflags": "+bitexact"}  # without random identifiers and dates


def straight(pixels: np.ndarray) -> np.ndarray:
    """RGBA with its colours divided by their opacity again."""
    result = pixels.copy()
    partly = (pixels[..., 3] > 0) & (pixels[..., 3] < 255)
    edge = pixels[partly].astype(np.uint16)
    result[partly, :3] = np.minimum((edge[:, :3] * 255 + edge[:, 3:] // 2) // edge[:, 3:], 255)
    return result


def encode_segment(data: bytes, look: Look) -> bytes:
    """Paint a recorded segment and encode it; with alpha if its background isn't opaque, or left out."""
    codec, segment, pixels = CODECS[look.form], ground_left_out(Segment.from_bytes(data), look), look.pixels
    transparent = segment.background[3] < 255
    rate = Fraction(segment.fps).limit_denominator(1001)
    out = io.BytesIO()
    with av.open(out, "w", format=look.form, container_options=EXACT) as container:
        stream = container.add_stream(codec.name, rate=rate, options=codec.options)
        stream.width, stream.height = pixels
        stream.pix_fmt = codec.alpha if transparent else codec.opaque
        stream.codec_context.thread_count = 1
        tag(stream.codec_context)
        shown = 0
        for canvas, _, count in Painter(segment, pixels).frames():
            frame = _converted(straight(canvas) if transparent else canvas, stream.pix_fmt)
            for repeat in range(count):
                if repeat == 0 or not codec.intra:
                    frame.pts, frame.time_base = shown, 1 / rate
                    packets = stream.encode(frame)
                for packet in packets:
                    packet.pts, packet.dts, packet.time_base = shown, shown, 1 / rate
                    container.mux(packet)
                shown += 1
        container.mux(stream.encode())
    return out.getvalue()


def ground_left_out(segment: Segment, look: Look) -> Segment:
    """The segment with no ground, if that is the look."""
    return replace(segment, background=(0, 0, 0, 0)) if look.transparent else segment


def _converted(pixels: np.ndarray, pixel_format: str) -> av.VideoFrame:
    """A frame as the encoder wants it, in BT.709."""
    frame = av.VideoFrame.from_ndarray(pixels, "rgba").reformat(
        format=pixel_format,
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        interpolation=Interpolation.AREA,
        threads=1,  # with more, pixels where two of them meet vary
    )
    tag(frame)
    return frame


def join(segments: Iterable[bytes], path: Path, form: str, fps: int, transparent: bool) -> None:
    """Write encoded segments as one file, packet by packet."""
    unit = Fraction(1, fps)
    sent = 0
    options = {"movflags": "+faststart"} if form == "mov" else {}
    with av.open(str(path), "w", format=form, options=options, container_options=EXACT) as out:
        stream = None
        for data in segments:
            with av.open(io.BytesIO(data)) as source:
                track = source.streams.video[0]
                if stream is None:
                    stream = out.add_stream_from_template(track)
                    if form == "mov":
                        # Else it is tagged ProRes 422, and Keynote may show no alpha.
                        stream.codec_context.codec_tag = PRORES_4444
                    stream.time_base = unit
                    if form == "webm" and transparent:
                        stream.metadata["alpha_mode"] = "1"
                for packet in stamped(source.demux(track), stream, unit, sent):
                    out.mux(packet)
                    sent += 1


def check(path: Path, frames: int) -> None:
    """See that a joined file has its frames and that the first can be decoded."""
    with av.open(str(path)) as source:
        track = source.streams.video[0]
        found = sum(1 for packet in source.demux(track) if packet.size)
        source.seek(0)
        first = next(source.decode(track), None)
    if found != frames or first is None:
        raise SceneError(f"{path.name} has {found} frames instead of {frames}; render again")
