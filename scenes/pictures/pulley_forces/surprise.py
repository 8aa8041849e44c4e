"""A wrong class's gap below the soft ceiling, of which its share is the exponential; and how that share went."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.numbers import adding_up
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Readout, math, words
from scenes.kit.words import indexed
from scenes.pictures.pulley_forces.beside_ceiling import SECOND_ROW, CeilingName
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE, on_strip

#: The start is marked once the ceiling has sunk so far that its softness is off that mark's word; if it sinks farther.
SUNK, COMING = 60 * PX, 8 * PX
#: How much of the block is left of the gap's bracket, from that to a word, from others to their numbers, and how far a
#: word may stand out.
LEFT, TO_WORD, TO_NUMBER, OVERHANG = 0.9, 12 * PX, 16 * PX, 24 * PX
#: From a dashed line up to the middle of its word; and from the ceiling down to the middle of the gap's name.
OVER, UNDER = 28 * PX, 44 * PX
#: How deep the brackets are that tell how far ceiling and block have sunk, from their marks' ends to them, and how long
#: one is that has room for its number.
FALLEN, FALLEN_IN, TOLD = 14 * PX, 12 * PX, 52 * PX
#: How high a gap is whose name is clear of the block's.
NAMED_GAP = 100 * PX


class Rising(Part):
    """A wrong block's gap below the ceiling, of which its share is the exponential; and how that share went.

    Parameters
    ----------
    index : the class.
    states : logits through which it goes, shape (S, K); the first is the start.
    """

    def __init__(self, machine: Machine, index: int, hang: Hang, states: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, board, z = machine.theme, machine.board, states[0]
        self.first = self.most = float(mc.softmax(z)[index])
        height, edge = float(hang.top(mc.log_sum_exp(z))), float(hang.top(z[index]))
        left = float(hang.lefts[index])
        self.x = left + LEFT * hang.width
        self.first_edge, self.unit = edge, hang.unit
        self.name = CeilingName(machine)
        #: what is marked of the start, from some height of the ceiling on
        self.first_height = height
        # Beside each, how far it has sunk: two lengths to compare, and as printed their difference is the gaps'.
        self.fallen = [Bracket(theme, role, FALLEN).set_stroke(width=5.0) for role in ("ink", "logit")]
        self.feet = (board.left + FALLEN_IN, left + FALLEN_IN)
        shares, ceilings = mc.softmax(states)[:, index], mc.log_sum_exp(states)
        gaps, sank = ceilings - states[:, index], (ceilings[0] - ceilings, z[index] - states[:, index])
        told = [(gaps[0], -sank[0][k], sank[1][k], gaps[k]) for k in (-1, int(shares.argmax()))]
        decimals = adding_up(*told, tried=(3,)) or 2
        self.by = [Readout(theme, TEXT, role, decimals) for role in ("ink", "logit")]
        self.was = Part(
            self.fallen[0],
            Ghost(theme).between((board.left, height), (self.name.left - 24 * PX, height), whole=True),
            words("start", theme, TEXT).middle(board.left + 48 * PX, height + 32 * PX, "left"),
        )
        begun = words("start", theme, TEXT, "logit")
        begun.middle(min(left, self.x - TO_WORD - begun.advance), edge + OVER, "left")
        line = Ghost(theme, "logit").between((left, edge), (self.x - ASIDE, edge), whole=True)
        self.begun = Part(line, begun, self.fallen[1])
        self.bracket, self.gap = Bracket(theme, "ink", 14 * PX).set_stroke(width=5.0), words("gap", theme, TEXT)
        own = "q" if labels else f"q_{index + 1}"
        body = (
            f"prediction({own}) = e^(-#text[gap]): quad @a[prediction:0.000] "
            "@u{prediction(arrow.tr) @b[prediction:0.000]} @c{prediction(arrow.br) @d[prediction:0.000]}"
        )
        self.record = on_strip(machine, Formula(theme, body, em(54))).show(a=self.first)
        #: under each share the gap that it comes of
        self.gaps = {key: Readout(theme, TEXT) for key in "abd"}
        self.row = machine.layout.title_baseline - SECOND_ROW
        boxes = {key: self.record.box(key) for key in self.gaps}
        self.middles = {key: (box.left + box.right) / 2 for key, box in boxes.items()}
        below = math(f"#text[gap] = -log prediction({indexed('q', index, labels)}):", theme, TEXT)
        below.middle(boxes["a"].left - 40 * PX, self.row, "right")
        last = self._marked(float(hang.top(states[-1, index])), float(hang.top(ceilings[-1])))
        room = (
            self.x
            - TO_WORD
            - self._beside(1)
            - max(self.by[1].width(self.by[1].format(by)) for by in (0.0, sank[1][-1]))
        )
        named = room > 0 and begun.origin[0] > left - OVERHANG
        #: which marks are whole, with their words, at the end: others don't come at all
        self.kept = [last[0] == 1.0, bool(named) and last[1] == 1.0]
        self.add(self.was, self.begun, *self.by, self.bracket, self.gap, self.name, self.record, below)
        self.add(*self.gaps.values())

    def show(self, share: float, top: float, ceiling: float) -> "Rising":
        """Draw the gap from the block's upper edge to the ceiling's height; and how the share went."""
        self.bracket.along(top, ceiling, self.x)
        self.name.show(ceiling)
        self.gap.middle(self.x + 30 * PX, max((top + ceiling) / 2, ceiling - UNDER), "left")
        self.gap.set_presence(self.bracket.presence * clamp((ceiling - top - NAMED_GAP) / COMING, 0.0, 1.0))
        self.most = max(self.most, share)
        starts, marked = ((self.first_height, ceiling), (self.first_edge, top)), self._marked(top, ceiling)
        for k, (mark, (start, now)) in enumerate(zip((self.was, self.begun), starts, strict=True)):
            there = self.bracket.presence * self.kept[k] * marked[k]
            mark.set_presence(there)
            self.fallen[k].along(now, start, self.feet[k])
            self.by[k].middle((start - now) / self.unit, self._beside(k), (start + now) / 2, "left")
            self.by[k].set_presence(there * clamp((start - now - TOLD) / COMING, 0.0, 1.0))
        self.record.show(b=self.most, d=share)
        # A number comes when it differs from the one before as printed.
        for piece, key, change in (("u", "b", self.most - self.first), ("c", "d", self.most - share)):
            there = clamp((change - 5e-4) / 2e-3, 0.0, 1.0)
            for part in (self.record.pieces[piece], self.gaps[key]):
                part.set_presence(there * self.bracket.presence)
        for key, number in self.gaps.items():
            number.middle(-np.log(self.record.values[key]), self.middles[key], self.row)
        return self

    def _beside(self, k: int) -> float:
        """Return where beside a bracket its number begins."""
        return self.feet[k] + FALLEN + TO_NUMBER

    def _marked(self, top: float, ceiling: float) -> tuple[float, float]:
        """Return how far the marks of the ceiling's start and the block's have come, 0 to 1."""
        was = clamp((self.first_height - ceiling - SUNK) / COMING, 0.0, 1.0)
        # A word on the block is under the ceiling.
        begun = clamp((ceiling - self.first_edge - 2 * OVER) / COMING, 0.0, 1.0)
        return was, was * begun
