"""One neuron: an input, a weight, a bias, and the output as a gauge."""

import numpy as np

from .marks import Amount
from .shapes import LABEL, SMALL, Part, Readout, Shape, math, words
from .theme import Theme


class Gauge(Part):
    """An upright tube filled to a value from 0 to 1, with the target marked beside it.

    Parameters
    ----------
    x, bottom, up : the tube's middle, its foot and its height.
    across : the tube's width.
    target : the wanted value, an orange wedge at its left.
    """

    def __init__(self, theme: Theme, x: float, bottom: float, up: float, across: float = 0.5, target: float = 0.0):
        super().__init__()
        self.at_x, self.bottom, self.up, self.across = x, bottom, up, across
        left = x - across / 2
        self.fill_level = Shape(theme.color("prediction"), 0.6)
        frame = Shape(theme.color("line"), fill=0.0, stroke=3.0).box(left, bottom, across, up)
        y = self.level(target)
        self.wedge = Shape(theme.color("truth")).outline(
            [(left - 0.3, y + 0.13), (left - 0.3, y - 0.13), (left - 0.04, y)]
        )
        self.was = Shape(theme.color("ink"), fill=0.0, stroke=2.5)
        self.add(self.fill_level, frame, self.was, self.wedge)

    def level(self, value: float) -> float:
        """Return the height of a value."""
        return self.bottom + value * self.up

    def remember(self, value: float) -> "Gauge":
        """Leave a dashed line where the value stood."""
        half = self.across / 2 + 0.12
        self.was.dashes((self.at_x - half, self.level(value)), (self.at_x + half, self.level(value)))
        return self

    def show(self, value: float) -> "Gauge":
        """Fill the tube to ``value``."""
        self.fill_level.box(self.at_x - self.across / 2, self.bottom, self.across, value * self.up)
        return self


class Neuron(Part):
    """A neuron a = σ(w x + b) with x = 1: numbers at the edges, the output in a gauge.

    Parameters
    ----------
    left, middle : left end of the picture, and the height of the edge from the input.
    decimals : of the output.
    """

    def __init__(self, theme: Theme, left: float, middle: float, decimals: int = 4):
        super().__init__()
        self.y, body, reach = middle, left + 3.05, 0.55
        self.gauge = Gauge(theme, left + 4.95, middle - 1.6, 3.2, target=0.0)

        def node(x: float, y: float, radius: float) -> Shape:
            return Shape(theme.color("ink"), fill=0.0, stroke=3.0).disc(x, y, radius)

        def wire(*points) -> Shape:
            return Shape(theme.color("line"), fill=0.0, stroke=4.0).path(points)

        def arrowhead(tip, along) -> Shape:
            tip, along = np.array(tip), np.array(along, dtype=float)
            back, side = tip - 0.2 * along, 0.1 * np.array([-along[1], along[0]])
            return Shape(theme.color("line")).outline([tip, back + side, back - side])

        z = np.linspace(-1.0, 1.0, 41)
        squash = Shape(theme.color("prediction"), fill=0.0, stroke=4.0)
        squash.path(np.column_stack([body + 0.32 * z, middle + 0.26 * np.tanh(3.0 * z)]))
        entry, exit_ = (body - reach - 0.03, middle), (self.gauge.at_x - 0.25 - 0.4, middle)
        foot = (body, middle - reach - 0.03)
        self.add(
            wire((left + 0.62, middle), (entry[0] - 0.15, middle)),
            arrowhead(entry, (1, 0)),
            wire((body, middle - 1.55), (body, foot[1] - 0.15)),
            arrowhead(foot, (0, 1)),
            wire((body + reach, middle), (exit_[0] - 0.15, middle)),
            arrowhead(exit_, (1, 0)),
            node(left + 0.3, middle, 0.3),
            node(body, middle, reach),
            squash,
            words("1", theme, LABEL).middle(left + 0.3, middle),
            math("x", theme, LABEL).put(left + 0.3, middle + 0.45),
        )
        self.weight = Amount(math("w =", theme, LABEL), theme, "ink", decimals=2, signed=True)
        self.bias = Amount(math("b =", theme, LABEL), theme, "ink", decimals=2, signed=True)
        self.output = Amount(math("prediction(a) =", theme, LABEL), theme, "prediction", decimals=decimals)
        self.spots = (left + 0.72, middle + 0.22), (body - 0.75, middle - 1.95)
        gauge = self.gauge
        self.scale = Part(
            *(
                words(text, theme, SMALL, "muted").middle(gauge.at_x + 0.5, gauge.level(value), "left")
                for text, value in (("0", 0.0), ("1", 1.0))
            ),
        )
        aim = math('#text(font: "New Computer Modern")[target 0]', theme, SMALL, "truth")
        aim.put(gauge.at_x, gauge.level(0.0) - 0.5)
        self.output_width = (
            self.output.name_label.advance + 0.14 + Readout(theme, LABEL, decimals=decimals).width("0.0000")
        )
        self.add(self.gauge, self.scale, aim, self.weight, self.bias, self.output)

    def show(self, weight: float, bias: float, output: float) -> "Neuron":
        """Write weight and bias, fill the gauge to ``output``."""
        self.weight.put(weight, *self.spots[0])
        self.bias.put(bias, *self.spots[1])
        self.gauge.show(output)
        self.output.put(output, self.gauge.at_x - self.output_width / 2 + 0.1, self.gauge.level(1.0) + 0.25)
        return self
