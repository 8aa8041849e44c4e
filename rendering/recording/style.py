"""What shows of a mobject's paint."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import VMobject

_INVISIBLE = np.zeros((1, 4))
#: The ends of a gradient where there is none.
NO_ENDS = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Style:
    """How something is painted, as far as it shows.

    Left out: strokes of no width and paint of no opacity. Cairo drops both, so the picture stays the same,
    and a change in them is then no change.
    """

    fill: np.ndarray  # (k, 4) rgba, more than one row for a gradient
    stroke: np.ndarray
    background_stroke: np.ndarray
    scalars: tuple[float, ...]  # in the order of `model.segment.SCALARS`, but for a gradient's ends
    shows: bool
    gradient: bool  # whether colours change from point to point

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for styles that look the same."""
        return self.fill.tobytes(), self.stroke.tobytes(), self.background_stroke.tobytes(), self.scalars


def style_of(mobject: VMobject) -> Style:
    """What shows of a mobject's paint."""
    width, background_width = mobject.get_stroke_width(), mobject.get_stroke_width(background=True)
    fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
    background_stroke = mobject.get_stroke_rgbas(background=True)
    if width == 0 or not stroke[:, 3].any():
        width, stroke = 0.0, _INVISIBLE
    if background_width == 0 or not background_stroke[:, 3].any():
        background_width, background_stroke = 0.0, _INVISIBLE
    if not fill[:, 3].any():
        fill = _INVISIBLE
    joint, cap = (mobject.joint_type.value, mobject.cap_style.value) if width or background_width else (0, 0)
    tolerance = mobject.tolerance_for_point_equality
    # Copies: Manim goes on changing these arrays in place.
    fill, stroke, background_stroke = (np.array(rgbas, np.float64) for rgbas in (fill, stroke, background_stroke))
    scalars = (*map(float, (width, background_width, joint, cap, tolerance)), *NO_ENDS)
    shows = bool(fill[:, 3].any() or width or background_width)
    gradient = max(map(len, (fill, stroke, background_stroke))) > 1
    return Style(fill, stroke, background_stroke, scalars, shows, gradient)
