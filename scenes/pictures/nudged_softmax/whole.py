"""The shares end to end, before and after a nudge: one whole, in which one gains what the others lose."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import Bracket, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.table import PARTED, NudgeTable

#: How solid a segment is: the true class's and the others', after; and before.
LIT, OTHERS, LIT_BEFORE, OTHERS_BEFORE = 1.0, 0.45, 0.5, 0.2
#: The flow from before to after.
FLOW = 0.12


def _between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


class NudgeWhole(Part):
    """A bar of length 1, the true class's share first; below it a copy that answers to the logits.

    The bars come down from their rows in the table (``landed``), the whole grows to the stage's width (``zoomed``) and
    its copy comes down (``copied``).
    """

    def __init__(self, theme: Theme, table: NudgeTable, labels: Sequence[str], done: Label, after: np.ndarray):
        super().__init__()
        self.theme, self.table, self.before, count = theme, table, table.before, table.count
        self.order = [table.y, *(i for i in range(count) if i != table.y)]
        layout = table.layout
        self.box = layout.pixels(54, 226, 1866, 338)
        self.copy = layout.pixels(54, 452, 1866, 714)
        self.hero = Box(self.box.left, self.copy.bottom, self.box.right, self.box.top)
        blue, ink = theme.color("prediction"), theme.color("ink")
        self.olds = [Shape(blue) for _ in range(count)]
        self.flows = [Shape(blue, FLOW) for _ in range(count)]
        self.edges = [Shape(blue, 0.0, stroke=3.0) for _ in range(count - 1)]
        self.news = [Shape(blue) for _ in range(count)]
        self.gain = Shape(theme.color("up"))
        self.frame = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.new_frame = Shape(ink, 0.0, stroke=4.0)
        self.ghost = Shape(ink, 0.0, stroke=3.5)
        self.drawn = Part(*self.flows, *self.edges, *self.olds, self.frame, *self.news, self.gain)
        self.drawn.add(self.new_frame, self.ghost)
        self.add(self.drawn)
        #: what comes when the whole has grown, with the copy, and with the nudge
        self.names = self._names(labels)
        self.values = self._values(labels, after)
        self.done = Part(done) if self._fits(done, after) else Part()
        self.account = Account(theme, self.copy, "the other:" if count == 2 else "the others:")

    def _edges(self, shares: np.ndarray, left: float, length: float) -> np.ndarray:
        return left + length * np.concatenate([[0.0], np.cumsum(np.asarray(shares)[self.order])])

    def _called(self, i: int, labels: Sequence[str], role: str) -> Label:
        if labels:
            return words(labels[i], self.theme, self.table.size, role)
        return math(f"q_{i + 1}", self.theme, self.table.size, role)

    def _names(self, labels: Sequence[str]) -> Part:
        """Return the segments' names: in them where they fit, else over them where those leave room."""
        edges, names = self._edges(self.before, self.box.left, self.box.width), Part()
        over: list[tuple[float, float]] = []
        for place in sorted(range(len(self.order)), key=lambda place: (place > 0, -self.before[self.order[place]])):
            i, left, right = self.order[place], edges[place], edges[place + 1]
            name = self._called(i, labels, "ink")
            if name.advance + 40 * PX < right - left:
                first = place == 0
                names.add(
                    name.middle(left + 28 * PX if first else (left + right) / 2, self.box.y, ("center", "left")[first])
                )
                continue
            name = self._called(i, labels, "prediction")
            half = name.advance / 2 + 12 * PX
            x = clamp((left + right) / 2, self.box.left + half - 12 * PX, self.box.right - half + 12 * PX)
            if all(x + half < a or b < x - half for a, b in over):
                over.append((x - half, x + half))
                names.add(name.put(x, self.box.top + 20 * PX))
        return names

    def _values(self, labels: Sequence[str], after: np.ndarray) -> dict[int, Formula]:
        """Return the live shares of those segments of the copy that have room for them throughout."""
        values = {}
        for i in self.order:
            symbol = "q" if labels else f"q_{i + 1}"
            own = i == self.table.y
            role = "paper" if own else "ink"
            value = Formula(self.theme, f"{role}({symbol} =) @q[{role}:0.000]", HERO)
            if value.advance + 50 * PX < min(self.before[i], after[i]) * self.copy.width:
                values[i] = value
        return values

    def _fits(self, done: Label, after: np.ndarray) -> bool:
        y = self.table.y
        done.middle(self.box.left + 28 * PX, (self.box.bottom + self.copy.top) / 2, "left")
        return done.advance + 80 * PX < min(self.before[y], after[y]) * self.box.width

    def show(self, q: np.ndarray, landed: float, zoomed: float, copied: float) -> "NudgeWhole":
        """Draw the bar, the copy with the shares ``q``, and what flows between them."""
        table, y = self.table, self.table.y
        left = _between(table.bar_left, self.box.left, zoomed)
        length = _between(table.unit, self.box.width, zoomed)
        before, after = self._edges(self.before, left, length), self._edges(q, self.copy.left, self.copy.width)
        new = Box(
            self.copy.left,
            _between(self.box.bottom, self.copy.bottom, copied),
            self.copy.right,
            _between(self.box.top, self.copy.top, copied),
        )
        for place, i in enumerate(self.order):
            self._drop(self.olds[place], i, before[place], before[place + 1], landed, copied)
            self._lay(self.news[place], i, after[place], after[place + 1], new, copied, y)
            self.flows[place].outline(
                [
                    (before[place], self.box.bottom),
                    (before[place + 1], self.box.bottom),
                    (after[place + 1], new.top),
                    (after[place], new.top),
                ]
            )
            if place:
                self.edges[place - 1].path([(before[place], self.box.bottom), (after[place], new.top)])
        self.frame.box(left, self.box.bottom, length, self.box.height)
        self.new_frame.box(new.left, new.bottom, new.width, new.height)
        old, now = before[1], after[1]
        self.gain.box(old, new.bottom, max(0.0, now - old) if copied else 0.0, new.height)
        self.ghost.dashes((old, new.top), (old, new.bottom))
        for shape, presence in (
            (self.frame, landed),
            (self.new_frame, copied),
            (self.ghost, copied),
            *((part, copied) for part in (*self.flows, *self.edges, *self.news)),
        ):
            shape.set_presence(presence * self.gain.presence)
        for i, value in self.values.items():
            place = self.order.index(i)
            if i == y:
                value.middle(self.copy.left + 28 * PX, self.copy.y, "left")
            else:
                value.middle((after[place] + after[place + 1]) / 2, self.copy.y)
            value.show(q=float(q[i]))
        self.account.show(float(q[y] - self.before[y]), old, now)
        return self

    def _drop(self, bar: Shape, i: int, left: float, right: float, landed: float, copied: float) -> None:
        """Draw a bar of the table on its way down into the whole; its length never changes."""
        table, own = self.table, i == self.table.y
        thick = _between(table.thickness, self.box.height, landed)
        low = _between(table.ys[i] - table.thickness / 2, self.box.bottom, landed)
        inset = min(1.5 * PX, 0.15 * (right - left)) * landed
        x = _between(table.bar_left, left, landed)
        bar.box(x + inset, low, right - left - 2 * inset, thick)
        full = 1.0 if own else _between(1.0, OTHERS, landed)
        bar.fill_alpha = _between(full, LIT_BEFORE if own else OTHERS_BEFORE, copied)
        bar.set_presence(self.gain.presence)

    def _lay(self, bar: Shape, i: int, left: float, right: float, new: Box, copied: float, y: int) -> None:
        """Draw a segment of the copy; what the true class gained is drawn apart from what it had."""
        inset = min(1.5 * PX, 0.15 * (right - left))
        if i == y:
            had = self.copy.left + self.before[y] * self.copy.width
            right = min(right, had - min(PARTED, max(0.0, right - had)))
        bar.box(left + inset, new.bottom, max(0.0, right - left - 2 * inset), new.height)
        bar.fill_alpha = LIT if i == y else OTHERS


class Account(Part):
    """What the true class gained and what the others lost together, under brackets of one length."""

    def __init__(self, theme: Theme, box: Box, others: str):
        super().__init__()
        self.box, self.y = box, box.bottom - 20 * PX
        self.brackets = [Bracket(theme, role, 24 * PX) for role in ("up", "down")]
        self.numbers = [Readout(theme, HERO, role, decimals=4, signed=True) for role in ("up", "down")]
        self.word = words(others, theme, TEXT)
        self.add(*self.brackets, *self.numbers, self.word)

    def show(self, gain: float, old: float, now: float) -> "Account":
        """Write the gain between where the true share ended and where it ends; the others lost as much."""
        self.brackets[0].across(old, max(old, now - 2 * PX), self.y)
        self.brackets[1].across(old, max(old, now - 2 * PX), self.y - 30 * PX)
        width, gap, base = self.numbers[0].width("+0.0000"), 18 * PX, self.y - 122 * PX
        whole = self.word.advance + gap + width
        right = clamp((now + self.box.right) / 2 - whole / 2, self.box.left + width + 60 * PX, self.box.right - whole)
        left = clamp((old + now) / 2 - width / 2, self.box.left, right - 60 * PX - width)
        sign = self.numbers[0].width("+0")
        self.numbers[0].put(gain, left + sign, base, "point")
        self.word.put(right, base, "left")
        self.numbers[1].put(-gain, right + self.word.advance + gap + sign, base, "point")
        return self
