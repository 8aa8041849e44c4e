"""What is said when the input is wrong: one line, exit code 2, nothing written."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["render", "RaisedLogik"], "no scene is called 'RaisedLogik'; did you mean RaisedLogit?"),
        (["render", "zzz"], "no scene is called 'zzz'; there are: RaisedLogit, StillSquare"),
        (["render", "3"], "no scene is called '3'; there are 1 to 2"),
        (["render", "x" * 5000], "no scene is called 'xxx"),
        (
            ["--set", "a=1"],
            "parameters, beats and names belong to a scene; name it, for example: "
            "./render.sh render PulleyForces --set logits=2.5,-1,3.2,0.5",
        ),
        (
            ["render", "RaisedLogit", "--set", "raise_by"],
            "--set 'raise_by' must be KEY=VALUE, for example --set logits=2.5,-1,3.2,0.5",
        ),
        (
            ["render", "RaisedLogit", "--set", "raised_by=1"],
            "RaisedLogit has no parameter 'raised_by'; did you mean raise_by? it has: raise_by",
        ),
        (
            ["render", "RaisedLogit", "--set", "raise_by=6"],
            "RaisedLogit: raise_by is '6', but it must be less than or equal to 5 "
            "(raise_by: how far the first logit is raised)",
        ),
        (
            ["sheet", "StillSquare", "-ql", "--beat", "stnad"],
            "StillSquare has no beat 'stnad' among its 2; did you mean stand?",
        ),
        (
            ["render", "StillSquare", "-ql", "--beat", "3"],
            "StillSquare has no beat '3' among its 2; there are: stand, turn",
        ),
        (
            ["sheet", "StillSquare", "--beat", ""],
            "--beat is empty; give a beat's name or number, ./render.sh list shows them",
        ),
        (["status", "RaisedLogit", "--set", "logits=1"], "RaisedLogit has no parameter 'logits'; it has: raise_by"),
        (
            ["render", "RaisedLogit", "--set", "raise_by=1", "--set", "raise_by=2"],
            "--set raise_by is given twice, as '1' and '2'; keep one",
        ),
        (
            ["render", "-o", "talk/mine.mp4"],
            "-o 'talk/mine.mp4' is a folder's name, and this looks like a file's; try -o talk",
        ),
        (["render", "-o", ""], "-o is this folder itself; name a folder for the clips, for example -o clips"),
        (
            ["render", "-o", "pyproject.toml/sub"],
            "-o 'pyproject.toml/sub': pyproject.toml is a file; choose another folder",
        ),
        (["render", "-o", "scenes/out"], "-o 'scenes/out' lies among the sources in scenes/; choose another folder"),
        (["render", "--name", "a"], "parameters, beats and names belong to a scene; name it, for example: "),
        (["render", "1", "2", "--name", "a"], "--name is for one clip, but 2 scenes are named; render them one by one"),
        (
            ["render", "1", "--name", "a/b"],
            "--name is 'a/b', but it names files: use letters, digits, -, _ and dots, first a letter",
        ),
        (["render", "1", "--name", "film"], "--name is 'film', which is the name of something else; choose another"),
        (
            ["render", "1", "--name", "stillsquare"],
            "--name is 'stillsquare', which is the name of something else; choose",
        ),
        (
            ["render", "--talk", "no.toml"],
            "no.toml can't be read (No such file or directory); docs/talk.toml is an example",
        ),
        (["render", "--scheduler", "foo"], "--scheduler is 'foo'; give an address like tcp://HOST:8786"),
        (["render", "--theme", "sepia"], "--theme is 'sepia'; choose one of dark, light"),
    ],
)
def test_wrong_input_is_named_in_one_line(project, arguments, message):
    done = project.run(*arguments, code=2)
    assert done.stderr.startswith(f"error: {message}")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 250
    assert not project.clips.exists()
    assert not (project.root / "talk").exists()


def test_without_docstrings_there_is_nothing_to_tell(project):
    command = [sys.executable, "-OO", "-P", "-m", "rendering", "list"]
    environment = {**os.environ, "PYTHONPATH": str(project.root)}
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: Python runs with -OO, which drops what scenes tell of themselves; run it without\n"


@pytest.mark.parametrize("text", ["raise_by = ", "\x00"])
def test_a_bad_parameter_file_is_named(project, text):
    (project.root / "p.toml").write_text(text)
    done = project.run("render", "RaisedLogit", "--params", "p.toml", code=2)
    assert done.stderr.startswith("error: p.toml, line 1: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "raise_by = 2024-01-01",
            "p.toml, line 1: raise_by holds the date 2024-01-01; parameters are numbers, texts and",
        ),
        (
            "raise_by = {a = 1}",
            "p.toml, line 1: raise_by holds a table; parameters are numbers, texts and lists of these",
        ),
        ("\nraise_by = 99", "RaisedLogit: raise_by is 99, but it must be less than or equal to 5"),
    ],
)
def test_a_bad_parameter_in_a_file_is_named(project, text, message):
    (project.root / "p.toml").write_text(text)
    done = project.run("render", "RaisedLogit", "--params", "p.toml", code=2)
    assert done.stderr.startswith(f"error: {message}")


def test_two_parameter_files_are_refused(project):
    done = project.run("render", "1", "--params", "a.toml", "--params", "b.toml", code=2)
    assert done.stderr == "error: --params is given 2 times; put all parameters into one file\n"


def test_set_wins_over_a_parameter_file(project):
    (project.root / "p.toml").write_text("raise_by = 9")
    project.run("render", "RaisedLogit", "-ql", "--params", "p.toml", "--set", "raise_by=1")


def test_a_scene_that_raises_shows_where_and_exits_with_1(project):
    project.edit("scenes/still_square.py", "self.wait(0.4)", "self.wait(1 / 0)")
    done = project.run("render", "-ql", code=1)
    assert "still_square.py" in done.stderr
    assert "ZeroDivisionError" in done.stderr
    assert "RaisedLogit: " in done.stdout
    assert (project.clips / "RaisedLogit.mp4").exists()
    assert not (project.clips / "StillSquare.mp4").exists()


def test_what_cannot_be_recorded_is_refused(project):
    project.edit("scenes/still_square.py", "Square(color=YELLOW, fill_opacity=0.5)", "Dots()")
    project.edit(
        "scenes/still_square.py",
        "class StillSquare",
        "from manim import PointCloudDot as Dots\n\n\nclass StillSquare",
    )
    done = project.run("render", "StillSquare", "-ql", code=1)
    assert done.stderr == (
        "error: PointCloudDot cannot be recorded: only vector shapes can; "
        "draw it with VMobjects (SVGMobject, Line, Polygon, ...)\n"
    )
