"""The gains from the largest to the smallest, then beside each the share that its nudge can take from."""

from manim import smooth

from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Label, math, words
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.gains import GainNumber, measured, ruler, wall
from scenes.pictures.nudged_softmax.nudge_names import nudged
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.share_bar import PARTED
from scenes.pictures.nudged_softmax.table import NudgeTable

#: The gains' part of the room for bars.
GREEN = 0.55
#: From a name to its bar; from a gain's bar to its number, and from a share's; from the gains to the shares.
NAMED, CLEAR, BESIDE, BETWEEN = 34 * PX, 24 * PX, 20 * PX, 70 * PX
#: From a line beside a bar down to the next; on either side of a letter in a bar.
LINE, AROUND = 56 * PX, 12 * PX


class NudgeRanking(Part):
    """The ranked gains, each with its nudge's name, and beside them an empty chart.

    The shares to take from are what comes there, ``second``: q_i, or where the true logit is raised all the others,
    end to end, which make 1 − q_y.
    """

    def __init__(self, theme: Theme, table: NudgeTable, params: NudgeParams):
        super().__init__()
        gains, steps, pushed = params.gains, params.steps, params.pushed
        self.theme, self.table, self.params, count = theme, table, params, len(gains)
        layout, few = table.layout, count <= 4
        #: the rows from the largest gain to the smallest; which is the order of the shares pushed down
        self.order = sorted(range(count), key=lambda i: (-pushed[i], i))
        others = [i for i in self.order if i != table.y]
        #: each row's classes whose shares are pushed down
        self.pushed = [others if i == table.y else [i] for i in self.order]
        pitch = min(160 * PX, (790 - 150) * PX / count)
        top = layout.stage.y + (count * pitch + 36 * PX) / 2
        self.rows = [top - (rank + 0.5) * pitch for rank in range(count)]
        self.thickness = 0.72 * pitch
        #: whether a row has room for two lines
        self.roomy = pitch > 2 * LINE
        foot = self.rows[-1] - pitch / 2 - 6 * PX
        self.title = self.rows[0] + max(self.thickness / 2, 18 * PX) + 22 * PX

        names = [nudged(theme, i, steps[i], params.labels, em(58) if few else table.size) for i in self.order]
        left = layout.left + max(name.advance for name in names) + NAMED
        numbers = [GainNumber(theme, em(60) if few else table.size, params.share_decimals) for _ in gains]
        self.shares = [self._share(i) for i in self.order]
        #: what stands beside each row's bar, line by line
        self.lines: list[list[Label | Formula]] = [[share] for share in self.shares]
        if self.roomy:
            whose = words("the others:" if count > 2 else "the other:", theme, table.size)
            self.lines[self.order.index(table.y)].insert(0, whose)
        self.beside = BESIDE + max(line.advance for lines in self.lines for line in lines)
        written = CLEAR + numbers[0].width("+" + params.share(0)) + BETWEEN
        length = min(900 * PX, GREEN * (layout.right - left - written - self.beside))
        self.axis = ruler(theme, left, foot, length, gains)
        self.bars = [Shape(theme.gained()) for _ in gains]
        for rank, (i, at) in enumerate(zip(self.order, self.rows, strict=True)):
            gain = float(gains[i])
            names[rank].middle(left - NAMED, at, "right")
            self.bars[rank].box(left, at - self.thickness / 2, gain * self.axis.unit, self.thickness)
            numbers[rank].middle(params.told[i], left + gain * self.axis.unit + CLEAR, at, "left")
        head = measured(theme, table, params.labels).put(left, self.title, "left")
        whose = words("(true class)", theme, TEXT, "truth").put(left + head.advance + BESIDE, self.title, "left")
        high = self.rows[0] + self.thickness / 2
        self.add(head, whose, wall(theme, left, foot, high), self.axis, *names, *self.bars, *numbers)
        self._lay_second(left + length + written, foot, high)
        self.hero = Box(left, foot, layout.right, top)

    def _share(self, i: int) -> Formula:
        share = "prediction(q)" if self.params.labels else f"prediction(q_{i + 1})"
        name = f"1 - {share}" if i == self.table.y else share
        return Formula(self.theme, f"{name} = @s[prediction:{self.params.share(0)}]", self.table.size)

    def _lay_second(self, left: float, foot: float, high: float) -> None:
        theme, right = self.theme, self.table.layout.right
        unit = min((right - left - self.beside) / max(self.params.pushed), right - left - BESIDE)
        self.shares_axis = Axis(theme, (left, foot), (left + unit, foot), 0.0, 1.0, ticks=(0.0, 0.5, 1.0), size=TEXT)
        self.shares_bars = [[Shape(theme.color("prediction")) for _ in pushed] for pushed in self.pushed]
        self.letters = self._letters(unit)
        title = words("share it can take from", theme, TEXT)
        title.put(min(left, right - title.advance), self.title, "left")
        self.add(title, wall(theme, left, foot, high), self.shares_axis)
        #: the shares that nudges can take from, on a ruler of their own
        self.second = Part(*(part for row in (*self.shares_bars, self.letters, *self.lines) for part in row))

    def _letters(self, unit: float) -> dict[Label, float]:
        """Return letters of the others whose pieces of the true class's bar have room; where each is, on its ruler."""
        letters, start = {}, 0.0
        for i in self.pushed[self.order.index(self.table.y)]:
            share, letter = float(self.table.before[i]), math(f"q_{i + 1}", self.theme, TEXT, "paper")
            if self.roomy and not self.params.labels and letter.advance + 2 * AROUND < share * unit:
                letters[letter] = start + share / 2
            start += share
        return letters

    def show(self, told: float) -> None:
        """Draw the second chart's first ``told`` rows, 0 to K: each bar grows out of its axis, then has its number."""
        for rank, (i, at) in enumerate(zip(self.order, self.rows, strict=True)):
            grown = smooth(clamp(told - rank, 0.0, 1.0))
            x, bars = self.shares_axis.start[0], self.shares_bars[rank]
            for k, bar in zip(self.pushed[rank], bars, strict=True):
                wide = grown * self.table.before[k] * self.shares_axis.unit
                parted = min(PARTED, 0.4 * wide) if bar is not bars[-1] else 0.0
                bar.box(x, at - self.thickness / 2, wide - parted, self.thickness)
                x += wide
            self.shares[rank].show(s=float(self.params.pushed[i]))
            top = at + (len(self.lines[rank]) - 1) / 2 * LINE
            for k, line in enumerate(self.lines[rank]):
                line.middle(x + BESIDE, top - k * LINE, "left")
            for part in self.lines[rank]:
                part.set_presence(clamp(4 * grown - 3, 0.0, 1.0))
            for letter, share in self.letters.items() if i == self.table.y else ():
                letter.middle(self.shares_axis.at(share * grown), at).set_presence(clamp(10 * grown - 9, 0.0, 1.0))
