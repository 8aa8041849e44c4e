"""The sigmoid over the logit, with tangents that show how flat it is."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme

#: Half a tangent's length.
TANGENT = 150 * PX
#: From one number down to the next.
LINE = 62 * PX


class Flatness(Part):
    """A dot on the sigmoid, its tangent, and the slope in numbers."""

    def __init__(self, theme: Theme, axes: Axes):
        super().__init__()
        self.axes = axes
        self.line = Shape(theme.color("ink"), 0.0, stroke=5.0)
        self.dot = Shape(theme.color("prediction")).halo(theme.color("paper"), 4 * PX)
        self.number = Formula(theme, '"slope" @s[0.000]').halo(theme.color("paper"))
        self.add(self.line, self.dot, self.number)

    def touch(self, z: float) -> "Flatness":
        """Draw dot and tangent at a logit."""
        q = mc.sigmoid(z)
        x, y = self.axes.at(z, q)
        along = np.array([self.axes.x_axis.unit, float(mc.sigmoid_slope(q)) * self.axes.y_axis.unit])
        # near the curve's ends the tangent is shorter
        ends = float(x) - self.axes.x_axis.start[0], self.axes.x_axis.end[0] - float(x)
        along *= min(TANGENT / np.linalg.norm(along), min(ends) / along[0])
        self.line.path([(x - along[0], y - along[1]), (x + along[0], y + along[1])])
        self.dot.disc(x, y, 17 * PX)
        self.number.show(s=float(mc.sigmoid_slope(q)))
        return self


class SigmoidPlot(Part):
    """The sigmoid over the logit beside the neuron's tube: both have the output's scale.

    Parameters
    ----------
    box : the plot's.
    starts : weight and bias of both starts.
    wall : the tube's right wall, from which the output is led to the curve.
    """

    def __init__(self, theme: Theme, box: Box, starts, wall: float):
        super().__init__()
        self.theme, self.box, self.wall = theme, box, wall
        self.logits = [float(sum(start)) for start in starts]
        self.reach = max(5.0, 1.2 * max(self.logits))
        tick = max(value for value in (4.0, 5.0, 10.0, 20.0) if value <= 0.88 * self.reach)
        x = Axis.below(theme, box, -self.reach, self.reach, ticks=(-tick, 0.0, tick))
        x.named(math("logit(z) = w dot 1 + b", theme, TEXT), tick / 2)
        self.axes = Axes(x, Axis.beside(theme, box, 0.0, 1.0, ticks=()))
        z = np.linspace(-self.reach, self.reach, 241)
        self.curve = Shape(theme.color("prediction"), 0.0, stroke=8.0).path(self.axes.at(z, mc.sigmoid(z)))
        self.level = Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.now = Flatness(theme, self.axes)
        self.law = Formula(theme, "prediction(q) = sigma(logit(z))")
        self.law.put(box.right - 160 * PX, box.bottom + 130 * PX, "right")
        #: whether a start was marked: two starts alike have one number
        self.marked = False
        self.add(x, self.curve, self.law, self.level, self.now.line, self.now.dot)

    def at_logit(self, z: float) -> "SigmoidPlot":
        """Ride on the curve: the dot is level with what fills the tube."""
        x, y = self.axes.at(z, mc.sigmoid(z))
        self.now.touch(z)
        self.level.dashes((self.wall, y), (max(self.wall, x - 20 * PX), y), 4 * PX, 9 * PX)
        return self

    def mark(self, z: float) -> Flatness:
        """Return what is left at a logit: its tangent and slope, the number where there is room for it."""
        mark = Flatness(self.theme, self.axes).touch(z)
        x, y = self.axes.at(z, mc.sigmoid(z))
        wide = mark.number.advance
        if z < 0:
            mark.number.put(max(x - TANGENT, self.box.left + 20 * PX), y + 44 * PX, "left")
            return mark
        if z == self.logits[0] == self.logits[1] and self.marked:
            mark.remove(mark.number)
        self.marked = True
        low, (next_x, next_y) = y - 76 * PX, self.axes.at(self.logits[1], mc.sigmoid(self.logits[1]))
        if z < self.logits[1] and x + wide + 60 * PX > min(next_x, self.box.right - wide):
            # the less wrong start's number goes below the other's, which it would meet
            low = min(low, float(next_y) - 76 * PX - LINE)
        mark.number.put(min(x + 24 * PX, self.box.right + 40 * PX - wide), low, "left")
        return mark


def time_axis(theme: Theme, box: Box, updates: int) -> Axis:
    """Return an axis of updates along a box's lower side, with few ticks and its name before the first of them."""
    step = next(s for p in range(5) for s in (10**p, 2 * 10**p, 5 * 10**p) if updates / s < 4)
    axis = Axis.below(theme, box, 0.0, updates, ticks=tuple(float(k * step) for k in range(updates // step + 1)))
    return axis.named(words("updates", theme, TEXT, "muted"), step / 2)
