"""A wrong class's gap below the soft ceiling, of which its share is the exponential; and how that share went."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.numbers import adding_up
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.words import indexed
from scenes.pictures.pulley_forces.beside_ceiling import NAME_ASIDE, SECOND_ROW, CeilingName
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE
from scenes.pictures.pulley_forces.machine import Machine

#: How much of the block is left of the gap's bracket; and from the ceiling down to the middle of the gap's name.
LEFT, UNDER = 0.9, 44 * PX
#: How high a gap is whose name is clear of the block's; it is there when the gap is so much higher.
NAMED_GAP, COMING = 100 * PX, 8 * PX
#: From the block's left to the ceiling's dashes: up to the block its name may stand.
NAMED = 16 * PX
#: How deep brackets are; and how far something has sunk at least of which that is told.
DEEP, LEAST_SUNK = 14 * PX, 8 * PX
#: From dashes up to the middle of a number on them, and to what is over it at least; and what it has free beside it.
ON_DASHES, UNDER_NEXT, FREE = 30 * PX, 62 * PX, 12 * PX


class Sunk(Part):
    """How far something has sunk: dashes at its first height, and a bracket down from there to its second, at ``x``.

    The dashes go from ``left`` to ``right``. What has hardly sunk is empty.
    """

    def __init__(
        self, machine: Machine, hang: Hang, role: str, heights: np.ndarray, x: float, left: float, right: float
    ):
        super().__init__()
        self.was, self.now = (float(height) for height in heights)
        self.role, self.unit, self.left, self.right = role, hang.unit, left, right
        self.bracket = Bracket(machine.theme, role, -DEEP).set_stroke(width=5.0).along(self.now, self.was, x + DEEP)
        self.dashes = Ghost(machine.theme, role).between((left, self.was), (right, self.was))
        if self.was - self.now >= LEAST_SUNK:
            self.add(self.dashes, self.bracket)

    def fall(self, theme: Theme, decimals: int) -> Readout | None:
        """Return how far that is, put on the dashes; None without room, or if it can't be seen."""
        number = Readout(theme, TEXT, self.role, decimals)
        number.middle((self.now - self.was) / self.unit, self.left, self.was + ON_DASHES, "left")
        roomy = number.width(number.text) + FREE < self.right - self.left
        return number if roomy and self.submobjects else None


class Rising(Part):
    """A wrong block's gap below the ceiling, of which its share is the exponential; and how that share went.

    Its ``falls``, no part of it, mark how far the block and the ceiling have sunk until the share turns. They are told
    if both have room and differ as printed by as much as the gap changed as printed.

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
        edges, ceilings = (np.array([f(z), f(turned)]) for f in (lambda at: at[index], mc.log_sum_exp))
        shrunk = -float(np.diff(np.round(ceilings - edges, 3))[0])
        decimals = adding_up([edges[0] - edges[1], shrunk, ceilings[0] - ceilings[1]], tried=(3, 2))
        tops, heights = hang.top(edges), hang.top(ceilings)
        sunk = Sunk(machine, hang, "logit", tops, left, left, self.x - ASIDE)
        # As far as the ceiling's name leaves it room.
        right, first = self.name.left - NAME_ASIDE if self.name.left > left else machine.board.right, left + NAMED
        lowered = Sunk(machine, hang, "ink", heights, first, first, right)
        #: what comes when the share turns
        self.falls = Part(sunk, lowered)
        numbers = [each.fall(theme, decimals) for each in (sunk, lowered)] if decimals else []
        told = [number for number in numbers if number is not None]
        if len(told) == 2 and heights[1] - tops[0] > UNDER_NEXT:
            self.falls.add(*told)
        self.bracket, self.gap = Bracket(theme, "ink", 14 * PX).set_stroke(width=5.0), words("gap", theme, TEXT)
        share = "q" if labels else f"q_{index + 1}"
        body = (
            f"prediction({share}) = e^(-#text[gap]): quad @a[prediction:0.000] "
            "@u{prediction(arrow.tr) @b[prediction:0.000]} @c{prediction(arrow.br) @d[prediction:0.000]}"
        )
        self.row, right = machine.layout.title_baseline, machine.layout.right
        self.record = Formula(theme, body, em(54)).middle(right, self.row - SECOND_ROW, "right", a=self.first)
        #: over each share the gap that it comes of
        self.gaps = {key: Readout(theme, TEXT) for key in "abd"}
        boxes = {key: self.record.box(key) for key in self.gaps}
        self.middles = {key: (box.left + box.right) / 2 for key, box in boxes.items()}
        rule = math(f"#text[gap] = #text[ceiling] - logit({indexed('z', index, labels)}):", theme, TEXT)
        rule.put(boxes["a"].left - 40 * PX, self.row, "right")
        self.add(self.bracket, self.gap, self.name, self.record, rule, *self.gaps.values())

    def show(self, share: float, top: float, ceiling: float) -> "Rising":
        """Draw the gap from the block's upper edge to the ceiling's height; and how the share went."""
        self.bracket.along(top, ceiling, self.x)
        self.name.show(ceiling)
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
