"""The film: an opening card, then every scene after a card of its own, as one file with chapters.

The scenes' clips are brought up to date first and then joined as they are, so the film shows what the clips
show and nothing is encoded twice. Only cards are painted here.
"""

import time

from rendering.commands.cards import card_settings
from rendering.commands.render import render
from rendering.project import CACHE, card
from rendering.provenance.recipe import Recipe, Sources, made_by, recipe_of
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing import place as publish
from rendering.scheduling.request import Request

MAKERS = (
    "rendering.commands.film",
    "rendering.publishing.film",
    "rendering.commands.cards",
    "rendering.publishing.captions",
    "rendering.encoding.join",
)


def film_recipe(request: Request, sources: Sources) -> Recipe:
    """What the film is made from: the recipes of its clips, and what the cards are drawn by."""
    cards = recipe_of(card()[1], {}, card_settings(request), sources)
    makers = {sources.name(file): sources.digest(file) for file in map(sources.file, MAKERS)}
    clips = {  # with their places, since another order is another film
        name: f"{place}:{recipe_of(module, {}, request.settings, sources).key}"
        for place, (name, module) in enumerate(request.scenes.items(), start=1)
    }
    return Recipe({**cards.sources, **makers}, clips, cards.settings, cards.versions)


def make_film(request: Request) -> int:
    """Bring the clips, then the film, up to date; returns the exit code."""
    code = render(request)
    if code:
        return code
    started = time.monotonic()
    sources = Sources()
    recipe = film_recipe(request, sources)
    if manifest.fresh(request.out, manifest.film(request.out), recipe.key):
        print(f"film up to date in {request.out}")
        return 0
    from rendering.commands.cards import make_cards  # imports Manim
    from rendering.publishing.film import prepare

    with publish.aside(request.out) as place:
        store, entries = Store(CACHE), manifest.read(request.out)
        cards, painted = make_cards(request, store, sources)
        clips = [entries[name] for name in request.scenes]
        entry = prepare(cards, painted, clips, request.settings, store, request.out, place)
        entry |= made_by(recipe)
        publish.move_film_in(place, entry, request.out)
    seconds = time.monotonic() - started
    length = f"{_clock(entry['duration'])}, {len(request.scenes)} scenes"
    print(f"film: {length}; {request.out / entry['file']} ({seconds:.1f} s)")
    return 0


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
