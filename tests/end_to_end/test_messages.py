"""What is said when the input is wrong: one line, exit code 2, nothing written."""

import pytest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["render", "RaisedLogik"], "no scene is called 'RaisedLogik'; did you mean RaisedLogit?"),
        (["render", "zzz"], "no scene is called 'zzz'; there are: RaisedLogit, StillSquare"),
        (["--set", "a=1"], "parameters belong to a scene; name it, for example: render PulleyForces --set z=2.5,-1"),
        (
            ["render", "RaisedLogit", "--set", "raise_by"],
            "--set 'raise_by' must be KEY=VALUE, for example --set z=2.5,-1,3.2",
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
    ],
)
def test_wrong_input_is_named_in_one_line(project, arguments, message):
    done = project.run(*arguments, code=2)
    assert done.stderr == f"error: {message}\n"
    assert not project.clips.exists()


@pytest.mark.parametrize("text", ["raise_by = ", "\x00"])
def test_a_bad_parameter_file_is_named(project, text):
    (project.root / "p.toml").write_text(text)
    done = project.run("render", "RaisedLogit", "--params", "p.toml", code=2)
    assert done.stderr.startswith("error: --params p.toml: cannot be read as TOML: ")
    assert "Traceback" not in done.stderr


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
