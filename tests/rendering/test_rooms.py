"""Each room of `rendering` says what others may take, and they take no more and no less."""

import re
from importlib import import_module

import grimp  # comes with import-linter, which reads imports by it
import pytest

from rendering.project import ROOT

GRAPH = grimp.build_graph("rendering")
ROOMS = sorted(room for room in GRAPH.modules if room != "rendering" and GRAPH.find_children(room))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_names_just_the_modules_that_others_take(room):
    others = [module for module in GRAPH.modules if not f"{module}.".startswith(f"{room}.")]
    taken = {name for other in others for name in GRAPH.find_modules_directly_imported_by(other)}
    for other in others:  # what other processes do goes by name, as "rendering.publishing.film:make"
        path = ROOT.joinpath(*other.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        taken.update(re.findall(r"rendering(?:\.\w+)+", path.read_text(encoding="utf-8")))
    inside = {name.removeprefix(f"{room}.").partition(".")[0] for name in taken if name.startswith(f"{room}.")}
    assert import_module(room).__all__ == sorted(inside)
