"""The tackle over the blocks: a beam with a plate, wheels on the plate, ropes over the wheels; and the pulls."""

import numpy as np

from .arrows import HALF_HEAD, LEAST_HALF, Arrow
from .block import ROPE
from .hanging import Hang, Order, Rigging
from .layout import Box
from .marks import Amount
from .shapes import Part, Shape
from .sizes import PX
from .text import Readout
from .theme import Theme

BEAM = 9 * PX
#: The plate reaches below the wheels' axles by a wheel's radius and this.
UNDER = 8 * PX
#: The line around a rope.
SEAM = 2.5 * PX
#: How much of the colour of lines the plate has.
PLATE = 0.16
#: From a block to its arrow, and from an arrow to its number.
CLEAR, ASIDE = 6 * PX, 14 * PX
#: From the true block to its arrow: the rim of paper keeps off the line of the edge.
OVER_EDGE = 12 * PX
#: From a block's lower edge to the middle of its pull's number.
BELOW = 48 * PX
#: From an arrow's tip to the middle of a number below it.
UNDER_TIP = 36 * PX
#: Half the width of the largest arrowhead.
WIDEST = 30 * PX
#: A shorter arrow isn't seen, one longer than that is in full: so short a head would be a dash, read as a minus.
FADING = 9 * PX, 10 * PX
#: The same of a pull, which has no shaft when it is small: a head so short would be a speck.
SPECK = 5 * PX, 6 * PX


class Tackle(Part):
    """Beam, plate, wheels and ropes.

    Parameters
    ----------
    board : the box of the plate, its upper side the beam's.
    """

    def __init__(self, theme: Theme, rigging: Rigging, board: Box):
        super().__init__()
        self.rigging, order = rigging, rigging.order
        self.plate = Part(
            Shape(theme.tint("line", PLATE)).box(board.left, board.bottom, board.width, board.height),
            Shape(theme.color("line")).box(board.left, board.top - BEAM, board.width, BEAM),
        )
        self.strands = {i: Shape(theme.tint("prediction", ROPE[theme.is_light])) for i in order.wrong}
        # A line of paper around each, so that one sees where one rope ends and the next begins.
        for strand in self.strands.values():
            strand.halo(theme.color("paper"), SEAM)
        self.ropes = Part(*self.strands.values())
        self.shared, self.own = _wheel(theme), {i: _wheel(theme) for i in order.wrong}
        self.wheels = Part(self.shared, *self.own.values())
        self.add(self.plate, self.ropes, self.wheels)

    def show(self, hang: Hang, q: np.ndarray, tops: np.ndarray, run: np.ndarray | float = 1.0) -> "Tackle":
        """Draw the ropes for shares ``q`` and upper edges ``tops``, shape (K,); each has run out so far."""
        rigging, runs = self.rigging, np.broadcast_to(run, q.shape)
        for i, strand in self.strands.items():
            if runs[i] > 0.0:
                strand.outline(rigging.rope(hang, i, q, tops).outline(float(runs[i])))
            else:
                strand.points = np.zeros((0, 3))
            _place(self.own[i], *rigging.own(hang, i), rigging.radius)
        _place(self.shared, *rigging.shared(hang), rigging.radius)
        return self


def _wheel(theme: Theme) -> Part:
    rim = Shape(theme.tint("line", 0.35), 1.0, stroke=3.0)
    rim.set_stroke(theme.color("muted"))
    return Part(rim, Shape(theme.color("muted")))


def _place(wheel: Part, x: float, y: float, radius: float) -> None:
    rim, axle = wheel.submobjects
    rim.disc(x, y, radius - 2 * PX)
    axle.disc(x, y, max(radius / 5, 2 * PX))


class Pulls(Part):
    """The forces on the blocks as arrows on the blocks' ruler, with their numbers.

    A wrong class's arrow hangs under its fill, the true class's stands on its ropes.

    Parameters
    ----------
    numbered : the classes whose numbers are shown.
    beneath : whether numbers stand below the arrows' tips, for there is no room beside.
    """

    def __init__(
        self,
        theme: Theme,
        order: Order,
        width: float,
        *,
        numbered: list[int],
        decimals: int,
        size: float,
        beneath: bool,
    ):
        super().__init__()
        self.theme, self.order, self.beneath = theme, order, beneath
        form = {"slender": True, "fading": SPECK}
        self.arrows = [Arrow(theme, width, WIDEST, rim=i == order.target, **form) for i in range(order.classes)]
        self.numbers = {i: Readout(theme, size, decimals=decimals, signed=True) for i in numbered}
        self.add(*self.arrows, *self.numbers.values())

    def show(self, hang: Hang, q: np.ndarray, force: np.ndarray, tops: np.ndarray) -> "Pulls":
        """Draw forces (K,) on blocks with shares ``q`` and upper edges ``tops``."""
        self.spots = self.tails(hang, q, tops)
        for i, (arrow, (x, tail)) in enumerate(zip(self.arrows, self.spots, strict=True)):
            arrow.show(force[i], x, tail)
            if i in self.numbers:
                self.numbers[i].recolor(self.theme.color("up" if force[i] >= 0 else "down"))
                self.write(self.numbers[i], float(force[i]), i, hang, tops)
        return self

    def tails(self, hang: Hang, q: np.ndarray, tops: np.ndarray) -> np.ndarray:
        """Return where the arrows begin, (K, 2): under the fills, and on the true class's ropes."""
        target, seats = self.order.target, q / 2
        seats[target] = (1.0 + q[target]) / 2
        heights = tops - hang.height - CLEAR
        heights[target] = tops[target] + OVER_EDGE
        return np.column_stack([hang.lefts + seats * hang.width, heights])

    def write(self, number: Readout | Amount, value: float, i: int, hang: Hang, tops: np.ndarray) -> None:
        """Write a number where a block's force is written: clear of its arrow, as shown last."""
        low, middle = float(tops[i]) - hang.height, hang.lefts[i] + hang.width / 2
        tip = self.spots[i][1] + self.arrows[i].length
        if i == self.order.target:
            number.middle(value, middle, low - BELOW, "center")
        elif self.beneath:
            number.middle(value, middle, tip - UNDER_TIP, "center")
        else:
            number.middle(value, self.beside(i, low - tip), low - BELOW, "left")

    def beside(self, i: int, reach: float) -> float:
        """Return where right of an arrow that reaches so far below its block a text starts."""
        half = max(LEAST_HALF, min(HALF_HEAD * abs(reach), WIDEST))
        return float(self.spots[i][0] + half + ASIDE)
