"""Small marks: force arrows, brackets, ghosts."""

import numpy as np

from .shapes import Label, Part, Readout, Shape
from .theme import Theme

#: Half the width of an arrow's head and of its shaft, and the head's length, in scene units.
HEAD, SHAFT, HEAD_LENGTH = 0.17, 0.055, 0.24

#: Space between a name and its number.
WORD_GAP = 0.14


class ForceArrow(Shape):
    """A force drawn to scale: from tail to tip it is |force| × ``unit`` long, green upwards, red downwards.

    A force shorter than the head keeps the head's full width and loses height, so that a tiny force still shows
    as a small wedge and never looks longer than it is.
    """

    def __init__(self, theme: Theme, unit: float, head: float = HEAD):
        super().__init__(theme.color("up"))
        self.theme, self.unit, self.head, self.length = theme, unit, head, 0.0

    def show(self, force: float, x: float, tail: float) -> "ForceArrow":
        """Draw ``force`` at ``x`` with its tail at height ``tail``."""
        self.length = force * self.unit
        sign = 1.0 if force >= 0 else -1.0
        self.recolor(self.theme.color("up" if force >= 0 else "down"))
        head, shaft = self.head, SHAFT * self.head / HEAD
        tip, neck = tail + self.length, tail + self.length - sign * min(HEAD_LENGTH, abs(self.length))
        return self.outline(
            [
                (x - shaft, tail),
                (x - shaft, neck),
                (x - head, neck),
                (x, tip),
                (x + head, neck),
                (x + shaft, neck),
                (x + shaft, tail),
            ]
        )


class Bracket(Shape):
    """A square bracket that spans an interval and opens towards what it measures."""

    def __init__(self, theme: Theme, role: str = "muted", depth: float = 0.12):
        super().__init__(theme.color(role), fill=0.0, stroke=3.0)
        self.reach = depth

    def across(self, left: float, right: float, y: float) -> "Bracket":
        """Span ``left`` to ``right``, the feet at ``y``; a positive depth hangs the bracket below it."""
        back = y - self.reach
        return self.path([(left, y), (left, back), (right, back), (right, y)])

    def along(self, bottom: float, top: float, x: float) -> "Bracket":
        """Span ``bottom`` to ``top``, the feet at ``x``; a positive depth puts the bracket right of it."""
        back = x + self.reach
        return self.path([(x, bottom), (back, bottom), (back, top), (x, top)])


class Ghost(Part):
    """What was: a thin dashed line where a value stood, with its number if there is room for it."""

    def __init__(self, theme: Theme, role: str = "ink"):
        super().__init__()
        self.line = Shape(theme.color(role), fill=0.0, stroke=2.5)
        self.add(self.line)

    def between(self, start, end) -> "Ghost":
        """Draw the dashes from one point to another."""
        self.line.dashes(start, end)
        return self


class Measured(Part):
    """A bracket under an interval with a name and the interval's live value."""

    def __init__(self, theme: Theme, name: Label, role: str, size: float, depth: float = 0.12, decimals: int = 3):
        super().__init__()
        self.bracket = Bracket(theme, role, depth)
        self.name_label, self.value = name, Readout(theme, size, role, decimals)
        self.add(self.bracket, name, self.value)

    def show(self, value: float, left: float, right: float, y: float, text_left: float, text_y: float) -> None:
        """Span the interval at ``y`` and write name and ``value`` from ``text_left`` on, baseline ``text_y``."""
        self.bracket.across(left, right, y)
        self.name_label.put(text_left, text_y, "left")
        self.value.put(value, text_left + self.name_label.advance + WORD_GAP, text_y, "left")

    def text_width(self, value: float) -> float:
        """Return how wide name and value are together."""
        return self.name_label.advance + WORD_GAP + self.value.width(self.value.format(value))


class Amount(Part):
    """A name and its live value on one line."""

    def __init__(self, name: Label, theme: Theme, role: str, decimals: int = 3, signed: bool = False):
        super().__init__()
        self.name_label, self.value = name, Readout(theme, name.size, role, decimals, signed)
        self.add(name, self.value)

    def put(self, value: float, x: float, y: float) -> "Amount":
        """Write name and ``value`` from ``x`` on, baseline ``y``."""
        self.name_label.put(x, y, "left")
        self.value.put(value, x + self.name_label.advance + WORD_GAP, y, "left")
        return self

    def middle(self, value: float, x: float, y: float) -> "Amount":
        """Like :meth:`put`, with ``y`` the middle of the digits."""
        self.name_label.middle(x, y, "left")
        self.value.middle(value, x + self.name_label.advance + WORD_GAP, y, "left")
        return self

    def right(self, value: float, left: float, right: float, y: float) -> "Amount":
        """Write the name from ``left`` on and ``value`` up to ``right``, ``y`` the middle of the digits."""
        self.name_label.middle(left, y, "left")
        self.value.middle(value, right, y, "right")
        return self


def clamp(x: float, low: float, high: float) -> float:
    """Return ``x`` brought into [low, high]."""
    return float(np.clip(x, low, high))
