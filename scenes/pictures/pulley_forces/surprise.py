"""A wrong class's gap below the soft ceiling, of which its share is the exponential; and how that share went."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket, clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Readout, math, words
from scenes.kit.words import indexed
from scenes.pictures.pulley_forces.beside_ceiling import SECOND_ROW, CeilingName

#: How much of the block is left of the gap's bracket; and from the ceiling down to the middle of the gap's name.
LEFT, UNDER = 0.9, 44 * PX
#: How high a gap is whose name is clear of the block's; it is there when the gap is so much higher.
NAMED_GAP, COMING = 100 * PX, 8 * PX


class Rising(Part):
    """A wrong block's gap below the ceiling, of which its share is the exponential; and how that share went.

    Parameters
    ----------
    index : the class.
    first : its share at the start.
    """

    def __init__(self, machine: Machine, index: int, hang: Hang, first: float, labels: Sequence[str]):
        super().__init__()
        theme = machine.theme
        self.first = self.most = first
        self.x = float(hang.lefts[index]) + LEFT * hang.width
        self.name = CeilingName(machine)
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
