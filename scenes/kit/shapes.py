"""The atoms of every picture: an outline with a role's colour, and parts made of them.

Builders are made of these. Each keeps its own opacity apart from its *presence* (1 in play, ``DIMMED`` when it
isn't, 0 gone), so that dimming and fading never forget how translucent a thing was meant to be.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from manim import LineJointType, ManimColor, Mobject, VGroup, VMobject

from .sizes import PX
from .typeset import polygon, rectangle, shifted, straight

#: What isn't in play dims to so much; texts to what their theme says, so that they can still be read.
DIMMED = 0.3


class Shape(VMobject):
    """An outline that a builder redraws in place.

    Parameters
    ----------
    color : fill and stroke colour.
    fill : opacity of the fill, 0 to 1.
    stroke : width of the stroke in Manim's units (hundredths of a scene unit), 0 for none.
    """

    is_text = False
    #: what the outline was drawn for last, and the outline that it made
    asked: object = None
    drawn: np.ndarray | None = None
    #: for the checks in tests/scenes: on its way from the picture into a formula; meant to cross what it crosses out
    travelling, strikes = False, False

    def __init__(self, color: ManimColor, fill: float = 1.0, stroke: float = 0.0):
        super().__init__()
        self.set_fill(color, fill)
        self.set_stroke(color, stroke, 1.0)
        self.fill_alpha, self.presence = fill, 1.0

    def recolor(self, color: ManimColor) -> None:
        """Give fill and stroke another colour; opacities stay."""
        self.fill_rgbas[:, :3] = self.stroke_rgbas[:, :3] = color.to_rgb()

    def set_presence(self, presence: float) -> None:
        """Scale all opacities: 1 in play, ``DIMMED`` out of play, 0 gone."""
        self.presence = presence
        self.fill_rgbas[:, 3] = presence * self.fill_alpha
        self.stroke_rgbas[:, 3] = presence
        if len(self.background_stroke_rgbas):
            self.background_stroke_rgbas[:, 3] = presence

    def halo(self, color: ManimColor, width: float = 8 * PX) -> "Shape":
        """Put a rim of this colour, the paper's, around the shape, so that what passes behind doesn't strike it."""
        self.set_stroke(color, 200 * width, 1.0, background=True)
        return self.rounded()

    def rounded(self) -> "Shape":
        """Draw round corners where strokes meet: no spikes at a rim's sharp bends."""
        self.joint_type = LineJointType.ROUND
        return self

    def _stands(self, *asked: object) -> bool:
        """Whether the outline is that already: most of what is redrawn at every frame stands still most of the time."""
        if asked == self.asked and self.points is self.drawn:
            return True
        self.asked = asked
        return False

    def outline(self, corners) -> "Shape":
        """Become the closed polygon with these corners, shape (n, 2)."""
        corners = np.asarray(corners, dtype=float)
        if not self._stands("outline", corners.tobytes()):
            self.points = self.drawn = polygon(corners)
        return self

    def box(self, left: float, bottom: float, width: float, height: float) -> "Shape":
        """Become a rectangle; a negative width or height grows to the other side."""
        left, bottom, right, top = float(left), float(bottom), float(left + width), float(bottom + height)
        if not self._stands("box", left, bottom, right, top):
            self.points = self.drawn = rectangle(left, bottom, right, top)
        return self

    def path(self, points) -> "Shape":
        """Become an open polyline through these points, shape (n, 2); for strokes."""
        points = np.asarray(points, dtype=float)
        if not self._stands("path", points.tobytes()):
            self.points = self.drawn = straight(points[:-1], points[1:])
        return self

    def strokes(self, starts, ends) -> "Shape":
        """Become straight strokes of their own, each from one of ``starts`` to one of ``ends``, shape (n, 2) both."""
        starts, ends = np.asarray(starts, dtype=float), np.asarray(ends, dtype=float)
        if not self._stands("strokes", starts.tobytes(), ends.tobytes()):
            self.points = self.drawn = straight(starts, ends)
        return self

    def dashes(self, start, end, dash: float = 0.1, gap: float = 0.07, whole: bool = False) -> "Shape":
        """Become a dashed straight line; dashes keep their length, the last one is cut, unless all are to be whole."""
        if self._stands("dashes", *map(float, start), *map(float, end), dash, gap, whole):
            return self
        start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        length = float(np.linalg.norm(end - start))
        along = (end - start) / length if length else np.zeros(2)
        if whole and (gaps := round((length - dash) / (dash + gap))) > 0:
            gap = (length - dash) / gaps - dash
        froms = np.arange(0.0, length, dash + gap)[:, None]
        tos = np.minimum(froms + dash, length)
        self.points = self.drawn = straight(start + froms * along, start + tos * along)
        return self

    def dashed(self, points, dash: float = 0.16, gap: float = 0.11) -> "Shape":
        """Become a dashed polyline; dashes keep their length, so that a line which grows at its end doesn't flicker."""
        points = np.asarray(points, dtype=float)
        if self._stands("dashed", points.tobytes(), dash, gap):
            return self
        along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        starts = np.arange(0.0, along[-1], dash + gap)
        # A dash has the polyline's own corners in it, too.
        at = np.unique(np.concatenate([along, starts, np.minimum(starts + dash, along[-1])]))
        corners = np.column_stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)])
        drawn = np.mod((at[:-1] + at[1:]) / 2, dash + gap) < dash
        self.points = self.drawn = straight(corners[:-1][drawn], corners[1:][drawn])
        return self

    def disc(self, x: float, y: float, radius: float) -> "Shape":
        """Become a circle."""
        if not self._stands("disc", float(x), float(y), float(radius)):
            self.points = self.drawn = shifted(_unit_circle() * radius, x, y)
        return self


class Backing(Shape):
    """What hides the lines behind a box or node: it stays opaque while that is dimmed."""

    def set_presence(self, presence: float) -> None:
        """Fade only below ``DIMMED``."""
        super().set_presence(min(1.0, presence / DIMMED))
        self.presence = presence


@cache
def _unit_circle() -> np.ndarray:
    """Return a circle of eight cubic curves (largest radial error 4e-6)."""
    angles = np.arange(8) * np.pi / 4
    handle = 4 / 3 * np.tan(np.pi / 16)
    start = np.exp(1j * angles)
    end = np.roll(start, -1)
    curves = np.stack([start, start * (1 + 1j * handle), end * (1 - 1j * handle), end], 1).ravel()
    return np.column_stack([curves.real, curves.imag, np.zeros(len(curves))])


def _shapes_in(mobjects: Sequence[Mobject]) -> Iterator[Shape]:
    """Yield the shapes among mobjects and in them. (Manim's list of a family costs three times as much.)"""
    for mobject in mobjects:
        if isinstance(mobject, Shape):
            yield mobject
        if mobject.submobjects:
            yield from _shapes_in(mobject.submobjects)


class Part(VGroup):
    """A group of shapes that comes, dims and goes as one."""

    @property
    def leaves(self) -> list[Shape]:
        """All shapes of the part, however deep."""
        return list(_shapes_in(self.submobjects))

    def halo(self, color: ManimColor, width: float = 8 * PX) -> "Part":
        """Put a rim of this colour around every shape."""
        for leaf in self.leaves:
            leaf.halo(color, width)
        return self

    def set_presence(self, presence: float) -> "Part":
        """Set every shape's presence."""
        for leaf in self.leaves:
            leaf.set_presence(presence)
        return self
