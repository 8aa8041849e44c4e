"""The stage of NudgedSoftmax: the table, the board and the whole, and how they are moved."""

import numpy as np
from manim import Animation, ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Vector
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import math, sentence
from scenes.pictures.nudged_softmax.gains import NudgeGains
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.table import NudgeTable

#: A slider that waits is still a slider: its presence.
WAITING = 0.55
#: What is less rounds to nothing in four decimals.
SEEN = 5e-5


class NudgeStage(Explainer):
    """What the beats of NudgedSoftmax have in common."""

    params: NudgeParams

    def prepare(self) -> None:
        """Put the table on the stage; the board and the whole come later."""
        params = self.params
        self.start, self.y, self.before = np.array(params.logits), params.target, params.before
        self.z = Vector(self.start, "z")
        gains = params.gains
        self.table = NudgeTable(
            self.theme, self.layout, self.start, self.before, self.y, params.labels, params.reach, float(gains.max())
        )
        self.gains = NudgeGains(self.theme, self.table, params.labels, gains, params.steps, params.pushed)
        #: 1 while the table stands in the middle, 0 when it has made room for the board
        self.alone = ValueTracker(1.0)
        #: how far each gain has flown to the board, what it is worth while it flies; gathering, zoom; the whole
        self.flown, self.noted = Vector(np.zeros(len(gains))), np.zeros(len(gains))
        self.gathered, self.zoomed = ValueTracker(0.0), ValueTracker(0.0)
        self.landed, self.grown, self.copied = (ValueTracker(0.0) for _ in range(3))
        #: the classes whose losses are written
        self.losing: list[int] = []
        self.add(self.table)
        self.follow(self.draw_table)
        self.hero = self.table.hero

    @property
    def q(self) -> np.ndarray:
        """The shares of this frame."""
        return mc.softmax(self.z.value)

    def draw_table(self) -> None:
        """Draw sliders and bars, and write the changes beside them."""
        table, q = self.table, self.q
        table.show(self.z.value, q, self.alone.get_value() * table.centred)
        table.write_change(table.gain, self.y, float(q[self.y]), self._most(self.y))
        for i in self.losing:
            table.write_change(table.falls[i], i, float(q[i]), float(self.before[i]))

    def _most(self, i: int) -> float:
        return float(self.before[i] + (self.params.gains.max() if i == self.y else 0.0))

    def draw_gains(self) -> None:
        """Draw the board's rows, or the ranked ones."""
        self.gains.show(self.noted, self.flown.value, self.gathered.get_value(), self.zoomed.get_value())

    def into_play(self, *indices: int) -> list[Animation]:
        """Light the sliders that move, dim the others; where rows are close only those in play show their values."""
        table = self.table
        lit = [row for i, row in enumerate(table.sliders) if i in indices]
        animations = [self.lighting(*lit)]
        if len(lit) < table.count:
            others = [row for i, row in enumerate(table.sliders) if i not in indices]
            animations.append(Presence(others, WAITING, 0.5, self.theme.dimmed))
        if table.close:
            few = indices if len(indices) == 1 else ()
            shown = [table.values[i] for i in few if table.values[i] not in self.mobjects]
            animations += self.arriving(*shown) if shown else []
            gone = [value for i, value in enumerate(table.values) if i not in few and value in self.mobjects]
            animations += [Presence(gone, 0.0, 0.4)] if gone else []
        return animations

    def take(self, index: int, *stops: tuple[float, float]) -> None:
        """Move one slider from stop to stop, each a value and a number of seconds."""
        arriving = self.into_play(index)
        for value, seconds in stops:
            self.move((self.z[index], value), run_time=seconds, also=arriving)
            arriving = []

    def try_out(self, index: int, seconds: float, flight: float) -> None:
        """Nudge a logit, read the gain off live, and send it to the board."""
        table, step = self.table, self.params.steps[index]
        after = mc.softmax(self.start + step * np.eye(table.count)[index])
        change = after - self.before
        # Where rows are close only the one that loses most.
        self.losing = [int(i) for i in np.argsort(change)[: 1 if table.close else None] if change[i] < -SEEN]
        for number in table.falls:
            number.set_presence(0.0)
        numbers = [table.gain] if table.has_room(table.gain, self.before[self.y], self._most(self.y)) else []
        numbers += [table.falls[i] for i in self.losing if table.has_room(table.falls[i], after[i], self.before[i])]
        fresh = [number for number in numbers if number not in self.mobjects or number.presence == 0.0]
        arriving = self.arriving(*fresh, run_time=min(0.4, seconds)) if fresh else []
        self.move((self.z[index], self.start[index] + step), run_time=seconds, also=[*self.into_play(index), *arriving])
        self.noted[index] = self.q[self.y] - self.before[self.y]
        self.move((self.flown[index], 1.0), run_time=flight)

    def back(self, seconds: float) -> None:
        """Bring the nudged logit back to where it was."""
        self.move(*self.z.to(self.start), run_time=seconds, also=[Presence(self.table.falls, 0.0, 0.6 * seconds)])

    def draw_whole(self) -> None:
        """Draw the shares end to end."""
        self.whole.show(self.q, *(tracker.get_value() for tracker in (self.landed, self.grown, self.copied)))

    def lift_the_whole(self) -> None:
        """Take the copy back, and let the bars return to their rows in the table."""
        whole, table = self.whole, self.table
        texts = [whole.names, *whole.values.values(), whole.account, whole.done]
        self.play(Presence(texts, 0.0, 0.4))
        self.remove(*texts)
        self.move((self.z[self.y], self.start[self.y]), (self.copied, 0.0), (self.grown, 0.0), run_time=0.8)
        self.move((self.landed, 0.0), run_time=0.8)
        self.remove(whole)
        self.unfollow(self.draw_whole)
        self.follow(self.draw_table)
        self.hero = table.hero
        table.boxes.set_presence(1.0)
        self.add(table)
        truth = [] if table.close else [table.truth]
        self.play(*self.arriving(*table.sliders, table.written, *truth, table.ghosts, run_time=0.5))

    def results(self) -> list[Part]:
        """Return what comes of the two ways, and of shifting all, as lines beside the bars."""
        theme, left = self.theme, self.table.board_left
        after = float(mc.nudge(self.start, self.y, self.params.nudge, self.y).after[self.y])
        own = "its own up" if self.params.labels else f"{self.params.z(self.y)} up"
        others = "others down" if self.table.count > 2 or self.params.labels else f"{self.params.z(1 - self.y)} down"
        lines = []
        for row, way in enumerate((own, others, "then all − 1")):
            at = self.layout.stage.y + (1 - row) * 190 * PX
            share = "q" if self.params.labels else f"q_{self.y + 1}"
            number = math(f"prediction({share} = {after:.4f})", theme, TEXT).put(left, at - 50 * PX, "left")
            lines.append(Part(sentence(way, theme, TICK, "muted").put(left, at + 14 * PX, "left"), number))
        return lines
