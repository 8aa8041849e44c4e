"""The two mistakes of ClassDistance: its parameters, and what can truly be said of them."""

from collections.abc import Callable
from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.params import Labels, Probability, Target, check_distribution, check_labels, check_target, listed
from scenes.kit.params import Params as Base
from scenes.pictures.class_distance import sums
from scenes.pictures.class_distance.rows import decimals_of

#: Two classes may lie so close together: in units of the positions, and as a share of the whole line.
STEP, CLOSEST = 0.25, 1 / 24
Position = Annotated[float, Field(ge=-1000.0, le=1000.0, allow_inf_nan=False)]
#: The share of a confident mistake.
CONFIDENT = 0.997
TIMES = ("twice", "three times", "four times", "five times", "six times", "seven times", "eight times", "nine times")


class Params(Base):
    """Two mistakes that only differ in where the mass lies."""

    q_near: listed(Probability, "the prediction whose mistake is near, 3 to 12 shares that sum to 1", least=3) = (
        0.1,
        0.8,
        0.05,
        0.05,
    )
    q_far: listed(Probability, "q_near with its wrong shares in another order, so that the mistake is far", least=3) = (
        0.1,
        0.05,
        0.05,
        0.8,
    )
    positions: listed(Position, "where the classes lie on a line, growing, one a class", least=3) = (0.0, 1.0, 2.0, 3.0)
    target: Target = 0
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        count = len(self.q_near)
        for name in ("q_far", "positions"):
            if len(getattr(self, name)) != count:
                raise ValueError(f"q_near has {count} classes and {name} has {len(getattr(self, name))}; give as many")
        check_target(self.target, count)
        check_labels(self.labels, count)
        for name in ("q_near", "q_far"):
            values = getattr(self, name)
            check_distribution(name, values)
            if min(values) < 1e-9:
                raise ValueError(f"{name} has a share of {min(values):g}, an infinite logit; give each at least 1e-9")
        gaps = np.diff(self.positions)
        least = max(STEP, CLOSEST * float(gaps.sum()))
        if gaps.min() < least:
            raise ValueError(
                f"positions must grow by at least {least:.3g} each step, but one step is {gaps.min():g}; "
                "sort them, or merge classes that lie together"
            )
        near, far = (np.array(q) for q in (self.q_near, self.q_far))
        same = np.allclose(np.sort(np.delete(near, self.target)), np.sort(np.delete(far, self.target)), atol=1e-9)
        if not same or abs(near[self.target] - far[self.target]) > 1e-9:
            raise ValueError("q_far must hold q_near's shares, the wrong ones in another order; reorder q_near")
        works = self.works()
        if works[0] >= works[1]:
            raise ValueError(
                f"q_near's mass must lie nearer to the truth, but its work is {works[0]:g} and q_far's {works[1]:g}; "
                "swap them, or move more mass away"
            )
        return self

    # What is computed

    def predictions(self) -> tuple[np.ndarray, np.ndarray]:
        """Return both predictions, shape (K,) each."""
        near, far = (np.array(q) / sum(q) for q in (self.q_near, self.q_far))
        return near, far

    def works(self) -> list[float]:
        """Return both earth mover's distances W1."""
        return [float(mc.wasserstein_distance(q, self.target, self.positions)) for q in self.predictions()]

    @property
    def distances(self) -> np.ndarray:
        """Distances from the true class."""
        return mc.class_distances(self.target, self.positions)

    def names(self) -> tuple[str, ...]:
        """Return the classes' labels; without labels the bins from one whole position to the next, or positions."""
        x = np.array(self.positions)
        if self.labels:
            return self.labels
        if np.all(np.diff(x) == 1) and np.all(x == np.rint(x)):
            return tuple(f"[{a:.0f}, {a + 1:.0f}]".replace("-", "−") for a in x)
        return tuple(f"{a:.4g}".replace("-", "−") for a in x)

    def mistakes(self) -> tuple[int, int]:
        """Return the classes of A's and of B's largest wrong share; of equal ones A's nearest and B's farthest."""
        d, wrong = self.distances, [i for i in range(len(self.positions)) if i != self.target]
        near, far = (np.round(q, 9) for q in self.predictions())
        return min(wrong, key=lambda i: (-near[i], d[i])), min(wrong, key=lambda i: (-far[i], -d[i]))

    def confident(self) -> np.ndarray:
        """Return B's prediction, its mistake made confident: the largest wrong share is ``CONFIDENT``."""
        far = self.predictions()[1]
        return mc.softmax(mc.with_share(np.log(far), self.mistakes()[1], max(CONFIDENT, float(far.max()))))

    def plain(self, q: np.ndarray) -> np.ndarray:
        """Return cross-entropy's forces on a prediction, shape (K,)."""
        return mc.forces(np.log(q), self.target)

    def divided(self, q: np.ndarray) -> np.ndarray:
        """Return the forces with each wrong one divided by its distance."""
        return mc.distance_weighted_forces(np.log(q), self.target, self.positions)

    def squared(self, q: np.ndarray) -> np.ndarray:
        """Return the forces of the squared earth mover's distance."""
        return -mc.squared_emd_gradient(np.log(q), self.target, self.positions)

    def inside(self, q: np.ndarray) -> np.ndarray:
        """Return the forces of cross-entropy with the distances as weights inside the logarithm."""
        return -mc.margin_gradient(np.log(q), self.target, self.positions)

    @property
    def compared_losses(self) -> tuple[Callable[[np.ndarray], np.ndarray], ...]:
        """The forces of the losses that are compared at the end: squared EMD, cross-entropy, the weighted log."""
        return self.squared, self.plain, self.inside

    def margin_losses(self) -> list[float]:
        """Return both predictions' losses with the distances as weights inside the logarithm."""
        return [float(mc.margin_loss(np.log(q), self.target, self.positions)) for q in self.predictions()]

    # What is said

    @property
    def kind(self) -> str:
        """Return what a class is called: a bin, unless the classes have names."""
        return "class" if self.labels else "bin"

    @property
    def kinds(self) -> str:
        """Return what several classes are called."""
        return "classes" if self.labels else "bins"

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
        before, after = f"−{q[f]:.3f}", f"−{q[f] / self.distances[f]:.3f}"
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
            return "The gaps between the running totals P and Q add up to EMD. Square each."
        return "The areas between P and Q, of widths g, add up to EMD. Square their heights."

    def pulled(self) -> str:
        """Say what the squared earth mover's distance pulls on."""
        near, far = self.predictions()
        n, f = self.mistakes()
        a, b = float(self.squared(near)[n]), float(self.squared(far)[f])
        if a < 0 and b < 2 * a:
            return f"Squared EMD pulls harder on B’s mistake than on A’s: −{-b:.3f} against −{-a:.3f}."
        signed = [f"{value:+.3f}".replace("-", "−") for value in (a, b)]
        return f"A’s mistake is pulled by {signed[0]}, B’s by {signed[1]}, and all pulls balance."

    def compared(self) -> str:
        """Say which losses still pull on a confident far mistake."""
        q, f = self.confident(), self.mistakes()[1]
        emd, plain, log = (abs(float(loss(q)[f])) for loss in self.compared_losses)
        if emd < 0.2 * min(plain, log):
            return "Squared EMD lets go. The weighted log minds the distance and still pulls."
        return f"On a confident mistake squared EMD pulls with {emd:.3f}, weights in the log {log:.3f}."

    def weighted(self) -> str:
        """Say which mistake costs more under the weighted log, and is pulled harder."""
        near, far = self.predictions()
        n, f = self.mistakes()
        a, b = -float(self.inside(near)[n]), -float(self.inside(far)[f])
        before, after = self.margin_losses()
        if round(b, 3) > round(a, 3) > 0 and round(after, 3) > round(before, 3):
            return f"The far mistake costs more and is pulled harder: −{b:.3f} against −{a:.3f}."
        return f"The weighted log pulls A’s mistake with {a:.3f}, B’s with {b:.3f}."

    # Sums that can be checked

    def carried_sums(self) -> sums.Sums:
        """Return mass times distance of each row, class by class."""
        return sums.carried(self.predictions(), self.distances)

    def crossing_sums(self) -> sums.Sums:
        """Return the squares of what crosses each border of each row."""
        return sums.crossing(self.predictions(), np.array(self.positions), self.target)
