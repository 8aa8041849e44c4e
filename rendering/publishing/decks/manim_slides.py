"""A presentation for manim-slides, whose own Slide class isn't needed: its JSON, beside the films.

Format: manim-slides 5.7, ``slides/NAME.json``. ``rev_file`` is the film that plays when the speaker goes back; the
film itself stands there, since it has no reversed copy.
"""

import json

from rendering.publishing.decks.notes import plain_notes
from rendering.publishing.lectures.lecture import Lecture


def presentation(lecture: Lecture, paper: str) -> str:
    """Return the JSON; it belongs into ``slides/`` in the lecture's folder, from where manim-slides is run."""
    first = lecture.clips[0]
    slides = [
        {"file": beat.file, "rev_file": beat.file, "notes": plain_notes(beat), "loop": False}
        for clip in lecture.clips
        for beat in clip.beats
    ]
    document = {"slides": slides, "resolution": [first.width, first.height], "background_color": paper}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
