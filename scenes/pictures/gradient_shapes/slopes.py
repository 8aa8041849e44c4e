"""Slopes of the two losses over the true class's probability, which falls from 1 to 0 to the right."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis, plain
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, TICK
from scenes.kit.text import Readout, math, sentence, words
from scenes.kit.theme import Theme

COSTS = QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"
#: Probabilities at which curves are drawn, close together where −1/q dives.
GRID = np.unique(np.concatenate([np.geomspace(5e-4, 1.0, 200), np.linspace(0.005, 1.0, 200)]))[::-1]
GAP = 26 * PX
HEAD = 34 * PX
#: Where the frame's margin is.
ROOM = 6.71


def wrongness(theme: Theme, box: Box, end: float) -> Part:
    """Return what stands under a level axis of q that falls: its ends, and which way is more wrong."""
    base = box.bottom - 66 * PX
    return Part(
        math("prediction(q) = 1", theme, TEXT).put(box.left, base, "left"),
        words("more wrong →", theme, TICK, "muted").put(box.x, base),
        math(f"prediction(q) = {end:g}", theme, TEXT).put(box.right, base),
    )


class Slopes:
    """Both slopes on one scale, on their way through the sigmoid: its slope q(1 − q) to the power s multiplies them.

    Parameters
    ----------
    box : the plot's; its right edge is q = 0.
    low, high : the slopes shown.
    decimals : of cross-entropy's slope as it is written.
    largest : the largest slope that will be written, for which there must be room.
    """

    def __init__(
        self, theme: Theme, box: Box, low: float, high: float, ticks: tuple[float, ...], decimals: int, largest: float
    ):
        self.theme, self.box = theme, box
        x = Axis.below(theme, box, 1.0, 0.0, ticks=())
        y = Axis.beside(theme, box, low, high, ticks=ticks)
        self.axes = Axes(x, y)
        zero = float(y.at(0.0))
        x.line.path([(box.left, zero), (box.right, zero)])
        self.lines = {
            QUADRATIC: Shape(theme.color("loss"), 0.0, stroke=7.0),
            CROSS_ENTROPY: Shape(theme.color("loss"), 0.0, stroke=8.0),
        }
        self.link = Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.numbers = {
            QUADRATIC: Readout(theme, TEXT, "loss", 2),
            CROSS_ENTROPY: Readout(theme, HERO, "loss", decimals),
        }
        dive = self.numbers[CROSS_ENTROPY]
        if self.box.right + GAP + dive.width(dive.format(-largest)) > ROOM:
            dive.size = TEXT

    def line(self, shape: Shape, cost: str, power: float, until: float = 0.0) -> bool:
        """Draw a slope from q = 1 down to ``until``, as far as it is in the box; return whether it leaves it."""
        q = np.append(GRID[until < GRID], until) if until > 0 else GRID
        points = self.axes.at(q, mc.gated_slope(q, cost, power))
        below = points[:, 1] < self.box.bottom
        leaves = bool(below.any())
        if leaves:
            # the last piece is cut where it crosses the lower edge
            last = int(np.argmax(below))
            share = (points[last - 1, 1] - self.box.bottom) / (points[last - 1, 1] - points[last, 1])
            points[last] = points[last - 1] + share * (points[last] - points[last - 1])
            points = points[: last + 1]
        if len(points) > 1:
            (shape.dashed if cost == QUADRATIC else shape.path)(points)
        else:
            shape.points = np.zeros((0, 3))
        return leaves

    def show(self, q: float, powers: dict[str, float], until: float = 0.0) -> "Slopes":
        """Draw both curves, each with its power of the gate, and read them off at ``q``.

        A slope that has left the box is read off at its lower edge, with an arrow that goes on.
        """
        for cost, power in powers.items():
            self.line(self.lines[cost], cost, power, until)
            value = float(mc.gated_slope(q, cost, power))
            x, y = (float(place) for place in self.axes.at(q, value))
            out = y < self.box.bottom + HEAD
            if out:
                tip = max(y, self.box.bottom)
                self.dots[cost].outline([(x, tip), (x - HEAD / 2, tip + HEAD), (x + HEAD / 2, tip + HEAD)])
            else:
                self.dots[cost].disc(x, y, 17 * PX)
            # clear of the lower edge and of the line at 0
            if cost == CROSS_ENTROPY:
                # both are read off at one q
                upper = float(self.axes.at(q, float(mc.gated_slope(q, QUADRATIC, powers[QUADRATIC])))[1])
                self.link.dashes((x, upper - 26 * PX), (x, max(y, self.box.bottom + HEAD) + 22 * PX), 4 * PX, 9 * PX)
            at = min(max(y, self.box.bottom + HEAD / 2), float(self.axes.y_axis.at(0.0)) - 34 * PX)
            self.numbers[cost].middle(value, x + GAP + 12 * PX, at, "left")
        return self


class Overview(Part):
    """The dive as a whole: a small picture of both slopes that zooms out; what the large one shows stays framed.

    Parameters
    ----------
    box : where it stands.
    seen : the lowest slope that the large picture shows.
    """

    def __init__(self, theme: Theme, box: Box, seen: float, end: float):
        super().__init__()
        self.box, self.seen, self.end = box, seen, end
        self.ground = Shape(theme.color("paper"), 1.0).box(box.left, box.bottom, box.width, box.height)
        self.frame = Shape(theme.color("line"), 0.0, stroke=3.0).box(box.left, box.bottom, box.width, box.height)
        self.strip = Shape(theme.color("ink"), 0.25, stroke=3.0)
        self.curve = Shape(theme.color("loss"), 0.0, stroke=6.0)
        self.line = Shape(theme.color("loss"), 0.0, stroke=4.0)
        name = words("zoomed out", theme, TICK, "muted").put(box.x, box.top + 22 * PX)
        zero = words("0", theme, TICK, "muted").middle(box.left - 16 * PX, box.top, "right")
        self.edge = words(plain(seen), theme, TICK, "muted")
        #: the lowest slope, to be shown when it is reached
        self.bottom = words(plain(-1 / end), theme, TICK, "muted")
        self.bottom.middle(box.left - 16 * PX, box.bottom, "right")
        self.add(self.ground, self.strip, self.frame, self.line, self.curve, name, zero, self.edge)

    def zoom(self, share: float) -> "Overview":
        """Zoom out, from what the large picture shows (0) to the whole dive (1)."""
        low = self.seen * (1 / (self.end * -self.seen)) ** share
        q = GRID[-1 / low * (1 - 1e-9) <= GRID]
        self._draw(self.curve.path, np.append(q, -1 / low), CROSS_ENTROPY, low)
        self._draw(self.line.dashed, np.linspace(1.0, 0.0, 60), QUADRATIC, low)
        tall = self.box.height * self.seen / low
        self.strip.box(self.box.left, self.box.top - tall, self.box.width, tall)
        self.edge.middle(self.box.right + 16 * PX, self.box.top - tall, "left")
        return self

    def _draw(self, onto, q: np.ndarray, cost: str, low: float) -> None:
        heights = self.box.top - self.box.height * mc.slope_at_prediction(q, cost) / low
        onto(np.column_stack([self.box.right - q * self.box.width, heights]))


def sigmoid_gate(theme: Theme, slopes: Slopes) -> list[Part]:
    """Return the bell of the sigmoid's slope, above zero on the slopes' own scale, its formula and its name."""
    points = slopes.axes.at(GRID, mc.sigmoid_slope(GRID))
    closed = np.concatenate([points, slopes.axes.at(np.array([0.0, 1.0]), 0.0)])
    bell = Part(
        Shape(theme.color("prediction"), 0.35).outline(closed),
        Shape(theme.color("prediction"), 0.0, stroke=6.0).path(points),
    )
    name = sentence("the sigmoid lets through", theme, TEXT)
    name.put(slopes.box.left + 0.4 * slopes.box.width, slopes.box.top + 34 * PX)
    factor = math("prediction(q (1 - q))", theme, TEXT)
    return [bell, factor.put(name.origin[0] + name.advance + 20 * PX, name.origin[1], "left"), name]
