"""What can truly be said of the two mistakes of ClassDistance."""

import numpy as np

import mathcore as mc
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
        if ratio < 2.01:
            decimals = self.carried_sums().decimals
            return f"B’s earth sweeps more area: {far:.{decimals}f} against {near:.{decimals}f}."
        if ratio > 10:
            return "B’s earth sweeps more than ten times the area of A’s."
        times = TIMES[int(ratio - 1e-6) - 2]
        return f"B’s earth sweeps more than {times} the area of A’s."

    def idea(self) -> str:
        """Say what dividing by the distance does to B's mistake."""
        _, q = self.predictions()
        f = self.mistakes()[1]
        before, after = printed(-q[f]), printed(-q[f] / self.distances[f])
        if before == after:
            return f"Divided by a distance of {self.distances[f]:.3g}, B’s mistake is pulled as before: {before}."
        off = [abs(float(self.divided(q).sum())) for q in self.predictions()]
        if self.distances[f] > 1 and min(off) > 5e-4:
            return f"B is let off: {after}, not {before}. And pulls no longer sum to 0."
        if self.distances[f] > 1:
            return f"Divided by distance, the far mistake is let off: {after} instead of {before}."
        return f"Distances below 1 make pulls stronger: {after} instead of {before} on B’s mistake."

    @property
    def even(self) -> bool:
        """Whether each class lies 1 from the next."""
        return bool(np.allclose(np.diff(self.positions), 1))

    def areas(self) -> str:
        """Say what adds up to the earth mover's distance, and what is squared."""
        if self.even:
            return "Gaps between the running totals P and Q add up to EMD. Square each."
        return "Gaps of P and Q times steps g between classes add up to EMD. Square the gaps."

    def squares(self) -> str:
        """Say what squaring does to the gaps."""
        near, far = (float(mc.squared_emd(q, self.target, self.positions)) for q in self.predictions())
        decimals = self.crossing_sums().decimals
        return f"Squared, small gaps count little: A {near:.{decimals}f}, B {far:.{decimals}f}."

    def wondered(self) -> str:
        """Say what the earth mover's distance does to A's mistake, and ask for its square."""
        near, _ = self.predictions()
        force = float(self.emd(near)[self.mistakes()[0]])
        way = "up, as d < L" if force > 0 else "down, as d > L"
        return f"EMD pulls A’s mistake {way}: {printed(force, '+')}. And squared EMD?"

    def pulled(self) -> str:
        """Say what the squared earth mover's distance pulls on."""
        near, far = self.predictions()
        n, f = self.mistakes()
        a, b = float(self.squared(near)[n]), float(self.squared(far)[f])
        if round(a, 3) < 0 and b < 2 * a:
            return f"Squared EMD pulls B’s mistake harder: {printed(b)} against A’s {printed(a)}."
        if round(a, 3) > 0 > round(b, 3):
            return f"Squared EMD even pulls A’s mistake up, by {a:.3f}; B’s down, by {-b:.3f}."
        return f"A’s mistake is pulled by {printed(a, '+')}, B’s by {printed(b, '+')}, and all pulls balance."

    def _last_pulls(self) -> list[float]:
        """Return how hard each of the compared losses pulls on B's confident mistake."""
        return [abs(float(loss(self.confident())[self.mistakes()[1]])) for loss in self.compared_losses]

    @property
    def log_wins(self) -> bool:
        """Whether at the end squared EMD hardly pulls, and under the weighted log B costs more than A."""
        emd, plain, log = self._last_pulls()
        near, far = self.costs(float(self.confident()[self.mistakes()[1]]))
        return emd < 0.2 * min(plain, log) and far[2] > near[2] + 0.01

    def compared(self) -> str:
        """Say which losses still pull on a confident far mistake."""
        emd, _, log = self._last_pulls()
        if self.log_wins:
            return "Squared EMD lets go. The weighted log minds distance and still pulls."
        return f"On a confident mistake squared EMD pulls with {emd:.3f}, weights in the log {log:.3f}."

    def weighted(self) -> str:
        """Say which mistake costs more under the weighted log, and is pulled harder."""
        near, far = self.predictions()
        n, f = self.mistakes()
        a, b = -float(self.inside(near)[n]), -float(self.inside(far)[f])
        before, after = self.margin_losses()
        if round(b, 3) > round(a, 3) > 0 and round(after, 3) > round(before, 3):
            return f"B’s mistake costs more and is pulled harder: −{b:.3f} against −{a:.3f}."
        return f"The weighted log pulls A’s mistake with {a:.3f}, B’s with {b:.3f}."
