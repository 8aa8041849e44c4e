"""Triangles on two losses' curves: how far each falls, over which step in q."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.params import Params
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, QUADRATIC

#: Of steps that are shorter in the picture the chord is lengthened, to so much of q if there is room.
SHORT, LONG = 80 * PX, 0.2
#: From a side to the text beside it, and to the baseline above it; the least height of a side that has its number.
BESIDE, ABOVE, TALL = 18 * PX, 22 * PX, 64 * PX
#: How high a number's digits are.
HIGH = 34 * PX


class Triangles(Part):
    """On each loss a triangle: one side is the step in q, the upright one is how far the loss falls in it.

    In a step too short to be seen the third side alone is drawn, longer than the step on both ends: how steep it is.
    """

    def __init__(self, theme: Theme, axes: Axes, box: Box):
        super().__init__()
        self.theme, self.axes, self.box = theme, axes, box
        self.chords = {cost: Shape(theme.color("ink"), 0.0, stroke=4.0) for cost in COSTS}
        self.sides = {cost: Shape(theme.color("ink"), 0.0, stroke=4.0) for cost in COSTS}
        self.uprights = {cost: Shape(theme.color("up"), 0.0, stroke=7.0) for cost in COSTS}
        self.add(*self.chords.values(), *self.sides.values(), *self.uprights.values())

    def least(self, step: tuple[float, float]) -> float:
        """Return how long in q the chords of a step are at least: 0 if it can be seen, or has no room."""
        start, end = step
        if (end - start) * self.box.width > SHORT:
            return 0.0
        room = [start, 1 - end]
        for cost in COSTS:
            high, low = mc.prediction_loss(np.array(step), cost)
            steepest = -float(mc.gated_slope(start, cost, 0.0))
            room += [(self.axes.y_axis.high - high) / steepest, low / steepest]
        long = min(LONG, 2 * min(room))
        return long if long > end - start else 0.0

    def _ends(self, cost: str, q: float, before: float) -> np.ndarray:
        """Return a chord's upper and lower end, shape (2, 2)."""
        q = max(q, before + 1e-6)  # as long as there is no step, the chord is a tangent
        return self.axes.at([before, q], mc.prediction_loss(np.array([before, q]), cost))

    def show(self, q: float, before: float, least: float) -> "Triangles":
        """Draw both for a step from ``before`` to ``q``, with chords ``least`` long in q at least."""
        long = max(q - before, 1e-6)
        for cost in COSTS:
            upper, lower = self._ends(cost, q, before)
            # Cross-entropy's hangs over its curve, the quadratic one stands under it.
            off, on = (upper, lower) if cost == CROSS_ENTROPY else (lower, upper)
            right = np.array([on[0], off[1]])
            shown = max(0.0, 1.0 - least / long)
            self.sides[cost].path([right + shown * (off - right), right])
            self.uprights[cost].path([right, right + shown * (on - right)])
            middle, half = (upper + lower) / 2, (upper - lower) / 2 * max(1.0, least / long)
            self.chords[cost].path([middle + half, middle - half])
        return self

    def measures(self, step: tuple[float, float], params: Params) -> Part:
        """Return how long the sides are after a step, or how steep it is if it is too short; where there is room."""
        return self._steepness(step, params) if self.least(step) else self._lengths(step, params)

    def _steepness(self, step: tuple[float, float], params: Params) -> Part:
        """Return the fall per unit of q on each loss: over cross-entropy's step and under the quadratic one."""
        under, over = (words(rate, self.theme, TEXT, "loss") for rate in params.rates(step))
        (left, high), (right, low) = (self._ends(cost, *step[::-1]).mean(0) for cost in (CROSS_ENTROPY, QUADRATIC))
        found = Part(self._over(over, left - BESIDE, high))
        right, low = right + BESIDE, low - ABOVE - HIGH
        room = right + under.advance < self.box.right and low > self.box.bottom + ABOVE
        return found.add(under.put(right, low, "left")) if room else found

    def _lengths(self, step: tuple[float, float], params: Params) -> Part:
        """Return the fall beside each upright side that is long enough, and the step over cross-entropy's."""
        found = Part()
        for cost, written in zip(COSTS, params.falls(step), strict=True):
            (far, high), (near, low) = self._ends(cost, *step[::-1])
            fall = words(written, self.theme, TEXT, "up")
            right = self.box.right if cost == QUADRATIC else near - BESIDE
            left = far + BESIDE if cost == QUADRATIC else self.box.left + BESIDE
            if high - low > TALL and right - left > fall.advance:
                align, edge = ("left", left) if cost == QUADRATIC else ("right", right)
                found.add(fall.middle(edge, (high + low) / 2, align))
        base = math(f"Delta prediction(q) = prediction({step[1] - step[0]:g})", self.theme, TEXT)
        return found.add(self._over(base, *self._ends(CROSS_ENTROPY, *step[::-1])[0]))

    def _over(self, text: Label, x: float, y: float) -> Label:
        """Put a text's lower right end to a place, clear of cross-entropy's curve and the upright axis."""
        x = max(x, self.box.left + BESIDE + text.advance)
        share = 1 - (x - self.box.left) / self.box.width
        curve = float(self.axes.at(share, mc.prediction_loss(share, CROSS_ENTROPY))[1])
        return text.put(x, max(y, curve) + ABOVE, "right")
