"""A class as a block: 1 wide, filled to its share, hanging by its upper edge."""

import numpy as np

from .arrows import Hatch
from .layout import Box
from .marks import clamp
from .shapes import Backing, Part, Shape
from .sizes import PX, TEXT, UNITS_PER_SIZE
from .text import DIGIT_HEIGHT, Readout
from .theme import Theme
from .typeset import shifted

#: How much of its colour a fill has, behind digits, and a rope: those that hang side by side differ a little.
#: On dark and on light paper.
FILL = 0.52, 0.55
ROPE = (0.80, 0.64, 0.50), (0.98, 0.70, 0.86)
#: How much of the colour of what the true class lacks.
LACK = 0.55, 0.6
FRAME, TRUTH_FRAME, EDGE = 4 * PX, 7 * PX, 6 * PX
#: From the number to the fill's edge; and by which share of the width a part is wider before the number is all there.
ASIDE, CROSSING = 12 * PX, 0.004


class Block(Part):
    """A class: a vessel 1 wide, filled to q, its number written on it, its upper edge in the logits' colour.

    The number stands clear of the fill's edge, in q's colour beside the fill and in ink on it. The true class is
    framed in its colour, and what it lacks is hatched.

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
        self.truth, self.has_edge, self.theme = truth, edge, theme
        self.add(self.back, self.fill_level, self.lack, self.frame, self.edge, self.number)

    def show(
        self,
        q: float,
        left: float,
        top: float,
        width: float,
        height: float,
        fill: tuple[float, float] | None = None,
        reach: tuple[float, float] = (0.0, 0.0),
    ) -> "Block":
        """Draw the block with its upper left corner at (left, top).

        Parameters
        ----------
        q : its share, 0 to 1.
        width, height : in scene units; ``width`` is what 1 is.
        fill : from where to where it is filled, as shares of its width; from the left edge if not given.
        reach : how far the upper edge's line goes on to the left and right.
        """
        start, end = fill or (0.0, q)
        low = top - height
        self.back.box(left, low, width, height)
        self.fill_level.box(left + start * width, low, (end - start) * width, height)
        self.frame.box(left, low, width, height)
        middle = self._number_at(self.number.format(q), width, start, end)
        self.number.middle(q, left + middle, low + height / 2)
        if self.has_edge:
            self.edge.box(left - reach[0], top - EDGE / 2, width + sum(reach), EDGE)
        if self.truth:
            self._hatch(left, low, width, height, middle, [(0.0, start), (end, 1.0)])
        return self

    def _number_at(self, text: str, width: float, start: float, end: float) -> float:
        """Return how far from the left edge the number's middle is, and colour it.

        It stands in the widest part, fill or not, as near to the block's middle as its room there lets it: the fill's
        edge pushes it. A part that is too narrow for it leaves it in the middle.
        """
        need = self.number.width(text) + 2 * ASIDE
        edges = width * np.array([0.0, start, end, 1.0])
        sizes = np.diff(edges)

        def within(part: int) -> float:
            pushed = clamp(width / 2, edges[part] + need / 2, edges[part + 1] - need / 2)
            return width / 2 + (pushed - width / 2) * clamp((sizes[part] - need) / (CROSSING * width), 0.0, 1.0)

        # Of two equal parts it takes the empty one.
        ranks = sizes / width - [0.0, CROSSING, 0.0]
        *_, second, widest = np.argsort(ranks, kind="stable")
        ahead = clamp((ranks[widest] - ranks[second]) / CROSSING, 0.0, 1.0) / 2
        middle = (0.5 + ahead) * within(widest) + (0.5 - ahead) * within(second)
        half = self.number.width(text) / 2
        on_fill = edges[1] < middle + half and edges[2] > middle - half
        self.number.recolor(self.theme.color("ink" if on_fill else "prediction"))
        return middle

    def _hatch(
        self, left: float, low: float, width: float, height: float, middle: float, holes: list[tuple[float, float]]
    ) -> None:
        """Hatch the holes, but not around ``middle`` where the number stands; the lines move along with the block."""
        share = min(1.0, self.number.presence / 0.1)
        across, up = (half * share for half in self.number_room(width, height))
        boxes = []
        for start, end in holes:
            first, last = start * width, end * width
            inner = max(first, middle - across), min(last, middle + across)
            if inner[1] > inner[0]:
                boxes += [
                    Box(first, 0.0, inner[0], height),
                    Box(inner[1], 0.0, last, height),
                    Box(inner[0], 0.0, inner[1], height / 2 - up),
                    Box(inner[0], height / 2 + up, inner[1], height),
                ]
            else:
                boxes.append(Box(first, 0.0, last, height))
        pieces = [self.lack.within(box).points for box in boxes if box.width > 0 and box.height > 0]
        self.lack.points = shifted(np.concatenate([np.zeros((0, 3)), *pieces]), left, low)

    def number_room(self, width: float, height: float) -> tuple[float, float]:
        """Return half the room that the number needs, across and up."""
        em = self.number.size * UNITS_PER_SIZE
        across = self.number.width(self.number.text) / 2 + ASIDE
        return min(across, width / 2), min((DIGIT_HEIGHT / 2 + 0.2) * em, height / 2)
