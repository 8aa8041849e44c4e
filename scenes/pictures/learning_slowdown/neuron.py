"""One neuron, the numbers at it, and the tube that its output fills."""

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.marks import Amount
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import math, sentence, words
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

RADIUS = 70 * PX
FILL = 0.75


class Tube(Part):
    """An upright tube, filled to an output from 0 to 1; a dashed line stays where the output began."""

    def __init__(self, theme: Theme, box: Box):
        super().__init__()
        self.inside = box
        self.fill_level = Shape(theme.color("prediction"), FILL)
        self.wall = Shape(theme.color("line"), 0.0, stroke=3.0).box(box.left, box.bottom, box.width, box.height)
        self.was = Shape(theme.color("ink"), 0.0, stroke=3.5)
        name = sentence("output q", theme, TEXT).put(box.x, box.top + 40 * PX)
        ticks = Shape(theme.color("line"), 0.0, stroke=3.0)
        edges = np.array([(box.left, box.top), (box.left, box.bottom)])
        ticks.points = straight(edges - [12 * PX, 0.0], edges)
        ends = [
            words(text, theme, TICK, "muted").middle(box.left - 28 * PX, y, "right")
            for text, y in (("1", box.top), ("0", box.bottom))
        ]
        self.add(self.fill_level, self.wall, ticks, self.was, name, *ends)

    def level(self, output: float) -> float:
        """Return the height of an output."""
        return self.inside.bottom + output * self.inside.height

    def remember(self, output: float) -> "Tube":
        """Leave a dashed line where the output stood."""
        y = self.level(output)
        self.was.dashes((self.inside.left - 8 * PX, y), (self.inside.right + 18 * PX, y))
        return self

    def forget(self) -> "Tube":
        """Take the dashed line away."""
        self.was.points = np.zeros((0, 3))
        return self

    def show(self, output: float) -> "Tube":
        """Fill the tube."""
        self.fill_level.box(self.inside.left, self.inside.bottom, self.inside.width, output * self.inside.height)
        return self


class Neuron(Part):
    """A neuron q = σ(w · 1 + b) with its weight and bias, and an arrow to its tube.

    Parameters
    ----------
    x, y : the neuron's middle.
    tube : the tube's box.
    """

    def __init__(self, theme: Theme, x: float, y: float, tube: Box):
        super().__init__()
        self.tube = Tube(theme, tube)
        body = Shape(theme.color("line"), 0.0, stroke=4.0).disc(x, y, RADIUS)
        z = np.linspace(-1.0, 1.0, 41)
        squash = Shape(theme.color("prediction"), 0.0, stroke=5.0)
        squash.path(np.column_stack([x + 0.65 * RADIUS * z, y + 0.5 * RADIUS * np.tanh(3.0 * z)]))
        start, tip = x - RADIUS - 56 * PX, tube.left - 28 * PX
        head, half = 28 * PX, 14 * PX
        wires = Shape(theme.color("line"), 0.0, stroke=4.0)
        wires.points = straight(
            np.array([(start, y), (x + RADIUS, y)]), np.array([(x - RADIUS, y), (tip - 0.7 * head, y)])
        )
        arrow = Shape(theme.color("line")).outline([(tip, y), (tip - head, y + half), (tip - head, y - half)])
        one = words("1", theme, TEXT).middle(start - 18 * PX, y, "right")
        self.weight, self.bias = (Amount(math(f"{name} =", theme, TEXT), theme, "ink", 2) for name in "wb")
        self.corner = x - 110 * PX, y
        self.add(wires, arrow, body, squash, one, self.weight, self.bias, self.tube)

    def show(self, weight: float, bias: float, output: float) -> "Neuron":
        """Write weight and bias, fill the tube."""
        left, y = self.corner
        self.weight.put(weight, left, y + RADIUS + 36 * PX)
        self.bias.put(bias, left, y - RADIUS - 70 * PX)
        self.tube.show(output)
        return self
