"""Scene 4: which nodes of the loss's graph have a slope: one probability, and yet every logit."""

from collections.abc import Iterable

import numpy as np
from manim import ValueTracker

from scenes.kit.explainer import Explainer, Input, Vector, beat
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.text import math
from scenes.pictures.where_gradients_live.laws import Laws
from scenes.pictures.where_gradients_live.loss_graph import LossGraph
from scenes.pictures.where_gradients_live.params import Params
from scenes.pictures.where_gradients_live.pipes import Pipe
from scenes.pictures.where_gradients_live.product_area import ProductArea
from scenes.pictures.where_gradients_live.slope_graph import BESIDE, SlopeGraph

#: The product of the first beat, and how far a and b are nudged.
A, B, NUDGE = 2.0, 3.0, 0.2
#: How far a logit is nudged, ever less.
PUSHES = 1.0, 0.5, 0.1
#: How wide what a colour says is.
KEY = 412 * PX


class WhereGradientsLive(Explainer):
    """The loss as a graph of values: at the probabilities one gradient lives, at the logits every one."""

    title = "Where gradients live"
    question = "Which numbers have a slope, and why?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.nudges = Input(0.0, "nudge of a"), Input(0.0, "nudge of b")
        #: how far slopes have run from c to the node, from there to a and to b
        self.backs = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.product = ProductArea(theme, layout, A, B, NUDGE)
        self.graph = LossGraph(np.array(params.logits), params.target)
        self.picture = SlopeGraph(theme, layout, self.graph, params.target, params.labels)
        beside, first = self.picture.place("q", True)[1] + BESIDE, self.picture.ys[0]
        self.laws = Laws(theme, layout, beside, first, self.picture.true, self.picture.count - 1)
        self.near = False  # whether the way through softmax has the stage for itself
        #: the slope's way to −log and to the gates, how far what is shut off has faded; through softmax, to the logits
        self.spent, self.entered = ValueTracker(0.0), ValueTracker(0.0)
        self.ran, self.reached = Vector((0.0, 0.0)), Vector(np.zeros(len(params.logits)))
        #: how far the logits of the two rows that are worked out are nudged
        self.pushed = Input(0.0, "nudge of the true logit"), Input(0.0, "nudge of a wrong logit")
        self.add(self.product, self.product.node)
        self.follow(self._draw_product)
        self.hero = layout.pixels(62, 260, 1690, 830)

    def _draw_product(self) -> None:
        self.product.show(*([tracker.get_value() for tracker in group] for group in (self.nudges, self.backs)))

    def _draw_graph(self) -> None:
        pushed = [tracker.get_value() for tracker in self.pushed]
        spent, entered = self.spent.get_value(), self.entered.get_value()
        self.picture.show(self.near, self.ran.value, spent, entered, self.reached.value, pushed)

    @beat(
        "c is 𝑎 times 𝑏. Nudge 𝑎, then 𝑏: how far does c move?",
        then=f"c moves {B:g} times as far as 𝑎, {A:g} times as far as 𝑏: slopes, sent back as widths.",
        alt="A rectangle a wide and b high is c; nudges of a and b add strips; slopes run back to both as pipes.",
        label="A graph",
    )
    def a_graph(self) -> None:
        product, (a, b), (out, *back) = self.product, self.nudges, self.backs
        self.appear(product.nudges[0], product.more, run_time=0.3)
        self.move((a, NUDGE), run_time=1.3)
        self.add(product.pipes, product.node)
        self.move((out, 1.0), run_time=0.7, also=self.arriving(product.slopes[0]))
        self.move((back[0], 1.0), run_time=0.9, also=self.arriving(product.slopes[1]))
        self.rest(0.4)
        self.exchange([product.slopes[1]], [product.rule], (a, 0.0), run_time=0.6)
        self.play(Presence([product.nudges[0]], 0.0, 0.3), *self.arriving(product.nudges[1], run_time=0.3))
        self.move((b, NUDGE), run_time=1.1)
        self.move((back[1], 1.0), run_time=0.9, also=self.arriving(product.slopes[2]))

    @beat(
        "A larger graph: step by step, logits become the loss.",
        then=Params.forward,
        alt="Logits go through softmax to probabilities, each is multiplied by its p; their sum gives the loss L.",
    )
    def the_graph_of_the_loss(self) -> None:
        product, picture = self.product, self.picture
        self.unfollow(self._draw_product)
        self.follow(self._draw_graph)
        half = picture.high / 2
        self.hero = Box(self.layout.left, picture.ys[-1] - half, self.layout.right, picture.ys[0] + half)
        gone = [product, product.node, product.nudges[1], product.more, product.pipes, product.rule, *product.slopes]
        logits, *stages = picture.stages
        with self.opening():
            self.exchange(gone, logits, run_time=0.6)
            rest = [part for stage in stages for part in stage]
            self.arriving(*rest)  # not yet in play; numbers come with the steps that make them
            self.play(Presence(rest, 0.6, 0.4, self.theme.dimmed), Presence(picture.results, 0.0, 0.4))
        for stage in stages:
            self.light(*stage, run_time=0.4)

    @beat(
        "Backwards from L: each step multiplies the slope by its own slope.",
        then=Params.passed_on,
        question=Params.asked,
        alt="A slope runs back from L as a pipe; gates with p = 0 stop it, only the true class’s probability gets it.",
    )
    def at_the_probabilities(self) -> None:
        picture, theme, layout, first = self.picture, self.theme, self.layout, self.picture.ys[0]
        self.factor = math(f"times (-1)/prediction({picture.digits.divisor(self.graph.picked.data)})", theme, TEXT)
        self.factor.put(picture.log_box.left - 20 * PX, first - 160 * PX, "left")
        law = f"(partial loss(L)) / (partial prediction(q_i)) = (-truth(p_i)) / prediction({picture.true})"
        # Otherwise the slope stands there.
        size, below = (HERO, 350) if picture.over else (em(56), 390)
        self.law = Formula(theme, law, size)
        self.law.put((picture.bus_x + 60 * PX + layout.right) / 2, first - below * PX)
        self.add(picture.first, picture.trunk, *picture.bus)
        self.add(*picture.gates, picture.gate_head, picture.plus)  # the nodes stand before the pipes
        says = '"raising it {}" loss(L)'
        self.keys = [self._key(says.format("lowers"), "up", 32), self._key(says.format("raises"), "down", 92)]
        self.keys += [self._key('"wider than drawn"', "up", 152, "cut")] if picture.capped else []
        self.move((self.ran[0], 1.0), run_time=0.8, also=self.arriving(picture.one, *self.keys))
        self.play(*self.arriving(self.factor, run_time=0.5))
        self.move((self.ran[1], 1.0), run_time=1.8, also=self.arriving(*picture.shuts))
        head = [picture.slope_head] if picture.over and picture.headed else []
        came = self.arriving(picture.slope, *picture.zeros, *head, run_time=0.5)
        faded = self.dimming(*picture.gauges[1:], *picture.share_frames[1:])
        self.move((self.spent, 1.0), run_time=0.5, also=[*came, faded])
        self.appear(self.law, run_time=0.6)

    def _key(self, says: str, role: str, up: float, drawn: str = "") -> Part:
        """Return what a slope's look says, ``up`` pixels over the lower margin, at the right."""
        left, foot, color = self.layout.right - KEY, self.layout.bottom + up * PX, self.theme.color(role)
        swatch = Shape(color).box(left - 50 * PX, foot + 9 * PX, 34 * PX, 15 * PX)
        if drawn == "cut":
            swatch = Pipe(self.theme, -1.0, 1.0, head=False, widest=26 * PX, cut=34 * PX)
            swatch.along([(left - away * PX, foot + 16 * PX) for away in (16, 84)])
        if drawn == "dashed":
            ends = [(left - away * PX, foot + 16 * PX) for away in (56, 12)]
            swatch = Shape(color, 0.0, stroke=4.0).dashes(*ends, 12 * PX, 4 * PX)
        return Part(swatch, math(says, self.theme, TEXT).put(left, foot, "left"))

    @beat(
        Params.mixed,
        then=Params.came_through,
        alt="Two logits are nudged and the true share answers, with softmax's slopes, made of the printed shares.",
    )
    def through_softmax(self) -> None:
        with self.opening():
            self._go_near()
        self._nudge_logits()

    @beat(
        "L’s slope goes on, times softmax’s own slope. What cancels?",
        then="The true class’s q cancels: every logit’s slope is qᵢ − pᵢ. They add up to 0.",
        alt="The loss's slope runs on through softmax; in the product the true share is struck out: q minus p is left.",
    )
    def at_the_logits(self) -> None:
        picture, product = self.picture, self.laws.product
        with self.opening():
            self._put_slopes_at_softmax()
        self._follow_the_slope()
        self.exchange([self.laws.softmax], [product], run_time=0.7)
        self.rest(0.2)
        strikes = [product.strike(name, "muted", steep=True) for name in "st"]
        self.appear(*strikes, run_time=0.5)
        self.rest(1.3)
        self.exchange([product, *strikes], [self.laws.result], run_time=0.7)
        # Where what comes of a product stays as printed, the left side alone goes, and q − p takes its place.
        words = picture.lane_words
        gone = [*self.laws.truths, *(p.pieces["m"] if words.kept else p for p in words.products.values())]
        runs = [(self.reached[k], 1.0) for k in range(picture.count) if k not in picture.worked]
        now = [words.sums[k] for k in picture.worked]
        self.play(Presence(gone, 0.0, 0.2))  # first, for with many classes the next row's slope passes there
        self.appear(*now, run_time=0.2)
        up = 212 if picture.capped else 152
        dashed = [self._key('"thinner than drawn"', "muted", up, "dashed")] if picture.dashed else []
        lit = self.lighting(*self._logits(range(picture.count)), *self._shares(range(picture.count)))
        rest = self.arriving(*(entry for entry in words.sums if entry not in now), self.laws.sum, *dashed)
        self.move(*runs, run_time=0.5, also=[Presence([picture.to_softmax], 0.0, 0.5), lit, *rest])

    def _go_near(self) -> None:
        """Leave what made the loss of the shares, and give the way through softmax the stage."""
        picture = self.picture
        gone = [*picture.gates, *picture.shuts, picture.gate_head, picture.plus, picture.to_loss, picture.log]
        gone += [picture.loss, picture.one, picture.first, picture.trunk, *picture.bus, self.factor, self.law]
        gone += [picture.slope, *picture.zeros, picture.slope_head, *self.keys]
        there = [*picture.stages[1], *picture.stages[2]]
        self.play(Presence([part for part in [*gone, *there] if part in self.mobjects], 0.0, 0.4))
        self.remove(*gone)
        self.near = True
        self.appear(*there, picture.to_tail, picture.tail, picture.loss_of_share, picture.made, run_time=0.4)

    def _logits(self, rows: Iterable[int]) -> list[Part]:
        """Return what stands for these rows' logits."""
        picture = self.picture
        columns = picture.logit_frames, picture.names, picture.values, picture.equals
        return [part for row in rows for column in columns for part in column[row : row + 1]]

    def _shares(self, rows: Iterable[int]) -> list[Part]:
        """Return what stands for these rows' shares."""
        columns = self.picture.shares_part, self.picture.share_names
        return [part for row in rows for column in columns for part in column[row : row + 1]]

    def _nudge_logits(self) -> None:
        """Nudge the true class's logit, then the largest other one, ever less, and read off how the share answers."""
        picture, rows = self.picture, range(self.picture.count)
        said: list[Part] = []
        for k, nudge in zip(picture.worked, self.pushed, strict=True):
            answer = picture.answers[k]
            if not answer.live:
                self.appear(answer.limit, run_time=0.6)
                continue
            # Only the nudged logit and the true class's share are watched.
            others = *self._logits(row for row in rows if row != k), *self._shares(rows[1:])
            watched = [self.dimming(*said, *others), self.lighting(*self._logits([k]))]
            push = [] if answer.whole else [answer.push]
            self.move((nudge, PUSHES[0]), run_time=0.5, also=[*watched, *self.arriving(*push)])
            self.appear(answer.ratio, run_time=0.3)
            self.rest(0.4)
            for less in PUSHES[1:]:
                self.move((nudge, less), run_time=0.5)
                self.rest(0.2)
            self.exchange([*push, answer.ratio], [answer.limit], (nudge, 0.0), run_time=0.4)
            said.append(answer.limit)
        # The two rows' shares give both again: cases of what comes of softmax's fraction.
        origins = picture.lane_words.origins.values()
        gone = [picture.made, *(answer.limit for answer in picture.answers.values())]
        lit = self.lighting(*self._logits(picture.worked), *self._shares(picture.worked))
        self.play(*self.arriving(*origins, run_time=0.5), lit)
        self.exchange(gone, [self.laws.softmax, *self.laws.truths], run_time=0.7)

    def _put_slopes_at_softmax(self) -> None:
        """Leave where softmax's slopes come from; each stands where it will multiply what has come from the loss."""
        picture, words = self.picture, self.picture.lane_words
        came = [picture.trunk, picture.arrived, *self.keys, *words.factors.values()]
        self.exchange([picture.loss_of_share, *words.origins.values()], came, run_time=0.8)
        self.add(picture.entry, *picture.lanes)

    def _follow_the_slope(self) -> None:
        """Let the slope at the true class's share go through softmax to the two logits."""
        picture = self.picture
        self.move((self.entered, 1.0), run_time=0.5)
        words = picture.lane_words
        for k in picture.worked:
            self.exchange([words.factors[k]], [words.products[k]], (self.reached[k], 1.0), run_time=0.7)
