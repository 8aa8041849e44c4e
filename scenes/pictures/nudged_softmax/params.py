"""What NudgedSoftmax is given, the facts that follow from it, and the sentences that say them."""

from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import Field, field_validator

import mathcore as mc
from scenes.kit.params import LogitParams
from scenes.kit.words import COUNTS, symbol

#: A gain below this is printed as 0.
NOTHING = 0.00005
#: Logits and shares have so many decimals: those with which printed sums are right.
DECIMALS, SHARE_DECIMALS = (2, 3, 4), (3, 4)


def printed(nudge: float) -> str:
    """Return how far a nudge goes as it is printed: in three figures, as no logit is printed much finer."""
    return f"{nudge:.3g}"


class NudgeParams(LogitParams):
    """The sliders' positions and the size of a nudge."""

    nudge: Annotated[float, Field(ge=0.05, le=5.0, description="how far each slider is nudged")] = 0.5

    @field_validator("nudge")
    @classmethod
    def _as_printed(cls, nudge: float) -> float:
        """Return a nudge as it is printed: what is seen to be added is what is added."""
        return float(printed(nudge))

    @property
    def by(self) -> str:
        """The nudge, as it is printed."""
        return printed(self.nudge)

    @property
    def reach(self) -> float:
        """Where the sliders end: at 5, or where the logits, nudged and shifted by 1, need more."""
        return max(5.0, float(np.ceil(np.abs(self.logits).max() + self.nudge + 1.0)))

    @property
    def decimals(self) -> int:
        """How many decimals logits need so that nudges and gaps follow from what is printed, before and after."""
        start, own = np.array(self.logits), self.target
        states = start, start + self.nudge

        def follow(decimals: int) -> bool:
            rounded = [z.round(decimals) for z in states]
            gaps = (start - start[own]).round(decimals)
            return all(np.allclose(z - z[own], gaps, atol=0.1 * 10**-decimals) for z in rounded)

        exact = [decimals for decimals in DECIMALS if round(self.nudge, decimals) == self.nudge]
        return next((decimals for decimals in exact if follow(decimals)), exact[0])

    @property
    def before(self) -> np.ndarray:
        """The shares at the start, shape (K,)."""
        return mc.softmax(self.logits)

    @property
    def steps(self) -> list[float]:
        """The nudges in favour of the true class: its logit goes up, another one down."""
        return [self.nudge if i == self.target else -self.nudge for i in range(len(self.logits))]

    @cached_property
    def trials(self) -> list[mc.Nudge]:
        """What each nudge makes of the shares."""
        return [mc.nudge(self.logits, i, step, self.target) for i, step in enumerate(self.steps)]

    @property
    def gains(self) -> np.ndarray:
        """What each nudge gains the true class's share, shape (K,)."""
        return np.array([trial.change[self.target] for trial in self.trials])

    @cached_property
    def share_decimals(self) -> int:
        """How many decimals shares and gains have: those with which the fewest printed sums are wrong."""
        return min(SHARE_DECIMALS, key=self._misprints)

    def _misprints(self, decimals: int) -> int:
        """Count gains that don't lead from a printed share to the next, wholes that aren't 1, and gains of 0."""
        after = np.array([trial.after for trial in self.trials]).round(decimals)
        before, gains = self.before.round(decimals), self.gains.round(decimals)
        missed = np.abs(before[self.target] + gains - after[:, self.target]) > 0.1 * 10**-decimals
        parted = [abs(shares.sum() - 1) > 0.1 * 10**-decimals for shares in (before, after[self.target])]
        return int(missed.sum() + sum(parted) + (gains == 0).sum())

    def share(self, value: float) -> str:
        """Return a share, or what one gained, as it is printed."""
        return f"{value:.{self.share_decimals}f}"

    def gained(self, share: float) -> float:
        """Return what the true share gained when it is ``share``, as printed: what printed shares differ by."""
        now, before = (round(float(q), self.share_decimals) for q in (share, self.before[self.target]))
        return now - before

    @property
    def told(self) -> list[float]:
        """What each nudge gains, as it is printed."""
        return [self.gained(trial.after[self.target]) for trial in self.trials]

    @property
    def pushed(self) -> np.ndarray:
        """The share that each nudge can take from, shape (K,): q_i, or all the others' where z_y goes up."""
        others = np.delete(self.before, self.target).sum()
        return np.array([others if i == self.target else q for i, q in enumerate(self.before)])

    @property
    def rival(self) -> int:
        """The largest of the other classes."""
        return max((i for i in range(len(self.logits)) if i != self.target), key=lambda i: self.logits[i])

    def small_ones(self) -> list[tuple[int, ...]]:
        """Return the classes that are left when the true one and its rival are done, as one item, or none."""
        left = tuple(i for i in range(len(self.logits)) if i not in (self.target, self.rival))
        return [left] if left else []

    # How sentences call things

    @property
    def count(self) -> str:
        """How many classes there are, in words."""
        return COUNTS[len(self.logits)]

    def z(self, index: int) -> str:
        """Return z₃, or “owl”."""
        return f"“{self.labels[index]}”" if self.labels else symbol("z", index)

    @property
    def q(self) -> str:
        """q₁, or “owl”."""
        return f"“{self.labels[self.target]}”" if self.labels else symbol("q", self.target)

    @property
    def stuck(self) -> bool:
        """Whether no nudge moves the true class's share by what can be printed."""
        return bool(self.gains.max() < NOTHING)

    def after_raising(self) -> str:
        """Return what came of raising the true logit."""
        if self.stuck:
            return f"It moves {self.q} by less than 0.0001: there is no share left to take from."
        helps = "That helps it" if self.labels else f"Raising {self.z(self.target)} helps {self.q}"
        payers = "all the others pay" if len(self.logits) > 2 else f"{self.z(self.rival)} pays"
        return f"{helps}, and {payers}."

    def after_the_rival(self) -> str:
        """Return how lowering the rival compares with raising the true logit."""
        gains, high = self.gains, self.z(self.target)
        # labels may be long, and the caption has just named both
        helps = "That helps" if self.labels else f"Lowering {self.z(self.rival)} helps {self.q}"
        if self.stuck:
            return f"That moves {self.q} by less than 0.0001, too."
        if len(self.logits) == 2:
            return f"{helps} exactly as much as raising {high} did."
        if gains[self.rival] >= 0.8 * gains[self.target]:
            return f"{helps} almost as much as raising {high} did."
        return f"{helps}, but less than raising {high} did."

    def hardly(self, others: tuple[int, ...]) -> bool:
        """Whether lowering any of these gains less than a tenth of the best nudge."""
        return all(self.gains[i] < 0.1 * self.gains.max() for i in others)

    def asking_the_small_ones(self, others: tuple[int, ...]) -> str:
        """Return what is done with the classes that are left."""
        what = "small one" if self.hardly(others) else "other one"
        if len(others) == 1:
            return f"Lower the {what}, {self.z(others[0])}, by {self.by}."
        if len(others) == 2 and not self.labels:
            pair = f"{self.z(others[0])} and {self.z(others[1])}"
            return f"Lower the {what}s, {pair}, by {self.by}, one after the other."
        return f"Lower the {what}s by {self.by}, one after the other."

    def after_the_small_ones(self, others: tuple[int, ...]) -> str:
        """Return how much they help."""
        they = "It" if len(others) == 1 else "They"
        if self.stuck:
            return f"{they} can’t move {self.q} by 0.0001 either."
        if self.hardly(others):
            gained = [self.told[i] for i in others]
            told = " and ".join(map(self.share, gained))
            if not self.labels and len(gained) <= 2 and self.share(min(gained)) != self.share(0.0):
                return f"{self.q} gains only {told}: a small share has little to give."
            return f"{they} hardly help{'s' if they == 'It' else ''}: a small share has little to give."
        return "Each helps only as far as there is share to take from."

    def law(self) -> str:
        """Return what ranks the nudges."""
        if self.stuck:
            extreme = "1 already" if self.before[self.target] > 0.5 else "0 still"
            return f"All round to nothing: {self.q} is all but {extreme}."
        if len(self.logits) == 2:
            return f"Both have the same share to take from, and {self.q} gains the same."
        gain = "the larger the gain" if self.labels else f"the more {self.q} gains"
        return f"The more share a nudge can take from, {gain}."

    def two_ways(self) -> str:
        """Return the question of the last beat."""
        others = self.z(self.rival) if len(self.logits) == 2 else "all the others"
        return f"Raise {self.z(self.target)}, or lower {others}, by {self.by}: which does more?"

    def laying(self) -> str:
        """Return how the shares are laid out: where the true one leaves its place, it is said."""
        first = ", the true one first" if self.target else ""
        last = "" if self.labels and first else f"{';' if first else ','} then raise {self.z(self.target)} by {self.by}"
        return f"Lay the {self.count} shares end to end{first}{last}."

    def after_two_ways(self) -> str:
        """Return its answer."""
        others = self.z(self.rival) if len(self.logits) == 2 else "the others"
        return f"Raising {self.z(self.target)} or lowering {others}: the same shares."
