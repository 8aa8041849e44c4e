"""The two losses, or their pulls, over the true class's share, which falls from 1 to 0 to the right."""

from collections.abc import Callable

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme

#: Probabilities at which curves are drawn, close together where 1/q soars.
GRID = np.unique(np.concatenate([np.geomspace(1e-4, 1.0, 240), np.linspace(0.005, 1.0, 200)]))[::-1]
#: From a curve's end to what is written beside it; radius of a dot; half the width of the head where a curve goes on.
GAP, DOT, HEAD = 38 * PX, 15 * PX, 17 * PX
#: Least distance of two ticks of q, in ems; and from tick to text, off the other axis' 0.
SPARSE, LOWER = 5.0, 20 * PX
#: From a level axis down to what is said of it.
ROW = 116 * PX
#: A text beside a curve keeps so far from a level line; and two numbers, names or rows from each other.
CLEAR, APART, NAME, LINE = 38 * PX, 157 * PX, 70 * PX, 62 * PX
#: How much colour a curve has where q hasn't come yet.
FAINT = 0.4
#: So far over or under a dot its number stands, and so far left of the line down.
OFF, LEFT = 48 * PX, 24 * PX
#: Farther from its dot a number has a line to it.
ASIDE = 24 * PX
#: So far under a large number stands what it is the product of, that far above the axis at least; and a sign keeps so
#: far from a number.
UNDER, LEAST, SPACE = 66 * PX, 64 * PX, 10 * PX
#: So far left of and under a number's middle a line to it ends.
FAR = 18 * PX


class ShareAxis(Part):
    """The level axis of the true class's share q, which falls to the right; q itself rides below it.

    Parameters
    ----------
    box : the plot's; the axis is its lower edge.
    """

    def __init__(self, theme: Theme, box: Box):
        super().__init__()
        self.box = box
        self.axis = Axis.below(theme, box, 1.0, 0.0, spacing=SPARSE, gap=LOWER)
        self.now = Formula(theme, '"share" prediction(q) = @q[prediction:0.000]', TEXT)
        self.add(self.axis, self.now)

    def rounded(self, q: float) -> float:
        """Return q as it is written."""
        return round(q, self.now.numbers["q"].decimals)

    def show(self, q: float) -> "ShareAxis":
        """Write q under its place."""
        left = float(self.axis.at(q)) - self.now.advance / 2
        self.now.put(max(left, self.box.left - 90 * PX), self.box.bottom - ROW, "left", q=q)
        return self


class Curves(Part):
    """One curve a loss over q, drawn from q = 1 down to where it was swept, with a dot on each and a line down to q.

    With ``laws`` the rest of the curves is there from the start, faint, with a name and the law beside each end; a
    curve that leaves the picture ends in an arrowhead.

    Parameters
    ----------
    across : the axis of q.
    box : the plot's.
    high : how far its upright axis goes from 0.
    of : what is drawn of a loss, at shares q of shape (n,).
    ticks : which values that axis marks.
    laws : what that is as a formula, for each loss.
    """

    def __init__(
        self,
        theme: Theme,
        across: ShareAxis,
        box: Box,
        high: float,
        of: Callable[..., np.ndarray],
        ticks: tuple[float, ...],
        laws: dict[str, str] | None = None,
    ):
        super().__init__()
        self.theme, self.box, self.of = theme, box, of
        self.axes = Axes(across.axis, Axis.beside(theme, box, 0.0, high, ticks=ticks))
        #: the height at which a curve leaves the picture
        self.limit = box.top - 2.2 * HEAD
        self.link = Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.lines = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        #: the curves down to q = 0, and where cross-entropy's leaves the picture
        self.whole = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        self.way_out = Shape(theme.color("loss"))
        self.names: dict[str, Label] = {
            cost: math(f'loss("{cost}:" thick {law})', theme, TEXT) for cost, law in (laws or {}).items()
        }
        if laws:
            self._go_on()
        self.add(self.axes.y_axis, self.link, *self.whole.values(), self.way_out, *self.lines.values())
        self.add(*self.dots.values(), *self.names.values())

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a curve lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, self.of(q, cost))

    def show(self, q: float, rest: float = 0.0) -> "Curves":
        """Bring the dots to ``q``, and draw each curve from 1 down to there; the rest is as bright as ``rest``."""
        for cost, line in self.lines.items():
            self._draw(line, cost, self.at(np.append(GRID[q < GRID], q), cost))
            self.dots[cost].disc(*self.at(q, cost), DOT)
        for shape in [*self.whole.values(), self.way_out]:
            shape.recolor(self.theme.tint("loss", round(FAINT + (1 - FAINT) * rest, 2)))
        x, low = self.axes.at(q, 0.0)
        self.link.dashes((x, float(self.at(q, CROSS_ENTROPY)[1])), (x, low), 4 * PX, 9 * PX)
        return self

    def _draw(self, line: Shape, cost: str, points: np.ndarray) -> None:
        (line.dashed if cost == QUADRATIC else line.path)(points)

    def _go_on(self) -> None:
        """Draw the curves down to q = 0, or up to where one leaves the picture, and put each name beside its end."""
        least = self.box.bottom + CLEAR
        for cost, line in self.whole.items():
            points = self._inside(self.at(GRID, cost))
            self._draw(line, cost, points)
            height = max(least, float(points[-1, 1]))
            self.names[cost].middle(self.box.right + GAP, height, "left")
            least = height + NAME
        tip = points[-1]  # cross-entropy's
        way = (tip - points[-2]) / np.linalg.norm(tip - points[-2])
        aside = HEAD * np.array([-way[1], way[0]])
        self.way_out.outline([tip + aside, tip - aside, tip + 2 * HEAD * way])

    def _inside(self, points: np.ndarray) -> np.ndarray:
        """Return a curve's points up to where it leaves the picture."""
        out = points[:, 1] - self.limit
        if out[-1] <= 0:
            return points
        first = int(np.argmax(out > 0))
        (before, after), share = points[first - 1 : first + 1], out[first - 1] / (out[first - 1] - out[first])
        return np.append(points[:first], [before + share * (after - before)], axis=0)

    def bound(self, q: float) -> Shape:
        """Return the level line, from the axis to ``q``, to which the quadratic curve comes where q is 0."""
        left, right = self.axes.at([1.0, q], float(self.of(0.0, QUADRATIC)))
        return Shape(self.theme.color("muted"), 0.0, stroke=2.5).dashes(left, right, 4 * PX, 12 * PX)

    def rings(self, q: float) -> dict[str, Shape]:
        """Return what shows on each curve that a way began at ``q``."""
        rings = {cost: Shape(self.theme.color("paper"), stroke=5.0).disc(*self.at(q, cost), DOT) for cost in COSTS}
        for ring in rings.values():
            ring.set_stroke(self.theme.color("loss"))
        return rings

    def read(self, q: float) -> list[Label]:
        """Return what curves are at ``q``, left of the line down: under the lower dot, and over the other."""
        labels = []
        for cost, aside in ((QUADRATIC, -OFF), (CROSS_ENTROPY, OFF)):
            x, y = self.at(q, cost).tolist()
            number = math(f"loss({self.of(q, cost):.3g})", self.theme, TEXT)
            labels.append(number.middle(x - LEFT, y + aside, "right"))
        return labels


def pull(power: float) -> Callable[..., np.ndarray]:
    """Return how a loss pulls on q, its slope turned round; times the sigmoid's slope q(1 − q) if ``power`` is 1."""
    return lambda q, cost: np.subtract(0.0, mc.gated_slope(q, cost, power))


class Values(Part):
    """What both curves are at q as large numbers, each beside its dot, with the loss's name behind it.

    Below stands what it is the product of: the loss's pull on the share, and the sigmoid's slope.
    """

    def __init__(self, theme: Theme, curves: Curves):
        super().__init__()
        self.curves = curves
        self.numbers = {cost: Readout(theme, HERO, "loss", 2) for cost in COSTS}
        self.names = {cost: words(cost, theme, TEXT, "loss") for cost in COSTS}
        self.equals = {cost: math("=", theme, TEXT) for cost in COSTS}
        self.outer = {cost: Readout(theme, TEXT, "loss", 2) for cost in COSTS}
        self.inner = {cost: Formula(theme, "times @slope[prediction:0.0000]", TEXT) for cost in COSTS}
        #: from a dot to its number that has no room beside it
        self.leaders = {cost: Shape(theme.color("muted"), 0.0, stroke=3.0) for cost in COSTS}
        #: where each number stands, and what it is the product of
        self.heights: dict[str, float] = {}
        self.factors = {cost: [self.equals[cost], self.outer[cost], self.inner[cost]] for cost in COSTS}
        written = self.numbers, self.names, self.equals, self.outer, self.inner, self.leaders
        self.add(*(part for of_both in written for part in of_both.values()))

    def show(self, q: float, written: float) -> "Values":
        """Write both at ``q``, as they are at the q that is ``written``, apart from each other and from the axis."""
        high = self.curves.box.bottom + UNDER + LEAST
        for cost, number in self.numbers.items():
            x, y = self.curves.at(q, cost).tolist()
            high = self.heights[cost] = max(high, y)
            number.middle(float(self.curves.of(written, cost)), x + GAP, high, "left")
            end = np.array([x + GAP - FAR, high - FAR])
            way = (end - (x, y)) / np.linalg.norm(end - (x, y))
            self.leaders[cost].path([(x, y) + DOT * way, end] if high - y > ASIDE else [end, end])
            self.names[cost].middle(x + GAP + number.width("0.00") + 24 * PX, high, "left")
            self._factor(cost, x + GAP, high - UNDER, written)
            high += APART
        return self

    def _factor(self, cost: str, left: float, y: float, q: float) -> None:
        """Write a loss's pull on the share ``q``, times the sigmoid's slope."""
        left += self.equals[cost].middle(left, y, "left").advance + 2 * SPACE
        outer = self.outer[cost].middle(float(pull(0.0)(q, cost)), left, y, "left")
        inner = self.inner[cost].show(slope=float(mc.sigmoid_slope(q)))
        inner.middle(left + outer.width(outer.text) + SPACE, y, "left")
