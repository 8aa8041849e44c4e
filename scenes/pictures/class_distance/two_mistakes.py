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
        if self.distances[f] > 1:
            d = f"{self.distances[f]:.4g}"
            if printed(float(f"{-q[f]:.3f}") / float(d)) == after:
                return f"The far mistake is let off: {before}/{d} = {after}."
            return f"The far mistake is let off: {after} instead of {before}."
        return f"Distances below 1 make pulls stronger: {after} instead of {before} on B’s mistake."

    @property
    def even(self) -> bool:
        """Whether each class lies 1 from the next."""
        return bool(np.allclose(np.diff(self.positions), 1))

    @property
    def way(self) -> str:
        """Return as a formula what ``ways`` computes."""
        return f"inline(sum) {'' if self.even else 'g thin '}c"

    def squared_pull(self, more: str = "") -> str:
        """Return squared EMD's pull as a formula, with ``more`` after what is summed."""
        return f"2 thin prediction(q) (loss(L) - {self.way} {more})"

    def areas(self) -> str:
        """Say what adds up to the earth mover's distance, and what is squared."""
        if self.even:
            return "The masses c that cross borders add up to EMD. Squared EMD squares each."
        return "Masses c cross gaps of widths g: summed, EMD. Squared EMD squares c."

    def squares(self) -> str:
        """Say what squaring does to the masses."""
        near, far = (float(mc.squared_emd(q, self.target, self.positions)) for q in self.predictions())
        decimals = self.crossing_sums().decimals
        return f"Squared, small masses count little: A {near:.{decimals}f}, B {far:.{decimals}f}."

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

    def compared(self) -> str:
        """Say which of both losses still pulls on a confident far mistake."""
        f = self.mistakes()[1]
        emd, log = (float(loss(self.confident())[f]) for loss in (self.squared, self.inside))
        if abs(emd) < 0.2 * abs(log):
            return "Squared EMD lets go of a confident mistake. The weighted log still pulls."
        return f"Squared EMD pulls confident B with {printed(emd, '+')}, the weighted log with {printed(log)}."

    def weighted(self) -> str:
        """Say which mistake costs more under the weighted log, and is pulled harder."""
        near, far = self.predictions()
        n, f = self.mistakes()
        a, b = -float(self.inside(near)[n]), -float(self.inside(far)[f])
        decimals = self.decimals(self.margin_loss)
        before, after = (round(loss, decimals) for loss in self.margin_losses())
        if round(b, 3) > round(a, 3) > 0 and after > before:
            return f"B costs more, {after:.{decimals}f} against {before:.{decimals}f}, and is pulled harder."
        return f"The weighted log pulls A’s mistake with {a:.3f}, B’s with {b:.3f}."
