"""A block under a truth that may be soft: its fill, q wide, lies over a bar that is p wide."""

from scenes.kit.block import FILL, FRAME
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.marks import clamp
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import Label
from scenes.kit.theme import Theme

#: The fill's share of a block's height, from below; what q is stands over it, in the middle of the rest.
FILLED, NUMBER = 0.4, 0.7
#: The bar of truth under a block, the space between, and from the bar down to the middle of what p is.
TRUTH_BAR, TRUTH_GAP, TOLD = 28 * PX, 5 * PX, 34 * PX
#: Over such a share of half its last digit a number comes, once it isn't 0 in print.
COMING = 0.1
#: Shares that are the same to so many decimals are the same.
ALIKE = 9


class SoftBlock(Part):
    """A class: a vessel 1 wide, filled q wide, on a bar that is p wide; what q is stands inside, what p is below.

    What is 0 in print isn't written: no bar says so; of q it is said that it is less, where that has room.

    Parameters
    ----------
    q, p : the formulas, with live numbers of these names; p may be left out.
    trace : what is said of a q that is 0 in print.
    """

    def __init__(self, theme: Theme, q: Formula, p: Formula | None = None, trace: Label | None = None):
        super().__init__()
        self.back = Backing(theme.color("paper"), 1.0)
        self.fill_level = Shape(theme.tint("prediction", FILL[theme.is_light]))
        self.outline_ = Shape(theme.color("muted"), 0.0, stroke=100 * FRAME)
        self.truth = Shape(theme.color("truth"))
        self.edge = Shape(theme.color("logit"))
        self.q, self.p, self.trace = q, p, trace
        self.add(self.back, self.fill_level, self.outline_, self.truth, self.edge, q)
        if p:
            self.add(p.halo(theme.color("paper")))
        if trace:
            self.add(trace)

    def show(self, q: float, p: float, left: float, top: float, hang: Hang, reach: float) -> "SoftBlock":
        """Draw the block with its upper left corner at (left, top), its edge's line going on by ``reach``."""
        width, height = hang.width, hang.height
        low, middle = top - height, left + width / 2
        bar = low - TRUTH_GAP - TRUTH_BAR
        self.back.box(left, low, width, height)
        self.fill_level.box(left, low, q * width, FILLED * height)
        self.outline_.box(left, low, width, height)
        self.truth.box(left, bar, p * width, TRUTH_BAR)
        self.edge.box(left, top - 3 * PX, width + reach, 6 * PX)
        # Shares that differ by no more than floats do are written alike where they lie between two last digits, too.
        self._tell(self.q.middle(middle, low + NUMBER * height, q=round(q, ALIKE)))
        if self.p is not None:
            self._tell(self.p.middle(middle, bar - TOLD, p=round(p, ALIKE)))
        if self.trace is not None:
            written = q / (0.5 * 10.0 ** -self.q.numbers["q"].decimals)
            self.trace.middle(middle, low + NUMBER * height)
            self.trace.set_presence(self.outline_.presence * clamp((1 - written) / COMING, 0.0, 1.0))
        return self

    def _tell(self, formula: Formula) -> None:
        """Let a formula be there, as the block is, unless its number is 0 in print."""
        ((name, number),) = formula.numbers.items()
        least = 0.5 * 10.0**-number.decimals
        presence = self.outline_.presence * clamp((formula.values[name] / least - 1) / COMING, 0.0, 1.0)
        if presence != number.presence:  # which is that of the whole: it comes and goes as one
            formula.set_presence(presence)

    def below(self, height: float) -> float:
        """Return how far what belongs to a block so high reaches below its upper edge, now."""
        bar = TRUTH_GAP + TRUTH_BAR
        # A bar too narrow to be seen has no number either.
        return height + ((bar + 2 * TOLD) * self.p.numbers["p"].presence if self.p else bar)
