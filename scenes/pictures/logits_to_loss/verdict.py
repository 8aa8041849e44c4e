"""What both levers come to, between their bars."""

import numpy as np

import mathcore as mc
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.kit.typeset import straight
from scenes.pictures.logits_to_loss.params import Params

#: Between two shares; from a share's ends to where its leaders may meet it; how far those reach out from the bars.
APART, ASIDE, LEADER = 44 * PX, 28 * PX, 15 * PX
#: How much higher than the middle digits stand: indices hang from them.
LIFT = 6 * PX


class Verdict(Part):
    """The shares at which both bars end, or as many of the largest as have room, with leaders to their pieces of both.

    Parameters
    ----------
    bar : one of the bars; where it names a piece, the number alone stands here.
    left, cost : from where on shares are written, and where the losses end, between which stands what they were.
    upper, lower : where the bars lie.
    """

    def __init__(self, theme: Theme, params: Params, bar: ShareBar, left: float, cost: float, upper: Box, lower: Box):
        super().__init__()
        self.theme, q = theme, mc.softmax(params.raised)
        #: where the middle of its digits lies
        self.line = (upper.bottom + lower.top) / 2 + LIFT
        wide = {i: float(q[i]) * upper.width for i in params.order}
        written: dict[int, Label] = {}
        #: from the start of what is written to the middle of its number, which stands under the piece
        self.middle: dict[int, float] = {}
        for i in sorted(wide, key=lambda i: -wide[i]):
            share = float(q[i])
            named = bar.shown(i, wide[i]) == 1.0
            label, number = (
                math(f"prediction({params.stated(i, share, alone, params.ended)})", theme, TEXT)
                for alone in (named, True)
            )
            if sum(each.advance + APART for each in written.values()) + label.advance > upper.right - left:
                break
            written[i], self.middle[i] = label, label.advance - number.advance / 2
        parts = edges(upper.left, upper.width, q[params.order])
        middles = {i: float(parts[k] + parts[k + 1]) / 2 for k, i in enumerate(wide) if i in written}
        self._put(written, middles, left, upper.right)
        before, after = params.losses
        #: between the losses, what they were, if that shows as it is printed
        self.was = [math(f'"was" loss("{before}")', theme, TEXT, "muted")] if before != after else []
        for was in self.was:
            self.add(was.middle(cost, self.line, "right"))
        self.add(*(written[i] for i in middles))
        self.add(*(self._leaders(written[i], middle, upper, lower) for i, middle in middles.items()))

    def _put(self, written: dict[int, Label], middles: dict[int, float], left: float, right: float) -> None:
        """Put shares between their pieces of both bars, or as near as others let them."""
        lefts, free = {}, left
        for i, middle in middles.items():
            lefts[i] = max(free, middle - self.middle[i])
            free = lefts[i] + written[i].advance + APART
        free = right
        for i in reversed(lefts):
            free = min(lefts[i], free - written[i].advance)
            written[i].middle(free, self.line, "left")
            free -= APART

    def _leaders(self, label: Label, middle: float, upper: Box, lower: Box) -> Shape:
        """Return the lines to what is written of a share from the ``middle`` of its pieces."""
        left = label.origin[0]
        foot = float(np.clip(middle, left + ASIDE, left + label.advance - ASIDE / 4))
        starts = np.array([(middle, upper.bottom), (middle, lower.top)])
        lines = Shape(self.theme.color("prediction"), 0.0, stroke=3.0)
        lines.points = straight(starts, np.array([(foot, upper.bottom - LEADER), (foot, lower.top + LEADER)]))
        return lines
