"""Losses over q, and a board on which the falls of both in every step stand over one another, on one scale."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, sentence
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, GRID, HEAD, QUADRATIC, sample

#: A fall that is lower, or shorter, is drawn so.
HAIRLINE = 1.5 * PX
#: Radius of dots and rings; how wide the bar of a fall is, and how far aside of the dot that it stands on.
DOT, WIDE, ASIDE = 11 * PX, 14 * PX, 9 * PX
#: Steps that are shorter, or on which the quadratic loss falls less, are seen from nearer.
SHORT, LOW = 80 * PX, 18 * PX
LAWS = {QUADRATIC: '"quadratic:" (1 - prediction(q))^2', CROSS_ENTROPY: '"cross-entropy:" - log prediction(q)'}

#: The shares at the left and the right end of the picture, and the highest loss in it.
Window = tuple[float, float, float]


class Falls(Part):
    """Both losses as curves over q; on each a dot, a ring where its step began, and how far it fell since.

    Parameters
    ----------
    across : the axis of q.
    box : the plot's.
    end : the smallest q that a dot goes to.
    """

    def __init__(self, theme: Theme, across: Axis, box: Box, end: float):
        super().__init__()
        self.box = box
        #: what is seen of the curves when nothing is magnified
        self.all: Window = (1.0, 0.0, float(np.ceil(max(5.0, mc.prediction_loss(end, CROSS_ENTROPY) + 0.2))))
        self.axes = Axes(across, Axis.beside(theme, box, 0.0, self.all[2], spacing=2.5))
        self.curves = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        #: where cross-entropy leaves the picture upwards
        self.way_out = Shape(theme.color("loss"))
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.rings = {cost: Shape(theme.color("loss"), 0.0, stroke=5.0) for cost in COSTS}
        self.levels = {cost: Shape(theme.color("muted"), 0.0, stroke=3.0) for cost in COSTS}
        self.drops = {cost: Shape(theme.color("up")) for cost in COSTS}
        quantity = sentence("loss L", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        kinds = self.curves, self.levels, self.drops, self.rings, self.dots
        self.add(self.axes.y_axis, *(shape for kind in kinds for shape in kind.values()), self.way_out, quantity)
        self.look(self.all)

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a loss lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, mc.prediction_loss(q, cost))

    def window(self, step: tuple[float, float]) -> Window:
        """Return what is to be seen of a step: all, or from so near that the step is a third of the picture."""
        start, end = step
        fall = float(np.subtract(*mc.prediction_loss(np.array(step), QUADRATIC)))
        if (end - start) * self.box.width > SHORT and fall / self.all[2] * self.box.height > LOW:
            return self.all
        left, right = min(1.0, end + (end - start)), max(0.0, start - (end - start))
        return left, right, min(self.all[2], 1.1 * float(mc.prediction_loss(max(right, 1e-9), CROSS_ENTROPY)))

    def look(self, window: Window) -> "Falls":
        """Draw axes and curves as far as they lie in a window."""
        left, right, top = window
        self.axes.x_axis.show(left, right)
        self.axes.y_axis.show(0.0, top)
        q = np.concatenate([[left], GRID[(right < GRID) & (left > GRID)], [max(right, GRID[-1])]])
        for cost, curve in self.curves.items():
            points = self.at(q, cost)
            inside = points[points[:, 1] <= self.box.top + 1e-9]
            (curve.dashed if cost == QUADRATIC else curve.path)(inside)
        x, y = inside[-1]  # of cross-entropy
        gone = len(inside) < len(points)
        self.way_out.outline([(x - HEAD, y), (x + HEAD, y), (x, y + 2 * HEAD)] if gone else [(x, y)] * 3)
        return self

    def show(self, q: float, before: float) -> float:
        """Bring the dots to ``q``, and draw what was lost since ``before``; return the height of the upper dot."""
        for cost, aside in zip(COSTS, (-ASIDE, ASIDE), strict=True):
            (x, y), (far, high) = (map(float, self.at(share, cost)) for share in (q, before))
            self.dots[cost].disc(x, y, DOT)
            self.rings[cost].disc(far, high, DOT)
            self.drops[cost].box(x + aside - WIDE / 2, y, WIDE, high - y)
            self.levels[cost].dashes((far, high), (x + aside, high), 4 * PX, 9 * PX)
        return float(self.at(q, CROSS_ENTROPY)[1])


class Board(Part):
    """How far each loss fell, a group of two bars a step, each under its name.

    Parameters
    ----------
    box : where it stands.
    steps : (from, to) of each step.
    most : the longest bar's fall.
    each : whether they are falls per unit of q: steps of several lengths are compared so.
    """

    def __init__(self, theme: Theme, box: Box, steps: list[tuple[float, float]], most: float, each: bool = False):
        super().__init__()
        self.left, self.each = box.left, each
        number = Readout(theme, TEXT, "up", 3)
        self.unit = (box.right - number.width(number.format(most)) - 18 * PX - self.left) / most
        self.bars = [[Shape(theme.color("up")) for _ in COSTS] for _ in steps]
        self.numbers = [[Readout(theme, TEXT, "up", 3) for _ in COSTS] for _ in steps]
        head = "L falls, per unit of q, by" if each else "L falls by"
        self.head = sentence(head, theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        self.groups, self.rows = [], []
        for k, (start, end) in enumerate(steps):
            top = box.top - (36 + 296 * k) * PX
            group = Part(math(f"prediction(q = {start:g} arrow.r {end:g})", theme, TEXT).put(box.left, top, "left"))
            for row, cost in enumerate(COSTS):
                y = top - (68 + 114 * row) * PX
                group.add(sample(theme, cost, box.left, y + 15 * PX))
                group.add(math(LAWS[cost], theme, TEXT, "loss").put(box.left + 106 * PX, y, "left"))
            self.rows.append([top - 114 * PX, top - 228 * PX])
            self.groups.append(group.add(*self.bars[k], *self.numbers[k]))

    def show(self, step: int, q: float, before: float) -> "Board":
        """Draw how far both losses fell from ``before`` to ``q``, in group ``step``."""
        for bar, number, row, cost in zip(self.bars[step], self.numbers[step], self.rows[step], COSTS, strict=True):
            fell = -float(np.diff(mc.prediction_loss(np.array([before, q]), cost))[0])
            if self.each:
                fell = fell / (q - before) if q > before else -float(mc.gated_slope(before, cost, 0.0))
            long = max(HAIRLINE, fell * self.unit)
            bar.box(self.left, row - 19 * PX, long, 38 * PX)
            number.middle(fell, self.left + long + 18 * PX, row, "left")
        return self
