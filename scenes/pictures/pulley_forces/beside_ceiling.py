"""What is said under the soft ceiling: the loss as a gap, and what a nudge does to it."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.ceiling import LINE
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket, Ghost
from scenes.kit.pulley_views import BARE, LossGap
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import math
from scenes.kit.typeset import escaped
from scenes.kit.words import indexed
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE, on_strip, power

#: Beside the true block the gap's ruler takes so much, or a block's name beside its own.
TAKEN = 84 * PX
#: Dashes nearer to the ceiling than this would only fray its edge.
LEAST_RISE = 10 * PX
#: Under a nudged block: to the first line, from line to line, and room for all three.
FIRST_LINE, LINES, THREE_LINES = 52 * PX, 62 * PX, 216 * PX
#: The first of them, and how much wider than the block it may be.
GAIN, OVERHANG = "loss(Delta L) = @d[loss:+0.000]", 50 * PX
#: Between a change and what is about as much, in a line.
APART = 14 * PX
#: From where a nudged edge goes to the middle of how far that is, and the room for that below the ceiling; and below
#: the middle of the gap's name.
OVER_GOAL, FAR, UNDER_NAME = 28 * PX, 56 * PX, 86 * PX
#: Half the width that the gap's name takes of the true block.
NAME = 36 * PX
#: From the lower end of the room for blocks to what is said of those that hang lower.
LOWEST = 40 * PX
#: From the baseline of the title's strip to the middle of a row under it.
SECOND_ROW = 58 * PX
#: Between the baselines of two sums in the strip, and how far the ceiling may rise with its name under them.
SECOND_LINE, UNDER_ROWS = 86 * PX, 16 * PX


def digits(value: float) -> str:
    """Return the room for a number with three decimals, as in a formula."""
    return "1".ljust(len(f"{abs(value):.0f}"), "0") + ".000"


class CeilingName(Part):
    """What the ceiling is, written on it at its right end."""

    def __init__(self, machine: Machine):
        super().__init__()
        self.text = math('"soft ceiling" med log Sigma e^(logit(z))', machine.theme, TEXT)
        self.right = machine.board.right - 24 * PX
        self.left = self.right - self.text.advance
        self.add(self.text)

    def show(self, height: float) -> "CeilingName":
        """Write it on the ceiling at ``height``, in scene units."""
        self.text.middle(self.right, height + LINE + 32 * PX, "right")
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
    """The ceiling's name on it; and why the loss is how far it is above the true block, blocks at ``z`` (K,)."""

    def __init__(self, machine: Machine, z: np.ndarray, labels: Sequence[str]):
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
        self.name = CeilingName(machine)
        self.add(self.rule, self.line, self.name)

    def show(self, hang: Hang, ceiling: float, z: float, loss: float) -> "CeilingSum":
        """Show the three numbers."""
        self.line.show(c=ceiling, z=z, L=loss)
        self.name.show(float(hang.top(ceiling)))
        return self


def under_blocks(machine: Machine) -> float:
    """Return how much room to keep under nudged blocks: what is said of them stands there, if they are wide enough."""
    wide = Formula(machine.theme, GAIN, em(54)).advance < machine.hang.width + OVERHANG
    return THREE_LINES + 4 * PX if wide else BARE


class Nudged(Part):
    """What a block's rise does to the loss: about −rise times the force on it, and how much that is.

    Under the block if it is wide enough and there is room; else in the title's strip. How far it went stays on it, and
    so does the piece by which the loss grows, over the ceiling, or shrinks, at the true block. What the slope promises,
    ``worked``, is for the whole rise: it comes when the block has got there.

    Parameters
    ----------
    index : the block's class.
    rise : how far it goes, in logits.
    z : where the blocks are before, shape (K,).
    """

    def __init__(self, machine: Machine, index: int, rise: float, hang: Hang, z: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, true, raised = machine.theme, index == machine.target, z + rise * np.eye(len(z))[index]
        self.loss, self.start = float(mc.loss(z, machine.target)), z
        role = "up" if true else "down"
        force = float(mc.forces(z, machine.target)[index])
        self.worked = Part()
        number = f"@f[{role}:0.000]" if true else f"(@f[{role}:-1.000])"
        product = f"-{number} times logit({rise})"
        lines = [
            Formula(theme, GAIN, em(54)),
            Formula(theme, f"approx {product}").show(f=force),
            Formula(theme, "= @g[loss:+0.000]").show(g=-rise * force),
        ]
        board, near = machine.board, float(hang.lefts[machine.target])
        left, right = float(hang.lefts[index]), float(hang.lefts[index]) + hang.width
        low, middle = float(hang.top(z[index])) - hang.height, (left + right) / 2
        height = float(hang.top(mc.log_sum_exp(z)))
        risen = float(hang.top(mc.log_sum_exp(raised))) - height
        #: whether its sum in the strip leaves the first one's there: where the ceiling doesn't rise into a second row
        self.second = true and risen < UNDER_ROWS
        self.beneath = under_blocks(machine) > BARE and low - THREE_LINES > machine.low
        if self.beneath:
            self.gain = lines[0]
            self.add(self.gain)
            self.worked.add(*lines[1:])
            # Left of the true block they end where the gap's ruler begins.
            end = near - TAKEN + ASIDE if left < near else board.right
            for k, line in enumerate(lines):
                line.middle(min(middle, end - line.advance / 2), low - FIRST_LINE - k * LINES)
        else:
            name = f"#{escaped(labels[index])}" if labels else f"logit(z_{index + 1})"
            promise = on_strip(machine, Formula(theme, f"approx {product}", em(50))).show(f=force)
            if self.second:
                promise.put(promise.origin[0], promise.origin[1] - SECOND_LINE, "left")
            self.gain = Formula(theme, f"{name}: quad {GAIN}", em(50))
            self.add(self.gain.put(promise.origin[0] - APART, promise.origin[1], "right"))
            self.worked.add(promise)
        edge, goal = (float(hang.top(value[index])) for value in (z, raised))
        # What is marked at the true block is under the gap's name, or beside it.
        clear = not machine.roomy or LossGap.named_at(edge, height) - goal > UNDER_NAME
        beside = ASIDE if clear else NAME
        if goal < height:
            # Over the true block beside the piece that is lost: that is nearly as high.
            start = middle + beside if true else left
            self.add(Ghost(theme, "logit").between((start, goal), (right, goal)))
            # At the side where the class's name isn't, if that is clear of the gap's ruler left of the true block.
            out = -1 if machine.rowed or machine.on_right(index) else 1
            foot, reach = (left if out < 0 else right) + out * ASIDE, out * 14 * PX
            marked = not true and (out < 0 or foot + 2 * reach < near - TAKEN)
            if marked:
                self.add(Bracket(theme, "logit", reach).set_stroke(width=5.0).along(edge, goal, foot))
            by = math(f"logit(+{rise})", theme, TEXT)
            # Beside its bracket, where the next block's name or the gap's ruler leaves room; or over the dashes.
            fits = by.advance < right - start + ASIDE or (true and clear)
            if marked and float(np.diff(hang.lefts)[0]) - hang.width > TAKEN + by.advance + 3 * ASIDE + abs(reach):
                self.add(by.middle(foot + reach + out * 20 * PX, (edge + goal) / 2, "left" if out > 0 else "right"))
            elif fits and height - goal > FAR:
                self.add(by.middle(min((start + right) / 2, right - by.advance / 2), goal + OVER_GOAL))
        self.foot, self.left, self.hang = edge if true else height, left, hang
        self.wide = middle - beside + ASIDE - left if true else hang.width
        # A piece that is won is filled, one that is lost is only outlined.
        self.piece = Shape(theme.color("loss"), 0.0, stroke=5.0) if true else Shape(theme.color("loss"))
        # Where the ceiling was; but left of the true block the gap is measured.
        spans = ((board.left, near - TAKEN), (near, board.right)) if risen > LEAST_RISE else ()
        self.ghosts = Part(*(Ghost(theme).between((a, height), (b, height)) for a, b in spans if b - a > 24 * PX))

    def show(self, loss: float) -> "Nudged":
        """Show the change to ``loss``."""
        change = loss - self.loss
        self.gain.show(d=change)
        self.piece.box(self.left, self.foot, self.wide, abs(change) * self.hang.unit)
        return self
