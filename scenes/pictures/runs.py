"""Runs of a neuron's training, and their outputs over the updates."""

import numpy as np
from manim import smooth

import mathcore as mc
from scenes.kit.axis import Axes, Trace
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import Amount, clamp
from scenes.kit.places import first_clear
from scenes.kit.shapes import DIGIT_HEIGHT, Label, Part, words
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE
from scenes.kit.theme import Theme

#: Most points that a curve is drawn with.
FINE = 600
CAP = DIGIT_HEIGHT * UNITS_PER_SIZE
#: From dot to reading; how long before the frame's end the reading starts to climb; from its first line to the second.
READING_GAP, APPROACH, LINE = 40 * PX, 160 * PX, 2.0 * CAP * TEXT


class Run:
    """The course of a training at any time: between two updates weight and bias go straight.

    Parameters
    ----------
    training : weights, biases and outputs after each update.
    linear : whether the output is w + b itself; else it is σ(w + b).
    """

    def __init__(self, training: mc.Training, linear: bool = False):
        self.training, self.linear = training, linear
        self.updates = len(training.outputs) - 1
        self.drawn = np.arange(0, self.updates + 1, max(1, self.updates // FINE))

    def weights(self, at: float) -> tuple[float, float]:
        """Return weight and bias at a time in updates."""
        times = np.arange(self.updates + 1)
        return tuple(float(np.interp(at, times, course)) for course in (self.training.weights, self.training.biases))

    def output(self, at: float) -> float:
        """Return the output at a time in updates."""
        z = sum(self.weights(at))
        return z if self.linear else float(mc.sigmoid(z))

    def until(self, at: float) -> tuple[np.ndarray, np.ndarray]:
        """Return times and outputs of the curve so far, n each."""
        past = self.drawn[self.drawn < at]
        return np.append(past, at), np.append(self.training.outputs[past], self.output(at))

    def first_below(self, share: float) -> int | None:
        """Return the first update after which the output is below ``share``, or None."""
        below = np.flatnonzero(self.training.outputs < share)
        return int(below[0]) if len(below) else None

    def holds(self, share: float) -> int:
        """Return how many updates the output keeps at least ``share`` of its start."""
        left = self.training.outputs < share * self.training.outputs[0]
        return int(np.argmax(left)) - 1 if left.any() else self.updates


class Course(Part):
    """A run's output over the updates, drawn up to now; the dot is where it is now."""

    def __init__(self, theme: Theme, axes: Axes, run: Run, role: str = "prediction", faint: bool = False):
        super().__init__()
        self.axes, self.run = axes, run
        stroke, dot = (4.5, 13 * PX) if faint else (8.0, 19 * PX)
        self.trace = Trace(theme, axes, role, stroke, dot, dashed=faint)
        self.add(self.trace)

    def until(self, at: float) -> "Course":
        """Draw the curve up to a time in updates."""
        self.trace.show(*self.run.until(at))
        return self

    def dot_at(self, at: float) -> "Course":
        """Put the dot alone somewhere on the curve."""
        self.trace.dot.disc(*self.axes.at(at, self.run.output(at)), self.trace.radius)
        return self

    @property
    def line(self) -> np.ndarray:
        """The whole curve in scene units, shape (n, 2)."""
        return self.axes.at(*self.run.until(float(self.run.updates)))

    def name_spot(self, name: Label, others: list[np.ndarray]) -> "Course":
        """Put a name where no curve passes: under this one, or above it."""
        gap, tall = 22 * PX, CAP * name.size
        wide, x_axis = name.advance, self.axes.x_axis

        def beside(share: float, above: bool) -> Box:
            time = share * self.run.updates
            x, y = self.axes.at(time, self.run.output(time))
            left = float(np.clip(x + gap if above else x - wide - gap, x_axis.start[0] + gap, x_axis.end[0] - wide))
            bottom = y + gap if above else y - tall - gap
            return Box(left, bottom, left + wide, bottom + tall)

        spots = [beside(share, above) for above in (False, True) for share in np.linspace(0.06, 0.94, 23)]
        inside = [s for s in spots if s.bottom > x_axis.start[1] + gap and s.top < self.axes.y_axis.end[1] + 60 * PX]
        roomy = [s.inset(-gap / 2, -gap / 2, -gap / 2, -gap / 2) for s in inside or spots]
        spot = first_clear(roomy, [self.line, *others])
        name.put(spot.left + gap / 2, spot.bottom + gap / 2, "left")
        return self


class Reading(Part):
    """The output in large digits beside the dot, and how many updates it took."""

    def __init__(self, theme: Theme, box: Box):
        super().__init__()
        self.box = box
        self.output = Formula(theme, "prediction(q) = @q[prediction:0.000]", HERO)
        self.updates = Amount(words("update", theme, TEXT), theme, "ink", decimals=0)
        self.add(self.output, self.updates)

    def show(self, course: Course, at: float) -> "Reading":
        """Write right of the dot, or above the curve where the frame ends; the curve falls, so that is clear."""
        x = float(course.axes.x_axis.at(at))
        axis, limit = course.axes.x_axis, self.box.right - self.output.advance
        left = min(x + READING_GAP, limit)
        # Near the end of the frame the text climbs above the curve, before the dot passes under it.
        climb = float(smooth(clamp((x + READING_GAP - limit + APPROACH) / (APPROACH + READING_GAP), 0.0, 1.0)))
        time = axis.low + max(0.0, min(x, left - READING_GAP) - axis.start[0]) / axis.unit
        floor = course.axes.at(0.0, course.run.output(time))[1]
        below = CAP * HERO / 2 + LINE
        top = max(floor + climb * (below + READING_GAP), self.box.bottom + below + READING_GAP / 2)
        top = min(top, self.box.top - CAP * HERO / 2)
        self.output.show(q=course.run.output(at)).middle(left, top, "left")
        self.updates.put(round(at), left, top - below)
        return self
