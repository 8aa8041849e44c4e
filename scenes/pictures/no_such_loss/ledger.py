"""The account of a round: what its sides climb, a row for each logit, and what divides them."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.params import Params

#: From row to row, and between the columns.
LINE, GAP = 64 * PX, 36 * PX
#: From the last row down to the line under the sums, and how much farther the whole round stands than another row.
RULE = 20 * PX


class Ledger(Part):
    """Two rows in the upper right corner: along each logit, what the sides out and back climb, and both together.

    A row that is divided comes into brackets, with its divisor after them. Below a line stands what the rows come to.

    Sides count from 0 as they are walked, so that rows take turns. At first nothing is seen.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        pair, distances = params.pair(), params.distances()
        zero, result = (f"+0.{'0' * decimals}" for decimals in (params.finer(), params.decimals()))
        divided, climb = [i for i in pair if distances[i] != 1.0], f"@climb[loss:{zero}]"
        out = [f"@open{{\\(}}{climb}" if i in divided else climb for i in pair]
        back = [f"{climb}@over{{\\) \\/ {distances[i]:.4g}}}" if i in divided else climb for i in pair]
        self.terms = [Formula(theme, body) for body in (*out, *back)]
        self.sums = [Formula(theme, f"@equals{{=}} @sum[loss:{result}]") for _ in pair]
        head, *rows = [layout.title_baseline - LINE * row for row in range(3)]
        # a column is as wide as its widest term; what is said of a row ends where its terms begin
        widths = [max(term.advance for term in self.terms[side : side + 2]) + GAP for side in (0, 2)]
        second = layout.right - self.sums[0].advance - widths[1]
        first = second - widths[0]
        for side, term in enumerate(self.terms):
            # numbers under each other, with or without a bracket before them
            term.put(*((second, rows[side - 2], "left") if side > 1 else (second - GAP, rows[side], "right")))
        #: of the whole round: a line under the rows’ sums, and what they add up to
        self.rule = Shape(theme.color("ink"), 0.0, stroke=3.0)
        self.total = Readout(theme, TEXT, "loss", params.decimals(), signed=True)
        self.whole, self.theme = Part(self.rule, self.total), theme
        self.right, self.rows = layout.right, rows
        #: where a row's sum begins as long as no divisor stands before it
        self.near = second + max(term.numbers["climb"].width(zero) for term in self.terms) + GAP
        names = [math(f'"along" logit(z_{i + 1})', theme, TEXT) for i in pair]
        self.names = Part(*(name.put(first - GAP, row, "right") for name, row in zip(names, rows, strict=True)))
        self.names.add(
            math('"rise of" loss(L)', theme, TEXT).put(first - GAP, head, "right"),
            words("out", theme).put(second - GAP, head, "right"),
            words("back", theme).put(second, head, "left"),
        )
        self.add(*(part.set_presence(0.0) for part in (self.names, *self.terms, *self.sums, self.whole)))

    def climb(self, side: int, value: float) -> Readout:
        """Write what a side climbs, and return it."""
        return self.terms[side].show(climb=value).numbers["climb"]

    def written(self) -> list[Part]:
        """Return all but the sums and what divides."""
        return [self.names, *(term.numbers["climb"] for term in self.terms)]

    def add_up(self, row: int, value: float, role: str, divided: bool) -> Part:
        """Write in a role's colour what a row adds up to, and return it with its sign of equality.

        Behind rows that are ``divided`` it stands farther right.
        """
        place = (self.right, self.rows[row], "right") if divided else (self.near, self.rows[row], "left")
        sum_ = self.sums[row].put(*place).show(sum=value)
        sum_.numbers["sum"].recolor(sum_.theme.color(role))
        return sum_

    def add_all(self, value: float, role: str) -> Part:
        """Write in a role's colour, under the rows' sums, what they add up to, and return it with its line."""
        number = self.sums[1].numbers["sum"]
        left, right = number.get_left()[0], number.get_right()[0]
        y = self.rows[1] - RULE
        self.rule.path([(left, y), (right, y)])
        self.total.put(value, right, self.rows[1] - LINE - RULE / 2, "right").recolor(self.theme.color(role))
        return self.whole

    def divisors(self, row: int) -> list[Part]:
        """Return what divides a row, brackets and all; nothing of a row that isn't divided."""
        pieces = self.terms[row].pieces | self.terms[row + 2].pieces
        return [pieces[name] for name in ("open", "over") if name in pieces]
