"""What a picture depends on is known, whatever way it comes in; what it doesn't depend on makes nothing stale."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import Project, new_project

SCENE = "Various"
VARIOUS = "scenes/various.py"


@pytest.fixture(scope="module")
def various(tmp_path_factory) -> Project:
    """The scene, rendered once."""
    project = new_project(tmp_path_factory.mktemp("various") / "project")
    project.edit("scenes/catalogue.toml", "[scenes]", f'[scenes]\n{SCENE} = "scenes.various"')
    project.run("render", SCENE, "-ql")
    return project


def reasons(project: Project) -> list[str]:
    (row,) = json.loads(project.run("status", SCENE, "-ql", "--json").stdout)
    return [f"{reason['kind']} {reason['name']}" for reason in row["reasons"]]


#: File, what is put in place of what, and the reason that is given; an empty text makes or removes the file.
EDITS = [
    (VARIOUS, "CONSTANT = 0.1", "CONSTANT = 0.2", f"source {VARIOUS}"),
    (VARIOUS, "LEFT = 0.2", "LEFT = 0.3", f"source {VARIOUS}"),
    (VARIOUS, "field: float = 0.3", "field: float = 0.2", f"source {VARIOUS}"),
    (VARIOUS, "attribute = 0.35", "attribute = 0.3", f"source {VARIOUS}"),
    (VARIOUS, "default=0.4", "default=0.3", f"source {VARIOUS}"),
    (VARIOUS, "return n / 10", "return n / 9", f"function kept in {VARIOUS}"),
    (VARIOUS, "value * 1.1", "value * 1.2", f"function _ in {VARIOUS}"),
    (VARIOUS, "value * by", "value + by", f"function multiplied in {VARIOUS}"),
    (VARIOUS, "yield 0.25", "yield 0.2", f"function counted in {VARIOUS}"),
    (VARIOUS, "random.seed(5)", "random.seed(6)", f"function Various.lengths in {VARIOUS}"),
    (VARIOUS, "prec=3", "prec=4", f"function Various.lengths in {VARIOUS}"),
    ("scenes/still_square.py", "PI / 3", "PI / 4", "function StillSquare.turn in scenes/still_square.py"),
    ("scenes/base.py", '"#101418"', '"#101419"', "function Explainer.setup in scenes/base.py"),
    ("scenes/pk/__init__.py", "0.45", "0.4", "source scenes/pk/__init__.py"),
    ("scenes/pk/extra.py", "0.55", "0.5", "source scenes/pk/extra.py"),
    ("scenes/lazy.py", "0.65", "0.6", "function __getattr__ in scenes/lazy.py"),
    ("root_module.py", "0.75", "0.7", "source root_module.py"),
    ("scenes/data/length.txt", "0.5", "0.4", "file scenes/data/length.txt"),
    ("scenes/data/.hidden", "0.6", "0.5", "file scenes/data/.hidden"),
    ("scenes/data/override.txt", "", "0.3", "file scenes/data/override.txt"),
    ("scenes/various/__init__.py", "", "CONSTANT = 1", "file scenes/various/__init__.py"),
    ("mathcore/heights.py", "powers.sum()", "powers.max()", "function shares in mathcore/heights.py"),
]


@pytest.mark.parametrize(("path", "old", "new", "reason"), EDITS, ids=[edit[2] for edit in EDITS])
def test_what_a_picture_depends_on_makes_it_stale_and_is_named(various, path, old, new, reason):
    file = various.root / path
    before = file.read_text() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(before.replace(old, new, 1) if before else new)
    try:
        assert reason in reasons(various)
    finally:
        file.write_text(before) if before else file.unlink()
        if file.name == "__init__.py" and not before:
            file.parent.rmdir()


def test_what_was_put_back_makes_nothing_stale(various):
    assert reasons(various) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (VARIOUS, '"""Runs once."""', '"""Runs once; a reworded docstring."""'),
        (VARIOUS, "        random.seed(5)\n", "        # A remark.\n\n        random.seed(5)\n"),
        (VARIOUS, "divided", "quotient"),
        (VARIOUS, "side_length=2", "side_length=3"),  # in a function that nobody calls
        ("mathcore/heights.py", "powers", "exponentials"),
        ("mathcore/neuron.py", "weight + BIAS", "weight - BIAS"),
        ("rendering/painting/painter.py", '"""Paints one segment', '# A remark.\n    """Paints one segment'),
        ("scenes/catalogue.toml", "[scenes]", '[scenes]\nAnother = "scenes.another"'),
        ("scenes/data/length.txt~", "", "an editor's backup"),
        ("scenes/.#various.py", "", "an editor's lock"),
    ],
    ids=[
        "docstring",
        "remark",
        "renamed",
        "not-called",
        "mathematics",
        "elsewhere",
        "painter",
        "catalogue",
        "backup",
        "lock",
    ],
)
def test_what_no_picture_shows_makes_nothing_stale(various, path, old, new):
    file = various.root / path
    before = file.read_text() if file.exists() else None
    file.write_text(before.replace(old, new) if before else new)
    try:
        assert reasons(various) == []
    finally:
        file.write_text(before) if before else file.unlink()


def frames(project: Project) -> list[list[str]]:
    clips = json.loads((project.clips / "manifest.json").read_text())["clips"]
    return [beat["recordings"] for beat in next(clip for clip in clips if clip["scene"] == SCENE)["beats"]]


def copied(project: Project, place, *, store: bool = True) -> Project:
    ignore = shutil.ignore_patterns("__pycache__", *(() if store else (".cache", "clips")))
    shutil.copytree(project.root, place, ignore=ignore)
    return Project(place)


def test_the_user_s_own_surroundings_do_not_reach_a_picture(various, tmp_path):
    project = copied(various, tmp_path / "elsewhere", store=False)
    surroundings = {"HEIGHT": "90", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "COLUMNS": "40"}
    subprocess.run(
        [sys.executable, "-P", "-m", "rendering", "render", SCENE, "-ql"],
        cwd=tmp_path,
        env={**os.environ, **surroundings, "PYTHONPATH": str(project.root)},
        check=True,
        capture_output=True,
    )
    assert frames(project) == frames(various)


def test_links_in_a_checkout_and_to_it_are_followed(various, tmp_path):
    """Data and sources that lie elsewhere, in a checkout that is reached through a link."""
    project = copied(various, tmp_path / "checkout", store=False)
    away = tmp_path / "away"
    away.mkdir()
    for name in ("data", "pk"):
        (project.root / "scenes" / name).rename(away / name)
        (project.root / "scenes" / name).symlink_to(away / name)
    (tmp_path / "link").symlink_to(project.root)
    linked = Project(tmp_path / "link")
    linked.run("render", SCENE, "-ql")
    assert frames(project) == frames(various)
    assert reasons(project) == reasons(linked) == []
    for path, reason in (
        ("data/length.txt", "file scenes/data/length.txt"),
        ("pk/extra.py", "source scenes/pk/extra.py"),
    ):
        file = away / path
        before = file.read_text()
        file.write_text(before.replace("0.5", "0.4"))
        assert reason in reasons(linked)
        file.write_text(before)
    shutil.copytree(away / "data", tmp_path / "other")
    (tmp_path / "other" / "length.txt").write_text("0.4")
    (project.root / "scenes" / "data").unlink()
    (project.root / "scenes" / "data").symlink_to(tmp_path / "other")
    assert reasons(linked) == ["file scenes/data/length.txt"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("import subprocess; subprocess.run(['true'])", "starts another program"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "asks the network"),
        ("import sys; sys.path.append('/elsewhere'); import stray", "is neither in this project nor installed"),
    ],
)
def test_what_cannot_be_accounted_for_is_refused_in_one_line(project, tmp_path, line, told):
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "stray.py").write_text("LENGTH = 1\n")
    line = line.replace("/elsewhere", str(tmp_path / "away"))
    project.edit("scenes/still_square.py", "        self.wait(0.4)", f"        {line}\n        self.wait(0.4)")
    done = project.run("render", "StillSquare", "-ql", code=1)
    (error,) = done.stderr.splitlines()
    assert error.startswith("error: ")
    assert told in error


def test_source_that_is_read_at_run_time_counts_as_text(project):
    project.edit("scenes/still_square.py", "        self.wait(0.4)", "        self.wait(len(self.turn.__doc__) / 10)")
    project.run("render", "StillSquare", "-ql")
    project.edit("scenes/still_square.py", '"""It turns."""', '"""It turns round."""')
    told = project.run("status", "StillSquare", "-ql").stdout
    assert "  file scenes/still_square.py: changed\n" in told
