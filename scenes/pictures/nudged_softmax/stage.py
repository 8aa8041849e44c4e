"""The stage of NudgedSoftmax: the table, the board and the whole, and how they are moved."""

import numpy as np
from manim import Animation, ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Vector
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.pictures.nudged_softmax.gains import GainBoard
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.ranking import NudgeRanking
from scenes.pictures.nudged_softmax.table import NudgeTable
from scenes.pictures.nudged_softmax.ways import two_ways

#: A slider that waits is still a slider: its presence on dark and on light paper.
WAITING = 0.55, 0.68


class NudgeStage(Explainer):
    """What the beats of NudgedSoftmax have in common."""

    params: NudgeParams

    def prepare(self) -> None:
        """Put the table on the stage; the board and the whole come later."""
        params = self.params
        self.start, self.y, self.before = np.array(params.logits), params.target, params.before
        self.z = Vector(self.start, "z", labels=params.labels)
        #: what raising the true logit adds to the logits
        self.raised = params.nudge * np.eye(len(self.start))[self.y]
        self.table = table = NudgeTable(self.theme, self.layout, params)
        given = self.theme, table, params
        self.board, self.ranks = GainBoard(*given), NudgeRanking(*given)
        #: what the two ways are called by which all shares become the same
        self.ways = two_ways(*given)
        #: 1 while the table stands in the middle, 0 when it has made room for the board
        self.alone = ValueTracker(1.0)
        #: from the sliders' scale of logits, 0, to that of nudges, 1
        self.near = ValueTracker(0.0)
        #: from whole bars, 0, to bars with a half for each of two ways, 1
        self.split = ValueTracker(0.0)
        #: how many of the ranked gains have their shares beside them; the whole's bar and its copy
        self.told, self.landed, self.copied = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.add(table, table.sliders.scale)
        self.follow(self.draw_table)
        self.hero = table.hero

    @property
    def q(self) -> np.ndarray:
        """The shares of this frame."""
        return mc.softmax(self.z.value)

    def draw_table(self) -> None:
        """Draw sliders and bars, and write beside the true one what it gained."""
        table, q = self.table, self.q
        across, near, split = (tracker.get_value() for tracker in (self.alone, self.near, self.split))
        table.show(self.z.value, q, across * table.centred, near, split)
        table.write_gain(float(q[self.y]))

    def draw_shares_pushed(self) -> None:
        """Draw the shares beside the ranked gains."""
        self.ranks.show(self.told.get_value())

    def into_play(self, *indices: int) -> list[Animation]:
        """Light the sliders that move, dim the others; where rows are close only those in play show their values."""
        table = self.table
        lit = [row for i, row in enumerate(table.sliders.rows) if i in indices]
        animations = [self.lighting(*lit)]
        if len(lit) < table.count:
            others = [row for i, row in enumerate(table.sliders.rows) if i not in indices]
            animations.append(Presence(others, WAITING[self.theme.is_light], 0.5, self.theme.dimmed))
        if table.close:
            few = indices if len(indices) == 1 else ()
            shown = [table.sliders.values[i] for i in few if table.sliders.values[i] not in self.mobjects]
            animations += self.arriving(*shown) if shown else []
            gone = [value for i, value in enumerate(table.sliders.values) if i not in few and value in self.mobjects]
            animations += [Presence(gone, 0.0, 0.4)] if gone else []
        return animations

    def take(self, index: int, *stops: tuple[float, float]) -> None:
        """Move one slider from stop to stop, each a value and a number of seconds."""
        arriving = self.into_play(index)
        for value, seconds in stops:
            self.move((self.z[index], value), run_time=seconds, also=arriving)
            arriving = []

    def try_out(self, index: int, seconds: float) -> None:
        """Nudge a logit; the true class's gain grows in its bar and on the board, and then is written in both."""
        table, step = self.table, self.params.steps[index]
        answers = table.answer(self.params.trials[index].change)
        arriving = self.arriving(answers, *self.board.sources[index : index + 1], run_time=min(0.4, seconds))

        def read_off() -> None:
            self.board.read(index, float(self.q[self.y]))

        self.follow(read_off)
        self.move((self.z[index], self.start[index] + step), run_time=seconds, also=arriving)
        # On the way, rounded shares and a rounded gain would now and then not add up.
        numbers = [self.board.numbers[index], *([table.gain] if table.has_room else [])]
        self.appear(*numbers, run_time=min(0.4, 0.5 * seconds))
        self.unfollow(read_off)

    def back(self, seconds: float, following: int) -> None:
        """Bring the nudged logit back to where it was, and light the one that is next."""
        gone = Presence([self.table.gain, self.table.answers], 0.0, 0.6 * seconds)
        self.move(*self.z.to(self.start), run_time=seconds, also=[gone, *self.into_play(following)])

    def draw_whole(self) -> None:
        """Draw the shares end to end."""
        self.whole.show(self.q, self.landed.get_value(), self.copied.get_value())

    def bring_back_the_table(self) -> None:
        """Put the table in the ranking's place, with every logit where it was."""
        table, ranks = self.table, self.ranks
        self.z.value = self.start
        self.follow(self.draw_table)
        self.unfollow(self.draw_shares_pushed)
        self.hero = table.hero
        self.exchange([ranks, ranks.second], [table, table.ghosts, table.sliders.steps])

    def gaps(self) -> Part:
        """Return the gaps between the logits and the true one's, live, beside the bars."""
        theme, table = self.theme, self.table
        head = words("gap of z", theme, TEXT) if self.params.labels else math(f"logit(z_i - z_{self.y + 1})", theme)
        numbers = [Readout(theme, table.size, "logit", self.params.decimals, signed=True) for _ in range(table.count)]

        def write() -> None:
            z = self.z.value
            for number, gap, at in zip(numbers, z - z[self.y], table.ys, strict=True):
                number.middle(float(gap), table.board_left, at, "left")

        self.follow(write)
        head.put(table.board_left, table.ys[0] + table.thickness / 2 + 22 * PX, "left")
        return Part(head, *(numbers[i] for i in table.shown))
