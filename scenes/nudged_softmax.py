"""Scene 10: Nielsen's softmax sliders, nudged one by one."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.bars import UnitBar
from scenes.kit.board import ScoreBoard
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.marks import Amount, Bracket, Ghost, clamp
from scenes.kit.motion import Presence
from scenes.kit.names import class_names
from scenes.kit.params import Labels, Logits, Target, check_labels, check_target
from scenes.kit.params import Params as Base
from scenes.kit.shapes import DIMMED, LABEL, SMALL, Part, Readout, Shape, math
from scenes.kit.sliders import RowBars, Sliders


class Params(Base):
    """The sliders' positions and the size of a nudge."""

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    target: Target = 0
    nudge: Annotated[float, Field(ge=0.05, le=5.0, description="how far each slider is nudged")] = 0.4
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        check_target(self.target, len(self.logits))
        check_labels(self.labels, len(self.logits))
        return self

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
        slider_right, self.bar_left, length, self.board_left = -3.45, -2.2, 3.3, 2.95
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
        self.add(*names, heads, self.sliders, self.bars, *self.shares)
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
        self.scores, self.places = np.zeros(count), Vector(self._places(params.trials()))
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
        question=lambda p: f"Nudge one slider by {p.nudge:g}: which one raises q{p.target + 1} most?",
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
        y, high = self.ys[self.y], self.thickness / 2 + 0.06
        ghost = Ghost(theme).between((self.bars.end(old), y - high), (self.bars.end(old), y + high))
        was = Shape(theme.color("logit"), fill=0.0, stroke=2.5)
        was.disc(self.sliders.at(self.start[index]), self.ys[index], self.sliders.knob)
        change = Bracket(theme, "up", depth=-min(0.12, 0.3 * self.pitch))

        def draw_change() -> None:
            change.across(self.bars.end(old), self.bars.end(self.q[self.y]), y + self.thickness / 2 + 0.03)

        self.follow(draw_change)
        self.live = index
        arriving = self.arriving(self.board.rows[index], Part(ghost, was, change), run_time=0.4 * pace)
        self.play(*arriving, Presence(self._others(index), DIMMED, 0.4 * pace))
        self.move((self.z[index], self.start[index] + self.params.step(index)), run_time=1.4 * pace)
        self.rest(1.2 * pace)
        self.live = None
        self.move((self.z[index], self.start[index]), run_time=0.7 * pace)
        self.unfollow(draw_change)
        gone = Part(ghost, was, change)
        self.play(Presence([gone], 0.0, 0.3 * pace), Presence(self.sliders.rows, 1.0, 0.3 * pace))
        self.remove(ghost, was, change)

    @beat(
        "Sorted: the classes with much probability have much say, the small ones hardly any.",
        alt="The board sorts itself by how far each nudge moved the true class's probability.",
    )
    def ranking(self) -> None:
        order = sorted(range(len(self.scores)), key=lambda i: -self.scores[i])
        # Rows would run through each other's words: only the bars travel.
        texts = [*self.board.names, *self.board.values]
        self.play(Presence(texts, 0.0, 0.3))
        self.move(*self.places.to(self._places(order)), run_time=1.8)
        self.play(Presence(texts, 1.0, 0.4))

    @beat(
        lambda p: f"They share one whole: what q{p.target + 1} gains the others lose, to the last digit.",
        alt="The bars lie end to end in one full bar; as the true share grows the others shrink by as much.",
    )
    def they_share_one_whole(self) -> None:
        theme, count = self.theme, len(self.start)
        self.unfollow(self._draw_board)
        self.play(Presence([self.board, self.board_head], 0.0, 0.4))
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

        changes = ScoreBoard(
            theme,
            [math(f"Delta prediction(q_{i + 1})", theme, SMALL) for i in range(count)],
            self.board_left,
            (self.board_left + 0.75 + self.numbers_end - 1.2) / 2,
            self.numbers_end,
            0.45 * self.bar_room / np.abs(self.nudges[self.y].change).max(),
            self.thickness,
        )
        total = Amount(math('#text(font: "New Computer Modern")[sum]', theme, SMALL), theme, "ink", decimals=4)

        def draw_changes() -> None:
            change = self.q - self.before
            changes.show(change, np.array(self.ys))
            total.right(float(np.sum(change)), self.board_left, self.numbers_end, bottom + 0.2)

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
        lambda p: f"Raising z{p.target + 1} or lowering all the others: the same picture. Only gaps count.",
        alt="The true logit is raised and ghost lines keep the bars; lowering all others lands on the same lines.",
    )
    def two_ways_one_result(self) -> None:
        theme, amount = self.theme, self.params.nudge
        raised = self.start + amount * np.eye(len(self.start))[self.y]
        lowered = raised - amount
        after, high = self.nudges[self.y].after, self.thickness / 2 + 0.06
        self.move(*self.z.to(raised), run_time=1.5)
        first, second = (
            self._way(text, after[self.y], row)
            for row, text in enumerate((f"logit(z_{self.y + 1}) {_sign(amount)}", f'"others" {_sign(-amount)}'))
        )
        ghosts = Part(
            *(
                Ghost(theme).between((self.bars.end(q), y - high), (self.bars.end(q), y + high))
                for q, y in zip(after, self.ys, strict=True)
            )
        )
        self.appear(ghosts, first, run_time=0.5)
        self.rest()
        self.move(*self.z.to(self.start), run_time=1.0)
        self.move(*self.z.to(lowered), run_time=1.8)
        self.appear(second, run_time=0.4)

    def _way(self, formula: str, share: float, row: int) -> Part:
        """Return a line of the board: what was done, and the q_y that came of it."""
        y = self.ys[0] - row * 1.1
        done = math(formula, self.theme, LABEL).middle(self.board_left, y, "left")
        result = Amount(math(f"arrow.r prediction(q_{self.y + 1}) =", self.theme, LABEL), self.theme, "ink")
        result.middle(share, self.board_left + 1.85, y)
        return Part(done, result)
