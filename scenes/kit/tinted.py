"""Texts on tinted grounds: with so much ink in their role's colour that they stand out there."""

import numpy as np
from manim import ManimColor, interpolate_color

from .contrast import TEXT, contrast
from .shapes import Part
from .theme import Theme


def legible(theme: Theme, role: str, ground: ManimColor) -> ManimColor:
    """Return a role’s colour for a text on a tinted ground: with so much ink in it that it stands out there."""
    mixed = [interpolate_color(theme.color(role), theme.color("ink"), ink / 20) for ink in range(21)]
    return next((colour for colour in mixed if contrast(colour.to_hex(), ground.to_hex()) >= TEXT), mixed[-1])


def inked(text: Part, theme: Theme, role: str, ground: ManimColor) -> Part:
    """Give what is in a role’s colour in a text on a tinted ground so much ink that it stands out there."""
    for shape in text.leaves:
        if np.allclose(shape.fill_rgbas[0, :3], theme.color(role).to_rgb()):
            shape.recolor(legible(theme, role, ground))
    return text
