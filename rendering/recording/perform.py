"""Run one scene under the recorder; in a process of its own, since what a process drew before can show.

(Manim keeps compiled formulas in memory, and the second one of a kind comes out a little thinner.)
"""

import gc
import inspect
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rendering.errors import SceneError
from rendering.model.score import BeatScore, Part, Score
from rendering.model.segment import Segment
from rendering.model.settings import Settings
from rendering.provenance.store import Store
from rendering.recording.performance import Performance, chosen_beats, theme_of

if TYPE_CHECKING:
    from rendering.recording.trace import Trace


def perform(performance: Performance, trace: "Trace | None", on_part: Callable[[str, Part], None]) -> Score:
    """Record the scene into the store; `on_part` hears of each segment: the beat that it is in, and its name.

    A trace watches what the scene does.
    """
    with trace.watch() if trace else nullcontext():
        from rendering.recording.validation import load, validated  # imports Manim

        scene_class = load(performance.scene, performance.module)
        gc.freeze()  # what is loaded stays, and needn't be gone through again for what nobody uses any more
        gc.set_threshold(100_000)  # nor need what a frame makes, all the time: nearly all of it is free by itself
        params = validated(scene_class, performance.parameters)
        sweeps = scene_class.sweeps_of(params)
        if performance.sweep:
            (told,) = (sweep for sweep in sweeps if sweep.name == performance.sweep)
            beats = [BeatScore(name=told.name, caption="", alt="", label=told.name)]
        else:
            beats = [_beat(told) for told in scene_class.beats_of(params)]
        wanted = "" if performance.sweep else performance.settings.beats
        chosen = chosen_beats(performance.scene, [beat.name for beat in beats], wanted)
        store = Store(performance.store)

        def keep(number: int, segment: Segment) -> None:
            if not 0 <= number < len(beats):
                raise SceneError(f"{performance.scene} plays outside its {len(beats)} beats (in section {number + 1})")
            if number in chosen:
                part = Part(store.keep("recordings", *segment.to_parts()), segment.frames)
                beats[number].parts.append(part)
                on_part(beats[number].name, part)

        scene, played = _run(scene_class, params, performance, keep)
    expected = [beat.name for beat in beats]
    if played != expected:
        raise SceneError(f"{performance.scene} announces the beats {expected}, but plays {played}")
    for beat, second in zip(beats, scene.opened, strict=False):  # a sweep tells nothing
        beat.opened = second
    for move in scene.moves:
        beats[move.beat].moves.append(_move(move))
    beats = [beats[number] for number in chosen]
    for beat in beats:
        if not beat.frames:
            raise SceneError(f"beat {beat.name!r} of {performance.scene} has no frames; play or wait in it")
    description = inspect.getdoc(scene_class) or performance.scene
    return Score(
        scene=performance.scene,
        title=scene_class.title,
        summary=description.splitlines()[0],
        description=description,
        fps=performance.settings.fps,
        params=params.model_dump(mode="json"),
        beats=beats,
        background=str(scene.camera.background_color.to_hex()),
        hero=_part_of_frame(scene.hero, performance.settings),
        sweeps={sweep.name: _sliders(sweep, scene, performance) for sweep in sweeps},
        readings={name: [float(value) for value in values] for name, values in scene.readings.items()},
        name=performance.name,
        question=getattr(scene_class, "question", ""),
    )


def _beat(told: Any) -> BeatScore:
    return BeatScore(
        name=told.name,
        caption=told.caption,
        alt=told.alt,
        question=told.question,
        asked=told.asked,
        conclusion=told.conclusion,
        settled=told.settled,
        label=told.label,
    )


def _move(move: Any) -> dict[str, Any]:
    values = {"from": float(move.start_value), "to": float(move.end_value)}
    times = {"start": float(move.start), "end": float(move.end), "ease": move.ease}
    return {"input": move.input, "unit": move.unit, **values, **times}


def _sliders(sweep: Any, scene: Any, performance: Performance) -> list[dict[str, Any]]:
    """A sweep's sliders; where the picture draws them is known once it has been played."""
    boxes = scene.handles if performance.sweep == sweep.name else []
    handles: list[Any] = [_part_of_frame(box, performance.settings) for box in boxes]
    handles += [None] * (len(sweep.inputs) - len(handles))
    return [{**asdict(slider), "handle": handle} for slider, handle in zip(sweep.inputs, handles, strict=True)]


def _part_of_frame(box: Any, settings: Settings) -> tuple[float, ...]:
    """A box in scene units, y upwards from the middle, as x, y, width and height from the frame's upper left corner."""
    width, height = settings.units
    parts = (box.left / width + 0.5, 0.5 - box.top / height, box.width / width, box.height / height)
    return tuple(round(float(part), 5) for part in parts)


def _run(
    scene_class: Any, params: Any, performance: Performance, sink: Callable[[int, Segment], None]
) -> tuple[Any, list[str]]:
    """Play the scene; returns it with the names of its beats, as they were opened."""
    from manim import tempconfig

    from rendering.recording.renderer import RecordingRenderer

    settings = performance.settings
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
                theme=theme_of(settings),
                aspect=settings.aspect,
                captions=settings.captions,
                titled=settings.title,
                swept=performance.sweep,
                renderer=renderer,
            )
            scene.render()
            return scene, list(renderer.file_writer.beats[1:])  # the first is Manim's own
