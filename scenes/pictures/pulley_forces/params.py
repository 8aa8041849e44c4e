"""What PulleyForces is told, and what follows from it: where its captions' claims hold, and when a share turns."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated

import numpy as np
from pydantic import Field

import mathcore as mc
from scenes.kit import words
from scenes.kit.params import LogitParams, Logits

#: Share of the true class from which the surprise starts.
CONFIDENT = 0.01
#: A rise of a share that is smaller isn't seen on its block; a smaller fall not on its number.
LEAST_RISE, LEAST_FALL = 0.02, 0.001
#: How far the surprise runs on, of the time until the share turns.
RUN_ON = 2.0
#: The surprise is sought up to this time of the flow, at so many moments; then twice more between two of them.
LONGEST, MOMENTS = 8.0, 80


class PulleyParams(LogitParams):
    """The logits, the true class and the descent; by default every rope and arrow is wide enough to be seen."""

    logits: Logits = (1.3, 0.0, 2.0, 0.4)
    rate: Annotated[float, Field(gt=0.0, le=5.0, description="step size of the descent")] = 0.5
    steps: Annotated[int, Field(ge=1, le=200, description="number of descent steps")] = 30

    def two(self) -> bool:
        """Whether there are just two classes."""
        return len(self.logits) == 2

    def level(self) -> float:
        """Return the logit from which all blocks start: 0, or the mean where 0 is far from all of them."""
        return 0.0 if min(self.logits) <= 0.0 <= max(self.logits) else float(np.mean(self.logits))

    def own(self) -> str:
        """Return how a caption calls the true class's share."""
        return self.named("q", self.target)

    def look_closely(self) -> str:
        """Return what to look at from close by."""
        asked = "wide is its rope" if self.two() else "wide are all its ropes together"
        return f"Look closely at the true block: how {asked}?"

    def lacking(self) -> str:
        """Return what close up is seen of the ropes."""
        ropes = "rope fills" if self.two() else "ropes fill"
        return f"The {ropes} just what the true class lacks: the forces sum to 0."

    def let_go(self) -> str:
        """Return what to watch when all give in."""
        asked = "How far does each move" if self.two() else "Which moves furthest"
        return f"Ropes off: each z moves by rate × its force. {asked}?"

    def furthest(self) -> str:
        """Return which block moves furthest when all give in, and that it was stopped, not that forces have ended."""
        taken = f"In {self.steps} steps" if self.steps > 1 else "In a step"
        if self.two():
            return f"{taken} at rate {self.rate:.3g} both blocks move equally far, opposite ways."
        return f"{taken} at rate {self.rate:.3g} the true block moves as far as all others together."

    def lifting(self) -> str:
        """Return what to watch when the soft ceiling comes."""
        lift = "other lifts" if self.two() else "others lift"
        return f"The start, rescaled. A soft ceiling lies on the top block; the {lift} it."

    def confident(self) -> tuple[float, ...]:
        """Return the logits of a confident mistake: next to nothing for the true class, the others in proportion."""
        return tuple(mc.with_share(np.array(self.logits), self.target, CONFIDENT).tolist())

    def turns(self) -> Sequence[tuple[int, float]]:
        """Return the wrong class whose share rises most from there though its logit sinks, and until when; or nothing.

        The time is the flow's (rate × steps).
        """
        return turning(self.confident(), self.target)

    def sinking(self, turn: tuple[int, float]) -> str:
        """Return what to watch where a share rises though its logit sinks."""
        z, q = (self.named(letter, turn[0]) for letter in "zq")
        watched = f"All follow their force: {z} sinks. Does {q}?"
        whole = f"A badly wrong start. {watched}"
        return whole if len(whole) <= words.LONGEST else watched

    def outrun(self, turn: tuple[int, float]) -> str:
        """Return why that share rises, and why it falls, if it is seen to: its log is z_i − log Σ e^z."""
        z, q = (self.named(letter, turn[0]) for letter in "zq")
        falls = self._falls(turn)
        if self.labels:  # a name has no room twice
            return f"While the ceiling sinks faster, {q} rises{'; once slower, it falls' if falls else ''}."
        if not falls:
            return f"The ceiling sinks faster than {z}: the gap shrinks, and {q} rises."
        held = f"{self.named('z', self.target)} holds it up" if self.holds_up(turn) else "it sinks slower"
        return f"The ceiling sank faster than {z}: {q} rose. Now {held}: {q} falls."

    def holds_up(self, turn: tuple[int, float]) -> bool:
        """Whether it is told that the true block, by holding up the ceiling, makes that share fall."""
        if self.labels or not self._falls(turn):
            return False
        # Under a ceiling of the wrong blocks alone, its gap would have gone on shrinking.
        shares = self._after(turn)
        among = shares[:, turn[0]] / (1.0 - shares[:, self.target])
        return bool(among[1] > among[0])

    def _falls(self, turn: tuple[int, float]) -> bool:
        """Whether that share is seen to fall."""
        shares = self._after(turn)[:, turn[0]]
        return bool(shares[0] - shares[1] > LEAST_FALL)

    def _after(self, turn: tuple[int, float]) -> np.ndarray:
        """Return all shares when that one turns, and in the end, shape (2, K)."""
        return mc.flow(self.confident(), self.target, [0.0, turn[1], turn[1] * RUN_ON]).probabilities[1:]

    def named(self, letter: str, index: int) -> str:
        """Return how a caption calls a class's logit (z) or share (q)."""
        return words.symbol(letter, index, self.labels)


@cache
def turning(start: tuple[float, ...], target: int) -> tuple[tuple[int, float], ...]:
    """Return the wrong class whose share rises most under the flow from ``start``, and when it turns; or nothing."""
    early, late, best = 0.0, LONGEST, None
    for _ in range(3):
        times = np.linspace(early, late, MOMENTS + 1)
        q = mc.flow(start, target, times).probabilities
        if best is None:
            rises = np.delete(q.max(0) - q[0], target)
            best = int(rises.argmax()) + (int(rises.argmax()) >= target)
            if rises.max() < LEAST_RISE:
                return ()
        turn = int(q[:, best].argmax())
        early, late = times[max(turn - 1, 0)], times[min(turn + 1, MOMENTS)]
    return ((best, float(times[turn])),)
