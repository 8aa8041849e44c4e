"""Single frames of a recorded scene as pictures."""

import io

import numpy as np
from PIL import Image

from rendering.model.score import Part
from rendering.model.segment import Segment
from rendering.painting.painter import Painter
from rendering.provenance.store import Store


def segment_of(store: Store, part: Part) -> Segment:
    """A recorded segment from the store."""
    return Segment.from_bytes(store.require("recordings", part.recording))


def run_of(segment: Segment, frame: int) -> int:
    """The run that holds a frame, counted from 0, or from the end if negative."""
    ends = np.cumsum([count for _, count in segment.runs])
    return int(np.searchsorted(ends, frame % segment.frames, side="right"))


def paint_still(store: Store, part: Part, frame: int, pixels: tuple[int, int]) -> np.ndarray:
    """The pixels (height, width, RGB) of a segment's frame, counted from 0, or from the end if negative."""
    segment = segment_of(store, part)
    painted = Painter(segment.alone(run_of(segment, frame)), pixels).still(0)  # other runs' shapes need no outlines
    return np.asarray(Image.fromarray(painted).convert("RGB"))  # several times faster than by slices


def png(pixels: np.ndarray) -> bytes:
    """As a PNG file; lightly compressed, since drawings are small anyway and time is dearer."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=3)
    return out.getvalue()
