"""Scene 13: a near mistake and a far one, and which losses can tell them apart."""

import numpy as np
from pydantic import model_validator

import mathcore as mc
from scenes.kit.params import (
    Labels,
    Number,
    Probability,
    Target,
    check_distribution,
    check_labels,
    check_target,
    listed,
)
from scenes.kit.params import Params as Base

#: Two classes may lie so close together, as a share of the whole line.
CLOSEST = 1 / 24
UPRIGHT = '#text(font: "New Computer Modern")'


class Params(Base):
    """Two mistakes that only differ in where the mass lies."""

    q_near: listed(Probability, "the prediction whose mistake is near, summing to 1", least=3) = (0.1, 0.8, 0.05, 0.05)
    q_far: listed(Probability, "the same shares with the wrong ones in another order, so that the mistake is far", least=3) = (
        0.1,
        0.05,
        0.05,
        0.8,
    )
    positions: listed(Number, "where the classes lie on a line, growing", least=3) = (0.0, 1.0, 2.0, 3.0)
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
        if gaps.min() < CLOSEST * gaps.sum():
            raise ValueError(
                f"positions must grow, each step by at least {CLOSEST:.3g} of the whole line, but are "
                f"{', '.join(f'{x:g}' for x in self.positions)}; sort them, or merge classes that lie together"
            )
        near, far = (np.array(q) for q in (self.q_near, self.q_far))
        same = np.allclose(np.sort(np.delete(near, self.target)), np.sort(np.delete(far, self.target)), atol=1e-9)
        if not same or abs(near[self.target] - far[self.target]) > 1e-9:
            raise ValueError("q_far must hold q_near's shares, the wrong ones in another order; reorder q_near")
        works = [mc.wasserstein_distance(q / q.sum(), self.target, self.positions) for q in (near, far)]
        if works[0] >= works[1]:
            raise ValueError(
                f"q_near's mass must lie nearer to the truth, but its work is {works[0]:g} against {works[1]:g} for q_far; "
                "swap them, or move more mass away"
            )
        return self

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
            return tuple(f"[{a:.0f},{a + 1:.0f}]" for a in x)
        return tuple(f"{a:.4g}" for a in x)

    def plane(self) -> tuple[int, int]:
        """Return the nearest and the farthest wrong class, the lower one first."""
        d = self.distances
        wrong = [i for i in range(len(d)) if i != self.target]
        first, second = sorted((min(wrong, key=lambda i: d[i]), max(wrong, key=lambda i: d[i])))
        return first, second

    def slopes(self, z: np.ndarray) -> np.ndarray:
        """Return the note's slopes: q_i divided by the distance, shape (n, K)."""
        return -mc.distance_weighted_forces(z, self.target, self.positions)

    def round_trips(self) -> list[tuple[int, int]]:
        """Return the two logits round whose plane the note's slopes do work, or nothing if they do none there."""
        first, second = self.plane()
        if first == second:
            return []
        turned = mc.circulation(self.slopes, np.zeros(len(self.positions)), (first, second))
        return [(first, second)] if abs(turned) > 1e-4 else []
