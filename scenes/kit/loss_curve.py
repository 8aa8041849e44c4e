"""The loss over the unit bar: −log q above the end of the true class's share, and the tile that reaches up to it."""

import numpy as np

import mathcore as mc

from .axis import TICK_LENGTH, Axis
from .marks import clamp
from .shapes import Part, Shape
from .share_bar import ShareBar
from .sizes import PX, TEXT
from .text import Label, math, words
from .theme import Theme

#: Between ruler and bar; width of the pillar; half of what the dot measures; thickness of the roof.
RULER, PILLAR, DOT, ROOF = 18 * PX, 12 * PX, 15 * PX, 8 * PX
#: Fill of the tile, on which words in the loss's colour still stand out.
FILL = 0.24


class LossCurve(Part):
    """−log q over a unit bar whose true class is first.

    The tile is 1 wide and −log q_y high; its roof meets the curve right above the end of q_y. The ruler shows nats.
    With ``traced``, a pair of shares, only so much of the curve is drawn, and it grows where the dot goes.

    Parameters
    ----------
    bar : the unit bar.
    top : upper end of the ruler.
    high : nats that the ruler shows at first.
    aside : from the bar to the ruler.
    options : the ruler's, as an :class:`Axis` has them.
    """

    def __init__(self, theme: Theme, bar: ShareBar, top: float, high: float, aside: float = RULER, **options):
        super().__init__()
        self.bar, self.ground, self.top = bar, bar.box.top, top
        x = bar.box.left - aside
        self.ruler = Axis(theme, (x, self.ground), (x, top), 0.0, high, **options)
        self.unit = words("nats", theme, self.ruler.size, self.ruler.role)
        self.ruler.add(self.unit.put(x - TICK_LENGTH - self.ruler.gap, top + 30 * PX, "right"))
        self.tile = Shape(theme.tint("loss", FILL))
        self.roof, self.pillar = Shape(theme.color("loss")), Shape(theme.color("loss"))
        self.curve = Shape(theme.color("loss"), 0.0, stroke=6.0)
        self.dot = Shape(theme.color("ink"))
        self.name: Label = math("loss(L)", theme, TEXT)
        self.traced: tuple[float, float] | None = None
        #: what only the curve brings with it
        self.pointed = Part(self.curve, self.pillar, self.dot, self.name)
        self.add(self.ruler, self.tile, self.roof, self.pointed)

    def up(self, nats: float) -> float:
        """Return the height of so many nats."""
        return float(self.ruler.at(nats))

    def point(self, share: float) -> tuple[float, float]:
        """Return where a share lies on the curve."""
        return self.bar.at(share), self.up(float(mc.surprisal(share)))

    def show(self, share: float, high: float) -> "LossCurve":
        """Draw the loss of a true class's ``share``, the ruler ``high`` nats high."""
        if high != self.ruler.high:
            self.ruler.show(0.0, high)
        x, y = self.point(share)
        box = self.bar.box
        self.tile.box(box.left, self.ground, box.width, y - self.ground)
        half = min(ROOF / 2, y - self.ground)
        self.roof.box(box.left, y - half, box.width, 2 * half)
        if self.traced:
            self.traced = min(self.traced[0], share), max(self.traced[1], share)
        shares = np.geomspace(*(self.traced or (np.exp(-high), 1.0)), 160)
        self.curve.path(np.column_stack([self.bar.at(shares), self.ruler.at(mc.surprisal(shares))]))
        self.pillar.box(x - PILLAR / 2, self.ground, PILLAR, y - self.ground)
        self.dot.disc(x, y, DOT)
        left = x - PILLAR - 14 * PX - self.name.advance
        self.name.middle(left, (self.ground + y) / 2, "left")
        room = min(left - box.left - 10 * PX, (y - self.ground) - 70 * PX) / (16 * PX)
        self.name.set_presence(self.pillar.presence * clamp(room, 0.0, 1.0))
        return self
