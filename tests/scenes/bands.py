"""Measure bands as they are drawn."""

import numpy as np


def across(band) -> float:
    """Return how wide a band is, measured on its corners at right angles to its way."""
    tip, end, below, _ = band.points[::4, :2]
    (a, b), (c, d) = end - tip, below - tip
    return abs(a * d - b * c) / np.hypot(a, b)
