"""How far both losses fall in a step of q."""

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.params import Params
from scenes.pictures.gradient_shapes.slopes import (
    COSTS,
    CROSS_ENTROPY,
    GAP,
    HEAD,
    QUADRATIC,
    Curves,
    ShareAxis,
)

#: How high the bar of a fall is, and the least that it is long; how far it lies under its row.
BAR, HAIRLINE, UNDER = 16 * PX, 1.5 * PX, 8 * PX
#: From a loss's name down to its first row, and from a row to the next; the last bar may come so far below the plot.
FIRST, ROWS, BELOW = 64 * PX, 76 * PX, 20 * PX
#: How far off the axis the upright bar of a fall stands: both may be as high.
COLUMNS = {QUADRATIC: 8 * PX, CROSS_ENTROPY: 36 * PX}
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
    """How far both losses fall in one step: a number each below its name, and a bar, all of one scale.

    The scale is that of the losses' axis where bars so long have room. ``rings`` say where the step began, ``levels``
    lead from there, and from where it has come, to the axis, and ``heights`` stand there between both.

    Parameters
    ----------
    curves : the losses.
    number : which step it is.
    right : no text goes beyond it.
    """

    def __init__(self, theme: Theme, curves: Curves, params: Params, number: int, right: float):
        super().__init__()
        self.curves, self.start = curves, params.steps()[number][0]
        self.rings = curves.rings(self.start)
        self.levels = {cost: [Shape(theme.color("muted"), 0.0, stroke=3.0) for _ in "ab"] for cost in COSTS}
        self.bars, self.heights = ({cost: Shape(theme.color("up")) for cost in COSTS} for _ in "ab")
        self.numbers = {cost: Readout(theme, TEXT, "up", params.digits()) for cost in COSTS}
        digits = params.decimals()
        step = f"prediction({self.start:.{digits}f} arrow.r) @q[prediction:{0:.{digits}f}]"
        #: from where to where q has come, beside each number
        self.steps = {cost: Formula(theme, step, TEXT) for cost in COSTS}
        self.add(*self.marks(), *self.bars.values(), *self.numbers.values(), *self.steps.values())
        wide = self.steps[QUADRATIC].advance
        room = max(self.numbers[cost].width(f"−{params.most():.{params.digits()}f}") for cost in COSTS)
        wide += max(LEAST, min(OFF, right - curves.box.right - GAP - wide - room))
        #: where each loss's number stands
        self.places = {}
        for cost, name in curves.names.items():
            left, base, rows = float(name.origin[0]), float(name.origin[1]), len(params.steps())
            below = base - FIRST - number * ROWS
            if cost == QUADRATIC and base - FIRST - (rows - 1) * ROWS - UNDER - BAR < curves.box.bottom - BELOW:
                below = base + (rows - number) * ROWS  # too low for rows below it
            left = min(left, right - wide - room)
            self.steps[cost].put(left, below, "left")
            self.places[cost] = left + wide, below
        #: scene units for a fall of 1
        self.unit = min(curves.axes.y_axis.unit, (right - left) / params.most())

    def show(self, q: float) -> "Fall":
        """Draw how far both losses fell from where the step began to ``q``."""
        for cost in COSTS:
            (far, high), (x, y) = self.curves.at(np.array([self.start, q]), cost).tolist()
            for level, place in zip(self.levels[cost], ((far, high), (x, y)), strict=True):
                level.dashes((self.curves.box.left, place[1]), place, 4 * PX, 9 * PX)
            self.heights[cost].box(self.curves.box.left + COLUMNS[cost], y, BAR, max(high - y, HAIRLINE))
            change = float(np.diff(mc.prediction_loss(np.array([self.start, q]), cost))[0])
            left, below = self.steps[cost].origin[0], self.places[cost][1]
            self.bars[cost].box(left, below - UNDER - BAR, max(-change * self.unit, HAIRLINE), BAR)
            self.steps[cost].show(q=q)
            self.numbers[cost].put(change, *self.places[cost], "left")
        return self

    def marks(self) -> list[Shape]:
        """Return what is of this step alone: its rings, and what leads to the axis and stands there."""
        levels = [level for pair in self.levels.values() for level in pair]
        return [*levels, *self.rings.values(), *self.heights.values()]
