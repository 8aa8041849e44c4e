"""Decks of the clips: their films are rendered into a folder of their own, beside which each target is one file."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rendering.commands.lectures import palette, read_lecture, write
from rendering.commands.render import render
from rendering.errors import UserError, suggestion
from rendering.publishing.lectures.lecture import Lecture, told_size
from rendering.scheduling.request import Request

#: Target: the file that it is, in the deck's folder.
TARGETS = {
    "pptx": "deck.pptx",
    "html": "deck.html",
    "reveal": "sections.html",
    "beamer": "deck.tex",
    "quarto": "deck.qmd",
    "manim-slides": "slides/deck.json",
    "pdf": "handout.pdf",
}
FOLDER = "deck"


@dataclass(frozen=True)
class Choice:
    """How decks are to be written."""

    targets: tuple[str, ...]
    start: str = "auto"  # pptx: when a film begins
    template: Path | None = None  # pptx: whose look
    split: bool = False  # pptx: a file a clip
    one_file: bool = False  # html: everything in the page


def chosen_targets(given: tuple[str, ...]) -> tuple[str, ...]:
    """The targets of `--to`, which may be given several times and hold several."""
    names = [name.strip() for each in given for name in each.split(",") if name.strip()]
    for name in names:
        if name not in TARGETS:
            raise UserError(f"--to is {name!r}; {suggestion(name, list(TARGETS))}")
    if not names:
        raise UserError(f"--to names no target; choose from {', '.join(TARGETS)}")
    return tuple(dict.fromkeys(names))


def make_decks(request: Request, choice: Choice) -> int:
    """Bring the deck's films up to date and write each target; returns the exit code."""
    _check(choice)
    folder = request.out / FOLDER
    code = render(replace(request, out=folder))
    if code:
        return code
    lecture = read_lecture(folder, list(request.clips), request.title)
    colours = palette(request.settings)
    theme = request.settings.colours.get("base", request.settings.theme)
    for target in choice.targets:
        for name, make in _makers(target, choice, lecture, colours, theme):
            started = time.monotonic()
            size = write(folder / name, make())
            print(f"{target}: {folder / name}, {told_size(size)} ({time.monotonic() - started:.1f} s)")
    return 0


def _check(choice: Choice) -> None:
    """Refuse what can't be done before anything is rendered."""
    if "pptx" in choice.targets and find_spec("pptx") is None:
        raise UserError("PowerPoint files need python-pptx; install it: .venv/bin/pip install python-pptx")
    if choice.template is not None and not choice.template.is_file():
        raise UserError(f"--template {choice.template} is not a file; give a presentation that PowerPoint saved")
    for option, given, target in (
        ("--template", choice.template, "pptx"),
        ("--split", choice.split, "pptx"),
        ("--one-file", choice.one_file, "html"),
    ):
        if given and target not in choice.targets:
            raise UserError(f"{option} is for --to {target}; leave it out, or add {target} to --to")


def _makers(
    target: str, choice: Choice, lecture: Lecture, colours: dict[str, str], theme: str
) -> list[tuple[str, Callable[[], str | bytes]]]:
    """The files of a target, each with what makes its content."""
    from rendering.publishing.decks import beamer, handout, html, manim_slides, pptx, quarto, reveal

    name, paper = TARGETS[target], colours["paper"]
    if target == "pptx":
        each = [replace(lecture, title=clip.title, clips=(clip,)) for clip in lecture.clips]
        decks = {f"{one.clips[0].name}.pptx": one for one in each} if choice.split else {name: lecture}
        if any(pptx.too_many(deck) for deck in decks.values()):
            print("warning: PowerPoint may refuse more than 25 full-HD films in one file; take -q preview, or --split")
        write_one = partial(pptx.pptx_bytes, palette=colours, start=choice.start, template=choice.template)
        return [(file, partial(write_one, deck)) for file, deck in decks.items()]
    makers: dict[str, Callable[[], str | bytes]] = {
        "html": partial(html.deck_page, lecture, colours, theme, choice.one_file),
        "reveal": partial(reveal.reveal_sections, lecture, paper),
        "beamer": partial(beamer.beamer_document, lecture, colours),
        "quarto": partial(quarto.quarto_document, lecture, paper),
        "manim-slides": partial(manim_slides.presentation, lecture, paper),
        "pdf": partial(handout.handout, lecture),
    }
    return [(name, makers[target])]
