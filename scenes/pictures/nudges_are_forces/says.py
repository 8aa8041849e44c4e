"""What a step against each wrong class's slope brings, in what the slope promises."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import Readout, math, words
from scenes.pictures.nudges_are_forces.forces import BEYOND, Forces
from scenes.pictures.nudges_are_forces.plot import LEAST, MOST

#: Height of a bar's lower edge, and the stroke of what is promised.
EDGE, PROMISED = 8 * PX, 5.0
#: From a bar to the number beside it, whose middle is so far from the zero line at least.
BESIDE, UNDER = 20 * PX, 32 * PX
#: How far under the zero line what is promised stands at least.
LOWEST = UNDER + 56 * PX
#: The least slope to which the axis zooms: what is less is printed as 0.
LEAST_SHOWN = 0.005


class Says(Part):
    """What a step of −1 brings for each wrong class alone: its slope's promise as an outline, which what comes fills.

    The forces become promises: outlines as long take their places while the axis zooms to them, and their columns
    spread over the place of the true class's.

    Parameters
    ----------
    forces : the arrows and numbers of the wrong classes are moved on.
    classes : those that are lowered.
    """

    def __init__(self, forces: Forces, classes: Sequence[int]):
        super().__init__()
        self.forces, self.plot = forces, forces.plot
        plot, theme = self.plot, self.plot.theme
        wrong = [i for i in range(len(forces.xs)) if i != plot.target]
        self.goals = dict(zip(wrong, plot.across.columns(len(wrong)), strict=True))
        pitch, number = plot.across.width / len(wrong), Readout(theme, plot.size).width("−0.000")
        self.half = min(95 * PX, 0.36 * pitch)
        #: how far bars move left for what comes to be written beside them; without that room, promises have no number
        self.aside = (BESIDE + number) / 2 if pitch > 2 * self.half + 2 * BESIDE + number else 0.0
        #: what the axis shows in the end: what the largest slope promises, its number clear of the names, and some more
        most, box = max(LEAST_SHOWN, max(plot.slope(i) for i in wrong)), plot.box
        #: where names were; they sink to where the sums were
        self.named = list(plot.names.xs)
        self.names_top = plot.names_top - plot.sums_room
        tip = max(box.bottom - LEAST / (MOST - LEAST) * box.height, self.names_top + BEYOND + 60 * PX)
        high = -LEAST * most
        self.range = high - (MOST * most) * box.height / (box.top - tip), high
        self.promises = {i: Shape(theme.color("ink"), 0.0, stroke=PROMISED) for i in wrong}
        self.bars = {i: Shape(theme.tint("loss", 0.45)) for i in classes}
        self.edges = {i: Shape(theme.color("loss")) for i in classes}
        self.numbers = {i: Readout(theme, plot.size, "loss", signed=True) for i in classes}
        self.add(*self.bars.values(), *self.edges.values(), *self.promises.values(), *self.numbers.values())

    def key(self, layout: Layout) -> Part:
        """Return the line that says what outlines and fills are, at the title's right."""
        theme, line, side = self.plot.theme, layout.title_baseline, 30 * PX
        came = words("actual", theme).put(layout.right, line, "right")
        x = layout.right - came.advance - 20 * PX - side
        filled = Shape(theme.tint("loss", 0.45)).box(x, line, side, side)
        promised = math('#"promised: slope" times (-1) = prediction(-q)', theme).put(x - 50 * PX, line, "right")
        x -= 50 * PX + promised.advance + 20 * PX + side
        return Part(Shape(theme.color("ink"), 0.0, stroke=PROMISED).box(x, line, side, side), promised, filled, came)

    def show(self, told: float, deltas: np.ndarray) -> "Says":
        """Draw the promises, ``told`` (0 to 1) of the way from the forces, and what nudges ``deltas``, (K,), bring."""
        plot, axis, xs = self.plot, self.plot.axes.y_axis, list(self.forces.xs)
        named = list(self.named)
        for i, goal in self.goals.items():
            xs[i] += told * (goal - self.aside - xs[i])
            named[i] += told * (goal - self.aside - named[i])
        axis.show(*(end + told * (goal - end) for end, goal in zip(plot.range, self.range, strict=True)))
        zero = float(axis.at(0.0))
        self.forces.zero.between((plot.box.left, zero), (plot.across.right, zero))
        plot.names.xs = named
        plot.names.hang(plot.names_top + told * (self.names_top - plot.names_top))
        for i in self.goals:
            self._promise(i, xs[i], zero, told)
        changes = plot.change(np.arange(len(deltas)), deltas)
        for i in self.bars:
            self._come(i, xs[i], zero, float(deltas[i]), float(changes[i]))
        return self

    def _promise(self, i: int, x: float, zero: float, told: float) -> None:
        """Draw what a slope promises of a step down, which is the force, in the slopes' colour."""
        arrow, plot, slope = self.forces.arrows[i], self.plot, self.plot.slope(i)
        length = arrow.show(-slope * plot.axes.y_axis.unit, x + (1.0 - told) * plot.apart, zero).length
        arrow.set_presence(1.0 - told)
        middle = x + (1.0 - told) * self.forces.told_aside
        self.promises[i].box(middle - self.half, zero, 2 * self.half, length).set_presence(told)
        if i in self.forces.numbers:
            # Under a low box it stands lower than what comes, which is beside that.
            under = min(length - BEYOND, -told * LOWEST) if self.aside else length - BEYOND
            number = self.forces.numbers[i].middle(-slope, middle, zero + under)
            number.recolor(plot.theme.color("down").interpolate(plot.theme.color("ink"), told))
            number.set_presence(1.0 if self.aside else 1.0 - told)

    def _come(self, i: int, x: float, zero: float, delta: float, change: float) -> None:
        """Draw by how much a nudge has changed the loss."""
        unit, number = self.plot.axes.y_axis.unit, self.numbers[i]
        self.bars[i].box(x - self.half, zero, 2 * self.half, change * unit or -0.1 * PX)
        thick = min(EDGE, abs(change) * unit)  # inside the bar, which a stroke would make longer
        self.edges[i].box(x - self.half, zero + change * unit, 2 * self.half, thick)
        if self.aside:
            number.middle(change, x + self.half + BESIDE, zero + min(change * unit, -UNDER), "left")
        else:
            number.middle(change, x, zero - self.plot.slope(i) * unit - BEYOND)
        for part in (self.bars[i], self.edges[i], number):
            part.set_presence(clamp(-delta / 0.1, 0.0, 1.0))
