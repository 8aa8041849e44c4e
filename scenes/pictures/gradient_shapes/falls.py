"""How far both losses fall in a step of q."""

import numpy as np

import mathcore as mc
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.params import Params
from scenes.pictures.gradient_shapes.slopes import (
    COSTS,
    CROSS_ENTROPY,
    DOT,
    GAP,
    HEAD,
    LINE,
    QUADRATIC,
    Curves,
    ShareAxis,
)

#: How wide the bar of a fall is, and the least that it is high.
BAR, HAIRLINE = 20 * PX, 1.5 * PX
#: A bar stands out of the two curves: so far left of cross-entropy's dot, or right of the quadratic ring (left of its
#: dot where the picture ends), or as far as it takes to be clear of its curve.
ASIDE, CLEAR = {QUADRATIC: 66 * PX, CROSS_ENTROPY: 56 * PX}, 16 * PX
#: An axis that goes so high has a tick at every other number.
FEW = 4.5
#: From a step to how far it brings a loss, and the least of it where there is little room.
OFF, LEAST = 48 * PX, 24 * PX
LAWS = {QUADRATIC: "(1 - prediction(q))^2", CROSS_ENTROPY: '"−"log prediction(q)'}


def losses(theme: Theme, across: ShareAxis, box: Box, start: float) -> Curves:
    """Return both losses as curves, so high that the smallest q at which a step begins is in the picture."""
    room = 1 - 2.2 * HEAD / box.height
    highest = float(mc.prediction_loss(start, CROSS_ENTROPY)) + 0.25
    top = max(3.0, float(np.ceil(2 * highest / room)) / 2)
    ticks = tuple(np.arange(0.0, top + 0.1, 1.0 if top < FEW else 2.0).tolist())
    return Curves(theme, across, box, 0.0, top, mc.prediction_loss, ticks, LAWS)


class Fall(Part):
    """How far both losses fall in one step: a bar beside each curve, to its scale, and a number below its name.

    ``rings`` say where the step began.

    Parameters
    ----------
    curves : the losses.
    number : which step it is.
    right : no text goes beyond it.
    """

    def __init__(self, theme: Theme, curves: Curves, params: Params, number: int, right: float):
        super().__init__()
        self.curves, self.start = curves, params.steps()[number][0]
        self.rings = {cost: Shape(theme.color("paper"), stroke=5.0).set_stroke(theme.color("loss")) for cost in COSTS}
        self.levels = {cost: [Shape(theme.color("muted"), 0.0, stroke=3.0) for _ in "ab"] for cost in COSTS}
        self.bars = {cost: Shape(theme.color("up")) for cost in COSTS}
        self.numbers = {cost: Readout(theme, TEXT, "up", params.digits()) for cost in COSTS}
        levels = (level for pair in self.levels.values() for level in pair)
        self.add(*levels, *self.rings.values(), *self.bars.values(), *self.numbers.values())
        steps = [f"prediction({start:g} arrow.r {end:g})" for start, end in params.steps()]
        wide = max(math(step, theme, TEXT).advance for step in steps)
        room = max(self.numbers[cost].width(f"−{params.most():.{params.digits()}f}") for cost in COSTS)
        self.lefts = {QUADRATIC: self._goes_left(params.steps()[number][1]), CROSS_ENTROPY: True}
        wide += max(LEAST, min(OFF, right - curves.box.right - GAP - wide - room))
        #: where each loss's number stands
        self.places = {}
        for cost, name in curves.names.items():
            left, below = float(name.origin[0]), float(name.origin[1]) - (1 + number) * LINE
            if cost == QUADRATIC and float(name.origin[1]) - 2 * LINE < curves.box.bottom:
                below += (1 + len(steps)) * LINE  # too low for rows below it
            left = min(left, right - wide - room)
            self.add(math(steps[number], theme, TEXT).put(left, below, "left"))
            self.places[cost] = left + wide, below

    def show(self, q: float) -> "Fall":
        """Draw how far both losses fell from where the step began to ``q``."""
        for cost in COSTS:
            (far, high), (x, y) = self.curves.at(np.array([self.start, q]), cost).tolist()
            self.rings[cost].disc(far, high, DOT)
            aside, box = self._aside(q if self.lefts[cost] else self.start, cost), self.curves.box
            middle = max(x - aside, box.left + BAR) if self.lefts[cost] else min(far + aside, box.right - BAR)
            self.bars[cost].box(middle - BAR / 2, y, BAR, max(high - y, HAIRLINE))
            for level, place in zip(self.levels[cost], ((far, high), (x, y)), strict=True):
                level.dashes(place, (middle, place[1]), 4 * PX, 9 * PX)
            self.numbers[cost].put(
                float(np.diff(mc.prediction_loss(np.array([self.start, q]), cost))[0]), *self.places[cost], "left"
            )
        return self

    def _goes_left(self, end: float) -> bool:
        """Whether the quadratic bar has no room at the right of its ring, but has between both curves at the left."""
        box, high = self.curves.box, self.curves.at(self.start, QUADRATIC)
        left = float(self.curves.at(end, QUADRATIC)[0]) - self._aside(end, QUADRATIC) - BAR / 2
        if high[0] + self._aside(self.start, QUADRATIC) <= box.right - BAR or left <= box.left:
            return False
        over = self.curves.at(float(1 - (left - box.left) / box.width), CROSS_ENTROPY)
        return float(over[1] - high[1]) > 2 * CLEAR

    def _aside(self, q: float, cost: str) -> float:
        """Return how far from ``q`` a bar is clear of its curve."""
        units = self.curves.axes.y_axis.unit / self.curves.axes.x_axis.unit
        steep = abs(float(mc.gated_slope(q, cost, 0.0)) * units)
        return max(ASIDE[cost], CLEAR / max(steep, 1e-6))
