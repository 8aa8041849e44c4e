"""What scenes tell of themselves: title, summary, beats and parameters; this imports Manim."""

from typing import Any

from rendering.recording.validation import load


def described(scenes: dict[str, str]) -> list[dict[str, Any]]:
    """Each scene, modules by name, as the contract lists it, with its parameters as a JSON schema."""
    return [_described(name, load(name, module)) for name, module in scenes.items()]


def _described(name: str, scene: Any) -> dict[str, Any]:
    return {
        "scene": name,
        "title": scene.title,
        "summary": scene.summary(),
        "beats": [{"name": beat.name, "caption": beat.caption} for beat in scene.beats_of(scene.Params())],
        "params": scene.Params.model_json_schema(),
    }
