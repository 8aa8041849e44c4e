"""Shares with their names, written one over the other beside the pieces of a bar."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.marks import WORD_GAP, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import CROWD, PX, UNITS_PER_SIZE
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme

#: Of shares.
DECIMALS = 4
#: From the bar to its numbers, and from there back to a brace around some; what a line keeps off what it joins.
FAR, LEAD, OFF = 44 * PX, 12 * PX, 3 * PX
#: A piece of the bar, in pixels, whose number has a brace, with others as small; pixels in which the brace grows by it.
SMALL, GROWS = 16.0, 8.0


class Share(Part):
    """A share with its name, if it has one: "q_3 = 0.6334"; or "> 0.9999" and "< 0.0001", for none is 1 or 0.

    Before it lies a swatch as ``solid`` as its piece of the bar.
    """

    def __init__(self, theme: Theme, name: Label | None, solid: float, size: float):
        super().__init__()
        self.swatch, self.half = Shape(theme.color("prediction"), solid, stroke=2.0), 0.2 * size * UNITS_PER_SIZE
        self.name_label, self.value = name, Readout(theme, size, "prediction", DECIMALS)
        self.signs = {sign: math(sign, theme, size, "prediction") for sign in "=<>"}
        #: the room that any sign has; the sign and the presence that were seen last
        self.wide = max(label.advance for label in self.signs.values()) + WORD_GAP
        self.shown: tuple[str, float] | None = None
        self.add(self.swatch, self.value, *self.signs.values(), *([name] if name else []))

    def show(self, share: float, x: float, y: float, presence: float) -> "Share":
        """Write it from ``x`` on, ``y`` the middle of the digits."""
        least = 10.0**-DECIMALS
        sign = "<" if share < least / 2 else ">" if share > 1 - least / 2 else "="
        self._seen(sign, presence)
        self.swatch.box(x, y - self.half, 2 * self.half, 2 * self.half)
        x += 2 * self.half + WORD_GAP
        if self.name_label:
            self.name_label.middle(x, y, "left")
            x += self.name_label.advance + WORD_GAP
        self.signs[sign].middle(x, y, "left")
        self.value.middle(clamp(share, least, 1 - least), x + self.wide, y, "left")
        return self

    def _seen(self, sign: str, presence: float) -> None:
        """Have this sign alone seen: an equals sign only after a name."""
        if (sign, presence) != self.shown:
            self.shown = sign, presence
            self.set_presence(presence)
            for each, label in self.signs.items():
                label.set_presence(presence * (each == sign and (each != "=" or self.name_label is not None)))


class Brace(Part):
    """A brace around the numbers of small pieces, or a line to a single one, from where these lie in the bar.

    Parameters
    ----------
    start, end : where the line starts at the bar, and where the brace ends before the numbers.
    size : of the numbers.
    """

    def __init__(self, theme: Theme, start: float, end: float, size: float):
        super().__init__()
        self.start, self.end, self.half = start, end, 0.4 * size * UNITS_PER_SIZE
        self.arms, self.line = (Shape(theme.color("muted"), 0.0, stroke=3.5) for _ in range(2))
        self.add(self.arms, self.line)

    def show(self, heights: np.ndarray, middles: np.ndarray, unseen: np.ndarray, presence: float) -> "Brace":
        """Draw it around numbers at ``heights`` of pieces at ``middles``, as far as each is ``unseen``, 0 to 1."""
        weights = unseen / max(float(unseen.sum()), 1e-9)
        unseen = unseen / max(float(unseen.max()), 1e-9)  # one that only comes is as high as its number
        y, back = float(weights @ heights), self.end - 8 * PX
        half = self.half * clamp(float(unseen.sum()) - 1.0, 0.0, 1.0)  # to one alone there is but a line
        top, foot = (y + float(reach(unseen * (heights - y + side * half))) for reach, side in ((max, 1), (min, -1)))
        self.arms.path([(self.end, top), (back, top), (back, foot), (self.end, foot)])
        # Level from the bar, then along the brace's back: as long as a slanting line, it would be a stroke too many.
        level = float(weights @ middles)
        self.line.path([(self.start, level), (back, level), (back, y)])
        self.set_presence(presence)
        return self


class BarNumbers(Part):
    """The shares of a bar's pieces with their names, and a brace to the pieces that are small.

    Parameters
    ----------
    order : the classes from above.
    solid : how solid the pieces are, from above.
    names : what each class's share is called, or None.
    size : of names and numbers.
    """

    def __init__(
        self,
        theme: Theme,
        bar: Box,
        order: Sequence[int],
        solid: Sequence[float],
        names: Sequence[Label | None],
        size: float,
    ):
        super().__init__()
        self.bar, self.order, self.need = bar, order, 1.02 * size * UNITS_PER_SIZE
        shade = dict(zip(order, solid, strict=True))
        self.shares = [Share(theme, name, shade[i], size) for i, name in enumerate(names)]
        self.brace = Brace(theme, bar.right + OFF, bar.right + FAR - LEAD, size)
        self.gone = False
        self.add(self.brace, *self.shares)

    def show(self, levels: np.ndarray, shares: np.ndarray, presence: float) -> "BarNumbers":
        """Write each of the shares, shape (K,), beside its piece between ``levels``, shape (K + 1,), from above.

        In a crowd those alone are written whose pieces are as high as a line.
        """
        gone, self.gone = self.gone, presence == 0.0
        if gone and self.gone:
            return self
        need, x = self.need, self.bar.right + FAR
        highs, middles = levels[:-1] - levels[1:], (levels[:-1] + levels[1:]) / 2
        crowd = len(shares) >= CROWD
        heights = middles if crowd else apart(middles, need, self.bar.bottom + need / 2, self.bar.top - need / 2)
        # A piece that is seen in its shade needs no line, nor does one whose number stands beside it.
        small = 1.0 - np.clip((highs / PX - SMALL) / GROWS, 0.0, 1.0)
        moved = clamp(float((small * np.abs(heights - middles)).max()) / (20 * PX), 0.0, 1.0) * presence
        braced = min(1.0, float(small.sum()))
        for place, i in enumerate(self.order):
            y = float(heights[place])
            free = clamp((highs[place] / need - 1.0) / 0.12, 0.0, 1.0) if crowd else 1.0
            self.shares[i].show(float(shares[i]), x, y, free * presence)
        self.brace.show(heights, middles, small, moved * braced)
        return self


def apart(wanted: np.ndarray, need: float, low: float, high: float) -> np.ndarray:
    """Return heights near ``wanted``, which fall, at least ``need`` apart and within [low, high], if these fit."""
    steps = need * np.arange(len(wanted))
    down = np.minimum.accumulate(np.minimum(wanted, high) + steps) - steps
    return (np.maximum.accumulate((np.maximum(down, low) - steps[::-1])[::-1]) + steps)[::-1]
