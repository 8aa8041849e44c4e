"""How far a slope can be trusted: line and curve part as the logit sinks, for the slope shrinks on the way.

So does the force, which is minus the slope.
"""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.arrows import silhouette
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
#: From the zero line to the force's name, for which the plot begins so much lower than those before it.
OVER, LOWER = 44 * PX, 18 * PX
#: Where the numbers' rows lie, in pixels under the plot's upper edge.
ROWS = (36, 112, 286, 354, 422)
#: The stroke of what is missing, and its length beside its name.
MISSING, PIECE = 10.0, 40 * PX
#: The force: its head's length, half that one's width, half its shaft's; in δ, from its tip to the plot's end at least.
HEAD, HALF_HEAD, SHAFT, BEFORE = 40 * PX, 18 * PX, 6 * PX, 0.05
#: How far down the frame the plot reaches, in pixels: there are no names under it.
FOOT = 826


class Trust(Part):
    """What a slope promises for a nudge down to −1, and what comes; at the dot, the slope that the curve has there."""

    def __init__(self, plot: NudgePlot, layout: Layout, index: int, labels: Sequence[str]):
        super().__init__()
        theme, self.plot, self.index, self.slope = plot.theme, plot, index, plot.slope(index)
        box = plot.box._replace(bottom=layout.pixels(0, 0, 0, FOOT).bottom, top=plot.box.top - LOWER)
        self.local_name = words("slope now", theme, TEXT)
        # In the end that name has room left of the dot.
        end, room = -1.0 - CLEAR, self.local_name.advance + 40 * PX
        lowest = end - (-LEAST - end) * room / (box.width - room)
        lowest = min(lowest, -1.0 - self.slope_at(-1.0) - BEFORE)
        self.x = Axis.below(theme, box, lowest, -LEAST, ticks=(-1.0, 0.0), write=signed)
        self.y = Axis.beside(theme, box, -MOST * self.slope, -LEAST * self.slope, write=signed, spacing=3.0)
        self.x.named(math(f'#"nudge" delta #"of" logit({indexed("z", index, labels)})', theme, TEXT), -0.5)
        self.axes = Axes(self.x, self.y)
        (left, y), (right, _) = self.axes.at([self.x.low, self.x.high], [0.0, 0.0])
        self.zero = Ghost(theme, "line").between((left, y), (right, y))
        self.curve = Trace(theme, self.axes, "loss", stroke=9.0, dot=13 * PX)
        self.line = Trace(theme, self.axes, "muted", stroke=5.0, dot=13 * PX, dashed=True)
        #: what is missing, and a piece of it after its name
        self.bar, piece = (Shape(theme.color("ink"), 0.0, stroke=MISSING) for _ in range(2))
        #: the slope at the dot
        self.local = Shape(theme.color("ink"), 0.0, stroke=5.0)
        #: the force on the logit, along its nudges and on their scale
        self.force, self.force_name = Shape(theme.color("down")), words("force", theme, TEXT, "down")
        x, y = self.axes.at(NAMED, self.slope * NAMED)
        first = f"{self.slope:.3f}"
        line_name = math(f'#"promised:" {first} times delta', theme, TEXT, "muted").middle(x + ASIDE, y - UNDER, "left")
        column, rows = box.right + 60 * PX, [box.top - y * PX for y in ROWS]
        q = indexed("q", index, labels)
        slope, force = f'#"slope" = prediction({q})', f'#"force" = prediction(-{q})'
        names = slope, force, '#"promised"', '#"actual" Delta loss(L)', '#"gap"'
        roles = "ink", "ink", "muted", "ink", "ink"
        told = zip(names, roles, rows, strict=True)
        self.numbers = Part(*(math(b, theme, TEXT, role).middle(column, y, "left") for b, role, y in told))
        after = column + self.numbers[-1].advance + 20 * PX
        self.numbers.add(piece.path([(after, rows[-1] - PIECE / 2), (after, rows[-1] + PIECE / 2)]))
        self.local_slope, self.pull = Readout(theme, HERO), Readout(theme, TEXT, "down", signed=True)
        self.promised = Readout(theme, TEXT, "muted", signed=True)
        self.come, self.gap = Readout(theme, TEXT, "loss", signed=True), Readout(theme, TEXT, signed=True)
        self.places = [(layout.right, y) for y in rows]
        self.numbers.add(self.local_slope, self.pull, self.promised, self.come, self.gap)
        self.add(self.axes, self.zero, self.line, self.force)
        self.add(self.curve.line, self.local, self.bar, self.curve.dot)
        self.add(self.numbers, line_name, self.local_name, self.force_name)
        self.show(0.0)

    def slope_at(self, delta: float) -> float:
        """Return the curve's slope at a nudge of ``delta``, the share that there is left of q."""
        moved = self.plot.z + delta * np.eye(len(self.plot.z))[self.index]
        return float(mc.gradient_wrt_logits(moved, self.plot.target)[self.index])

    def show(self, delta: float) -> "Trust":
        """Draw the curve down to a nudge of ``delta``, and the dot of what is promised on its line."""
        deltas = np.linspace(0.0, delta, POINTS)
        changes, promises = self.plot.change(self.index, deltas), self.slope * deltas
        self.curve.show(deltas, changes)
        ends = np.array([0.0, -1.0])
        self.line.show(ends, self.slope * ends)
        self.line.dot.disc(*self.axes.at(delta, self.slope * delta), self.line.radius)
        came, promised = float(changes[-1]), float(promises[-1])
        self.bar.path(self.axes.at([delta, delta], [came, promised]))
        slope = self.slope_at(delta)
        (tail, zero), (tip, _) = self.axes.at([delta, delta - slope], 0.0)
        small = min(1.0, (tail - tip) / HEAD)  # a short one is a head alone, of the same shape
        body = silhouette(tail, tip + small * HEAD, tip, small * SHAFT, small * HALF_HEAD)
        self.force.outline(body + np.array([0.0, zero]))
        self.force_name.middle((tail + tip) / 2, zero + OVER)
        ahead = min(AHEAD, (came + MOST * self.slope) / slope)  # it ends above the axis
        reach = np.array([-ahead, 0.0])
        self.local.path(self.axes.at(delta + reach, came + slope * reach))
        x, y = self.axes.at(delta - CLEAR, came - slope * CLEAR)
        self.local_name.middle(x, y + ABOVE, "right")
        for part in (self.local, self.local_name):  # at first it lies on the first line
            part.set_presence(self.line.line.presence * clamp((-delta - 0.25) / 0.1, 0.0, 1.0))
        numbers = self.local_slope, self.pull, self.promised, self.come, self.gap
        values = slope, -slope, promised, came, round(came, 3) - round(promised, 3)  # as they are printed
        for number, value, (x, height) in zip(numbers, values, self.places, strict=True):
            number.middle(value, x, height, "right")
        return self
