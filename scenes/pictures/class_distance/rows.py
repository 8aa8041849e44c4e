"""Two predictions over classes on a line, one above the other: bars and their numbers.

A row is as high as a share of 1. Where the classes lie one apart, a bin is as wide as that, so mass × distance is an
area, and cross-entropy’s force p − q is the arrow from the bar’s top to the truth.
"""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.names import NameRow, fitting
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import CROWD, PX, UNITS_PER_SIZE, label_size
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, words
from scenes.kit.theme import Theme

#: Opacity of a bar's fill, alone and behind arrows.
FILL, FAINT = 0.45, 0.14
#: From a column’s edge to what stands in it: no outline touches the true class’s frame.
INSET = 12 * PX
#: From a bar’s top, an arrow’s tip or the floor to a text.
GAP = 14 * PX
#: From a label under a column to the next, in ems.
APART = 1.1
#: A column of this width has room for an arrow and, beside it, its number.
WIDE = 300 * PX
#: What is so high has room for a number inside.
TALL = 96 * PX


def decimals_of(values: Sequence[float]) -> int:
    """Return how many decimals shares are printed with: two if that is exact for all, else three."""
    return 2 if np.allclose(np.round(values, 2), values, atol=1e-9) else 3


class Places:
    """Where classes and rows stand.

    Attributes: ``xs`` (columns' middles), ``lefts``, ``width`` (of a column), ``distance`` (scene units for a distance
    of 1), ``unit`` (for a share of 1), ``bases`` (the two rows' floors), ``size`` (of type). ``axis`` says what the
    names are, at the end of their row.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        positions: Sequence[float],
        names: Sequence[str],
        target: int,
        axis: str = "",
    ):
        area = layout.pixels(190, 130, 1440, 916)
        x, self.target = np.array(positions, dtype=float), target
        closest = float(np.diff(x).min())
        self.distance = area.width / (x[-1] - x[0] + closest)
        self.width = closest * self.distance
        self.lefts = area.left + (x - x[0]) * self.distance
        self.rights, self.xs = self.lefts + self.width, self.lefts + self.width / 2
        self.floor = area.left - 14 * PX, area.right + 14 * PX
        self.size = label_size(len(x))
        self.wide = self.width >= WIDE
        self.names = NameRow(
            names,
            self.xs,
            "z",
            theme,
            left=layout.left,
            right=area.right + 0.3,
            size=self.size,
            role="ink",
            truth=target,
        )
        heads = (34 * PX, 76 * PX) if self.wide else (84 * PX, 120 * PX)
        lower = area.bottom + self.names.room + 8 * PX
        self.unit = (area.top - lower - sum(heads)) / 2
        self.bases = lower + self.unit + heads[1], lower
        self.names.hang(lower - GAP)
        self.baseline = lower - GAP - DIGIT_HEIGHT * self.size * UNITS_PER_SIZE
        if axis and self.names.rows:
            self.names.add(words(axis, theme, self.size, "muted").put(area.right + 0.45, self.baseline, "left"))
        self.area = area

    @property
    def em(self) -> float:
        """An em of the labels, in scene units."""
        return self.size * UNITS_PER_SIZE

    def shown(self, theme: Theme, text: str, weights: np.ndarray, xs: np.ndarray) -> list[int]:
        """Return which classes have room for a number as wide as ``text``: the true one, then those of most weight."""
        width = Readout(theme, self.size).width(text) + self.em * 0.36
        order = [self.target, *(int(i) for i in np.argsort(-weights, kind="stable") if i != self.target)]
        return fitting(xs, [width] * len(xs), order, 0.0)

    def block(self, i: int) -> tuple[float, float]:
        """Return where what class ``i`` sweeps begins, clear of the true class's frame, and to which side it goes."""
        side = 1.0 if i > self.target else -1.0
        return (self.rights if side > 0 else self.lefts)[self.target] + side * INSET, side

    def at(self, i: int, distance: float) -> float:
        """Return where a distance is on class ``i``'s side of the true class."""
        return float(self.xs[self.target]) + self.block(i)[1] * distance * self.distance

    def reach(self, i: int) -> tuple[float, float]:
        """Return from where to where a row goes on class ``i``'s side of the true class's frame."""
        begin, side = self.block(i)
        return (begin, self.area.right) if side > 0 else (self.area.left, begin)

    def under(self, rows: Sequence[Sequence[Label]], xs: Sequence[float] | None = None, first: int = 0) -> Part:
        """Return the first of these rows of labels that fits under the columns, or under ``xs``, put there.

        If none does, as many of the last as fit, the one at ``first`` surely; none if upright names need the room.
        """
        if self.names.rows == 0:
            return Part()  # names that stand upright keep the room
        xs, gap = self.xs if xs is None else xs, APART * self.em
        order = sorted(range(len(xs)), key=lambda i: i != first)
        for labels in rows:
            kept = fitting(xs, [label.advance for label in labels], order, gap)
            if len(kept) == len(xs):
                break
        return Part(*(labels[i].put(xs[i], self.baseline) for i in sorted(kept)))


class Bars(Part):
    """A prediction's bars on their floor; ``frame``, put over what stands there, is the true class's.

    It stands around a whole, with the same room on all sides.
    """

    def __init__(self, theme: Theme, places: Places, row: int):
        super().__init__()
        self.places, self.base = places, places.bases[row]
        y, count = places.target, len(places.xs)
        outline = 0.0 if count >= CROWD else 3.0
        self.fills = [Shape(theme.color("prediction"), FILL, outline) for _ in range(count)]
        self.floor = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.floor.path([(x, self.base) for x in places.floor])
        left, right, top = places.lefts[y], places.rights[y], self.base + places.unit + INSET
        self.whole = Shape(theme.color("truth"), 0.1).box(left, self.base, places.width, places.unit + INSET)
        frame = Shape(theme.color("truth"), 0.0, stroke=4.0)
        frame.path([(left, self.base), (left, top), (right, top), (right, self.base)])
        self.bars, self.frame = Part(*self.fills), Part(frame)
        self.wrong = Part(*(fill for i, fill in enumerate(self.fills) if i != y))
        self.add(self.whole, self.floor, self.bars)

    def show(self, q: np.ndarray, fill: float = FILL) -> "Bars":
        """Draw the shares ``q``, shape (K,), filled to this opacity."""
        for shape, left, share in zip(self.fills, self.places.lefts, q, strict=True):
            shape.box(left + INSET, self.base, self.places.width - 2 * INSET, share * self.places.unit)
            if shape.fill_alpha != fill:
                shape.fill_alpha = fill
                shape.set_presence(shape.presence)
        return self
