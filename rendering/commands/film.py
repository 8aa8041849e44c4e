"""The film: an opening card, then every scene after a card of its own, as one file with chapters.

The scenes' clips are brought up to date first and then joined as they are, so the film shows what the clips
show and nothing is encoded twice. Only cards are painted here.
"""

import time
from pathlib import Path
from typing import Any

from rendering.commands.freshness import film_parameters, film_reasons
from rendering.commands.render import render
from rendering.model.account import merged
from rendering.model.formats import MP4, Look
from rendering.project import CACHE, card
from rendering.provenance.account import recipe_of
from rendering.publishing import manifest
from rendering.publishing import place as publish
from rendering.publishing.cards import card_parameters, card_settings
from rendering.publishing.lectures.lecture import clock
from rendering.recording.performance import Performance
from rendering.recording.process import call_apart
from rendering.recording.server import get_ready
from rendering.scheduling import work
from rendering.scheduling.painters import Painters, worker_pool
from rendering.scheduling.present import Present
from rendering.scheduling.queueing import paint_all
from rendering.scheduling.request import Request


def make_film(request: Request) -> int:
    """Bring the clips, then the film, up to date; returns the exit code."""
    code = render(request)
    if code:
        return code
    started, present = time.monotonic(), Present()
    if not film_reasons(request, {}, present):
        print(f"film up to date in {request.out}")
        return 0
    get_ready()
    with publish.aside(request.out) as place:
        entry = _prepared(request, present, place)
        present.ground.check(present.store)
        publish.move_film_in(place, entry, present.ground, request.out)
    length = f"{clock(entry['duration'])}, {len(request.clips)} clips"
    print(f"film: {length}; {request.out / entry['file']} ({time.monotonic() - started:.1f} s)")
    return 0


def _prepared(request: Request, present: Present, place: Path) -> dict[str, Any]:
    """Make the film's files in `place`; returns their manifest entry."""
    entries, (name, module) = manifest.read(request.out).clips, card()
    settings, parameters = card_settings(request.settings), film_parameters(request, entries)
    clips = [entries[name] for name in request.clips]
    longest = call_apart("rendering.recording.validation:longest_texts", name, module)
    told = card_parameters(clips, longest, request.title)
    performances = [Performance(name, module, values, settings, CACHE) for values in told]
    scores, accounts = zip(*present.scores(performances, request.jobs), strict=True)
    with worker_pool(request.jobs, present) as pool:
        painters = Painters(pool, request.jobs, present.painter)
        look = Look(MP4, settings.pixels)
        painted = paint_all([part for score in scores for part in score.parts], look, present.store, painters)
        arguments = (list(scores), painted, clips, settings, present.store, request.out, place)
        entry = pool.submit(work.call, "rendering.publishing.film:prepare", *arguments).result()
    made_from = present.made_from(merged(list(accounts)), parameters, settings.as_dict())
    return {**entry, "recipe": recipe_of(made_from), "made_from": made_from}
