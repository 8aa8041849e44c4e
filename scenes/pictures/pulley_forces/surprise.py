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
from scenes.pictures.pulley_forces.beside_ceiling import SECOND_ROW, CeilingName
from scenes.pictures.pulley_forces.beside_pulleys import ASIDE, on_strip

#: Between the middles of two lines of text.
LINE_HEIGHT = 50 * PX
#: The start is marked once the ceiling has sunk so far that its softness is off that mark's word; if it sinks farther.
SUNK, COMING = 60 * PX, 8 * PX
#: How much of the block is left of the gap's bracket, from that to a word beside it, and how far that may stand out.
LEFT, TO_WORD, OVERHANG = 0.5, 12 * PX, 24 * PX
#: From a dashed line up to the middle of its word; and from the ceiling down to the middle of the gap's name.
OVER, UNDER = 28 * PX, 44 * PX
#: How deep the brackets are that tell how far ceiling and block had sunk, and from their marks' ends to them.
FALLEN, FALLEN_IN = 14 * PX, 12 * PX


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
        self.x, self.right = left + LEFT * hang.width, left + hang.width
        self.first_edge = self.turn_edge = edge
        self.name = CeilingName(machine)
        #: what is marked of the start, from some height of the ceiling on
        self.first_height = height
        # Beside each, how far it had sunk when the share was at its peak: two lengths to compare.
        self.peak_height, self.fallen = height, [Bracket(theme, role, FALLEN) for role in ("ink", "logit")]
        self.feet = (board.left + FALLEN_IN, left + FALLEN_IN)
        self.was = Part(
            self.fallen[0].set_stroke(width=5.0),
            Ghost(theme).between((board.left, height), (self.name.left - 24 * PX, height), whole=True),
            words("start", theme, TEXT).middle(board.left + 48 * PX, height + 32 * PX, "left"),
        )
        #: where the block was when its share was at its peak, and that it was then
        self.turn_line, self.turn_name = Ghost(theme, "logit"), words("peak", theme, TEXT, "logit")
        begun = words("start", theme, TEXT, "logit")
        begun.middle(min(left, self.x - TO_WORD - begun.advance), edge + OVER, "left")
        line = Ghost(theme, "logit").between((left, edge), (self.x - ASIDE, edge), whole=True)
        self.begun = Part(line, begun, self.fallen[1].set_stroke(width=5.0))
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
        self.turn = Part(self.turn_line, self.turn_name)
        shares = mc.softmax(states)[:, index]
        self.turn_edge = float(hang.top(states[int(shares.argmax()), index]))
        last = self._marked(float(hang.top(states[-1, index])), float(hang.top(mc.log_sum_exp(states[-1]))))
        named = bool(begun.origin[0] > left - OVERHANG)
        #: which marks are whole, with their words, at the end: others don't come at all
        self.kept = [last[0] == 1.0, named and last[1] == 1.0, named and last[2] == 1.0]
        self.add(
            self.was, self.begun, self.turn, self.bracket, self.gap, self.name, self.record, below, *self.gaps.values()
        )

    def show(self, share: float, top: float, ceiling: float) -> "Rising":
        """Draw the gap from the block's upper edge to the ceiling's height; and how the share went."""
        self.bracket.along(top, ceiling, self.x)
        self.name.show(ceiling)
        self.gap.middle(self.x + 30 * PX, self._gap_name(top, ceiling), "left")
        # It stands in the gap, where that is higher than a line.
        self.gap.set_presence(self.bracket.presence * clamp(((ceiling - top) / PX - 50) / 10, 0.0, 1.0))
        if share >= self.most:
            self.most, self.turn_edge, self.peak_height = share, top, ceiling
            first = self.x + self.bracket.reach + TO_WORD
            last = max(self.right, first + self.turn_name.advance)
            self.turn_line.between((first, top), (last, top), whole=True)
            self.turn_name.middle((first + last) / 2, top + OVER)
        self.fallen[0].along(self.peak_height, self.first_height, self.feet[0])
        self.fallen[1].along(self.turn_edge, self.first_edge, self.feet[1])
        marks = zip((self.was, self.begun, self.turn), self.kept, self._marked(top, ceiling), strict=True)
        for mark, kept, there in marks:
            mark.set_presence(self.bracket.presence * kept * there)
        self.record.show(b=self.most, d=share)
        # A number comes when it differs from the one before as printed.
        for piece, key, change in (("u", "b", self.most - self.first), ("c", "d", self.most - share)):
            there = clamp((change - 5e-4) / 2e-3, 0.0, 1.0)
            for part in (self.record.pieces[piece], self.gaps[key]):
                part.set_presence(there * self.bracket.presence)
        for key, number in self.gaps.items():
            number.middle(-np.log(self.record.values[key]), self.middles[key], self.row)
        return self

    def _marked(self, top: float, ceiling: float) -> tuple[float, float, float]:
        """Return how far the marks of the ceiling's start, the block's, and its turn have come, 0 to 1."""
        was = clamp((self.first_height - ceiling - SUNK) / COMING, 0.0, 1.0)
        # A word on the block is under the ceiling, the turn's below the gap's name.
        begun = clamp((ceiling - self.first_edge - 2 * OVER) / COMING, 0.0, 1.0)
        room = self._gap_name(top, ceiling) - self.turn_edge - OVER - LINE_HEIGHT
        turned = clamp((self.turn_edge - top - OVER) / COMING, 0.0, 1.0) * clamp(room / COMING, 0.0, 1.0)
        return was, was * begun, turned

    def _gap_name(self, top: float, ceiling: float) -> float:
        """Return the middle of the gap's name: above what is marked of the turn."""
        return max((top + ceiling) / 2, ceiling - UNDER)
