"""Slopes of the two losses over the true class's share, which falls from 1 to 0 to the right."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme

COSTS = QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"
#: Probabilities at which curves are drawn, close together where −1/q dives.
GRID = np.unique(np.concatenate([np.geomspace(1e-4, 1.0, 240), np.linspace(0.005, 1.0, 200)]))[::-1]
#: From a dot to what is written beside it; radius of a dot.
GAP, DOT = 38 * PX, 15 * PX
#: From where a line's sample begins to its name.
NAMED = 106 * PX
#: Least distance of two ticks of q, in ems; and from tick to text, off the other axis' 0.
SPARSE, LOWER = 5.0, 20 * PX
#: From the end of q's axis to where it goes, which is said in the row of the ticks, and down to that row.
ASIDE, TICKS = 80 * PX, 58 * PX
#: From q's axis down to q itself.
ROW = 116 * PX
#: A number keeps so far from the line above, and from the number above it.
CLEAR, APART = 34 * PX, 50 * PX


def seen(q: float) -> np.ndarray:
    """Return the probabilities at which a curve is drawn from 1 down to ``q``, shape (n,)."""
    return np.append(GRID[q < GRID], q)


def sample(theme: Theme, cost: str, left: float, y: float) -> Shape:
    """Return a piece of a loss's line, for its name to stand behind."""
    line, ends = Shape(theme.color("loss"), 0.0, stroke=7.0), [(left, y), (left + 84 * PX, y)]
    return line.dashed(ends) if cost == QUADRATIC else line.path(ends)


def legend(theme: Theme, box: Box, laws: dict[str, str]) -> Part:
    """Return each loss's line with its name and what it, or its slope, is; in two rows from a box's top on."""
    rows = Part()
    for row, (cost, law) in enumerate(laws.items()):
        y = box.top + (26 - 66 * row) * PX
        name = math(f'loss("{cost}:") {law}', theme, TEXT).put(box.left + NAMED, y, "left")
        rows.add(sample(theme, cost, box.left, y + 15 * PX), name)
    return rows


def shorten(number: Readout, value: float) -> None:
    """Give a number three digits in all, or as many as its whole part has."""
    number.decimals = next(count for count, most in ((2, 9.995), (1, 99.95), (0, np.inf)) if abs(value) < most)


class ShareAxis(Part):
    """The level axis of q, which falls to the right; q itself rides below it, under a dotted line from what it gives.

    Parameters
    ----------
    box : the plot's; the axis is its lower edge.
    """

    def __init__(self, theme: Theme, box: Box):
        super().__init__()
        self.box = box
        self.axis = Axis.below(theme, box, 1.0, 0.0, spacing=SPARSE, gap=LOWER)
        self.link = Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.now = Formula(theme, '"share" prediction(q) = @q[prediction:0.000]', TEXT)
        on = words("more wrong →", theme, TEXT, "muted")
        self.add(self.axis, on.put(box.right + ASIDE, box.bottom - TICKS, "left"), self.link, self.now)

    def rounded(self, q: float) -> float:
        """Return q as it is written."""
        return round(q, self.now.numbers["q"].decimals)

    def show(self, q: float, top: float) -> "ShareAxis":
        """Write q under its place, with the dotted line from height ``top`` down to the axis."""
        x = float(self.axis.at(q))
        self.link.dashes((x, top), (x, self.box.bottom), 4 * PX, 9 * PX)
        self.now.put(max(x - self.now.advance / 2, self.box.left - 90 * PX), self.box.bottom - ROW, "left")
        self.now.show(q=q)
        return self


class Slopes(Part):
    """Both slopes on one upright axis, drawn as far as they were swept, a dot at the end of each.

    Parameters
    ----------
    across : the axis of q.
    box : the plot's; 0 is its upper edge.
    low : the lowest slope shown.
    power : of the sigmoid's slope q(1 − q) that multiplies them: 0 at the prediction, 1 at the logit.
    """

    def __init__(self, theme: Theme, across: Axis, box: Box, low: float, power: float):
        super().__init__()
        self.theme, self.box, self.power = theme, box, power
        self.axes = Axes(across, Axis.beside(theme, box, low, 0.0, spacing=2.4))
        zero = Shape(theme.color("line"), 0.0, stroke=3.0).path([(box.left, box.top), (box.right, box.top)])
        self.lines = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.add(self.axes.y_axis, zero, *self.lines.values(), *self.dots.values())

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a slope lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, mc.gated_slope(q, cost, self.power))

    def show(self, q: float, *swept: float) -> "Slopes":
        """Bring the dots to ``q``, and draw each loss's curve from 1 down to where it was ``swept``."""
        for cost, end in zip(COSTS, swept, strict=True):
            points = self.at(seen(end), cost)
            (self.lines[cost].dashed if cost == QUADRATIC else self.lines[cost].path)(points)
            self.dots[cost].disc(*self.at(q, cost), DOT)
        return self

    def bound(self, q: float) -> Shape:
        """Return the level line, from the axis to ``q``, that the quadratic slope comes down to where q is 0."""
        left, right = self.axes.at([1.0, q], float(mc.gated_slope(0.0, QUADRATIC, self.power)))
        return Shape(self.theme.color("muted"), 0.0, stroke=2.5).dashes(left, right, 4 * PX, 12 * PX)


class Values(Part):
    """Both slopes as numbers, each beside its dot."""

    def __init__(self, theme: Theme, slopes: Slopes):
        super().__init__()
        self.slopes = slopes
        self.numbers = {cost: Readout(theme, TEXT, "loss") for cost in COSTS}
        self.add(*self.numbers.values())

    def show(self, q: float, written: float) -> "Values":
        """Write both slopes at ``q``, as they are at the q that is ``written``, apart from each other and the axis."""
        high = self.slopes.box.top - CLEAR
        for cost, number in self.numbers.items():
            x, y = (float(place) for place in self.slopes.at(q, cost))
            high = min(high, y)
            value = float(mc.gated_slope(written, cost, self.slopes.power))
            shorten(number, value)
            number.middle(value, x + GAP, high, "left")
            high -= APART
        return self
