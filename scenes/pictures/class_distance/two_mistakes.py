"""What can truly be said of the two mistakes of ClassDistance."""

from scenes.pictures.class_distance.mistakes import Mistakes
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
            return "B’s earth sweeps twice the area of A’s: EMD charges the far mistake more."
        if ratio < 2:
            return "B’s earth sweeps more area than A’s: EMD charges the far mistake more."
        if ratio > 10:
            return "B’s earth sweeps more than ten times the area of A’s."
        return f"B’s earth sweeps more than {TIMES[int(ratio - 1e-6) - 2]} the area of A’s."

    def idea(self) -> str:
        """Say what dividing by the distance does to B's mistake."""
        d = float(self.distances[self.mistakes()[1]])
        if d > 1:
            return "So the far mistake is let off: the opposite of what was wanted."
        if d == 1:
            return "B’s mistake lies at a distance of 1: it is pulled as before."
        return "Distances below 1 make pulls stronger: B’s mistake is pulled harder."

    def quotients(self) -> list[str]:
        """Return what dividing by distance leaves of both pulls; none if it doesn't come as printed."""
        rows = list(zip(self.predictions(), self.mistakes(), strict=True))
        left = [printed(float(self.divided(q)[i])) for q, i in rows]
        told = [printed(round(-float(q[i]), 3) / float(f"{self.distances[i]:.4g}")) for q, i in rows]
        return left if left == told else []

    def emd_pulls(self) -> list[str]:
        """Return as formulas what the products that are :meth:`known` come to."""
        pulls = [float(self.emd(q)[i]) for q, i in zip(self.predictions(), self.mistakes(), strict=True)]
        formulas = [f"= {'up' if pull > 0 else 'down'}({printed(pull, '+')})" for pull in pulls]
        return formulas if self.known() else []

    def pulled(self) -> str:
        """Say what the earth mover's distance pulls on."""
        a, b = (round(float(self.emd(q)[i]), 3) for q, i in zip(self.predictions(), self.mistakes(), strict=True))
        if a > 0 > b:
            kind = self.kind
            return f"So EMD pushes A’s wrong {kind} up, but a wrong {kind} should go down."
        if a < 0 and b < 0:
            return f"Both wrong {'bins' if self.binned else 'classes'} are farther off than EMD, and are pulled down."
        return f"A’s mistake is pulled by {printed(a, '+')}, B’s by {printed(b, '+')}."

    def weighted(self) -> str:
        """Say which mistake costs more with EMD inside the log, and is pulled harder."""
        near, far = self.predictions()
        n, f = self.mistakes()
        if round(self.inside(far)[f], 3) < round(self.inside(near)[n], 3):
            return "Inside the log, EMD makes B cost more, and B’s mistake is pulled harder."
        return "Inside the log, EMD makes B cost more than A."

    def compared(self) -> str:
        """Say which of both losses still pulls on a confident far mistake."""
        f = self.mistakes()[1]
        emd, log = (float(loss(self.confident())[f]) for loss in (self.emd, self.inside))
        if abs(emd) < 0.2 * abs(log):
            return "EMD lets go of a confident mistake. Inside the log, it still pulls."
        return f"EMD pulls confident B with {printed(emd, '+')}, EMD inside the log with {printed(log)}."
