"""Run one scene under the recorder; in a process of its own, since what a process drew before can show.

(Manim keeps compiled formulas in memory, and the second one of a kind comes out a little thinner.)
"""

import importlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rendering.errors import SceneError, UserError
from rendering.recipe import ROOT
from rendering.score import BeatScore, Part, Score
from rendering.settings import Settings
from rendering.store import Store, content_key

if TYPE_CHECKING:
    from rendering.course import Course
    from rendering.footprint import Footprint


@dataclass(frozen=True)
class Performance:
    """One scene to be recorded: everything that another process needs to know."""

    scene: str
    module: str
    parameters: dict[str, Any]
    settings: Settings
    recipe: str
    store: Path
    given: str = ""  # what counts beside the drawing code, as a hash; if empty, beats aren't remembered
    sources: dict[str, str] = field(default_factory=dict)  # the drawing code's files and their hashes


def validated(scene_class: type, parameters: dict[str, Any]):
    """The scene's parameters as its model, or an error that names the key, what came and what is allowed."""
    from pydantic import ValidationError

    from rendering.parameters import explain

    try:
        return scene_class.Params.model_validate(parameters)
    except ValidationError as error:
        raise UserError(explain(scene_class, error)) from None


def perform(
    performance: Performance, on_part: Callable[[str, Part], None], footprint: "Footprint | None" = None
) -> Score:
    """Record the scene into the store; `on_part` hears of each segment: the beat that it is in, and its name.

    With a footprint, beats that can't draw anything else than they did before aren't recorded again. The score is
    kept last, so that it names only what the store holds.
    """
    scene_class = getattr(importlib.import_module(performance.module), performance.scene)
    params = validated(scene_class, performance.parameters)
    told = scene_class.beats_of(params)
    beats = [BeatScore(beat.name, beat.caption, beat.alt, beat.question, beat.asked) for beat in told]
    store = Store(performance.store)

    def keep(number: int, segment) -> None:
        if not 0 <= number < len(beats):
            raise SceneError(f"{performance.scene} plays outside its {len(beats)} beats (in section {number + 1})")
        data = segment.to_bytes()
        part = Part(content_key(data), segment.frames)
        if not store.holds("recordings", part.recording):
            store.put("recordings", part.recording, data)
        add(beats[number], part)

    def add(beat: BeatScore, part: Part) -> None:
        beat.parts.append(part)
        on_part(beat.name, part)

    course = None
    if footprint is not None and performance.given and _plays_beat_by_beat(scene_class):
        from rendering.course import Course
        from rendering.memory import Memory

        given = content_key(performance.given, performance.module, performance.scene)
        course = Course(footprint, lambda: Memory(store, footprint, given, told), told, beats, add)
    played = _run(scene_class, params, performance.settings, keep, course)
    expected = [beat.name for beat in beats]
    if course:
        played += expected[len(played) :]  # the last ones may not have been needed
    if played != expected:
        raise SceneError(f"{performance.scene} announces the beats {expected}, but plays {played}")
    for beat in beats:
        if not beat.frames:
            raise SceneError(f"beat {beat.name!r} of {performance.scene} has no frames; play or wait in it")
    score = Score(
        performance.scene,
        scene_class.title,
        performance.settings.fps,
        params.model_dump(mode="json"),
        beats,
    )
    if footprint is not None:
        _check_sources(performance, footprint)
    store.put("scores", performance.recipe, score.to_bytes())
    return score


def _check_sources(performance: Performance, footprint: "Footprint") -> None:
    """See that what ran is what the recipe was made from: a file may have been saved in between."""
    for path, digest in footprint.files().items():
        name = Path(path).relative_to(ROOT).as_posix()
        if performance.sources.get(name, digest) != digest:
            raise SceneError(f"{name} was saved while {performance.scene} was being recorded; render again")


def _plays_beat_by_beat(scene_class: type) -> bool:
    """Whether a scene's `construct` does nothing but call its `play_beat`: not if a subclass has one of its own."""
    owner = next(cls for cls in scene_class.__mro__ if "construct" in vars(cls))
    return {"beats_of", "construct", "play_beat"} <= set(vars(owner))


def _run(scene_class: type, params, settings: Settings, sink, course: "Course | None") -> list[str]:
    """Play the scene; returns the names of its beats, as they were opened."""
    from manim import tempconfig

    from rendering.record import RecordingRenderer

    width, height = settings.pixels
    frame_width, frame_height = settings.units
    with tempfile.TemporaryDirectory(prefix="recording-") as media:
        options = {
            "pixel_width": width,
            "pixel_height": height,
            "frame_width": frame_width,
            "frame_height": frame_height,
            "frame_rate": settings.fps,
            "media_dir": media,
            "renderer": "cairo",
            "disable_caching": True,
            "dry_run": True,  # no file of Manim's own
            "progress_bar": "none",
            "verbosity": "ERROR",
            "seed": 0,  # a scene that draws lots draws the same ones each time
        }
        with tempconfig(options):
            renderer = RecordingRenderer(sink)
            scene = scene_class(
                params,
                theme=settings.theme,
                aspect=settings.aspect,
                captions=settings.captions,
                renderer=renderer,
            )
            if course:
                scene.construct = lambda: course.run(scene, renderer)  # in place of a loop over its beats
            scene.render()
            return renderer.file_writer.beats[1:]  # the first is Manim's own
