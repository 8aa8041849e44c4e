"""How a row is printed: so that those who add up its numbers get what it sums to."""

import numpy as np

from scenes.kit.numbers import largest_remainder


def printed_row(row: np.ndarray, y: int, decimals: int) -> np.ndarray:
    """Return a row, shape (K,), with numbers of so many decimals beside the true class's, ``y``, which has the rest.

    The others are shares, so the true class's number is just rounded where the row sums to such a number.
    """
    others = largest_remainder(np.delete(row, y), decimals)
    return np.insert(others, y, row.sum() - others.sum())
