"""Perform a scene without painting it, and look at every frame's geometry."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from manim import CairoRenderer, Camera, tempconfig

from scenes import CATALOGUE
from scenes.kit.explainer import Explainer
from scenes.kit.layout import MARGIN
from scenes.kit.shapes import Label, Shape

#: Frames a second of a performance: enough to meet every move many times on its way.
RATE = 10
#: A shape fainter than this isn't seen.
FAINT = 0.02
#: How far two texts' boxes may run into each other, in scene units (half a pixel at 480 lines).
TOUCH = 0.01


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
    """What was seen: the scene as it ended, the beats' names in order, frames, and every fault by its first frame."""

    scene: Explainer
    beats: list[str]
    frames: int = 0
    faults: dict[str, str] = field(default_factory=dict)

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
    **params,
) -> Performance:
    """Play a scene, by name or class; call ``observe(scene, repeat)`` at each frame, or look for faults."""
    cls = scene_class(which) if isinstance(which, str) else which
    with quiet_manim(tmp_path, fps):
        renderer = CairoRenderer(file_writer_class=Stage, camera_class=NoCamera)
        scene = cls(cls.Params.model_validate(params), theme=theme, captions=captions, renderer=renderer)
        stage = renderer.file_writer
        performance = Performance(scene, stage.names)
        stage.names.clear()

        def see(repeat: int) -> None:
            performance.frames += repeat
            if observe is None:
                look_for_faults(performance)
            else:
                observe(scene, repeat)

        stage.observe = see
        scene.render()
    return performance


def _box(shapes: list[Shape]) -> np.ndarray:
    """Return left, bottom, right, top of what is seen of ``shapes``."""
    points = np.concatenate([shape.points[:, :2] for shape in shapes])
    return np.concatenate([points.min(0), points.max(0)])


def _seen(mobject) -> list[Shape]:
    return [m for m in mobject.get_family() if isinstance(m, Shape) and len(m.points) and m.presence > FAINT]


def texts(scene: Explainer) -> list[tuple[str, np.ndarray]]:
    """Return what is written on the screen, a label or number each, with its box."""
    found, within = [], set()
    for mobject in scene.get_mobject_family_members():
        if isinstance(mobject, Label):
            shapes = _seen(mobject)
            within.update(map(id, mobject.get_family()))
        elif isinstance(mobject, Shape) and mobject.is_text and id(mobject) not in within:
            shapes = _seen(mobject)
        else:
            continue
        if shapes:
            found.append((getattr(mobject, "body", None) or getattr(mobject, "text", "?"), _box(shapes)))
    return found


def look_for_faults(performance: Performance) -> None:
    """Note what leaves the margin and which texts overlap in the current frame."""
    scene, at = performance.scene, f"at {performance.frames / RATE:.1f} s in beat {performance.beats[-1]!r}"
    right, top = scene.layout.width / 2 - MARGIN + TOUCH, scene.layout.height / 2 - MARGIN + TOUCH
    for shape in (s for m in scene.mobjects for s in _seen(m)):
        left, bottom, far, high = _box([shape])
        if left < -right or far > right or bottom < -top or high > top:
            performance.faults.setdefault(
                f"{type(shape).__name__} outside the margin", f"{at}: {_box([shape]).round(2)}"
            )
    written = texts(scene)
    if len(written) < 2:
        return
    boxes = np.array([box for _, box in written])
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    overlap = np.triu(((high - low) > TOUCH).all(-1), 1)
    for i, j in zip(*np.nonzero(overlap), strict=True):
        performance.faults.setdefault(
            f"{written[i][0]} overlaps {written[j][0]}", f"{at}: {boxes[i].round(2)}, {boxes[j].round(2)}"
        )
