"""What is stale, and which change made it so."""

import json
import shutil
import time

import pytest


@pytest.fixture
def project(rendered, tmp_path):
    """A rendered project that may be changed."""
    shutil.copytree(rendered.root, tmp_path / "project")
    return type(rendered)(tmp_path / "project")


def reasons(project, *arguments):
    """Scene -> (kind, name, change) of each reason."""
    rows = json.loads(project.run("status", "-ql", "--json", *arguments).stdout)
    assert all(row["stale"] == bool(row["reasons"]) for row in rows)
    return {row["scene"]: [(r["kind"], r["name"], r["change"]) for r in row["reasons"]] for row in rows}


def test_nothing_is_stale_after_a_render_and_that_is_told_at_once(project):
    (project.root / "manim.py").write_text("raise SystemExit('Manim was imported')")
    started = time.monotonic()
    told = project.run("status", "-ql").stdout
    assert time.monotonic() - started < 2  # a tenth of that on a machine at leisure
    assert told == "RaisedLogit: up to date\nStillSquare: up to date\nnothing is stale\n"


def test_a_changed_function_or_module_is_named_for_the_scenes_in_which_it_ran(project):
    project.edit("mathcore/heights.py", "TEMPERATURE = 1.0", "TEMPERATURE = 2.0")
    project.edit("scenes/raised_logit.py", "raise_by)", "raise_by / 2)")
    told = reasons(project)
    assert told["StillSquare"] == []
    assert [each[:2] for each in told["RaisedLogit"]] == [
        ("source", "mathcore/heights.py"),
        ("function", "RaisedLogit.raised in scenes/raised_logit.py"),
    ]


def test_parameters_settings_and_versions_are_named_with_their_values(project):
    manifest = project.clips / "manifest.json"
    told = json.loads(manifest.read_text())
    for clip in told["clips"]:
        clip["made_from"]["versions"]["numpy"] = "0.99"
    manifest.write_text(json.dumps(told))
    done = project.run("status", "RaisedLogit", "-qm", "--set", "raise_by=3")
    assert "  parameter raise_by: not given before, 3 now\n" in done.stdout
    assert "  setting quality: draft before, preview now\n" in done.stdout
    assert "  version numpy: 0.99 before, " in done.stdout
    assert done.stdout.endswith("1 of 1 stale; ./render.sh renders what is\n")


def test_missing_and_damaged_files_are_named(project):
    (project.clips / "StillSquare.vtt").unlink()
    (project.clips / "StillSquare" / "01-stand.mp4").write_bytes(b"")
    assert reasons(project)["StillSquare"] == [
        ("output", "StillSquare.vtt", "missing"),
        ("output", "StillSquare/01-stand.mp4", "changed"),
    ]


def test_what_was_never_rendered_is_stale(project):
    assert reasons(project, "StillSquare", "-o", "elsewhere") == {"StillSquare": [("output", "", "never rendered")]}
    assert not (project.root / "elsewhere").exists()


def test_a_film_is_stale_when_a_clip_is(project):
    project.run("film", "-ql")
    assert project.run("status", "-ql").stdout.endswith("film: up to date\nnothing is stale\n")
    project.edit("scenes/still_square.py", "PI / 3", "PI / 4")
    told = project.run("status", "-ql").stdout
    assert "film: stale\n  clip StillSquare: stale\n" in told
    assert told.endswith("2 of 3 stale; ./render.sh renders what is; then ./render.sh film\n")


def test_a_source_that_cannot_be_read_is_named_with_its_line(project):
    project.edit("scenes/still_square.py", "def stand(self):", "def stand(self:")
    assert "  source scenes/still_square.py: can't be read\n" in project.run("status", "-ql").stdout
    done = project.run("-ql", code=1)
    assert "error: scenes/still_square.py, line 15: " in done.stderr
    assert "Traceback" not in done.stderr
