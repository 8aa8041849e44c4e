"""Parameters as they are given on the command line."""

import tomllib
from pathlib import Path
from typing import Any

from rendering.errors import UserError


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


def located(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters with full paths for the files that they name, since scenes are recorded in another folder."""
    return {key: str(Path(value).absolute()) if _is_file(value) else value for key, value in parameters.items()}


def _is_file(value: Any) -> bool:
    """Whether a value looks like a path, and a file is there; a label that happens to be a file's name doesn't."""
    if not isinstance(value, str) or not ("/" in value or Path(value).suffix):
        return False
    try:
        return Path(value).is_file()
    except (OSError, ValueError):  # too long for a name, or with a zero byte
        return False
