"""Slopes of the two losses over the true class's share, which falls from 1 to 0 to the right."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import words
from scenes.kit.theme import Theme

COSTS = QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"
#: Probabilities at which curves are drawn, close together where −1/q dives.
GRID = np.unique(np.concatenate([np.geomspace(5e-4, 1.0, 200), np.linspace(0.005, 1.0, 200)]))[::-1]
#: From a dot to what is written beside it; radius of a dot.
GAP, DOT = 38 * PX, 15 * PX
#: Half the width of the head of an arrow that leaves the axis.
HEAD = 17 * PX
#: A number keeps so far from the lines above and below, and from the number above it.
CLEAR, APART = 34 * PX, 70 * PX
#: Opacity of what lies under the bell.
FAINT = 0.35


def seen(q: float) -> np.ndarray:
    """Return the probabilities at which a curve is drawn from 1 down to ``q``, shape (n,)."""
    return np.append(GRID[q < GRID], q)


class ShareAxis(Part):
    """The level axis of q, which falls to the right; q itself rides below it, under a dotted line from what it gives.

    Parameters
    ----------
    box : the plot's; the axis is its lower edge.
    """

    def __init__(self, theme: Theme, box: Box):
        super().__init__()
        self.box = box
        self.axis = Axis.below(theme, box, 1.0, 0.0, ticks=(1.0, 0.5, 0.0))
        self.link = Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.now = Formula(theme, "prediction(q) = @q[prediction:0.0000]", TEXT)
        worse = words("more wrong →", theme, TICK, "muted").put(box.left + 0.25 * box.width, box.bottom - 49 * PX)
        self.add(self.axis, worse, self.link, self.now)

    def show(self, q: float, top: float) -> "ShareAxis":
        """Write q under its place, with the dotted line from height ``top`` down to the axis."""
        x = float(self.axis.at(q))
        self.link.dashes((x, top), (x, self.box.bottom), 4 * PX, 9 * PX)
        self.now.put(max(x - self.now.advance / 2, self.box.left - 90 * PX), self.box.bottom - 116 * PX, "left")
        self.now.show(q=q)
        return self


class Slopes(Part):
    """Both slopes on one upright axis, drawn as far as they were swept, a dot at the end of each.

    One that is lower than the axis goes leaves it by an arrowhead.

    Parameters
    ----------
    across : the axis of q.
    box : the plot's; 0 is its upper edge.
    low : the lowest slope shown.
    power : of the sigmoid's slope q(1 − q) that multiplies them: 0 at the prediction, 1 at the logit.
    """

    def __init__(self, theme: Theme, across: Axis, box: Box, low: float, power: float):
        super().__init__()
        self.box, self.power = box, power
        self.axes = Axes(across, Axis.beside(theme, box, low, 0.0, spacing=2.4))
        zero = Shape(theme.color("line"), 0.0, stroke=3.0).path([(box.left, box.top), (box.right, box.top)])
        self.lines = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.add(self.axes.y_axis, zero, *self.lines.values(), *self.dots.values())

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a slope lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, mc.gated_slope(q, cost, self.power))

    def show(self, q: float) -> "Slopes":
        """Draw both curves from 1 down to ``q``."""
        for cost in COSTS:
            points = self.at(seen(q), cost)
            inside = points[points[:, 1] >= self.box.bottom]
            (self.lines[cost].dashed if cost == QUADRATIC else self.lines[cost].path)(inside)
            x, y = (float(place) for place in inside[-1])
            if len(inside) == len(points):
                self.dots[cost].disc(x, y, DOT)
            else:
                self.dots[cost].outline([(x - HEAD, y), (x + HEAD, y), (x, y - 2 * HEAD)])
        return self


class Laws(Part):
    """Both slopes at the prediction as formulas with their live values, each beside its dot.

    A thin line lies level at the slope at which the quadratic stops.
    """

    def __init__(self, theme: Theme, slopes: Slopes):
        super().__init__()
        self.slopes = slopes
        laws = {QUADRATIC: '"quadratic:" 2(prediction(q) - 1)', CROSS_ENTROPY: '"cross-entropy: −"1 \\/ prediction(q)'}
        self.laws = {cost: Formula(theme, f"{law} = @slope[loss:−1.00]", color="loss") for cost, law in laws.items()}
        self.level = Shape(theme.color("muted"), 0.0, stroke=2.5)
        self.add(self.level, *self.laws.values())

    def show(self, q: float) -> "Laws":
        """Write both slopes at ``q``, apart from each other and from the lines above and below."""
        end, left = self.slopes.axes.at(np.array([q, 1.0]), float(mc.gated_slope(0.0, QUADRATIC, 0.0)))
        self.level.dashes(left, end, 4 * PX, 12 * PX)
        high = self.slopes.box.top - CLEAR
        for cost, law in self.laws.items():
            x, y = (float(place) for place in self.slopes.at(q, cost))
            high = min(high, max(y, self.slopes.box.bottom + CLEAR))
            # a number grows to the left, into the room that is left for its digits
            number = law.numbers["slope"]
            value = float(mc.gated_slope(q, cost, 0.0))
            more = number.width(number.format(value)) - number.width("−1.00")
            law.show(slope=value).middle(x + GAP, high, "left")
            number.middle(value, x + GAP + law.advance + more, high, "right")
            high -= APART
        return self


class Gate(Part):
    """The sigmoid's slope q(1 − q) over q, on an axis of its own: a strip with a dot that rides on the bell."""

    def __init__(self, theme: Theme, across: Axis, box: Box):
        super().__init__()
        self.axes = Axes(across, Axis.beside(theme, box, 0.0, 0.25, ticks=(0.0, 0.25)))
        points = self.axes.at(GRID, mc.sigmoid_slope(GRID))
        feet = self.axes.at(np.array([0.0, 1.0]), 0.0)
        slope = "partial prediction(q) \\/ partial logit(z) = prediction(q (1 - q))"
        self.name = Formula(theme, f'"sigmoid" prediction(q) = sigma(logit(z))":  " {slope}')
        self.name.put(box.left, box.top + 22 * PX, "left")
        self.dot, self.link = Shape(theme.color("prediction")), Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.add(
            self.axes.y_axis,
            Shape(theme.color("line"), 0.0, stroke=3.0).path(feet),
            Shape(theme.color("prediction"), FAINT).outline(np.concatenate([points, feet])),
            Shape(theme.color("prediction"), 0.0, stroke=6.0).path(points),
            self.link,
            self.dot,
            self.name,
        )

    def show(self, q: float) -> "Gate":
        """Bring the dot to ``q``."""
        (x, y), (_, foot) = self.axes.at(q, float(mc.sigmoid_slope(q))), self.axes.at(q, 0.0)
        self.dot.disc(float(x), float(y), DOT)
        self.link.dashes((x, y), (x, foot), 4 * PX, 9 * PX)
        return self


class Product(Part):
    """A slope times the sigmoid's slope: name and law, and below them the live numbers, at the height where they end.

    Parameters
    ----------
    digits : before the point of the largest slope that will be written.
    left, base : where the numbers stand.
    """

    def __init__(self, theme: Theme, cost: str, digits: int, left: float, base: float, size: float):
        super().__init__()
        self.cost = cost
        law = {
            QUADRATIC: "2(prediction(q) - 1) dot @gate{@stays{prediction(q)} prediction((1 - q))}",
            CROSS_ENTROPY: "- 1 \\/ @below{prediction(q)} dot @gate{@above{prediction(q)} prediction((1 - q))}",
        }[cost]
        self.law = Formula(theme, law, size, color="loss").put(left, base + 78 * PX, "left")
        self.law.add(words(cost, theme, TEXT, "loss").put(left, base + 158 * PX, "left"))
        slope = f"@slope[loss:−1{'0' * (digits - 1)}.00]"
        self.numbers = Formula(theme, f"{slope} dot @gate[prediction:0.0000] = @left[loss:−1.00]").put(
            left, base, "left"
        )
        self.add(self.numbers)

    def show(self, q: float) -> "Product":
        """Write slope, gate and their product at ``q``."""
        slope, left = (float(mc.gated_slope(q, self.cost, power)) for power in (0.0, 1.0))
        self.numbers.show(slope=slope, gate=float(mc.sigmoid_slope(q)), left=left)
        return self

    def underline(self, theme: Theme) -> Shape:
        """Return the stroke under the q that stays in the quadratic's slope."""
        box = self.law.box("stays")
        y = box.bottom - 10 * PX
        return Shape(theme.color("ink"), 0.0, stroke=6.0).path([(box.left - 5 * PX, y), (box.right + 5 * PX, y)])
