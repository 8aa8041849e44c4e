"""What the code of a scene can see at one moment, as a hash: equal hashes, equal course from there.

It covers the scene with everything that hangs on it, the values in this project's modules and classes, Manim's
configuration, defaults and memory of formulas, numpy's way to print, and both generators of random numbers.
Functions count by their code and by what they closed over. Two things that are equal are told apart by whether
they are one thing twice: code could tell, too.

It is Python's pickle without a way back, so what can't be pickled has no hash: generators, locks, open files.
"""

import hashlib
import io
import pickle
import random
import sys
from collections.abc import Iterator
from enum import Enum
from functools import _lru_cache_wrapper, cache, cached_property, partialmethod
from inspect import unwrap
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
from manim import Animation, Camera, Mobject, Scene, config
from manim.mobject.svg import svg_mobject
from manim.mobject.text import numbers
from manim.renderer.cairo_renderer import CairoRenderer

from rendering.footprint import BEAT, is_noted

#: What Manim sets anew in each play before it reads it.
PASSING = {"animations", "construct", "last_t", "moving_mobjects", "static_mobjects"}
#: By what Manim reaches its own machinery; a scene may have something of its own by such a name.
MACHINERY = {
    *("_log_file_path", "file_writer_settings", "manager", "output_plan", "queue", "renderer", "session_spec"),
    "time_progression",
}
MACHINISTS = {"manim", "queue", "rendering", "tqdm"}
#: What a camera keeps of frames that were drawn.
DRAWN = {"distinct", "last", "pixel_array", "pixel_array_to_cairo_context"}
#: Settings that name places.
PLACES = {"media_dir", "input_file"}


class UnknownError(Exception):
    """Something hangs on the scene that has no hash."""


def state_of(scene: Scene, modules: dict[str, ModuleType], items: list) -> str:
    """The hash of what `scene` and the code in `modules` can see now; UnknownError if there is none.

    `items` are what the scene's beats are about, which code may share with what it keeps elsewhere.
    """
    camera = {name: value for name, value in vars(scene.camera).items() if name not in DRAWN}
    lots = (random.getstate(), np.random.get_state())  # noqa: NPY002
    return fingerprint((scene, camera, items, *_values_of(modules), _manim(), lots, np.get_printoptions()))


def fingerprint(seen: Any) -> str:
    """The hash of a thing and all that hangs on it; UnknownError if there is none."""
    buffer = io.BytesIO()
    try:
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(seen)
    except Exception as error:  # things may refuse to be pickled by any
        raise UnknownError(str(error)) from None
    return hashlib.blake2b(buffer.getbuffer(), digest_size=20).hexdigest()


def _values_of(modules: dict[str, ModuleType]) -> Iterator[tuple]:
    """What code could have changed in modules and in the classes that they define."""
    for name, module in sorted(modules.items()):
        for key, value in vars(module).items():
            if not (_is_special(key) or isinstance(value, ModuleType)):
                yield name, key, value
            if isinstance(value, type) and value.__module__ == name:
                yield from _attributes(name, value)


def _attributes(module: str, cls: type) -> Iterator[tuple]:
    for key, value in vars(cls).items():
        if isinstance(value, type) and value.__qualname__ == f"{cls.__qualname__}.{key}":
            yield from _attributes(module, value)
        elif isinstance(value, FunctionType) or not (_is_special(key) or key.startswith("_abc_")):
            yield cls.__qualname__, key, value


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _manim() -> list:
    """Manim's configuration, what `set_default` has made of its classes, and the formulas that it has seen."""
    settings = [(key, config[key]) for key in sorted(config) if key not in PLACES]
    defaults = [(cls, _defaults_of(cls)) for root in (Mobject, Animation) for cls in _subclasses(root)]
    # A formula looks a little different if one like it was drawn before.
    drawn = [list(svg_mobject.SVG_HASH_TO_MOB_MAP), list(numbers.string_to_mob_map)]
    return [settings, [each for each in defaults if each[1]], drawn]


def _defaults_of(cls: type) -> list[dict]:
    initialise, found = vars(cls).get("__init__"), []
    while isinstance(initialise, partialmethod):
        found.append(initialise.keywords)
        initialise = initialise.func
    return found


def _subclasses(cls: type) -> Iterator[type]:
    yield cls
    for each in cls.__subclasses__():
        yield from _subclasses(each)


def _thing() -> None:
    """What a pickle would call to make a thing again."""


class _Pickler(pickle.Pickler):
    def reducer_override(self, thing: Any):
        """How things count that pickle wouldn't take, or would take for something else.

        What hangs on a thing comes third: that is read after the thing itself is known, so it may lead back.
        """
        kind = type(thing)
        if kind is np.ndarray:
            if thing.base is None:
                return NotImplemented
            # A view can be changed through what it looks at.
            return _thing, (), (thing.copy(), thing.base, *_place_in_base(thing))
        if kind is FunctionType:
            return _of_function(thing)
        if kind is MethodType:
            return _thing, (), (thing.__func__, thing.__self__)
        if kind is ModuleType:
            return _thing, (thing.__name__,)
        if kind in (staticmethod, classmethod):
            return _thing, (kind,), (thing.__func__,)
        if kind is property:
            return _thing, (kind,), (thing.fget, thing.fset, thing.fdel)
        if kind is cached_property:
            return _thing, (kind,), (thing.func,)
        if kind is _lru_cache_wrapper and _is_unnoted(thing):
            raise UnknownError(
                f"what {thing.__qualname__} depends on isn't noted: decorate it, instead of calling cache"
            )
        if isinstance(thing, Enum):
            return _thing, (kind, thing.name), vars(thing)
        if isinstance(thing, Scene):
            return _thing, (kind,), {name: value for name, value in vars(thing).items() if not _is_passing(name, value)}
        if isinstance(thing, Mobject) and "original_id" in vars(thing):  # of a copy; an address
            return _thing, (kind,), {name: value for name, value in vars(thing).items() if name != "original_id"}
        if isinstance(thing, Camera | CairoRenderer):
            return _thing, (kind,)
        if kind not in _telling:
            _telling[kind] = _tells_all(kind)
        if not _telling[kind]:
            raise UnknownError(f"{kind.__qualname__} says itself what of it is kept")
        return NotImplemented


def _is_passing(name: str, value: Any) -> bool:
    return name in PASSING or (name in MACHINERY and type(value).__module__.partition(".")[0] in MACHINISTS)


_telling: dict[type, bool] = {}


def _tells_all(kind: type) -> bool:
    """Whether what a thing tells of itself isn't up to this project's own code, which may leave something out."""
    tellers = ("__reduce__", "__reduce_ex__", "__getstate__", "__getnewargs__", "__getnewargs_ex__")
    functions = (getattr(kind, teller, None) for teller in tellers)
    return not any(isinstance(each, FunctionType) and is_noted(each.__module__) for each in functions)


def _place_in_base(view: np.ndarray) -> tuple:
    if not isinstance(view.base, np.ndarray):
        return ()
    start, base = (array.__array_interface__["data"][0] for array in (view, view.base))
    return start - base, view.strides


def _is_unnoted(cached: Any) -> bool:
    """Whether a cached function of this project hasn't the decorator by which its loader knows it."""
    function = unwrap(cached)
    marked = isinstance(function, FunctionType) and "__within__" in function.__globals__
    return marked and "__within__" not in function.__code__.co_names


def _of_function(function: FunctionType):
    noted = is_noted(function.__module__)
    if not noted and _found_by_name(function):
        return NotImplemented  # a library's
    # What runs in a function of this project that has a name of its own is told by the footprint. Another one, a
    # lambda or what a decorator put in a function's place, counts by its code; it may go by any name.
    code = None if noted and "<" not in function.__code__.co_qualname else _code_hash(function.__code__)
    cells = [_content(cell) for cell in function.__closure__ or ()]
    attributes = {name: value for name, value in vars(function).items() if name != BEAT}
    name = (function.__module__, function.__qualname__)
    return _thing, (name, code), (function.__defaults__, function.__kwdefaults__, cells, attributes)


def _found_by_name(function: FunctionType) -> bool:
    found = sys.modules.get(function.__module__)
    for name in function.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is function


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not assigned yet
        return _thing


@cache
def _code_hash(code: CodeType) -> str:
    """What a function does, wherever it stands."""
    constants = [_constant(each) for each in code.co_consts]
    names = (code.co_name, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    told = repr((code.co_code, code.co_exceptiontable, constants, names, counts))
    return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


def _constant(value: Any) -> str:
    if isinstance(value, CodeType):
        return _code_hash(value)
    return repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)
