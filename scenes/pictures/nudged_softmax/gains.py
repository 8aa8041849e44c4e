"""What each nudge gained: a board beside the bars, on a ruler of its own."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.axis import Axis, steady
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, sentence
from scenes.kit.theme import Theme
from scenes.kit.tinted import legible
from scenes.pictures.nudged_softmax.nudge_names import moved, nudged
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.table import BOARD, FOOT, NudgeTable

#: The finest ruler: what is less is hardly printed.
FINEST = 0.001
#: How thick a bar is under its nudge's name, from the bar's middle up to the name's, what both need.
SLIM, SOURCE, ROOM = 52 * PX, 62 * PX, 130 * PX
#: From a bar to its number, and from the bars' start to their sources; from bars to the line that they start from.
BESIDE, OFF = 16 * PX, 6 * PX
#: Half of a tick's number that may stand at the ruler's end.
HALF = 70 * PX


class GainNumber(Readout):
    """A gain's number; of what would be printed as 0 it says that it is less than the least that is printed."""

    def __init__(self, theme: Theme, size: float, decimals: int):
        super().__init__(theme, size, "up", decimals, signed=True)

    def format(self, value: float) -> str:
        """Return +0.116, or <0.001."""
        text = super().format(value)
        return text if text.strip("0.") else f"<{10**-self.decimals:.{self.decimals}f}"


def measured(theme: Theme, table: NudgeTable, labels: Sequence[str]) -> Label:
    """Return what a ruler of gains measures."""
    return sentence("gain" if labels else f"gain of q{table.y + 1}", theme, TEXT)


def ruler(theme: Theme, left: float, foot: float, length: float, gains: np.ndarray) -> Axis:
    """Return an axis for the gains, at most so long: it ends with the largest."""
    most = max(FINEST, float(max(gains)))
    spacing = max(2.6, 1.8 - 0.5 * float(np.log10(most)))  # a finer ruler's numbers are longer
    unit = steady(length / most, spacing, TEXT)
    return Axis(theme, (left, foot), (left + most * unit, foot), 0.0, most, size=TEXT, spacing=spacing)


def wall(theme: Theme, left: float, foot: float, high: float) -> Shape:
    """Return the upright line before bars that start at ``left``, so far from them that a hairline is seen beside it.

    It comes out of their axis at ``foot``.
    """
    x = left - OFF
    return Shape(theme.color("line"), 0.0, stroke=3.0).path([(left, foot), (x, foot), (x, high)])


class GainBoard(Part):
    """The bars of the true class's gains, each beside the class that was nudged.

    A bar is drawn as its nudge is read off; the nudge's name, the gain's number and the ruler come by themselves.
    """

    def __init__(self, theme: Theme, table: NudgeTable, params: NudgeParams):
        super().__init__()
        self.params, self.left, labels, gains = params, table.board_left, params.labels, params.gains
        #: what each gain comes from, over its bar where there is room
        self.sources = self._sources(theme, table, labels, params.steps) if table.pitch >= ROOM else []
        #: a bar's thickness, and the middles of the bars, which have the feet of their rows
        self.slim = SLIM if self.sources else table.thickness
        feet = [at - table.thickness / 2 for at in table.ys]
        self.rows = [foot + self.slim / 2 for foot in feet]
        for source, row in zip(self.sources, self.rows, strict=False):
            source.middle(self.left + BESIDE, row + SOURCE, "left")
        self.scale = ruler(theme, self.left, feet[-1] - FOOT, BOARD - HALF, gains)
        highest = self.rows[0] + (SOURCE + 24 * PX if self.sources else self.slim / 2)
        #: what all bars start from
        self.wall = wall(theme, self.left, feet[-1] - FOOT, highest)
        self.head = measured(theme, table, labels).put(self.left, highest + 37 * PX, "left")
        self.bars = [Shape(theme.gained()) for _ in gains]
        self.numbers = [GainNumber(theme, table.size, params.share_decimals) for _ in gains]
        #: whether a number stands in its bar, for behind it the board has no room
        self.within = [
            float(gain) * self.scale.unit + BESIDE + number.width("+" + params.share(0)) > BOARD
            for gain, number in zip(gains, self.numbers, strict=True)
        ]
        for number, within in zip(self.numbers, self.within, strict=True):
            if within:
                number.recolor(legible(theme, "paper", theme.gained()))
        self.add(*self.bars)

    def _sources(self, theme: Theme, table: NudgeTable, labels: Sequence[str], steps: Sequence[float]) -> list[Label]:
        """Return the names of nudges as the board has room for them, or none."""
        for name in (nudged, moved):
            sources = [name(theme, i, step, labels, table.size) for i, step in enumerate(steps)]
            if BESIDE + max(source.advance for source in sources) <= BOARD:
                return sources
        return []

    def read(self, i: int, q: float) -> None:
        """Draw what nudge ``i`` has gained when the true share is ``q``, and place its number."""
        row, length = self.rows[i], (q - self.params.before[self.params.target]) * self.scale.unit
        self.bars[i].box(self.left, row - self.slim / 2, length, self.slim)
        x = self.left + (0.0 if self.within[i] else length) + BESIDE
        self.numbers[i].middle(self.params.gained(q), x, row, "left")
