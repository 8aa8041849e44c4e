"""Only beats that could draw something else are drawn again, and what the others draw is what they would draw."""

import json
import shutil
from types import SimpleNamespace

import pytest

from rendering.errors import SceneError
from rendering.perform import Performance, _check_sources
from rendering.settings import Settings
from rendering.store import Store
from tests.rendering.conftest import ROOT, Project, new_project

SCENES = {
    "ManyWays": "many_ways",
    "Channels": "channels",
    **dict.fromkeys(("Drifter", "Clock", "Source", "Impatient", "Composer"), "wayward"),
}
WAYS = ("module", "name", "partial", "method", "animation", "neuron", "none")


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Project:
    """All scenes as they were; to be copied, not changed."""
    project = new_project(tmp_path_factory.mktemp("before") / "project")
    entries = "".join(f'    "{name}": "scenes.{module}",\n' for name, module in SCENES.items())
    project.edit("scenes/__init__.py", "CATALOGUE = {\n", f"CATALOGUE = {{\n{entries}")
    project.run("render", *SCENES, "-ql")
    return project


def changed(before: Project, place, changes: list[tuple[str, str, str]], *, store: bool = True) -> Project:
    """A copy with other code."""
    ignore = shutil.ignore_patterns("__pycache__", *(() if store else (".cache", "clips")))
    shutil.copytree(before.root, place, ignore=ignore)
    project = Project(place)
    for change in changes:
        project.edit(*change)
    return project


def remembered(project: Project) -> dict[str, tuple[int, set[str]]]:
    """What is remembered: each file with its inode, which is new if the beat was drawn, and what ran in it."""
    root = project.root / ".cache"
    found = {}
    for path in (root / "beats").glob("*/*"):
        content = Store(root).get("beats", path.name)
        functions = json.loads(content)["functions"] if content else {}
        found[path.name] = path.stat().st_ino, {name.rpartition(".")[2] for name in functions}
    return found


def drawn(project: Project, kept: dict) -> set[str]:
    """The functions that ran in beats drawn since."""
    now = remembered(project)
    return set().union(*(ran for name, (inode, ran) in now.items() if kept.get(name, (0,))[0] != inode))


def recordings(project: Project, scene: str) -> dict[str, list[str]]:
    clips = json.loads((project.clips / "manifest.json").read_text())["clips"]
    beats = next(clip["beats"] for clip in clips if clip["scene"] == scene)
    return {beat["name"]: beat["recordings"] for beat in beats}


def check(before: Project, tmp_path, scenes: list[str], changes: list) -> tuple[set[str], dict[str, set[str]]]:
    """Change the code; hold what is drawn to what an empty store gives.

    Returns what ran in beats that were drawn, and for each scene the beats that changed.
    """
    project = changed(before, tmp_path / "project", changes)
    kept = remembered(project)
    project.run("render", *scenes, "-ql")
    pristine = changed(before, tmp_path / "pristine", changes, store=False)
    pristine.run("render", *scenes, "-ql")
    other = {}
    for scene in scenes:
        was, now = recordings(before, scene), recordings(project, scene)
        assert now == recordings(pristine, scene)
        assert (project.clips / f"{scene}.mp4").read_bytes() == (pristine.clips / f"{scene}.mp4").read_bytes()
        other[scene] = {name for name in now if now[name] != was[name]}
    return drawn(project, kept), other


@pytest.mark.parametrize(
    ("path", "old", "new", "expected", "differ"),
    [
        ("mathcore/neuron.py", "weight + BIAS", "weight - BIAS", {"neuron"}, {"neuron"}),
        ("mathcore/heights.py", "powers", "exponentials", set(WAYS) - {"neuron", "none"}, set()),
        ("scenes/many_ways.py", "[0, 0.5, 0]", "[0, 0.7, 0]", {"none"}, {"none"}),
        (
            "scenes/many_ways.py",
            "mathcore.shares([2 * alpha",
            "mathcore.shares([3 * alpha",
            {"animation"},
            {"animation"},
        ),
        ("scenes/many_ways.py", "bars([output(", "bars([0.9 * output(", {"neuron"}, {"neuron"}),
        ("mathcore/neuron.py", "BIAS = 0.5", "BIAS = 0.7", set(WAYS), {"neuron"}),
    ],
    ids=["a function", "its words", "a beat", "an animation", "a lambda", "a constant"],
)
def test_beats_in_which_something_else_runs_are_drawn(before, tmp_path, path, old, new, expected, differ):
    ran, other = check(before, tmp_path, ["ManyWays"], [(path, old, new)])
    assert ran & set(WAYS) == expected
    assert other == {"ManyWays": differ}


CHANNELS = {
    "attribute": ("self.height = 1.0", "self.height = 1.5"),
    "module": ("HEIGHTS.append(1.0)", "HEIGHTS.append(1.5)"),
    "class": ("        Holder.height = 1.0", "        Holder.height = 1.5"),
    "default": ("default().append(1.0)", "default().append(1.5)"),
    "closure": ("lambda: 1.0", "lambda: 1.5"),
    "cached": ('asks."""\n    return 1.0', 'asks."""\n    return 1.5'),
    "manim": ("set_default(side_length=1.0)", "set_default(side_length=1.5)"),
    "lots": ("random.seed(1)", "random.seed(2)"),
    "alias": ("self.other = self.one", "self.other = list(self.one)"),
    "call": ("Box()().append(1.0)", "Box()().append(1.5)"),
    "queue": ("self.queue = [1.0]", "self.queue = [1.5]"),
    "view": ("self.square.points[0]\n", "self.square.points[0].copy()\n"),
}


def test_what_reaches_a_later_beat_has_it_drawn(before, tmp_path):
    """All at once, for speed: a beat that draws what reached it forgets it, so no way hides another one."""
    every = [("scenes/channels.py", old, new) for old, new in CHANNELS.values()]
    ran, other = check(before, tmp_path, ["Channels"], every)
    assert other == {"Channels": {f"draw-{way}" for way in CHANNELS}}
    assert ran >= {f"draw_{way}" for way in CHANNELS}


@pytest.mark.parametrize(
    ("way", "old"),
    [
        ("wrapper", "return 1.0 * function()"),
        ("made", 'once."""\n    return 1.0'),
        ("kind", "self.tall = 1.0 * number"),
    ],
)
def test_what_ran_when_modules_were_imported_reaches_all_beats(before, tmp_path, way, old):
    ran, other = check(before, tmp_path, ["Channels"], [("scenes/channels.py", old, old.replace("1.0", "1.5"))])
    assert other == {"Channels": {f"draw-{way}"}}
    assert {f"draw_{each}" for each in CHANNELS} <= ran


@pytest.mark.parametrize("way", ["view", "cached"])
def test_beats_that_it_does_not_reach_are_not_drawn(before, tmp_path, way):
    project = changed(before, tmp_path / "project", [("scenes/channels.py", *CHANNELS[way])])
    kept = remembered(project)
    project.run("render", "Channels", "-ql")
    was, now = recordings(before, "Channels"), recordings(project, "Channels")
    assert {name for name in now if now[name] != was[name]} == {f"draw-{way}"}
    ways = [*CHANNELS, "wrapper", "made", "kind"]
    # what was computed once is there for all later beats; whether they ask for it isn't known
    reached = ways[ways.index(way) :] if way == "cached" else [way]
    named = {name for name in drawn(project, kept) if name.startswith(("send_", "draw_"))}
    at_import = {"send_wrapper", "send_made", "send_kind"}
    assert named == {f"{what}_{way}" for way in reached for what in ("send", "draw")} - at_import


WAYWARD = [scene for scene, module in SCENES.items() if module == "wayward"]


def test_what_cannot_be_passed_over_or_remembered_is_drawn(before, tmp_path):
    changes = [("scenes/wayward.py", "height=1.0", "height=1.5")]
    other = check(before, tmp_path, WAYWARD, changes)[1]
    assert other == {
        **{scene: {"third"} for scene in WAYWARD},
        "Composer": {"first", "second", "third"},  # backwards: the bar stands in all
    }


def test_a_beat_that_asks_for_the_time_is_drawn_when_the_time_before_it_changes(before, tmp_path):
    old, new = (f"self.add(self.square)\n        self.wait({seconds})" for seconds in (0.2, 0.4))
    other = check(before, tmp_path, ["Clock"], [("scenes/wayward.py", old, new)])[1]
    assert other == {"Clock": {"first", "second", "third"}}


def test_a_lost_recording_is_drawn_again(before, tmp_path):
    project = changed(before, tmp_path / "project", [("scenes/many_ways.py", "[0, 0.5, 0]", "[0, 0.7, 0]")])
    lost = recordings(project, "ManyWays")["module"][0]
    (project.root / ".cache" / "recordings" / lost[:2] / lost).unlink()
    kept = remembered(project)
    project.run("render", "ManyWays", "-ql")
    assert drawn(project, kept) & set(WAYS) == {"module", "none"}
    assert recordings(project, "ManyWays")["module"] == recordings(before, "ManyWays")["module"]


def test_a_file_saved_while_its_scene_is_recorded_is_told():
    performance = Performance(
        "Scene", "scenes.scene", {}, Settings(), "recipe", ROOT, "given", {"scenes/scene.py": "a"}
    )
    files = {str(ROOT / "scenes" / "scene.py"): "b", str(ROOT / "scenes" / "other.py"): "c"}
    with pytest.raises(SceneError, match=r"scenes/scene\.py was saved while Scene was being recorded"):
        _check_sources(performance, SimpleNamespace(files=lambda: files))
