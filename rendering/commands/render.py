"""Render whatever is stale."""

import sys
import time

from rendering.commands.freshness import clip_reasons
from rendering.commands.progress import watcher_for
from rendering.errors import UserError
from rendering.publishing import manifest
from rendering.publishing import place as publish
from rendering.recording.performance import Performance
from rendering.recording.server import get_ready
from rendering.scheduling.painters import painters_for, worker_pool, writer_pool
from rendering.scheduling.present import Present
from rendering.scheduling.render import Render
from rendering.scheduling.renewal import renew
from rendering.scheduling.request import Request, validate
from rendering.scheduling.schedule import Schedule


def render(request: Request) -> int:
    """Bring the output folder up to date; returns the exit code."""
    started = time.monotonic()
    present = Present()
    stale = [name for name, reasons in clip_reasons(request, present).items() if reasons]
    errors = _render_stale(request, stale, present) if stale else []
    for error in errors:
        print(f"error: {error}", file=sys.stderr)
    _report(request, len(stale), len(errors), time.monotonic() - started)
    if any(isinstance(error, UserError) for error in errors):
        return 2
    return 1 if errors else 0


def _report(request: Request, stale: int, failed: int, seconds: float) -> None:
    counts = ((stale - failed, "rendered"), (len(request.clips) - stale, "up to date"), (failed, "failed"))
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    print(f"{told}; clips in {request.out} ({seconds:.1f} s)")


def _render_stale(request: Request, stale: list[str], present: Present) -> list[Exception]:
    performances = request.performances(stale)
    if not all(map(present.score, performances)):
        get_ready()
    validate(request, stale)
    renewed = renew(request, stale, present)
    with watcher_for(list(renewed)) as watcher:
        for name, entry in renewed.items():
            watcher.published(name, entry)
    left = [performance for performance in performances if performance.clip not in renewed]
    return _make(request, left, present) if left else []


def _make(request: Request, performances: list[Performance], present: Present) -> list[Exception]:
    with (
        publish.aside(request.out) as place,
        worker_pool(request.jobs, present) as pool,
        writer_pool(request.jobs, present) as writers,
        painters_for(request.scheduler, request.jobs, pool, present) as painters,
        watcher_for([performance.clip for performance in performances]) as watcher,
    ):
        schedule = Schedule(present, painters, pool, writers, request.jobs, watcher)
        entries = manifest.read(request.out).clips
        renders = [
            Render(performance, place, rank, entries.get(performance.clip), with_sweeps=request.sweeps)
            for rank, performance in enumerate(performances)
        ]
        errors = schedule.run(renders, request.out, list(request.order))
    present.store.prune()
    return errors
