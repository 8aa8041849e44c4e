"""`manifest.json`: what is in an output folder, and what it was made from.

`clips` lists the scenes in teaching order; `film`, if there is one, is the film's entry; `exports` lists what
there is in other formats, by scene and format.
"""

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
Entry = dict[str, Any]


def document(folder: Path) -> dict[str, Any]:
    """All that a folder's manifest says."""
    try:
        contents = json.loads((folder / NAME).read_text(encoding="utf-8"))
        ours = all({"scene", "recipe", "checksums"} <= set(clip) for clip in contents["clips"])
    except FileNotFoundError:
        return {"clips": []}
    except (OSError, ValueError, KeyError, TypeError):
        ours = False
    if not ours:
        raise UserError(f"{folder / NAME} is not a manifest of this program; move it away or choose another -o")
    return contents


def read(folder: Path) -> dict[str, Entry]:
    """The entries of a folder's clips by scene."""
    return {clip["scene"]: clip for clip in document(folder)["clips"]}


def film(folder: Path) -> Entry | None:
    """The entry of the folder's film."""
    return document(folder).get("film")


def exports(folder: Path) -> dict[tuple[str, str], Entry]:
    """The entries of a folder's exports by scene and format."""
    return {(entry["scene"], entry["format"]): entry for entry in document(folder).get("exports", [])}


def fresh(folder: Path, entry: Entry | None, recipe: str) -> bool:
    """Whether an entry was made by this recipe and its files are as they were written."""
    return entry is not None and entry.get("recipe") == recipe and not damaged(folder, entry)


def damaged(folder: Path, entry: Entry) -> list[str]:
    """The files of an entry that are missing or not as they were written."""
    return [name for name, expected in entry["checksums"].items() if checksum(folder / name) != expected]


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


def update(folder: Path, entry: Entry, order: list[str]) -> None:
    """Put a clip's entry into the manifest in place of the scene's last one; the folder must be locked."""
    entries = {**read(folder), entry["scene"]: entry}
    known = {scene: place for place, scene in enumerate(order)}
    clips = sorted(entries.values(), key=lambda clip: (known.get(clip["scene"], len(order)), clip["scene"]))
    put(folder, "clips", clips)


def put(folder: Path, key: str, value: Any) -> None:
    """Replace one part of the manifest; the folder must be locked."""
    contents = {**document(folder), key: value}
    aside = folder / f".{NAME}.{os.getpid()}"
    aside.write_text(json.dumps(contents, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(aside, folder / NAME)
