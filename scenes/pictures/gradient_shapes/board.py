"""A board on which the falls of both losses in every step stand over one another, on one scale."""

import numpy as np

import mathcore as mc
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.params import Params
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, NAMED, QUADRATIC, legend, sample

#: A bar of less is so long.
HAIRLINE = 1.5 * PX
#: From a bar to its number.
OFF = 24 * PX
LAWS = {QUADRATIC: "loss((1 - prediction(q))^2)", CROSS_ENTROPY: 'loss("−"log prediction(q))'}


class Board(Part):
    """How far each loss fell: in every step a bar for each, on one scale; of steps of two lengths, per unit of q.

    ``legend`` says which curve is which loss; ``groups`` are the bars of each step.

    Parameters
    ----------
    box : where it stands.
    steps : (from, to) of each step.
    params : what is compared of them, and how it is written.
    """

    def __init__(self, theme: Theme, box: Box, steps: list[tuple[float, float]], params: Params):
        super().__init__()
        self.left, self.per_unit = box.left + NAMED, params.unequal()
        role = "loss" if self.per_unit else "up"  # a fall per unit of q is a slope, no length of the plot's bars
        self.bars = [[Shape(theme.color(role)) for _ in COSTS] for _ in steps]
        self.numbers = [[Readout(theme, TEXT, role, params.digits()) for _ in COSTS] for _ in steps]
        number = self.numbers[0][0]
        room = box.right - self.left - OFF - number.width(number.format(params.most()))
        self.unit = room / params.most()
        self.legend = legend(theme, box, LAWS)
        self.groups, self.rows = [], []
        for k, (start, end) in enumerate(steps):
            top = box.top - (112 + 270 * k) * PX
            heads = [f'prediction(q = {start:g} arrow.r {end:g})": "']
            if self.per_unit:
                heads.append('loss(L) loss("falls per unit of") prediction(q) loss("by")')
            else:
                heads[0] += ' loss(L) up("falls by")'
            heads = [math(head, theme, TEXT).put(box.left, top - 58 * i * PX, "left") for i, head in enumerate(heads)]
            rows = [top + 12 * PX - 58 * (len(heads) + row) * PX for row in (0, 1)]
            samples = [sample(theme, cost, box.left, y) for cost, y in zip(COSTS, rows, strict=True)]
            self.rows.append(rows)
            self.groups.append(Part(*heads, *samples, *self.bars[k], *self.numbers[k]))

    def show(self, step: int, q: float, before: float) -> "Board":
        """Draw how far both losses fell from ``before`` to ``q``, or per unit of q on that way, in group ``step``."""
        for bar, number, row, cost in zip(self.bars[step], self.numbers[step], self.rows[step], COSTS, strict=True):
            fell = -float(np.diff(mc.prediction_loss(np.array([before, q]), cost))[0])
            if self.per_unit:
                fell = fell / (q - before) if q > before else -float(mc.gated_slope(q, cost, 0.0))
            long = max(HAIRLINE, fell * self.unit)
            bar.box(self.left, row - 19 * PX, long, 38 * PX)
            number.middle(fell, self.left + long + OFF, row, "left")
        return self
