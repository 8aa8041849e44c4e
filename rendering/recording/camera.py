"""A camera that writes down shapes instead of painting them.

The renderer asks the camera for `pixel_array.copy()` as its frame, so `pixel_array` is a `Frame` here; whatever the
renderer does with frames (keep the static part, repeat a frozen one) works unchanged. How Manim's renderer talks to its
camera and file writer is known here and in `renderer`, nowhere else; a new Manim version is mended there.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, cast

import numpy as np
from manim import Camera, Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.utils.color import color_to_int_rgba

from rendering.errors import SceneError
from rendering.model.segment import Shape
from rendering.recording.style import NO_ENDS, Style, style_of


class Frame:
    """What the camera would have painted so far: the ground's colour, then shapes from back to front."""

    def __init__(self, background: tuple[int, ...], shapes: list[Shape]):
        self.background = background
        self.shapes = shapes

    def copy(self) -> "Frame":
        """A frame that later drawing doesn't touch."""
        return Frame(self.background, self.shapes.copy())


# Above so many bytes points are compared where they are; below, copying them costs less than asking how they lie.
_LONG = 4096
# Above so many points their columns are copied one by one; below, it takes longer to speak of columns.
_MANY = 100


def _is_still(kept: bytes, points: np.ndarray) -> bool:
    """Whether many points are those that were kept, byte for byte."""
    if not points.flags.c_contiguous:
        return points.tobytes() == kept
    return points.nbytes == len(kept) and kept.startswith(cast(Any, points))


class RecordingCamera(Camera):
    """Keeps what would be painted."""

    def __init__(self, **kwargs: Any):
        # What each mobject said of its paint when it was last seen, what of that shows, its points, and the shape that
        # it had (None: it draws nothing).
        self.last: dict[VMobject, tuple[tuple[Any, ...], Style, bytes, Shape | None]] = {}
        # Points by their bytes: equal ones are one array, kept until `forget`, so that its id can stand for it.
        self.outlines: dict[bytes, np.ndarray] = {}
        # Looked up by what shows, so that equal pictures are equal shapes.
        self.distinct: dict[tuple[Any, ...], Shape] = {}
        # Looked up by what a mobject says of itself, and by what of that shows.
        self.styles: dict[tuple[Any, ...], Style] = {}
        self.equal_styles: dict[tuple[Any, ...], Style] = {}
        super().__init__(**kwargs)

    def init_background(self) -> None:
        """Keep the ground's colour alone: an array of pixels is never needed."""
        if self.background_image is not None:
            raise SceneError("a background image cannot be recorded; draw the background with vector shapes")
        red, green, blue, alpha = color_to_int_rgba(self.background_color, self.background_opacity)
        self.ground = (int(red), int(green), int(blue), int(alpha))

    def reset(self) -> "RecordingCamera":
        """Start a frame with nothing but the ground."""
        self.pixel_array = Frame(self.ground, [])
        return self

    def set_frame_to_background(self, background: Frame) -> None:
        """Start a frame with the shapes that stand still."""
        self.pixel_array = background.copy()

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """Manim's list in Manim's order, found in one walk instead of one for each member of a family."""
        if excluded_mobjects or not include_submobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, excluded_mobjects)
        found, seen = [], set()

        def walk_back(mobjects: Sequence[Mobject]) -> None:
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

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Add the shapes of `mobjects` to the frame."""
        shapes, last = self.pixel_array.shapes, self.last
        for mobject in self.get_mobjects_to_display(mobjects, **kwargs):
            if not isinstance(mobject, VMobject):
                if isinstance(mobject, AbstractImageMobject | PMobject):
                    raise SceneError(
                        f"{type(mobject).__name__} cannot be recorded: only vector shapes can; "
                        "draw it with VMobjects (SVGMobject, Line, Polygon, ...)"
                    )
                continue
            # The innermost loop: attributes rather than Manim's getters, and of members of enumerations their values
            # where they are kept. Arrays are changed in place, so it is their bytes that tell whether anything changed.
            look = (
                mobject.fill_rgbas.tobytes(),
                mobject.stroke_rgbas.tobytes(),
                mobject.background_stroke_rgbas.tobytes(),
                mobject.stroke_width,
                mobject.background_stroke_width,
                mobject.joint_type,
                mobject.cap_style,
                mobject.tolerance_for_point_equality,
                mobject.background_image is None,
            )
            seen, points = last.get(mobject), mobject.points
            if seen is None:
                shape = self._shape(mobject, look, self._style(mobject, look))
            else:
                # As a rule a mobject has the shape that it had in the last frame, or that shape's points.
                stands = points.tobytes() == seen[2] if points.nbytes < _LONG else _is_still(seen[2], points)
                if seen[0] != look:
                    kept = seen[3].points if stands and seen[3] else None
                    shape = self._shape(mobject, look, self._style(mobject, look), kept)
                else:
                    shape = seen[3] if stands else self._shape(mobject, look, seen[1])
            if shape is not None:
                shapes.append(shape)

    def _style(self, mobject: VMobject, look: tuple[Any, ...]) -> Style:
        """What shows of a mobject's paint; one object for those that look the same."""
        style = self.styles.get(look)
        if style is None:
            style = style_of(mobject)
            style = self.styles[look] = self.equal_styles.setdefault(style.key, style)
        return style

    def _shape(
        self, mobject: VMobject, look: tuple[Any, ...], style: Style, points: np.ndarray | None = None
    ) -> Shape | None:
        """The shape of a mobject that is painted like this, if it has one; one object for those that look the same.

        Its points are looked at unless they are given.
        """
        shape = None
        if style.shows:
            if mobject.background_image is not None:
                what = f"{type(mobject).__name__} is coloured by an image, which cannot be recorded"
                raise SceneError(f"{what}; use a colour or a gradient")
            points = self._outline(mobject.points) if points is None else points
            shape = None if points is None else self._painted(mobject, points, style)
        if not style.gradient:  # whose ends depend on the whole family, hence on more than this mobject's points
            self.last[mobject] = look, style, mobject.points.tobytes(), shape
        return shape

    def _outline(self, every: np.ndarray) -> np.ndarray | None:
        """The points of a mobject that reach the picture, or None if none do; equal ones are one array."""
        if np.count_nonzero(np.isfinite(every)) < every.size:
            return None  # Manim replaces points that aren't finite by a single one, which draws nothing
        # Manim draws whole curves; a point behind the last one is the start of a path that isn't there yet. A copy:
        # Manim goes on changing these arrays in place.
        length = len(every) // 4 * 4
        if not length:
            return None
        if length < _MANY:
            points = every[:length, :2].astype(np.float64, "C")
        else:  # numpy copies pairs one by one
            points = np.empty((length, 2))
            points[:, 0], points[:, 1] = every[:length, 0], every[:length, 1]
        return self.outlines.setdefault(points.tobytes(), points)

    def _painted(self, mobject: VMobject, points: np.ndarray, style: Style) -> Shape:
        """The shape of these points in this style."""
        scalars = style.scalars
        if style.gradient:
            ends = (float(each) for end in mobject.get_gradient_start_and_end_points() for each in end[:2])
            scalars = (*scalars[: -len(NO_ENDS)], *ends)
        key = (id(points), style, scalars)
        shape = self.distinct.get(key)
        if shape is None:
            shape = self.distinct[key] = Shape(points, style.fill, style.stroke, style.background_stroke, scalars)
        return shape

    def forget(self) -> None:
        """Start anew, so that memory doesn't grow with the scene."""
        self.last.clear()
        self.distinct.clear()
        self.outlines.clear()
