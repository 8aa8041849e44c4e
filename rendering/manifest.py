"""`manifest.json`: what is in an output folder, and what it was made from."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rendering.errors import UserError

NAME = "manifest.json"


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The entries of a folder's manifest by scene."""
    try:
        clips = json.loads((folder / NAME).read_text(encoding="utf-8"))["clips"]
        return {clip["scene"]: clip for clip in clips}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(
            f"{folder / NAME} is not a manifest of this program; move it away or choose another -o"
        ) from None


def fresh(folder: Path, entry: dict[str, Any] | None, recipe: str) -> bool:
    """Whether an entry was made by this recipe and its files are as they were written."""
    if entry is None or entry.get("recipe") != recipe:
        return False
    return all(checksum(folder / name) == expected for name, expected in entry["checksums"].items())


def checksum(path: Path) -> list | None:
    """Size and hash of a file, or None if there is no such file."""
    try:
        with path.open("rb") as file:
            return [os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()]
    except OSError:
        return None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other renders from changing the folder's files; held for moments only."""
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def update(folder: Path, entry: dict[str, Any], order: list[str]) -> None:
    """Put an entry into the manifest in place of the scene's last one; the folder must be locked."""
    entries = read(folder)
    entries[entry["scene"]] = entry
    known = {scene: place for place, scene in enumerate(order)}
    clips = sorted(entries.values(), key=lambda clip: (known.get(clip["scene"], len(order)), clip["scene"]))
    aside = folder / f".{NAME}.{os.getpid()}"
    aside.write_text(json.dumps({"clips": clips}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(aside, folder / NAME)
