"""The shares as a bar, each with its name and number, and round one of them the frame of the logit that is nudged."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.words import indexed

#: What stands in a piece is so much above its middle and so far from its ends; what stands under it so far below.
LIFT, BESIDE, BELOW = 5 * PX, 8 * PX, 32 * PX
#: Over so much room something comes or goes, in a blink.
COMING = 2 * PX


class ToldShares(Part):
    """Shares end to end; each one's name and number stand in its piece, or under it where that is too narrow.

    Parameters
    ----------
    truth : the true class.
    shown : the classes that are told.
    """

    def __init__(
        self, theme: Theme, layout: Layout, count: int, truth: int, shown: Sequence[int], labels: Sequence[str]
    ):
        super().__init__()
        self.bar = ShareBar(theme, layout.pixels(470, 132, 1866, 192), truth, [None] * count)
        size, self.shown = label_size(count), list(shown)
        bodies = {i: f"{indexed('q', i, labels)} med @n[ROLE:0.000]" for i in shown}
        # The true class's piece is so full of colour that paper stands out from it.
        colours = {i: "paper" if i == truth else "ink" for i in shown}
        self.inside = {i: Formula(theme, bodies[i].replace("ROLE", colours[i]), size, colours[i]) for i in shown}
        self.below = {i: Formula(theme, bodies[i].replace("ROLE", "prediction"), size, "prediction") for i in shown}
        #: round the share of the logit that is being nudged
        self.answering = Shape(theme.color("ink"), 0.0, stroke=5.0)
        box = self.bar.box
        name = math('#"shares" prediction(q)', theme, TEXT).middle(box.left - 24 * PX, box.y + LIFT, "right")
        self.add(self.bar, name, *self.inside.values(), *self.below.values(), self.answering)

    def show(self, q: np.ndarray, nudged: int, under_way: float) -> "ToldShares":
        """Draw the shares ``q``, shape (K,), while the logit ``nudged`` is ``under_way``, 0 to 1.

        Where two would meet under the bar, the one that is nudged stays.
        """
        box, ends, taken, there = self.bar.show(q).box, self.bar.ends(q), [], self.bar.frame.presence
        for i in sorted(self.shown, key=lambda i: i != nudged):
            left, right = ends[i]
            middle, half = (left + right) / 2, self.below[i].advance / 2
            inside = clamp((right - left - self.inside[i].advance - 2 * BESIDE) / COMING, 0.0, 1.0)
            self.inside[i].show(n=q[i]).middle(middle, box.y + LIFT).set_presence(there * inside)
            x = clamp(middle, box.left + half, box.right - half)
            free = min((abs(x - other) - half - wide - 2 * BESIDE for other, wide in taken), default=COMING)
            below = (1.0 - inside) * clamp(free / COMING, 0.0, 1.0)
            self.below[i].show(n=q[i]).middle(x, box.bottom - BELOW).set_presence(there * below)
            taken += [(x, half)] * (below > 0)
        left, right = ends[nudged]
        self.answering.box(left, box.bottom, right - left, box.height).set_presence(there * under_way)
        return self
