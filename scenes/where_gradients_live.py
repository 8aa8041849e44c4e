"""Scene 4: which nodes of the loss's graph have a slope: one probability, and yet every logit."""

import numpy as np
from manim import ValueTracker

from scenes.kit.explainer import Explainer, Input, Vector, beat
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.motion import Presence
from scenes.kit.params import LogitParams
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT, TICK, em
from scenes.kit.text import math, words
from scenes.kit.words import symbol
from scenes.pictures.where_gradients_live.forward_graph import LossGraph
from scenes.pictures.where_gradients_live.pipes import numeral
from scenes.pictures.where_gradients_live.product_area import ProductArea
from scenes.pictures.where_gradients_live.slope_graph import SlopeGraph

#: The product of the first beat, and how far a is nudged.
A, B, NUDGE = 2.0, 3.0, 0.5
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Params(LogitParams):
    """Logits, the true class and the classes' names."""

    def passed_on(self) -> str:
        """Return what comes of the way back to the probabilities."""
        others = "other" if len(self.logits) == 2 else "others"
        return f"Only the true class’s q has a slope: p = 0 multiplies the {others} away."

    def mixed(self) -> str:
        """Return what is watched on the way through softmax."""
        logits = "both logits" if len(self.logits) == 2 else f"all {COUNTS[len(self.logits)]} logits"
        return f"Softmax made {symbol('q', self.target, self.labels)} from {logits}: follow the slope back."

    def forward(self) -> str:
        """Return what the graph does."""
        loss = LossGraph(np.array(self.logits), self.target).loss.data
        return f"{COUNTS[len(self.logits)].capitalize()} logits in, one number out: L = {loss:.3f}."


class WhereGradientsLive(Explainer):
    """The loss as a graph of values: at the probabilities one gradient lives, at the logits every one."""

    title = "Where gradients live"
    question = "Which numbers have a slope, and why?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.nudge, self.back = Input(0.0, "nudge of a"), ValueTracker(0.0)
        self.product = ProductArea(theme, layout, A, B)
        self.graph = LossGraph(np.array(params.logits), params.target)
        self.picture = SlopeGraph(theme, layout, self.graph, params.target, params.labels)
        #: how far the picture has slid aside; the slope's way to −log, to the gates, through softmax, to the logits
        self.slid, self.entered = ValueTracker(0.0), ValueTracker(0.0)
        self.ran, self.reached = Vector((0.0, 0.0)), Vector(np.zeros(len(params.logits)))
        self.add(self.product)
        self.follow(self._draw_product)
        self.hero = layout.pixels(62, 236, 1690, 806)

    def _draw_product(self) -> None:
        self.product.show(self.nudge.get_value(), self.back.get_value())

    def _draw_graph(self) -> None:
        self.picture.show(self.slid.get_value(), self.ran.value, self.entered.get_value(), self.reached.value)

    @beat(
        "c is 𝑎 times 𝑏. Nudge 𝑎: how far does c move?",
        then=f"A nudge of 𝑎 moves c by 𝑏 = {B:g} times as much: {B:g} is the slope at 𝑎.",
        alt="A rectangle a wide and b high is c; a nudge of a adds a strip; slopes run back to a and b as pipes.",
        label="A graph",
    )
    def a_graph(self) -> None:
        product = self.product
        self.appear(product.change, run_time=0.3)
        self.move((self.nudge, NUDGE), run_time=1.8)
        self.add(product.pipes)
        self.move((self.back, 1.0), run_time=0.9, also=self.arriving(product.slopes[0]))
        self.move((self.back, 2.0), run_time=1.2, also=self.arriving(*product.slopes[1:]))

    @beat(
        "The loss is such a graph too.",
        then=Params.forward,
        alt="Logits go through softmax to probabilities, each meets its p at a gate; what passes gives the loss L.",
    )
    def the_graph_of_the_loss(self) -> None:
        product, picture = self.product, self.picture
        old = [product, product.change, product.pipes, *product.slopes]
        self.unfollow(self._draw_product)
        self.play(Presence(old, 0.0, 0.5))
        self.remove(*old)
        self.hero = Box(
            self.layout.left, picture.ys[-1] - picture.high / 2, self.layout.right, picture.ys[0] + picture.high / 2
        )
        self.follow(self._draw_graph)
        for stage in picture.stages:
            self.appear(*stage, run_time=0.6)

    @beat(
        "Backwards from L: every box multiplies the slope by its own.",
        then=Params.passed_on,
        question=lambda p: (
            "Has the wrong logit no slope either?" if len(p.logits) == 2 else "Have the wrong logits no slope either?"
        ),
        alt="A slope runs back from L as a pipe; gates with p = 0 stop it, only the true class’s probability gets it.",
    )
    def at_the_probabilities(self) -> None:
        picture, theme, layout = self.picture, self.theme, self.layout
        below = picture.ys[0] - 90 * PX
        q = self.graph.picked.data
        self.factor = math(f"times (-1)/prediction({numeral(q, 5)})", theme, TEXT)
        self.factor.put(picture.log_box.left - 20 * PX, below - 70 * PX, "left")
        y = f"q_{self.params.target + 1}" if not self.params.labels else "q_y"
        self.law = Formula(
            theme, f"(partial loss(L)) / (partial prediction(q_i)) = (-truth(p_i)) / prediction({y})", HERO
        )
        self.law.put((picture.bus_x + 60 * PX + layout.right) / 2, below - 320 * PX)
        self.add(picture.first, picture.trunk, *picture.bus)
        self.add(*picture.gates, picture.gate_head)  # the gates stand before the pipes
        self.move((self.ran[0], 1.0), run_time=0.8, also=self.arriving(picture.one))
        self.play(*self.arriving(self.factor, run_time=0.5))
        self.move((self.ran[1], 1.0), run_time=2.6)
        wrong = [part for row in picture.shares_part[1:] for part in row]
        self.play(*self.arriving(picture.slope, *picture.zeros, run_time=0.5), self.dimming(*wrong))
        self.rule = Part(words("green: ", theme, TICK, "up"), math('"raising it lowers" loss(L)', theme, TICK, "muted"))
        wide = sum(text.advance for text in self.rule) + 6 * PX
        left = layout.left if picture.count == 2 else layout.right - wide  # two rows stand low, and so does the law
        self.rule[0].put(left, layout.bottom + 10 * PX, "left")
        self.rule[1].put(left + wide, layout.bottom + 10 * PX, "right")
        for text in self.rule:
            text.role = "muted"  # whatever its colour, it is a note
        self.appear(self.law, self.rule, run_time=0.8)

    @beat(
        Params.mixed,
        then="Through softmax every logit gets a slope again, and it is qᵢ − pᵢ.",
        alt="The slope goes through softmax and splits into a lane to each logit, each as wide as q minus p is large.",
    )
    def at_the_logits(self) -> None:
        picture, wrong = self.picture, self.picture.shares_part[1:]
        gone = [*picture.gates, picture.gate_head, picture.to_loss, picture.log, picture.loss, picture.one]
        gone += [picture.first, *picture.bus, self.factor, self.law, self.rule, *picture.zeros]
        gone += picture.values if picture.valued else []
        self.play(Presence(gone, 0.0, 0.5), Presence(wrong, 1.0, 0.5))
        self.remove(*gone)
        self.move((self.slid, 1.0), run_time=1.4, also=[Presence([picture.to_softmax], 0.0, 1.0)])
        self.remove(picture.to_softmax)
        self.add(*picture.inner, picture.entry, *picture.lanes)
        self.move((self.entered, 1.0), run_time=1.5)
        self._open_the_lanes()
        self._cancel()
        self.appear(*picture.sums, run_time=0.8)

    def _open_the_lanes(self) -> None:
        """Let the slope reach the true class's logit, then the largest other one's, then the rest."""
        picture, count = self.picture, self.picture.count
        second = max(range(1, count), key=lambda k: self.graph.q[picture.order[k]].data)
        rest = [k for k in range(1, count) if k != second]
        for rows, seconds in (([0], 1.5), ([second], 1.5), (rest, 1.2)):
            factors = [picture.factors[k] for k in rows if k in picture.factors]
            if rows:
                if reasons := [picture.reasons[k] for k in rows if k in picture.reasons]:
                    self.appear(*reasons, run_time=0.5)
                    self.rest(0.5)
                arriving = self.arriving(*factors, run_time=0.5) if factors else []
                self.move(*((self.reached[k], 1.0) for k in rows), run_time=seconds, also=arriving)

    def _cancel(self) -> None:
        """Multiply the two slopes, strike what cancels, and say what is left."""
        picture, theme = self.picture, self.theme
        y = "q_y" if self.params.labels else f"q_{self.params.target + 1}"
        left, right = picture.place("q", 1.0)
        if self.layout.right - right < 400 * PX:
            # Long names took the room: the wrong classes' probabilities, which nothing goes through, make some.
            self.play(Presence([part for row in picture.shares_part[1:] for part in row], 0.0, 0.4))
            right = left
        room = Box(right + 24 * PX, 0.0, self.layout.right, 0.0)
        own = f"(partial prediction({y})) / (partial logit(z_i)) = prediction({y}) thin (truth(p_i) - prediction(q_i))"
        lead = "(partial loss(L)) / (partial logit(z_i)) = "
        body = f"(-1) / @s{{prediction({y})}} thin @t{{prediction({y})}} thin (truth(p_i) - prediction(q_i))"
        product = next(
            found
            for found in (Formula(theme, start + body, size) for start in (lead, "") for size in (HERO, em(60), TEXT))
            if found.advance < room.width or (found.size == TEXT and found.body == body)
        )
        result = math("= prediction(q_i) - truth(p_i)", theme, HERO)
        softmaxs = math(own, theme, TEXT).put(room.x, picture.ys[0] - 178 * PX)
        product.put(room.x, picture.ys[0] - (326 if picture.under else 290) * PX)
        result.put(room.x, picture.ys[0] - 440 * PX)
        if picture.under and softmaxs.advance < room.width:  # the slope stands there otherwise
            self.appear(softmaxs)
            self.rest(0.8)
        self.appear(product)
        strikes = Part(product.strike("s"), product.strike("t"))
        self.appear(strikes, run_time=0.5)
        self.appear(result, run_time=0.6)
