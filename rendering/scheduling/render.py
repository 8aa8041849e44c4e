"""How far a scene is on its way from performance to files, and who is told."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from rendering.model.account import Account, MadeFrom
from rendering.model.formats import MP4, Look
from rendering.model.score import Part, Score
from rendering.publishing import place as publish
from rendering.recording.performance import Performance
from rendering.scheduling.request import clip_settings

#: Frames between key frames of a sweep, in which viewers search.
SWEEP_KEYS = 15


@dataclass
class Render:
    """How far a scene is."""

    performance: Performance
    place: Path  # folder for its files in the making
    rank: int  # when its turn is
    entry: dict[str, Any] | None = None  # what is published of it
    parts: list[Part] = field(default_factory=list)
    score: Score | None = None
    account: Account | None = None
    made_from: MadeFrom | None = None
    before: publish.Published | None = None  # what of that would be the same now
    waiting: set[str] = field(default_factory=set)  # clips that are being painted, sweeps, and STILLS
    painted: bool = False  # whether any of its segments was, or is being
    publishing: bool = False
    over: bool = False
    with_sweeps: bool = False
    whole: "Render | None" = None  # of a sweep, the scene that it is published with
    sweeps: "list[Render]" = field(default_factory=list)

    @property
    def look(self) -> Look:
        """How its segments are painted."""
        settings = self.performance.settings
        return Look(MP4, settings.sought, key_every=SWEEP_KEYS) if self.whole else Look(MP4, settings.pixels)

    @property
    def settings(self) -> dict[str, Any]:
        """What it is made with."""
        return clip_settings(self.performance.settings, self.with_sweeps)


class Watcher(Protocol):
    """Who is told how it goes."""

    def recorded(self, scene: str, beat: str, frames: int) -> None:
        """A segment was recorded."""

    def painted(self, scene: str, frames: int, anew: bool) -> None:
        """A segment was painted, or found in the store."""

    def published(self, scene: str, entry: dict[str, Any]) -> None:
        """A scene's files are in place."""

    def failed(self, scene: str, error: Exception) -> None:
        """A scene came to nothing."""
