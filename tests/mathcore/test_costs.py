"""Quadratic cost and cross-entropy of a single output."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    neuron_cost,
    neuron_gradient,
    prediction_loss,
    sigmoid,
    slope_at_logit,
    slope_at_prediction,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import reals, slope

COSTS = ["quadratic", "cross-entropy"]
POINTS = np.array([0.01, 0.02, 0.98, 0.99])  # the note's


@pytest.mark.parametrize("cost", COSTS)
@given(reals(6), st.floats(0, 1))
def test_the_neurons_gradient_is_the_slope_of_its_cost_at_the_logit(cost, z, target):
    by_differences = slope(lambda point: neuron_cost(sigmoid(point), cost, target)[0], np.array([z]))
    assert neuron_gradient(sigmoid(z), cost, target) == pytest.approx(by_differences[0], abs=1e-8)


@pytest.mark.parametrize("cost", COSTS)
@given(st.floats(0.05, 0.95))
def test_the_slope_at_the_prediction_is_that_of_the_loss(cost, q):
    by_differences = slope(lambda point: prediction_loss(point, cost)[0], np.array([q]))
    assert slope_at_prediction(q, cost) == pytest.approx(by_differences[0], abs=1e-6)


@pytest.mark.parametrize("cost", COSTS)
@given(st.floats(0.001, 1))
def test_the_sigmoids_slope_leads_from_the_prediction_to_the_logit(cost, q):
    chained = slope_at_prediction(q, cost) * q * (1 - q)
    assert slope_at_logit(q, cost) == pytest.approx(chained, abs=1e-15)


@given(st.floats(0, 1), st.floats(0, 1))
def test_both_costs_are_least_at_the_target(a, y):
    for cost in COSTS:
        assert neuron_cost(a, cost, y) >= neuron_cost(y, cost, y) - 1e-15
        assert neuron_gradient(y, cost, y) == 0


@given(st.floats(0, 1))
def test_the_note_and_the_neuron_agree_up_to_the_half(q):
    # the neuron's quadratic cost carries ½, the note's loss doesn't; the cross-entropies are one
    assert prediction_loss(q, "quadratic") == pytest.approx(2 * neuron_cost(q, "quadratic", 1), abs=1e-15)
    assert slope_at_logit(q, "quadratic") == pytest.approx(2 * neuron_gradient(q, "quadratic", 1), abs=1e-15)
    assert prediction_loss(q, "cross-entropy") == pytest.approx(neuron_cost(q, "cross-entropy", 1))
    assert slope_at_logit(q, "cross-entropy") == neuron_gradient(q, "cross-entropy", 1)


@pytest.mark.parametrize(
    ("function", "cost", "expected", "digits"),
    [
        # oracles.md, "Slopes and losses of the note"
        (slope_at_prediction, "quadratic", [-1.98, -1.96, -0.04, -0.02], 15),
        (slope_at_prediction, "cross-entropy", [-100, -50, -1.020408, -1.010101], 6),
        (slope_at_logit, "quadratic", [-0.019602, -0.038416, -0.000784, -0.000198], 15),
        (slope_at_logit, "cross-entropy", [-0.99, -0.98, -0.02, -0.01], 15),
    ],
)
def test_slopes_of_the_note(function, cost, expected, digits):
    assert function(POINTS, cost) == pytest.approx(expected, abs=0.6 * 10**-digits, rel=1e-14)


@pytest.mark.parametrize(
    ("cost", "early", "late", "digits"),
    [("quadratic", 0.0197, 0.0003, 15), ("cross-entropy", 0.693147180560, 0.010152371464, 12)],
)
def test_loss_improvements_of_the_note(cost, early, late, digits):
    losses = prediction_loss(POINTS, cost)
    assert losses[0] - losses[1] == pytest.approx(early, abs=0.6 * 10**-digits)
    assert losses[2] - losses[3] == pytest.approx(late, abs=0.6 * 10**-digits)


def test_the_quadratic_pull_dies_at_both_ends_and_peaks_at_two_thirds():
    # oracles.md: a²(1 − a) peaks at a = ⅔ with 4/27
    a = np.linspace(0, 1, 3001)
    pull = neuron_gradient(a, "quadratic")
    assert pull[0] == pull[-1] == 0
    assert a[pull.argmax()] == pytest.approx(2 / 3)
    assert pull.max() == pytest.approx(4 / 27)


def test_nielsens_starting_pulls():
    # oracles.md: w = .6, b = .9 and w = b = 2; ratio 7.0302
    pulls = neuron_gradient(sigmoid([1.5, 4.0]), "quadratic")
    assert pulls == pytest.approx([0.121938332428, 0.017345021071], abs=5e-13)
    assert pulls[0] / pulls[1] == pytest.approx(7.0302, abs=5e-5)


def test_the_wanted_output_is_zero_unless_told_otherwise():
    for cost in COSTS:
        assert neuron_cost(0.25, cost) == neuron_cost(0.25, cost, target=0)
        assert neuron_gradient(0.25, cost) == neuron_gradient(0.25, cost, target=0)


def test_certain_mistakes_cost_a_finite_square_and_an_infinite_logarithm():
    assert neuron_cost([1.0, 0.0], "quadratic", [0.0, 1.0]).tolist() == [0.5, 0.5]
    assert neuron_cost([1.0, 0.0], "cross-entropy", [0.0, 1.0]).tolist() == [np.inf, np.inf]
    assert neuron_cost([1.0, 0.0], "cross-entropy", [1.0, 0.0]).tolist() == [0.0, 0.0]
    assert slope_at_prediction([0.0, -0.0, 5e-324], "cross-entropy").tolist() == [-np.inf] * 3


def test_nothing_is_minus_zero():
    for cost in COSTS:
        assert not np.signbit(neuron_cost([0.0, 1.0], cost, [0.0, 1.0])).any()
        assert not np.signbit(prediction_loss(1.0, cost))
        assert not np.signbit(slope_at_logit(1.0, cost))
    assert not np.signbit(slope_at_logit(0.0, "quadratic"))


@pytest.mark.parametrize("function", [prediction_loss, slope_at_prediction, slope_at_logit])
def test_a_prediction_is_a_probability(function):
    assert (
        refusal(function, [0.5, 1.5], "quadratic")
        == "q must lie from 0 to 1, but q[1] is 1.5; choose a value in that range"
    )


@pytest.mark.parametrize("function", [prediction_loss, slope_at_prediction, slope_at_logit, neuron_cost])
def test_there_are_two_costs(function):
    assert refusal(function, 0.5, "hinge") == (
        'cost must be "quadratic" or "cross-entropy", but is \'hinge\'; choose one of the two'
    )


@pytest.mark.parametrize("function", [neuron_cost, neuron_gradient])
def test_outputs_and_targets_fit_together(function):
    with pytest.raises(ValueError, match=r"^batch shapes don't fit together: output \(2,\), target \(3,\); make"):
        function([0.1, 0.2], "quadratic", [0, 0, 0])
    with pytest.raises(ValueError, match=r"^output must lie from 0 to 1, but is -0.1; choose a value"):
        function(-0.1, "quadratic")
    with pytest.raises(ValueError, match=r"^target must lie from 0 to 1, but is 2; choose a value"):
        function(0.1, "quadratic", 2)
