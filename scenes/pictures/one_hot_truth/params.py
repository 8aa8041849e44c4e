"""What scene 2 is given, and the sentences that depend on it."""

from functools import cached_property
from math import floor, log10
from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.inputs.numbers import read_list
from scenes.kit.numbers import thousandths
from scenes.kit.params import Labels, Probability, check_distribution, check_labels, check_target, listed
from scenes.kit.params import Params as Base
from scenes.kit.words import LONGEST, subscript, symbol

#: The least that q may give the true bin, and may leave to all wrong ones together.
LEAST, LEFT = 1e-6, 1e-4
#: How much q gives the true bin when it is as good as right.
HIGH = 0.999
#: Characters of a number that has room in a sentence.
SHORT = 6


def decimals_of(share: float, digits: int) -> int:
    """Return the decimals of a share in (0, 1) that is printed in so many significant digits."""
    return digits - 1 - floor(log10(share))


def slot(most: float) -> str:
    """Return the room of a live number with three decimals that grows up to ``most``: 0.000, 00.000."""
    return f"{'0' * len(str(int(most)))}.000"


class Params(Base):
    """The prediction, the true bin and the names of the bins."""

    q: listed(Probability, "the predicted distribution q, summing to 1") = (0.30, 0.30, 0.20, 0.15, 0.05)
    target: Annotated[int, Field(ge=0, description="the true bin, counted from 0; the middle one unless given")] = 2
    labels: Labels = ()

    @model_validator(mode="before")
    @classmethod
    def _middle(cls, values: Any) -> Any:
        """Take the middle bin of the user's own q where no bin is named."""
        if isinstance(values, dict) and "target" not in values and isinstance(values.get("q"), str | list | tuple):
            q = values["q"]
            values = {**values, "target": max(0, len(read_list(q) if isinstance(q, str) else q) - 1) // 2}
        return values

    @model_validator(mode="after")
    def _fit(self):
        check_distribution("q", self.q)
        check_target(self.target, len(self.q))
        check_labels(self.labels, len(self.q))
        true = self.q[self.target]
        if true < LEAST:
            raise ValueError(f"q is {true:g} in the true bin {self.target}; a picture needs at least {LEAST:g}")
        if 1 - true < LEFT:
            raise ValueError(f"q leaves nothing to the wrong bins; give the true bin {self.target} less than {true:g}")
        return self

    @cached_property
    def start(self) -> np.ndarray:
        """The prediction as it is printed, summing to 1 exactly, shape (K,)."""
        return thousandths(self.q)

    @property
    def share(self) -> float:
        """What q gives the true bin."""
        return float(self.start[self.target])

    @property
    def wrong(self) -> np.ndarray:
        """How the wrong bins share the rest, shape (K − 1,)."""
        wrong = np.delete(self.start, self.target)
        return wrong / wrong.sum()

    @property
    def high(self) -> float:
        """A share that is as good as right: more than the true bin has."""
        return max(HIGH, (1 + self.share) / 2)

    @property
    def soft(self) -> np.ndarray:
        """A truth that isn't sure yet, as it is printed, shape (K,); 0 where q is 0.

        The true bin's neighbours have half of what it has, all others a quarter, so that their tiles hold numbers.
        """
        away = np.abs(np.arange(len(self.q)) - self.target)
        p = 0.5 ** np.minimum(away, 2) * (self.start > 0)
        return self.rounded(p / p.sum())

    @property
    def sure(self) -> np.ndarray:
        """The one-hot truth, shape (K,)."""
        return np.eye(len(self.q))[self.target]

    @cached_property
    def digits(self) -> int:
        """Significant digits of q_y with which its −log can be checked wherever the scene rests; 3 at least."""
        shares = [self.share, self.share / 10, self.share / 100, self.high]
        for digits in range(3, 8):
            printed = [float(f"{share:.{digits - 1}e}") for share in shares]
            if max(printed) < 1 and (mc.surprisal(printed).round(3) == mc.surprisal(shares).round(3)).all():
                return digits
        return 8

    @property
    def trades(self) -> list[np.ndarray]:
        """How the wrong bins come to share the rest while they trade: the last gains most, then the first.

        All keep something: a piece too narrow for its name would lose it. What would hardly differ from how they
        shared it before is left out.
        """
        count = len(self.q) - 1
        gaining = [0.2 * self.wrong + 0.4 / count + 0.4 * np.eye(count)[k] for k in (-1, 0)]
        return [rest for rest in gaining if np.abs(rest - self.wrong).max() > 0.1] if count > 1 else []

    @property
    def deepest(self) -> float:
        """The loss, in nats, at a hundredth of the true bin's share: the highest that is shown."""
        return float(mc.surprisal(self.share / 100))

    def rounded(self, p: np.ndarray) -> np.ndarray:
        """Return p, shape (K,), in the thousandths that are printed; the true bin's is what the others leave."""
        printed = np.round(p, 3)
        printed[self.target] += 1.0 - printed.sum()
        return printed

    def predicted(self, rest: np.ndarray, share: float) -> np.ndarray:
        """Return q, shape (K,): ``share`` in the true bin, what is left split over the wrong ones as ``rest``."""
        return np.insert((1.0 - share) * rest, self.target, share)

    def printed(self, share: float) -> str:
        """Return a share of the true bin as printed."""
        return f"{share:.{decimals_of(share, self.digits)}f}"

    def named(self) -> str:
        """Return how the true bin is called in a sentence."""
        return self.labels[self.target] if self.labels else f"x{subscript(self.target + 1)}"

    def drains(self) -> str:
        """Say what happens to p."""
        said = f"Now all of p drains into {self.named()}, the true bin. What becomes of L?"
        return said if len(said) <= LONGEST else "Now all of p drains into its true bin. What becomes of L?"

    def moves(self) -> str:
        """Say what the bar is, and ask what follows of what is moved on it."""
        said = "The bar is now q, the true bin first. How does L follow {}?"
        named = said.format(symbol("q", self.target, self.labels))
        return named if len(named) <= LONGEST else said.format("that bin’s q")

    def drops(self) -> str:
        """Say what being right costs, and each tenfold drop."""
        said, end = "Near 1, L is almost 0; a tenth of", f"costs log 10 ≈ {np.log(10.0):.3f} more."
        named = f"{said} {symbol('q', self.target, self.labels)} {end}"
        return named if len(named) <= LONGEST else f"{said} the true q {end}"

    def returns(self) -> str:
        """Say where q_y stands while the wrong bins trade, and ask what that does."""
        true = symbol("q", self.target, self.labels)
        share = self.printed(self.share)
        said = f"{true} is back at {share}, and the wrong bins trade. Does L move?"
        return (
            said
            if len(said) <= LONGEST and len(share) <= SHORT
            else "The true bin’s q is back, and the wrong bins trade. Does L move?"
        )

    def still(self) -> str:
        """Say what the wrong bins share, and what that does to the loss."""
        left = round(1.0 - self.share, 3)
        said = f"other {left:.3f}" if np.isclose(left + self.share, 1.0, rtol=0.0, atol=1e-9) else "rest"
        return f"However the wrong bins share the {said}, the loss L stands still."
