"""What source code means, as hashes: of each function, and of what runs when the module is imported.

The hash is of the compiled code without positions, names of local variables and docstrings of functions: a remark, a
blank line, a reworded docstring or a renamed local variable leaves it as it is. Docstrings of classes and modules
are values like any other and count.

Some code looks at such things when it runs (`inspect`, `__doc__`, `locals`, …). It is found by the names it mentions,
and whoever asks for the meaning is told, so that he can count the text instead.
"""

import ast
import hashlib
from types import CodeType
from typing import Any, NamedTuple

#: The name under which everything outside of functions counts.
MODULE = ""
#: Whoever mentions one of these may look at text, positions or names of local variables.
LOOKING = frozenset(["__doc__", "__code__", "getsource", "getdoc", "co_varnames"])
#: Frames and tracebacks know lines and names of local variables: some ways to one, and what is read of it.
LOOKING |= {"_getframe", "_current_frames", "currentframe", "exc_info", "__traceback__", "gi_frame", "cr_frame"}
LOOKING |= {"tb_frame", "tb_lineno", "f_lineno", "f_locals", "f_code"}
LOOKING_BUILTINS = frozenset(["eval", "exec", "compile", "locals"])
LOOKING_MODULES = frozenset(["ast", "dis", "inspect", "linecache", "pydoc", "symtable", "tokenize", "traceback"])

OPTIMIZED = 0x1  # CO_OPTIMIZED: the flag of a function's code, which that of a class or module lacks
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Meaning(NamedTuple):
    """A module's parts by name, `MODULE` or a function's qualified name, each with its hash; and which of them look."""

    parts: dict[str, str]
    looking: list[str]


def meaning_of(source: bytes, path: str) -> Meaning:
    """The meaning of a module's source; raises SyntaxError."""
    tree = ast.parse(source, path)
    looking = sorted(_looking(tree))
    for node in ast.walk(tree):
        if isinstance(node, Function) and _docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
        if hasattr(node, "lineno"):  # a class keeps the line it starts in, in some versions of Python
            node.lineno = node.end_lineno = 1  # type: ignore[attr-defined]
            node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    described, functions = _compiled(tree, path)
    if _rename_captured(tree, functions):
        described, functions = _compiled(tree, path)
    module = _hash(described)
    parts = {name: _hash([_described(each, None) for each in codes]) for name, codes in functions.items()}
    return Meaning({MODULE: module, **dict(sorted(parts.items()))}, looking)


def _compiled(tree: ast.Module, path: str) -> tuple[list[Any], dict[str, list[CodeType]]]:
    """The module's own code, described, and that of its functions."""
    functions: dict[str, list[CodeType]] = {}
    code = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
    return _described(code, functions), functions


def _rename_captured(tree: ast.Module, functions: dict[str, list[CodeType]]) -> bool:
    """Name local variables by the order in which they come where functions within capture several; true if any does.

    Python sorts those by name, so that the code would depend on it.
    """
    renamed = False
    for name, function in functions_of(tree.body):
        codes = [within for code in functions.get(name, ()) for within in _nested(code)]
        if any(len(code.co_cellvars) > 1 for code in codes):
            nodes = list(ast.walk(function))
            fixed = {each for code in codes for each in code.co_names}
            for node in nodes:
                fixed.update(_bound_by_name(node))
            stored = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
            local = [each for each in dict.fromkeys(stored) if each not in fixed]
            numbered = {each: f"_{number:04}" for number, each in enumerate(local)}
            for node in nodes:
                if isinstance(node, ast.Name):
                    node.id = numbered.get(node.id, node.id)
            renamed = True
    return renamed


def _nested(code: CodeType) -> list[CodeType]:
    within = [each for each in code.co_consts if isinstance(each, CodeType)]
    return [code, *(each for inner in within for each in _nested(inner))]


def _bound_by_name(node: ast.AST) -> list[str]:
    """Names that a node holds as text: those of parameters, functions, imports, exceptions, patterns."""
    names = [getattr(node, field, None) for field in ("arg", "name", "asname", "rest")]
    return [name for name in (*names, *getattr(node, "names", ())) if isinstance(name, str)]


def _docstring(function: Function) -> bool:
    first = function.body[0]
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


def _described(code: CodeType, functions: dict[str, list[CodeType]] | None) -> list[Any]:
    """Everything in `code` that can matter.

    Functions that stand directly in a module or a class go into `functions`, if that is given; their names and
    parameters stay.
    """
    arguments = code.co_argcount + code.co_kwonlyargcount
    arguments += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)  # *args, **kwargs
    signature = [
        code.co_name,
        code.co_flags,
        code.co_argcount,
        code.co_posonlyargcount,
        code.co_kwonlyargcount,
        code.co_varnames[:arguments],
    ]
    if functions is not None and code.co_flags & OPTIMIZED and code.co_name.isidentifier():
        functions.setdefault(code.co_qualname, []).append(code)
        return signature
    within = functions if not code.co_flags & OPTIMIZED else None
    constants = [_constant(each, within) for each in code.co_consts]
    free = [len(code.co_freevars), len(code.co_cellvars), len(code.co_varnames)]
    return [*signature, code.co_code, code.co_exceptiontable, code.co_names, constants, free]


def _constant(value: Any, functions: dict[str, list[CodeType]] | None) -> Any:
    if isinstance(value, CodeType):
        return _described(value, functions)
    if isinstance(value, frozenset):
        return ["frozenset", *sorted(repr(_constant(each, functions)) for each in value)]
    if isinstance(value, tuple):
        return ["tuple", *(_constant(each, functions) for each in value)]
    return [type(value).__name__, repr(value)]


def _hash(described: list[Any]) -> str:
    return hashlib.blake2b(repr(described).encode(), digest_size=10).hexdigest()


def _looking(tree: ast.Module) -> set[str]:
    """The parts that may look; all functions do if the module takes what looks by another name."""
    found = {name for name, function in functions_of(tree.body) if any(map(_looks, ast.walk(function)))}
    outside = list(_outside(tree))
    if any(map(_looks, outside)) or any(map(_takes, outside)):
        found |= {MODULE, *(name for name, _ in functions_of(tree.body))}
    return found


def _looks(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value in LOOKING
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _takes(node) or any(alias.name in LOOKING_MODULES for alias in node.names)
    if isinstance(node, ast.Call) and not node.args:
        return getattr(node.func, "id", None) == "vars"  # of an object, it tells attributes
    if isinstance(node, ast.Name):
        return node.id in LOOKING | LOOKING_BUILTINS | LOOKING_MODULES
    return isinstance(node, ast.Attribute) and node.attr in LOOKING


def _takes(node: ast.AST) -> bool:
    """Whether a statement imports something that looks under a name that doesn't tell."""
    if isinstance(node, ast.ImportFrom):
        return node.module in LOOKING_MODULES
    return isinstance(node, ast.Import) and any(each.asname and each.name in LOOKING_MODULES for each in node.names)


def _outside(tree: ast.AST) -> list[ast.AST]:
    """What stands outside of functions, but for plain imports."""
    found: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += [node] if _takes(node) else []
        elif isinstance(node, Function):
            for part in (*node.decorator_list, node.args):
                found += [part, *_outside(part)]
        else:
            found += [node, *_outside(node)]
    return found


def functions_of(block: Any, within: str = "") -> list[tuple[str, Function]]:
    """Functions and methods with their qualified names, but not what is defined inside of them."""
    found: list[tuple[str, Function]] = []
    for node in block:
        if isinstance(node, Function):
            found.append((within + node.name, node))
        elif isinstance(node, ast.ClassDef):
            found += functions_of(node.body, f"{within}{node.name}.")
        elif isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            found += functions_of(ast.iter_child_nodes(node), within)
    return found
