"""What two rows' costs are the sums of, term by term, so that a viewer can check them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

import mathcore as mc
from scenes.pictures.class_distance.rows import decimals_of

#: Beside a row there is room for so many terms.
MOST = 3


class Sums(NamedTuple):
    """Each row's terms, none if they don't add up as printed, and with how many decimals their sum is printed."""

    terms: list[list[str]]
    decimals: int


def carried(qs: Sequence[np.ndarray], distances: np.ndarray) -> Sums:
    """Return mass times distance of each row of shares ``qs``, shape (K,) each, class by class."""
    rows = []
    for q in qs:
        pairs = [(f"{mass:.{decimals_of(q)}f}", f"{d:.4g}") for mass, d in zip(q, distances, strict=True) if d]
        printed = sum(float(mass) * float(d) for mass, d in pairs)
        rows.append(([f"{mass} times {d}" for mass, d in pairs], printed, float(q @ distances)))
    return _checked(rows, (2,) if max(total for _, _, total in rows) < 1000 else (0,))


def crossing(qs: Sequence[np.ndarray], positions: np.ndarray, target: int) -> Sums:
    """Return the squares of what crosses each border of each row, times the gap where gaps aren’t all 1."""
    gaps, rows = np.diff(positions), []
    for q in qs:
        masses = np.abs(mc.border_crossings(q, target, positions))
        printed = sum(
            float(f"{gap:.4g}") * float(mass) ** 2 for gap, mass in zip(gaps, written(masses, q), strict=True)
        )
        rows.append((squares(masses, q, gaps), printed, float(gaps @ masses**2)))
    return _checked(rows, (2, 3, 4) if max(total for _, _, total in rows) < 100 else (1,))


def written(masses: np.ndarray, q: np.ndarray) -> list[str]:
    """Return what crosses the borders as it is printed: with as many decimals as the shares ``q``."""
    return [f"{mass:.{decimals_of(q)}f}" for mass in masses]


def squares(masses: np.ndarray, q: np.ndarray, gaps: np.ndarray) -> list[str]:
    """Return the squares of what crosses the borders as formulas, times the gap where gaps aren’t all 1."""
    times = ["" if np.allclose(gaps, 1) else f"{gap:.4g} times " for gap in gaps]
    return [f"{gap}{mass}^2" for gap, mass in zip(times, written(masses, q), strict=True)]


def _checked(rows: list[tuple[list[str], float, float]], decimals: Sequence[int]) -> Sums:
    """Return rows of terms, and the first of ``decimals`` with which what is printed adds up."""
    if all(len(terms) <= MOST for terms, _, _ in rows):
        for places in decimals:
            if all(f"{printed:.{places}f}" == f"{total:.{places}f}" for _, printed, total in rows):
                return Sums([terms for terms, _, _ in rows], places)
    return Sums([[] for _ in rows], decimals[0])
