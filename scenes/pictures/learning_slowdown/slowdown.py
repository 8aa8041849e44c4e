"""What sets up scene 8, and what follows of it: trainings, and sentences that are true of them."""

from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.costs import COSTS, QUADRATIC
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.pictures.learning_slowdown.runs import Run

#: A run that keeps this share of its output has hardly moved; one whose first update does less than this share of its
#: best one has a slow start.
HARDLY, SLOW = 0.95, 1 / 3
#: Updates after which a linear output is compared.
TEN = 10

Start = Annotated[float, Field(ge=-10.0, le=10.0, allow_inf_nan=False)]
Rate = Annotated[float, Field(gt=0.0, le=2.0, allow_inf_nan=False)]


class Params(Base):
    """Where the neuron starts, and how it is trained."""

    starts: listed(
        Start,
        "weight and bias of the wrong start, then of the very wrong one, each from -10 to 10, with two decimals",
        most=4,
        least=4,
    ) = (0.6, 0.9, 2.0, 2.0)
    # a rule of thumb for a fair pair: q(1 − q), which cross-entropy cancels, is 1/6 in the mean
    rates: listed(
        Rate, "step sizes of the quadratic loss and of cross-entropy, above 0 and at most 2", most=2, least=2
    ) = (0.15, 0.025)
    epochs: Annotated[int, Field(ge=10, le=5000, description="number of updates")] = 300

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
        """Return weight and bias of each start, as they are written."""
        starts = tuple(round(start, 2) for start in self.starts)
        return starts[:2], starts[2:]

    def outputs(self) -> tuple[float, float]:
        """Return the neuron's output at each start."""
        return tuple(float(mc.sigmoid(sum(start))) for start in self.pairs())

    def written(self) -> tuple[str, str]:
        """Return both outputs as they are written: with as many decimals, 2 to 4, as tell them from 1."""
        outputs = self.outputs()
        decimals = next((count for count in (2, 3) if round(max(outputs), count) < 1), 4)
        return tuple(f"{output:.{decimals}f}" for output in outputs)

    def run(self, cost: str, start: int) -> Run:
        """Return one training."""
        rate = self.rates[COSTS.index(cost)]
        return Run(mc.train_neuron(*self.pairs()[start], rate, self.epochs, cost))

    def linear_run(self, updates: int) -> Run:
        """Return the training of a linear output from the very wrong start, with the quadratic loss."""
        return Run(mc.train_linear_neuron(*self.pairs()[1], self.rates[0], updates), linear=True)

    def step(self) -> int:
        """Return how many updates a slider's position is worth: it has 301 at most."""
        return -(-self.epochs // 301)

    def slow_start(self, start: int) -> bool:
        """Whether a quadratic run's first update does much less than its best one."""
        falls = -np.diff(self.run(QUADRATIC, start).training.outputs)
        return bool(falls[0] < SLOW * falls.max())

    def waits(self, start: int) -> int:
        """Return for how many updates, in tens, a quadratic run hardly moves."""
        return self.run(QUADRATIC, start).holds(HARDLY) // 10 * 10

    def ends(self, start: int) -> tuple[str, str] | None:
        """Return a quadratic run's first and last output, with as many decimals, 3 to 6, as tell them apart."""
        outputs = self.run(QUADRATIC, start).training.outputs
        for decimals in range(3, 7):
            first, last = (f"{outputs[at]:.{decimals}f}" for at in (0, -1))
            if first != last:
                return first, last
        return None

    def span(self, start: int) -> str:
        """Return from where to where a quadratic run goes."""
        ends = self.ends(start)
        return f"from {ends[0]} to {ends[1]}" if ends else "down by less than 0.000001"

    def named_span(self, start: int) -> str:
        """Return the same in Typst: outputs wear their colour."""
        ends = self.ends(start)
        return f'"from" prediction({ends[0]}) "to" prediction({ends[1]})' if ends else f'"{self.span(start)}"'

    def fell(self, start: int) -> str:
        """Return what a quadratic run came to, in a sentence."""
        goes = "hardly moves:" if self.run(QUADRATIC, start).holds(HARDLY) == self.epochs else "goes"
        return f"In {self.epochs} updates q {goes} {self.span(start)}."

    def after_wrong(self) -> str:
        """Return what is to be said of the wrong start's run."""
        falls = -np.diff(self.run(QUADRATIC, 0).training.outputs)
        if not self.slow_start(0) and falls[-1] < SLOW * falls.max():
            return "It learns at once, and slows later."
        return self.fell(0)

    def after_very_wrong(self) -> str:
        """Return what is to be said of the very wrong start's run."""
        ends = [self.run(QUADRATIC, start).training.outputs[-1] for start in (0, 1)]
        if self.waits(1) >= 10 and ends[1] > ends[0] + 1e-3 and self.waits(1) < self.epochs:
            return f"It hardly moved for {self.waits(1)} updates: it ends at {ends[1]:.3f}, not {ends[0]:.3f}."
        return self.fell(1)

    def why(self) -> str:
        """Return the question that the two runs leave."""
        wrong, very_wrong = (mc.gated_error(q, 1.0) for q in self.outputs())
        return "Why does the one with most to learn start slowest?" if very_wrong < wrong else "What sets the speed?"

    def ratio(self) -> float:
        """Return cross-entropy's step over the quadratic loss's."""
        return self.rates[1] / self.rates[0]

    def part(self) -> int | None:
        """Return into how many equal parts the quadratic loss's step is cut for cross-entropy's, if it is."""
        count = round(1 / self.ratio())
        return count if count > 1 and abs(count * self.ratio() - 1) < 1e-9 else None

    def steps(self) -> tuple[str, str]:
        """Return both step sizes in Typst, cross-entropy's as a part of the other one if it is."""
        quadratic, other = (f"{rate:g}" for rate in self.rates)
        return quadratic, f"{quadratic} \\/ {self.part()} = {other}" if self.part() else other

    def handicap(self) -> str:
        """Return how long cross-entropy's step is, in words."""
        if self.ratio() == 1:
            return "the same step"
        if self.ratio() > 1:
            return f"{self.ratio():{'.0f' if self.ratio() > 9.5 else '.3g'}} times the step"
        return f"1/{self.part()} of the step" if self.part() else f"{self.ratio():.2g} of the step"

    def racing(self) -> str:
        """Return what to watch in the race."""
        return f"From q = {self.written()[1]}, cross-entropy with {self.handicap()}: which passes 0.5 first?"

    def raced(self) -> str:
        """Return who was first."""
        slow, fast = (self.run(cost, 1).first_below(0.5) for cost in COSTS)
        given = f"{'Even with' if self.ratio() < 1 else 'With'} {self.handicap()}"
        if fast is not None and slow is not None and fast < slow:
            return f"{given} cross-entropy is first: at update {fast} against {slow}."
        if fast is not None and slow is None:
            return f"{given} only cross-entropy passes 0.5: at update {fast}."
        if fast is None and slow is None:
            return f"From the very wrong start neither passes 0.5 in {self.epochs} updates."
        if fast == slow:
            return f"At these rates both pass 0.5 at update {fast}."
        return f"At these rates the quadratic loss is first: it passes 0.5 at update {slow}."

    def compared(self) -> list[int]:
        """Return after how many updates a linear output is compared, if it is at all.

        It needs something to learn, and a rate at which it doesn't overshoot.
        """
        return [TEN] if sum(self.pairs()[1]) >= 0.5 and self.rates[0] < 0.5 else []

    def without_sigmoid(self, updates: int) -> str:
        """Return what is left of a linear output's error and of the sigmoid's, as printed beside the dots."""
        runs = self.linear_run(updates), self.run(QUADRATIC, 1)
        left = [run.output(updates) / run.output(0.0) for run in runs]
        fast, slow = (f"{percent(share)} %" for share in left)
        if left[1] >= HARDLY and left[0] <= 0.5:
            return f"Quadratic loss isn’t slow without the sigmoid: {fast} of the error is left."
        slow = slow if left[1] < HARDLY else "nearly all"
        return f"Without the sigmoid {fast} of the error is left; with it, {slow}."


def percent(share: float) -> str:
    """Return a share as it is written in per cent; what isn't all, or nothing, is never written as all or nothing."""
    written = f"{100 * share:.1f}"
    if written == "0.0" and share > 0:
        return "< 0.1"
    return "> 99.9" if written == "100.0" and share < 1 else written
