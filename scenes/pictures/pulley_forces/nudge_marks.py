"""What marks a nudge: how far a block's edge has risen, and how far the ceiling has."""

import numpy as np

import mathcore as mc
from scenes.kit.hanging import Hang
from scenes.kit.layout import Box
from scenes.kit.marks import Bracket, Ghost
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE
from scenes.pictures.pulley_forces.machine import REACH, TO_NAME, Machine
from scenes.pictures.pulley_forces.pulley_views import LossGap

#: Left of the true block the gap's ruler takes so much; and up to its feet's ends.
TAKEN, RULER = 84 * PX, 52 * PX
#: From an upper edge up and down a class's name beside it takes so much; and from marks to what is beside.
NAMED, CLEAR = 28 * PX, 20 * PX
#: What hangs low is told of at the lower end, so high.
TOLD = 124 * PX
#: Dashes nearer to the ceiling than this would only fray its edge; and from them to the middle of the gap's name, and
#: to that of how far the ceiling rose. Half a number's height; from one to another over it with room, and at least.
LEAST_RISE, UNDER_DASHES, HANGS, HALF, LOOSE, APART = 6 * PX, 56 * PX, 32 * PX, 16 * PX, 40 * PX, 14 * PX
#: From an edge to the middle of how far it went, the room for that below the ceiling, and below the middle of the
#: gap's name; from the block's side to it; and how deep brackets are, and from them to it.
OFF_EDGE, FAR, UNDER_NAME, INSIDE, DEEP, BESIDE = 38 * PX, 66 * PX, 96 * PX, 6 * PX, 14 * PX, 16 * PX


def named(machine: Machine, i: int) -> float:
    """Return how far a class's name reaches beside its block."""
    return 0.0 if machine.rowed else REACH + TO_NAME + machine.names.submobjects[i].advance


def beside(machine: Machine, hang: Hang, z: np.ndarray, i: int) -> list[Box]:
    """Return what a block at logits ``z``, (K,), takes with its name beside it."""
    edge, high = float(hang.lefts[i]), max(float(hang.top(z[i])), machine.low + TOLD)
    boxes = [Box(edge, high - hang.height, edge + hang.width, high)]
    if not machine.rowed:
        name = named(machine, i)
        edge += hang.width
        boxes.append(Box(edge, high - NAMED, edge + name, high + NAMED))
    return boxes


class NudgeMarks(Part):
    """How far a block's edge has risen, beside it; where the ceiling was, and how far it has risen from there.

    Parameters
    ----------
    index : the block's class.
    rise : how far it goes, in logits.
    z : where the blocks are before, shape (K,).
    """

    def __init__(self, machine: Machine, index: int, rise: float, hang: Hang, z: np.ndarray):
        super().__init__()
        self.machine, self.index, self.hang, self.z = machine, index, hang, z
        self.ceiling, self.edge = float(hang.top(mc.log_sum_exp(z))), float(hang.top(z[index]))
        self.left, self.right = float(hang.lefts[index]), float(hang.lefts[index]) + hang.width
        theme, raised = machine.theme, z + rise * np.eye(len(z))[index]
        self.bracket, self.lifted = (
            Bracket(theme, role).set_stroke(width=wide) for role, wide in (("logit", 5.0), ("ink", 4.0))
        )
        #: how far the edge has gone, and the ceiling
        self.moved, self.risen = Readout(theme, TEXT, "logit", 2, signed=True), Readout(theme, TEXT, signed=True)
        self.add(self.bracket)
        self._mark_edge(rise * hang.unit, self.moved.width(self.moved.format(rise)))
        risen = float(mc.log_sum_exp(raised) - mc.log_sum_exp(z))
        self._mark_ceiling(risen, float(hang.top(raised[machine.target])), rise * hang.unit)

    def show(self, moved: float, risen: float) -> "NudgeMarks":
        """Draw how far the edge has ``moved`` and the ceiling ``risen``, in logits."""
        self.bracket.along(self.edge, self.edge + moved * self.hang.unit, self.foot)
        self.moved.middle(moved, *self.by)
        self.lifted.along(self.ceiling, self.ceiling + risen * self.hang.unit, self.hook)
        self.risen.middle(risen, *self.told)
        return self

    def _mark_edge(self, rise: float, wide: float) -> None:
        """Place the bracket of how far the edge goes, and the number of that, so ``wide``, where it has room."""
        machine, edge, true = self.machine, self.edge, self.index == self.machine.target
        # Beyond the class's name, or at the other side; without room at the true block beyond the gap's ruler.
        room = DEEP + BESIDE + wide
        tried = [(1, named(machine, self.index) + ASIDE), *[(-1, ASIDE)] * (not true)]
        low, high = edge + rise / 2 < self.ceiling - FAR, (edge - NAMED, edge + rise + NAMED)
        free = [(way, far) for way, far in tried if low and self._free(way, far + room, *high)]
        otherwise = tried[0] if machine.rowed else (-1, RULER + ASIDE) if true else tried[1]
        out, far = free[0] if free else otherwise
        side = self.left if out < 0 else self.right
        self.foot, self.bracket.reach = side + out * far, out * DEEP
        self.by = self.foot + out * (DEEP + BESIDE), edge + rise / 2, "left" if out > 0 else "right"
        # Over the edge: at the true block under the gap's name.
        above = LossGap.named_at(edge + rise, self.ceiling) - UNDER_NAME if true else self.ceiling - FAR
        if not free:
            self.by = side - out * INSIDE, edge + rise + OFF_EDGE, "left" if out < 0 else "right"
        if free or (above > edge + rise and wide < self.hang.width):
            self.add(self.moved)

    def _free(self, out: int, reach: float, low: float, high: float) -> bool:
        """Whether beside the block, as far as ``reach`` and between two heights, there is nothing."""
        ends = (self.right, self.right + reach) if out > 0 else (self.left - reach, self.left)
        first, last = ends[0] - CLEAR, ends[1] + CLEAR
        if first < self.machine.board.left or last > self.machine.board.right:
            return False
        around = [i for i in range(self.machine.count) if i != self.index]
        others = [box for i in around for box in beside(self.machine, self.hang, self.z, i)]
        near, target = float(self.hang.lefts[self.machine.target]), self.machine.target
        if self.index != target:  # the gap and its ruler
            others.append(Box(near - TAKEN, float(self.hang.top(self.z[target])), near + self.hang.width, self.ceiling))
        return not any(box.left < last and box.right > first and box.bottom < high and box.top > low for box in others)

    def _mark_ceiling(self, risen: float, gap: float, rise: float) -> None:
        """Mark where the ceiling was, and how far it has ``risen`` there, over the edge's mark if there is room."""
        # Left of the true block the gap, from height ``gap``, is measured; and a small one's name is as high.
        machine, left = self.machine, float(self.hang.lefts[self.machine.target])
        lifted, true = risen * self.hang.unit, self.index == machine.target
        if LossGap.named_at(gap, self.ceiling + lifted) >= self.ceiling - UNDER_DASHES:
            left += self.hang.width
        out, low = 1 if self.bracket.reach > 0 else -1, self.ceiling - HANGS - HALF
        far = out * (self.foot - (self.right if out > 0 else self.left))
        room = DEEP + BESIDE + self.risen.width(self.risen.format(risen))
        # Over the edge's number, if both stand apart; or at the block's other side.
        over = low - self.edge - max(rise, rise / 2 + HALF)
        other = (-out, ASIDE + named(machine, self.index) * (out < 0))
        tried = [(out, far)] * (over > LOOSE) + [other] * (not true) + [(out, far)] * (over > APART)
        free = [(way, off) for way, off in tried if self._free(way, off + room, low - APART, self.ceiling)]
        way, off = free[0] if free else (out, far)
        self.hook, self.lifted.reach = (self.left if way < 0 else self.right) + way * off, way * DEEP
        self.told = self.hook + way * (DEEP + BESIDE), self.ceiling - HANGS, "left" if way > 0 else "right"
        if lifted > LEAST_RISE:
            dashes = Ghost(machine.theme).between((left, self.ceiling), (machine.board.right, self.ceiling))
            self.add(dashes, self.lifted, *[self.risen] * bool(free))
