"""The files of an export, one by one, as other processes write them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rendering.encoding import alpha
from rendering.encoding.gif import gif
from rendering.model.formats import Look
from rendering.model.score import Part
from rendering.model.segment import Segment
from rendering.painting.painter import Painter
from rendering.painting.stills import png, run_of, segment_of
from rendering.painting.vector import vector_still
from rendering.provenance.store import Store


def _segment(store: Store, part: Part, look: Look) -> Segment:
    return alpha.ground_left_out(segment_of(store, part), look)


def write_clip(store: Store, keys: list[str], fps: int, frames: int, look: Look, path: Path) -> None:
    """Join encoded segments into a file."""

    segments: Iterator[bytes] = (store.require("clips", key) for key in keys)
    alpha.join(segments, path, look.form, fps, look.transparent)
    alpha.check(path, frames)


def write_gif(store: Store, parts: list[Part], look: Look, path: Path) -> None:
    """Write some parts as one GIF."""
    path.write_bytes(gif([_segment(store, part, look) for part in parts], look.pixels))


def write_still(store: Store, part: Part, frame: int, title: str, alt: str, look: Look, path: Path) -> None:
    """Write a frame of a part, counted from 0, or from the end if negative; drawings have titles."""
    segment = _segment(store, part, look)
    run = run_of(segment, frame)
    if look.form == "png":
        pixels = Painter(segment, look.pixels).still(run)
        path.write_bytes(png(alpha.straight(pixels) if look.transparent else np.ascontiguousarray(pixels[..., :3])))
    else:
        path.write_bytes(vector_still(segment, run, look.form, look.transparent, title, alt))
