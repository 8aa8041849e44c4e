"""Heat maps on a scale whose neutral colour is exactly 0: few shapes, however many cells."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from manim import ManimColor, interpolate_color

from scenes.kit.axis import plain
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TICK
from scenes.kit.text import words
from scenes.kit.theme import Theme
from scenes.kit.typeset import polygon

#: Steps of colour on either side of 0; the nearest is drawn, at most half a step from the true one.
LEVELS = 64
#: Levels on both sides and 0.
SIDES = 2 * LEVELS + 1
#: Steps from the colours of shares to those of slopes.
PULLS = 16
#: Levels to a strip of the colour bar.
COARSE = 2
#: Kinds of rows at most at a time: shares, slopes, and one on its way.
ROWS_KINDS = 3
#: How far the neutral colour stands out from the paper, so that a cell of 0 is still a cell.
NEUTRAL = 0.2
#: How much of a role's colour is in a cell of ±1 with a number: on all of those ink has a contrast of 4.5:1.
UNDER_NUMBERS = 0.5
SQUARE = polygon([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)])[:, :2]


def tint(values):
    """Return how strong the colour of ``values`` is, from −1 to 1.

    It is the square root, so that many small slopes show beside one near −1.
    """
    return np.sign(values) * np.sqrt(np.abs(values))


def neutral(theme: Theme) -> ManimColor:
    """Return the colour of exactly 0."""
    return interpolate_color(theme.color("paper"), theme.color("line"), NEUTRAL)


@lru_cache(16 * LEVELS)
def shade(theme: Theme, strength: float, pulled: float = 1.0, most: float = 1.0) -> ManimColor:
    """Return the colour of a tint: ``up`` below 0; above 0 ``prediction``, or ``down`` once it is ``pulled``.

    ``most`` is how much of that colour there is in a tint of ±1.
    """
    above = interpolate_color(theme.color("prediction"), theme.color("down"), pulled)
    colour = above if strength > 0 else theme.color("up")
    return interpolate_color(neutral(theme), colour, most * abs(strength))


def boxes(corners: np.ndarray, across, up) -> np.ndarray:
    """Return the outlines of rectangles with these lower left ``corners``, shape (..., 2), as points (..., 16, 3)."""
    sizes = np.stack(np.broadcast_arrays(across, up), axis=-1) * np.ones_like(corners)
    flat = corners[..., None, :] + SQUARE * sizes[..., None, :]
    return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)


class HeatMap(Part):
    """Cells in rows and columns, coloured by values from −1 to 1. Cells of one colour are one shape.

    Parameters
    ----------
    xs, ys : centres of columns and rows.
    across, up : size of a cell.
    most : how much of its colour a cell of ±1 has.
    """

    def __init__(
        self, theme: Theme, xs: Sequence[float], ys: Sequence[float], across: float, up: float, most: float = 1.0
    ):
        super().__init__()
        self.theme, self.most = theme, most
        #: one shape for each colour in use, the others empty: Manim wants the same members throughout a move
        self.shapes = [Shape(neutral(theme)) for _ in range(min(len(xs) * len(ys), ROWS_KINDS * SIDES))]
        self.kinds: np.ndarray | None = None
        self.xs = self.ys = np.zeros(0)
        self.across = self.up = 0.0
        self.place(xs, ys, across, up)
        self.add(*self.shapes)

    def place(self, xs: Sequence[float], ys: Sequence[float], across: float, up: float) -> "HeatMap":
        """Move the cells elsewhere; the next :meth:`show` draws them there."""
        if np.array_equal(xs, self.xs) and np.array_equal(ys, self.ys) and (across, up) == (self.across, self.up):
            return self
        self.xs, self.ys, self.across, self.up = np.asarray(xs), np.asarray(ys), across, up
        centres = np.stack(np.meshgrid(xs, ys), axis=-1)
        #: outlines of the cells, shape (rows, columns, points, 3), and the level of each that is drawn
        self.cells, self.levels, self.kinds = boxes(centres - [across / 2, up / 2], across, up), None, None
        return self

    def show(self, values: np.ndarray, pulled: np.ndarray | float = 1.0) -> "HeatMap":
        """Colour the cells by ``values``, shape (rows, columns), ``pulled`` once for all or a number a row.

        See :func:`shade` for that; it is taken to the next of ``PULLS`` steps.
        """
        levels = np.rint(tint(values) * LEVELS).astype(int)
        steps = np.rint(np.broadcast_to(pulled, len(levels)) * PULLS).astype(int)
        kinds = steps[:, None] * SIDES + levels + LEVELS
        if np.array_equal(kinds, self.kinds):
            return self
        used = np.unique(kinds)
        for shape, kind in zip(self.shapes, used, strict=False):
            step, level = divmod(int(kind), SIDES)
            shape.points = self.cells[kinds == kind].reshape(-1, 3)
            shape.recolor(shade(self.theme, (level - LEVELS) / LEVELS, step / PULLS, self.most))
        for shape in self.shapes[len(used) :]:
            shape.points = np.zeros((0, 3))
            shape.recolor(neutral(self.theme))
        self.levels, self.kinds = levels, kinds
        return self


class ColorBar(Part):
    """The scale of a heat map, standing along a box: −1 at its lower end, 0 in the middle, 1 at its upper end.

    ``above`` is what belongs to 0 and more, ``below`` the rest.
    """

    def __init__(self, theme: Theme, box: Box, ticks: Sequence[float] = (0.25, 1.0)):
        super().__init__()
        self.theme, self.box = theme, box
        self.pulled: float | None = None
        step = box.height / (2 * LEVELS + COARSE)
        self.steps = {level: Shape(theme.color("line")) for level in range(-LEVELS, LEVELS + 1, COARSE)}
        for level, strip in self.steps.items():
            # Strips reach under their neighbour, or the paper would shine through between them.
            high = COARSE + (level < LEVELS)
            strip.box(box.left, box.bottom + (level + LEVELS) * step, box.width, high * step)
        self.below, self.above = (
            Part(*(strip for level, strip in self.steps.items() if (level < 0) == negative))
            for negative in (True, False)
        )
        self.below.add(*(self._tick(-value) for value in ticks))
        self.above.add(*(self._tick(value) for value in (0.0, *ticks)))

    def _tick(self, value: float) -> Part:
        y, right = self.box.bottom + self.box.height * (1 + float(tint(value))) / 2, self.box.right
        mark = Shape(self.theme.color("line"), 0.0, stroke=3.0).path([(right, y), (right + 10 * PX, y)])
        return Part(mark, words(plain(value), self.theme, TICK, "muted").middle(right + 22 * PX, y, "left"))

    def show(self, pulled: float = 1.0) -> "ColorBar":
        """Colour the scale as :func:`shade` does."""
        if pulled != self.pulled:
            for level, strip in self.steps.items():
                strip.recolor(shade(self.theme, level / LEVELS, pulled))
            self.pulled = float(pulled)
        return self
