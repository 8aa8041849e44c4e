"""Sections to paste into a reveal.js talk: a film as each slide's background, notes beside it."""

from html import escape

from rendering.publishing.decks.notes import notes_of, numbered
from rendering.publishing.lectures.lecture import Beat, Clip, Lecture
from rendering.publishing.lectures.media import url


def reveal_sections(lecture: Lecture, paper: str) -> str:
    """Return the sections, a stack a clip; films and pictures are named relative to the lecture's folder.

    A question stands as a still of its own, so that going on is the answer. ``paper`` is the films' ground.
    """
    stacks = [_stack(number, clip, paper) for number, clip in numbered(lecture.clips)]
    return "\n".join(
        ["<!-- Paste between <div class=slides> and its end; keep the folders beside your page. -->", *stacks]
    )


def _stack(number: int, clip: Clip, paper: str) -> str:
    slides = [
        f'<section data-background-color="{paper}">\n'
        f"<h2>{number} {escape(clip.title)}</h2>\n<p>{escape(clip.summary)}</p>\n</section>"
    ]
    for beat in clip.beats:
        slides.append(_film(beat, paper))
        if beat.question:
            slides.append(_still(beat, paper))
    return "<section>\n" + "\n".join(slides) + "\n</section>"


def _film(beat: Beat, paper: str) -> str:
    # The first frame lies behind the film: reveal.js shows a background's colour until the film has loaded.
    return (
        f'<section data-background-color="{paper}" data-background-video="{url(beat.file)}"\n'
        f'  data-background-video-muted data-background-size="contain" data-background-transition="none"\n'
        f'  data-background-image="{url(beat.first)}" aria-label="{escape(beat.alt)}">\n{_notes(beat)}\n</section>'
    )


def _still(beat: Beat, paper: str) -> str:
    return (
        f'<section data-background-color="{paper}" data-background-image="{url(beat.last)}"\n'
        f'  data-background-size="contain" data-background-transition="none" aria-label="{escape(beat.alt)}">\n'
        f'<aside class="notes">{escape(beat.question)}</aside>\n</section>'
    )


def _notes(beat: Beat) -> str:
    lines = "".join(f"<p><b>{heading}</b> {escape(text)}</p>" for heading, text in notes_of(beat))
    return f'<aside class="notes">{lines}</aside>'
