"""Arrows drawn to scale, hatching, and rounded corners."""

import numpy as np

from .layout import Box
from .marks import clamp
from .shapes import Part, Shape
from .sizes import PX
from .theme import Theme
from .typeset import shifted, straight

#: Of an arrow's length: its head, half its head's width, its shaft's width.
HEAD, HALF_HEAD, SHAFT = 0.42, 0.23, 0.19
#: Half a head is at least so wide: a shorter arrow has a larger head, and one shorter than that is a head alone.
LEAST_HALF = 11 * PX
#: A stout arrow's half head, of its length; and the most that the head takes of it, so that a shaft is seen.
STOUT_HALF, STOUT_HEAD = 0.7, 0.6


def silhouette(tail: float, neck: float, tip: float, shaft: float, half: float) -> np.ndarray:
    """Return an arrow's corners along and across its way, (7, 2): the shaft, and from ``neck`` on the head.

    ``shaft`` and ``half`` are half of their widths.
    """
    along = [tail, neck, neck, tip, neck, neck, tail]
    return np.column_stack([along, [-shaft, -shaft, -half, 0.0, half, shaft, shaft]])


class Arrow(Part):
    """An upright arrow drawn to scale: it is |force| × ``unit`` long, and has a head at every length.

    Green upwards, red downwards. Where the force is small the head takes more of the arrow, in the end all of it.

    Parameters
    ----------
    unit : scene units for a force of 1.
    widest : most that half the head is wide, in scene units, so that long arrows don't spread.
    rim : whether a rim of paper parts it from what it lies on.
    stout : whether a short one stays wide and keeps a shaft, to be seen from afar.
    slender : whether a very short one is no wider than twice its length: it still points, and isn't read as a minus.
    fading : it isn't drawn up to the first of these lengths, where it would be a smear, and whole from the second on.
    """

    def __init__(
        self,
        theme: Theme,
        unit: float,
        widest: float = 0.3,
        rim: bool = False,
        stout: bool = False,
        slender: bool = False,
        fading: tuple[float, float] = (0.0, 0.0),
    ):
        super().__init__()
        self.theme, self.unit, self.widest, self.length = theme, unit, widest, 0.0
        self.stout, self.slender, self.fading = stout, slender, fading
        self.body = Shape(theme.color("up"))
        if rim:
            self.body.halo(theme.color("paper"), 5 * PX)
        self.add(self.body)

    def show(self, force: float, x: float, tail: float) -> "Arrow":
        """Draw ``force`` at ``x`` with its tail at height ``tail``."""
        self.length = force * self.unit
        self.body.recolor(self.theme.color("up" if force >= 0 else "down"))
        size, sign = abs(self.length), 1.0 if force >= 0 else -1.0
        gone, whole = self.fading
        if whole:
            self.body.fill_alpha = clamp((size - gone) / (whole - gone), 0.0, 1.0)
            self.body.set_presence(self.body.presence)
            self.body.background_stroke_rgbas[:, 3] *= self.body.fill_alpha
            if not self.body.fill_alpha:
                self.body.points = np.zeros((0, 3))
                return self
        least = min(LEAST_HALF, size) if self.slender else LEAST_HALF
        half = min(max((STOUT_HALF if self.stout else HALF_HEAD) * size, least), self.widest)
        scale = half / HALF_HEAD
        size = max(size, PX)
        head = min(HEAD * scale, (STOUT_HEAD if self.stout else 1.0) * size)
        shaft, neck, tip = SHAFT * scale / 2, tail + sign * (size - head), tail + sign * size
        self.body.outline(silhouette(tail, neck, tip, shaft, half)[:, ::-1] + (x, 0.0))
        return self


class Hatch(Shape):
    """Slanted lines that fill a rectangle: what is missing, or lost."""

    def __init__(self, theme: Theme, role: str, pitch: float = 26 * PX, stroke: float = 2.5):
        super().__init__(theme.color(role), 0.0, stroke=stroke)
        self.pitch = pitch

    def within(self, *boxes: Box, at: tuple[float, float] = (0.0, 0.0)) -> "Hatch":
        """Fill boxes; the lines stay where they are when a box grows or shrinks, and move along with ``at``."""
        if not self._stands("hatch", boxes, at):
            lines = [self._lines(box) for box in boxes if box.width > 0 and box.height > 0]
            self.points = self.drawn = shifted(np.concatenate([np.zeros((0, 3)), *lines]), *at)
        return self

    def _lines(self, box: Box) -> np.ndarray:
        first = int(np.ceil((box.left - box.top) / self.pitch))
        last = int(np.floor((box.right - box.bottom) / self.pitch))
        offsets = np.arange(first, last + 1) * self.pitch
        starts_x = np.maximum(box.left, offsets + box.bottom)
        ends_x = np.minimum(box.right, offsets + box.top)
        seen = ends_x > starts_x
        starts_x, ends_x, offsets = starts_x[seen], ends_x[seen], offsets[seen]
        return straight(np.column_stack([starts_x, starts_x - offsets]), np.column_stack([ends_x, ends_x - offsets]))


def rounded(box: Box, radius: float) -> np.ndarray:
    """Return the corners of a box whose corners are rounded, from the upper right one on, shape (64, 2)."""
    inner = box.inset(radius, radius, radius, radius)
    middles = [
        (inner.right, inner.top),
        (inner.left, inner.top),
        (inner.left, inner.bottom),
        (inner.right, inner.bottom),
    ]
    angles = np.add.outer([0.0, np.pi / 2, np.pi, 1.5 * np.pi], np.linspace(0.0, np.pi / 2, 16))
    turns = radius * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return (np.array(middles)[:, None] + turns).reshape(-1, 2)
