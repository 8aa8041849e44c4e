"""The film's cards: what stands on them, recorded and painted like any scene."""

from dataclasses import replace
from typing import Any

from rendering.errors import SceneError
from rendering.model.score import Score
from rendering.model.settings import Settings
from rendering.project import card
from rendering.provenance.recipe import Sources, painter_fingerprint, recipe_of
from rendering.provenance.store import Store, content_key
from rendering.recording.process import scores_of
from rendering.recording.validation import load
from rendering.scheduling import work
from rendering.scheduling.painters import worker_pool
from rendering.scheduling.request import Request, planned


def card_settings(request: Request) -> Settings:
    """As for the scenes; but a card is its own caption."""
    return replace(request.settings, captions="none")


def make_cards(request: Request, store: Store, sources: Sources) -> tuple[list[Score], dict[str, bytes]]:
    """The cards' scores, and by recording their segments as painted."""
    settings = card_settings(request)
    name, module = card()
    performances = [
        planned(name, module, values, settings, recipe_of(module, values, settings, sources))
        for values in card_parameters(request)
    ]
    cards = scores_of(performances, store, request.jobs)
    recordings = sorted({part.recording for each in cards for part in each.parts})
    with worker_pool(request.jobs) as pool:
        return cards, _painted(recordings, settings.pixels, store, painter_fingerprint(sources), pool)


def card_parameters(request: Request) -> list[dict[str, Any]]:
    """What stands on each card: the opening one has the card's defaults, the others tell of their scene."""
    fields = load(*card()).Params.model_json_schema()["properties"]
    parameters: list[dict[str, Any]] = [{}]
    for number, (name, module) in enumerate(request.scenes.items(), start=1):
        scene = load(name, module)
        heading = shortened(scene.title, fields["heading"]["maxLength"])
        line = shortened(scene.summary(), fields["line"]["maxLength"])
        parameters.append({"heading": heading, "line": line, "number": number})
    return parameters


def shortened(text: str, most: int) -> str:
    """The text, or as many of its words as fit into so many characters, and an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] or kept) + "…"


def _painted(recordings: list[str], pixels, store: Store, fingerprint: str, pool) -> dict[str, bytes]:
    """The segments by recording, from the store or painted now."""
    keys = {recording: content_key(recording, "{}x{}".format(*pixels), fingerprint) for recording in recordings}
    painted = {recording: store.get("clips", key) for recording, key in keys.items()}
    tasks = {}
    for recording in (each for each, data in painted.items() if data is None):
        data = store.get("recordings", recording)
        if data is None:
            raise SceneError(f"recording {recording} was lost meanwhile; run this again to make it anew")
        tasks[recording] = pool.submit(work.encode, data, pixels)
    for recording, task in tasks.items():
        painted[recording] = task.result()
        store.put("clips", keys[recording], painted[recording])
    return painted
