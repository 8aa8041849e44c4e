"""The course page: clips rendered for it, in folders of their own, and one page that shows them all."""

import time
from dataclasses import replace
from pathlib import Path

from rendering.commands.lectures import palette, read_lecture, write
from rendering.commands.render import render
from rendering.errors import UserError, suggestion
from rendering.model.settings import THEMES, Settings
from rendering.publishing import manifest
from rendering.publishing.lectures.lecture import Lecture, lecture_of, told_size
from rendering.publishing.page.files import downloads_of
from rendering.publishing.page.page import course_page, write_pictures
from rendering.publishing.page.parts import Download
from rendering.scheduling.request import Request

NAME, FOLDER = "index.html", "page"
ABOUT = (
    "What a loss is made of, where its slopes come from, and why a network that is badly wrong should learn fastest: "
)


def chosen_themes(given: str) -> list[str]:
    """The themes of `--themes`; the first is the page's own where scripts are off."""
    names = [name.strip() for name in given.split(",") if name.strip()]
    for name in names:
        if name not in THEMES:
            raise UserError(f"--themes has {name!r}; {suggestion(name, list(THEMES))}")
    if not names:
        raise UserError(f"--themes names no theme; choose from {', '.join(THEMES)}")
    return list(dict.fromkeys(names))


def make_page(request: Request, themes: list[str]) -> int:
    """Bring the page's clips up to date and write the page; returns the exit code."""
    folders = [request.out / FOLDER / theme for theme in themes]
    for theme, folder in zip(themes, folders, strict=True):
        # The page has titles and captions of its own, which can be read out and copied.
        settings = replace(request.settings, theme=theme, palette="", captions="none", title="none")
        code = render(replace(request.in_one_look(settings, folder), sweeps=True))
        if code:
            return code
    started = time.monotonic()
    names = list(request.clips)
    lectures = [read_lecture(folder, names, request.title) for folder in folders]
    for lecture in lectures:
        write_pictures(lecture)
    lecture = lectures[0]
    page = course_page(
        lecture,
        {theme: palette(Settings(theme=theme)) for theme in THEMES},
        themes,
        _lead(len(lecture.clips), request.title),
        _downloads(request.out, lecture, f"{FOLDER}/{themes[0]}/"),
        _links(request.out),
    )
    size = write(request.out / NAME, page)
    seconds = time.monotonic() - started
    print(f"page: {request.out / NAME}, {len(lecture.clips)} clips, {told_size(size)} ({seconds:.1f} s)")
    return 0


def _lead(clips: int, talk: str) -> str:
    """What the page is about; of a talk no more is known than its title."""
    if clips == 1:
        told = "one short clip, a few beats long, that stops and asks before it tells."
    else:
        told = f"{clips} short clips, each a few beats long, that stop and ask before they tell."
    return told[0].upper() + told[1:] if talk else ABOUT + told


def _downloads(out: Path, lecture: Lecture, own: str) -> dict[str, list[Download]]:
    """For each clip the files in the output folder, in every format; where there are none, the page's own."""
    document = manifest.document(out)
    rendered = {entry["name"] for entry in document["clips"]}
    exports = document.get("exports", [])
    found = {}
    for clip in lecture.clips:
        if clip.name in rendered:
            (theirs,) = lecture_of(out, document, [clip.name], lecture.title).clips
            of_clip = [each for each in exports if each["name"] == clip.name]
            found[clip.name] = downloads_of(theirs, "", of_clip)
        else:
            found[clip.name] = downloads_of(clip, own, [])
    return found


def _links(out: Path) -> list[tuple[str, str]]:
    """What else there is in the output folder to look at."""
    film = manifest.read(out).film
    links = [("Present as slides", "deck/deck.html")] if (out / "deck" / "deck.html").is_file() else []
    return links + ([("Watch as one film", film["file"])] if film else [])
