"""The two mistakes of ClassDistance: its parameters, and what is computed from them."""

from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.numbers import thousandths
from scenes.kit.params import Labels, Probability, Target, check_distribution, check_labels, check_target, listed
from scenes.kit.params import Params as Base
from scenes.pictures.class_distance.rows import decimals_of

#: Two classes may lie so close together: in units of the positions, and as a share of the whole line.
STEP, CLOSEST = 0.25, 1 / 24
Position = Annotated[float, Field(ge=-1000.0, le=1000.0, allow_inf_nan=False)]
#: The share of a confident mistake.
CONFIDENT = 0.997
#: From here on EMD is printed without decimals.
LARGE = 1000.0
#: Beside a row there is room for so many terms of a sum.
MOST = 4


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

    @cached_property
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

    @cached_property
    def weights(self) -> np.ndarray:
        """What shares count for: a wrong one its class’s distance, the true one 1."""
        return np.where(self.distances == 0, 1.0, self.distances)

    def plain(self, q: np.ndarray) -> np.ndarray:
        """Return cross-entropy's forces on a prediction, shape (K,)."""
        return mc.forces(np.log(q), self.target)

    def divided(self, q: np.ndarray, power: float = 1.0) -> np.ndarray:
        """Return the forces with each wrong one divided by this power of its distance."""
        return mc.distance_weighted_forces(np.log(q), self.target, self.positions, power)

    def emd(self, q: np.ndarray) -> np.ndarray:
        """Return the forces of the earth mover's distance: q_i (EMD − d_i)."""
        return -mc.wasserstein_gradient(np.log(q), self.target, self.positions)

    def inside(self, q: np.ndarray, power: float = 1.0) -> np.ndarray:
        """Return the forces of ``log_loss``: −q_i d_i / (q_y + EMD) on a wrong class, at the distances themselves."""
        return -mc.margin_gradient(np.log(q), self.target, self.positions, power)

    def log_loss(self, q: np.ndarray, power: float = 1.0) -> float:
        """Return log (1 + m/q_y), m what is ``counted``: at 0 it is cross-entropy, −log q_y; at 1 m is EMD."""
        return float(mc.margin_loss(np.log(q), self.target, self.positions, power))

    def counted(self, q: np.ndarray, power: float = 1.0) -> float:
        """Return the wrong mass, each share times this power of its distance: 1 − q_y at 0, EMD at 1."""
        return float(mc.distant_mass(q, self.target, self.positions, power))

    # Numbers that can be checked

    def emd_decimals(self) -> int:
        """Return how many decimals EMD is printed with: as few as give its pulls as printed; large ones have none."""
        if max(self.works()) >= LARGE:
            return 0
        return next((decimals for decimals in (2, 3) if self._pulls_come(decimals)), 2)

    def _pulls_come(self, decimals: int) -> bool:
        for q, i, work in zip(self.predictions(), self.mistakes(), self.works(), strict=True):
            told = round(q[i], decimals_of(q)) * (round(work, decimals) - float(f"{self.distances[i]:.4g}"))
            if round(told, 3) != round(float(self.emd(q)[i]), 3):
                return False
        return True

    def terms(self) -> list[list[str]]:
        """Return as formulas mass times distance of each row, class by class; none if they don't add up as printed."""
        rows, decimals = [], self.emd_decimals()
        for q, work in zip(self.predictions(), self.works(), strict=True):
            wrong = [(mass, d) for mass, d in zip(q, self.distances, strict=True) if d]
            pairs = [(f"{mass:.{decimals_of(q)}f}", f"{d:.4g}") for mass, d in wrong]
            told = sum(float(mass) * float(d) for mass, d in pairs)
            if len(pairs) > MOST or f"{told:.{decimals}f}" != f"{work:.{decimals}f}":
                return []
            products = [f"prediction({mass}) times {d}" for mass, d in pairs]
            rows.append([products[0], *(f'"" + {product}' for product in products[1:])])
        return rows

    def known(self) -> list[list[str]]:
        """Return as formulas EMD and the product that its pull on each mistake is; none if it isn't as printed."""
        decimals = self.emd_decimals()
        if not self._pulls_come(decimals):
            return []
        known = []
        for q, i, work in zip(self.predictions(), self.mistakes(), self.works(), strict=True):
            emd, share = f"muted({work:.{decimals}f})", f"prediction({q[i]:.{decimals_of(q)}f})"
            known.append([f'muted("EMD") = {emd}', share, f"times ({emd} - {self.distances[i]:.4g})"])
        return known

    def log_decimals(self) -> int | None:
        """Return with how many decimals log (1 + m/q_y) comes as printed from what is printed; None if with none."""
        return next((decimals for decimals in (3, 2) if self._logs_come(decimals)), None)

    def _logs_come(self, decimals: int) -> bool:
        for q in self.predictions():
            share = round(float(q[self.target]), decimals_of(q))
            for power in (0.0, 1.0):
                told = np.log1p(round(self.counted(q, power), self.emd_decimals()) / share) if share else np.inf
                if f"{told:.{decimals}f}" != f"{self.log_loss(q, power):.{decimals}f}":
                    return False
        return True
