"""Parameters from the command line: read, and explained when they don't fit."""

import difflib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rendering.errors import UserError

if TYPE_CHECKING:  # pydantic is imported where a model is at hand
    from pydantic import ValidationError

LONGEST_VALUE = 80  # characters of a rejected value that are shown


def read_parameters(assignments: tuple[str, ...], file: Path | None) -> dict[str, Any]:
    """The parameters of a TOML file, then those of `KEY=VALUE` assignments, which win."""
    values: dict[str, Any] = {}
    if file is not None:
        try:
            values.update(tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise UserError(f"--params {file}: cannot be read as TOML: {error}") from None
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key.strip():
            raise UserError(f"--set {assignment!r} must be KEY=VALUE, for example --set z=2.5,-1,3.2")
        values[key.strip()] = value
    return values


def explain(scene_class: type, error: "ValidationError") -> str:
    """One line for each thing that doesn't fit."""
    fields = scene_class.Params.model_fields
    return "\n".join(_explain_one(scene_class.__name__, fields, problem) for problem in error.errors())


def _explain_one(scene: str, fields: dict, problem: dict) -> str:
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
