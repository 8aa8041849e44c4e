"""The forces beside the true block from close by, and that they sum to 0."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.numbers import adding_up
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Label, Readout, math, words
from scenes.pictures.pulley_forces.machine import Machine
from scenes.pictures.pulley_forces.rope_names import told

#: From the numbers' right end to the names' in the sum, and how long a name may be.
TO_NUMBER, LONGEST_NAME = 240 * PX, 160 * PX


class Balance(Part):
    """The forces, a row each, and their sum: with as many decimals as the printed rows need to add up."""

    def __init__(self, machine: Machine, z: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, layout = machine.theme, machine.layout
        force, q = mc.forces(z, machine.target), mc.softmax(z)
        kept = sorted(told(machine, q))
        rest = [i for i in machine.order.wrong if i not in kept]
        values = [float(force[machine.target]), *(float(force[i]) for i in kept)]
        values += [float(force[rest].sum())] if rest else []
        decimals = adding_up([*values, 0.0]) or 3
        size, right = em(60), layout.right - 20 * PX
        names: list[Label | None] = [_force_name(machine, i, labels) for i in (machine.target, *kept)]
        names += [words(f"{len(rest)} others", theme, em(44), "muted")] if rest else []
        heights = layout.pixels(0, 250, 0, 250 + 84 * (len(values) + 1)).rows(len(values) + 1)
        #: name and number, the true class's first
        self.rows = []
        for k, (name, value, y) in enumerate(zip(names, values, heights[:-1], strict=True)):
            number = Readout(theme, size, "down" if k else "up", decimals, signed=True).middle(value, right, y, "right")
            self.rows.append(Part(number, *([name.middle(right - TO_NUMBER, y, "right")] if name else [])))
        rule, y = heights[-1] + 38 * PX, heights[-1] - 8 * PX
        line = Shape(theme.color("ink"), 0.0, stroke=4.0).path([(right - 340 * PX, rule), (right + 12 * PX, rule)])
        total = Readout(theme, size, "ink", decimals).middle(float(force.sum()), right, y, "right")
        self.sum = Part(line, total, words("sum", theme, TEXT).middle(right - TO_NUMBER, y, "right"))
        self.add(*self.rows, self.sum)


def _force_name(machine: Machine, index: int, labels: Sequence[str]) -> Label | None:
    """Return how a row of the sum calls a class's force, or None for a name that has no room."""
    role = "up" if index == machine.target else "down"
    name = words(labels[index], machine.theme) if labels else math(f"{role}(F_{index + 1})", machine.theme, em(56))
    return name if name.advance < LONGEST_NAME else None
