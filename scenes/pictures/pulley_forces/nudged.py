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

#: Left of the true block the gap's ruler takes so much, or a block's name beside its own; and the ruler's middle.
TAKEN, RULER = 84 * PX, 36 * PX
#: Dashes nearer to the ceiling than this would only fray its edge; and from them to the middle of the gap's name.
LEAST_RISE, UNDER_DASHES = 6 * PX, 56 * PX
#: Under a nudged block: to the first line, from line to line, and below the last; and from lines to what is beside.
FIRST_LINE, LINES, LAST_LINE, CLEAR = 52 * PX, 62 * PX, 40 * PX, 20 * PX
#: Two sums nearer than this to one another would be read as one.
NEAR = 120 * PX
#: Between a change and what is about as much, in a line; and what the title takes of the strip.
APART, TITLED = 14 * PX, 690 * PX
#: From an edge to the middle of how far it went, the room for that below the ceiling, and below the middle of the
#: gap's name; from the block's side to it; and how deep brackets are.
OFF_EDGE, FAR, UNDER_NAME, INSIDE, DEEP = 28 * PX, 56 * PX, 86 * PX, 6 * PX, 14 * PX
#: The first line, which follows the block.
GAIN = "loss(Delta L) = @d[loss:+0.000]"


def under_blocks(machine: Machine, pair: Sequence[int]) -> list[float]:
    """Return how much room to keep under each of the nudged blocks: what is said of them stands there, if that fits."""
    return [lines_high(4 if i == machine.target else 3) + 4 * PX if machine.roomy else BARE for i in pair]


def lines_high(count: int) -> float:
    """Return the room that so many lines take under a block."""
    return FIRST_LINE + (count - 1) * LINES + LAST_LINE


class Nudged(Part):
    """What a block's rise does to the loss: about −rise times the force on it, and how much that is.

    Under the block if there is room; else in the title's strip. What the slope promises, ``worked``, is for the whole
    rise: it comes when the block has got there. The ``marks`` tell where the block's edge and the ceiling were, and by
    how much they have risen; they go when the block goes back.

    Parameters
    ----------
    index : the block's class.
    rise : how far it goes, in logits.
    z : where the blocks are before, shape (K,).
    name : what the ceiling is, on it.
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
        name: CeilingName,
        before: Sequence["Nudged"] = (),
    ):
        super().__init__()
        theme, true = machine.theme, index == machine.target
        self.machine, self.index, self.hang, self.start = machine, index, hang, z
        self.ceiling, self.edge = float(hang.top(mc.log_sum_exp(z))), float(hang.top(z[index]))
        self.left, self.right = float(hang.lefts[index]), float(hang.lefts[index]) + hang.width
        raised = z + rise * np.eye(len(z))[index]
        risen = float(mc.log_sum_exp(raised) - mc.log_sum_exp(z))
        force = float(mc.forces(z, machine.target)[index])
        self.values = {"c": risen, "f": force, "g": -rise * force}
        # The true block's rise lifts the ceiling, too.
        reason = [f"= @c[0.000] - logit({rise})"] * true
        slope = f"approx -(@f[{'up:+' if true else 'down:-'}1.000]) times logit({rise})"
        self.worked, worked = Part(), [*reason, slope, "= @g[loss:+0.000]"]
        lines = [Formula(theme, GAIN, em(50)), *(self._shown(line, 50) for line in worked)]
        others = [[earlier.lines, earlier.first] for earlier in before if earlier.lines]
        #: the box of the lines under the block, if there is room for them: at worst beside others' first lines alone
        self.lines = self._box(lines, [whole for whole, _ in others])
        self.crowding = not self.lines
        self.lines = self.lines or self._box(lines, [first for _, first in others])
        if self.lines:
            middle, top = (self.lines.left + self.lines.right) / 2, self.lines.top
            wide = lines[0].advance
            self.first = Box(middle - wide / 2, top - lines_high(1), middle + wide / 2, top)
            self.gain = lines[0]
            for k, line in enumerate(lines):
                line.middle(middle, top - FIRST_LINE - k * LINES)
            self.worked.add(*lines[1:])
        else:
            self._in_strip(worked, f"#{escaped(labels[index])}" if labels else f"logit(z_{index + 1})")
        self.add(self.gain)
        #: by how much the ceiling has risen: over a wrong block, for that is what the loss gains; and the block's edge
        self.gained, self.bracket = Shape(theme.color("loss")), Bracket(theme, "logit").set_stroke(width=5.0)
        self.marks = Part(self.gained, self.bracket)
        self._mark_edge(rise * hang.unit, math(f"logit(+{rise})", theme, TEXT))
        gap = float(hang.top(raised[machine.target]))
        self._mark_ceiling(risen * hang.unit, gap, math(f"+{risen:.3f}", theme, TEXT), name)

    def _shown(self, body: str, size: float) -> Formula:
        """Return a formula with the numbers in it that are for the whole rise."""
        formula = Formula(self.machine.theme, body, em(size))
        return formula.show(**{key: self.values[key] for key in formula.numbers})

    def _box(self, lines: Sequence[Formula], others: Sequence[Box]) -> Box | None:
        """Return the box of lines under the block, clear of all beside and of ``others``, or None without room."""
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
                taken.append(Box(edge, high - OFF_EDGE, edge + name, high + OFF_EDGE))
        near, edge = float(hang.lefts[machine.target]), float(hang.top(start[machine.target]))
        taken.append(Box(near - TAKEN + ASIDE + CLEAR, edge, near + hang.width, self.ceiling))  # the gap and its ruler
        taken += [Box(box.left - NEAR, box.bottom, box.right + NEAR, box.top) for box in others]
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
        room = layout.right - layout.left - APART - self.gain.advance - TITLED
        promises = [self._shown(" ".join(parts), 50) for parts in (worked, worked[-2:], worked[-2:-1])]
        promise = next((told for told in promises if told.advance < room), promises[-1])
        on_strip(self.machine, promise)
        self.gain.put(promise.origin[0] - APART, promise.origin[1], "right")
        self.worked.add(promise)

    def _mark_edge(self, rise: float, by: Label) -> None:
        """Mark where the block's edge was and how far it goes, and say ``by`` how much, where that has room."""
        machine, hang, edge = self.machine, self.hang, self.edge
        true, pitch = self.index == machine.target, float(np.diff(hang.lefts)[0])
        # At the true block under the gap's ruler; else at the side where the class's name isn't.
        out = -1 if true or machine.rowed or machine.on_right(self.index) else 1
        side, room = self.left if out < 0 else self.right, pitch - hang.width
        self.foot, self.bracket.reach = side + out * (RULER - DEEP / 2 if true else ASIDE), out * DEEP
        end = side + out * min(room - ASIDE, RULER + ASIDE)
        self.marks.add(Ghost(machine.theme, "logit").between((side, edge), (end, edge), whole=True))
        # Beside its bracket, or over the edge: at the true block under the gap's name.
        above = LossGap.named_at(edge + rise, self.ceiling) - UNDER_NAME if true else self.ceiling - FAR
        wide = not true and room > TAKEN + by.advance + 3 * ASIDE + DEEP
        if wide and edge + rise / 2 < self.ceiling - FAR:
            x = self.foot + out * (DEEP + 20 * PX)
            self.marks.add(by.middle(x, edge + rise / 2, "left" if out > 0 else "right"))
        elif above > edge + rise and by.advance < hang.width:
            self.marks.add(by.middle(side - out * INSIDE, edge + rise + OFF_EDGE, "left" if out < 0 else "right"))

    def _mark_ceiling(self, rise: float, gap: float, by: Label, name: CeilingName) -> None:
        """Mark where the ceiling was; and over the true block say ``by`` how much it has risen, clear of its name."""
        # But left of the true block the gap, from height ``gap``, is measured; and a small one's name is as high.
        board, near = self.machine.board, float(self.hang.lefts[self.machine.target])
        clear = LossGap.named_at(gap, self.ceiling + rise) < self.ceiling - UNDER_DASHES
        right = near if clear else near + self.hang.width
        spans = ((board.left, near - TAKEN), (right, board.right)) if rise > LEAST_RISE else ()
        ends = [span for span in spans if span[1] - span[0] > 24 * PX]
        self.marks.add(*(Ghost(self.machine.theme).between((a, self.ceiling), (b, self.ceiling)) for a, b in ends))
        across, half = (self.left + self.right) / 2, by.advance / 2 + CLEAR
        if self.index == self.machine.target and (across + half < name.left or across - half > name.right):
            self.marks.add(by.middle(across, self.ceiling + rise + LINE + NAME_ABOVE))

    def replaces(self, before: "Nudged") -> list[Part]:
        """Return what there was said ``before`` that would be in the way of this, or be read as one with it."""
        if before.lines:
            return [before.worked] if self.lines and self.crowding else []
        return [] if self.lines else [before]

    def show(self, z: np.ndarray) -> "Nudged":
        """Show what is gained or lost with the blocks at ``z``, shape (K,)."""
        risen, moved = float(mc.log_sum_exp(z) - mc.log_sum_exp(self.start)), float((z - self.start)[self.index])
        self.bracket.along(self.edge, self.edge + moved * self.hang.unit, self.foot)
        if self.index == self.machine.target:
            self.gain.show(d=risen - moved)
        else:
            self.gain.show(d=risen)
            self.gained.box(self.left, self.ceiling, self.hang.width, risen * self.hang.unit)
        return self
