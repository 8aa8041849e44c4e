"""What is written over and into the area: how wide it is, and what it consists of."""

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.two_distributions import State
from scenes.pictures.cross_entropy_overlay.picture import Area


class Breadth(Part):
    """How wide the strip is: a line along the foot of the area, its number in the middle."""

    def __init__(self, theme: Theme, area: Area):
        super().__init__()
        y, left, right = area.ground + 44 * PX, area.box.left + 10 * PX, area.box.left + area.unit - 10 * PX
        number = math("1", theme, TEXT).middle((left + right) / 2, y)
        tip, gap = 12 * PX, number.advance / 2 + 16 * PX
        for end, inner, side in ((left, (left + right) / 2 - gap, 1), (right, (left + right) / 2 + gap, -1)):
            self.add(Shape(theme.color("ink"), 0.0, stroke=3.0).path([(end, y), (inner, y)]))
            head = [(end + side * tip, y + tip), (end, y), (end + side * tip, y - tip)]
            self.add(Shape(theme.color("ink"), 0.0, stroke=3.0).path(head))
        self.add(number)


#: From one row of the formulas over the area to the next.
ROW = 86 * PX
#: The name of the divergence in a formula.
KL = '"KL"(truth(p) class("normal", parallel) prediction(q))'


class Balance(Part):
    """H(p,q) = H(p) + KL(p‖q) over its live numbers, each under its own."""

    def __init__(self, theme: Theme, area: Area, y: float, decimals: int, size: float):
        super().__init__()
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
        """Write the numbers."""
        values = {"whole": state.cross_entropy, "floor": state.entropy, "excess": state.excess}
        for name, number in self.numbers.items():
            number.put(values[name], self.middles[name], self.low)
        return self
