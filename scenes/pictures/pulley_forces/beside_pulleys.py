"""What is said at the pulleys' blocks: rulers of width, the force as a difference, how far a block has moved."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.block import HUNG, under_fill
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.marks import Amount, Bracket
from scenes.kit.numbers import adding_up
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.tackle import BELOW, UNDER_TIP
from scenes.kit.text import Label, Readout, math
from scenes.pictures.pulley_forces.machine import Machine

#: What has moved by less has only its number: a bracket would be a bump on the edge.
LEAST_MOVE = 9 * PX
#: From a block's edge to the middle of a number on it; and from the block's left to that number.
ON_EDGE, FROM_LEFT = 42 * PX, 10 * PX
#: From a force down to what it is.
TO_OWN = 56 * PX
#: From a block to the bracket beside it; and to what is said under a neighbour.
ASIDE, TO_NEXT = 12 * PX, 32 * PX

#: Between two rows of large formulas; and before a sign of equality.
ROWS, BEFORE_SIGN = 88 * PX, 20 * PX
#: What the title takes of its strip.
TITLED = 690 * PX

Placed = TypeVar("Placed", Formula, Label)


def on_strip(machine: Machine, text: Placed) -> Placed:
    """Return a formula, put at the right end of the title's strip."""
    return text.put(machine.layout.right, machine.layout.title_baseline, "right")


def power(exponent: str, labels: Sequence[str]) -> str:
    """Return e to the power of a logit in Typst's math: its index is read from afar; a name has no room for that."""
    return f"e^(logit({exponent}))" if labels else f"e^(text(size: #1.25em, logit({exponent})))"


def loss_on_strip(machine: Machine) -> Formula:
    """Return the live loss, in the title's strip."""
    return on_strip(machine, Formula(machine.theme, 'loss("loss" L) = @L[loss:0.000]', em(62)))


class ShareRuler(Part):
    """At a block: it is 1 wide, and its fill, over whose number it stands, q = e^z / Σ e^z, said under that.

    The first class with room for it wears it.
    """

    def __init__(self, machine: Machine, classes: Sequence[int], z: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, hang = machine.theme, machine.hang
        lows, room = hang.top(z) - hang.height, (208 if machine.roomy else 140) * PX
        index = next((i for i in classes if lows[i] - room > machine.low), None)
        if index is None:
            return
        left, low, top = float(hang.lefts[index]), float(lows[index]), float(hang.top(z[index]))
        share, own = float(mc.softmax(z)[index]), "" if labels else f"_{index + 1}"
        self.add(Bracket(theme, "ink", -0.12).across(left, left + hang.width, top + 16 * PX))
        self.add(math("1", theme, machine.size).middle(left + hang.width / 2, top + 66 * PX))
        self.add(Bracket(theme, "prediction", 8 * PX).across(left, left + share * hang.width, low - 6 * PX))
        if machine.roomy:
            rule = f"prediction(q{own}) = {power(f'z{own}', labels)} / (Sigma {power('z', labels)})"
            text, under = math(rule, theme, em(52)), HUNG + 96 * PX
        else:
            text, under = math(f"prediction(q{own})", theme, machine.size), HUNG + 54 * PX
        self.add(text.middle(under_fill(share, left, hang.width, text.advance), low - under))


class ForceRule(Part):
    """F = p − q in the title's strip; and under the true class's force and the largest other one what they are."""

    def __init__(self, machine: Machine, z: np.ndarray, wrong: Sequence[int], labels: Sequence[str]):
        super().__init__()
        self.machine, self.z, q = machine, z, mc.softmax(z)
        rule = '"force" F = truth("truth" p) - prediction("share" q)'
        self.add(on_strip(machine, math(rule, machine.theme, em(54))))
        pair = machine.target, wrong[0]
        # Where a share's number, which stood there until now, has no room, names stand for both.
        told = [f"{q[i]:.{machine.decimals}f}" for i in pair], ["q" if labels else f"q_{i + 1}" for i in pair]
        numbers, names = ([self._own(i, share, q[i]) for i, share in zip(pair, form, strict=True)] for form in told)
        self.add(*[own for own in (names if all(names) and not all(numbers) else numbers) if own])

    def _own(self, i: int, share: str, q: float) -> Label | None:
        """Return what a class's force is, its ``share`` q written so, under that force; or None without room."""
        machine, hang, p = self.machine, self.machine.hang, int(i == self.machine.target)
        middles, pitch = hang.lefts + hang.width / 2, float(np.diff(np.sort(hang.lefts))[0])
        under = float(hang.top(self.z[i])) - hang.height - BELOW - TO_OWN
        own = math(f"= truth({p}) - prediction({share})", machine.theme, machine.size)
        # Between the next blocks, whose ropes may come down there, and as far as the plate reaches.
        first = max(middles[i] - pitch + hang.width / 2 + TO_NEXT, machine.board.left) + own.advance / 2
        last = min(middles[i] + pitch - hang.width / 2 - TO_NEXT, machine.board.right) - own.advance / 2
        x = float(middles[i])
        if not p:
            below = float(machine.pulls.spots[i][1] + machine.pulls.arrows[i].length) - UNDER_TIP
            x = machine.pulls.beside(i, q * hang.width) + own.advance / 2
            if machine.pulls.beneath:
                x, under = float(middles[i]), below - TO_OWN
            elif x >= last:  # under the arrow it may begin with the block
                x, under = float(hang.lefts[i]) + own.advance / 2, min(under, below)
        there = machine.roomy and first < x < last and under - 32 * PX > machine.low
        return own.middle(x, under) if there else None


class Shifts(Part):
    """How far each block has moved: a bracket beside it, and the number at that.

    A wrong block's number stands on its edge, where the bracket begins; under the block where that has no room.
    In the end comes the ``sum`` of those numbers, if they come out as printed and there is room for it.
    """

    def __init__(self, machine: Machine, course: mc.Descent):
        super().__init__()
        self.machine, self.start, theme = machine, course.logits[0], machine.theme
        numbered = list(machine.pulls.numbers)
        moved = (course.logits[-1] - self.start)[numbered]
        exact = adding_up([*moved, 0.0], tried=(2, 3)) if len(numbered) == machine.count else None
        decimals, self.sum = exact or 2, Part()
        self.numbers: dict[int, Amount | Readout] = {
            i: Readout(theme, machine.size, "logit", decimals, signed=True) for i in numbered
        }
        # Under the true block there is room to say what the numbers are.
        if machine.roomy:
            name = math("logit(Delta z) =", theme, machine.size)
            self.numbers[machine.target] = Amount(name, theme, "logit", decimals, signed=True)
        self.brackets = [Bracket(theme, "logit").set_stroke(width=5.0) for _ in self.start]
        self.add(*self.brackets, *self.numbers.values())
        if exact and machine.roomy and machine.count > 2:
            *terms, total = (f"{abs(moved[i]):.{exact}f}" for i in [*machine.order.wrong, machine.target])
            told = math(f"logit({' + '.join(terms)} = {total})", theme, em(54))
            if told.advance < machine.layout.right - machine.layout.left - TITLED:
                self.sum.add(on_strip(machine, told))

    def show(self, z: np.ndarray, hang: Hang, tops: np.ndarray) -> "Shifts":
        """Draw the moves to logits ``z``, (K,), where upper edges are at ``tops``."""
        machine = self.machine
        for i, (bracket, was) in enumerate(zip(self.brackets, hang.top(self.start), strict=True)):
            left, moved = float(hang.lefts[i]), float(z[i] - self.start[i])
            if i in self.numbers:
                number = self.numbers[i]
                if i != machine.target and machine.roomy:
                    number.middle(moved, left + FROM_LEFT, float(tops[i]) + ON_EDGE, "left")
                else:
                    machine.pulls.write(number, moved, i, hang, tops)
                if isinstance(number, Amount) and number.name_label.origin[0] < left:
                    number.middle(moved, left, float(tops[i]) - hang.height - BELOW)
            # At the side where the class's name isn't.
            bracket.reach = -10 * PX
            low, high = sorted((float(was), float(tops[i])))
            bracket.along(low, high, left - ASIDE)
            if high - low < LEAST_MOVE:
                bracket.points = np.zeros((0, 3))
        return self


class ErrorLine(Part):
    """The true class's force over its share: a straight line, p − q with p = 1."""

    def __init__(self, machine: Machine, labels: Sequence[str]):
        super().__init__()
        theme, layout = machine.theme, machine.layout
        index = "" if labels else f"_{machine.target + 1}"
        box = layout.pixels(1420, 410, 1780, 770)
        self.value = Formula(theme, f"= truth(1) - prediction(q{index}) = @F[up:+0.000]", HERO)
        row = layout.pixels(0, 258, 0, 258).top
        start = float(self.value.middle(layout.right - 20 * PX, row, "right").origin[0])
        force, rule = (math(body, theme, HERO) for body in (f"up(F{index})", f"= truth(p) - prediction(q{index})"))
        self.add(force.middle(start - BEFORE_SIGN, row + ROWS, "right"), rule.middle(start, row + ROWS, "left"))
        x = Axis.below(theme, box, 0, 1, ticks=(0.0, 0.5, 1.0), size=em(44))
        y = Axis.beside(theme, box, 0, 1, ticks=(0.0, 0.5, 1.0), size=em(44))
        x.named(math(f"prediction(q{index})", theme, TEXT))
        y.named(math(f"up(F{index})", theme, TEXT))
        self.trace = Trace(theme, Axes(x, y), "up", stroke=8.0)
        self.add(x, y, self.trace, self.value)

    def show(self, first: float, share: float, force: float) -> "ErrorLine":
        """Draw the line from ``first`` to ``share``, where the force is ``force``; the sum of both is 1."""
        self.trace.show([first, share], [force + share - first, force])
        self.value.show(F=force)
        return self
