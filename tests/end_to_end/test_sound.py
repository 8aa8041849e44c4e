"""A change of the mathematics repaints what it changes, all of it, and nothing else."""

import io
import json
import shutil

import av
import numpy as np
import pytest

from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing.place import published
from tests.conftest import Project, new_project

SCENE = "ManyWays"
#: What is changed in mathcore, and the beats whose pictures it changes.
SHARES = {"module", "name", "partial", "method", "animation"}
CHANGES = {
    "temperature": ("mathcore/heights.py", "TEMPERATURE = 1.0", "TEMPERATURE = 3.0", SHARES),
    "sign": ("mathcore/heights.py", "np.asarray(logits) /", "-np.asarray(logits) /", SHARES),
    "constant": ("mathcore/neuron.py", "BIAS = 0.5", "BIAS = -0.5", {"neuron"}),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Project:
    """The scene as it was; to be copied, not changed."""
    project = new_project(tmp_path_factory.mktemp("before") / "project")
    project.edit("scenes/catalogue.toml", "[scenes]", f'[scenes]\n{SCENE} = "scenes.many_ways"')
    project.run("render", SCENE, "-ql")
    return project


def copied(project: Project, place, *, store: bool = True) -> Project:
    ignore = shutil.ignore_patterns("__pycache__", *(() if store else (".cache", "clips")))
    shutil.copytree(project.root, place, ignore=ignore)
    return Project(place)


def beats(project: Project) -> list[dict]:
    return json.loads((project.clips / "manifest.json").read_text())["clips"][0]["beats"]


def frames(project: Project, beat: dict) -> np.ndarray:
    with av.open(str(project.clips / beat["file"])) as clip:
        return np.array([frame.to_ndarray() for frame in clip.decode(video=0)])


def painted(project: Project) -> dict[str, int]:
    """The painted segments in the store, with their inodes: one painted again has a new one."""
    return {path.name: path.stat().st_ino for path in (project.root / ".cache" / "clips").glob("*/*")}


def frames_in(project: Project, segment: str) -> int:
    content = Store(project.root / ".cache").get("clips", segment)
    with av.open(io.BytesIO(content)) as clip:
        return clip.streams.video[0].frames


@pytest.mark.parametrize(
    "change", ["temperature", *(pytest.param(c, marks=pytest.mark.long) for c in ("sign", "constant"))]
)
def test_a_change_repaints_exactly_what_it_changes(before, tmp_path, change):
    path, old, new, expected = CHANGES[change]
    project = copied(before, tmp_path / "project")
    kept = painted(project)
    project.edit(path, old, new)
    project.run("render", SCENE, "-ql")

    pristine = copied(before, tmp_path / "pristine", store=False)
    pristine.edit(path, old, new)
    pristine.run("render", SCENE, "-ql")
    for file in sorted(pristine.clips.rglob("*.mp4")):
        assert (project.clips / file.relative_to(pristine.clips)).read_bytes() == file.read_bytes(), file.name

    changed, differing = set(), set()
    for was, now in zip(beats(before), beats(project), strict=True):
        pictures = frames(before, was), frames(project, now)
        start = 0
        for one, other in zip(was["segments"], now["segments"], strict=True):
            end = start + frames_in(project, other)
            if not np.array_equal(pictures[0][start:end], pictures[1][start:end]):
                assert one != other
                changed.add(now["name"])
                differing.add(other)
            start = end
    assert changed == expected
    assert {name for name, inode in painted(project).items() if kept.get(name) != inode} == differing


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "    powers = np.exp(np.asarray(logits) / TEMPERATURE)\n",
            "    powers = np.exp(\n        np.asarray(logits) / TEMPERATURE\n    )\n",
        ),
        ("powers", "exponentials"),
        ("TEMPERATURE = 1.0", "TEMPERATURE = 2.0 / 2  # the same"),
    ],
    ids=["reformatted", "renamed", "rewritten"],
)
def test_a_change_that_changes_no_picture_repaints_nothing(before, tmp_path, old, new):
    project = copied(before, tmp_path / "project")
    kept = painted(project)
    project.edit("mathcore/heights.py", old, new)
    assert project.run("render", SCENE, "-ql").stdout.startswith("1 up to date;")
    assert painted(project) == kept
    assert beats(project) == beats(before)


@pytest.mark.parametrize("kind", ["file", "poster"])
def test_a_published_file_that_was_damaged_is_not_taken_over(before, tmp_path, kind):
    path, old, new, changed = CHANGES["constant"]
    project = copied(before, tmp_path / "project")
    kept = next(beat[kind] for beat in beats(project) if beat["name"] not in changed)
    damaged = bytearray((project.clips / kept).read_bytes())
    damaged[len(damaged) // 2] ^= 4
    (project.clips / kept).write_bytes(damaged)
    project.edit(path, old, new)
    project.run("render", SCENE, "-ql")
    assert (project.clips / kept).read_bytes() == (before.clips / kept).read_bytes()


def test_published_files_are_taken_over_from_the_same_writers_alone(before):
    entry = manifest.read(before.clips).clips[SCENE]
    made_from = entry["made_from"]
    other = {**made_from["makers"], "rendering/encoding/join.py": "another"}
    assert published(before.clips, entry, {**made_from, "functions": {}})
    assert not published(before.clips, entry, {**made_from, "makers": other})
    assert not published(before.clips, entry, {**made_from, "environment": "another"})
    assert not published(before.clips, entry, {**made_from, "versions": {"av": "0"}})
    assert not published(before.clips, None, made_from)


#: The same share by another way: what ran is another function, and no picture differs.
OTHER_WAY = ("mathcore/heights.py", "return powers / powers.sum()", "return powers / sum(powers)")


def files(project: Project) -> dict[str, int]:
    """The published files but the manifest, with their inodes: one written again has a new one."""
    return {str(path): path.stat().st_ino for path in sorted(project.clips.rglob("*.*")) if path.name[0] not in ".m"}


def taken_back(before: Project, place) -> Project:
    """A project with a change that was rendered, and is undone in its sources."""
    project = copied(before, place)
    path, old, new = OTHER_WAY
    project.edit(path, old, new)
    project.run("render", SCENE, "-ql")
    project.edit(path, new, old)
    return project


def test_where_files_would_be_the_same_again_their_entry_alone_is_renewed(before, tmp_path):
    project = taken_back(before, tmp_path / "project")
    kept = files(project)
    done = project.run("render", SCENE, "-ql")
    assert "frames kept" in done.stdout
    assert files(project) == kept
    assert manifest.read(project.clips).clips == manifest.read(before.clips).clips
    assert project.run("render", SCENE, "-ql").stdout.startswith("1 up to date;")


def test_no_entry_is_renewed_of_which_a_file_is_damaged(before, tmp_path):
    project = taken_back(before, tmp_path / "project")
    clip = project.clips / f"{SCENE}.mp4"
    clip.write_bytes(clip.read_bytes()[:-1])
    project.run("render", SCENE, "-ql")
    assert clip.read_bytes() == (before.clips / clip.name).read_bytes()
