"""What a batch pulls on together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import bias_gradient, loss, softmax
from tests.mathcore.strategies import slope


@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 999))
def test_it_is_the_slope_of_the_mean_loss_at_the_biases(rows, classes, seed):
    generator = np.random.default_rng(seed)
    z, y = generator.normal(size=(rows, classes)), generator.integers(0, classes, rows)
    by_differences = slope(lambda bias: loss(z + bias, y).mean(), np.zeros(classes))
    gradient = bias_gradient(z, y)
    assert gradient == pytest.approx(by_differences, abs=1e-8)
    assert gradient.sum() == pytest.approx(0, abs=1e-15)
    assert gradient == pytest.approx(softmax(z).mean(axis=0) - np.bincount(y, minlength=classes) / rows, abs=1e-15)


def test_all_axes_but_the_last_are_the_batch():
    z = np.random.default_rng(0).normal(size=(2, 3, 4))
    assert bias_gradient(z, 1) == pytest.approx(bias_gradient(z.reshape(6, 4), 1))
