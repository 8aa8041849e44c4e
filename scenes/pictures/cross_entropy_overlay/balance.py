"""What is written over and beside the area: how wide and high it is, and what it consists of."""

import numpy as np

from scenes.kit.distribution_state import State
from scenes.kit.formula import Formula
from scenes.kit.marks import Bracket
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.cross_entropy_overlay.picture import FRAME, Area

#: From the block to a bracket beside it, how deep that is, and from it to its name.
BESIDE, DEPTH, BEHIND = 12 * PX, 14 * PX, 16 * PX
#: From the block's upper edge up to its name, and down to the middle of KL's at least.
OVER, BELOW = 24 * PX, 36 * PX
#: From one row of the formulas over the area to the next.
ROW = 86 * PX
#: The name of the divergence in a formula.
KL = '"KL"(truth(p) class("normal", parallel) prediction(q))'


class Sides(Part):
    """How wide and high the level block is: a line with heads along its foot and its number, a bracket beside it."""

    def __init__(self, theme: Theme, area: Area, nats: float):
        super().__init__()
        left, right, y = area.box.left + 10 * PX, area.box.left + area.unit - 10 * PX, area.ground + 44 * PX
        wide = math("1", theme, TEXT).middle((left + right) / 2, y)
        gap = wide.advance / 2 + 16 * PX
        for end, start, along in (left, (left + right) / 2 - gap, 1), (right, (left + right) / 2 + gap, -1):
            self.add(Shape(theme.color("ink"), 0.0, stroke=3.0).path([(start, y), (end, y)]))
            self.add(Shape(theme.color("ink"), 0.0, stroke=3.0).path(_head(np.array((end, y)), np.array((along, 0)))))
        high = Bracket(theme, "ink", DEPTH).along(area.ground, area.up(nats), area.box.left + area.unit + BESIDE)
        self.add(wide, high)


class Level(Part):
    """How high the level block is: its upper edge goes on beside it, with its name on that."""

    def __init__(self, theme: Theme, area: Area):
        super().__init__()
        self.area, self.edge = area, Shape(theme.color("ink"), 0.0, stroke=FRAME)
        self.name = math("H(truth(p), prediction(q))", theme, TEXT)
        self.add(self.edge, self.name)

    def show(self, nats: float) -> "Level":
        """Stand beside a block so many nats high."""
        left, top = self.area.box.left + self.area.unit, self.area.up(nats) + FRAME / 200
        self.edge.path([(left, top), (left + BESIDE + self.name.advance, top)])
        self.name.put(left + BESIDE, top + OVER, "left")
        return self


class Excess(Part):
    """How much of the block is KL: a bracket beside that, and its name."""

    def __init__(self, theme: Theme, area: Area):
        super().__init__()
        self.area, self.bracket = area, Bracket(theme, "loss", DEPTH)
        self.name = math('"KL"', theme, TEXT, "loss")
        self.add(self.bracket, self.name)

    def show(self, state: State) -> "Excess":
        """Stand beside the part between H(p) and H(p,q), the name below that one's line."""
        low, high, x = (
            self.area.up(state.entropy),
            self.area.up(state.cross_entropy),
            self.area.box.left + self.area.unit,
        )
        self.bracket.along(low, high, x + BESIDE)
        self.name.middle(x + BESIDE + DEPTH + BEHIND, min((low + high) / 2, high - BELOW), "left")
        return self


def _head(tip: np.ndarray, along: np.ndarray) -> list[np.ndarray]:
    """Return an open arrowhead: from its ``tip`` the shaft goes ``along``."""
    across = along[::-1]
    return [tip + (along + across) * 12 * PX, tip, tip + (along - across) * 12 * PX]


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
