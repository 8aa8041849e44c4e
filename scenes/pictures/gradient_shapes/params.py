"""The improvements that GradientShapes compares, and what can truly be said of them."""

from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY

#: The prediction at which slopes are read off, unless a step begins further off.
END = 0.01


class Params(Base):
    """The improvements to compare."""

    points: listed(
        Annotated[float, Field(ge=0.001, le=0.999, allow_inf_nan=False)],
        "two improvements of q, each from and to: four probabilities from 0.001 to 0.999",
        most=4,
        least=4,
    ) = (0.1, 0.3, 0.5, 0.7)

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

    def unequal(self) -> bool:
        """Whether the steps are of two lengths, so that only falls per unit of q can be compared."""
        lengths = [end - start for start, end in self.steps()]
        return max(lengths) - min(lengths) > 1e-9

    def measured(self, step: tuple[float, float]) -> tuple[float, float]:
        """Return what is compared of a step: falls, or falls per unit of q."""
        over = step[1] - step[0] if self.unequal() else 1.0
        return tuple(gain / over for gain in self.gains(step))

    def most(self) -> float:
        """Return the longest bar's number: per unit of q a loss falls most where its step starts."""
        if self.unequal():
            return max(-float(mc.gated_slope(start, CROSS_ENTROPY, 0.0)) for start, _ in self.steps())
        return max(max(self.gains(step)) for step in self.steps())

    def more(self) -> str:
        """Return how many times as far, or fast, cross-entropy falls as the quadratic loss where most wrong."""
        quadratic, other = self.measured(self.steps()[0])
        return times(other / quadratic)

    def digits(self) -> int:
        """Return with how many decimals falls are written: so many that none is 0 and the told ratio is theirs."""
        measured = np.array([self.measured(step) for step in self.steps()])
        for digits in range(2, 6):
            written = measured.round(digits)
            if written.all() and times(written[0, 1] / written[0, 0]) == self.more():
                return digits
        return 6

    def falls(self, step: tuple[float, float]) -> tuple[str, str]:
        """Return how far both losses fall in a step, written so that the falls per unit of q follow."""
        long, gains = step[1] - step[0], np.array(self.gains(step))
        for digits in range(2, 7):
            followed = gains.round(digits) / long
            if (abs(followed - np.round(self.measured(step), self.digits())) < 0.49 * 10.0 ** -self.digits()).all():
                break
        return tuple(f"{gain:.{digits}f}" for gain in gains)

    def rates(self, step: tuple[float, float]) -> tuple[str, str]:
        """Return what is compared of a step, as it is written."""
        return tuple(f"{measured:.{self.digits()}f}" for measured in self.measured(step))

    def asked(self, step: tuple[float, float]) -> str:
        """Return what to watch in a step."""
        far = "fast" if self.unequal() else "far"
        if step[0] > self.steps()[0][0]:
            return f"Nearer to the truth, step q from {step[0]:g} to {step[1]:g}: how {far} does each fall?"
        return f"Step q from {step[0]:g} to {step[1]:g}: how {far} does each loss fall?"

    def found(self, step: tuple[float, float]) -> str:
        """Return what came of a step."""
        far, farther, per = ("fast", "faster", " per unit of q") if self.unequal() else ("far", "farther", "")
        if step == self.steps()[0]:
            return f"Cross-entropy falls {self.more()} times as {far} as the quadratic loss."
        if min(np.divide(self.measured(self.steps()[0]), self.measured(step))) > 1.05:
            return f"Along q, neither loss is slow where more wrong: each falls {farther} there."
        quadratic, other = self.rates(step)
        return f"The quadratic loss falls by {quadratic}{per}, cross-entropy by {other}."


def times(ratio: float) -> str:
    """Return how many times, as it is written."""
    return f"{ratio:.0f}" if ratio > 9.95 else f"{ratio:.1f}"
