"""The pulleys' blocks under the soft ceiling, and the ruler of the gap that is the loss."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import steady
from scenes.kit.block import HUNG
from scenes.kit.hanging import Hang
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX
from scenes.kit.text import math
from scenes.pictures.pulley_forces.machine import AXIS_SPACING, Machine

#: How high a logit of 1 is at most under the ceiling; where it is higher than the second, nudges of a fifth are seen.
CLOSEST, SEEN = 300 * PX, 100 * PX
#: What stays free under a block of which nothing is said there; and under one whose share's number hangs there.
BARE, NUMBERED = 24 * PX, HUNG + 32 * PX
#: How far up the gap its name stands.
NAMED_AT = 0.6


def posts_view(
    machine: Machine,
    states: np.ndarray,
    above: float,
    below: np.ndarray,
    classes: list[int] | None = None,
) -> Hang:
    """Return the largest view under the soft ceiling in which ``classes``, or all, fit at all ``states``, (S, K).

    So much stays free ``above`` the ceiling, and ``below`` the blocks, shape (K,).
    """
    layout, hang = machine.layout, machine.hang
    high, most = layout.top - above, float(mc.log_sum_exp(states).max())
    room = high - machine.low - hang.height - below
    fall = np.maximum(most - states.min(0), 1e-9)
    unit = steady(min(CLOSEST, float((room / fall)[slice(None) if classes is None else classes].min())), AXIS_SPACING)
    return Hang(hang.lefts, hang.width, hang.height, high - unit * most, unit)


def bare(machine: Machine, numbered: int) -> np.ndarray:
    """Return what stays free under the blocks, (K,), if one has its share's number there and nothing is said else."""
    return np.where(np.arange(machine.count) == numbered, NUMBERED, BARE)


def nudge_view(machine: Machine, z: np.ndarray, pair: list[int], above: float, below: Sequence[float]) -> Hang:
    """Return the view under the soft ceiling for blocks at ``z``, (K,), of which a ``pair`` is nudged up.

    With so much room ``below`` each of the two for what is said of it, it holds all blocks, or the pair alone where
    nudges aren't seen from so far; where they aren't from close by either, it holds all blocks without that room.
    """
    under = bare(machine, machine.target)
    under[pair] = below
    views = (posts_view(machine, z[None], above, under, classes) for classes in (None, pair))
    return next(
        (view for view in views if view.unit >= SEEN),
        posts_view(machine, z[None], above, bare(machine, machine.target)),
    )


class LossGap(Part):
    """The gap between the true block's upper edge and the ceiling, measured beside the block and named L in itself."""

    def __init__(self, machine: Machine):
        super().__init__()
        self.machine, theme = machine, machine.theme
        self.bar = Shape(theme.color("loss"))
        self.name = math("loss(L)", theme, HERO)
        self.add(self.bar)
        if machine.roomy:
            self.add(self.name)

    @staticmethod
    def named_at(top: float, ceiling: float) -> float:
        """Return the middle of its name: above what a nudge marks at the block."""
        return top + NAMED_AT * (ceiling - top)

    def show(self, hang: Hang, top: float, ceiling: float) -> "LossGap":
        """Draw it from ``top`` to ``ceiling``."""
        left = float(hang.lefts[self.machine.target])
        x = left - 36 * PX
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
        self.name.middle(left + hang.width / 2, self.named_at(top, ceiling))
        self.name.set_presence(self.bar.presence * clamp(((ceiling - top) / PX - 70) / 12, 0.0, 1.0))
        return self
