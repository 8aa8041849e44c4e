"""Trials with nudges: classes lowered one by one under the soft ceiling, and how far a slope can be trusted."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.text import Readout, math, words
from scenes.pictures.nudges_are_forces.plot import POINTS, NudgePlot, signed

#: What the plot shows in the end, as shares of the nudge and of the loss's change.
LEAST, MOST = -0.12, 1.12


class Says(Part):
    """Under each lowered block how far the loss went with it; and where the ceiling was, as a ghost."""

    def __init__(self, machine: Machine, classes: Sequence[int], hang: Hang, z: np.ndarray):
        super().__init__()
        self.hang, theme = hang, machine.theme
        self.numbers = {i: Readout(theme, em(60) if machine.roomy else machine.size, "loss", 3, True) for i in classes}
        #: changes of the loss by class, as they are found
        self.found: dict[int, float] = {}
        edges = [
            machine.board.left,
            *(x for left in hang.lefts for x in (left, left + hang.width)),
            machine.board.right,
        ]
        height = float(hang.top(mc.log_sum_exp(z)))
        #: where the ceiling was, seen between the blocks, but not beside the true one, where the gap is named
        self.ghosts = Part(
            *(
                Ghost(theme, "loss").between((start + 12 * PX, height), (end - 12 * PX, height))
                for k, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True))
                if k not in (machine.target, machine.target + 1)
            )
        )

    def show(self, z: np.ndarray) -> "Says":
        """Write what was found below the blocks, wherever these hang."""
        lows = self.hang.top(z) - self.hang.height
        for i, change in self.found.items():
            x = float(self.hang.lefts[i]) + self.hang.width / 2
            self.numbers[i].middle(change, x, float(lows[i]) - 46 * PX)
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
        self.come_name = words("loss", theme, TEXT, "loss")
        self.promised_name = words("slope", theme, TEXT)
        index_ = "" if labels else f"_{index + 1}"
        self.rule = Formula(theme, f"Delta loss(L) = log (1 + prediction(q{index_}) (e^delta - 1))", em(54))
        self.rule.put(box.left + 70 * PX, box.top - 84 * PX, "left")
        self.slope = slope
        self.numbers = Part(self.come, self.promised, self.come_name, self.promised_name)
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
        """Write both numbers at the right, level with their dots but a line apart."""
        x, need = self.plot.box.right + 56 * PX, 92 * PX
        middle, apart = (upper + lower) / 2, max(upper - lower, need) / 2
        for number, name, value, y in (
            (self.come, self.come_name, come, middle + apart),
            (self.promised, self.promised_name, promised, middle - apart),
        ):
            number.middle(value, x, y, "left")
            name.middle(x + number.width("+0.000") + 30 * PX, y, "left")
        return self
