"""What `bench` measures in processes of its own: where time goes, and how far clips are from what was painted."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import av
import numpy as np

from rendering.encoding.h264 import encode_segment, new_stream, rate_of
from rendering.encoding.yuv import YuvCanvas
from rendering.model.score import Score
from rendering.model.segment import Segment
from rendering.painting.painter import Painter
from rendering.provenance.store import Store
from rendering.recording.perform import perform
from rendering.recording.performance import Performance


@dataclass
class Costs:
    """Seconds of one core that some segments take."""

    painting: float = 0.0
    converting: float = 0.0
    encoding: float = 0.0  # every frame, also those that are repeated without the encoder
    whole: float = 0.0  # from recording to clip as it is really done

    def __add__(self, other: "Costs") -> "Costs":
        return Costs(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def recording_seconds(performance: Performance) -> float:
    """Seconds of one core that recording a scene takes, without the start of Python and Manim."""
    import manim  # noqa: F401  so that its import isn't part of what is timed

    started = time.process_time()
    perform(performance, None, lambda beat, part: None)
    return time.process_time() - started


def costs(data: bytes, pixels: tuple[int, int]) -> Costs:
    """What each step of making a clip from a recorded segment takes."""
    spent = Costs()
    segment = Segment.from_bytes(data)
    canvas = YuvCanvas(*pixels)
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = new_stream(container, rate_of(segment), pixels)
        moment = time.process_time()
        for picture, boxes, count in Painter(segment, pixels).frames():
            painted = time.process_time()
            canvas.update(picture, boxes)
            converted = time.process_time()
            for _ in range(count):
                container.mux(stream.encode(canvas.frame()))
            spent.painting += painted - moment
            spent.converting += converted - painted
            moment = time.process_time()
            spent.encoding += moment - converted
    moment = time.process_time()
    encode_segment(data, pixels)
    spent.whole = time.process_time() - moment
    return spent


def squared_errors(
    score: Score, store: Path, pixels: tuple[int, int], clips: tuple[Path, Path], every: int
) -> np.ndarray:
    """Mean squared error of the luma of our clip and of Manim's, over every so many frames.

    Each is held to what its own encoder was given: the same painted pixels, converted as it converts them.
    """
    films = [_decoded(clip) for clip in clips]
    references = (_bt709, _as_manim)
    errors, seen = np.zeros(len(clips)), 0
    for number, (picture, *frames) in enumerate(zip(_painted(score, Store(store), pixels), *films, strict=True)):
        if number % every == 0:
            pairs = zip(references, frames, strict=True)
            errors += [np.mean((convert(picture).astype(np.float32) - _luma(frame)) ** 2) for convert, frame in pairs]
            seen += 1
    return errors / seen


def _painted(score: Score, store: Store, pixels: tuple[int, int]) -> Iterator[np.ndarray]:
    for part in score.parts:
        segment = Segment.from_bytes(store.require("recordings", part.recording))
        for picture, _, count in Painter(segment, pixels).frames():
            for _ in range(count):
                yield picture


def _decoded(clip: Path) -> Iterator[av.VideoFrame]:
    with av.open(str(clip)) as source:
        yield from source.decode(video=0)


def _luma(frame: av.VideoFrame) -> np.ndarray:
    return frame.to_ndarray(format="yuv420p")[: frame.height]


def _bt709(picture: np.ndarray) -> np.ndarray:
    height, width = picture.shape[:2]
    canvas = YuvCanvas(width, height)
    canvas.update(picture, [(0, 0, width, height)])
    return canvas.planes[0]


def _as_manim(picture: np.ndarray) -> np.ndarray:
    return _luma(av.VideoFrame.from_ndarray(picture, format="rgba").reformat(format="yuv420p"))
