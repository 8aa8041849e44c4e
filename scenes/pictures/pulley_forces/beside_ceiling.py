"""What is said under the soft ceiling: the loss as a gap, what a nudge does to it, and the gap of a wrong class."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.ceiling import LINE
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Readout, words
from scenes.kit.typeset import escaped
from scenes.pictures.pulley_forces.beside_pulleys import on_strip

#: Beside the true block the gap's ruler and name take so much.
NAMED = 126 * PX
#: Dashes nearer to the ceiling than this would only fray its edge.
LEAST_RISE = 10 * PX
#: Under a nudged block: to the first line, from line to line, and room for all three.
FIRST_LINE, LINES, THREE_LINES = 52 * PX, 62 * PX, 216 * PX
#: The start is marked once the ceiling has sunk so far that its softness is off that mark's word.
SUNK = 64 * PX
#: From the baseline of the shares' record to the middle of the gaps under it.
UNDER_RECORD = 58 * PX


def digits(value: float) -> str:
    """Return the room for a number with three decimals, as in a formula."""
    return "1".ljust(len(f"{abs(value):.0f}"), "0") + ".000"


def agreeing(before: float, after: float) -> str:
    """Return with which decimals a change is printed: three, or two where three wouldn't be what these differ by."""
    printed = round(round(after, 3) - round(before, 3), 3)
    return "0.000" if printed == round(after - before, 3) else "0.00"


class CeilingSum(Part):
    """The ceiling's name on it; and that it is so far above the true block, blocks at ``z`` (K,), as the loss says."""

    def __init__(self, machine: Machine, z: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, self.machine = machine.theme, machine
        own = "z" if labels else f"z_{machine.target + 1}"
        height, level = (digits(float(value)) for value in (mc.log_sum_exp(z), z[machine.target]))
        # A negative logit stands in parentheses; a nudge only raises it.
        number = f"(@z[logit:-{level}])" if z[machine.target] < 0 else f"@z[logit:{level}]"
        body = f"loss(log Sigma e^(logit(z))) - logit({own}) = @c[loss:{height}] - {number} = loss(L)"
        self.line = on_strip(machine, Formula(theme, body + " = @L[loss:0.000]", em(50)))
        self.name = Formula(theme, "loss(log Sigma e^(logit(z))) = @c[loss:0.000]", TEXT)
        self.add(self.line, self.name)

    def show(self, hang: Hang, ceiling: float, z: float, loss: float) -> "CeilingSum":
        """Show the three numbers, and the ceiling's on it."""
        self.line.show(c=ceiling, z=z, L=loss)
        self.name.show(c=ceiling).middle(
            self.machine.board.right - 24 * PX, float(hang.top(ceiling)) + LINE + 32 * PX, "right"
        )
        return self


class Nudged(Part):
    """What a block's rise does to the loss: about −rise times the force on it, which is said too.

    Under the block if there is room; else in the title's strip. How far it went stays on it.

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
        own, role = "F" if labels else f"F_{index + 1}", "up" if true else "down"
        force = float(mc.forces(z, machine.target)[index])
        gain = f"loss(Delta L) = @d[loss:+{agreeing(self.loss, float(mc.loss(raised, machine.target)))}]"
        lines = [
            Formula(theme, body, TEXT)
            for body in (gain, f"approx -logit({rise}) times {own}", f"{own} = @f[{role}:+0.000]")
        ]
        low, middle = float(hang.top(z[index])) - hang.height, float(hang.lefts[index]) + hang.width / 2
        self.beneath = lines[0].advance < hang.width + 40 * PX and low - THREE_LINES > machine.low
        if self.beneath:
            self.gain = lines[0]
            lines[2].show(f=force)
            self.add(*(line.middle(middle, low - FIRST_LINE - k * LINES) for k, line in enumerate(lines)))
        else:
            name = f"#{escaped(labels[index])}" if labels else f"logit(z_{index + 1})"
            number = f"@f[{role}:0.000]" if true else f"(@f[{role}:-1.000])"
            body = f"{name}: quad {gain} approx -logit({rise}) times {number}"
            self.gain = on_strip(machine, Formula(theme, body, em(50))).show(f=force)
            self.add(self.gain)
        board, height = machine.board, float(hang.top(mc.log_sum_exp(z)))
        left, right = float(hang.lefts[index]), float(hang.lefts[index]) + hang.width
        edge, goal = (float(hang.top(value[index])) for value in (z, raised))
        if goal < height:
            self.add(Ghost(theme, "logit").between((left, goal), (right, goal)))
            # At the side where neither the class's name nor that of the gap is: left of the true block, names are left.
            free = right + 12 * PX < float(hang.lefts[machine.target]) - NAMED
            out = 1 if free and not machine.rowed else -1
            foot = (left if out < 0 else right) + out * 2 * PX
            self.add(Bracket(theme, "logit", out * 9 * PX).along(edge, goal, foot))
        # Where the ceiling was; but left of the true block the gap is named.
        near = float(hang.lefts[machine.target])
        risen = float(hang.top(mc.log_sum_exp(raised))) - height
        spans = ((board.left, near - NAMED), (near, board.right)) if risen > LEAST_RISE else ()
        self.ghosts = Part(
            *(Ghost(theme, "loss").between((a, height), (b, height)) for a, b in spans if b - a > 24 * PX)
        )

    def show(self, loss: float) -> "Nudged":
        """Show the change to ``loss``."""
        self.gain.show(d=loss - self.loss)
        return self


class Rising(Part):
    """A wrong block's gap below the ceiling, of which its share is the exponential; and how that share went.

    Parameters
    ----------
    index : the class.
    z : logits from which it starts, shape (K,).
    """

    def __init__(self, machine: Machine, index: int, hang: Hang, z: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, board = machine.theme, machine.board
        self.first = self.most = float(mc.softmax(z)[index])
        height, edge = float(hang.top(mc.log_sum_exp(z))) + LINE / 2, float(hang.top(z[index]))
        self.x = float(hang.lefts[index]) + hang.width / 4
        self.right = board.right - 24 * PX
        self.name = Formula(theme, "loss(log Sigma e^(logit(z))) = @c[loss:0.000]", TEXT)
        level = float(mc.log_sum_exp(z))
        #: what is marked of the start, from some height of the ceiling on
        self.was, self.first_height = Part(), height
        self.was.add(
            Ghost(theme, "loss").between((board.left, height), (self.right - self.name.advance - 24 * PX, height)),
            Ghost(theme, "logit").between((self.x - hang.width / 4, edge), (self.x - 10 * PX, edge)),
            Formula(theme, f'"start" quad @c[loss:{digits(level)}]', TEXT)
            .show(c=level)
            .middle(board.left + 48 * PX, height + 32 * PX, "left"),
        )
        self.bracket, self.gap = Bracket(theme, "ink", 14 * PX), words("gap", theme, TEXT)
        own = "q" if labels else f"q_{index + 1}"
        body = (
            f"prediction({own}) = e^(-#text[gap]): quad @a[prediction:0.000] "
            "@u{prediction(arrow.tr) @b[prediction:0.000]} @c{prediction(arrow.br) @d[prediction:0.000]}"
        )
        self.record = on_strip(machine, Formula(theme, body, em(54))).show(a=self.first)
        #: under each share the gap that it comes of
        self.gaps = {key: Readout(theme, TEXT) for key in "abd"}
        self.row = machine.layout.title_baseline - UNDER_RECORD
        boxes = {key: self.record.box(key) for key in self.gaps}
        self.middles = {key: (box.left + box.right) / 2 for key, box in boxes.items()}
        below = words("gap", theme, TEXT).middle(boxes["a"].left - 40 * PX, self.row, "right")
        self.add(self.was, self.bracket, self.gap, self.name, self.record, below, *self.gaps.values())

    def show(self, share: float, top: float, ceiling: float, level: float) -> "Rising":
        """Draw the gap from the block's upper edge to the ceiling, at logit ``level``; and how the share went."""
        self.bracket.along(top, ceiling, self.x)
        self.name.show(c=level).middle(self.right, ceiling + LINE + 32 * PX, "right")
        self.gap.middle(self.x + 30 * PX, (top + ceiling) / 2, "left")
        # It stands in the gap, where that is higher than a line.
        self.gap.set_presence(self.bracket.presence * clamp(((ceiling - top) / PX - 50) / 10, 0.0, 1.0))
        self.was.set_presence(self.bracket.presence * clamp((self.first_height - ceiling - SUNK) / (16 * PX), 0.0, 1.0))
        self.most = max(self.most, share)
        self.record.show(b=self.most, d=share)
        # A number comes when it differs from the one before as printed.
        for piece, key, change in (("u", "b", self.most - self.first), ("c", "d", self.most - share)):
            there = clamp((change - 5e-4) / 2e-3, 0.0, 1.0)
            for part in (self.record.pieces[piece], self.gaps[key]):
                part.set_presence(there * self.bracket.presence)
        for key, number in self.gaps.items():
            number.middle(-np.log(self.record.values[key]), self.middles[key], self.row)
        return self
