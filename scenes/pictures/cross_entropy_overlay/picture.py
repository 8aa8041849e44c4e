"""The area of scene 1: tiles that run level, and p's own tiles in front of them."""

import numpy as np

from scenes.kit.arrows import Hatch
from scenes.kit.axis import Axis
from scenes.kit.distribution_state import State
from scenes.kit.layout import Box
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import words
from scenes.kit.theme import Theme
from scenes.kit.tiles import Roofs, Tiles
from scenes.pictures.cross_entropy_overlay.feet import THICKNESS

#: Opacity of what holds all that q costs, of what it costs on top, and of p's own tiles.
FILL_WHOLE, FILL_OVER, FILL_OWN = 0.09, 0.52, 0.3
#: A tick so many nats over the end of the ruler is drawn all the same.
NEAR = 0.05
#: Manim's width of the frame's stroke: a hundredth of a scene unit for 1.
FRAME = 3.5


class Area(Part):
    """The tiles of q, and in front of them those of p: what they leave uncovered is KL(p‖q).

    Parameters
    ----------
    box : the strip and the room over it.
    unit : scene units for a probability of 1.
    most : nats of the highest tile that will be drawn.
    """

    def __init__(self, theme: Theme, count: int, box: Box, unit: float, most: float):
        super().__init__()
        self.theme, self.box, self.unit = theme, box, unit
        self.ground = box.bottom + THICKNESS
        self.nat = min(300 * PX, (box.top - self.ground) / most)
        at = (box.left, self.ground, unit, self.nat)
        self.of_q = Tiles(theme, "ink", count, *at, fill=FILL_WHOLE)
        #: what q costs on top, in front of all that it costs
        self.over = Tiles(theme, "loss", count, *at, fill=FILL_OVER, opaque=True)
        self.of_p = Tiles(theme, "truth", count, *at, fill=FILL_OWN, stroke=3.0, opaque=True)
        self.roofs, self.lids = Roofs(theme, self.of_q, "prediction"), Roofs(theme, self.of_p, "truth", 5 * PX)
        self.saved = [Part(Backing(theme.color("paper")), Hatch(theme, "up")) for _ in range(count)]
        self.frame = Shape(theme.color("ink"), 0.0, stroke=FRAME)
        ticks = self._ticks()
        high, left = max(self.high, ticks[-1]), box.left - 16 * PX
        self.ruler = Axis(theme, (left, self.ground), (left, self.up(high)), 0.0, high, ticks=ticks, size=TEXT)
        self.ruler.add(words("nats", theme, TEXT, "muted").put(left, self.up(high) + 38 * PX, "right"))
        self.add(self.ruler, self.of_q, self.over, self.of_p, self.lids, *self.saved, self.roofs, self.frame)

    @property
    def high(self) -> float:
        """Nats at the upper end of the ruler."""
        return (self.box.top - self.ground) / self.nat

    def _ticks(self) -> tuple[float, ...]:
        """Return whole nats, few enough to be read from afar."""
        step = next(step for step in (1, 2, 5, 10) if step * self.nat > 90 * PX or step == 10)
        return tuple(float(tick) for tick in range(0, int(self.high + NEAR) + 1, step))

    def show(self, state: State, raised: np.ndarray, level: float, own_raised: np.ndarray, own_level: float) -> "Area":
        """Draw all tiles as far as they have come.

        Levelling moves area from tile to tile and keeps the sum. ``raised`` and ``own_raised`` have shape (K,), from
        0 (nothing of the tile) to 1.
        """
        p = state.p
        self.heights = raised * ((1 - level) * state.surprisals + level * state.cross_entropy)
        self.own = own_raised * ((1 - own_level) * state.own + own_level * state.entropy)
        own = _block(p, self.own, own_level)
        over = np.where(self.heights > self.own, self.heights, 0.0)
        self.of_q.show(*_block(p, self.heights, level)).merge(level)
        self.over.show(*_block(p, over, min(level, own_level))).merge(level)
        self.of_p.show(*own).merge(own_level)
        self.roofs.show(p, self.heights)
        self.lids.show(*own)
        # Around the block: a thin strip of KL is seen as high as it is.
        half = FRAME / 200
        self.frame.box(self.box.left - half, self.ground, self.unit + 2 * half, state.cross_entropy * self.nat + half)
        for i, (backing, hatch) in enumerate(self.saved):
            box = self.of_q.box(p, i, self.heights[i], max(self.own[i], self.heights[i]))
            if p[i] > 0 and box.height > 2 * PX:
                inner = box.inset(*[min(3 * PX, box.width / 3, box.height / 3)] * 4)
                backing.box(inner.left, inner.bottom, inner.width, inner.height)
                hatch.within(inner)
            else:
                backing.points = hatch.points = np.zeros((0, 3))
        return self

    def up(self, nats: float) -> float:
        """Return the height of so many nats."""
        return self.ground + nats * self.nat


def _block(p: np.ndarray, heights: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return widths and heights of tiles; once they are level, of one as wide as all: no seam shows in it."""
    if level < 1.0:
        return p, heights
    whole = np.eye(len(p))[0]
    return whole, whole * heights.max()
