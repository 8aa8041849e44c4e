"""Render whatever is stale."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering import manifest
from rendering.catalogue import catalogue, load
from rendering.errors import UserError
from rendering.recipe import ROOT, Sources, painter_fingerprint, recipe_of
from rendering.settings import Settings

CACHE = ROOT / ".cache"


@dataclass(frozen=True)
class Request:
    """What is to be rendered, and where to."""

    scenes: dict[str, str]  # name: module
    settings: Settings
    parameters: dict[str, Any]
    out: Path
    jobs: int


def all_cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def render(request: Request) -> int:
    """Bring the output folder up to date; returns the exit code."""
    started = time.monotonic()
    sources = Sources()
    entries = manifest.read(request.out)
    recipes = {
        name: recipe_of(module, request.parameters, request.settings, sources).key
        for name, module in request.scenes.items()
    }
    stale = {n: k for n, k in recipes.items() if not manifest.fresh(request.out, entries.get(n), k)}
    errors = _render_stale(request, stale, sources) if stale else []
    for error in errors:
        print_error(error)
    _report(
        request, len(recipes) - len(stale), len(stale) - len(errors), len(errors), time.monotonic() - started
    )
    if any(isinstance(error, UserError) for error in errors):
        return 2
    return 1 if errors else 0


def _report(request: Request, kept: int, made: int, failed: int, seconds: float) -> None:
    counts = ((made, "rendered"), (kept, "up to date"), (failed, "failed"))
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    print(f"{told}; clips in {request.out} ({seconds:.1f} s)")


def print_error(error: Exception) -> None:
    """Say what went wrong, without the traceback of this program."""
    import sys

    print(f"error: {error}", file=sys.stderr)


def _render_stale(request: Request, stale: dict[str, str], sources: Sources) -> list[Exception]:
    # Imported here: nothing of this is needed when all is fresh.
    from rendering import publish, work
    from rendering.perform import Performance, validated
    from rendering.progress import watcher_for
    from rendering.schedule import SPAWN, Render, Schedule
    from rendering.store import Store

    if request.parameters:  # before anything is written
        for name in stale:
            validated(load(name, request.scenes[name]), request.parameters)
    store = Store(CACHE)
    with ExitStack() as stack:
        place = stack.enter_context(publish.aside(request.out))
        pool = ProcessPoolExecutor(request.jobs, mp_context=SPAWN, initializer=work.start)
        stack.callback(pool.shutdown, cancel_futures=True)
        watcher = stack.enter_context(watcher_for(list(stale)))
        renders = [
            Render(
                Performance(
                    name, request.scenes[name], request.parameters, request.settings, key, store.root
                ),
                place,
            )
            for name, key in stale.items()
        ]
        schedule = Schedule(
            store,
            painters=pool,
            local=pool,
            jobs=request.jobs,
            painting_slots=request.jobs,
            fingerprint=painter_fingerprint(sources),
            watcher=watcher,
        )
        errors = schedule.run(renders, request.out, list(catalogue()))
    store.prune()
    return errors
