"""One plot of the loss against nudges: all curves cross at the present loss; their slopes turn into forces."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.axis import TICK_LENGTH, Axes, Axis, Trace, plain
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import Ghost, clamp
from scenes.kit.names import NameRow, class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, label_size
from scenes.kit.tackle import WIDEST
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme

#: Points of a curve from −1 to 1.
POINTS = 81
#: How many rows of numbers there are at most beside the plot.
MOST_ROWS = 5


def signed(value: float) -> str:
    """Return a tick's number with its sign."""
    return ("+" if value > 0 else "") + plain(value)


class NudgePlot(Part):
    """The change of the loss against a nudge δ of each logit alone, −1 to 1.

    Parameters
    ----------
    unit : scene units for a change of 1: the ruler on which forces are drawn later.
    rows : classes whose numbers are shown, at most ``MOST_ROWS``.
    """

    def __init__(self, theme: Theme, layout: Layout, z: np.ndarray, target: int, unit: float, rows: Sequence[int]):
        super().__init__()
        self.theme, self.z, self.target, self.rows = theme, z, target, list(rows)
        middle = layout.pixels(0, 0, 0, 512).bottom
        self.box = Box(layout.left + 150 * PX, middle - 1.06 * unit, layout.left + 1284 * PX, middle + 1.06 * unit)
        reach = self.box.height / unit / 2
        x = Axis.below(theme, self.box, -1.05, 1.05, ticks=(-1.0, 0.0, 1.0), write=signed)
        y = Axis.beside(theme, self.box, -reach, reach, write=signed, spacing=3.0)
        self.axes = Axes(x, y)
        self.size = label_size(len(z))
        x.named(math('#"nudge" delta', theme, self.size), 0.5)
        self.y_name = math('Delta loss(L) thin #"in nats"', theme, self.size)
        y.named(self.y_name)
        #: where the upright axis' name begins
        self.named_at = float(y.end[0]) - TICK_LENGTH, float(y.end[1]) + 0.2
        self.zero = Ghost(theme, "line")
        self.curves = [Trace(theme, self.axes, "loss", stroke=7.0) for _ in z]
        self.tangents = [Shape(theme.color("ink"), 0.0, stroke=4.0) for _ in z]
        self.ends = [Shape(theme.color("ink")) for _ in z]
        self.origin = Shape(theme.color("ink"))
        #: the present loss, over the crossing and clear of the curves
        self.present = Formula(theme, "loss(L) = @L[loss:0.000] thin #text[now]", self.size)
        self.present.show(L=float(mc.loss(z, target))).middle(*self.axes.at(0.0, 0.42))
        self.add(self.axes, self.zero, self.present)
        self.show(np.zeros(len(z)), None)

    def change(self, index: int, deltas: np.ndarray) -> np.ndarray:
        """Return ΔL for nudges of one logit, same shape."""
        return np.array([mc.nudge(self.z, index, float(d), self.target).loss_change for d in np.atleast_1d(deltas)])

    def show(self, reached: np.ndarray, chord: float | None) -> "NudgePlot":
        """Draw the curves from −``reached`` to ``reached``, (K,), and lines through the origin and each at ``chord``.

        At ``chord`` 0 they are tangents; None for none.
        """
        (left, y), (right, _) = self.axes.at([self.axes.x_axis.low, self.axes.x_axis.high], [0.0, 0.0])
        self.zero.between((left, y), (right, y))
        self.origin.disc(*self.axes.at(0.0, 0.0), 13 * PX)
        for i, (curve, tangent, end) in enumerate(zip(self.curves, self.tangents, self.ends, strict=True)):
            deltas = np.linspace(-reached[i], reached[i], max(2, round(POINTS * abs(reached[i]))))
            curve.show(deltas, self.change(i, deltas))
            if chord is not None:
                slope = self.slope(i, chord)
                tangent.path(self.axes.at([-1.0, 1.0], [-slope, slope]))
                end.disc(*self.axes.at(1.0, slope), 10 * PX)
        return self

    def slope(self, index: int, chord: float = 0.0) -> float:
        """Return the slope of the line through the origin and the curve at δ = ``chord``; at 0 the tangent's."""
        if chord == 0.0:
            return float(mc.gradient_wrt_logits(self.z, self.target)[index])
        return float(self.change(index, np.array([chord]))[0] / chord)

    def heights(self) -> dict[int, float]:
        """Return where the rows stand: near their lines' ends at δ = 1, but never two in one place."""
        order = sorted(self.rows, key=lambda i: -self.slope(i))
        need = 1.5 * self.size * 0.5 / 48
        wanted = [float(self.axes.y_axis.at((self.slope(i) + self.change(i, np.array([1.0]))[0]) / 2)) for i in order]
        places = list(wanted)
        # Push neighbours apart, equally to both sides, until none is too near.
        for _ in range(200):
            for k, (upper, lower) in enumerate(pairwise(range(len(places)))):
                short = need - (places[upper] - places[lower])
                if short > 1e-9:
                    places[k] += short / 2
                    places[k + 1] -= short / 2
        return dict(zip(order, places, strict=True))


class SlopeRows(Part):
    """Beside each line's end: the class, q − p, and what that makes."""

    def __init__(self, plot: NudgePlot, layout: Layout, labels: Sequence[str]):
        super().__init__()
        theme, q, heights = plot.theme, mc.softmax(plot.z), plot.heights()
        left, right = plot.box.right + 44 * PX, layout.right
        self.names: dict[int, Label] = {}
        self.sums: dict[int, Formula] = {}
        end = float(plot.axes.x_axis.at(1.0))
        self.leaders = Part()
        for i, y in heights.items():
            name = words(labels[i], theme, plot.size) if labels else math(f"logit(z_{i + 1})", theme, plot.size)
            self.names[i] = name.middle(left, y, "left")
            body = f"@q[prediction:0.000] - truth({int(i == plot.target)}) = @s[+0.000]"
            if labels:
                body = "@s[+0.000]"
            total = Formula(theme, body, plot.size).middle(right, y, "right")
            total.show(**{k: v for k, v in {"q": q[i], "s": plot.slope(i)}.items() if k in total.numbers})
            self.sums[i] = total
            tip = float(plot.axes.y_axis.at(plot.slope(i)))
            self.leaders.add(
                Shape(theme.color("line"), 0.0, stroke=2.5).path([(end + 16 * PX, tip), (left - 12 * PX, y)])
            )
        self.named = Part(*self.names.values()).halo(theme.color("paper")).set_presence(0.0)
        self.summed = Part(*self.sums.values())
        self.plot, self.left, self.heights = plot, left, heights
        #: how far each class's nudge has come
        self.come = dict.fromkeys(self.names, 0.0)

    def ride(self, reached: np.ndarray) -> "SlopeRows":
        """Let the names ride at their curves' ends, nudges of ``reached``, (K,), until they stand in their rows.

        The first rides all the way. The others come in when they are clear of the curves that are there already.
        """
        axes = self.plot.axes
        most = float(axes.x_axis.at(1.0))
        for k, (i, name) in enumerate(sorted(self.names.items(), key=lambda item: -self.plot.slope(item[0]))):
            if reached[i] == self.come[i]:
                continue
            ends = [float(axes.y_axis.at(self.plot.change(i, np.array([d]))[0])) for d in (reached[i], 1.0)]
            x = self.left - most + float(axes.x_axis.at(reached[i]))
            name.middle(x, self.heights[i] + ends[0] - ends[1], "left")
            name.set_presence(clamp((reached[i] - (0.85 if k else 0.02)) / 0.1, 0.0, 1.0))
            self.come[i] = reached[i]
        return self


class Turning(Part):
    """The slopes as arrows on the zero line, which turn round into forces, green up and red down as they do.

    Parameters
    ----------
    places : where each arrow's tail is in the end, (K, 2).
    units : scene units for a slope of 1, in the plot and in the end.
    shown : classes whose numbers are written.
    """

    def __init__(
        self, plot: NudgePlot, xs: np.ndarray, places: np.ndarray, units: tuple[float, float], shown: Sequence[int],
        decimals: int,
    ):  # fmt: skip
        super().__init__()
        self.plot, self.xs, self.places, self.units = plot, xs, places, units
        self.arrows = [Arrow(plot.theme, 1.0, WIDEST, rim=i == plot.target) for i in range(len(xs))]
        self.numbers = {i: Readout(plot.theme, plot.size, decimals=decimals, signed=True) for i in shown}
        self.add(*self.arrows, *self.numbers.values())

    def show(self, spread: float, turned: float, landed: float, written: float = 1.0) -> "Turning":
        """Draw them ``spread`` over the zero line, ``turned`` round, ``landed`` at their blocks; each 0 to 1.

        ``written`` is how far their numbers are there.
        """
        # Where blocks are smaller than the plot's unit the arrows take on the blocks' ruler as they spread.
        theme, unit = self.plot.theme, self.units[0] + spread * (self.units[1] - self.units[0])
        start, zero = self.plot.axes.at(1.0, 0.0)
        for i, arrow in enumerate(self.arrows):
            slope = self.plot.slope(i)
            x, tail = start + spread * (self.xs[i] - start), zero
            x, tail = x + landed * (self.places[i, 0] - x), tail + landed * (self.places[i, 1] - tail)
            arrow.show(slope * np.cos(np.pi * turned) * unit, x, tail)
            force = turned > 0.5
            if not force:
                arrow.body.recolor(theme.color("ink"))
            if i in self.numbers:
                number, length = self.numbers[i], arrow.length
                # It is read at an arrow's full length only.
                number.set_presence(written * clamp((abs(np.cos(np.pi * turned)) - 0.94) / 0.06, 0.0, 1.0))
                number.recolor(theme.color(("up" if slope < 0 else "down") if force else "ink"))
                # Beyond the tip, and clear of the name that stands beside the tail.
                beyond = np.copysign(max(40 * PX, 64 * PX - abs(length)), length if length else -1.0)
                number.middle(-slope if force else slope, x, tail + length + beyond)
        return self

    def named(self, labels: Sequence[str], layout: Layout, beside: bool) -> tuple[Part, list[Ghost]]:
        """Return the classes' names and the zero line broken by them: left of the arrows' tails.

        Where they have no room there, or not ``beside``, they stand in a row at the foot of the stage.
        """
        plot, role = self.plot, "ink" if labels else "logit"
        x_axis, zero = plot.axes.x_axis, float(plot.axes.y_axis.at(0.0))
        names = class_names(labels, len(self.xs), "z", plot.theme, plot.size, role)
        pitch, half, gap = float(np.diff(self.xs).min()), WIDEST / 2 + 14 * PX, 14 * PX
        ends = [float(x_axis.at(x_axis.low)), float(x_axis.at(x_axis.high))]
        if not beside or any(name.advance > min(pitch - 2 * half, self.xs[0] - half - ends[0]) for name in names):
            row = NameRow(
                labels, list(self.xs), "z", plot.theme, left=layout.left, right=layout.right, size=plot.size, role=role
            )
            row.hang(layout.bottom + row.room)
            return row, [Ghost(plot.theme, "line").between((ends[0], zero), (ends[1], zero))]
        starts, lines = [ends[0]], []
        for x, name in zip(self.xs, names, strict=True):
            name.middle(x - half, zero, "right")
            lines.append((starts[-1], x - half - name.advance - gap))
            starts.append(x - half + gap)
        spans = [span for span in [*lines, (starts[-1], ends[1])] if span[1] - span[0] > gap]
        return Part(*names), [Ghost(plot.theme, "line").between((a, zero), (b, zero)) for a, b in spans]
