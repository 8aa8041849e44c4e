"""TOML whose errors say the line: texts, tables and keys, each with where it stands."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from rendering.errors import UserError, suggestion

LONGEST_VALUE = 60  # characters of somebody's value that a message repeats


@dataclass(frozen=True)
class Lined:
    """What a TOML file holds, and the line of each table and key: ("clips", 0, "logits"): 12."""

    path: Path
    contents: dict[str, Any]
    lines: dict[tuple[Any, ...], int]

    def line_of(self, *keys: Any) -> int:
        """The line of a key, or of the table that it would be in; 1 if neither is known."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def error(self, message: str, *keys: Any) -> UserError:
        """An error that says where."""
        return UserError(f"{self.path}, line {self.line_of(*keys)}: {message}")

    def known(self, keys: Sequence[str], what: str) -> None:
        """Refuse a key of the file that is none of these."""
        for key in self.contents:
            if key not in keys:
                raise self.error(f"there is no {shown(key)} in {what}; {suggestion(key, list(keys))}", key)

    def table(self, key: str) -> dict[str, Any]:
        """A table of the file, or nothing."""
        value = self.contents.get(key, {})
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a table, under a line [{key}]", key)
        return value

    def text(self, table: dict[str, Any], key: str, default: str, *at: Any) -> str:
        """A text of a table."""
        value = table.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"{key} must be a text in quotes, but is {shown(value)}", *at, key)
        return value

    def plain(self, value: Any, *at: Any) -> None:
        """Refuse a value that no parameter can have."""
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, (date, time, dict, list)):
                kinds: dict[Any, str] = {dict: "a table", list: "a list of lists"}
                kind = kinds.get(type(each), f"the date {each}")
                raise self.error(f"{at[-1]} holds {kind}; parameters are numbers, texts and lists of these", *at)


def read_toml(path: Path, advice: str) -> Lined:
    """Read a TOML file, with or without a byte order mark; errors say the line, and end with the advice."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is no text in UTF-8 (byte {error.start}); save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UserError(f"{path} can't be read ({reason}); {advice}") from None
    try:
        return Lined(path, tomllib.loads(text), _lines(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{path}, {_told(str(error), max(1, len(text.splitlines())))}; {advice}") from None


def _told(problem: str, last: int) -> str:
    """TOML's own complaint, with the line first: `line 3: invalid value (column 9)`."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", problem)
    message = problem[: found.start()] if found else problem.partition(" (at end")[0]
    return f"line {found[1] if found else last}: {shown_line(message[:1].lower() + message[1:])}" + (
        f" (column {found[2]})" if found else ""
    )


def _lines(text: str) -> dict[tuple[Any, ...], int]:
    """The line of each table and key, the first where there are several.

    TOML's reader doesn't say; this looks for headings and for what stands before an equals sign.
    """
    lines: dict[tuple[Any, ...], int] = {}
    table: tuple[Any, ...] = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := re.match(r"\s*\[\[\s*([^\[\]]+?)\s*\]\]", line):
            name = heading[1].strip("\"' ")
            table = (name, counts.get(name, 0))
            counts[name] = counts.get(name, 0) + 1
            lines.setdefault((name,), number)
        elif heading := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$", line):
            table = tuple(part.strip("\"' ") for part in heading[1].split("."))
        elif key := re.match(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*[=.]""", line):
            lines.setdefault((*table, key[1].strip("\"'")), number)
            continue
        else:
            continue
        lines.setdefault(table, number)
    return lines


def typed_as(value: Any) -> str:
    """A parameter's value as it is typed after `--set KEY=`."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def shown(value: Any) -> str:
    """A value as it came, in one line, shortened."""
    text = str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else str(value)
    return shown_line(text)


def shown_line(text: str) -> str:
    """A text in one line, shortened."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"
