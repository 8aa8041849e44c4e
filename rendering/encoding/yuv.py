"""From painted pixels to what the encoder takes: halved colour planes, BT.709."""

from typing import Any, cast

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

from rendering.painting.regions import Box


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
                rows = np.frombuffer(cast(Any, source), np.uint8).reshape(source.height, source.line_size)
                plane[y0 // half : y1 // half, x0 // half : x1 // half] = rows[:, : source.width]

    def frame(self) -> av.VideoFrame:
        """The current picture, not copied."""
        frame = av.VideoFrame.from_numpy_buffer(self.buffer, "yuv420p")
        tag(frame)
        return frame


def tag(target: Any) -> None:
    """Say that colours are BT.709, limited range: untagged files turn bluish on some players."""
    target.colorspace = Colorspace.ITU709
    target.color_range = ColorRange.MPEG
    target.color_primaries = ColorPrimaries.BT709
    target.color_trc = ColorTrc.BT709
