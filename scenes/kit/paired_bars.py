"""Truth and prediction over the same bins: side by side, then one laid over the other."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box, Layout, columns
from scenes.kit.names import NameRow
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, em, label_size
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme

#: Of a column, how much its bar takes once they are laid over each other; bars are as wide before.
BAR = 0.92
#: Fill of a bar of p and of one of q.
FILL_P, FILL_Q = 0.26, 0.42
#: Fill of what sticks out, over that, and how far it stays off its bar's edges.
FILL_OUT, INSET = 0.5, 2 * PX
HEADING = em(60)
#: Room over the highest bar for its number, a verdict and the headings.
HEADROOM = 180 * PX
#: From the highest bar up to the headings.
HEADS = 156 * PX
#: Room at the sides of a number in its bar, and the least, of one without its 0.
AIR, ROOM = 14 * PX, 6 * PX
#: Between bars and names, and over a bar to its number.
HANG, OVER = 18 * PX, 14 * PX
#: Over the highest bar that will be drawn: its number.
NUMBER = OVER + 36 * PX
#: From a number down to the line that leads to q's edge, and how much higher than others such a number stands.
LEADING, LED = 10 * PX, 12 * PX
#: From a number beside its bar to that, and to the next bar; and what bars may take of the frame that stand so apart.
BESIDE, NEXT, REACH = 11 * PX, 46 * PX, 0.87
#: Between the two lines of headings that stand over each other, and between them and the bar at their right.
STACK, ASIDE = 80 * PX, 24 * PX
#: Between headings side by side, and from them down to the number under them.
BESIDES, UNDER = 48 * PX, 36 * PX
#: The widest columns.
WIDEST = 260 * PX


class PairedBars(Part):
    """Histograms of p and q, one scale for all: ``where`` 0 side by side, 1 overlaid in the middle, 2 at the left.

    From 1 on the headings stay at the left: over each other if there is room beside the largest bar that will be drawn,
    otherwise side by side, over that.

    Over the bars stand their numbers; over those at the left, q's, which are live: over the higher one, so that none
    crosses an edge. From one over p's edge a line leads to q's. In the middle the bars stand apart if there is room for
    numbers between them.

    Parameters
    ----------
    p, q : the distributions at the start, shape (K,).
    labels : names of the bins, or none.
    largest, tall : the largest probability that will be drawn, and the bin where.
    decimals : of the numbers.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        p: np.ndarray,
        q: np.ndarray,
        labels: Sequence[str],
        largest: float,
        tall: int,
        decimals: int,
    ):
        super().__init__()
        self.decimals, self.size = decimals, label_size(len(p))
        count, size = len(p), self.size
        rooms = [layout.pixels(90, 140, 890, 868), layout.pixels(1030, 140, 1830, 868)]
        self.numbers_p, self.numbers_q = (
            [Readout(theme, size, role, decimals) for _ in p] for role in ("truth", "prediction")
        )
        left, number = layout.pixels(56, 140, 736, 868), self.numbers_q[0].width(f"{0:.{decimals}f}")
        at_left = _columns(left, count)
        pitch = at_left[1] - at_left[0]
        self.bar = BAR * pitch
        apart = self.bar + BESIDE + number + NEXT
        #: whether overlaid bars stand apart
        self.roomy = count * apart <= REACH * (layout.right - layout.left)
        middle = [x - sum(at_left) / count for x in at_left]
        middle = [x * apart / pitch for x in middle] if self.roomy else middle
        self.places = [[_columns(room, count) for room in rooms], [middle] * 2, [at_left] * 2]
        self.names_p, self.names_q = (
            NameRow(
                labels,
                self.places[2][0],
                "x",
                theme,
                left=left.left,
                right=left.right + 0.05,
                size=size,
                role="ink",
                inwards=30 * PX,
                threaded=HANG,
            )
            for _ in "pq"
        )
        self.ground = max(left.bottom, layout.bottom + self.names_p.room + HANG)
        #: scene units for a probability of 1, in all beats
        height = layout.top - 8 * PX - self.ground
        self.unit = min((height - NUMBER) / largest, (height - HEADROOM) / max(*p, *q))
        self.bars_q = [Shape(theme.color("prediction"), FILL_Q, stroke=3.0) for _ in q]
        self.bars_p = [Shape(theme.color("truth"), FILL_P, stroke=3.5) for _ in p]
        self.floor_p, self.floor_q = (Shape(theme.color("line"), 0.0, stroke=3.0) for _ in "pq")
        self.head_p = math('"truth" p', theme, HEADING, "truth")
        self.head_q = math('"prediction" q', theme, HEADING, "prediction")
        #: how high headings may stand
        self.line = rooms[0].top - 44 * PX
        wide = self.head_q.advance + ASIDE < (tall + (BAR - 1.0)) * pitch
        #: whether both headings have room over each other, left of the largest bar
        self.stacks = wide and self.ground + max(*p, *q) * self.unit + HEADS + STACK < self.line
        if not self.stacks:
            self.unit = min(self.unit, (self.line - UNDER - NUMBER - self.ground) / largest)
        self.high = self.ground + max(*p, *q) * self.unit
        side_by_side = self.places[0][0][1] - self.places[0][0][0] > number + 18 * PX
        self.numbers = Part(*(self.numbers_p + self.numbers_q if side_by_side else []))
        #: q's numbers as they come back over the bars laid over each other, and of which bins they are
        self.shares, self.told = self._shares(theme, size, self.bar, decimals, tall)
        #: from those that stand on p's edge to q's
        self.leaders = Part(*(Shape(theme.color("prediction"), 0.0, stroke=3.5) for _ in self.told))
        #: what stands under q alone, and goes before q is laid over p
        self.under_q = Part(self.floor_q, self.names_q)
        #: by bin, how much more p or q has, while they are compared
        self.out_p = [Shape(theme.color("truth"), FILL_OUT) for _ in p]
        self.out_q = [Shape(theme.color("prediction"), FILL_OUT) for _ in q]
        self.out = Part(*self.out_p, *self.out_q).set_presence(0.0)
        self.bins = [Part(*pair) for pair in zip(self.bars_q, self.bars_p, strict=True)]
        self.add(self.floor_p, self.under_q, *self.bars_q, *self.bars_p, self.out, self.names_p, self.numbers)
        self.add(self.head_p, self.head_q)

    def show(self, p: np.ndarray, q: np.ndarray, where: float) -> "PairedBars":
        """Draw p and q, both of shape (K,)."""
        self.xs_p, self.xs_q = (self._between(where, side) for side in range(2))
        sides = (
            (self.bars_p, self.xs_p, p, self.floor_p, self.names_p, self.numbers_p),
            (self.bars_q, self.xs_q, q, self.floor_q, self.names_q, self.numbers_q),
        )
        for bars, xs, values, floor, names, numbers in sides:
            for bar, x, value, number in zip(bars, xs, values, numbers, strict=True):
                bar.box(x - self.bar / 2, self.ground, self.bar, value * self.unit)
                number.put(value, x, self.ground + value * self.unit + OVER)
            reach = 0.54 * self.bar
            floor.path([(xs[0] - reach, self.ground), (xs[-1] + reach, self.ground)])
            names.xs = list(xs)
            names.hang(self.ground - HANG)
        for pieces, xs, low, high in ((self.out_p, self.xs_p, q, p), (self.out_q, self.xs_q, p, q)):
            for piece, x, start, more in zip(pieces, xs, low, (high - low) * self.unit - 2 * INSET, strict=True):
                left, bottom = x - self.bar / 2 + INSET, self.ground + start * self.unit + INSET
                piece.box(left, bottom, self.bar - 2 * INSET, max(0.0, more))
        self._lift_shares(p, q)
        self._head(where)
        return self

    def _shares(self, theme: Theme, size: float, bar: float, decimals: int, tall: int) -> tuple[Part, list[int]]:
        """Return q's numbers at the left and their bins: all, if need be without their 0, or only the tallest's."""
        for short, room in ((False, AIR), (True, ROOM)):
            numbers = [Readout(theme, size, "prediction", decimals, short=short) for _ in self.bars_q]
            if numbers[0].width(numbers[0].format(0.0)) + 2 * room < bar:
                return Part(*numbers), list(range(len(numbers)))
        return Part(Readout(theme, size, "prediction", 2, short=True)), [tall]

    def share_of(self, index: int) -> list[Shape]:
        """Return q's number of a bin as it stands over the bars laid over each other, and its line; or nothing."""
        pairs = zip(self.shares, self.leaders, strict=True)
        return [part for i, pair in zip(self.told, pairs, strict=True) if i == index for part in pair]

    def _lift_shares(self, p: np.ndarray, q: np.ndarray) -> None:
        """Put q's numbers over q's upper edge, or p's where that is higher, with a line down to q's."""
        for number, leader, i in zip(self.shares, self.leaders, self.told, strict=True):
            edge, x = self.ground + q[i] * self.unit, self.xs_q[i]
            over = max(0.0, (p[i] - q[i]) * self.unit)
            foot = edge + over + min(LED, over) + OVER
            number.put(q[i], x, foot)
            if over:
                leader.path([(x, edge), (x, foot - LEADING)])
            else:
                leader.points = np.zeros((0, 3))

    def _between(self, where: float, side: int) -> np.ndarray:
        """Return the columns of p (0) or q (1), between those of the two places that ``where`` lies between."""
        where = min(where, 2.0)
        first = min(int(where), 1)
        near, far = (np.array(self.places[place][side]) for place in (first, first + 1))
        return near + (where - first) * (far - near)

    def _head(self, where: float) -> None:
        """Write the headings: each over its own bars, then both at the left."""
        up, aside = min(self.high + HEADS, self.line), min(where, 1.0)
        left = self.places[2][0][0] - self.bar / 2
        if self.stacks:
            # p's goes up first, so that the two never meet.
            for head, xs, lines in ((self.head_p, self.xs_p, min(1.0, 2 * aside)), (self.head_q, self.xs_q, 0.0)):
                own, shared = (xs[0] + xs[-1]) / 2, left + head.advance / 2
                head.put(own + aside * (shared - own), up + lines * STACK)
            return
        after = self.head_p.advance + BESIDES
        for head, xs, start in ((self.head_p, self.xs_p, 0.0), (self.head_q, self.xs_q, after)):
            own, shared = (xs[0] + xs[-1]) / 2, left + start + head.advance / 2
            head.put(own + aside * (shared - own), up + aside * (self.line - up))


def _columns(room: Box, count: int) -> list[float]:
    """Return columns in the middle of a room."""
    half = min(room.width, count * WIDEST) / 2
    return columns(room.x - half, room.x + half, count)
