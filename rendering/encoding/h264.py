"""Painted segments as H.264: a pure function from bytes to bytes.

Every encoder has one thread, since segments already keep all cores busy, and starts with a key frame of the
same parameter sets, so segments are joined by copying packets.

The settings, each by its reason (measured against Manim's default, `medium` at crf 23, on the scenes here):

- A constant quantiser, coarser for changes than for key frames (`qp`, `ipratio`): most of a drawing stands
  still and is as good as its key frame. With neither a rate to hold nor frames to reorder the encoder needs
  no lookahead, which is half of what encoding drawings costs (`force-cfr`: nor a look at the next frame's time).
- Colour is held to more than it is by default (`chroma-qp-offset`): large dark grounds show its steps.
- No deblocking, which blurs edges that are meant to be sharp and makes a standing picture flicker by a level.
- No search for movement by parts of a pixel (`subme`), for which every frame would have to be interpolated: a third
  of the encoder's time, for 15 % of the bytes. `me`, `ref`: drawings don't move like film, a longer search finds
  nothing.
- Narrow dead zones instead of `trellis`: as good for pictures, in less time. No transform of 8×8 pixels (`8x8dct`):
  edges and letters are smaller.
- A frame on which a picture comes to rest is as good as a key frame (`zones`): it stands there to be looked at, and
  blotches beside what has just moved are what is seen of a coarse quantiser. So no pixel of a rest is more than 24
  levels off in luma.
- `aq-mode` and `psy` trade measured for perceived sharpness of textures, of which drawings have none.
"""

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import av

from rendering.encoding.yuv import YuvCanvas, tag
from rendering.model.segment import Segment
from rendering.painting.painter import Painter

CODEC = "libx264"
OPTIONS = {
    "preset": "veryfast",
    "profile": "high",
    "qp": "28",
    "x264-params": (
        "ipratio=2.0:chroma-qp-offset=-6:aq-mode=0:psy=0:scenecut=0:subme=0:me=dia:ref=1:weightp=0:trellis=0"
        ":deadzone-inter=11:deadzone-intra=6:8x8dct=0"
        ":bframes=0:rc-lookahead=0:mbtree=0:no-deblock=1:open-gop=0:force-cfr=1"
    ),
}
KEY_FRAME_SECONDS = 10
#: The quantiser of a frame on which a picture comes to rest: that of key frames, by qp and ipratio above.
REST_QP = 22
#: How long a picture has to stand within a segment to be one that rests; at a segment's end it always is.
REST_SECONDS = 1 / 3
# A packet says its frame's number modulo this: x264 writes the last four bits.
PERIOD = 16


def encode_segment(data: bytes, pixels: tuple[int, int], key_every: int = 0) -> bytes:
    """Paint the recorded segment `data` at width × height `pixels` and return it as an mp4 file.

    `key_every` is the number of frames from one key frame to the next, if not the usual.
    """
    segment = Segment.from_bytes(data)
    painter = Painter(segment, pixels)
    rate = rate_of(segment)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = new_stream(container, rate, pixels, key_every, rests_of(segment))
        for number, packet in enumerate(_packets(painter, stream)):
            packet.stream = stream
            packet.time_base = 1 / rate
            packet.pts = packet.dts = number
            packet.duration = 1
            container.mux(packet)
    return out.getvalue()


def rate_of(segment: Segment) -> Fraction:
    """Frames a second, as a fraction: some rates are thousands over 1001."""
    return Fraction(segment.fps).limit_denominator(1001)


def rests_of(segment: Segment) -> list[int]:
    """The numbers of the frames on which a picture comes to rest; the first of all is a key frame anyway."""
    rests, shown = [], 0
    for run, (_, count) in enumerate(segment.runs):
        ends = run == len(segment.runs) - 1
        if shown and (ends or count >= REST_SECONDS * segment.fps):
            rests.append(shown)
        shown += count
    return rests


def new_stream(
    container: Any, rate: Fraction, pixels: tuple[int, int], key_every: int = 0, rests: Sequence[int] = ()
) -> Any:
    """An encoder that writes into `container`, with more care for the frames of these numbers."""
    zones = "/".join(f"{frame},{frame},q={REST_QP}" for frame in rests)
    options = {**OPTIONS, "x264-params": OPTIONS["x264-params"] + (f":zones={zones}" if zones else "")}
    stream = container.add_stream(CODEC, rate=rate, options=options)
    stream.width, stream.height = pixels
    stream.pix_fmt = "yuv420p"
    stream.codec_context.thread_count = 1
    stream.codec_context.gop_size = key_every or round(KEY_FRAME_SECONDS * rate)
    tag(stream.codec_context)
    return stream


def _packets(painter: Painter, stream: Any) -> Iterator[av.Packet]:
    """One packet for each frame of a segment, in order."""
    canvas = YuvCanvas(stream.width, stream.height)
    last = len(painter.segment.runs) - 1
    for run, (picture, boxes, count) in enumerate(painter.frames()):
        canvas.update(picture, boxes)
        yield from _equal_frames(canvas, count, stream, ends=run == last)


def _equal_frames(canvas: YuvCanvas, count: int, stream: Any, *, ends: bool) -> Iterator[av.Packet]:
    """Packets for one picture shown `count` times.

    Once the picture stands, a packet holds nothing but the frame's number, and the last period's packets can be
    had again without the encoder. That is done at a segment's end alone: before it the encoder has to count.
    """
    sent: list[bytes] = []
    while len(sent) < count:
        left = count - len(sent)
        if ends and _stands(sent):
            again = sent[-PERIOD:][:left]
            sent += again
            yield from map(av.Packet, again)
        else:
            (packet,) = stream.encode(canvas.frame())  # the one of this frame: none is held back
            sent.append(bytes(packet))
            yield packet


def _stands(sent: list[bytes]) -> bool:
    """Whether the encoder goes round in a circle: a period of packets of one size, the last as a period before."""
    last = sent[-PERIOD - 1 :]
    # Without the last byte: x264 ends a packet with a bit that means nothing and varies.
    return len(last) > PERIOD and len(set(map(len, last))) == 1 and last[0][:-1] == last[-1][:-1]
