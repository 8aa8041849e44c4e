"""The two losses, or their slopes, over the true class's share, which falls from 1 to 0 to the right."""

from collections.abc import Callable

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme

COSTS = QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"
#: Probabilities at which curves are drawn, close together where −1/q dives.
GRID = np.unique(np.concatenate([np.geomspace(1e-4, 1.0, 240), np.linspace(0.005, 1.0, 200)]))[::-1]
#: From a curve's end to what is written beside it; radius of a dot; half the width of the head where a curve goes on.
GAP, DOT, HEAD = 38 * PX, 15 * PX, 17 * PX
#: Least distance of two ticks of q, in ems; and from tick to text, off the other axis' 0.
SPARSE, LOWER = 5.0, 20 * PX
#: From a level axis down to what is said of it.
ROW = 116 * PX
#: A text beside a curve keeps so far from a level line, or a dot; and two numbers, names or rows from each other.
CLEAR, CLOSE, APART, NAME, LINE = 38 * PX, 8 * PX, 152 * PX, 70 * PX, 62 * PX
#: So far over or under a dot its number stands.
OFF = 48 * PX
#: Farther from its dot a number has a line to it.
ASIDE = 24 * PX
#: So far under a large number stands what it is the product of, and a sign keeps so far from a number.
UNDER, SPACE = 66 * PX, 10 * PX


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
        self.now.put(max(left, self.box.left - 90 * PX), self.box.bottom - ROW, "left").show(q=q)
        return self


class Curves(Part):
    """One curve a loss over q, drawn from q = 1 down to where it was swept, with a dot on each and a line down to q.

    A curve that leaves the picture ends in an arrowhead. With ``laws`` a name with the law rides beside each end.

    Parameters
    ----------
    across : the axis of q.
    box : the plot's.
    low, high : the range of its upright axis.
    of : what is drawn of a loss, at shares q of shape (n,).
    ticks : which values that axis marks.
    laws : what that is as a formula, for each loss.
    """

    def __init__(
        self,
        theme: Theme,
        across: ShareAxis,
        box: Box,
        low: float,
        high: float,
        of: Callable[..., np.ndarray],
        ticks: tuple[float, ...],
        laws: dict[str, str] | None = None,
    ):
        super().__init__()
        self.theme, self.box, self.of, self.falling = theme, box, of, low < 0
        self.axes = Axes(across.axis, Axis.beside(theme, box, low, high, ticks=ticks))
        #: the height at which a curve leaves the picture
        self.limit = box.bottom + 2.2 * HEAD if self.falling else box.top - 2.2 * HEAD
        zero = Shape(theme.color("line"), 0.0, stroke=3.0)
        zero.path([(box.left, self.axes.y_axis.at(0.0)), (box.right, self.axes.y_axis.at(0.0))])
        self.link = Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.lines = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        #: where cross-entropy's curve leaves the picture
        self.way_out = Shape(theme.color("loss"))
        self.names: dict[str, Label] = {
            cost: math(f'loss("{cost}:" thick {law})', theme, TEXT) for cost, law in (laws or {}).items()
        }
        self.add(self.axes.y_axis, zero, self.link, *self.lines.values(), self.way_out, *self.dots.values())
        self.add(*self.names.values())

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a curve lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, self.of(q, cost))

    def show(self, q: float, end: float) -> "Curves":
        """Bring the dots to ``q``, and draw each curve from 1 down to ``end``."""
        end = max(end, float(GRID[-1]))
        for cost, line in self.lines.items():
            points, beyond = self._inside(self.at(np.append(GRID[end < GRID], end), cost))
            (line.dashed if cost == QUADRATIC else line.path)(points)
            self.dots[cost].disc(*self.at(q, cost), DOT)
        tip = points[-1]  # cross-entropy's
        way = (tip - points[-2]) / np.linalg.norm(tip - points[-2])
        half = min(HEAD, beyond / 2)
        aside = half * np.array([-way[1], way[0]])
        self.way_out.outline([tip + aside, tip - aside, tip + 2 * half * way])
        (x, low), (_, high) = self.axes.at([q, q], [self.axes.y_axis.low, 0.0])
        top = high if self.falling else float(self.at(q, CROSS_ENTROPY)[1])
        self.link.dashes((x, top), (x, low), 4 * PX, 9 * PX)
        self._name(end)
        return self

    def _inside(self, points: np.ndarray) -> tuple[np.ndarray, float]:
        """Return a curve's points up to where it leaves the picture, and how much farther up or down it goes."""
        out = (points[:, 1] - self.limit) * (-1 if self.falling else 1)
        if out[-1] <= 0:
            return points, 0.0
        first = int(np.argmax(out > 0))
        (before, after), share = points[first - 1 : first + 1], out[first - 1] / (out[first - 1] - out[first])
        return np.append(points[:first], [before + share * (after - before)], axis=0), float(out[-1])

    def _name(self, end: float) -> None:
        """Put each name beside its curve's end, clear of the line of 0 and of each other."""
        sign = -1.0 if self.falling else 1.0
        least = float(self.axes.y_axis.at(0.0)) + sign * CLEAR
        for cost, name in self.names.items():
            x, y = self.at(end, cost).tolist()
            y = sign * max(sign * least, min(sign * y, sign * self.limit))
            name.middle(x + GAP, y, "left")
            least = y + sign * NAME

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
        """Return what falling curves are at ``q``, left of the line down: over the upper dot, and under the other."""
        labels = []
        for cost, aside in ((QUADRATIC, OFF), (CROSS_ENTROPY, -OFF)):
            x, y = self.at(q, cost).tolist()
            number = math(f"loss({self.of(q, cost):.3g})", self.theme, TEXT)
            labels.append(number.middle(x - SPACE, y + aside, "right"))
        return labels


def slope(power: float) -> Callable[..., np.ndarray]:
    """Return the slope of a loss at q, multiplied ``power`` times by the sigmoid's slope q(1 − q)."""
    return lambda q, cost: mc.gated_slope(q, cost, power)


class Values(Part):
    """What both curves are at q as large numbers, each beside its dot, with the loss's name behind it.

    Below stands what it is the product of: the loss's slope at the share, and the sigmoid's.
    """

    def __init__(self, theme: Theme, curves: Curves):
        super().__init__()
        self.curves = curves
        self.numbers = {cost: Readout(theme, HERO, "loss", 2) for cost in COSTS}
        self.names = {cost: words(cost, theme, TEXT, "loss") for cost in COSTS}
        self.equals = {cost: math("=", theme, TEXT) for cost in COSTS}
        self.outer = {cost: Readout(theme, TEXT, "loss", 2) for cost in COSTS}
        self.inner = {cost: Formula(theme, "times @slope[prediction:0.0000]", TEXT) for cost in COSTS}
        #: from a dot to its number that has no room beside it: there it would look like one more minus
        self.leaders = {cost: Shape(theme.color("muted"), 0.0, stroke=3.0) for cost in COSTS}
        #: where each number stands, and what it is the product of
        self.heights: dict[str, float] = {}
        self.factors = {cost: [self.equals[cost], self.outer[cost], self.inner[cost]] for cost in COSTS}
        written = self.numbers, self.names, self.equals, self.outer, self.inner, self.leaders
        self.add(*(part for of_both in written for part in of_both.values()))

    def show(self, q: float, written: float) -> "Values":
        """Write both at ``q``, as they are at the q that is ``written``, apart from each other and from the axis."""
        high = self.curves.box.top - CLEAR
        for cost, number in self.numbers.items():
            x, y = self.curves.at(q, cost).tolist()
            high = self.heights[cost] = min(high, y)
            number.middle(float(self.curves.of(written, cost)), x + GAP, high, "left")
            end = np.array([x + GAP - CLOSE, high + CLOSE])
            way = (end - (x, y)) / np.linalg.norm(end - (x, y))
            self.leaders[cost].path([(x, y) + DOT * way, end] if y - high > ASIDE else [end, end])
            self.names[cost].middle(x + GAP + number.width("−0.00") + 24 * PX, high, "left")
            self._factor(cost, x + GAP, high - UNDER, written)
            high -= APART
        return self

    def _factor(self, cost: str, left: float, y: float, q: float) -> None:
        """Write a loss's slope at the share ``q``, times the sigmoid's."""
        left += self.equals[cost].middle(left, y, "left").advance + SPACE
        outer = self.outer[cost].middle(float(mc.gated_slope(q, cost, 0.0)), left, y, "left")
        inner = self.inner[cost].show(slope=float(mc.sigmoid_slope(q)))
        inner.middle(left + outer.width(outer.text) + SPACE, y, "left")
