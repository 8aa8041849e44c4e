"""One plot of the loss against nudges: all curves cross at the present loss, where each has its slope."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis, Trace, plain, steady
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import Ghost, clamp
from scenes.kit.names import NameRow, class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, label_size
from scenes.kit.text import math, words
from scenes.kit.theme import Theme

#: Points of a curve from −1 to 1.
POINTS = 81
#: How many rows of numbers there are at most beside the plot.
MOST_ROWS = 5
#: Below an arrow there is so much room for its number.
BELOW = 84 * PX
#: Least distance of the upright axis' ticks, in ems.
TICKS = 2.6
#: From the caption's strip to what stands lowest.
FOOT = 16 * PX
#: From the plot to the rows beside it, and from their names to their numbers.
ASIDE, NAMED = 44 * PX, 28 * PX
#: From a column's name to p − q beside it.
BESIDE = 40 * PX
#: How far a slope stands left of its column's middle and its force right of it, as small ones would melt into one.
APART = 70 * PX
#: The upright axis reaches a little beyond what is highest, clear of the dot that is lowest, and at least so far to
#: both sides: what hardly changes looks so.
REACH, CLEAR, LEAST_REACH = 1.04, 26 * PX, 0.55
#: What the plot shows of one slope alone, as shares of the nudge and of what the slope promises.
LEAST, MOST = -0.12, 1.12
#: The dot at a line's end: its radius, and where lines end near each other; nearer than that, dots lie on each other.
END, LEAST_END = 9 * PX, 4 * PX


def signed(value: float) -> str:
    """Return a tick's number with its sign."""
    return ("+" if value > 0 else "") + plain(value)


def difference(theme: Theme, size: float, truth: int) -> Formula:
    """Return q − p and what it makes."""
    return Formula(theme, f"@q[prediction:0.000] - @p{{truth({truth})}} = @s[+0.000]", size)


def made_of(theme: Theme, size: float, truth: int) -> Formula:
    """Return p − q."""
    return Formula(theme, f"truth({truth}) - @q[prediction:0.000]", size)


class NudgePlot(Part):
    """The change of the loss against a nudge δ of each logit alone, −1 to 1.

    Parameters
    ----------
    rows : classes whose numbers are shown, at most ``MOST_ROWS``.
    beside : how wide other things are that stand in the rows' place before them.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        z: np.ndarray,
        target: int,
        rows: Sequence[int],
        labels: Sequence[str] = (),
        beside: float = 0.0,
    ):
        super().__init__()
        self.theme, self.z, self.target, self.rows = theme, z, target, list(rows)
        self.slopes = mc.gradient_wrt_logits(z, target)
        self.size, count = label_size(len(z)), len(z)
        #: the changes at the curves' right ends, where a logit alone is nudged by 1
        self.raised = self.change(np.arange(count), 1.0)
        left, top, crowd = layout.left + 150 * PX, layout.pixels(0, 0, 0, 302).bottom, count >= MOST_ROWS
        #: where slopes stand side by side later, clear of the axis' name, and the names below them with their top
        self.across = Box(left + 60 * PX * crowd, 0.0, layout.right, 0.0)
        self.xs = self.across.columns(count)
        bounds = {"left": layout.left, "right": layout.right}
        self.names = NameRow(labels, self.xs, "z", theme, **bounds, size=self.size, role="logit")
        pitch, few = self.xs[1] - self.xs[0], count <= MOST_ROWS
        self.apart = min(APART, pitch / 6)
        need = max(name.advance for name in self.names.names) / 2 + BESIDE + made_of(theme, self.size, 0).advance
        #: whether a name stands under its slope, and under the force p − q beside it; else that has ``sums_room`` below
        self.roomy = few and self.names.rows == 1 and need - self.apart < pitch / 2
        if self.roomy:
            self.names.xs = [x - self.apart for x in self.xs]
        self.sums_room = 64 * PX * (few and not self.roomy)
        self.names_top = layout.bottom + FOOT + self.names.room + self.sums_room
        self.names.hang(self.names_top)
        most = float(self.change(np.arange(count)[:, None], np.array([-1.0, 1.0])).max())
        # Forces reach as far down as the steepest slope, and curves, which are convex, at least as far up.
        high, steep = max(LEAST_REACH, REACH * most), float(np.abs(self.slopes).max())
        # The steepest slope and its number have room between the zero line and the names.
        unit = steady((top - self.names_top - BELOW) / (high + max(LEAST_REACH / REACH, steep)), TICKS)
        low = max(LEAST_REACH, steep + CLEAR / unit)
        #: what the upright axis shows
        self.range = -low, high
        #: the rows' names, and how wide these and their numbers are
        self.row_names = {i: class_names(labels, count, "z", theme, self.size, "logit")[i] for i in rows}
        wide = max(name.advance for name in self.row_names.values())
        wide += max(difference(theme, self.size, 0).advance, beside)
        right = min(layout.left + 1284 * PX, layout.right - ASIDE - NAMED - wide)
        self.box = Box(left, top - (low + high) * unit, right, top)
        x = Axis.below(theme, self.box, -1.05, 1.05, ticks=(-1.0, 0.0, 1.0), write=signed)
        y = Axis.beside(theme, self.box, *self.range, write=signed, spacing=TICKS)
        self.axes = Axes(x, y)
        x.named(math('#"nudge" delta', theme, self.size), 0.5)
        #: the baseline of the upright axis' name, which comes and goes without the axis
        self.named_at = self.box.top + 0.26
        self.y_name = math('Delta loss(L) #"in nats"', theme, self.size)
        self.y_name.put(layout.left, self.named_at, "left")
        #: under the curves, and not beyond them
        self.zero = Ghost(theme, "line").between(*self.axes.at([-1.0, 1.0], [0.0, 0.0]))
        self.curves = [Trace(theme, self.axes, "loss", stroke=5.0 if crowd else 7.0) for _ in z]
        # Rims part lines that are nearly as flat, and their ends.
        paper = theme.color("paper")
        self.tangents = [Shape(theme.color("ink"), 0.0, stroke=3.5 if crowd else 4.5).halo(paper, 2 * PX) for _ in z]
        self.ends = [Shape(theme.color("ink")).halo(paper, 2 * PX) for _ in z]
        away = np.abs(self.slopes[:, None] - self.slopes) * y.unit
        #: the radii of the dots at the lines' ends: they keep apart
        self.radii = np.clip(0.36 * np.where(away > LEAST_END, away, np.inf).min(1), LEAST_END, END)
        self.origin = Shape(theme.color("ink"))
        name = words("no nudge", theme, self.size)
        # Curves are convex: none is above the line to its end.
        clear = (name.advance / 2 + 16 * PX) / x.unit * most + 40 * PX / y.unit
        clear = max(clear, 110 * PX / y.unit)
        name.middle(*self.axes.at(0.0, clear))
        (x0, low), (_, high) = self.axes.at([0.0, 0.0], [0.0, clear])
        stem = Shape(theme.color("line"), 0.0, stroke=2.5).path([(x0, low + 22 * PX), (x0, high - 34 * PX)])
        #: says over the crossing, clear of the curves, what it is
        self.present = Part(name, stem)
        self.add(self.axes, self.y_name, self.present)
        #: from where to where each logit has been nudged
        self.lows, self.highs = np.zeros(count), np.zeros(count)
        self.drawn: list[tuple[float, float] | None] = [None] * count
        self.show(np.zeros(count))

    def change(self, index, deltas) -> np.ndarray:
        """Return ΔL for nudges, each of the logit at its ``index``: one for all of them, or as many; same shape."""
        return mc.nudge(self.z, index, np.asarray(deltas, dtype=float), self.target).loss_change

    def slope(self, index: int) -> float:
        """Return the slope of a curve where they cross, q − p."""
        return float(self.slopes[index])

    def show(self, deltas: np.ndarray, laid: np.ndarray | None = None) -> "NudgePlot":
        """Put a dot at each nudge ``deltas``, (K,), on as much of its curve as was seen; tangents reach to ``laid``."""
        laid = np.zeros(len(deltas)) if laid is None else laid
        self.lows, self.highs = np.minimum(self.lows, deltas), np.maximum(self.highs, deltas)
        self.origin.disc(*self.axes.at(0.0, 0.0), 13 * PX)
        heights = self.change(np.arange(len(self.curves)), deltas)
        for i, curve in enumerate(self.curves):
            span = float(self.lows[i]), float(self.highs[i])
            if self.drawn[i] != span:
                seen = np.linspace(*span, POINTS)
                curve.show(seen, self.change(i, seen))
                self.drawn[i] = span
            curve.dot.disc(*self.axes.at(deltas[i], heights[i]), curve.radius)
            slope = self.slope(i)
            # From the crossing on: left of it, lines that are nearly flat would lie on each other.
            reach = np.array([0.0, laid[i]])
            self.tangents[i].path(self.axes.at(reach, slope * reach))
            self.ends[i].disc(*self.axes.at(laid[i], slope * laid[i]), self.radii[i])
        return self

    def under_way(self, index: int, delta: float) -> float:
        """Return how much a nudge, now ``delta``, is on its way up, down and back: 0 at rest, 1 on the way."""
        between = self.highs[index] > 0.99 and self.lows[index] > -0.99
        return 1.0 if between else clamp(abs(delta) / 0.1, 0.0, 1.0)

    def heights(self) -> dict[int, float]:
        """Return where the rows stand: near their lines' ends at δ = 1, but never two in one place."""
        order = sorted(self.rows, key=lambda i: -self.slope(i))
        need = 1.5 * self.size * 0.5 / 48
        places = [float(self.axes.y_axis.at((self.slope(i) + self.raised[i]) / 2)) for i in order]
        # Push neighbours apart, equally to both sides, until none is too near.
        for _ in range(200):
            for k, (upper, lower) in enumerate(pairwise(range(len(places)))):
                short = need - (places[upper] - places[lower])
                if short > 1e-9:
                    places[k] += short / 2
                    places[k + 1] -= short / 2
        return dict(zip(order, places, strict=True))
