"""What other processes do for an export. Its imports are part of each export's recipe; see `work`."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rendering.encoding import alpha
from rendering.encoding.gif import gif
from rendering.errors import SceneError
from rendering.model.score import Part
from rendering.model.segment import Segment
from rendering.painting.painter import Painter
from rendering.painting.stills import png, run_of, segment_of
from rendering.painting.vector import vector_still
from rendering.provenance.store import Store


@dataclass(frozen=True)
class Look:
    """How an export looks."""

    form: str
    pixels: tuple[int, int]
    transparent: bool


def _segment(store: Store, part: Part, look: Look) -> Segment:
    segment = segment_of(store, part)
    return replace(segment, background=(0, 0, 0, 0)) if look.transparent else segment


def paint(store: Store, part: Part, look: Look, key: str) -> None:
    """Put a part's encoded segment into the store."""
    store.put("clips", key, alpha.encode_segment(_segment(store, part, look), look.pixels, look.form))


def write_clip(store: Store, keys: list[str], fps: int, frames: int, look: Look, path: Path) -> None:
    """Join encoded segments into a file."""

    def segments():
        for key in keys:
            data = store.get("clips", key)
            if data is None:
                raise SceneError(f"painted segment {key} was lost or damaged meanwhile; render again to make it anew")
            yield data

    alpha.join(segments(), path, look.form, fps, look.transparent)
    alpha.check(path, frames)


def write_gif(store: Store, parts: list[Part], look: Look, path: Path) -> None:
    """Write some parts as one GIF."""
    path.write_bytes(gif([_segment(store, part, look) for part in parts], look.pixels))


def write_still(store: Store, part: Part, frame: int, look: Look, path: Path) -> None:
    """Write a frame of a part, counted from 0, or from the end if negative."""
    segment = _segment(store, part, look)
    run = run_of(segment, frame)
    if look.form == "png":
        pixels = Painter(segment, look.pixels).still(run)
        path.write_bytes(png(alpha.straight(pixels) if look.transparent else np.ascontiguousarray(pixels[..., :3])))
    else:
        path.write_bytes(vector_still(segment, run, look.form, look.transparent))
