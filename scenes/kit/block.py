"""A class as a block: 1 wide, filled to its share, hanging by its upper edge."""

from .arrows import Hatch
from .layout import Box
from .marks import clamp
from .shapes import Backing, Part, Shape
from .sizes import PX, TEXT, UNITS_PER_SIZE
from .text import DIGIT_HEIGHT, Readout
from .theme import Theme

#: How much of its colour a fill has, behind digits, and a rope; on dark and on light paper.
FILL = 0.52, 0.55
ROPE = 0.66, 0.78
#: How much of the colour of what the true class lacks.
LACK = 0.55, 0.6
FRAME, TRUTH_FRAME, EDGE = 4 * PX, 7 * PX, 6 * PX
#: From the lower edge down to the middle of a number that hangs there.
HUNG = 46 * PX
#: From the number to the block's right side, and to the hatching; and how wide the rim of paper around it is.
ASIDE, RIM = 16 * PX, 3 * PX


def under_fill(q: float, left: float, width: float, wide: float) -> float:
    """Return the middle of what is so ``wide`` and hangs under a fill, as far as it stays under the block."""
    half = min(wide, width) / 2
    return clamp(left + q * width / 2, left + half, left + width - half)


class Block(Part):
    """A class: a vessel 1 wide, filled to q, its number written on it, its upper edge in the logits' colour.

    The number always stands at the right, where the fill comes last, with a rim of paper; or it hangs under the block.
    The true class is framed in its colour, and what it lacks is hatched.

    Parameters
    ----------
    truth : whether it is the true class.
    decimals, size : of the number.
    edge : whether the upper edge is marked: it is where the logit is.
    """

    def __init__(self, theme: Theme, *, truth: bool = False, decimals: int = 3, size: float = TEXT, edge: bool = True):
        super().__init__()
        self.back = Backing(theme.color("paper"), 1.0)
        self.fill_level = Shape(theme.tint("prediction", FILL[theme.is_light]))
        self.lack = Hatch(theme, "truth")
        self.lack.recolor(theme.tint("truth", LACK[theme.is_light]))
        self.frame = Shape(
            theme.color("truth" if truth else "muted"), 0.0, stroke=100 * (TRUTH_FRAME if truth else FRAME)
        )
        self.edge = Shape(theme.color("logit"))
        self.number = Readout(theme, size, "ink", decimals)
        self.number.halo(theme.color("paper"), RIM)
        self.truth, self.has_edge, self.theme = truth, edge, theme
        #: whether the number hangs under the block
        self.hung = False
        self.add(self.back, self.fill_level, self.lack, self.frame, self.edge, self.number)

    def hang_number(self) -> None:
        """Hang the number under the fill, in the fill's colour: no fill ever gets near it."""
        self.hung = True
        self.number.halo(self.theme.color("paper"), 0.0)
        self.number.recolor(self.theme.color("prediction"))

    def show(
        self,
        q: float,
        left: float,
        top: float,
        width: float,
        height: float,
        reach: float = 0.0,
    ) -> "Block":
        """Draw the block with its upper left corner at (left, top).

        Parameters
        ----------
        q : its share, 0 to 1.
        width, height : in scene units; ``width`` is what 1 is.
        reach : how far the upper edge's line goes on to the right.
        """
        low = top - height
        self.back.box(left, low, width, height)
        self.fill_level.box(left, low, q * width, height)
        self.frame.box(left, low, width, height)
        if self.hung:
            self.number.middle(q, under_fill(q, left, width, self.number.width(self.number.format(q))), low - HUNG)
        else:
            aside = min(ASIDE, (width - self.number.width(self.number.format(q))) / 2)
            self.number.middle(q, left + width - aside, low + height / 2, "right")
        if self.has_edge:
            self.edge.box(left, top - EDGE / 2, width + reach, EDGE)
        if self.truth:
            self._hatch(q, left, low, width, height)
        return self

    def _hatch(self, q: float, left: float, low: float, width: float, height: float) -> None:
        """Hatch what it lacks, but not around the number; the lines move along with the block."""
        share = 0.0 if self.hung else min(1.0, self.number.presence / 0.1)
        across, up = (room * share for room in self.number_room(width, height))
        first, inner = q * width, max(q * width, width - across)
        boxes = [
            Box(first, 0.0, inner, height),
            Box(inner, 0.0, width, height / 2 - up),
            Box(inner, height / 2 + up, width, height),
        ]
        self.lack.within(*boxes, at=(left, low))

    def number_room(self, width: float, height: float) -> tuple[float, float]:
        """Return the room that the number needs, from the right side; and half of it up."""
        em = self.number.size * UNITS_PER_SIZE
        wide = self.number.width(self.number.text) + 2 * ASIDE
        return min(wide, width), min((DIGIT_HEIGHT / 2 + 0.2) * em, height / 2)
