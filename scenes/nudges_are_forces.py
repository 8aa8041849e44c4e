"""Scene 12: the loss against a nudge of each logit: its slopes, turned round, are the forces on the logits."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, beat
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.names import class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import math, words
from scenes.kit.trackers import Input, Vector
from scenes.kit.words import indexed
from scenes.pictures.nudges_are_forces.forces import Says, Turning
from scenes.pictures.nudges_are_forces.params import NudgesParams
from scenes.pictures.nudges_are_forces.plot import MOST_ROWS, NudgePlot, SlopeRows
from scenes.pictures.nudges_are_forces.trials import Trust


class NudgesAreForces(Explainer):
    """The loss against a nudge of each logit: its slopes, turned round, are the forces on the logits."""

    title = "A nudge feels a force"
    question = "How does the loss answer a nudge?"
    Params = NudgesParams

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.start, self.y = np.array(params.logits), params.target
        count, wrong = len(self.start), params.wrong()
        self.shown = [self.y, *wrong] if count <= MOST_ROWS else [self.y, *wrong[: MOST_ROWS - 1]]
        self.plot = NudgePlot(theme, layout, self.start, self.y, self.shown, params.labels)
        self.rows = SlopeRows(self.plot, layout, params.labels)
        self.nudges, self.laid = Vector(np.zeros(count), "δ"), ValueTracker(0.0)
        true = indexed("q", self.y, params.labels)
        body = f"#text[truth] truth(p{true[1:]} = 1) #h(1.4em) loss(L) = -log prediction({true}) = @L[loss:0.000]"
        self.told = Formula(theme, body, em(54)).put(layout.right, layout.title_baseline, "right")
        names = class_names(params.labels, count, "q", theme, self.plot.size, "ink")
        self.bar = ShareBar(theme, layout.pixels(800, 132, 1866, 204), self.y, names)
        self.shares = math('#"shares" prediction(q)', theme, TEXT).middle(
            self.bar.box.left - 24 * PX, self.bar.box.y, "right"
        )
        self.hero = self.plot.box.inset(left=-1.0, right=-1.0)
        self.add(*self.plot.curves, self.plot, self.plot.origin, self.rows, self.told, self.bar, self.shares)
        self.follow(self._draw_plot, self._draw_shares)

    # What follows the nudges

    def _draw_plot(self) -> None:
        self.plot.show(self.nudges.value, self.laid.get_value())
        self.rows.show(self.laid.get_value())

    def _draw_shares(self) -> None:
        """Draw shares and loss with the nudges: one logit at a time is away from where it was."""
        z = self.start + self.nudges.value
        self.bar.show(mc.softmax(z))
        self.told.show(L=float(mc.loss(z, self.y)))

    # The beats

    @beat(
        "Nudge one logit z by δ, up and down, others fixed: what does the loss L do?",
        then=NudgesParams.crossing,
        label="The loss against a nudge",
        alt="Curves of the loss against a nudge of each logit alone; all cross in one point, the present loss.",
    )
    def loss_against_nudge(self) -> None:
        rival, *rest = self.params.wrong()
        quick = 1.5 / max(len(rest), 2)
        for i, seconds in ((rival, 1.3), (self.y, 0.8), *((i, quick) for i in rest)):
            for goal, share in ((1.0, 1.0), (-1.0, 1.2), (0.0, 0.6)):
                self.move((self.nudges[i], goal), run_time=max(0.2, round(seconds * share, 1)))

    @beat(
        "Now lay a straight line along each curve where they cross.",
        then="Each line’s height at δ = 1 is its slope: the class’s share q minus its truth p.",
        label="The slopes",
        alt="Tangents grow out of the crossing; beside each stands q minus p, which is its slope.",
    )
    def slopes(self) -> None:
        plot, true = self.plot, indexed("z", self.y, self.params.labels)
        body = f"loss(L) = @s{{log inline(sum) e^logit(z)}} @t{{- logit({true})}}"
        self.split = Formula(self.theme, body, em(54)).put(self.layout.right, self.layout.title_baseline, "right")
        line = self.layout.title_baseline - 84 * PX
        parts = [
            math(text, self.theme, TEXT)
            for text in ("prediction(q_i)", "- truth(p_i)", '#"slope along" logit(z_i)#":"')
        ]
        parts[0].put(self.split.box("s").x, line)
        parts[1].put(max(self.split.box("t").x, parts[0].origin[0] + 1.0), line)
        parts[2].put(self.split.box().left + 60 * PX, line, "right")
        self.because = Part(*parts)
        self.unfollow(self._draw_shares)
        lines = [*plot.tangents, *plot.ends]
        self.remove(plot.origin)
        self.add(*lines, plot.origin)
        self.exchange([self.told, self.bar, self.shares], [self.split], run_time=0.8)
        self.move((self.laid, 1.0), run_time=1.6, also=[self.dimming(*plot.curves, run_time=1.6)])
        self.appear(self.because, self.rows.summed, run_time=0.7)

    @beat(
        "Now set the slopes side by side, then turn each one round.",
        then="Turned round, a slope is a force p − q: the way that logit moves to lower L.",
        label="Forces",
        alt="The slopes stand side by side as arrows, and turn round into forces: up for the true class, else down.",
    )
    def forces(self) -> None:
        plot, rows, theme = self.plot, self.rows, self.theme
        self.turning = turning = Turning(plot, self.shown)
        self.spread, turned, written = (ValueTracker(0.0) for _ in range(3))

        def draw() -> None:
            turning.show(self.spread.get_value(), turned.get_value(), written.get_value())
            gone = np.minimum(turning.steps(self.spread.get_value()) / 0.4, 1.0)
            rows.leave(gone)
            for end, share in zip(plot.ends, gone, strict=True):
                end.set_presence(1.0 - share)

        leaving = [*plot.curves, *plot.tangents, plot.origin, plot.present, plot.axes.x_axis]
        leaving += [self.split, self.because, plot.zero, plot.y_name]
        at = plot.box.left + 30 * PX, plot.named_at
        heads = [words(text, theme, plot.size).put(*at, "right") for text in ("slope", "force")]
        self.unfollow(self._draw_plot)
        self.exchange(leaving, [turning.zero, plot.names, heads[0]], run_time=0.8)
        self.add(turning)
        self.follow(draw)
        self.move((self.spread, float(len(self.start))), run_time=3.2, even=True)
        self.remove(rows, *plot.ends)
        self.move((written, 1.0), run_time=0.5)
        self.rest(0.4)
        self.rule = math("#text[force] = - #text[slope] = truth(p) - prediction(q)", theme, em(54))
        self.rule.put(self.layout.right, self.layout.title_baseline, "right")
        came = self.arriving(self.rule, turning.sums)
        self.exchange(heads[:1], heads[1:], (turned, 1.0), run_time=1.8, also=came)
        self.unfollow(draw)
        self.stand = [heads[1], self.rule, turning, turning.zero, turning.sums, plot.names]
        self.hero = Box(plot.box.left, self.layout.bottom, self.layout.right, plot.box.top)

    @beat(
        "Now lower one wrong logit at a time by 1: how far does L fall?",
        each=lambda p: p.lowered(),
        name=lambda p, classes: "say",
        then=lambda p, classes: p.say(),
        label="Small mass, small say",
        alt="Behind the arrows of the wrong classes bars grow down: how far the loss falls with a step of each alone.",
    )
    def say(self, classes: tuple[int, ...]) -> None:
        says = Says(self.plot, classes)
        steps = Vector(np.zeros(len(self.start)), "δ")
        key = math('Delta loss(L) #"of each logit alone, lowered by 1"', self.theme, TEXT)
        key.put(self.layout.right, self.layout.title_baseline, "right")
        x, y = self.layout.right - key.advance - 50 * PX, self.layout.title_baseline
        swatch = Shape(self.theme.tint("loss", 0.45)).box(x, y, 30 * PX, 30 * PX)
        self.follow(lambda: says.show(steps.value))
        self.remove(self.turning)
        self.add(says, self.turning)
        self.exchange([self.rule], [key, swatch])
        for i, seconds in zip(classes, (1.0, 1.0, 2.0)[-len(classes) :], strict=True):
            self.move((steps[i], -1.0), run_time=seconds)
            self.rest(0.3)
        self.followers.clear()
        self.stand += [says, key, swatch]

    @beat(
        lambda p, told: f"Now follow {p.named(told[0])} down. Why does L fall by less than its slope says?",
        each=lambda p: p.trusted(),
        name=lambda p, told: "trust",
        then=lambda p, told: "The slope is the share q, and q shrinks on the way down: each bit brings less.",
        label="How far a slope can be trusted",
        alt="Curve and tangent of one class part as its nudge goes down to −1: the slope at the dot shrinks with q.",
    )
    def trust(self, told: tuple[int, float, float]) -> None:
        index, plot = told[0], self.plot
        trust = Trust(plot, self.layout, index, self.params.labels)
        zoomed, delta = ValueTracker(0.0), Input(0.0, f"δ_{index + 1}")
        self.add(trust.y)
        plot.axes.y_axis.set_presence(0.0)
        self.exchange(self.stand, [plot.y_name, trust.x], also=self.arriving(trust.moving))
        self.follow(lambda: trust.show(zoomed.get_value(), delta.get_value()))
        self.hero = plot.box.inset(left=-1.0, right=-1.0)
        self.move((zoomed, 1.0), run_time=1.4)
        self.appear(trust.numbers, trust.x_name, run_time=0.5)
        self.move((delta, -1.0), run_time=4.0)
