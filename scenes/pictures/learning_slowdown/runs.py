"""Runs of a neuron's training, and their outputs over the updates."""

from itertools import product

import numpy as np
from manim import smooth

import mathcore as mc
from scenes.kit.axis import Axes, Trace
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import Amount, clamp
from scenes.kit.places import is_clear
from scenes.kit.shapes import Backing, Part
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, Label, words
from scenes.kit.theme import Theme

#: Most points that a curve is drawn with.
FINE = 600
#: Strokes of the runs from the less wrong start and from the more wrong one.
THIN, THICK = 4.5, 8.0
CAP = DIGIT_HEIGHT * UNITS_PER_SIZE
#: From dot to reading; how long before the frame's end the reading starts to climb; from its first line to the second.
READING_GAP, APPROACH, LINE = 40 * PX, 160 * PX, 2.0 * CAP * TEXT
#: Where along its curve a name is looked for.
ALONG = tuple(np.linspace(0.06, 0.94, 23))
#: From the first line's middle to the second's baseline; the ground around; an output that ends so high is on top.
BELOW, PAD, ON_TOP = CAP * HERO / 2 + LINE, 7 * PX, 0.75
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


class Reading(Part):
    """The output in large digits beside the dot, and how many updates it took.

    It stands right of the dot; where the frame ends it climbs above the curve, or, on a curve that stays on top, it
    stands below. The curve falls, so that is clear of it. Where another curve would pass behind, it keeps a height.
    """

    def __init__(self, theme: Theme, box: Box):
        super().__init__()
        self.box = box
        self.ground = Backing(theme.color("paper"), 1.0)
        self.output = Formula(theme, "prediction(q) = @q[prediction:0.000]", HERO)
        self.updates = Amount(words("update", theme, TEXT), theme, "ink", decimals=0)
        #: where it stands still, if it does: its left end, None if it goes with the dot, and its first line's middle
        self.parked: tuple[float | None, float] | None = None
        for text in (self.output, self.updates):
            text.halo(theme.color("paper"))
        self.add(self.ground, self.output, self.updates)

    def keep_off(self, course: Course, other: Course) -> None:
        """Keep a height if the other curve passes behind, half-way up at best: with the dot, or else standing still."""
        lines = [course.line, other.line]
        lefts = None, self.box.left + READING_GAP, self.box.right - self.output.advance
        middles = np.linspace(self.box.top - CAP * HERO / 2, self.box.bottom + BELOW + READING_GAP, 9)
        spots = product(lefts, sorted(middles.tolist(), key=lambda middle: abs(middle - self.box.y)))
        for spot, passed in ((None, lines[1:]), *((spot, lines) for spot in spots)):
            self.parked = spot
            if all(is_clear(box, passed) for box in self.taken(course)):
                return
        self.parked = None

    def place(self, course: Course, at: float) -> tuple[float, float]:
        """Return the left end, and the middle of the first line's digits."""
        run, axis, limit = course.run, course.axes.x_axis, self.box.right - self.output.advance
        x = float(axis.at(at))
        left = min(x + READING_GAP, limit)
        if self.parked:
            still, middle = self.parked
            return left if still is None else still, middle
        high = self.box.top - CAP * HERO / 2
        climb = float(smooth(clamp((x + READING_GAP - limit + APPROACH) / (APPROACH + READING_GAP), 0.0, 1.0)))
        if run.training.outputs[-1] > ON_TOP:
            y = float(course.axes.at(at, run.output(at))[1])
            return left, min(y, high) - climb * (CAP * HERO / 2 + READING_GAP)
        time = axis.low + max(0.0, min(x, left - READING_GAP) - axis.start[0]) / axis.unit
        floor = float(course.axes.at(0.0, run.output(time))[1])
        middle = max(floor + climb * (BELOW + READING_GAP), self.box.bottom + BELOW + READING_GAP / 2)
        return left, min(middle, high)

    def taken(self, course: Course) -> list[Box]:
        """Return where it will stand in the course of a run."""
        return [self._room(*self.place(course, at)) for at in np.linspace(0.0, course.run.updates, 80)]

    def _room(self, left: float, middle: float) -> Box:
        box = Box(left, middle - BELOW, left + self.output.advance, middle + CAP * HERO / 2)
        return box.inset(-PAD, -PAD, -PAD, -PAD)

    def show(self, course: Course, at: float) -> "Reading":
        """Write the last update and the output that it came to."""
        left, middle = self.place(course, at)
        update = float(np.floor(at + 1e-9))
        self.output.show(q=course.run.output(update)).middle(left, middle, "left")
        self.updates.put(update, left, middle - BELOW)
        tall = CAP * HERO / 2 + BELOW
        self.ground.box(left - PAD, middle - BELOW - 2 * PAD, self.output.advance + 2 * PAD, tall + 3 * PAD)
        return self
