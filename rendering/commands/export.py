"""Scenes in other formats than mp4, from the same recordings.

An export is one scene in one format; it has an entry of its own in the manifest, and is made again when that
entry's recipe is not the present one or its files are damaged.
"""

import time
from dataclasses import replace

from rendering.model.formats import FORMATS
from rendering.project import CACHE
from rendering.provenance.recipe import Recipe, Sources
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing import place as publish
from rendering.recording.process import scores_of
from rendering.scheduling.painters import worker_pool
from rendering.scheduling.request import Request, performances, recipes_of, validate


def export(request: Request, formats: list[str], transparent: bool) -> int:
    """Bring the exports of a request's scenes up to date; returns the exit code."""
    validate(request, request.scenes)
    for form in formats:
        settings = replace(request.settings, rate=FORMATS[form].rate)
        _export(replace(request, settings=settings), form, transparent)
    return 0


def _export(request: Request, form: str, transparent: bool) -> None:
    sources = Sources()
    scenes = recipes_of(request, sources)
    recipes = {name: export_recipe(scene, form, transparent, sources) for name, scene in scenes.items()}
    entries = manifest.exports(request.out)
    stale = [
        name
        for name, recipe in recipes.items()
        if not manifest.fresh(request.out, entries.get((name, form)), recipe.key)
    ]
    if stale:
        _make(request, {name: scenes[name] for name in stale}, recipes, form, transparent)
    if len(stale) < len(scenes):
        print(f"{form}: {len(scenes) - len(stale)} up to date in {request.out}")


def export_recipe(scene: Recipe, form: str, transparent: bool, sources: Sources) -> Recipe:
    """What an export is made from: what its scene is made from, and what writes the format."""
    files = [sources.file(name) for name in sources.closure("rendering.publishing.export_work")]
    return replace(
        scene,
        sources={**scene.sources, **{sources.name(path): sources.digest(path) for path in files}},
        settings={**scene.settings, "format": form, "transparent": str(transparent).lower()},
    )


def _make(
    request: Request,
    scenes: dict[str, Recipe],
    recipes: dict[str, Recipe],
    form: str,
    transparent: bool,
) -> None:
    from rendering.publishing.exports import Look, prepare  # imports Manim

    store = Store(CACHE)
    look = Look(form, request.settings.pixels, transparent)
    with worker_pool(request.jobs) as pool, publish.aside(request.out) as place:
        for score in scores_of(performances(request, scenes), store, request.jobs):
            name, started = score.scene, time.monotonic()
            entry = {**prepare(score, look, store, pool, place), "recipe": recipes[name].key}
            publish.move_export_in(place, entry, request.out)
            count = len(entry["checksums"])
            print(f"{name}: {count} {form} files in {request.out / name} ({time.monotonic() - started:.1f} s)")
    store.prune()
