"""What is asked for: scenes, how they are to look, where they are to go."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.model.settings import Settings
from rendering.project import CACHE
from rendering.recording.perform import Performance
from rendering.recording.process import call_apart
from rendering.recording.server import get_ready


@dataclass(frozen=True)
class Request:
    """What is to be rendered, and where to."""

    scenes: dict[str, str]  # name: module
    settings: Settings
    parameters: dict[str, Any]
    out: Path
    jobs: int
    scheduler: str | None = None  # address of a Dask scheduler whose workers paint
    sweeps: bool = False  # whether to make the clips of the scenes' sweeps, too

    def performances(self, names: Iterable[str]) -> list[Performance]:
        """Some of the scenes as they are to be recorded."""
        return [Performance(name, self.scenes[name], self.parameters, self.settings, CACHE) for name in names]


def clip_settings(settings: Settings, sweeps: bool) -> dict[str, Any]:
    """What a clip is made with, as its manifest entry tells it."""
    return {**settings.as_dict(), **({"sweeps": "yes"} if sweeps else {})}


def all_cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def validate(request: Request, names: Iterable[str]) -> None:
    """Refuse parameters that don't fit, before anything is written."""
    if request.parameters:
        get_ready()
        call_apart(
            "rendering.recording.validation:check", {name: request.scenes[name] for name in names}, request.parameters
        )
