"""Perform a scene without painting it, and look at every frame's geometry."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from manim import CairoRenderer, Camera, tempconfig

from scenes import CATALOGUE
from scenes.kit.explainer import Explainer
from scenes.kit.layout import Box
from tests.scenes.faults import faults_of

#: Frames a second of a performance: enough to meet every move many times on its way.
RATE = 10


class NoCamera(Camera):
    """A camera that paints nothing."""

    def capture_mobjects(self, mobjects, **kwargs) -> None:
        """Look away."""


class Stage:
    """A file writer that hands each frame's scene to an observer instead of writing it."""

    def __init__(self, settings):
        self.output_spec, self.sections = (
            settings.plan.output,
            [type("Section", (), {"skip_animations": False})],
        )
        self.names: list[str] = []
        self.observe: Callable[[int], None] = lambda repeat: None

    def next_section(self, name, type_, skip_animations):
        self.names.append(name)

    def write_frame(self, pixels, *, repeat=1):
        self.observe(repeat)

    def add_partial_movie_file(self, name): ...

    def begin_animation(self, allow_write, *, animation_index): ...

    def end_animation(self, allow_write): ...

    def finish(self): ...


@dataclass
class Performance:
    """What was seen: the scene as it ended, the beats' names in order, frames, and every fault by its first frame.

    And for each beat the captions worn, a frame each, and the box of its hero at its end.
    """

    scene: Explainer
    beats: list[str]
    frames: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    worn: dict[str, list[str]] = field(default_factory=dict)
    heroes: dict[str, Box] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Length of the scene."""
        return self.frames / RATE


def scene_class(name: str) -> type[Explainer]:
    """Return a class of the catalogue."""
    return getattr(importlib.import_module(CATALOGUE[name]), name)


@contextmanager
def quiet_manim(tmp_path, rate: int) -> Iterator[None]:
    """Keep Manim's files and words to itself."""
    with tempconfig(
        {
            "media_dir": str(tmp_path),
            "frame_rate": rate,
            "pixel_width": 32,
            "pixel_height": 18,
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "ERROR",
            "format": "mp4",
        }
    ):
        yield


def perform(
    which: str | type[Explainer],
    tmp_path,
    observe: Callable[[Explainer, int], None] | None = None,
    *,
    theme="dark",
    captions="screen",
    fps=RATE,
    swept="",
    **params,
) -> Performance:
    """Play a scene, by name or class, or one of its sweeps.

    Calls ``observe(scene, repeat)`` at each frame, or looks for faults.
    """
    cls = scene_class(which) if isinstance(which, str) else which
    with quiet_manim(tmp_path, fps):
        renderer = CairoRenderer(file_writer_class=Stage, camera_class=NoCamera)
        scene = cls(cls.Params.model_validate(params), theme=theme, captions=captions, swept=swept, renderer=renderer)
        stage = renderer.file_writer
        performance = Performance(scene, stage.names)
        stage.names.clear()

        def see(repeat: int) -> None:
            performance.frames += repeat
            caption = scene.caption.body if scene.caption is not None else ""
            performance.worn.setdefault(stage.names[-1], []).extend([caption] * repeat)
            performance.heroes[stage.names[-1]] = scene.hero
            if observe is None:
                look_for_faults(performance, repeat > 1)
            else:
                observe(scene, repeat)

        stage.observe = see
        scene.render()
    return performance


def look_for_faults(performance: Performance, rests: bool) -> None:
    """Note what is wrong with the current frame; look thoroughly where the picture rests, and twice a second."""
    at = f"at {performance.frames / RATE:.1f} s in beat {performance.beats[-1]!r}"
    for fault, detail in faults_of(performance.scene, rests or performance.frames % 5 == 0):
        performance.faults.setdefault(fault, f"{at}: {detail}")
