"""Two distributions over the same bins, as scene 1 is given them, and their numbers as printed."""

from functools import cached_property

import numpy as np
from pydantic import model_validator

import mathcore as mc
from scenes.kit.axis import plain
from scenes.kit.distribution_state import State
from scenes.kit.numbers import adding_up, brief, thousandths
from scenes.kit.params import Labels, Probability, check_distribution, check_labels, listed
from scenes.kit.params import Params as Base
from scenes.kit.words import subscript

#: What q bets on the wrong bin, and how far from it a bet may be whose numbers add up as printed.
BET, NEAR = 0.8, 0.095


class Params(Base):
    """p, q and the names of the bins."""

    p: listed(Probability, "the true distribution p, summing to 1") = (0.10, 0.20, 0.40, 0.20, 0.10)
    q: listed(Probability, "the predicted distribution q, summing to 1, positive where p is") = (
        0.30,
        0.30,
        0.20,
        0.15,
        0.05,
    )
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        if len(self.p) != len(self.q):
            raise ValueError(f"p has {len(self.p)} bins and q has {len(self.q)}; give both the same number")
        check_distribution("p", self.p)
        check_distribution("q", self.q)
        check_labels(self.labels, len(self.p))
        for i, (mass, predicted) in enumerate(zip(self.p, self.q, strict=True)):
            if mass > 0 and predicted < 1e-9:
                raise ValueError(
                    f"q is {predicted:g} in bin {i} where p is {mass:g}, an infinite loss; give it at least 1e-9"
                )
        return self

    @property
    def start(self) -> State:
        """p and q as they come, each summing to 1 exactly."""
        return State(thousandths(self.p), thousandths(self.q))

    @property
    def wrong(self) -> int:
        """The bin that q bets on in the end: one that p holds least likely."""
        return len(self.p) - 1 - int(np.argmin(self.p[::-1]))

    @cached_property
    def bet(self) -> State:
        """The confident mistake: about ``BET`` on the wrong bin, the rest shared alike, in hundredths.

        So q as printed sums to 1. Of the bets near ``BET`` it is the one whose sums come out with the fewest decimals,
        of several the nearest.
        """
        others = len(self.p) - 1
        bets = {round(1 - others * rest / 100, 2): rest / 100 for rest in range(1, 100)}
        near = [bet for bet in bets if abs(bet - BET) < NEAR]

        def state(bet: float) -> State:
            return State(self.start.p, np.where(np.arange(others + 1) == self.wrong, bet, bets[bet]))

        def rank(bet: float) -> tuple[int, float]:
            decimals = self._finer(state(bet)) or 4
            return max(decimals, self._split(state(bet), decimals)), round(abs(bet - BET), 2)

        return state(min(near, key=rank))

    @property
    def right(self) -> State:
        """The right prediction: p itself."""
        return State(self.start.p, self.start.p)

    @property
    def agrees(self) -> bool:
        """Whether q is p."""
        return bool(np.allclose(self.start.p, self.start.q, atol=1e-9))

    @property
    def certain(self) -> bool:
        """Whether p is one-hot."""
        return max(self.start.p) == 1.0

    @property
    def decimals(self) -> int:
        """Decimals of H(p,q) = H(p) + KL: as many as areas have if it comes out as printed; 3 if none do."""
        return self._split(self.bet, self.finer)

    def _split(self, bet: State, finer: int) -> int:
        splits = [[state.entropy, state.excess, state.cross_entropy] for state in (self.start, bet)]
        # So many that what isn't 0 isn't printed as 0.
        least = min(nats for split in splits for nats in (*split, 1.0) if nats > 1e-9)
        tried = [decimals for decimals in (finer, 2, 3, 4) if least >= 10.0**-decimals]
        return adding_up(*splits, tried=tried) or 3

    @property
    def finer(self) -> int:
        """Decimals of the tiles' heights and areas: with them sums of areas come out as printed.

        If that can be had, each area is the product of its printed width and height, too.
        """
        return self._finer(self.bet) or 3

    def _finer(self, bet: State) -> int | None:
        states = self.start, self.right
        sums = [[*state.terms, state.cross_entropy] for state in states] + [[*bet.excesses, bet.excess]]
        multiplying = [decimals for decimals in (2, 3) if all(_multiplies(state, decimals) for state in states)]
        return adding_up(*sums, tried=multiplying) or adding_up(*sums, tried=(2, 3))

    @property
    def share_decimals(self) -> int:
        """Decimals of the shares in p and q: 2, or 3 if they have more."""
        given = np.array([self.start.p, self.start.q])
        return 2 if np.allclose(given.round(2), given, atol=5e-4) else 3

    @property
    def adds_up(self) -> bool:
        """Whether the printed terms add up to the printed cross-entropy, in at most five terms."""
        return self._adds_up(self.start.terms, self.start.cross_entropy)

    @property
    def own_adds_up(self) -> bool:
        """Whether the printed areas of p's own tiles add up to the printed entropy, in at most five terms."""
        return self._adds_up(self.right.terms, self.right.entropy)

    @property
    def excess_adds_up(self) -> bool:
        """Whether what the bins cost more under the bet adds up to the printed KL, in at most five terms.

        To that KL which H(p,q) = H(p) + KL leaves as it is printed, too.
        """
        bet = self.bet
        left = round(bet.cross_entropy, self.decimals) - round(bet.entropy, self.decimals)
        same = abs(left - round(bet.excess, self.finer)) <= 10.0 ** -min(self.decimals, self.finer) / 2 + 1e-9
        return same and self._adds_up(bet.excesses, bet.excess)

    def _adds_up(self, terms: np.ndarray, total: float) -> bool:
        *printed, whole = (round(nats, self.finer) for nats in (*terms, total))
        return len(printed) <= 5 and abs(sum(printed) - whole) < 1e-9

    @property
    def bets(self) -> tuple[float, float, float, float]:
        """Lowest, highest, step and start of the sweep of q on the wrong bin, from p's share to the bet."""
        right, bet = (float(state.q[self.wrong]) for state in (self.right, self.bet))
        return right, bet, (bet - right) / 100, right

    def named(self, index: int) -> str:
        """Return how a bin is called in a sentence."""
        return self.labels[index] if self.labels else f"x{subscript(index + 1)}"

    def number(self, nats: float) -> str:
        """Return nats as printed on the screen."""
        return f"{nats:.{self.decimals}f}"

    def area(self, nats: float) -> str:
        """Return an area, a sum of areas or a tile's height as printed on the screen."""
        return f"{nats:.{self.finer}f}"

    def printed(self, mass: float) -> str:
        """Return a share of p as printed: in thousandths at most, if it is computed with those."""
        return plain(round(mass, 3)) if mass == round(mass, 3) else brief(mass)

    def share(self, predicted: float) -> str:
        """Return a share of q as printed in a formula, with as many decimals as over the bars."""
        return f"{predicted:.{self.share_decimals}f}"

    @property
    def worked(self) -> bool:
        """Whether the most likely bin's log 1/q, and its product p × log 1/q, come out as printed."""
        return self._worked(self.start, self.finer)

    @property
    def own_worked(self) -> str | None:
        """The most likely bin's log 1/p with so many decimals that p × log 1/p comes out as printed, if one more do."""
        height = self.right.surprisals[self.right.p.argmax()]
        found = (decimals for decimals in (self.finer, self.finer + 1) if self._worked(self.right, decimals))
        return next((f"{height:.{decimals}f}" for decimals in found), None)

    def _worked(self, state: State, decimals: int) -> bool:
        bin_ = int(state.p.argmax())
        height, term = state.surprisals[bin_], state.terms[bin_]
        mass, share = float(self.printed(state.p[bin_])), float(self.share(state.q[bin_]))
        printed = round(height, decimals)
        comes_out = share > 0 and round(float(mc.surprisal(share)), decimals) == printed
        return bool(comes_out and self.area(mass * printed) == self.area(term))


def _multiplies(state: State, decimals: int) -> bool:
    """Return whether a calculator makes of each tile's width and printed height its area as printed."""
    products = state.p * state.surprisals.round(decimals)
    return bool(np.allclose(products.round(decimals), state.terms.round(decimals)))
