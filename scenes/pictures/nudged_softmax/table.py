"""Nielsen's sliders with their bars, row by row: what was, what is, and what a change is worth."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import Hatch
from scenes.kit.layout import Box, Layout
from scenes.kit.names import class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import DIGIT_HEIGHT, Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.params import printed
from scenes.pictures.nudged_softmax.sliders import NudgeSliders, rail_length
from scenes.pictures.nudged_softmax.ways import TwoWays

#: With so many classes the logits' values no longer fit over their knobs.
CLOSE = 7
#: From a frame up to the baseline of what stands over it.
ABOVE = 20 * PX
#: Around texts; paper between a bar and what it gained; how far marks of the start stand out above and below a bar.
GAP, PARTED, BEYOND = 26 * PX, 4 * PX, 14 * PX
#: What is less rounds to nothing in four decimals.
SEEN = 5e-5
#: The board beside the bars: each of its bars has room for its number, in it or behind it; from their 1 to its 0.
BOARD, APART = 440 * PX, 106 * PX


class NudgeTable(Part):
    """A slider and a bar a class. Bars are ``unit`` long for a share of 1.

    Parameters
    ----------
    start : the logits to which changes refer, shape (K,).
    reach : the sliders go from −reach to reach.
    nudge : how far a logit is nudged: the sliders have a finer scale for it.
    gain : the most that the true class's share gains.
    decimals : of the logits.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        start: np.ndarray,
        before: np.ndarray,
        target: int,
        labels: Sequence[str],
        reach: float,
        nudge: float,
        gain: float,
        decimals: int,
    ):
        super().__init__()
        self.theme, self.start, self.before, self.y, self.gain_most = theme, start, before, target, gain
        self.count, self.size = len(start), label_size(len(start))
        #: whether rows are so close that only the logit in play shows its value
        self.close = self.count >= CLOSE
        room = layout.pixels(54, 170, 1866, 862 if self.close else 906)
        self.pitch = min(250 * PX, room.height / self.count)
        self.ys = [room.y + ((self.count - 1) / 2 - i) * self.pitch for i in range(self.count)]
        self.thickness = min(130 * PX, (0.72 if self.close else 0.565) * self.pitch)
        #: the baseline of what stands under the lowest row
        self.foot = self.ys[-1] - self.thickness / 2 - 60 * PX
        knob = min(38 * PX, (0.3 if self.close else 0.21) * self.pitch)

        role, truth = "muted" if labels else "logit", target if self.close else None
        names = class_names(labels, self.count, "z", theme, self.size, role, truth=truth)
        widest = max(name.advance for name in names)
        value = Readout(theme, self.size, signed=True).width(f"+{reach:.{decimals}f}")
        share = Readout(theme, self.size).width("0.0000")
        symbols = [] if labels else [math(f"q_{i + 1}", theme, self.size, "prediction") for i in range(self.count)]
        #: from here on all places across are those of the table at the left margin; ``across`` moves it
        rail = layout.left + max(widest + (30 if labels else 45) * PX, value / 2)
        rail_end = rail + (230 * PX if self.close else rail_length(theme, nudge))
        value_end = rail_end + (GAP + value if self.close else 20 * PX)
        values = value_end if self.close else None
        across = layout.left + widest, rail, rail_end, values
        self.sliders = NudgeSliders(theme, names, self.ys, *across, knob, start, reach, nudge, self.size, decimals)
        words_room = share + (max(symbol.advance for symbol in symbols) + 14 * PX if symbols else 0.0)
        self.bar_left = value_end + GAP + words_room + GAP
        self.ways = TwoWays(theme, self.count, target, printed(nudge), labels, self.size)
        self.board_left = layout.right - max(BOARD, self.ways.width)
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
        self.bars = [Shape(theme.color("prediction")) for _ in range(count)]
        self.gains = [Shape(theme.gained()) for _ in range(count)]
        self.losses = [Hatch(theme, "down", pitch=18 * PX) for _ in range(count)]
        self.frames = [Shape(line, 0.0, stroke=2.5) for _ in range(count)]
        self.frames[self.y].recolor(theme.color("truth"))
        self.frames[self.y].set_stroke(width=5.0)
        if self.count > CLOSE + 1:  # only the true class's frame: twelve would be a grille
            self.frames = [self.frames[self.y]]
        self.ghosts = Part(*(Shape(theme.color("ink"), 0.0, stroke=3.5) for _ in range(count)))
        #: with as many decimals as their changes have
        self.shares = [Readout(theme, self.size, "prediction", decimals=4) for _ in range(count)]
        #: whose shares are written: with many classes the true one's and the three largest
        self.shown = list(range(count))
        if self.count > CLOSE + 1:
            self.shown = sorted({self.y, *(int(i) for i in np.argsort(-self.before, kind="stable")[:3])})
        self.written = Part(
            *(self.shares[i] for i in self.shown), *(self.symbols[i] for i in self.shown if self.symbols)
        )
        #: under the lowest row the ends of a bar
        self.ends = Part(*(words(end, theme, TEXT, "muted") for end in ("" if self.close else "01")))
        self.truth = words("true class", theme, TEXT, "truth")
        self.truth_left = self._beside_dashes(self.truth.advance)
        self.boxes = Part(*self.bars, *self.losses, *self.gains, *self.frames)
        self.results = Part(self.boxes, self.written, *([] if self.close else [self.truth]))
        self.add(self.sliders, self.results, self.ends)
        #: the changes of q_y, and of the other shares: not in the picture until they are asked for
        self.gain = Readout(theme, TEXT if self.close else HERO, "up", decimals=4, signed=True)
        self.changes = [Readout(theme, self.size, "down", decimals=4, signed=True) for _ in range(count)]

    def _beside_dashes(self, wide: float) -> float:
        """Return from where on a text over the true class's bar is clear of its dashes, before and after the gain."""
        dashes = [self.end(self.before[self.y] + gain) for gain in (0.0, self.gain_most)]

        def clear(left: float) -> bool:
            right = left + wide
            apart = all(dash < left - 15 * PX or right + 15 * PX < dash for dash in dashes)
            return apart and right < self.bar_right

        places = *(dash + 16 * PX for dash in reversed(dashes)), self.bar_left
        return next(filter(clear, places), self.bar_left)

    def end(self, share: float, across: float = 0.0) -> float:
        """Return where a bar of ``share`` ends."""
        return self.bar_left + across + share * self.unit

    def show(self, z: np.ndarray, q: np.ndarray, across: float = 0.0, near: float = 0.0) -> "NudgeTable":
        """Draw logits and shares, shape (K,) each, the whole table moved right by ``across``.

        ``near`` takes the sliders from the scale of the logits (0) to that of the nudges (1).
        """
        self.sliders.show(z, across, near, self.foot)
        for i, y in enumerate(self.ys):
            self._fill(i, float(q[i]), y, across)
        for end, share in zip(self.ends, (0.0, 1.0), strict=False):
            end.put(self.end(share, across), self.foot)
        top = self.ys[self.y] + self.thickness / 2
        self.truth.put(self.truth_left + across, top + ABOVE, "left")
        for i, frame in zip(range(self.count) if len(self.frames) > 1 else [self.y], self.frames, strict=True):
            frame.box(self.bar_left + across, self.ys[i] - self.thickness / 2, self.unit, self.thickness)
        return self

    def _fill(self, i: int, q: float, y: float, across: float) -> None:
        left, low = self.bar_left + across, y - self.thickness / 2
        old, new = self.before[i] * self.unit, q * self.unit
        parted = min(PARTED, max(0.0, new - old), 0.4 * old) if self.ghosts[i].presence else 0.0
        self.bars[i].box(left, low, min(old - parted, new), self.thickness)
        self.gains[i].box(left + old, low, max(0.0, new - old), self.thickness)
        self.losses[i].within(Box(left + min(old, new), low, left + old, low + self.thickness))
        # Above and below the bar, so that it covers nothing of a small share or change.
        beyond, was = min(BEYOND, (self.pitch - self.thickness) / 2 - 2 * PX), left + old
        self.ghosts[i].dashes((was, low - beyond), (was, low + self.thickness + beyond), beyond, self.thickness)
        self.shares[i].middle(q, left - GAP, y, "right")
        if self.symbols:
            width = self.shares[i].width("0.0000")
            self.symbols[i].middle(left - GAP - width - 14 * PX, y, "right")

    def write_change(self, number: Readout, i: int, q: float, most: float) -> None:
        """Write how much share ``i`` changed behind its bar, or, where the bar leaves no room, into it.

        ``most`` is the largest share that the bar reaches while the number stands.
        """
        scale = number.size * UNITS_PER_SIZE
        sign, whole = number.width("+"), number.width("+0.0000")
        x = self.end(max(self.before[i], q)) + 30 * PX
        inside = self.end(most) + 30 * PX + whole > self.bar_right - 12 * PX
        if inside:
            x = self.bar_left + 24 * PX
        base, change = self.ys[i] - DIGIT_HEIGHT * scale / 2, q - self.before[i]
        role = "muted" if abs(change) < SEEN else "up" if change > 0 else "down"
        number.recolor(self.theme.color("paper" if inside else role))
        number.put(change, x + sign + number.width("0"), base, "point")

    def has_room(self, number: Readout, least: float, most: float) -> bool:
        """Whether the change of a share that stays between these two can be written beside its bar or into it."""
        whole = number.width("+0.0000")
        beside = self.end(most) + 30 * PX + whole <= self.bar_right - 12 * PX
        return beside or least * self.unit >= whole + 48 * PX
