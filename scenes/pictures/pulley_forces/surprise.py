"""A wrong class's gap below the soft ceiling, of which its share is the exponential; and how that share went."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Readout, math, words
from scenes.kit.words import indexed
from scenes.pictures.pulley_forces.beside_ceiling import NAME_ASIDE, SECOND_ROW, CeilingName
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE

#: How much of the block is left of the gap's bracket; and from the ceiling down to the middle of the gap's name.
LEFT, UNDER = 0.9, 44 * PX
#: How high a gap is whose name is clear of the block's; it is there when the gap is so much higher.
NAMED_GAP, COMING = 100 * PX, 8 * PX
#: From the block's left to the ceiling's dashes: up to the block its name may stand.
NAMED = 16 * PX
#: How deep brackets are; and how far something has sunk from where it is marked where it was.
DEEP, LEAST_SUNK = 14 * PX, 8 * PX


class Sunk(Part):
    """How far something has sunk: dashes at its height ``was``, and a bracket down from there, to ``then`` at most.

    Once it is lower there are dashes at ``then``, too.

    The dashes go from ``left`` to ``right``; the bracket is at ``x``.
    """

    def __init__(self, machine: Machine, role: str, was: float, then: float, x: float, left: float, right: float):
        super().__init__()
        self.was, self.then, self.x = was, then, x
        self.bracket = Bracket(machine.theme, role, -DEEP).set_stroke(width=5.0)
        self.dashes = Ghost(machine.theme, role).between((left, was), (right, was))
        self.foot = Ghost(machine.theme, role).between((left, then), (right, then))
        self.add(self.dashes, self.bracket, self.foot)

    def show(self, height: float, presence: float) -> "Sunk":
        """Draw how far it has sunk with it at ``height``."""
        low = clamp(height, self.then, self.was)
        self.bracket.along(low, self.was, self.x + DEEP)
        there = clamp((self.was - low - LEAST_SUNK) / COMING, 0.0, 1.0)
        self.set_presence(presence * there)
        self.foot.set_presence(presence * clamp((self.then - height - LEAST_SUNK) / COMING, 0.0, 1.0))
        return self


class Rising(Part):
    """A wrong block's gap below the ceiling, of which its share is the exponential; and how that share went.

    It stays marked how far the ceiling and the block had sunk when the share turned.

    Parameters
    ----------
    index : the class.
    z, turned : all logits at the start, and when the share turns, shape (K,).
    """

    def __init__(
        self, machine: Machine, index: int, hang: Hang, z: np.ndarray, turned: np.ndarray, labels: Sequence[str]
    ):
        super().__init__()
        theme = machine.theme
        self.first = self.most = float(mc.softmax(z)[index])
        left = float(hang.lefts[index])
        self.x = left + LEFT * hang.width
        self.name = CeilingName(machine, [index])
        tops, ceilings = (hang.top(np.array([f(z), f(turned)])) for f in (lambda at: at[index], mc.log_sum_exp))
        self.sunk = Sunk(machine, "logit", *map(float, tops), left, left, self.x - ASIDE)
        # As far as the ceiling's name leaves it room.
        right, first = self.name.left - NAME_ASIDE if self.name.left > left else machine.board.right, left + NAMED
        self.lowered = Sunk(machine, "ink", *map(float, ceilings), first, first, right)
        self.bracket, self.gap = Bracket(theme, "ink", 14 * PX).set_stroke(width=5.0), words("gap", theme, TEXT)
        own = "q" if labels else f"q_{index + 1}"
        body = (
            f"prediction({own}) = e^(-#text[gap]): quad @a[prediction:0.000] "
            "@u{prediction(arrow.tr) @b[prediction:0.000]} @c{prediction(arrow.br) @d[prediction:0.000]}"
        )
        self.row, right = machine.layout.title_baseline, machine.layout.right
        self.record = Formula(theme, body, em(54)).show(a=self.first).middle(right, self.row - SECOND_ROW, "right")
        #: over each share the gap that it comes of
        self.gaps = {key: Readout(theme, TEXT) for key in "abd"}
        boxes = {key: self.record.box(key) for key in self.gaps}
        self.middles = {key: (box.left + box.right) / 2 for key, box in boxes.items()}
        rule = math(f"#text[gap] = #text[ceiling] - logit({indexed('z', index, labels)}):", theme, TEXT)
        rule.put(boxes["a"].left - 40 * PX, self.row, "right")
        self.add(self.sunk, self.lowered, self.bracket, self.gap, self.name, self.record, rule, *self.gaps.values())

    def show(self, share: float, top: float, ceiling: float) -> "Rising":
        """Draw the gap from the block's upper edge to the ceiling's height; and how the share went."""
        self.bracket.along(top, ceiling, self.x)
        self.name.show(ceiling)
        self.sunk.show(top, self.bracket.presence)
        self.lowered.show(ceiling, self.bracket.presence)
        self.gap.middle(self.x + 30 * PX, max((top + ceiling) / 2, ceiling - UNDER), "left")
        self.gap.set_presence(self.bracket.presence * clamp((ceiling - top - NAMED_GAP) / COMING, 0.0, 1.0))
        self.most = max(self.most, share)
        self.record.show(b=self.most, d=share)
        # A number comes when it differs from the one before as printed.
        for piece, key, change in (("u", "b", self.most - self.first), ("c", "d", self.most - share)):
            there = clamp((change - 5e-4) / 2e-3, 0.0, 1.0)
            for part in (self.record.pieces[piece], self.gaps[key]):
                part.set_presence(there * self.bracket.presence)
        for key, number in self.gaps.items():
            number.put(-np.log(self.record.values[key]), self.middles[key], self.row)
        return self
