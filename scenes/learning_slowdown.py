"""Scene 8: one neuron, two costs: why being very wrong can mean learning slowly."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.explainer import Explainer, beat
from scenes.kit.learning import RunGauges, StartMark, Stem
from scenes.kit.marks import Amount
from scenes.kit.motion import Presence
from scenes.kit.neuron import Neuron
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.kit.plot import Plot, round_ticks
from scenes.kit.shapes import LABEL, SMALL, Label, Part, math, words
from scenes.kit.traces import Trace

COSTS = QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"
GRID = np.linspace(0.0, 1.0, 202)
#: Where the quadratic pull a²(1 − a) is largest, and the largest pulls of both costs.
PEAK = 2 / 3
PEAKS = {cost: float(mc.neuron_gradient(a, cost)) for cost, a in ((QUADRATIC, PEAK), (CROSS_ENTROPY, 1.0))}
#: Two starts whose dots are closer than this, in scene units, share one number.
TIED = 0.3


def _between(course: np.ndarray, at: float) -> float:
    """Return where a course is at time ``at``: between two updates it goes straight."""
    return float(np.interp(at, np.arange(len(course)), course))


def _as_part(whole: float, rate: float) -> str:
    """Return a formula of ``rate``, as a part of ``whole`` if it is a round one."""
    ratio = round(whole / rate)
    return f"{whole:g} \\/ {ratio} = {rate:g}" if ratio > 1 and abs(whole / rate - ratio) < 1e-6 else f"{rate:g}"


Start = Annotated[float, Field(ge=-10.0, le=10.0, allow_inf_nan=False)]
Rate = Annotated[float, Field(gt=0.0, le=2.0, allow_inf_nan=False)]


class Params(Base):
    """Where the neuron starts, and how it is trained."""

    starts: listed(
        Start, "weight and bias of the wrong start, then of the very wrong one, each from -10 to 10", most=4, least=4
    ) = (0.6, 0.9, 2.0, 2.0)
    rates: listed(
        Rate, "step sizes of the quadratic cost and of the cross-entropy, above 0 and at most 2", most=2, least=2
    ) = (0.15, 0.025)
    epochs: Annotated[int, Field(ge=10, le=5000, description="number of updates")] = 301

    @model_validator(mode="after")
    def _fit(self):
        wrong, very_wrong = (sum(start) for start in self.pairs())
        if wrong < 0:
            raise ValueError(
                f"the neuron must start on the wrong side of its target 0, with w + b at least 0,"
                f" but w + b is {wrong:g} for the first start; raise its weight or bias"
            )
        if wrong > very_wrong:
            raise ValueError(
                f"the second start must be the more wrong one, but w + b is {wrong:g} for the first"
                f" and {very_wrong:g} for the second; swap them"
            )
        return self

    def pairs(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return weight and bias of each start."""
        return self.starts[:2], self.starts[2:]

    def outputs(self) -> list[str]:
        """Return what the neuron says at each start, as it is written in captions."""
        return [f"{mc.sigmoid(sum(start)):.2f}" for start in self.pairs()]

    def train(self, cost: str, start: int) -> mc.Training:
        """Return the course of one run."""
        rate = self.rates[COSTS.index(cost)]
        return mc.train_neuron(*self.pairs()[start], rate, self.epochs, cost)

    def ends(self, cost: str) -> list[str]:
        """Return what the neuron says after its training from each start."""
        return [f"{self.train(cost, start).outputs[-1]:.2f}" for start in (0, 1)]


class LearningSlowdown(Explainer):
    """One neuron learns to say 0: with the quadratic cost the worst start is slow, with cross-entropy it is not."""

    title = "The more wrong, the slower?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.runs = {(cost, start): params.train(cost, start) for cost in COSTS for start in (0, 1)}
        self.first = [float(mc.sigmoid(sum(start))) for start in params.pairs()]
        self.weight, self.bias, self.epoch = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.neuron = Neuron(theme, layout.left, 0.35)
        self.box = (0.25, -2.15, 5.2, 4.0)
        self.row = self.box[1] - 0.38
        self.pulls: Plot | None = None
        self.gauges: RunGauges | None = None
        self.add(self.neuron, self._sigmoid())
        self.follow(self._draw_neuron, self._ride)

    def _sigmoid(self) -> Part:
        """Return the sigmoid with a dot for the neuron and, once it has been there, a mark for each start."""
        theme = self.theme
        reach = max(5.0, 1.2 * max(abs(sum(start)) for start in self.params.pairs()))
        plot = Plot(
            theme,
            self.box,
            (-reach, reach),
            (0.0, 1.1),
            math("logit(z)", theme, LABEL),
            math("prediction(a)", theme, LABEL),
            x_ticks=(-int(0.8 * reach), int(0.8 * reach)),
            y_ticks=(0, 1),
        )
        logits = np.linspace(-reach, reach, 161)
        self.curve = Trace(theme, plot, "prediction").show(logits, mc.sigmoid(logits))
        self.marks = [StartMark(theme, plot, "prediction", hollow=i == 0, above=i == 1) for i in (0, 1)]
        self.stage = Part(plot, self.curve)
        return self.stage

    def _ride(self) -> None:
        self.curve.dot_at(self.weight.get_value() + self.bias.get_value(), self.output)

    @property
    def output(self) -> float:
        """What the neuron says in this frame."""
        return float(mc.sigmoid(self.weight.get_value() + self.bias.get_value()))

    def _draw_neuron(self) -> None:
        self.neuron.show(self.weight.get_value(), self.bias.get_value(), self.output)

    def _put_neuron(self, run: mc.Training) -> None:
        """Put the neuron where a run is; between two updates it moves straight along the pull."""
        for tracker, course in ((self.weight, run.weights), (self.bias, run.biases)):
            tracker.set_value(_between(course, self.epoch.get_value()))
        self._draw_neuron()

    @beat(
        "One neuron: its output a should be 0, and the sigmoid flattens where a is far off.",
        alt="A neuron and its output gauge; the output slides along a sigmoid and marks two starts on it.",
        question=lambda p: "The target is 0. Which start learns faster: {} or {}?".format(*p.outputs()),
    )
    def the_neuron(self) -> None:
        self.show_formula('prediction(a) = sigma(logit(z)) "," quad logit(z) = w x + b', LABEL)
        for (weight, bias), mark in zip(self.params.pairs(), self.marks, strict=True):
            self.move((self.weight, weight), run_time=1.2)
            self.move((self.bias, bias), run_time=1.2)
            self.appear(mark.show(weight + bias, self.output), run_time=0.3)
            self.rest(0.4)
        self.unfollow(self._ride)
        self.stage.add(*self.marks)

    @beat(
        lambda p: (
            f"Quadratic cost, wrong start: from {p.outputs()[0]} to {p.ends(QUADRATIC)[0]} in {p.epochs} updates."
        ),
        alt="The gauge drains from the wrong start towards the target while the cost curve falls.",
    )
    def wrong(self) -> None:
        theme = self.theme
        self.show_formula('loss(C) = (prediction(a) - truth(y))^2 / 2 "," quad truth(y) = 0', LABEL)
        self.vanish(self.stage, run_time=0.4)
        top = 1.15 * max(float(self.runs[QUADRATIC, start].costs[0]) for start in (0, 1))
        self.plot = self._time_plot(top, round_ticks(top), math("loss(C)", theme, LABEL))
        self.clock = Amount(words("epoch", theme, LABEL), theme, "ink", decimals=0)
        self.rate = math(f"eta = {self.params.rates[0]:g}", theme, LABEL).put(self.layout.left, self.row, "left")
        self.stage = Part(self.plot)
        self._start(0)
        self.follow(self._draw_clock)
        self.appear(self.plot, self.clock, self.rate, run_time=0.4)
        self._learn(0, run_time=4.0)

    def _time_plot(self, top: float, ticks: list[float], name: Label) -> Plot:
        """Return axes of a cost over the epochs."""
        epochs = self.params.epochs
        return Plot(
            self.theme,
            (*self.box[:2], 6.0, self.box[3]),
            (0, epochs),
            (0.0, top),
            words("epoch", self.theme, SMALL, "muted"),
            name,
            x_ticks=(0, epochs // 3, 2 * (epochs // 3), epochs),
            y_ticks=ticks,
        )

    def _draw_clock(self) -> None:
        self.clock.put(self.epoch.get_value(), self.layout.left + 4.4, self.row)

    def _start(self, start: int) -> None:
        """Move the neuron to a start, and leave a mark at its gauge."""
        weight, bias = self.params.pairs()[start]
        self.move((self.weight, weight), (self.bias, bias), (self.epoch, 0.0), run_time=0.8)
        self.neuron.gauge.remember(self.first[start])

    def _learn(self, start: int, run_time: float) -> None:
        """Train from one start with the quadratic cost; the curve grows with the epochs."""
        run = self.runs[QUADRATIC, start]
        trace = Trace(self.theme, self.plot, "loss", dashed=True, hollow=start == 0)

        def draw_course() -> None:
            self._put_neuron(run)
            at = self.epoch.get_value()
            past, cost = np.arange(int(at) + 1), float(mc.neuron_cost(self.output, QUADRATIC))
            trace.show(np.append(past, at), np.append(run.costs[past], cost)).dot_at(at, cost)

        self.follow(draw_course)
        self.appear(trace, run_time=0.2)
        self.move((self.epoch, float(self.params.epochs)), run_time=run_time, even=True)
        self.unfollow(draw_course)
        name = words(f"from {self.first[start]:.2f}", self.theme, SMALL)
        # beside the curve's fall: the first start's name low, the second one's high
        spot = int(np.argmax(run.costs <= (0.4, 0.75)[start] * run.costs[0]))
        x, y = self.plot.at(spot, run.costs[spot])
        name.put(min(x + 0.25, self.layout.right - name.advance), y + 0.1, "left")
        self.appear(name, run_time=0.3)
        self.stage.add(trace, name)

    @beat(
        lambda p: f"Quadratic cost, very wrong start: it sits and waits, and ends at {p.ends(QUADRATIC)[1]}.",
        alt="From the very wrong start the cost curve stays flat for half of the time before it falls.",
        question="Why does the one with most to learn start slowest?",
    )
    def very_wrong(self) -> None:
        self.dim(*self.stage[1:], run_time=0.4)
        self._start(1)
        self._learn(1, run_time=5.0)
        self.light(self.stage, run_time=0.4)

    @beat(
        "Here y = 0 and x = 1: the pull on w is a²(1 − a), which dies at both ends.",
        alt="The pull on the weight is a hump over a; a dot crawls at its right end, rushes over it and slows again.",
    )
    def why(self) -> None:
        run = self.runs[QUADRATIC, 1]
        self.show_formula(
            "(partial loss(C)) / (partial w) = (prediction(a) - truth(y)) dot down(bold(a (1 - a))) space x", LABEL
        )
        self.vanish(self.stage, run_time=0.4)
        self.span, self.drawn = ValueTracker(0.18), ValueTracker(0.0)
        self._build_pulls()
        self.follow(self._draw_pulls)
        self.appear(self.pulls, self.curves[QUADRATIC], run_time=0.5)
        self.appear(*self.stems[QUADRATIC], run_time=0.5)
        self.rest(0.5)

        def replay() -> None:
            self._put_neuron(run)
            self._draw_pulls()

        self.follow(replay)
        self.move((self.epoch, 0.0), run_time=1.2)
        self.rest(0.5)
        self.move((self.epoch, float(self.params.epochs)), run_time=4.5, even=True)
        self.unfollow(replay)

    def _build_pulls(self) -> None:
        """Axes of the pull over the output, a curve for each cost, and a stem for each start on each curve."""
        theme = self.theme
        plot = self.pulls = Plot(
            theme,
            self.box,
            (0.0, 1.0),
            (0.0, self.span.get_value()),
            math("prediction(a)", theme, LABEL),
            words("size of the pull on w", theme, LABEL, "down"),
            x_ticks=(0, 1),
        )
        self.curves = {cost: Trace(theme, plot, "down", dashed=cost == QUADRATIC) for cost in COSTS}
        self.stems = {
            cost: [Stem(theme, plot, "down", hollow=i == 0, dashed=cost == QUADRATIC) for i in (0, 1)] for cost in COSTS
        }
        self.summits = {cost: words(f"{PEAKS[cost]:.3g}", theme, SMALL, "muted") for cost in COSTS}
        self.pulls.add(self.summits[QUADRATIC])

    def _draw_pulls(self) -> None:
        """Both curves on the scale of this frame."""
        plot = self.pulls
        plot.y_range = (0.0, self.span.get_value())
        outputs = {QUADRATIC: GRID, CROSS_ENTROPY: GRID * self.drawn.get_value()}
        for cost, curve in self.curves.items():
            curve.show(outputs[cost], mc.neuron_gradient(outputs[cost], cost))
            self.summits[cost].middle(*(plot.at(0.0, PEAKS[cost]) - [0.15, 0.0]), "right")
            # each number ends on the side of its stem where its curve goes down
            ends = [(a, "left" if cost == QUADRATIC and a > PEAK else "right") for a in self.first]
            pairs = zip(self.stems[cost], ends, strict=True)
            places = [stem.show(a, float(mc.neuron_gradient(a, cost)), side).place for stem, (a, side) in pairs]
            if np.ptp(places, axis=0).max() < TIED:
                self.stems[cost][0].unwrite()
        self.curves[QUADRATIC].dot_at(self.output, float(mc.neuron_gradient(self.output, QUADRATIC)))

    @beat(
        "Cross-entropy cancels a(1 − a): the pull is a itself, hardest where most wrong.",
        alt="On a taller scale the hump lies low under the straight line of the cross-entropy, highest at a = 1.",
    )
    def cross_entropy(self) -> None:
        self.vanish(self.rate, self.clock, run_time=0.3)
        self.unfollow(self._draw_clock)
        self.show_formula(
            'loss(C) = - ln(1 - prediction(a)) "," quad'
            " (partial loss(C)) / (partial w) = (prediction(a) - truth(y)) space x",
            LABEL,
        )
        # on the taller scale the first start's number would stand on the second one's stem
        self.play(Presence([self.stems[QUADRATIC][0].value], 0.0, 0.3))
        self.move((self.span, 1.15), run_time=1.5)
        line = self.curves[CROSS_ENTROPY]
        self.appear(line, self.summits[CROSS_ENTROPY], run_time=0.2)
        self.move((self.drawn, 1.0), run_time=1.8)
        self.appear(*self.stems[CROSS_ENTROPY], run_time=0.5)
        self.reason = self._reason()
        self.appear(self.reason, run_time=0.4)
        self.rest(1.0)

    def _reason(self) -> Part:
        """Return why the two rates can't be compared one to one."""
        theme, (quadratic, other) = self.theme, self.params.rates
        lines = (
            words("Rates of two costs can't be compared one to one:", theme, SMALL),
            math(
                f'#text(font: "New Computer Modern")[pulls up to 1, not 0.148, so ] eta = {_as_part(quadratic, other)}',
                theme,
                SMALL,
            ),
        )
        for line, y in zip(lines, (self.row + 0.38, self.row - 0.1), strict=True):
            line.put(self.layout.left, y, "left")
        return Part(*lines)

    @beat(
        "Each cost over its own start: with cross-entropy the very wrong start no longer waits.",
        alt="Four gauges drain and four curves fall together; only the quadratic cost from the worse start hangs on.",
    )
    def race(self) -> None:
        theme = self.theme
        self.show_formula(
            "loss(C) = (prediction(a) - truth(y))^2 / 2"
            ' #text(font: "New Computer Modern")[ or ] loss(C) = - ln(1 - prediction(a))',
            LABEL,
        )
        self.unfollow(self._draw_pulls, self._draw_neuron)
        plot = self._time_plot(1.08, [0, 1], words("cost over its own start", theme, LABEL, "loss"))
        patterns = {run: {"dashed": run[0] == QUADRATIC, "hollow": run[1] == 0} for run in self.runs}
        self.traces = {
            run: Trace(theme, plot, "loss", **pattern, stroke=4.0 if pattern["hollow"] else 7.0)
            for run, pattern in patterns.items()
        }
        self.gauges = self._gauges(
            [
                Trace(theme, plot, "loss", **pattern, stroke=4.0 if pattern["hollow"] else 7.0)
                for pattern in patterns.values()
            ]
        )

        def draw_race() -> None:
            at = self.epoch.get_value()
            past = np.arange(int(at) + 1)
            outputs = []
            for (cost, start), run in self.runs.items():
                z = _between(run.weights, at) + _between(run.biases, at)
                outputs.append(float(mc.sigmoid(z)))
                now = float(mc.neuron_cost(outputs[-1], cost))
                scaled = np.append(run.costs[past], now) / run.costs[0]
                self.traces[cost, start].show(np.append(past, at), scaled).dot_at(at, scaled[-1])
            self.gauges.show(np.array(outputs))

        self.epoch.set_value(0.0)
        self.follow(draw_race)
        # one half of the stage after the other, so that it is never empty
        self.vanish(self.neuron, self.reason, run_time=0.3)
        self.appear(self.gauges, run_time=0.4)
        stems = (*self.stems[QUADRATIC], *self.stems[CROSS_ENTROPY])
        self.vanish(self.pulls, *self.curves.values(), *stems, self.summits[CROSS_ENTROPY], run_time=0.3)
        very_wrong = [self.traces[cost, 1] for cost in COSTS]
        wrong = Part(*(self.traces[cost, 0] for cost in COSTS))
        self.appear(plot, wrong, *very_wrong, run_time=0.4)
        self.dim(wrong, run_time=0.3)
        self.rest(0.3)
        self.move((self.epoch, float(self.params.epochs)), run_time=6.0, even=True)
        self.appear(*(self._name_of_line(plot, cost, share) for cost, share in zip(COSTS, (0.6, 0.4), strict=True)))

    def _name_of_line(self, plot: Plot, cost: str, share: float) -> Part:
        """Return cost and start, on two lines, beside the very wrong start's curve where ``share`` of it is left."""
        scaled = self.runs[cost, 1].costs / self.runs[cost, 1].costs[0]
        low = scaled <= share
        spot = int(np.argmax(low)) if low.any() else len(scaled) // 2
        x, y = plot.at(spot, scaled[spot])
        lines = [words(text, self.theme, SMALL) for text in (f"{cost},", f"from {self.first[1]:.2f}")]
        left = min(x + 0.25, self.layout.right - max(line.advance for line in lines))
        aside = 0.15 if low.any() or cost == QUADRATIC else -0.45
        return Part(*(line.put(left, y + aside - 0.36 * i, "left") for i, line in enumerate(lines)))

    def _gauges(self, keys: list[Trace]) -> RunGauges:
        theme, layout, rates = self.theme, self.layout, self.params.rates
        etas = (f"eta = {rates[0]:g}", f"eta = {_as_part(*rates)}")
        heads = [
            (words(cost, theme, LABEL), math(eta, theme, SMALL, "muted")) for cost, eta in zip(COSTS, etas, strict=True)
        ]
        names = [words(f"from {self.first[start]:.2f}", theme, SMALL) for _, start in self.runs]
        gauges = RunGauges(theme, heads, names, keys, layout.left, -0.75, layout.top, layout.bottom + 0.6)
        for gauge, (_, start) in zip(gauges.gauges, self.runs, strict=True):
            gauge.remember(self.first[start])
        return gauges
