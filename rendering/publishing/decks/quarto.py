"""A Quarto document: films for reveal.js, stills where it is printed."""

from html import escape

from rendering.publishing.decks.escape import markdown, one_line
from rendering.publishing.decks.notes import notes_of
from rendering.publishing.lectures.lecture import Beat, Clip, Lecture
from rendering.publishing.lectures.media import url


def quarto_document(lecture: Lecture, paper: str) -> str:
    """Return ``deck.qmd``; files are named relative to the lecture's folder. ``paper`` is the films' ground."""
    header = (
        f"---\ntitle: {_yaml(lecture.title)}\nlang: {lecture.language}\nformat:\n  revealjs:\n    width: 1280\n"
        "    height: 720\n    margin: 0\n    transition: none\n    slide-number: false\n  beamer:\n"
        "    aspectratio: 169\n---\n"
    )
    return "\n".join([header, *(_clip(clip, paper) for clip in lecture.clips)])


def _clip(clip: Clip, paper: str) -> str:
    slides = [f'# {markdown(clip.title)} {{background-color="{paper}"}}\n\n{markdown(clip.summary)}\n']
    for beat in clip.beats:
        slides.append(_slide(beat, _film(beat), paper))
        if beat.question:
            slides.append(_slide(beat, _picture(beat), paper))
    return "\n".join(slides)


def _film(beat: Beat) -> str:
    video = (
        f'<video data-autoplay muted playsinline width="1280" height="720" style="margin: 0"\n'
        f'  src="{url(beat.file)}" poster="{url(beat.first)}" aria-label="{escape(beat.alt)}"></video>'
    )
    return (
        f'::: {{.content-visible when-format="revealjs"}}\n```{{=html}}\n{video}\n```\n:::\n\n'
        f'::: {{.content-visible unless-format="revealjs"}}\n{_picture(beat)}\n:::'
    )


def _picture(beat: Beat) -> str:
    return f"![]({url(beat.last)}){{fig-alt={_attribute(beat.alt)} width=100%}}"


def _slide(beat: Beat, shown: str, paper: str) -> str:
    notes = "\n\n".join(f"**{heading}** {markdown(text)}" for heading, text in notes_of(beat))
    return (
        f'## {{background-color="{paper}" aria-label={_attribute(beat.label)}}}\n\n{shown}\n\n::: notes\n{notes}\n:::\n'
    )


def _attribute(text: str) -> str:
    """A Pandoc attribute: in double quotes, where a backslash escapes and entities are read."""
    return '"' + "".join(f"\\{sign}" if sign == "\\" else sign for sign in escape(one_line(text))) + '"'


def _yaml(text: str) -> str:
    return "'" + one_line(text).replace("'", "''") + "'"
