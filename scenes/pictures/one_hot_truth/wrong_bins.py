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

#: Between a name, its sign and its number; decimals of the number.
SPACE, DECIMALS = 12 * PX, 2
#: How high the bar of what was before is.
HEIGHT = 60 * PX


class NamedShare(Part):
    """A bin's name and, as far as it is ``told`` (0 to 1) and there is room, its live share: q_1 = 0.30.

    A :class:`ShareBar` places it like a name.
    """

    def __init__(self, theme: Theme, name: Label, size: float = TEXT, told: float = 0.0):
        super().__init__()
        self.name_label, self.equals = name, math("=", theme, size)
        self.number = Readout(theme, size, "ink", DECIMALS)
        self.advance, self.told, self.share = name.advance, ValueTracker(told), 0.0
        self.whole = name.advance + self.equals.advance + self.number.width(f"{0:.{DECIMALS}f}") + 2 * SPACE
        self.add(name, self.equals, self.number)

    def tell(self, share: float, width: float) -> "NamedShare":
        """Take a share, whose piece is so wide."""
        self.share, self.seen = share, self.told.get_value() * clamp((width - self.whole - COMING) / COMING, 0.0, 1.0)
        return self

    def middle(self, x: float, y: float) -> "NamedShare":
        """Stand with the middle at ``x``, the middle of the digits at ``y``."""
        left = x - self.advance / 2 - self.seen * (self.whole - self.advance) / 2
        self.name_label.middle(left, y, "left")
        self.equals.middle(left + self.advance + SPACE, y, "left")
        self.number.middle(self.share, left + self.whole, y, "right")
        return self

    def set_presence(self, presence: float) -> "NamedShare":
        """Show the name, and the number as far as it is seen."""
        self.name_label.set_presence(presence)
        for part in (self.equals, self.number):
            # Once the name has made room.
            part.set_presence(presence * clamp(3.0 * self.seen - 2.0, 0.0, 1.0))
        return self


class Before(Part):
    """How the wrong bins shared the rest before: a bar under the unit bar, with the same names and their shares.

    Parameters
    ----------
    q : the shares, shape (K,).
    """

    def __init__(self, theme: Theme, bar: ShareBar, q: np.ndarray, labels: Sequence[str], top: float):
        super().__init__()
        size, ends = label_size(len(q)), bar.ends(q)
        names = class_names(labels, len(q), "q", theme, size, "ink")
        for i, (start, end) in ends.items():
            if i == bar.truth or end - start < 4 * PX:
                continue
            self.add(Shape(theme.tint("muted", 0.3)).box(start + 1.5 * PX, top - HEIGHT, end - start - 3 * PX, HEIGHT))
            if end - start > names[i].advance + COMING:
                named = NamedShare(theme, names[i], size, told=1.0).tell(q[i], end - start)
                named.middle((start + end) / 2, top - HEIGHT / 2 + 4 * PX)
                self.add(*(named if named.seen == 1.0 else [names[i]]))
        self.add(words("before", theme, TICK, "muted").middle(bar.box.right + 20 * PX, top - HEIGHT / 2, "left"))
