"""What is asked for: scenes, how they are to look, where they are to go."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.model.settings import Settings
from rendering.project import CACHE
from rendering.provenance.recipe import Recipe, Sources, recipe_of
from rendering.provenance.store import Store
from rendering.recording.perform import Performance


@dataclass(frozen=True)
class Request:
    """What is to be rendered, and where to."""

    scenes: dict[str, str]  # name: module
    settings: Settings
    parameters: dict[str, Any]
    out: Path
    jobs: int
    scheduler: str | None = None  # address of a Dask scheduler whose workers paint


def all_cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def recipes_of(request: Request, sources: Sources) -> dict[str, Recipe]:
    """The recipe of each scene of a request."""
    with sources.kept(Store(CACHE)):
        return {
            name: recipe_of(module, request.parameters, request.settings, sources)
            for name, module in request.scenes.items()
        }


def performances(request: Request, recipes: dict[str, Recipe]) -> list[Performance]:
    """The scenes of a request as they are to be recorded."""
    return [
        planned(name, request.scenes[name], request.parameters, request.settings, recipe)
        for name, recipe in recipes.items()
    ]


def planned(name: str, module: str, parameters: dict[str, Any], settings: Settings, recipe: Recipe) -> Performance:
    """A scene as it is to be recorded into this project's store."""
    return Performance(name, module, parameters, settings, recipe.key, CACHE)


def validate(request: Request, names: Iterable[str]) -> None:
    """Refuse parameters that don't fit, before anything is written."""
    if request.parameters:
        from rendering.recording.validation import load, validated  # imports Manim

        for name in names:
            validated(load(name, request.scenes[name]), request.parameters)
