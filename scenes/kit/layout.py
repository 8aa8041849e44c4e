"""Where things go: boxes, and the strips of the frame that they are cut from.

A scene says where a picture is by cutting the stage into boxes and taking lines and corners of them. Lengths are in
scene units; ``PX`` turns pixels of a 1080p frame into those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .sizes import PX

MARGIN = 0.4
#: The stage, between title strip and caption strip, in pixels from the top of a 1080p frame.
STAGE_TOP, STAGE_BOTTOM = 140, 930


class Box(NamedTuple):
    """A rectangle with its sides at the axes, in scene units, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Extent across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent upwards."""
        return self.top - self.bottom

    @property
    def x(self) -> float:
        """The middle, across."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle, upwards."""
        return (self.bottom + self.top) / 2

    def inset(self, left: float = 0.0, bottom: float = 0.0, right: float = 0.0, top: float = 0.0) -> "Box":
        """Return the box that is left when so much is cut off at each side; a negative amount adds."""
        return Box(self.left + left, self.bottom + bottom, self.right - right, self.top - top)

    def moved(self, across: float = 0.0, up: float = 0.0) -> "Box":
        """Return the box, moved."""
        return Box(self.left + across, self.bottom + up, self.right + across, self.top + up)

    def across(self, *widths: float | None, gap: float = 0.0) -> list["Box"]:
        """Cut into boxes side by side, from left to right; those of width None share what is left equally."""
        edges = _shares(self.width, widths, gap)
        return [Box(self.left + start, self.bottom, self.left + end, self.top) for start, end in edges]

    def down(self, *heights: float | None, gap: float = 0.0) -> list["Box"]:
        """Cut into boxes one below the other, from the top; those of height None share what is left equally."""
        edges = _shares(self.height, heights, gap)
        return [Box(self.left, self.top - end, self.right, self.top - start) for start, end in edges]

    def columns(self, count: int) -> list[float]:
        """Return the centres of so many equal columns."""
        return columns(self.left, self.right, count)

    def rows(self, count: int) -> list[float]:
        """Return the middles of so many equal rows, from the top."""
        return [-y for y in columns(-self.top, -self.bottom, count)]

    def at(self, across: float, up: float) -> tuple[float, float]:
        """Return the point at these shares of width and height: (0, 0) is the lower left corner."""
        return self.left + across * self.width, self.bottom + up * self.height


def _shares(whole: float, parts: Sequence[float | None], gap: float) -> list[tuple[float, float]]:
    given = [part for part in parts if part is not None]
    free = whole - sum(given) - gap * (len(parts) - 1)
    share = free / (len(parts) - len(given)) if len(given) < len(parts) else 0.0
    edges, start = [], 0.0
    for part in parts:
        end = start + (share if part is None else part)
        edges.append((start, end))
        start = end + gap
    return edges


@dataclass(frozen=True)
class Layout:
    """The strips of the frame, in scene units with the origin at the centre."""

    width: float
    height: float

    @classmethod
    def of(cls, aspect: str) -> "Layout":
        """Return the layout of an aspect such as "16:9"; the frame is 8 units high."""
        across, down = aspect.split(":")
        return cls(8.0 * int(across) / int(down), 8.0)

    @property
    def right(self) -> float:
        """The right margin; the left one is its mirror."""
        return self.width / 2 - MARGIN

    @property
    def left(self) -> float:
        """The left margin."""
        return -self.right

    @property
    def title_baseline(self) -> float:
        """Baseline of title and formula."""
        return self.height / 2 - MARGIN - 0.33

    @property
    def caption_baseline(self) -> float:
        """Baseline of the caption."""
        return -self.height / 2 + MARGIN + 0.15

    @property
    def top(self) -> float:
        """Upper edge of the stage."""
        return self.height / 2 - STAGE_TOP * PX

    @property
    def bottom(self) -> float:
        """Lower edge of the stage."""
        return self.height / 2 - STAGE_BOTTOM * PX

    @property
    def stage(self) -> Box:
        """The room between title strip and caption strip."""
        return Box(self.left, self.bottom, self.right, self.top)

    @property
    def title_strip(self) -> Box:
        """The room of the title, and at its right of a name or formula in play."""
        return Box(self.left, self.top, self.right, self.height / 2 - MARGIN)

    def pixels(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return a box given in pixels of a 1080p frame, from its upper left corner."""
        return Box(
            left * PX - self.width / 2,
            self.height / 2 - bottom * PX,
            right * PX - self.width / 2,
            self.height / 2 - top * PX,
        )


def columns(left: float, right: float, count: int) -> list[float]:
    """Return the centres of ``count`` equal columns between two edges."""
    step = (right - left) / count
    return [left + (i + 0.5) * step for i in range(count)]
