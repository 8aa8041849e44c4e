"""What the code of a scene can see at one moment, as a hash: equal hashes, equal course from there.

It covers the scene with everything that hangs on it, the values in this project's modules and classes, Manim's
configuration and defaults, and both generators of random numbers. Functions count by their code and by what they
closed over. Two things that are equal are told apart by whether they are one thing twice: code could tell, too.

It is Python's pickle without a way back, so what can't be pickled has no hash: generators, locks, open files.
"""

import hashlib
import io
import pickle
import random
from collections.abc import Iterator
from functools import cache, cached_property, partialmethod
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
from manim import Animation, Camera, Mobject, Scene, config
from manim.renderer.cairo_renderer import CairoRenderer

from rendering.footprint import BEAT, is_noted

#: What Manim sets anew in each play before it reads it, and what tells it where files go.
PASSING = {
    *("animations", "duration", "last_t", "moving_mobjects", "static_mobjects", "stop_condition", "time_progression"),
    *(
        "_log_file_path",
        "construct",
        "file_writer_settings",
        "manager",
        "output_plan",
        "queue",
        "renderer",
        "session_spec",
    ),
}
#: What a camera keeps of frames that were drawn.
DRAWN = {"distinct", "last", "pixel_array", "pixel_array_to_cairo_context"}
#: Settings that name places.
PLACES = {"media_dir", "input_file"}


class UnknownError(Exception):
    """Something hangs on the scene that has no hash."""


def state_of(scene: Scene, modules: dict[str, ModuleType]) -> str:
    """The hash of what `scene` and the code in `modules` can see now; UnknownError if there is none."""
    camera = {name: value for name, value in vars(scene.camera).items() if name not in DRAWN}
    seen = (scene, camera, *_values_of(modules), _manim(), random.getstate(), np.random.get_state())  # noqa: NPY002
    return fingerprint(seen)


def fingerprint(seen: Any) -> str:
    """The hash of a thing and all that hangs on it; UnknownError if there is none."""
    buffer = io.BytesIO()
    try:
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(seen)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
        raise UnknownError(str(error)) from None
    return hashlib.blake2b(buffer.getbuffer(), digest_size=20).hexdigest()


def _values_of(modules: dict[str, ModuleType]) -> Iterator[tuple]:
    """What code could have changed in modules and in the classes that they define."""
    for name, module in sorted(modules.items()):
        for key, value in vars(module).items():
            if not (key.startswith("__") or isinstance(value, ModuleType)):
                yield name, key, value
            if isinstance(value, type) and value.__module__ == name:
                yield from _attributes(name, value)


def _attributes(module: str, cls: type) -> Iterator[tuple]:
    for key, value in vars(cls).items():
        if isinstance(value, type) and value.__module__ == module:
            yield from _attributes(module, value)
        elif not key.startswith(("__", "_abc_")):
            yield cls.__qualname__, key, value


def _manim() -> list:
    """Manim's configuration, and what `set_default` has made of its classes."""
    settings = [(key, config[key]) for key in sorted(config) if key not in PLACES]
    defaults = [(cls, _defaults_of(cls)) for root in (Mobject, Animation) for cls in _subclasses(root)]
    return [settings, [each for each in defaults if each[1]]]


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
            # A view can be changed through what it looks at.
            return NotImplemented if thing.base is None else (_thing, (), (thing.copy(), thing.base))
        if kind is FunctionType:
            return _of_function(thing)
        if kind is MethodType:
            return _thing, (), (thing.__func__, thing.__self__)
        if kind is ModuleType:
            return _thing, (thing.__name__,)
        if kind in (staticmethod, classmethod):
            return _thing, (), (thing.__func__,)
        if kind is property:
            return _thing, (), (thing.fget, thing.fset, thing.fdel)
        if kind is cached_property:
            return _thing, (), (thing.func,)
        if isinstance(thing, Scene):
            return _thing, (kind,), {name: value for name, value in vars(thing).items() if name not in PASSING}
        if isinstance(thing, Mobject) and "original_id" in vars(thing):  # of a copy; an address
            return _thing, (kind,), {name: value for name, value in vars(thing).items() if name != "original_id"}
        if isinstance(thing, Camera | CairoRenderer):
            return _thing, (kind,)
        return NotImplemented


def _of_function(function: FunctionType):
    inner = "<" in function.__qualname__  # a lambda, or defined in another function
    if not (inner or is_noted(function.__module__)):
        return NotImplemented  # by name: a library's
    cells = [_content(cell) for cell in function.__closure__ or ()]
    attributes = {name: value for name, value in vars(function).items() if name != BEAT}
    # What runs in a function of this project that has a name of its own is told by the footprint.
    code = _code_hash(function.__code__) if inner else None
    name = (function.__module__, function.__qualname__)
    return _thing, (name, code), (function.__defaults__, function.__kwdefaults__, cells, attributes)


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
    told = repr((code.co_code, constants, names, counts))
    return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


def _constant(value: Any) -> str:
    if isinstance(value, CodeType):
        return _code_hash(value)
    return repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)
