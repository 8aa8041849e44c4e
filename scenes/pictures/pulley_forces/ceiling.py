"""The soft ceiling log Σ e^z over the blocks."""

import numpy as np

from scenes.kit.hanging import Hang
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme

LINE = 8 * PX
#: The ceiling is soft: it fades upwards over so much, in so many steps, and is at most so dense.
SOFT, STEPS, DENSE = 64 * PX, 24, 0.34
#: How much of the colour of loss the gap above the true block has.
GAP = 0.26, 0.2


class Fade(Part):
    """A strip that fades out upwards; or, ``veiling``, one that hides what runs out upwards.

    It is of sheets that lie one on another from where it is fullest, each shorter than the one before: side by side
    they would show a seam between any two.
    """

    def __init__(self, theme: Theme, role: str, strength: float, reach: float, veiling: bool = False):
        super().__init__()
        self.reach, self.veiling = reach, veiling
        rising = (np.arange(STEPS) + 0.5) / STEPS
        covered = strength * (rising if veiling else rising**1.5)
        # What all sheets so far let through.
        through = 1 - np.array([0.0, *covered])
        self.add(*(Shape(theme.color(role), float(alpha)) for alpha in 1 - through[1:] / through[:-1]))

    def over(self, left: float, right: float, y: float, most: float = np.inf) -> "Fade":
        """Lie over the line from ``left`` to ``right`` at height ``y``, but not higher than ``most``."""
        for k, sheet in enumerate(self.submobjects):
            high = self.reach * (STEPS - k) / STEPS
            low, high = (self.reach - high, self.reach) if self.veiling else (0.0, high)
            low, high = min(y + low, most), min(y + high, most)
            sheet.box(left, low, right - left, high - low)
        return self


class Ceiling(Part):
    """The soft ceiling, a line that is soft above, and the gap under it over the true class, in the loss's colour.

    Parameters
    ----------
    left, right : its ends.
    target : the true class.
    """

    def __init__(self, theme: Theme, left: float, right: float, top: float, target: int):
        super().__init__()
        self.left, self.right, self.top, self.target = left, right, top, target
        self.gap = Shape(theme.tint("loss", GAP[theme.is_light]))
        self.soft = Fade(theme, "ink", DENSE, SOFT)
        self.line = Shape(theme.color("ink"))
        self.add(self.soft, self.gap, self.line)

    def show(self, height: float, hang: Hang, tops: np.ndarray) -> "Ceiling":
        """Draw the ceiling at ``height`` over blocks with upper edges ``tops``, (K,)."""
        self.soft.over(self.left, self.right, height + LINE, self.top)
        self.line.box(self.left, height, self.right - self.left, min(LINE, self.top - height))
        edge = tops[self.target]
        self.gap.box(hang.lefts[self.target], edge, hang.width, height - edge)
        return self
