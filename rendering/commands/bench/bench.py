"""Measures this program against plain Manim and against its own targets; all in one run, on one machine."""

import math
import os
import tempfile
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from rendering.commands.bench import measure
from rendering.commands.bench.changes import beat_rows
from rendering.commands.bench.project import Project, Spent
from rendering.commands.bench.table import COLD, Row, print_table, say
from rendering.recording.performance import Performance
from rendering.recording.server import FRESH
from rendering.scheduling.painters import worker_pool
from rendering.scheduling.present import Present
from rendering.scheduling.request import Request

EVERY = 10  # quality is measured in every tenth frame
LARGEST = 1.4  # of plain Manim's bytes


def bench(request: Request) -> int:
    """Measure, and print the table."""
    started = time.monotonic()
    small = replace(request, settings=replace(request.settings, quality="draft"))
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        rows, steps = _measured(Project(Path(place) / "project", request), Project(Path(place) / "small", small))
    width, height = request.settings.pixels
    load, seconds = os.getloadavg()[0], time.monotonic() - started
    print(f"{', '.join(request.clips)}: {width}×{height} at {request.settings.fps}/s, {request.jobs} processes")
    print(f"load at the end {load:.1f}, all measured in {seconds:.0f} s\n")
    print_table(rows)
    print(f"\nmilliseconds of one core a frame: {steps}")
    return 0


def _measured(project: Project, small: Project) -> tuple[list[Row], str]:
    """The table's rows, and what each step costs; what needn't be timed is looked for in small pictures."""
    names, jobs = list(project.request.clips), project.request.jobs
    say("rendering from an empty store")
    cold = project.render(*names)
    say("rendering again")
    again = min(project.render(*names).wall for _ in range(3))
    say("rendering with plain Manim")
    stock = {name: project.stock(name) for name in names}
    scores = {name: project.score(name) for name in names}
    frames = sum(score.frames for score in scores.values())
    with worker_pool(jobs, Present(project.store)) as pool:
        say("comparing pictures")
        quality = _quality_rows(project, scores, pool)
        say("timing each step")
        spent = _costs(project, scores, pool)
    recording = sum(_recording_seconds(project.request, name) for name in names)
    say("changing a beat")
    middle = median(score.frames for score in scores.values())
    beat = beat_rows(project, small, sorted(names, key=lambda name: abs(scores[name].frames - middle)), stock)
    rows = [
        _time_row(cold, list(stock.values())),
        *quality,
        Row("nothing changed, whole command", f"{again:.2f} s", again, 0.3, " s"),
        *beat,
        Row("recording a frame", f"{frames} in {recording:.1f} s", recording / frames * 1000, 3, " ms"),
        Row("largest process", "while rendering from an empty store", cold.memory / 1e6, 700, " MB"),
        _floor_row(cold, spent.encoding, jobs),
    ]
    steps = {
        "recording": recording,
        "painting": spent.painting,
        "converting": spent.converting,
        "encoding every frame": spent.encoding,
        "painting to encoding as it is done": spent.whole,
        "the whole command": cold.cpu,
        "plain Manim": sum(each.cpu for each in stock.values()),
    }
    return rows, ", ".join(f"{name} {seconds / frames * 1000:.2f}" for name, seconds in steps.items())


def _floor_row(cold: Spent, encoding: float, jobs: int) -> Row:
    """Everything, against encoding every frame; by the cores' time, which other programs' work hardly changes."""
    told = f"{cold.cpu:.0f} s against {encoding:.0f} s (by the clock {cold.wall:.0f} s against {encoding / jobs:.0f} s)"
    return Row("cores' time, against encoding alone (the floor)", told, cold.cpu / encoding, 2, "×")


def _time_row(cold: Spent, stock: list[Spent]) -> Row:
    wall, cpu = sum(spent.wall for spent in stock), sum(spent.cpu for spent in stock)
    told = f"{cold.wall:.1f} s against {wall:.1f} s (cores' time {cold.cpu:.0f} s against {cpu:.0f} s)"
    return Row("from an empty store, against plain Manim: time", told, cold.wall / wall, COLD, "×")


def _quality_rows(project: Project, scores: dict[str, Any], pool: Executor) -> list[Row]:
    """Size, and loss of quality in decibels."""
    pixels = project.request.settings.pixels
    clips = {name: project.clips_of(name) for name in scores}
    tasks = [
        pool.submit(measure.squared_errors, score, project.store.root, pixels, clips[name], EVERY)
        for name, score in scores.items()
    ]
    weights = [score.frames for score in scores.values()]
    ours, stock = (10 * math.log10(255**2 / e) for e in np.average([t.result() for t in tasks], 0, weights))
    sizes = [sum(clips[name][i].stat().st_size for name in scores) / 1e6 for i in (0, 1)]
    return [
        Row("  size", f"{sizes[0]:.1f} MB against {sizes[1]:.1f} MB", sizes[0] / sizes[1], LARGEST, "×"),
        Row("  luma PSNR lost", f"{ours:.2f} dB against {stock:.2f} dB", stock - ours, 0, " dB"),
    ]


def _costs(project: Project, scores: dict[str, Any], pool: Executor) -> measure.Costs:
    recordings = sorted({part.recording for score in scores.values() for part in score.parts})
    pixels = project.request.settings.pixels
    tasks = [pool.submit(measure.costs, project.store.require("recordings", key), pixels) for key in recordings]
    return sum((task.result() for task in tasks), measure.Costs())


def _recording_seconds(request: Request, name: str) -> float:
    with tempfile.TemporaryDirectory(prefix="bench-") as place, ProcessPoolExecutor(1, mp_context=FRESH) as fresh:
        performance = Performance(name, request.clips[name].module, {}, request.settings, Path(place))
        return fresh.submit(measure.recording_seconds, performance).result()
