"""Scene 6: the logit gradients as forces in a pulley system whose pulls balance exactly."""

from collections.abc import Callable

import numpy as np

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import beat, sweep
from scenes.kit.motion import Presence, late
from scenes.kit.sizes import PX
from scenes.kit.trackers import Input
from scenes.pictures.pulley_forces.balance import Balance
from scenes.pictures.pulley_forces.beside_ceiling import CeilingSum
from scenes.pictures.pulley_forces.beside_pulleys import ErrorLine, ForceRule, ShareRuler, Shifts, loss_on_strip
from scenes.pictures.pulley_forces.ceiling_stage import CeilingStage
from scenes.pictures.pulley_forces.close_up import Shares, close_up
from scenes.pictures.pulley_forces.nudged import Nudged, under_blocks
from scenes.pictures.pulley_forces.params import RUN_ON, PulleyParams
from scenes.pictures.pulley_forces.pulley_views import BARE, LossGap, nudge_view, posts_view
from scenes.pictures.pulley_forces.rope_names import RopeNames
from scenes.pictures.pulley_forces.surprise import Rising

#: Shares of the true class between which "force is error" goes.
WRONG, RIGHT = 0.05, 0.95
#: How far a block is nudged up to see what the loss does.
LIFT = 0.2
#: Above the ceiling its name has room, and a second row of formulas.
TWO_ROWS = 152 * PX


class PulleyForces(CeilingStage):
    """The gradient at the logits as forces: the pulls down on the wrong classes balance the one pull up."""

    title = "Every logit feels a force"
    question = "How hard does a wrong answer pull?"
    Params = PulleyParams

    @beat(
        "Each class is a block: its edge goes to its logit z, its fill to q.",
        then="A block is 1 wide. The true one: framed in bold, hatched where empty.",
        label="Classes as blocks",
        alt="Blocks go from one level to their logits’ heights, and fill to their shares; one is hatched.",
    )
    def hang(self) -> None:
        self.move(*self.z.to(self.start), run_time=2.2)
        self.ruler = ShareRuler(self.machine, self.wrong, self.start, self.params.labels)
        self.appear(self.ruler)

    @beat(
        "All blocks are held. A rope runs from each wrong one to the true one: how wide?",
        then="A wrong block weighs q; its rope, q wide, pulls the true one up.",
        label="What pulls",
        alt="Ropes run from the wrong blocks over wheels to the true one, and widen to those blocks’ fills.",
    )
    def pull(self) -> None:
        machine = self.machine
        with self.opening():
            self.play(Presence([self.ruler], 0.0, 0.5), Presence([machine.tackle], 1.0, 0.5))
        self.remove(self.ruler)
        self.play(*self.running_out(3.0))
        self.rule = ForceRule(machine, self.start, self.wrong, self.params.labels)
        self.play(Presence(machine.shares(), 0.0, 0.4))  # in the place of each comes its block's force
        self.appear(machine.pulls, self.rule)

    @beat(
        PulleyParams.look_closely,
        then=PulleyParams.lacking,
        label="The forces sum to 0",
        alt="The true block from close by: the ropes are as wide as its hatched part; forces sum to 0.",
    )
    def balance(self) -> None:
        machine, labels = self.machine, self.params.labels
        self.follow(self._draw_strands)
        self.strands.set_presence(1.0)
        going = Presence(self._around(), 0.0, 0.5)
        parting = Presence([*self._others(), machine.pulls, self.rule], 0.0, 0.5)
        self.look(lambda z: close_up(machine, z[self.y]), run_time=1.4, also=[going, parting])
        self.remove(self.rule)
        self.unfollow(self._draw_ropes, self._draw_pulls)
        self.shares, balance = Shares(machine, labels), Balance(machine, self.start, labels)
        self.follow(self._draw_shares)
        names = RopeNames(machine, mc.softmax(self.start), labels)
        self.appear(self.shares, names)
        for rows in (balance.rows[:1], balance.rows[1:], [balance.sum]):
            self.appear(*rows, run_time=0.5)
        self.close = [self.shares, names, *balance.rows, balance.sum]

    @beat(
        PulleyParams.let_go,
        then=PulleyParams.furthest,
        label="Giving in",
        alt="Along their arrows the true block rises and the wrong ones sink; the arrows shrink.",
    )
    def give_in(self) -> None:
        machine = self.machine
        self.unfollow(self._draw_shares)
        self.shifts = Shifts(machine, self.course)
        self.follow(self._draw_own_pulls, self._draw_course)
        with self.opening():
            self.play(Presence([*self.close, self.strands], 0.0, 0.4))
            coming = [*machine.axis.present(), *self._unnumbered(), *machine.pulls.arrows]
            self.back(lambda z: machine.hang, self.close, coming, [])
        self.unfollow(self._draw_strands)
        self.lead(self._descend)
        self.move((self.step, 1.0), run_time=1.0, also=self.arriving(self.shifts, run_time=0.5))
        if self.params.steps > 1:
            self.move((self.step, float(self.params.steps)), run_time=2.2)
        self.appear(self.shifts.sum, run_time=0.4)
        self.shifts.add(self.shifts.sum)

    @beat(
        PulleyParams.lifting,
        then=lambda p: f"From the true block up to this ceiling: the loss, L = −log {p.own()}.",
        label="The loss is a length",
        alt="Back at the start a soft ceiling is lifted off the highest block; the true one is L below it.",
    )
    def loss_is_a_length(self) -> None:
        machine = self.machine
        self.pair = [self.wrong[0], self.y]
        self.gap, self.sum = LossGap(machine), CeilingSum(machine, self.start, self.params.labels, self.pair)
        self.follow(self._draw_ceiling, self._draw_gap)
        view = nudge_view(machine, self.start, self.pair, TWO_ROWS, under_blocks(machine, self.pair))
        self.unseen, self.lower = self.too_low(view)
        leaving, joining = [machine.pulls, self.shifts], self.joining()
        self.lift.set_value(0.0)
        with self.opening():
            self.move((self.step, 0.0), run_time=0.4, also=[Presence([*leaving, *self.unseen], 0.0, 0.3)])
            lies = Presence([self.ceiling.soft, self.ceiling.line, machine.blocks[self.y].number], 1.0, 0.6, rate=late)
            told = self.arriving(self.lower, self.sum.name.words, self.sum.level, run_time=0.6, rate=late)
            waiting = self.dimming(*(part for parts in joining for part in parts))
            self.look(lambda z: view, run_time=0.6, also=[lies, waiting, *told])
        self.remove(*leaving)
        self.unfollow(self._descend, self._draw_course, self._draw_own_pulls)
        for k, parts in enumerate(joining, start=1):
            lit = self.lighting(*parts, run_time=0.3)
            self.move((self.lift, k / len(joining)), run_time=1.8 / len(joining), also=[lit])
        told = self.arriving(self.gap, self.sum.rule, self.sum.line, run_time=0.8)
        told += self.arriving(self.sum.name.rule, run_time=0.8, rate=late)
        self.play(Presence([self.ceiling.gap], 1.0, 0.8), Presence([self.sum.level], 0.0, 0.4), *told)

    @beat(
        f"Nudge a wrong block by {LIFT}, then the true one: does L change by −F × {LIFT}?",
        then="L changes by about −F × nudge: the slope of L is −F = q − p.",
        label="Forces are slopes",
        alt="A wrong block rises, the ceiling follows by its share; it goes back. The true one rises: L shrinks.",
    )
    def nudge(self) -> None:
        with self.opening():
            told = [self.sum.rule, self.sum.line, self.machine.blocks[self.y].number]
            self.play(Presence(told, 0.0, 0.4), self.dimming(*self.aside(), run_time=0.4))
        for i in self.pair:
            nudged = Nudged(self.machine, i, LIFT, self.now().hang, self.start, self.params.labels, self.nudged)
            self.prepare_nudge(nudged)
            self.follow(self._draw_nudged)
            coming = [Presence([nudged.marks], 1.0, 0.4), *self.arriving(nudged)]
            self.move((self.z[i], float(self.start[i]) + LIFT), run_time=1.0, also=coming)
            self.unfollow(self._draw_nudged)  # what was found stays as it was
            self.work_out(nudged)
            if i != self.y:
                self.rest(0.7)
                self.bring_back(nudged)

    @beat(
        lambda p: f"From wrong to right: how does the force change as {p.own()} rises?",
        then="The force is the error, p − q: it fades as the error does.",
        label="The force is the error",
        alt="The true block from close by fills up; the ropes on it thin out, and its force falls along a line.",
    )
    def force_is_error(self) -> None:
        machine, labels = self.machine, self.params.labels
        share, first = Input(WRONG, f"q_{self.y + 1}"), mc.with_share(self.start, self.y, WRONG)
        self.shares, self.errors = Shares(machine, labels, mc.softmax(first)), ErrorLine(machine, labels)

        def put() -> None:
            self.z.value = mc.with_share(self.start, self.y, share.get_value())

        def draw() -> None:
            self.errors.show(WRONG, share.get_value(), float(self.now().force[self.y]))

        self.errors.show(WRONG, WRONG, float(mc.forces(first, self.y)[self.y]))
        self.unfollow(self._draw_gap)
        self.follow(self._draw_strands, self._draw_shares)
        gone = [self.ceiling, self.gap, self.sum, self.lower, *self.nudged]
        with self.opening():
            self.play(Presence([*gone, *self._others(), machine.axis], 0.0, 0.4), Presence([self.strands], 1.0, 0.4))
            self.look(lambda z: close_up(machine, z[self.y]), *self.z.to(first), run_time=0.5)
            self.appear(self.shares, self.errors, run_time=0.4)
        self.remove(*gone[1:])
        self.lead(put)
        self.follow(draw)
        self.move((share, RIGHT), run_time=2.6)
        self.unfollow(put, draw, self._draw_shares)

    @beat(
        PulleyParams.sinking,
        each=PulleyParams.turns,
        name=lambda p, turn: "surprise",
        then=PulleyParams.outrun,
        label="A surprise",
        alt="Under the ceiling all wrong blocks sink; one gains share while its gap to the ceiling shrinks.",
    )
    def surprise(self, turn: tuple[int, float]) -> None:
        machine = self.machine
        (riser, highest), start, time = turn, np.array(self.params.confident()), Input(0.0, "rate × steps")
        leader = self.wrong[0]  # with the largest share of the ceiling it leads that down
        path = mc.flow_path(start, self.y, highest * RUN_ON)
        states = path.at(np.linspace(0.0, highest * RUN_ON, 9))
        view = posts_view(machine, states, TWO_ROWS, np.full(machine.count, BARE))
        self.rising = rising = Rising(machine, riser, view, start, path.at(highest), self.params.labels)

        def draw() -> None:
            now = self.now()
            rising.show(float(now.q[riser]), float(now.levels[riser]), now.ceiling_top)

        self.follow(draw)
        machine.show_axis(view)
        machine.axis.set_presence(0.0)
        with self.opening():
            lies = [*machine.axis.present(), self.ceiling.soft, self.ceiling.line, *[machine.names] * machine.rowed]
            dim = self.seen([i for i in range(machine.count) if i not in (riser, leader)])
            gone, coming = [self.shares, self.errors, self.strands], [*lies, *self.seen({riser, leader})]
            self.back(lambda z: view, gone, coming, [rising], *self.z.to(start), dim=dim)
        self.unfollow(self._draw_strands)
        self.lead(self.flowing(path, time))
        self.move((time, highest), run_time=2.2)
        self.appear(rising.falls, run_time=0.4)
        self.rest(0.7)
        self.hand_over(rising.falls, {leader} - {riser} if self.params.holds_up(turn) else None)
        self.move((time, highest * RUN_ON), run_time=0.8)

    @sweep(lambda p: [SweepInput("step", "", 0, p.steps, 1, 0)])
    def steps(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Sweep the descent: one frame a step."""
        machine, course = self.machine, self.course
        self.loss = loss_on_strip(machine)
        for tracker, number in zip(self.runs.trackers, machine.shares(), strict=True):
            tracker.set_value(1.0)
            number.set_presence(0.0)
        machine.tackle.set_presence(1.0)
        self.add(machine.pulls, self.loss)

        def put(step: float) -> None:
            self.step.set_value(step)
            self.z.value = course.logits[round(step)]
            self.loss.show(L=float(course.losses[round(step)]))

        return [put], self.read_off
