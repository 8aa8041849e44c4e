"""Triangles on two losses' curves: how far each falls, over which step in q."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.params import Params
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, QUADRATIC

#: The triangles of steps that are shorter in the picture are lengthened, to so much of q if there is room.
SHORT, LONG = 80 * PX, 0.2
#: From a side to the text beside it, and to the baseline above it; the least height of a side that has its number.
BESIDE, ABOVE, TALL = 18 * PX, 22 * PX, 64 * PX


class Triangles(Part):
    """On each loss a triangle: one side is the step in q, the upright one is how far the loss falls in it.

    Triangles of a step too short to be seen are longer than the step, both equally, and as steep as it is.
    """

    def __init__(self, theme: Theme, axes: Axes, box: Box):
        super().__init__()
        self.theme, self.axes, self.box = theme, axes, box
        self.sides = {cost: Shape(theme.color("ink"), 0.0, stroke=4.0) for cost in COSTS}
        self.uprights = {cost: Shape(theme.color("up"), 0.0, stroke=7.0) for cost in COSTS}
        self.add(*self.sides.values(), *self.uprights.values())

    def least(self, step: tuple[float, float]) -> float:
        """Return how long in q the triangles of a step are at least: 0 if it can be seen."""
        start, end = step
        if (end - start) * self.box.width > SHORT:
            return 0.0
        room = [start, 1 - end]
        for cost in COSTS:
            high, low = mc.prediction_loss(np.array(step), cost)
            steepest = -float(mc.gated_slope(start, cost, 0.0))
            room += [(self.axes.y_axis.high - high) / steepest, low / steepest]
        long = _rounded(min(LONG, 2 * min(room)))
        return long if long > end - start else 0.0

    def _corners(self, cost: str, q: float, before: float, least: float) -> np.ndarray:
        """Return the corner off the upright side, the right angle, and the upright side's other end; shape (3, 2)."""
        q = max(q, before + 1e-6)  # as long as there is no step, the chord is a tangent
        upper, lower = self.axes.at([before, q], mc.prediction_loss(np.array([before, q]), cost))
        middle, half = (upper + lower) / 2, (upper - lower) / 2 * max(1.0, least / (q - before))
        # Cross-entropy's hangs over its curve, the quadratic one stands under it.
        off, on = (middle + half, middle - half) if cost == CROSS_ENTROPY else (middle - half, middle + half)
        return np.array([off, (on[0], off[1]), on])

    def show(self, q: float, before: float, least: float) -> "Triangles":
        """Draw both for a step from ``before`` to ``q``, ``least`` long in q at least."""
        for cost in COSTS:
            off, right, on = self._corners(cost, q, before, least)
            self.sides[cost].path([right, off, on])
            self.uprights[cost].path([right, on])
        return self

    def measures(self, step: tuple[float, float], params: Params, noted: tuple[float, float]) -> Part:
        """Return how long the triangles' sides are after a step, where there is room, and a note if they are longer."""
        start, end = step
        least, found = self.least(step), Part()
        long = max(least, end - start)
        if least:
            found.add(words("(step drawn longer)", self.theme, TEXT).put(*noted, "left"))
        for cost, written in zip(COSTS, params.falls(step, long), strict=True):
            _, (x, y), (_, other) = self._corners(cost, end, start, least)
            fall = words(written, self.theme, TEXT, "up")
            ends = (x + BESIDE, self.box.right) if cost == QUADRATIC else (self.box.left + BESIDE, x - BESIDE)
            if abs(other - y) > TALL and ends[1] - ends[0] > fall.advance:
                align, edge = ("left", ends[0]) if cost == QUADRATIC else ("right", ends[1])
                found.add(fall.middle(edge, (y + other) / 2, align))
        (x, y), *_ = self._corners(CROSS_ENTROPY, end, start, least)
        base = math(f"Delta prediction(q) = prediction({long:g})", self.theme, TEXT)
        x = max(x, self.box.left + BESIDE + base.advance)
        share = 1 - (x - self.box.left) / self.box.width
        curve = float(self.axes.at(share, mc.prediction_loss(share, CROSS_ENTROPY))[1])
        return found.add(base.put(x, max(y, curve) + ABOVE, "right"))


def _rounded(value: float) -> float:
    """Return a value rounded down to one digit, as which it is written."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(f"{np.floor(value / power + 1e-9) * power:.1g}")
