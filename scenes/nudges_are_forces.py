"""Scene 12: the loss against a nudge of each logit: its slopes, turned round, are the forces on the logits."""

import numpy as np
from manim import ValueTracker, there_and_back_with_pause

import mathcore as mc
from scenes.kit.explainer import Explainer, beat
from scenes.kit.layout import Box
from scenes.kit.motion import Presence
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import math
from scenes.kit.trackers import Vector
from scenes.kit.words import indexed
from scenes.pictures.nudges_are_forces.forces import Forces, heads
from scenes.pictures.nudges_are_forces.params import NudgesParams
from scenes.pictures.nudges_are_forces.plot import MOST_ROWS, NudgePlot
from scenes.pictures.nudges_are_forces.rows import SlopeRows
from scenes.pictures.nudges_are_forces.says import Says
from scenes.pictures.nudges_are_forces.shares import ToldLoss, ToldShares
from scenes.pictures.nudges_are_forces.trials import Trust

#: How bright curves are beside the one that is looked at.
FAINT = 0.45


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
        told = theme, layout, self.start, self.y, self.shown, params.labels
        self.shares, self.loss = ToldShares(*told), ToldLoss(*told)
        self.plot = NudgePlot(*told, beside=self.loss.wide)
        self.rows = SlopeRows(self.plot, layout, params.labels)
        self.nudges, self.laid = Vector(np.zeros(count), "δ"), Vector(np.zeros(count))
        self.truth = math(f'#"truth" truth({indexed("p", self.y, params.labels)} = 1)', theme, TEXT)
        self.truth.put(layout.right, layout.title_baseline, "right")
        self.hero = self.plot.box.inset(left=-1.0, right=-1.0)
        self.add(self.plot.zero, *self.plot.curves, self.plot, self.plot.origin, self.rows)
        self.add(self.truth, self.shares, self.loss)
        self.follow(self._draw_plot, self._draw_shares)

    # What follows the nudges

    def _draw_plot(self) -> None:
        self.plot.show(self.nudges.value, self.laid.value)
        self.rows.show(self.laid.value)

    def _draw_shares(self) -> None:
        """Draw shares and what changes with the nudges: one logit at a time is away from where it was."""
        deltas = self.nudges.value
        under_way = [self.plot.under_way(i, delta) for i, delta in enumerate(deltas)]
        nudged = int(np.argmax(under_way))
        self.shares.show(mc.softmax(self.start + deltas), nudged, under_way[nudged])
        delta = float(deltas[nudged])
        self.loss.show(nudged, delta, float(self.plot.change(nudged, delta)), under_way[nudged])

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
        curves = self.plot.curves
        self.rest(1.2)  # three places are about to move: first the question is read
        for i, seconds in ((rival, 1.3), (self.y, 1.2), *((i, quick) for i in rest)):
            others = [curve for curve in curves if curve is not curves[i]]
            lit = [Presence(others, FAINT, 0.2), Presence([curves[i]], 1.0, 0.2)]
            lit += [Presence([self.loss.at_rest], 0.0, 0.2)]
            for goal, share in ((1.0, 1.0), (-1.0, 1.2), (0.0, 0.6)):
                self.move((self.nudges[i], goal), run_time=max(0.2, round(seconds * share, 1)), also=lit)
                lit = []
        self.play(Presence([*curves, self.loss.at_rest], 1.0, 0.4))

    @beat(
        "Lay a straight line along each curve where they cross.",
        then="A line’s height at δ = 1 is its slope: ∂L/∂z = q − p, share minus truth.",
        label="The slopes",
        alt="Tangents grow out of the crossing; beside each stands q minus p, which is its slope.",
    )
    def slopes(self) -> None:
        plot, rows = self.plot, self.rows
        self.unfollow(self._draw_shares)
        with self.opening():
            leaving = self.truth, self.loss, self.shares, plot.zero
            self.exchange(leaving, [], run_time=0.6, also=[Presence(plot.curves, FAINT, 0.6)])
        self.remove(plot.origin)
        self.add(*plot.tangents, *plot.ends, plot.origin)
        # From the top down, one curve at a time: of small shares, curves and lines lie near each other.
        seconds = 2.0 / len(rows.sums)
        for i, total in rows.sums.items():
            lines = [(self.laid[j], 1.0) for j in range(len(self.start)) if plot.slope(j) >= plot.slope(i)]
            lit = Presence([plot.curves[i]], 1.0, seconds, rate=there_and_back_with_pause)
            self.move(*lines, run_time=seconds, also=[lit, Presence([rows.head, total], 1.0, seconds)])
        i = "" if self.params.labels else "_i"
        slope = f"#text[slope] = partial loss(L) \\/ partial logit(z{i}) = prediction(q{i}) - truth(p{i})"
        self.slope = math(slope, self.theme, em(54))
        self.slope.put(self.layout.right, self.layout.title_baseline, "right")
        self.appear(self.slope, run_time=0.5)

    @beat(
        "Set the slopes side by side, then flip every sign.",
        then="Minus the slope is a force p − q: the way that logit moves to lower L.",
        label="Forces",
        alt="Slopes stand side by side as arrows; forces grow the other way: up for the true class, else down.",
    )
    def forces(self) -> None:
        plot, rows, theme = self.plot, self.rows, self.theme
        self.forced = forces = Forces(plot, self.shown)
        spread, grown = ValueTracker(0.0), ValueTracker(0.0)

        def draw() -> None:
            forces.show(spread.get_value(), grown.get_value())
            rows.leave(forces.left(spread.get_value()))

        leaving = [*plot.curves, plot.origin, plot.present, self.slope, plot.zero]
        slope, *keyed = self.heads = heads(plot, plot.box.left + 30 * PX, plot.named_at)
        self.unfollow(self._draw_plot)
        with self.opening():  # what the dots are the ends of stays till they leave
            faint = Presence(plot.tangents, 0.5, 0.8)
            self.exchange(leaving, [forces.zero], run_time=0.8, also=[faint])
        self.add(forces, plot.names)
        self.follow(draw)
        self.exchange([*plot.tangents, plot.axes.x_axis, plot.y_name], [slope], run_time=0.4)
        self.move((spread, float(len(self.start))), run_time=2.6, even=True)
        self.remove(rows, *plot.ends)
        self.rest(0.4)
        # Slopes stay as outlines, to which forces are grown.
        self.move((grown, 1.0), run_time=1.7, also=[self.dimming(slope), *self.arriving(*keyed)])
        self.unfollow(draw)
        self.rule = math('#text[force] = -"slope" = truth(p) - prediction(q)', theme, em(54))
        self.rule.put(self.layout.right, self.layout.title_baseline, "right")
        self.appear(self.rule, forces.sums, run_time=0.5)
        self.stand = [*self.heads, self.rule, forces, forces.zero, forces.sums, plot.names]
        self.hero = Box(plot.box.left, self.layout.bottom, self.layout.right, plot.box.top)

    @beat(
        "Lower one wrong logit at a time by 1: how far does L fall?",
        each=lambda p: p.lowered(),
        name=lambda p, classes: "say",
        then=lambda p, classes: p.say(),
        label="Small mass, small say",
        alt="Outlines as long as the wrong classes’ slopes; each fills as far as the loss falls with its step down.",
    )
    def say(self, classes: tuple[int, ...]) -> None:
        forces, plot, y = self.forced, self.plot, self.y
        says, steps, told = Says(forces, classes), Vector(np.zeros(len(self.start)), "δ"), ValueTracker(0.0)
        key = says.key(self.layout)
        self.add(says)
        past = *forces.slopes, *forces.told.values(), forces.arrows[y], forces.numbers[y], plot.names.names[y]
        with self.opening():
            self.vanish(*past, *self.heads, self.rule, forces.sums, run_time=0.4)
            self.follow(lambda: says.show(told.get_value(), steps.value))
            self.move((told, 1.0), run_time=1.0, also=self.arriving(key, plot.y_name))
        for i in classes:
            self.move((steps[i], -1.0), run_time=1.3)
            if i != classes[-1]:
                self.rest(0.3)
        self.followers.clear()
        self.stand += [says, key]

    @beat(
        lambda p, told: f"Follow {p.named(told[0])} down: why does L fall by less than promised?",
        each=lambda p: p.trusted(),
        name=lambda p, told: "trust",
        then=lambda p, told: p.shrinking(told[0]),
        label="How far a slope can be trusted",
        alt="Curve and tangent of one class part as its nudge goes down to −1: slope and force shrink with q.",
    )
    def trust(self, told: tuple[int, float, float]) -> None:
        index, plot = told[0], self.plot
        trust = Trust(plot, self.layout, index, self.params.labels)
        name = [] if plot.y_name in self.mobjects else [plot.y_name]
        self.follow(self._draw_shares, lambda: trust.show(self.nudges[index].get_value()))
        with self.opening():
            self.exchange([*self.stand, plot.axes.y_axis], [trust, *name, self.shares, self.truth], run_time=1.0)
        self.hero = plot.box.inset(left=-1.0, right=-1.0)
        self.move((self.nudges[index], -1.0), run_time=3.5)
