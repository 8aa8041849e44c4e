"""Slopes side by side, from whose feet forces grow the other way; then what a step against each slope brings."""

from collections.abc import Sequence

import numpy as np
from manim import smooth

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.marks import Ghost, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import Readout, math, words
from scenes.pictures.nudges_are_forces.plot import LEAST, MOST, MOST_ROWS, REACH, NudgePlot

#: Half a head's most width, so small that all but the shortest arrows have the same; from a tip to its number's middle;
#: how far a slope stands left of its column's middle and its force right of it, as small ones would melt into one.
WIDEST, BEYOND, APART = 22 * PX, 40 * PX, 30 * PX
#: A slope's outline, which stays when its fill has gone, and how bright it is then.
OUTLINE, PAST = 3.0, 0.6
#: Height of a bar's lower edge, and the stroke of what is promised.
EDGE, PROMISED = 8 * PX, 5.0
#: From a bar to the number beside it, whose middle is so far below the zero line at least.
BESIDE, UNDER = 20 * PX, 32 * PX
#: The least slope to which the axis zooms: what is less is printed as 0.
LEAST_SHOWN = 0.005
#: A slope's row has left after this share of its time; then its dot slides to its column till that one, its number with
#: it; then an arrow grows up to the dot.
LEFT, SLID = 0.2, 0.7


class Forces(Part):
    """The slopes as arrows on the zero line, and the forces, which grow beside them the other way.

    Parameters
    ----------
    shown : classes whose numbers are written.
    """

    def __init__(self, plot: NudgePlot, shown: Sequence[int]):
        super().__init__()
        self.plot, self.xs, theme = plot, plot.xs, plot.theme
        self.aside = min(APART, (self.xs[1] - self.xs[0]) / 6)
        self.slopes, self.arrows = ([Arrow(theme, 1.0, WIDEST, stout=True) for _ in self.xs] for _ in range(2))
        for slope in self.slopes:
            slope.body.set_stroke(theme.color("ink"), OUTLINE, 1.0)
        #: of the slopes, and of the forces
        self.told = {i: Readout(theme, plot.size, signed=True) for i in shown}
        self.numbers = {i: Readout(theme, plot.size, "down" if plot.slope(i) > 0 else "up", signed=True) for i in shown}
        #: the zero line under all columns
        self.zero = Ghost(theme, "line")
        #: the first class whose column lies where the rows stand
        self.beside = next(i for i, x in enumerate(self.xs) if x > plot.box.right)
        self.sums = Part()
        if len(self.xs) <= MOST_ROWS:
            q, foot = mc.softmax(plot.z), plot.names.names[0].origin[1] - 64 * PX
            for i, x in enumerate(self.xs):
                body = f"truth({int(i == plot.target)}) - @q[prediction:0.000]"
                self.sums.add(Formula(theme, body, plot.size).show(q=q[i]).put(x, foot))
        self.add(*self.slopes, *self.arrows, *self.told.values(), *self.numbers.values())
        self.show(0.0, 0.0)

    def steps(self, spread: float) -> np.ndarray:
        """Return how far each slope has come, 0 to 1, when ``spread`` of them have, one after the other: shape (K,)."""
        return np.clip(spread - np.arange(len(self.xs)), 0.0, 1.0)

    def left(self, spread: float) -> np.ndarray:
        """Return how much of each class's row has left, (K,); all have when a column is needed where they stand."""
        steps = self.steps(spread)
        return np.minimum(np.maximum(steps, steps[self.beside]) / LEFT, 1.0)

    def show(self, spread: float, grown: float) -> "Forces":
        """Draw ``spread`` of the slopes in their columns, and the forces ``grown`` so far, 0 to 1.

        A column's name comes when its dot is on the way; a number that would pass over others' comes with its arrow.
        """
        start, zero = self.plot.axes.at(1.0, 0.0)
        steps, box = self.steps(spread), self.plot.box
        slid = [smooth(clamp((step - LEFT) / (SLID - LEFT), 0.0, 1.0)) for step in steps]
        self.zero.between((box.left, zero), (start + slid[self.beside] * (self.plot.across.right - start), zero))
        for i, step in enumerate(steps):
            x = start + slid[i] * (self.xs[i] - start)
            self._slope(i, x, zero, step, slid[i], hollow=clamp(grown / 0.3, 0.0, 1.0))
            self._force(i, zero, grown)
        return self

    def _slope(self, i: int, x: float, zero: float, step: float, slid: float, hollow: float) -> None:
        """Draw a slope: a dot on its way, then an arrow, which is ``hollow`` when its force has come."""
        plot, arrow, slope = self.plot, self.slopes[i], self.plot.slope(i)
        length = slope * plot.axes.y_axis.unit
        grown = smooth(clamp((step - SLID) / (1.0 - SLID), 0.0, 1.0))
        beside = x - slid * self.aside
        plot.ends[i].disc(beside, zero + length, plot.radii[i])
        plot.ends[i].set_presence(clamp((1.0 - step) / 0.1, 0.0, 1.0))
        arrow.show(grown * length, beside, zero).body.recolor(plot.theme.color("ink"))
        arrow.body.fill_alpha = 1.0 - hollow
        arrow.set_presence(clamp(grown / 0.3, 0.0, 1.0) * (1.0 - (1.0 - PAST) * hollow))
        plot.names.names[i].set_presence(clamp((step - LEFT) / 0.1, 0.0, 1.0))
        if i in self.told:
            came = (slid - 0.25) / 0.25 if i <= self.beside else grown / 0.3
            self.told[i].middle(slope, x, zero + length + np.copysign(BEYOND, slope))
            self.told[i].set_presence(clamp(came, 0.0, 1.0))

    def _force(self, i: int, zero: float, grown: float) -> None:
        """Draw as much of a force as has grown, and its number beyond the tip once that is there."""
        force, unit = -self.plot.slope(i), self.plot.axes.y_axis.unit
        arrow = self.arrows[i].show(grown * force * unit, self.xs[i] + self.aside, zero)
        arrow.set_presence(clamp(grown / 0.1, 0.0, 1.0))
        if i in self.numbers:
            number = self.numbers[i].middle(force, self.xs[i], zero + force * unit + np.copysign(BEYOND, force))
            number.set_presence(clamp((grown - 0.9) / 0.1, 0.0, 1.0))


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
        self.half = min(75 * PX, 0.36 * pitch)
        #: how far bars move left for what comes to be written beside them; without that room, promises have no number
        self.aside = (BESIDE + number) / 2 if pitch > 2 * self.half + 2 * BESIDE + number else 0.0
        #: what the axis shows in the end: what the largest slope promises, its number clear of the names, and some more
        most, box = max(LEAST_SHOWN, max(plot.slope(i) for i in wrong)), plot.box
        #: the names sink to where the sums were
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
        came = words("what comes", theme).put(layout.right, line, "right")
        x = layout.right - came.advance - 20 * PX - side
        filled = Shape(theme.tint("loss", 0.45)).box(x, line, side, side)
        promised = math('#"promised: slope" times (-1) = prediction(-q)', theme).put(x - 50 * PX, line, "right")
        x -= 50 * PX + promised.advance + 20 * PX + side
        return Part(Shape(theme.color("ink"), 0.0, stroke=PROMISED).box(x, line, side, side), promised, filled, came)

    def show(self, told: float, deltas: np.ndarray) -> "Says":
        """Draw the promises, ``told`` (0 to 1) of the way from the forces, and what nudges ``deltas``, (K,), bring."""
        plot, axis, xs = self.plot, self.plot.axes.y_axis, list(self.forces.xs)
        for i, goal in self.goals.items():
            xs[i] += told * (goal - self.aside - xs[i])
        axis.show(*(end + told * (goal - end) for end, goal in zip((-REACH, REACH), self.range, strict=True)))
        zero = float(axis.at(0.0))
        self.forces.zero.between((plot.box.left, zero), (plot.across.right, zero))
        plot.names.xs = xs
        plot.names.hang(plot.names_top + told * (self.names_top - plot.names_top))
        for i in self.goals:
            self._promise(i, xs[i], zero, told)
        changes = plot.change(np.arange(len(deltas)), deltas)
        for i in self.bars:
            self._come(i, xs[i], zero, float(deltas[i]), float(changes[i]))
        return self

    def _promise(self, i: int, x: float, zero: float, told: float) -> None:
        """Draw what a slope promises of a step down, which is the force, in the slopes' colour."""
        arrow, theme, slope = self.forces.arrows[i], self.plot.theme, self.plot.slope(i)
        length = arrow.show(-slope * self.plot.axes.y_axis.unit, x + (1.0 - told) * self.forces.aside, zero).length
        arrow.set_presence(1.0 - told)
        self.promises[i].box(x - self.half, zero, 2 * self.half, length).set_presence(told)
        if i in self.forces.numbers:
            number = self.forces.numbers[i].middle(-slope, x, zero + length - BEYOND)
            number.recolor(theme.color("down").interpolate(theme.color("ink"), told))
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
