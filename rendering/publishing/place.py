"""Finished files to their places.

Everything is written into a folder beside its place, checked, and renamed; the manifest entry comes last.
Whatever moment a run is killed at, no file is half written, and files without their entry are made again.
"""

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from rendering.model.account import MadeFrom
from rendering.model.score import BeatScore
from rendering.project import catalogue
from rendering.provenance.ground import Ground
from rendering.publishing import manifest
from rendering.publishing.manifest import Entry

ASIDE = ".unfinished-"

Pixels = tuple[int, int]


class Published(NamedTuple):
    """A scene's files as they were published before, by the same code: what didn't change needn't be made again."""

    folder: Path
    entry: Entry

    def take_clip(self, beat: BeatScore, segments: list[str], target: Path) -> bool:
        """Copy the clip of the beat of these segments, if there is one and it is as it was written."""
        recordings = [part.recording for part in beat.parts]
        for each in self.entry["beats"]:
            if (each["segments"], each["recordings"]) == (segments, recordings):
                return self._copy(each["file"], target)
        return False

    def take_still(self, beat: BeatScore, which: str, pixels: Pixels, target: Path) -> bool:
        """Copy the picture of a beat's first or last frame, if there is one of this size, as it was written."""
        number = {"first": 0, "last": -1}[which]
        wanted = beat.parts[number].recording
        stills = [each[which] for each in self._beats(pixels) if each["recordings"][number] == wanted]
        return bool(stills) and self._copy(stills[0], target)

    def _beats(self, pixels: Pixels) -> list[dict[str, Any]]:
        return self.entry["beats"] if (self.entry["width"], self.entry["height"]) == pixels else []

    def _copy(self, name: str, target: Path) -> bool:
        with suppress(FileNotFoundError):
            shutil.copyfile(self.folder / name, target)
        # Of the copy: another render may have replaced the file at any moment.
        return manifest.checksum(target) == self.entry["checksums"][name]


def published(folder: Path, entry: Entry | None, made_from: MadeFrom) -> Published | None:
    """What is published under `entry`, if the same code and packages would write its files now."""
    before = (entry or {}).get("made_from", {})
    same = all(before.get(part) == made_from[part] for part in ("makers", "versions", "environment"))
    return Published(folder, entry) if entry and same else None


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder for files in the making, on the same file system as `folder`.

    It is locked as long as its maker lives: one that can be locked was left by a killed run and is removed. Where
    nothing came to be, no new folder is left.
    """
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with manifest.locked(folder):
            for left in sorted(folder.glob(f"{ASIDE}*")):
                _remove_if_abandoned(left)
            path = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
            lock = (path / "lock").open("w")
            fcntl.flock(lock, fcntl.LOCK_EX)
        with lock:
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)
    finally:
        _remove_if_empty(new)


def _remove_if_empty(folders: list[Path]) -> None:
    """Remove folders, the innermost first, as far as there is nothing in them but its lock."""
    with suppress(OSError):
        if folders and [each.name for each in folders[0].iterdir()] == [manifest.LOCK]:
            (folders[0] / manifest.LOCK).unlink()
        for each in folders:
            each.rmdir()


def _remove_if_abandoned(left: Path) -> None:
    try:
        with (left / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
    except BlockingIOError:
        return  # another render is at work in it
    except FileNotFoundError:
        shutil.rmtree(left, ignore_errors=True)


def move_in(place: Path, entry: Entry, ground: Ground, folder: Path, order: list[str]) -> None:
    """Rename a clip's files to their places, drop what only its last version had, update the manifest.

    The clips come in `order`, those of other names after them. Entries of scenes that are in the catalogue no more go,
    and their files with them.
    """
    with manifest.locked(folder):
        contents = manifest.document(folder)
        entries = {manifest.name_of(each): each for each in contents["clips"]}
        _replace_files(place, folder, entries.get(entry["name"]), entry)
        entries[entry["name"]] = entry
        contents["clips"] = _in_order(_without_gone(folder, list(entries.values())), order)
        manifest.write(folder, contents, ground)


def renew(
    folder: Path, before: dict[str, Entry], renewed: dict[str, Entry], ground: Ground, order: list[str]
) -> dict[str, Entry]:
    """Let entries take the place of those `before` them, whose files they have; returns those that could.

    One can't if a file of it isn't as it was written, or if somebody has published another meanwhile.
    """
    with manifest.locked(folder):
        contents = manifest.document(folder)
        entries = {manifest.name_of(each): each for each in contents["clips"]}
        done = {
            name: entry
            for name, entry in renewed.items()
            if entries.get(name) == before[name] and not manifest.damaged(folder, entry)
        }
        contents["clips"] = _in_order(_without_gone(folder, list({**entries, **done}.values())), order)
        manifest.write(folder, contents, ground)
    return done


def move_film_in(place: Path, entry: Entry, ground: Ground, folder: Path) -> None:
    """The same for the film."""
    with manifest.locked(folder):
        contents = manifest.document(folder)
        _replace_files(place, folder, contents.get("film"), entry)
        contents["film"] = entry
        manifest.write(folder, contents, ground)


def move_export_in(place: Path, entry: Entry, ground: Ground, folder: Path, order: list[str]) -> None:
    """The same for a scene in another format."""
    with manifest.locked(folder):
        contents = manifest.document(folder)
        entries = {(manifest.name_of(each), each["format"]): each for each in contents.get("exports", [])}
        key = (entry["name"], entry["format"])
        _replace_files(place, folder, entries.get(key), entry)
        entries[key] = entry
        contents["exports"] = _in_order(_without_gone(folder, list(entries.values())), order)
        manifest.write(folder, contents, ground)


def _in_order(entries: list[Entry], order: list[str]) -> list[Entry]:
    """Entries in the order of their names, then of their scenes in the catalogue, then of names and formats."""
    wanted, scenes = ({name: number for number, name in enumerate(names)} for names in (order, catalogue()))

    def place(entry: Entry) -> tuple[int, int, str, str]:
        name = manifest.name_of(entry)
        return wanted.get(name, len(wanted)), scenes[entry["scene"]], name, entry.get("format", "")

    return sorted(entries, key=place)


def _without_gone(folder: Path, entries: list[Entry]) -> list[Entry]:
    """Entries without those of scenes that there are no more, whose files go, too."""
    for entry in entries:
        if entry["scene"] not in catalogue():
            _remove_files(folder, entry, {})
    return [entry for entry in entries if entry["scene"] in catalogue()]


def _replace_files(place: Path, folder: Path, before: Entry | None, entry: Entry) -> None:
    for name in entry["checksums"]:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _move(place / name, target)
    if before:
        _remove_files(folder, before, entry["checksums"])


def _move(source: Path, target: Path) -> None:
    """Rename a file, or copy it beside its place first if that is on another file system, as behind a link."""
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        aside = target.with_name(f".{target.name}.unfinished")
        shutil.copyfile(source, aside)
        os.replace(aside, target)


def _remove_files(folder: Path, entry: Entry, kept: Mapping[str, Any]) -> None:
    """Remove the files of an entry that are as they were written, and the folders that are empty then."""
    for name, written in entry["checksums"].items():
        if name not in kept and _is_ours(folder, name, written):
            (folder / name).unlink()
            with suppress(OSError):
                if (folder / name).parent != folder:
                    (folder / name).parent.rmdir()


def _is_ours(folder: Path, name: str, written: Any) -> bool:
    """Whether a file is in the folder and as it was written; a manifest is a text that anyone may have changed."""
    inside = (folder / name).parent.resolve().is_relative_to(folder.resolve())
    return inside and manifest.checksum(folder / name) == written
