"""The loss as a graph of ``mathcore``'s values."""

from functools import reduce
from operator import add

import numpy as np

import mathcore as mc
from mathcore import Value

#: From so large a nudge on, what the printed share says of the answer doesn't tremble.
LARGE = 0.1


class LossGraph:
    """L = −log Σ p_i q_i with q = softmax(z), made of ``mathcore``'s values, each with its slope."""

    def __init__(self, logits: np.ndarray, target: int):
        self.z = [Value(float(z)) for z in logits]
        powers = [z.exp() for z in self.z]
        whole = reduce(add, powers)
        self.q = [power / whole for power in powers]
        self.terms = [float(i == target) * q for i, q in enumerate(self.q)]
        self.picked = reduce(add, self.terms)
        self.loss = -self.picked.log()
        self.loss.backward()
        #: what softmax multiplies a slope by on its way from q_y to each logit: ∂q_y/∂z_i
        self.factors = mc.softmax_jacobian(np.asarray(logits, dtype=float))[target]
        self.logits, self.target = np.asarray(logits, dtype=float), target
        #: the wrong class whose share is the largest
        self.rival = max((i for i in range(len(self.z)) if i != target), key=lambda i: self.q[i].data)

    def shares(self, i: int = 0, nudge: float = 0.0) -> np.ndarray:
        """Return q when z_i is nudged."""
        return mc.softmax(self.logits + nudge * np.eye(len(self.z))[i])

    def answer(self, i: int, nudge: float, decimals: int) -> tuple[float, float]:
        """Return how far q_y moves when z_i is nudged, and that for each unit; for none, where the latter settles.

        When the nudge is large it is the share with so many decimals, as its change is printed, that moves.
        """
        if abs(nudge) < 1e-6:
            return 0.0, float(self.factors[i])
        before, after = (float(q[self.target]) for q in (self.shares(), self.shares(i, nudge)))
        if nudge >= LARGE:
            before, after = round(before, decimals), round(after, decimals)
        return after - before, (after - before) / nudge
