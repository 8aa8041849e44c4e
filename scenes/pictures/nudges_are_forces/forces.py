"""Slopes side by side, which turn round into forces, and beside them what a step against each slope brings."""

from collections.abc import Sequence

import numpy as np
from manim import smooth

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.marks import Ghost, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Readout, math, words
from scenes.pictures.nudges_are_forces.plot import LEAST, MOST, MOST_ROWS, REACH, NudgePlot

#: Half a head's most width, and how far a number's middle is from its tip.
WIDEST, BEYOND = 30 * PX, 40 * PX
#: Height of a bar's lower edge.
EDGE = 8 * PX
#: The least slope to which the axis zooms: what is less is printed as 0.
LEAST_SHOWN = 0.005
#: A slope's row has left after this share of its time; then its dot slides to its column till that one, its number with
#: it; then an arrow grows up to the dot.
LEFT, SLID = 0.2, 0.7


class Turning(Part):
    """The slopes as arrows on the zero line, which turn round into forces, green up and red down as they do.

    Parameters
    ----------
    shown : classes whose numbers are written.
    """

    def __init__(self, plot: NudgePlot, shown: Sequence[int]):
        super().__init__()
        self.plot, self.xs, theme = plot, plot.xs, plot.theme
        self.arrows = [Arrow(theme, 1.0, WIDEST) for _ in self.xs]
        self.numbers = {i: Readout(theme, plot.size, signed=True) for i in shown}
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
        #: which way each logit is pulled, beside its name: the arrow of a small force hardly tells
        self.ways = Part()
        if plot.names.rows == 1 and max(name.advance for name in plot.names.names) + 110 * PX < self.xs[1] - self.xs[0]:
            for i, name in enumerate(plot.names.names):
                sign, role = ("arrow.t", "up") if plot.slope(i) < 0 else ("arrow.b", "down")
                right = name.origin[0] + name.advance
                self.ways.add(math(sign, theme, em(58), role).put(right + 16 * PX, name.origin[1], "left"))
        self.add(*self.arrows, *self.numbers.values())
        self.show(0.0, 0.0)

    def steps(self, spread: float) -> np.ndarray:
        """Return how far each arrow has come, 0 to 1, when ``spread`` of them have, one after the other: shape (K,)."""
        return np.clip(spread - np.arange(len(self.xs)), 0.0, 1.0)

    def left(self, spread: float) -> np.ndarray:
        """Return how much of each class's row has left, (K,); all have when a column is needed where they stand."""
        steps = self.steps(spread)
        return np.minimum(np.maximum(steps, steps[self.beside]) / LEFT, 1.0)

    def show(self, spread: float, turned: float) -> "Turning":
        """Draw them: ``spread`` of them in their columns, ``turned`` round so far.

        A column's name comes when its dot is on the way; a number that would pass over others' comes with its arrow.
        """
        unit, theme = self.plot.axes.y_axis.unit, self.plot.theme
        start, zero = self.plot.axes.at(1.0, 0.0)
        steps, box = self.steps(spread), self.plot.box
        slid = [smooth(clamp((step - LEFT) / (SLID - LEFT), 0.0, 1.0)) for step in steps]
        end = self.xs[-1] + (self.xs[1] - self.xs[0]) / 2
        self.zero.between((box.left, zero), (start + slid[self.beside] * (end - start), zero))
        for i, (arrow, step) in enumerate(zip(self.arrows, steps, strict=True)):
            slope, grown = self.plot.slope(i), smooth(clamp((step - SLID) / (1.0 - SLID), 0.0, 1.0))
            x = start + slid[i] * (self.xs[i] - start)
            self.plot.ends[i].disc(x, zero + slope * unit, self.plot.radii[i])
            self.plot.ends[i].set_presence(clamp((1.0 - step) / 0.1, 0.0, 1.0))
            force = turned > 0.5
            arrow.show((-slope if force else slope) * grown * unit, x, zero)
            # It turns about its foot, by way of the row's middle, and is as long as ever.
            way = np.copysign(1.0, slope * (x - self.plot.across.x))
            arrow.body.rotate(way * np.pi * (turned - force), about_point=np.array([x, zero, 0.0]))
            arrow.set_presence(clamp(grown / 0.3, 0.0, 1.0))
            self.plot.names.names[i].set_presence(clamp((step - LEFT) / 0.1, 0.0, 1.0))
            if not force:
                arrow.body.recolor(theme.color("ink"))
            if i in self.numbers:
                number = self.numbers[i]
                came = clamp((slid[i] - 0.25) / 0.25 if i <= self.beside else grown / 0.3, 0.0, 1.0)
                # It is read at an arrow's full length only.
                number.set_presence(came * clamp((abs(np.cos(np.pi * turned)) - 0.94) / 0.06, 0.0, 1.0))
                number.recolor(theme.color(("up" if slope < 0 else "down") if force else "ink"))
                value = -slope if force else slope
                tip = arrow.length if grown == 1.0 else slope * unit
                number.middle(value, x, zero + tip + np.copysign(BEYOND, tip if tip else -1.0))
        return self


class Says(Part):
    """What a step of −1 brings for each wrong class alone: its slope's promise as an arrow, what comes as a bar.

    The forces become promises: they lose their colour while the axis zooms to them, and their columns spread over the
    place of the true class's.

    Parameters
    ----------
    turning : the forces; the arrows and numbers of the wrong classes are moved on.
    classes : those that are lowered.
    """

    def __init__(self, turning: Turning, classes: Sequence[int]):
        super().__init__()
        self.turning, self.plot = turning, turning.plot
        plot, theme = self.plot, self.plot.theme
        wrong = [i for i in range(len(turning.xs)) if i != plot.target]
        self.goals = dict(zip(wrong, plot.across.columns(len(wrong)), strict=True))
        pitch, number = plot.across.width / len(wrong), Readout(theme, plot.size).width("−0.000")
        # Side by side if there is room for both numbers; else promises lose theirs.
        #: how far what a slope promises moves left of its column, and what comes of it stands right
        self.aside = min(number / 2 + 24 * PX, pitch / 4) if pitch > 2 * number + 40 * PX else 0.0
        self.half = min(75 * PX, 0.36 * pitch)
        #: what the axis shows in the end: what the largest slope promises, its number clear of the names, and some more
        most, box = max(LEAST_SHOWN, max(plot.slope(i) for i in wrong)), plot.box
        #: the names sink to where the sums were
        self.names_top = plot.names_top - plot.sums_room
        tip = max(box.bottom - LEAST / (MOST - LEAST) * box.height, self.names_top + BEYOND + 60 * PX)
        high = -LEAST * most
        self.range = high - (MOST * most) * box.height / (box.top - tip), high
        self.bars = {i: Shape(theme.tint("loss", 0.45)) for i in classes}
        self.edges = {i: Shape(theme.color("loss")) for i in classes}
        self.numbers = {i: Readout(theme, plot.size, "loss", signed=True) for i in classes}
        self.add(*self.bars.values(), *self.edges.values(), *self.numbers.values())

    def key(self, layout: Layout) -> Part:
        """Return the line that says what arrows and bars are, at the title's right."""
        theme, line, side = self.plot.theme, layout.title_baseline, 30 * PX
        came = words("what comes", theme).put(layout.right, line, "right")
        x = layout.right - came.advance - 20 * PX - side
        swatch = Shape(theme.tint("loss", 0.45)).box(x, line, side, side)
        promised = math('#"promised: slope" times (-1) = prediction(-q)', theme, TEXT).put(x - 50 * PX, line, "right")
        arrow = Arrow(theme, 1.0, WIDEST)
        arrow.show(-50 * PX, x - 80 * PX - promised.advance, line + 40 * PX).body.recolor(theme.color("ink"))
        return Part(arrow, promised, swatch, came)

    def show(self, told: float, deltas: np.ndarray) -> "Says":
        """Draw the promises, ``told`` (0 to 1) of the way from the forces, and what nudges ``deltas``, (K,), bring."""
        plot, axis, xs = self.plot, self.plot.axes.y_axis, list(self.turning.xs)
        for i, goal in self.goals.items():
            xs[i] += told * (goal - xs[i])
        axis.show(*(end + told * (goal - end) for end, goal in zip((-REACH, REACH), self.range, strict=True)))
        zero = float(axis.at(0.0))
        self.turning.zero.between((plot.box.left, zero), (plot.across.right, zero))
        plot.names.xs = xs
        plot.names.hang(plot.names_top + told * (self.names_top - plot.names_top))
        for i in self.goals:
            self._promise(i, xs[i] - told * self.aside, zero, told)
        changes = plot.change(np.arange(len(deltas)), deltas)
        for i in self.bars:
            self._come(i, xs[i] + told * self.aside, zero, float(deltas[i]), float(changes[i]))
        return self

    def _promise(self, i: int, x: float, zero: float, told: float) -> None:
        """Draw what a slope promises of a step down, which is the force; its number is the share's."""
        arrow, theme = self.turning.arrows[i], self.plot.theme
        arrow.show(-self.plot.slope(i) * self.plot.axes.y_axis.unit, x, zero)
        force = theme.color("down")
        arrow.body.recolor(force.interpolate(theme.color("ink"), told))
        if i in self.turning.numbers:
            number = self.turning.numbers[i]
            number.middle(-self.plot.slope(i), x, zero + arrow.length - BEYOND)
            number.recolor(force.interpolate(theme.color("prediction"), told))
            if not self.aside:
                number.set_presence(1.0 - told)

    def _come(self, i: int, x: float, zero: float, delta: float, change: float) -> None:
        """Draw by how much a nudge has changed the loss."""
        unit = self.plot.axes.y_axis.unit
        self.bars[i].box(x - self.half, zero, 2 * self.half, change * unit or -0.1 * PX)
        thick = min(EDGE, abs(change) * unit)  # inside the bar, which a stroke would make longer
        self.edges[i].box(x - self.half, zero + change * unit, 2 * self.half, thick)
        # Under its bar, or, where the arrow stands on the bar, under that.
        below = change if self.aside else -self.plot.slope(i)
        self.numbers[i].middle(change, x, zero + below * unit - BEYOND)
        for part in (self.bars[i], self.edges[i], self.numbers[i]):
            part.set_presence(clamp(-delta / 0.1, 0.0, 1.0))
