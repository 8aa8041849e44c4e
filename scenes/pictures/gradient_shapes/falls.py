"""Losses over q, and a board on which the falls of both in every step stand over one another, on one scale."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import Readout, math, sentence, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, QUADRATIC, seen

#: A fall that is lower, or shorter, is drawn so.
HAIRLINE = 1.5 * PX
#: Radius of dots and rings; the fall is a bar this far beside the ring, and this wide.
DOT, ASIDE, WIDE = 11 * PX, 22 * PX, 14 * PX


class Falls(Part):
    """Both losses as curves over q; on each a dot, a ring where its step began, and how far it fell since.

    Parameters
    ----------
    across : the axis of q.
    box : the plot's.
    end : the smallest q drawn.
    """

    def __init__(self, theme: Theme, across: Axis, box: Box, end: float):
        super().__init__()
        top = float(np.ceil(max(5.0, mc.prediction_loss(end, CROSS_ENTROPY) + 0.2)))
        self.axes = Axes(across, Axis.beside(theme, box, 0.0, top, spacing=2.5))
        self.curves = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        for cost, curve in self.curves.items():
            (curve.dashed if cost == QUADRATIC else curve.path)(self.at(seen(end), cost))
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.rings = {cost: Shape(theme.color("loss"), 0.0, stroke=5.0) for cost in COSTS}
        self.levels = {cost: Shape(theme.color("muted"), 0.0, stroke=3.0) for cost in COSTS}
        self.drops = {cost: Shape(theme.color("up")) for cost in COSTS}
        quantity = sentence("loss L", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        laws = {QUADRATIC: '"quadratic:" (1 - prediction(q))^2', CROSS_ENTROPY: '"cross-entropy:" - log prediction(q)'}
        kinds = self.curves, self.levels, self.drops, self.rings, self.dots
        self.add(self.axes.y_axis, *(shape for kind in kinds for shape in kind.values()), quantity)
        for row, cost in enumerate(COSTS):
            left, y = box.left + 70 * PX, box.top - (96 + 78 * row) * PX
            law = math(laws[cost], theme, TEXT, "loss").middle(left + 106 * PX, y, "left")
            self.add(sample(theme, cost, left, y), law)

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a loss lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, mc.prediction_loss(q, cost))

    def show(self, q: float, before: float) -> float:
        """Bring the dots to ``q``, and draw what was lost since ``before``; return the height of the upper dot."""
        for cost in COSTS:
            (x, y), (far, high) = (map(float, self.at(share, cost)) for share in (q, before))
            self.dots[cost].disc(x, y, DOT)
            self.rings[cost].disc(far, high, DOT)
            self.drops[cost].box(far + ASIDE, y, WIDE, high - y)
            self.levels[cost].dashes((x, y), (far + ASIDE, y), 4 * PX, 9 * PX)
        return float(self.at(q, CROSS_ENTROPY)[1])


class Board(Part):
    """How far each loss fell, a group of two bars a step, each under its name.

    Parameters
    ----------
    box : where it stands.
    steps : (from, to) of each step.
    gains : how far both losses fall in each, shape (n, 2).
    """

    def __init__(self, theme: Theme, box: Box, steps: list[tuple[float, float]], gains: np.ndarray):
        super().__init__()
        self.left = box.left
        number = Readout(theme, TEXT, "up", 3)
        self.unit = (box.right - number.width("0.000") - 18 * PX - self.left) / float(np.max(gains))
        self.bars = [[Shape(theme.color("up")) for _ in COSTS] for _ in steps]
        self.numbers = [[Readout(theme, TEXT, "up", 3) for _ in COSTS] for _ in steps]
        self.head = sentence("L falls by", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        self.groups, self.rows = [], []
        for k, (start, end) in enumerate(steps):
            top = box.top - (46 + 314 * k) * PX
            group = Part(math(f"prediction(q = {start:g} arrow.r {end:g})", theme, TEXT).put(box.left, top, "left"))
            for row, cost in enumerate(COSTS):
                y = top - (60 + 112 * row) * PX
                group.add(sample(theme, cost, box.left, y + 12 * PX))
                group.add(words(cost, theme, TICK, "muted").put(box.left + 106 * PX, y, "left"))
            self.rows.append([top - 106 * PX, top - 218 * PX])
            self.groups.append(group.add(*self.bars[k], *self.numbers[k]))

    def show(self, step: int, q: float, before: float) -> "Board":
        """Draw how far both losses fell from ``before`` to ``q``, in group ``step``."""
        for bar, number, row, cost in zip(self.bars[step], self.numbers[step], self.rows[step], COSTS, strict=True):
            fell = -float(np.diff(mc.prediction_loss(np.array([before, q]), cost))[0])
            long = max(HAIRLINE, fell * self.unit)
            bar.box(self.left, row - 19 * PX, long, 38 * PX)
            number.middle(fell, self.left + long + 18 * PX, row, "left")
        return self


def sample(theme: Theme, cost: str, left: float, y: float) -> Shape:
    """Return a piece of a loss's line, for its name to stand behind."""
    line, ends = Shape(theme.color("loss"), 0.0, stroke=7.0), [(left, y), (left + 84 * PX, y)]
    return line.dashed(ends) if cost == QUADRATIC else line.path(ends)
