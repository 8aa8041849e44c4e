"""Scene 9: the slopes of quadratic loss and cross-entropy, at the prediction and at the logit behind it."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.comparison import Change, Comparison, Product, ZoomedAxis
from scenes.kit.explainer import Explainer, beat
from scenes.kit.marks import Bracket
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.kit.plot import Plot, round_ticks
from scenes.kit.shapes import LABEL, SMALL, Part, Readout, math, words
from scenes.kit.traces import Trace

COSTS = QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"
#: Probabilities at which curves are drawn, close together where −1/q dives.
GRID = np.unique(np.concatenate([np.geomspace(5e-4, 1.0, 240), np.linspace(0.01, 1.0, 100)]))
#: The slopes' scale to begin with, and where the dots begin.
NEAR, FIRST = 5.0, 0.95
#: Where the sweep at the logit begins.
END = 0.995
#: A drop of the loss lower than this, in scene units, gets no bracket.
SEEN = 0.12


def passed_on(q):
    """Return ∂q/∂z, the share of a slope that the sigmoid passes on to the logit: q (1 − q)."""
    return mc.slope_at_logit(q, CROSS_ENTROPY) / mc.slope_at_prediction(q, CROSS_ENTROPY)


class Params(Base):
    """The improvements to compare."""

    points: listed(
        Annotated[float, Field(ge=0.001, le=0.999, allow_inf_nan=False)],
        "two improvements of q, each from and to: four probabilities from 0.001 to 0.999",
        most=4,
        least=4,
    ) = (0.01, 0.02, 0.98, 0.99)

    @model_validator(mode="after")
    def _fit(self):
        for start, end in self.steps():
            if start >= end:
                raise ValueError(f"points must be improvements, but one goes from {start:g} to {end:g}; swap the two")
        return self

    def steps(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return both improvements, each (from, to)."""
        a, b, c, d = self.points
        return (a, b), (c, d)

    def gain(self, cost: str) -> str:
        """Return by how much a loss falls in the first step, as it is written in a caption."""
        start, end = mc.prediction_loss(np.array(self.steps()[0]), cost)
        return f"{start - end:.2g}" if start - end > 1e-4 else f"{start - end:.6f}"


class GradientShapes(Explainer):
    """Slopes at the prediction and at the logit: the sigmoid in between makes the quadratic loss slow."""

    title = "Where does the slowdown come from?"
    Params = Params

    def prepare(self) -> None:
        theme, layout = self.theme, self.layout
        self.q, self.span = ValueTracker(FIRST), ValueTracker(NEAR)
        self.far = min(0.01, *self.params.points)
        self.box = (layout.left + 0.95, -2.15, 5.2, 3.95)
        self.plot = Plot(
            theme,
            self.box,
            (0.0, 1.0),
            (-NEAR, 0.0),
            math('prediction(q)#text(font: "New Computer Modern")[: the true class\'s probability]', theme, SMALL),
            words("slope of the loss", theme, LABEL, "loss"),
            x_ticks=(0, 1),
        )
        self.axis = ZoomedAxis(theme, self.plot, (1, 2, 5, 20, 100, 500))
        self.slopes = {cost: Trace(theme, self.plot, "loss", dashed=cost == QUADRATIC) for cost in COSTS}
        left = self.box[0] + self.box[2] + 0.6
        self.table = Comparison(theme, left, layout.right, layout.top - 0.35, COSTS)
        formulas = ("2 (prediction(q) - 1)", "-1 \\/ prediction(q)")
        self.formulas = [math(formula, theme, LABEL) for formula in formulas]
        self.values = [Readout(theme, LABEL, "loss", 2) for _ in COSTS]
        self.share = Part(math("prediction(q) =", theme, LABEL), Readout(theme, LABEL, "prediction", 3))
        self.table.add(self.table.row(0.85, words("slope", theme, LABEL), self.formulas))
        self.add(self.plot, self.axis, *self.slopes.values(), self.table, self.share, *self.values)
        self.follow(self._draw_slopes, self._write_slopes)

    def _draw_slopes(self) -> None:
        """Both curves on this frame's scale, a dot on each at q."""
        q, span = self.q.get_value(), self.span.get_value()
        self.plot.y_range = (-span, 0.0)
        self.axis.show()
        for cost, trace in self.slopes.items():
            trace.show(GRID, mc.slope_at_prediction(GRID, cost)).dot_at(q, float(mc.slope_at_prediction(q, cost)))

    def _write_slopes(self) -> None:
        q, y = self.q.get_value(), 0.25
        name, number = self.share
        name.put(self.table.left, y, "left")
        number.put(q, self.table.left + name.advance + 0.14, y, "left")
        for cost, value, x in zip(COSTS, self.values, self.table.xs, strict=True):
            value.put(float(mc.slope_at_prediction(q, cost)), x, y)

    @beat(
        "Slopes at the prediction: a straight line that ends at −2, and a curve that dives.",
        alt="A dashed straight line and a solid diving curve over q, a dot sliding along each.",
    )
    def slopes_at_the_prediction(self) -> None:
        self.show_formula("(partial loss(L)) / (partial prediction(q))")
        self.move((self.q, 0.22), run_time=2.5)
        self.rest(0.3)
        self.move((self.span, 1.06 / self.far), run_time=1.5)
        self.move((self.q, self.far), run_time=2.0)

    @beat(
        "Take a small step at either end: these are the slopes before and after.",
        alt="The dots make a small step at either end of the curves; a table notes the slopes before and after.",
        question="But slopes are not gains: how much does each loss fall in such a step?",
    )
    def the_notes_numbers(self) -> None:
        for (start, end), y in zip(self.params.steps(), (-0.45, -0.95), strict=True):
            if self.q.get_value() != start:
                self.move((self.q, start), (self.span, max(NEAR, 1.06 / start)), run_time=1.5)
            # a step too small for two decimals of the quadratic slope gets a third one
            changes = [Change(self.theme, "loss", places) for places in (3 if end - start < 0.005 else 2, 2)]
            for change, cost, x in zip(changes, COSTS, self.table.xs, strict=True):
                before, after = mc.slope_at_prediction(np.array([start, end]), cost)
                change.show(float(before), float(after), x, y)
            name = self._step_name(start, end, y)
            # the row is written when it is true: before the step there is no slope after it
            self.rest(0.4)
            self.move((self.q, end), run_time=1.0)
            self.appear(name, *changes, run_time=0.3)
            self.table.add(name, *changes)
            self.rest(0.4)

    def _step_name(self, start: float, end: float, y: float) -> Part:
        name = math(f"{start:g} arrow.r {end:g}", self.theme, SMALL, "prediction")
        return name.put(self.table.left, y, "left")

    @beat(
        lambda p: (
            f"From {p.points[0]:g} to {p.points[1]:g} cross-entropy falls by {p.gain(CROSS_ENTROPY)},"
            f" the quadratic loss by {p.gain(QUADRATIC)}."
        ),
        alt="The two losses over q; a step at the wrong end is a deep drop of cross-entropy; a table notes all four.",
        question="The quadratic slope is largest when most wrong. So where is the slowdown?",
    )
    def what_the_loss_gains(self) -> None:
        theme, steps = self.theme, self.params.steps()
        self.unfollow(self._draw_slopes)
        self.show_formula(
            'loss(L) = (1 - prediction(q))^2 #text(font: "New Computer Modern")[ or ] loss(L) = - ln prediction(q)',
            LABEL,
        )
        self.vanish(self.plot, self.axis, *self.slopes.values(), run_time=0.4)
        top = 1.05 * float(mc.prediction_loss(self.far, CROSS_ENTROPY))
        plot = Plot(
            theme,
            self.box,
            (0.0, 1.0),
            (0.0, top),
            math("prediction(q)", theme, LABEL),
            words("loss", theme, LABEL, "loss"),
            x_ticks=(0, 1),
            y_ticks=round_ticks(top),
        )
        shares = np.append(self.far, GRID[self.far < GRID])
        losses = {cost: Trace(theme, plot, "loss", dashed=cost == QUADRATIC) for cost in COSTS}
        for cost, trace in losses.items():
            trace.show(shares, mc.prediction_loss(shares, cost))

        def draw_dots() -> None:
            q = self.q.get_value()
            for cost, trace in losses.items():
                trace.dot_at(q, float(mc.prediction_loss(q, cost)))

        self.follow(draw_dots)
        formulas = [math(formula, theme, LABEL) for formula in ("(1 - prediction(q))^2", "- ln prediction(q)")]
        heads = self.table.row(-1.6, words("loss falls by", theme, LABEL), formulas)
        self.appear(plot, *losses.values(), heads, run_time=0.5)
        self.stage = Part(plot, *losses.values())
        self.table.add(heads)
        for (start, end), y in zip(steps, (-2.1, -2.6), strict=True):
            self._fall(plot, start, end, y)
        self.unfollow(draw_dots)

    def _fall(self, plot: Plot, start: float, end: float, y: float) -> None:
        """Make one step on the losses; a bracket measures each drop that is large enough to be seen."""
        if self.q.get_value() != start:
            self.move((self.q, start), run_time=1.5)
        gains = [Readout(self.theme, SMALL, "up", 4) for _ in COSTS]
        drops = [Bracket(self.theme, "up", depth=0.12) for _ in COSTS]

        def measure() -> None:
            q = self.q.get_value()
            for gain, drop, cost, x in zip(gains, drops, COSTS, self.table.xs, strict=True):
                before, now = (float(mc.prediction_loss(share, cost)) for share in (start, q))
                gain.put(before - now, x, y)
                (_, high), (across, low) = plot.at(q, before), plot.at(q, now)
                if high - low > SEEN:
                    drop.along(low, high, across + 0.18)

        self.follow(measure)
        name = self._step_name(start, end, y)
        self.appear(*drops, run_time=0.2)
        self.move((self.q, end), run_time=1.2)
        self.appear(name, *gains, run_time=0.3)
        self.rest(0.4)
        self.unfollow(measure)
        self.stage.add(*drops)
        self.table.add(name, *gains)

    @beat(
        "The sigmoid's q(1 − q) kills the quadratic slope at q = 0 too, where it is needed most.",
        alt="A hill q times 1 − q at the right; multiplied by it the quadratic slope is a dip that dies at both ends.",
    )
    def quadratic_at_the_logit(self) -> None:
        theme = self.theme
        self.show_formula(
            "(partial loss(L)) / (partial logit(z)) = (partial loss(L)) / (partial prediction(q))"
            " dot prediction(q) (1 - prediction(q))",
            LABEL,
        )
        self.unfollow(self._write_slopes)
        self.vanish(self.stage, run_time=0.4)
        self.q.set_value(END)
        self.least = {cost: ValueTracker(END) for cost in COSTS}
        self.below = Plot(
            theme,
            self.box,
            (0.0, 1.0),
            (-1.05, 0.0),
            math("prediction(q)", theme, LABEL),
            math('#text(font: "New Computer Modern")[slope at the logit ] logit(z)', theme, LABEL, "loss"),
            x_ticks=(0, 1),
            y_ticks=(-1, -0.5, 0),
        )
        self.shapes = {cost: Trace(theme, self.below, "loss", dashed=cost == QUADRATIC) for cost in COSTS}
        left = self.table.left + 0.5
        self.hill = Plot(
            theme,
            (left + 0.3, 0.1, 4.4, 1.75),
            (0.0, 1.0),
            (0.0, 0.27),
            math("prediction(q)", theme, SMALL),
            math("prediction(q) (1 - prediction(q)) = sigma'(logit(z))", theme, LABEL),
            x_ticks=(0, 1),
            y_ticks=(0, 0.25),
        )
        self.factor = Trace(theme, self.hill, "prediction").show(GRID, passed_on(GRID))
        self.products = {
            cost: Product(
                theme,
                words(cost, theme, SMALL),
                Trace(theme, self.below, "loss", dashed=cost == QUADRATIC),
                ("loss", "prediction", "loss"),
                (3, 4, 3),
                ("\N{MINUS SIGN}100.000", "0.0000", "\N{MINUS SIGN}0.000"),
            )
            for cost in COSTS
        }
        factors = ("partial loss(L) \\/ partial prediction(q)", "prediction(q) (1 - prediction(q))")
        heads = [math(head, theme, SMALL, "muted") for head in (*factors, "partial loss(L) \\/ partial logit(z)")]
        self.follow(self._draw_products)
        for head, x in zip(heads, self.products[QUADRATIC].ends, strict=True):
            head.put(x, -1.15, "right")
        self.appear(self.below, run_time=0.4)
        self.vanish(self.table, self.share, *self.values, run_time=0.4)
        self.appear(self.hill, self.factor, *heads, run_time=0.5)
        self._sweep(QUADRATIC)
        formula = math("-2 prediction(q) (1 - prediction(q))^2", theme, SMALL)
        self.appear(formula.middle(*self.below.at(0.34, -0.13)), run_time=0.3)

    def _sweep(self, cost: str) -> None:
        """Slide q from nearly right to nearly all wrong; the slope at the logit draws itself."""
        self.q.set_value(END)
        self._draw_products()
        self.appear(self.shapes[cost], self.products[cost], run_time=0.4)
        self.move((self.q, self.far), (self.least[cost], self.far), run_time=4.0)

    def _draw_products(self) -> None:
        """The factor at q, each curve as far as q has swept it, and the products in numbers."""
        q = self.q.get_value()
        factor = float(passed_on(q))
        self.factor.dot_at(q, factor)
        for cost, y in zip(COSTS, (-1.65, -2.4), strict=True):
            swept = np.linspace(self.least[cost].get_value(), END, 121)
            here = float(mc.slope_at_logit(q, cost))
            self.shapes[cost].show(swept, mc.slope_at_logit(swept, cost)).dot_at(q, here)
            self.products[cost].show((float(mc.slope_at_prediction(q, cost)), factor, here), self.table.left, y)

    @beat(
        "Cross-entropy cancels the factor: q − 1, a straight line, strongest where most wrong.",
        alt="The cross-entropy's slope at the logit is a straight line from 0 down to −1, far below the quadratic dip.",
    )
    def cross_entropy_at_the_logit(self) -> None:
        self.show_formula(
            "- 1 / prediction(q) dot prediction(q) (1 - prediction(q)) = prediction(q) - 1",
            LABEL,
        )
        self.move((self.q, END), run_time=1.0)
        self._sweep(CROSS_ENTROPY)
        formula = math("prediction(q) - 1", self.theme, LABEL)
        self.appear(formula.middle(*self.below.at(0.52, -0.62), "left"), run_time=0.3)
