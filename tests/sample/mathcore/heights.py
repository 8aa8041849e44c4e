"""Softmax with a temperature, written to be changed."""

import numpy as np

TEMPERATURE = 1.0


def shares(logits):
    """Exponentials that sum to 1."""
    powers = np.exp(np.asarray(logits) / TEMPERATURE)
    return powers / powers.sum()
