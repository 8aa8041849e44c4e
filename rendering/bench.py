"""Measures this program against plain Manim and against its own targets; all in one run, on one machine."""

import math
import os
import sys
import tempfile
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rendering import measure
from rendering.apart import SPAWN
from rendering.bench_project import Project, Spent
from rendering.perform import Performance
from rendering.render import Request, worker_pool

EVERY = 10  # quality is measured in every tenth frame


class Row(NamedTuple):
    """A line of the table."""

    what: str
    measured: str
    ratio: float  # measured, in the target's unit
    target: float
    unit: str


def bench(request: Request) -> int:
    """Measure, and print the table."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        rows = [row for part in _parts(Project(Path(place) / "project", request)) for row in part]
    width, height = request.settings.pixels
    print(
        f"{len(request.scenes)} scenes, {width}×{height} at {request.settings.fps}/s, {request.jobs} processes; ",
        end="",
    )
    print(f"load {os.getloadavg()[0]:.1f}; took {time.monotonic() - started:.0f} s\n")
    print(f"{'what':<52}{'ratio':>10}{'target':>12}   measured")
    for row in rows:
        met = "" if row.ratio <= row.target else "  MISSED"
        ratio, target = (f"{value:.4g}{row.unit}" for value in (row.ratio, row.target))
        print(f"{row.what:<52}{ratio:>10}{'≤ ' + target:>12}   {row.measured}{met}")
    return 0


def _parts(project: Project):
    names, jobs = list(project.request.scenes), project.request.jobs
    _say("rendering from an empty store")
    cold = project.render(*names)
    _say("rendering again")
    again = min((project.render(*names) for _ in range(3)), key=lambda spent: spent.wall)
    _say("rendering with plain Manim")
    stock = [project.stock(name) for name in names]
    scores = {name: project.score(name) for name in names}
    frames = sum(score.frames for score in scores.values())
    with worker_pool(jobs) as pool:
        _say("comparing pictures")
        yield [_time_row(cold, stock), *_quality_rows(project, scores, pool)]
        _say("timing each step")
        spent = _costs(project, scores, pool)
    recording = sum(_recording_seconds(project.request, name) for name in names)
    yield [Row("nothing changed, whole command", f"{again.wall:.2f} s", again.wall, 0.5, " s")]
    _say("changing a beat")
    yield [_beat_row(project, max(names, key=lambda name: scores[name].frames))]
    each = 1000 / frames
    floor = spent.encoding / jobs
    steps = {"recording": recording, "painting": spent.painting, "conversion": spent.converting}
    steps |= {"encoding": spent.encoding, "decoding": spent.decoding}
    told = ", ".join(f"{name} {seconds * each:.2f}" for name, seconds in steps.items())
    yield [
        Row("recording, on average", f"{frames} frames in {recording:.1f} s", recording * each, 3, " ms"),
        Row("largest process", "while rendering from an empty store", cold.memory / 1e6, 700, " MB"),
        Row(
            "all, against encoding alone (the floor)",
            f"{cold.wall:.1f} s against {floor:.1f} s",
            cold.wall / floor,
            2,
            "×",
        ),
    ]
    print(
        f"milliseconds of one core a frame: {told}; segments as they are really made {spent.whole * each:.2f}; ", end=""
    )
    print(f"the whole command {cold.cpu * each:.2f}, plain Manim {sum(each.cpu for each in stock) * 1000 / frames:.2f}")


def _time_row(cold: Spent, stock: list[Spent]) -> Row:
    wall, cpu = sum(spent.wall for spent in stock), sum(spent.cpu for spent in stock)
    told = f"{cold.wall:.1f} s against {wall:.1f} s (cores' time {cold.cpu:.0f} s against {cpu:.0f} s)"
    return Row("from an empty store, against plain Manim: time", told, cold.wall / wall, 1 / 3, "×")


def _quality_rows(project: Project, scores: dict, pool: Executor) -> list[Row]:
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
        Row("  size", f"{sizes[0]:.1f} MB against {sizes[1]:.1f} MB", sizes[0] / sizes[1], 1.25, "×"),
        Row("  luma PSNR lost", f"{ours:.2f} dB against {stock:.2f} dB", stock - ours, 0, " dB"),
    ]


def _costs(project: Project, scores: dict, pool: Executor) -> measure.Costs:
    recordings = sorted({part.recording for score in scores.values() for part in score.parts})
    pixels = project.request.settings.pixels
    tasks = [pool.submit(measure.costs, project.store.get("recordings", key), pixels) for key in recordings]
    return sum((task.result() for task in tasks), measure.Costs())


def _recording_seconds(request: Request, name: str) -> float:
    with tempfile.TemporaryDirectory(prefix="bench-") as place, ProcessPoolExecutor(1, mp_context=SPAWN) as fresh:
        performance = Performance(name, request.scenes[name], {}, request.settings, "bench", Path(place))
        return fresh.submit(measure.recording_seconds, performance).result()


def _beat_row(project: Project, scene: str) -> Row:
    project.empty()
    cold = project.render(scene)
    beat = project.change_a_beat(scene)
    warm = project.render(scene)
    told = f"{warm.wall:.1f} s against {cold.wall:.1f} s ({beat!r} of {scene})"
    return Row("one beat's caption changed, against the scene cold", told, warm.wall / cold.wall, 0.25, "×")


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)
