"""What is stale, and why, and what mends it; told without rendering anything."""

import json
from typing import Any

from rendering.commands.export import export_reasons
from rendering.commands.freshness import clip_reasons, film_reasons
from rendering.provenance.account import Reason
from rendering.publishing import manifest
from rendering.scheduling.present import Present
from rendering.scheduling.request import Request, validate

MOST_SHOWN = 6  # reasons of one kind; the JSON has them all
KINDS = ("output", "function", "source", "file", "clip", "parameter", "setting", "version")


def report(request: Request, everything: bool) -> list[dict[str, Any]]:
    """For each scene whether it is stale and the reasons; if `everything` is asked for, of what else was made, too."""
    present = Present()
    clips = clip_reasons(request, present)
    validate(request, [name for name, reasons in clips.items() if reasons])
    rows = [_row({"scene": name}, reasons, "./render.sh") for name, reasons in clips.items()]
    entry = manifest.read(request.out).film
    if everything and entry:
        rows.append(_row({"film": entry["file"]}, film_reasons(request, clips, present), "./render.sh film"))
    if everything:
        for name, reasons in export_reasons(request.out, present):
            scene, _, form = name.partition(" as ")
            rows.append(_row({"export": name}, reasons, f"./render.sh render {scene} --format {form}"))
    return rows


def _row(what: dict[str, str], reasons: list[Reason], command: str) -> dict[str, Any]:
    return {**what, "stale": bool(reasons), "reasons": reasons, "mended_by": command if reasons else ""}


def as_data(rows: list[dict[str, Any]]) -> str:
    """The report as JSON."""
    return json.dumps(rows, indent=1, ensure_ascii=False)


def as_text(rows: list[dict[str, Any]]) -> str:
    """The report to be read."""
    lines = []
    for row in rows:
        name = row.get("scene") or row.get("export") or "film"
        lines.append(f"{name}: {'stale' if row['stale'] else 'up to date'}")
        lines += [f"  {line}" for line in _told(row["reasons"])]
    stale = [row for row in rows if row["stale"]]
    if not stale:
        return "\n".join([*lines, "nothing is stale"])
    clips = any("scene" in row for row in stale)
    others = [row["mended_by"] for row in stale if "scene" not in row]
    commands = ["./render.sh renders what is"] if clips else []
    if others:
        commands.append(f"{'then ' if clips else ''}{'; '.join(dict.fromkeys(others))}")
    return "\n".join([*lines, f"{len(stale)} of {len(rows)} stale; {'; '.join(commands)}"])


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
    if kind in ("parameter", "setting", "version"):
        before, now = (_shown(reason[time]) if time in reason else "not given" for time in ("before", "now"))
        return f"{kind} {name}: {before} before, {now} now"
    return f"{kind} {name}: {change}"  # hashes say nothing to a reader


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
