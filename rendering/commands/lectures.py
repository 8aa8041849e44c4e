"""What `deck` and `page` share: rendered clips as a lecture, its colours, and files written in one go."""

from pathlib import Path

from rendering.model.settings import Settings
from rendering.provenance.store import write_whole
from rendering.publishing import manifest
from rendering.publishing.lectures.lecture import Lecture, lecture_of

#: What the project's own clips are called together.
TITLE = "Cross-entropy in motion"


def read_lecture(folder: Path, names: list[str], title: str) -> Lecture:
    """The clips of these names, as they were rendered into the folder."""
    return lecture_of(folder, manifest.document(folder), names, title or TITLE)


def palette(settings: Settings) -> dict[str, str]:
    """The colours by role, as ``#RRGGBB``, of one of our themes or of somebody's own."""
    from scenes.kit.contrast import themed
    from scenes.kit.theme import THEMES  # imports Manim

    own = settings.colours
    return (themed(settings.theme, own) if own else THEMES[settings.theme]).roles()


def write(target: Path, content: str | bytes) -> int:
    """Write a file in one go; returns its size in bytes."""
    data = content.encode() if isinstance(content, str) else content
    write_whole(target, data)
    return len(data)
