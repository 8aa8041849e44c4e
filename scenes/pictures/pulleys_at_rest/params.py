"""What scene 14 is told, and what follows from it: how the truth is smoothed, and where blocks rest under it."""

from typing import Annotated

import numpy as np
from pydantic import Field

import mathcore as mc
from scenes.kit.params import LogitParams
from scenes.kit.words import symbol
from scenes.pictures.pulleys_at_rest.lifted import lift_for
from scenes.pictures.pulleys_at_rest.marks import rungs

#: Times at which the ladder has rungs.
DECADES = (1.0, 10.0, 100.0, 1000.0)
#: Below this a number on the screen is 0.
NOTHING = 5e-4


class RestingParams(LogitParams):
    """The logits, the true class and how much of the truth is smoothed."""

    smoothing: Annotated[
        float, Field(ge=0.01, le=0.9, description="label smoothing: the share of the truth spread over all classes")
    ] = 0.4

    def soft(self) -> np.ndarray:
        """Return the smoothed truth, shape (K,)."""
        return mc.smooth(self.target, len(self.logits), self.smoothing)

    def shares(self) -> tuple[float, float]:
        """Return the true class's share of the smoothed truth, and a wrong one's."""
        p = self.soft()
        return float(p[self.target]), float(np.delete(p, self.target)[0])

    def resting(self) -> np.ndarray:
        """Return the logits at rest under the smoothed truth, shape (K,)."""
        return mc.resting_logits(self.soft(), total=float(sum(self.logits)))

    def felt(self) -> float:
        """Return the pull on a wrong class while the true one is lifted."""
        p, lifted = self.soft(), np.eye(len(self.logits))[self.target]
        forces = mc.forces(self.resting() + lift_for(p, self.target) * lifted, p)
        return float(np.delete(forces, self.target)[0])

    def stiffness(self) -> str:
        """Return how a caption calls the stiffness of the springs at the true block."""
        return "pᵢpⱼ" if self.labels else f"{symbol('p', self.target)}pⱼ"

    def climbs(self) -> bool:
        """Whether the true block passes more than one rung of the ladder."""
        heights = mc.flow(self.logits, self.target, DECADES).logits[:, self.target]
        return len(rungs(DECADES, list(heights))) > 1
