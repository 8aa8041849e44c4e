"""What a scene's files are made from, as one hash; the same hash means that there is nothing to do.

A recipe covers the source of every module that the scene imports, directly or not, as far as it belongs to
this project; the files among them that aren't Python; this package; the parameters; the settings; and the
versions of everything installed, by the lock file. Modules are found by reading import statements, so Manim
isn't imported: a scene must import what it uses by name, not by a computed one.
"""

import ast
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rendering.errors import SceneError
from rendering.model.settings import Settings
from rendering.project import DRAWING, PACKAGES, ROOT
from rendering.provenance.store import Store, content_key

# What runs to make a file; the command line and the display of progress don't change a picture.
PICTURE_MAKERS = ("rendering.scheduling.work", "rendering.recording.process")


class Sources:
    """The project's source files and who imports whom."""

    def __init__(self, root: Path = ROOT):
        self.root = root
        self.direct: dict[str, frozenset[str]] = {}
        self.statements: dict[str, Imports] = {}  # by the hash of a file
        self.hashes: dict[Path, str] = {}

    def file(self, module: str) -> Path | None:
        """The file of a module of this project, or None."""
        base = self.root.joinpath(*module.split("."))
        for path in (base / "__init__.py", base.with_suffix(".py")):
            if path.is_file():
                return path
        return None

    def imports(self, module: str) -> frozenset[str]:
        """The project's modules that `module` imports itself, and its packages if they do anything."""
        if module not in self.direct:
            path = self.file(module)
            names = {package for package in _packages(module) if not self._binds_literals_alone(package)}
            for level, base, aliases in self._statements_of(path).imports:
                if level is None:
                    # `import a.b` binds `a`, and with it whatever `a` holds.
                    names.update(name for alias in aliases for name in (*_packages(alias), alias))
                else:
                    base = _absolute(module, path, level, base)
                    within = [f"{base}.{alias}" for alias in aliases]
                    names.update(within)
                    if base.split(".")[0] in PACKAGES and not all(map(self.file, within)):
                        names.add(base)
            self.direct[module] = frozenset(
                name for name in names if name.split(".")[0] in PACKAGES and self.file(name)
            )
        return self.direct[module]

    def _binds_literals_alone(self, package: str) -> bool:
        """Whether a package's own file does nothing to the modules in it, unless one of them asks for its names.

        So with the catalogue of scenes: a line more in it makes no other scene stale.
        """
        path = self.file(package)
        return path is None or self._statements_of(path).literals_alone

    def _statements_of(self, path: Path) -> "Imports":
        digest = self.digest(path)
        if digest not in self.statements:
            try:
                self.statements[digest] = _read(ast.parse(path.read_bytes()))
            except SyntaxError as error:
                place = f"{self.name(path)}, line {error.lineno}"
                raise SceneError(f"{place}: {error.msg}; nothing can be rendered until this file can be read") from None
        return self.statements[digest]

    def closure(self, *modules: str) -> list[str]:
        """`modules` and everything of this project that they import, directly or not."""
        found, waiting = set(), list(modules)
        while waiting:
            module = waiting.pop()
            if module not in found:
                found.add(module)
                waiting.extend(self.imports(module))
        return sorted(found)

    @contextmanager
    def kept(self, store: Store) -> Iterator[None]:
        """Have from the store what each file imports, as far as it is known; keep what is found."""
        key = content_key("imports", str(self.root))
        known = {digest: Imports(*read) for digest, read in json.loads(store.get("imports", key) or "{}").items()}
        self.statements = dict(known)
        yield
        if len(self.statements) > len(known):
            with suppress(OSError):  # it only saves time
                used = set(self.hashes.values())
                read = {digest: each for digest, each in sorted(self.statements.items()) if digest in used}
                store.put("imports", key, json.dumps(read).encode())

    def data_files(self) -> list[Path]:
        """Files of the mathematics and the scenes that aren't Python: fonts, tables."""
        return sorted(
            path
            for package in DRAWING
            for path in (self.root / package).rglob("*")
            if path.is_file() and path.suffix not in (".py", ".pyc") and not path.name.startswith(".")
        )

    def name(self, path: Path) -> str:
        """A file as it is called in a recipe."""
        return path.relative_to(self.root).as_posix()

    @cached_property
    def versions(self) -> dict[str, str]:
        """Python's version and the locked one of each package; several, if it depends on Python's."""
        versions = {"python": "{}.{}".format(*sys.version_info)}
        for line in (self.root / "requirements.lock").read_text(encoding="utf-8").splitlines():
            name, sign, version = line.partition("==")
            if sign and not line.startswith((" ", "#")):
                version = version.partition(" ")[0]
                versions[name] = f"{versions[name]}, {version}" if name in versions else version
        return versions

    def digest(self, path: Path) -> str:
        """The hash of a file."""
        if path not in self.hashes:
            self.hashes[path] = digest_of(path.read_bytes())
        return self.hashes[path]


def digest_of(data: bytes) -> str:
    """The hash by which a file counts."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


class Imports(NamedTuple):
    """What a file imports, as it says it."""

    literals_alone: bool  # whether it does nothing but bind names to literals
    imports: list  # [None, None, modules] for `import`; [level, module, names] for `from`, with a dot for each level


def _read(tree: ast.Module) -> Imports:
    found = []
    for node in _statements(tree.body):
        if isinstance(node, ast.Import):
            found.append([None, None, [alias.name for alias in node.names]])
        elif isinstance(node, ast.ImportFrom):
            found.append([node.level, node.module, [alias.name for alias in node.names]])
    alone = all(
        isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) and _is_literal(node.value) for node in tree.body
    )
    return Imports(alone, found)


def _absolute(module: str, path: Path, level: int, base: str | None) -> str:
    """The package or module that a `from … import` in `module` names."""
    if not level:
        return base
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    package = package[: len(package) - level + 1]
    return ".".join([*package, *([base] if base else [])])


def _statements(block: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement, however deep: where an import can stand. Expressions, most of a module, are passed over."""
    for statement in block:
        yield statement
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from _statements(getattr(statement, part, []))


def _packages(module: str) -> list[str]:
    """The packages that a module is in, outermost first."""
    parts = module.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError):
        return False
    return True


@dataclass(frozen=True)
class Recipe:
    """Everything that a scene's pictures depend on, part by part, so that a difference can be named."""

    sources: dict[str, str]  # path: hash
    parameters: dict[str, Any]
    settings: dict[str, str]
    versions: dict[str, str]

    @cached_property
    def key(self) -> str:
        """The hash of all parts."""
        return _hash(asdict(self))

    @cached_property
    def drawing_code(self) -> dict[str, str]:
        """The mathematics' and the scenes' code."""
        return {path: digest for path, digest in self.sources.items() if _is_drawing_code(path)}

    @cached_property
    def given(self) -> str:
        """The hash of all parts but the mathematics' and the scenes' code, of which a beat needs only some."""
        others = {path: digest for path, digest in self.sources.items() if path not in self.drawing_code}
        return _hash({**asdict(self), "sources": others})


def _hash(parts: dict[str, Any]) -> str:
    return digest_of(json.dumps(parts, sort_keys=True).encode())


def _is_drawing_code(path: str) -> bool:
    return path.endswith(".py") and path.partition("/")[0] in DRAWING


def recipe_of(module: str, parameters: dict[str, Any], settings: Settings, sources: Sources) -> Recipe:
    """The recipe of the scene in `module`."""
    files = [sources.file(name) for name in sources.closure(module, *PICTURE_MAKERS)]
    return Recipe(
        {sources.name(path): sources.digest(path) for path in [*files, *sources.data_files()]},
        {key: _by_content(value) for key, value in sorted(parameters.items())},
        settings.as_dict(),
        sources.versions,
    )


def made_by(recipe: Recipe) -> dict[str, Any]:
    """What a manifest entry says of its making: enough to name, later, what changed."""
    return {"recipe": recipe.key, "made_from": asdict(recipe)}


def _by_content(value: Any) -> Any:
    """A parameter as it counts: one that names a file by what is in the file."""
    if isinstance(value, str):
        try:
            path = Path(value)
            if path.is_file():
                return [value, digest_of(path.read_bytes())]
        except (OSError, ValueError):
            pass  # too long for a name, or with a zero byte: not a file
    return value


def painter_fingerprint(sources: Sources, painter: str = "rendering.encoding.h264") -> str:
    """What turns a recording into a file: the modules that paint and encode, and what they stand on."""
    import cairo  # the one library that isn't in the lock: it comes with the system

    files = [sources.file(name) for name in sources.closure(painter)]
    parts = [sources.digest(path) for path in [*files, sources.root / "requirements.lock"]]
    return hashlib.blake2b("".join([*parts, cairo.cairo_version_string()]).encode()).hexdigest()
