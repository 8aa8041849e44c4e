"""The command line."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from rendering.cli.options import CLIP, DECK, FORMAT, JOBS, LOOK, OUT, PARAMETERS, SCENES, SCHEDULER, TALK, options
from rendering.project import CLIPS


class WithDefault(click.Group):
    """A group that renders when no command is named, so that `-qh` alone is `render -qh`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `render` in front of options that aren't the group's own."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h")):
            args = ["render", *args]
        return super().parse_args(ctx, args)


@click.group(cls=WithDefault, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Animations of what cross-entropy does. Without a command, render whatever is stale."""


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, CLIP, (TALK,), FORMAT, (OUT, JOBS, SCHEDULER))
def render(**typed: Any) -> int:
    """Render what is stale: clips, or other formats."""
    from rendering.model.formats import MP4, chosen_formats

    request = _request(**typed)
    formats = chosen_formats(request.formats, request.transparent)
    if MP4 in formats:
        from rendering.commands.render import render as run

        code = run(request)
        if code or len(formats) == 1:
            return code
        formats.remove(MP4)
    from rendering.commands.export import export

    return export(request, formats)


def _request(**typed: Any) -> Any:
    from rendering.cli.requests import request_of
    from rendering.cli.talks import Typed

    others = {field.name for field in fields(Typed)}
    look = {key: typed.pop(key) for key in list(typed) if key not in others}
    return request_of(Typed(look=look, **typed))


@cli.command(name="list")
@options((SCENES,))
@click.option("--json", "as_json", is_flag=True, help="Machine-readable, parameters as JSON schema.")
@click.option("--schema", is_flag=True, help="The manifest's JSON schema instead.")
def list_scenes(scenes: Any, as_json: Any, schema: Any) -> None:
    """List scenes, their beats and parameters. For named ones it prints a table for a talk file, too."""
    from rendering.cli.requests import chosen
    from rendering.commands.listing import as_data, as_text, manifest_schema

    if schema:
        print(manifest_schema())
        return
    found = chosen(scenes)
    print(as_data(found) if as_json else as_text(found, table=bool(scenes)))


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, CLIP, (TALK, OUT, JOBS))
@click.option("--frames", type=click.IntRange(min=1), default=12, show_default=True, help="How many frames.")
def sheet(frames: Any, **typed: Any) -> None:
    """Write a contact sheet of each scene. It shows frames under their beat's caption."""
    from rendering.commands.sheet import make_sheets

    make_sheets(_request(**typed), frames)


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, CLIP, (TALK, OUT))
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def status(scenes: Any, as_json: Any, **typed: Any) -> None:
    """Say what is stale, and why."""
    from rendering.commands.status import as_data, as_text, report

    rows = report(_request(scenes=scenes, **typed), everything=not scenes)
    print(as_data(rows) if as_json else as_text(rows))


@cli.command()
@options((SCENES, OUT, JOBS))
def diff(scenes: Any, out: Any, jobs: Any) -> None:
    """Show changed beats before and after. A page compares what is published with what the code now draws."""
    from rendering.commands.diff.diff import diff as run
    from rendering.scheduling.request import all_cores

    run(scenes, out, jobs or all_cores())


@cli.command(context_settings={"default_map": {"quality": "draft"}})
@click.argument("scene")
@options(LOOK, PARAMETERS, (JOBS,))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=CLIPS / "watch",
    show_default="clips/watch, so that published clips stay",
    help="Folder of the page and its clip.",
)
def watch(
    scene: Any,
    assignments: Any,
    params_files: Any,
    out: Any,
    jobs: Any,
    quality: Any,
    theme: Any,
    aspect: Any,
    captions: Any,
    title: Any,
) -> int:
    """Render a scene on every save. A page shows it and refreshes itself."""
    from rendering.cli.requests import chosen
    from rendering.commands.watch.watch import watch as run

    (scene,) = chosen((scene,))  # an unknown one is an error at once
    given = {"quality": quality, "theme": theme, "aspect": aspect, "captions": captions, "title": title}
    given |= {"jobs": jobs}
    again = [f"--{key}={value}" for key, value in given.items() if value is not None]
    again += [f"--set={each}" for each in assignments] + [f"--params={each}" for each in params_files]
    return run(scene, [*again, "--replace", "--talk=none"], out)


@cli.command()
@options(LOOK, (TALK, OUT, JOBS))
def film(**typed: Any) -> int:
    """Make one film of all clips. It has cards and chapters; the clips are brought up to date first."""
    from rendering.commands.film import make_film

    return make_film(_request(**typed))


@cli.command(context_settings={"default_map": {"quality": "preview"}})
@options((SCENES,), LOOK, PARAMETERS, CLIP, DECK, (TALK, OUT, JOBS, SCHEDULER))
def deck(targets: Any, start: Any, template: Any, split: Any, one_file: Any, **typed: Any) -> int:
    """Write decks: a title slide a clip, a slide a beat. Their films go to a folder of their own, at 720p."""
    from rendering.commands.deck import Choice, chosen_targets, make_decks

    choice = Choice(chosen_targets(targets), start, template, split, one_file)
    return make_decks(_request(**typed), choice)


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, CLIP, (TALK, OUT, JOBS, SCHEDULER))
@click.option(
    "--themes", metavar="THEME[,...]", help="Render the page's clips in these themes, dark,light for both; see --theme."
)
def page(themes: Any, **typed: Any) -> int:
    """Write the course page. It has players, transcripts, sliders, downloads, and works from a folder or any host."""
    from rendering.commands.page import chosen_themes, make_page

    request = _request(**typed)
    own = request.settings
    return make_page(request, chosen_themes(themes or own.colours.get("base", own.theme)))


@cli.command()
@click.option(
    "--keep", metavar="SIZE", default="4GB", show_default=True, help="How much may stay, for example 500MB or 0."
)
def clean(keep: Any) -> None:
    """Free the store's disk space. What was used longest ago goes first, and is made again if needed."""
    from rendering.commands.clean import clean as run

    run(keep)


@cli.command(context_settings={"default_map": {"quality": "high"}})
@options((SCENES,), LOOK, (JOBS,))
def bench(**typed: Any) -> int:
    """Measure speed, size and quality against plain Manim."""
    from rendering.commands.bench.bench import bench as run

    return run(_request(replace=True, talk="none", **typed))


@cli.command(name="new")
@click.argument("name")
def new_scene(name: Any) -> None:
    """Begin a scene. Its file, its line in the catalogue and its test are written; it renders at once."""
    from rendering.commands.new.new import new

    new(name)


@cli.command()
def doctor() -> int:
    """Say what is installed, what is missing, and what mends it."""
    from rendering.commands.doctor import examine

    return examine()
