"""What other processes do: record a scene, paint a segment, make a scene's files.

All that a picture depends on is imported from here, so this module's imports are part of every recipe. They
stand inside the functions: the process that hands the work out needs none of them, nor the time they take.
"""

import os
import signal
import threading
import traceback
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rendering.errors import DivergedError, SceneError, UserError
from rendering.score import Part, Score
from rendering.store import Store

if TYPE_CHECKING:
    from rendering.perform import Performance
    from rendering.publish import Published


#: Added to the niceness of what paints: recording finds the work, so it goes first wherever both want a core.
PATIENCE = 10


def start(patience: int = 0) -> None:
    """Set up a worker: Ctrl-C ends it without a word, and so does the end of the process that started it."""
    os.nice(patience)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_leave_with, args=(parent_process(),), daemon=True).start()


def _leave_with(parent) -> None:
    wait([parent.sentinel])
    os._exit(1)


def record(performance: "Performance", pipe: Connection) -> None:
    """Record a scene and report.

    Sends ("part", beat's name, part) for each segment, then ("score", score), ("failed", error), or ("diverged",)
    if a new process has to begin again.
    """
    start()
    from rendering.footprint import note
    from rendering.perform import perform

    try:
        score = perform(performance, lambda beat, part: pipe.send(("part", beat, part)), note(Store(performance.store)))
        pipe.send(("score", score))
    except DivergedError:
        pipe.send(("diverged",))
    except (UserError, SceneError) as error:
        pipe.send(("failed", error))
    except OSError as error:  # a full disk, for one
        pipe.send(("failed", SceneError(f"{performance.scene}: {error}")))
    except Exception:  # whatever a scene's own code may raise: its author wants to see where
        pipe.send(("failed", SceneError(f"{performance.scene} failed:\n{traceback.format_exc().rstrip()}")))


def encode(data: bytes, pixels: tuple[int, int]) -> bytes:
    """Paint and encode a recorded segment."""
    from rendering.encode import encode_segment

    return encode_segment(data, pixels)


def paint_posters(score: Score, pixels: tuple[int, int], store: Store, place: Path, before: "Published | None") -> None:
    """Write a scene's pictures into `place`."""
    from rendering.files import paint_posters

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
    from rendering.files import prepare

    return prepare(score, clips, pixels, store, place, before)


def still(store: Store, part: Part, frame: int, pixels: tuple[int, int]) -> bytes:
    """A frame of a recorded segment as a PNG file."""
    from rendering.stills import paint_still, png

    return png(paint_still(store, part, frame, pixels))
