"""Nielsen's sliders with their bars, row by row: what was, what is, and what a change is worth."""

import numpy as np

from scenes.kit.layout import Box, Layout
from scenes.kit.names import class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import DIGIT_HEIGHT, Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.share_bar import ShareBar
from scenes.pictures.nudged_softmax.sliders import NudgeSliders, rail_length

#: With so many classes the logits' values no longer fit over their knobs.
CLOSE = 7
#: From a frame up to the baseline of what stands over it.
ABOVE = 20 * PX
#: Around texts; how far marks of the start stand out above and below a bar; paper between a bar's halves.
GAP, BEYOND, SLIT = 26 * PX, 14 * PX, 6 * PX
#: On either side of an equals sign before a share.
EQUALS = 13 * PX
#: What points up or down is so wide on either side, and so high; a change of less is none.
POINT, SEEN = (22 * PX, 17 * PX), 5e-5
#: The board beside the bars: each of its bars has room for its number, in it or behind it; from their 1 to its 0.
BOARD, APART = 440 * PX, 106 * PX
#: From the lowest bar down to the axis of the board.
FOOT = 20 * PX


class NudgeTable(Part):
    """A slider and a bar a class. Bars are ``unit`` long for a share of 1."""

    def __init__(self, theme: Theme, layout: Layout, params: NudgeParams):
        super().__init__()
        self.theme, self.params, self.before, self.y = theme, params, params.before, params.target
        start, labels = np.array(params.logits), params.labels
        self.count, self.size = len(start), label_size(len(start))
        #: whether rows are so close that only the logit in play shows its value
        self.close = self.count >= CLOSE
        room = layout.pixels(54, 156, 1866, 854 if self.close else 880)
        self.pitch = min(250 * PX, room.height / self.count)
        self.ys = [room.y + ((self.count - 1) / 2 - i) * self.pitch for i in range(self.count)]
        self.thickness = min(130 * PX, (0.72 if self.close else 0.565) * self.pitch)
        #: the baseline of what stands under the lowest row
        self.foot = self.ys[-1] - self.thickness / 2 - FOOT - 54 * PX
        knob = min(38 * PX, (0.3 if self.close else 0.21) * self.pitch)

        role, truth = "muted" if labels else "logit", self.y if self.close else None
        names = class_names(labels, self.count, "z", theme, self.size, role, truth=truth)
        widest = max(name.advance for name in names)
        value = Readout(theme, self.size, signed=True).width(f"+{params.reach:.{params.decimals}f}")
        #: how wide a share's number is
        self.wide = Readout(theme, self.size).width(params.share(0))
        symbols = [] if labels else [math(f"q_{i + 1}", theme, self.size, "prediction") for i in range(self.count)]
        # From here on: where things are across while the table is at the left margin; `show` moves it.
        rail = layout.left + max(widest + (30 if labels else 45) * PX, value / 2)
        rail_end = rail + (230 * PX if self.close else rail_length(theme, params.nudge))
        value_end = rail_end + (GAP + value if self.close else 20 * PX)
        self.sliders = NudgeSliders(
            theme,
            names,
            self.ys,
            names_end=layout.left + widest,
            left=rail,
            right=rail_end,
            values_end=value_end if self.close else None,
            knob=knob,
            start=start,
            reach=params.reach,
            nudge=params.nudge,
            size=self.size,
            decimals=params.decimals,
        )
        #: before each share its symbol and an equals sign
        self.equals = [math("=", theme, self.size) for _ in symbols]
        words_room = self.wide
        if symbols:
            words_room += max(symbol.advance for symbol in symbols) + self.equals[0].advance + 2 * EQUALS
        self.bar_left = value_end + GAP + words_room + GAP
        self.board_left = layout.right - BOARD
        self.bar_right = self.board_left - APART
        self.unit = self.bar_right - self.bar_left
        #: how far it moves to stand in the middle as long as it has no board
        self.centred = (layout.right - self.bar_right) / 2
        self.layout, self.symbols = layout, symbols
        self.hero = Box(layout.left, self.ys[-1] - self.pitch / 2, self.bar_right, self.ys[0] + self.pitch / 2)
        self._make_rows()

    def _make_rows(self) -> None:
        theme, count = self.theme, self.count
        line = theme.color("line")
        self.bars = [ShareBar(theme) for _ in range(count)]
        #: what is kept in the bars' upper halves
        self.uppers, self.kept = [ShareBar(theme) for _ in range(count)], self.before
        self.frames = [Shape(line, 0.0, stroke=2.5) for _ in range(count)]
        self.frames[self.y].recolor(theme.color("truth"))
        self.frames[self.y].set_stroke(width=5.0)
        #: those of the other classes
        self.other_frames = [frame for i, frame in enumerate(self.frames) if i != self.y]
        if self.count > CLOSE + 1:  # only the true class's frame: twelve would be a grille
            self.frames, self.other_frames = [self.frames[self.y]], []
        self.ghosts = Part(*(Shape(theme.color("ink"), 0.0, stroke=3.5) for _ in range(count)))
        decimals = self.params.share_decimals
        self.shares = [Readout(theme, self.size, "prediction", decimals) for _ in range(count)]
        #: whose shares are written: with many classes the true one's and the three largest
        self.shown = list(range(count))
        if self.count > CLOSE + 1:
            self.shown = sorted({self.y, *(int(i) for i in np.argsort(-self.before, kind="stable")[:3])})
        self.written = Part(
            *(part[i] for part in (self.shares, self.symbols, self.equals) if part for i in self.shown),
        )
        self.others = [part[i] for part in (self.shares, self.equals) if part for i in self.shown if i != self.y]
        #: under the lowest row the ends of a bar
        self.ends = Part(*(words(end, theme, TEXT, "muted") for end in ("" if self.close else "01")))
        self.truth = words("true class", theme, TEXT, "truth")
        self.truth_left = self._beside_dashes(self.truth.advance)
        self.boxes = Part(*self.bars, *self.uppers, *self.frames)
        self.results = Part(self.boxes, self.written, *([] if self.close else [self.truth]))
        self.add(self.sliders, self.results, self.ends)
        #: the change of q_y: not in the picture until it is asked for; nor where there is no room for it
        self.gain = Readout(theme, TEXT if self.close else HERO, "up", decimals, signed=True)
        whole = self.gain.width("+" + self.params.share(0))
        self.behind = self.end(self.most) + 30 * PX + whole <= self.bar_right - 12 * PX
        self.has_room = self.behind or self.before[self.y] * self.unit >= whole + 48 * PX
        #: in the places of the other shares' numbers: whether each rises or falls
        self.answers = Part(*(Shape(theme.color("line")) for _ in range(count)))

    def _beside_dashes(self, wide: float) -> float:
        """Return from where on a text over the true class's bar is clear of its dashes, before and after the gain."""
        dashes = [self.end(share) for share in (self.before[self.y], self.most)]

        def clear(left: float) -> bool:
            right = left + wide
            apart = all(dash < left - 15 * PX or right + 15 * PX < dash for dash in dashes)
            return apart and right < self.bar_right

        places = *(dash + 16 * PX for dash in reversed(dashes)), self.bar_left
        return next(filter(clear, places), self.bar_left)

    @property
    def most(self) -> float:
        """The most that the true share reaches."""
        return float(self.before[self.y] + self.params.gains.max())

    def end(self, share: float, across: float = 0.0) -> float:
        """Return where a bar of ``share`` ends."""
        return self.bar_left + across + share * self.unit

    def show(self, z: np.ndarray, q: np.ndarray, across: float = 0.0, near: float = 0.0, split: float = 0.0):
        """Draw logits and shares, shape (K,) each, the whole table moved right by ``across``.

        ``near`` takes the sliders from the scale of the logits (0) to that of the nudges (1), and ``split`` the bars
        from their full height to the lower half of it.
        """
        self.sliders.show(z, across, near, self.foot)
        for i, y in enumerate(self.ys):
            self._fill(i, float(q[i]), y, across, split)
        for end, share in zip(self.ends, (0.0, 1.0), strict=False):
            end.put(self.end(share, across), self.foot)
        top = self.ys[self.y] + self.thickness / 2
        self.truth.put(self.truth_left + across, top + ABOVE, "left")
        for i, frame in zip(range(self.count) if len(self.frames) > 1 else [self.y], self.frames, strict=True):
            frame.box(self.bar_left + across, self.ys[i] - self.thickness / 2, self.unit, self.thickness)
        return self

    def halves(self, i: int, split: float = 1.0, across: float = 0.0) -> tuple[Box, Box]:
        """Return the room of bar ``i`` over its ``split``, nothing at first, and under it, all of it at first."""
        left, y, high = self.bar_left + across, self.ys[i], self.thickness / 2
        right = left + self.unit
        return (
            Box(left, y + high - split * (high - SLIT / 2), right, y + high),
            Box(left, y - high, right, y + high - split * (high + SLIT / 2)),
        )

    def keep(self, q: np.ndarray) -> None:
        """Keep bars of the shares ``q``, (K,), in the upper halves."""
        self.kept = q

    def _fill(self, i: int, q: float, y: float, across: float, split: float) -> None:
        left, low = self.bar_left + across, y - self.thickness / 2
        parted = self.ghosts[i].presence > 0
        upper, lower = self.halves(i, split, across)
        self.bars[i].show(lower, float(self.before[i]), q, parted)
        self.uppers[i].show(upper, float(self.before[i]), float(self.kept[i]), parted)
        # Above and below the bar, so that it covers nothing of a small share or change.
        beyond, was = min(BEYOND, (self.pitch - self.thickness) / 2 - 2 * PX), left + self.before[i] * self.unit
        self.ghosts[i].dashes((was, low - beyond), (was, low + self.thickness + beyond), beyond, self.thickness)
        self.shares[i].middle(q, left - GAP, y, "right")
        if self.symbols:
            equals = left - GAP - self.wide - EQUALS
            self.equals[i].middle(equals, y, "right")
            self.symbols[i].middle(equals - self.equals[i].advance - EQUALS, y, "right")

    def write_gain(self, q: float) -> None:
        """Write how much the true share changed behind its bar, or, where the bar leaves no room, into it."""
        number, before = self.gain, float(self.before[self.y])
        scale = number.size * UNITS_PER_SIZE
        x = self.end(max(before, q)) + 30 * PX if self.behind else self.bar_left + 24 * PX
        change = q - before
        role = "muted" if abs(change) < SEEN else "up" if change > 0 else "down"
        number.recolor(self.theme.color(role if self.behind else "paper"))
        base = self.ys[self.y] - DIGIT_HEIGHT * scale / 2
        number.put(self.params.gained(q), x + number.width("+0"), base, "point")

    def answer(self, changes: np.ndarray) -> Part:
        """Return what points up or down before each other class's bar, as ``changes``, (K,), go."""
        x = self.bar_left - GAP - self.wide / 2
        for i, (mark, y, change) in enumerate(zip(self.answers, self.ys, changes, strict=True)):
            wide, high = POINT if i != self.y and abs(change) > SEEN else (0.0, 0.0)
            tip, foot = y + np.sign(change) * high, y - np.sign(change) * high
            mark.outline([(x - wide, foot), (x + wide, foot), (x, tip)])
            mark.recolor(self.theme.color("up" if change > 0 else "down"))
        return self.answers
