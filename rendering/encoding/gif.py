"""Animated GIF: one palette a file, drawn from all its frames, and a longer delay where a picture stands."""

import io
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

import av
import numpy as np

from rendering.model.segment import Segment
from rendering.painting.painter import Painter

HUNDREDTHS = 100  # a GIF counts its delays in hundredths of a second


def gif(segments: list[Segment], pixels: tuple[int, int]) -> bytes:
    """Paint segments twice, for the palette and for the pictures, and return them as one endless GIF."""
    rate = round(segments[0].fps)
    last = segments[-1].runs[-1][1] * HUNDREDTHS // rate
    palette = _palette(segments, pixels)
    out = io.BytesIO()
    with av.open(out, "w", format="gif", options={"loop": "0", "final_delay": str(last)}) as container:
        stream = container.add_stream("gif", rate=rate)
        stream.width, stream.height = pixels
        stream.pix_fmt = "pal8"
        graph = av.filter.Graph()
        pictures = graph.add_buffer(width=pixels[0], height=pixels[1], format="rgb24", time_base=Fraction(1, rate))
        colours = graph.add_buffer(width=16, height=16, format=palette.format.name, time_base=Fraction(1, rate))
        use = graph.add("paletteuse", "dither=none:diff_mode=rectangle")
        sink = graph.add("buffersink")
        pictures.link_to(use, 0, 0)
        colours.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        colours.push(palette)
        colours.push(None)
        for frame in _frames(segments, pixels, rate):
            pictures.push(frame)
            container.mux(stream.encode(sink.pull()))
        container.mux(stream.encode())
    return out.getvalue()


def _palette(segments: list[Segment], pixels: tuple[int, int]) -> av.VideoFrame:
    """The 256 colours that suit all frames best."""
    graph = av.filter.Graph()
    source = graph.add_buffer(width=pixels[0], height=pixels[1], format="rgb24", time_base=Fraction(1, 25))
    generate = graph.add("palettegen", "reserve_transparent=0")
    sink = graph.add("buffersink")
    source.link_to(generate)
    generate.link_to(sink)
    graph.configure()
    for frame in _frames(segments, pixels, 25):
        source.push(frame)
        # The graph works when it is asked, and else keeps every frame: some gigabytes.
        with suppress(BlockingIOError):
            sink.pull()
    source.push(None)
    palette = sink.pull()
    palette.pts = 0
    return palette


def _frames(segments: list[Segment], pixels: tuple[int, int], rate: int) -> Iterator[av.VideoFrame]:
    """Each different picture once, at its time."""
    shown = 0
    for segment in segments:
        for canvas, _, count in Painter(segment, pixels).frames():
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(canvas[..., :3]), "rgb24")
            frame.pts, frame.time_base = shown, Fraction(1, rate)
            yield frame
            shown += count
