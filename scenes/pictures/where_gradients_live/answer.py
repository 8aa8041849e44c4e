"""How the true class's share answers a nudge of a logit: a ratio of changes, and the slope at which it settles."""

from scenes.kit.formula import Formula
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.where_gradients_live.digits import Digits
from scenes.pictures.where_gradients_live.pipes import numeral


class Answer:
    """What is written of one nudged logit.

    ``push`` is the nudge, ``ratio`` how far the share moves for each unit of it. When the nudge is gone ``limit`` takes
    the ratio's place, and ``reason`` says what that slope is made of; first ``digits`` say it in numbers, where those
    can be checked and have room. ``law`` is what is left in the end.

    Parameters
    ----------
    digits : how many are printed.
    true, logit, share : the true class's share, the nudged logit and its own class's share, as formulas write them.
    truth : the nudged class's p, 0 or 1.
    factor : the slope of the true class's share at that logit.
    shares : both shares in numbers.
    size : type of what stands over the wire.
    room : how wide what is written may be.
    """

    def __init__(
        self,
        theme: Theme,
        digits: Digits,
        true: str,
        logit: str,
        share: str,
        truth: int,
        factor: float,
        shares: tuple[float, float],
        size: float,
        room: float,
    ):
        text = digits.slope(factor)
        #: whether there is a live ratio: tiny and huge numbers can't run
        self.live = "dot" not in text and text != "0"
        self.push = Formula(theme, f"Delta {logit} = @d[+0.00]", size)
        places = len(numeral(factor, 2).partition(".")[2]) if self.live else 2
        self.ratio = Formula(theme, f"(Delta {true}) / (Delta {logit}) = @r[+0.{'0' * places}]", TEXT)
        sign = "+" if factor > 0 and self.live else ""
        self.limit = math(f"(partial {true}) / (partial {logit}) = {sign}{text}", theme, TEXT)
        self.reason = math(f"= {true} thin (truth({truth}) - {share})", theme, TEXT)
        q, own = (f"prediction({digits.share(value)})" for value in shares)
        product = math(f"= {q} thin (truth({truth}) - {own})", theme, TEXT)
        checked = self.live and digits.mixed(shares[0], truth, shares[1]) == text
        self.digits = [product] if checked and product.advance <= room else []
        self.law = [self.limit, self.reason]
        self.wide = max(label.advance for label in (self.ratio, *self.law, *self.digits))

    def put(self, left: float, up: float) -> "Answer":
        """Write the ratio from ``left`` on at height ``up``, and what it is made of below it."""
        right = left + self.wide
        for label in (self.ratio, self.limit):
            label.put(right, up, "right")
        for label in (self.reason, *self.digits):
            label.put(right, up - 112 * PX, "right")
        return self

    def show(self, nudge: float, ratio: float) -> None:
        """Write the nudge, and how far the share has moved for each unit of it."""
        self.push.show(d=nudge)
        self.ratio.show(r=ratio)
