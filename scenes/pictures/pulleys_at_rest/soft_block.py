"""A block under a truth that may be soft: its fill, q wide, lies over a bar that is p wide."""

from scenes.kit.block import FILL, FRAME
from scenes.kit.hanging import Hang
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import Readout
from scenes.kit.theme import Theme

#: The fill's share of a block's height, from below; its number stands over it, in the middle of the rest.
FILLED, NUMBER = 0.36, 0.68
#: The bar of truth under a block, and the space between.
TRUTH_BAR, TRUTH_GAP = 12 * PX, 5 * PX


class SoftBlock(Part):
    """A class: a vessel 1 wide, filled q wide under its number, on a bar that is p wide."""

    def __init__(self, theme: Theme, decimals: int, size: float):
        super().__init__()
        self.back = Backing(theme.color("paper"), 1.0)
        self.fill_level = Shape(theme.tint("prediction", FILL[theme.is_light]))
        self.outline_ = Shape(theme.color("muted"), 0.0, stroke=100 * FRAME)
        self.truth = Shape(theme.color("truth"))
        self.edge = Shape(theme.color("logit"))
        self.number = Readout(theme, size, "prediction", decimals)
        self.add(self.back, self.fill_level, self.outline_, self.truth, self.edge, self.number)

    def show(self, q: float, p: float, left: float, top: float, hang: Hang, reach: tuple[float, float]) -> "SoftBlock":
        """Draw the block with its upper left corner at (left, top), its edge's line going on by ``reach``."""
        width, height = hang.width, hang.height
        low = top - height
        self.back.box(left, low, width, height)
        self.fill_level.box(left, low, q * width, FILLED * height)
        self.outline_.box(left, low, width, height)
        self.truth.box(left, low - TRUTH_GAP - TRUTH_BAR, p * width, TRUTH_BAR)
        self.edge.box(left - reach[0], top - 3 * PX, width + sum(reach), 6 * PX)
        self.number.middle(q, left + width / 2, low + NUMBER * height)
        return self
