"""What stands beside the pulley machine: formulas built from its pieces, the loss as it falls, the ceiling's sum.

With many classes there is no room beside it; then one line at the right of the title strip says the same.
"""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.formula import Formula
from scenes.kit.machine import Machine
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.text import Readout, math, words


def stacked(machine: Machine, *pixels: int) -> list[float]:
    """Return heights in the column, given in pixels from the frame's top."""
    return [machine.layout.pixels(0, y, 0, y).top for y in pixels]


class ShareRule(Part):
    """What a block is filled to: e^z over the sum of all e^z."""

    def __init__(self, machine: Machine):
        super().__init__()
        body = "prediction(q_i) = e^(logit(z_i)) / (sum_j e^(logit(z_j)))"
        if machine.roomy:
            rule = math(body, machine.theme, em(54))
            self.add(rule.middle(machine.column.right, *stacked(machine, 520), "right"))


class ForceRule(Part):
    """F_i = p_i − q_i, and the same with numbers for the true class and the widest wrong one."""

    def __init__(self, machine: Machine, q: np.ndarray, widest: int, labels: Sequence[str]):
        super().__init__()
        theme, layout, column = machine.theme, machine.layout, machine.column
        self.rule = math("F_i = truth(p_i) - prediction(q_i)", theme, em(54))
        self.add(self.rule)
        #: the formulas with numbers, by class
        self.cases: dict[int, Formula] = {}
        if not machine.roomy:
            self.rule.put(layout.right, layout.title_baseline, "right")
            return
        heights = iter(stacked(machine, 330, 460, 540, 640, 720) if labels else stacked(machine, 420, 530, 0, 620, 0))
        self.rule.middle(column.right, next(heights), "right")
        for i, p in ((widest, 0), (machine.target, 1)):
            index = "" if labels else f"_{i + 1}"
            case = Formula(theme, f"F{index} = truth({p}) - @q[prediction:0.{'0' * machine.decimals}]").show(q=q[i])
            if labels:
                self.add(
                    words(labels[i], theme, TEXT, "truth" if p else "ink").middle(column.right, next(heights), "right")
                )
                case.middle(column.right, next(heights), "right")
            else:
                case.middle(column.right, next(heights), "right")
                next(heights)
            self.cases[i] = case
            self.add(case)


class Falling(Part):
    """The loss over the steps of the descent, its last value large above it; and how far the blocks have moved.

    The true one's move, and all the others' together: they are equal, for the sum of the logits stays.
    """

    def __init__(self, machine: Machine, course: mc.Descent):
        super().__init__()
        theme, layout, column = machine.theme, machine.layout, machine.column
        self.course = course
        self.loss = Formula(theme, "loss(L) = @L[loss:0.000]", HERO if machine.roomy else em(54))
        self.add(self.loss)
        self.roomy = machine.roomy
        if not self.roomy:
            self.loss.put(layout.right, layout.title_baseline, "right")
            return
        top, *under = stacked(machine, 250, 838, 898)
        self.loss.middle(column.right, top, "right")
        others = "others" if machine.count > 2 else "other"
        bodies = ("truth(#text[true]) thick @d[logit:+0.00]", f"#text[{others}] thick @d[logit:+0.00]")
        self.sums = [
            Formula(theme, body).middle(column.right, y, "right") for body, y in zip(bodies, under, strict=True)
        ]
        steps = len(course.losses) - 1
        box = layout.pixels(1640, 380, 1834, 720)
        most = max(float(course.losses.max()) * 1.1, 1e-6)
        x = Axis.below(theme, box, 0, steps, ticks=(0.0, float(steps)))
        x.named(words("steps", theme, em(40), "muted"), steps / 2)
        y = Axis.beside(theme, box, 0, most)
        self.trace = Trace(theme, Axes(x, y), "loss")
        self.add(x, y, self.trace, *self.sums)

    def show(self, step: float, z: np.ndarray, target: int) -> "Falling":
        """Draw the descent so far; ``step`` may lie between two, ``z`` are the logits there."""
        now = float(mc.loss(z, target))
        self.loss.show(L=now)
        if self.roomy:
            past = np.arange(int(step) + 1)
            self.trace.show(np.append(past, step), np.append(self.course.losses[past], now))
            moved = z - self.course.logits[0]
            for row, far in zip(self.sums, (moved[target], np.delete(moved, target).sum()), strict=True):
                row.show(d=float(far))
        return self


class ErrorLine(Part):
    """The true class's force over its share: a straight line, 1 − q."""

    def __init__(self, machine: Machine, labels: Sequence[str]):
        super().__init__()
        theme, layout = machine.theme, machine.layout
        index = "" if labels else f"_{machine.target + 1}"
        box = layout.pixels(1420, 400, 1800, 780)
        self.value = Formula(theme, f"F{index} = @F[up:+0.000]", HERO)
        self.value.middle(layout.right - 20 * PX, layout.pixels(0, 250, 0, 250).top, "right")
        x = Axis.below(theme, box, 0, 1, ticks=(0.0, 0.5, 1.0), size=em(44))
        y = Axis.beside(theme, box, 0, 1, ticks=(0.0, 0.5, 1.0), size=em(44))
        x.named(math(f"prediction(q{index})", theme, TEXT), 0.75)
        y.named(math(f"F{index}", theme, TEXT))
        self.trace = Trace(theme, Axes(x, y), "up", stroke=8.0)
        self.first = Shape(theme.color("paper"), 1.0, stroke=4.0).set_stroke(theme.color("up"))
        self.add(x, y, self.trace, self.first, self.value)

    def show(self, first: float, share: float, force: float) -> "ErrorLine":
        """Draw the line from ``first`` to ``share``, where the force is ``force``; the sum of both is 1."""
        self.trace.show([first, share], [force + share - first, force])
        self.first.disc(*self.trace.axes.at(first, force + share - first), 10 * PX)
        self.value.show(F=force)
        return self


class Threshold(Part):
    """A wrong class's share rises while it is below Σ q² − q_y: both numbers, side by side."""

    def __init__(self, machine: Machine, index: int, labels: Sequence[str]):
        super().__init__()
        theme, right = machine.theme, machine.layout.right
        upper, middle, lower = stacked(machine, 630, 730, 860)
        mine, true = ("q", "q_y") if labels else (f"q_{index + 1}", f"q_{machine.target + 1}")
        first = Formula(theme, f"prediction({mine}) #text[ rises while]", em(50)).middle(right, upper, "right")
        body = f"prediction({mine}) < sum_j prediction(q_j^2) - prediction({true})"
        second = Formula(theme, body, em(50)).middle(right, middle, "right")
        self.threshold = Readout(theme, em(54)).middle(0.0, right, lower, "right")
        space = self.threshold.width("−0.000")
        self.share = Readout(theme, em(54), "prediction")
        self.place = right - space - 84 * PX, lower
        self.signs = {sign: math(f" {sign} ", theme, em(54)) for sign in ("<", "=", ">")}
        for sign in self.signs.values():
            sign.middle(right - space - 42 * PX, lower)
        self.sign = Part(self.signs["<"])
        self.add(first, second, self.share, self.threshold, self.sign)
        self.left = right - space

    def show(self, share: float, threshold: float) -> "Threshold":
        """Show both numbers, and which is less, as printed: they are the same at the turn."""
        self.share.middle(share, *self.place, "right")
        self.threshold.middle(threshold, self.left, self.place[1], "left")
        same = self.share.text == self.threshold.text
        sign = self.signs["=" if same else "<" if share < threshold else ">"]
        if sign not in self.sign.submobjects:
            presence = self.share.presence
            self.sign.remove(*self.sign.submobjects)
            self.sign.add(sign)
            self.sign.set_presence(presence)
        return self
