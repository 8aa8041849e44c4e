"""The sigmoid as a gate: what it lets through of a slope."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    gated_error,
    gated_slope,
    neuron_gradient,
    sigmoid,
    sigmoid_slope,
    slope_at_logit,
    slope_at_prediction,
    work,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import reals, slope

SHARES = st.floats(0.001, 0.999)


@given(reals(6))
def test_the_gate_is_the_sigmoids_slope(z):
    assert sigmoid_slope(sigmoid(z)) == pytest.approx(
        slope(lambda point: sigmoid(point)[0], np.array([z]))[0], abs=1e-8
    )


def test_on_average_the_gate_lets_a_sixth_through():
    assert work(sigmoid_slope, [0.0], [1.0]) == pytest.approx(1 / 6, abs=1e-15)


@given(SHARES, SHARES)
def test_the_gated_error_leads_from_cross_entropy_to_the_quadratic_cost(a, y):
    assert gated_error(a, 0.0, y) == neuron_gradient(a, "cross-entropy", y)
    assert gated_error(a, 1.0, y) == pytest.approx(neuron_gradient(a, "quadratic", y), abs=1e-15)


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
@given(SHARES, st.floats(0, 1))
def test_the_gated_slope_leads_from_the_prediction_to_the_logit(cost, q, power):
    assert gated_slope(q, cost, 0.0) == pytest.approx(slope_at_prediction(q, cost), rel=1e-12)
    assert gated_slope(q, cost, 1.0) == pytest.approx(slope_at_logit(q, cost), rel=1e-12)
    between = slope_at_prediction(q, cost) * sigmoid_slope(q) ** power
    assert gated_slope(q, cost, power) == pytest.approx(between, rel=1e-9)


def test_only_at_the_logit_is_the_cross_entropys_slope_bounded():
    assert gated_slope(0.0, "cross-entropy", [0.0, 0.5, 1.0]).tolist() == [-np.inf, -np.inf, -1.0]
    assert gated_slope(0.0, "quadratic", [0.0, 0.5, 1.0]).tolist() == [-2.0, 0.0, 0.0]


def test_bad_input_is_refused_in_one_line():
    assert refusal(sigmoid_slope, 1.5).startswith("output must lie")
    assert refusal(gated_error, 0.5, 2.0).startswith("power must lie")
    assert refusal(gated_slope, 0.5, "linear", 0.5).startswith("cost must be")
