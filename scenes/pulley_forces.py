"""Scene 6: the logit gradients as forces in a pulley system whose pulls balance exactly."""

from collections.abc import Callable

import numpy as np

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import beat, sweep
from scenes.kit.motion import Presence, early, late
from scenes.kit.pulley_views import LossGap, Moved, Ruler, posts_view
from scenes.kit.trackers import Input
from scenes.pictures.pulley_forces.beside_ceiling import CeilingSum, Lifted
from scenes.pictures.pulley_forces.beside_pulleys import ErrorLine, Falling, ForceRule, ShareRule, Threshold
from scenes.pictures.pulley_forces.close_up import Balance, Shares, close_up, rope_labels
from scenes.pictures.pulley_forces.pair import Pair
from scenes.pictures.pulley_forces.params import PulleyParams
from scenes.pictures.pulley_forces.stage import PulleyStage

#: Shares of the true class between which "force is error" goes.
WRONG, RIGHT = 0.05, 0.95
#: How far a block is raised to see what the ceiling does.
LIFT = 0.3
#: What stays free above the ceiling at its highest, in logits.
ABOVE = 0.3
#: How far the surprise runs on, of the time until it turns.
RUN_ON = 1.6


class PulleyForces(PulleyStage):
    """The gradient at the logits as forces: the pulls down on the wrong classes balance the one pull up."""

    title = "Every logit feels a force"
    question = "How hard does a wrong answer pull?"
    Params = PulleyParams

    # The beats

    @beat(
        PulleyParams.at_first,
        then="A block is 1 wide, filled to its share q; the true one is framed.",
        label="Classes as blocks",
        alt="Blocks go from one level to the heights of their logits, and fill to their shares; one is framed.",
    )
    def hang(self) -> None:
        self.move(*self.z.to(self.start), run_time=2.2)
        self.ruler = Ruler(self.machine, self.wrong, self.start, self.params.labels)
        self.softmax = ShareRule(self.machine)
        self.appear(self.ruler, self.softmax)

    @beat(
        "Each wrong class weighs its share q. How wide is its rope?",
        then="A wrong class weighs its share q; its rope is exactly as wide.",
        label="What pulls",
        alt="Ropes run out of the wrong blocks' fills, as wide as those, over wheels to the true block.",
    )
    def pull(self) -> None:
        machine, (widest, *rest) = self.machine, self.wrong
        self.play(Presence([self.ruler, self.softmax], 0.0, 0.5), Presence([machine.tackle], 1.0, 0.5))
        self.remove(self.ruler, self.softmax)
        self.move((self.runs[widest], 1.0), (self.runs[self.y], 1.0), run_time=2.0)
        if rest:
            self.move(*((self.runs[i], 1.0) for i in rest), run_time=1.0)
        self.rule = ForceRule(machine, mc.softmax(self.start), widest, self.params.labels)
        self.move((self.pulled, 1.0), run_time=1.0, also=self.arriving(machine.pulls, self.rule))

    @beat(
        "How do the pulls compare? Look closely at the true block.",
        then=lambda p: (
            f"The {'rope fills' if p.two() else 'ropes fill'} just what the true class lacks: the forces cancel."
        ),
        question=lambda p: "" if p.two() else "Let go: which block moves furthest?",
        label="The pulls balance",
        alt="The true block from close by: the ropes are as wide as its hatched part; forces sum to 0.",
    )
    def balance(self) -> None:
        machine, labels = self.machine, self.params.labels
        self.follow(self._draw_strands)
        self.strands.set_presence(1.0)
        self.play(Presence([*self._others(), self.rule], 0.0, 0.3))
        self.remove(self.rule)
        self.unfollow(self._draw_ropes)
        going = Presence(self._around(), 0.0, 1.4, rate=early)
        self.look(lambda z: close_up(machine, z[self.y]), run_time=1.4, also=[going])
        q = mc.softmax(self.start)
        self.shares = Shares(machine, labels)
        self.follow(self._draw_shares)
        names = rope_labels(machine, q, labels)
        self.balanced = Balance(machine, self.start)
        self.appear(self.shares, *names.values(), self.balanced.heading)
        self.send(self.balanced)
        self.appear(self.balanced.sum, run_time=0.5)
        self.close = [self.shares, *names.values(), self.balanced]

    @beat(
        "Each block gives in to its pull, one small step after the other.",
        then=PulleyParams.furthest,
        label="Giving in",
        alt="The true block rises, the wrong ones sink; ropes and arrows thin out, and the loss falls.",
    )
    def give_in(self) -> None:
        machine, course, steps = self.machine, self.course, self.params.steps
        self.unfollow(self._draw_shares)
        self.vanish(*self.close, run_time=0.3)
        around = Presence(self._around(), 1.0, 1.2, rate=late)
        self.look(lambda z: machine.hang, run_time=1.2, also=[around])
        self.follow(self._draw_ropes)
        self.falling = Falling(machine, course)
        moved = [Moved(machine, i, float(self.start[i])) for i in (self.y, self.wrong[0])]
        self.moved = [mark for mark in moved if mark.fits(self.start, course.logits[-1])]

        self.follow(self._draw_course)
        self.play(Presence(self._others(), 1.0, 0.5), *self.arriving(self.falling, run_time=0.5))
        self.unfollow(self._draw_strands)
        self.strands.set_presence(0.0)
        self.lead(self._descend)
        self.add(*self.moved)
        self.move((self.step, 1.0), run_time=1.2)
        if steps > 1:
            self.move((self.step, float(steps)), run_time=3.0)

    @beat(
        "Back to the start. A soft ceiling holds all blocks: the log of the sum of e^z.",
        then="A post is q wide, −log q long: over the true block, that is the loss L.",
        label="The loss is a length",
        alt="Back at the start, posts hold the blocks from a ceiling instead of ropes; the true block's is L long.",
    )
    def loss_is_a_length(self) -> None:
        machine = self.machine
        self.move((self.step, 0.0), run_time=1.4)
        self.unfollow(self._descend, self._draw_course, self._draw_ropes)
        self.gap, self.sum = LossGap(machine), CeilingSum(machine, self.params.labels)
        self.follow(self._draw_ceiling)
        leaving = [machine.tackle, machine.pulls, self.falling, *self.moved]
        self.exchange(leaving, [self.sum, self.gap], run_time=1.0, also=[Presence([self.ceiling], 1.0, 1.0)])
        view = posts_view(machine, self.start[None], LIFT + ABOVE)
        self.look(lambda z: view, run_time=1.0)

    @beat(
        lambda p: f"Raise one block by {LIFT}, then let it back: how far does the ceiling go?",
        then="A block that rises a little lifts the ceiling about q times as far.",
        label="What lifts the ceiling",
        alt="Two blocks rise a little and sink back; the ceiling follows a full one, hardly an empty one.",
    )
    def lift_the_ceiling(self) -> None:
        rest = float(mc.log_sum_exp(self.start))
        if not self.machine.roomy:
            self.play(Presence([self.sum], 0.0, 0.3))
        tried = [self.wrong[0], self.wrong[-1] if len(self.wrong) > 1 else self.y]
        self.lifted: list[Lifted] = []
        for place, (i, slow) in enumerate(zip(tried, (0.9, 0.7), strict=True)):
            lifted = Lifted(self.machine, i, self.now()[2], rest, self.params.labels, place)

            def draw(i=i, lifted=lifted) -> None:
                z = self.z.value
                lifted.show(float(z[i] - self.start[i]), float(mc.log_sum_exp(z)) - rest)

            self.follow(draw)
            z = float(self.start[i])
            self.move((self.z[i], z + LIFT), run_time=slow, also=self.arriving(lifted, lifted.ghosts))
            self.rest(0.5)
            # What was found stays as it was.
            self.unfollow(draw)
            going = [lifted.ghosts, *([lifted] if not self.machine.roomy and place == 0 else [])]
            self.move((self.z[i], z), run_time=slow, also=[Presence(going, 0.0, slow)])
            self.remove(*going)
            self.lifted.append(lifted)

    @beat(
        lambda p: f"Confidently wrong: how does the pull change as {p.own()} rises?",
        then=lambda p: f"The pull is the error: {RIGHT} at {p.own()} = {WRONG}, {1 - RIGHT:.2f} at {RIGHT}.",
        label="The pull is the error",
        alt="The true block from close by fills up; the ropes on it thin out, and its force falls along a line.",
    )
    def force_is_error(self) -> None:
        machine, labels = self.machine, self.params.labels
        share = Input(WRONG, f"q_{self.y + 1}")

        def put() -> None:
            self._put(mc.with_share(self.start, self.y, share.get_value()))

        def draw() -> None:
            part, force = share.get_value(), float(mc.forces(self.z.value, self.y)[self.y])
            self.errors.show(WRONG, part, force)

        self.unfollow(self._draw_ceiling)
        self.follow(self._draw_strands)
        frame = [machine.axis, self.ceiling.line, self.ceiling.soft]
        gone = [*self.ceiling.posts, self.gap, self.sum, *self.lifted, *self._others()]
        self.play(Presence(gone, 0.0, 0.4), Presence([self.strands], 1.0, 0.4))
        self.remove(self.gap, self.sum, *self.lifted)
        first = mc.with_share(self.start, self.y, WRONG)
        self.shares, self.errors = Shares(machine, labels), ErrorLine(machine, labels)
        self.errors.show(WRONG, WRONG, float(mc.forces(first, self.y)[self.y]))
        self.add(self.errors.set_presence(0.0))
        turning = [Presence([self.errors], 1.0, 1.4, rate=late), Presence(frame, 0.0, 1.4, rate=early)]
        self.look(lambda z: close_up(machine, z[self.y]), *self.z.to(first), run_time=1.4, also=turning)
        self.lead(put)
        self.follow(self._draw_shares, draw)
        self.appear(self.shares, run_time=0.4)
        self.move((share, RIGHT), run_time=3.0)
        self.unfollow(put, draw)

    @beat(
        lambda p, turn: f"Confidently wrong again: what do {p.named('z', turn[0])} and {p.named('q', turn[0])} do?",
        each=PulleyParams.turns,
        name=lambda p, turn: "surprise",
        then=lambda p, turn: (
            f"{p.named('z', turn[0])} sinks all the time, yet {p.named('q', turn[0])} rises at first:"
            f" {p.named('z', p.wrong()[0])} sinks faster."
        ),
        label="A surprise",
        alt="Two wrong blocks from close by: both sink; the slower one's fill grows, then shrinks.",
    )
    def surprise(self, turn: tuple[int, float]) -> None:
        (riser, end), start, time = turn, np.array(self.params.confident()), Input(0.0, "rate × steps")
        end *= RUN_ON
        last = mc.flow(start, self.y, [0.0, end]).logits[-1]
        pair = Pair(self.machine, (self.wrong[0], riser), start, last, self.params.labels)
        threshold = Threshold(self.machine, riser, self.params.labels)

        def draw() -> None:
            z = mc.flow(start, self.y, [0.0, time.get_value()]).logits[-1]
            pair.show(z)
            threshold.show(float(mc.softmax(z)[riser]), float(mc.rising_threshold(z, self.y)))

        self.follow(draw)
        self.cross([self.shares, self.errors, self.strands, self.machine.blocks[self.y]], [threshold, pair])
        self.unfollow(self._draw_shares, self._draw_strands)
        self.move((time, end), run_time=4.0)

    @sweep(lambda p: [SweepInput("step", "", 0, p.steps, 1, 0)])
    def steps(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Sweep the descent: one frame a step."""
        machine, course = self.machine, self.course
        self.falling = Falling(machine, course)
        for tracker in self.runs.trackers:
            tracker.set_value(1.0)
        self.pulled.set_value(1.0)
        machine.tackle.set_presence(1.0)
        self.add(machine.pulls, self.falling)

        def put(step: float) -> None:
            self.step.set_value(step)
            self._put(course.logits[round(step)])
            self.falling.show(step, self.z.value, self.y)

        return [put], self.read_off
