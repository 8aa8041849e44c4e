"""What marks a nudge: how far a block's edge has risen, and how far the ceiling has."""

import numpy as np

import mathcore as mc
from scenes.kit.hanging import Hang
from scenes.kit.layout import Box
from scenes.kit.machine import REACH, TO_NAME, Machine
from scenes.kit.marks import Bracket, Ghost
from scenes.kit.pulley_views import LossGap
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE

#: Left of the true block the gap's ruler takes so much; and up to its feet's ends.
TAKEN, RULER = 84 * PX, 52 * PX
#: From an upper edge up and down a class's name beside it takes so much; and from marks to what is beside.
NAMED, CLEAR = 28 * PX, 20 * PX
#: What hangs low is told of at the lower end, so high.
TOLD = 124 * PX
#: Dashes nearer to the ceiling than this would only fray its edge; and from them to the middle of the gap's name.
LEAST_RISE, UNDER_DASHES = 6 * PX, 56 * PX
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
    """How far a block's edge has risen, beside it; where the ceiling was, and over it how far it has risen.

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
        self.gained, self.bracket = Shape(theme.color("ink")), Bracket(theme, "logit").set_stroke(width=5.0)
        #: how far the edge went, and by how much
        self.went = Part()
        self.went.add(self.bracket)
        self.add(self.gained, self.went)
        self._mark_edge(rise * hang.unit, math(f"logit(+{rise})", theme, TEXT))
        risen = float(mc.log_sum_exp(raised) - mc.log_sum_exp(z))
        self._mark_ceiling(risen * hang.unit, float(hang.top(raised[machine.target])))

    def show(self, moved: float, risen: float) -> "NudgeMarks":
        """Draw how far the edge has ``moved`` and the ceiling ``risen``, in scene units."""
        self.bracket.along(self.edge, self.edge + moved, self.foot)
        if self.index != self.machine.target or self.clear:
            self.gained.box(self.left, self.ceiling, self.hang.width, risen)
        return self

    def _mark_edge(self, rise: float, by: Label) -> None:
        """Place the bracket of how far the edge goes, and say ``by`` how much, where that has room."""
        machine, edge, true = self.machine, self.edge, self.index == self.machine.target
        # Beyond the class's name, or at the other side; without room at the true block beyond the gap's ruler.
        room = DEEP + BESIDE + by.advance
        tried = [(1, named(machine, self.index) + ASIDE), *[(-1, ASIDE)] * (not true)]
        low = edge + rise / 2 < self.ceiling - FAR
        free = [(way, far) for way, far in tried if low and self._free(way, far + room, rise)]
        otherwise = tried[0] if machine.rowed else (-1, RULER + ASIDE) if true else tried[1]
        out, far = free[0] if free else otherwise
        side = self.left if out < 0 else self.right
        self.foot, self.bracket.reach = side + out * far, out * DEEP
        if free:
            x = self.foot + out * (DEEP + BESIDE)
            self.went.add(by.middle(x, edge + rise / 2, "left" if out > 0 else "right"))
            return
        # Over the edge: at the true block under the gap's name.
        above = LossGap.named_at(edge + rise, self.ceiling) - UNDER_NAME if true else self.ceiling - FAR
        if above > edge + rise and by.advance < self.hang.width:
            self.went.add(by.middle(side - out * INSIDE, edge + rise + OFF_EDGE, "left" if out < 0 else "right"))

    def _free(self, out: int, reach: float, rise: float) -> bool:
        """Whether beside the block, as far as ``reach`` and while it rises, there is nothing."""
        ends = (self.right, self.right + reach) if out > 0 else (self.left - reach, self.left)
        first, last, low, high = ends[0] - CLEAR, ends[1] + CLEAR, self.edge - NAMED, self.edge + rise + NAMED
        if first < self.machine.board.left or last > self.machine.board.right:
            return False
        around = [i for i in range(self.machine.count) if i != self.index]
        others = [box for i in around for box in beside(self.machine, self.hang, self.z, i)]
        near, target = float(self.hang.lefts[self.machine.target]), self.machine.target
        if self.index != target:  # the gap and its ruler
            others.append(Box(near - TAKEN, float(self.hang.top(self.z[target])), near + self.hang.width, self.ceiling))
        return not any(box.left < last and box.right > first and box.bottom < high and box.top > low for box in others)

    def _mark_ceiling(self, rise: float, gap: float) -> None:
        """Mark where the ceiling was."""
        # Left of the true block the gap, from height ``gap``, is measured; and a small one's name is as high.
        board, left = self.machine.board, float(self.hang.lefts[self.machine.target])
        self.clear = LossGap.named_at(gap, self.ceiling + rise) < self.ceiling - UNDER_DASHES
        if not self.clear:
            left += self.hang.width
        if rise > LEAST_RISE:
            self.add(Ghost(self.machine.theme).between((left, self.ceiling), (board.right, self.ceiling)))
