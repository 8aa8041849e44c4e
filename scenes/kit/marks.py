"""Small marks: brackets, ghosts, a name with its number."""

from .shapes import Part, Shape
from .text import Label, Readout
from .theme import Theme

#: Space between a name and its number.
WORD_GAP = 0.14


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
    """What was: a thin dashed line where a value stood."""

    def __init__(self, theme: Theme, role: str = "ink"):
        super().__init__()
        self.line = Shape(theme.color(role), fill=0.0, stroke=2.5)
        self.add(self.line)

    def between(self, start, end, whole: bool = False) -> "Ghost":
        """Draw the dashes from one point to another; the last one is cut, unless all are to be whole."""
        self.line.dashes(start, end, whole=whole)
        return self


class Amount(Part):
    """A name and its live value on one line."""

    def __init__(self, name: Label, theme: Theme, role: str, decimals: int = 3, signed: bool = False):
        super().__init__()
        self.name_label, self.value = name, Readout(theme, name.size, role, decimals, signed)
        self.add(name, self.value)

    def middle(self, value: float, x: float, y: float, align: str = "left") -> "Amount":
        """Write both from ``x`` on, around it or up to it, with ``y`` the middle of the digits."""
        name = self.name_label.advance + WORD_GAP
        wide = name + self.value.width(self.value.format(value))
        start = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * wide
        self.name_label.middle(start, y, "left")
        self.value.middle(value, start + name, y, "left")
        return self

    def put(self, value: float, x: float, y: float) -> "Amount":
        """Write name and ``value`` from ``x`` on, baseline ``y``."""
        self.name_label.put(x, y, "left")
        self.value.put(value, x + self.name_label.advance + WORD_GAP, y, "left")
        return self

    def right(self, value: float, left: float, right: float, y: float) -> "Amount":
        """Write the name from ``left`` on and ``value`` up to ``right``, ``y`` the middle of the digits."""
        self.name_label.middle(left, y, "left")
        self.value.middle(value, right, y, "right")
        return self


def clamp(x: float, low: float, high: float) -> float:
    """Return ``x`` brought into [low, high]."""
    return float(min(max(x, low), high))
