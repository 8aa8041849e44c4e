"""A linear output beside the sigmoid's: two runs on axes that zoom from the one's scale to the other's."""

from collections.abc import Iterator

import numpy as np

from scenes.kit.axis import Axes
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.places import first_clear
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.learning_slowdown.runs import CAP, Course, Run

#: Where along its curve a law is looked for room: beside the start's dot first.
ALONG = (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0)
#: Around a law, so that a dot can pass; lines of the board.
GAP, LINE = 34 * PX, 100 * PX


class LinearOutput(Part):
    """The two runs' courses with their laws, and a board of what they come to.

    Parameters
    ----------
    axes : the axes to be zoomed.
    board : where the outputs stand.
    sigmoid, linear : the two runs from the same start.
    rate : their step size.
    """

    def __init__(self, theme: Theme, axes: Axes, board: Box, sigmoid: Run, linear: Run, rate: float):
        super().__init__()
        self.axes = axes
        self.sigmoid, self.linear = Course(theme, axes, sigmoid, dashed=True), Course(theme, axes, linear, "logit")
        self.knots = [Shape(theme.color("logit")) for _ in linear.training.outputs]
        self.laws = [
            Formula(theme, "prediction(q) = sigma(logit(z))"),
            Formula(theme, "logit(z) = w dot 1 + b"),
        ]
        self.outputs = [
            Formula(theme, "prediction(q) = @q[prediction:0.000]"),
            Formula(theme, f"logit(z) = @z[logit:{linear.output(0.0):.3f}]", HERO),
        ]
        heads = [words("sigmoid", theme, TEXT), words("linear", theme, TEXT)]
        for i, (head, output) in enumerate(zip(heads, self.outputs, strict=True)):
            top = board.top - CAP * TEXT - (1.65 + (1 - i) * 2.3) * LINE
            head.put(board.left, top, "left")
            output.put(board.left, top - 0.8 * LINE, "left")
        #: what is left of the start: the two start differently far off
        self.left = [Formula(theme, '"error left:" @left[100.0] thin %') for _ in heads]
        both = [f"eta = {rate:g}", f'"start:" logit(z) = {linear.output(0.0):.4g}']
        both = [math(text, theme, TEXT) for text in both]
        for i, text in enumerate(both):
            text.put(board.left, board.top - CAP * TEXT - 0.62 * i * LINE, "left")
        self.board = Part(*heads, *self.outputs, *self.left, *both)

    def until(self, at: float) -> "LinearOutput":
        """Draw both runs up to a time in updates."""
        courses = self.sigmoid, self.linear
        for course, output, left, name in zip(courses, self.outputs, self.left, "qz", strict=True):
            course.until(at)
            output.show(**{name: course.run.output(at)})
            left.show(left=100 * course.run.output(at) / course.run.output(0.0))
            left.put(output.origin[0], output.origin[1] - 0.64 * LINE, "left")
        for update, knot in enumerate(self.knots):
            if update <= at:
                knot.disc(*self.axes.at(update, self.linear.run.output(update)), 10 * PX)
            else:
                knot.points = np.zeros((0, 3))
        return self

    def place_laws(self) -> "LinearOutput":
        """Put each law beside its curve's start, where no curve passes; call it when the axes stand."""
        taken: list[Box] = []
        lines = [self._seen(course) for course in (self.sigmoid, self.linear)]
        for law, line in zip(self.laws, lines, strict=True):
            spot = first_clear(self._spots(law, line), lines, taken)
            law.put(spot.left + GAP, spot.bottom + GAP, "left")
            taken.append(spot)
        return self

    def _seen(self, course: Course) -> np.ndarray:
        times, outputs = course.run.until(self.axes.x_axis.high)
        return self.axes.at(times, outputs)

    def _spots(self, law: Formula, line: np.ndarray) -> Iterator[Box]:
        """Yield boxes over a curve and, where it is nearly level, under it, farther and farther from its start."""
        wide, tall = law.advance + 2 * GAP, CAP * TEXT + 2 * GAP
        left, right = float(self.axes.x_axis.start[0]), float(self.axes.x_axis.end[0]) - wide
        low, high = float(self.axes.y_axis.start[1]), float(self.axes.y_axis.end[1]) + GAP
        for share in ALONG:
            x = left + share * (right - left)
            over = np.interp([x, x + wide], line[:, 0], line[:, 1])
            bottoms = [float(over.max())]
            if np.ptp(over) < tall:
                bottoms.append(float(over.min()) - tall)
            yield from (Box(x, at, x + wide, at + tall) for at in bottoms if low <= at and at + tall <= high)
        yield Box(right, high - tall, right + wide, high)
