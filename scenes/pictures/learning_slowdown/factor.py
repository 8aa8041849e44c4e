"""The factor that each loss puts on the error, over the neuron's output, and its mean."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.learning_slowdown.pulls import GAP, GRID


class Factor(Part):
    """The factor q(1 − q) as water: it runs level at its mean, for the axis is 1 wide; above, cross-entropy's is 1."""

    def __init__(self, theme: Theme, axes: Axes):
        super().__init__()
        self.axes = axes
        self.mean = float(mc.work(mc.sigmoid_slope, [0.0], [1.0]))
        self.share = words("mean 1/6", theme, TEXT, "prediction")
        bell = axes.at(GRID, mc.sigmoid_slope(GRID))
        ghost = Shape(theme.color("prediction"), 0.0, stroke=3.0).dashed(bell)
        self.water = Shape(theme.color("prediction"), 0.45)
        self.surface = Shape(theme.color("prediction"), 0.0, stroke=5.5)
        self.share.middle(float(axes.x_axis.end[0]) + GAP, float(axes.at(1.0, self.mean)[1]), "left")
        self.ruler = Axis(theme, axes.at(0.0, 0.0), axes.at(0.0, 1.0), 0.0, 1.0, ticks=(0.0, 0.25, 1.0))
        top, end, whole = axes.at(0.5, 0.25), axes.at(1.0, 0.0), axes.at(1.0, 1.0)
        name = math('"quadratic: factor" prediction(q (1 - q))', theme, TEXT).put(
            float(top[0]), float(top[1]) + 24 * PX
        )
        through = Shape(theme.color("prediction"), 0.0, stroke=5.5).path(axes.at(np.array([0.0, 1.0]), 1.0))
        all_ = math('"cross-entropy: factor" prediction(1)', theme, TEXT)
        all_.put(float(whole[0]), float(whole[1]) - 62 * PX, "right")
        one = words("1", theme, TEXT).put(float(end[0]), float(end[1]) - 68 * PX)
        self.add(self.ruler, ghost, self.water, self.surface, name, one, through, all_)

    def level(self, flat: float) -> "Factor":
        """Let the water run level, from 0 (the bell) to 1; its area stays."""
        points = self.axes.at(GRID, (1 - flat) * mc.sigmoid_slope(GRID) + flat * self.mean)
        self.surface.dashed(points)
        self.water.outline(np.concatenate([[self.axes.at(0.0, 0.0)], points, [self.axes.at(1.0, 0.0)]]))
        return self
