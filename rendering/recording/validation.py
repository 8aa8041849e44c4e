"""A scene's class and its parameters, which are explained when they don't fit; this imports Manim."""

import difflib
import importlib
from typing import Any

from pydantic import ValidationError

from rendering.errors import UserError

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
    """One line for each thing that doesn't fit."""
    fields = scene_class.Params.model_fields
    return "\n".join(_explain_one(scene_class.__name__, fields, problem) for problem in error.errors())


def _explain_one(scene: str, fields: dict[str, Any], problem: Any) -> str:
    key, *within = problem["loc"] or ("",)
    if problem["type"] == "extra_forbidden":
        close = difflib.get_close_matches(key, fields, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        allowed = ", ".join(sorted(fields)) or "none"
        return f"{scene} has no parameter {key!r}; {hint}it has: {allowed}"
    message = problem["msg"].removeprefix("Value error, ")
    if not key:  # a rule over several parameters says itself what came and what is allowed
        return f"{scene}: {message}"
    place = f"{key}[{within[0]}]" if within and isinstance(within[0], int) else key
    came = repr(problem["input"])
    if len(came) > LONGEST_VALUE:
        came = came[: LONGEST_VALUE - 1] + "…"
    description = fields[key].description if key in fields else None
    meant = f" ({key} is {description})" if description else ""
    return f"{scene}: {place} is {came}, but {message[:1].lower()}{message[1:]}{meant}"
