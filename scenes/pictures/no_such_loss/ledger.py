"""The account of a round: what its sides climb, a row for each logit, and what divides them."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.params import Params

#: From row to row, and between the columns.
LINE, GAP = 64 * PX, 44 * PX


class Ledger(Part):
    """Two rows in the upper right corner: along each logit, what the sides out and back climb, and both together.

    Sides count from 0 as they are walked, so that rows take turns. At first nothing is seen.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        pair, distances = params.pair(), params.distances()
        zero = f"+0.{'0' * params.decimals()}"
        over = [f"@over{{\\/ {distances[i]:.4g}}}" if distances[i] != 1.0 else "" for i in pair]
        self.terms = [Formula(theme, f"@climb[loss:{zero}]{over[side % 2]}") for side in range(4)]
        self.sums = [Formula(theme, f"@equals{{=}} @sum[loss:{zero}]") for _ in pair]
        head, *rows = [layout.title_baseline - LINE * row for row in range(3)]
        # a column is as wide as its widest term; what is said of a row ends where its sums begin
        wide = max(term.advance for term in self.terms) + GAP
        starts = [layout.right - self.sums[0].advance - wide * (2 - column) for column in range(2)]
        for side, term in enumerate(self.terms):
            term.put(starts[side // 2], rows[side % 2], "left")
        for sum_, row in zip(self.sums, rows, strict=True):
            sum_.put(layout.right, row, "right")
        names = [math(f'"along" logit(z_{i + 1})', theme, TEXT) for i in pair]
        self.names = Part(*(name.put(starts[0] - GAP, row, "right") for name, row in zip(names, rows, strict=True)))
        self.names.add(
            words("rise in height", theme).put(starts[0] - GAP, head, "right"),
            *(words(way, theme).put(x, head, "left") for way, x in zip(("out", "back"), starts, strict=True)),
        )
        self.add(*(part.set_presence(0.0) for part in (self.names, *self.terms, *self.sums)))

    def climb(self, side: int, value: float) -> Readout:
        """Write what a side climbs, and return it."""
        return self.terms[side].show(climb=value).numbers["climb"]

    def add_up(self, row: int, value: float, role: str) -> Part:
        """Write in a role's colour what a row adds up to, and return it with its sign of equality."""
        sum_ = self.sums[row].show(sum=value)
        sum_.numbers["sum"].recolor(sum_.theme.color(role))
        return sum_

    def divisors(self, row: int) -> list[Part]:
        """Return what divides a row's terms."""
        return [self.terms[side].pieces["over"] for side in (row, row + 2)]
