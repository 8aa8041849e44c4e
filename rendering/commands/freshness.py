"""Whether published files are what would be made now, told without starting anything; and if not, why."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rendering.provenance.account import Reason, differences
from rendering.publishing import manifest
from rendering.publishing.cards import card_settings
from rendering.publishing.manifest import Entry, Environments
from rendering.scheduling.present import Present
from rendering.scheduling.request import Request, clip_settings


def reasons_for(
    folder: Path,
    entry: Entry | None,
    environments: Environments,
    parameters: Mapping[str, Any],
    settings: Mapping[str, Any],
    present: Present,
    damaged: Iterable[str] | None = None,
) -> list[Reason]:
    """What differs between an entry and what these parameters and settings would give now; nothing if it is fresh.

    `environments` are the folder's, so that its manifest is read once for many entries; its files that are `damaged`
    are given by who has begun to look at those of many.
    """
    if entry is None:
        return [Reason(kind="output", name="", change="never rendered")]
    reasons = [
        Reason(kind="output", name=name, change="changed" if (folder / name).exists() else "missing")
        for name in (manifest.damaged(folder, entry) if damaged is None else damaged)
    ]
    before = entry.get("made_from", {})
    if "functions" not in before:
        return [*reasons, Reason(kind="output", name="", change="made by an older version of this program")]
    environment = environments.get(before["environment"])
    now = {"parameters": parameters, "settings": settings, "makers": present.makers}
    return [*reasons, *differences(before, environment, present.sources, **now)]


def clip_reasons(request: Request, present: Present) -> dict[str, list[Reason]]:
    """For each scene of a request why its clip is stale."""
    published = manifest.read(request.out)
    entries = {name: entry for name, entry in published.clips.items() if name in request.clips}
    damaged = {name: manifest.looked_at(request.out, entry) for name, entry in entries.items()}
    found = {}
    for name, clip in request.clips.items():
        settings = clip_settings(request.settings_of(name), request.sweeps)
        given = published.environments, clip.parameters, settings, present, damaged.get(name)
        found[name] = reasons_for(request.out, entries.get(name), *given)
    return found


def film_reasons(request: Request, clips: Mapping[str, list[Reason]], present: Present) -> list[Reason]:
    """Why the film is stale, given why its clips are."""
    published = manifest.read(request.out)
    cards = card_settings(request.settings).as_dict()
    parameters = film_parameters(request, published.clips)
    reasons = [
        Reason(**{**reason, "kind": "clip"}) if reason["kind"] == "parameter" else reason
        for reason in reasons_for(request.out, published.film, published.environments, parameters, cards, present)
    ]
    stale = [name for name, why in clips.items() if any(map(_makes_another, why))]
    told = {reason["name"] for reason in reasons if reason["kind"] == "clip"}
    return [*reasons, *(Reason(kind="clip", name=name, change="stale") for name in stale if name not in told)]


def _makes_another(reason: Reason) -> bool:
    """Whether a clip will have another recipe for a reason; one whose files are damaged is made by the same again."""
    return reason["kind"] != "output" or not reason["name"]


def film_parameters(request: Request, entries: Mapping[str, Entry]) -> dict[str, str]:
    """A talk's title, and the clips: each with its place, since another order is another film, and its recipe."""
    clips = {
        name: f"{place}:{entries[name]['recipe'] if name in entries else ''}"
        for place, name in enumerate(request.clips, start=1)
    }
    return {**({"(title)": request.title} if request.title else {}), **clips}
