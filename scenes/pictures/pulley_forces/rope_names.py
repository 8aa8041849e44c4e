"""Which rope on the true block is whose, from close by."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Readout, math, words
from scenes.pictures.pulley_forces.close_up import BELOW_ROPES, ROPES, close_up
from scenes.pictures.pulley_forces.machine import Machine

#: Of so many wrong classes forces are told one by one; or of all, if only one more is left.
NAMED = 3
#: How far a name may go on right of the block, and the room at its two ends together.
OUTSIDE, ENDS = 300 * PX, 56 * PX
#: Name and share in a line, the share under the name, or no share.
LINE, STACK, ALONE = "line", "stack", "alone"
#: Ropes that reach so far into a place leave it free.
SLACK = 2 * PX


def told(machine: Machine, q: np.ndarray) -> list[int]:
    """Return the wrong classes whose ropes and forces are told one by one, the largest first."""
    wrong = sorted(machine.order.wrong, key=lambda i: -q[i])
    return wrong if len(wrong) <= NAMED + 1 else wrong[:NAMED]


class RopeNames(Part):
    """Name and share of the ropes that are told.

    They stand in their rope if it is wide enough, or beside the bundle; the share under the name where there is less
    room; or in a second row, with a line over the ropes between; or the name stands alone. From outside a line leads to
    the rope.
    """

    def __init__(self, machine: Machine, q: np.ndarray, labels: Sequence[str]):
        super().__init__()
        hang = close_up(machine, 0.0)
        self.machine, self.q, self.labels = machine, q, labels
        self.left = float(hang.lefts[machine.target])
        self.right = self.left + hang.width
        self.seats = self.left + hang.width * machine.order.seats(q)
        self.rows = [machine.layout.pixels(0, 0, 0, y).bottom for y in (ROPES, BELOW_ROPES)]
        self.taken: list[tuple[float, float, float]] = []
        #: the classes whose ropes have a name
        self.named: list[int] = []
        row, below = self.rows
        tried = [(row, LINE), (row, STACK), (below, LINE), (row, ALONE), (below, ALONE)]
        # In a line with a class's name there is no room for a share.
        tried = [t for t in tried if not (labels and t[1] == LINE)]
        for i in told(machine, q):
            for y, form in tried:
                if self._inside(i, y, form) or self._beside(i, y, form):
                    self.named.append(i)
                    break

    def _inside(self, index: int, y: float, form: str) -> bool:
        """Write a name into its rope, or return that it has no room."""
        (start, end), row = self.seats[index], y == self.rows[0]
        name, wide = self._named(index, "ink", form)
        centre = (start + end) / 2
        if not (row and end - start > wide and self._take(centre - wide / 2, centre + wide / 2, y)):
            return False
        self.add(name.shift(np.array([centre, y, 0.0])))
        return True

    def _beside(self, index: int, y: float, form: str) -> bool:
        """Write a name beside its rope, or in the second row beside all ropes; or return that it has no room."""
        start, end = (float(edge) for edge in self.seats[index])
        name, wide = self._named(index, "prediction", form)
        bundle, centre = [self.seats[i] for i in self.machine.order.wrong], (start + end) / 2
        places = [(start - wide, start), (end, end + wide)]
        if y == self.rows[1]:
            first, last = min(edge for edge, _ in bundle), max(edge for _, edge in bundle)
            # Where the line runs over fewer ropes.
            nearer = sum(a < start for a, _ in bundle) <= sum(a > start for a, _ in bundle)
            places += [(first - wide, first), (last, last + wide)][:: 1 if nearer else -1]
        for low, high in places:
            bare = all(b <= low + SLACK or a >= high - SLACK for a, b in bundle)
            if bare and self._take(min(low, start), max(high, end), y):
                x = (low + high) / 2
                edge = x + (wide / 2 - 20 * PX) * np.sign(centre - x)
                line = Shape(self.machine.theme.color("ink"), 0.0, stroke=3.0).path([(edge, y), (centre, y)])
                dot = Shape(self.machine.theme.color("ink")).disc(centre, y, 4 * PX)
                self.add(name.shift(np.array([x, y, 0.0])), line, dot)
                return True
        return False

    def _take(self, low: float, high: float, y: float) -> bool:
        """Take a place in a row, or return that it isn't free."""
        if low < self.machine.layout.left or high > self.right + OUTSIDE:
            return False
        if any(low < end and high > start for start, end, row in self.taken if row == y):
            return False
        self.taken.append((low, high, y))
        return True

    def _named(self, index: int, role: str, form: str) -> tuple[Part, float]:
        """Return a rope's name, or name and share, around the origin, and how wide a room they need."""
        theme, labels, share = self.machine.theme, self.labels, float(self.q[index])
        body = f"q_{index + 1} = @q[{role}:0.000]" if form == LINE else f"q_{index + 1}"
        body = f"prediction({body})" if role == "prediction" else body
        if form == LINE:
            formula = Formula(theme, body, em(54)).show(q=share)
            return Part(formula.middle(0.0, 0.0)), formula.advance + ENDS
        name = words(labels[index], theme, TEXT) if labels else math(body, theme, em(54))
        if form == ALONE:
            return Part(name.middle(0.0, 0.0)), name.advance + ENDS
        number = Readout(theme, em(54), role)
        wide = max(name.advance, number.width("0.000")) + ENDS
        return Part(name.middle(0.0, 38 * PX), number.middle(share, 0.0, -38 * PX)), wide
