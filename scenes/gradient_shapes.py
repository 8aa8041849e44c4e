"""Scene 9: the slopes of two losses, what a step gains, and the sigmoid as a gate between prediction and logit."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, TICK
from scenes.kit.text import math, words
from scenes.pictures.gradient_shapes.falls import Falls
from scenes.pictures.gradient_shapes.slopes import (
    COSTS,
    CROSS_ENTROPY,
    QUADRATIC,
    Overview,
    Slopes,
    sigmoid_gate,
    wrongness,
)

#: How far what the last step gained fades: it is compared with the next one.
GHOST = 0.7
#: The lowest slope that the first picture shows.
SEEN = -5.0
#: The prediction at which the sweep begins.
FIRST = 0.8
#: The prediction at which slopes are read off, unless a step begins further off.
END = 0.01


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
        for start, end in (self.points[:2], self.points[2:]):
            if start >= end:
                raise ValueError(f"points must be improvements, but one goes from {start:g} to {end:g}; swap the two")
        return self

    def end(self) -> float:
        """Return the most wrong prediction that is looked at."""
        return min(END, *self.points)

    def steps(self) -> list[tuple[float, float]]:
        """Return the improvements, each (from, to), the most wrong one first, none twice."""
        return sorted({self.points[:2], self.points[2:]})

    def gains(self, step: tuple[float, float]) -> tuple[float, float]:
        """Return by how much the quadratic loss and cross-entropy fall in a step."""
        return tuple(float(np.subtract(*mc.prediction_loss(np.array(step), cost))) for cost in COSTS)

    def asked(self, step: tuple[float, float]) -> str:
        """Return what to watch in a step."""
        if step == self.steps()[0]:
            return f"One small step of q, from {step[0]:g} to {step[1]:g}: how far does each loss fall?"
        return f"And a step nearer to the truth, from {step[0]:g} to {step[1]:g}: what is gained there?"

    def found(self, step: tuple[float, float]) -> str:
        """Return what came of a step. Cross-entropy gains at least twice as much, for 1/q ≥ 2 · 2(1 − q)."""
        quadratic, other = self.gains(step)
        times = f"{other / quadratic:.0f}" if other / quadratic > 9.5 else f"{other / quadratic:.1f}"
        if step != self.steps()[0]:
            less = min(np.divide(self.gains(self.steps()[0]), self.gains(step)))
            if less >= 20:
                return f"There each loss gains over {less // 10 * 10:.0f} times less: neither is slow where most wrong."
            if less > 1.05:
                return "There each loss gains less: neither is slow where q is more wrong."
            return f"There the quadratic loss falls by {quadratic:.4f}, cross-entropy by {other:.4f}."
        where = "Where most wrong," if step[1] <= 0.1 else f"From {step[0]:g} to {step[1]:g}"
        return f"{where} cross-entropy gains {times} times as much by the same step."

    def left(self) -> str:
        """Return what is left of both slopes behind the sigmoid, where most wrong."""
        quadratic, other = (f"{abs(float(mc.slope_at_logit(self.end(), cost))):.2f}" for cost in COSTS)
        if not quadratic.strip("0."):
            return f"Next to nothing of the quadratic slope is left, −{other} of cross-entropy’s."
        return f"Through the sigmoid: −{quadratic} of the quadratic slope, −{other} of cross-entropy’s."


class GradientShapes(Explainer):
    """Slopes at the prediction and at the logit: the sigmoid in between makes the quadratic loss slow."""

    title = "Where does the slowdown come from?"
    question = "Which factor makes learning stop?"
    Params = Params

    def prepare(self) -> None:
        self.end = self.params.end()
        self.q, self.powers = Input(FIRST, "q"), {cost: ValueTracker(0.0) for cost in COSTS}
        self.slopes = Slopes(
            self.theme,
            self.layout.pixels(160, 190, 1580, 846),
            SEEN,
            0.0,
            (0.0, -1.0, -2.0, -3.0, -4.0, -5.0),
            2,
            1 / self.end,
        )
        self.hero = self.layout.pixels(90, 150, 1840, 920)
        box = self.slopes.box
        self.under = wrongness(self.theme, box, self.end)
        self.quantity = math("#text[slope] partial loss(L) \\/ partial prediction(q)", self.theme, TEXT)
        self.quantity.put(box.right, box.top + 26 * PX, "right")
        slopes = self.slopes
        self.drawn = [slopes.link, *slopes.lines.values(), *slopes.dots.values(), *slopes.numbers.values()]
        self.names = Part(
            Formula(self.theme, '"quadratic:" 2(prediction(q) - 1)', color="loss").put(*self._at(0.42, -0.62), "left"),
            Formula(self.theme, '"cross-entropy: −"1 \\/ prediction(q)', color="loss").put(
                *self._at(0.57, -2.35), "right"
            ),
        )
        self.add(self.slopes.axes, self.under, self.quantity, *self.drawn, self.names)
        self.follow(self._draw_slopes)

    def _draw_slopes(self) -> None:
        q = self.q.get_value()
        self.slopes.show(q, {cost: power.get_value() for cost, power in self.powers.items()}, until=q)

    @beat(
        "Follow both slopes as the prediction gets more wrong.",
        alt="Over q, which falls to the right, the quadratic slope is a line down to −2; cross-entropy’s dives away.",
        then="The quadratic slope stops at −2. Cross-entropy’s goes on without end.",
        label="Slopes at the prediction",
    )
    def slopes_at_the_prediction(self) -> None:
        theme = self.theme
        self.move((self.q, self.end), run_time=4.0)
        self.overview = Overview(theme, self.layout.pixels(400, 612, 880, 828), SEEN, self.end)
        self.zoom = ValueTracker(0.0)
        self.follow(self._draw_overview)
        self.appear(self.overview)
        self.move((self.zoom, 1.0), run_time=2.0)
        self.appear(self.overview.bottom, run_time=0.3)

    def _at(self, q: float, slope: float) -> tuple[float, float]:
        x, y = self.slopes.axes.at(q, slope)
        return float(x), float(y)

    def _draw_overview(self) -> None:
        self.overview.zoom(self.zoom.get_value())

    @beat(
        lambda p, step: p.asked(step),
        alt=lambda p, step: (
            f"Two bars, the losses at q, fall as q goes from {step[0]:g} to {step[1]:g}; what they lose is hatched."
        ),
        then=lambda p, step: p.found(step),
        label=lambda p, step: f"A step from {step[0]:g} to {step[1]:g}",
        each=lambda p: p.steps(),
        name=lambda p, step: "what a step gains" if step == p.steps()[0] else "nearer to the truth",
    )
    def what_a_step_gains(self, step: tuple[float, float]) -> None:
        start, end = step
        if step == self.params.steps()[0]:
            self._bring_falls(start)
        else:
            self.last = self.falls.fallen
            ghost = GHOST if self.falls.apart(self.params.steps()[0][0], start) else 0.0
            self.falls.again().set_presence(0.0)
            self.before.set_value(self.q.get_value())
            self.play(Presence([self.last], ghost, 0.4))
            self.move((self.q, start), (self.before, start), run_time=1.4)
            self.add(self.falls.fallen)
        self.light(self.falls.fallen, run_time=0.4)
        self.move((self.q, end), run_time=2.0)

    def _bring_falls(self, q: float) -> None:
        """Replace the slopes by the losses, as curves and as bars, at ``q``."""
        self.unfollow(self._draw_slopes, self._draw_overview)
        gone = [self.slopes.axes, self.under, self.quantity, *self.drawn, self.names]
        gone += [self.overview, self.overview.bottom]
        pixels = self.layout.pixels
        box, wide = pixels(150, 196, 1180, 846), 210 * PX
        bars = {QUADRATIC: pixels(1290, 0, 1290, 0).left, CROSS_ENTROPY: pixels(1604, 0, 1604, 0).left}
        self.falls = Falls(self.theme, box, bars, wide, self.end)
        self.now = Formula(self.theme, "prediction(q) = @q[prediction:0.000]", HERO)
        self.now.put(box.left + 0.24 * box.width, box.top - 150 * PX, "left")
        under = wrongness(self.theme, box, self.end)
        under.remove(under[2])
        self.under = under
        self.q.set_value(q)
        self.before = ValueTracker(q)
        self.last = self.falls.fallen.set_presence(0.0)
        self.follow(self._draw_falls)
        self.exchange(gone, [self.falls, self.now, self.under], run_time=1.0)
        self.add(self.falls.fallen)

    def _draw_falls(self) -> None:
        self.falls.show(self.q.get_value(), self.before.get_value())
        self.now.show(q=self.q.get_value())

    @beat(
        "Send both slopes through the sigmoid q = σ(z), down to the logit z.",
        alt="A bell above zero; multiplied by it the quadratic slope dies at the wrong end, the other one doesn’t.",
        then=lambda p: p.left(),
        label="The gate",
    )
    def the_gate(self) -> None:
        theme = self.theme
        self.unfollow(self._draw_falls)
        box = self.layout.pixels(160, 205, 1580, 846)
        self.slopes = slopes = Slopes(theme, box, -2.4, 0.25, (0.25, 0.0, -1.0, -2.0), 2, 1 / self.end)
        self.q.set_value(self.end)
        gate = sigmoid_gate(theme, slopes)
        under = wrongness(theme, box, self.end)
        ghosts = {cost: Shape(theme.color("loss"), 0.0, stroke=3.0) for cost in COSTS}
        for cost, ghost in ghosts.items():
            slopes.line(ghost, cost, 0.0)
        at_q, at_z = ("partial loss(L) \\/ partial " + name for name in ("prediction(q)", "logit(z)"))
        names = [
            words("slope", theme, TEXT).put(box.left + 14 * PX, box.top + 34 * PX, "left"),
            Formula(theme, f"{at_q} = 2(prediction(q) - 1)", color="loss").put(*self._at(0.5, -1.76), "left"),
            Formula(theme, f"{at_q} = -1 \\/ prediction(q)", color="loss").put(*self._at(0.95, -1.62), "left"),
        ]
        names[1].halo(theme.color("paper"))  # the other curve passes behind it
        self.follow(self._draw_gated)
        gone = [self.falls, self.last, self.falls.fallen, self.now, self.under]
        drawn = [slopes.link, *slopes.lines.values(), *slopes.dots.values(), *slopes.numbers.values()]
        self.exchange(gone, [slopes.axes, under, *ghosts.values(), *drawn, *names], run_time=1.0)
        self.appear(*gate)
        left = ["-2 prediction(q) (1 - prediction(q))^2", "prediction(q) - 1"]
        results = [
            Formula(theme, f"{at_z} = {law}", color="loss").put(*self._at(q, slope), "left")
            for law, q, slope in zip(left, (0.35, 0.36), (-0.52, -1.06), strict=True)
        ]
        products = [
            Formula(theme, "2(prediction(q) - 1) dot @gate{prediction(q (1 - q))}"),
            Formula(theme, "- 1 \\/ @below{prediction(q)} dot @gate{@above{prediction(q)} prediction((1 - q))}"),
        ]
        center = tuple(gate[1].get_center()[:2])
        for product, result, cost in zip(products, results, COSTS, strict=True):
            product.put(box.left + 50 * PX, box.bottom + 44 * PX, "left")
            self.grow(product, {"gate": center}, run_time=1.0)
            strikes = [product.strike(name) for name in ("below", "above") if cost == CROSS_ENTROPY]
            if strikes:
                value = Formula(theme, f"= {left[1]}")
                value.put(product.origin[0] + product.advance + 14 * PX, product.origin[1], "left")
                self.appear(value, *strikes, run_time=0.4)
            self.move((self.powers[cost], 1.0), run_time=2.6)
            x, y = self._at(self.end, float(mc.slope_at_logit(self.end, cost)))
            name = words(cost, theme, TICK, "muted").put(
                x + 38 * PX, min(y, self._at(1.0, 0.0)[1] - 34 * PX) - 72 * PX, "left"
            )
            self.exchange([product] if cost == QUADRATIC else [], [result, name])

    def _draw_gated(self) -> None:
        powers = {cost: power.get_value() for cost, power in self.powers.items()}
        self.slopes.show(self.q.get_value(), powers, until=self.end)
