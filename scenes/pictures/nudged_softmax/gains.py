"""What each nudge gained: a board beside the bars, at their scale, and its rows ranked on a finer ruler."""

from collections.abc import Sequence

import numpy as np
from manim import smooth

from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Label, Readout, math, sentence, words
from scenes.kit.theme import Theme
from scenes.kit.typeset import escaped
from scenes.pictures.nudged_softmax.params import printed
from scenes.pictures.nudged_softmax.table import NudgeTable

#: The finest ruler: what is less rounds to nothing in four decimals.
FINEST = 0.001
#: First digits of the rulers' ends.
ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
#: The gains' part of the room for bars; how far a number and its source on the board lie from the row's middle.
GREEN, SOURCE = 0.55, 33 * PX
#: From a line of the board to its bar: a hairline is seen beside it.
WALL = 5 * PX
#: A bar that is thinner doesn't travel: it grows where it belongs.
HAIR = 6 * PX


def nice(value: float) -> float:
    """Return the least round number that is not below ``value``, from ``FINEST`` to 1."""
    value = clamp(value, FINEST, 1.0)
    power = 10.0 ** np.floor(np.log10(value) + 1e-12)
    return float(next(digit * power for digit in ROUND if digit * power >= value * (1 - 1e-9)))


def nudged(theme: Theme, i: int, amount: float, labels: Sequence[str], size: float) -> Label:
    """Return what a nudge is called: z_3 − 0.4, or owl − 0.4."""
    name = f"logit({escaped(labels[i])})" if labels else f"logit(z_{i + 1})"
    return math(f"{name} {'+' if amount > 0 else '-'} {printed(abs(amount))}", theme, size)


def moved(theme: Theme, i: int, amount: float, labels: Sequence[str], size: float) -> Label:
    """Return what a nudge is called where there is little room, beside the class's row: z_3 down, or lowered."""
    if labels:
        return words("raised" if amount > 0 else "lowered", theme, size)
    return math(f'logit(z_{i + 1}) #"{"up" if amount > 0 else "down"}"', theme, size)


class NudgeGains(Part):
    """The gains of the true class's share, a row a nudge.

    On the board a row stands beside the class that was nudged; ranked, the rows stand on an axis of their own.

    Parameters
    ----------
    gains : what each nudge gains, shape (K,).
    steps : the nudges, shape (K,), of either sign.
    pushed : the share that each pushes down, shape (K,): q_i, or 1 − q_y where the true logit is raised.
    """

    def __init__(
        self,
        theme: Theme,
        table: NudgeTable,
        labels: Sequence[str],
        gains: np.ndarray,
        steps: Sequence[float],
        pushed: np.ndarray,
    ):
        super().__init__()
        self.theme, self.table, self.final, self.count = theme, table, gains, len(gains)
        layout, size, y = table.layout, table.size, table.y
        #: the rows from the largest gain to the smallest; which is the order of the shares pushed down
        self.order = sorted(range(self.count), key=lambda i: (-pushed[i], i))
        self.bars = [Shape(theme.gained()) for _ in gains]
        self.numbers = [Readout(theme, size, "up", decimals=4, signed=True) for _ in gains]
        #: what each gain on the board comes from, over its number where there is room
        self.sources = [nudged(theme, i, steps[i], labels, size) for i in range(self.count)]
        room = layout.right - table.board_left - float(max(gains)) * table.unit - 16 * PX
        if max(source.advance for source in self.sources) > room:
            self.sources = [moved(theme, i, steps[i], labels, size) for i in range(self.count)]
        if table.thickness < 100 * PX or max(source.advance for source in self.sources) > room:
            self.sources = []
        self.lines = Part(*(Shape(theme.color("line"), 0.0, stroke=2.5) for _ in gains))
        for line, at in zip(self.lines, table.ys, strict=True):
            x = table.board_left - WALL
            line.path([(x, at - table.thickness / 2), (x, at + table.thickness / 2)])
        self.head = sentence("gain" if labels else f"gain of q{y + 1}", theme, TEXT)
        self.head.put(table.board_left, table.ys[0] + table.thickness / 2 + 32 * PX, "left")

        self.size, self.large = size, em(60) if self.count <= 4 else size
        pitch = min(160 * PX, (790 - 150) * PX / self.count)
        top = layout.stage.y + (self.count * pitch + 36 * PX) / 2
        self.rows = [top - (rank + 0.5) * pitch for rank in range(self.count)]
        self.thickness = 0.72 * pitch
        self.names = [nudged(theme, i, steps[i], labels, em(58) if self.count <= 4 else size) for i in self.order]
        left = layout.left + max(name.advance for name in self.names) + 34 * PX
        for name, at in zip(self.names, self.rows, strict=True):
            name.middle(left - 34 * PX, at, "right")
        self.shares = [self._pushed(i, float(pushed[i]), labels) for i in self.order]
        numbers = Readout(theme, self.large, decimals=4, signed=True).width("+0.0000")
        taken = 24 * PX + numbers + 70 * PX + 20 * PX + max(share.advance for share in self.shares)
        self.length = min(900 * PX, GREEN * (layout.right - left - taken))
        foot = self.rows[-1] - pitch / 2 - 6 * PX
        second = left + self.length + 24 * PX + numbers + 70 * PX
        self.title = self.rows[0] + max(self.thickness / 2, 18 * PX) + 22 * PX
        self.second = self._second(second, foot, pushed)
        self.wide, self.narrow = self.length / table.unit, nice(float(max(gains)))
        self.axis = self._ruler(left, foot)
        #: what the axis shows
        self.measure = sentence("gain" if labels else f"gain of q{y + 1}", theme, TEXT).put(left, self.title, "left")
        self.wall = self._wall(left, foot)
        self.left, self.hero = left, Box(left, foot, layout.right, top)
        self.add(*self.bars, *self.numbers, *self.names, *self.sources)

    def _pushed(self, i: int, value: float, labels: Sequence[str]) -> Formula:
        share = "prediction(q)" if labels else f"prediction(q_{i + 1})"
        name = f"1 - {share}" if i == self.table.y else share
        return Formula(self.theme, f"{name} = @s[prediction:0.0000]", self.size).show(s=value)

    def _ruler(self, left: float, foot: float) -> Axis:
        """Return the axis, with ticks so far apart that on the fine ruler each is there or not, but none by half."""
        ends, spacing = ((left, foot), (left + self.length, foot)), 1.8 - 0.5 * float(np.log10(self.narrow))
        spacing = max(2.6, spacing)  # a finer ruler's numbers are longer
        while not set(Axis(self.theme, *ends, 0.0, self.narrow, size=TEXT, spacing=spacing).there.values()) <= {
            0.0,
            1.0,
        }:
            spacing += 0.1
        return Axis(self.theme, *ends, 0.0, self.wide, size=TEXT, spacing=spacing)

    def _wall(self, left: float, foot: float) -> Shape:
        """Return the line from which a chart's bars start."""
        high = self.rows[0] + self.thickness / 2
        return Shape(self.theme.color("line"), 0.0, stroke=3.0).path([(left, foot), (left, high)])

    def _second(self, left: float, foot: float, pushed: np.ndarray) -> Part:
        """Return the shares that nudges push down as bars with their numbers, a second chart on a ruler of its own."""
        theme, right = self.theme, self.table.layout.right
        beside = 20 * PX + max(share.advance for share in self.shares)
        unit = min((right - left - beside) / float(max(pushed)), right - left - 20 * PX)
        ruler = Axis(theme, (left, foot), (left + unit, foot), 0.0, 1.0, ticks=(0.0, 0.5, 1.0), size=TEXT)
        chart = Part(self._wall(left, foot), ruler)
        for i, share, at in zip(self.order, self.shares, self.rows, strict=True):
            long = float(pushed[i]) * unit
            chart.add(Shape(theme.color("prediction")).box(left, at - self.thickness / 2, long, self.thickness))
            chart.add(share.middle(left + long + 20 * PX, at, "left"))
        title = words("share it pushes down", theme, TEXT)
        return chart.add(title.put(min(left, right - title.advance), self.title, "left"))

    def show(self, gains: np.ndarray, flown: np.ndarray, gathered: float, zoomed: float) -> "NudgeGains":
        """Draw the rows.

        ``gains``, shape (K,): what each bar is long. ``flown``, shape (K,): how far each has come from the true
        class's bar to the board. ``gathered``, 0 to K: how many have come from the board to their ranks, largest
        first. ``zoomed``: from the bars' ruler (0) to the fine one (1).
        """
        self.axis.show(0.0, self.wide ** (1 - zoomed) * self.narrow**zoomed)
        for rank, i in enumerate(self.order):
            way = smooth(clamp(gathered - rank, 0.0, 1.0))
            self._draw(i, rank, float(gains[i]), float(flown[i]), way)
            self.names[rank].set_presence(clamp((way - 0.7) / 0.3, 0.0, 1.0) * self.bars[i].presence)
        return self

    def _draw(self, i: int, rank: int, gain: float, flown: float, way: float) -> None:
        table, y = self.table, self.table.y
        start, board = (table.end(table.before[y]), table.ys[y]), (table.board_left, table.ys[i])
        rank_at = (self.left, self.rows[rank])
        turn = smooth(clamp((way - 0.2) / 0.6, 0.0, 1.0))
        across = smooth(clamp((flown - 0.15) / 0.85, 0.0, 1.0))
        x = start[0] + (board[0] - start[0]) * across + (rank_at[0] - board[0]) * way
        at = start[1] + (board[1] - start[1]) * across + (rank_at[1] - board[1]) * turn + self._detour(flown)
        thick = table.thickness + (self.thickness - table.thickness) * way
        unit = table.unit + (self.axis.unit - table.unit) * way
        length = gain * unit
        # Number and hairline wait until they have landed, on the board and on the ruler.
        landed = clamp((flown - 0.8) / 0.2, 0.0, 1.0) * clamp(abs(way - 0.5) * 5 - 1.5, 0.0, 1.0)
        self.bars[i].box(x, at - thick / 2, length * landed if length < HAIR else length, thick)
        number = self.numbers[i]
        number.size = self.large if way > 0.5 else self.size
        low = SOURCE if self.sources and way < 0.5 else 0.0  # it isn't there on its way
        number.middle(gain, x + length + (24 if way > 0.5 else 16) * PX, at - low, "left")
        number.set_presence(landed * self.bars[i].presence)
        if self.sources:
            source = self.sources[i].middle(x + length + 16 * PX, at + SOURCE, "left")
            source.set_presence(landed * clamp(1.0 - 4.0 * way, 0.0, 1.0) * self.bars[i].presence)

    def _detour(self, flown: float) -> float:
        """Return how far a gain leaves the straight way to the board, so that it doesn't cross its own number."""
        out, back = (smooth(clamp(way / 0.3, 0.0, 1.0)) for way in (flown, 1.0 - flown))
        depth = max(0.9 * self.table.thickness, self.table.thickness / 2 + 34 * PX)
        return (1.0 if self.table.y == self.count - 1 else -1.0) * depth * out * back
