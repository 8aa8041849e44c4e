"""What a block's rise does to the loss: how far the ceiling rises, less how far the true block does."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.ceiling import LINE
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.layout import Box
from scenes.kit.machine import REACH, TO_NAME, Machine
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.pulley_views import BARE, LossGap
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Label, math
from scenes.kit.typeset import escaped
from scenes.pictures.pulley_forces.beside_ceiling import NAME_ABOVE, CeilingName
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE, on_strip

#: Beside the true block the gap's ruler takes so much, or a block's name beside its own.
TAKEN = 84 * PX
#: Dashes nearer to the ceiling than this would only fray its edge.
LEAST_RISE = 10 * PX
#: Under a nudged block: to the first line, from line to line, and below the last; and from lines to what is beside.
FIRST_LINE, LINES, LAST_LINE, CLEAR = 52 * PX, 62 * PX, 40 * PX, 20 * PX
#: Between a change and what is about as much, in a line.
APART = 14 * PX
#: From where a nudged edge goes to the middle of how far that is, and the room for that below the ceiling; and below
#: the middle of the gap's name.
OVER_GOAL, FAR, UNDER_NAME = 28 * PX, 56 * PX, 86 * PX
#: Half the width that the gap's name takes of the true block.
NAME = 36 * PX
#: Between the baselines of two sums in the strip, and how far the ceiling may rise with its name under them.
SECOND_LINE, UNDER_ROWS = 86 * PX, 16 * PX
#: The first line, which follows the block.
GAIN = "loss(Delta L) = @d[loss:+0.000]"
#: What the title takes of the strip.
TITLED = 690 * PX


def under_blocks(machine: Machine, pair: Sequence[int]) -> list[float]:
    """Return how much room to keep under each of the nudged blocks: what is said of them stands there, if that fits."""
    return [lines_high(4 if i == machine.target else 3) + 4 * PX if machine.roomy else BARE for i in pair]


def lines_high(count: int) -> float:
    """Return the room that so many lines take under a block."""
    return FIRST_LINE + (count - 1) * LINES + LAST_LINE


class Nudged(Part):
    """What a block's rise does to the loss: about −rise times the force on it, and how much that is.

    Under the block if there is room; else in the title's strip. How far it went stays on it, and so do the ``pieces``:
    over the ceiling what the loss gains, by which that rises; at the true block what it loses, by which that does. What
    the slope promises, ``worked``, is for the whole rise: it comes when the block has got there.

    Parameters
    ----------
    index : the block's class.
    rise : how far it goes, in logits.
    z : where the blocks are before, shape (K,).
    before : what was found of other blocks, and stays.
    """

    def __init__(
        self,
        machine: Machine,
        index: int,
        rise: float,
        hang: Hang,
        z: np.ndarray,
        labels: Sequence[str],
        before: Sequence["Nudged"] = (),
    ):
        super().__init__()
        theme, true = machine.theme, index == machine.target
        self.machine, self.index, self.hang, self.start = machine, index, hang, z
        self.ceiling, self.edge = float(hang.top(mc.log_sum_exp(z))), float(hang.top(z[index]))
        self.left, self.right = float(hang.lefts[index]), float(hang.lefts[index]) + hang.width
        raised = z + rise * np.eye(len(z))[index]
        risen = float(mc.log_sum_exp(raised) - mc.log_sum_exp(z))
        #: whether its sum in the strip leaves the first one's there: where the ceiling doesn't rise into a second row
        self.second = true and risen * hang.unit < UNDER_ROWS
        force = float(mc.forces(z, machine.target)[index])
        self.values = {"c": risen, "f": force, "g": -rise * force}
        number = "@f[up:0.000]" if true else "(@f[down:-1.000])"
        # The true block's rise lifts the ceiling, too.
        reason = [f"= @c[0.000] - logit({rise})"] * true
        self.worked, worked = Part(), [*reason, f"approx -{number} times logit({rise})", "= @g[loss:+0.000]"]
        lines = [Formula(theme, GAIN, em(50)), *(self._shown(line, 50) for line in worked)]
        #: the box of the lines under the block, if there is room for them
        self.lines = self._box(lines, before)
        if self.lines:
            self.gain = lines[0]
            for k, line in enumerate(lines):
                line.middle((self.lines.left + self.lines.right) / 2, self.lines.top - FIRST_LINE - k * LINES)
            self.worked.add(*lines[1:])
            name = CeilingName(machine, [*(earlier.index for earlier in before), index])
            self._tell_rise(math(f"+{risen:.3f}", theme, TEXT), float(hang.top(mc.log_sum_exp(raised))), name)
        else:
            self._in_strip(worked, f"#{escaped(labels[index])}" if labels else f"logit(z_{index + 1})")
        self.add(self.gain)
        self._mark(float(hang.top(raised[index])), math(f"logit(+{rise})", theme, TEXT))
        #: what the loss gains is filled, what it loses is only outlined
        self.gained, self.lost = Shape(theme.color("loss")), Shape(theme.color("loss"), 0.0, stroke=5.0)
        self.pieces = Part(self.gained, self.lost)
        # Where the ceiling was; but left of the true block the gap is measured.
        board, near = machine.board, float(hang.lefts[machine.target])
        spans = ((board.left, near - TAKEN), (near, board.right)) if risen * hang.unit > LEAST_RISE else ()
        ends = [span for span in spans if span[1] - span[0] > 24 * PX]
        self.ghosts = Part(*(Ghost(theme).between((a, self.ceiling), (b, self.ceiling)) for a, b in ends))

    def _shown(self, body: str, size: float) -> Formula:
        """Return a formula with the numbers in it that are for the whole rise."""
        formula = Formula(self.machine.theme, body, em(size))
        return formula.show(**{key: self.values[key] for key in formula.numbers})

    def _box(self, lines: Sequence[Formula], before: Sequence["Nudged"]) -> Box | None:
        """Return the box of lines under the block, clear of all that is beside, or None if there is no room."""
        machine, hang, start = self.machine, self.hang, self.start
        top, middle = self.edge - hang.height, (self.left + self.right) / 2
        low, wide = top - lines_high(len(lines)), max(line.advance for line in lines)
        taken = [Box(machine.board.left - TAKEN, low, machine.board.left, top)]
        taken += [Box(machine.board.right, low, machine.board.right + TAKEN, top)]
        for i in [i for i in range(machine.count) if i != self.index]:
            # Of what hangs too low to be seen it is said so at the lower end.
            edge, high = float(hang.lefts[i]), max(float(hang.top(start[i])), machine.low + 2 * LINES)
            taken.append(Box(edge, high - hang.height, edge + hang.width, high))
            if not machine.rowed:
                name, right = REACH + TO_NAME + machine.names.submobjects[i].advance, machine.on_right(i)
                edge += hang.width if right else -name
                taken.append(Box(edge, high - OVER_GOAL, edge + name, high + OVER_GOAL))
        near, edge = float(hang.lefts[machine.target]), float(hang.top(start[machine.target]))
        taken.append(Box(near - TAKEN + ASIDE + CLEAR, edge, near, self.ceiling))
        taken += [box for earlier in before for box in (earlier.lines, earlier.marked) if box]
        beside = [box for box in taken if box.bottom < top and box.top > low]
        first = max(box.right for box in beside if (box.left + box.right) / 2 < middle) + CLEAR
        last = min(box.left for box in beside if (box.left + box.right) / 2 >= middle) - CLEAR
        if not machine.roomy or low < machine.low or last - first < wide:
            return None
        middle = clamp(middle, first + wide / 2, last - wide / 2)
        return Box(middle - wide / 2, low, middle + wide / 2, top)

    def _in_strip(self, worked: Sequence[str], name: str) -> None:
        """Write it into the title's strip: of what is worked out as much as there is room for."""
        layout = self.machine.layout
        self.gain = Formula(self.machine.theme, f"{name}: quad {GAIN}", em(50))
        room = layout.right - layout.left - APART - self.gain.advance - (0.0 if self.second else TITLED)
        promises = [self._shown(" ".join(parts), 50) for parts in (worked, worked[-2:], worked[-2:-1])]
        promise = next((told for told in promises if told.advance < room), promises[-1])
        on_strip(self.machine, promise)
        if self.second:
            promise.put(promise.origin[0], promise.origin[1] - SECOND_LINE, "left")
        self.gain.put(promise.origin[0] - APART, promise.origin[1], "right")
        self.worked.add(promise)

    def _tell_rise(self, by: Label, height: float, name: CeilingName) -> None:
        """Tell ``by`` how much the true block lifts the ceiling, over where it lies then, unless its name is there."""
        across, half = (self.left + self.right) / 2, by.advance / 2 + CLEAR
        if self.second and (across + half < name.left or across - half > name.right):
            self.worked.add(by.middle(across, height + LINE + NAME_ABOVE))

    def _mark(self, goal: float, by: Label) -> None:
        """Mark how far the block goes, and say ``by`` how much, where it is seen under the ceiling."""
        machine, hang, edge, left, right = self.machine, self.hang, self.edge, self.left, self.right
        true, middle, near = self.index == machine.target, (left + right) / 2, float(hang.lefts[machine.target])
        # What is marked at the true block is under the gap's name, or beside it.
        clear = not machine.roomy or LossGap.named_at(edge, self.ceiling) - goal > UNDER_NAME
        beside = ASIDE if clear else NAME
        #: how wide is what the true block loses: from its middle on there are the dashes
        self.wide = middle - beside + ASIDE - left
        #: how wide is what the loss gains: beside the gap's name, if that is near
        self.across = hang.width if clear or not true else self.wide
        #: the box of all that is marked, or None
        self.marked: Box | None = None
        if goal >= self.ceiling:
            return
        self.marked = Box(left - TAKEN, edge, right + TAKEN, goal + FAR)
        # Over the true block beside the piece that is lost.
        start = middle + beside if true else left
        self.add(Ghost(machine.theme, "logit").between((start, goal), (right, goal)))
        # At the side where the class's name isn't, if that is clear of the gap's ruler left of the true block.
        out = -1 if machine.rowed or machine.on_right(self.index) else 1
        foot, reach = (left if out < 0 else right) + out * ASIDE, out * 14 * PX
        marked = not true and (out < 0 or foot + 2 * reach < near - TAKEN)
        if marked:
            self.add(Bracket(machine.theme, "logit", reach).set_stroke(width=5.0).along(edge, goal, foot))
        # Beside its bracket, where the next block's name or the gap's ruler leaves room; or over the dashes.
        fits = by.advance < right - start + ASIDE or (true and clear)
        if marked and float(np.diff(hang.lefts)[0]) - hang.width > TAKEN + by.advance + 3 * ASIDE + abs(reach):
            self.add(by.middle(foot + reach + out * 20 * PX, (edge + goal) / 2, "left" if out > 0 else "right"))
        elif fits and self.ceiling - goal > FAR:
            self.add(by.middle(min((start + right) / 2, right - by.advance / 2), goal + OVER_GOAL))

    def show(self, z: np.ndarray) -> "Nudged":
        """Show what is gained and lost with the blocks at ``z``, shape (K,)."""
        unit, true = self.hang.unit, self.index == self.machine.target
        gained = float(mc.log_sum_exp(z) - mc.log_sum_exp(self.start))
        lost = float(z[self.index] - self.start[self.index]) if true else 0.0
        self.gain.show(d=gained - lost)
        self.gained.box(self.left, self.ceiling, self.across, gained * unit)
        if true:
            self.lost.box(self.left, self.edge, self.wide, lost * unit)
        return self
