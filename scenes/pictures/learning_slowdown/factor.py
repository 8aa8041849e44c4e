"""The factor that each loss puts on the error, over the neuron's output, and its mean."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.learning_slowdown.pulls import FILL, GAP, GRID

#: From the upright axis to the names; from a name's baseline down to what is written under it.
INSET, UNDER = 60 * PX, 80 * PX


class Factor(Part):
    """The factor q(1 − q) as water: it runs level at its mean, for the axis is 1 wide; above, cross-entropy's is 1."""

    def __init__(self, theme: Theme, axes: Axes):
        super().__init__()
        self.theme, self.axes = theme, axes
        self.mean = float(mc.work(mc.sigmoid_slope, [0.0], [1.0]))
        self.share = words("mean 1/6", theme, TEXT)
        bell = axes.at(GRID, mc.sigmoid_slope(GRID))
        ghost = Shape(theme.color("ink"), 0.0, stroke=3.0).dashed(bell)
        self.water = Shape(theme.color("ink"), FILL)
        self.surface = Shape(theme.color("ink"), 0.0, stroke=5.5)
        self.share.middle(float(axes.x_axis.end[0]) + GAP, float(axes.at(1.0, self.mean)[1]), "left")
        self.ruler = Axis(theme, axes.at(0.0, 0.0), axes.at(0.0, 1.0), 0.0, 1.0, ticks=(0.0, 0.25, 1.0))
        end, top = axes.at(1.0, 0.0), float(axes.y_axis.end[1])
        left, bell_top = float(axes.x_axis.start[0]) + INSET, float(axes.y_axis.at(0.25))
        #: what each loss's factor is, with room below for its step
        self.names = [
            math('"quadratic: factor" prediction(q) (1 - prediction(q))', theme, TEXT).put(
                left, bell_top + 104 * PX, "left"
            ),
            words("cross-entropy: factor 1", theme, TEXT).put(left, top - 62 * PX, "left"),
        ]
        through = Shape(theme.color("ink"), 0.0, stroke=5.5).path(axes.at(np.array([0.0, 1.0]), 1.0))
        one = words("1", theme, TEXT).put(float(end[0]), float(end[1]) - 68 * PX)
        self.add(self.ruler, ghost, self.water, self.surface, one, through, *self.names)

    def level(self, flat: float) -> "Factor":
        """Let the water run level, from 0 (the bell) to 1; its area stays."""
        points = self.axes.at(GRID, (1 - flat) * mc.sigmoid_slope(GRID) + flat * self.mean)
        self.surface.dashed(points)
        self.water.outline(np.concatenate([[self.axes.at(0.0, 0.0)], points, [self.axes.at(1.0, 0.0)]]))
        return self

    def steps(self, *bodies: str) -> Part:
        """Return what is to be said of each loss's step, under its name."""
        return Part(
            *(
                Formula(self.theme, body, HERO).put(name.origin[0], name.origin[1] - UNDER, "left")
                for body, name in zip(bodies, self.names, strict=True)
            )
        )
