"""What the pulley scene shows at a moment: its logits, and all that follows from them, worked out once a frame."""

from functools import cached_property

import numpy as np

import mathcore as mc
from scenes.kit.hanging import Hang


class State:
    """Logits ``z``, (K,), as the camera sees them; what follows from them is worked out when it is first asked for.

    Parameters
    ----------
    target : the true class.
    lift : how much of their e^z the blocks under the highest have given to the ceiling, 0 to 1.
    hang, around : how the camera sees the true block, and all that is around it.
    """

    def __init__(self, z: np.ndarray, target: int, lift: float, hang: Hang, around: Hang):
        self.z, self.target, self.lift, self.hang, self.around = z, target, lift, hang, around

    @cached_property
    def q(self) -> np.ndarray:
        """The shares, (K,)."""
        return mc.softmax(self.z)

    @cached_property
    def force(self) -> np.ndarray:
        """The forces on the blocks, (K,)."""
        return mc.forces(self.z, self.target)

    @cached_property
    def levels(self) -> np.ndarray:
        """The heights of the blocks' upper edges as all around is seen, (K,)."""
        return self.around.top(self.z)

    @cached_property
    def tops(self) -> np.ndarray:
        """The same, (K,), with the true block's as that is seen."""
        tops = self.levels.copy()
        tops[self.target] = self.hang.top(self.z[self.target])
        return tops

    @cached_property
    def ceiling(self) -> float:
        """How high the ceiling lies, in logits: on the highest block, and lifted by one other after the other.

        When all have lifted it, it is at log Σ e^z.
        """
        highest, *others = -np.sort(-self.z)
        joined = np.clip(self.lift * len(others) - np.arange(len(others)), 0.0, 1.0)
        lifting = np.array(others)[joined > 0] + np.log(joined[joined > 0])  # a logit so far in counts so much less
        return float(mc.log_sum_exp([highest, *lifting]))

    @cached_property
    def ceiling_top(self) -> float:
        """How high the ceiling lies as all around is seen."""
        return float(self.around.top(self.ceiling))
