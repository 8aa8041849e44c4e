"""Loads the project's modules from their texts, never from a compiled file that may be stale.

In those of the mathematics and the scenes a line at the start of each function notes that it ran.
"""

import ast
import marshal
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, decode_source, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from rendering.errors import SceneError
from rendering.project import PACKAGES, ROOT
from rendering.provenance.meaning import functions_of
from rendering.provenance.sources import INSTALLED, code_of, is_in, kept_meaning, name_of
from rendering.provenance.store import Store, content_key
from rendering.recording.trace import STANDARD, Trace, is_noted

NOTE = "__ran__"
_MAKER = Path(__file__).read_bytes()


def install(store: Store, expected: dict[str, str]) -> Trace:
    """From now on load the project's modules from their texts, and take note."""
    trace = Trace(store, expected)
    sys.meta_path.insert(0, _Finder(trace))
    known = [path for path in sys.path if any(is_in(path, folder) for folder in (*STANDARD, str(INSTALLED)))]
    sys.path[:] = [*known, str(ROOT)]

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
                self.trace.files.setdefault(name_of(file), None)
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
        return load_code(self.trace, name_of(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        """Run it with what the notes call."""
        vars(module)[NOTE] = self.trace.ran.add
        super().exec_module(module)


def load_code(trace: Trace, name: str, path: str) -> CodeType:
    """A module's code from its text, as it is in the file now."""
    with trace.unwatched():
        source = trace.loaded[name] = Path(path).read_bytes()
        try:
            if trace.expected.get(name, "") not in ("", code_of(kept_meaning(trace.store, name, source))):
                raise SceneError(f"{name} was saved while this ran; render again")
            key = content_key("code", name, path, source, _MAKER, MAGIC_NUMBER, str(sys.flags.optimize))
            kept = trace.store.get("code", key)
            if kept is None:
                kept = marshal.dumps(_compiled(name, path, source))
                trace.store.put("code", key, kept)
        except SyntaxError as error:
            place = f"{name}, line {error.lineno}"
            raise SceneError(f"{place}: {error.msg}; nothing can be rendered until this can be read") from None
    return marshal.loads(kept)  # what this program wrote, under a checksum


def _compiled(name: str, path: str, source: bytes) -> CodeType:
    """A module's code; with a note at the start of each function, if it is one that draws."""
    tree = ast.parse(decode_source(source), path)
    if is_noted(name):
        for function, node in functions_of(tree.body):
            first = node.body[0]
            told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            call = ast.Call(ast.Name(NOTE, ast.Load()), [ast.Constant(f"{name}:{function}")], [])
            node.body.insert(int(told), ast.Expr(call))
            for each in ast.walk(node.body[int(told)]):
                ast.copy_location(each, first)
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _is_ours(path: str) -> bool:
    """Whether a path is in the project, and not among its packages."""
    return is_in(path, ROOT) and not is_in(path, sys.prefix)
