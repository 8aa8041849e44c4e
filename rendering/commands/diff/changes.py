"""What became of published pictures, scene by scene."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class BeatChange:
    """A beat that isn't what was published."""

    name: str
    kind: str  # changed, new or gone
    caption_before: str
    caption_after: str
    moments: Any  # list of compare.Moment, once the comparison is over


@dataclass
class SceneChange:
    """What became of a scene's beats."""

    scene: str
    title: str
    fps: int
    changed: list[BeatChange] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
