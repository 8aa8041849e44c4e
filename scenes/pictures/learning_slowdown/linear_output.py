"""A linear output beside the sigmoid's: two runs on axes that zoom from the one's scale to the other's."""

from collections.abc import Iterator, Sequence

import numpy as np

from scenes.kit.axis import Axes
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.names import spread
from scenes.kit.places import first_clear
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.learning_slowdown.runs import CAP, Course, Run
from scenes.pictures.learning_slowdown.slowdown import percent

#: Where along its curve a law is looked for room: beside the start's dot first.
ALONG = (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0)
#: Around a law, so that a dot can pass; least distance of what is left of two errors.
GAP, APART = 34 * PX, 80 * PX
#: From a dot to what is left beside it; least distance of its middle from the target's, and from the plot's upper edge.
ASIDE, OVER_TARGET, UNDER_NAME = 44 * PX, 96 * PX, 98 * PX


class LinearOutput(Part):
    """The two runs' courses with their laws, and what is left of their errors.

    Parameters
    ----------
    axes : the axes to be zoomed.
    sigmoid, linear : the two runs from the same start.
    """

    def __init__(self, theme: Theme, axes: Axes, sigmoid: Run, linear: Run):
        super().__init__()
        self.theme, self.axes = theme, axes
        self.sigmoid = Course(theme, axes, sigmoid, dashed=True)  # as all that is quadratic
        self.linear = Course(theme, axes, linear, "logit", dashed=True)
        self.knots = [Shape(theme.color("logit")) for _ in linear.training.outputs]
        self.laws = [
            Formula(theme, '"sigmoid:" prediction(q) = sigma(logit(z))'),
            Formula(theme, '"no sigmoid:" logit(z) = w dot 1 + b'),
        ]

    def until(self, at: float) -> "LinearOutput":
        """Draw both runs up to a time in updates."""
        for course in (self.sigmoid, self.linear):
            course.until(at)
        for update, knot in enumerate(self.knots):
            if update <= at:
                knot.disc(*self.axes.at(update, self.linear.run.output(update)), 10 * PX)
            else:
                knot.points = np.zeros((0, 3))
        return self

    def left(self) -> Part:
        """Return what share of its error is left to each run after the last update, beside its dot, under a heading."""
        runs, found = {"prediction": self.sigmoid.run, "logit": self.linear.run}, Part()
        at = float(self.linear.run.updates)
        x = float(self.axes.x_axis.end[0]) + ASIDE
        heights = beside_dots(self.axes, list(runs.values()), at, APART)
        for (role, run), y in zip(runs.items(), heights, strict=True):
            share = percent(run.output(at) / run.output(0.0))
            found.add(math(f"{role}({share} thin %)", self.theme, HERO).middle(x, y, "left"))
        return found.add(words("error left:", self.theme, TEXT).middle(x, max(heights) + APART, "left"))

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
            bottoms = [float(over.max()) + 0.1 * PX]  # off the line itself
            if np.ptp(over) < tall:
                bottoms.append(float(over.min()) - tall)
            yield from (Box(x, at, x + wide, at + tall) for at in bottoms if low <= at and at + tall <= high)
        yield Box(right, high - tall, right + wide, high)


def beside_dots(axes: Axes, runs: Sequence[Run], at: float, pitch: float) -> list[float]:
    """Return how high texts beside the runs' dots stand, ``pitch`` apart at least, clear of the target's line."""
    order = sorted(range(len(runs)), key=lambda i: (runs[i].output(at), runs[i].output(runs[i].updates)))
    heights = [float(axes.at(at, runs[i].output(at))[1]) for i in order]
    low, high = float(axes.y_axis.start[1]) + OVER_TARGET, float(axes.y_axis.end[1]) - UNDER_NAME
    placed = spread(heights, pitch, low, high)
    return [float(placed[order.index(i)]) for i in range(len(runs))]
