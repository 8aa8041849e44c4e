"""Talk files from the command line: whose clips there are, and what stands there already."""

import json
import tomllib
from pathlib import Path

import pytest

TALK = """
title = "A talk"

[defaults]
quality = "draft"
raise_by = 1

[[clips]]
scene = "stillsquare"
name = "square"
beats = ["stand"]

[[clips]]
scene = "RaisedLogit"
name = "high"
raise_by = 3

[[clips]]
scene = "RaisedLogit"
"""
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "talk.toml"


def clips(folder):
    return json.loads((folder / "manifest.json").read_text())["clips"]


@pytest.fixture
def talk(project):
    """A project with a talk file, in a folder of its own."""
    (project.root / "monday").mkdir()
    (project.root / "monday" / "talk.toml").write_text(TALK)
    return project


def test_a_talks_clips_have_its_names_numbers_beats_and_order(talk):
    talk.run("--talk", "monday/talk.toml")
    square, high, low = clips(talk.root / "monday" / "talk")
    assert [clip["name"] for clip in (square, high, low)] == ["square", "high", "RaisedLogit"]
    assert [clip["scene"] for clip in (square, high, low)] == ["StillSquare", "RaisedLogit", "RaisedLogit"]
    assert [clip["params"].get("raise_by") for clip in (high, low)] == [3, 1]
    assert [beat["name"] for beat in square["beats"]] == ["stand"]
    assert square["frames"] == round(square["beats"][-1]["end"] * square["fps"])
    assert (talk.root / "monday" / "talk" / "square" / "01-stand.mp4").is_file()
    assert not talk.clips.exists()
    again = talk.run("--talk", "monday/talk.toml")
    assert again.stdout.startswith("3 up to date; ")
    status = talk.run("status", "--talk", "monday/talk.toml", "high")
    assert status.stdout == "high: up to date\nnothing is stale\n"


def test_a_changed_number_makes_one_clip_stale(talk):
    talk.run("--talk", "monday/talk.toml", "high")
    file = talk.root / "monday" / "talk.toml"
    file.write_text(TALK.replace("raise_by = 3", "raise_by = 4"))
    told = json.loads(talk.run("status", "--talk", str(file), "high", "--json").stdout)
    ((reason,),) = [row["reasons"] for row in told]
    assert (reason["kind"], reason["name"], reason["before"], reason["now"]) == ("parameter", "raise_by", 3, 4)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("raise_by = 3", "raise_by = 30", "line 16: RaisedLogit: raise_by is 30, but it must be less than or"),
        ("raise_by = 3", "raised_by = 3", "line 16: RaisedLogit has no parameter 'raised_by'; did you mean raise_by?"),
        ("raise_by = 1", "raise_bi = 1", "line 6: there is no option 'raise_bi', nor a parameter of the clips' scenes; "
         "did you mean raise_by?"),
        ("raise_by = 1", "raise_by = 0", "line 6: RaisedLogit: raise_by is 0, but it must be greater than 0"),
        ('"stand"', '"stnad"', "line 11: StillSquare has no beat 'stnad' among its 2; did you mean stand?"),
        ('"draft"', '"daft"', "line 5: quality is 'daft'; choose one of draft, preview, slides, high, 4k"),
        ('name = "high"', 'name = "high"\ntheme = "mine"', "line 16: there is no theme 'mine'; there are: dark, light"),
        ('name = "high"', 'name = "high"\ncaptions = "all"', "line 16: captions is 'all'; choose one of screen, none"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_written(talk, old, new, message):
    (talk.root / "monday" / "talk.toml").write_text(TALK.replace(old, new))
    done = talk.run("--talk", "monday/talk.toml", code=2)
    assert done.stderr.startswith(f"error: monday/talk.toml, {message}")
    assert done.stderr.count("\n") == 1
    assert not (talk.root / "monday" / "talk").exists()


def test_a_talk_that_stands_here_is_taken_and_said(talk):
    (talk.root / "talk.toml").write_text(TALK)
    done = talk.run("status")
    assert "taking talk.toml, which stands here (--talk none leaves it out)" in done.stderr
    assert done.stdout.startswith("square: stale")
    assert talk.run("status", "--talk", "none").stdout.startswith("RaisedLogit: stale")
    own = talk.run("status", "RaisedLogit", "--set", "raise_by=2")
    assert "talk.toml is left out, as the command has parameters or a name of its own" in own.stderr
    refused = talk.run("status", "RaisedLogit", "--talk", "talk.toml", "--set", "raise_by=2", code=2)
    assert refused.stderr.startswith("error: --set, --params, --name and --replace don't go with --talk; ")


def test_a_clip_with_numbers_of_its_own_keeps_them_until_it_is_replaced(project):
    project.run("render", "RaisedLogit", "-ql", "--set", "raise_by=3", "--beat", "raised")
    plain = project.run("render", "RaisedLogit", "-ql")
    assert plain.stderr == (
        "RaisedLogit keeps its own parameters (raise_by=3); "
        "./render.sh render RaisedLogit --replace makes it with the defaults\n"
    )
    assert plain.stdout.startswith("1 up to date")
    (clip,) = clips(project.clips)
    assert clip["params"]["raise_by"] == 3
    assert [beat["name"] for beat in clip["beats"]] == ["raised"]
    project.run("render", "RaisedLogit", "-ql", "--replace")
    (clip,) = clips(project.clips)
    assert clip["params"]["raise_by"] == 2
    assert len(clip["beats"]) == 3


def test_a_clip_of_another_name_stands_beside_the_scenes_own(project):
    project.run("render", "raisedlogit", "-ql", "--set", "raise_by=3", "--name", "mine")
    project.run("render", "1", "-ql")
    assert [clip["name"] for clip in clips(project.clips)] == ["RaisedLogit", "mine"]
    assert (project.clips / "mine.mp4").is_file()
    assert (project.clips / "RaisedLogit.mp4").is_file()


def test_the_list_prints_a_table_that_a_talk_file_takes(project):
    listed = project.run("list", "raisedlogit").stdout
    table = listed[listed.index("[[clips]]") :]
    (clip,) = tomllib.loads(table)["clips"]
    assert clip == {"scene": "RaisedLogit", "raise_by": 2.0}
    assert "(a number, above 0, at most 5)" in listed
    (project.root / "mine.toml").write_text(table)
    assert project.run("status", "--talk", "mine.toml").stdout.startswith("RaisedLogit: stale")


def test_a_talk_says_the_formats_unless_they_are_typed(talk):
    file = talk.root / "monday" / "talk.toml"
    file.write_text(TALK.replace("[defaults]", '[defaults]\nformat = ["svg", "png"]\ntransparent = true'))
    done = talk.run("--talk", "monday/talk.toml", "square")
    assert "square: 1 svg files" in done.stdout
    assert (talk.root / "monday" / "talk" / "square" / "01-stand-last-clear.png").is_file()
    assert not (talk.root / "monday" / "talk" / "square.mp4").exists()
    talk.run("--talk", "monday/talk.toml", "square", "--format", "pdf")
    assert (talk.root / "monday" / "talk" / "square" / "01-stand.pdf").is_file()
    file.write_text(TALK.replace("[defaults]", '[defaults]\nformat = "jpg"'))
    refused = talk.run("--talk", "monday/talk.toml", code=2)
    assert refused.stderr.startswith("error: monday/talk.toml, line ")
    assert "format is 'jpg'; " in refused.stderr


def test_a_format_that_cannot_be_transparent_is_refused_where_it_is_made_alone(talk):
    file = talk.root / "monday" / "talk.toml"
    file.write_text(TALK.replace("[defaults]", "[defaults]\ntransparent = true"))
    refused = talk.run("--talk", "monday/talk.toml", code=2)
    assert refused.stderr.startswith("error: --transparent does not go with mp4")
    assert talk.run("status", "--talk", "monday/talk.toml", "square").stdout.startswith("square: stale")


def test_an_option_is_found_by_what_was_meant(talk):
    (talk.root / "monday" / "talk.toml").write_text(TALK.replace("[defaults]", "[defaults]\ntransparant = true"))
    refused = talk.run("--talk", "monday/talk.toml", code=2)
    assert "there is no option 'transparant', nor a parameter of the clips' scenes" in refused.stderr
    assert refused.stderr.endswith("did you mean transparent?\n")
