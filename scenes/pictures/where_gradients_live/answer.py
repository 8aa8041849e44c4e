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

    ``push`` is the nudge, ``ratio`` how far the share moves for each unit of it. When the nudge is gone ``limit`` takes
    the ratio's place.

    Parameters
    ----------
    digits : how many are printed.
    true, logit : the true class's share and the nudged logit, as formulas write them.
    factor : the slope of the true class's share at that logit.
    size : type of what stands over the wire.
    """

    def __init__(self, theme: Theme, digits: Digits, true: str, logit: str, factor: float, size: float):
        text = digits.slope(factor)
        #: whether there is a live ratio: tiny and huge numbers can't run
        self.live = "dot" not in text and text != "0"
        self.push = Formula(theme, f"Delta {logit} = @d[+0.00]", size)
        places = len(numeral(factor, 2).partition(".")[2]) if self.live else 2
        self.ratio = Formula(theme, f"(Delta {true}) / (Delta {logit}) = @r[+0.{'0' * places}]", SLOPE)
        self.limit = math(f"(partial {true}) / (partial {logit}) = {digits.signed(factor)}", theme, SLOPE)
        self.wide = max(self.ratio.advance, self.limit.advance)

    def put(self, right: float, up: float) -> "Answer":
        """Write the ratio up to ``right`` at height ``up``."""
        self.ratio.put(right, up, "right")
        self.limit.put(right, up, "right")
        return self

    def show(self, nudge: float, ratio: float) -> None:
        """Write the nudge, and how far the share has moved for each unit of it."""
        self.push.show(d=nudge)
        self.ratio.show(r=ratio)
