"""What scenes there are: title, summary, beats and parameters, and a table for a talk file."""

import json
from collections.abc import Iterable
from typing import Any

from rendering.model.lined import typed_as
from rendering.recording.process import call_apart
from rendering.recording.server import get_ready

Schema = dict[str, Any]


def described(scenes: dict[str, str]) -> list[dict[str, Any]]:
    """Each scene, modules by name, as the contract lists it, with its parameters as a JSON schema."""
    get_ready()
    told: list[dict[str, Any]] = call_apart("rendering.recording.telling:described", scenes)
    return told


def as_data(scenes: dict[str, str]) -> str:
    """The list as JSON."""
    return json.dumps(described(scenes), indent=1, ensure_ascii=False)


def as_text(scenes: dict[str, str], table: bool) -> str:
    """The list to be read; with a table for a talk file below each scene, if asked for."""
    blocks = []
    for scene in described(scenes):
        lines = [f"{scene['scene']} — {scene['title']}", f"  {scene['summary']}"]
        lines += [f"  {number:2}. {beat['name']}: {beat['caption']}" for number, beat in enumerate(scene["beats"], 1)]
        for key, schema in _fields(scene):
            kind = f"{_kind(schema)}{_bounds(schema)}"
            lines.append(f"  --set {key}={typed_as(schema.get('default'))}   {schema.get('description', '')} ({kind})")
        blocks.append("\n".join(lines) + ("\n\n" + _table(scene) if table else ""))
    return "\n\n".join(blocks)


def _fields(scene: dict[str, Any]) -> Iterable[tuple[str, Schema]]:
    return scene["params"].get("properties", {}).items()


def _table(scene: dict[str, Any]) -> str:
    """A clip as it stands in a talk file, with the defaults."""
    names = ", ".join(json.dumps(beat["name"]) for beat in scene["beats"])
    lines = [
        "[[clips]]",
        f'scene = "{scene["scene"]}"',
        f'# name = "{scene["scene"]}"',
        f"# beats = [{names}]",
    ]
    for key, schema in _fields(scene):
        default = schema.get("default")
        given = f"{key} = {json.dumps(default, ensure_ascii=False)}" if default is not None else f"# {key} = "
        lines.append(f"{given}  # {schema.get('description', '')}".rstrip(" #"))
    return "\n".join(lines)


def _kind(schema: Schema) -> str:
    """What a parameter is, in words."""
    either = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    if either:
        return f"{_kind(either[0])}, or None"
    words = {"number": "a number", "integer": "a whole number", "string": "a text", "boolean": "true or false"}
    if schema.get("type") != "array":
        return words.get(schema.get("type", ""), "a value")
    items = {"number": "numbers", "integer": "whole numbers", "string": "texts"}.get(
        _item(schema).get("type", ""), "values"
    )
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    return f"{least if least == most else f'{least} to {most}' if most else f'{least} or more'} {items}"


def _item(schema: Schema) -> Schema:
    item: Schema = schema.get("items", {})
    return item


def _bounds(schema: Schema) -> str:
    """The limits of a number, or of each number of a list."""
    words = {
        "minimum": "at least",
        "exclusiveMinimum": "above",
        "maximum": "at most",
        "exclusiveMaximum": "below",
    }
    bounded = {**_item(schema), **schema}
    limits = [f"{word} {bounded[key]:g}" for key, word in words.items() if key in bounded]
    if "enum" in schema:
        limits.append("one of " + ", ".join(map(str, schema["enum"])))
    each = "each " if schema.get("type") == "array" else ""
    return f", {each}{', '.join(limits)}" if limits else ""


def manifest_schema() -> str:
    """The JSON schema of `manifest.json`."""
    from pydantic import TypeAdapter

    from rendering.model.entry import Manifest

    return json.dumps(TypeAdapter(Manifest).json_schema(), indent=1)
