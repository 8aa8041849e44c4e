"""What is left of each column of a batch: the mean prediction beside the share of the truth."""

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.names import fitting
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK, UNITS_PER_SIZE
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_grid.heatmap import boxes

GAP = 14 * PX


class ColumnSums(Part):
    """Under each column two piles: the predictions of all rows, a row's q / rows high each, and the rows it is true in.

    The cells fall out of the grid onto their piles.

    Parameters
    ----------
    xs, pitch : the columns' middles and their distance.
    box : room of the piles and the numbers over them.
    q : shares, shape (rows, columns).
    truth : one-hot, shape (rows, columns).
    """

    def __init__(self, theme: Theme, xs: np.ndarray, pitch: float, box: Box, q: np.ndarray, truth: np.ndarray):
        super().__init__()
        self.theme, self.xs, self.box, self.rows = theme, xs, box, len(q)
        self.q, self.truth, self.wide = q / len(q), truth / len(q), 0.31 * pitch
        self.means, self.shares = self.q.sum(0), self.truth.sum(0)
        self.size = TICK if len(xs) >= 9 else TEXT
        line = 0.67 * self.size * UNITS_PER_SIZE
        #: scene units for a share of 1
        self.unit = (box.height - line - 2 * GAP) / max(self.means.max(), self.shares.max())
        self.floor = Shape(theme.color("line"), 0.0, stroke=3.0).path([(box.left, box.bottom), (box.right, box.bottom)])
        outline = 2.0 if q.size <= 100 else 0.0
        self.piles = [Shape(theme.color(role), 0.6, outline) for role in ("prediction", "truth")]
        left = self.means - self.shares
        width = Readout(theme, self.size).width("−0.000")
        order = [int(i) for i in np.argsort(-np.abs(left), kind="stable")]
        kept = fitting(xs, [width] * len(xs), order, 0.36 * self.size * UNITS_PER_SIZE)
        self.numbers = Part()
        for i in kept:
            number = Readout(theme, self.size, "up" if left[i] < 0 else "down", 3, signed=True)
            height = max(self.means[i], self.shares[i]) * self.unit
            self.numbers.add(number.put(left[i], xs[i], box.bottom + height + GAP))
        if len(kept) < len(xs):
            for number in self.numbers:
                number.halo(theme.color("paper"))
        self.add(*self.piles, self.floor)

    def legend(self, left: float) -> Part:
        """Return what the piles and the numbers over them are, from ``left`` on."""
        found = Part()
        for line, (role, body) in enumerate((("prediction", "prediction(q)"), ("truth", "truth(p)"))):
            up = self.box.bottom + 1.3 - 0.65 * line
            found.add(Shape(self.theme.color(role), 0.6, 2.0).box(left, up, 36 * PX, 36 * PX))
            found.add(math(f'"mean of" {body}', self.theme, TEXT).put(left + 56 * PX, up, "left"))
        both = math('"mean of" prediction(q) - truth(p)', self.theme, TEXT)
        sign = words("±", self.theme, TEXT).put(left + 18 * PX, self.box.bottom)
        return found.add(sign, both.put(left + 56 * PX, self.box.bottom, "left"))

    def show(self, fallen: float, ys: np.ndarray, across: float, up: float) -> "ColumnSums":
        """Draw every cell on its way from the grid, rows at ``ys`` and cells ``across`` × ``up``, to its pile.

        The lowest row goes first. A piece grows in its cell, in its own half of the column, and falls from there.
        """
        lag = min(0.6, 6.0 / self.rows)
        turns = lag * np.arange(self.rows)[::-1, None]
        own = np.clip(fallen * (1.0 + lag * (self.rows - 1)) - turns, 0.0, 1.0)
        grown, dropped = np.minimum(1.0, own / 0.3), np.maximum(0.0, (own - 0.3) / 0.7) ** 2
        for shape, parts, side in zip(self.piles, (self.q, self.truth), (-1.0, 0.0), strict=True):
            # the lowest row falls to the bottom
            below = np.cumsum(parts[::-1], axis=0)[::-1] - parts
            high = parts * self.unit
            start_y, end_y = ys[:, None] + up / 2 - high, self.box.bottom + below * self.unit
            x = self.xs + side * min(self.wide, across / 2) * np.ones_like(parts)
            corners = np.stack([x, start_y + dropped * (end_y - start_y)], axis=-1)
            wide = np.broadcast_to(grown * min(self.wide, across / 2), parts.shape)
            there = (parts > 0) & (wide > 0)
            shape.points = boxes(corners[there], wide[there], high[there]).reshape(-1, 3)
        return self
