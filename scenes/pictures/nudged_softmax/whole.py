"""The shares end to end, before and after a nudge: one whole, in which one gains what the others lose."""

import numpy as np
from manim import smooth

from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.names import class_names, fitting
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import Label, words
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.account import Account
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.share_bar import PARTED, Lost
from scenes.pictures.nudged_softmax.table import NudgeTable

#: How solid a piece is: the true class's and the others', after; and before.
LIT, OTHERS, LIT_BEFORE, OTHERS_BEFORE = 1.0, 0.45, 0.5, 0.3
#: From a bar to the middle of the names beside it, and up to what the true class is called over them.
NAMED, TRUTH = 38 * PX, 78 * PX
#: From the copy down to the baseline of its ends, under the names.
ENDS = 122 * PX
#: From what the bars are called to the bars; from their right ends to the last piece's name, if it stands there.
CALLED, BEHIND = 40 * PX, 16 * PX
#: What parts a piece from the next on either side, but at most this share of it.
INSET, NARROW = 3 * PX, 0.15
#: A name between two rows takes so much.
ROOM = 62 * PX


def _between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _inset(long: float) -> float:
    return min(INSET, NARROW * long)


class NudgeWhole(Part):
    """A bar of length 1, the true class's share first; below it a copy that answers to the logits.

    The bars come from their rows in the table and grow into the whole (``landed``); its copy comes down (``copied``).
    What the true class gains is solid in the copy; what each other class loses is hatched in the bar above, where it
    had it.
    """

    def __init__(self, theme: Theme, table: NudgeTable, params: NudgeParams, done: Label):
        super().__init__()
        after = params.trials[table.y].after
        self.gained = params.gained
        self.theme, self.table, self.before, count = theme, table, table.before, table.count
        self.order = [table.y, *(i for i in range(count) if i != table.y)]
        layout = table.layout
        #: what was done when a bar has these shares: it stands before its left end
        called = words("start", theme, table.size), done
        room = max(name.advance for name in called) + CALLED
        self.box, self.copy = (
            layout.pixels(54, top, 1866, foot).inset(left=room) for top, foot in ((276, 392), (616, 800))
        )
        for name, bar in zip(called, (self.box, self.copy), strict=True):
            name.middle(layout.left, bar.y, "left")
        blue, truth = theme.color("prediction"), theme.color("truth")
        self.olds = [Shape(blue) for _ in range(count)]
        self.lost = [Lost(theme, 11 * PX, 3.5) for _ in range(count - 1)]
        self.news = [Shape(blue) for _ in range(count)]
        self.gain = Shape(theme.gained())
        self.frames = [Shape(theme.color("line"), 0.0, stroke=3.0), Shape(theme.color("ink"), 0.0, stroke=4.0)]
        self.own = [Shape(truth, 0.0, stroke=5.0) for _ in self.frames]
        self.truth = words("true class", theme, table.size, "truth").put(self.box.left, self.box.top + TRUTH, "left")
        #: over the bar and under its copy, the pieces' names where they have room, by their place in it
        self.names = [class_names(params.labels, count, "q", theme, table.size, "prediction") for _ in self.frames]
        self.wide = np.array([self.names[0][i].advance for i in self.order])
        self.named = self._fitting(after)
        #: whether the last piece, too narrow for its name, has it behind the bar
        self.behind = count - 1 not in self.named and not params.labels
        if self.behind:
            self.box, self.copy = (bar.inset(right=self.wide[-1] + BEHIND) for bar in (self.box, self.copy))
            self.named = sorted({*self._fitting(after), count - 1})
        self.hero = Box(layout.left, self.copy.bottom, self.box.right, self.box.top)
        self.add(*self.olds, *self.lost, *self.news, self.gain, *self.frames, *self.own, self.truth, *table.ends)
        self.add(*(names[self.order[place]] for names in self.names for place in self.named))
        #: the place of the class that loses most: what the others lose is written under it
        self.worst = 1 + int(np.argmax((self.before - after)[self.order[1:]]))
        others = "the other:" if count == 2 else "the others:"
        #: comes when both bars are there
        self.account = Account(theme, self.box, self.copy, others, params)
        self.account.add(*called)

    def _edges(self, shares: np.ndarray, left: float, length: float) -> np.ndarray:
        return left + length * np.concatenate([[0.0], np.cumsum(np.asarray(shares)[self.order])])

    def _fitting(self, after: np.ndarray) -> list[int]:
        """Return the places whose names have room, before and with the shares ``after``, (K,)."""
        first = sorted(range(len(after)), key=lambda place: (place > 0, -self.before[self.order[place]]))
        kept = (set(fitting(self._middles(q), self.wide, first, 24 * PX)) for q in (self.before, after))
        return sorted(set.intersection(*kept))

    def _middles(self, shares: np.ndarray) -> np.ndarray:
        """Return where names stand, (K,): at the middles of their pieces, within the bar's ends."""
        edges = self._edges(shares, self.box.left, self.box.width)
        return np.clip((edges[:-1] + edges[1:]) / 2, self.box.left + self.wide / 2, self.box.right - self.wide / 2)

    def show(self, q: np.ndarray, landed: float, copied: float) -> "NudgeWhole":
        """Draw the bar, and the copy with the shares ``q``."""
        table, box, y = self.table, self.box, self.table.y
        # First along its row, then down: so no piece passes over another.
        along, down = (smooth(clamp(2 * landed - phase, 0.0, 1.0)) for phase in (0.0, 1.0))
        left, length = _between(table.bar_left, box.left, along), _between(table.unit, box.width, along)
        before, after = self._edges(self.before, left, length), self._edges(q, self.copy.left, self.copy.width)
        goals = self._edges(self.before, box.left, box.width)
        new = Box(
            self.copy.left,
            _between(box.bottom, self.copy.bottom, copied),
            self.copy.right,
            _between(box.top, self.copy.top, copied),
        )
        lost = np.maximum(0.0, (self.before - q)[self.order]) * length * copied
        for place, i in enumerate(self.order):
            start, end = before[place], before[place + 1]
            self._drop(self.olds[place], i, goals[place], end - start, (along, down), copied)
            self._lay(self.news[place], i, after[place], after[place + 1], new)
            if place:
                right = end - _inset(end - start)
                self.lost[place - 1].within(Box(right - lost[place], box.bottom, right, box.top))
        old, now = before[1], after[1]
        for bar, frame, own, end in zip((box, new), self.frames, self.own, (old, now), strict=True):
            frame.box(bar.left, bar.bottom, bar.width, bar.height)
            own.box(bar.left, bar.bottom, end - bar.left, bar.height)
        if landed < 1.0:
            true = self.olds[0].points
            (x, low), (right, high) = true[:, :2].min(0), true[:, :2].max(0)
            # It was round the room of a share of 1.
            wide = _between(table.unit, right - x, smooth(clamp(3 * landed, 0.0, 1.0)))
            self.own[0].box(x, low, wide, high - low)
        self.gain.box(old, new.bottom, max(0.0, now - old) if copied else 0.0, new.height)
        named = clamp(4 * landed, 0.0, 1.0)
        for shape, presence in (
            (self.frames[0], min(1.0, 4 * copied)),
            (self.own[0], 1.0),
            *((part, copied) for part in (self.frames[1], self.own[1], self.truth, *self.news)),
        ):
            shape.set_presence(presence * self.gain.presence)
        # The ends of a bar of length 1 part with the bars, and stay under the copy and its names.
        foot = _between(table.foot, self.copy.bottom - ENDS, down)
        for end, share, side in zip(table.ends, (0.0, 1.0), (1, -1), strict=False):
            goal = box.left + share * box.width + side * end.advance / 2
            end.put(_between(table.end(share), goal, along), foot)
        self._name(q, named, clamp(4 * copied - 3, 0.0, 1.0), (along, down))
        worst = before[self.worst + 1] - lost[self.worst] / 2
        self.account.show(self.gained(float(q[y])), old, now, worst)
        return self

    def _name(self, q: np.ndarray, first: float, second: float, landed: tuple[float, float]) -> None:
        """Write the names over the pieces, on their way too where there is room, and under the copy."""
        table, before, after = self.table, self._middles(self.before), self._middles(q)
        clear = table.pitch - table.thickness > ROOM
        for place in self.named:
            i = self.order[place]
            upper, lower = (names[i] for names in self.names)
            if self.behind and place == len(q) - 1:
                x = self.box.right + BEHIND + self.wide[place] / 2
                upper.middle(x, self.box.y).set_presence(clamp(20 * landed[1] - 19, 0.0, 1.0) * self.gain.presence)
                lower.middle(x, self.copy.y).set_presence(second * self.gain.presence)
                continue
            x = _between(table.bar_left + self.before[i] * table.unit / 2, before[place], landed[0])
            y = _between(table.ys[i] + table.thickness / 2, self.box.top, landed[1]) + NAMED
            wide = clear and self.before[i] * self.box.width > self.wide[place]
            upper.middle(x, y).set_presence(
                (first if wide else clamp(20 * landed[1] - 19, 0.0, 1.0)) * self.gain.presence
            )
            lower.middle(after[place], self.copy.bottom - NAMED).set_presence(second * self.gain.presence)

    def _drop(self, bar: Shape, i: int, goal: float, long: float, landed: tuple[float, float], copied: float) -> None:
        """Draw a bar of the table on its way into the whole: ``landed`` so far along its row, and so far down."""
        table, own, (along, down) = self.table, i == self.table.y, landed
        thick = _between(table.thickness, self.box.height, down)
        low = _between(table.ys[i] - table.thickness / 2, self.box.bottom, down)
        inset = _inset(long) * down
        x = _between(table.bar_left, goal, along)
        bar.box(x + inset, low, long - 2 * inset, thick)
        full = 1.0 if own else _between(1.0, OTHERS, down)
        bar.fill_alpha = _between(full, LIT_BEFORE if own else OTHERS_BEFORE, copied)
        bar.set_presence(self.gain.presence)

    def _lay(self, bar: Shape, i: int, left: float, right: float, new: Box) -> None:
        """Draw a piece of the copy; what the true class gained is drawn apart from what it had."""
        inset = _inset(right - left)
        if i == self.table.y:
            had = self.copy.left + self.before[i] * self.copy.width
            right = min(right, had - min(PARTED, max(0.0, right - had)))
        bar.box(left + inset, new.bottom, max(0.0, right - left - 2 * inset), new.height)
        bar.fill_alpha = LIT if i == self.table.y else OTHERS
