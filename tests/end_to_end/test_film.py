"""The film: cards and clips joined as they are, with chapters and captions at their times."""

import json
import shutil

import av
import numpy as np
import pytest
from PIL import Image

from rendering.publishing.cards import shortened

FPS = 15
LONG = "A summary that is far too long for any card, as it goes on and on about " + "many things, " * 8


@pytest.fixture(scope="module")
def film(rendered, tmp_path_factory):
    """A project with a film, whose second scene has a title and a summary too long for its card."""
    root = tmp_path_factory.mktemp("film") / "project"
    shutil.copytree(rendered.root, root)
    project = type(rendered)(root)
    project.edit("scenes/still_square.py", 'title = "A square"', f'title = "{"Square " * 9}"')
    project.edit("scenes/still_square.py", '"""A square that stands, then turns."""', f'"""{LONG}"""')
    project.run("film", "-ql")
    return project


def entry_of(project):
    return json.loads((project.clips / "manifest.json").read_text())["film"]


def packets(path):
    """The encoded pictures."""
    with av.open(str(path)) as clip:
        return [bytes(packet) for packet in clip.demux(video=0) if packet.size]


def test_the_clips_are_in_the_film_as_they_are(film):
    whole = packets(film.clips / "film.mp4")
    for chapter in entry_of(film)["chapters"][1:]:
        clip = packets(film.clips / f"{chapter['scene']}.mp4")
        end = round(chapter["end"] * FPS)
        assert whole[end - len(clip) : end] == clip


def test_players_find_the_chapters(film):
    entry = entry_of(film)
    with av.open(str(film.clips / "film.mp4")) as clip:
        found = clip.chapters()
        times = [frame.pts * frame.time_base * FPS for frame in clip.decode(video=0)]
    assert [c["metadata"]["title"] for c in found] == ["The film", "A logit is raised", "Square Square…"]
    told = [float(chapter[end] * chapter["time_base"]) for chapter in found for end in ("start", "end")]
    assert told == pytest.approx([chapter[end] for chapter in entry["chapters"] for end in ("start", "end")], abs=1e-3)
    assert [c["scene"] for c in entry["chapters"]] == [None, "RaisedLogit", "StillSquare"]
    assert times == list(range(entry["frames"]))
    assert entry["chapters"][-1]["end"] == entry["duration"] == entry["frames"] / FPS


def test_captions_stand_at_their_times(film):
    vtt = (film.clips / "film.vtt").read_text()
    srt = (film.clips / "film.srt").read_text()
    # An opening card and a card of .4 s each, then the first clip, whose second beat begins after .6 s.
    assert vtt.startswith("WEBVTT\n\n1\n00:00:00.800 --> 00:00:01.400\nFour equal logits\n")
    assert "2\n00:00:01,400 --> 00:00:02,800\nOne is raised & <wins>\n\n3\n" in srt
    # The third card begins after 3.8 s.
    assert "00:00:04.200 --> 00:00:04.600\nIt stands\n" in vtt
    assert "00:00:04,200 --> 00:00:04,600\nIt stands\n" in srt
    assert vtt.count("-->") == srt.count("-->") == 5


def test_the_poster_is_the_opening_card(film):
    with av.open(str(film.clips / "film.mp4")) as clip:
        first = next(clip.decode(video=0)).to_ndarray(format="rgb24")
    poster = np.asarray(Image.open(film.clips / "film.png").convert("RGB"), int)
    assert np.abs(poster - first).mean() < 2


def test_nothing_is_done_when_nothing_changed_and_a_damaged_film_is_made_again(film):
    path = film.clips / "film.mp4"
    good = path.read_bytes()
    (film.root / "manim.py").write_text("raise SystemExit('Manim was imported')")
    try:
        assert film.run("film", "-ql").stdout.endswith(f"film up to date in {film.clips}\n")
    finally:
        (film.root / "manim.py").unlink()
    path.write_bytes(good[:-1])
    assert "film: 0:05, 2 clips; " in film.run("film", "-ql").stdout
    assert path.read_bytes() == good


def test_the_film_stays_in_the_manifest_when_a_clip_is_rendered(film):
    before = entry_of(film)
    film.edit("mathcore/__init__.py", "A mathematics", "Mathematics")
    film.run("render", "RaisedLogit", "-ql")
    assert entry_of(film) == before
    film.run("film", "-ql")
    assert entry_of(film)["recipe"] != before["recipe"]


def test_another_order_is_another_film(film):
    order = 'RaisedLogit = "scenes.raised_logit"\nStillSquare = "scenes.still_square"\n'
    film.edit("scenes/catalogue.toml", order, "".join(reversed(order.splitlines(keepends=True))))
    film.run("film", "-ql")
    assert [c["scene"] for c in entry_of(film)["chapters"]] == [None, "StillSquare", "RaisedLogit"]


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [("Just fits", 9, "Just fits"), ("One word more", 10, "One word…"), ("Unbreakable", 6, "Unbre…")],
)
def test_long_texts_end_at_a_word_with_an_ellipsis(text, most, expected):
    assert shortened(text, most) == expected
    assert len(expected) <= most


def test_a_talks_film_opens_with_its_title(film):
    talk = film.root / "monday.toml"
    talk.write_text(
        'title = "On Monday"\n[defaults]\nquality = "draft"\n[[clips]]\nscene = "StillSquare"\nname = "one"\n'
    )
    film.run("film", "--talk", "monday.toml")
    entry = json.loads((film.root / "monday" / "manifest.json").read_text())["film"]
    assert entry["title"] == "On Monday"
    assert [chapter["scene"] for chapter in entry["chapters"]] == [None, "StillSquare"]
    talk.write_text(talk.read_text().replace("On Monday", "On Tuesday"))
    told = film.run("status", "--talk", "monday.toml").stdout
    assert "  clip (title): changed\n" in told
