"""One scene that is to be recorded, and what follows from it alone; no Manim is needed to ask for it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.errors import UserError, suggestion
from rendering.model.settings import Settings
from rendering.provenance.store import content_key


@dataclass(frozen=True)
class Performance:
    """One scene to be recorded: everything that another process needs to know."""

    scene: str
    module: str
    parameters: dict[str, Any]
    settings: Settings
    store: Path
    sweep: str = ""  # in place of the beats
    name: str = ""  # the clip's; the scene's if empty

    @property
    def clip(self) -> str:
        """What the clip is called."""
        return self.name or self.scene

    @property
    def key(self) -> str:
        """The hash by which the store knows it: of all that is given, but not of the code."""
        given = [self.scene, self.module, self.parameters, self.settings.as_dict(), self.sweep, self.name]
        return content_key(json.dumps(given, sort_keys=True))


def chosen_beats(scene: str, names: list[str], wanted: str) -> list[int]:
    """The numbers, from 0, of the beats that are wanted by name or number, in the order in which they are played.

    All, if none are named.
    """
    numbers = set()
    for each in (part.strip() for part in wanted.split(",") if part.strip()):
        if each in names:
            numbers.add(names.index(each))
        elif each.isdecimal() and 1 <= int(each[:9]) <= len(names):
            numbers.add(int(each) - 1)
        else:
            raise UserError(f"{scene} has no beat {each[:60]!r} among its {len(names)}; {suggestion(each[:60], names)}")
    return sorted(numbers) or list(range(len(names)))


def theme_of(settings: Settings) -> Any:
    """A theme of ours by name, or somebody's own."""
    if not settings.palette:
        return settings.theme
    from scenes.kit.contrast import themed

    return themed(settings.theme, settings.colours)
