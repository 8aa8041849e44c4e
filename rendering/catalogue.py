"""The scenes there are, by name, without importing them."""

import difflib
import importlib
from collections.abc import Sequence

from rendering.errors import UserError


def catalogue() -> dict[str, str]:
    """Scene name -> module, in teaching order."""
    return importlib.import_module("scenes").CATALOGUE


def card() -> tuple[str, str]:
    """Class and module of the film's cards."""
    return importlib.import_module("scenes").CARD


def chosen(names: Sequence[str]) -> dict[str, str]:
    """The named scenes in teaching order, or all of them."""
    scenes = catalogue()
    for name in names:
        if name not in scenes:
            raise UserError(f"no scene is called {name!r}; {suggestion(name, list(scenes))}")
    return {name: module for name, module in scenes.items() if not names or name in names}


def suggestion(name: str, known: list[str]) -> str:
    """What could have been meant, or all that there is."""
    by_lower = {each.lower().replace("-", ""): each for each in known}
    close = difflib.get_close_matches(name.lower().replace("-", "").replace("_", ""), by_lower, n=3)
    if close:
        return f"did you mean {' or '.join(by_lower[match] for match in close)}?"
    return f"there are: {', '.join(known)}"


def load(name: str, module: str) -> type:
    """Import a scene's class; this imports Manim."""
    return getattr(importlib.import_module(module), name)
