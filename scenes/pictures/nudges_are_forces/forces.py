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
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.pictures.nudges_are_forces.plot import MOST_ROWS, NudgePlot

#: Half a head's most width, and how far a number's middle is from its tip.
WIDEST, BEYOND = 30 * PX, 40 * PX
#: Height of a bar's lower edge.
EDGE = 8 * PX
#: A slope's row has left after this share of its time; then its dot slides to its column till that one; then an arrow
#: grows up to the dot.
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
        # Side by side if there is room for both numbers.
        number = Readout(theme, plot.size).width("−0.000")
        #: how far what a slope promises moves left of its column, and what comes of it stands right
        pitch = self.xs[1] - self.xs[0]
        self.aside = min(number / 2 + 24 * PX, pitch / 4) if pitch > 2 * number + 40 * PX else 0.0
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
        self.add(*self.arrows, *self.numbers.values())
        self.show(0.0, 0.0, 0.0)

    def steps(self, spread: float) -> np.ndarray:
        """Return how far each arrow has come, 0 to 1, when ``spread`` of them have, one after the other: shape (K,)."""
        return np.clip(spread - np.arange(len(self.xs)), 0.0, 1.0)

    def left(self, spread: float) -> np.ndarray:
        """Return how much of each class's row has left, (K,); all have when a column is needed where they stand."""
        steps = self.steps(spread)
        return np.minimum(np.maximum(steps, steps[self.beside]) / LEFT, 1.0)

    def show(self, spread: float, turned: float, written: float) -> "Turning":
        """Draw them: ``spread`` of them in their columns, ``turned`` round so far, their numbers ``written`` so far."""
        unit, theme = self.plot.axes.y_axis.unit, self.plot.theme
        start, zero = self.plot.axes.at(1.0, 0.0)
        steps, box = self.steps(spread), self.plot.box
        slid = [smooth(clamp((step - LEFT) / (SLID - LEFT), 0.0, 1.0)) for step in steps]
        end = self.xs[-1] + (self.xs[1] - self.xs[0]) / 2
        self.zero.between((box.left, zero), (box.right + slid[self.beside] * (end - box.right), zero))
        for i, (arrow, step) in enumerate(zip(self.arrows, steps, strict=True)):
            slope, grown = self.plot.slope(i), smooth(clamp((step - SLID) / (1.0 - SLID), 0.0, 1.0))
            x = start + slid[i] * (self.xs[i] - start)
            self.plot.ends[i].disc(x, zero + slope * unit, 10 * PX)
            self.plot.ends[i].set_presence(clamp((1.0 - step) / 0.1, 0.0, 1.0))
            arrow.show(slope * grown * np.cos(np.pi * turned) * unit, x, zero)
            arrow.set_presence(clamp(grown / 0.3, 0.0, 1.0))
            force = turned > 0.5
            if not force:
                arrow.body.recolor(theme.color("ink"))
            if i in self.numbers:
                number = self.numbers[i]
                # It is read at an arrow's full length only.
                number.set_presence(written * clamp((abs(np.cos(np.pi * turned)) - 0.94) / 0.06, 0.0, 1.0))
                number.recolor(theme.color(("up" if slope < 0 else "down") if force else "ink"))
                beyond = np.copysign(BEYOND, arrow.length if arrow.length else -1.0)
                number.middle(-slope if force else slope, x, zero + arrow.length + beyond)
        return self

    def promise(self, told: float) -> "Turning":
        """Turn the wrong classes' forces into what their slopes promise of a step down, ``told`` (0 to 1) of the way.

        They lose their colour and make room at their right; without room their numbers go.
        """
        zero, unit, theme = float(self.plot.axes.y_axis.at(0.0)), self.plot.axes.y_axis.unit, self.plot.theme
        colour = theme.color("down").interpolate(theme.color("ink"), told)
        for i, arrow in enumerate(self.arrows):
            if i == self.plot.target:
                continue
            promised, x = -self.plot.slope(i), self.xs[i] - told * self.aside
            arrow.show(promised * unit, x, zero).body.recolor(colour)
            if i in self.numbers:
                self.numbers[i].middle(promised, x, zero + promised * unit - BEYOND).recolor(colour)
                if not self.aside:
                    self.numbers[i].set_presence(1.0 - told)
        return self


class Says(Part):
    """How far the loss falls with each of some classes lowered alone: bars from the zero line, numbers below."""

    def __init__(self, plot: NudgePlot, classes: Sequence[int], aside: float):
        super().__init__()
        theme, self.plot, self.aside = plot.theme, plot, aside
        self.half = min(75 * PX, 0.36 * (plot.xs[1] - plot.xs[0]))
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
        promised = math('#"promised: slope" times (-1) = -prediction(q)', theme, TEXT).put(x - 50 * PX, line, "right")
        arrow = Arrow(theme, 1.0, WIDEST)
        arrow.show(-50 * PX, x - 80 * PX - promised.advance, line + 40 * PX).body.recolor(theme.color("ink"))
        return Part(arrow, promised, swatch, came)

    def show(self, deltas: np.ndarray) -> "Says":
        """Draw what nudges ``deltas``, (K,), each alone, have changed."""
        zero, unit = float(self.plot.axes.y_axis.at(0.0)), self.plot.axes.y_axis.unit
        for i, bar in self.bars.items():
            change, x = float(self.plot.change(i, deltas[i])), self.plot.xs[i] + self.aside
            bar.box(x - self.half, zero, 2 * self.half, change * unit or -0.1 * PX)
            thick = min(EDGE, abs(change) * unit)  # inside the bar, which a stroke would make longer
            self.edges[i].box(x - self.half, zero + change * unit, 2 * self.half, thick)
            # Under its bar, or, where the arrow stands on the bar, under that.
            below = change if self.aside else -self.plot.slope(i)
            self.numbers[i].middle(change, x, zero + below * unit - BEYOND)
            for part in (bar, self.edges[i], self.numbers[i]):
                part.set_presence(clamp(-deltas[i] / 0.1, 0.0, 1.0))
        return self
