"""What this process runs and reads of the project, as it happens: the account of what it makes.

What ran is noted by the code itself (see `loading`). Files that are opened are seen by Python's audit hook. What cannot
be seen is refused: other programs, the network, modules from elsewhere.

Not seen, and forbidden to scenes: whether a file exists if it isn't opened, the clock, and fonts of the system.
"""

import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rendering.errors import SceneError
from rendering.model.account import Account
from rendering.project import ROOT
from rendering.provenance.meaning import MODULE
from rendering.provenance.sources import (
    INSTALLED,
    digest_at,
    digest_of,
    is_in,
    kept_meaning,
    listing_at,
    name_of,
    path_of,
)
from rendering.provenance.store import Store

STANDARD = tuple(sysconfig.get_path(each) for each in ("stdlib", "platstdlib"))
#: Places whose contents aren't files, or no one's but this process's own.
PASSING = ("/dev/", "/proc/", "/sys/")
REFUSED = {
    "subprocess.Popen": "starts another program",
    "os.system": "starts another program",
    "os.exec": "starts another program",
    "os.posix_spawn": "starts another program",
    "os.fork": "starts another process",
    "socket.connect": "opens a connection",
    "socket.bind": "opens a connection",
    "socket.getaddrinfo": "asks the network",
    "socket.gethostbyname": "asks the network",
}


class Trace:
    """What ran and what was read since the process began; the one of this process is made by `loading.install`."""

    def __init__(self, store: Store, expected: dict[str, str]):
        self.store = store
        #: by name, the code of `rendering` that this process may load, as a hash
        self.expected = expected
        self.loaded: dict[str, bytes] = {}  # sources by name
        self.ran: set[str] = set()  # "name:function"
        self.files: dict[str, str | None] = {}
        self.folders: dict[str, str | None] = {}
        self.refusal = ""
        self.watching = False
        #: installed modules that were loaded before anything of the project
        self.ground = set(loaded_sources())

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Watch what is opened, and refuse what can't be accounted for."""
        self.watching = True
        try:
            yield
        finally:
            self.watching = False
        if self.refusal:  # a scene may have swallowed the error
            raise SceneError(self.refusal)

    def heard(self, event: str, details: tuple[Any, ...]) -> None:
        """Hear of something that Python's audit hook tells."""
        if event == "open":
            path, mode, flags = details
            if not isinstance(path, int) and not _writes(mode, flags):
                self._note(path, self.files, digest_at)
        elif event in ("os.listdir", "os.scandir"):
            if not isinstance(details[0], int) and not _is_import(sys._getframe(2)):
                self._note(details[0] or ".", self.folders, listing_at)
        elif event in REFUSED:
            self._refuse(f"this scene {REFUSED[event]} ({event}), which can't be accounted for; scenes must not")

    def _refuse(self, refusal: str) -> None:
        self.refusal = refusal
        raise SceneError(refusal)

    def _note(self, given: Any, found: dict[str, str | None], look: Callable[[Path], str | None]) -> None:
        path = os.path.abspath(os.fsdecode(given))
        passing = path.endswith(".pyc") or _is_standard(path) or path.startswith(PASSING)
        if not passing and not any(is_in(path, own) for own in (self.store.root, tempfile.gettempdir())):
            with self.unwatched():
                name, now = name_of(path), look(Path(path))
            if found.setdefault(name, now) != now:  # it may be put back before the end
                self._refuse(f"{name} was changed while this scene was being recorded; render again")

    @contextmanager
    def unwatched(self) -> Iterator[None]:
        """Read something on this program's own account."""
        before, self.watching = self.watching, False
        try:
            yield
        finally:
            self.watching = before

    def account(self) -> Account:
        """What ran and what was read. All of it is looked at once more: it must be as it was."""
        functions, sources = self._functions()
        for name in sorted(loaded_sources()):
            if name not in self.loaded and name not in self.ground:
                self.files.setdefault(name, digest_at(path_of(name)))
        for name, digest in (*sources.items(), *self.files.items()):
            if digest_at(path_of(name)) != digest:
                raise SceneError(f"{name} was saved while this scene was being recorded; render again")
        for name, digest in self.folders.items():
            if listing_at(path_of(name)) != digest:
                raise SceneError(f"{name} was changed while this scene was being recorded; render again")
        return Account(functions=functions, sources=sources, files=self.files, folders=self.folders)

    def _functions(self) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
        functions, sources, looked = {}, {}, False
        for name, source in sorted(self.loaded.items()):
            if is_noted(name):
                meaning = kept_meaning(self.store, name, source)
                ran = [MODULE, *(part for part in meaning.parts if f"{name}:{part}" in self.ran)]
                functions[name] = {part: meaning.parts[part] for part in ran}
                sources[name] = digest_of(source)
                looked = looked or not set(ran).isdisjoint(meaning.looking)
        if looked:
            self.files.update(sources)
        return functions, sources


def is_noted(name: str) -> bool:
    """Whether of a module, by its file's name, the functions that ran are counted: those of what draws."""
    return not name.startswith("rendering/")


def _is_standard(path: str) -> bool:
    """Whether a file is Python's own."""
    return any(is_in(path, folder) for folder in STANDARD) and not is_in(path, INSTALLED)


def loaded_sources() -> Iterator[str]:
    """The names in accounts of the loaded modules' sources, without Python's own."""
    for module_name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not file or _is_standard(path := os.path.abspath(file)):
            continue
        if not is_in(path, INSTALLED) and not is_in(path, ROOT):
            path = os.path.realpath(path)  # of a checkout that was reached through a link
        if not is_in(path, INSTALLED) and not is_in(path, ROOT):
            raise SceneError(
                f"module {module_name} comes from {path}, which is neither in this project nor installed; "
                "move it into scenes/, or install it into .venv"
            )
        if path.endswith(".py") and is_noted(name := name_of(path)):
            yield name


def _is_import(frame: Any) -> bool:
    return bool(frame.f_code.co_filename.startswith("<frozen importlib"))


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return not mode.startswith("r")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_CREAT))
