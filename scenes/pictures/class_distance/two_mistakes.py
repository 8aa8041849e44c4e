"""What can truly be said of the two mistakes of ClassDistance."""

from collections.abc import Callable

import numpy as np

from scenes.pictures.class_distance.mistakes import LARGE, Mistakes
from scenes.pictures.class_distance.rows import decimals_of

TIMES = ("twice", "three times", "four times", "five times", "six times", "seven times", "eight times", "nine times")


def printed(force: float, sign: str = "") -> str:
    """Return a force with three decimals, with the plus too if ``sign`` is one; what rounds to zero has no sign."""
    return f"{force:{sign}.3f}".replace("-", "−") if round(force, 3) else "0.000"


class Params(Mistakes):
    """Two mistakes that only differ in where the mass lies."""

    @property
    def kind(self) -> str:
        """Return what a class is called."""
        return "bin" if self.binned else "class"

    @property
    def axis(self) -> str:
        """Return what classes are named by that have no labels."""
        return "" if self.labels else "value" if self.binned else "position"

    def opening(self) -> str:
        """Say what the two predictions share."""
        near, _ = self.predictions()
        decimals = decimals_of(near)
        true = self.labels[self.target] if self.labels else f"the true {self.kind}"
        return f"Two predictions; both give {true} {near[self.target]:.{decimals}f}."

    def which(self) -> str:
        """Ask which mistake costs more."""
        near, _ = self.predictions()
        share = f"{near[self.mistakes()[0]]:.{decimals_of(near)}f}"
        return f"Both put {share} on a wrong {self.kind}. Which mistake costs more?"

    def seen_first(self) -> str:
        """Describe the first picture."""
        n, f = self.mistakes()
        names = self.names()
        return (
            f"Two bar charts, A over B: A’s largest wrong share is at {names[n]}, B’s at {names[f]}; same true share."
        )

    def carried(self) -> str:
        """Compare the swept areas."""
        near, far = self.works()
        ratio = far / near
        if abs(ratio - 2) < 0.01:
            return "B’s earth sweeps twice A’s area: the far mistake costs more."
        if ratio < 2:
            return "B’s earth sweeps more area: the far mistake costs more."
        if ratio > 10:
            return "B’s earth sweeps more than ten times the area of A’s."
        return f"B’s earth sweeps more than {TIMES[int(ratio - 1e-6) - 2]} the area of A’s."

    def idea(self) -> str:
        """Say what dividing by the distance does to B's mistake."""
        d = float(self.distances[self.mistakes()[1]])
        if d > 1:
            return "So the far mistake is let off: d should multiply."
        if d == 1:
            return "B’s mistake lies at a distance of 1: it is pulled as before."
        return "Distances below 1 make pulls stronger: B’s mistake is pulled harder."

    def quotients(self) -> list[str]:
        """Return what dividing by distance leaves of both pulls; none if it doesn't come as printed."""
        rows = list(zip(self.predictions(), self.mistakes(), strict=True))
        left = [printed(float(self.divided(q)[i])) for q, i in rows]
        told = [printed(round(-float(q[i]), 3) / float(f"{self.distances[i]:.4g}")) for q, i in rows]
        return left if left == told else []

    def known_inside(self) -> list[list[str]]:
        """Return as formulas what each pull of EMD inside the log is, and comes to; none if it doesn't as printed."""
        tried = (self._divided(decimals) for decimals in (self.emd_decimals(), 3, 4))
        return next((rows for rows in tried if rows), [])

    def _divided(self, decimals: int) -> list[list[str]]:
        """Return :meth:`known_inside` with so many decimals of EMD; none if it doesn't come with those."""
        rows = []
        pulls = self._pulls(self.inside)
        for q, i, work, pull in zip(self.predictions(), self.mistakes(), self.works(), pulls, strict=True):
            share, true = (f"{x:.{decimals_of(q)}f}" for x in (q[i], q[self.target]))
            cost, d = f"{work:.{decimals}f}", f"{self.distances[i]:.4g}"
            if printed(-float(share) * float(d) / (float(true) + float(cost))) != printed(pull):
                return []
            parts = f"= - prediction({share}) times {d}", f"div (prediction({true}) + muted({cost}))"
            rows.append([*parts, f"= down({printed(pull)})"])
        return rows

    def told(self, q: np.ndarray, decimals: int) -> list[float]:
        """Return what B's mistake is pulled by, alone and inside the log, if q and EMD are what is printed of them."""
        f = self.mistakes()[1]
        share, true, cost = (round(float(x), decimals) for x in (q[f], q[self.target], self.counted(q)))
        d = float(f"{self.distances[f]:.4g}")
        return [share * (cost - d), -share * d / (true + cost)]

    def told_decimals(self) -> int | None:
        """Return with how many decimals of q and EMD :meth:`told` is the pulls as printed; None if with none."""
        f, ends = self.mistakes()[1], (self.predictions()[1], self.confident())
        pulls = [[printed(float(loss(q)[f])) for loss in (self.emd, self.inside)] for q in ends]
        tried = (3, 4) if max(self.works()) < LARGE else ()
        return next((n for n in tried if [[printed(x) for x in self.told(q, n)] for q in ends] == pulls), None)

    def emd_pulls(self) -> list[str]:
        """Return as formulas what the products that are :meth:`known` come to."""
        formulas = [f"= {'up' if pull >= 0 else 'down'}({printed(pull, '+')})" for pull in self._pulls(self.emd)]
        return formulas if self.known() else []

    def pulled(self) -> str:
        """Say what the earth mover's distance pulls on."""
        a, b = self._pulls(self.emd)
        if a > 0 > b:
            return "So EMD pushes A’s mistake up: it should go down."
        if a < 0 and b < 0:
            return "Both mistakes are farther off than EMD, and are pulled down."
        return f"A’s mistake is pulled by {printed(a, '+')}, B’s by {printed(b, '+')}."

    def and_inside(self) -> str:
        """Ask what EMD inside the log pulls on."""
        a, b = self._pulls(self.emd)
        if a > 0 > b:
            return "EMD pushed A’s mistake up. Inside the log, too?"
        return "And how hard is each mistake pulled inside the log?"

    def weighted(self) -> str:
        """Say what EMD inside the log pulls on."""
        a, b = self._pulls(self.inside)
        return f"Both mistakes are pulled down{', B’s harder' if b < a else ''}."

    def _pulls(self, loss: Callable[[np.ndarray], np.ndarray]) -> list[float]:
        """Return a loss's pulls on both mistakes, as they are printed."""
        return [round(float(loss(q)[i]), 3) for q, i in zip(self.predictions(), self.mistakes(), strict=True)]

    def compared(self) -> str:
        """Say which of both losses still pulls on a confident far mistake."""
        f = self.mistakes()[1]
        emd, log = (float(loss(self.confident())[f]) for loss in (self.emd, self.inside))
        if abs(emd) < 0.2 * abs(log):
            return "EMD lets go of a confident mistake. Inside the log, it still pulls."
        return f"EMD pulls confident B with {printed(emd, '+')}, EMD inside the log with {printed(log)}."
