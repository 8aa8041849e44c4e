"""What decks and pages read from a manifest."""

import itertools
import json

import pytest

from rendering.errors import UserError
from rendering.publishing.lectures.lecture import clock, lecture_of


def test_an_unknown_clip_is_an_error_that_names_those_that_are_there(lecture):
    document = json.loads((lecture.folder / "manifest.json").read_text())
    told = r"no clip Pulley in .*; there are PullTogether, cats-and-dogs: render it first"
    with pytest.raises(UserError, match=told):
        lecture_of(lecture.folder, document, ["Pulley"], "")


def test_what_is_said_covers_the_beat_without_gaps(lecture):
    for clip in lecture.clips:
        for beat in clip.beats:
            times = [(start, end) for *_, start, end in beat.told()]
            assert times[0][0] == beat.opened
            assert times[-1][1] == beat.end
            assert all(before[1] == after[0] for before, after in itertools.pairwise(times))


def test_a_beat_of_an_older_version_opens_with_its_caption(lecture):
    document = json.loads((lecture.folder / "manifest.json").read_text())
    for beat in document["clips"][0]["beats"]:
        del beat["opened"]
    (clip,) = lecture_of(lecture.folder, document, ["PullTogether"], "").clips
    assert [beat.opened for beat in clip.beats] == [beat.start for beat in clip.beats]


def test_a_beat_says_what_it_has_to_say_in_order(lecture):
    said = [[kind for kind, *_ in beat.told()] for clip in lecture.clips for beat in clip.beats]
    assert said == [
        ["caption", "conclusion", "question"],
        ["caption", "conclusion"],
        ["caption", "conclusion", "question"],
    ]


def test_what_stood_still_has_not_moved(lecture):
    assert lecture.clips[0].beats[0].moved() == {("z_2", "cm"): [0.2, 1.0, -0.25]}
    assert lecture.clips[0].beats[1].moved() == {}


def test_a_slider_has_both_its_ends(lecture):
    (sweep,) = lecture.clips[0].sweeps
    assert [each.steps for each in sweep.inputs] == [11, 11]
    assert len(sweep.readings["q_1"]) == 22


def test_clock():
    assert [clock(0), clock(59.9), clock(61), clock(600)] == ["0:00", "0:59", "1:01", "10:00"]
