"""What changes the meaning of a source, and what doesn't."""

import pytest

from rendering.provenance.meaning import MODULE, meaning_of

SOURCE = '''"""A module."""
import enum
from dataclasses import dataclass, field
from functools import cache, singledispatch

RATE = 0.5
TABLE = {"a": 1, "b": [2, 3]}


def plain(a, b=2, *rest, key=RATE, **more):
    """A docstring."""
    total = a + b
    scaled = total * RATE
    return sum(each for each in [total, scaled] if each != key)


@cache
def kept(n):
    return n


@singledispatch
def shown(value):
    return 1


@shown.register
def _(value: int):
    return 2


class Colour(enum.Enum):
    """Values."""

    RED = 1


@dataclass
class Thing:
    """A docstring that counts."""

    size: int = 3
    others: list = field(default_factory=list)
    kind = "thing"

    def made(self, n):
        first, second = n, self.size

        def inner():
            return first - second

        return [inner() for _ in range(first)]

    @property
    def width(self):
        return 1

    @width.setter
    def width(self, value):
        self.size = value


half = lambda x: x / 2
'''
BEFORE = meaning_of(SOURCE.encode(), "m.py")


def changed(*edits: tuple[str, str]) -> set[str]:
    """The parts that differ after some edits."""
    text = SOURCE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    after = meaning_of(text.encode(), "m.py")
    return {name for name in BEFORE.parts | after.parts if BEFORE.parts.get(name) != after.parts.get(name)}


@pytest.mark.parametrize(
    "edits",
    [
        [("RATE = 0.5\n", "# A remark.\n\n\nRATE = 0.5  # and one more\n")],
        [('"""A docstring."""', '"""Reworded, and\n\n    longer.\n    """')],
        [("    total = a + b\n", "    total = (\n        a\n        + b\n    )\n")],
        [("total", "summed"), ("scaled", "result")],
        [("first", "zebra"), ("second", "ant")],  # captured by a function within: Python sorts such names
        [("each", "one")],
        [("RATE = 0.5", "RATE = 1 / 2")],  # folded by the compiler
        [("\n\n\n", "\n\n")],
    ],
    ids=["remark", "docstring", "formatted", "renamed", "captured", "generator", "constant folded", "blank lines"],
)
def test_what_no_picture_can_show_changes_nothing(edits):
    assert changed(*edits) == set()


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        (("RATE = 0.5", "RATE = 0.6"), {MODULE}),
        (('"b": [2, 3]', '"b": [2, 4]'), {MODULE}),
        (("b=2", "b=3"), {MODULE}),
        (("key=RATE", "key=1.0"), {MODULE}),
        (("@cache\n", ""), {MODULE}),
        (("RED = 1", "RED = 2"), {MODULE}),
        (("size: int = 3", "size: int = 4"), {MODULE}),
        (("default_factory=list", "default_factory=set"), {MODULE}),
        (('kind = "thing"', 'kind = "other"'), {MODULE}),
        (('"""A docstring that counts."""', '"""Another."""'), {MODULE}),
        (('"""A module."""', '"""Another."""'), {MODULE}),
        (("x / 2", "x / 3"), {MODULE}),
        (("value: int", "value: float"), {MODULE}),
        (("total * RATE", "total + RATE"), {"plain"}),
        (("def plain(a, b=2,", "def plain(c, b=2,"), {MODULE, "plain"}),  # whose `a` is a global now
        (("each != key", "each == key"), {"plain"}),
        (("return 2", "return 3"), {"_"}),
        (("first - second", "second - first"), {"Thing.made"}),
        (("self.size = value", "self.size = -value"), {"Thing.width"}),
        (("def kept(n)", "def kept_on(n)"), {MODULE, "kept", "kept_on"}),
        (("return n\n", "return n + 0\n"), {"kept"}),
    ],
)
def test_what_a_picture_can_show_changes_the_part_in_which_it_stands(edit, parts):
    assert changed(edit) == parts


@pytest.mark.parametrize(
    ("source", "looking"),
    [
        ("def f():\n    return f.__doc__\n", ["f"]),
        ("import inspect\n\n\ndef f():\n    return inspect.getsource(f)\n\n\ndef g():\n    return 1\n", ["f"]),
        ("from inspect import getdoc as g\n\n\ndef f():\n    return g(f)\n", ["", "f"]),
        ("import linecache as l\n\n\ndef f():\n    return l\n", ["", "f"]),
        ("def f():\n    x = 1\n    return locals()\n", ["f"]),
        ("def f(o):\n    return vars(o)\n", []),  # of an object: its attributes
        ("def f():\n    x = 1\n    return vars()\n", ["f"]),
        ("def f():\n    return eval('1')\n", ["f"]),
        ("def f(o):\n    return getattr(o, '__doc__')\n", ["f"]),
        ("def f(e):\n    return e.__traceback__.tb_lineno\n", ["f"]),
        ("def f(g):\n    return g.gi_frame.f_locals\n", ["f"]),
        ("def f(kind, error, tb):\n    return tb.tb_lineno\n", ["f"]),
        ("import sys\n\n\ndef f():\n    return sys.exc_info()[2]\n", ["f"]),
        ("import re\n\n\ndef f():\n    return re.compile('a')\n", []),
        ("X = __doc__\n", [""]),
    ],
)
def test_who_may_look_at_text_is_found(source, looking):
    assert meaning_of(source.encode(), "m.py").looking == looking
