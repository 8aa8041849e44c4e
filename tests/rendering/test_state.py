"""Equal hashes for what code can't tell apart, other ones for what it can."""

import random
import sys
import threading
from functools import partial
from types import ModuleType

import numpy as np
import pytest
from manim import Dot, Scene, Square, ValueTracker, VGroup, Wait

from rendering import state
from rendering.state import UnknownError, fingerprint, state_of


def adder(amount):
    def add(x):
        return x + amount

    return add


def shared(alike: bool):
    inner = [1.0]
    return [inner, inner if alike else [1.0]]


def view_of(whole: bool):
    array = np.zeros((2, 3))
    return [array, array[:1] if whole else array[:1].copy()]


class Thing:
    """Has a method."""

    def __init__(self, value):
        self.value = value

    def method(self):
        return self.value


PAIRS = {
    "numbers": (lambda: 0.1 + 0.2, lambda: 0.3),
    "signs of zero": (lambda: 0.0, lambda: -0.0),
    "order": (lambda: {"a": 1, "b": 2}, lambda: {"b": 2, "a": 1}),
    "arrays": (lambda: np.zeros(3), lambda: np.array([0, 0, 1e-300])),
    "one thing twice": (lambda: shared(True), lambda: shared(False)),
    "views": (lambda: view_of(True), lambda: view_of(False)),
    "closures": (lambda: adder(1), lambda: adder(2)),
    "lambdas": (lambda: lambda x: x + 1, lambda: lambda x: x + 2),
    "calls in lambdas": (lambda: lambda x: abs(x), lambda: lambda x: float(x)),
    "partials": (lambda: partial(adder, 1), lambda: partial(adder, 2)),
    "methods": (lambda: Thing(1).method, lambda: Thing(2).method),
    "mobjects": (lambda: VGroup(Square(), Dot()), lambda: VGroup(Dot(), Square())),
    "trackers": (lambda: ValueTracker(1.0), lambda: ValueTracker(1.5)),
    "updaters": (
        lambda: Dot().add_updater(lambda dot: dot.shift([0.1, 0, 0]), call_updater=False),
        lambda: Dot().add_updater(lambda dot: dot.shift([0.2, 0, 0]), call_updater=False),
    ),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_what_differs_has_another_hash(pair):
    one, other = PAIRS[pair]
    assert fingerprint(one()) == fingerprint(one())
    assert fingerprint(other()) == fingerprint(other())
    assert fingerprint(one()) != fingerprint(other())


def test_where_a_function_stands_makes_no_difference():
    texts = ("lambda x: x + 1", "\n\n\n(lambda x: x + 1)")
    one, other = (eval(compile(text.strip() if i else text, f"{i}.py", "eval")) for i, text in enumerate(texts))
    assert fingerprint(one) == fingerprint(other)


def test_a_copy_of_a_mobject_is_what_a_copy_is():
    assert fingerprint(Square().copy()) == fingerprint(Square().copy())


class Reticent:
    """Says itself what of it is kept."""

    def __getstate__(self):
        return {}


def local_thing():
    class Local:
        pass

    return Local()


@pytest.mark.parametrize("make", [lambda: (x for x in "ab"), threading.Lock, local_thing, Reticent])
def test_what_has_no_hash_is_told(make, monkeypatch):
    monkeypatch.setattr(state, "is_noted", lambda module: module == __name__)
    with pytest.raises(UnknownError):
        fingerprint([make()])


MODULE = """
values = [1]

class Holder:
    value = 1

def defaulted(box=[1]):
    return box
"""


@pytest.fixture
def module(monkeypatch) -> ModuleType:
    """A module as one of the project's."""
    module = ModuleType("scenes.seen")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(MODULE, vars(module))
    return module


def test_the_state_is_what_a_scene_can_see(module):
    scene, dot = Scene(), Dot()

    def now() -> str:
        return state_of(scene, {module.__name__: module}, [])

    before = now()
    assert now() == before
    kept = random.getstate(), np.random.get_state()  # noqa: NPY002
    changes = {
        "mobject": (lambda: scene.add(dot), lambda: scene.remove(dot)),
        "attribute": (lambda: setattr(scene, "note", 1), lambda: delattr(scene, "note")),
        "module": (lambda: module.values.append(2), lambda: module.values.pop()),
        "class": (lambda: setattr(module.Holder, "value", 2), lambda: setattr(module.Holder, "value", 1)),
        "default": (lambda: module.defaulted().append(2), lambda: module.defaulted().pop()),
        "lots": (random.random, lambda: random.setstate(kept[0])),
        "numpy's lots": (np.random.random, lambda: np.random.set_state(kept[1])),  # noqa: NPY002
        "Manim's default of a shape": (lambda: Square.set_default(side_length=3), Square.set_default),
        "and of an animation": (lambda: Wait.set_default(run_time=3), Wait.set_default),
    }
    for name, (change, undo) in changes.items():
        change()
        assert now() != before, name
        undo()
        assert now() == before, name
