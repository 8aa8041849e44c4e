"""Painted segments as H.264: a pure function from bytes to bytes.

Every encoder has one thread, since segments already keep all cores busy, and starts with a key frame of the
same parameter sets, so segments are joined by copying packets.

The settings are x264's `veryfast`, with what costs time on flat drawings and gains nothing left out. On the
scenes here that is a third of the time of Manim's default (`medium`, crf 23), at a higher PSNR; `aq-mode` and
`psy` trade measured for perceived sharpness of textures, of which drawings have none.
"""

import io
from fractions import Fraction

import av
import numpy as np
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)

from rendering.paint import Painter
from rendering.recording import Segment
from rendering.regions import Box

CODEC = "libx264"
OPTIONS = {
    "preset": "veryfast",
    "profile": "high",
    "crf": "23",
    "x264-params": (
        "aq-mode=0:psy=0:scenecut=0:subme=1:me=dia:ref=1:weightp=0:trellis=0"
        ":bframes=3:b-adapt=0:b-pyramid=none:rc-lookahead=10:open-gop=0"
    ),
}
# Without pyramids, a frame shown later is sent at most one frame early.
REORDERED = 1
KEY_FRAME_SECONDS = 10


class YuvCanvas:
    """A frame in the encoder's format that is brought up to date where the picture changed.

    Averaging 2×2 blocks (AREA) looks at no pixel beyond a box with even corners, so a converted box is the
    same as that part of a converted frame.
    """

    def __init__(self, width: int, height: int):
        self.buffer = np.empty((height * 3 // 2, width), np.uint8)
        chroma = self.buffer[height:].reshape(2, height // 2, width // 2)
        self.planes = (self.buffer[:height], chroma[0], chroma[1])
        self.converter = VideoReformatter()

    def update(self, pixels: np.ndarray, boxes: list[Box]) -> None:
        """Convert the boxes of RGBA `pixels`."""
        for x0, y0, x1, y1 in boxes:
            part = av.VideoFrame.from_numpy_buffer(pixels[y0:y1, x0:x1], "rgba")
            converted = self.converter.reformat(
                part,
                format="yuv420p",
                src_colorspace=Colorspace.ITU709,
                dst_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.JPEG,
                dst_color_range=ColorRange.MPEG,
                interpolation=Interpolation.AREA,
                threads=1,
            )
            for plane, source, half in zip(self.planes, converted.planes, (1, 2, 2), strict=True):
                rows = np.frombuffer(source, np.uint8).reshape(source.height, source.line_size)
                plane[y0 // half : y1 // half, x0 // half : x1 // half] = rows[:, : source.width]

    def frame(self) -> av.VideoFrame:
        """The current picture, not copied."""
        frame = av.VideoFrame.from_numpy_buffer(self.buffer, "yuv420p")
        tag(frame)
        return frame


def tag(target) -> None:
    """Say that colours are BT.709, limited range: untagged files turn bluish on some players."""
    target.colorspace = Colorspace.ITU709
    target.color_range = ColorRange.MPEG
    target.color_primaries = ColorPrimaries.BT709
    target.color_trc = ColorTrc.BT709


def encode_segment(data: bytes, pixels: tuple[int, int]) -> bytes:
    """Paint the recorded segment `data` at width × height `pixels` and return it as an mp4 file."""
    segment = Segment.from_bytes(data)
    painter = Painter(segment, pixels)
    canvas = YuvCanvas(*pixels)
    rate = Fraction(segment.fps).limit_denominator(1001)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream(CODEC, rate=rate, options=OPTIONS)
        stream.width, stream.height = pixels
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = 1
        stream.codec_context.gop_size = round(KEY_FRAME_SECONDS * rate)
        tag(stream.codec_context)
        shown = 0
        for picture, boxes, count in painter.frames():
            canvas.update(picture, boxes)
            for _ in range(count):
                frame = canvas.frame()
                frame.pts, frame.time_base = shown, 1 / rate
                container.mux(stream.encode(frame))
                shown += 1
        container.mux(stream.encode())
    return out.getvalue()
