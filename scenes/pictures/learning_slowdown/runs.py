"""Runs of a neuron's training, and their outputs over the updates."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Trace
from scenes.kit.layout import Box
from scenes.kit.places import is_clear
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, Label
from scenes.kit.theme import Theme

#: Most points that a curve is drawn with.
FINE = 600
#: Strokes of the runs from the less wrong start and from the more wrong one.
THIN, THICK = 4.5, 8.0
CAP = DIGIT_HEIGHT * UNITS_PER_SIZE
#: Where along its curve a name is looked for.
ALONG = tuple(np.linspace(0.06, 0.94, 23))
#: How far a name may reach over the upright axis.
OVER = 60 * PX


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
        self.times = np.arange(self.updates + 1)
        self.drawn = self.times[:: max(1, self.updates // FINE)]

    def weights(self, at: float) -> tuple[float, float]:
        """Return weight and bias at a time in updates."""
        courses = self.training.weights, self.training.biases
        return tuple(float(np.interp(at, self.times, course)) for course in courses)

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
    """A run's output over the updates, drawn up to now; the dot is where it is now.

    Throughout the scene the quadratic loss's runs are dashed, and those from the less wrong start are thin.
    """

    def __init__(
        self, theme: Theme, axes: Axes, run: Run, role: str = "prediction", dashed: bool = False, thin: bool = False
    ):
        super().__init__()
        self.axes, self.run = axes, run
        stroke, dot = (THIN, 12 * PX) if thin else (THICK, 19 * PX)
        self.trace = Trace(theme, axes, role, stroke, dot, dashed=dashed)
        if thin:
            self.trace.dot.halo(theme.color("paper"), 4 * PX)  # it may lie on the other dots
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

    def place_name(self, name: Label, others: list[np.ndarray], taken: list[Box]) -> bool:
        """Put a name above the curve or under it, nearer to it than to the others, if there is room.

        Neither curve nor text will pass there.
        """
        gap, far, tall = 14 * PX, 60 * PX, CAP * name.size
        wide, x_axis, lines = name.advance + 2 * gap, self.axes.x_axis, [self.line, *others]
        for above in (True, False):
            for share in ALONG:
                x = float(x_axis.at(share * self.run.updates))
                left = float(np.clip(x + gap if above else x - wide - gap, x_axis.start[0], x_axis.end[0] - wide))
                # the curve falls: it comes nearest to a name above it at its left end, to one below at its right end
                y = float(np.interp(left if above else left + wide, *lines[0].T))
                base = y + 2 * gap if above else y - 2 * gap - tall
                box = Box(left, base - (gap if above else far), left + wide, base + tall + (far if above else gap))
                inside = box.bottom > x_axis.start[1] and base + tall < self.axes.y_axis.end[1] + OVER
                if inside and is_clear(box, lines, taken):
                    name.put(left + gap, base, "left")
                    return True
        return False
