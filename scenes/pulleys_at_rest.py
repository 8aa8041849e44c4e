"""Scene 14: under a hard label the blocks never rest; under a soft truth they do, where q is p."""

from collections.abc import Callable
from typing import Annotated

import numpy as np
from pydantic import Field

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Input, Vector, beat, sweep
from scenes.kit.motion import Presence
from scenes.kit.params import LogitParams
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.words import symbol
from scenes.pictures.pulleys_at_rest.lifted import LIFT, LiftedBlocks
from scenes.pictures.pulleys_at_rest.loss_at_rest import LossAtRest
from scenes.pictures.pulleys_at_rest.marks import ArrowScale, Clock, Ladder, Lead, lead_name, longer, pull_name, rungs
from scenes.pictures.pulleys_at_rest.resting import RestingBlocks
from scenes.pictures.pulleys_at_rest.resting_path import RestingPath, resting_time

#: Times at which the ladder has rungs.
DECADES = (1.0, 10.0, 100.0, 1000.0)
#: Below this a number on the screen is 0.
NOTHING = 5e-4


class Params(LogitParams):
    """The logits, the true class and how much of the truth is smoothed."""

    smoothing: Annotated[
        float, Field(ge=0.01, le=0.9, description="label smoothing: the share of the truth spread over all classes")
    ] = 0.4

    def soft(self) -> np.ndarray:
        """Return the smoothed truth, shape (K,)."""
        return mc.smooth(self.target, len(self.logits), self.smoothing)

    def shares(self) -> tuple[float, float]:
        """Return the true class's share of the smoothed truth, and a wrong one's."""
        p = self.soft()
        return float(p[self.target]), float(np.delete(p, self.target)[0])

    def lifted(self) -> int:
        """Return the block that is lifted: the largest wrong class."""
        q = mc.softmax(np.array(self.logits))
        return max((i for i in range(len(q)) if i != self.target), key=lambda i: q[i])

    def felt(self) -> float:
        """Return the stiffness of the strongest spring at that one."""
        q, i = mc.softmax(np.array(self.logits)), self.lifted()
        return float(q[i] * np.delete(q, i).max())

    def climbs(self) -> bool:
        """Whether the true block passes more than one rung of the ladder."""
        heights = mc.flow(self.logits, self.target, DECADES).logits[:, self.target]
        return len(rungs(DECADES, list(heights))) > 1


class PulleysAtRest(Explainer):
    """A hard label pulls for ever; a soft truth lets the blocks rest, and springs hold them there."""

    title = "When pulls come to rest"
    question = "When do the pulls come to rest?"
    Params = Params

    def prepare(self) -> None:
        params, theme, layout = self.params, self.theme, self.layout
        self.start, self.y = np.array(params.logits), params.target
        self.hard, self.soft = np.eye(len(self.start))[self.y], params.soft()
        self.climb = RestingPath(self.start, self.y, DECADES[-1])
        climbed = self.climb.logits[-1]
        self.settling = RestingPath(climbed, self.soft, resting_time(climbed, self.soft))
        states = np.concatenate([self.climb.logits, self.settling.logits])
        self.blocks = RestingBlocks(theme, layout, states, self.y, params.labels)
        self.z, self.p = Vector(self.start, "z"), Vector(self.hard)
        self.moment = Input(0.0, "log(1 + rate × steps)")
        self.hero = self.blocks.box
        self.clock, self.reach = Clock(theme, layout), Shape(theme.color("logit"), 0.0, stroke=2.5)
        self.blocks.told.set_presence(0.0)
        self.add(self.reach, self.blocks, self.clock)
        self.follow(self._draw)

    def _draw(self) -> None:
        z = self.z.value
        self.blocks.show(z, self.p.value)
        self.clock.show(float(np.expm1(self.moment.get_value())))
        top = float(self.blocks.hang.top(z[self.y]))
        self.reach.dashes((self._beside(self.y), top), (self.blocks.column.left - 14 * PX, top))

    def _beside(self, block: int) -> float:
        """Return where dashes begin that lead from a block's upper edge, behind its name."""
        hang = self.blocks.hang
        return float(hang.lefts[block]) + hang.width + (0.0 if self.blocks.rowed else 96 * PX)

    def _put(self, z: np.ndarray) -> None:
        for tracker, value in zip(self.z.trackers, z, strict=True):
            tracker.set_value(value)

    @beat(
        "One-hot truth: the blocks give in to their pulls. Will they come to rest?",
        then=lambda p: (
            "The true q never reaches 1, so no pull ends; each rung takes 10 times as long."
            if p.climbs()
            else "The true q never reaches 1, so no pull ends, though all are next to nothing."
        ),
        label="One-hot never rests",
        alt="The true block climbs a ladder whose rungs are reached at 1, 10, 100 and 1000; its pull fades.",
    )
    def one_hot_never_rests(self) -> None:
        run = mc.flow(self.start, self.y, DECADES)
        heights = self.blocks.hang.top(run.logits[:, self.y])
        pulls, force = list(run.forces[:, self.y]), pull_name(self.theme, self.params.labels, self.y)
        self.ladder = Ladder(self.theme, self.blocks.column, DECADES, list(heights), pulls, force)
        self.scale = self._arrow_scale()
        self.add(self.scale)

        def climb() -> None:
            self._put(self.climb.at(self.moment.get_value()))

        self.lead(climb)
        for k, time in enumerate(DECADES):
            self.move((self.moment, float(np.log1p(time))), run_time=1.1, even=True)
            if k in self.ladder.rungs:
                self.appear(self.ladder.rungs[k], run_time=0.3)
        self.unfollow(climb)

    @beat(
        "Each wrong class now keeps a little of the truth p: do the blocks rest?",
        then="A soft truth has a place of rest: exactly where q is p, every pull is 0.",
        label="A soft truth",
        alt="Bars of truth change; the true block sinks, the others rise, until each is filled as far as its bar.",
    )
    def a_soft_truth(self) -> None:
        former, gone = self.scale, [self.scale.told, *self.ladder.rungs.values()]
        with self.opening():
            self.play(Presence([*gone, self.clock.count], 0.0, 0.4))
            self.moment.set_value(0.0)
            largest = np.abs(mc.forces(self.z.value, self.soft)).max()
            self.scale = self._arrow_scale(longer(self.blocks.unit, float(largest)))
            self.blocks.magnify(self.scale.unit)  # no arrow is long enough to be seen on either scale
            self.scale.told.set_presence(0.0)
            self.remove(former, *gone)  # the new sample arrow is as long
            self.add(self.scale)
            told = [self.blocks.told, self.clock.count, self.scale.told]
            self.move(*self.p.to(self.soft), run_time=0.8, also=[Presence(told, 1.0, 0.8)])

        def settle() -> None:
            self._put(self.settling.at(self.moment.get_value()))

        self.lead(settle)
        self.move((self.moment, self.settling.last), run_time=2.4, even=True)
        self.unfollow(settle)
        shares, name = self.params.shares(), lead_name(self.params.labels, self.y)
        self.rest_lead = Lead(
            self.theme, self.blocks.column, *self._levels(), self._beside(len(self.start) - 1), shares, name
        )
        self.exchange([self.scale], [self.rest_lead], run_time=0.6)

    def _arrow_scale(self, times: int = 1) -> ArrowScale:
        """Return what says how long arrows are, so many times as long as at first."""
        return ArrowScale(self.theme, self.blocks.column, self.layout.bottom, self.blocks.unit, times)

    def _levels(self) -> tuple[float, float]:
        """Return the heights of the true block and of the others at rest."""
        tops = self.blocks.hang.top(mc.resting_logits(self.soft, total=float(self.start.sum())))
        return float(tops[self.y]), float(np.delete(tops, self.y)[0])

    @beat(
        "Soft truth: loss = H(p) + KL, and only KL depends on q. Does the loss reach 0?",
        then=lambda p: f"The loss falls to the entropy H(p) = {mc.entropy(p.soft()):.3f}; only the KL part fades.",
        label="What is left",
        alt="The loss falls over time and stops at the level H(p); the strip between, KL, closes.",
    )
    def what_is_left(self) -> None:
        entropy = float(mc.entropy(self.soft))
        run, shares = (self.settling.times, self.settling.losses), self.params.shares()
        picture = LossAtRest(self.theme, self.layout, *run, entropy, shares)

        def draw() -> None:
            moment = self.moment.get_value()
            z = self.settling.at(moment)
            picture.show(moment, float(mc.loss(z, self.soft)), float(mc.kl_divergence(self.soft, mc.softmax(z))))

        self.moment.set_value(0.0)
        self.unfollow(self._draw)
        self.follow(draw)
        self.hero = picture.box
        with self.opening():
            self.replace([self.blocks, self.rest_lead, self.clock, self.reach], picture)
        self.move((self.moment, self.settling.last), run_time=2.4, even=True)
        self.unfollow(draw)
        self.appear(picture.strip)
        self.plot = [picture, picture.strip]

    @beat(
        lambda p: f"Another truth, p = q: all rest. Lift {symbol('z', p.lifted(), p.labels)}: who feels it?",
        then=lambda p: (
            "All do, by springs as stiff as pᵢpⱼ: a tilted spring pulls, a level one rests."
            if p.felt() > NOTHING
            else "Hardly anybody: a spring’s stiffness is pᵢpⱼ, and here these are next to nothing."
        ),
        label="Springs",
        alt="One block is lifted; springs pull the others up and it down; the thickest runs to the fullest block.",
    )
    def springs(self) -> None:
        params = self.params
        self.off = Vector(np.zeros(len(self.start)), "z")
        self.held = LiftedBlocks(self.theme, self.layout, self.start, self.y, params.lifted(), params.labels)
        self.hero = self.held.hero
        self.follow(lambda: self.held.show(self.off.value))
        with self.opening():
            self.replace(self.plot, self.held.springs, self.held)
        self.move((self.off[params.lifted()], LIFT), run_time=2.0)
        self.appear(self.held.law)

    def replace(self, old: list[Part], *new: Part) -> None:
        """Let one picture come while the last one goes, its words first, so that no two texts meet."""
        self.play(Presence(old, 0.3, 0.4, texts_to=0.0))
        self.play(Presence(old, 0.0, 0.6), *self.arriving(*new, run_time=0.8))
        self.remove(*old)

    @beat(
        "Lift the others just as far. Who feels that?",
        then="Nobody: the lifts don’t differ, so no spring pulls. A shift of all is free.",
        label="Shifts are free",
        alt="The other blocks rise to the same level: all forces are 0 and all shares what they were.",
    )
    def shift_all(self) -> None:
        others = [(tracker, LIFT) for i, tracker in enumerate(self.off.trackers) if i != self.held.lifted]
        self.move(*others, run_time=2.0)

    @sweep(lambda p: [SweepInput("smoothing", "", 0.01, 0.9, 0.01, p.smoothing)])
    def smoothing(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Sweep the smoothing: the blocks at rest."""

        def put(amount: float) -> None:
            p = mc.smooth(self.y, len(self.start), amount)
            self._put(mc.resting_logits(p, total=float(self.start.sum())))
            for tracker, value in zip(self.p.trackers, p, strict=True):
                tracker.set_value(value)

        def read() -> dict[str, float]:
            p, z = self.p.value, self.z.value
            found = {f"q_{i + 1}": float(share) for i, share in enumerate(mc.softmax(z))}
            return {**found, "H(p)": float(mc.entropy(p)), "lead": float(z[self.y] - np.delete(z, self.y).max())}

        return [put], read
