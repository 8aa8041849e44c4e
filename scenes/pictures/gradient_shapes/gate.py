"""The sigmoid's slope as a bell over q, and what is left of the losses' slopes when it has multiplied them."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.slopes import CROSS_ENTROPY, DOT, GRID, NAMED, QUADRATIC, sample, shorten

#: Opacity of what lies under the bell.
FAINT = 0.35


class Gate(Part):
    """The sigmoid's slope q(1 − q) over q, on an axis of its own: a strip with a dot that rides on the bell."""

    def __init__(self, theme: Theme, across: Axis, box: Box):
        super().__init__()
        self.axes = Axes(across, Axis.beside(theme, box, 0.0, 0.25, ticks=(0.0, 0.25)))
        points = self.axes.at(GRID, mc.sigmoid_slope(GRID))
        feet = self.axes.at(np.array([0.0, 1.0]), 0.0)
        slope = "partial prediction(q) \\/ partial logit(z) = prediction(q (1 - q))"
        self.name = math(f'prediction(q) = "sigmoid"(logit(z))", slope" {slope}', theme, TEXT)
        self.name.put(box.left, box.top + 32 * PX, "left")
        #: the bell's highest point, from where its factor goes into formulas
        self.top = tuple(self.axes.at(0.5, 0.25).tolist())
        self.dot, self.link = Shape(theme.color("prediction")), Shape(theme.color("muted"), 0.0, stroke=3.0)
        self.add(
            self.axes.y_axis,
            Shape(theme.color("line"), 0.0, stroke=3.0).path(feet),
            Shape(theme.color("prediction"), FAINT).outline(np.concatenate([points, feet])),
            Shape(theme.color("prediction"), 0.0, stroke=6.0).path(points),
            self.link,
            self.dot,
            self.name,
        )

    def show(self, q: float) -> "Gate":
        """Bring the dot to ``q``."""
        (x, y), (_, foot) = self.axes.at(q, float(mc.sigmoid_slope(q))), self.axes.at(q, 0.0)
        self.dot.disc(float(x), float(y), DOT)
        self.link.dashes((x, y), (x, foot), 4 * PX, 9 * PX)
        return self


class Product(Part):
    """A slope times the sigmoid's slope, in numbers beside where the product's dot ends; name and law stand above.

    Parameters
    ----------
    digits : before the point of cross-entropy's largest slope that will be written.
    left, base : where the numbers stand.
    size : the law's.
    """

    def __init__(self, theme: Theme, cost: str, digits: int, left: float, base: float, size: float):
        super().__init__()
        self.cost = cost
        slope, gate = {
            QUADRATIC: ("2(prediction(q) - 1)", "prediction(q (1 - q))"),
            CROSS_ENTROPY: ("(- 1 \\/ @below{prediction(q)} thin)", "@above{prediction(q)} thin prediction((1 - q))"),
        }[cost]
        law = f"loss({slope}) @gate{{dot {gate}}}"
        self.law = Formula(theme, law, size).put(left, base + 85 * PX, "left")
        line = base + 163 * PX
        named = words(f"{cost}:", theme, TEXT, "loss").put(left + NAMED, line, "left")
        self.name = Part(sample(theme, cost, left, line + 15 * PX), named)
        slope = f"@slope[loss:−1{'' if cost == QUADRATIC else '0' * (digits - 3)}.00]"
        self.result = Formula(theme, "@left[loss:−1.00]", HERO).put(left, base, "left")
        self.numbers = Formula(theme, f"approx {slope} dot @gate[prediction:0.0000]")
        self.numbers.put(left + self.result.advance + 16 * PX, base, "left")
        self.add(self.result, self.numbers)

    def show(self, q: float) -> "Product":
        """Write slope, gate and their product at ``q``."""
        slope, left = (float(mc.gated_slope(q, self.cost, power)) for power in (0.0, 1.0))
        shorten(self.numbers.numbers["slope"], slope)
        self.numbers.show(slope=slope, gate=float(mc.sigmoid_slope(q)))
        self.result.show(left=left)
        return self
