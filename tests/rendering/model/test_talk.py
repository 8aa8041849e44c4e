"""Talk files: what they say, and which line is wrong."""

from pathlib import Path

import pytest

from rendering.errors import UserError
from rendering.model.lined import read_toml
from rendering.model.talk import CLIP_NAME, found_scene, read_talk

SCENES = {"PulleyForces": "scenes.pulley_forces", "NudgedSoftmax": "scenes.nudged_softmax"}
WHOLE = """
title = "Why cross-entropy"

[defaults]
quality = "high"
theme = "mine"
format = ["mp4", "gif"]
labels = ["cat", "dog"]

[themes.mine]
base = "light"
prediction = "#0055AA"

[[clips]]
scene = "pulleyforces"
name = "pulleys-cats"
logits = [1, 0.5, -2]
beats = ["hang", 2]

[[clips]]
scene = "2"
theme = "dark"
"""


def read(tmp_path, text, name="talk.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_talk(path, SCENES)


def test_a_talk_is_read_in_its_order(tmp_path):
    talk = read(tmp_path, WHOLE, "monday.toml")
    assert (talk.title, talk.language, talk.folder) == ("Why cross-entropy", "en", tmp_path / "monday")
    assert talk.options == {"quality": "high", "theme": "mine", "format": ["mp4", "gif"]}
    assert talk.common == {"labels": ["cat", "dog"]}
    assert talk.themes == {"mine": {"base": "light", "prediction": "#0055AA"}}
    first, second = talk.clips
    assert (first.name, first.scene, first.beats) == ("pulleys-cats", "PulleyForces", ("hang", "2"))
    assert first.parameters == {"logits": [1, 0.5, -2]}
    assert (second.name, second.scene, second.options) == ("NudgedSoftmax", "NudgedSoftmax", {"theme": "dark"})


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path):
    talk = read(tmp_path, "\ufeff" + WHOLE.replace("\n", "\r\n"))
    assert len(talk.clips) == 2
    assert talk.file.line_of("clips", 1, "theme") == 22


def test_out_is_a_folder_beside_it(tmp_path):
    assert read(tmp_path, '[defaults]\nout = "films"\n[[clips]]\nscene = "1"').folder == tmp_path / "films"


CLIP = '[[clips]]\nscene = "PulleyForces"\n'
WRONG = [
    ("titel = 1\n" + CLIP, "line 1: there is no 'titel' in a talk file; did you mean title?"),
    ("title = 3\n" + CLIP, "line 1: title must be a text in quotes, but is 3"),
    ("", "line 1: there are no clips; add [[clips]] and below it a scene, as ./render.sh list SCENE prints it"),
    ("clips = 3", "line 1: clips must be tables, each under a line [[clips]]"),
    ("\n[clips]\nscene = 1", "line 2: clips must be tables, each under a line [[clips]]"),
    ("defaults = 3\n" + CLIP, "line 1: defaults must be a table, under a line [defaults]"),
    ("[[clips]]\nlogits = 3", 'line 1: the clip has no scene; add scene = "…", ./render.sh list shows which there are'),
    ('[[clips]]\n\nscene = "Pulleys"', "line 3: no scene is called 'Pulleys'; did you mean PulleyForces?"),
    ("[[clips]]\nscene = 1", "line 2: scene must be a text in quotes, but is 1"),
    (
        CLIP + 'name = "a/b"',
        "line 3: name is 'a/b', but it names files: "
        "use letters, digits, -, _ and dots, first a letter or digit, 64 at most",
    ),
    (CLIP + 'name = "../x"', "line 3: name is '../x', but it names files: use letters, digits, -, _ and dots, first"),
    (CLIP + CLIP, "line 3: PulleyForces is the name of two clips (the other is in line 1); add a name = …"),
    (CLIP + 'name = "A"\n' + CLIP + 'name = "a"', "line 6: a is the name of two clips (the other is in line 1); add"),
    (CLIP + 'quality = "high"', "line 3: quality is for the whole talk; put it under [defaults]"),
    (CLIP + "theme = 1", "line 3: theme must be a text in quotes, but is 1"),
    (CLIP + "beats = [1.5]", 'line 3: beats must be a list of names or numbers, like ["hang", "balance"]'),
    (CLIP + "beats = true", 'line 3: beats must be a list of names or numbers, like ["hang", "balance"]'),
    (CLIP + "logits = 2024-01-01", "line 3: logits holds the date 2024-01-01; parameters are numbers, texts and lists"),
    (CLIP + "logits = [[1], 2]", "line 3: logits holds a list of lists; parameters are numbers, texts and lists"),
    (CLIP + "[clips.logits]\na = 1", "line 1: logits holds a table; parameters are numbers, texts and lists of these"),
    ("[defaults]\njobs = true\n" + CLIP, "line 2: jobs must be a whole number, but is true"),
    ("[defaults]\ntransparent = 1\n" + CLIP, "line 2: transparent must be true or false, but is 1"),
    ('[defaults]\nformat = "mp5"\n' + CLIP, "line 2: format is 'mp5'; did you mean mp4?"),
    ('[defaults]\nformat = ["webm", "avi"]\n' + CLIP, "line 2: format is 'avi'; "),
    ('[defaults]\nformat = "gif"\ntransparent = true\n' + CLIP, "line 2: transparent does not go with gif, which"),
    ("[themes]\nmine = 1\n" + CLIP, "line 2: mine must be a table of colours, under a line [themes.mine]"),
    ('[themes.mine]\nink = 3\n' + CLIP, 'line 2: ink must be a colour like "#0055AA", but is 3'),
    ('[themes.dark]\nink = "#000"\n' + CLIP, "line 1: the theme is called 'dark', but a theme of your own needs a"),
    ("title = \n", "line 1: invalid value (column 9); docs/talk.toml is an example"),
    ('title = "a\n', "line 1: "),
    ("a = 1\na = 2\n", "line 2: cannot overwrite a value (column 6); docs/talk.toml is an example"),
    ("[[clips]\n", "line 1: "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[message[:40] for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_line(text, message, tmp_path):
    with pytest.raises(UserError) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    assert said.startswith(f"{tmp_path / 'talk.toml'}, {message}")
    assert "\n" not in said
    assert len(said) < len(str(tmp_path)) + 250


def test_what_is_no_toml_file_is_said():
    for path, reason in [("no.toml", "can't be read (No such file or directory)"), ("/", "can't be read (Is a")]:
        with pytest.raises(UserError, match=r"can't be read") as caught:
            read_talk(Path(path), SCENES)
        assert reason in str(caught.value)


def test_bytes_that_are_no_text_are_said(tmp_path):
    (tmp_path / "t.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(UserError, match=r"is no text in UTF-8 \(byte 9\); save it as UTF-8"):
        read_toml(tmp_path / "t.toml", "")


def test_scenes_go_by_name_in_any_case_or_by_number():
    names = ["PULLEYFORCES", "pulleyforces", "1", "2", "0", "3", "", "-1", "²", "9" * 5000]
    found = ["PulleyForces", "PulleyForces", "PulleyForces", "NudgedSoftmax", *[None] * 6]
    assert [found_scene(name, SCENES) for name in names] == found


@pytest.mark.parametrize(
    ("name", "taken"), [("a" * 64, True), ("a" * 65, False), ("7._-", True), ("-a", False), (".a", False), ("é", False)]
)
def test_a_clips_name_is_what_the_message_says(name, taken):
    assert bool(CLIP_NAME.fullmatch(name)) == taken
