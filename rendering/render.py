"""Render whatever is stale."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering import manifest, publish, sheet, work
from rendering.ahead import FRESH, get_ready, note_seen
from rendering.apart import scores_of
from rendering.catalogue import catalogue, load
from rendering.errors import UserError
from rendering.painters import Painters, cluster
from rendering.perform import Performance, validated
from rendering.progress import watcher_for
from rendering.recipe import ROOT, Recipe, Sources, made_by, painter_fingerprint, recipe_of
from rendering.schedule import Render, Schedule
from rendering.settings import Settings
from rendering.store import Store

CACHE = ROOT / ".cache"


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


def render(request: Request) -> int:
    """Bring the output folder up to date; returns the exit code."""
    started, moment = time.monotonic(), time.time()
    sources = Sources()
    entries = manifest.read(request.out)
    recipes = recipes_of(request, sources)
    stale = {name: r for name, r in recipes.items() if not manifest.fresh(request.out, entries.get(name), r.key)}
    errors = _render_stale(request, stale, sources) if stale else []
    for error in errors:
        print_error(error)
    if not errors:
        note_seen(moment)
    _report(request, len(recipes) - len(stale), len(stale) - len(errors), len(errors), time.monotonic() - started)
    if any(isinstance(error, UserError) for error in errors):
        return 2
    return 1 if errors else 0


def _report(request: Request, kept: int, made: int, failed: int, seconds: float) -> None:
    counts = ((made, "rendered"), (kept, "up to date"), (failed, "failed"))
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    print(f"{told}; clips in {request.out} ({seconds:.1f} s)")


def print_error(error: Exception) -> None:
    """Say what went wrong, without the traceback of this program."""
    print(f"error: {error}", file=sys.stderr)


def performances(request: Request, recipes: dict[str, Recipe]) -> list[Performance]:
    """The scenes of a request as they are to be recorded."""
    return [
        planned(name, request.scenes[name], request.parameters, request.settings, recipe)
        for name, recipe in recipes.items()
    ]


def planned(name: str, module: str, parameters: dict[str, Any], settings: Settings, recipe: Recipe) -> Performance:
    """A scene as it is to be recorded into this project's store."""
    return Performance(name, module, parameters, settings, recipe.key, CACHE, recipe.given, recipe.drawing_code)


def validate(request: Request, names: Iterable[str]) -> None:
    """Refuse parameters that don't fit, before anything is written."""
    if request.parameters:
        for name in names:
            validated(load(name, request.scenes[name]), request.parameters)


@contextmanager
def worker_pool(jobs: int) -> Iterator[Executor]:
    """Processes on this machine."""
    with ProcessPoolExecutor(jobs, mp_context=FRESH, initializer=work.start, initargs=(work.PATIENCE,)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # what is waiting is of no use any more
            raise


@contextmanager
def painters_for(request: Request, pool: Executor, sources: Sources) -> Iterator[Painters]:
    """Who paints for a request: a cluster, or the processes of `pool`."""
    fingerprint = painter_fingerprint(sources)
    if request.scheduler:
        with cluster(request.scheduler, fingerprint) as painters:
            yield painters
    else:
        yield Painters(pool, request.jobs, fingerprint)


def _render_stale(request: Request, stale: dict[str, Recipe], sources: Sources) -> list[Exception]:
    get_ready()
    validate(request, stale)
    store = Store(CACHE)
    with (
        publish.aside(request.out) as place,
        worker_pool(request.jobs) as pool,
        painters_for(request, pool, sources) as painters,
        watcher_for(list(stale)) as watcher,
    ):
        schedule = Schedule(store, painters, pool, request.jobs, watcher)
        entries = manifest.read(request.out)
        renders = []
        for rank, performance in enumerate(performances(request, stale)):
            made = made_by(stale[performance.scene])
            before = publish.published(request.out, entries.get(performance.scene), made["made_from"])
            renders.append(Render(performance, place, made, rank, before))
        errors = schedule.run(renders, request.out, list(catalogue()))
    store.prune()
    return errors


def make_sheets(request: Request, frames: int, beat: str | None) -> None:
    """Write a contact sheet of each scene."""
    validate(request, request.scenes)
    store = Store(CACHE)
    recipes = recipes_of(request, Sources())
    with worker_pool(request.jobs) as pool:
        for score in scores_of(performances(request, recipes), store, max(1, request.jobs)):
            target = request.out / f"{score.scene}-sheet.png"
            samples = sheet.sample(score, frames, score.beat_number(beat) if beat else None)
            sheet.make_sheet(score, samples, request.settings.pixels, store, pool, target)
            print(f"{score.scene}: {len(samples)} frames in {target}")
