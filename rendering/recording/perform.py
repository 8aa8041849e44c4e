"""Run one scene under the recorder; in a process of its own, since what a process drew before can show.

(Manim keeps compiled formulas in memory, and the second one of a kind comes out a little thinner.)
"""

import inspect
import json
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rendering.errors import SceneError
from rendering.model.score import BeatScore, Part, Score
from rendering.model.segment import Segment
from rendering.model.settings import Settings
from rendering.provenance.store import Store, content_key

if TYPE_CHECKING:
    from rendering.recording.trace import Trace


@dataclass(frozen=True)
class Performance:
    """One scene to be recorded: everything that another process needs to know."""

    scene: str
    module: str
    parameters: dict[str, Any]
    settings: Settings
    store: Path

    @property
    def key(self) -> str:
        """The hash by which the store knows it: of all that is given, but not of the code."""
        given = [self.scene, self.module, self.parameters, self.settings.as_dict()]
        return content_key(json.dumps(given, sort_keys=True))


def perform(performance: Performance, trace: "Trace | None", on_part: Callable[[str, Part], None]) -> Score:
    """Record the scene into the store; `on_part` hears of each segment: the beat that it is in, and its name.

    A trace watches what the scene does.
    """
    with trace.watch() if trace else nullcontext():
        from rendering.recording.validation import load, validated  # imports Manim

        scene_class = load(performance.scene, performance.module)
        params = validated(scene_class, performance.parameters)
        told = scene_class.beats_of(params)
        beats = [BeatScore(beat.name, beat.caption, beat.alt, beat.question, beat.asked) for beat in told]
        store = Store(performance.store)

        def keep(number: int, segment: Segment) -> None:
            if not 0 <= number < len(beats):
                raise SceneError(f"{performance.scene} plays outside its {len(beats)} beats (in section {number + 1})")
            data = segment.to_bytes()
            part = Part(content_key(data), segment.frames)
            if not store.holds("recordings", part.recording):
                store.put("recordings", part.recording, data)
            beats[number].parts.append(part)
            on_part(beats[number].name, part)

        played = _run(scene_class, params, performance.settings, keep)
    expected = [beat.name for beat in beats]
    if played != expected:
        raise SceneError(f"{performance.scene} announces the beats {expected}, but plays {played}")
    for beat in beats:
        if not beat.frames:
            raise SceneError(f"beat {beat.name!r} of {performance.scene} has no frames; play or wait in it")
    description = inspect.getdoc(scene_class) or performance.scene
    return Score(
        performance.scene,
        scene_class.title,
        description.splitlines()[0],
        description,
        performance.settings.fps,
        params.model_dump(mode="json"),
        beats,
    )


def _run(scene_class: Any, params: Any, settings: Settings, sink: Callable[[int, Segment], None]) -> list[str]:
    """Play the scene; returns the names of its beats, as they were opened."""
    from manim import tempconfig

    from rendering.recording.camera import RecordingRenderer

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
            scene.render()
            return list(renderer.file_writer.beats[1:])  # the first is Manim's own
