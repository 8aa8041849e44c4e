"""Scene 14: under a hard label the blocks never rest; under a soft truth they do, where q is p."""

from collections.abc import Callable

import numpy as np

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Input, Vector, beat, sweep
from scenes.kit.motion import Presence, late
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.words import indexed, symbol
from scenes.pictures.pulleys_at_rest.lifted import LiftedBlocks
from scenes.pictures.pulleys_at_rest.loss_at_rest import LossAtRest
from scenes.pictures.pulleys_at_rest.marks import ArrowScale, Clock, Ladder, Lead, lead_name, longer, pull_name
from scenes.pictures.pulleys_at_rest.params import DECADES, NOTHING, RestingParams
from scenes.pictures.pulleys_at_rest.resting import RestingBlocks
from scenes.pictures.pulleys_at_rest.resting_path import RestingPath, resting_time


class PulleysAtRest(Explainer):
    """A hard label pulls for ever; a soft truth lets the blocks rest, and springs hold them there."""

    title = "When pulls come to rest"
    question = "When do the pulls come to rest?"
    Params = RestingParams

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
        self.reach.set_presence(0.0)
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

    def _clear_spans(self) -> list[tuple[float, float]]:
        """Return where the others' height is free, from the last of them to the column but for the true block."""
        hang, last = self.blocks.hang, len(self.start) - 1
        end = self.blocks.column.left - 4 * PX
        if self.y < last:
            return [(self._beside(last), end)]
        left = float(hang.lefts[self.y])
        spans = (self._beside(last - 1), left - 14 * PX), (left + hang.width, end)
        return [(a, b) for a, b in spans if a < b]

    @beat(
        "The truth is one-hot. The clock runs ever faster: will the blocks come to rest?",
        then=lambda p: (
            "No pull ends: the true class’s q stays below 1; each mark took 10 × as long."
            if p.climbs()
            else "No pull ends: the true class’s q stays below 1, though all are next to nothing."
        ),
        label="One-hot never rests",
        alt="The true block climbs a ladder whose rungs are reached at 1, 10, 100 and 1000; its pull fades.",
    )
    def one_hot_never_rests(self) -> None:
        run = mc.flow(self.start, self.y, DECADES)
        heights = self.blocks.hang.top(run.logits[:, self.y])
        pulls, force = list(run.forces[:, self.y]), pull_name(self.theme, self.params.labels, self.y)
        column, decimals = self.blocks.column, self.blocks.decimals
        self.ladder = Ladder(self.theme, column, DECADES, list(heights), pulls, force, decimals)
        self.scale = self._arrow_scale()
        self.add(self.scale)

        def climb() -> None:
            self.z.value = self.climb.at(self.moment.get_value())

        self.lead(climb)
        first = min(self.ladder.rungs)
        for k, time in enumerate(DECADES):
            self.move((self.moment, float(np.log1p(time))), run_time=1.1, even=True)
            if k in self.ladder.rungs:
                came = [self.reach, self.ladder.rungs[k]] if k == first else [self.ladder.rungs[k]]
                self.appear(*came, run_time=0.3)
        # Arrows have shrunk till they can't be seen, as if pulls had ended; so a longer scale shows that they haven't.
        self.play(Presence([self.scale, *self.blocks.arrows], 0.0, 0.3))
        self.remove(self.scale)
        self.scale = self._lengthen(self.hard)
        self.play(*self.arriving(self.scale, run_time=0.3), Presence(self.blocks.arrows, 1.0, 0.3))
        self.unfollow(climb)

    @beat(
        "Each wrong class now keeps a little of the truth p: do the blocks rest?",
        then="A soft truth has a place of rest: exactly where q is p, every pull is 0.",
        label="A soft truth",
        alt="Bars of truth change; the true block sinks, the others rise, until each is filled as far as its bar.",
    )
    def a_soft_truth(self) -> None:
        rungs = list(self.ladder.rungs.values())
        with self.opening():
            gone = [*rungs, self.scale]
            self.play(Presence([*gone, self.reach, self.clock.count, *self.blocks.arrows], 0.0, 0.4))
            self.remove(*gone)
            self.moment.set_value(0.0)
            self.scale = self._lengthen(self.soft)
            back = Presence([self.clock.count, *self.blocks.arrows], 1.0, 0.8)
            came = [*self.arriving(self.scale, run_time=0.8), back]
            self.move(*self.p.to(self.soft), run_time=0.8, also=came)

        def settle() -> None:
            self.z.value = self.settling.at(self.moment.get_value())

        self.lead(settle)
        self.move((self.moment, self.settling.last), run_time=2.4, even=True)
        self.unfollow(settle)
        shares, name = self.params.shares(), lead_name(self.params.labels, self.y)
        self.rest_lead = Lead(self.theme, self.blocks.column, *self._levels(), self._clear_spans(), shares, name)
        back = Presence([self.reach], 1.0, 0.6, rate=late)
        self.exchange([self.scale], [self.rest_lead], run_time=0.6, also=[back])

    def _arrow_scale(self, times: int = 1) -> ArrowScale:
        """Return what says how long arrows are, so many times as long as at first."""
        foot = self.layout.bottom + 24 * PX
        return ArrowScale(self.theme, self.blocks.column, foot, self.blocks.hang.width, times)

    def _lengthen(self, p: np.ndarray) -> ArrowScale:
        """Make the arrows, unseen now, as long as there is room for under the truth ``p``, and return their scale."""
        largest = np.abs(mc.forces(self.z.value, p)).max()
        scale = self._arrow_scale(longer(self.blocks.hang.width, float(largest)))
        self.blocks.magnify(scale.unit)
        return scale

    def _levels(self) -> tuple[float, float]:
        """Return the heights of the true block and of the others at rest."""
        tops = self.blocks.hang.top(self.params.resting())
        return float(tops[self.y]), float(np.delete(tops, self.y)[0])

    @beat(
        "That run again: loss = entropy H(p) + KL, how far q is from p. Does it reach 0?",
        then=lambda p: f"The loss falls to the entropy H(p) = {mc.entropy(p.soft()):.3f}; only the KL part fades.",
        label="What is left",
        alt="The loss falls over time and stops at the level H(p); the strip between, KL, closes.",
    )
    def what_is_left(self) -> None:
        entropy = float(mc.entropy(self.soft))
        run, shares = (self.settling.times, self.settling.losses), self.params.shares()
        own = [indexed(letter, self.y, self.params.labels) for letter in "pq"]
        picture = LossAtRest(self.theme, self.layout, *run, entropy, shares, *own, self.blocks.decimals)

        def draw() -> None:
            moment = self.moment.get_value()
            z = self.settling.at(moment)
            q = mc.softmax(z)
            kl = float(mc.kl_divergence(self.soft, q))
            picture.show(moment, float(mc.loss(z, self.soft)), kl, float(q[self.y]))

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
        lambda p: f"At rest q = p. Lift {symbol('z', p.target, p.labels)}, tied to all by springs: who feels it?",
        then=lambda p: (
            f"All do. Each spring’s stiffness, {p.stiffness()}, is softmax’s slope at rest."
            if p.felt() > NOTHING
            else f"Hardly anybody: a spring’s stiffness is {p.stiffness()}, and here that is next to nothing."
        ),
        label="Springs",
        alt="The true block is lifted; springs pull the others up and it down.",
    )
    def springs(self) -> None:
        params = self.params
        self.off = Vector(np.zeros(len(self.start)), "z")
        self.held = LiftedBlocks(self.theme, self.layout, params.resting(), self.y, params.labels)
        self.hero = self.held.hero
        self.follow(lambda: self.held.show(self.off.value))
        with self.opening():
            self.replace(self.plot, self.held.springs, self.held)
        self.move((self.off[self.y], self.held.lift), run_time=2.0)
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
        others = [(tracker, self.held.lift) for i, tracker in enumerate(self.off.trackers) if i != self.y]
        self.move(*others, run_time=2.0)

    @sweep(lambda p: [SweepInput("smoothing", "", 0.01, 0.9, 0.01, p.smoothing)])
    def smoothing(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Sweep the smoothing: the blocks at rest."""

        def put(amount: float) -> None:
            self.p.value = mc.smooth(self.y, len(self.start), amount)
            self.z.value = mc.resting_logits(self.p.value, total=float(self.start.sum()))

        def read() -> dict[str, float]:
            p, z = self.p.value, self.z.value
            found = {f"q_{i + 1}": float(share) for i, share in enumerate(mc.softmax(z))}
            return {**found, "H(p)": float(mc.entropy(p)), "lead": float(z[self.y] - np.delete(z, self.y).max())}

        return [put], read
