"""Anybody's numbers: valid parameters for every scene, drawn by a seed; the first seeds are the extremes."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scenes import CATALOGUE

WORDS = ["cat", "dog", "owl", "frog", "otter", "heron", "badger", "weasel", "marten", "magpie", "beaver", "hedgehog"]
SMALLEST = 1e-9  # that a scene takes for the share of a true class


def logits(seed: int, draw: np.random.Generator) -> np.ndarray:
    """Return logits: all mass on one class, ties, a hopeless truth, two classes, twelve; then any."""
    count = int(draw.integers(2, 13))
    extremes = [
        [50.0, -50.0, 0.0, 1.0],
        [1.0, 1.0, 1.0],
        [-27.6, 0.0, -1.0],  # q_1 is about 1e-12
        [50.0, -50.0],
        np.linspace(-3, 3, 12).round(2),
        [0.0, 0.0],
        [-50.0, 1.0, 50.0],
        [0.0] * 12,
    ]
    drawn = draw.uniform(-1, 1, count) * draw.choice([0.5, 3.0, 10.0, 50.0])
    return np.asarray(extremes[seed]) if seed < len(extremes) else drawn.round(int(draw.integers(0, 4)))


def shares(seed: int, draw: np.random.Generator, least: int = 2) -> np.ndarray:
    """Return a distribution: nearly all on one bin, ties, two bins, twelve; then any."""
    count = int(draw.integers(least, 13))
    extremes = [[0.999, 0.0005, 0.0005], [0.25] * 4, [0.5] * least if least == 2 else [0.2, 0.3, 0.5], [1 / 12] * 12]
    weights = draw.dirichlet(np.full(count, draw.choice([0.3, 1.0, 5.0]))) + SMALLEST
    return np.asarray(extremes[seed]) if seed < len(extremes) else weights / weights.sum()


def names(count: int, draw: np.random.Generator) -> list[str]:
    """Return a word for each class, or nothing."""
    return list(draw.permutation(WORDS)[:count]) if draw.random() < 0.5 or count == 12 else []


def _by_logits(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    z = logits(seed, draw)
    target = 0 if seed in (0, 2) else int(draw.integers(len(z)))
    return {"logits": z.tolist(), "target": target, "labels": names(len(z), draw)}


def _overlay(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    p = shares(seed, draw)
    q = draw.dirichlet(np.ones(len(p))) + SMALLEST
    if seed % 5 == 4:  # a truth that rules bins out
        p = np.eye(len(p))[int(draw.integers(len(p)))]
    return {"p": p.tolist(), "q": (q / q.sum()).tolist(), "labels": names(len(p), draw)}


def _one_hot(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    q = shares(seed, draw)
    # a picture of nothing, or of all, on the true bin is refused
    possible = [i for i in range(len(q)) if 1e-6 <= q[i] <= 1 - 1e-4] or [int(np.argmax(q))]
    return {"q": q.tolist(), "target": int(draw.choice(possible)), "labels": names(len(q), draw)}


def _distance(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    q = shares(seed, draw, least=3)
    count = len(q)
    target = int(draw.integers(count))
    positions = np.cumsum(draw.uniform(1.0, 1.3, count)).round(2).tolist()
    distances = np.abs(np.array(positions) - positions[target])
    wrong = [i for i in np.argsort(distances, kind="stable") if i != target]
    masses = np.sort(np.delete(q, target))
    unequal = masses + 0.05 * np.arange(len(masses))
    masses = unequal * masses.sum() / unequal.sum()
    near, far = q.copy(), q.copy()
    near[wrong], far[wrong] = masses[::-1], masses  # the largest share goes to the nearest bin, and to the farthest
    return {
        "q_near": near.tolist(),
        "q_far": far.tolist(),
        "positions": positions,
        "target": target,
        "labels": names(count, draw),
    }


def _slowdown(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    sums = np.sort(draw.uniform(0, 8, 2)) if seed else np.array([0.0, 0.0])
    weights = draw.uniform(-2, 2, 2)
    starts = [weights[0], sums[0] - weights[0], weights[1], sums[1] - weights[1]]
    rates = draw.choice([0.01, 0.025, 0.15, 1.0, 2.0], 2)
    return {"starts": np.clip(starts, -10, 10).tolist(), "rates": rates.tolist(), "epochs": int(draw.integers(10, 600))}


def _points(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    a, b = (np.sort(draw.choice(np.arange(1, 1000), 2, replace=False)) / 1000 for _ in range(2))
    return {"points": [*a.tolist(), *b.tolist()]}


def _network(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    inner = draw.integers(1, 13, int(draw.integers(1, 4))).tolist()
    return {"seed": seed, "widths": [*inner, int(draw.integers(2, 13))], "rate": float(draw.choice([0.01, 0.25, 2.0]))}


def _max(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    scales = sorted({float(scale) for scale in draw.choice([0, 0.5, 1, 2, 5, 10, 30, 100], int(draw.integers(1, 6)))})
    z = logits(seed, draw)
    return {"logits": z.tolist(), "scales": scales if scales[-1] > 0 else [1.0], "labels": names(len(z), draw)}


def _positions(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    count = int(draw.integers(2, 13))
    extremes = [[0.0, 1.0], [-1.0, 0.0, 1.0], [0.0, 10.0, 11.0, 12.0], list(map(float, range(12)))]
    drawn = draw.choice(np.arange(-400, 400), count, replace=False) / 100
    positions = extremes[seed] if seed < len(extremes) else drawn.tolist()
    return {"positions": positions, "target": 1 if seed == 1 else int(draw.integers(len(positions)))}


def _shipped(seed: int, draw: np.random.Generator) -> dict[str, Any]:
    return {}


SPECIAL: dict[str, Callable[[int, np.random.Generator], dict[str, Any]]] = {
    "CrossEntropyOverlay": _overlay,
    "OneHotTruth": _one_hot,
    "ClassDistance": _distance,
    "LearningSlowdown": _slowdown,
    "GradientShapes": _points,
    "TugThroughTheNetwork": _network,
    "SoftmaxToMax": _max,
    "GradientGrid": _shipped,
    "NoSuchLoss": _positions,
}
MORE: dict[str, Callable[[np.random.Generator], dict[str, Any]]] = {
    "PulleyForces": lambda draw: {"rate": float(draw.choice([0.05, 0.5, 5.0])), "steps": int(draw.integers(1, 60))},
    "NudgedSoftmax": lambda draw: {"nudge": float(draw.choice([0.05, 0.123456, 0.4, 5.0]))},
    "PulleysAtRest": lambda draw: {"smoothing": float(draw.choice([0.01, 0.1, 0.5]))},
}


def parameters(scene: str, seed: int, fields: set[str]) -> dict[str, Any]:
    """Return valid parameters for a scene; what it hasn't got (`fields`) is left out."""
    draw = np.random.default_rng([seed, list(CATALOGUE).index(scene)])
    given = SPECIAL.get(scene, _by_logits)(seed, draw)
    given |= MORE[scene](draw) if scene in MORE else {}
    return {key: value for key, value in given.items() if key in fields}
