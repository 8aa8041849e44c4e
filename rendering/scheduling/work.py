"""What other processes do: paint a segment, make a scene's files.

The imports stand inside the functions: the process that hands the work out needs none of them, nor the time they
take.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rendering.model.score import Part, Score
from rendering.provenance.store import Store

if TYPE_CHECKING:
    from rendering.publishing.place import Published

#: Added to the niceness of what paints: recording finds the work, so it goes first wherever both want a core.
PATIENCE = 10


def encode(data: bytes, pixels: tuple[int, int]) -> bytes:
    """Paint and encode a recorded segment."""
    from rendering.encoding.h264 import encode_segment

    return encode_segment(data, pixels)


def paint_posters(score: Score, pixels: tuple[int, int], store: Store, place: Path, before: "Published | None") -> None:
    """Write a scene's pictures into `place`."""
    from rendering.publishing.clips import paint_posters

    paint_posters(score, pixels, store, place, before)


def prepare(
    score: Score,
    clips: list[str],
    pixels: tuple[int, int],
    store: Store,
    place: Path,
    before: "Published | None",
) -> dict[str, Any]:
    """Make a scene's other files in `place`; returns the manifest entry of all."""
    from rendering.publishing.clips import prepare

    return prepare(score, clips, pixels, store, place, before)


def still(store: Store, part: Part, frame: int, pixels: tuple[int, int]) -> bytes:
    """A frame of a recorded segment as a PNG file."""
    from rendering.painting.stills import paint_still, png

    return png(paint_still(store, part, frame, pixels))
