"""Where things are: the project's folders, and its scenes by name, without importing them."""

import importlib
import os
from collections.abc import Sequence
from pathlib import Path

from rendering.errors import UserError, suggestion

ROOT = Path(__file__).resolve().parents[1]
#: What draws; of its code a picture depends on what ran.
DRAWING = ("mathcore", "scenes")
PACKAGES = (*DRAWING, "rendering")
#: The store's folder.
CACHE = Path(os.environ.get("CROSS_ENTROPY_CACHE") or ROOT / ".cache").absolute()
#: The output folder, unless another is asked for.
CLIPS = ROOT / "clips"


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
