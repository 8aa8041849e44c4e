"""Losses over q, and two bars that fall when q makes a step."""

import numpy as np

import mathcore as mc
from scenes.kit.arrows import Hatch
from scenes.kit.axis import Axes, Axis
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math, sentence, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, GRID, QUADRATIC

GAP = 26 * PX
#: Opacity of a bar's fill.
FILL = 0.6
#: Opacity of a loss's fall behind its hatching; the height from which it is so; and what is lower is drawn so high.
FAINT, HATCHED, HAIRLINE = 0.3, 40 * PX, 1.5 * PX


class Falls(Part):
    """Both losses as curves over q and as bars on the same axis; what a step gains is hatched.

    Parameters
    ----------
    box : of the curves; its right edge is q = 0.
    bars : left edges of the two bars.
    wide : width of a bar.
    end : the smallest q drawn.
    """

    def __init__(self, theme: Theme, box: Box, bars: dict[str, float], wide: float, end: float):
        super().__init__()
        self.theme, self.box, self.bars, self.wide = theme, box, bars, wide
        top = float(np.ceil(max(5.0, mc.prediction_loss(end, CROSS_ENTROPY) + 0.2)))
        x = Axis.below(theme, box, 1.0, 0.0, ticks=())
        x.line.path([(box.left, box.bottom), (max(bars.values()) + wide, box.bottom)])
        y = Axis.beside(theme, box, 0.0, top, spacing=2.5)
        self.axes = Axes(x, y)
        self.curves = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        q = np.append(GRID[end < GRID], end)
        for cost, curve in self.curves.items():
            points = self.axes.at(q, mc.prediction_loss(q, cost))
            (curve.dashed if cost == QUADRATIC else curve.path)(points)
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.levels = {cost: Shape(theme.color("muted"), 0.0, stroke=3.0) for cost in COSTS}
        self.fills = {cost: Shape(theme.color("loss"), FILL) for cost in COSTS}
        base = box.bottom - 66 * PX
        names = [words(cost, theme, TEXT, "loss").put(bars[cost] + wide / 2, base) for cost in COSTS]
        quantity = sentence("loss L", theme, TEXT).put(box.left + GAP, box.top - 30 * PX, "left")
        laws = [math("(1 - prediction(q))^2", theme, TEXT, "loss"), math("- log prediction(q)", theme, TEXT, "loss")]
        laws[0].put(*self._beside(0.13, QUADRATIC, -72 * PX), "left")
        laws[1].put(*self._beside(0.2, CROSS_ENTROPY, 20 * PX), "right")
        self.add(self.axes, *self.curves.values(), *names, quantity)
        self.add(*self.levels.values(), *self.fills.values(), *self.dots.values())
        self.add(*(law.halo(theme.color("paper")) for law in laws))
        self.fallen = self.again()

    def again(self) -> Part:
        """Make what measures a new step, and return it; what measured the last one stays as it is."""
        theme = self.theme
        self.hatches = {cost: Hatch(theme, "up", 20 * PX, 3.5) for cost in COSTS}
        self.rims = {cost: Shape(theme.color("up"), 1.0) for cost in COSTS}
        self.gains = {cost: Readout(theme, HERO if cost == CROSS_ENTROPY else TEXT, "up", 4) for cost in COSTS}
        for gain in self.gains.values():
            gain.halo(theme.color("paper"))
        self.fallen = Part(*self.hatches.values(), *self.rims.values(), *self.gains.values())
        return self.fallen

    def apart(self, q: float, other: float) -> bool:
        """Whether gains written at two values of q have room over each other."""
        losses = (np.abs(np.subtract(*mc.prediction_loss(np.array([q, other]), cost))) for cost in COSTS)
        return bool(min(losses) * self.axes.y_axis.unit > 100 * PX)

    def _beside(self, q: float, cost: str, up: float) -> tuple[float, float]:
        x, y = self.axes.at(q, float(mc.prediction_loss(q, cost)))
        return float(x) + (GAP if up < 0 else -GAP), float(y) + up

    def show(self, q: float, before: float) -> "Falls":
        """Draw the bars at ``q``, and what they have lost since it was ``before``."""
        for cost in COSTS:
            was, now = (float(mc.prediction_loss(share, cost)) for share in (before, q))
            (x, y), (_, high) = self.axes.at(q, now), self.axes.at(before, was)
            left = self.bars[cost]
            self.dots[cost].disc(x, y, 15 * PX)
            self.levels[cost].dashes((float(x) + 20 * PX, y), (left, y), 10 * PX, 9 * PX)
            self.fills[cost].box(left, self.box.bottom, self.wide, y - self.box.bottom)
            tall = max(float(high - y), HAIRLINE)
            # drawn to scale: what is too low for hatching is solid
            solid = 1.0 - (1.0 - FAINT) * clamp(tall / HATCHED - 0.5, 0.0, 1.0)
            self.hatches[cost].within(Box(left, float(y), left + self.wide, float(y) + (tall if solid < 1.0 else 0.0)))
            self.rims[cost].fill_alpha = solid
            self.rims[cost].box(left, y, self.wide, tall).set_presence(self.rims[cost].presence)
            self.gains[cost].put(now - was, left + self.wide / 2, float(high) + 22 * PX)
        return self
