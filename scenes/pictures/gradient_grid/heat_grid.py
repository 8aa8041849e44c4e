"""A batch as a grid of coloured cells, one row of which can be taken out of it."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.names import NameRow, fitting
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK, UNITS_PER_SIZE, label_size
from scenes.kit.text import DIGIT_HEIGHT, Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_grid.heatmap import UNDER_NUMBERS, HeatMap, boxes
from scenes.pictures.gradient_grid.printed import printed_row

#: Between cells, at most; as a share of their pitch where those are small.
GUTTER, THIN = 6 * PX, 0.12
#: Between squeezed rows a frame around one of them has room, and touches no other's.
SLOT, OPEN = 10 * PX, 0.34
#: Squeezed rows take this much of the room.
SQUEEZED = 0.32
#: A row that is taken out is so high.
BAND = 124 * PX
#: From the grid to names over it and numbers beside it.
GAP = 16 * PX


class Grid(Part):
    """Cells of a batch, with the names of the columns above and the rows' numbers at the left.

    Squeezed rows leave most of the stage free, and take the names' room.

    ``rest`` and ``chosen_cells`` are the cells of all rows but one and of that one, ``rest_numbers`` and
    ``chosen_numbers`` what is printed in them, ``framed`` both their frames; ``heads`` are what stands around the rest,
    ``sums`` at the right what each row sums to.

    Parameters
    ----------
    box : room of the names and cells; the rows' numbers stand left of it, the sums right of it.
    targets : the true class's column in each row, shape (rows,).
    row : the row that can be taken out.
    names : of the columns, or none: they are numbered, as ``classes`` are.
    first : the first row's number.
    """

    def __init__(
        self,
        theme: Theme,
        box: Box,
        targets: np.ndarray,
        row: int,
        names: Sequence[str],
        classes: np.ndarray,
        first: int,
    ):
        super().__init__()
        self.theme, self.row, self.targets, self.box = theme, row, targets, box
        rows, count = len(targets), len(classes)
        self.rows, self.size = rows, label_size(count)
        self.xs = np.array(box.columns(count))
        self.pitch = box.width / count
        self.across = self.pitch - min(GUTTER, THIN * self.pitch)
        self.names, room = self._names(box, names, classes)
        self.top, self.bottom, self.left, self.right = box.top - room, box.bottom, box.left, box.right
        self.others = np.delete(np.arange(rows), row)
        #: between cells a row is so high, and a squeezed one
        self.heights = np.array([(self.top - self.bottom) / rows, min(SQUEEZED * box.height / rows, BAND)])
        up, ys = self._rows(0.0)
        widest = Readout(theme, self.size).width("−0.00")
        self.numbered = self.across >= widest + 0.12 and up >= 0.4
        self.cells = HeatMap(theme, self.xs, ys[self.others], self.across, up) if rows > 1 else None
        self.chosen_cells = HeatMap(theme, self.xs, ys[[row]], self.across, up)
        stroke = 5.0 if count <= 12 else 3.0
        #: a frame's outer edge is its cell's; half of its stroke, in scene units
        self.frames, self.half = [Shape(theme.color("truth"), 0.0, stroke=stroke) for _ in "rc"], stroke / 200
        #: a hairline parts each frame from its cell, whose colour may be as dark as the frame's
        self.hairlines = [Shape(theme.color("paper"), 0.0, stroke=3.0 if count <= 12 else 0.0) for _ in "rc"]
        self.framed = [Part(*pair) for pair in zip(self.hairlines, self.frames, strict=True)]
        self.numbers = [
            [Readout(theme, self.size, "ink", 2) for _ in range(count)] if self.numbered else [] for _ in range(rows)
        ]
        self.rest_numbers = Part(*(number for i in self.others for number in self.numbers[i]))
        self.chosen_numbers = Part(*self.numbers[row])
        self.label_size, role = (TEXT, "ink") if rows <= 12 else (TICK, "muted")
        self.labels = [words(f"{first + i}", theme, self.label_size, role) for i in range(rows)]
        self.sum_numbers = [Readout(theme, self.size, "ink", 2) for _ in range(rows)]
        self.shown_rows = self.spaced(self.heights[0])
        self.heads = Part(*(self.labels[i] for i in self.shown_rows))
        self.sums = Part(*(self.sum_numbers[i] for i in self.shown_rows))
        self.rest = Part(*([self.cells] if self.cells else []))
        self.add(self.rest, self.chosen_cells, self.names, self.heads)

    def _names(self, box: Box, names: Sequence[str], classes: np.ndarray) -> tuple[Part, float]:
        """Return the columns' names over the grid, and the room that they take."""
        if names and len(classes) <= 12:
            row = NameRow(names, self.xs, "z", self.theme, left=box.left, right=box.right, size=self.size, role="ink")
            self.names_baseline = box.top - row.cap
            return row.hang(box.top), row.room + GAP
        texts = names or [f"{k + 1}" for k in classes]
        labels = [words(text, self.theme, TICK, "muted") for text in texts]
        order = [self.targets[self.row], *range(len(labels))]
        em = TICK * UNITS_PER_SIZE
        kept = fitting(self.xs, [label.advance for label in labels], list(dict.fromkeys(order)), 0.36 * em)
        self.names_baseline = box.top - DIGIT_HEIGHT * em
        part = Part(*(labels[i].put(self.xs[i], box.top - DIGIT_HEIGHT * em) for i in sorted(kept)))
        return part, 1.35 * em

    def spaced(self, height: float) -> list[int]:
        """Return which rows have room for a number: the chosen one, the first, the last, and what fits between."""
        order = list(dict.fromkeys([self.row, 0, self.rows - 1, *range(self.rows)]))
        line = DIGIT_HEIGHT * self.label_size * UNITS_PER_SIZE
        return sorted(fitting(np.arange(self.rows) * height, [line] * self.rows, order, 0.16))

    def _rows(self, squeezed: float) -> tuple[float, np.ndarray]:
        """Return a cell's height and the rows' middles."""
        height = self.heights @ [1 - squeezed, squeezed]
        top = self.top + squeezed * (self.box.top - self.top)
        gaps = np.minimum([GUTTER, SLOT], np.array([THIN, OPEN]) * height)
        return height - gaps @ [1 - squeezed, squeezed], top - (np.arange(self.rows) + 0.5) * height

    def show(
        self, values: np.ndarray, signed: np.ndarray, squeezed: float = 0.0, lift: float = 0.0, middle: float = 0.0
    ):
        """Colour the cells by ``values``, shape (rows, columns), and number them.

        ``squeezed`` is how far the rows have made room below, ``lift`` how far the chosen row is on its way to a band
        around ``middle``, where texts stand on its colours; ``signed``, one a row, says which rows' numbers wear their
        signs.
        """
        up, ys = self._rows(squeezed)
        self.up = up
        # A share has one colour, with and without its number.
        most = UNDER_NUMBERS if self.numbered else 1.0
        if self.cells is not None:
            self.cells.place(self.xs, ys[self.others], self.across, up)
            self.cells.show(values[self.others], most)
        own, y = up + lift * (BAND - up), ys[self.row] + lift * (middle - ys[self.row])
        self.chosen_cells.place(self.xs, [y], self.across, own)
        self.chosen_cells.show(values[[self.row]], most + lift * (UNDER_NUMBERS - most))
        heights, self.ys = np.full(self.rows, up), ys.copy()
        heights[self.row], self.ys[self.row] = own, y
        corners = np.stack([self.xs[self.targets] - self.across / 2, self.ys - heights / 2], axis=-1)
        for shapes, edge in ((self.frames, self.half), (self.hairlines, 2 * self.half)):
            inset = np.minimum(edge, heights / 2)  # a row may be lower than that
            outlines = boxes(corners + inset[:, None], self.across - 2 * inset, heights - 2 * inset)
            shapes[0].points = outlines[self.others].reshape(-1, 3)
            shapes[1].points = outlines[self.row].reshape(-1, 3)
        if self.numbered:
            self._show_numbers(values, signed)
        line = DIGIT_HEIGHT * self.label_size * UNITS_PER_SIZE / 2
        for i in self.shown_rows:
            self.labels[i].put(self.left - GAP, self.ys[i] - line, "right")

    def _show_numbers(self, values: np.ndarray, signed: np.ndarray) -> None:
        for i, row in enumerate(self.numbers):
            # Where there is room for numbers no class is left out.
            for number, value, x in zip(row, printed_row(values[i], self.targets[i], 2), self.xs, strict=True):
                number.signed = bool(signed[i])
                number.middle(value, x, self.ys[i])

    def show_sums(self, sums: np.ndarray, x: float) -> None:
        """Write what each row sums to, shape (rows,), centred at ``x``."""
        for i in self.shown_rows:
            self.sum_numbers[i].middle(sums[i], x, self.ys[i])
