"""Truth and prediction over the same bins: side by side, or one laid over the other."""

from collections.abc import Sequence

import numpy as np

from .bars import Histogram
from .layout import columns
from .names import NameRow
from .shapes import BODY, SMALL, Label, Part, Readout, Shape, math
from .theme import Theme

#: Space over the tallest bar, up to the baseline of the headings.
HEADROOM = 0.65
#: Size of the squares that show the bars' colours.
SWATCH = 0.24


class Overlay(Part):
    """Histograms of p and q, ``offset`` apart: 0 lays q over p.

    Parameters
    ----------
    count : number of bins.
    left, right : edges of p's columns.
    names_bottom : what the names hang down to; the bars stand over them.
    top : where a bar of probability 1 ends.
    offset : how far to the right q stands when it stands apart.
    truth : the true bin, whose name is written in the colour of truth, if there is one.
    """

    def __init__(
        self,
        theme: Theme,
        labels: Sequence[str],
        count: int,
        left: float,
        right: float,
        names_bottom: float,
        top: float,
        offset: float,
        truth: int | None = None,
    ):
        super().__init__()
        self.left, self.right, self.offset = left, right, offset
        xs = columns(left, right, count)
        self.xs, self.pitch = np.array(xs), xs[1] - xs[0]
        self.names_p, self.names_q = (
            NameRow(labels, xs, "x", theme, left=left - 0.1, right=right + 0.6, truth=truth) for _ in "pq"
        )
        self.base = max(names_bottom + 0.7, names_bottom + self.names_p.room + 0.25)
        self.unit = top - self.base
        bar = 0.82 * self.pitch
        self.p = Histogram(theme, "truth", xs, self.base, bar, self.unit, fill=0.30)
        self.q = Histogram(theme, "prediction", xs, self.base, bar, self.unit, fill=0.45)
        self.floor_p, self.floor_q = (Shape(theme.color("line"), fill=0.0, stroke=3.0) for _ in "pq")
        self.head_p = math('#text(font: "New Computer Modern")[truth ] truth(p)', theme, BODY, "truth")
        self.head_q = math('#text(font: "New Computer Modern")[prediction ] prediction(q)', theme, BODY, "prediction")
        self.numbers_p, self.numbers_q = (
            [Readout(theme, SMALL, role, decimals=2) for _ in xs] for role in ("truth", "prediction")
        )
        self.floor_p.path([(left, self.base), (right, self.base)])
        self.names_p.hang(self.base - 0.14)
        #: what only q that stands apart needs
        self.own_of_q = Part(self.floor_q, self.names_q)
        self.numbers = Part(*self.numbers_p, *self.numbers_q)
        self.numbered = self.numbers_p[0].width("0.00") < self.pitch - 0.05
        self.swatches = (
            Shape(theme.color("truth"), 0.30, stroke=3.0),
            Shape(theme.color("prediction"), 0.45, stroke=3.0),
        )
        self.key = Part(*self.swatches, self.head_p, self.head_q)
        self.add(self.floor_p, self.own_of_q, self.p, self.q, self.names_p, self.key)
        if self.numbered:
            self.add(self.numbers)

    def height(self, probability: float) -> float:
        """Return where a bar of ``probability`` ends."""
        return self.base + probability * self.unit

    def show(self, p: np.ndarray, q: np.ndarray, apart: float) -> "Overlay":
        """Draw p and q, both of shape (K,), ``apart`` from 0 (overlaid) to 1 (side by side)."""
        offset = self.offset * apart
        self.p.show(p)
        self.q.show(q, offset)
        self.names_q.hang(self.base - 0.14, offset)
        self.floor_q.path([(self.left + offset, self.base), (self.right + offset, self.base)])
        for x, mass, predicted, *numbers in zip(self.xs, p, q, self.numbers_p, self.numbers_q, strict=True):
            numbers[0].put(mass, x, self.height(mass) + 0.1)
            numbers[1].put(predicted, x + offset, self.height(predicted) + 0.1)
        self._show_key(self.height(max(p.max(), q.max())) + HEADROOM, apart)
        return self

    def mark_truth(self, index: int, theme: Theme) -> Label:
        """Return "= y", standing under the name of the true bin."""
        return math("= y", theme, SMALL, "truth").put(self.xs[index], self.base - 0.14 - self.names_p.room - 0.26)

    def measure_by(self, unit: float) -> None:
        """Draw a probability of 1 ``unit`` scene units high from now on."""
        self.unit = self.p.unit = self.q.unit = unit

    def _show_key(self, y: float, apart: float) -> None:
        """Write the headings, each behind a swatch: over its own bars, or side by side over the overlay."""
        widths = [SWATCH + 0.12 + head.advance for head in (self.head_p, self.head_q)]
        middle = (self.left + self.right) / 2
        together = (self.left, self.left + widths[0] + 0.5)
        alone = (middle - widths[0] / 2, middle + self.offset - widths[1] / 2)
        for swatch, head, near, far in zip(self.swatches, (self.head_p, self.head_q), together, alone, strict=True):
            x = near + apart * (far - near)
            swatch.box(x, y - 0.02, SWATCH, SWATCH)
            head.put(x + SWATCH + 0.12, y, "left")
