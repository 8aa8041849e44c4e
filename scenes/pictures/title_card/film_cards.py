"""The film's cards: scene 1's bars from edge to edge, and the film as a bar of its scenes' lengths."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from scenes.kit.layout import Box, Layout
from scenes.kit.paired_bars import FILL_P, FILL_Q
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import words
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges

#: Between two bars, and scene units for a probability of 1.
GAP, UNIT = 18 * PX, 1380 * PX
#: How much of their colour pieces have that were seen, and how far the present one stands out.
SEEN, OUT = 0.34, 14 * PX


class Skyline(Part):
    """Bars of p and q from edge to edge, standing on the frame's lower edge."""

    def __init__(self, theme: Theme, layout: Layout, count: int):
        super().__init__()
        self.layout, self.pitch = layout, layout.width / count
        self.bars_q = [Shape(theme.color("prediction"), FILL_Q, stroke=5.0) for _ in range(count)]
        self.bars_p = [Shape(theme.color("truth"), FILL_P, stroke=6.0) for _ in range(count)]
        self.add(*self.bars_q, *self.bars_p)

    def show(self, p: np.ndarray, q: np.ndarray) -> "Skyline":
        """Draw p and q, both of shape (K,)."""
        ground, below = -self.layout.height / 2, 10 * PX
        for bars, values in ((self.bars_q, q), (self.bars_p, p)):
            for k, (bar, value) in enumerate(zip(bars, values, strict=True)):
                left = -self.layout.width / 2 + k * self.pitch + GAP / 2
                # Their feet are out of sight, so that no line closes them below.
                bar.box(left, ground - below, self.pitch - GAP, value * UNIT + below)
        return self


class FilmBar(Part):
    """The film as a bar: each scene's piece is as long as it takes; those before are filled, the present one lit.

    Parameters
    ----------
    lengths : the scenes' lengths, in seconds.
    number : the present scene, from 1.
    """

    def __init__(self, theme: Theme, box: Box, lengths: Sequence[float], number: int):
        super().__init__()
        ends = edges(box.left, box.width, np.array(lengths) / sum(lengths))
        present = number - 1
        for k, (left, right) in enumerate(pairwise(ends)):
            if k == present:
                continue
            piece = Shape(theme.tint("muted", SEEN if k < present else 0.0)).set_stroke(theme.color("muted"), 3.0)
            self.add(piece.box(left, box.bottom, right - left, box.height))
            self._number(theme, k + 1, left, right, box, "ink" if k < present else "muted", TEXT)
        self.lit = Shape(theme.color("ink"))
        if 0 <= present < len(lengths):
            left, right = float(ends[present]), float(ends[present + 1])
            self.add(self.lit.box(left, box.bottom - OUT, right - left, box.height + 2 * OUT))
            self._number(theme, number, left, right, box, "paper", em(64))

    def _number(self, theme: Theme, number: int, left: float, right: float, box: Box, role: str, size: float) -> None:
        """Write a scene's number in its piece, if there is room."""
        label = words(f"{number}", theme, size, role)
        if label.advance + 6 * PX < right - left:
            self.add(label.middle((left + right) / 2, box.y))
