"""Mistakes on a line of classes: where the mass lies, how each class is pulled, how far the mass must be carried."""

from collections.abc import Sequence

import numpy as np

from .bars import Histogram
from .marks import ForceArrow, Ghost
from .names import NameRow
from .shapes import SMALL, Label, Part, Readout, Shape, words
from .theme import Theme

#: Share of the closest two classes' distance that a bar is wide.
BAR = 0.8
#: Room for the heading, for the numbers under the names, and between two zones.
HEADING, NUMBERS, SPACE = 0.75, 0.42, 0.2


class Mistake(Part):
    """A distribution over classes that stand where their positions are, the truth as a dashed whole.

    Parameters
    ----------
    box : left, bottom, right and top of the room.
    positions : of the classes, growing.
    distances : of the classes from the true one.
    heading : stands over the bars, at the left.
    """

    def __init__(
        self,
        theme: Theme,
        box: tuple[float, float, float, float],
        labels: Sequence[str],
        positions: np.ndarray,
        distances: np.ndarray,
        heading: Label,
    ):
        super().__init__()
        self.theme = theme
        self.left, self.bottom, self.right, self.top = box
        self.target, closest = int(np.argmin(distances)), float(np.diff(positions).min())
        #: scene units for a distance of 1
        self.scale = (self.right - self.left) / (np.ptp(positions) + BAR * closest)
        self.bar = BAR * closest * self.scale
        self.xs = self.left + self.bar / 2 + (positions - positions[0]) * self.scale
        self.names = NameRow(labels, self.xs, "z", theme, left=self.left - 0.2, right=self.right + 0.2, size=24)
        for i, name in enumerate(self.names.names):
            if i == self.target:
                for shape in name.leaves:
                    shape.recolor(theme.color("truth"))
        room = self.top - HEADING - self.bottom - self.names.room - NUMBERS - 2 * SPACE
        self.unit = 0.53 * room
        self.base = self.top - HEADING - self.unit
        #: upper edge of the zone under names and numbers
        self.under = self.base - self.names.room - NUMBERS - 2 * SPACE
        self.bars = Histogram(theme, "prediction", self.xs, self.base, self.bar, self.unit, fill=0.45)
        self.floor = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.floor.path([(self.left - 0.05, self.base), (self.right + 0.05, self.base)])
        self.truth = Shape(theme.color("truth"), 0.12)
        left = self.xs[self.target] - self.bar / 2
        self.truth.box(left, self.base, self.bar, self.unit)
        self.whole = Part(*(Ghost(theme, "truth").between(*ends) for ends in self._edges(left)))
        self.names.hang(self.base - 0.14)
        self.heading = heading.put(self.left, self.top - 0.35, "left")
        self.distances = self._numbers(distances)
        self.add(self.truth, self.whole, self.bars, self.floor, self.names, self.heading)

    def _edges(self, left: float) -> list:
        corners = [(left, self.base), (left, self.base + self.unit)]
        corners += [(left + self.bar, y) for y in (self.base + self.unit, self.base)]
        return list(zip(corners, corners[1:], strict=False))

    def _numbers(self, distances: np.ndarray) -> Part:
        """Return the distances in a row under the names, where there is room for them."""
        texts = [words(f"{d:.3g}", self.theme, SMALL, "loss") for d in distances]
        gaps = np.diff(self.xs)
        wide = max(text.advance for text in texts)
        if wide + 0.1 > gaps.min():
            return Part()
        y = self.base - SPACE - self.names.room - 0.3
        return Part(*(text.put(x, y) for text, x in zip(texts, self.xs, strict=True)))

    def show(self, q: np.ndarray) -> "Mistake":
        """Draw the shares ``q``, shape (K,)."""
        self.bars.show(q)
        return self


class Pulls(Part):
    """The force on each class, as an arrow from a common line, with its number where there is room.

    Parameters
    ----------
    bottom, top : the room.
    most : the largest force that will be shown upwards, and downwards.
    decimals : of the numbers.
    """

    def __init__(
        self, theme: Theme, xs: np.ndarray, bottom: float, top: float, most: tuple[float, float], unit: float = 9.0
    ):
        super().__init__()
        self.theme, self.xs = theme, xs
        pitch = float(np.diff(xs).min())
        head = min(0.17, 0.3 * pitch)
        self.unit = min(unit, (top - bottom) / sum(most))
        self.level = bottom + most[1] * self.unit + (top - bottom - sum(most) * self.unit) / 2
        self.line = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.line.path([(xs[0] - 2.2 * head, self.level), (xs[-1] + 2.2 * head, self.level)])
        self.arrows = [ForceArrow(theme, self.unit, head) for _ in xs]
        self.values = [Readout(theme, 24, signed=True) for _ in xs]
        self.beside = head + 0.08
        self.numbered = self.beside + self.values[0].width("+0.000") + head < pitch
        self.add(self.line, *self.arrows)
        if self.numbered:
            self.add(*self.values)

    def show(self, forces: np.ndarray) -> "Pulls":
        """Draw ``forces``, shape (K,)."""
        for arrow, value, x, force in zip(self.arrows, self.values, self.xs, forces, strict=True):
            arrow.show(force, x, self.level)
            value.recolor(self.theme.color("up" if force >= 0 else "down"))
            # Beside the arrow and on its side of the line, also while the arrow is short.
            sign = 1.0 if force >= 0 else -1.0
            value.middle(force, x + self.beside, self.level + sign * max(0.22, abs(force) * self.unit / 2), "left")
        return self

    def ghosts(self) -> Part:
        """Return dashed lines from the common line to where the arrows end now."""
        x = self.xs - self.beside
        tips = [self.level + arrow.length for arrow in self.arrows]
        return Part(
            *(Ghost(self.theme, "muted").between((a, self.level), (a, tip)) for a, tip in zip(x, tips, strict=True))
        )


class Earth(Part):
    """The mass of a mistake as blocks that are carried to the true bin, each leaving its work as a tile.

    The nearest block goes first and lies lowest, so every block finds its way free. Its tile is as high as its mass
    and as wide as its way: the area is mass × distance.
    """

    def __init__(self, theme: Theme, mistake: Mistake, q: np.ndarray, distances: np.ndarray):
        super().__init__()
        self.mistake, self.q, self.distances = mistake, q, distances
        self.order = [i for i in np.argsort(distances, kind="stable") if i != mistake.target]
        self.levels = q[mistake.target] + np.concatenate([[0.0], np.cumsum(q[self.order])])
        self.tiles = [Shape(theme.color("loss"), 0.45, stroke=2.0) for _ in self.order]
        self.blocks = [Shape(theme.color("prediction"), 0.55, stroke=3.0) for _ in self.order]
        self.stays = Shape(theme.color("prediction"), 0.55, stroke=3.0)
        self.add(*self.tiles, self.stays, *self.blocks)

    def show(self, lifted: np.ndarray, carried: np.ndarray) -> "Earth":
        """Draw the blocks, each ``lifted`` and ``carried`` from 0 to 1 of its way; both in the order of carrying."""
        m = self.mistake
        self.stays.box(m.xs[m.target] - m.bar / 2, m.base, m.bar, self.q[m.target] * m.unit)
        for rank, i in enumerate(self.order):
            way = (m.xs[m.target] - m.xs[i]) * carried[rank]
            bottom, up = m.base + lifted[rank] * self.levels[rank] * m.unit, self.q[i] * m.unit
            self.blocks[rank].box(m.xs[i] + way - m.bar / 2, bottom, m.bar, up)
            behind = m.xs[i] + np.copysign(m.bar / 2, m.xs[i] - m.xs[m.target])
            if carried[rank] > 0:
                self.tiles[rank].box(behind, bottom, way, up)
            else:
                self.tiles[rank].points = np.zeros((0, 3))
        return self

    def work(self, carried: np.ndarray) -> float:
        """Return mass × distance so far: the area of the tiles."""
        return float(np.dot(self.q[self.order] * self.distances[self.order], carried))


