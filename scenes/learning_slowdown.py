"""Scene 8: one neuron, two losses: why being very wrong can mean learning slowly."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker

from scenes.kit.axis import Axes, steady
from scenes.kit.beats import SweepInput
from scenes.kit.costs import CROSS_ENTROPY, QUADRATIC
from scenes.kit.explainer import beat, sweep
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence, early, late
from scenes.kit.shapes import Shape
from scenes.kit.sizes import PX
from scenes.pictures.learning_slowdown.linear_output import LinearOutput
from scenes.pictures.learning_slowdown.neuron_stage import NeuronStage
from scenes.pictures.learning_slowdown.pulls import PullPlot
from scenes.pictures.learning_slowdown.race import SPACING
from scenes.pictures.learning_slowdown.reading import Reading
from scenes.pictures.learning_slowdown.sigmoid import time_axis
from scenes.pictures.learning_slowdown.slowdown import Params


class LearningSlowdown(NeuronStage):
    """One neuron learns to say 0: with the quadratic loss the worst start is slow, with cross-entropy it is not."""

    title = "The more wrong, the slower?"
    question = "Why would a neuron wait where it is most wrong?"
    Params = Params

    @beat(
        "One neuron: its output q should be 0. Where is its sigmoid flat?",
        alt="A neuron fills a tube to its output; a dot rides on the sigmoid beside it, and tangents show its slope.",
        then="At both ends the sigmoid is flat.",
        label="The neuron and its sigmoid",
    )
    def the_neuron(self) -> None:
        end = -0.43 * self.sigmoid.reach
        marks = [self._reach(weight, bias, run_time=0.9) for weight, bias in ((end, end), *self.params.pairs())]
        self.appear(*marks, run_time=0.6)
        self.sigmoid.add(*marks)

    @beat(
        lambda p: f"A wrong start, at q = {p.written()[0]}: how fast does the output fall?",
        alt="From a wrong start the output falls over the updates, and the tube drains towards the target.",
        then=lambda p: p.after_wrong(),
        label="A wrong start",
    )
    def wrong(self) -> None:
        self.unfollow(self._ride)
        self.clock = Axes(time_axis(self.theme, self.box, self.params.epochs), self.sigmoid.axes.y_axis)
        self.courses = [self._course(start) for start in (0, 1)]
        self.reading = Reading(self.theme, self.layout.pixels(600, 232, 1860, 846))
        rate = self.params.rates[0]
        self.law = self._beside_title(f'"quadratic loss" prediction(q)^2 \\/ 2 quad "step size" eta = {rate:g}')
        with self.opening():
            self._start(0, gone=[self.sigmoid], came=[self.clock.x_axis, self.law])
        self._learn(0, run_time=2.6)
        self.start_names = self._names()
        self.appear(self.start_names[0], run_time=0.4)

    @beat(
        lambda p: f"A start at q = {p.written()[1]}, more wrong: how fast does the output fall now?",
        alt="From the very wrong start the output stays up while the first run’s curve has long fallen.",
        then=lambda p: p.after_very_wrong(),
        question=lambda p: p.why(),
        label="A very wrong start",
    )
    def very_wrong(self) -> None:
        self.ghost = self._course(0).until(float(self.params.epochs)).dot_at(0.0)
        with self.opening():
            self._start(1, gone=[self.courses[0], self.reading], came=[self.ghost])
        self.follow(self._draw_ghost)
        self._learn(1, run_time=4.4)
        said = [self.reading] if all(name.leaves for name in self.start_names) else []
        self.exchange(said, self.start_names[1:], run_time=0.4)

    @beat(
        "Why? The pull on w is the error times the sigmoid’s slope.",
        alt="Over the output: the error as a line, the sigmoid’s slope as a bell, and their product, a low hump.",
        then="The pull on w dies where the sigmoid is flat: at both ends.",
        label="Why so slow",
    )
    def why(self) -> None:
        theme = self.theme
        self.unfollow(self._draw_ghost, self._draw_neuron)
        place, self.hero = (self.layout.pixels(*box) for box in ((150, 212, 1640, 846), (110, 160, 1840, 920)))
        self.pulls = pulls = PullPlot(theme, place, self.first, self.params.written())
        self.drawn = [ValueTracker(0.0), ValueTracker(0.0)]
        gone = [self.neuron, self.target, self.clock.x_axis, self.ghost, self.courses[1], self.law]
        axes = [pulls.axes, pulls.names, pulls.start_names, *pulls.stems, *pulls.ends]
        factors = [pulls.bell, pulls.error, pulls.error_name, pulls.bell_name]
        self.follow(self._draw_factors)
        goals = [(drawn, 1.0) for drawn in self.drawn]
        with self.opening():
            self.exchange([*gone, self.reading, *self.start_names], [*axes, *factors], *goals, run_time=1.2)
        self.product = Formula(
            theme,
            'down("pull on" w) = @error{(prediction(q) - truth(0))} dot @gate{prediction(q) (1 - prediction(q))}',
        ).put(pulls.box.left + 55 * PX, pulls.box.top - 100 * PX, "left")
        self.cost_name = Formula(theme, '"quadratic loss:" prediction(q)^2 \\/ 2').put(
            pulls.box.left + 55 * PX, pulls.box.top + 6 * PX, "left"
        )
        self.appear(self.cost_name, run_time=0.4)
        sources = {"error": pulls.error_name, "gate": pulls.bell_name}
        self.grow(self.product, {name: label.get_center()[:2] for name, label in sources.items()}, run_time=1.0)
        self.power, self.pulled = 1.0, ValueTracker(0.0)
        self.add(pulls.area, pulls.quadratic, *pulls.dots, *(pulls.numbers[i] for i in pulls.told))
        self.bring_to_front(pulls.error_name, pulls.bell_name)
        self.follow(self._draw_pull)
        self.move((self.pulled, 1.0), run_time=2.4)

    @beat(
        "Cross-entropy puts 1/(1 − q) in the error’s place: what is left of the pull?",
        alt="1 − q is struck out of the formula; over the quadratic loss’s low hump the pull follows the error’s line.",
        then="1 − q cancels, the error is left: the more wrong, the harder the pull on w.",
        label="Cross-entropy divides it out",
    )
    def cross_entropy(self) -> None:
        pulls = self.pulls
        self.quotient = Formula(
            self.theme,
            'down("pull on" w) = 1 / @below{1 - prediction(q)} dot prediction(q) @gate{(1 - prediction(q))}'
            " @rest{= prediction(q) - truth(0)}",
        ).put(self.product.origin[0], self.product.origin[1] + 16 * PX, "left")
        rest = self.quotient.pieces["rest"]
        cost_name = Formula(self.theme, '"cross-entropy: −"log(1 - prediction(q))')
        cost_name.put(self.cost_name.origin[0], self.cost_name.origin[1] + 16 * PX, "left")
        self.unfollow(self._draw_pull)
        read = [*pulls.dots, *(pulls.numbers[i] for i in pulls.told)]
        gone, self.weak = [self.product, self.cost_name, pulls.bell, pulls.bell_name, *read], pulls.weak(self.theme)
        with self.opening():
            came = [self.quotient, cost_name, pulls.quadratic_name, self.weak]
            self.exchange(gone, came, also=[Presence([rest], 0.0, 0.8)])
        strikes = [self.quotient.strike(name, "ink", steep=True) for name in ("below", "gate")]
        self.appear(*strikes, run_time=0.6)
        self.light(rest)
        self.cost_name, self.power = cost_name, 0.0
        self.pulled.set_value(0.0)
        self.follow(self._draw_pull)
        drawn = [*pulls.risen, pulls.cross_entropy, *read]
        for part in drawn:
            part.set_presence(1.0)
        self.add(*drawn)
        fading = Presence([pulls.error_name], 0.0, 1.2, rate=early)
        coming = self.arriving(pulls.cross_entropy_name, run_time=1.2, rate=late)
        self.bring_to_front(pulls.error_name, pulls.cross_entropy_name)
        self.move((self.pulled, 1.0), run_time=2.4, also=[fading, *coming])
        self.remove(pulls.error_name)
        self.quotient.add(*strikes)

    @beat(
        lambda p: p.racing(),
        alt="Two outputs fall over the updates from the very wrong start; the quadratic loss’s waits long at first.",
        then=lambda p: p.raced(),
        label="The race",
    )
    def race(self) -> None:
        pulls = self.pulls
        self.unfollow(self._draw_factors, self._draw_pull)
        drawn = [pulls.area, pulls.error, pulls.quadratic, pulls.cross_entropy, *pulls.risen, *pulls.dots]
        marks = [*pulls.stems, *pulls.ends, *pulls.numbers, pulls.start_names, pulls.axes, pulls.names]
        marks += [pulls.quadratic_name, pulls.cross_entropy_name, self.quotient, self.cost_name, self.weak]
        self._set_race(1)
        self.key = self.field.key(self.params.steps(), self.layout.right, self.layout.title_baseline)
        with self.opening():
            self.exchange([*drawn, *marks], [*self._field(), self.key])
        self.move((self.update_, float(self.params.epochs)), run_time=3.6, even=True)
        self.later = self.field.later(self.runs[CROSS_ENTROPY, 1], self.runs[QUADRATIC, 1])
        self.appear(self.later)

    @beat(
        lambda p, updates: f"Without the sigmoid the output is z. The first {updates} updates, quadratic loss.",
        alt="On axes zoomed to ten updates the linear output falls at once, the sigmoid’s output lies flat.",
        then=lambda p, updates: p.without_sigmoid(updates),
        label="A linear output doesn’t wait",
        each=lambda p: p.compared(),
    )
    def linear_output(self, updates: int) -> None:
        params = self.params
        self.unfollow(self._draw_race)
        linear = params.linear_run(updates)
        field, axes, top = self.field, self.field.axes, linear.output(0.0)
        pair = self.pair = LinearOutput(self.theme, axes, self.runs[QUADRATIC, 1], linear)
        high = axes.y_axis.length / steady(axes.y_axis.length / max(1.0, top), SPACING)
        given = self._beside_title(f'eta = {params.rates[0]:g} quad "start:" logit(z) = {top:.4g}')
        self.zoom = ValueTracker(0.0)

        def draw_zoom() -> None:
            share = self.zoom.get_value()
            axes.x_axis.show(0.0, params.epochs ** (1 - share) * updates**share)
            axes.y_axis.show(0.0, high**share)

        self.follow(draw_zoom)
        with self.opening():
            gone = [*field.courses.values(), field.half, field.unit, field.quantity]
            self.vanish(*gone, self.later, self.key, run_time=0.4)
            self.move((self.zoom, 1.0), run_time=0.6)
            self.unfollow(draw_zoom)
            self.update_.set_value(0.0)
            pair.place_laws()
            self.follow(self._draw_pair)
            names = field.name_time(), field.name_output("output")
            self.exchange([], [pair.sigmoid, pair.linear, *pair.knots, given, *pair.laws, *names], run_time=0.5)
        self.move((self.update_, float(updates)), run_time=2.4, even=True)
        self.appear(pair.left())

    @sweep(lambda p: [SweepInput("update", "", 0.0, p.step() * (p.epochs // p.step()), p.step(), 0.0)])
    def epochs(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Sweep the four runs through the updates."""
        self.unfollow(self._draw_neuron, self._ride)
        self.remove(self.neuron, self.sigmoid, self.target)
        self.wide_box = self.layout.pixels(150, 232, 1420, 846)  # the board stands beside it
        self._set_race(1, 0)
        self._set_board(1, 0)
        cursor, knob = Shape(self.theme.color("muted"), 0.0, stroke=3.0), Shape(self.theme.color("logit"))
        axes, *rest = self._field()
        self.add(axes, cursor, *rest, self.board, knob)
        self.handles = [self.wide_box]

        def draw_knob() -> None:
            (x, foot), (_, head) = self.field.axes.at(self.update_.get_value(), np.array([0.0, 1.0]))
            cursor.dashes((x, foot), (x, head), 4 * PX, 9 * PX)
            knob.box(x - 10 * PX, foot - 6 * PX, 20 * PX, 48 * PX)

        self.follow(draw_knob)

        def read() -> dict[str, float]:
            at = self.update_.get_value()
            return {
                f"q, {cost}, from {self.params.written()[start]}": run.output(at)
                for (cost, start), run in self.runs.items()
            }

        return [self.update_.set_value], read
