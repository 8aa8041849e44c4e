"""A batch as a grid of cells, and one of its rows as bars that balance."""

from collections.abc import Sequence

import numpy as np

from .equation import SUPERSCRIPTS, Equation
from .heatmap import HeatMap, boxes
from .layout import columns
from .marks import Amount, clamp
from .names import NameRow
from .shapes import LABEL, SMALL, Label, Part, Readout, Shape, math, words
from .theme import Theme

#: Largest cell, share of a cell that is coloured, and thickness of a row that was lifted out.
WIDEST, HIGHEST, FILLED, STRIP = 1.6, 0.9, 0.9, 0.16
#: Height of the strip's cells: they keep clear of the bars, or the tallest would look a cell taller than it is.
CELL = 0.6 * STRIP
#: Least space between two numbers on an axis, and between two turned names.
SPARSE_X, SPARSE_Y, TURNED = 0.6, 0.4, 0.24


def round_step(pitch: float, least: float) -> int:
    """Return every how many cells there is room for a number."""
    return next(step for step in (1, 2, 5, 10, 20, 50) if step * pitch >= least or step == 50)


class Grid(Part):
    """Examples as rows and classes as columns; one row is apart from the rest, so that it can be lit alone.

    Parameters
    ----------
    box : left, bottom, right and top of the room for cells, row numbers and names.
    shape : rows and columns.
    targets : the true column of each row.
    row : the row that is apart.
    labels : names of the columns, or none for numbers.
    first : number of the first row on screen.
    together : how many classes a column holds.
    """

    def __init__(
        self,
        theme: Theme,
        box: tuple[float, float, float, float],
        shape: tuple[int, int],
        targets: np.ndarray,
        row: int,
        labels: Sequence[str],
        first: int = 1,
        together: int = 1,
    ):
        super().__init__()
        self.theme, self.targets, self.row = theme, targets, row
        (left, bottom, right, top), (rows, count) = box, shape
        self.room = 0.75
        left = left + 0.75
        self.across = min(WIDEST, (right - left) / count)
        left += (right - left - count * self.across) / 2
        self.left, self.right = left, left + count * self.across
        xs = columns(self.left, self.right, count)
        self.names = self._names(labels, xs, together, right)
        foot = bottom + (self.names.room if isinstance(self.names, NameRow) else 0.36) + 0.12
        self.up = min(HIGHEST, (top - foot) / rows)
        self.top = top - (top - foot - rows * self.up) / 2
        self.bottom = self.top - rows * self.up
        ys = columns(self.top, self.bottom, rows)
        self.xs, self.ys = np.array(xs), np.array(ys)
        self._hang_names()
        cell = FILLED * self.across, min(FILLED * self.up, self.up - 0.02)
        self.chosen = HeatMap(theme, xs, [ys[row]], *cell)
        self.rest = HeatMap(theme, xs, np.delete(ys, row), *cell)
        self.truths = Shape(theme.color("truth"), 0.0, stroke=2.5)
        self.truths.points = boxes(self._corners(), self.across, self.up).reshape(-1, 3)
        self.numbers = self._row_numbers(first)
        self.sums = Shape(theme.color("muted"))
        self.add(self.rest, self.chosen, self.names, self.numbers)

    def _corners(self) -> np.ndarray:
        """Return the lower left corner of each row's true cell, shape (rows, 2)."""
        return np.column_stack([self.xs[self.targets] - self.across / 2, self.ys - self.up / 2])

    def _names(self, labels: Sequence[str], xs: Sequence[float], together: int, right: float) -> Part:
        """Return the columns' labels, as many of them as there is room for, or numbers counted from 1."""
        theme, count = self.theme, len(xs)
        if labels and max(map(len, labels)) > 1:
            row = NameRow(labels, xs, "z", theme, left=xs[0] - 1.0, right=right + 0.1, size=24)
            if row.rows or self.across >= TURNED:
                return row
            step = int(np.ceil(TURNED / self.across))
            return NameRow(labels[::step], xs[::step], "z", theme, left=xs[0], right=xs[0], size=24)
        if labels:
            step = int(np.ceil(0.17 / self.across))
            shown, texts, size = range(0, count, step), labels, 24
        else:
            step = round_step(self.across, SPARSE_X)
            shown = [i for i in range(count) if step == 1 or i == 0 or (i + (together == 1)) % step == 0]
            texts, size = [str(i * together + 1) for i in range(count)], SMALL
        return Part(*(words(texts[i], theme, size, "muted").put(xs[i], 0.0) for i in shown))

    def _hang_names(self) -> None:
        if isinstance(self.names, NameRow):
            self.names.hang(self.bottom - 0.12)
            return
        for name in self.names:
            name.put(name.origin[0], self.bottom - 0.36, "left")

    def _row_numbers(self, first: int) -> Part:
        step = round_step(self.up, SPARSE_Y)
        shown = [i for i in range(len(self.ys)) if i == 0 or (first + i) % step == 0]
        shown = [i for i in shown if i == 0 or i * self.up >= SPARSE_Y]
        return Part(
            *(
                words(f"{first + i}", self.theme, SMALL, "muted").middle(self.left - 0.15, self.ys[i], "right")
                for i in shown
            )
        )

    def show(self, values: np.ndarray, pulled: float = 1.0) -> "Grid":
        """Colour the cells by ``values``, shape (rows, columns)."""
        self.chosen.show(values[self.row : self.row + 1], pulled)
        self.rest.show(np.delete(values, self.row, axis=0), pulled)
        return self

    def show_sums(self, sums: np.ndarray, unit: float) -> None:
        """Draw each row's sum as a slim bar right of it, ``unit`` long for a sum of 1."""
        corners = np.column_stack([np.full(len(sums), self.right + 0.15), self.ys - 0.3 * self.up])
        self.sums.points = boxes(corners, sums * unit, 0.6 * self.up).reshape(-1, 3)


class RowForces(Part):
    """A row as a strip of cells with the force on each logit standing or hanging on it.

    Beside it the pulls down are stacked: the stack is as tall as the one pull up.

    Parameters
    ----------
    box : left, bottom, right and top of the room.
    most : the largest force that will be shown upwards, and downwards.
    name : of the true class.
    """

    def __init__(
        self,
        theme: Theme,
        box: tuple[float, float, float, float],
        count: int,
        target: int,
        most: tuple[float, float],
        name: Label,
    ):
        super().__init__()
        self.theme, self.target = theme, target
        left, bottom, right, top = box
        self.pile = right - 0.45
        pitch = min(0.7, (right - 1.5 - left) / count)
        self.xs = np.array(columns(left, left + pitch * count, count))
        self.slim, self.thick = 0.78 * pitch, 0.6
        self.unit = min(3.2, (top - bottom - STRIP - 0.9) / max(sum(most), 1e-9))
        self.base = top - 0.45 - most[0] * self.unit
        self.strip = HeatMap(theme, self.xs, [self.base - STRIP / 2], FILLED * pitch, CELL)
        self.bars = [Shape(theme.color("up" if i == target else "down")) for i in range(count)]
        self.slices = {i: Shape(theme.color("down"), stroke=1.5) for i in range(count) if i != target}
        for piece in self.slices.values():
            piece.set_stroke(theme.color("paper"))
        self.up_value, self.down_value = (Readout(theme, SMALL, role, signed=True) for role in ("up", "down"))
        low = self.base - STRIP - most[1] * self.unit - 0.35
        half = name.advance / 2
        self.name = name.put(clamp(self.xs[target], left - 0.1 + half, right - half), low)
        self.pointer = Shape(theme.color("truth"), 0.0, stroke=2.5)
        self.pointer.path([(self.xs[target], low + 0.28), (self.xs[target], self.base - STRIP - 0.03)])
        self.stack = Part(*self.slices.values())
        self.pulls = Part(*self.bars)

    def show(self, forces: np.ndarray, pull: float = 1.0, moved: float = 0.0) -> "RowForces":
        """Draw ``pull`` × ``forces``, shape (K,), and the pulls down on their way to the stack."""
        lengths = forces * self.unit
        level = self.base + lengths[self.target]
        for i, (x, length) in enumerate(zip(self.xs, pull * lengths, strict=True)):
            foot = self.base if i == self.target else self.base - STRIP
            self.bars[i].box(x - self.slim / 2, foot, self.slim, length)
            if i == self.target:
                continue
            bottom = foot + moved * (level - foot)
            middle, across = x + moved * (self.pile - x), self.slim + moved * (self.thick - self.slim)
            self.slices[i].box(middle - across / 2, bottom, across, lengths[i])
            level += lengths[i]
        return self

    def show_values(self, forces: np.ndarray) -> None:
        """Write the pull up over its bar, and all pulls down together over their stack."""
        up, down = forces[self.target], float(np.delete(forces, self.target).sum())
        top = self.base + up * self.unit + 0.12
        x = min(self.xs[self.target], self.pile - 1.0)
        self.up_value.put(up, max(x, self.xs[0] + 0.25), top)
        self.down_value.put(down, self.pile, top)


class Cost(Readout):
    """A loss: three decimals, or from a thousand on a power of ten."""

    def format(self, value: float) -> str:
        """Return the text shown for ``value``."""
        if value < 1000.0:
            return super().format(value)
        mantissa, power = f"{value:.1e}".split("e")
        return f"{mantissa}·10{str(int(power)).translate(SUPERSCRIPTS)}"


class Facts(Part):
    """A prediction in numbers: q of the true class, its loss, and the sum of the forces."""

    def __init__(self, theme: Theme, left: float, y: float):
        super().__init__()
        self.left, self.y = left, y
        self.share = Amount(math("prediction(q_y) =", theme, LABEL), theme, "prediction")
        self.loss = Equation(math("loss(L) =", theme, LABEL), Cost(theme, LABEL, "loss"))
        self.total = Amount(math("sum_i F_i =", theme, LABEL), theme, "ink")
        self.add(self.share, self.loss, self.total)

    def show(self, share: float, loss: float, total: float) -> "Facts":
        """Write the numbers."""
        self.share.put(share, self.left, self.y)
        self.loss.put([loss], self.left + 2.1, self.y)
        self.total.put(total, self.left + 4.0, self.y)
        return self
