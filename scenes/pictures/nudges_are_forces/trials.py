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

#: How much of the way back to the first line the line of the slope of now goes, how far ahead, in δ, and where it ends.
BACK, AHEAD, LOWEST = 0.75, 0.12, -1.03
#: From the bar to what is said of it, whose two rows lie so far above and below the bar's middle.
ASIDE, ROW = 50 * PX, 29 * PX
#: From which nudge on curve and lines are drawn.
FIRST = 0.05


class Trust(Part):
    """What a slope promises for a nudge down to −1, and what comes; at the dot, the slope that the curve has there."""

    def __init__(self, plot: NudgePlot, layout: Layout, index: int, labels: Sequence[str]):
        super().__init__()
        theme, self.plot, self.index, self.slope = plot.theme, plot, index, plot.slope(index)
        box = plot.box
        #: how much less comes than was promised, left of the bar when it stands at −1
        self.short = Part(words("short by", theme), Readout(theme, TEXT))
        wide = self.short[0].advance + ASIDE + 20 * PX
        low = (LEAST * wide - box.width) / (box.width - wide)  # so that −1 lies so far from the upright axis
        self.x = Axis.below(theme, box, low, -LEAST, ticks=(-1.0, 0.0), write=signed)
        self.y = Axis.beside(theme, box, -MOST * self.slope, -LEAST * self.slope, write=signed, spacing=3.0)
        self.x.named(math(f'#"nudge" delta #"of" logit({indexed("z", index, labels)})', theme, TEXT), -0.5)
        self.axes = Axes(self.x, self.y)
        (left, y), (right, _) = self.axes.at([self.x.low, self.x.high], [0.0, 0.0])
        self.zero = Ghost(theme, "line").between((left, y), (right, y))
        self.between = Shape(theme.tint("loss", 0.3))
        self.curve = Trace(theme, self.axes, "loss", stroke=6.0, dot=13 * PX)
        self.line = Trace(theme, self.axes, "ink", stroke=5.0, dot=13 * PX)
        self.bar = Shape(theme.color("ink"), 0.0, stroke=5.0)
        self.local = Shape(theme.color("prediction"), 0.0, stroke=5.0)
        index_ = "" if labels else f"_{index + 1}"
        column, rows = box.right + 60 * PX, [box.top - y * PX for y in (110, 270, 430 if labels else 380)]
        names = ("Delta loss(L)", f"prediction({self.slope:.3f}) times delta", f'#"slope" = prediction(q{index_})')
        self.numbers = Part(*(math(b, theme, TEXT).middle(column, y, "left") for b, y in zip(names, rows, strict=True)))
        self.numbers.add(words("promised", theme).middle(column, rows[1] + 62 * PX, "left"))
        if labels:
            self.numbers.add(words(f"of {labels[index]}", theme).middle(column, rows[-1] - 62 * PX, "left"))
        self.come, self.promised = (Readout(theme, HERO, role, signed=True) for role in ("loss", "ink"))
        self.local_slope = Readout(theme, HERO, "prediction")
        self.places = [(layout.right, y) for y in rows]
        self.numbers.add(self.come, self.promised, self.local_slope)
        self.add(self.axes, self.zero, self.between, self.line, self.local, self.curve.line, self.bar, self.curve.dot)
        self.add(self.numbers)
        self.show(0.0)

    def show(self, delta: float) -> "Trust":
        """Draw the curve down to a nudge of ``delta``, and the dot of what is promised on its line."""
        deltas = np.linspace(FIRST, delta, POINTS)
        self.curve.show(deltas, self.plot.change(self.index, deltas))
        ends = np.array([FIRST, -1.0])
        self.line.show(ends, self.slope * ends)
        self.line.dot.disc(*self.axes.at(delta, self.slope * delta), self.line.radius)
        below = np.linspace(0.0, delta, POINTS)
        edges = self.plot.change(self.index, below), self.slope * below
        self.between.outline(np.vstack([self.axes.at(below, edges[0]), self.axes.at(below, edges[1])[::-1]]))
        came, promised = float(edges[0][-1]), float(edges[1][-1])
        self.bar.path(self.axes.at([delta, delta], [came, promised]))
        # What is printed agrees. It comes when neither curve nor line is left of the bar any more.
        x, middle = self.axes.at(delta, (came + promised) / 2)
        middle = max(middle, self.plot.box.bottom + 2 * ROW + 14 * PX)
        name, number = self.short
        name.middle(x - ASIDE, middle + ROW, "right")
        number.middle(round(came, 3) - round(promised, 3), x - ASIDE, middle - ROW, "right")
        self.short.set_presence(clamp((-delta - 0.96) / 0.04, 0.0, 1.0))
        moved = self.plot.z + delta * np.eye(len(self.plot.z))[self.index]
        slope = float(mc.gradient_wrt_logits(moved, self.plot.target)[self.index])
        back = BACK * (came - promised) / max(self.slope - slope, 1e-9)  # there it would meet the first line
        reach = np.array([-min(AHEAD, delta - LOWEST), min(back, FIRST - delta)])
        reach *= clamp(-delta / 0.1, 0.0, 1.0)  # at first it is the first line
        self.local.path(self.axes.at(delta + reach, came + slope * reach))
        for number, value, (x, height) in zip(
            (self.come, self.promised, self.local_slope), (came, promised, slope), self.places, strict=True
        ):
            number.middle(value, x, height, "right")
        return self
