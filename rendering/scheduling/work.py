"""What other processes do beside painting segments: make a scene's files.

The imports stand inside the functions: the process that hands the work out needs none of them, nor the time they
take.
"""

import importlib
from typing import Any

from rendering.model.score import Part
from rendering.provenance.store import Store

#: Added to the niceness of what paints: recording finds the work, so it goes first wherever both want a core.
PATIENCE = 10


def wake() -> None:
    """Do nothing: a process has begun when it is asked for this.

    The code that paints is loaded with the first thing to paint, and refused if it has been changed by then.
    """


def call(function: str, *arguments: Any) -> Any:
    """What any other function returns, given as "module:name"."""
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)(*arguments)


def still(store: Store, part: Part, frame: int, pixels: tuple[int, int]) -> bytes:
    """A frame of a recorded segment as a PNG file."""
    from rendering.painting.stills import paint_still, png

    return png(paint_still(store, part, frame, pixels))
