"""The two mistakes of ClassDistance: its parameters, and what is computed from them."""

from collections.abc import Callable
from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.numbers import thousandths
from scenes.kit.params import Labels, Probability, Target, check_distribution, check_labels, check_target, listed
from scenes.kit.params import Params as Base
from scenes.pictures.class_distance import sums
from scenes.pictures.class_distance.rows import decimals_of

#: Two classes may lie so close together: in units of the positions, and as a share of the whole line.
STEP, CLOSEST = 0.25, 1 / 24
Position = Annotated[float, Field(ge=-1000.0, le=1000.0, allow_inf_nan=False)]
#: The share of a confident mistake.
CONFIDENT = 0.997


class Mistakes(Base):
    """Two mistakes that only differ in where the mass lies."""

    q_near: listed(Probability, "the prediction whose mistake is near, 3 to 12 shares that sum to 1", least=3) = (
        0.1,
        0.7,
        0.1,
        0.1,
    )
    q_far: listed(Probability, "q_near with its wrong shares in another order, so that the mistake is far", least=3) = (
        0.1,
        0.1,
        0.1,
        0.7,
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
        """Return both predictions, shape (K,) each, in the thousandths that are printed."""
        return thousandths(self.q_near), thousandths(self.q_far)

    def works(self) -> list[float]:
        """Return both earth mover's distances W1."""
        return [float(mc.wasserstein_distance(q, self.target, self.positions)) for q in self.predictions()]

    @property
    def distances(self) -> np.ndarray:
        """Distances from the true class."""
        return mc.class_distances(self.target, self.positions)

    @property
    def binned(self) -> bool:
        """Whether the classes are bins, each from one whole position to the next."""
        x = np.array(self.positions)
        return not self.labels and bool(np.all(np.diff(x) == 1) and np.all(x == np.rint(x)))

    def names(self) -> tuple[str, ...]:
        """Return the classes' labels; without labels the bins, or the positions."""
        if self.labels:
            return self.labels
        forms = (f"[{x:.0f}, {x + 1:.0f})" if self.binned else f"{x:.4g}" for x in self.positions)
        return tuple(form.replace("-", "−") for form in forms)

    def mistakes(self) -> tuple[int, int]:
        """Return the classes of A's and of B's largest wrong share; of equal ones A's nearest and B's farthest."""
        d, wrong = self.distances, [i for i in range(len(self.positions)) if i != self.target]
        near, far = (np.round(q, 9) for q in self.predictions())
        return min(wrong, key=lambda i: (-near[i], d[i])), min(wrong, key=lambda i: (-far[i], -d[i]))

    def confident(self) -> np.ndarray:
        """Return B's prediction, its mistake made confident: the largest wrong share is ``CONFIDENT``."""
        (_, q), (_, f) = self.predictions(), self.mistakes()
        return mc.softmax(mc.with_share(np.log(q), f, max(CONFIDENT, float(q.max()))))

    def plain(self, q: np.ndarray) -> np.ndarray:
        """Return cross-entropy's forces on a prediction, shape (K,)."""
        return mc.forces(np.log(q), self.target)

    def divided(self, q: np.ndarray) -> np.ndarray:
        """Return the forces with each wrong one divided by its distance."""
        return mc.distance_weighted_forces(np.log(q), self.target, self.positions)

    def emd(self, q: np.ndarray) -> np.ndarray:
        """Return the forces of the earth mover's distance L: q_i (L − d_i)."""
        return -mc.wasserstein_gradient(np.log(q), self.target, self.positions)

    def squared(self, q: np.ndarray) -> np.ndarray:
        """Return the forces of the squared earth mover's distance."""
        return -mc.squared_emd_gradient(np.log(q), self.target, self.positions)

    def inside(self, q: np.ndarray) -> np.ndarray:
        """Return the forces of cross-entropy with the distances as weights inside the logarithm."""
        return -mc.margin_gradient(np.log(q), self.target, self.positions)

    def margin_losses(self) -> list[float]:
        """Return both predictions' losses with the distances as weights inside the logarithm."""
        return [self.margin_loss(q) for q in self.predictions()]

    # Numbers that can be checked

    def decimals(self, loss: Callable[[np.ndarray], float]) -> int:
        """Return how many decimals a loss is printed with: three if the shares as printed give them, else two."""
        pairs = [(q, np.maximum(np.round(q, decimals_of(q)), 1e-9)) for q in self.predictions()]
        return 3 if all(f"{loss(q):.3f}" == f"{loss(printed):.3f}" for q, printed in pairs) else 2

    def surprisal(self, q: np.ndarray) -> float:
        """Return cross-entropy of a prediction's shares."""
        return float(mc.surprisal(q[self.target]))

    def margin_loss(self, q: np.ndarray) -> float:
        """Return the loss of a prediction's shares with the distances as weights inside the logarithm."""
        return float(mc.margin_loss(np.log(q), self.target, self.positions))

    def fractions(self) -> list[str]:
        """Return as formulas what both weighted losses are computed from; none if that doesn’t give them as printed."""
        weights = np.where(self.distances == 0, 1.0, self.distances)
        decimals, formulas = self.decimals(self.margin_loss), []
        for q in self.predictions():
            whole, share = (f"{value:.{decimals_of(q)}f}" for value in (float(weights @ q), q[self.target]))
            told = np.log(float(whole) / float(share)) if float(share) else np.inf
            if f"{told:.{decimals}f}" != f"{self.margin_loss(q):.{decimals}f}":
                return []
            formulas.append(f"log ({whole} \\/ {share})")
        return formulas

    def shares(self) -> list[str]:
        """Return as formulas the mistakes' shares; none if with them EMD's pulls q (L − d) don't come as printed."""
        rows, d = list(zip(self.predictions(), self.mistakes(), self.works(), strict=True)), self.distances
        told = [q[i] * (float(f"{work:.4g}") - float(f"{d[i]:.4g}")) for q, i, work in rows]
        if any(f"{pull:.3f}" != f"{self.emd(q)[i]:.3f}" for pull, (q, i, _) in zip(told, rows, strict=True)):
            return []
        return [f"prediction(q = {q[i]:.{decimals_of(q)}f})" for q, i, _ in rows]

    def squared_losses(self) -> list[float]:
        """Return both squared earth mover's distances."""
        return [float(mc.squared_emd(q, self.target, self.positions)) for q in self.predictions()]

    def ways(self) -> list[float]:
        """Return for each mistake what crosses the borders between it and the truth, times the gaps, summed.

        It is to the squared loss what the distance is to EMD: the pull is 2 q (L − Σ g c), see ``squared_pull``. Empty
        if what is printed doesn't give the pulls as printed.
        """
        gaps, y, ways = np.diff(self.positions), self.target, []
        for q, i, loss in zip(self.predictions(), self.mistakes(), self.squared_losses(), strict=True):
            crossed = gaps * np.abs(mc.border_crossings(q, y, np.array(self.positions)))
            ways.append(float(crossed[min(i, y) : max(i, y)].sum()))
            told = 2 * q[i] * (float(f"{loss:.4g}") - float(f"{ways[-1]:.4g}"))
            if f"{told:.3f}" != f"{self.squared(q)[i]:.3f}":
                return []
        return ways

    def carried_sums(self) -> sums.Sums:
        """Return mass times distance of each row, class by class."""
        return sums.carried(self.predictions(), self.distances)

    def crossing_sums(self) -> sums.Sums:
        """Return the squares of what crosses each border of each row."""
        return sums.crossing(self.predictions(), np.array(self.positions), self.target)
