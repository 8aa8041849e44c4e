"""What ``mathcore`` says of two distributions over the same bins."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

import mathcore as mc


@dataclass(frozen=True)
class State:
    """What ``mathcore`` says of p and q, both of shape (K,)."""

    p: np.ndarray
    q: np.ndarray

    @cached_property
    def surprisals(self) -> np.ndarray:
        """Heights of the tiles, log 1/q_i in nats; a bin without mass in p has none."""
        return mc.surprisal(np.where(self.p > 0, self.q, 1.0))

    @cached_property
    def own(self) -> np.ndarray:
        """Heights of p's own tiles, log 1/p_i in nats; 0 without mass."""
        return mc.surprisal(np.where(self.p > 0, self.p, 1.0))

    @cached_property
    def terms(self) -> np.ndarray:
        """What each bin adds to H(p, q), in nats."""
        return mc.cross_entropy_terms(self.p, self.q)

    @cached_property
    def cross_entropy(self) -> float:
        """H(p, q) in nats."""
        return float(mc.cross_entropy(self.p, self.q))

    @cached_property
    def entropy(self) -> float:
        """H(p) in nats."""
        return float(mc.entropy(self.p))

    @cached_property
    def excess(self) -> float:
        """KL(p‖q) in nats."""
        return float(mc.kl_divergence(self.p, self.q))

    @cached_property
    def excesses(self) -> np.ndarray:
        """What each bin costs more, or less, than with the right q, in nats; they add up to KL(p‖q)."""
        return self.terms - mc.cross_entropy_terms(self.p, self.p)
