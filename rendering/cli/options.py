"""The options that several commands share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from rendering.model.settings import ALIASES, ASPECTS, CAPTIONS, QUALITIES, TITLES
from rendering.project import CLIPS

#: What decorates a command with an option.
Option = Callable[[Any], Any]

LOOK = (
    click.option(
        "-q",
        "--quality",
        type=click.Choice([*QUALITIES, *ALIASES]),
        default="slides",
        show_default=True,
        help="Size and rate: draft 480p15, preview 720p30, slides 1080p30, high 1080p60, 4k 2160p60.",
    ),
    click.option(
        "--theme",
        metavar="THEME",
        default="dark",
        show_default=True,
        help="Colours: dark, light, or a theme of the talk file.",
    ),
    click.option(
        "--aspect",
        type=click.Choice(list(ASPECTS)),
        default="16:9",
        show_default=True,
        help="Shape; the scenes are laid out for this one only.",
    ),
    click.option(
        "--captions",
        type=click.Choice(CAPTIONS),
        default="screen",
        show_default=True,
        help="Captions in the picture; a WebVTT file is written either way.",
    ),
    click.option(
        "--title",
        type=click.Choice(TITLES),
        default="screen",
        show_default=True,
        help="The scene's title in the picture.",
    ),
)
PARAMETERS = (
    click.option("--set", "assignments", multiple=True, metavar="KEY=VALUE", help="A parameter; see `list`."),
    click.option(
        "--params",
        "params_files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE.toml",
        help="Parameters from a file.",
    ),
)
CLIP = (
    click.option("--beat", "beats", multiple=True, metavar="NAME", help="Only this beat, by name or number. Several."),
    click.option("--name", metavar="NAME", help="The clip's name; the scene's by default."),
    click.option(
        "--replace", is_flag=True, help="Make clips with the defaults that stand there with parameters of their own."
    ),
)
TALK = click.option(
    "--talk",
    metavar="FILE.toml",
    help="The clips of a talk file; talk.toml is taken by itself where one stands, unless this is none.",
)
FORMAT = (
    click.option(
        "--format",
        "formats",
        multiple=True,
        default=("mp4",),
        metavar="FORMAT[,...]",
        help="mp4 (default), webm, mov and gif: films; png, svg and pdf: stills of each beat. Several allowed.",
    ),
    click.option("-t", "--transparent", is_flag=True, help="No background; not for mp4 and gif."),
)
DECK = (
    click.option(
        "--to",
        "targets",
        multiple=True,
        default=("html",),
        show_default=True,
        metavar="TARGET[,...]",
        help="pptx, html, reveal, beamer, quarto, manim-slides, pdf (a handout). Several allowed.",
    ),
    click.option(
        "--start",
        type=click.Choice(["auto", "click"]),
        default="auto",
        show_default=True,
        help="pptx: play a film when its slide comes, or at a click.",
    ),
    click.option(
        "--template",
        type=click.Path(path_type=Path),
        metavar="FILE.pptx",
        help="pptx: take on this presentation's look; films go into its largest placeholder.",
    ),
    click.option("--split", is_flag=True, help="pptx: a file a clip."),
    click.option("--one-file", is_flag=True, help="html: films and pictures in the page itself."),
)
OUT = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=CLIPS,
    show_default="clips, beside render.sh",
    help="Output folder.",
)
JOBS = click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; all cores by default.")
SCHEDULER = click.option(
    "--scheduler", metavar="tcp://HOST:PORT", help="Paint clips on the workers of this Dask scheduler."
)
SCENES = click.argument("scenes", nargs=-1, metavar="[SCENE ...]")


def options(*groups: Iterable[Option]) -> Option:
    """Decorate a command with several groups of options."""

    def decorate(command: Any) -> Any:
        for option in reversed([each for group in groups for each in group]):
            command = option(command)
        return command

    return decorate
