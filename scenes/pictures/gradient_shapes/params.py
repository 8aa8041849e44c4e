"""The improvements that GradientShapes compares, and what can truly be said of them."""

from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.costs import COSTS
from scenes.kit.params import Params as Base
from scenes.kit.params import listed

#: The most decimals with which a fall is written.
MOST = 5


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

    def steps(self) -> list[tuple[float, float]]:
        """Return the improvements, each (from, to), the most wrong one first, none twice."""
        return sorted({self.points[:2], self.points[2:]})

    def gains(self, step: tuple[float, float]) -> tuple[float, float]:
        """Return by how much the quadratic loss and cross-entropy fall in a step."""
        return tuple(float(np.subtract(*mc.prediction_loss(np.array(step), cost))) for cost in COSTS)

    def most(self) -> float:
        """Return how far a loss falls most."""
        return max(max(self.gains(step)) for step in self.steps())

    def digits(self) -> int:
        """Return with how many decimals falls are written: so many that none is 0, nor as large as a larger one."""
        for digits in range(2, MOST):
            written = np.round([self.gains(step) for step in self.steps()], digits)
            less = zip(self.steps(), written, strict=True)
            if written.all() and all((written[0] > fell).all() for step, fell in less if self.gained_less(step)):
                return digits
        return MOST

    def decimals(self) -> int:
        """Return with how many decimals q is written, that each step is written as it is."""
        return max(2, *(len(f"{q:g}".partition(".")[2]) for q in self.points))

    def gained_less(self, step: tuple[float, float]) -> bool:
        """Whether both losses fall less in a step than in the most wrong one, though it is as long or longer."""
        first = self.steps()[0]
        return (
            step != first and self.longer(step) > -1e-9 and min(np.divide(self.gains(first), self.gains(step))) > 1.05
        )

    def longer(self, step: tuple[float, float]) -> float:
        """Return by how much a step is longer than the most wrong one."""
        first = self.steps()[0]
        return (step[1] - step[0]) - (first[1] - first[0])

    def asked(self, step: tuple[float, float]) -> str:
        """Return what to watch in a step."""
        if step[0] > self.steps()[0][0]:
            return f"Now a step nearer to the truth: q from {step[0]:g} to {step[1]:g}."
        return f"Step q from {step[0]:g} to {step[1]:g}: how far does each loss fall?"

    def found(self, step: tuple[float, float]) -> str:
        """Return what came of a step."""
        if self.gained_less(step):
            if self.longer(step) > 1e-6:
                return "Where more wrong, even a shorter step made each loss fall farther."
            return "Where more wrong, each loss fell farther."
        digits = self.digits()
        quadratic, other = (f"{gain:.{digits}f}" for gain in self.gains(step))
        said = quadratic if float(quadratic) else f"less than {10.0**-digits:.{digits}f}"
        return f"Cross-entropy falls by {other}, the quadratic loss by {said}."
