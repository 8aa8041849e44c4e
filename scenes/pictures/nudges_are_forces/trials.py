"""Trials with nudges: classes lowered one by one under the soft ceiling, and how far a slope can be trusted."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, TICK, em
from scenes.kit.text import Readout, math, words
from scenes.pictures.nudges_are_forces.plot import POINTS, NudgePlot, signed

#: What the plot shows in the end, as shares of the nudge and of the loss's change.
LEAST, MOST = -0.12, 1.12


class Says(Part):
    """Where lowered blocks stood, dashed, and below how far the loss went with them; and where the ceiling was."""

    def __init__(self, machine: Machine, classes: Sequence[int], hang: Hang, z: np.ndarray):
        super().__init__()
        self.hang, self.roomy, theme = hang, machine.roomy, machine.theme
        size, self.right = em(60) if machine.roomy else machine.size, machine.board.right
        self.before = float(hang.top(mc.log_sum_exp(z)))
        #: the change of the loss with each lowered class, below the place where its block stood
        self.numbers: dict[int, Readout] = {}
        self.blocks: dict[int, Shape] = {}
        for i in classes:
            left, foot = float(hang.lefts[i]), float(hang.top(z[i])) - hang.height
            low, right = foot - hang.unit, left + hang.width
            number = Readout(theme, size, "loss", 3, True)
            change = float(mc.nudge(z, i, -1.0, machine.target).loss_change)
            self.numbers[i] = number.middle(change, left + hang.width / 2, low - 46 * PX)
            # Its upper edge is seen only if it was lowered by more than its own height.
            high = max(low, min(foot - 6 * PX, low + hang.height))
            corners = [(left, high), (left, low), (right, low), (right, high)]
            closed = corners + corners[:1] * bool(hang.unit > hang.height + 12 * PX)
            self.blocks[i] = Shape(theme.color("muted"), 0.0, stroke=2.5).dashed(closed, 0.1, 0.07)
        before = words("before", theme, TICK, "muted").put(self.right, self.before + 20 * PX, "right")
        line = Ghost(theme, "loss").between((machine.board.left, self.before), (self.right, self.before))
        #: where the ceiling was
        self.ghosts = Part(line, before)
        self.bracket = Bracket(theme, "loss", 12 * PX)
        self.change = math("Delta loss(L)", theme, TICK, "muted")
        self.add(self.bracket, self.change)

    def show(self, ceiling: float) -> "Says":
        """Measure how far the ceiling is below where it was, as soon as there is room for the bracket."""
        gap, x = self.before - ceiling, float(self.hang.lefts[-1]) + self.hang.width + 8 * PX
        self.bracket.along(ceiling, self.before, x)
        self.change.middle(x + 20 * PX, (self.before + ceiling) / 2 + 4 * PX, "left")
        there = clamp((gap / PX - 38) / 6, 0.0, 1.0) if self.roomy else 0.0
        self.bracket.set_presence(there)
        self.change.set_presence(there)
        return self


class Trust(Part):
    """What a slope promises for a nudge of 1, and what comes: line and curve part as one walks away from 0."""

    def __init__(self, plot: NudgePlot, index: int, came: float, labels: Sequence[str]):
        super().__init__()
        theme, self.plot, self.index = plot.theme, plot, index
        box, slope = plot.box, plot.slope(index)
        self.highest = came
        self.x = Axis.below(theme, box, plot.axes.x_axis.low, plot.axes.x_axis.high, write=signed, spacing=8.0)
        self.y = Axis.beside(theme, box, plot.axes.y_axis.low, plot.axes.y_axis.high, write=signed, spacing=3.0)
        place = box.left + box.width * (0.75 - LEAST) / (MOST - LEAST)
        self.x_name = math('#"nudge" delta', theme, TEXT).put(place, box.bottom - 56 * PX)
        self.y.named(math('Delta loss(L) thin #"in nats"', theme, TEXT))
        self.axes = Axes(self.x, self.y)
        self.zero = Ghost(theme, "line")
        self.between = Shape(theme.tint("loss", 0.3))
        self.curve = Trace(theme, self.axes, "loss", stroke=8.0, dot=13 * PX)
        self.line = Trace(theme, self.axes, "ink", stroke=5.0, dot=13 * PX)
        self.bar = Shape(theme.color("ink"), 0.0, stroke=5.0)
        self.come, self.promised = (Readout(theme, HERO, role, 3, signed=True) for role in ("loss", "ink"))
        self.apart = Readout(theme, TEXT, "loss", 3, signed=True)
        self.come_name = math("Delta loss(L)", theme, TEXT)
        self.apart_name = words("more", theme, TEXT, "loss")
        self.promised_name = math('#"slope" times delta', theme, TEXT)
        index_ = "" if labels else f"_{index + 1}"
        self.rule = Formula(theme, f"Delta loss(L) = log (1 + prediction(q{index_}) (e^delta - 1))", em(54))
        self.rule.put(box.left + 70 * PX, box.top - 84 * PX, "left")
        self.slope = slope
        self.numbers = Part(self.come, self.apart, self.promised, self.come_name, self.apart_name, self.promised_name)
        self.add(self.axes, self.zero, self.between, self.line, self.curve, self.bar)

    def show(self, zoomed: float, delta: float) -> "Trust":
        """Draw both up to a nudge of ``delta``, the axes zoomed in so far, 0 to 1."""
        first = self.plot.axes
        for axis, start, most in ((self.x, first.x_axis, 1.0), (self.y, first.y_axis, self.highest)):
            low, high = (a + zoomed * (b - a) for a, b in ((start.low, LEAST * most), (start.high, MOST * most)))
            axis.show(low, high)
        low = max(self.x.low, -1.0)
        deltas = np.linspace(low, max(delta, 0.0), POINTS)
        changes = self.plot.change(self.index, deltas)
        self.curve.show(deltas, changes)
        self.line.show([low, max(delta, 0.0)], [self.slope * low, self.slope * max(delta, 0.0)])
        (left, y), (right, _) = self.axes.at([self.x.low, self.x.high], [0.0, 0.0])
        self.zero.between((left, y), (right, y))
        ahead = deltas >= 0
        self.between.outline(
            np.vstack(
                [
                    self.axes.at(deltas[ahead], changes[ahead]),
                    self.axes.at(deltas[ahead], self.slope * deltas[ahead])[::-1],
                ]
            )
        )
        top, foot = self.axes.at(delta, changes[-1]), self.axes.at(delta, self.slope * delta)
        self.bar.path([top, foot])
        return self._write(float(changes[-1]), self.slope * delta, float(top[1]), float(foot[1]))

    def _write(self, come: float, promised: float, upper: float, lower: float) -> "Trust":
        """Write both numbers at the right, level with their dots but two lines apart, and between them the gap."""
        x, need = self.plot.box.right + 56 * PX, 152 * PX
        middle, apart = (upper + lower) / 2, max(upper - lower, need) / 2
        for number, name, value, y in (
            (self.come, self.come_name, come, middle + apart),
            (self.apart, self.apart_name, come - promised, middle),
            (self.promised, self.promised_name, promised, middle - apart),
        ):
            column = x + self.come.width("+0.000")
            number.middle(value, column, y, "right")
            name.middle(column + 30 * PX, y, "left")
        return self
