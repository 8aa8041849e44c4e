"""What is asked for: clips, how they are to look, where they are to go."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rendering.errors import UserError
from rendering.model.formats import MP4
from rendering.model.lined import Lined
from rendering.model.settings import Settings
from rendering.project import CACHE
from rendering.recording.performance import Performance
from rendering.recording.process import call_apart
from rendering.recording.server import get_ready


@dataclass(frozen=True)
class Wanted:
    """One clip: a scene with somebody's numbers. `look` is what of the settings is its own."""

    scene: str
    module: str
    parameters: dict[str, Any] = field(default_factory=dict)
    look: dict[str, str] = field(default_factory=dict)
    place: tuple[Any, ...] = ()  # the table in the talk file that it comes from


@dataclass(frozen=True)
class Request:
    """What is to be rendered, and where to."""

    clips: dict[str, Wanted]  # by name, in their order
    settings: Settings
    out: Path
    jobs: int
    scheduler: str | None = None  # address of a Dask scheduler whose workers paint
    sweeps: bool = False  # whether to make the clips of the scenes' sweeps, too
    title: str = ""  # of all clips together
    order: tuple[str, ...] = ()  # of a talk's clips; else that of the catalogue
    talk: Lined | None = None  # the talk file that the clips come from
    formats: tuple[str, ...] = (MP4,)  # as they were given, with commas
    transparent: bool = False  # without a ground, in formats that can do without one

    def settings_of(self, name: str) -> Settings:
        """How a clip is to look."""
        look: dict[str, Any] = dict(self.clips[name].look)
        return replace(self.settings, **look)

    def in_one_look(self, settings: Settings, out: Path) -> "Request":
        """The same clips, all of them with these settings but for their beats, somewhere else."""
        clips = {
            name: replace(clip, look={key: value for key, value in clip.look.items() if key == "beats"})
            for name, clip in self.clips.items()
        }
        return replace(self, clips=clips, settings=settings, out=out)

    def performances(self, names: Iterable[str]) -> list[Performance]:
        """Some of the clips as they are to be recorded."""
        return [self.performance(name) for name in names]

    def performance(self, name: str) -> Performance:
        """A clip as it is to be recorded."""
        clip = self.clips[name]
        own = "" if name == clip.scene else name
        return Performance(clip.scene, clip.module, clip.parameters, self.settings_of(name), CACHE, name=own)


def clip_settings(settings: Settings, sweeps: bool) -> dict[str, Any]:
    """What a clip is made with, as its manifest entry tells it."""
    return {**settings.as_dict(), **({"sweeps": "yes"} if sweeps else {})}


def all_cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def validate(request: Request, names: Iterable[str]) -> None:
    """Refuse parameters, beats and themes that don't fit, before anything is written."""
    asked = [performance for performance in request.performances(names) if _says_something(performance)]
    if not asked:
        return
    get_ready()
    problems = call_apart("rendering.recording.validation:problems", asked)
    if problems:
        name, key, message = problems[0]
        more = len({name for name, *_ in problems}) - 1
        rest = f" (and {more} more clip{'s' if more > 1 else ''} with a fault)" if more else ""
        raise _placed(request, name, key, message + rest)


def _says_something(performance: Performance) -> bool:
    settings = performance.settings
    return bool(performance.parameters or settings.beats or settings.palette)


def _placed(request: Request, name: str, key: str, message: str) -> UserError:
    """An error with the line of a talk file that it comes from, if it comes from one."""
    if request.talk is None:
        return UserError(message)
    place = request.clips[name].place
    if key == "theme":
        return request.talk.error(message, "themes", request.settings_of(name).theme)
    common = ("defaults", key)
    own = (*place, key) in request.talk.lines or common not in request.talk.lines
    return request.talk.error(message, *((*place, key) if own else common))
