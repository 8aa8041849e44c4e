"""Slopes side by side, from whose feet forces grow the other way."""

from collections.abc import Sequence

import numpy as np
from manim import smooth

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.marks import Ghost, clamp
from scenes.kit.names import GAP
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX
from scenes.kit.text import Readout, words
from scenes.pictures.nudges_are_forces.plot import BESIDE, MOST_ROWS, NudgePlot, made_of

#: Half a head's most width, so small that all but the shortest arrows have the same; from a tip to its number's middle.
WIDEST, BEYOND = 36 * PX, 40 * PX
#: A slope's outline, which stays when its fill has gone, and how bright it is then.
OUTLINE, PAST = 3.0, 0.6
#: A slope's row has left after this share of its time; then its dot slides to its column till that one, its number with
#: it; then an arrow grows up to the dot.
LEFT, SLID = 0.2, 0.7
#: A small arrow before its name: its length, half its width, and from it to its name or the next.
SMALL, HALF, BY = 36 * PX, 12 * PX, 17 * PX


def heads(plot: NudgePlot, x: float, y: float) -> tuple[Part, Part, Part]:
    """Return what arrows are, left of ``x``: "slope" at ``y``, a small hollow arrow before it, and over both "force".

    Before "force", and with it, are two small filled arrows, one that points up and one down.
    """
    theme, over = plot.theme, y + 64 * PX
    slope, force = words("slope", theme, plot.size).put(x, y, "right"), words("force", theme, plot.size)
    at = x - max(slope.advance, force.advance) - BY - HALF
    hollow, down, up = (Arrow(theme, 1.0, HALF, stout=True) for _ in range(3))
    hollow.show(SMALL, at, y).body.set_stroke(theme.tint("ink", PAST), OUTLINE, 1.0).fill_alpha = 0.0
    hollow.set_presence(1.0)
    up.show(SMALL, at - 2 * HALF - BY / 2, over)
    return slope, hollow, Part(force.put(x, over, "right"), up, down.show(-SMALL, at, over + SMALL))


class Forces(Part):
    """The slopes as arrows on the zero line, and the forces, which grow beside them the other way.

    Parameters
    ----------
    shown : classes whose numbers are written.
    """

    def __init__(self, plot: NudgePlot, shown: Sequence[int]):
        super().__init__()
        self.plot, self.xs, theme = plot, plot.xs, plot.theme
        need = 2 * plot.apart + Readout(theme, plot.size).width("+0.000") + GAP
        #: how far a number stands aside with its arrow; where columns are narrow it stays in its column's middle
        self.told_aside = plot.apart if need < self.xs[1] - self.xs[0] else 0.0
        widest = min(WIDEST, 0.8 * plot.apart)
        self.slopes, self.arrows = ([Arrow(theme, 1.0, widest, stout=True) for _ in self.xs] for _ in range(2))
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
            for i, q in enumerate(mc.softmax(plot.z)):
                name, total = plot.names.names[i], made_of(theme, plot.size, int(i == plot.target)).show(q=q)
                foot = name.origin[1]
                if plot.roomy:
                    total.put(plot.names.xs[i] + name.advance / 2 + BESIDE, foot, "left")
                else:
                    total.put(self.xs[i], foot - plot.sums_room)
                self.sums.add(total)
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
        beside = x - slid * plot.apart
        plot.ends[i].disc(beside, zero + length, plot.radii[i])
        plot.ends[i].set_presence(clamp((1.0 - step) / 0.1, 0.0, 1.0))
        arrow.show(grown * length, beside, zero).body.recolor(plot.theme.color("ink"))
        arrow.body.fill_alpha = 1.0 - hollow
        arrow.set_presence(clamp(grown / 0.3, 0.0, 1.0) * (1.0 - (1.0 - PAST) * hollow))
        plot.names.names[i].set_presence(clamp((step - LEFT) / 0.1, 0.0, 1.0))
        if i in self.told:
            came = (slid - 0.25) / 0.25 if i <= self.beside else grown / 0.3
            self.told[i].middle(slope, x - slid * self.told_aside, zero + length + np.copysign(BEYOND, slope))
            self.told[i].set_presence(clamp(came, 0.0, 1.0) * (1.0 - (1.0 - plot.theme.dimmed) * hollow))

    def _force(self, i: int, zero: float, grown: float) -> None:
        """Draw as much of a force as has grown, and its number beyond the tip once that is there."""
        force, unit = -self.plot.slope(i), self.plot.axes.y_axis.unit
        arrow = self.arrows[i].show(grown * force * unit, self.xs[i] + self.plot.apart, zero)
        arrow.set_presence(clamp(grown / 0.1, 0.0, 1.0))
        if i in self.numbers:
            x, beyond = self.xs[i] + self.told_aside, np.copysign(BEYOND, force)
            number = self.numbers[i].middle(force, x, zero + force * unit + beyond)
            number.set_presence(clamp((grown - 0.9) / 0.1, 0.0, 1.0))
