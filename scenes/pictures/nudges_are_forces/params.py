"""What scene 12 is told, and what follows from it: how curves cross, what steps down show, what a slope promises."""

import numpy as np

import mathcore as mc
from scenes.kit.params import LogitParams
from scenes.kit.words import symbol

#: A slope is nearly flat below this, and steep from three times as much on.
FLAT = 0.1
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


class NudgesParams(LogitParams):
    """The logits and the true class."""

    def slopes(self) -> np.ndarray:
        """Return the loss's slopes along the logits, q − p, shape (K,)."""
        return mc.gradient_wrt_logits(np.array(self.logits), self.target)

    def wrong(self) -> list[int]:
        """Return the wrong classes, the one with the largest share first."""
        q = mc.softmax(np.array(self.logits))
        return sorted((i for i in range(len(q)) if i != self.target), key=lambda i: -q[i])

    def crossing(self) -> str:
        """Return how the curves cross, in words that hold for these slopes."""
        steep = np.abs(self.slopes())
        flat = int((steep < FLAT).sum())
        count = NUMBERS[len(steep)]
        if flat == len(steep):
            return f"{count} curves cross at the present loss, and all are nearly flat."
        if flat and steep[steep >= FLAT].min() >= 3 * FLAT:
            rest = NUMBERS[len(steep) - flat].lower()
            return f"{count} curves cross at the present loss: {rest} steep, {NUMBERS[flat].lower()} nearly flat."
        return f"{count} curves cross at the present loss; only the true class’s falls."

    def lowered(self) -> list[tuple[int, ...]]:
        """Return the wrong classes that are lowered one by one, the smallest share first; none if there is but one."""
        wrong = self.wrong()[::-1]
        return (
            []
            if len(wrong) < 2
            else [tuple(wrong) if len(wrong) < 4 else (wrong[0], wrong[len(wrong) // 2], wrong[-1])]
        )

    def say(self) -> str:
        """Return what the steps down showed."""
        q = mc.softmax(np.array(self.logits))[[self.wrong()[0], self.wrong()[-1]]]
        if q[0] - q[1] < 1e-9:
            return "Equal shares, equal say: each step down moves the ceiling as much."
        if q[0] >= FLAT and q[1] < q[0] / 3:
            return "A step down moves the ceiling much where q is large, hardly where it is small."
        return "The larger a class’s q, the further its step down moves the ceiling."

    def trusted(self) -> list[tuple[int, float, float]]:
        """Return the largest wrong class, what its slope promises for a nudge of 1 and what comes, if they differ."""
        rival = self.wrong()[0]
        came = float(mc.nudge(np.array(self.logits), rival, 1.0, self.target).loss_change)
        promised = float(self.slopes()[rival])
        return [(rival, promised, came)] if f"{promised:.3f}" != f"{came:.3f}" else []

    def named(self, index: int) -> str:
        """Return how a caption calls a class's logit."""
        return symbol("z", index, self.labels)
