"""Losses over q, and how far each falls in a step."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import sentence
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.overview import HIGH, NAME, WIDE, Overview, Window
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, GRID, QUADRATIC
from scenes.pictures.gradient_shapes.triangles import Triangles

#: Radius of dots and rings; how wide the bar of a fall is; half the width of the head where a curve leaves the picture.
DOT, BAR, HEAD = 11 * PX, 18 * PX, 17 * PX
#: A bar stands out of the two curves: so far left of cross-entropy's dot, or right of the quadratic ring, or as far as
#: it takes to be clear of its curve.
ASIDE, CLEAR = {QUADRATIC: 70 * PX, CROSS_ENTROPY: 50 * PX}, 16 * PX
#: Steps that are shorter, or on which the quadratic loss falls less, are seen from nearer.
SHORT, LOW = 80 * PX, 14 * PX
#: The map stands above the curves if a step begins lower in the picture, at its side otherwise.
ABOVE, SIDE = 0.66, 20 * PX


class Falls(Part):
    """Both losses as curves over q; on each a dot, a ring where its step began, and how it fell since.

    That is a bar as long as the fall, or a triangle as steep as the fall per unit of q.

    Parameters
    ----------
    across : the axis of q.
    box : the plot's.
    start : the smallest q at which a step begins.
    compared : whether falls are compared, and not falls per unit of q.
    """

    def __init__(self, theme: Theme, across: Axis, box: Box, start: float, compared: bool = True):
        super().__init__()
        self.box, self.compared = box, compared
        #: what is seen of the curves when nothing is enlarged
        top = float(np.ceil(2 * (mc.prediction_loss(start, CROSS_ENTROPY) + 0.15)) / 2)
        self.all: Window = (1.0, 0.0, 0.0, top)
        self.axes = Axes(across, Axis.beside(theme, box, *self.all[2:], spacing=3.0))
        self.curves = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        #: where cross-entropy leaves the picture upwards
        self.way_out = Shape(theme.color("loss"))
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.rings = {cost: Shape(theme.color("paper"), stroke=5.0).set_stroke(theme.color("loss")) for cost in COSTS}
        #: from each curve to its bar's upper and lower end
        self.levels = {cost: [Shape(theme.color("muted"), 0.0, stroke=3.0) for _ in "ab"] for cost in COSTS}
        self.drops = {cost: Shape(theme.color("up")) for cost in COSTS}
        quantity = sentence("loss L", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        self.triangles = Triangles(theme, self.axes, box)
        levels = (level for pair in self.levels.values() for level in pair)
        falls = (*levels, *self.drops.values()) if compared else [self.triangles]
        marks = *self.rings.values(), *self.dots.values()
        self.add(self.axes.y_axis, *self.curves.values(), *falls, *marks, self.way_out, quantity)
        #: what of the whole is seen, to be shown when it is enlarged
        self.map = Overview(theme, self.all, box.left + quantity.advance + 20 * PX, box.top + 26 * PX).set_presence(0.0)
        self.look(self.all)

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a loss lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, mc.prediction_loss(q, cost))

    def window(self, step: tuple[float, float]) -> Window:
        """Return what is to be seen of a step: all, or from so near that the step is a third of the picture.

        How steep triangles are can be compared on one scale alone.
        """
        start, end = step
        fall = float(np.subtract(*mc.prediction_loss(np.array(step), QUADRATIC)))
        large = (end - start) * self.box.width > SHORT and fall / self.all[3] * self.box.height > LOW
        if large or not self.compared:
            return self.all
        # cross-entropy stays in the picture
        left, right = min(1.0, end + (end - start)), max(float(np.exp(-self.all[3])), start - (end - start))
        low = float(mc.prediction_loss(left, QUADRATIC))
        high = float(mc.prediction_loss(right, CROSS_ENTROPY))
        room = 0.1 * (high - low)
        return left, right, max(0.0, low - room), min(self.all[3], high + room)

    def aside(self, step: tuple[float, float]) -> tuple[float, float]:
        """Return where the map's lower left corner has room: above the curves at the left, or between them."""
        left, right, low, top = self.window(step)

        def up(q: float, cost: str) -> float:
            return float((mc.prediction_loss(q, cost) - low) / (top - low))

        highest = self.box.top - SIDE - HIGH - NAME
        if up(step[0], CROSS_ENTROPY) < ABOVE:
            return self.box.left + SIDE, highest
        for share in (0.0, 0.7):  # rather at the left, clear of the line down to q
            near, far = (left + at * (right - left) for at in (share, share + 0.3))
            under, over = up(far, QUADRATIC), up(near, CROSS_ENTROPY)
            if (over - under) * self.box.height > HIGH + NAME + 4 * CLEAR:
                break
        x = self.box.right - SIDE - WIDE if share else self.box.left + SIDE
        return x, min(self.box.bottom + (under + over) / 2 * self.box.height - (HIGH + NAME) / 2, highest)

    def look(self, window: Window) -> "Falls":
        """Draw axes and curves as far as they lie in a window."""
        left, right, low, top = window
        self.axes.x_axis.show(left, right)
        self.axes.y_axis.show(low, top)
        q = np.concatenate([[left], GRID[(right < GRID) & (left > GRID)], [max(right, GRID[-1])]])
        for cost, curve in self.curves.items():
            points = self.at(q, cost)
            points[:, 1] = np.maximum(points[:, 1], self.box.bottom)
            inside = points[points[:, 1] <= self.box.top + 1e-9]
            (curve.dashed if cost == QUADRATIC else curve.path)(inside)
        x, y = inside[-1]  # of cross-entropy
        gone = len(inside) < len(points)
        self.way_out.outline([(x - HEAD, y), (x + HEAD, y), (x, y + 2 * HEAD)] if gone else [(x, y)] * 3)
        return self

    def show(self, q: float, before: float, least: float = 0.0) -> float:
        """Bring the dots to ``q``, and draw what was lost since ``before``; return the height of the upper dot.

        Triangles are ``least`` long in q at least. What is higher than the picture isn't there.
        """
        for cost in COSTS:
            (x, y), (far, high) = self.at([q, before], cost).tolist()
            dot, ring = (DOT if place <= self.box.top else 0.0 for place in (y, high))
            y, high = min(y, self.box.top), min(high, self.box.top)
            self.dots[cost].disc(x, y, dot)
            self.rings[cost].disc(far, high, ring)
            aside = min(self._aside(q if cost == CROSS_ENTROPY else before, cost, far), 2 * (far - x))
            # cross-entropy's bar stands over its curve, the quadratic one under it
            middle = max(x - aside, self.box.left + BAR) if cost == CROSS_ENTROPY else far + aside
            self.drops[cost].box(middle - BAR / 2, y, BAR, high - y)
            for level, place in zip(self.levels[cost], ((far, high), (x, y)), strict=True):
                level.dashes(place, (middle, place[1]), 4 * PX, 9 * PX)
        self.triangles.show(q, before, least)
        return min(float(self.at(q, CROSS_ENTROPY)[1]), self.box.top)

    def _aside(self, q: float, cost: str, far: float) -> float:
        """Return how far from ``q`` a bar is clear of its curve, and so far from the ring at ``far`` off the edge."""
        steep = mc.gated_slope(q, cost, 0.0) * self.axes.y_axis.unit / self.axes.x_axis.unit
        aside = max(ASIDE[cost], CLEAR / max(abs(float(steep)), 1e-6))
        return self.box.right + BAR - far if cost == QUADRATIC and far + aside > self.box.right - BAR else aside
