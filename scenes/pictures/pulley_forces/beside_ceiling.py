"""What is said under the soft ceiling: its name, which blocks hang too low to be seen, and the loss as a sum."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import math
from scenes.kit.words import indexed
from scenes.pictures.pulley_forces.beside_pulleys import on_strip, power
from scenes.pictures.pulley_forces.ceiling import LINE
from scenes.pictures.pulley_forces.machine import Machine

#: From the ceiling's line up to the middle of its name.
NAME_ABOVE = 32 * PX
#: From its name to what is beside that; and between the name's words and what follows them.
NAME_ASIDE, NAME_GAP = 24 * PX, 16 * PX
#: From the lower end of the room for blocks to what is said of those that hang lower.
LOWEST = 40 * PX
#: From the baseline of the title's strip to the middle of a row under it.
SECOND_ROW = 58 * PX


def digits(value: float) -> str:
    """Return the room for a number with three decimals, as in a formula."""
    return "1".ljust(len(f"{abs(value):.0f}"), "0") + ".000"


class CeilingName(Part):
    """What the ceiling is, written on it: as far right as it isn't over the blocks of the classes ``clear``.

    Its ``rule`` has so much ``room`` at least, for what may stand in its place.
    """

    def __init__(self, machine: Machine, clear: Sequence[int] = (), room: float = 0.0):
        super().__init__()
        self.words = math('"soft ceiling"', machine.theme, TEXT)
        self.rule = math("log Sigma e^(logit(z))", machine.theme, TEXT)
        wide = self.words.advance + NAME_GAP + max(self.rule.advance, room)
        lefts = sorted((float(machine.hang.lefts[i]) for i in clear), reverse=True)
        starts = [*(left + machine.hang.width for left in lefts), machine.board.left]
        ends = [end - NAME_ASIDE for end in (machine.board.right, *lefts)]
        spans = zip(starts, ends, strict=True)
        fitting = (end for start, end in spans if end - start > wide + NAME_ASIDE)
        self.left = next(fitting, ends[0]) - wide
        self.rule_left = self.left + self.words.advance + NAME_GAP
        self.add(self.words, self.rule)

    def show(self, height: float) -> "CeilingName":
        """Write it on the ceiling at ``height``, in scene units."""
        self.words.middle(self.left, height + LINE + NAME_ABOVE, "left")
        self.rule.middle(self.rule_left, height + LINE + NAME_ABOVE, "left")
        return self


class Lower(Part):
    """Of blocks that hang lower than the picture reaches: that they do, and at which logits ``z``, shape (K,)."""

    def __init__(self, machine: Machine, classes: Sequence[int], z: np.ndarray):
        super().__init__()
        for i in classes:
            # In a row of names each has its class's name under it already.
            told = "" if machine.rowed else f"thin logit(z_{i + 1}) = logit({round(float(z[i]), 2) + 0.0:g})"
            text = math(f"logit(arrow.b) {told}", machine.theme, TEXT)
            self.add(text.middle(float(machine.hang.lefts[i]) + machine.hang.width / 2, machine.low + LOWEST))


class CeilingSum(Part):
    """The ceiling's name on it; and why the loss is how far it is above the true block, blocks at ``z`` (K,).

    Before the ceiling is at its place, its ``level`` stands where the name's rule will.
    Over the classes ``nudged`` later, the ceiling is kept free of its name.
    """

    def __init__(self, machine: Machine, z: np.ndarray, labels: Sequence[str], nudged: Sequence[int] = ()):
        super().__init__()
        theme, size = machine.theme, em(50 if labels else 56)
        own, share = (indexed(letter, machine.target, labels) for letter in "zq")
        height, level = (digits(float(value)) for value in (mc.log_sum_exp(z), z[machine.target]))
        # A negative logit stands in parentheses; a nudge only raises it.
        number = f"(@z[logit:-{level}])" if z[machine.target] < 0 else f"@z[logit:{level}]"
        total = power("z", labels)
        rule = f"loss(L) = -log prediction({share}) = -log ({power(own, labels)} \\/ Sigma {total})"
        self.rule = on_strip(machine, math(rule, theme, size))
        body = f"= log Sigma {total} - logit({own}) = @c[{height}] - {number} = @L[loss:0.000]"
        self.line = Formula(theme, body, size)
        self.line.middle(machine.layout.right, machine.layout.title_baseline - SECOND_ROW, "right")
        highest = max((float(z.max()), float(mc.log_sum_exp(z))), key=abs)
        self.level = Formula(theme, f'"at" @c[{"-" * bool(z.max() < 0)}{digits(highest)}]', TEXT)
        self.name = CeilingName(machine, nudged, self.level.advance)
        self.add(self.rule, self.line, self.name, self.level)

    def show(self, hang: Hang, ceiling: float, z: float, loss: float) -> "CeilingSum":
        """Show the three numbers."""
        self.line.show(c=ceiling, z=z, L=loss)
        height = float(hang.top(ceiling))
        self.name.show(height)
        self.level.middle(self.name.rule_left, height + LINE + NAME_ABOVE, "left", c=ceiling)
        return self
