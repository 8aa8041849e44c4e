"""Captions: when they are shown, and how the two formats write them."""

from rendering.publishing.captions import cues_of, subrip, webvtt

BEATS = [
    {"opened": 0.0, "end": 4.0, "concluded": 4.0, "asked": 4.0, "caption": "Look.", "conclusion": "", "question": ""},
    {"opened": 4.4, "end": 10.0, "concluded": 6.0, "asked": 8.5, "caption": "a < b & c", "conclusion": "So."}
    | {"question": "Why?"},
]


def test_caption_conclusion_and_question_follow_each_other():
    assert cues_of(BEATS, offset=60.0) == [
        (60.0, 64.0, "Look."),
        (64.4, 66.0, "a < b & c"),
        (66.0, 68.5, "So."),
        (68.5, 70.0, "Why?"),
    ]


def test_webvtt_escapes_what_would_be_markup_and_srt_has_commas():
    assert "2\n00:00:04.400 --> 00:00:06.000\na &lt; b &amp; c\n" in webvtt(cues_of(BEATS))
    assert "4\n00:00:08,500 --> 00:00:10,000\nWhy?\n" in subrip(cues_of(BEATS))
