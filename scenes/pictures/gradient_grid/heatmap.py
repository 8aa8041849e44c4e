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
#: Levels to a strip of the colour bar.
COARSE = 2
#: How far the neutral colour stands out from the paper, so that a cell of 0 is still a cell.
NEUTRAL = 0.2
#: How much of a role's colour is in a cell of ±1 with a number: on all of those ink has a contrast of 4.5:1.
UNDER_NUMBERS = 0.48
#: Values besides 0 that the colour bar tells, of either sign.
TICKS = 0.25, 1.0
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
def shade(theme: Theme, strength: float, most: float = 1.0) -> ManimColor:
    """Return the colour of a tint: the prediction's above 0, the truth's below, where more of it was subtracted.

    ``most`` is how much of that colour there is in a tint of ±1.
    """
    colour = theme.color("prediction" if strength > 0 else "truth")
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
    """

    def __init__(self, theme: Theme, xs: Sequence[float], ys: Sequence[float], across: float, up: float):
        super().__init__()
        self.theme, self.most = theme, 1.0
        #: one shape for each colour in use, the others empty: Manim wants the same members throughout a move
        self.shapes = [Shape(neutral(theme)) for _ in range(min(len(xs) * len(ys), SIDES))]
        self.levels: np.ndarray | None = None
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
        self.cells, self.levels = boxes(centres - [across / 2, up / 2], across, up), None
        return self

    def show(self, values: np.ndarray, most: float = 1.0) -> "HeatMap":
        """Colour the cells by ``values``, shape (rows, columns); see :func:`shade` for ``most``."""
        levels = np.rint(tint(values) * LEVELS).astype(int)
        if np.array_equal(levels, self.levels) and most == self.most:
            return self
        used = np.unique(levels)
        for shape, level in zip(self.shapes, used, strict=False):
            shape.points = self.cells[levels == level].reshape(-1, 3)
            shape.recolor(shade(self.theme, int(level) / LEVELS, most))
        for shape in self.shapes[len(used) :]:
            shape.points = np.zeros((0, 3))
            shape.recolor(neutral(self.theme))
        self.levels, self.most = levels, most
        return self


class ColorBar(Part):
    """The scale of a heat map, standing along a box: −1 at its lower end, 0 in the middle, 1 at its upper end.

    ``above`` is what belongs to 0 and more, ``below`` the rest.
    """

    def __init__(self, theme: Theme, box: Box):
        super().__init__()
        self.theme, self.box = theme, box
        step = box.height / (2 * LEVELS + COARSE)
        levels = range(-LEVELS, LEVELS + 1, COARSE)
        self.steps = {level: Shape(shade(theme, level / LEVELS)) for level in levels}
        for level, strip in self.steps.items():
            # Strips reach under their neighbour, or the paper would shine through between them.
            high = COARSE + (level < LEVELS)
            strip.box(box.left, box.bottom + (level + LEVELS) * step, box.width, high * step)
        self.below, self.above = (
            Part(*(strip for level, strip in self.steps.items() if (level < 0) == negative))
            for negative in (True, False)
        )
        self.below.add(*(self._tick(-value) for value in TICKS))
        self.above.add(*(self._tick(value) for value in (0.0, *TICKS)))

    def _tick(self, value: float) -> Part:
        y, right = self.box.bottom + self.box.height * (1 + float(tint(value))) / 2, self.box.right
        mark = Shape(self.theme.color("line"), 0.0, stroke=3.0).path([(right, y), (right + 10 * PX, y)])
        return Part(mark, words(plain(value), self.theme, TICK, "muted").middle(right + 22 * PX, y, "left"))
