"""A scene's class and its parameters, which are explained when they don't fit; this imports Manim."""

import difflib
import importlib
from typing import Any

from pydantic import ValidationError

from rendering.errors import UserError
from rendering.recording.performance import Performance, chosen_beats, theme_of

LONGEST_VALUE = 80  # characters of a rejected value that are shown


def load(name: str, module: str) -> Any:
    """Import a scene's class."""
    return getattr(importlib.import_module(module), name)


def validated(scene_class: Any, parameters: dict[str, Any]) -> Any:
    """The scene's parameters as its model, or an error that names the key, what came and what is allowed."""
    try:
        return scene_class.Params.model_validate(parameters)
    except ValidationError as error:
        raise UserError(explain(scene_class, error)) from None


def explain(scene_class: Any, error: ValidationError) -> str:
    """One line: the first thing that doesn't fit, and how many more there are."""
    fields = scene_class.Params.model_fields
    problems = list({problem["loc"][:1]: problem for problem in reversed(error.errors())}.values())[::-1]
    more = len(problems) - 1
    rest = f" (and {more} more that {'does' if more == 1 else 'do'} not fit)" if more else ""
    return _explain_one(scene_class.__name__, fields, problems[0]) + rest


def _explain_one(scene: str, fields: dict[str, Any], problem: Any) -> str:
    key, *within = problem["loc"] or ("",)
    if problem["type"] == "extra_forbidden":
        allowed = ", ".join(sorted(fields)) or "none"
        close = difflib.get_close_matches(key, fields, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        return f"{scene} has no parameter {shown(key)}; {hint}it has: {allowed}"
    if not key:  # a rule over several parameters says itself what came and what is allowed
        return f"{scene}: {_message(problem)}"
    place = f"{key}[{within[0]}]" if within and isinstance(within[0], int) else key
    description = fields[key].description if key in fields else None
    meant = f" ({key}: {description})" if description else ""
    return f"{scene}: {place} is {shown(problem['input'])}, but {_message(problem)}{meant}"


def _message(problem: Any) -> str:
    """What is allowed, without the words of a validator."""
    limits = problem.get("ctx", {})
    match problem["type"]:
        case "too_short":
            return f"it must have at least {limits['min_length']} items"
        case "too_long":
            return f"it may have at most {limits['max_length']} items"
        case "tuple_type":
            return "it must be a list, like 2.5,-1,3.2"
        case "int_from_float" | "int_parsing":
            return "it must be a whole number"
    message = problem["msg"].removeprefix("Value error, ").replace("Input should", "it must")
    return message if problem["type"] == "value_error" else message[:1].lower() + message[1:]


def shown(value: Any) -> str:
    """A value as it came, in one line, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        came = f"[{', '.join(map(shown, value[:20]))}{', …' if len(value) > 20 else ''}]"
    elif isinstance(value, str) and not value:
        return "empty"
    else:
        came = repr(value) if isinstance(value, (str, float, int)) else str(value)
    return came if len(came) <= LONGEST_VALUE else came[: LONGEST_VALUE - 1] + "…"


def problems(performances: list[Performance]) -> list[tuple[str, str, str]]:
    """What is wrong with what is asked for: the clip's name, the key that is meant, and one line, for each clip."""
    found = []
    for performance in performances:
        key, message = _problem(performance)
        if message:
            found.append((performance.clip, key, message))
    return found


def _problem(performance: Performance) -> tuple[str, str]:
    scene_class = load(performance.scene, performance.module)
    try:
        params = scene_class.Params.model_validate(performance.parameters)
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        return str(place[0]) if place else "", explain(scene_class, error)
    try:
        chosen_beats(
            performance.scene, [beat.name for beat in scene_class.beats_of(params)], performance.settings.beats
        )
    except UserError as error:
        return "beats", str(error)
    try:
        theme_of(performance.settings)
    except ValueError as error:
        return "theme", f"theme {performance.settings.theme}: {error}"
    return "", ""


def fields(scenes: dict[str, str]) -> dict[str, list[str]]:
    """The names of each scene's parameters, modules by name."""
    return {name: list(load(name, module).Params.model_fields) for name, module in scenes.items()}


def longest_texts(name: str, module: str) -> dict[str, int]:
    """How many characters the texts among a scene's parameters may have, for those that have a bound."""
    fields = load(name, module).Params.model_json_schema()["properties"]
    return {key: field["maxLength"] for key, field in fields.items() if "maxLength" in field}
