"""What sets up scene 15, and what follows of it: the rectangle that is off most, its rounds, and true sentences."""

from functools import cache
from itertools import permutations

import numpy as np
from pydantic import model_validator

import mathcore as mc
from scenes.kit.params import Number, Target, check_target, listed
from scenes.kit.params import Params as Base
from scenes.kit.words import symbol
from scenes.pictures.no_such_loss.loop import Round

#: The rectangle's sides, unlike so that nothing closes by symmetry alone.
SIDES = (1.0, 1.5)
#: Rounds walked in all, and below which a round's account is 0.
ROUNDS, NOTHING = 4, 1e-12
#: Decimals of results and of what they are computed from, the fewest first.
DIGITS = (2, 2), (2, 3), (3, 3), (3, 4), (4, 4), (3, 5), (4, 5)
#: With more decimals than that nothing is made alike.
ALIKE = 3
#: A rectangle that is off so many times as far as another's is off far more.
FAR_MORE = 3.0


class Params(Base):
    """Where the classes lie on a line, and which of them is true."""

    positions: listed(Number, "where the classes lie on a line, no two at one place") = (0.0, 1.0, 2.0, 5.0)
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
        """Return the two logits whose rectangle is off most, in the order that climbs.

        They are wrong classes', whose slopes are both divided, unless another rectangle is off far more.
        """
        return _pair(self)

    def rounds(self) -> tuple[Round, Round]:
        """Return the walk round that rectangle on cross-entropy's slopes, and on those divided by distance."""
        return _rounds(self)

    def off(self) -> float:
        """Return how far the second walk ends above its start."""
        return max(self.rounds()[1].whole, 0.0)

    def more_rounds(self) -> list[int]:
        """Return how many rounds are walked in all, if the walk doesn't close."""
        return [ROUNDS] if self.off() > NOTHING else []

    def adds_up(self, decimals: int, finer: int) -> bool:
        """Whether a viewer who adds, divides and multiplies what is printed gets what is printed.

        What the sides climb has ``finer`` decimals, all that is computed from it ``decimals``.
        """
        (closed, divided), off = self.rounds(), self.off()
        terms, divisors = np.round(closed.sides, finer), np.tile(self.distances()[list(self.pair())], 2)
        sums = [
            *zip(np.cumsum(terms), closed.account[1:], strict=True),
            *zip(np.cumsum(terms / divisors), divided.account[1:], strict=True),
            (ROUNDS * round(off, finer), ROUNDS * off),
        ]
        same = all(abs(round(got, decimals) - round(told, decimals)) < 1e-9 for got, told in sums)
        return same and off >= 10**-decimals

    def digits(self) -> tuple[int, int]:
        """Return both numbers of decimals: as few as let everything that is printed agree.

        One or two more are taken if a round's gain then has no more than that of all rounds.
        """
        fit = [digits for digits in DIGITS if self.adds_up(*digits)]
        alike = (digits for digits in fit if digits[0] <= ALIKE and self._alike(digits[0]))
        return next(alike, fit[0] if fit else (3, 3))

    def _alike(self, decimals: int) -> bool:
        """Whether a round's gain, with so many decimals, times the rounds is what all gain, with as many."""
        return round(ROUNDS * round(self.off(), decimals), decimals) == round(ROUNDS * self.off(), decimals)

    def decimals(self) -> int:
        """Return with how many decimals results are printed."""
        return self.digits()[0]

    def finer(self) -> int:
        """Return with how many decimals that is printed of which they are computed."""
        return self.digits()[1]

    def gained(self) -> int:
        """Return with how many decimals a round's gain is printed beside that of all rounds."""
        decimals, finer = self.digits()
        return decimals if self._alike(decimals) else finer

    def agrees(self) -> bool:
        """Whether everything that is printed agrees."""
        return self.adds_up(*self.digits())

    def to_divide(self) -> str:
        """Say what division by distance is to do, to the classes of the walk."""
        near = min(self.distances()[list(self.pair())]) < 1.0
        if near:
            return "Idea: far counts less, near more. Divide L’s slope along each z by distance d."
        return "Idea: far classes count less. Divide L’s slope along each z by the distance d."

    def divided_by(self) -> str:
        """Say what division does to the slopes of the walk."""
        divisors = {i: float(self.distances()[i]) for i in self.pair()}
        changed = sorted((i for i in divisors if divisors[i] != 1.0), key=divisors.__getitem__)
        if not changed:
            return "All distances are 1 here: the slopes stay as they were."
        first, *second = (f"{symbol('z', i)}’s" for i in changed)
        if second:
            by = [f"{divisors[i]:.4g}" for i in changed]
            return f"{first} slopes are divided by {by[0]}, {second[0]} by {by[1]}, and so are their rises."
        (other,) = (symbol("z", i) for i in divisors if i not in changed)
        return f"All {first} slopes are divided by {divisors[changed[0]]:.4g}, so its rises are, too; {other}’s stay."

    def after_walk(self) -> str:
        """Return what came of the second walk."""
        if self.off() <= NOTHING:
            return "All distances are 1 here: this is cross-entropy itself, and it ends at 0."
        return "Back at the same place, but higher: no loss has these slopes."

    def after_rounds(self) -> str:
        """Return what came of all rounds."""
        higher = f"{self.off():.{self.gained()}f} higher" if self.agrees() else "as much higher again"
        return f"Every round ends {higher}, at the same logits: no loss does that."


@cache
def _rounds(params: Params) -> tuple[Round, Round]:
    corners = mc.rectangle(np.zeros(len(params.positions)), params.pair(), SIDES)
    return Round(params.slopes, corners), Round(params.divided, corners)


@cache
def _pair(params: Params) -> tuple[int, int]:
    zero, pairs = np.zeros(len(params.positions)), permutations(range(len(params.positions)), 2)
    off = {pair: mc.circulation(params.divided, zero, pair, SIDES) for pair in pairs}
    wrong = {pair: climb for pair, climb in off.items() if params.target not in pair}
    far = max(off.values()) / FAR_MORE - NOTHING
    chosen = wrong if max(wrong.values(), default=-np.inf) >= far else off
    return next(pair for pair, climb in chosen.items() if climb > max(chosen.values()) - NOTHING)
