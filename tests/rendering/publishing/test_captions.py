"""Captions: when they are shown, and how the two formats write them."""

from rendering.publishing.captions import cues_of, subrip, webvtt

BEATS = [
    {"start": 0.0, "end": 4.0, "caption": "Look.", "question": "", "asked": 4.0},
    {"start": 4.0, "end": 10.0, "caption": "a < b & c", "question": "Why?", "asked": 8.5},
]


def test_a_question_takes_the_captions_place_at_the_end_of_its_beat():
    assert cues_of(BEATS, offset=60.0) == [
        (60.0, 64.0, "Look."),
        (64.0, 68.5, "a < b & c"),
        (68.5, 70.0, "Why?"),
    ]


def test_webvtt_escapes_what_would_be_markup_and_srt_has_commas():
    assert "2\n00:00:04.000 --> 00:00:08.500\na &lt; b &amp; c\n" in webvtt(cues_of(BEATS))
    assert "3\n00:00:08,500 --> 00:00:10,000\nWhy?\n" in subrip(cues_of(BEATS))
