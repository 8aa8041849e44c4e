"""Scene 10: Nielsen's softmax sliders, nudged one by one."""

from typing import Annotated

import numpy as np
from manim import Animation, ValueTracker
from pydantic import Field

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Vector, beat, sweep
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.motion import Presence
from scenes.kit.params import LogitParams
from scenes.kit.shapes import Part, Readout, sentence
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.words import symbol
from scenes.pictures.nudge_gains import NudgeGains, nudged
from scenes.pictures.nudge_table import NudgeTable
from scenes.pictures.nudge_whole import NudgeWhole

#: A gain below this is printed as 0.
NOTHING = 0.00005
#: A slider that waits is still a slider: its presence.
WAITING = 0.55
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Params(LogitParams):
    """The sliders' positions and the size of a nudge."""

    nudge: Annotated[float, Field(ge=0.05, le=5.0, description="how far each slider is nudged")] = 0.4

    @property
    def reach(self) -> float:
        """Where the sliders end: at 5, or where the logits, nudged and shifted by 1, need more."""
        return max(5.0, float(np.ceil(np.abs(self.logits).max() + self.nudge + 1.0)))

    @property
    def before(self) -> np.ndarray:
        """The shares at the start, shape (K,)."""
        return mc.softmax(self.logits)

    @property
    def steps(self) -> list[float]:
        """The nudges in favour of the true class: its logit goes up, another one down."""
        return [self.nudge if i == self.target else -self.nudge for i in range(len(self.logits))]

    @property
    def gains(self) -> np.ndarray:
        """What each nudge gains the true class's share, shape (K,)."""
        trials = [mc.nudge(self.logits, i, step, self.target) for i, step in enumerate(self.steps)]
        return np.array([trial.change[self.target] for trial in trials])

    @property
    def pushed(self) -> np.ndarray:
        """The share that each nudge pushes down, shape (K,): q_i, or all the others' where z_y goes up."""
        others = np.delete(self.before, self.target).sum()
        return np.array([others if i == self.target else q for i, q in enumerate(self.before)])

    @property
    def rival(self) -> int:
        """The largest of the other classes."""
        return max((i for i in range(len(self.logits)) if i != self.target), key=lambda i: self.logits[i])

    def small_ones(self) -> list[tuple[int, ...]]:
        """Return the classes that are left when the true one and its rival are done, as one item, or none."""
        left = tuple(i for i in range(len(self.logits)) if i not in (self.target, self.rival))
        return [left] if left else []

    # How sentences call things

    @property
    def count(self) -> str:
        """How many classes there are, in words."""
        return COUNTS[len(self.logits)]

    def z(self, index: int) -> str:
        """Return z₃, or “owl”."""
        return f"“{self.labels[index]}”" if self.labels else symbol("z", index)

    @property
    def q(self) -> str:
        """q₁, or “owl”."""
        return f"“{self.labels[self.target]}”" if self.labels else symbol("q", self.target)

    @property
    def stuck(self) -> bool:
        """Whether no nudge moves the true class's share by what can be printed."""
        return bool(self.gains.max() < NOTHING)

    def after_raising(self) -> str:
        """Return what came of raising the true logit."""
        if self.stuck:
            return f"It moves {self.q} by less than 0.0001: there is no share left to push down."
        return f"Raising {self.z(self.target)} helps {self.q}, and {self._payers()}."

    def _payers(self) -> str:
        return "all the others pay" if len(self.logits) > 2 else f"{self.z(self.rival)} pays"

    def after_the_rival(self) -> str:
        """Return how lowering the rival compares with raising the true logit."""
        gains, low, high = self.gains, self.z(self.rival), self.z(self.target)
        whom = "" if self.labels else f" {self.q}"
        if self.stuck:
            return f"That moves {self.q} by less than 0.0001, too."
        if len(self.logits) == 2:
            return f"Lowering {low} helps{whom} exactly as much as raising {high} did."
        if gains[self.rival] >= 0.8 * gains[self.target]:
            return f"Lowering {low} helps{whom} almost as much as raising {high} did."
        return f"Lowering {low} helps{whom}, but less than raising {high} did."

    def hardly(self, others: tuple[int, ...]) -> bool:
        """Whether lowering any of these gains less than a tenth of the best nudge."""
        return all(self.gains[i] < 0.1 * self.gains.max() for i in others)

    def asking_the_small_ones(self, others: tuple[int, ...]) -> str:
        """Return what is done with the classes that are left."""
        what = "small one" if self.hardly(others) else "other one"
        if len(others) == 1:
            return f"Now lower the {what}, {self.z(others[0])}, by {self.nudge:g}."
        if len(others) == 2 and not self.labels:
            pair = f"{self.z(others[0])} and {self.z(others[1])}"
            return f"Now lower the {what}s, {pair}, by {self.nudge:g}, one after the other."
        return f"Now lower the {what}s by {self.nudge:g}, one after the other."

    def after_the_small_ones(self, others: tuple[int, ...]) -> str:
        """Return how much they help."""
        they = "It" if len(others) == 1 else "They"
        if self.stuck:
            return f"{they} can’t move {self.q} by 0.0001 either."
        if self.hardly(others):
            return f"{they} hardly help{'s' if they == 'It' else ''}: there is little share to push down."
        return "Each helps only as far as there is share to push down."

    def law(self) -> str:
        """Return what ranks the nudges."""
        if self.stuck:
            return f"All round to nothing: {self._extreme()}."
        if len(self.logits) == 2:
            return f"Both push down the same share, and {self.q} gains the same."
        return f"The larger the share that a nudge pushes down, the more {self.q} gains."

    def _extreme(self) -> str:
        return f"{self.q} is all but {'1 already' if self.before[self.target] > 0.5 else '0 still'}"

    def two_ways(self) -> str:
        """Return the question of the last beat."""
        others = self.z(self.rival) if len(self.logits) == 2 else "all the others"
        return f"Raise {self.z(self.target)}, or lower {others}, by {self.nudge:g}: which does more?"


class NudgedSoftmax(Explainer):
    """Nudge one logit at a time and watch every probability answer: small mass has a small say."""

    title = "Nudge one logit, watch every share"
    Params = Params

    def prepare(self) -> None:
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
        self.losing: int | None = None
        self.add(self.table)
        self.follow(self._draw_table)
        self.hero = Box(
            self.layout.left, self.table.ys[-1] - self.table.pitch / 2, self.table.bar_right, self.layout.stage.top
        )

    @property
    def q(self) -> np.ndarray:
        """The shares of this frame."""
        return mc.softmax(self.z.value)

    def _draw_table(self) -> None:
        table, q = self.table, self.q
        table.show(self.z.value, q, self.alone.get_value() * table.centred)
        table.write_change(table.gain, self.y, float(q[self.y]), self._most(self.y))
        if self.losing is not None:
            table.write_change(table.loss, self.losing, float(q[self.losing]), float(self.before[self.losing]))

    def _most(self, i: int) -> float:
        return float(self.before[i] + (self.params.gains.max() if i == self.y else 0.0))

    def _draw_gains(self) -> None:
        self.gains.show(self.noted, self.flown.value, self.gathered.get_value(), self.zoomed.get_value())

    def _into_play(self, *indices: int) -> list[Animation]:
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

    @beat(
        lambda p: f"Each slider moves one logit. Watch {'both' if p.count == 'two' else f'all {p.count}'} shares.",
        then="One logit moves, and every share answers.",
        question=lambda p: (
            ""
            if p.count == "two"
            else f"Nudge one logit by {p.nudge:g} in favour of {p.q}: which {'' if p.labels else 'nudge '}does most?"
        ),
        alt=lambda p: f"{p.count.capitalize()} sliders at the left, a bar of probability each; one moves, all bars do.",
        label=lambda p: f"{p.count.capitalize()} sliders, {p.count} bars",
        name=lambda p: f"{p.count} sliders, {p.count} bars",
    )
    def sliders_and_bars(self) -> None:
        reach = self.params.reach
        self.play(*self._into_play(self.params.rival), *self.arriving(self.table.ghosts, run_time=0.5))
        self._sweep(self.params.rival, (-reach, 1.8), (reach, 1.4), (self.start[self.params.rival], 0.8))
        others = [i for i in np.argsort(-self.before, kind="stable") if i != self.params.rival]
        for i in others[:3]:
            high = reach if self.before[i] < 0.5 else -reach
            self._sweep(int(i), (high, 0.9), (self.start[i], 0.7))
        self.play(*self._into_play(*range(self.table.count)))

    def _sweep(self, index: int, *stops: tuple[float, float]) -> None:
        """Move one slider from stop to stop, each a value and a number of seconds."""
        arriving = self._into_play(index)
        for value, seconds in stops:
            self.move((self.z[index], value), run_time=seconds, also=arriving)
            arriving = []

    @beat(
        lambda p: f"Raise {p.z(p.target)} by {p.nudge:g}: how far does {p.q} go?",
        then=Params.after_raising,
        alt="The true class’s slider goes up; a green piece at its bar’s end is what it gained, and flies to a board.",
        name=lambda p: f"raise z{p.target + 1}",
    )
    def raise_it(self) -> None:
        self.move((self.alone, 0.0), run_time=0.8)
        self.appear(self.gains.head, self.gains.lines, run_time=0.4)
        self.follow(self._draw_gains)
        self.add(self.gains)
        self._nudge(self.y, 2.5, 1.0)

    @beat(
        lambda p: f"Lower {p.z(p.rival)} by {p.nudge:g} instead: how much does {p.q} gain?",
        then=Params.after_the_rival,
        alt="The largest rival’s slider goes down; the true class’s bar gains a green piece, noted on the board.",
        name=lambda p: f"lower z{p.rival + 1}",
    )
    def lower_the_rival(self) -> None:
        self._back(0.8)
        self._nudge(self.params.rival, 1.6, 1.0)

    @beat(
        Params.asking_the_small_ones,
        then=Params.after_the_small_ones,
        each=Params.small_ones,
        alt="The other sliders go down one after the other; the board notes what the true class’s bar gains.",
        name="the small ones",
    )
    def lower_the_small_ones(self, others: tuple[int, ...]) -> None:
        pace = clamp(2.0 / len(others), 0.25, 1.0)
        for i in others:
            self._back(0.7 * pace)
            self._nudge(i, 1.1 * pace, 0.8 * pace)

    def _nudge(self, index: int, seconds: float, flight: float) -> None:
        """Nudge a logit, read the gain off live, and send it to the board."""
        table, step = self.table, self.params.steps[index]
        after = mc.softmax(self.start + step * np.eye(table.count)[index])
        self.losing = int(np.argmin(after - self.before))
        table.loss.set_presence(0.0)
        numbers = [table.gain] if table.has_room(table.gain, self.before[self.y], self._most(self.y)) else []
        if table.has_room(table.loss, after[self.losing], self.before[self.losing]):
            numbers.append(table.loss)
        fresh = [number for number in numbers if number not in self.mobjects or number.presence == 0.0]
        arriving = self.arriving(*fresh, run_time=min(0.4, seconds)) if fresh else []
        self.move(
            (self.z[index], self.start[index] + step), run_time=seconds, also=[*self._into_play(index), *arriving]
        )
        self.noted[index] = self.q[self.y] - self.before[self.y]
        self.move((self.flown[index], 1.0), run_time=flight)

    def _back(self, seconds: float) -> None:
        """Bring the nudged logit back to where it was."""
        self.move(*self.z.to(self.start), run_time=seconds, also=[Presence([self.table.loss], 0.0, 0.6 * seconds)])

    @beat(
        lambda p: f"The {p.count} gains side by side, on a finer ruler.",
        then=Params.law,
        alt="Gains as bars from the largest to the smallest, each with the share that its nudge pushes down.",
    )
    def ranking(self) -> None:
        gains, table = self.gains, self.table
        self.play(
            Presence([table, table.ghosts, table.gain, table.loss, *table.values, gains.head, gains.lines], 0.0, 0.6)
        )
        self.remove(table, table.ghosts, table.gain, table.loss, *table.values, gains.head, gains.lines)
        self.unfollow(self._draw_table)
        for tracker, value in self.z.to(self.start):
            tracker.set_value(value)
        self.hero = gains.hero
        self.appear(gains.axis, gains.wall, run_time=0.4)
        pace = clamp(2.2 / table.count, 0.2, 0.7)
        self.move((self.gathered, table.count), run_time=pace * table.count, even=True)
        self.move((self.zoomed, 1.0), run_time=2.0, also=self.arriving(gains.measure))
        self.appear(gains.title, *gains.shares, run_time=0.5)

    @beat(
        lambda p: f"Lay the {p.count} shares end to end, then raise {p.z(p.target)}.",
        then=lambda p: (
            f"What {p.q} gains is exactly what the others lose: the whole stays one."
            if p.count != "two"
            else f"What {p.q} gains is exactly what the other loses: the whole stays one."
        ),
        alt="All shares in one full bar; the true share grows in a copy below, and the others shrink by as much.",
    )
    def one_whole(self) -> None:
        gains, table, params = self.gains, self.table, self.params
        old = [gains, *gains.names, gains.axis, gains.wall, gains.measure, gains.title, *gains.shares]
        done = nudged(self.theme, self.y, params.nudge, params.labels, table.size)
        after = mc.nudge(self.start, self.y, params.nudge, self.y).after
        self.whole = NudgeWhole(self.theme, table, params.labels, done, after)
        self.unfollow(self._draw_gains)
        self.play(Presence(old, 0.0, 0.4))
        self.remove(*old)
        self.hero = self.whole.hero
        self.follow(self._draw_whole)
        self.appear(self.whole, run_time=0.4)
        self.move((self.landed, 1.0), run_time=1.2)
        self.move((self.grown, 1.0), run_time=1.0)
        self.appear(self.whole.names, run_time=0.4)
        values = list(self.whole.values.values())
        self.move((self.copied, 1.0), run_time=0.9)
        self.appear(*values, self.whole.account, self.whole.done, run_time=0.4)
        self.move((self.z[self.y], self.start[self.y] + params.nudge), run_time=3.0)

    def _draw_whole(self) -> None:
        self.whole.show(self.q, *(tracker.get_value() for tracker in (self.landed, self.grown, self.copied)))

    @beat(
        Params.two_ways,
        then=lambda p: "Both end in the same shares. Only the gaps between logits count.",
        alt="Raising the true logit, lowering all the others, and lowering all: the bars end at the same dashed lines.",
    )
    def two_ways_one_result(self) -> None:
        table, nudge = self.table, self.params.nudge
        self._lift_the_whole()
        raised = self.start + nudge * np.eye(table.count)[self.y]
        lines = self._results()
        self.play(*self._into_play(self.y))
        self.move(*self.z.to(raised), run_time=1.2)
        self.appear(lines[0], run_time=0.4)
        self.move(
            *self.z.to(self.start), run_time=0.7, also=self._into_play(*np.delete(np.arange(table.count), self.y))
        )
        self.move(*self.z.to(raised - nudge), run_time=1.4)
        self.appear(lines[1], run_time=0.4)
        self.move(*self.z.to(raised - nudge - 1.0), run_time=1.2, also=self._into_play(*range(table.count)))
        self.appear(lines[2], run_time=0.4)

    def _lift_the_whole(self) -> None:
        """Take the copy back, and let the bars return to their rows in the table."""
        whole, table = self.whole, self.table
        texts = [whole.names, *whole.values.values(), whole.account, whole.done]
        self.play(Presence(texts, 0.0, 0.4))
        self.remove(*texts)
        self.move((self.z[self.y], self.start[self.y]), (self.copied, 0.0), (self.grown, 0.0), run_time=0.8)
        self.move((self.landed, 0.0), run_time=0.8)
        self.remove(whole)
        self.unfollow(self._draw_whole)
        self.follow(self._draw_table)
        self.hero = Box(self.layout.left, table.ys[-1] - table.pitch / 2, table.bar_right, self.layout.stage.top)
        table.boxes.set_presence(1.0)
        self.add(table)
        truth = [] if table.close else [table.truth]
        self.play(*self.arriving(*table.sliders, table.written, *truth, table.ghosts, run_time=0.5))

    def _results(self) -> list[Part]:
        """Return what comes of the two ways, and of shifting all, as lines beside the bars."""
        theme, left = self.theme, self.table.board_left
        after = float(mc.nudge(self.start, self.y, self.params.nudge, self.y).after[self.y])
        own = "its own up" if self.params.labels else f"{self.params.z(self.y)} up"
        others = "others down" if self.table.count > 2 or self.params.labels else f"{self.params.z(1 - self.y)} down"
        lines = []
        for row, way in enumerate((own, others, "then all − 1")):
            at = self.layout.stage.y + (1 - row) * 190 * PX
            number = Readout(theme, TEXT, "prediction", decimals=4).put(after, left, at - 50 * PX, "left")
            lines.append(Part(sentence(way, theme, TICK, "muted").put(left, at + 14 * PX, "left"), number))
        return lines

    @sweep(
        lambda p: [
            SweepInput(f"z of {p.labels[i]}" if p.labels else f"z_{i + 1}", "", -p.reach, p.reach, p.reach / 50, z)
            for i, z in enumerate(p.logits)
        ]
    )
    def each_logit(self):
        """Drag the sliders of the first beat: all shares answer, dashed lines say where they were."""
        table, labels = self.table, self.params.labels
        self.add(table.ghosts)
        self.handles = [table.grip(i, table.centred) for i in range(table.count)]

        def read() -> dict[str, float]:
            shares = {f"q of {labels[i]}" if labels else f"q_{i + 1}": q for i, q in enumerate(self.q)}
            return shares | {"L": float(mc.loss(self.z.value, self.y))}

        return [tracker.set_value for tracker in self.z.trackers], read
