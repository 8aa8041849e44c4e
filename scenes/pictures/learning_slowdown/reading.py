"""A run's output in digits that go with its dot."""

from itertools import product

import numpy as np
from manim import smooth

from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import WORD_GAP, Amount, clamp
from scenes.kit.places import is_clear
from scenes.kit.shapes import Backing, Part
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import words
from scenes.kit.theme import Theme
from scenes.pictures.learning_slowdown.runs import CAP, Course

#: From dot to reading; how long before the frame's end the reading starts to climb; from its first line to the second.
READING_GAP, APPROACH, LINE = 40 * PX, 160 * PX, 2.0 * CAP * TEXT
#: From the first line's middle to the second's baseline; the ground around; an output that ends so high is on top.
BELOW, PAD, ON_TOP = CAP * HERO / 2 + LINE, 7 * PX, 0.75


class Reading(Part):
    """The output in large digits beside the dot, and how many updates it took.

    Its middle stands right of the dot; where the frame ends it climbs above the curve, which falls, so that is clear of
    it. Where another curve would pass behind, it keeps a height. Over a curve that stays on top it goes in one row.
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
        axis, limit = course.axes.x_axis, self.box.right - self._wide(course)
        x = float(axis.at(at))

        def floor(x: float) -> float:
            time = axis.low + max(0.0, x - axis.start[0]) / axis.unit
            return float(course.axes.at(0.0, course.run.output(time))[1])

        left = min(x + READING_GAP, limit)
        if self._in_row(course):
            return left, floor(left) + READING_GAP + CAP * HERO / 2
        if self.parked:
            still, middle = self.parked
            return left if still is None else still, middle
        high = self.box.top + BELOW / 2
        climb = float(smooth(clamp((x + READING_GAP - limit + APPROACH) / (APPROACH + READING_GAP), 0.0, 1.0)))
        up = floor(min(x, left - READING_GAP)) + BELOW / 2 + climb * (BELOW / 2 + READING_GAP)
        return left, min(max(up, self.box.bottom + BELOW + READING_GAP / 2), high)

    def _in_row(self, course: Course) -> bool:
        """Whether the curve stays on top, so that both texts stand in one row over it."""
        return course.run.training.outputs[-1] > ON_TOP

    def _wide(self, course: Course) -> float:
        """Return how wide both texts are."""
        count = self.updates.value.width(f"{course.run.updates}")
        row = READING_GAP + self.updates.name_label.advance + WORD_GAP + count
        return self.output.advance + (row if self._in_row(course) else 0.0)

    def taken(self, course: Course) -> list[Box]:
        """Return where it will stand in the course of a run."""
        return [self._room(course, *self.place(course, at)) for at in np.linspace(0.0, course.run.updates, 80)]

    def _room(self, course: Course, left: float, middle: float) -> Box:
        low = CAP * HERO / 2 if self._in_row(course) else BELOW
        box = Box(left, middle - low, left + self._wide(course), middle + CAP * HERO / 2)
        return box.inset(-PAD, -2 * PAD, -PAD, -PAD)

    def show(self, course: Course, at: float) -> "Reading":
        """Write the last update and the output that it came to."""
        left, middle = self.place(course, at)
        update = float(np.floor(at + 1e-9))
        self.output.middle(left, middle, "left", q=course.run.output(update))
        if self._in_row(course):
            self.updates.put(update, left + self.output.advance + READING_GAP, middle - CAP * HERO / 2)
        else:
            self.updates.put(update, left, middle - BELOW)
        room = self._room(course, left, middle)
        self.ground.box(room.left, room.bottom, room.width, room.height)
        return self
