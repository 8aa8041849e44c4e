"""The program around the command line: its exit code, what it says of errors, and where it can say it."""

import errno
import io
import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from rendering.cli.app import cli
from rendering.errors import SceneError, UserError
from rendering.project import ROOT


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 failed, 2 wrong usage or input."""
    _mend_streams()
    try:
        if sys.flags.optimize > 1:
            raise UserError("Python runs with -OO, which drops what scenes tell of themselves; run it without")
        code = cli.main(prog_name="./render.sh", standalone_mode=False) or 0
        sys.stdout.flush()
    except click.UsageError as error:
        _say(error.format_message(), error.ctx)
        code = 2
    except UserError as error:
        _say(" ".join(str(error).split()))  # in one line, whatever it repeats
        code = 2
    except SceneError as error:
        _say(str(error))
        code = 1
    except BrokenPipeError:  # who was reading has seen enough, as `head` has
        code = 1
    except OSError as error:
        _say(str(error) + _mended_by(error))
        code = 1
    except (KeyboardInterrupt, click.Abort):
        _say("stopped; what is finished is kept")
        code = 1
    with suppress(OSError):
        sys.stdout.flush()
        sys.exit(code)
    os._exit(code)  # what couldn't be written can't be at the interpreter's end either, which says so at length


def _mended_by(error: OSError) -> str:
    """What helps where this checkout can't be written."""
    inside = isinstance(error.filename, str) and Path(error.filename).is_relative_to(ROOT)
    if error.errno not in (errno.EROFS, errno.EACCES) or not inside:
        return ""
    return "; give folders that can be written: CROSS_ENTROPY_CACHE=FOLDER for the store, -o FOLDER for the clips"


def _mend_streams() -> None:
    """Have somewhere to write, even if it was closed, in whatever encoding; what that lacks is shown as a ?."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            # Takes the place of the closed one, which else the next file that is opened would.
            closed = open(os.devnull, "w" if number else "r", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, closed)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _say(message: str, context: click.Context | None = None) -> None:
    hint = f" (see {context.command_path} --help)" if context else ""
    with suppress(OSError):
        print(f"error: {' '.join(message.split()) if context else message}{hint}", file=sys.stderr)
