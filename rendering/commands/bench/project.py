"""A copy of this project that `bench` renders, changes and throws away."""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from rendering.commands.watch.ready import ReadyRender
from rendering.errors import SceneError
from rendering.model.score import Score
from rendering.project import PACKAGES, ROOT
from rendering.provenance.scores import last_score
from rendering.provenance.store import Store
from rendering.recording.performance import Performance
from rendering.scheduling.request import Request

#: Seconds that a command may take.
LONGEST = 6 * 3600.0
COPIED = ("render.sh", "requirements.lock", "tests/requirements.lock", "pyproject.toml")


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds, seconds of all cores together, and bytes of its largest process."""

    wall: float
    cpu: float
    memory: int


class Project:
    """The copy; with the installed packages of the original."""

    def __init__(self, root: Path, request: Request):
        self.root, self.request = root, request
        self.clips, self.store = root / "clips", Store(root / ".cache")
        for package in PACKAGES:
            shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
        for name in COPIED:
            (root / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, root / name)
        (root / ".venv").symlink_to(ROOT / ".venv")

    def render(self, *scenes: str, patience: float = LONGEST) -> Spent:
        """Run `./render.sh render`, for so many seconds at most."""
        return run(self.root, "./render.sh", *self._arguments(*scenes), patience=patience)

    @contextmanager
    def ready(self, scene: str) -> Iterator[Callable[[], float]]:
        """Have a render stand ready, as `watch` does; what is given has it done, and tells the seconds that it took."""
        ready = ReadyRender(*self._arguments(scene), python=str(self.root / ".venv/bin/python"), root=self.root)

        def render() -> float:
            started = time.perf_counter()
            done = ready.run()
            if done.returncode:
                raise SceneError(f"{scene} failed with exit code {done.returncode}:\n{done.stderr.rstrip()}")
            return time.perf_counter() - started

        ready.begin()
        try:
            yield render
        finally:
            ready.discard()

    def _arguments(self, *scenes: str) -> list[str]:
        look = [f"--{name}={value}" for name, value in self.request.settings.as_dict().items()]
        # What stands ready stands where the user does, and there may be a talk file.
        return ["render", *scenes, *look, "--jobs", str(self.request.jobs), "--talk", "none"]

    def stock(self, scene: str) -> Spent:
        """Run plain `manim`."""
        (width, height), fps = self.request.settings.pixels, self.request.settings.fps
        size = ["--resolution", f"{width},{height}", "--fps", str(fps), "--media_dir", "media"]
        quiet = ["--disable_caching", "--progress_bar", "none", "--verbosity", "ERROR"]
        file = self._source(scene).relative_to(self.root)
        return run(self.root, sys.executable, "-m", "manim", "render", *size, *quiet, str(file), scene)

    def clips_of(self, scene: str) -> tuple[Path, Path]:
        """This program's clip and Manim's."""
        return self.clips / f"{scene}.mp4", next(self.root.glob(f"media/videos/*/*/{scene}.mp4"))

    def score(self, scene: str) -> Score:
        """A rendered scene's score."""
        request = self.request
        performance = Performance(scene, request.clips[scene].module, {}, request.settings, self.store.root)
        score = last_score(self.store, performance.key)
        if score is None:
            raise SceneError(f"{scene} was rendered, but nothing of it is in the store")
        return score

    def empty(self) -> None:
        """Forget everything that was rendered."""
        for folder in (self.store.root, self.clips):
            shutil.rmtree(folder, ignore_errors=True)

    def beats_to_change(self, scene: str) -> list[str]:
        """The captions of inner beats that stand in the scene's source as one string, and once; the middling one first.

        Middling by its share of the scene's length, which is a lower bound for what a change of it can take.
        """
        text = self._source(scene).read_text(encoding="utf-8")
        beats = [beat for beat in self.inner_beats(scene) if text.count(f'"{beat["caption"]}"') == 1]
        beats.sort(key=lambda beat: beat["end"] - beat["start"])
        middle = (len(beats) - 1) // 2
        return [beat["caption"] for beat in [*beats[middle : middle + 1], *beats[:middle], *beats[middle + 1 :]]]

    @contextmanager
    def changed_caption(self, scene: str, caption: str) -> Iterator[None]:
        """Have a caption be another in the scene's source, and so the pictures of its beat, as long as this lasts."""
        old, new = (f'"{each}"'.encode() for each in (caption, caption[:-1] + "!"))
        with self._changed(self._source(scene), lambda source: source.replace(old, new)):
            yield

    def functions(self, scene: str) -> list[str]:
        """The public functions of the mathematics that ran in a rendered scene, as "file:name"."""
        ran = self._entry(scene)["made_from"]["functions"]
        public = [file for file in ran if file.startswith("mathcore/") and not file.startswith("mathcore/_")]
        return [f"{file}:{name}" for file in public for name in ran[file] if name and not name.startswith("_")]

    @contextmanager
    def changed_function(self, function: str) -> Iterator[None]:
        """Have a function return nine tenths of what it returns, as long as this lasts."""
        name, _, part = function.partition(":")
        with self._changed(self.root / name, lambda source: _scaled(source, part)):
            yield

    @contextmanager
    def _changed(self, file: Path, change: Callable[[bytes], bytes]) -> Iterator[None]:
        source = file.read_bytes()
        file.write_bytes(change(source))
        try:
            yield
        finally:
            file.write_bytes(source)

    def inner_beats(self, scene: str) -> list[dict[str, Any]]:
        """All beats of a rendered scene but the first and the last; all of them if there are no more than two.

        A change of the first is met at once, one of the last when everything is recorded.
        """
        beats: list[dict[str, Any]] = self._entry(scene)["beats"]
        return beats[1:-1] or beats

    def recordings(self, scene: str) -> dict[str, list[str]]:
        """The recordings of each beat of a rendered scene."""
        return {beat["name"]: beat["recordings"] for beat in self._entry(scene)["beats"]}

    def share(self, scene: str, beat: str) -> float:
        """How much of a scene a beat is, by its name or caption."""
        entry = self._entry(scene)
        told = entry["beats"][self.number(scene, beat) - 1]
        share: float = (told["end"] - told["start"]) / entry["duration"]
        return share

    def number(self, scene: str, beat: str) -> int:
        """Which of a scene's beats it is, from 1."""
        beats = enumerate(self._entry(scene)["beats"], start=1)
        return next(number for number, each in beats if beat in (each["name"], each["caption"]))

    def _source(self, scene: str) -> Path:
        return self.root.joinpath(*self.request.clips[scene].module.split(".")).with_suffix(".py")

    def _entry(self, scene: str) -> dict[str, Any]:
        clips = json.loads((self.clips / "manifest.json").read_text(encoding="utf-8"))["clips"]
        return next(clip for clip in clips if clip["scene"] == scene)


def run(root: Path, *command: str, patience: float = LONGEST) -> Spent:
    """Run a command in the project at `root` to its end; raises SceneError if it fails, or takes longer than that."""
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=told)
        late = threading.Timer(patience, process.kill)
        late.start()
        _, status, used = os.wait4(process.pid, 0)  # of the process and all that it waited for
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        if process.returncode:
            text = told.read().decode(errors="replace").rstrip()
            raise SceneError(f"{' '.join(command)} failed with exit code {process.returncode}:\n{text}")
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Spent(time.perf_counter() - started, used.ru_utime + used.ru_stime, memory)


def _scaled(source: bytes, name: str) -> bytes:
    """The source with nine tenths of every value that a function returns."""
    lines = source.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    function = next(node for node in nodes if node.name == name.rpartition(".")[2])
    values = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    for value in sorted(values, key=lambda value: -value.lineno):
        start = starts[value.lineno - 1] + value.col_offset
        end = starts[(value.end_lineno or value.lineno) - 1] + (value.end_col_offset or 0)
        source = source[:start] + b"0.9 * (" + source[start:end] + b")" + source[end:]
    return source
