"""Run a scene with a camera that writes down shapes instead of painting them.

The only module that leans on how Manim's renderer talks to its camera and file writer; a new Manim version is
mended here. The renderer asks the camera for `pixel_array.copy()` as its frame, so `pixel_array` is a `Frame`
here; whatever the renderer does with frames (keep the static part, repeat a frozen one) works unchanged.
"""

from collections.abc import Callable, Iterable

import numpy as np
from manim import Camera, Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.color import color_to_int_rgba

from rendering.errors import SceneError
from rendering.recording import Segment, Shape

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
        # Looked up by everything that may show; holds None for a shape that draws nothing.
        self.known: dict[tuple, Shape | None] = {}
        # Looked up by what does show, so that equal pictures are equal shapes.
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

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs) -> None:
        """Add the shapes of `mobjects` to the frame."""
        for mobject in self.get_mobjects_to_display(mobjects, **kwargs):
            if isinstance(mobject, VMobject):
                shape = self._shape(mobject)
                if shape is not None:
                    self.pixel_array.shapes.append(shape)
            elif isinstance(mobject, AbstractImageMobject | PMobject):
                raise SceneError(
                    f"{type(mobject).__name__} cannot be recorded: only vector shapes can; "
                    "draw it with VMobjects (SVGMobject, Line, Polygon, ...)"
                )

    def _shape(self, mobject: VMobject) -> Shape | None:
        # The raw bytes are the cheapest sure key: points are changed in place, so identity won't do.
        fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
        background_stroke = mobject.get_stroke_rgbas(background=True)
        gradient = len(fill) > 1 or len(stroke) > 1 or len(background_stroke) > 1
        # A gradient's ends depend on the whole family, hence on more than this mobject's points.
        ends = mobject.get_gradient_start_and_end_points() if gradient else None
        key = (
            mobject.points.tobytes(),
            fill.tobytes(),
            stroke.tobytes(),
            background_stroke.tobytes(),
            mobject.get_stroke_width(),
            mobject.get_stroke_width(background=True),
            mobject.joint_type,
            mobject.cap_style,
            mobject.tolerance_for_point_equality,
            np.asarray(ends).tobytes() if gradient else None,
        )
        try:
            return self.known[key]
        except KeyError:
            if mobject.get_background_image() is not None:
                raise SceneError(
                    f"{type(mobject).__name__} is coloured by an image, which cannot be recorded; "
                    "use a colour or a gradient"
                ) from None
            shape = _new_shape(mobject, ends)
            if shape is not None:
                shape = self.distinct.setdefault(shape.key, shape)
            self.known[key] = shape
            return shape

    def forget(self) -> None:
        """Start anew, so that memory doesn't grow with the scene."""
        self.known.clear()
        self.distinct.clear()


def _new_shape(mobject: VMobject, ends: tuple | None) -> Shape | None:
    """What of `mobject` reaches the picture, or None if nothing does.

    Left out: strokes of no width and paint of no opacity. Cairo drops both, so the picture stays the same,
    and a change in them is then no change.
    """
    if not np.isfinite(mobject.points).all():
        return None  # Manim replaces such points by a single one, which draws nothing
    invisible = np.zeros((1, 4))
    width = mobject.get_stroke_width()
    background_width = mobject.get_stroke_width(background=True)
    fill = mobject.get_fill_rgbas()
    stroke = mobject.get_stroke_rgbas()
    background_stroke = mobject.get_stroke_rgbas(background=True)
    if width == 0 or not stroke[:, 3].any():
        width, stroke = 0.0, invisible
    if background_width == 0 or not background_stroke[:, 3].any():
        background_width, background_stroke = 0.0, invisible
    if not fill[:, 3].any():
        fill = invisible
        if width == background_width == 0:
            return None
    if ends is None or max(len(fill), len(stroke), len(background_stroke)) == 1:
        ends = np.zeros((2, 2))
    (x0, y0), (x1, y1) = (end[:2] for end in ends)
    joint, cap = (mobject.joint_type.value, mobject.cap_style.value) if width or background_width else (0, 0)
    scalars = (width, background_width, joint, cap, mobject.tolerance_for_point_equality, x0, y0, x1, y1)
    # Copies: Manim goes on changing these arrays in place.
    parts = (mobject.points[:, :2], fill, stroke, background_stroke)
    return Shape(*(np.array(part, np.float64) for part in parts), tuple(map(float, scalars)))


class RecordingWriter(SceneFileWriter):
    """Hands each segment to the sink as soon as it is complete, so memory doesn't grow with the scene."""

    def __init__(self, settings, *, camera: Callable[[], RecordingCamera], sink: Sink):
        self.camera = camera
        self.sink = sink
        self.beats: list[str] = []
        self.segment: Segment | None = None
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Note where a beat begins; Manim itself forgets sections when it writes no video."""
        super().next_section(name, type_, skip_animations)
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
        drawn = tuple([self._number(shape) for shape in pixels.shapes])
        runs = self.segment.runs
        if runs and runs[-1][0] == drawn:
            runs[-1] = (drawn, runs[-1][1] + repeat)
        else:
            runs.append((drawn, repeat))

    def _number(self, shape: Shape) -> int:
        number = self.numbers.get(shape)
        if number is None:
            number = self.numbers[shape] = len(self.segment.shapes)
            self.segment.shapes.append(shape)
        return number

    def end_animation(self, allow_write: bool = False) -> None:
        """Give the segment away."""
        segment, self.segment = self.segment, None
        if segment.frames:
            # Manim opens a section of its own before the first beat: beat 0 is the second section.
            self.sink(len(self.beats) - 2, segment)
