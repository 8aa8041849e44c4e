"""What each nudge gained: a board beside the bars, on a ruler of its own, and its rows ranked on a longer one."""

from collections.abc import Sequence

import numpy as np
from manim import smooth

from scenes.kit.axis import Axis, steady
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Label, Readout, sentence, words
from scenes.kit.theme import Theme
from scenes.kit.tinted import legible
from scenes.pictures.nudged_softmax.nudge_names import moved, nudged
from scenes.pictures.nudged_softmax.table import BOARD, NudgeTable

#: The finest ruler: what is less rounds to nothing in four decimals.
FINEST = 0.001
#: The gains' part of the room for bars.
GREEN = 0.55
#: On the board: how thick a bar is under its nudge's name, from the bar's middle up to the name's, what both need.
SLIM, SOURCE, ROOM = 52 * PX, 62 * PX, 130 * PX
#: The part of its flight after which a gain is at the board.
THERE = 0.75
#: From a bar to its number, on the board and ranked; from bars to the lines of their axes.
BESIDE, CLEAR, OFF = 16 * PX, 24 * PX, 6 * PX
#: Half of a tick's number that may stand at the ruler's end.
HALF = 70 * PX


def _eased(done: float, first: float, last: float) -> float:
    return smooth(clamp((done - first) / (last - first), 0.0, 1.0))


class NudgeGains(Part):
    """The gains of the true class's share, a row a nudge.

    On the board a row stands beside the class that was nudged; ranked, the rows stand on a longer axis.

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
        self.theme, self.table, self.count, self.most = theme, table, len(gains), max(FINEST, float(max(gains)))
        layout, size, y = table.layout, table.size, table.y
        #: the rows from the largest gain to the smallest; which is the order of the shares pushed down
        self.order = sorted(range(self.count), key=lambda i: (-pushed[i], i))
        self.bars = [Shape(theme.gained()) for _ in gains]
        self.numbers = [Readout(theme, size, "up", decimals=4, signed=True) for _ in gains]
        self.head, self.measure = (sentence("gain" if labels else f"gain of q{y + 1}", theme, TEXT) for _ in range(2))
        self._lay_board(steps, labels)

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
        taken = CLEAR + numbers + 70 * PX + 20 * PX + max(share.advance for share in self.shares)
        length = min(900 * PX, GREEN * (layout.right - left - taken))
        foot = self.rows[-1] - pitch / 2 - 6 * PX
        self.title = self.rows[0] + max(self.thickness / 2, 18 * PX) + 22 * PX
        self.second = self._second(left + length + CLEAR + numbers + 70 * PX, foot, pushed)
        self.axis = self._ruler(left, foot, length)
        self.measure.put(left, self.title, "left")
        self.wall = self._wall(left, foot)
        self.left, self.hero = left, Box(left, foot, layout.right, top)
        self.add(*self.bars, *self.numbers, *self.names, *self.sources)

    def _lay_board(self, steps: Sequence[float], labels: Sequence[str]) -> None:
        table = self.table
        #: what each gain comes from, over its bar where there is room
        self.sources = self._sources(steps, labels) if table.pitch >= ROOM else []
        #: a bar's thickness, and the middles of the bars, which have the feet of their rows
        self.slim = SLIM if self.sources else table.thickness
        feet = [at - table.thickness / 2 for at in table.ys]
        self.board_rows = [foot + self.slim / 2 for foot in feet]
        self.scale = self._ruler(table.board_left, feet[-1] - OFF, BOARD - HALF)
        highest = self.board_rows[0] + (SOURCE + 24 * PX if self.sources else self.slim / 2)
        self.head.put(table.board_left, highest + 37 * PX, "left")

    def _sources(self, steps: Sequence[float], labels: Sequence[str]) -> list[Label]:
        """Return the names of nudges as the board has room for them, or none."""
        for name in (nudged, moved):
            sources = [name(self.theme, i, step, labels, self.table.size) for i, step in enumerate(steps)]
            if max(source.advance for source in sources) <= BOARD:
                return sources
        return []

    def _pushed(self, i: int, value: float, labels: Sequence[str]) -> Formula:
        share = "prediction(q)" if labels else f"prediction(q_{i + 1})"
        name = f"1 - {share}" if i == self.table.y else share
        return Formula(self.theme, f"{name} = @s[prediction:0.0000]", self.size).show(s=value)

    def _ruler(self, left: float, foot: float, length: float) -> Axis:
        """Return an axis for the gains, at most so long: it ends with the largest."""
        spacing = max(2.6, 1.8 - 0.5 * float(np.log10(self.most)))  # a finer ruler's numbers are longer
        unit = steady(length / self.most, spacing, TEXT)
        ends = (left, foot), (left + self.most * unit, foot)
        return Axis(self.theme, *ends, 0.0, self.most, size=TEXT, spacing=spacing)

    def _wall(self, left: float, foot: float) -> Shape:
        """Return the upright line before a chart's bars, so far from them that a hairline is seen beside it."""
        x, high = left - OFF, self.rows[0] + self.thickness / 2
        return Shape(self.theme.color("line"), 0.0, stroke=3.0).path([(left, foot), (x, foot), (x, high)])

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

    def show(self, gains: np.ndarray, flown: np.ndarray, gathered: float) -> "NudgeGains":
        """Draw the rows.

        ``gains``, shape (K,): what each bar is long. ``flown``, shape (K,): how far each has come from the true
        class's bar to the board. ``gathered``, 0 to K: how many have come from the board to their ranks, largest
        first.
        """
        for rank, i in enumerate(self.order):
            way = smooth(clamp(gathered - rank, 0.0, 1.0))
            self._draw(i, rank, float(gains[i]), float(flown[i]), way)
            self.names[rank].set_presence(clamp((way - 0.7) / 0.3, 0.0, 1.0) * self.bars[i].presence)
        return self

    def _draw(self, i: int, rank: int, gain: float, flown: float, way: float) -> None:
        table = self.table
        # A bar's left end, middle, thickness and scale: as a piece of the true class's bar, on the board and ranked.
        piece = np.array([table.end(table.before[table.y]), table.ys[table.y], table.thickness, table.unit])
        board = np.array([table.board_left, self.board_rows[i], self.slim, self.scale.unit])
        ranked = np.array([self.left, self.rows[rank], self.thickness, self.axis.unit])
        # It comes at the scale of the bars, and is stretched to the board's once it is there.
        across, stretched = _eased(flown, 0.1, THERE), _eased(flown, THERE - 0.1, THERE + 0.1)
        turned = _eased(way, 0.2, 0.8)
        came, went = np.array([across, across, across, stretched]), np.array([way, turned, way, way])
        x, at, thick, unit = piece + (board - piece) * came + (ranked - board) * went
        at += self._detour(flown)
        self.bars[i].box(x, at - thick / 2, gain * unit, thick)
        self._write(i, gain, x, x + gain * unit, at, way > 0.5)
        # Number and name wait until the bar has landed, on the board and on the ruler.
        landed = _eased(flown, THERE + 0.1, 1.0) * self.bars[i].presence
        self.numbers[i].set_presence(landed * clamp(abs(way - 0.5) * 5 - 1.5, 0.0, 1.0))
        if self.sources:
            self.sources[i].middle(x, self.board_rows[i] + SOURCE, "left").set_presence(
                landed * clamp(1 - 4 * way, 0.0, 1.0)
            )

    def _write(self, i: int, gain: float, left: float, end: float, at: float, ranked: bool) -> None:
        """Write a gain behind its bar, or, where the board has no room, into it."""
        number = self.numbers[i]
        number.size = self.large if ranked else self.size
        within = not ranked and gain * self.scale.unit + BESIDE + number.width("+0.0000") > BOARD
        number.recolor(legible(self.theme, "paper", self.theme.gained()) if within else self.theme.color("up"))
        if within:
            number.middle(gain, left + BESIDE, at, "left")
        else:
            number.middle(gain, end + (CLEAR if ranked else BESIDE), at, "left")

    def _detour(self, flown: float) -> float:
        """Return how far a gain leaves the straight way to the board, so that it doesn't cross its own number."""
        out, back = _eased(flown, 0.0, 0.3), 1.0 - _eased(flown, THERE - 0.25, THERE)
        depth = max(0.9 * self.table.thickness, self.table.thickness / 2 + 34 * PX)
        return (1.0 if self.table.y == self.count - 1 else -1.0) * depth * out * back
