"""The pulleys' blocks under the soft ceiling, and the ruler of the gap that is the loss."""

import numpy as np

import mathcore as mc
from scenes.kit.axis import steady
from scenes.kit.hanging import Hang
from scenes.kit.machine import AXIS_SPACING, Machine
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX
from scenes.kit.tackle import OVER_EDGE
from scenes.kit.text import math

#: How high a logit of 1 is at most without the tackle, and where only two classes are looked at.
CLOSER, CLOSEST = 170 * PX, 300 * PX


def free_view(machine: Machine, states: np.ndarray) -> Hang:
    """Return the largest view without the tackle in which blocks at all ``states``, (S, K), fit, with their arrows."""
    hang, shares = machine.hang, mc.softmax(states)
    over, under = np.zeros_like(shares), hang.height + machine.below(shares, hang.width)
    over[:, machine.target] = OVER_EDGE + hang.width * (1 - shares[:, machine.target])
    room = float(machine.axis.end[1]) - machine.low
    for unit in np.geomspace(CLOSER, hang.unit / 2, 60):
        unit = steady(float(unit), AXIS_SPACING)
        high, low = float((unit * states + over).max()), float((unit * states - under).min())
        if high - low <= room:
            break
    return Hang(hang.lefts, hang.width, hang.height, machine.low + (room - high - low) / 2, unit)


def posts_view(machine: Machine, states: np.ndarray, above: float) -> Hang:
    """Return the view under the soft ceiling in which all ``states``, (S, K), fit; so much stays free ``above`` it."""
    return _under_ceiling(machine, states, states.min(), 24 * PX, above, CLOSER)


def pair_view(machine: Machine, states: np.ndarray, pair: list[int], below: float, above: float) -> Hang:
    """Return the view under the soft ceiling in which only a ``pair`` of classes fits, and that from close by."""
    return _under_ceiling(machine, states, states[:, pair].min(), below, above, CLOSEST)


def _under_ceiling(
    machine: Machine, states: np.ndarray, least: float, below: float, above: float, largest: float
) -> Hang:
    """Return the view in which logits fit from ``least`` to the ceiling; a logit of 1 is at most ``largest`` high."""
    layout, hang = machine.layout, machine.hang
    high, low = layout.top - above, machine.low + hang.height + below
    most = float(mc.log_sum_exp(states).max())
    unit = steady(min(largest, (high - low) / (most - float(least))), AXIS_SPACING)
    return Hang(hang.lefts, hang.width, hang.height, high - unit * most, unit)


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
        x = left - 36 * PX if left_side else left + hang.width + 20 * PX
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
        self.name.middle(x + (-24 if left_side else 18) * PX, middle, "right" if left_side else "left")
        return self
