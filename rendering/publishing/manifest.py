"""`manifest.json`: what is in an output folder, and what it was made from.

`clips` lists the clips in teaching order, or in a talk's; `film`, if there is one, is the film's entry; `exports` lists
what there is in other formats, by clip and format. `environments` lists the installed sources that entries stand on.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rendering.errors import SceneError, UserError
from rendering.provenance.ground import Ground

NAME = "manifest.json"
LOCK = ".lock"
Entry = dict[str, Any]
Environments = dict[str, dict[str, str]]


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


class Manifest(NamedTuple):
    """The entries of a folder."""

    clips: dict[str, Entry]  # by name
    film: Entry | None
    exports: dict[tuple[str, str], Entry]  # by name and format
    environments: Environments  # the installed sources that they stand on: digests by source, by their digest


def read(folder: Path) -> Manifest:
    """All entries of a folder; reading takes a hundredth of a second, so a command does it once where it can."""
    contents = document(folder)
    return Manifest(
        {name_of(clip): clip for clip in contents["clips"]},
        contents.get("film"),
        {(name_of(entry), entry["format"]): entry for entry in contents.get("exports", [])},
        contents.get("environments", {}),
    )


def name_of(entry: Entry) -> str:
    """What a clip or an export is called; those of older versions are called as their scene."""
    return str(entry.get("name", entry["scene"]))


def damaged(folder: Path, entry: Entry) -> list[str]:
    """The files of an entry that are missing or not as they were written."""
    return list(looked_at(folder, entry))


def looked_at(folder: Path, entry: Entry) -> Iterator[str]:
    """Begin to look at all files of an entry; yields those that are `damaged`, and waits for each."""
    written = entry["checksums"]
    found = _threads().map(checksum, (folder / name for name in written))
    return (name for name, now in zip(written, found, strict=True) if now != written[name])


@cache
def _threads() -> ThreadPoolExecutor:
    """Reading and hashing let each other run; threads for each entry took a tenth of a second where there are 15."""
    return ThreadPoolExecutor()


def checksum_of(path: Path) -> tuple[int, str]:
    """Size and hash of a file that was just written."""
    found = checksum(path)
    if found is None:
        raise SceneError(f"{path.name} was removed while it was being made; render again")
    return found[0], found[1]


def checksum(path: Path) -> list[Any] | None:
    """Size and hash of a file, or None if there is no such file."""
    try:
        with path.open("rb") as file:
            return [os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()]
    except OSError:
        return None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other renders from changing the folder's files; held for moments only."""
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(folder: Path, contents: dict[str, Any], ground: Ground) -> None:
    """Replace the manifest, with the environments that its entries name; the folder must be locked."""
    known = {**contents.pop("environments", {}), ground.environment: ground.files}
    film = [contents["film"]] if contents.get("film") else []
    entries = [*contents["clips"], *contents.get("exports", []), *film]
    used = {entry.get("made_from", {}).get("environment") for entry in entries}
    contents["environments"] = {digest: files for digest, files in known.items() if digest in used}
    aside = folder / f".{NAME}"  # one name, since the folder is locked: what a killed run left is written over
    aside.write_text(json.dumps(contents, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(aside, folder / NAME)
