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

#: How far ahead of the dot the line of the slope of now goes, in δ: there is no curve yet that it would lie on.
AHEAD = 0.35
#: The nudge at which the first line's name begins, and how far ahead of the dot, in δ, the name of its line ends.
NAMED, CLEAR = -0.78, 0.08
#: From a line to its name, right under the first line, left above the dot's.
ASIDE, UNDER, ABOVE = 16 * PX, 46 * PX, 34 * PX
#: Where the numbers' rows lie, in pixels under the plot's upper edge, and how far apart the lines of one row.
ROWS, LINE = (36, 286, 354, 422), 68 * PX
#: A square of what is missing, beside its name.
PIECE = 30 * PX
#: How far down the frame the plot reaches, in pixels: there are no names under it.
FOOT = 826


class Trust(Part):
    """What a slope promises for a nudge down to −1, and what comes; at the dot, the slope that the curve has there."""

    def __init__(self, plot: NudgePlot, layout: Layout, index: int, labels: Sequence[str]):
        super().__init__()
        theme, self.plot, self.index, self.slope = plot.theme, plot, index, plot.slope(index)
        box = plot.box._replace(bottom=layout.pixels(0, 0, 0, FOOT).bottom)
        self.local_name = words("slope now", theme, TEXT)
        # In the end that name has room left of the dot.
        end, room = -1.0 - CLEAR, self.local_name.advance + 40 * PX
        lowest = end - (-LEAST - end) * room / (box.width - room)
        self.x = Axis.below(theme, box, lowest, -LEAST, ticks=(-1.0, 0.0), write=signed)
        self.y = Axis.beside(theme, box, -MOST * self.slope, -LEAST * self.slope, write=signed, spacing=3.0)
        self.x.named(math(f'#"nudge" delta #"of" logit({indexed("z", index, labels)})', theme, TEXT), -0.5)
        self.axes = Axes(self.x, self.y)
        (left, y), (right, _) = self.axes.at([self.x.low, self.x.high], [0.0, 0.0])
        self.zero = Ghost(theme, "line").between((left, y), (right, y))
        #: what is missing, and a piece of it after its name
        self.between, piece = (Shape(theme.tint("ink", 0.2)) for _ in range(2))
        self.curve = Trace(theme, self.axes, "loss", stroke=9.0, dot=13 * PX)
        self.line = Trace(theme, self.axes, "ink", stroke=5.0, dot=13 * PX)
        self.bar = Shape(theme.color("ink"), 0.0, stroke=5.0)
        #: the slope at the dot
        self.local = Shape(theme.color("ink"), 0.0, stroke=5.0)
        x, y = self.axes.at(NAMED, self.slope * NAMED)
        first = f"{self.slope:.3f}"
        line_name = math(f'#"promised:" {first} times delta', theme, TEXT).middle(x + ASIDE, y - UNDER, "left")
        column, rows = box.right + 60 * PX, [box.top - y * PX for y in ROWS]
        slope = f'#"slope" = prediction({indexed("q", index, labels)})'
        names = slope, '#"promised"', '#"actual" Delta loss(L)', '#"gap"'
        self.numbers = Part(*(math(b, theme, TEXT).middle(column, y, "left") for b, y in zip(names, rows, strict=True)))
        after = column + self.numbers[-1].advance + 20 * PX
        self.numbers.add(piece.box(after, rows[-1] - PIECE / 2, PIECE, PIECE))
        at_first = rows[0] - LINE
        self.numbers.add(words("slope at first", theme).middle(column, at_first, "left"))
        self.numbers.add(math(first, theme, TEXT).middle(layout.right, at_first, "right"))
        self.local_slope, self.promised = Readout(theme, HERO), Readout(theme, TEXT, signed=True)
        self.come, self.gap = Readout(theme, TEXT, "loss", signed=True), Readout(theme, TEXT, signed=True)
        self.places = [(layout.right, y) for y in rows]
        self.numbers.add(self.local_slope, self.promised, self.come, self.gap)
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
        ahead = min(AHEAD, (came + MOST * self.slope) / slope)  # it ends above the axis
        reach = np.array([-ahead, 0.0])
        self.local.path(self.axes.at(delta + reach, came + slope * reach))
        x, y = self.axes.at(delta - CLEAR, came - slope * CLEAR)
        self.local_name.middle(x, y + ABOVE, "right")
        for part in (self.local, self.local_name):  # at first it lies on the first line
            part.set_presence(self.line.line.presence * clamp((-delta - 0.25) / 0.1, 0.0, 1.0))
        numbers = self.local_slope, self.promised, self.come, self.gap
        values = slope, promised, came, round(came, 3) - round(promised, 3)  # as they are printed
        for number, value, (x, height) in zip(numbers, values, self.places, strict=True):
            number.middle(value, x, height, "right")
        return self
