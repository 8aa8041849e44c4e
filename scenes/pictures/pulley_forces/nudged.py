"""What a block's rise does to the loss: how much it is, and how much the force on the block promises."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.layout import Box
from scenes.kit.marks import Ghost, clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, em
from scenes.kit.words import escaped, indexed
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE, TITLED, on_strip
from scenes.pictures.pulley_forces.machine import Machine
from scenes.pictures.pulley_forces.nudge_marks import TAKEN, NudgeMarks, beside
from scenes.pictures.pulley_forces.pulley_views import bare

#: Under a nudged block: to the first line, from line to line, and below the last.
FIRST_LINE, LINES, LAST_LINE = 52 * PX, 62 * PX, 40 * PX
#: So high are two lines there.
TWO_LINES = FIRST_LINE + LINES + LAST_LINE
#: From lines to what is beside, at least and with room; to the axis, which is thin, it may be so much less.
CLEAR, ROOMY, AXIS = 28 * PX, 44 * PX, 12 * PX
#: Lines as high as those of another block and nearer than this to them would be read as one; half a line's height.
NEAR, HALF_LINE = 120 * PX, 26 * PX
#: Between a change and what is about as much, in a line.
APART = 14 * PX
#: The first line, which follows the block.
GAIN = "loss(Delta L) = @d[loss:+0.000]"


def under_blocks(machine: Machine, pair: Sequence[int]) -> list[float]:
    """Return how much room to keep under each of the nudged blocks: what is said of them stands there, if that fits."""
    return [TWO_LINES + 4 * PX for _ in pair] if machine.roomy else bare(machine, machine.target)[list(pair)].tolist()


class Nudged(Part):
    """What a block's rise does to the loss: about −rise times the force on it, and how much that is.

    Under the block if there is room; else in the title's strip. What the slope promises, ``worked``, is for the whole
    rise: it comes when the block has got there. The ``marks`` tell where the ceiling was, and by how much it and the
    block's edge have risen; they go when the block goes back.

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
        force = float(mc.forces(z, machine.target)[index])
        self.values = {"f": force, "g": -rise * force}
        role = "up" if true else "down"
        name = "F" if labels else f"F_{index + 1}"
        # Less space around the sign than it would have leaves room for the index.
        slope = f'-{role}({name}) thin class("normal", times) thin logit({rise}) = @g[loss:+0.000]'
        told = [Formula(theme, GAIN, em(50)), self._shown(slope)]
        wide = max(line.advance for line in told)
        # The first leaves the place under the true block to what will be said there.
        others = [earlier.lines for earlier in before] if true else [self._box(machine.target, wide, [])]
        #: the box of the lines under the block, if there is room for them
        self.lines = self._box(index, wide, [box for box in others if box])
        #: the forces on both blocks, in the title's strip
        self.forces = Part()
        self.worked = Part()
        if self.lines:
            middle, top = (self.lines.left + self.lines.right) / 2, self.lines.top
            self.gain = told[0]
            for k, line in enumerate(told):
                line.middle(middle, top - FIRST_LINE - k * LINES)
            self.worked.add(*told[1:])
            if not before:
                self._tell_forces(labels)
        else:
            slope = f"approx -(@f[{'up:+' if true else 'down:-'}1.000]) times logit({rise})"
            name = f"#{escaped(labels[index])}" if labels else f"logit(z_{index + 1})"
            self._in_strip([slope, "= @g[loss:+0.000]"], name)
        self.add(self.gain, self.forces)
        #: dashes where the true block's edge was, which stays up
        self.trace = Ghost(theme, "logit")
        if true:
            self.add(self.trace.between((self.left, self.edge), (self.right, self.edge)))
        self.marks = NudgeMarks(machine, index, rise, hang, z)

    def _shown(self, body: str) -> Formula:
        """Return a formula with the numbers in it that are for the whole rise."""
        formula = Formula(self.machine.theme, body, em(50))
        return formula.show(**{key: self.values[key] for key in formula.numbers})

    def _box(self, index: int, wide: float, others: Sequence[Box]) -> Box | None:
        """Return the box of two lines under a block, clear of all beside and of ``others``, or None without room."""
        machine, hang, start = self.machine, self.hang, self.start
        edge, middle = float(hang.top(start[index])), float(hang.lefts[index]) + hang.width / 2
        top, low = edge - hang.height, edge - hang.height - TWO_LINES
        axis = float(machine.axis.start[0])
        taken = [Box(axis - TAKEN, low, axis - AXIS, top)]
        taken += [Box(machine.board.right, low, machine.board.right + TAKEN, top)]
        taken += [box for i in range(machine.count) if i != index for box in beside(machine, hang, start, i)]
        near, edge = float(hang.lefts[machine.target]), float(hang.top(start[machine.target]))
        taken.append(Box(near - TAKEN + ASIDE + CLEAR, edge, near + hang.width, self.ceiling))  # the gap and its ruler
        taken += others
        near_by = [box for box in taken if box.bottom < top and box.top > low]
        rows = (FIRST_LINE - HALF_LINE, LAST_LINE - HALF_LINE)
        level = (b for b in others if b.bottom + rows[1] < top - rows[0] and b.top - rows[0] > low + rows[1])
        near_by += [Box(box.left - NEAR, box.bottom, box.right + NEAR, box.top) for box in level]
        first = max((box.right for box in near_by if (box.left + box.right) / 2 < middle), default=-np.inf)
        last = min((box.left for box in near_by if (box.left + box.right) / 2 >= middle), default=np.inf)
        clear = min((last - first - wide) / 2, ROOMY)
        if not machine.roomy or low < machine.low or clear < CLEAR - 1e-9:
            return None
        middle = clamp(middle, first + clear + wide / 2, last - clear - wide / 2)
        return Box(middle - wide / 2, low, middle + wide / 2, top)

    def _tell_forces(self, labels: Sequence[str]) -> None:
        """Write the forces on this block and on the true one into the title's strip, if there is room."""
        machine, pair = self.machine, (self.index, self.machine.target)
        force = mc.forces(self.start, machine.target)
        names = [indexed("F", i, labels) for i in pair]
        body = f"down({names[0]}) = @a[down:-1.000] quad up({names[1]}) = @b[up:+1.000]"
        formula = Formula(machine.theme, body, em(54)).show(a=float(force[pair[0]]), b=float(force[pair[1]]))
        if formula.advance < machine.layout.right - machine.layout.left - TITLED:
            self.forces.add(on_strip(machine, formula))

    def _in_strip(self, worked: Sequence[str], name: str) -> None:
        """Write it into the title's strip: of what is worked out as much as there is room for."""
        layout = self.machine.layout
        self.gain = Formula(self.machine.theme, f"{name}: quad {GAIN}", em(50))
        room = layout.right - layout.left - APART - self.gain.advance - TITLED
        promises = [self._shown(" ".join(parts)) for parts in (worked, worked[:1])]
        promise = next((told for told in promises if told.advance < room), promises[-1])
        on_strip(self.machine, promise)
        self.gain.put(promise.origin[0] - APART, promise.origin[1], "right")
        self.worked.add(promise)

    def replaces(self, before: "Nudged") -> list[Part]:
        """Return what there was said ``before`` that would be in the way of this."""
        if self.lines:
            return []
        return [before.forces] if before.lines else [before]

    def show(self, z: np.ndarray) -> "Nudged":
        """Show what is gained or lost with the blocks at ``z``, shape (K,)."""
        risen, moved = float(mc.log_sum_exp(z) - mc.log_sum_exp(self.start)), float((z - self.start)[self.index])
        self.gain.show(d=risen - moved if self.index == self.machine.target else risen)
        self.marks.show(moved, risen)
        return self
