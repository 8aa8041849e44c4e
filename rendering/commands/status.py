"""What is stale, and why; told without running anything."""

import json
from typing import Any

from rendering.commands.film import film_recipe
from rendering.provenance.recipe import Recipe, Sources
from rendering.publishing import manifest
from rendering.publishing.manifest import Entry
from rendering.scheduling.request import Request, recipes_of

Reason = dict[str, Any]  # kind, name, change, and the hash, value or version before and now
MOST_SHOWN = 6  # reasons of one kind; the JSON has them all
# The parts of a recipe, and what each holds.
CLIP_PARTS = {"sources": "source", "parameters": "parameter", "settings": "setting", "versions": "version"}
FILM_PARTS = {**CLIP_PARTS, "parameters": "clip"}
KINDS = ("output", "source", "clip", "parameter", "setting", "version")


def report(request: Request, film: bool) -> list[dict[str, Any]]:
    """For each scene, and for the film if asked for and made before, whether it is stale and the reasons."""
    sources = Sources()
    entries = manifest.read(request.out)
    rows = [
        _row({"scene": name}, reasons_for(request, entries.get(name), recipe, CLIP_PARTS))
        for name, recipe in recipes_of(request, sources).items()
    ]
    entry = manifest.film(request.out)
    if film and entry:
        recipe = film_recipe(request, sources)
        rows.append(_row({"film": entry["file"]}, reasons_for(request, entry, recipe, FILM_PARTS)))
    return rows


def _row(what: dict[str, str], reasons: list[Reason]) -> dict[str, Any]:
    return {**what, "stale": bool(reasons), "reasons": reasons}


def reasons_for(request: Request, entry: Entry | None, recipe: Recipe, parts: dict[str, str]) -> list[Reason]:
    """What differs between what was published and what would be made now."""
    if entry is None:
        return [{"kind": "output", "name": "", "change": "never rendered"}]
    reasons = [
        {"kind": "output", "name": name, "change": "changed" if (request.out / name).exists() else "missing"}
        for name in manifest.damaged(request.out, entry)
    ]
    before = entry.get("made_from")
    if entry["recipe"] == recipe.key:
        return reasons
    if before is None:
        return [*reasons, {"kind": "output", "name": "", "change": "made by an older version of this program"}]
    for part, kind in parts.items():
        reasons += _differences(kind, before.get(part, {}), json.loads(json.dumps(getattr(recipe, part))))
    return reasons


def _differences(kind: str, before: dict[str, Any], now: dict[str, Any]) -> list[Reason]:
    reasons = []
    for name in sorted(before.keys() | now.keys()):
        if name not in now:
            reasons.append({"kind": kind, "name": name, "change": "gone", "before": before[name]})
        elif name not in before:
            reasons.append({"kind": kind, "name": name, "change": "new", "now": now[name]})
        elif before[name] != now[name]:
            reasons.append({"kind": kind, "name": name, "change": "changed", "before": before[name], "now": now[name]})
    return reasons


def as_data(rows: list[dict[str, Any]]) -> str:
    """The report as JSON."""
    return json.dumps(rows, indent=1, ensure_ascii=False)


def as_text(rows: list[dict[str, Any]]) -> str:
    """The report to be read."""
    lines = []
    for row in rows:
        lines.append(f"{row.get('scene', 'film')}: {'stale' if row['stale'] else 'up to date'}")
        lines += [f"  {line}" for line in _told(row["reasons"])]
    stale = sum(row["stale"] for row in rows)
    lines.append(f"{stale} of {len(rows)} stale; ./render.sh renders what is" if stale else "nothing is stale")
    return "\n".join(lines)


def _told(reasons: list[Reason]) -> list[str]:
    lines = []
    for kind in KINDS:
        told = [_sentence(reason) for reason in reasons if reason["kind"] == kind]
        lines += told[:MOST_SHOWN]
        if len(told) > MOST_SHOWN:
            lines.append(f"and {len(told) - MOST_SHOWN} more of this kind (--json lists them)")
    return lines


def _sentence(reason: Reason) -> str:
    kind, name, change = reason["kind"], reason["name"], reason["change"]
    if not name:
        return change
    if kind in ("output", "source", "clip"):  # hashes say nothing to a reader
        return f"{kind} {name}: {change}"
    before, now = (_shown(reason[time]) if time in reason else "not given" for time in ("before", "now"))
    return f"{kind} {name}: {before} before, {now} now"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
