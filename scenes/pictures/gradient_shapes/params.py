"""The improvements that GradientShapes compares, and what can truly be said of them."""

from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.pictures.gradient_shapes.slopes import COSTS

#: The prediction at which slopes are read off, unless a step begins further off.
END = 0.01


class Params(Base):
    """The improvements to compare."""

    points: listed(
        Annotated[float, Field(ge=0.001, le=0.999, allow_inf_nan=False)],
        "two improvements of q, each from and to: four probabilities from 0.001 to 0.999",
        most=4,
        least=4,
    ) = (0.05, 0.15, 0.85, 0.95)

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
        """Return the longest bar's fall."""
        return max(max(self.gains(step)) for step in self.steps())

    def decimals(self) -> int:
        """Return with how many decimals q is written."""
        return 2 if all(round(q, 2) == q for q in (*self.points, self.end())) else 3

    def asked(self, step: tuple[float, float]) -> str:
        """Return what to watch in a step."""
        if step[0] > self.steps()[0][0]:
            return f"Nearer to the truth, step q from {step[0]:g} to {step[1]:g}: how far does each fall?"
        return f"Step q from {step[0]:g} to {step[1]:g}: how far does each loss fall?"

    def found(self, step: tuple[float, float]) -> str:
        """Return what came of a step. Cross-entropy falls at least twice as far, for 1/q ≥ 2 · 2(1 − q)."""
        quadratic, other = self.measured(step)
        times = f"{other / quadratic:.0f}" if other / quadratic > 9.5 else f"{other / quadratic:.1f}"
        if step != self.steps()[0]:
            less = min(np.divide(self.measured(self.steps()[0]), self.measured(step)))
            each = "Per unit of q each" if self.unequal() else "Each"
            if less >= 2 and not self.unequal():
                return f"Each falls at least {int(less + 1e-9)} times less. In q, neither is slow where most wrong."
            if less > 1.05:
                return f"{each} falls less: both losses are faster where q is more wrong."
            per, digits = (" per unit of q", 2) if self.unequal() else ("", 3)
            return f"The quadratic loss falls by {quadratic:.{digits}f}{per}, cross-entropy by {other:.{digits}f}."
        where = "Where most wrong," if step[1] <= 0.2 else f"From {step[0]:g} to {step[1]:g}"
        return f"{where} cross-entropy falls {times} times as far in the same step."
