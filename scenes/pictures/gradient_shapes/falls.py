"""How far both losses fall in a step of q."""

import numpy as np

import mathcore as mc
from scenes.kit.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.curves import DOT, GAP, HEAD, Curves, ShareAxis
from scenes.pictures.gradient_shapes.params import Params

#: How wide the bar of a fall is, and the least that it is high.
BAR, HAIRLINE = 16 * PX, 1.5 * PX
#: From a loss's name down to its first row, and from a row to the next; the last row may come so far below the plot.
FIRST, ROWS, BELOW = 64 * PX, 70 * PX, 44 * PX
#: From where a step began to its bars, and to the quadratic one where both would be at one height, or nearly; none goes
#: farther beyond the plot than so.
ASIDE, OTHER, NEARLY, BEYOND = 24 * PX, 52 * PX, 30 * PX, 24 * PX
#: How far off the next step begins, if both steps' bars are to be seen.
NEXT = 100 * PX
#: An axis that goes so high has a tick at every other number.
FEW = 4.5
#: From a step to how far it brings a loss, and the least of it where there is little room.
OFF, LEAST = 48 * PX, 24 * PX
#: How far around a ring there are no lines.
HALO = 9 * PX
#: From what a number is to the number.
SPACE = 14 * PX
LAWS = {QUADRATIC: "(1 - prediction(q))^2", CROSS_ENTROPY: '"−"log prediction(q)'}


def losses(theme: Theme, across: ShareAxis, box: Box, start: float) -> Curves:
    """Return both losses as curves, so high that the smallest q at which a step begins is in the picture."""
    room = 1 - 2.2 * HEAD / box.height
    highest = float(mc.prediction_loss(start, CROSS_ENTROPY)) + 0.25
    top = max(3.0, float(np.ceil(2 * highest / room)) / 2)
    ticks = tuple(np.arange(0.0, top + 0.1, 1.0 if top < FEW else 2.0).tolist())
    return Curves(theme, across, box, top, mc.prediction_loss, ticks, LAWS)


class Fall(Part):
    """How far both losses fall in one step: a bar each beside where the step began, and a number below its name.

    ``rings`` say where the step began, and ``levels`` lead from there, and from where it has come, to the bars.

    Parameters
    ----------
    curves : the losses.
    number : which step it is.
    right : no text goes beyond it.
    """

    def __init__(self, theme: Theme, curves: Curves, params: Params, number: int, right: float):
        super().__init__()
        self.theme, self.curves, (self.start, self.end) = theme, curves, params.steps()[number]
        self.rings = curves.rings(self.start)
        #: no line leads through a ring, or past it without a gap
        self.halos = [Shape(theme.color("paper")).disc(*curves.at(self.start, cost), DOT + HALO) for cost in COSTS]
        self.levels = {cost: [Shape(theme.color("muted"), 0.0, stroke=3.0) for _ in "ab"] for cost in COSTS}
        self.bars = {cost: Shape(theme.color("up")) for cost in COSTS}
        (x, high), (_, low) = curves.at(self.start, QUADRATIC), curves.at(self.end, CROSS_ENTROPY)
        most = curves.box.right + BEYOND - BAR
        other = OTHER if x + OTHER <= most else -ASIDE - BAR  # no room: to the left
        aside = {CROSS_ENTROPY: ASIDE, QUADRATIC: other if low < high + NEARLY else ASIDE}
        #: where each bar's left edge is
        self.columns = {cost: min(x + off, most) for cost, off in aside.items()}
        self.numbers = {cost: Readout(theme, TEXT, "up", params.digits()) for cost in COSTS}
        digits = params.decimals()
        step = f"prediction({self.start:.{digits}f} arrow.r) @q[prediction:{0:.{digits}f}]"
        #: from where to where q has come, beside each number
        self.steps = {cost: Formula(theme, step, TEXT) for cost in COSTS}
        self.add(*self.lines(), *self.halos, *self.marks(), *self.numbers.values(), *self.steps.values())
        #: what the number is, where there is room for it
        self.changes = {cost: math("Delta loss(L)", theme, TEXT) for cost in COSTS}
        wide, called = self.steps[QUADRATIC].advance, self.changes[QUADRATIC].advance + SPACE
        room = max(self.numbers[cost].width(f"−{params.most():.{params.digits()}f}") for cost in COSTS)
        spare = right - curves.box.right - GAP - wide - room
        if spare < called + LEAST:
            self.changes, called = {}, 0.0
        self.add(*self.changes.values())
        wide += max(LEAST, min(OFF, spare - called)) + called
        #: where each loss's number ends
        self.places = {}
        for cost, name in curves.names.items():
            left, base, rows = float(name.origin[0]), float(name.origin[1]), len(params.steps())
            below = base - FIRST - number * ROWS
            if cost == QUADRATIC and base - FIRST - (rows - 1) * ROWS < curves.box.bottom - BELOW:
                below = base + (rows - number) * ROWS  # too low for rows below it
            left = min(left, right - wide - room)
            self.steps[cost].put(left, below, "left")
            self.places[cost] = left + wide + room, below
            if self.changes:
                self.changes[cost].put(left + wide - SPACE, below, "right")

    def show(self, q: float) -> "Fall":
        """Draw how far both losses fell from where the step began to ``q``."""
        for cost in COSTS:
            (far, high), (x, y) = self.curves.at(np.array([self.start, q]), cost).tolist()
            column = self.columns[cost]
            ring = column if abs(column - far) < ASIDE + HAIRLINE else far  # the bar is beside it: nothing leads there
            for level, place in zip(self.levels[cost], ((ring, high), (x, y)), strict=True):
                level.dashes((column, place[1]), place, 4 * PX, 9 * PX)
            self.bars[cost].box(column, y, BAR, max(high - y, HAIRLINE))
            change = float(np.diff(mc.prediction_loss(np.array([self.start, q]), cost))[0])
            self.steps[cost].show(q=q)
            self.numbers[cost].put(change, *self.places[cost], "right")
        return self

    def lines(self) -> list[Shape]:
        """Return what leads to the bars."""
        return [level for pair in self.levels.values() for level in pair]

    def marks(self) -> list[Shape]:
        """Return what stands at the curves: rings and bars."""
        return [*self.rings.values(), *self.bars.values()]

    def passing(self, start: float) -> list[Shape]:
        """Return what goes when another step begins at ``start``: the marks only if they are in its way."""
        apart = abs(float(np.subtract(*self.curves.at(np.array([self.start, start]), QUADRATIC)[:, 0])))
        return self.lines() + ([*self.halos, *self.marks()] if apart < NEXT else [])
