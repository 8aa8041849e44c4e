"""How numbers that stand still are printed: short, and so that a viewer with a calculator gets what is printed."""

from collections.abc import Sequence
from math import log

import numpy as np

from .axis import plain

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Decimals are tried in this order.
FINER = (3, 4, 5, 6, 7, 8)
#: By how much a logarithm may differ, in nats, for its share to be rounded.
BLURRED = 0.01


def brief(value: float) -> str:
    """Return a share in as few digits as tell it from 0 and from 1: 0.3, 0.15, 0.003, 0.998, 2·10⁻⁷."""
    if value in (0.0, 1.0):
        return f"{value:.0f}"
    if 0 < value < 1e-4:
        digit, power = f"{value:.0e}".split("e")
        return f"{digit}·10{str(int(power)).translate(SUPERSCRIPTS)}"
    for decimals in (2, 3, 4, 5, 6):
        if 0.0 < round(value, decimals) < 1.0:
            return plain(round(value, decimals))
    return f"{value:.0f}"


def largest_remainder(shares: np.ndarray, decimals: int) -> np.ndarray:
    """Return shares, shape (K,), in so many decimals, with the same sum: those that lose most are rounded up."""
    exact = shares * 10.0**decimals
    counted = np.floor(exact + 1e-9)
    missing = round(exact.sum() - counted.sum())
    counted[np.argsort(counted - exact, kind="stable")[:missing]] += 1
    return counted / 10.0**decimals


def thousandths(shares: Sequence[float]) -> np.ndarray:
    """Return shares, shape (K,), as they are printed and computed with: in thousandths that add up to 1.

    So a calculator gets from the printed ones what else is printed. Where that would move a logarithm by more than a
    hundredth, or part two equal shares, they stay as they are, divided by their sum.
    """
    exact = np.array(shares) / sum(shares)
    printed = largest_remainder(exact, 3)
    there = exact > 0
    parted = np.isclose(exact[:, None], exact, rtol=1e-9) & (printed[:, None] != printed)
    near = (printed[there] > 0).all() and np.abs(np.log(printed[there] / exact[there])).max() < BLURRED
    return printed if near and not parted.any() else exact


def adding_up(*sums: Sequence[float], tried: Sequence[int] = FINER[:2]) -> int | None:
    """Return the first of the decimals ``tried``, 3 and 4, at which all sums come out as printed, or None.

    Each sum is a list of terms, the last one being their total.
    """
    for decimals in tried:
        unit = 10.0**-decimals
        if all(
            abs(sum(round(term, decimals) for term in terms) - round(total, decimals)) < unit / 2
            for *terms, total in sums
        ):
            return decimals
    return None


def telling_log(shares: Sequence[float], decimals: int = 3) -> int:
    """Return how many decimals of the shares give, put into a calculator, their −log to ``decimals`` decimals."""
    for finer in FINER:
        printed = [round(share, finer) for share in shares]
        if all(
            0 < share < 1 and round(-log(share), decimals) == round(-log(exact), decimals)
            for share, exact in zip(printed, shares, strict=True)
        ):
            return finer
    return FINER[-1]
