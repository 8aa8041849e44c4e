"""What `deck` and `page` share: rendered clips as a lecture, its colours, and files written in one go."""

import os
from pathlib import Path

from rendering.model.settings import Settings
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
    """Write a file aside and move it into its place; returns its size in bytes."""
    data = content.encode() if isinstance(content, str) else content
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    aside.write_bytes(data)
    os.replace(aside, target)
    return len(data)


def told_size(size: int) -> str:
    """A file's size for people."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
