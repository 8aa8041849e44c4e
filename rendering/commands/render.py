"""Render whatever is stale."""

import sys
import time

from rendering.commands.progress import watcher_for
from rendering.errors import UserError
from rendering.project import CACHE, catalogue
from rendering.provenance.recipe import Recipe, Sources, made_by
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing import place as publish
from rendering.recording.server import get_ready
from rendering.scheduling.painters import painters_for, worker_pool
from rendering.scheduling.request import Request, performances, recipes_of, validate
from rendering.scheduling.schedule import Render, Schedule


def render(request: Request) -> int:
    """Bring the output folder up to date; returns the exit code."""
    started = time.monotonic()
    sources = Sources()
    entries = manifest.read(request.out)
    recipes = recipes_of(request, sources)
    stale = {name: r for name, r in recipes.items() if not manifest.fresh(request.out, entries.get(name), r.key)}
    errors = _render_stale(request, stale, sources) if stale else []
    for error in errors:
        print_error(error)
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
