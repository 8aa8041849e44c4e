"""The pulleys' blocks under the soft ceiling; and their rulers: widths, gaps, moves."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX
from scenes.kit.text import Readout, math

#: The largest zoom of the scale of logits under the ceiling.
UNDER_CEILING = 1.7


def posts_view(machine: Machine, states: np.ndarray, spare: float = 0.0, below: float = 24 * PX) -> Hang:
    """Return the view under the soft ceiling in which all ``states``, (S, K), fit.

    ``spare`` logits more have room above, and so much stays free ``below`` the blocks.
    """
    layout, hang = machine.layout, machine.hang
    high, low = layout.top - 20 * PX, machine.low + hang.height + below
    most = float(mc.log_sum_exp(states).max()) + spare
    unit = min(UNDER_CEILING * hang.unit, (high - low) / (most - float(states.min())))
    return Hang(hang.lefts, hang.width, hang.height, high - unit * most, unit)


class Ruler(Part):
    """Under a block: how wide its fill is, q, and how wide the block is, 1. The first that has room below wears it."""

    #: What it takes below a block.
    ROOM = 150 * PX

    def __init__(self, machine: Machine, classes: Sequence[int], z: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, hang = machine.theme, machine.hang
        lows = hang.top(z) - hang.height
        index = next((i for i in classes if lows[i] - self.ROOM > machine.low), None)
        if index is None:
            return
        left, low = float(hang.lefts[index]), float(lows[index])
        start, end = (left + hang.width * f for f in machine.sides.fills(mc.softmax(z))[index])
        name = "prediction(q)" if labels else f"prediction(q_{index + 1})"
        # The two lie one below the other, their texts at the outer ends, where no rope is.
        for first, last, text, role, down in (
            (start, end, name, "prediction", 16),
            (left, left + hang.width, "1", "ink", 84),
        ):
            self.add(Bracket(theme, role).across(first, last, low - down * PX))
            self.add(math(text, theme, machine.size).middle((first + last) / 2, low - (down + 42) * PX))


class LossGap(Part):
    """The gap between the true block's upper edge and the ceiling, measured beside the block and named L."""

    def __init__(self, machine: Machine):
        super().__init__()
        self.machine, theme = machine, machine.theme
        self.bar = Shape(theme.color("loss"))
        self.name = math("loss(L)", theme, HERO)
        self.add(self.bar)
        if machine.roomy:
            self.add(self.name)

    def show(self, hang: Hang, top: float, ceiling: float) -> "LossGap":
        """Draw it from ``top`` to ``ceiling``."""
        left_side = self.machine.rowed or self.machine.on_right(self.machine.target)
        left = float(hang.lefts[self.machine.target])
        x = left - 30 * PX if left_side else left + hang.width + 20 * PX
        half, foot = 3 * PX, 16 * PX
        ceiling = max(ceiling, top + 9 * PX)
        self.bar.outline(
            [
                (x - foot, top - half), (x + foot, top - half), (x + foot, top + half), (x + half, top + half),
                (x + half, ceiling - 2 * half), (x + foot, ceiling - 2 * half), (x + foot, ceiling),
                (x - foot, ceiling), (x - foot, ceiling - 2 * half), (x - half, ceiling - 2 * half),
                (x - half, top + half), (x - foot, top + half),
            ]
        )  # fmt: skip
        middle = min((top + ceiling) / 2, ceiling - 36 * PX)
        self.name.middle(x + (-26 if left_side else 18) * PX, middle, "right" if left_side else "left")
        return self


class Moved(Part):
    """How far a block has moved: a bracket from where it was to where it is, with the number, where there is room."""

    #: Shorter moves have no bracket.
    LEAST = 44 * PX

    def __init__(self, machine: Machine, index: int, start: float):
        super().__init__()
        self.machine, self.index, self.start = machine, index, start
        self.bracket = Bracket(machine.theme, "logit", 14 * PX)
        self.number = Readout(machine.theme, machine.size, "logit", 2, signed=True)
        self.number.halo(machine.theme.color("paper"))
        self.add(self.bracket, self.number)

    def fits(self, start: np.ndarray, end: np.ndarray) -> bool:
        """Whether there is room for it once the logits have gone from ``start`` to ``end``, (K,) each."""
        machine, i, hang = self.machine, self.index, self.machine.hang
        far = abs(float(hang.top(end[i]) - hang.top(start[i])))
        if not machine.roomy or machine.rowed or far < self.LEAST:
            return False
        if i == machine.target:
            room = hang.lefts[0] - float(machine.axis.start[0])
            return i == 0 and room > self.number.width("−0.00") + 44 * PX
        rope = float(mc.softmax(end)[i]) * hang.width
        return hang.width - rope > self.number.width("−0.00") + 40 * PX

    def show(self, z: float) -> "Moved":
        """Draw the move to logit ``z``."""
        hang, i, sign = self.machine.hang, self.index, 1 if self.machine.on_right(self.index) else -1
        left, (was, now) = float(hang.lefts[i]), (float(hang.top(v)) for v in (self.start, z))
        low, high = min(was, now), max(was, now)
        # The true block's bracket stands on the side away from its name, a wrong one's above the end of its edge.
        outer = sign if i != self.machine.target else -sign
        edge = left + (hang.width if outer > 0 else 0.0)
        if i == self.machine.target:
            x = edge + outer * 14 * PX
            self.bracket.reach = outer * 12 * PX
            self.number.middle(z - self.start, x + outer * 22 * PX, (low + high) / 2, "left" if outer > 0 else "right")
        else:
            x = edge + outer * 8 * PX
            self.bracket.reach = outer * 14 * PX
            self.number.middle(z - self.start, x - outer * 20 * PX, (low + high) / 2, "right" if outer > 0 else "left")
        self.bracket.along(low, high, x)
        # It comes as the move grows long enough for its number to stand clear of the block.
        self.set_presence(clamp((high - low - self.LEAST) / (24 * PX) + 1.0, 0.0, 1.0))
        return self
