"""What a change of one beat takes, by a command of its own and while the scene is watched."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import partial
from statistics import median
from typing import NamedTuple

from rendering.commands.bench.project import Project, Spent
from rendering.commands.bench.table import BEAT, COLD, Row, say
from rendering.commands.watch.watch import QUIET
from rendering.errors import SceneError

#: Somebody who watches takes as long at least, in seconds, to change what he has seen.
THINKING = 3.0


class Changed(NamedTuple):
    """Seconds for one scene."""

    cold: float  # from an empty store
    warm: float  # after a change, by a command
    watched: float  # from saving a change, while the scene is watched


def beat_rows(project: Project, small: Project, scenes: list[str], stock: dict[str, Spent]) -> list[Row]:
    """Rows for a changed caption and a changed function, each in the first of `scenes` where that can be done.

    The scenes come with the one of middling length first.
    """
    rows: list[Row] = []
    for scene in scenes:
        captions = project.beats_to_change(scene)
        if captions:
            part = _part(project, scene, captions[0])
            changed = _changed(project, scene, partial(project.changed_caption, scene, captions[0]))
            row, watched = _rows("caption", changed, part)
            told = f"{changed.warm:.1f} s against {stock[scene].wall:.1f} s"
            rows = [
                row,
                Row("  against plain Manim", told, changed.warm / stock[scene].wall, BEAT * COLD, "×"),
                watched,
            ]
            break
    else:
        say("in none of these scenes can one beat's caption be changed alone: bench others for that")
    for scene in scenes:
        found = _functions_of_one_beat(small, scene)
        if found:
            by_share = sorted(found, key=lambda function: small.share(scene, found[function]))
            function = by_share[(len(found) - 1) // 2]
            part = f"{_part(small, scene, found[function])}: {function.partition(':')[2]}"
            changed = _changed(project, scene, partial(project.changed_function, function))
            return [*rows, *_rows("mathematics", changed, part)]
    say("in none of these scenes can one beat be changed by the mathematics: bench others for that")
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


def _changed(project: Project, scene: str, change: Callable[[], AbstractContextManager[None]]) -> Changed:
    """The middle one of several times each."""
    cold, warm, watched = [], [], []
    for _ in range(3):
        project.empty()
        cold.append(project.render(scene).wall)
        with change():
            warm.append(project.render(scene).wall)
        project.empty()
        cold.append(project.render(scene).wall)
        with project.ready(scene) as render:
            time.sleep(THINKING)
            with change():
                watched.append(QUIET + render())
    return Changed(median(cold), median(warm), median(watched))


def _part(project: Project, scene: str, beat: str) -> str:
    number, beats = project.number(scene, beat), len(project.recordings(scene))
    return f"{scene}, beat {number} of {beats}, {project.share(scene, beat):.0%} of its frames"


def _rows(what: str, changed: Changed, part: str) -> list[Row]:
    cold, name = changed.cold, f"one beat's {what} changed, against the scene cold"
    told, watched = (f"{seconds:.1f} s against {cold:.1f} s" for seconds in (changed.warm, changed.watched))
    return [
        Row(name, f"{told} ({part})", changed.warm / cold, BEAT, "×"),
        Row("  while it is watched", watched, changed.watched / cold, BEAT, "×"),
    ]
