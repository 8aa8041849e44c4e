"""What scene 3 is given, what ``mathcore`` says of it, and the sentences that depend on it."""

from functools import cached_property

import numpy as np

import mathcore as mc
from scenes.kit.numbers import FINER, SUPERSCRIPTS, adding_up, telling_log
from scenes.kit.params import LogitParams, Logits
from scenes.kit.words import indexed, symbol

#: How far the levers are moved.
LEVER = 1.0
#: A smaller share is written with a power of ten, and so is the distance to 1 left out.
SMALL = 1e-4


class Params(LogitParams):
    """Logits, the true class and the names of the classes."""

    #: Each share has room for its name in the bar, and arrows of a step of 1 lie well apart.
    logits: Logits = (1.0, -0.4, 1.3)

    @property
    def z(self) -> np.ndarray:
        """The logits, shape (K,)."""
        return np.array(self.logits)

    @property
    def order(self) -> list[int]:
        """The classes from top to bottom and along the bar: the true one first."""
        return [self.target, *(i for i in range(len(self.logits)) if i != self.target)]

    @cached_property
    def q(self) -> np.ndarray:
        """The shares at the start, shape (K,)."""
        return mc.softmax(self.logits)

    @cached_property
    def total(self) -> float:
        """The sum of all powers e^z at the start."""
        return float(mc.sum_exp(self.logits))

    @property
    def share(self) -> float:
        """The true class's share at the start."""
        return float(self.q[self.target])

    @property
    def loss(self) -> float:
        """The loss at the start, in nats."""
        return float(mc.loss(self.logits, self.target))

    @property
    def raised(self) -> np.ndarray:
        """The logits with the true one raised, shape (K,)."""
        return self.z + LEVER * np.eye(len(self.logits))[self.target]

    @property
    def lowered(self) -> np.ndarray:
        """The logits with all others lowered, shape (K,)."""
        return self.raised - LEVER

    @cached_property
    def decimals(self) -> int:
        """Decimals of the shares at the start."""
        return self._telling(self.q)

    @cached_property
    def ended(self) -> int:
        """Decimals of the shares at which both levers end."""
        return self._telling(mc.softmax(self.raised))

    def _telling(self, q: np.ndarray) -> int:
        """Return decimals with which the true share's −log can be checked, 4 if none do; and if possible the sum."""
        found = telling_log([float(q[self.target])])
        least = 4 if found == FINER[-1] else max(4, found)
        tried = [each for each in (least, 3, least + 1) if each >= min(found, least)]
        return adding_up([*map(float, q), 1.0], tried=tried) or least

    @property
    def places(self) -> int:
        """Decimals of the powers with which a calculator gets their sum from them, and from both the true share."""
        if not self.summed:
            return 3
        powers = np.exp(self.z)
        for places in (3, 4):
            printed, total = np.round(powers, places), round(self.total, places)
            adds_up = abs(float(printed.sum()) - total) < 0.1**places / 2
            if adds_up and f"{printed[self.target] / total:.{self.decimals}f}" == self.printed(self.share):
                return places
        return 5

    @property
    def summed(self) -> bool:
        """Whether the true class's power and the sum of all have digits enough, and not too many, for a fraction."""
        return bool(np.exp(self.z[self.target]) >= 1e-2 and self.total < 1e4)

    def printed(self, share: float, decimals: int = 0) -> str:
        """Return a share as printed in a formula or a sentence; in as many decimals as at the start unless told."""
        if share < SMALL:
            digits, power = f"{share:.1e}".split("e")
            return f"{digits}·10{str(int(power)).translate(SUPERSCRIPTS)}"
        text = f"{share:.{decimals or self.decimals}f}"
        return "almost 1" if float(text) == 1.0 else text

    def stated(self, index: int, share: float, named: bool = False, decimals: int = 0) -> str:
        """Return how a formula states a class's share: the number alone where the bar has ``named`` the class."""
        text = self.printed(share, decimals)
        if named:
            return f'"{text}"'
        return f"{indexed('q', index, self.labels)} " + ('approx "1"' if text.startswith("almost") else f'= "{text}"')

    def in_formula(self, share: float) -> str:
        """Return how a formula writes a share of the true class: in digits, or by its name where those are none."""
        text = self.printed(share)
        return f"prediction({text if text.startswith('0.') else indexed('q', self.target, self.labels)})"

    def exponent(self, index: int) -> str:
        """Return a logit as printed, in two decimals as it stands in a power."""
        return f"{round(self.logits[index], 2) + 0.0:.2f}"

    def costs(self) -> str:
        """Ask what the true share costs."""
        return f"The true class’s share is {self.printed(self.share)}. What does it cost?"

    @property
    def others(self) -> str:
        """How the wrong logits are called together."""
        return "all others" if len(self.logits) > 2 else "the other"

    @property
    def _true(self) -> str:
        return symbol("z", self.target, self.labels)

    def asks(self) -> str:
        """Ask which lever lowers the loss more."""
        return f"Raise {self._true} by 1, or lower {self.others} by 1: which lowers L more?"

    @property
    def losses(self) -> tuple[str, str]:
        """The loss before and after either lever, as printed."""
        return f"{self.loss:.3f}", f"{mc.loss(self.raised, self.target):.3f}"

    def either_way(self) -> str:
        """Say what both levers do, and to the loss, if that shows as it is printed."""
        before, after = self.losses
        if before == after:
            return "Neither: both ways end at the same shares, so at the same loss."
        return f"Neither: both ways end at the same shares; L falls from {before} to {after}."
