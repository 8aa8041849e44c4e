"""What stands in the cells of the row that is taken out of the grid: the classes' names, and their slopes."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.shapes import Part
from scenes.kit.sizes import PX
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_grid.printed import printed_row

#: From a cell's middle to the middle of its name above and of its slope below, and room at a text's sides.
APART, ROOM = 30 * PX, 0.12


class Band(Part):
    """Names and slopes, each as far as all of them fit into their cells.

    Parameters
    ----------
    names : of the columns, or none.
    xs, across : the columns' middles, and how wide a cell is.
    size : of the type.
    """

    def __init__(self, theme: Theme, names: Sequence[str], xs: np.ndarray, across: float, size: float):
        super().__init__()
        self.xs = xs
        labels = [words(name, theme, size) for name in names]
        self.names = labels if all(label.advance + ROOM <= across for label in labels) else []
        fits = Readout(theme, size).width("−0.000") + ROOM <= across
        self.slopes = [Readout(theme, size, "ink", 3, signed=True) for _ in xs] if fits else []
        #: how far name and slope stand from the middle
        self.apart = APART if self.names and self.slopes else 0.0
        self.add(*self.names, *self.slopes)

    def show(self, slopes: np.ndarray, y: int, middle: float) -> "Band":
        """Write names and ``slopes``, shape (columns,), around ``middle``; ``y`` is the true class's column."""
        for name, x in zip(self.names, self.xs, strict=bool(self.names)):
            name.middle(float(x), middle + self.apart)
        # Where there is room for slopes no class is left out.
        printed = printed_row(slopes, y, 3) if self.slopes else []
        for number, x, slope in zip(self.slopes, self.xs, printed, strict=bool(self.slopes)):
            number.middle(slope, float(x), middle - self.apart)
        return self
