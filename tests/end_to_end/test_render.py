"""From the command line to files."""

import json
import re

import av
import numpy as np
import pytest
from PIL import Image
from pydantic import TypeAdapter

from rendering.model.entry import Manifest
from rendering.publishing.manifest import checksum


def entries(project):
    """The manifest's entries by scene."""
    clips = json.loads((project.clips / "manifest.json").read_text())["clips"]
    return {clip["scene"]: clip for clip in clips}


def frames_of(path):
    """All frames of a clip as RGB."""
    with av.open(str(path)) as clip:
        return [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]


def test_clips_have_the_promised_size_rate_and_colours(rendered):
    for entry in entries(rendered).values():
        with av.open(str(rendered.clips / entry["file"])) as clip:
            track = clip.streams.video[0]
            context = track.codec_context
            assert (context.width, context.height, context.pix_fmt) == (854, 480, "yuv420p")
            assert track.average_rate == track.guessed_rate == entry["fps"] == 15
            assert (context.colorspace, context.color_range, context.color_primaries, context.color_trc) == (1, 1, 1, 1)
            times = [frame.pts * frame.time_base * 15 for frame in clip.decode(track)]
        assert times == list(range(entry["frames"]))


def test_the_index_stands_in_front(rendered):
    data = (rendered.clips / "StillSquare.mp4").read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")


def test_beats_make_up_the_clip(rendered):
    for entry in entries(rendered).values():
        beats = [frame for beat in entry["beats"] for frame in frames_of(rendered.clips / beat["file"])]
        assert np.array_equal(beats, frames_of(rendered.clips / entry["file"]))
        assert [beat["start"] for beat in entry["beats"][1:]] == [beat["end"] for beat in entry["beats"][:-1]]
        assert entry["beats"][-1]["end"] == entry["duration"]


def test_posters_show_the_last_frame_and_the_first_of_each_beat(rendered):
    for entry in entries(rendered).values():
        shown = [(entry["poster"], frames_of(rendered.clips / entry["file"])[-1])]
        shown += [(b["poster"], frames_of(rendered.clips / b["file"])[0]) for b in entry["beats"]]
        for poster, frame in shown:
            pixels = np.asarray(Image.open(rendered.clips / poster).convert("RGB"), int)
            assert np.abs(pixels - frame).mean() < 2  # a level or so is lost to YUV


def test_captions_are_webvtt_with_their_signs_escaped(rendered):
    text = (rendered.clips / "RaisedLogit.vtt").read_text()
    assert text.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.600\nFour equal logits\n")
    assert "One is raised &amp; &lt;wins&gt;" in text


def test_the_manifest_tells_what_was_made(rendered):
    entry = entries(rendered)["RaisedLogit"]
    assert list(entries(rendered)) == ["RaisedLogit", "StillSquare"]
    assert entry["params"] == {"raise_by": 2.0}
    assert entry["title"] == "A logit is raised"
    assert entry["beats"][0]["alt"] == "Four columns of equal height"
    assert [beat["file"] for beat in entry["beats"]] == [
        "RaisedLogit/01-equal.mp4",
        "RaisedLogit/02-raised.mp4",
        "RaisedLogit/03-turned.mp4",
    ]
    kept = set(re.findall(r'"([^"]+\.(?:mp4|png|vtt))"', json.dumps(entry)))
    assert all((rendered.clips / name).is_file() for name in kept)


def test_nothing_else_is_left_in_the_folder(rendered):
    names = {path.name for path in rendered.clips.iterdir()}
    scenes = ("RaisedLogit", "StillSquare")
    files = {f"{scene}{end}" for scene in scenes for end in ("", ".mp4", ".png", ".vtt")}
    assert names == files | {"manifest.json", ".lock"}


def test_a_fresh_clip_is_left_alone_and_manim_is_not_imported(rendered):
    before = (rendered.clips / "manifest.json").stat().st_mtime_ns
    (rendered.root / "manim.py").write_text("raise SystemExit('Manim was imported')")
    try:
        done = rendered.run("-ql")
    finally:
        (rendered.root / "manim.py").unlink()
    assert done.stdout.startswith("2 up to date;")
    assert (rendered.clips / "manifest.json").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "path", ["StillSquare.mp4", pytest.param("StillSquare/02-turn-last.png", marks=pytest.mark.long)]
)
def test_a_changed_or_missing_file_is_made_again(project, path):
    project.run("render", "StillSquare", "-ql")
    file = project.clips / path
    good = file.read_bytes()
    for damage in (lambda: file.write_bytes(good[:-1]), file.unlink):
        damage()
        assert project.run("render", "StillSquare", "-ql").stdout.startswith("StillSquare: ")
        assert file.read_bytes() == good


def test_a_new_render_removes_what_only_the_old_one_had_and_nothing_else(project):
    project.run("render", "StillSquare", "-ql")
    (project.clips / "StillSquare" / "mine.txt").write_text("mine")
    project.edit("scenes/still_square.py", 'Beat("turn",', 'Beat("spin",')
    project.edit("scenes/still_square.py", "def turn(self)", "def spin(self)")
    project.run("render", "StillSquare", "-ql")
    assert sorted(path.name for path in (project.clips / "StillSquare").iterdir()) == [
        *(f"01-stand{end}" for end in ("-first.png", "-last.png", ".mp4", ".vtt")),
        *(f"02-spin{end}" for end in ("-first.png", "-last.png", ".mp4", ".vtt")),
        "mine.txt",
    ]


def test_files_outside_the_folder_or_changed_by_hand_are_not_removed(project):
    project.run("render", "StillSquare", "-ql")
    outside = project.root / "outside.txt"
    outside.write_text("mine")
    manifest = json.loads((project.clips / "manifest.json").read_text())
    checksums = manifest["clips"][0]["checksums"]
    for name in ("../outside.txt", str(outside)):
        checksums[name] = checksum(outside)
    (project.clips / "manifest.json").write_text(json.dumps(manifest))
    (project.clips / "StillSquare" / "02-turn-last.png").write_bytes(b"mine")
    project.edit("scenes/still_square.py", 'Beat("turn",', 'Beat("spin",')
    project.edit("scenes/still_square.py", "def turn(self)", "def spin(self)")
    project.run("render", "StillSquare", "-ql")
    assert outside.read_text() == "mine"
    names = [path.name for path in (project.clips / "StillSquare").glob("02-*")]
    spun = [f"02-spin{end}" for end in ("-first.png", "-last.png", ".mp4", ".vtt")]
    assert sorted(names) == [*spun, "02-turn-last.png"]


def test_entries_of_other_scenes_are_kept(project):
    project.run("render", "StillSquare", "-ql")
    project.run("render", "RaisedLogit", "-ql", "--set", "raise_by=1")
    assert list(entries(project)) == ["RaisedLogit", "StillSquare"]
    assert entries(project)["RaisedLogit"]["params"] == {"raise_by": 1.0}


def test_a_new_scene_makes_no_other_stale(project):
    project.run("render", "StillSquare", "-ql")
    project.edit("scenes/catalogue.toml", "[scenes]", '[scenes]\nAnother = "scenes.another"')
    assert project.run("render", "StillSquare", "-ql").stdout.startswith("1 up to date;")


def test_a_package_that_does_something_is_part_of_its_scenes(project):
    project.run("render", "StillSquare", "-ql")
    (project.root / "scenes" / "__init__.py").write_text("import os\n")
    assert project.run("render", "StillSquare", "-ql").stdout.startswith("StillSquare: ")


def test_the_manifest_is_what_its_schema_says(rendered):
    told = json.loads((rendered.clips / "manifest.json").read_text())
    checked = TypeAdapter(Manifest).validate_python(told)
    assert [clip["name"] for clip in checked["clips"]] == ["RaisedLogit", "StillSquare"]
    assert json.loads(rendered.run("list", "--schema").stdout) == TypeAdapter(Manifest).json_schema()


def test_a_scene_that_is_gone_takes_its_entry_and_its_files_with_it(project):
    project.run("-ql")
    (project.clips / "StillSquare" / "mine.txt").write_text("mine")
    project.edit("scenes/catalogue.toml", 'StillSquare = "scenes.still_square"\n', "")
    project.edit("scenes/raised_logit.py", "run_time=0.6", "run_time=0.8")
    project.run("-ql")
    assert list(entries(project)) == ["RaisedLogit"]
    assert not (project.clips / "StillSquare.mp4").exists()
    assert [path.name for path in (project.clips / "StillSquare").iterdir()] == ["mine.txt"]
