"""The shares end to end, before and after a nudge: one whole, in which one gains what the others lose."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import Hatch
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
#: Left of a bar in the table its name ends.
NAMED = 26 * PX


def _between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


class NudgeWhole(Part):
    """A bar of length 1, the true class's share first; below it a copy that answers to the logits.

    The bars come with their names from their rows in the table and grow into the whole (``landed``); its copy comes
    down (``copied``). What the true class gains is solid in the copy; what each other class loses is hatched in the
    bar above, where it had it.
    """

    def __init__(self, theme: Theme, table: NudgeTable, labels: Sequence[str], done: Label, after: np.ndarray):
        super().__init__()
        self.theme, self.table, self.before, count = theme, table, table.before, table.count
        self.order = [table.y, *(i for i in range(count) if i != table.y)]
        layout = table.layout
        self.box, self.copy = layout.pixels(54, 300, 1866, 412), layout.pixels(54, 532, 1866, 734)
        self.hero = Box(self.box.left, self.copy.bottom, self.box.right, self.box.top)
        blue, ink = theme.color("prediction"), theme.color("ink")
        self.olds = [Shape(blue) for _ in range(count)]
        self.lost = [Hatch(theme, "down", pitch=18 * PX, stroke=3.5) for _ in range(count - 1)]
        self.flows = [Shape(blue, FLOW) for _ in range(count)]
        self.edges = [Shape(blue, 0.0, stroke=3.0) for _ in range(count - 1)]
        self.news = [Shape(blue) for _ in range(count)]
        self.gain = Shape(theme.gained())
        self.frame = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.new_frame = Shape(ink, 0.0, stroke=4.0)
        self.ghost = Shape(ink, 0.0, stroke=3.5)
        self.names, self.places = self._names(labels)
        self.add(*self.flows, *self.edges, *self.olds, *self.lost, self.frame, *self.news, self.gain)
        self.add(self.new_frame, self.ghost, *self.names.values())
        #: what comes with the nudge
        self.values = self._values(labels, after)
        self.account = Account(theme, self.copy, done, "the other:" if count == 2 else "the others:")

    def _edges(self, shares: np.ndarray, left: float, length: float) -> np.ndarray:
        return left + length * np.concatenate([[0.0], np.cumsum(np.asarray(shares)[self.order])])

    def _names(self, labels: Sequence[str]) -> tuple[dict[int, Label], dict[int, tuple[float, float]]]:
        """Return the segments' names and where they go: the true one's in it, others' over them, if there is room."""
        edges, names, places = self._edges(self.before, self.box.left, self.box.width), {}, {}
        over: list[tuple[float, float]] = []
        for place in sorted(range(len(self.order)), key=lambda place: (place > 0, -self.before[self.order[place]])):
            i, left, right = self.order[place], edges[place], edges[place + 1]
            name = math(f"q_{i + 1}", self.theme, self.table.size)
            if labels:
                name = words(labels[i], self.theme, self.table.size)
            half = name.advance / 2
            if place == 0 and name.advance + 40 * PX < right - left:
                names[i], places[i] = name, (left + 28 * PX + half, self.box.y)
                continue
            x = clamp((left + right) / 2, self.box.left + half, self.box.right - half)
            if all(x + half + 24 * PX < a or b < x - half - 24 * PX for a, b in over):
                over.append((x - half, x + half))
                names[i], places[i] = name, (x, self.box.top + 36 * PX)
        return names, places

    def _values(self, labels: Sequence[str], after: np.ndarray) -> dict[int, Formula]:
        """Return the live shares, the true one's over the copy, others' in it, where there is room throughout."""
        values = {}
        for i in self.order:
            symbol, own = "q" if labels else f"q_{i + 1}", i == self.table.y
            value = Formula(self.theme, f"{symbol} = @q[ink:0.000]", TEXT if own else HERO)
            if value.advance + 50 * PX < min(self.before[i], after[i]) * self.copy.width:
                values[i] = value
        return values

    def show(self, q: np.ndarray, landed: float, copied: float) -> "NudgeWhole":
        """Draw the bar, the copy with the shares ``q``, and what flows between them."""
        table, y = self.table, self.table.y
        left = _between(table.bar_left, self.box.left, landed)
        length = _between(table.unit, self.box.width, landed)
        before, after = self._edges(self.before, left, length), self._edges(q, self.copy.left, self.copy.width)
        goals = self._edges(self.before, self.box.left, self.box.width)
        new = Box(
            self.copy.left,
            _between(self.box.bottom, self.copy.bottom, copied),
            self.copy.right,
            _between(self.box.top, self.copy.top, copied),
        )
        for place, i in enumerate(self.order):
            start, end = before[place], before[place + 1]
            self._drop(self.olds[place], i, goals[place], end - start, landed, copied)
            self._lay(self.news[place], i, after[place], after[place + 1], new, copied, y)
            feet = [(after[place + 1], new.top), (after[place], new.top)]
            self.flows[place].outline([(start, self.box.bottom), (end, self.box.bottom), *feet])
            if place:
                self.edges[place - 1].path([(start, self.box.bottom), (after[place], new.top)])
                lost = max(0.0, float(self.before[i] - q[i])) * length * copied
                self.lost[place - 1].within(Box(end - lost, self.box.bottom, end, self.box.top))
        self.frame.box(left, self.box.bottom, length, self.box.height)
        self.new_frame.box(new.left, new.bottom, new.width, new.height)
        old, now = before[1], after[1]
        self.gain.box(old, new.bottom, max(0.0, now - old) if copied else 0.0, new.height)
        self.ghost.dashes((old, new.top), (old, new.bottom))
        arrived = min(1.0, 4 * copied)
        for shape, presence in (
            (self.frame, arrived),  # not before names have passed
            *((part, copied) for part in (self.new_frame, self.ghost, *self.flows, *self.edges, *self.news)),
        ):
            shape.set_presence(presence * self.gain.presence)
        self._name(landed, arrived)
        for i, value in self.values.items():
            place = self.order.index(i)
            value.show(q=float(q[i]))
            if i == y:  # left of what flows
                value.middle((goals[0] + goals[1]) / 2, (self.box.bottom + self.copy.top) / 2 + 12 * PX)
            else:
                value.middle((after[place] + after[place + 1]) / 2, self.copy.y)
        self.account.show(float(q[y] - self.before[y]), old, now, y in self.values)
        return self

    def _name(self, landed: float, arrived: float) -> None:
        """Bring names along with their bars to where they belong; from close rows they'd be in each other's way."""
        table = self.table
        presence = self.gain.presence * (arrived if table.close else 1.0)
        for i, name in self.names.items():
            start = table.bar_left - NAMED - name.advance / 2
            x, at = self.places[i]
            name.middle(_between(start, x, landed), _between(table.ys[i], at, landed)).set_presence(presence)

    def _drop(self, bar: Shape, i: int, goal: float, long: float, landed: float, copied: float) -> None:
        """Draw a bar of the table on its way into the whole."""
        table, own = self.table, i == self.table.y
        thick = _between(table.thickness, self.box.height, landed)
        low = _between(table.ys[i] - table.thickness / 2, self.box.bottom, landed)
        inset = min(1.5 * PX, 0.15 * long) * landed
        x = _between(table.bar_left, goal, landed)
        bar.box(x + inset, low, long - 2 * inset, thick)
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
    """The nudge and what the true class gained by it, below the copy; what the others lost together, above the bar."""

    def __init__(self, theme: Theme, box: Box, done: Label, others: str):
        super().__init__()
        self.box, self.foot, self.done = box, box.bottom - 110 * PX, done
        self.gained, self.whole = Bracket(theme, "up", 24 * PX), Bracket(theme, "ink", -20 * PX)
        self.number = Readout(theme, HERO, "up", decimals=4, signed=True)
        self.lost = Formula(theme, f'"{others}" @lost[down:−1.0000]', HERO)
        self.lost.put(box.right, box.top + 356 * PX, "right")
        self.done.put(box.left, self.foot, "left")
        self.add(self.gained, self.whole, self.number, self.lost, self.done)

    def show(self, gain: float, old: float, now: float, spanned: bool) -> "Account":
        """Write the gain between where the true share ended and where it ends; the others lost as much."""
        self.gained.across(old, max(old, now - 2 * PX), self.box.bottom - 14 * PX)
        if spanned:
            self.whole.across(self.box.left, now - 4 * PX, self.box.top + 12 * PX)
        half = self.number.width("+0.0000") / 2
        low = self.box.left + self.done.advance + 60 * PX + half
        self.number.put(gain, clamp((old + now) / 2, low, self.box.right - half), self.foot)
        self.lost.show(lost=-gain)
        return self
