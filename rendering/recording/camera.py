"""Run a scene with a camera that writes down shapes instead of painting them.

The only module that leans on how Manim's renderer talks to its camera and file writer; a new Manim version is
mended here. The renderer asks the camera for `pixel_array.copy()` as its frame, so `pixel_array` is a `Frame`
here; whatever the renderer does with frames (keep the static part, repeat a frozen one) works unchanged.
"""

import sys
from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter

import numpy as np
from manim import CairoRenderer, Camera, Manager, Mobject, Scene, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.color import color_to_int_rgba

from rendering.errors import SceneError
from rendering.model.segment import Segment, Shape

# What a scene records: the number of the beat (from 0), and the segment.
Sink = Callable[[int, Segment], None]


class Frame:
    """What the camera would have painted so far: the ground's colour, then shapes from back to front."""

    def __init__(self, background: tuple[int, ...], shapes: list[Shape]):
        self.background = background
        self.shapes = shapes

    def copy(self) -> "Frame":
        """A frame that later drawing doesn't touch."""
        return Frame(self.background, self.shapes.copy())


class RecordingCamera(Camera):
    """Keeps what would be painted."""

    def __init__(self, **kwargs):
        # What each mobject looked like when it was last seen, and the shape that it had (None: it draws nothing).
        self.last: dict[VMobject, tuple[tuple, Shape | None]] = {}
        # Looked up by what shows, so that equal pictures are equal shapes.
        self.distinct: dict[tuple, Shape] = {}
        super().__init__(**kwargs)

    def init_background(self) -> None:
        """Keep the ground's colour alone: an array of pixels is never needed."""
        if self.background_image is not None:
            raise SceneError("a background image cannot be recorded; draw the background with vector shapes")
        self.ground = tuple(int(c) for c in color_to_int_rgba(self.background_color, self.background_opacity))

    def reset(self):
        """Start a frame with nothing but the ground."""
        self.pixel_array = Frame(self.ground, [])
        return self

    def set_frame_to_background(self, background: Frame) -> None:
        """Start a frame with the shapes that stand still."""
        self.pixel_array = background.copy()

    def get_mobjects_to_display(
        self, mobjects: Iterable[Mobject], include_submobjects: bool = True, excluded_mobjects: list | None = None
    ) -> list[Mobject]:
        """Manim's list in Manim's order, found in one walk instead of one for each member of a family."""
        if excluded_mobjects or not include_submobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, excluded_mobjects)
        found, seen = [], set()

        def walk_back(mobjects: Iterable[Mobject]) -> None:
            # Manim keeps the last place of what stands in several: the first one, seen from the end.
            for mobject in reversed(mobjects):
                if mobject not in seen:
                    seen.add(mobject)
                    if mobject.submobjects:
                        walk_back(mobject.submobjects)
                    if len(mobject.points):
                        found.append(mobject)

        walk_back(list(mobjects))
        found.reverse()
        return sorted(found, key=attrgetter("z_index")) if self.use_z_index else found

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs) -> None:
        """Add the shapes of `mobjects` to the frame."""
        shapes = self.pixel_array.shapes
        for mobject in self.get_mobjects_to_display(mobjects, **kwargs):
            if isinstance(mobject, VMobject):
                shape = self._shape(mobject)
                if shape is not None:
                    shapes.append(shape)
            elif isinstance(mobject, AbstractImageMobject | PMobject):
                raise SceneError(
                    f"{type(mobject).__name__} cannot be recorded: only vector shapes can; "
                    "draw it with VMobjects (SVGMobject, Line, Polygon, ...)"
                )

    def _shape(self, mobject: VMobject) -> Shape | None:
        fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
        background_stroke = mobject.get_stroke_rgbas(background=True)
        gradient = len(fill) > 1 or len(stroke) > 1 or len(background_stroke) > 1
        # A gradient's ends depend on the whole family, hence on more than this mobject's points.
        ends = mobject.get_gradient_start_and_end_points() if gradient else None
        # Points are changed in place, so it is their bytes that tell whether anything changed.
        look = (
            mobject.points.tobytes(),
            fill.tobytes(),
            stroke.tobytes(),
            background_stroke.tobytes(),
            mobject.stroke_width,
            mobject.background_stroke_width,
            mobject.joint_type,
            mobject.cap_style,
            mobject.tolerance_for_point_equality,
            np.asarray(ends).tobytes() if gradient else None,
        )
        last = self.last.get(mobject)
        if last is not None and last[0] == look:
            return last[1]
        if mobject.get_background_image() is not None:
            raise SceneError(
                f"{type(mobject).__name__} is coloured by an image, which cannot be recorded; "
                "use a colour or a gradient"
            )
        shape = _new_shape(mobject, ends)
        if shape is not None:
            shape = self.distinct.setdefault(shape.key, shape)
        self.last[mobject] = look, shape
        return shape

    def forget(self) -> None:
        """Start anew, so that memory doesn't grow with the scene."""
        self.last.clear()
        self.distinct.clear()


_INVISIBLE = np.zeros((1, 4))
_NO_ENDS = ((0.0, 0.0), (0.0, 0.0))


def _new_shape(mobject: VMobject, ends: tuple | None) -> Shape | None:
    """What of `mobject` reaches the picture, or None if nothing does.

    Left out: strokes of no width and paint of no opacity. Cairo drops both, so the picture stays the same,
    and a change in them is then no change.
    """
    # Manim draws whole curves; a point behind the last one is the start of a path that isn't there yet.
    points = mobject.points[: len(mobject.points) // 4 * 4, :2]
    if not len(points) or not np.isfinite(mobject.points).all():
        return None  # Manim replaces points that aren't finite by a single one, which draws nothing
    width = mobject.get_stroke_width()
    background_width = mobject.get_stroke_width(background=True)
    fill = mobject.get_fill_rgbas()
    stroke = mobject.get_stroke_rgbas()
    background_stroke = mobject.get_stroke_rgbas(background=True)
    if width == 0 or not _shows(stroke):
        width, stroke = 0.0, _INVISIBLE
    if background_width == 0 or not _shows(background_stroke):
        background_width, background_stroke = 0.0, _INVISIBLE
    if not _shows(fill):
        fill = _INVISIBLE
        if width == background_width == 0:
            return None
    if ends is None or max(len(fill), len(stroke), len(background_stroke)) == 1:
        ends = _NO_ENDS
    (x0, y0), (x1, y1) = (map(float, end[:2]) for end in ends)
    joint, cap = (mobject.joint_type.value, mobject.cap_style.value) if width or background_width else (0, 0)
    tolerance = float(mobject.tolerance_for_point_equality)
    # Copies: Manim goes on changing these arrays in place.
    return Shape(
        np.array(points, np.float64),
        np.array(fill, np.float64),
        np.array(stroke, np.float64),
        np.array(background_stroke, np.float64),
        (float(width), float(background_width), float(joint), float(cap), tolerance, x0, y0, x1, y1),
    )


def _shows(rgbas: np.ndarray) -> bool:
    return bool(rgbas[0, 3]) if len(rgbas) == 1 else bool(rgbas[:, 3].any())


class RecordingRenderer(CairoRenderer):
    """Draws into segments; or passes plays over, which leaves the scene as if they had been drawn."""

    KEEPERS = frozenset((CairoRenderer.play.__code__, CairoRenderer.add_frame.__code__))

    def __init__(self, sink: Sink):
        #: how often a scene asked for the time
        self.time_asked = 0
        super().__init__(
            camera_class=RecordingCamera,
            file_writer_class=partial(RecordingWriter, camera=lambda: self.camera, sink=sink),
        )

    @property
    def time(self) -> float:
        """Seconds drawn so far. Passing over counts them otherwise, so it is noted if a scene asks for them."""
        caller = sys._getframe(1)
        # Manim itself asks to add to it, and to place subcaptions; that through a property of its own.
        if caller.f_code not in self.KEEPERS and caller.f_back.f_code is not Manager.play.__code__:
            self.time_asked += 1
        return self.seconds

    @time.setter
    def time(self, seconds: float) -> None:
        self.seconds = seconds

    def play(self, scene: Scene, *animations, **options) -> None:
        """Play; at the end bring the scene up to date also where Manim, as nobody looks, leaves that out."""
        super().play(scene, *animations, **options)
        if self.skip_animations:
            scene.update_mobjects(0)

    def update_frame(self, scene: Scene, *arguments, **options) -> None:
        """Draw, unless the play is passed over."""
        if not self.skip_animations:
            super().update_frame(scene, *arguments, **options)


class RecordingWriter(SceneFileWriter):
    """Hands each segment to the sink as soon as it is complete, so memory doesn't grow with the scene."""

    def __init__(self, settings, *, camera: Callable[[], RecordingCamera], sink: Sink):
        self.camera = camera
        self.sink = sink
        self.passing_over = False
        self.beats: list[str] = []
        self.segment: Segment | None = None
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Note where a beat begins; Manim itself forgets sections when it writes no video."""
        super().next_section(name, type_, skip_animations or self.passing_over)
        self.beats.append(name)

    def begin_animation(self, allow_write: bool = False, **_) -> None:
        """Start a segment."""
        camera = self.camera()
        camera.forget()
        self.numbers: dict[Shape, int] = {}
        centre = camera.frame_center
        view = (camera.frame_width, camera.frame_height, centre[0], centre[1])
        self.segment = Segment(camera.ground, tuple(map(float, view)), float(camera.frame_rate))

    def write_frame(self, pixels: Frame, *, repeat: int = 1) -> None:
        """Add a frame: the one before again, or a new run."""
        numbers = self.numbers
        drawn = tuple([numbers[shape] if shape in numbers else self._number(shape) for shape in pixels.shapes])
        runs = self.segment.runs
        if runs and runs[-1][0] == drawn:
            runs[-1] = (drawn, runs[-1][1] + repeat)
        else:
            runs.append((drawn, repeat))

    def _number(self, shape: Shape) -> int:
        number = self.numbers[shape] = len(self.segment.shapes)
        self.segment.shapes.append(shape)
        return number

    def end_animation(self, allow_write: bool = False) -> None:
        """Give the segment away."""
        segment, self.segment = self.segment, None
        if segment.frames:
            # Manim opens a section of its own before the first beat: beat 0 is the second section.
            self.sink(len(self.beats) - 2, segment)
