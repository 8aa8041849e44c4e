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


def test_a_changed_source_is_named_for_the_scenes_that_import_it(project):
    project.edit("mathcore/__init__.py", "A mathematics", "Mathematics")
    assert reasons(project) == {
        "RaisedLogit": [("source", "mathcore/__init__.py", "changed")],
        "StillSquare": [],
    }


def test_a_new_data_file_is_named(project):
    (project.root / "scenes" / "table.csv").write_text("1,2")
    assert reasons(project, "StillSquare") == {"StillSquare": [("source", "scenes/table.csv", "new")]}


def test_parameters_settings_and_versions_are_named_with_their_values(project):
    lock = project.root / "requirements.lock"
    lines = lock.read_text().splitlines(keepends=True)
    lock.write_text("".join("numpy==0.99 \\\n" if line.startswith("numpy==") else line for line in lines))
    done = project.run("status", "RaisedLogit", "-qm", "--set", "raise_by=3")
    assert "  parameter raise_by: not given before, 3 now\n" in done.stdout
    assert "  setting quality: draft before, preview now\n" in done.stdout
    assert ", 0.99 now\n" in next(line + "\n" for line in done.stdout.splitlines() if "version numpy: " in line)
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
    project.edit("scenes/still_square.py", "PI / 3", "PI / 4")
    told = project.run("status", "-ql").stdout
    assert "film: stale\n  clip StillSquare: changed\n" in told


def test_a_source_that_cannot_be_read_is_named_with_its_line(project):
    project.edit("scenes/still_square.py", "def stand(self):", "def stand(self:")
    done = project.run("status", code=1)
    assert done.stderr.startswith("error: scenes/still_square.py, line 15: ")
    assert "Traceback" not in done.stderr
