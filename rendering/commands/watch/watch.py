"""Render a scene again whenever its sources are saved, and show it on a page that refreshes itself.

Each render is a process of its own (`ready`), as this one has long imported the code that is being edited. The page
is a file: it asks for `watch.js` again and again, which a page opened from disk may do, while fetching it may not.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from rendering.commands.watch.ready import ReadyRender
from rendering.project import PACKAGES, ROOT
from rendering.provenance.store import write_whole
from rendering.publishing import manifest

PAGE_NAME, STATE_NAME = "watch.html", "watch.js"
PAGE = Path(__file__).with_name("page.html")
QUIET = 0.2  # seconds without an event: editors save in several steps


class Saved(FileSystemEventHandler):
    """Notes when something that could matter was written."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.program = threading.Event()  # whether a file of this program itself was

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Set the event, but not for reading, for folders, nor for what Python and editors leave behind."""
        path = Path(os.fsdecode(event.dest_path or event.src_path))
        left_behind = path.name.startswith(".") or path.name.endswith("~") or "__pycache__" in path.parts
        if event.event_type in ("created", "modified", "moved", "deleted") and not (event.is_directory or left_behind):
            if path.is_relative_to(ROOT / "rendering"):
                self.program.set()
            self.event.set()

    def wait(self) -> None:
        """Wait for the next change, and until no other follows."""
        self.event.wait()
        while self.event.is_set():
            self.event.clear()
            time.sleep(QUIET)


def watch(scene: str, options: list[str], folder: Path) -> int:
    """Render now and after every change until Ctrl-C; returns the exit code."""
    saved, ready = Saved(), ReadyRender("render", scene, *options, "--out", str(folder))
    observer = Observer()
    for package in PACKAGES:
        observer.schedule(saved, str(ROOT / package), recursive=True)
    observer.start()
    try:
        code = _refresh(scene, ready, folder)
        if code == 2:  # the command itself is wrong: nothing that an edit would mend
            return code
        print(f"watching {scene}; open {folder / PAGE_NAME} (Ctrl-C ends)", flush=True)
        while True:
            ready.begin()
            saved.wait()
            if saved.program.is_set():
                saved.program.clear()
                ready.discard()
            _refresh(scene, ready, folder)
    except KeyboardInterrupt:
        print("stopped watching")
        return 0
    finally:
        ready.discard()
        observer.stop()
        observer.join()


def _refresh(scene: str, ready: ReadyRender, folder: Path) -> int:
    """Render, and tell the terminal and the page how it went."""
    done = ready.run()
    sys.stdout.write(done.stdout)
    sys.stdout.flush()
    sys.stderr.write(done.stderr)
    sys.stderr.flush()
    if done.returncode != 2 or folder.is_dir():  # a wrong command writes nothing, an edit may make it wrong later
        state = json.dumps(_state(scene, folder, done), ensure_ascii=False)
        write_whole(folder / PAGE_NAME, PAGE.read_text(encoding="utf-8").replace("SCENE", scene).encode())
        write_whole(folder / STATE_NAME, f"show({state});\n".encode())
    return done.returncode


def _state(scene: str, folder: Path, done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    """What the page shows: the clip, which is the last good one after an error, and the error."""
    entry = manifest.read(folder).clips.get(scene)
    return {
        "clip": entry and entry["file"],
        "version": entry and entry["checksums"][entry["file"]][1][:16],
        "beats": [{"name": beat["name"], "start": beat["start"]} for beat in entry["beats"]] if entry else [],
        "error": done.stderr.strip() if done.returncode else "",
    }
