"""What scene 12 is told, and what follows from it: how curves cross, what steps down show, what a slope promises."""

import numpy as np

import mathcore as mc
from scenes.kit.params import LogitParams, Logits
from scenes.kit.words import symbol

#: A slope is nearly flat below this, and steep from three times as much on.
FLAT = 0.1


class NudgesParams(LogitParams):
    """The logits and the true class; by default the small shares are large enough for their slopes to be told apart."""

    logits: Logits = (2.0, 0.7, 2.2, 1.4)

    def slopes(self) -> np.ndarray:
        """Return the loss's slopes along the logits, q − p, shape (K,)."""
        return mc.gradient_wrt_logits(np.array(self.logits), self.target)

    def crossing(self) -> str:
        """Return how the curves cross, in words that hold for these slopes."""
        steep, rival = np.abs(self.slopes()), self.wrong()[0]
        if (steep < FLAT).all():
            return "A nudge hardly moves L: it moves the true class’s share by next to nothing."
        others = np.delete(steep, [self.target, rival])
        if not self.labels and len(others) and others.max() < FLAT and steep[rival] >= 3 * FLAT:
            up, own, share = self.named(rival), self.named(self.target), self.named(self.target, "q")
            rest = "The other hardly moves" if len(others) == 1 else "The others hardly move"
            return f"Raise {up}: {share} shrinks, L rises. Raise {own}: L falls. {rest} L."
        return "Raising the true logit lowers L; raising any other takes share and raises L."

    def lowered(self) -> list[tuple[int, ...]]:
        """Return the wrong classes that are lowered one by one, from left to right; none if there is but one."""
        wrong = self.wrong()
        told = wrong if len(wrong) < 4 else (wrong[0], wrong[(len(wrong) - 1) // 2], wrong[-1])
        return [tuple(sorted(told))] if len(wrong) > 1 else []

    def say(self) -> str:
        """Return what the steps down showed."""
        q = mc.softmax(np.array(self.logits))[[self.wrong()[0], self.wrong()[-1]]]
        if q[0] - q[1] < 1e-9:
            return "Equal shares, equal say: each step down lowers L as much."
        if q[0] >= FLAT and q[1] < q[0] / 3:
            return "Lower a wrong logit by 1: L falls far if its share q is large, hardly if small."
        return "The larger a wrong class’s share q, the more lowering its z by 1 lowers L."

    def trusted(self) -> list[tuple[int, float, float]]:
        """Return the largest wrong class, what its slope promises for a nudge of −1 and what comes, if they differ."""
        rival = self.wrong()[0]
        came = float(mc.nudge(np.array(self.logits), rival, -1.0, self.target).loss_change)
        promised = -float(self.slopes()[rival])
        return [(rival, promised, came)] if f"{promised:.3f}" != f"{came:.3f}" else []

    def shrinking(self, index: int) -> str:
        """Return why less comes than the slope promised: what becomes of the force."""
        if self.labels:
            return f"The force on {self.labels[index]}’s z, −q, fades as q shrinks: each step brings less."
        z, q = self.named(index), self.named(index, "q")
        return f"The force on {z} is −{q}. As {q} shrinks, it fades: each step brings less."

    def named(self, index: int, letter: str = "z") -> str:
        """Return how a caption calls a class's logit, or its share."""
        return symbol(letter, index, self.labels)
