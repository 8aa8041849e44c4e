"""Shares' names in a river's strands, where there is room for them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.contrast import contrast
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX
from scenes.kit.text import math
from scenes.kit.theme import Theme

#: From the source to the names; how high a strand with one is; how near a cursor or the river's end makes it go.
INSIDE, NAMED, NEAR = 60 * PX, 58 * PX, (8 * PX, 38 * PX)


class StrandNames(Part):
    """Names one over the other near a river's source, each with a rim of its strand.

    Parameters
    ----------
    order : the classes from above, or none for a river without names.
    solid : how solid the strands are, from above; names wear whichever of ink and paper is clearer on that.
    """

    def __init__(self, theme: Theme, box: Box, order: Sequence[int], solid: Sequence[float], size: float):
        super().__init__()
        for i, alpha in zip(order, solid, strict=False):
            ground = theme.tint("prediction", alpha)
            role = max("paper", "ink", key=lambda role: contrast(theme.roles()[role], ground.to_hex()))
            self.add(math(f"q_{i + 1}", theme, size, role).halo(ground))
        self.left = box.left + INSIDE
        #: where names begin, and where each of them ends
        self.places = np.array([self.left, *(self.left + name.advance for name in self)])
        #: where the river ends, and how far there is room for each name
        self.end, self.fits = self.left, [0.0] * len(self)

    def stand(self, levels: np.ndarray, end: float) -> None:
        """Write each name in its strand, whose edges' heights at the ``places`` are ``levels``, (K + 1, K + 1)."""
        self.end = end
        first, *lasts = levels
        for place, (name, last) in enumerate(zip(self, lasts, strict=True)):
            top, foot = min(first[place], last[place]), max(first[place + 1], last[place + 1])
            name.middle(self.left, float(top + foot) / 2, "left")
            self.fits[place] = ((top - foot) / NAMED - 1) / 0.06

    def show(self, cursor: float, presence: float) -> None:
        """Show those to which neither the cursor nor the river's end comes near."""
        for name, fits in zip(self, self.fits, strict=True):
            right = self.left + name.advance
            near = min(max(self.left - cursor, cursor - right), self.end - right)
            name.set_presence(clamp(fits, 0.0, presence * float(np.interp(near, NEAR, (0.0, 1.0)))))
