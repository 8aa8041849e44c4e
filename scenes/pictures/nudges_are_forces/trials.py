"""How far a slope can be trusted: line and curve part as the logit sinks, for the slope shrinks on the way."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.layout import Layout
from scenes.kit.marks import Ghost, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.kit.words import indexed
from scenes.pictures.nudges_are_forces.plot import LEAST, MOST, POINTS, NudgePlot, signed

#: How much of the way back to the first line the line of the slope of now goes, and how far ahead, in δ.
BACK, AHEAD = 0.9, 0.25
#: The nudge at the plot's left edge, and that at which the first line's name begins.
LOWEST, NAMED = -1.3, -0.75
#: From a line to its name, right under the first line, left above the dot's.
ASIDE, UNDER, ABOVE = 16 * PX, 34 * PX, 34 * PX
#: Where the numbers' rows lie, in pixels under the plot's upper edge, and how far apart the lines of one row.
ROWS, LINE = (36, 128, 266, 358, 450), 62 * PX


class Trust(Part):
    """What a slope promises for a nudge down to −1, and what comes; at the dot, the slope that the curve has there."""

    def __init__(self, plot: NudgePlot, layout: Layout, index: int, labels: Sequence[str]):
        super().__init__()
        theme, self.plot, self.index, self.slope = plot.theme, plot, index, plot.slope(index)
        box = plot.box
        self.x = Axis.below(theme, box, LOWEST, -LEAST, ticks=(-1.0, 0.0), write=signed)
        self.y = Axis.beside(theme, box, -MOST * self.slope, -LEAST * self.slope, write=signed, spacing=3.0)
        self.x.named(math(f'#"nudge" delta #"of" logit({indexed("z", index, labels)})', theme, TEXT), -0.5)
        self.axes = Axes(self.x, self.y)
        (left, y), (right, _) = self.axes.at([self.x.low, self.x.high], [0.0, 0.0])
        self.zero = Ghost(theme, "line").between((left, y), (right, y))
        self.between = Shape(theme.tint("loss", 0.3))
        self.curve = Trace(theme, self.axes, "loss", stroke=9.0, dot=13 * PX)
        self.line = Trace(theme, self.axes, "ink", stroke=5.0, dot=13 * PX)
        self.bar = Shape(theme.color("ink"), 0.0, stroke=5.0)
        #: the slope at the dot, thinner than the curve that it lies on, and what it is called
        self.local = Shape(theme.color("prediction"), 0.0, stroke=5.0)
        self.local_name = words("slope now", theme, TEXT, "prediction")
        x, y = self.axes.at(NAMED, self.slope * NAMED)
        line_name = words("promised", theme).middle(x + ASIDE, y - UNDER, "left")
        index_ = "" if labels else f"_{index + 1}"
        column, rows = box.right + 60 * PX, [box.top - y * PX for y in ROWS]
        promise, slope = f"prediction({self.slope:.3f}) times delta", f'#"slope" = prediction(q{index_})'
        names = "delta", "Delta loss(L)", promise, '#"short by"', slope
        self.numbers = Part(*(math(b, theme, TEXT).middle(column, y, "left") for b, y in zip(names, rows, strict=True)))
        self.numbers.add(words("promised", theme).middle(column, rows[2] + LINE, "left"))
        if labels:
            self.numbers.add(words(f"of {labels[index]}", theme).middle(column, rows[-1] - LINE, "left"))
        self.nudge = Readout(theme, HERO, decimals=2)
        self.come, self.promised = (Readout(theme, HERO, role, signed=True) for role in ("loss", "ink"))
        self.short, self.local_slope = Readout(theme, HERO), Readout(theme, HERO, "prediction")
        self.places = [(layout.right, y) for y in rows]
        self.numbers.add(self.nudge, self.come, self.promised, self.short, self.local_slope)
        self.add(self.axes, self.zero, self.between, self.line, self.curve.line, self.local, self.bar, self.curve.dot)
        self.add(self.numbers, line_name, self.local_name)
        self.show(0.0)

    def show(self, delta: float) -> "Trust":
        """Draw the curve down to a nudge of ``delta``, and the dot of what is promised on its line."""
        deltas = np.linspace(0.0, delta, POINTS)
        changes, promises = self.plot.change(self.index, deltas), self.slope * deltas
        self.curve.show(deltas, changes)
        ends = np.array([0.0, -1.0])
        self.line.show(ends, self.slope * ends)
        self.line.dot.disc(*self.axes.at(delta, self.slope * delta), self.line.radius)
        self.between.outline(np.vstack([self.axes.at(deltas, changes), self.axes.at(deltas, promises)[::-1]]))
        came, promised = float(changes[-1]), float(promises[-1])
        self.bar.path(self.axes.at([delta, delta], [came, promised]))
        moved = self.plot.z + delta * np.eye(len(self.plot.z))[self.index]
        slope = float(mc.gradient_wrt_logits(moved, self.plot.target)[self.index])
        back = BACK * (came - promised) / max(self.slope - slope, 1e-9)  # there it would meet the first line
        reach = np.array([-AHEAD, min(back, -delta)])
        self.local.path(self.axes.at(delta + reach, came + slope * reach))
        x, y = self.axes.at(delta, came)
        self.local_name.middle(x, y + ABOVE, "right")
        for part in (self.local, self.local_name):  # at first it is the first line
            part.set_presence(self.line.line.presence * clamp((-delta - 0.1) / 0.1, 0.0, 1.0))
        short = round(came, 3) - round(promised, 3)  # what is printed agrees
        numbers = self.nudge, self.come, self.promised, self.short, self.local_slope
        values = delta, came, promised, short, slope
        for number, value, (x, height) in zip(numbers, values, self.places, strict=True):
            number.middle(value, x, height, "right")
        return self
