"""Losses over q, and a board on which the falls of both in every step stand over one another, on one scale."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import Readout, math, sentence, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, DOT, QUADRATIC, seen

#: A fall that is lower, or shorter, is drawn so.
HAIRLINE = 1.5 * PX


class Falls(Part):
    """Both losses as curves over q, a dot on each, and beside it how far it fell in a step.

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
        self.drops = {cost: Shape(theme.color("up")) for cost in COSTS}
        quantity = sentence("loss L", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        laws = {QUADRATIC: '"quadratic:" (1 - prediction(q))^2', CROSS_ENTROPY: '"cross-entropy:" - log prediction(q)'}
        self.add(self.axes.y_axis, *self.curves.values(), *self.drops.values(), *self.dots.values(), quantity)
        for cost, down in {CROSS_ENTROPY: 96 * PX, QUADRATIC: 174 * PX}.items():
            key = Shape(theme.color("loss"), 0.0, stroke=7.0)
            left, y = box.left + 70 * PX, box.top - down
            (key.dashed if cost == QUADRATIC else key.path)([(left, y), (left + 84 * PX, y)])
            self.add(key, math(laws[cost], theme, TEXT, "loss").middle(left + 106 * PX, y, "left"))

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a loss lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, mc.prediction_loss(q, cost))

    def show(self, q: float, before: float) -> float:
        """Bring the dots to ``q``, and draw what was lost since ``before``; return the height of the upper dot."""
        for cost in COSTS:
            (x, y), (_, high) = self.at(q, cost), self.at(before, cost)
            self.dots[cost].disc(float(x), float(y), DOT)
            self.drops[cost].box(float(x) + 22 * PX, float(y), 14 * PX, float(high - y))
        return float(self.at(q, CROSS_ENTROPY)[1])


class Board(Part):
    """How far each loss fell, a group of two bars a step.

    Parameters
    ----------
    box : where it stands.
    steps : (from, to) of each step.
    gains : how far both losses fall in each, shape (n, 2).
    """

    def __init__(self, theme: Theme, box: Box, steps: list[tuple[float, float]], gains: np.ndarray):
        super().__init__()
        names = [[words(cost, theme, TICK, "muted") for cost in COSTS] for _ in steps]
        self.left = box.left + names[0][1].advance + 20 * PX
        number = Readout(theme, TEXT, "up", 4)
        self.unit = (box.right - number.width("0.0000") - 18 * PX - self.left) / float(np.max(gains))
        self.bars = [[Shape(theme.color("up")) for _ in COSTS] for _ in steps]
        self.numbers = [[Readout(theme, TEXT, "up", 4) for _ in COSTS] for _ in steps]
        self.head = sentence("L falls by", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        self.groups, self.rows = [], []
        for k, (start, end) in enumerate(steps):
            top = box.top - (50 + 290 * k) * PX
            step = math(f"prediction(q = {start:g} arrow.r {end:g})", theme, TEXT).put(box.left, top, "left")
            rows = [top - 68 * PX, top - 140 * PX]
            for name, row in zip(names[k], rows, strict=True):
                name.middle(self.left - 20 * PX, row, "right")
            self.rows.append(rows)
            self.groups.append(Part(step, *names[k], *self.bars[k], *self.numbers[k]))

    def show(self, step: int, q: float, before: float) -> "Board":
        """Draw how far both losses fell from ``before`` to ``q``, in group ``step``."""
        for bar, number, row, cost in zip(self.bars[step], self.numbers[step], self.rows[step], COSTS, strict=True):
            fell = -float(np.diff(mc.prediction_loss(np.array([before, q]), cost))[0])
            long = max(HAIRLINE, fell * self.unit)
            bar.box(self.left, row - 24 * PX, long, 48 * PX)
            number.middle(fell, self.left + long + 18 * PX, row, "left")
        return self
