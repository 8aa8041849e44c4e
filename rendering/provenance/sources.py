"""Files as they are now: this project's sources, what they mean, data, and the installed packages."""

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import NamedTuple

from rendering.project import ROOT
from rendering.provenance.meaning import Meaning, meaning_of
from rendering.provenance.store import Store, content_key

#: Where packages are installed, and what stands for that folder in the name of a file.
INSTALLED = Path(sysconfig.get_path("purelib"))
PREFIX = "installed:"
#: A file that was written so shortly ago may be written again without showing it, in nanoseconds.
SETTLED = 2 * 10**9

_READER = Path(__file__).with_name("meaning.py").read_bytes()


def digest_of(data: bytes) -> str:
    """The hash by which a file counts."""
    return hashlib.blake2b(data, digest_size=10).hexdigest()


def name_of(path: str) -> str:
    """A file's name in accounts: relative to the packages or the project, so that it is the same in every checkout."""
    for folder, prefix in ((INSTALLED, PREFIX), (ROOT, "")):
        if is_in(path, folder):
            return prefix + (path[len(str(folder)) + 1 :].replace(os.sep, "/") or ".")
    return path


def is_in(path: str, folder: str | Path) -> bool:
    """Whether an absolute path leads into a folder, or to it."""
    # Thousands are looked at while somebody waits; pathlib, which takes paths apart, would take four times as long.
    return f"{path}{os.sep}".startswith(f"{folder}{os.sep}")


def path_of(name: str) -> Path:
    """The path of a file that is called so in accounts."""
    return INSTALLED / name.removeprefix(PREFIX) if name.startswith(PREFIX) else ROOT / name


def digest_at(path: Path) -> str | None:
    """The hash of a file's contents, or None if it can't be read."""
    try:
        return digest_of(path.read_bytes())
    except (OSError, ValueError):
        return None


def listing_at(path: Path) -> str | None:
    """The hash of the names in a folder, or None if there is no such folder."""
    try:
        return content_key(*sorted(os.listdir(path)))
    except OSError:
        return None


def kept_meaning(store: Store, name: str, source: bytes) -> Meaning:
    """The meaning of a source, from the store if it is known; raises SyntaxError."""
    key = content_key("meaning", source, _READER, MAGIC_NUMBER, str(sys.flags.optimize))
    kept = store.get("meanings", key)
    if kept is not None:
        return Meaning(*json.loads(kept))
    meaning = meaning_of(source, name)
    with suppress(OSError):  # it only saves time
        store.put("meanings", key, json.dumps(meaning).encode())
    return meaning


def code_of(meaning: Meaning) -> str:
    """The hash of all that a source means."""
    return digest_of(json.dumps(meaning.parts, sort_keys=True).encode())


class Packages(NamedTuple):
    """The state of installed sources."""

    digest: str
    files: dict[str, str]  # by name; each with its hash
    newest: int  # when the last of them was changed, in nanoseconds since 1970


class Sources:
    """Files as they are now; each is read once."""

    def __init__(self, store: Store):
        self.store = store
        self._digests: dict[str, str | None] = {}
        self._meanings: dict[str, Meaning | None] = {}
        self._packages: dict[tuple[str, ...], Packages] = {}

    def digest(self, name: str) -> str | None:
        """The hash of a file's contents, or None if it can't be read."""
        if name not in self._digests:
            self._digests[name] = digest_at(path_of(name))
        return self._digests[name]

    def meaning(self, name: str) -> Meaning | None:
        """What a source file means, or None if it can't be read."""
        if name not in self._meanings:
            try:
                self._meanings[name] = kept_meaning(self.store, name, path_of(name).read_bytes())
            except (OSError, SyntaxError, ValueError):
                self._meanings[name] = None
        return self._meanings[name]

    def code(self, name: str) -> str | None:
        """The hash of all that a source file means, or None if it can't be read."""
        meaning = self.meaning(name)
        return code_of(meaning) if meaning else None

    def packages(self, names: Iterable[str]) -> Packages:
        """The state of installed sources; those that can't be read are left out."""
        key = tuple(sorted(names))
        if key not in self._packages:
            self._packages[key] = packages_now(self.store, key)
        return self._packages[key]


def packages_now(store: Store, names: tuple[str, ...]) -> Packages:
    """The state of installed sources. They are read again only if size, times or place on disk of any has changed."""
    import time

    status = {}
    for name in names:
        with suppress(OSError):
            seen = path_of(name).stat()
            status[name] = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
    newest = max((times[2] for times in status.values()), default=0)
    key = content_key("packages", str(INSTALLED), json.dumps(status))
    kept = store.get("packages", key)
    if kept is not None:
        digest, files = json.loads(kept)
        return Packages(digest, files, newest)
    files = {name: digest for name in status if (digest := digest_at(path_of(name)))}
    digest = content_key(json.dumps(files))
    if newest < time.time_ns() - SETTLED:
        with suppress(OSError):  # it only saves time
            store.put("packages", key, json.dumps([digest, files]).encode())
    return Packages(digest, files, newest)


def versions_of(packages: Iterable[str]) -> dict[str, str]:
    """The installed versions of packages, by reading the names of folders."""
    wanted = {package.lower() for package in packages}
    found = {}
    for folder in INSTALLED.glob("*.dist-info"):
        package, _, version = folder.name.removesuffix(".dist-info").partition("-")
        package = package.replace("_", "-").lower()
        if package in wanted:
            found[package] = version
    return found
