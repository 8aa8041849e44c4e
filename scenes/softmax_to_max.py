"""Scene 11: a scale on the logits takes the softmax from all-equal to winner-takes-all."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Input, Vector, beat, sweep
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, TICK, UNITS_PER_SIZE
from scenes.kit.text import Readout, math, sentence, words
from scenes.pictures.softmax_to_max.mean_ruler import MeanRuler
from scenes.pictures.softmax_to_max.params import SLIGHT, ScaleParams
from scenes.pictures.softmax_to_max.river import River


class SoftmaxToMax(Explainer):
    """The softmax of c times z, from all classes equal at c = 0 to one that takes all."""

    title = "From softmax to max"
    question = "When does the largest logit take all?"
    Params = ScaleParams

    def prepare(self) -> None:
        params = self.params
        self.start, self.end = np.array(params.logits), params.end
        self.z, self.c = Vector(self.start, "z"), Input(params.plain, "c")
        #: how far the axis reaches, and whether the runner-up's strand wears its name and the bar its numbers
        self.reach, self.named, self.numbered = ValueTracker(params.plain), ValueTracker(1.0), ValueTracker(1.0)
        self.river = River(self.theme, self.layout, self.start, params.order(), params.labels)
        self.add(self.river)
        self.follow(self._draw)
        self.hero = Box(self.river.box.left, self.river.box.bottom, self.river.bar.right, self.river.box.top)

    @property
    def q(self) -> np.ndarray:
        """The shares of this frame."""
        return mc.softmax(self.z.value, self.c.get_value())

    def _draw(self) -> None:
        staging = (tracker.get_value() for tracker in (self.reach, self.named, self.numbered))
        self.river.show(self.z.value, self.c.get_value(), *staging)

    @beat(
        lambda p: f"Scale all logits by c, and turn c down from {p.plain:g} to 0.",
        then="At c = 0 nothing is left of the logits: all shares are equal.",
        alt="A river of shares over the scale c; a cursor goes down to 0, where all strands are equally wide.",
        label="At scale 0",
    )
    def scale_0(self) -> None:
        self.move((self.c, 0.0), run_time=3.0)

    @beat(
        "Turn c up: who takes the whole?",
        then=ScaleParams.turned_up,
        question=lambda p: "Did every other share only ever fall?" if p.rising() else "",
        alt="The cursor goes up and the axis compresses; the largest logit’s strand widens until it fills the river.",
    )
    def turn_it_up(self) -> None:
        stops = [c for c in self.params.scales if c > 0]
        if self.params.plain not in stops:
            stops = sorted([*stops, self.params.plain])
        for stop in stops:
            goals = [(self.c, stop)]
            if stop > self.reach.get_value():
                goals.append((self.reach, stop))
            self.move(*goals, run_time=clamp(6.0 / len(stops), 0.4, 1.5))

    @beat(
        "Look closely: what does the runner-up do at first?",
        then="A share grows while its logit is above the mean of all logits, weighted by q.",
        each=ScaleParams.rising,
        name="the runner-up rises first",
        label="The runner-up rises first",
        alt="On a finer axis the runner-up’s strand swells, then thins; the logits’ mean, weighted by q, climbs.",
    )
    def runner_up_rises_first(self, _: tuple[()]) -> None:
        river, i, peak = self.river, self.params.runner_up, self.params.peak()
        fine = min(self.end, 3.8 * peak)
        self.move((self.c, 0.0), (self.reach, fine), (self.named, 0.0), (self.numbered, 0.0), run_time=1.8)
        room = Box(river.bar.right, river.box.bottom, self.layout.right, river.box.top)
        self.ruler = MeanRuler(self.theme, room, river.foot, self.start, i, self.params.labels)
        self.climb = Climb(self, i)
        self.follow(self._draw_mean)
        self.appear(self.ruler, self.climb)
        self.move((self.c, peak), run_time=3.5)

    def _draw_mean(self) -> None:
        self.ruler.show(float(self.q @ self.start))
        self.climb.show()

    @beat(
        "What if two logits are equally large?",
        then="Equal logits share equally, at any scale.",
        each=ScaleParams.single,
        name="ties share",
        alt="The runner-up’s logit rises to the largest: two strands stay equally wide while the scale is turned back.",
    )
    def ties_share(self, _: tuple[()]) -> None:
        if self.params.rising():
            old = [self.ruler, self.climb]
            self.play(Presence(old, 0.0, 0.5))
            self.remove(*old)
            self.unfollow(self._draw_mean)
        self.move((self.c, self.end), (self.reach, self.end), (self.named, 1.0), (self.numbered, 1.0), run_time=1.6)
        self.move((self.z[self.params.runner_up], self.start.max()), run_time=2.0)
        self.move((self.c, self.params.plain), run_time=2.5)

    @beat(
        f"A lead of just {SLIGHT:g}: how much does it take?",
        then="Slightly larger is not enough: what counts is c times the lead.",
        alt="One logit leads by a tenth: its strand widens only slowly as the scale grows.",
        name="slightly larger is not enough",
    )
    def slight_lead(self) -> None:
        plain = self.params.plain
        self.move(*self.z.to(self.params.slight()), (self.reach, self.end), run_time=1.8)
        if self.c.get_value() != plain:
            self.move((self.c, plain), run_time=1.2)
        self.appear(self._note(plain), self._lead_row(), run_time=0.5)
        self.rest(0.8)
        self.move((self.c, self.end), run_time=3.0)

    def _note(self, c: float) -> Part:
        """Return a mark in the leader's strand at scale ``c``, with its share there."""
        river, theme = self.river, self.theme
        upper, lower = river.levels(self.z.value, c)[0][:2]
        x, y = river.x(c), (upper + lower) / 2
        mark = Shape(theme.color("paper"), 0.0, stroke=5.0).dashes((x, upper), (x, lower))
        size = HERO if (upper - lower) > 1.2 * HERO * UNITS_PER_SIZE else TICK
        at = math(f'c = {c:g}":"', theme, min(size, TEXT), "paper")
        share = Readout(theme, size, "paper")
        width = at.advance + 20 * PX + share.width("0.000")
        left = x + 26 * PX if x + 40 * PX + width < river.box.right else x - 26 * PX - width
        if river.inside:  # the strand's name stands at its source
            left = max(left, river.box.left + 48 * PX + river.inside[0].advance)
        at.middle(left, y, "left")
        share.middle(float(self.q[self.params.leader]), left + at.advance + 20 * PX, y, "left")
        for text in (*at.leaves, share):  # the cursor passes behind
            text.halo(theme.color("prediction"))
        return Part(mark, at, share)

    def _lead_row(self) -> Part:
        """Return c times the lead under the axis' ticks."""
        river, theme = self.river, self.theme
        base = river.foot - 66 * PX
        texts = [
            words(f"{c * SLIGHT:.2g}", theme, TICK, "muted").put(river.x(c), base)
            for c, there in river.axis.there.items()
            if there == 1.0
        ]
        name = sentence("c × lead", theme, TEXT).put(river.box.left - 46 * PX, base, "right")
        return Part(name, *texts)

    @sweep(lambda p: [SweepInput("c", "", 0.0, p.end, p.end / 100, p.plain)])
    def scale(self):
        """Drag the scale from 0 to the last one: the cursor runs along the whole river."""
        self.reach.set_value(self.end)
        river = self.river
        self.handles = [Box(river.box.left, river.box.bottom, river.box.right, river.box.top)]
        labels = self.params.labels

        def read() -> dict[str, float]:
            return {f"q of {labels[i]}" if labels else f"q_{i + 1}": q for i, q in enumerate(self.q)}

        return [self.c.set_value], read


class Climb(Part):
    """The runner-up's share as a curve over its strand, from scale 0 to the cursor, beside the level it came from."""

    def __init__(self, scene: SoftmaxToMax, index: int):
        super().__init__()
        self.scene, self.index = scene, index
        theme, river = scene.theme, scene.river
        self.curve = Shape(theme.color("ink"), 0.0, stroke=7.0)
        self.dot = Shape(theme.color("ink"))
        level = river.box.bottom + river.box.height / river.count
        self.level = Shape(theme.color("ink"), 0.0, stroke=2.5).dashes(
            (river.box.left, level), (river.box.right, level)
        )
        size = HERO if river.count < 9 else TICK
        name = "q" if scene.params.labels else f"q_{index + 1}"
        role = "paper" if river.lit(scene.start)[-1] > 0.7 else "ink"
        self.value = Formula(theme, f"{role}({name} =) @q[{role}:0.000]", size)
        self.up = min(80 * PX, 0.5 * (level - river.box.bottom))
        self.add(self.level, self.curve, self.dot, self.value)

    def show(self) -> "Climb":
        """Draw the curve up to the cursor."""
        scene, river, c = self.scene, self.scene.river, self.scene.c.get_value()
        scales = np.linspace(0.0, max(c, 1e-6), 121)
        ys = river.levels(scene.z.value, scales)[:, -2]
        xs = np.asarray(river.axis.at(scales))
        self.curve.path(np.column_stack([xs, ys]))
        self.dot.disc(float(xs[-1]), float(ys[-1]), 14 * PX)
        self.value.middle(float(xs[-1]) + 30 * PX, river.box.bottom + self.up, "left")
        self.value.show(q=float(scene.q[self.index]))
        return self
