"""The forces of one row of a batch: bars above and below the row, and the pulls down stacked beside it."""

import numpy as np

from scenes.kit.arrows import Hatch
from scenes.kit.layout import Box
from scenes.kit.marks import Ghost, clamp
from scenes.kit.names import fitting
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_grid.printed import printed_row

#: From the row to its bars, and from a bar to its number.
SLIT, GAP = 6 * PX, 16 * PX
#: Bars shorter than this have their numbers on one line.
SHORT = 16 * PX
#: Bars shorter than this leave no mark of what they were: their numbers would meet it.
MARKED, MARK = 1.2, 60 * PX
#: Over the longest bar up there is so much room for its number.
HEAD = SLIT + GAP + 0.67 * HERO * UNITS_PER_SIZE
#: The stack of pulls down is at most so wide.
STACK = 190 * PX
#: Opacity of what a bar was when it has been stacked, if it is as long as this or longer: a short one stays.
GHOST, LONG = 0.45, 10 * PX


class RowForces(Part):
    """A bar for each class of a row: above it what is pulled up, below it what is pulled down, on one scale.

    Parameters
    ----------
    xs, across : the columns' middles, and how wide a bar is.
    band : the row itself.
    unit : scene units for a force of 1.
    y : the true class's column.
    forces : to begin with, shape (columns,): which numbers are shown depends on them.
    aside : the middle of the column of its own where the pulls down are stacked.
    """

    def __init__(
        self,
        theme: Theme,
        xs: np.ndarray,
        across: float,
        band: Box,
        unit: float,
        y: int,
        forces: np.ndarray,
        aside: float,
    ):
        super().__init__()
        self.aside, self.stacked = aside, min(across, STACK)
        self.theme, self.xs, self.across, self.band, self.unit, self.y = theme, xs, across, band, unit, y
        count = len(xs)
        # Bars are compared: no outline makes them longer.
        #: the slopes, in the colours that these have in the grid; they stand where the forces are not
        self.slopes = Part(*(Shape(theme.color("truth" if i == y else "prediction")) for i in range(len(xs))))
        self.bars = [Shape(theme.color("up" if i == y else "down")) for i in range(count)]
        self.slices = [Shape(theme.color("down")) for _ in xs]
        self.rest = Hatch(theme, "down")
        size = 40 if count >= 9 else 48
        self.size = size * PX / UNITS_PER_SIZE
        width = Readout(theme, self.size).width("−0.000")
        order = [int(i) for i in np.argsort(-np.abs(forces), kind="stable") if i != y]
        kept = fitting(xs, [width] * count, order[: 12 if count <= 12 else 3], 0.36 * size * PX)
        self.numbers = {i: Readout(theme, self.size, "down", 3, signed=True) for i in kept}
        self.total_up = Readout(theme, HERO, "up", 3, signed=True)
        self.total_down = Readout(theme, HERO, "down", 3, signed=True)
        near = min((abs(xs[i] - xs[y]) for i in kept), default=np.inf)
        #: whether numbers stand clear of the true class's slope
        self.clear = near >= (across + width) / 2 + GAP
        self.side = self._side(forces)
        self.stack = Part(*self.slices, self.rest)
        self.texts = Part(*self.numbers.values())
        self.add(*self.bars)

    @property
    def numbered(self) -> tuple[list[Part], list[Part]]:
        """Return the numbers that may come while slopes are there, and those that come when they are gone."""
        return ([self.total_up, self.texts], []) if self.clear else ([self.total_up], [self.texts])

    def _side(self, forces: np.ndarray) -> float:
        """Return at which side of the true column there is more room for a number: 1 right, −1 left."""
        room = self.total_up.width("+0.000") + 0.4
        sides = [1.0, -1.0]
        span = [self.xs[-1] - self.xs[self.y], self.xs[self.y] - self.xs[0]]
        near = [
            max(
                (
                    abs(forces[i])
                    for i in range(len(self.xs))
                    if 0 < s * (self.xs[i] - self.xs[self.y]) < room + self.across
                ),
                default=0,
            )
            for s in sides
        ]
        return sides[min(range(2), key=lambda k: (span[k] < room, near[k]))]

    def show(self, forces: np.ndarray, turned: float, moved: float, left_out: float = 0.0) -> "RowForces":
        """Draw bars of ``forces``, shape (columns,).

        Parameters
        ----------
        turned : how much of a force stands opposite its slope, from 0 to 1.
        moved : how much of the pulls down is stacked beside, one after the other, the largest first.
        left_out : the sum of the forces on classes that aren't shown; it comes last.
        """
        drawn = turned * forces
        for bars, lengths in (self.slopes, -forces), (self.bars, drawn):
            for bar, x, long in zip(bars, self.xs, lengths, strict=True):
                base = self.band.top + SLIT if long > 0 else self.band.bottom - SLIT
                bar.box(x - self.across / 2, base, self.across, long * self.unit)
        base, hung = self.band.bottom - SLIT, 0.0
        order = [i for i in np.argsort(forces, kind="stable") if i != self.y]
        for rank, i in enumerate(order):
            own, there = min(0.0, float(forces[i])), clamp(moved * len(order) - rank, 0.0, 1.0)
            self.bars[i].fill_alpha = 1.0 - (1.0 - GHOST) * there * min(1.0, -own * self.unit / LONG)
            self.bars[i].set_presence(self.bars[i].presence)
            # Slits part the slices, but the last one ends where all of them end.
            parted = clamp((-own * self.unit - 6 * PX) / 2, 0.0, 2 * PX)
            slit = parted if rank < len(order) - 1 or left_out else 0.0
            long = there * (own * self.unit + slit)
            self.slices[i].box(self.aside - self.stacked / 2, base + hung * self.unit, self.stacked, long)
            hung += own
        left, top = self.aside - self.stacked / 2, base + hung * self.unit
        self.rest.within(Box(left, top + left_out * self.unit, left + self.stacked, top))
        self._write(drawn, hung + left_out, drawn if left_out else -printed_row(-drawn, self.y, 3))
        return self

    def ends(self, forces: np.ndarray) -> Part:
        """Return marks of where the pull up and the stack end now, and how long they are; none if they are short."""
        long, found = float(forces[self.y]) * self.unit, Part()
        if long < MARKED:
            return found
        # The number over the bar goes down past its mark, which is beside the bar.
        clear = max(self.across, self.total_up.width("+0.000")) / 2 + 2 * GAP
        near, far = (float(self.xs[self.y]) + self.side * reach for reach in (clear, clear + MARK))
        left, right = self.aside - self.stacked / 2, self.aside + self.stacked / 2
        up, down = self.band.top + SLIT + long, self.band.bottom - SLIT - long
        marks = ("up", "+", near, far, up, self.side), ("down", "−", left, right, down, 1.0)
        for role, sign, start, end, tip, side in marks:
            found.add(Ghost(self.theme, role).between((start, tip), (end, tip)))
            was = words(f"was {sign}{forces[self.y]:.3f}", self.theme, TEXT, role)
            found.add(was.middle(end + side * GAP, tip, "left" if side > 0 else "right"))
        return found

    def _write(self, forces: np.ndarray, down: float, printed: np.ndarray) -> None:
        line = 0.67 * self.size * UNITS_PER_SIZE
        for i, number in self.numbers.items():
            long = max(-float(forces[i]) * self.unit, SHORT)
            number.put(printed[i], self.xs[i], self.band.bottom - SLIT - long - GAP - line)
        up = float(forces[self.y]) * self.unit
        self.total_up.put(printed[self.y], self.xs[self.y], self.band.top + SLIT + up + GAP)
        x, y = self.aside + self.stacked / 2 + GAP, self.band.bottom - SLIT + min(-0.3, down * self.unit / 2)
        self.total_down.middle(-printed[self.y], x, y, "left")
