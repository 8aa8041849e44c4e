"""Measures this program against plain Manim and against its own targets; all in one run, on one machine."""

import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from rendering.commands.bench import measure
from rendering.commands.bench.project import Project, Spent
from rendering.errors import SceneError
from rendering.recording.performance import Performance
from rendering.recording.server import FRESH
from rendering.scheduling.painters import worker_pool
from rendering.scheduling.present import Present
from rendering.scheduling.request import Request

EVERY = 10  # quality is measured in every tenth frame
LARGEST = 1.4  # of plain Manim's bytes
# What may be taken from an empty store, of plain Manim's time; and after a change of a beat, of that.
COLD, BEAT = 0.17, 0.35


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
    small = replace(request, settings=replace(request.settings, quality="draft"))
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        rows, steps = _measured(Project(Path(place) / "project", request), Project(Path(place) / "small", small))
    width, height = request.settings.pixels
    load, seconds = os.getloadavg()[0], time.monotonic() - started
    print(f"{', '.join(request.clips)}: {width}×{height} at {request.settings.fps}/s, {request.jobs} processes")
    print(f"load at the end {load:.1f}, all measured in {seconds:.0f} s\n")
    print(f"{'what':<52}{'ratio':>10}{'target':>12}   measured")
    for row in rows:
        met = "" if row.ratio <= row.target else "  MISSED"
        ratio, target = (f"{value:.3g}{row.unit}" for value in (row.ratio, row.target))
        print(f"{row.what:<52}{ratio:>10}  {'≤ ' + target:>10}   {row.measured}{met}")
    print(f"\nmilliseconds of one core a frame: {steps}")
    return 0


def _measured(project: Project, small: Project) -> tuple[list[Row], str]:
    """The table's rows, and what each step costs; what needn't be timed is looked for in small pictures."""
    names, jobs = list(project.request.clips), project.request.jobs
    _say("rendering from an empty store")
    cold = project.render(*names)
    _say("rendering again")
    again = min(project.render(*names).wall for _ in range(3))
    _say("rendering with plain Manim")
    stock = {name: project.stock(name) for name in names}
    scores = {name: project.score(name) for name in names}
    frames = sum(score.frames for score in scores.values())
    with worker_pool(jobs, Present(project.store)) as pool:
        _say("comparing pictures")
        quality = _quality_rows(project, scores, pool)
        _say("timing each step")
        spent = _costs(project, scores, pool)
    recording = sum(_recording_seconds(project.request, name) for name in names)
    _say("changing a beat")
    middle = median(score.frames for score in scores.values())
    beat = _beat_rows(project, small, sorted(names, key=lambda name: abs(scores[name].frames - middle)), stock)
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


def _beat_rows(project: Project, small: Project, scenes: list[str], stock: dict[str, Spent]) -> list[Row]:
    """Rows for a changed caption and a changed function, each in the first of `scenes` where that can be done.

    The scenes come with the one of middling length first.
    """
    rows = []
    for scene in scenes:
        captions = project.beats_to_change(scene)
        if captions:
            part = _part(project, scene, captions[0])
            cold, warm = _cold_and_warm(project, scene, partial(project.changed_caption, scene, captions[0]))
            rows.append(_beat_row("caption", cold, warm, part))
            told = f"{warm:.1f} s against {stock[scene].wall:.1f} s"
            rows.append(Row("  against plain Manim", told, warm / stock[scene].wall, BEAT * COLD, "×"))
            break
    else:
        _say("in none of these scenes can one beat's caption be changed alone: bench others for that")
    for scene in scenes:
        found = _functions_of_one_beat(small, scene)
        if found:
            by_share = sorted(found, key=lambda function: small.share(scene, found[function]))
            function = by_share[(len(found) - 1) // 2]
            part = f"{_part(small, scene, found[function])}: {function.partition(':')[2]}"
            cold, warm = _cold_and_warm(project, scene, partial(project.changed_function, function))
            return [*rows, _beat_row("mathematics", cold, warm, part)]
    _say("in none of these scenes can one beat be changed by the mathematics: bench others for that")
    return rows


def _functions_of_one_beat(project: Project, scene: str) -> dict[str, str]:
    """Functions whose change makes other pictures in one of the scene's inner beats alone, each with that beat."""
    project.empty()
    cold = project.render(scene).wall
    before, found = project.recordings(scene), {}
    inner = [beat["name"] for beat in project.inner_beats(scene)]
    for function in project.functions(scene):
        # Not every function returns numbers, and with some that are wrong a scene never ends.
        with project.changed_function(function), suppress(SceneError):
            project.render(scene, patience=3 * cold)
            after = project.recordings(scene)
            changed = [name for name, made_of in after.items() if made_of != before.get(name)]
            if len(changed) == 1 and changed[0] in inner and after.keys() == before.keys():
                found[function] = changed[0]
    project.render(scene)  # as it is: shares are told of that
    return found


def _cold_and_warm(
    project: Project, scene: str, change: Callable[[], AbstractContextManager[None]]
) -> tuple[float, float]:
    """Seconds from an empty store and after a change, each the middle one of three."""
    cold, warm = [], []
    for _ in range(3):
        project.empty()
        cold.append(project.render(scene).wall)
        with change():
            warm.append(project.render(scene).wall)
    return median(cold), median(warm)


def _part(project: Project, scene: str, beat: str) -> str:
    number, beats = project.number(scene, beat), len(project.recordings(scene))
    return f"{scene}, beat {number} of {beats}, {project.share(scene, beat):.0%} of its frames"


def _beat_row(what: str, cold: float, warm: float, part: str) -> Row:
    told = f"{warm:.1f} s against {cold:.1f} s ({part})"
    return Row(f"one beat's {what} changed, against the scene cold", told, warm / cold, BEAT, "×")


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)
