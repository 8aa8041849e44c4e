"""One weight through a lens: a ruler, the weight as a bead on its edge, and how far its pull moves it."""

import numpy as np

from scenes.kit.arrows import Arrow, Lens
from scenes.kit.axis import Axis
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, TICK
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.pictures.tug_through_the_network.net import bar

#: The ruler shows so many times the way of the bead; at least so much.
SPAN, LEAST = 3.2, 0.02
BEAD, EDGE = 30 * PX, 84 * PX
#: Heights at which rays leave the lens and reach what is looked at, from its middle.
RAYS = (14 * PX, -14 * PX), (46 * PX, -46 * PX)


class WeightLens(Part):
    """A weight, what it was, and the sum that says where it goes.

    Parameters
    ----------
    weight, pull, rate : before the step.
    names : of what the pull is a product of, in Typst's math: h_2 and F_1.
    source : the box of the edge that is looked at.
    """

    def __init__(self, theme: Theme, layout: Layout, weight: float, pull: float, rate: float, names: str, source: Box):
        super().__init__()
        frame = layout.pixels(54, 140, 636, 932)
        self.lens = Lens(theme, frame).over(source)
        # its rays are drawn behind the nodes
        self.lens.rays.points = np.zeros((0, 3))
        away = frame.right, source.left
        self.rays = straight(*np.array([[(x, source.y + up) for up in ups] for x, ups in zip(away, RAYS, strict=True)]))
        self.weight, self.way = weight, rate * pull
        middle, span = weight + self.way / 2, max(SPAN * abs(self.way), LEAST)
        ruler = layout.pixels(196, 205, 196, 690)
        self.axis = Axis(
            theme, (ruler.left, ruler.bottom), (ruler.left, ruler.top), middle - span / 2, middle + span / 2
        )
        self.x = layout.pixels(272, 0, 272, 1).left
        role = "up" if pull >= 0 else "down"
        self.edge = Shape(theme.color(role), 0.55)
        ends = np.array([(self.x, ruler.bottom), (self.x, ruler.top)])
        self.edge.points = bar(*ends, EDGE, hollow=pull < 0)
        self.ring = Shape(theme.color("ink"), 0.0, stroke=4.0)
        self.arrow = Arrow(theme, self.axis.unit, 26 * PX)
        self.bead = Shape(theme.color("ink")).halo(theme.color("paper"), 5 * PX)
        decimals = self._decimals(weight, pull, rate)
        self.old = Readout(theme, TEXT, "muted", decimals)
        self.new = Readout(theme, HERO, "ink", decimals)
        self.name = math('"weight" w', theme, TICK, "muted").put(frame.right - 0.25, frame.top - 0.55, "right")
        left = math(f'"pull" {names} =', theme, TEXT)
        number = Readout(theme, TEXT, role, decimals, signed=True)
        second = math(f"{_plain(weight, decimals)} + {rate:g} times", theme, TEXT)
        again = math(f"({_plain(pull, decimals)})" if pull < 0 else _plain(pull, decimals), theme, TEXT, role)
        for gap, first, last, up in ((0.16, left, number, 0.86), (0.14, second, again, 0.28)):
            wide = number.width(number.format(pull)) if last is number else last.advance
            start = frame.x - (first.advance + gap + wide) / 2
            y = frame.bottom + up
            first.put(start, y, "left")
            if last is number:
                number.put(pull, start + first.advance + gap, y, "left")
            else:
                last.put(start + first.advance + gap, y, "left")
        self.sum = Part(left, number, second, again)
        self.add(self.lens, self.edge, self.axis, self.ring, self.arrow, self.bead, self.name, self.new, self.sum)
        #: whether the old number has room beside the new one
        self.parted = abs(self.way) * self.axis.unit > 0.62
        self.old.middle(weight, self.x + EDGE / 2 + 20 * PX, float(self.axis.at(weight)), "left")
        self.show(0.0)

    @staticmethod
    def _decimals(weight: float, pull: float, rate: float) -> int:
        """Return with how many decimals the printed sum is right."""
        for decimals in (3, 4, 5):
            printed = round(weight, decimals) + rate * round(pull, decimals)
            if f"{printed:.{decimals}f}" == f"{weight + rate * pull:.{decimals}f}":
                return decimals
        return 3

    def show(self, share: float) -> "WeightLens":
        """Draw the bead so much of its way."""
        at = self.weight + share * self.way
        start, end = (float(self.axis.at(value)) for value in (self.weight, at))
        self.ring.disc(self.x, start, BEAD)
        self.bead.disc(self.x, end, BEAD)
        sign = np.sign(self.way)
        far = max(0.0, abs(end - start) - 2 * BEAD)
        self.arrow.show(sign * far / self.arrow.unit if far > 0 else 0.0, self.x, start + sign * BEAD)
        for shape in (self.ring, self.arrow.body):
            shape.set_presence(self.bead.presence * min(1.0, 4 * share) if far > 0 or shape is self.ring else 0.0)
        x = self.x + EDGE / 2 + 20 * PX
        self.new.middle(at, x, end, "left")
        return self


def _plain(value: float, decimals: int) -> str:
    text = f"{abs(value):.{decimals}f}"
    return f'"{"−" if value < 0 and text.strip("0.") else ""}{text}"'
