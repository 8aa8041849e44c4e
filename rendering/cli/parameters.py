"""Parameters as they are given on the command line."""

from pathlib import Path
from typing import Any

from rendering.errors import UserError
from rendering.model.lined import read_toml, shown

EXAMPLE = "--set logits=2.5,-1,3.2,0.5"


def read_parameters(assignments: tuple[str, ...], files: tuple[Path, ...]) -> dict[str, Any]:
    """The parameters of a TOML file, then those of `KEY=VALUE` assignments, which win."""
    if len(files) > 1:
        raise UserError(f"--params is given {len(files)} times; put all parameters into one file")
    values: dict[str, Any] = {}
    for path in files:
        file = read_toml(path, "write lines like logits = [2.5, -1]")
        for key, value in file.contents.items():
            file.plain(value, key)
        values |= located(file.contents, path.parent)
    given: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        key = key.strip()
        if not equals or not key:
            raise UserError(f"--set {shown(assignment)} must be KEY=VALUE, for example {EXAMPLE}")
        if given.setdefault(key, value) != value:
            raise UserError(f"--set {key[:60]} is given twice, as {shown(given[key])} and {shown(value)}; keep one")
    return values | located(given, Path())


def located(parameters: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The parameters with full paths for the files that they name, since scenes are recorded in another folder."""
    return {key: _located(value, folder) for key, value in parameters.items()}


def _located(value: Any, folder: Path) -> Any:
    """A full path, if a value looks like one and a file is there; a label that is a file's name by chance doesn't."""
    if not isinstance(value, str) or not ("/" in value or Path(value).suffix):
        return value
    try:
        path = folder / Path(value).expanduser()
        return str(path.absolute()) if path.is_file() else value
    except (OSError, ValueError, RuntimeError):  # too long for a name, with a zero byte, or nobody's home
        return value
