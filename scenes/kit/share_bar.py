"""The unit bar with the true class first: its end is the true class's share, on an axis from 0 to 1."""

from collections.abc import Sequence

import numpy as np

from .formula import Formula
from .layout import Box
from .marks import clamp
from .shapes import Part, Shape
from .sizes import PX, TEXT, TICK, UNITS_PER_SIZE
from .text import DIGIT_HEIGHT, Label, words
from .theme import Theme
from .tiles import edges

#: How much of its colour the true class's piece has, and the others', on dark and on light paper.
TRUE, WRONG = (0.78, 0.9), (0.34, 0.28)
#: What a name needs beside it in its piece, and over so much more room it comes or goes; so much an end does.
NARROW, COMING = (10 * PX, 3 * PX), 16 * PX
#: Half of the pointer's width, its height, and its distance from the bar; how near what it says may come to the bar's
#: ends 0 and 1 before those fade, and how far it may stand out over them.
POINTER, ASIDE, OUT = (13 * PX, 18 * PX, 8 * PX), 40 * PX, 100 * PX
#: From the bar to its end 1 beside it.
BESIDE = 16 * PX
#: From a tip down to what is said there, also where that stands alone; from a bar where there is no tip.
UNDER, CLEAR, CLOSE = 8 * PX, 18 * PX, 16 * PX


class ShareBar(Part):
    """Shares end to end in a bar of length 1, the true class's first: always full, so what one gains others lose.

    Parameters
    ----------
    box : the bar.
    truth : the true class.
    names : what is written in each piece where there is room, or None.
    marked : whether the true class's piece has a frame in the colour of truth.
    lift : how much higher than digits the names stand.
    """

    def __init__(
        self,
        theme: Theme,
        box: Box,
        truth: int,
        names: Sequence[Label | None],
        marked: bool = False,
        lift: float = 0.0,
    ):
        super().__init__()
        self.lift = lift
        self.box, self.truth, self.names = box, truth, names
        self.order = [truth, *(i for i in range(len(names)) if i != truth)]
        self.pieces = [
            Shape(theme.tint("prediction", (TRUE if i == truth else WRONG)[theme.is_light])) for i in range(len(names))
        ]
        self.lines = [Shape(theme.color("prediction"), 0.0, stroke=2.5) for _ in names]
        self.frame = Shape(theme.color("prediction"), 0.0, stroke=3.0)
        self.frame.box(box.left, box.bottom, box.width, box.height)
        #: draws nothing; its presence is that of all names
        self.named = Shape(theme.color("ink"))
        self.marks = [Shape(theme.color("truth"), 0.0, stroke=5.0)] if marked else []
        self.add(
            *self.pieces,
            *self.lines,
            self.frame,
            *self.marks,
            self.named,
            *(name for name in names if name is not None),
        )

    def put(self, box: Box) -> "ShareBar":
        """Move the bar to a box."""
        self.box = box
        self.frame.box(box.left, box.bottom, box.width, box.height)
        return self

    def ends(self, q: np.ndarray) -> dict[int, tuple[float, float]]:
        """Return where each class's piece begins and ends."""
        at = edges(self.box.left, self.box.width, q[self.order])
        return {i: (float(at[k]), float(at[k + 1])) for k, i in enumerate(self.order)}

    def at(self, share: float) -> float:
        """Return where a share lies on the bar's axis."""
        return self.box.left + share * self.box.width

    def show(self, q: np.ndarray) -> "ShareBar":
        """Draw the shares ``q``, shape (K,)."""
        for i, (start, end) in self.ends(q).items():
            self.pieces[i].box(start, self.box.bottom, end - start, self.box.height)
            self.lines[i].path([(end, self.box.bottom), (end, self.box.top)])
            for mark in self.marks if i == self.truth else ():
                mark.box(start, self.box.bottom, end - start, self.box.height)
            name = self.names[i]
            if name is not None:
                name.middle((start + end) / 2, self.box.y + self.lift)
                name.set_presence(self.named.presence * self.shown(i, end - start))
        return self

    def shown(self, i: int, wide: float) -> float:
        """Return how far a class's name shows in a piece so wide: 0 to 1."""
        name = self.names[i]
        return 0.0 if name is None else clamp((wide - name.advance - NARROW[0]) / NARROW[1], 0.0, 1.0)


class Pointer(Part):
    """What stands under a bar at a share: a tip and a live formula, between the bar's ends 0 and 1.

    An end fades where the formula comes near. Or 1 stands beside the bar, and 0 is that of a ruler at the bar's left.

    Parameters
    ----------
    body : the formula, with a live number ``@q``, or what is placed and shown like one.
    beside : whether 1 stands beside the bar.
    """

    def __init__(self, theme: Theme, bar: ShareBar, body: str | Part, beside: bool = False):
        super().__init__()
        self.bar, self.beside = bar, beside
        #: whether the formula stands under the true class's piece, clear of its end, and not at the tip
        self.under = False
        self.label = Formula(theme, body) if isinstance(body, str) else body
        self.tip = Shape(theme.color("prediction"))
        self.zero, self.one = (words(end, theme, TICK, "muted") for end in "01")
        self.digit = DIGIT_HEIGHT * TEXT * UNITS_PER_SIZE
        self.line = bar.box.bottom - sum(POINTER[1:]) - (CLEAR if beside else UNDER) - self.digit
        self.add(self.tip, self.label, self.one)
        if beside:
            self.one.middle(bar.box.right + BESIDE, bar.box.y, "left")
        else:
            self.one.put(bar.box.right, self.line)
            self.add(self.zero.put(bar.box.left, self.line))

    def stand_under(self, label: Part) -> None:
        """Say this from now on, close under the true class's piece; it isn't seen yet."""
        self.under, self.line = True, self.bar.box.bottom - CLOSE - self.digit
        self.remove(self.label)
        self.label = label.set_presence(0.0)
        self.add(label)

    def show(self, share: float) -> "Pointer":
        """Point at ``share``."""
        point_at(self.tip, self.bar, share)
        left, right, beside = self.bar.box.left, self.bar.box.right, self.label.advance / 2
        x = self.bar.at(share)
        x = min((left + x) / 2, x - BESIDE - beside) if self.under else x
        middle = clamp(x, left - OUT + beside, right + OUT - beside)
        self.label.put(middle, self.line).show(q=share)  # in two steps: what stands under a piece may be no Formula
        if self.beside:
            return self
        for end, at in ((self.zero, left), (self.one, right)):
            room = abs(at - middle) - beside - ASIDE
            end.set_presence(self.tip.presence * clamp(1 + room / COMING, 0.0, 1.0))
        return self


def point_at(tip: Shape, bar: ShareBar, share: float) -> None:
    """Draw a tip under a bar, at a share."""
    x, (half, height, gap) = bar.at(share), POINTER
    top = bar.box.bottom - gap
    tip.outline([(x - half, top - height), (x, top), (x + half, top - height)])
