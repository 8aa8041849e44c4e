"""What scene 2 writes of the wrong bins: their live shares, and how they shared the rest before."""

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker

from scenes.kit.marks import clamp
from scenes.kit.names import class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import COMING, ShareBar
from scenes.kit.sizes import PX, TEXT, TICK, label_size
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme

#: Between a name, its sign and its number; least room at the sides of a number.
SPACE, ROOM = 12 * PX, 6 * PX
#: How high the bar of what was before is.
HEIGHT = 60 * PX


class NamedShare(Part):
    """A bin's name and, as far as it is ``told`` (0 to 1), its live share: q_1 = 0.30, or the number alone.

    A :class:`ShareBar` places it like a name; what has room in its piece it knows by itself.
    """

    def __init__(self, theme: Theme, name: Label, decimals: int, size: float = TEXT, told: float = 0.0):
        super().__init__()
        self.name_label, self.equals = name, math("=", theme, size)
        self.number, self.decimals = Readout(theme, size, "ink", decimals), decimals
        self.advance, self.told, self.share, self.piece = 0.0, ValueTracker(told), 0.0, 0.0
        self.digits = self.number.width(f"{0:.{decimals}f}")
        self.whole = name.advance + self.equals.advance + self.digits + 2 * SPACE
        self.add(name, self.equals, self.number)

    def tell(self, share: float, width: float) -> "NamedShare":
        """Take a share, whose piece is so wide."""
        self.share, self.piece = share, width
        self.number.short = width < self.digits + 2 * ROOM
        self.number.decimals = 2 if self.number.short else self.decimals
        #: how far name and number have room side by side
        self.both = self._room(self.whole + COMING)
        return self

    def _room(self, needed: float) -> float:
        return clamp((self.piece - needed) / COMING, 0.0, 1.0)

    def middle(self, x: float, y: float) -> "NamedShare":
        """Stand with the middle at ``x``, the middle of the digits at ``y``."""
        aside = min(1.0, 2 * self.told.get_value()) * min(1.0, 1.5 * self.both)
        left = x - self.name_label.advance / 2 - aside * (self.whole - self.name_label.advance) / 2
        self.name_label.middle(left, y, "left")
        self.equals.middle(left + self.name_label.advance + SPACE, y, "left")
        self.number.middle(self.share, x + aside * (self.whole - self.digits) / 2, y)
        return self

    def set_presence(self, presence: float) -> "NamedShare":
        """Show the name, the number, or both, as far as there is room and the share is told."""
        told = self.told.get_value()
        # The one goes before the other comes; beside each other they stand once there is room.
        going, coming, beside = clamp(1 - 2 * told, 0, 1), clamp(2 * told - 1, 0, 1), clamp(3 * self.both - 2, 0, 1)
        alone = self._room(self.name_label.advance + COMING)
        self.name_label.set_presence(presence * (max(going, beside) * alone if told < 1 else beside))
        self.equals.set_presence(presence * coming * beside)
        number = self.number.width(self.number.format(self.share))
        self.number.set_presence(presence * coming * clamp((self.piece - number - ROOM) / ROOM, 0, 1))
        return self


class Before(Part):
    """How the wrong bins shared the rest before: a bar under the unit bar, with their shares in the same order.

    Parameters
    ----------
    q : the shares, shape (K,).
    """

    def __init__(self, theme: Theme, bar: ShareBar, q: np.ndarray, decimals: int, labels: Sequence[str], top: float):
        super().__init__()
        size, ends = label_size(len(q)), bar.ends(q)
        names = class_names(labels, len(q), "q", theme, size, "ink")
        for i, (start, end) in ends.items():
            if i == bar.truth or end - start < 4 * PX:
                continue
            self.add(Shape(theme.tint("muted", 0.3)).box(start + 1.5 * PX, top - HEIGHT, end - start - 3 * PX, HEIGHT))
            named = NamedShare(theme, names[i], decimals, size, told=1.0).tell(q[i], end - start)
            named.both = float(named.both == 1.0)
            named.middle((start + end) / 2, top - HEIGHT / 2 + 4 * PX).set_presence(1.0)
            self.add(*([named.name_label, named.equals] if named.both else []))
            self.add(*([named.number] if named.number.presence == 1.0 else []))
        self.add(words("before", theme, TICK, "muted").middle(bar.box.right + 20 * PX, top - HEIGHT / 2, "left"))
