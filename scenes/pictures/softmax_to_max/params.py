"""What SoftmaxToMax is given, the facts that follow from it, and the sentences that say them."""

from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.params import Labels, Logits, Params, check_labels, listed
from scenes.kit.words import symbol

#: The lead that is only slight, what c times it comes to in the end, a rise that can be seen, and what counts as all.
SLIGHT, FAR, SEEN, ALL = 0.1, 5.0, 0.01, 0.95
#: How high in its chart the most of a share stands at most.
HIGH = 0.74
#: The least share that is printed with digits enough to divide by.
FINE = 0.001
#: Decimals of logits: two, lest those on their way look equal beside shares that aren't; three if they have more.
DECIMALS = (2, 3)
#: Leading digits of values at which an axis of round ticks ends with one.
ROUND = (1, 2, 3, 4, 5, 6, 8, 10)
Scale = Annotated[float, Field(ge=0.0, le=100.0, allow_inf_nan=False)]


class ScaleParams(Params):
    """The logits, and where the scale stops on its way up."""

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    scales: listed(Scale, "scales c at which the turn from 0 upwards stops, rising, up to 100", least=1) = (
        0,
        1,
        2,
        5,
        10,
    )
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        check_labels(self.labels, len(self.logits))
        if any(b <= a for a, b in zip(self.scales, self.scales[1:], strict=False)) or self.scales[-1] <= 0:
            came = ", ".join(f"{c:g}" for c in self.scales)
            raise ValueError(f"scales are {came}; give them in rising order, the last one above 0")
        return self

    @property
    def end(self) -> float:
        """The last scale."""
        return float(self.scales[-1])

    @property
    def plain(self) -> float:
        """The scale of the plain softmax, 1, or the last one if the turn ends before."""
        return min(1.0, self.end)

    @property
    def decimals(self) -> int:
        """How many decimals the logits are printed with, so that none that has three is rounded."""
        return next((d for d in DECIMALS if all(abs(z - round(z, d)) < 1e-9 for z in self.logits)), DECIMALS[-1])

    @property
    def leader(self) -> int:
        """The first of the largest logits."""
        return int(np.argmax(self.logits))

    @property
    def leaders(self) -> list[int]:
        """All of the largest logits."""
        return [i for i, z in enumerate(self.logits) if z == max(self.logits)]

    @property
    def runner_up(self) -> int:
        """The largest logit below the leaders', or the last of them where there is none."""
        below = [i for i in range(len(self.logits)) if i not in self.leaders]
        return max(below, key=lambda i: self.logits[i]) if below else self.leaders[-1]

    def second(self, letter: str) -> str:
        """Return how a caption calls the runner-up's z or q."""
        return symbol(letter, self.runner_up, self.labels)

    def short(self, letter: str) -> str:
        """Return how a caption that has named the runner-up calls its z or q."""
        return letter if self.labels else self.second(letter)

    def order(self) -> list[int]:
        """Return the classes as the river has them from above: the larger the logit, the higher."""
        return sorted(range(len(self.logits)), key=lambda i: -self.logits[i])

    def slight(self) -> np.ndarray:
        """Return logits of which the leader leads slightly, shape (K,)."""
        return SLIGHT * np.eye(len(self.logits))[self.leader]

    @property
    def far(self) -> float:
        """The scale to which the slight lead is followed."""
        return max(self.end, FAR / SLIGHT)

    def odds(self) -> tuple[str, str]:
        """Return c times the lead at the far scale, and its exponential, unless shares have too few digits for it."""
        exponent = SLIGHT * self.far
        fine = mc.softmax(self.slight(), self.far)[self.runner_up] >= FINE
        return f"{exponent:.4g}", f"{float(f'{np.exp(exponent):.3g}'):.0f}" if fine else ""

    def won(self) -> str:
        """Return what the slight lead wins at the plain scale and at the far one."""
        most = "nearly all" if mc.softmax(self.slight(), self.far)[self.leader] >= ALL else "most"
        return f"The lead gains little at c = {self.plain:g}, {most} at c = {self.far:g}: c × lead decides."

    def peak(self) -> float:
        """Return the scale at which the runner-up's share is largest."""
        return float(mc.peak_scale(self.logits, self.runner_up))

    def slow(self) -> float:
        """Return where an axis ends that shows the runner-up's rise and fall: at a round scale well past the peak."""
        return _round_up(3.2 * self.peak())

    def ceiling(self) -> float:
        """Return where an axis of shares ends that shows the runner-up's rise; 1 where there is none to be seen."""
        return _round_up(self.most() / HIGH) if self.rising() else 1.0

    def most(self) -> float:
        """Return the most that the runner-up's share comes to."""
        return float(mc.softmax(self.logits, self.peak())[self.runner_up])

    def rising(self) -> list[tuple[()]]:
        """Return one item if the runner-up's share visibly rises before it falls, else none."""
        peak = self.peak()
        if not 0 < peak < self.end or self.runner_up in self.leaders:
            return []
        return [()] if self.most() > 1 / len(self.logits) + SEEN else []

    def single(self) -> list[tuple[()]]:
        """Return one item if there is one largest logit, else none."""
        return [()] if len(self.leaders) == 1 else []

    def tying(self, _: tuple[()]) -> str:
        """Return what to watch while the runner-up's logit rises, after a look at small scales or without."""
        start = f"At c = {self.end:g}, raise" if self.rising() else "Raise"
        return f"{start} {self.second('z')} to tie with the largest. Who wins?"

    def turned_up(self) -> str:
        """Return what comes of the largest scale."""
        taken = mc.softmax(self.logits, self.end)[self.leaders].sum()
        if len(self.leaders) == len(self.logits):
            return "All logits are equal: no scale makes a difference."
        if len(self.leaders) > 1:
            if taken >= ALL:
                return "Turned up, the scale leaves all to the largest logits; tied, they share it."
            return "The larger the scale, the more the largest logits take; tied, they share it."
        if taken >= ALL:
            return "The larger c, the more goes to the largest logit: to the max."
        leader = f"“{self.labels[self.leader]}”" if self.labels else symbol("z", self.leader)
        return f"The larger the scale, the more {leader}, the largest logit, takes."


def _round_up(least: float) -> float:
    """Return the first round value from ``least`` > 0 upwards."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(f"{next(digit for digit in ROUND if digit * power >= least) * power:.3g}")
