"""Losses over q, and a board on which the falls of both in every step stand over one another, on one scale."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, sentence
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.overview import HIGH, WIDE, Overview, Window
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, GRID, HEAD, QUADRATIC, sample

#: A fall that is lower, or shorter, is drawn so.
HAIRLINE = 1.5 * PX
#: Radius of dots and rings; how wide the bar of a fall is, and how far its middle is from that of the dot.
DOT, BAR, ASIDE = 11 * PX, 18 * PX, 34 * PX
#: Steps that are shorter, or on which the quadratic loss falls less, are seen from nearer.
SHORT, LOW = 80 * PX, 20 * PX
#: The map stands above the curves if a step begins lower in the picture, at its side otherwise.
ABOVE, SIDE = 0.66, 20 * PX
LAWS = {QUADRATIC: '"quadratic:" (1 - prediction(q))^2', CROSS_ENTROPY: '"cross-entropy:" - log prediction(q)'}


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
        #: what is seen of the curves when nothing is enlarged
        top = float(np.ceil(max(5.0, mc.prediction_loss(end, CROSS_ENTROPY) + 0.2)))
        self.all: Window = (1.0, 0.0, 0.0, top)
        self.axes = Axes(across, Axis.beside(theme, box, *self.all[2:], spacing=2.5))
        self.curves = {cost: Shape(theme.color("loss"), 0.0, stroke=7.0) for cost in COSTS}
        #: where cross-entropy leaves the picture upwards
        self.way_out = Shape(theme.color("loss"))
        self.dots = {cost: Shape(theme.color("loss")) for cost in COSTS}
        self.rings = {cost: Shape(theme.color("loss"), 0.0, stroke=5.0) for cost in COSTS}
        self.levels = {cost: Shape(theme.color("muted"), 0.0, stroke=3.0) for cost in COSTS}
        self.drops = {cost: Shape(theme.color("up")) for cost in COSTS}
        quantity = sentence("loss L", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        kinds = self.curves, self.levels, self.rings, self.dots, self.drops
        self.add(self.axes.y_axis, *(shape for kind in kinds for shape in kind.values()), self.way_out, quantity)
        #: what of the whole is seen, to be shown when it is enlarged
        self.map = Overview(theme, self.all, box.left + quantity.advance + 20 * PX, box.top + 26 * PX).set_presence(0.0)
        self.look(self.all)

    def at(self, q, cost: str) -> np.ndarray:
        """Return where a loss lies at ``q``; n values give shape (n, 2)."""
        return self.axes.at(q, mc.prediction_loss(q, cost))

    def window(self, step: tuple[float, float]) -> Window:
        """Return what is to be seen of a step: all, or from so near that the step is a third of the picture."""
        start, end = step
        fall = float(np.subtract(*mc.prediction_loss(np.array(step), QUADRATIC)))
        if (end - start) * self.box.width > SHORT and fall / self.all[3] * self.box.height > LOW:
            return self.all
        left, right = min(1.0, end + (end - start)), max(0.0, start - (end - start))
        low = float(mc.prediction_loss(left, QUADRATIC))
        high = float(mc.prediction_loss(max(right, 1e-9), CROSS_ENTROPY))
        room = 0.1 * (high - low)
        return left, right, max(0.0, low - room), min(self.all[3], high + room)

    def aside(self, step: tuple[float, float]) -> tuple[float, float]:
        """Return where the map's lower left corner has room: above the curves at the left, or between at the right."""
        left, right, low, top = self.window(step)

        def up(q: float, cost: str) -> float:
            return float((mc.prediction_loss(q, cost) - low) / (top - low))

        if up(step[0], CROSS_ENTROPY) < ABOVE:
            return self.box.left + SIDE, self.box.top - SIDE - HIGH
        middle = (up(right, QUADRATIC) + up(left + 0.7 * (right - left), CROSS_ENTROPY)) / 2
        return self.box.right - SIDE - WIDE, self.box.bottom + middle * self.box.height - HIGH / 2

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

    def show(self, q: float, before: float) -> float:
        """Bring the dots to ``q``, and draw what was lost since ``before``; return the height of the upper dot."""
        for cost in COSTS:
            (x, y), (far, high) = (map(float, self.at(share, cost)) for share in (q, before))
            left = max(x - ASIDE, self.box.left + BAR) - BAR / 2
            self.dots[cost].disc(x, y, DOT)
            self.rings[cost].disc(far, high, DOT)
            self.drops[cost].box(left, y, BAR, high - y)
            self.levels[cost].dashes((far, high), (left, high), 4 * PX, 9 * PX)
        return float(self.at(q, CROSS_ENTROPY)[1])


class Board(Part):
    """How far each loss fell: in every step a bar for each, on one scale.

    ``legend`` says which curve is which loss; ``groups`` are the bars of each step, ``rates`` what they come to per
    unit of q.

    Parameters
    ----------
    box : where it stands.
    steps : (from, to) of each step.
    most : the longest bar's fall.
    precise : whether falls have decimals enough to be divided by the step.
    """

    def __init__(self, theme: Theme, box: Box, steps: list[tuple[float, float]], most: float, precise: bool = False):
        super().__init__()
        self.left, digits = box.left + 106 * PX, 5 if precise else 3
        self.bars = [[Shape(theme.color("up")) for _ in COSTS] for _ in steps]
        self.numbers = [[Readout(theme, TEXT, "up", digits) for _ in COSTS] for _ in steps]
        number = self.numbers[0][0]
        self.unit = (box.right - number.width(number.format(most)) - 18 * PX - self.left) / most
        self.legend = Part()
        for row, cost in enumerate(COSTS):
            y = box.top + (26 - 62 * row) * PX
            law = math(LAWS[cost], theme, TEXT, "loss").put(self.left, y, "left")
            self.legend.add(sample(theme, cost, box.left, y + 15 * PX), law)
        self.groups, self.rows, self.rates = [], [], []
        for k, (start, end) in enumerate(steps):
            top = box.top - (112 + 254 * k) * PX
            rows = [top - 46 * PX, top - 104 * PX]
            samples = [sample(theme, cost, box.left, y) for cost, y in zip(COSTS, rows, strict=True)]
            head = math(f'prediction(q = {start:g} arrow.r {end:g})": " loss(L) "falls by"', theme, TEXT)
            group = Part(head.put(box.left, top, "left"), *samples, *self.bars[k], *self.numbers[k])
            falls = [float(np.subtract(*mc.prediction_loss(np.array([start, end]), cost))) for cost in COSTS]
            rates = " and ".join(f"{fall / (end - start):.2f}" for fall in falls)
            rate = math(f'"per unit of" prediction(q)": {rates}"', theme, TEXT)
            self.rates.append(rate.put(box.left, top - 182 * PX, "left"))
            self.rows.append(rows)
            self.groups.append(group)

    def show(self, step: int, q: float, before: float) -> "Board":
        """Draw how far both losses fell from ``before`` to ``q``, in group ``step``."""
        for bar, number, row, cost in zip(self.bars[step], self.numbers[step], self.rows[step], COSTS, strict=True):
            fell = -float(np.diff(mc.prediction_loss(np.array([before, q]), cost))[0])
            long = max(HAIRLINE, fell * self.unit)
            bar.box(self.left, row - 19 * PX, long, 38 * PX)
            number.middle(fell, self.left + long + 18 * PX, row, "left")
        return self
