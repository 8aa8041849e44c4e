"""What is written over and into the area: how wide it is, and what it consists of."""

import numpy as np

from scenes.kit.distribution_state import State
from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.cross_entropy_overlay.picture import Area


class Measures(Part):
    """How wide the level block is, along its foot, and how high, beside it: lines with heads, each with its number."""

    def __init__(self, theme: Theme, area: Area, nats: float, decimals: int):
        super().__init__()
        left, right = area.box.left + 10 * PX, area.box.left + area.unit - 10 * PX
        low, high = area.ground + 4 * PX, area.up(nats) - 4 * PX
        y, x, middle = area.ground + 44 * PX, right + 40 * PX, (left + right) / 2
        wide = math("1", theme, TEXT).middle(middle, y)
        gap = wide.advance / 2 + 16 * PX
        for line in ([(middle - gap, y), (left, y)], [(middle + gap, y), (right, y)], [(x, low), (x, high)]):
            self.add(Shape(theme.color("ink"), 0.0, stroke=3.0).path(line))
        for tip, along in (((left, y), (1, 0)), ((right, y), (-1, 0)), ((x, low), (0, 1)), ((x, high), (0, -1))):
            self.add(Shape(theme.color("ink"), 0.0, stroke=3.0).path(_head(np.array(tip), np.array(along))))
        self.add(wide, math(f"{nats:.{decimals}f}", theme, TEXT).middle(x + 22 * PX, (low + high) / 2, "left"))


def _head(tip: np.ndarray, along: np.ndarray) -> list[np.ndarray]:
    """Return an open arrowhead: from its ``tip`` the shaft goes ``along``."""
    across = along[::-1]
    return [tip + (along + across) * 12 * PX, tip, tip + (along - across) * 12 * PX]


#: From one row of the formulas over the area to the next.
ROW = 86 * PX
#: The name of the divergence in a formula.
KL = '"KL"(truth(p) class("normal", parallel) prediction(q))'


class Balance(Part):
    """H(p,q) = H(p) + KL(p‖q) over its live numbers, each under its own."""

    def __init__(self, theme: Theme, area: Area, y: float, decimals: int, size: float):
        super().__init__()
        self.decimals = decimals
        gap = "#h(0.6em)"
        body = f"@whole{{H(truth(p), prediction(q))}} {gap} @equal{{=}} {gap} @floor{{truth(H(p))}} {gap} @plus{{+}} "
        body += f"{gap} @excess{{loss({KL})}}"
        self.names = Formula(theme, body, size)
        half = self.names.advance / 2
        self.names.put(max(area.box.left + area.unit / 2, area.box.left + half), y)
        self.low = y - ROW
        self.signs = [math(sign, theme, size) for sign in "=+"]
        for sign, name in zip(self.signs, ("equal", "plus"), strict=True):
            sign.put(self.names.box(name).x, self.low)
        self.numbers = {
            name: Readout(theme, size, role, decimals)
            for name, role in (("whole", "ink"), ("floor", "truth"), ("excess", "loss"))
        }
        self.middles = {name: self.names.box(name).x for name in self.numbers}
        self.add(self.names, *self.signs, *self.numbers.values())

    def show(self, state: State) -> "Balance":
        """Write the numbers: the excess is what is left of the printed ones, so that they agree on their way, too."""
        whole, floor = (round(nats, self.decimals) for nats in (state.cross_entropy, state.entropy))
        values = {"whole": whole, "floor": floor, "excess": whole - floor}
        for name, number in self.numbers.items():
            number.put(values[name], self.middles[name], self.low)
        return self
