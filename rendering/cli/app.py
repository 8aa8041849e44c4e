"""The command line."""

import sys
from pathlib import Path

import click

from rendering.cli.options import DECK, FORMAT, JOBS, LOOK, OUT, PARAMETERS, SCENES, SCHEDULER, options
from rendering.errors import SceneError, UserError
from rendering.model.settings import Settings
from rendering.project import ROOT


class WithDefault(click.Group):
    """A group that renders when no command is named, so that `-qh` alone is `render -qh`."""

    def parse_args(self, ctx, args):
        """Put `render` in front of options that aren't the group's own."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h")):
            args = ["render", *args]
        return super().parse_args(ctx, args)


@click.group(cls=WithDefault, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Animations of what cross-entropy does. Without a command, render whatever is stale."""


def _request(scenes, look, assignments, params_file, out, jobs, scheduler=None):
    from rendering.cli.parameters import located, read_parameters
    from rendering.project import chosen
    from rendering.scheduling.request import Request, all_cores

    parameters = located(read_parameters(assignments, params_file))
    if parameters and not scenes:
        raise UserError("parameters belong to a scene; name it, for example: render PulleyForces --set z=2.5,-1")
    return Request(chosen(scenes), Settings(**look), parameters, out, jobs or all_cores(), scheduler)


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, FORMAT, (OUT, JOBS, SCHEDULER))
def render(scenes, assignments, params_file, formats, transparent, out, jobs, scheduler, **look) -> int:
    """Render what is stale: clips, or other formats."""
    from rendering.model.formats import MP4, chosen_formats

    wanted = chosen_formats(formats, transparent)
    request = _request(scenes, look, assignments, params_file, out, jobs, scheduler)
    if MP4 in wanted:
        from rendering.commands.render import render as run

        code = run(request)
        if code or len(wanted) == 1:
            return code
        wanted.remove(MP4)
    from rendering.commands.export import export

    return export(request, wanted, transparent)


@cli.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable, parameters as JSON schema.")
def list_scenes(as_json) -> None:
    """List the scenes, their beats and their parameters."""
    from rendering.commands.listing import as_data, as_text

    print(as_data() if as_json else as_text())


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, (OUT, JOBS))
@click.option("--frames", type=click.IntRange(min=1), default=12, show_default=True, help="How many frames.")
@click.option("--beat", metavar="NAME", help="Only this beat, by name or number.")
def sheet(scenes, assignments, params_file, out, jobs, frames, beat, **look) -> None:
    """Write a contact sheet of each scene. It shows frames under their beat's caption."""
    from rendering.commands.sheet import make_sheets

    make_sheets(_request(scenes, look, assignments, params_file, out, jobs), frames, beat)


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, (OUT,))
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def status(scenes, assignments, params_file, out, as_json, **look) -> None:
    """Say what is stale, and why."""
    from rendering.commands.status import as_data, as_text, report

    rows = report(_request(scenes, look, assignments, params_file, out, None), everything=not scenes)
    print(as_data(rows) if as_json else as_text(rows))


@cli.command()
@options((SCENES, OUT, JOBS))
def diff(scenes, out, jobs) -> None:
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
    default=ROOT / "clips" / "watch",
    show_default="clips/watch, so that published clips stay",
    help="Folder of the page and its clip.",
)
def watch(scene, assignments, params_file, out, jobs, quality, theme, aspect, captions, title) -> int:
    """Render a scene on every save. A page shows it and refreshes itself."""
    from rendering.commands.watch.watch import watch as run
    from rendering.project import chosen

    chosen([scene])  # an unknown one is an error at once
    given = {"quality": quality, "theme": theme, "aspect": aspect, "captions": captions, "title": title}
    given |= {"jobs": jobs, "params": params_file}
    again = [f"--{key}={value}" for key, value in given.items() if value is not None]
    return run(scene, [*again, *(f"--set={each}" for each in assignments)], out)


@cli.command()
@options(LOOK, (OUT, JOBS))
def film(out, jobs, **look) -> int:
    """Make one film of all scenes. It has cards and chapters; the clips are brought up to date first."""
    from rendering.commands.film import make_film

    return make_film(_request((), look, (), None, out, jobs))


@cli.command(context_settings={"default_map": {"quality": "preview"}})
@options((SCENES,), LOOK, PARAMETERS, DECK, (OUT, JOBS, SCHEDULER))
def deck(
    scenes, assignments, params_file, targets, start, template, split, one_file, out, jobs, scheduler, **look
) -> int:
    """Write decks: a title slide a clip, a slide a beat. Their films go to a folder of their own, at 720p."""
    from rendering.commands.deck import Choice, chosen_targets, make_decks

    choice = Choice(chosen_targets(targets), start, template, split, one_file)
    return make_decks(_request(scenes, look, assignments, params_file, out, jobs, scheduler), choice)


@cli.command()
@options((SCENES,), LOOK, PARAMETERS, (OUT, JOBS, SCHEDULER))
@click.option(
    "--themes", metavar="THEME[,...]", help="Render the page's clips in these themes, dark,light for both; see --theme."
)
def page(scenes, assignments, params_file, themes, out, jobs, scheduler, **look) -> int:
    """Write the course page. It has players, transcripts, sliders, downloads, and works from a folder or any host."""
    from rendering.commands.page import chosen_themes, make_page

    request = _request(scenes, look, assignments, params_file, out, jobs, scheduler)
    return make_page(request, chosen_themes(themes or look["theme"]))


@cli.command()
@click.option(
    "--keep", metavar="SIZE", default="4GB", show_default=True, help="How much may stay, for example 500MB or 0."
)
def clean(keep) -> None:
    """Free the store's disk space. What was used longest ago goes first, and is made again if needed."""
    from rendering.commands.clean import clean as run

    run(keep)


@cli.command(context_settings={"default_map": {"quality": "high"}})
@options((SCENES,), LOOK, (JOBS,))
def bench(scenes, jobs, **look) -> int:
    """Measure speed, size and quality against plain Manim."""
    from rendering.commands.bench.bench import bench as run

    return run(_request(scenes, look, (), None, ROOT / "clips", jobs))


@cli.command()
def doctor() -> int:
    """Say what is installed, what is missing, and what mends it."""
    from rendering.commands.doctor import examine

    return examine()


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 failed, 2 wrong usage or input."""
    try:
        code = cli.main(standalone_mode=False) or 0
    except click.UsageError as error:
        _say(error.format_message(), error.ctx)
        code = 2
    except UserError as error:
        _say(str(error))
        code = 2
    except SceneError as error:
        _say(str(error))
        code = 1
    except OSError as error:
        _say(str(error))
        code = 1
    except (KeyboardInterrupt, click.Abort):
        _say("stopped; what is finished is kept")
        code = 1
    sys.exit(code)


def _say(message: str, context: click.Context | None = None) -> None:
    hint = f" (see {context.command_path} --help)" if context else ""
    print(f"error: {message}{hint}", file=sys.stderr)
