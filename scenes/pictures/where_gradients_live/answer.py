"""How the true class's share answers a nudge of a logit: a ratio of changes, and the slope at which it settles."""

from scenes.kit.formula import Formula
from scenes.kit.sizes import em
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.where_gradients_live.digits import Digits
from scenes.pictures.where_gradients_live.pipes import numeral

#: Type of the ratio, and of the slope that it becomes.
SLOPE = em(56)


class Answer:
    """What is written of one nudged logit.

    ``ratio`` is how far the share moves, by the nudge, and what this comes to, if there is room for all; otherwise
    what it comes to, and ``push``, the nudge, stands over the logit's wire. When the nudge is gone ``limit`` takes the
    ratio's place.

    Parameters
    ----------
    digits : how many are printed.
    true, logit : the true class's share and the nudged logit, as formulas write them.
    factor : the slope of the true class's share at that logit.
    size : type of what stands over the wire.
    room : how long the ratio may be.
    """

    def __init__(self, theme: Theme, digits: Digits, true: str, logit: str, factor: float, size: float, room: float):
        text = digits.slope(factor)
        #: whether there is a live ratio: tiny and huge numbers can't run
        self.live = "dot" not in text and text != "0"
        self.push = Formula(theme, f"Delta {logit} = @n[+0.00]", size)
        sign, ratio = "-" if factor < 0 else "", f"(Delta {true}) / (Delta {logit}) ="
        places = len(numeral(factor, 2).partition(".")[2]) if self.live else 2
        whole = max(3, places)
        #: decimals with which the share moves
        self.decimals = whole + 1
        moved = f"@d[prediction:{sign}1.{'0' * self.decimals}] / @n[logit:0.00]"
        self.ratio = Formula(theme, f"{ratio} {moved} = @r[+0.{'0' * whole}]")
        #: whether the nudge is in the ratio
        self.whole = self.ratio.advance <= room
        if not self.whole:
            self.decimals = digits.shares
            self.ratio = Formula(theme, f"{ratio} @r[+0.{'0' * places}]", SLOPE)
        self.limit = math(f"(partial {true}) / (partial {logit}) = {digits.signed(factor)}", theme, SLOPE)
        self.wide = max(self.ratio.advance, self.limit.advance)

    def put(self, right: float, up: float) -> "Answer":
        """Write the ratio up to ``right`` at height ``up``."""
        self.ratio.put(right, up, "right")
        self.limit.put(right, up, "right")
        return self

    def show(self, nudge: float, moved: float, ratio: float) -> None:
        """Write the nudge, how far the share has moved, and how far for each unit of the nudge."""
        self.push.show(n=nudge)
        self.ratio.show(r=ratio, **({"n": nudge, "d": moved} if self.whole else {}))
