"""Which functions of this project run: what a beat was drawn by.

The mathematics and the scenes are imported with a line more at the start of each function, which notes that it
ran. With the hash of each function's text that tells, later, whether what ran then is what would run now.

A function whose value is remembered (`functools.cache`) is taken at its word: its value must depend on its
arguments alone, and nobody may change it. And no code may depend on the text of other code (`inspect`), or on
files that a scene writes itself.
"""

import ast
import marshal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, decode_source
from itertools import accumulate
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from rendering.project import DRAWING
from rendering.provenance.recipe import digest_of
from rendering.provenance.store import Store, content_key

#: A function under one of these decorators runs once, whoever asks for it afterwards.
REMEMBERING = {"cache", "lru_cache", "cached_property"}
#: A scene's own mark; what it says (captions) is part of the function that it stands on.
BEAT = "beat"

_MAKER = Path(__file__).read_bytes()


class Text(NamedTuple):
    """A module's source, in parts."""

    code: CodeType  # with a note at the start of each function
    functions: dict[str, str]  # each function's hash, by its name in the module, with all that stands in it
    rest: str  # the hash of everything else
    tellers: set[str]  # the functions that look at what a scene's marks say
    source: str  # the hash of the file


@dataclass
class Footprint:
    """What ran, since when."""

    store: Store
    modules: dict[str, ModuleType] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    ran: set[str] = field(default_factory=set)
    #: what ran for a value that is remembered: whoever asks for that value depends on it
    remembered: set[str] = field(default_factory=set)
    #: what ran while modules were imported: what came of it can be anywhere in them
    at_import: set[str] = field(default_factory=set)

    def start(self) -> None:
        """Forget what ran, but for what later functions get the values of."""
        self.ran.clear()

    def functions(self) -> dict[str, str]:
        """The hash of each function that what was drawn since the start depends on."""
        return {name: self.hash_of(name) for name in sorted(self.ran | self.remembered)}

    def hash_of(self, function: str) -> str | None:
        """The hash of a function as it stands now, or None if there is none of that name."""
        module, _, name = function.partition(":")
        text = self.texts.get(module)
        return text and text.functions.get(name)

    @property
    def marks_read(self) -> bool:
        """Whether something ran that looks at marks, and so at what other beats say."""
        return any(f"{module}:{name}" in self.ran for module, text in self.texts.items() for name in text.tellers)

    def rest(self) -> list[str]:
        """Hashes of what everything depends on: what stands outside of functions, and what ran at import."""
        outside = [f"{name} {text.rest}" for name, text in sorted(self.texts.items())]
        return [*outside, *(f"{name} {self.hash_of(name)}" for name in sorted(self.at_import))]

    def files(self) -> dict[str, str]:
        """The hash of each module's file, as it was loaded."""
        return {self.modules[name].__file__: text.source for name, text in self.texts.items()}

    @contextmanager
    def within(self, function: str) -> Iterator[None]:
        """Note what runs in a function whose value is remembered."""
        with self.noting(self.remembered):
            self.ran.add(function)
            yield

    @contextmanager
    def noting(self, found: set[str]) -> Iterator[None]:
        """Add what runs meanwhile to `found`, too."""
        before = self.ran.copy()
        self.ran.clear()
        try:
            yield
        finally:
            found |= self.ran
            self.ran |= before

    def text_of(self, module: str, path: str) -> Text:
        """A module's parts, taken apart once for each state of its file."""
        source = Path(path).read_bytes()
        key = content_key(module, path, source, _MAKER, MAGIC_NUMBER, str(sys.flags.optimize))
        kept = self.store.get("modules", key)
        if kept is not None:
            return Text(*marshal.loads(kept))  # what this program wrote, under a checksum
        text = taken_apart(module, decode_source(source), path)._replace(source=digest_of(source))
        self.store.put("modules", key, marshal.dumps(tuple(text)))
        return text


def note(store: Store) -> Footprint | None:
    """From now on note what runs; None if some of the project's modules are imported already."""
    if any(is_noted(name) for name in sys.modules):
        return None
    footprint = Footprint(store)
    sys.meta_path.insert(0, _Finder(footprint))
    return footprint


def is_noted(module: str | None) -> bool:
    """Whether a module is one of those whose functions are noted."""
    return module is not None and module.partition(".")[0] in DRAWING


class _Finder(MetaPathFinder):
    """Finds the project's modules where Python would, and has them loaded by `_Loader`."""

    def __init__(self, footprint: Footprint):
        self.footprint = footprint

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        """Python's own specification, with another loader."""
        if not is_noted(fullname):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(fullname, spec.loader.path, self.footprint)
        return spec


class _Loader(SourceFileLoader):
    """Runs a module's code with the notes in it."""

    def __init__(self, fullname: str, path: str, footprint: Footprint):
        super().__init__(fullname, path)
        self.footprint = footprint

    def get_code(self, fullname: str) -> CodeType:
        """Code that Python's own cache of compiled files never sees."""
        text = self.footprint.texts[fullname] = self.footprint.text_of(fullname, self.path)
        return text.code

    def exec_module(self, module: ModuleType) -> None:
        """Run it with what the notes call."""
        vars(module).update(__ran__=self.footprint.ran.add, __within__=self.footprint.within)
        self.footprint.modules[module.__name__] = module
        with self.footprint.noting(self.footprint.at_import):
            super().exec_module(module)


def taken_apart(module: str, text: str, path: str) -> Text:
    """A module's code with notes, and the hashes of its parts.

    A function's part is its body and, if its only decorator is a scene's `beat`, that too. Its signature, other
    decorators and whatever stands outside are the rest.
    """
    tree, source = ast.parse(text, path), text.encode()
    starts = [0, *accumulate(map(len, source.splitlines(keepends=True)))]

    def place(line: int, column: int) -> int:
        return starts[line - 1] + column

    parts: list[tuple[int, int, str]] = []
    tellers = set()
    for name, function in _functions(tree.body, ""):
        if any(_mentions_marks(node) for statement in function.body for node in ast.walk(statement)):
            tellers.add(name)
        first = function.body[0]
        last = place(function.end_lineno, function.end_col_offset)
        parts.append((place(first.lineno, first.col_offset), last, name))
        if [_name_of(decorator) for decorator in function.decorator_list] == [BEAT]:
            decorator = function.decorator_list[0]
            span = place(decorator.lineno, decorator.col_offset), place(decorator.end_lineno, decorator.end_col_offset)
            parts.append((*span, name))
        _add_note(function, f"{module}:{name}")
    hashes: dict[str, Any] = {}
    rest, position = [], 0
    for start, end, name in sorted(parts):
        hashes.setdefault(name, []).append(source[start:end])
        rest += [source[position:start], name]
        position = end
    functions = {name: content_key(*texts) for name, texts in hashes.items()}
    code = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
    return Text(code, functions, content_key(*rest, source[position:]), tellers, "")


def _functions(block: Iterable[ast.AST], within: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Functions and methods, but not what is defined inside of them."""
    for node in block:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield within + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{within}{node.name}.")
        elif isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _functions(ast.iter_child_nodes(node), within)


def _name_of(decorator: ast.expr) -> str:
    """The last part of a decorator's name."""
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")


def _mentions_marks(node: ast.AST) -> bool:
    return getattr(node, "attr", None) == BEAT or (isinstance(node, ast.Constant) and node.value == BEAT)


def _add_note(function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> None:
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    docstring, body = (function.body[:1], function.body[1:]) if told else ([], function.body)
    remembering = any(_name_of(decorator) in REMEMBERING for decorator in function.decorator_list) and not any(
        isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)
    )
    note = ast.Call(ast.Name("__within__" if remembering else "__ran__", ast.Load()), [ast.Constant(name)], [])
    if remembering:
        function.body = [*docstring, ast.With([ast.withitem(note)], body or [ast.Pass()])]
    else:
        function.body = [*docstring, ast.Expr(note), *body]
    for node in ast.walk(note):
        ast.copy_location(node, first)
    if remembering:
        ast.copy_location(function.body[-1], first)
