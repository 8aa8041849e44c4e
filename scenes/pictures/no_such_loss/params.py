"""What sets up scene 15, and what follows of it: the square that is off most, its rounds, and true sentences."""

from itertools import combinations

import numpy as np
from pydantic import model_validator

import mathcore as mc
from scenes.kit.params import Number, Target, check_target, listed
from scenes.kit.params import Params as Base
from scenes.pictures.no_such_loss.loop import Round

#: Rounds walked in all, and below which a round's account is 0.
ROUNDS, NOTHING = 4, 1e-12


class Params(Base):
    """Where the classes lie on a line, and which of them is true."""

    positions: listed(Number, "where the classes lie on a line, no two at one place") = (0.0, 1.0, 2.0, 3.0)
    target: Target = 0

    @model_validator(mode="after")
    def _fit(self):
        check_target(self.target, len(self.positions))
        mc.class_distances(self.target, self.positions)
        return self

    def distances(self) -> np.ndarray:
        """Return what each class's slope is divided by, shape (K,): its distance, and 1 for the true class."""
        distances = mc.class_distances(self.target, self.positions)
        return np.where(np.arange(len(distances)) == self.target, 1.0, distances)

    def slopes(self, z: np.ndarray) -> np.ndarray:
        """Return cross-entropy's slopes at points, shape (n, K)."""
        return mc.gradient_wrt_logits(z, np.full(len(z), self.target))

    def divided(self, z: np.ndarray) -> np.ndarray:
        """Return those slopes divided by distance."""
        return -mc.distance_weighted_forces(z, np.full(len(z), self.target), self.positions)

    def pair(self) -> tuple[int, int]:
        """Return the two logits whose square is off most, in the direction that climbs; of ties, wrong classes."""
        zero, classes = np.zeros(len(self.positions)), range(len(self.positions))
        wrong_first = sorted(combinations(classes, 2), key=lambda pair: self.target in pair)
        off = [mc.circulation(self.divided, zero, pair) for pair in wrong_first]
        most = next(k for k in range(len(off)) if abs(off[k]) > max(map(abs, off)) - NOTHING)
        i, j = wrong_first[most]
        return (i, j) if off[most] >= 0 else (j, i)

    def rounds(self) -> tuple[Round, Round]:
        """Return the walk round that square on cross-entropy's slopes, and on those divided by distance."""
        corners = mc.rectangle(np.zeros(len(self.positions)), self.pair())
        return Round(self.slopes, corners), Round(self.divided, corners)

    def off(self) -> float:
        """Return how far the second walk ends above its start."""
        return max(self.rounds()[1].whole, 0.0)

    def more_rounds(self) -> list[int]:
        """Return how many rounds are walked in all, if the walk doesn't close."""
        return [ROUNDS] if self.off() > NOTHING else []

    def adds_up(self, decimals: int) -> bool:
        """Whether the printed rounds add up to the printed total."""
        off = self.off()
        return off >= 10**-decimals and round(ROUNDS * off, decimals) == round(ROUNDS * round(off, decimals), decimals)

    def decimals(self) -> int:
        """Return with how many decimals numbers are printed: as few as let rounds and total agree."""
        return next((decimals for decimals in (3, 4) if self.adds_up(decimals)), 3)

    def written(self) -> str:
        """Return how far it is off, as it is printed."""
        return f"{self.off():.{self.decimals()}f}"

    def divided_by(self) -> str:
        """Say what division does to the slopes of the walk."""
        wrong = [i for i in self.pair() if i != self.target]
        near, far = (pick(wrong, key=lambda i: self.distances()[i]) for pick in (min, max))
        d, most = self.distances(), self.distances()[far]
        if np.allclose(d, 1.0):
            return "All distances are 1 here: the slopes stay as they were."
        if most == 1.0:
            return f"Class {far + 1}, at a distance of 1, keeps its slope."
        if near != far and d[near] == 1.0:
            return (
                f"Class {near + 1} keeps its slope, class {far + 1}’s is divided by {most:.4g}: does a loss have these?"
            )
        return f"Class {far + 1}’s slope is divided by {most:.4g}: does a loss have such slopes?"

    def after_walk(self) -> str:
        """Return what came of the second walk."""
        if self.off() <= NOTHING:
            return "All distances are 1 here: this is cross-entropy itself, and it ends at 0."
        return f"On q/d the same walk ends {self.written()} too high: no terrain has these slopes."
