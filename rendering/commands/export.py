"""Scenes in other formats than mp4, from the same recordings.

An export is one scene in one format; it has an entry of its own in the manifest, and is made again when what it was
made from has changed or its files are damaged.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from rendering.commands.freshness import reasons_for
from rendering.model.formats import FORMATS, Look
from rendering.model.settings import Settings
from rendering.provenance.account import Reason, recipe_of
from rendering.publishing import manifest
from rendering.publishing import place as publish
from rendering.publishing.exports import JOINED, Files
from rendering.publishing.lectures.lecture import told_size
from rendering.recording.server import get_ready
from rendering.scheduling import work
from rendering.scheduling.painters import Painters, worker_pool
from rendering.scheduling.present import Present
from rendering.scheduling.queueing import paint_all
from rendering.scheduling.request import Request, validate

WRITERS = "rendering.publishing.export_work"
#: Bytes a pixel of a ProRes frame, measured on the scenes; and a frame whose size is worth a word.
MOV_BYTES, LARGE = 0.25, 1280 * 720


def export(request: Request, formats: list[str]) -> int:
    """Bring the exports of a request's scenes up to date; returns the exit code."""
    present = Present()
    stale = {form: _stale(_as(request, form), form, present) for form in formats}
    validate(request, {name for names in stale.values() for name in names})
    for form, names in stale.items():
        if names:
            for note in notes(form, request.settings, request.transparent):
                print(f"{form}: {note}", file=sys.stderr)
            _make(_as(request, form), names, form, present)
        if len(names) < len(request.clips):
            print(f"{form}: {len(request.clips) - len(names)} up to date in {request.out}")
    return 0


def notes(form: str, settings: Settings, transparent: bool) -> Iterator[str]:
    """What is better known before an export is made than after."""
    width, height = settings.pixels
    if form == "mov" and width * height > LARGE:
        size = width * height * MOV_BYTES / 1e6
        yield f"about {size:.1f} MB a frame at {width}×{height}; with -q preview (1280×720) it is 0.2 MB"
    if form == "webm" and not transparent:
        yield "meant for films without a ground (-t); with it an mp4 is half as large and better"
    if transparent:
        texts, other = ("dark", "dark") if settings.theme == "light" else ("light", "light")
        yield f"texts stay {texts}, as for the theme {settings.theme}; see that what is below isn't {other}, too"


def _as(request: Request, form: str) -> Request:
    return replace(request, settings=replace(request.settings, rate=FORMATS[form].rate))


def _stale(request: Request, form: str, present: Present) -> list[str]:
    published = manifest.read(request.out)
    return [
        name
        for name, clip in request.clips.items()
        if reasons_for(
            request.out,
            published.exports.get((name, form)),
            published.environments,
            clip.parameters,
            export_settings(request.settings_of(name), form, request.transparent),
            present,
        )
    ]


def export_settings(settings: Settings, form: str, transparent: bool) -> dict[str, Any]:
    """The settings that an export is made with."""
    return {**settings.as_dict(), "format": form, "transparent": str(transparent).lower()}


def export_reasons(folder: Path, present: Present) -> Iterator[tuple[str, list[Reason]]]:
    """For each export that was made, whether it would come out the same with the parameters and settings it had."""
    published = manifest.read(folder)
    for (scene, form), entry in published.exports.items():
        before = entry.get("made_from", {})
        given = (before.get("parameters", {}), before.get("settings", {}))
        yield f"{scene} as {form}", reasons_for(folder, entry, published.environments, *given, present)


def _make(request: Request, names: list[str], form: str, present: Present) -> None:
    get_ready()
    store, look = present.store, Look(form, request.settings.pixels, request.transparent)
    with _made_ready(request, present) as (place, painters):
        for score, account in present.scores(request.performances(names), request.jobs):
            started = time.monotonic()
            clips = paint_all(score.parts, look, store, painters) if form in JOINED else {}
            files = Files(score, look, clips)
            for name in files.jobs:
                (place / name).parent.mkdir(parents=True, exist_ok=True)
            tasks = [
                painters.executor.submit(work.call, f"{WRITERS}:write_{kind}", store, *given, look, place / name)
                for name, (kind, *given) in files.jobs.items()
            ]
            for task in tasks:
                task.result()
            settings = export_settings(request.settings_of(score.clip), form, request.transparent)
            made_from = present.made_from(account, request.clips[score.clip].parameters, settings)
            entry: dict[str, Any] = {**files.entry(place), "recipe": recipe_of(made_from), "made_from": made_from}
            present.ground.check(store)
            publish.move_export_in(place, entry, present.ground, request.out, list(request.order))
            count, folder = len(entry["checksums"]), request.out / score.clip
            size = told_size(sum(size for size, _ in entry["checksums"].values()))
            print(f"{score.clip}: {count} {form} files, {size}, in {folder} ({time.monotonic() - started:.1f} s)")
    store.prune()


@contextmanager
def _made_ready(request: Request, present: Present) -> Iterator[tuple[Path, Painters]]:
    with publish.aside(request.out) as place, worker_pool(request.jobs, present) as pool:
        yield place, Painters(pool, request.jobs, present.painter)
