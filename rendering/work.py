"""What other processes do: record a scene, paint a segment, make a scene's files.

Everything that a picture depends on is imported from here, so this module's imports are part of every recipe.
"""

import os
import signal
import threading
import traceback
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from rendering.encode import encode_segment
from rendering.errors import SceneError, UserError
from rendering.perform import Performance, perform
from rendering.publish import prepare

__all__ = ["encode_segment", "prepare", "record", "start"]


def start() -> None:
    """Set up a worker: Ctrl-C ends it without a word, and so does the death of the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_leave_with, args=(parent_process(),), daemon=True).start()


def _leave_with(parent) -> None:
    wait([parent.sentinel])
    os._exit(1)


def record(performance: Performance, pipe: Connection) -> None:
    """Record a scene and report: ("part", beat name, part) for each segment, then ("score", score) or ("failed", …)."""
    start()
    try:
        score = perform(performance, lambda beat, part: pipe.send(("part", beat, part)))
        pipe.send(("score", score))
    except UserError as error:
        pipe.send(("failed", UserError(str(error))))
    except SceneError as error:
        pipe.send(("failed", SceneError(str(error))))
    except OSError as error:  # a full disk, for one
        pipe.send(("failed", SceneError(f"{performance.scene}: {error}")))
    except Exception:  # whatever a scene's own code may raise: its author wants to see where
        pipe.send(("failed", SceneError(f"{performance.scene} failed:\n{traceback.format_exc().rstrip()}")))
