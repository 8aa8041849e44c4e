"""What scenes there are: title, summary, beats and parameters."""

import json
from typing import Any

from rendering.project import catalogue
from rendering.recording.process import call_apart
from rendering.recording.server import get_ready


def described() -> list[dict[str, Any]]:
    """Each scene as the contract lists it, with its parameters as a JSON schema."""
    get_ready()
    scenes: list[dict[str, Any]] = call_apart("rendering.recording.telling:described", catalogue())
    return scenes


def as_data() -> str:
    """The list as JSON."""
    return json.dumps(described(), indent=1, ensure_ascii=False)


def as_text() -> str:
    """The list to be read."""
    blocks = []
    for scene in described():
        lines = [f"{scene['scene']} — {scene['title']}", f"  {scene['summary']}"]
        lines += [f"  {number:2}. {beat['caption']}" for number, beat in enumerate(scene["beats"], start=1)]
        for key, schema in scene["params"].get("properties", {}).items():
            default = _shown(schema.get("default"))
            lines.append(f"  --set {key}={default}   {schema.get('description', '')}{_bounds(schema)}".rstrip())
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _shown(value: Any) -> str:
    """A default as it would be typed."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _bounds(schema: dict[str, Any]) -> str:
    """The limits of a number, in brackets."""
    words = {
        "minimum": "at least",
        "exclusiveMinimum": "above",
        "maximum": "at most",
        "exclusiveMaximum": "below",
    }
    limits = [f"{word} {schema[key]:g}" for key, word in words.items() if key in schema]
    if "enum" in schema:
        limits.append("one of " + ", ".join(map(str, schema["enum"])))
    return f" ({', '.join(limits)})" if limits else ""
