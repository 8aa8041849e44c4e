"""A run of the gradient flow that can be asked for any moment, exactly and at once."""

import numpy as np

import mathcore as mc

#: Moments of a run of which states and losses are kept; evenly spaced in log(1 + t).
MOMENTS = 150
#: A run ends after so many times of its slowest part, what is left of which is e^−12, or when pulls are less than that.
LONG, AT_REST = 12.0, 5e-5


class RestingPath:
    """Logits on their way under the forces p − q, from ``start`` up to the time ``end`` (rate × steps).

    Moments are log(1 + t): so the first step and the last decade can both be seen.
    """

    def __init__(self, start: np.ndarray, truth, end: float):
        self.path, self.last = mc.flow_path(start, truth, end), float(np.log1p(end))
        self.times = np.expm1(np.linspace(0.0, self.last, MOMENTS + 1))
        self.logits = self.path.at(self.times)
        self.losses = mc.loss(self.logits, truth)

    def at(self, moment: float) -> np.ndarray:
        """Return the logits at a moment, shape (K,)."""
        return self.path.at(np.expm1(moment))


def resting_time(start: np.ndarray, truth: np.ndarray) -> float:
    """Return a time after which blocks from logits ``start`` under a soft ``truth``, (K,) each, are at rest to the eye.

    At rest the stiffness is diag(p) − pp^T; its smallest eigenvalue but the shift's 0 is the slowest part's rate.
    From far away it takes longer.
    """
    rates = np.linalg.eigvalsh(mc.softmax_jacobian(np.log(truth)))
    time = LONG / float(rates[1])
    while np.abs(mc.flow(start, truth, [time]).forces).max() > AT_REST:
        time *= 2
    return time
