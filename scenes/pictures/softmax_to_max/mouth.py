"""The scale of shares at a river's mouth: up to 1, or to a lower share under which a curve is seen better."""

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import words
from scenes.kit.theme import Theme

#: How long a tick is, from the river to its number, and how far the 1 has left the river where its tick is gone.
LONG, ASIDE, GONE = 12 * PX, 24 * PX, 24 * PX


class Mouth(Part):
    """Ticks at the right of a box, at 0 and, as long as the scale doesn't end at the ``ceiling`` below it, at 1."""

    def __init__(self, theme: Theme, box: Box, ceiling: float, size: float):
        super().__init__()
        self.theme, self.box, self.ceiling, self.size, self.top = theme, box, ceiling, size, 1.0
        self.ticks = {share: self.tick(share) for share in (0.0, 1.0)}
        self.add(*self.ticks.values())

    def at(self, share):
        """Return the height at which shares lie; any shape."""
        return self.box.bottom + np.asarray(share) / self.top * self.box.height

    def tick(self, share: float, side: str = "right") -> Part:
        """Return a mark with its number, at the right or at the left."""
        x, out = (self.box.right, 1) if side == "right" else (self.box.left, -1)
        y, begins = float(self.at(share)), "left" if side == "right" else "right"
        mark = Shape(self.theme.color("muted"), 0.0, stroke=4.0).path([(x, y), (x + out * LONG, y)])
        return Part(mark, words(f"{share:.3g}", self.theme, self.size, "muted").middle(x + out * ASIDE, y, begins))

    def show(self, whole: float) -> "Mouth":
        """End at 1 where ``whole`` is 1, at the ceiling where it is 0."""
        self.top = whole + (1 - whole) * self.ceiling
        over = float(self.at(1.0)) - self.box.top
        self.ticks[1.0].set_presence(clamp(1 - over / GONE, 0.0, 1.0))
        return self
