"""A render that has begun before it is known that there is something to render.

Manim's import takes a fifth of the time between saving and seeing, and needs nothing of the project. (Where processes
can't be forked each imports it by itself, and only Python's own beginning is spared.)
"""

import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path

from rendering.project import ROOT
from rendering.provenance.ground import system_versions
from rendering.recording.server import get_ready

# Not a module's name: of a main module every process that is started would run the text again.
MAIN = f"from {__name__} import main; main()"


def main() -> None:
    """Have Manim imported, wait for a line, and run the program; without a line, leave."""
    # If its terminal is closed, this one ends as its input does: it has something to clear away.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    get_ready()
    system_versions()  # loads cairo: the version that is told later is the one that was loaded now
    if sys.stdin.readline():
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        runpy.run_module("rendering", run_name="__main__")  # as a command does; no command may import the command line


class ReadyRender:
    """Runs one command again and again, each time in the process that stands ready, if one does."""

    def __init__(self, *arguments: str, python: str = sys.executable, root: Path = ROOT):
        self.command = [python, "-P", "-c", MAIN, *arguments]
        self.environment = {**os.environ, "PYTHONPATH": str(root)}
        self.ready: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Have one stand ready."""
        self.ready = self._begun()

    def run(self) -> "subprocess.CompletedProcess[str]":
        """Run it now."""
        process = self.ready if self.ready and self.ready.poll() is None else self._begun()
        self.ready = None
        with process:
            try:
                out, errors = process.communicate("\n")
            except BaseException:
                process.kill()
                raise
        return subprocess.CompletedProcess(self.command, process.returncode, out, errors)

    def discard(self) -> None:
        """End what stands ready: the code that it has loaded was changed, or nothing more will be asked of it."""
        if self.ready:
            self.ready.communicate()
            self.ready = None

    def _begun(self) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        return subprocess.Popen(self.command, env=self.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
