"""Scene 12: the loss against a nudge of each logit: its slopes, turned round, are the forces of the pulleys."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.ceiling import Ceiling
from scenes.kit.explainer import Explainer, beat
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.machine import Machine
from scenes.kit.motion import Presence
from scenes.kit.pulley_views import LossGap, posts_view
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, em
from scenes.kit.text import math, words
from scenes.kit.trackers import Input, Vector
from scenes.pictures.nudges_are_forces.params import NUMBERS, NudgesParams
from scenes.pictures.nudges_are_forces.plot import MOST_ROWS, NudgePlot, SlopeRows, Turning
from scenes.pictures.nudges_are_forces.trials import Says, Trust


class NudgesAreForces(Explainer):
    """The loss against a nudge of each logit: its slopes, turned round, are the forces of the pulleys."""

    title = "A nudge feels a force"
    question = "How does the loss answer a nudge?"
    Params = NudgesParams

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.start, self.y = np.array(params.logits), params.target
        count, wrong = len(self.start), params.wrong()
        self.z = Vector(self.start, "z")
        self.machine = Machine(theme, layout, self.start[None], self.y, params.labels, column=False)
        self.shown = [self.y, *wrong] if count <= MOST_ROWS else [self.y, *wrong[: MOST_ROWS - 1]]
        unit = self.machine.hang.width if self.machine.roomy else 280 * 8 / 1080
        self.plot = NudgePlot(theme, layout, self.start, self.y, unit, self.shown)
        self.rows = SlopeRows(self.plot, layout, params.labels)
        self.nudges, self.chord = Vector(np.zeros(count), "δ"), ValueTracker(1.0)
        self.hero = self.plot.box.inset(left=-1.0, right=-1.0)
        self.add(*self.plot.curves, self.plot, self.plot.origin, self.rows.named)
        self.follow(self._draw_plot)

    # What follows the nudges and the logits

    def _draw_plot(self) -> None:
        self.plot.show(self.nudges.value, self.chord.get_value())
        self.rows.ride(self.nudges.value)

    def _draw_machine(self) -> None:
        z, hang = self.z.value, self.machine.hang.towards(self.posts, self.near.get_value())
        q, tops = mc.softmax(z), hang.top(z)
        self.machine.show_blocks(q, tops, hang)
        ceiling = float(hang.top(mc.log_sum_exp(z)))
        self.ceiling.show(ceiling, hang, self.machine.sides.fills(q), tops)
        self.gap.show(hang, float(tops[self.y]), ceiling)
        self.says.show(ceiling)
        self.told.show(L=float(mc.loss(z, self.y)))

    # The beats

    @beat(
        "Nudge one logit by δ and leave the others: how does L change?",
        then=NudgesParams.crossing,
        label="The loss against a nudge",
        alt="Curves of the loss against a nudge of each logit alone; all cross in one point, the present loss.",
    )
    def loss_against_nudge(self) -> None:
        rival, *rest = self.params.wrong()
        for group, seconds in (([rival], 2.6), ([self.y], 1.6), (rest, 1.6)):
            if group:
                self.move(*((self.nudges[i], 1.0) for i in group), run_time=seconds)

    @beat(
        "Lay a line along each curve where they cross.",
        then="Where they cross, each slope is its class’s q minus its p.",
        question=lambda p: f"Where have these {NUMBERS[len(p.logits)].lower()} numbers shown up before?",
        label="The slopes",
        alt="Chords turn into tangents at the crossing; beside each stands q minus p, which is its slope.",
    )
    def slopes(self) -> None:
        lines = [*self.plot.tangents, *self.plot.ends]
        self.appear(*lines, run_time=0.5)
        self.remove(self.plot.origin)
        self.add(self.plot.origin)
        self.move((self.chord, 0.0), run_time=2.6)
        self.appear(self.rows.summed, self.rows.leaders, run_time=0.7)

    @beat(
        "Turn each slope round, then set it on its class’s block in the pulleys.",
        then="Turned round, the slopes are the forces of the pulleys.",
        label="Forces",
        alt="The slopes stand side by side as arrows, turn round, and land on the pulleys’ blocks as forces.",
    )
    def forces(self) -> None:
        machine, plot, hang = self.machine, self.plot, self.machine.hang
        q, tops = mc.softmax(self.start), hang.top(self.start)
        across = plot.box if machine.roomy else Box(plot.box.left, 0.0, self.layout.right, 0.0)
        xs = np.array(across.inset(left=0.4).columns(len(q)))
        tails = machine.pulls.tails(hang, q, tops)
        turning = Turning(plot, xs, tails, (plot.axes.y_axis.unit, hang.width), self.shown, machine.decimals)
        spread, turned, landed, written = (ValueTracker(0.0) for _ in range(4))
        names, zeros = turning.named(self.params.labels, self.layout, machine.roomy)

        def draw() -> None:
            turning.show(*(tracker.get_value() for tracker in (spread, turned, landed, written)))

        self.follow(draw)
        leaving = [*plot.curves, *plot.tangents, *plot.ends, plot.origin, self.rows.named, self.rows.summed]
        leaving += [self.rows.leaders, plot.axes.x_axis, plot.present, plot.y_name]
        # Where the arrows take on another ruler the axis goes, too.
        leaving += [] if machine.roomy else [plot.axes.y_axis]
        self.play(Presence(leaving, 0.0, 0.5), *self.arriving(*turning.arrows, run_time=0.5))
        self.unfollow(self._draw_plot)
        self.remove(*leaving)
        heads = [words(text, self.theme, plot.size).put(*plot.named_at, "left") for text in ("slope", "force")]
        self.move((spread, 1.0), run_time=1.2, also=self.arriving(*heads[:1] * machine.roomy))
        self.rule = math("#text[force] = truth(p_i) - prediction(q_i) = - #text[slope]", self.theme, em(54))
        self.rule.put(self.layout.right, self.layout.title_baseline, "right")
        self.add(*turning.numbers.values())
        broken = [Presence([plot.zero], 0.0, 0.6), *self.arriving(names, *zeros)]
        self.move((written, 1.0), run_time=0.6, also=broken)
        self.rest(0.6)
        self.exchange(heads[:1], heads[1:] * machine.roomy, (turned, 1.0), run_time=1.6, also=self.arriving(self.rule))
        self.rest(0.8)
        self.move((written, 0.0), run_time=0.4, also=[Presence([names, *zeros, plot, heads[1]], 0.0, 0.4)])
        self.remove(names, *zeros, plot, heads[1], *turning.numbers.values())
        machine.show(self.start, hang, 1.0, 1.0)
        under = [machine.tackle, machine.axis, *machine.blocks, machine.names]
        arriving = self.arriving(*under, run_time=0.8)
        self.bring_to_front(*turning.arrows)
        self.move((landed, 1.0), run_time=1.4, also=arriving)
        self.add(machine.pulls)
        self.remove(*turning.arrows)
        self.unfollow(draw)
        numbers = Part(*machine.pulls.numbers.values())
        self.play(*self.arriving(numbers, run_time=0.4))
        self.stand = [*under, machine.pulls, self.rule]
        self.hero = machine.board.inset(bottom=machine.low - machine.board.bottom)

    @beat(
        "Lower one wrong class at a time by 1 and watch the soft ceiling.",
        each=lambda p: p.lowered(),
        name=lambda p, classes: "say",
        then=lambda p, classes: p.say(),
        label="Small mass, small say",
        alt="Under the soft ceiling wrong blocks step down by 1, one at a time; below each, how far the loss fell.",
    )
    def say(self, classes: tuple[int, ...]) -> None:
        machine, theme = self.machine, self.theme
        states = np.array([self.start, *(self.start - np.eye(len(self.start))[i] for i in classes)])
        self.posts, self.near, board = (
            posts_view(machine, states, spare=0.4, below=84 * PX),
            ValueTracker(0.0),
            machine.board,
        )
        self.ceiling = Ceiling(theme, board.left, board.right, self.layout.top, len(self.start), self.y)
        self.gap = LossGap(machine)
        self.says = says = Says(machine, classes, self.posts, self.start)
        body = "loss(L) = @L[loss:0.000] #h(1.2em) #text[each alone, lowered by 1:] thick Delta loss(L)"
        self.told = Formula(theme, body, em(54)).show(L=float(mc.loss(self.start, self.y)))
        self.told.put(self.layout.right, self.layout.title_baseline, "right")
        self.follow(self._draw_machine)
        self.vanish(machine.pulls, self.rule, run_time=0.4)
        self.play(Presence([machine.tackle], 0.0, 0.7), *self.arriving(self.ceiling, self.told, run_time=0.7))
        self.add(machine.axis, *machine.blocks, machine.names)
        self.move((self.near, 1.0), run_time=1.0, also=self.arriving(self.gap))
        self.appear(says.ghosts, run_time=0.4)
        self.add(says)
        for i, seconds in zip(classes, (0.8, 0.8, 1.6)[-len(classes) :], strict=True):
            self.move((self.z[i], self.start[i] - 1.0), run_time=seconds)
            self.appear(says.blocks[i], says.numbers[i], run_time=0.4)
            # The largest stays below for a while.
            self.rest(0.8 if i == classes[-1] else 0.1)
            self.move((self.z[i], self.start[i]), run_time=0.7)
        found = [*says.blocks.values(), *says.numbers.values()]
        self.stand = [self.ceiling, self.gap, says, says.ghosts, *found, self.told]
        self.stand += [machine.axis, machine.names, *machine.blocks]

    @beat(
        lambda p, told: f"{p.named(told[0])} goes up by 1. Does L rise by {told[1]:.3f}, less or more?",
        each=lambda p: p.trusted(),
        name=lambda p, told: "trust",
        then=lambda p, told: f"The slope promised {told[1]:+.3f}. The loss rose by more, for its curve bends up.",
        label="How far a slope can be trusted",
        alt="Curve and tangent of one class part as its nudge grows to 1: the loss ends higher than the line.",
    )
    def trust(self, told: tuple[int, float, float]) -> None:
        index, _, came = told
        trust = Trust(self.plot, index, came, self.params.labels)
        zoomed, delta = ValueTracker(0.0), Input(0.0, f"δ_{index + 1}")

        def draw() -> None:
            trust.show(zoomed.get_value(), delta.get_value())

        self.vanish(*self.stand)
        self.followers.clear()
        self.follow(draw)
        self.hero = self.plot.box.inset(left=-1.0, right=-1.0)
        self.appear(trust)
        self.move((zoomed, 1.0), run_time=1.6)
        self.appear(trust.rule, trust.numbers, trust.x_name, run_time=0.5)
        self.move((delta, 1.0), run_time=4.0)
