"""How the true class's share answers a nudge of a logit: a ratio of changes, and the slope at which it settles."""

from scenes.kit.formula import Formula
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.where_gradients_live.pipes import numeral


class Answer:
    """What is written of one nudged logit.

    ``push`` is the nudge, ``ratio`` how far the share moves for each unit of it. When the nudge is gone ``limit`` takes
    the place of a live ratio's left side, its piece l, and ``reason`` says what the slope is made of; first ``digits``
    say it in numbers, where those can be checked and have room.

    Parameters
    ----------
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
        true: str,
        logit: str,
        share: str,
        truth: int,
        factor: float,
        shares: tuple[float, float],
        size: float,
        room: float,
    ):
        text = numeral(factor)
        #: whether the ratio is live: tiny and huge numbers can't run
        self.live = "dot" not in text and text != "0"
        shown = f"@r[+0.{'0' * len(text.partition('.')[2])}]" if self.live else text
        slope = f"(partial {true}) / (partial {logit})"
        left = f"@l{{(Delta {true}) / (Delta {logit})}}" if self.live else slope
        self.push = Formula(theme, f"Delta {logit} = @d[+0.00]", size)
        self.ratio = Formula(theme, f"{left} = {shown}", TEXT)
        self.limit = math(slope, theme, TEXT)
        self.reason = math(f"= {true} thin (truth({truth}) - {share})", theme, TEXT)
        digits = [math(body, theme, TEXT) for body in _in_digits(*shares, truth, text) if self.live]
        self.digits = [label for label in digits if label.advance <= room]
        #: what is left when the nudge is gone
        self.law = [self.ratio, *([self.limit] if self.live else []), self.reason]
        self.wide = max(label.advance for label in (self.ratio, self.reason, *self.digits))

    def put(self, left: float, up: float) -> "Answer":
        """Write the ratio from ``left`` on at height ``up``, and what it is made of below it."""
        right = left + self.wide
        self.ratio.put(right, up, "right")
        if self.live:
            self.limit.put(self.ratio.box("l").x, up)
        for label in (self.reason, *self.digits):
            label.put(right, up - 112 * PX, "right")
        return self

    def show(self, nudge: float, ratio: float) -> None:
        """Write the nudge, and how far the share has moved for each unit of it."""
        self.push.show(d=nudge)
        if self.live:
            self.ratio.show(r=ratio)

    def settle(self) -> None:
        """Leave the ratio's left side away for good: the limit stands there."""
        self.ratio.remove(self.ratio.pieces["l"])


def _in_digits(true: float, own: float, truth: int, slope: str) -> list[str]:
    """Return what a slope is made of, in numbers that give it as printed; none where five decimals don't do."""
    decimals = len(slope.partition(".")[2])
    for places in (4, 5):
        q, share = round(true, places), round(own, places)
        if f"{q * (truth - share):.{decimals}f}" == slope:
            return [f"= prediction({q:.{places}f}) thin (truth({truth}) - prediction({share:.{places}f}))"]
    return []
