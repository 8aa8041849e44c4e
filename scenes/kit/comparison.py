"""Two costs side by side: a small table under their names and patterns, and what it is made of."""

from collections.abc import Sequence

from .marks import clamp
from .plot import Plot
from .shapes import LABEL, SMALL, Label, Part, Readout, Shape, math, words
from .theme import Theme
from .traces import Trace


class Comparison(Part):
    """Two columns under the names of two costs, the first with a dashed line's key, the second with a solid one's.

    Parameters
    ----------
    left, right : the table's edges; the rows' names stand at the left one.
    top : baseline of the heads.
    """

    def __init__(self, theme: Theme, left: float, right: float, top: float, heads: Sequence[str], first: float = 1.7):
        super().__init__()
        self.left, self.right = left, right
        width = (right - left - first) / 2
        self.xs = [left + first + width * (i + 0.5) for i in range(2)]
        for i, (x, head) in enumerate(zip(self.xs, heads, strict=True)):
            key = Trace(theme, None, "loss", dashed=i == 0)
            self.add(words(head, theme, LABEL).put(x, top), key.sample(x, top - 0.4))

    def row(self, y: float, name: Label, cells: Sequence) -> Part:
        """Return a row: ``name`` at the left, a label in each column, baseline ``y``."""
        name.put(self.left, y, "left")
        for x, cell in zip(self.xs, cells, strict=True):
            cell.put(x, y)
        return Part(name, *cells)


class Change(Part):
    """A number before, an arrow, the number after; the arrow stands in the middle of its column."""

    def __init__(self, theme: Theme, role: str, decimals: int, size: float = SMALL):
        super().__init__()
        self.before, self.after = (Readout(theme, size, role, decimals) for _ in range(2))
        self.arrow = math("arrow.r", theme, size, "muted")
        self.later = Part(self.arrow, self.after)
        self.add(self.before, self.later)

    def show(self, before: float, after: float, x: float, y: float) -> "Change":
        """Write both numbers around ``x`` on baseline ``y``."""
        self.arrow.put(x, y)
        gap = self.arrow.advance / 2 + 0.1
        self.before.put(before, x - gap, y, "right")
        self.after.put(after, x + gap, y, "left")
        return self


class ZoomedAxis(Part):
    """Values below 0 along a plot's left axis, and 0 at its top, for a plot whose range changes from frame to frame.

    ``steps`` are the values that may show, each at least twice the last; one fades where it has no room.
    """

    def __init__(self, theme: Theme, plot: Plot, steps: Sequence[int]):
        super().__init__()
        self.plot, self.steps = plot, steps
        self.marks = [Shape(theme.color("line"), 0.0, stroke=3.0) for _ in steps]
        self.texts = [words(f"\N{MINUS SIGN}{step}", theme, SMALL, "muted") for step in steps]
        self.zero = Shape(theme.color("line"), 0.0, stroke=2.0)
        self.zero.dashes(plot.at(plot.x_range[0], 0.0), plot.at(plot.x_range[1], 0.0))
        top = plot.at(plot.x_range[0], 0.0)
        self.add(self.zero, words("0", theme, SMALL, "muted").middle(top[0] - 0.15, top[1], "right"))
        self.add(*self.marks, *self.texts)

    def show(self) -> "ZoomedAxis":
        """Put the values where they lie on the plot's range of this frame."""
        span = -self.plot.y_range[0]
        for step, mark, text in zip(self.steps, self.marks, self.texts, strict=True):
            x, y = self.plot.at(self.plot.x_range[0], -float(min(step, span)))
            below = self.plot.bottom + self.plot.up - y
            room = clamp((below - 0.4) / 0.2, 0.0, 1.0) * clamp((span / step - 1.0) / 0.05, 0.0, 1.0)
            mark.path([(x - 0.07, y), (x, y)])
            text.middle(x - 0.15, y, "right")
            for part in (mark, text):
                part.set_presence(self.zero.presence * room)
        return self


class Product(Part):
    """A line that multiplies: a × b = c, live, each number in its place, under the name of its curve and its key."""

    def __init__(
        self,
        theme: Theme,
        name: Label,
        key: Trace,
        roles: Sequence[str],
        decimals: Sequence[int],
        widest: Sequence[str],
    ):
        super().__init__()
        self.name_label, self.key = name, key
        self.numbers = [Readout(theme, LABEL, role, count) for role, count in zip(roles, decimals, strict=True)]
        self.signs = [math(sign, theme, LABEL, "muted") for sign in ("times", "=")]
        self.rooms = [number.width(text) for number, text in zip(self.numbers, widest, strict=True)]
        #: where the numbers end, once they are shown
        self.ends: list[float] = []
        self.add(name, key, *self.numbers, *self.signs)

    def show(self, values: Sequence[float], left: float, y: float) -> "Product":
        """Write the factors and the product from ``left`` on, baseline ``y``."""
        self.name_label.put(left, y, "left")
        self.key.sample(left + 0.42, y - 0.25)
        x, self.ends = left + 1.75, []
        for i, (number, value, room) in enumerate(zip(self.numbers, values, self.rooms, strict=True)):
            x += room
            self.ends.append(x)
            number.put(value, x, y, "right")
            if i < len(self.signs):
                sign = self.signs[i]
                sign.put(x + 0.16, y, "left")
                x += 0.32 + sign.advance
        return self
