"""What ran is noted, and a function's hash changes with its text alone."""

import importlib
import sys
import textwrap
import traceback

import pytest

from rendering.footprint import Footprint, _Finder, taken_apart
from rendering.store import Store

SOURCE = '''
"""A module."""
from functools import cache
CONSTANT = 1

def plain(a, b=2):
    """A docstring."""
    global CONSTANT
    return a + b

def told(): "Nothing but a docstring."

@cache
def remembered():
    return plain(1)

class Thing:
    kind = "thing"

    @beat("A caption.", alt=lambda p: p)
    def first(self):
        def inner():
            return plain(2)
        return inner

    @property
    def double(self): return 2

    @double.setter
    def double(self, value):
        raise ValueError(value)

if CONSTANT:
    def guarded():
        yield CONSTANT
'''


def parts(source: str):
    return taken_apart("scenes.thing", source, "thing.py")


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("return a + b", "return a - b", {"plain"}),
        ('"""A docstring."""', '"""Another, äöü."""', {"plain"}),
        ("Nothing but", "No more than", {"told"}),
        ("return plain(2)", "return plain(3)", {"Thing.first"}),
        ("A caption.", "Another caption.", {"Thing.first"}),
        ("raise ValueError(value)", "pass", {"Thing.double"}),
        ("yield CONSTANT", "yield 5", {"guarded"}),
        ("CONSTANT = 1", "CONSTANT = 2", {"rest"}),
        ("b=2", "b=3", {"rest"}),
        ("@cache", "@lru_cache", {"rest"}),
        ('kind = "thing"', 'kind = "other"', {"rest"}),
        ("def told", "def new(): ...\ndef told", {"rest", "new"}),
    ],
)
def test_a_change_changes_the_part_that_it_stands_in(old, new, changed):
    assert SOURCE.count(old) == 1
    before, after = parts(SOURCE), parts(SOURCE.replace(old, new))
    texts = [{**text.functions, "rest": text.rest} for text in (before, after)]
    names = set(texts[0]) | set(texts[1])
    assert {name for name in names if texts[0].get(name) != texts[1].get(name)} == changed
    assert set(texts[0]) == {"plain", "told", "remembered", "Thing.first", "Thing.double", "guarded", "rest"}


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Write a module, import it with notes in it, and give both it and the footprint."""
    footprint = Footprint(Store(tmp_path / "store"))
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(sys, "meta_path", [_Finder(footprint), *sys.meta_path])
    monkeypatch.setattr("rendering.footprint.DRAWING", ("noted_sample",))

    def write(source: str):
        (tmp_path / "noted_sample.py").write_text(textwrap.dedent(source))
        sys.modules.pop("noted_sample", None)
        importlib.invalidate_caches()
        return importlib.import_module("noted_sample"), footprint

    yield write
    sys.modules.pop("noted_sample", None)


CALLS = """
    from functools import cache, partial

    def used(x):
        return x + 1

    def unused(x):
        return x

    @cache
    def remembered():
        return used(1)

    class Thing:
        '''A thing.'''

        def method(self):
            '''What it does.'''
            return list(map(used, [1, 2]))

        @staticmethod
        def through_partial():
            return partial(used, 5)()

    def fails():
        '''It fails.'''
        raise KeyError("here")
"""


def test_what_ran_is_noted_however_it_was_called(imported):
    module, footprint = imported(CALLS)
    footprint.start()
    assert module.Thing().method() == [2, 3]
    assert set(footprint.functions()) == {"noted_sample:Thing.method", "noted_sample:used"}
    footprint.start()
    assert module.Thing.through_partial() == 6
    assert set(footprint.functions()) == {"noted_sample:Thing.through_partial", "noted_sample:used"}
    assert module.Thing.method.__doc__ == "What it does."


def test_who_asks_for_a_remembered_value_depends_on_what_made_it(imported):
    module, footprint = imported(CALLS)
    module.remembered()
    footprint.start()
    assert module.remembered() == 2
    assert set(footprint.functions()) == {"noted_sample:remembered", "noted_sample:used"}


def test_a_traceback_shows_the_line_of_the_file(imported):
    module, _ = imported(CALLS)
    with pytest.raises(KeyError) as error:
        module.fails()
    last = traceback.extract_tb(error.value.__traceback__)[-1]
    assert (last.name, last.line) == ("fails", 'raise KeyError("here")')


def test_code_with_notes_is_kept_for_exactly_this_text(imported, tmp_path):
    module, footprint = imported(CALLS)
    kept = list((tmp_path / "store" / "modules").glob("*/*"))
    assert len(kept) == 1
    module, _ = imported(CALLS)
    module.unused(1)
    assert list((tmp_path / "store" / "modules").glob("*/*")) == kept
    assert "noted_sample:unused" in footprint.functions()
    imported(CALLS.replace("return x + 1", "return x + 2"))
    assert len(list((tmp_path / "store" / "modules").glob("*/*"))) == 2
    assert not (tmp_path / "__pycache__").exists()


def test_who_looks_at_marks_is_noted(imported):
    module, footprint = imported("""
        def looks(function):
            return getattr(function, "beat", None)

        def names():
            return [looks.__name__]
    """)
    module.names()
    assert not footprint.marks_read
    module.looks(module.names)
    assert footprint.marks_read


def test_what_ran_at_import_counts_for_everything(imported):
    source = """
        def make():
            return used()

        def used():
            return 1

        def other(x=make()):
            return x
    """
    before = imported(source)[1].rest()
    assert imported(source.replace("return 1", "return 2"))[1].rest() != before
    assert imported(source.replace("return x", "return -x"))[1].rest() == before
