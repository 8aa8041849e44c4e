"""What the true class gained and the others lost, written between two bars of shares."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import Bracket, clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX
from scenes.kit.text import Readout
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.params import NudgeParams

#: From a bar to the middle of what is said over it.
OVER = 84 * PX


class Account(Part):
    """Between the bars: over the lower one what the true class gained, under the upper one what the others lost."""

    def __init__(self, theme: Theme, box: Box, copy: Box, others: str, params: NudgeParams):
        super().__init__()
        self.box, self.copy, printed = box, copy, params.share(1)
        self.gained = Bracket(theme, "up", -24 * PX)
        self.number = Readout(theme, HERO, "up", params.share_decimals, signed=True)
        self.half = self.number.width("+" + printed) / 2
        self.lost = Formula(theme, f'"{others}" @lost[down:−{printed}]', HERO)
        self.add(self.gained, self.number, self.lost)

    def show(self, gain: float, old: float, now: float, worst: float) -> "Account":
        """Write the gain over where the true share ended and ends; and under ``worst`` what the others lost."""
        self.gained.across(old, max(old, now - 2 * PX), self.copy.top + 14 * PX)
        x = clamp((old + now) / 2, self.copy.left + self.half, self.copy.right - self.half)
        self.number.middle(gain, x, self.copy.top + OVER)
        half = self.lost.advance / 2
        x = clamp(worst, self.box.left + half, self.box.right - half)
        self.lost.middle(x, self.box.bottom - 56 * PX, lost=-gain)
        return self
