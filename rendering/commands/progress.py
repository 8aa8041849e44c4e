"""How a render goes: a live table on a terminal, a line a scene elsewhere."""

import sys
import time
from contextlib import AbstractContextManager
from typing import Any


def line_for(scene: str, entry: dict[str, Any], painted: int, seconds: float) -> str:
    """What is said of a finished scene."""
    kept = entry["frames"] - painted
    reused = f", {kept} of {entry['frames']} frames kept" if kept else ""
    return f"{scene}: {entry['duration']:.1f} s of film, {len(entry['beats'])} beats{reused} ({seconds:.1f} s)"


class Plain(AbstractContextManager["Plain"]):
    """One line for each scene as it is finished: for logs."""

    def __init__(self, scenes: list[str]):
        self.started = time.monotonic()
        self.anew = dict.fromkeys(scenes, 0)
        self.total_anew = 0

    def __exit__(self, *_: Any) -> None:
        return None

    def recorded(self, scene: str, beat: str, frames: int) -> None:
        """A segment was recorded."""

    def painted(self, scene: str, frames: int, anew: bool) -> None:
        """A segment was painted, or found in the store."""
        if anew:
            self.anew[scene] += frames
            self.total_anew += frames

    def published(self, scene: str, entry: dict[str, Any]) -> None:
        """A scene's files are in place."""
        self.say(line_for(scene, entry, self.anew[scene], time.monotonic() - self.started))

    def failed(self, scene: str, error: Exception) -> None:
        """A scene came to nothing; the error is shown at the end."""
        self.say(f"{scene}: failed")

    def say(self, line: str) -> None:
        """Print a line."""
        print(line, flush=True)


class Live(Plain):
    """A bar a scene with its beat, frames a second and time left."""

    def __init__(self, scenes: list[str]):
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        super().__init__(scenes)
        self.bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.completed:>5.0f}/{task.fields[known]} frames"),
            TextColumn("{task.fields[rate]:>4.0f}/s"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[beat]}", style="dim"),
        )
        self.tasks: dict[str, Any] = {}

    def __enter__(self) -> "Live":
        self.bars.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.bars.stop()

    def recorded(self, scene: str, beat: str, frames: int) -> None:
        """Count a segment and show its beat."""
        if scene not in self.tasks:
            self.tasks[scene] = self.bars.add_task(scene, total=0, beat=beat, rate=0, known=0)
        task = self.bars.tasks[self.bars.task_ids.index(self.tasks[scene])]
        total = (task.total or 0) + frames
        self.bars.update(self.tasks[scene], total=total, known=total, beat=beat)

    def painted(self, scene: str, frames: int, anew: bool) -> None:
        """Move the bar."""
        super().painted(scene, frames, anew)
        self.bars.update(self.tasks[scene], advance=frames, rate=self.total_anew / (time.monotonic() - self.started))

    def published(self, scene: str, entry: dict[str, Any]) -> None:
        """Replace the bar by a line."""
        self._remove(scene)
        super().published(scene, entry)

    def failed(self, scene: str, error: Exception) -> None:
        """Replace the bar by a line."""
        self._remove(scene)
        super().failed(scene, error)

    def _remove(self, scene: str) -> None:
        if scene in self.tasks:
            self.bars.remove_task(self.tasks.pop(scene))

    def say(self, line: str) -> None:
        """Print a line above the bars."""
        self.bars.console.print(line, markup=False, highlight=False)


def watcher_for(scenes: list[str]) -> Plain:
    """The display that suits where standard output goes."""
    return Live(scenes) if sys.stdout.isatty() else Plain(scenes)
