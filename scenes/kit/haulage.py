"""A prediction over ordered bins, the forces on its logits below it, and mass on its way to the true bin."""

from collections.abc import Sequence

import numpy as np

from .bars import Histogram
from .layout import columns
from .marks import HEAD, ForceArrow, Ghost
from .names import NameRow
from .shapes import Label, Part, Readout, Shape
from .theme import Theme

#: Room for a heading over the bars, and for the line of numbers between bars and arrows.
HEADING, LINE = 0.6, 0.75


class MistakePanel(Part):
    """Bars of q over their bins, the true bin framed; below them a row of force arrows on one line.

    Parameters
    ----------
    box : left, right, bottom, top of the panel, in scene units.
    target : the true bin.
    strongest : the largest |force| that will be shown; the arrows are scaled to it.
    """

    def __init__(
        self,
        theme: Theme,
        heading: Label,
        labels: Sequence[str],
        count: int,
        box: tuple[float, float, float, float],
        target: int,
        strongest: float,
    ):
        super().__init__()
        self.left, self.right, bottom, top = box
        self.xs = np.array(columns(self.left, self.right, count))
        self.pitch, self.target = self.xs[1] - self.xs[0], target
        bounds = {"left": self.left - 0.2, "right": self.right + 0.2}
        self.names = NameRow(labels, self.xs, "x", theme, **bounds, truth=target)
        # Names that stand level go right under their bars; turned ones are too tall for that and go to the foot.
        level = self.names.rows > 0
        self.foot = bottom if level else bottom + self.names.room + 0.15
        room = top - HEADING - self.foot - LINE - (self.names.room if level else 0.0)
        self.unit = 0.46 * room
        self.base = top - HEADING - self.unit
        self.names.hang(self.base - 0.14 if level else bottom + self.names.room)
        self.numbers_y = self.base - 0.55 - (self.names.room if level else 0.0)
        self.heading = heading.put(self.left, top - 0.3, "left")
        self.side = 0.7 * self.pitch
        self.bars = Histogram(theme, "prediction", self.xs, self.base, self.side, self.unit, fill=0.45)
        self.frame = Shape(theme.color("truth"), 0.0, stroke=4.0)
        self.frame.box(self.xs[target] - self.side / 2, self.base, self.side, self.unit)
        floor = Shape(theme.color("line"), 0.0, stroke=3.0).path([(self.left, self.base), (self.right, self.base)])
        self.add(self.heading, floor, self.bars, self.frame, self.names)

        self.theme, self.force_unit = theme, 0.27 * room / strongest
        self.line_y = self.foot + 0.27 * room
        head = min(HEAD, 0.2 * self.pitch)
        self.arrows = [ForceArrow(theme, self.force_unit, head) for _ in self.xs]
        self.values = [Readout(theme, 24, decimals=3, signed=True) for _ in self.xs]
        line = Shape(theme.color("line"), 0.0, stroke=2.0)
        line.path([(self.left, self.line_y), (self.right, self.line_y)])
        written = self.values if self.values[0].width("+0.000") < self.pitch - 0.05 else []
        self.forces = Part(line, *self.arrows, *written)

    def show(self, q: np.ndarray, xs: np.ndarray | None = None) -> "MistakePanel":
        """Draw q, shape (K,); bars stand at ``xs`` if they have left their own columns."""
        self.bars.xs = self.xs if xs is None else xs
        self.bars.show(q)
        return self

    def pull(self, forces: np.ndarray, xs: np.ndarray | None = None) -> None:
        """Draw ``forces``, shape (K,), as arrows from one line, each with its number on the other side of it."""
        for arrow, value, force, x in zip(self.arrows, self.values, forces, self.xs if xs is None else xs, strict=True):
            arrow.show(force, x, self.line_y)
            value.recolor(self.theme.color("up" if force >= 0 else "down"))
            value.put(force, x, self.line_y - 0.32 if force >= 0 else self.line_y + 0.14)

    def ghost(self, forces: np.ndarray) -> Part:
        """Return dashed marks where arrows of ``forces`` would end."""
        half = 0.3 * self.pitch
        ends = [(x, self.line_y + force * self.force_unit) for x, force in zip(self.xs, forces, strict=True)]
        return Part(*(Ghost(self.theme).between((x - half, y), (x + half, y)) for x, y in ends))


class Haulage(Part):
    """Mass on its way to the true bin, and the work done so far as tiles: mass high, way wide.

    Parameters
    ----------
    left, top : corner of the first tile.
    unit : scene units for a mass of 1.
    way : scene units for a distance of 1.
    """

    def __init__(self, theme: Theme, count: int, left: float, top: float, unit: float, way: float):
        super().__init__()
        self.left, self.top, self.unit, self.way = left, top, unit, way
        self.tiles = [Shape(theme.color("loss"), 0.45, stroke=2.5) for _ in range(count)]
        self.loads = [Shape(theme.color("prediction"), 0.45, stroke=3.0) for _ in range(count)]
        self.add(*self.tiles, *self.loads)

    def show(self, panel: MistakePanel, q: np.ndarray, ways: np.ndarray, carried: np.ndarray) -> None:
        """Draw loads ``carried`` (0 to 1 each) of their ``ways``, and tiles of mass × way so far; shapes (K,)."""
        level, low = panel.base + q[panel.target] * panel.unit, self.top
        for i, (tile, load) in enumerate(zip(self.tiles, self.loads, strict=True)):
            if i == panel.target:
                continue
            x = panel.xs[i] + carried[i] * (panel.xs[panel.target] - panel.xs[i])
            lift = carried[i] * (level - panel.base)
            load.box(x - panel.side / 2, panel.base + lift, panel.side, q[i] * panel.unit)
            level += q[i] * panel.unit
            low -= q[i] * self.unit
            tile.box(self.left, low, carried[i] * ways[i] * self.way, q[i] * self.unit)
