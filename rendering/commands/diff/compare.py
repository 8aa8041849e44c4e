"""A beat before and after a change: the moments at which its pictures differ most."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Colorspace, Interpolation
from PIL import Image

from rendering.model.score import Part
from rendering.painting.painter import Painter
from rendering.painting.stills import paint_still, segment_of
from rendering.provenance.store import Store

MOMENTS = 3
SHOWN_WIDTH = 800  # pixels on the page
ALIKE = 1.0  # pictures that differ by fewer levels than that are not shown twice
COMPARED_WIDTH = 160  # so small that traces of compression vanish


@dataclass(frozen=True)
class Moment:
    """A frame of a beat, counted from 0, as PNG files before and after, or None where there is none."""

    frame: int
    before: bytes | None
    after: bytes | None


def moments(before: Path | None, after: list[Part], store: Store, pixels: tuple[int, int]) -> list[Moment]:
    """What to show of a beat: published as the clip `before`, recorded anew as `after`; either may be absent."""
    old = [_small(frame) for frame in _decoded(before)] if before else []
    new = list(_painted_small(after, store, pixels))
    chosen = _most_different(old, new) if old and new else [max(len(old), len(new)) - 1]
    olds = (
        _pictures_before(before, [min(frame, len(old) - 1) for frame in chosen])
        if before and old
        else [None] * len(chosen)
    )
    news = [_picture_after(after, min(frame, len(new) - 1), store, pixels) if new else None for frame in chosen]
    return [Moment(*each) for each in zip(chosen, olds, news, strict=True)]


def _most_different(old: list[np.ndarray], new: list[np.ndarray]) -> list[int]:
    """At most `MOMENTS` frames that are worth showing; the shorter side holds its last frame."""
    count = max(len(old), len(new))
    pairs = [(old[min(i, len(old) - 1)], new[min(i, len(new) - 1)]) for i in range(count)]
    differences = [_difference(*pair) for pair in pairs]
    chosen: list[int] = []
    # Later ones first: of a change that stays, the end is shown.
    for i in sorted(range(count), key=lambda i: (-round(differences[i], 1), -i)):
        apart = all(abs(i - other) > count / (2 * MOMENTS) for other in chosen)
        repeated = any(max(map(_difference, pairs[i], pairs[other])) < ALIKE for other in chosen)
        if len(chosen) < MOMENTS and apart and not repeated and differences[i] >= max(differences) / 10:
            chosen.append(i)
    return sorted(chosen)


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    """How far two pictures are apart, in levels of 255."""
    return float(np.abs(one.astype(int) - other).mean())


def _decoded(path: Path) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as clip:
        yield from clip.decode(video=0)


def _small(frame: av.VideoFrame) -> np.ndarray:
    return _rgb(frame, COMPARED_WIDTH)


def _rgb(frame: av.VideoFrame, width: int) -> np.ndarray:
    height = 2 * round(frame.height * width / frame.width / 2)
    scaled = frame.reformat(
        width,
        height,
        "rgb24",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        interpolation=Interpolation.AREA,
        threads=1,  # with more, pixels where two of them meet vary
    )
    return scaled.to_ndarray()


def _painted_small(parts: list[Part], store: Store, pixels: tuple[int, int]) -> Iterator[np.ndarray]:
    for part in parts:
        for canvas, _, count in Painter(segment_of(store, part), pixels).frames():
            small = _small(av.VideoFrame.from_ndarray(np.ascontiguousarray(canvas[..., :3]), "rgb24"))
            for _ in range(count):
                yield small


def _pictures_before(path: Path, frames: list[int]) -> list[bytes]:
    found = {i: _png(_rgb(frame, SHOWN_WIDTH)) for i, frame in enumerate(_decoded(path)) if i in frames}
    return [found[i] for i in frames]


def _picture_after(parts: list[Part], frame: int, store: Store, pixels: tuple[int, int]) -> bytes:
    for part in parts:
        if frame < part.frames:
            picture = np.ascontiguousarray(paint_still(store, part, frame, pixels))
            return _png(_rgb(av.VideoFrame.from_ndarray(picture, "rgb24"), SHOWN_WIDTH))
        frame -= part.frames
    raise IndexError(f"the beat ends {frame + 1} frames earlier")


def _png(picture: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG", compress_level=6)
    return out.getvalue()
