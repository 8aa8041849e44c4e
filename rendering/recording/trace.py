"""What this process runs and reads of the project, as it happens: the account of what it makes.

Modules of the project are loaded from their text, never from a compiled file that may be stale. In those of the
mathematics and the scenes a line at the start of each function notes that it ran. Files that are opened are seen by
Python's audit hook. What cannot be seen is refused: other programs, the network, modules from elsewhere.

Not seen, and forbidden to scenes: whether a file exists if it isn't opened, the clock, and fonts of the system.
"""

import ast
import marshal
import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, decode_source, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from rendering.errors import SceneError
from rendering.model.account import Account
from rendering.project import PACKAGES, ROOT
from rendering.provenance.meaning import MODULE, functions_of
from rendering.provenance.sources import (
    INSTALLED,
    code_of,
    digest_at,
    digest_of,
    kept_meaning,
    listing_at,
    name_of,
    path_of,
)
from rendering.provenance.store import Store, content_key

NOTE = "__ran__"
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

_MAKER = Path(__file__).read_bytes()


class Trace:
    """What ran and what was read since the process began; the one of this process is made by `install`."""

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
        self.ground = {name for name, _ in loaded_sources()}

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
        path = Path(os.path.abspath(os.fsdecode(given)))
        passing = path.suffix == ".pyc" or _is_standard(path) or str(path).startswith(PASSING)
        if not passing and not any(path.is_relative_to(own) for own in (self.store.root, tempfile.gettempdir())):
            with self.unwatched():
                name, now = name_of(path), look(path)
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
        for name, path in sorted(loaded_sources()):
            if name not in self.loaded and name not in self.ground:
                self.files.setdefault(name, digest_at(path))
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
            if _is_noted(name):
                meaning = kept_meaning(self.store, name, source)
                ran = [MODULE, *(part for part in meaning.parts if f"{name}:{part}" in self.ran)]
                functions[name] = {part: meaning.parts[part] for part in ran}
                sources[name] = digest_of(source)
                looked = looked or not set(ran).isdisjoint(meaning.looking)
        if looked:
            self.files.update(sources)
        return functions, sources

    def code(self, name: str, path: str) -> CodeType:
        """A module's code from its text, as it is in the file now."""
        with self.unwatched():
            source = self.loaded[name] = Path(path).read_bytes()
            try:
                if self.expected.get(name, "") not in ("", code_of(kept_meaning(self.store, name, source))):
                    raise SceneError(f"{name} was saved while this ran; render again")
                key = content_key("code", name, path, source, _MAKER, MAGIC_NUMBER, str(sys.flags.optimize))
                kept = self.store.get("code", key)
                if kept is None:
                    kept = marshal.dumps(_compiled(name, path, source))
                    self.store.put("code", key, kept)
            except SyntaxError as error:
                place = f"{name}, line {error.lineno}"
                raise SceneError(f"{place}: {error.msg}; nothing can be rendered until this can be read") from None
        return marshal.loads(kept)  # what this program wrote, under a checksum


def install(store: Store, expected: dict[str, str]) -> Trace:
    """From now on load the project's modules from their texts, and take note."""
    trace = Trace(store, expected)
    sys.meta_path.insert(0, _Finder(trace))
    sys.path[:] = [*(path for path in sys.path if path.startswith((*STANDARD, str(INSTALLED)))), str(ROOT)]

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if trace.watching:
            trace.heard(event, details)

    sys.addaudithook(hook)
    return trace


class _Finder(MetaPathFinder):
    """Finds the project's modules where Python would, and has them loaded by `_Loader`."""

    def __init__(self, trace: Trace):
        self.trace = trace

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        """Python's own specification, with another loader."""
        if path is None:
            folders = [str(ROOT)] if fullname in PACKAGES else []
        else:
            folders = [each for each in path if _is_ours(each)]
        for folder in folders:
            base = os.path.join(folder, fullname.rpartition(".")[2])
            for file in (os.path.join(base, "__init__.py"), f"{base}.py"):
                if os.path.isfile(file):
                    return self._spec(fullname, file)
                self.trace.files.setdefault(name_of(Path(file)), None)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.origin and _is_ours(spec.origin) and isinstance(spec.loader, SourceFileLoader):
            return self._spec(fullname, spec.origin)
        if spec is None and path is None:
            for file in (f"{fullname}/__init__.py", f"{fullname}.py"):
                self.trace.files.setdefault(file, None)
        return spec

    def _spec(self, fullname: str, file: str) -> ModuleSpec | None:
        package = [os.path.dirname(file)] if os.path.basename(file) == "__init__.py" else None
        loader = _Loader(fullname, file, self.trace)
        return spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=package)


class _Loader(SourceFileLoader):
    """Runs a module's code with the notes in it."""

    def __init__(self, fullname: str, path: str, trace: Trace):
        super().__init__(fullname, path)
        self.trace = trace

    def get_code(self, fullname: str) -> CodeType:
        """Code that Python's own cache of compiled files never sees."""
        return self.trace.code(name_of(Path(self.path)), str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        """Run it with what the notes call."""
        vars(module)[NOTE] = self.trace.ran.add
        super().exec_module(module)


def _compiled(name: str, path: str, source: bytes) -> CodeType:
    """A module's code; with a note at the start of each function, if it is one that draws."""
    tree = ast.parse(decode_source(source), path)
    if _is_noted(name):
        for function, node in functions_of(tree.body):
            first = node.body[0]
            told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            call = ast.Call(ast.Name(NOTE, ast.Load()), [ast.Constant(f"{name}:{function}")], [])
            node.body.insert(int(told), ast.Expr(call))
            for each in ast.walk(node.body[int(told)]):
                ast.copy_location(each, first)
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _is_noted(name: str) -> bool:
    return not name.startswith("rendering/")


def _is_ours(path: str) -> bool:
    """Whether a path is in the project, and not among its packages."""
    return Path(path).is_relative_to(ROOT) and not Path(path).is_relative_to(sys.prefix)


def _is_standard(path: Path) -> bool:
    """Whether a file is Python's own."""
    return any(map(path.is_relative_to, STANDARD)) and not path.is_relative_to(INSTALLED)


def loaded_sources() -> Iterator[tuple[str, Path]]:
    """Names and paths of the loaded modules that have sources and aren't Python's own."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not file or _is_standard(path := Path(os.path.abspath(file))):
            continue
        if not path.is_relative_to(INSTALLED) and not path.is_relative_to(ROOT):
            path = path.resolve()  # of a checkout that was reached through a link
        if not path.is_relative_to(INSTALLED) and not path.is_relative_to(ROOT):
            raise SceneError(
                f"module {name} comes from {path}, which is neither in this project nor installed; "
                "move it into scenes/, or install it into .venv"
            )
        if path.suffix == ".py" and _is_noted(name_of(path)):
            yield name_of(path), path


def _is_import(frame: Any) -> bool:
    return bool(frame.f_code.co_filename.startswith("<frozen importlib"))


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return not mode.startswith("r")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_CREAT))
