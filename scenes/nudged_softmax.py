"""Scene 10: Nielsen's softmax sliders, nudged one by one."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field

import mathcore as mc
from scenes.kit.bars import UnitBar
from scenes.kit.board import ScoreBoard
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.marks import Amount, Bracket, Ghost, clamp
from scenes.kit.motion import Presence
from scenes.kit.names import class_names
from scenes.kit.params import LogitParams
from scenes.kit.shapes import DIMMED, LABEL, SMALL, Label, Part, Readout, Shape, math
from scenes.kit.sliders import RowBars, Sliders


class Params(LogitParams):
    """The sliders' positions and the size of a nudge."""

    nudge: Annotated[float, Field(ge=0.05, le=5.0, description="how far each slider is nudged")] = 0.4

    def trials(self) -> list[int]:
        """Return the nudged logits in order: the true class first."""
        return [self.target, *(i for i in range(len(self.logits)) if i != self.target)]

    def step(self, index: int) -> float:
        """Return the nudge of one logit: the true one goes up, the others down."""
        return self.nudge if index == self.target else -self.nudge


def _sign(amount: float) -> str:
    return f"+ {amount:g}" if amount >= 0 else f"- {-amount:g}"


class NudgedSoftmax(Explainer):
    """Nudge one logit at a time and watch every probability answer: small mass has a small say."""

    title = "Nudge one logit, watch every share"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.start = np.array(params.logits)
        self.z, self.y = Vector(self.start), params.target
        count = len(self.start)
        self.nudges = [mc.nudge(self.start, i, params.step(i), params.target) for i in range(count)]
        self.before = mc.softmax(self.start)

        head, foot = layout.top - 0.25, layout.bottom + 0.75
        pitch = (head - 0.25 - foot) / count
        self.ys = [head - 0.25 - (i + 0.5) * pitch for i in range(count)]
        thickness = min(0.5, 0.62 * pitch)
        names = class_names(params.labels, count, "z", theme, SMALL, "logit")
        slider_left = layout.left + max(name.advance for name in names) + 0.3
        slider_right, self.bar_left, length, self.board_left = -3.45, -2.2, 3.15, 3.05
        reach = max(5.0, np.ceil(np.abs(self.start).max() + params.nudge))
        self.sliders = Sliders(theme, slider_left, slider_right, self.ys, -reach, reach)
        self.bars = RowBars(theme, self.bar_left, length, self.ys, thickness, lit=self.y)
        self.shares = [Amount(math(f"prediction(q_{i + 1}) =", theme, SMALL), theme, "ink") for i in range(count)]
        for name, y in zip(names, self.ys, strict=True):
            name.middle(layout.left, y, "left")
        heads = Part(
            math('#text(font: "New Computer Modern")[logits ] logit(z)', theme, LABEL, "logit").put(
                (slider_left + slider_right) / 2, head
            ),
            math('#text(font: "New Computer Modern")[probabilities ] prediction(q)', theme, LABEL, "prediction").put(
                self.bar_left + length / 2, head
            ),
        )
        self.head, self.pitch, self.thickness = head, pitch, thickness
        #: all but the board
        self.table = Part(*names, heads, self.sliders, self.bars, *self.shares)
        self.add(self.table)
        self.follow(self._draw_rows)

        largest = max(abs(n.change[self.y]) for n in self.nudges)
        board_names = [math(f"logit(z_{i + 1}) {_sign(params.step(i))}", theme, SMALL) for i in range(count)]
        axis = self.board_left + max(name.advance for name in board_names) + 0.2
        self.numbers_end = layout.right
        self.bar_room = self.numbers_end - Readout(theme, SMALL).width("+0.0000") - 0.2 - axis
        self.board = ScoreBoard(
            theme, board_names, self.board_left, axis, self.numbers_end, self.bar_room / largest, thickness
        )
        self.board_head = math(
            f'#text(font: "New Computer Modern")[change of ] prediction(q_{self.y + 1})', theme, LABEL
        )
        self.board_head.put((self.board_left + layout.right) / 2, head)
        self.scores, self.places = np.zeros(count), Vector(self.ys)
        self.live: int | None = None
        #: how far the bars have come down into the one whole
        self.landed = ValueTracker(1.0)

    def _places(self, order: list[int]) -> np.ndarray:
        """Return each row's height when the board's rows stand in ``order``."""
        places = np.empty(len(order))
        for rank, row in enumerate(order):
            places[row] = self.ys[rank]
        return places

    @property
    def q(self) -> np.ndarray:
        """The probabilities of this frame."""
        return mc.softmax(self.z.value)

    def _draw_rows(self) -> None:
        z, q = self.z.value, self.q
        self.sliders.show(z)
        self.bars.show(q)
        for share, value, y in zip(self.shares, q, self.ys, strict=True):
            share.middle(value, self.bars.end(1.0) + 0.18, y)

    def _draw_board(self) -> None:
        if self.live is not None:
            self.scores[self.live] = self.q[self.y] - self.before[self.y]
        self.board.show(self.scores, self.places.value)

    @beat(
        lambda p: f"A slider moves its own z alone; all {len(p.logits)} bars answer.",
        alt="Sliders for the logits at the left; moving one makes every bar of probability at the right change.",
        question=lambda p: f"Nudge one slider by {p.nudge:g} in favour of q{p.target + 1}: which one does most?",
    )
    def sliders_and_bars(self) -> None:
        self.show_formula("prediction(q_i) = e^logit(z_i) / (sum_j e^logit(z_j))", size=LABEL)
        for index in dict.fromkeys((self.y, int(np.argmax(self.before)))):
            self.dim(*self._others(index), run_time=0.3)
            self.move((self.z[index], self.start[index] + 1.5), run_time=1.0)
            self.move((self.z[index], self.start[index] - 1.0), run_time=1.3)
            self.move((self.z[index], self.start[index]), run_time=0.8)
            self.light(*self.sliders.rows, run_time=0.3)

    def _others(self, index: int) -> list[Part]:
        return [row for i, row in enumerate(self.sliders.rows) if i != index]

    @beat(
        lambda p, i: (
            f"{'Raise' if i == p.target else 'Lower'} z{i + 1} by {p.nudge:g}: how far does q{p.target + 1} move?"
        ),
        each=Params.trials,
        name=lambda p, i: f"z{i + 1} {'up' if i == p.target else 'down'}",
        alt=lambda p, i: (
            f"Slider {i + 1} is nudged; a bracket marks how far bar {p.target + 1} moved and the board notes it."
        ),
    )
    def nudge(self, index: int) -> None:
        theme, old = self.theme, self.before[self.y]
        if index == self.y:
            self.appear(self.board_head, run_time=0.3)
            self.follow(self._draw_board)
        pace = clamp(7.0 / len(self.start), 0.5, 1.0)
        y = self.ys[self.y]
        was = self.sliders.place(Shape(theme.color("logit"), fill=0.0, stroke=2.5), self.start[index], self.ys[index])
        change = Bracket(theme, "up", depth=-min(0.12, 0.3 * self.pitch))

        def draw_change() -> None:
            change.across(self.bars.end(old), self.bars.end(self.q[self.y]), y + self.thickness / 2 + 0.03)

        self.follow(draw_change)
        self.live = index
        marks = Part(self._ghosts(self.before), Part(was, change))
        arriving = self.arriving(self.board.rows[index], marks, run_time=0.4 * pace)
        self.play(*arriving, Presence(self._others(index), DIMMED, 0.4 * pace))
        self.move((self.z[index], self.start[index] + self.params.step(index)), run_time=1.4 * pace)
        self.rest(pace)
        self.live = None
        self.move((self.z[index], self.start[index]), run_time=0.7 * pace)
        self.unfollow(draw_change)
        self.play(Presence([marks], 0.0, 0.3 * pace), Presence(self.sliders.rows, 1.0, 0.3 * pace))
        self.remove(marks)

    def _ghosts(self, shares: np.ndarray) -> Part:
        """Return dashed lines where bars of ``shares`` end."""
        high = self.thickness / 2 + 0.06
        ends = [
            ((self.bars.end(q), y - high), (self.bars.end(q), y + high)) for q, y in zip(shares, self.ys, strict=True)
        ]
        return Part(*(Ghost(self.theme).between(*end) for end in ends))

    @beat(
        lambda p: f"z{p.target + 1} itself does most; its rivals rank by their q, and a small q has hardly a say.",
        alt="The board sorts itself by how far each nudge moved the true class's probability.",
    )
    def ranking(self) -> None:
        order = sorted(range(len(self.scores)), key=lambda i: -self.scores[i])
        # Rows would run through each other's words: only the bars travel. And a sorted row no longer belongs
        # to the slider beside it, so the sliders step back.
        texts = [*self.board.names, *self.board.values]
        self.play(Presence(texts, 0.0, 0.3), Presence(self.table, DIMMED, 0.3))
        self.move(*self.places.to(self._places(order)), run_time=1.8)
        self.play(Presence(texts, 1.0, 0.4))
        self.rest(1.0)

    @beat(
        lambda p: f"They share one whole: what q{p.target + 1} gains is exactly what the others lose.",
        alt="The bars lie end to end in one full bar; as the true share grows the others shrink by as much.",
    )
    def they_share_one_whole(self) -> None:
        theme, count = self.theme, len(self.start)
        self.unfollow(self._draw_board)
        self.play(Presence([self.board, self.board_head], 0.0, 0.4), Presence([self.table], 1.0, 0.4))
        self.remove(*self.board.rows, self.board_head)
        bottom = self.layout.bottom + 0.15
        whole = UnitBar(theme, count, self.bar_left, bottom, self.bars.length, 0.4, lit=self.y)
        name = math("sum_i prediction(q_i) = 1", theme, SMALL).middle(
            self.bar_left + self.bars.length + 0.18, bottom + 0.2, "left"
        )
        self.landed.set_value(0.0)

        def draw_landing() -> None:
            """Each bar on its way down to its place in the whole; lengths never change."""
            q, down = self.q, self.landed.get_value()
            edges = whole.edges(q)
            for i, segment in enumerate(whole.segments):
                left = self.bar_left + down * (edges[i] - self.bar_left)
                low = self.ys[i] - self.thickness / 2
                thick = self.thickness + down * (whole.thickness - self.thickness)
                segment.box(left, low + down * (bottom - low), q[i] * whole.length, thick)

        self.follow(draw_landing)
        self.appear(whole, name, run_time=0.3)
        self.move((self.landed, 1.0), run_time=1.6)

        # As many decimals as the written changes need to add up to 0, as the true ones do.
        change = self.nudges[self.y].change
        decimals = next((d for d in (4, 3, 5, 6) if abs(change.round(d).sum()) < 0.1**d / 2), 4)
        names = [math(f"Delta prediction(q_{i + 1})", theme, SMALL) for i in range(count)]
        left = self.board_left + max(name.advance for name in names) + 0.15
        room = self.numbers_end - Readout(theme, SMALL).width("+0.00000"[: decimals + 3]) - 0.15 - left
        unit = min(self.board.unit, room / np.ptp(change))
        axis = left - change.min() * unit
        changes = ScoreBoard(theme, names, self.board_left, axis, self.numbers_end, unit, self.thickness, decimals)
        total = Amount(math('#text(font: "New Computer Modern")[sum]', theme, SMALL), theme, "ink", decimals)

        def draw_changes() -> None:
            changed = self.q - self.before
            changes.show(changed, np.array(self.ys))
            total.right(float(np.sum(changed)), self.board_left, self.numbers_end, bottom + 0.2)

        rule = Shape(theme.color("line"), fill=0.0, stroke=2.5)
        rule.path([(self.board_left, bottom + 0.5), (self.numbers_end, bottom + 0.5)])
        self.follow(draw_changes)
        self.appear(changes, total, Part(rule), run_time=0.4)
        self.move((self.z[self.y], self.start[self.y] + self.params.nudge), run_time=1.8)
        self.rest()
        self.move((self.z[self.y], self.start[self.y]), run_time=1.2)
        self.unfollow(draw_landing, draw_changes)
        self.vanish(whole, name, changes, total, Part(rule), run_time=0.4)
        self.remove(rule)

    @beat(
        lambda p: f"Raise z{p.target + 1} or lower all others: the same. Shift all: nothing moves. Only gaps count.",
        alt="Raising one logit, lowering all the others, and shifting all end with the bars at the same dashed lines.",
    )
    def two_ways_one_result(self) -> None:
        amount = self.params.nudge
        raised = self.start + amount * np.eye(len(self.start))[self.y]
        after = self.nudges[self.y].after
        own = math(f"logit(z_{self.y + 1}) {_sign(amount)}", self.theme, LABEL)
        others = math(f'"others" {_sign(-amount)}', self.theme, LABEL)
        whole = math('"all" minus 1', self.theme, LABEL)
        end = self.board_left + max(way.advance for way in (own, others, whole)) + 0.2
        self.move(*self.z.to(raised), run_time=1.5)
        self.appear(self._ghosts(after), self._way(own, after[self.y], end, 0), run_time=0.5)
        self.rest(1.0)
        self.move(*self.z.to(self.start), run_time=1.0)
        self.move(*self.z.to(raised - amount), run_time=1.5)
        self.appear(self._way(others, self.q[self.y], end, 1), run_time=0.4)
        self.rest(1.0)
        self.move(*self.z.to(raised - amount - 1.0), run_time=1.2)
        self.appear(self._way(whole, self.q[self.y], end, 2), run_time=0.4)

    def _way(self, done: Label, share: float, end: float, row: int) -> Part:
        """Return a line at the right: what was done, and the q_y that came of it."""
        y = self.head - 0.65 * row
        result = Amount(math(f"arrow.r prediction(q_{self.y + 1}) =", self.theme, LABEL), self.theme, "ink")
        return Part(done.put(self.board_left, y, "left"), result.put(share, end, y))
