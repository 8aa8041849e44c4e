"""Nielsen's one neuron."""

import mpmath
import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from mathcore import neuron_cost, neuron_gradient, sigmoid, softmax, train_linear_neuron, train_neuron
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import reals

STARTS = {"weight": [0.6, 2.0], "bias": [0.9, 2.0]}  # his "wrong" and "very wrong"


@given(reals(1e4))
def test_the_sigmoid_is_the_share_of_one_class_against_another(z):
    assert sigmoid(z) == pytest.approx(softmax([z, 0.0])[0], rel=1e-13, abs=1e-300)
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)
    assert sigmoid(z) == pytest.approx(scipy.special.expit(z), rel=1e-14, abs=1e-300)


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
@given(reals(3), reals(3), st.floats(0, 0.5), reals(2), st.floats(0, 1))
def test_every_update_follows_the_gradient_of_the_entry_before(cost, weight, bias, rate, x, target):
    run = train_neuron(weight, bias, rate, 4, cost, x=x, target=target)
    slopes = neuron_gradient(run.outputs[:-1], cost, target)
    assert np.diff(run.weights) == pytest.approx(-rate * x * slopes, abs=1e-14)
    assert np.diff(run.biases) == pytest.approx(-rate * slopes, abs=1e-14)
    assert run.outputs == pytest.approx(sigmoid(run.weights * x + run.biases), abs=1e-15)
    assert run.costs == pytest.approx(neuron_cost(run.outputs, cost, target), abs=1e-12)


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
@given(reals(3), reals(3), st.floats(0.01, 1), st.sampled_from([0.0, 1.0]))
def test_the_cost_falls_at_moderate_rates(cost, weight, bias, rate, target):
    assert (np.diff(train_neuron(weight, bias, rate, 20, cost, target=target).costs) <= 0).all()


def test_mpmath_agrees_after_three_hundred_updates():
    with mpmath.workdps(30):
        w, b = mpmath.mpf("0.6"), mpmath.mpf("0.9")
        for _ in range(301):
            a = 1 / (1 + mpmath.exp(-(w + b)))
            w, b = (value - mpmath.mpf("0.15") * a**2 * (1 - a) for value in (w, b))
        expected = float(w), float(b)
    run = train_neuron(0.6, 0.9, rate=0.15, epochs=301)
    assert (run.weights[-1], run.biases[-1]) == pytest.approx(expected, abs=1e-13)


def test_nielsens_two_starts_with_the_quadratic_cost():
    # oracles.md: first output, after 300 (his last label), after 301 (his last update)
    run = train_neuron(**STARTS, rate=0.15, epochs=301)
    assert run.outputs[0] == pytest.approx([0.817574476194, 0.982013790038], abs=5e-13)
    assert run.outputs[300] == pytest.approx([0.093955694864, 0.202848424268], abs=5e-13)
    assert run.outputs[301] == pytest.approx([0.093751630900, 0.201261900978], abs=5e-13)
    assert run.weights[301] == pytest.approx([-1.2843321728, -0.6892130281], abs=5e-11)
    assert run.biases[301] == pytest.approx([-0.9843321728, -0.6892130281], abs=5e-11)
    assert run.costs[301] == pytest.approx(run.outputs[301] ** 2 / 2)


def test_nielsens_slow_start():
    # oracles.md: w = b = 2, the output after 50, 100, 150, 200, 250
    outputs = train_neuron(2.0, 2.0, rate=0.15, epochs=250).outputs[50::50]
    expected = [0.975933396949, 0.964130846998, 0.933417472557, 0.788736296995, 0.357211829384]
    assert outputs == pytest.approx(expected, abs=5e-13)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        # oracles.md: cross-entropy with ∂C/∂w = a, after 301
        (0.025, [0.080659992293, 0.100650994813]),
        (0.15, [0.011598115911, 0.011966073142]),
        (0.005, [0.416663756871, 0.778244572055]),
    ],
)
def test_nielsens_two_starts_with_the_cross_entropy(rate, expected):
    run = train_neuron(**STARTS, rate=rate, epochs=301, cost="cross-entropy")
    assert run.outputs[301] == pytest.approx(expected, abs=5e-13)


def test_the_published_page_does_not_descend_on_its_cost():
    # oracles.md: with 1/(1 − a) in place of a, and η = .005, his page ends at .0400 and .0474
    ends = []
    for w, b in ([0.6, 0.9], [2.0, 2.0]):
        for _ in range(301):
            slope = 1 / (1 - sigmoid(w + b))
            w, b = w - 0.005 * slope, b - 0.005 * slope
        ends.append(sigmoid(w + b))
    assert ends == pytest.approx([0.0400, 0.0474], abs=5e-5)
    ours = train_neuron(**STARTS, rate=0.005, epochs=301, cost="cross-entropy").outputs[-1]
    assert (ours > 8 * np.array(ends)).all()


def test_very_wrong_starts_slower_with_the_quadratic_cost_and_faster_with_the_cross_entropy():
    for cost, sign in [("quadratic", 1), ("cross-entropy", -1)]:
        first = np.diff(train_neuron(**STARTS, rate=0.15, epochs=1, cost=cost).weights, axis=0)[0]
        assert np.sign(first[1] - first[0]) == sign


def test_a_cost_beyond_the_last_digit_of_the_output_is_still_told():
    # a is stored as 1 here, but −ln(1 − a) = 50 + ln(1 + e^(−50))
    run = train_neuron(50.0, 0.0, rate=0.0, epochs=0, cost="cross-entropy")
    assert run.outputs[0] == 1
    assert run.costs[0] == 50


def test_starts_and_rates_are_trained_together_as_alone():
    together = train_neuron(**STARTS, rate=[[0.1], [0.2], [0.3]], epochs=7)
    assert together.weights.shape == together.costs.shape == (8, 3, 2)
    assert (together.outputs[:, 2, 1] == train_neuron(2.0, 2.0, rate=0.3, epochs=7).outputs).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weight": np.nan}, "weight must be finite, but is nan; "
         "find the step that made it (an overflow, or 0/0)"),
        ({"bias": 1e101}, "bias must lie from -1e+100 to 1e+100, but is 1e+101; "
         "choose a value in that range"),
        ({"rate": -0.1}, "rate must lie from 0 to 1e+100, but is -0.1; choose a value in that range"),
        ({"target": 2}, "target must lie from 0 to 1, but is 2; choose a value in that range"),
        ({"epochs": -1}, "epochs must be 0 or more, but is -1; give a whole number from 0 up"),
        ({"cost": "log"}, "cost must be \"quadratic\" or \"cross-entropy\", but is 'log'; "
         "choose one of the two"),
        ({"weight": [1, 2], "bias": [1, 2, 3]}, "batch shapes don't fit together: weight (2,), bias (3,), "
         "rate (), x (), target (); make them equal, or 1"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(change, message):
    assert refusal(train_neuron, **{"weight": 0.6, "bias": 0.9, "rate": 0.15, "epochs": 3} | change) == message


def test_a_logit_must_be_a_number():
    with pytest.raises(ValueError, match=r"^z must be finite, but is nan; find the step"):
        sigmoid(np.nan)


def test_when_an_output_is_first_half_right():
    # oracles.md, second cut, 8: first below ½ at these updates, from (.6, .9) and (2, 2)
    for cost, rate, updates in [("quadratic", 0.15, [36, 232]), ("cross-entropy", 0.025, [46, 100]),
                                ("cross-entropy", 0.15, [8, 17])]:  # fmt: skip
        outputs = train_neuron([0.6, 2.0], [0.9, 2.0], rate, 300, cost).outputs
        assert np.argmax(outputs < 0.5, axis=0).tolist() == updates


def test_the_fraction_of_the_cost_that_is_left():
    # oracles.md, second cut, 8
    for cost, rate, left in [("quadratic", 0.15, [0.013149311488, 0.042003740614]),
                             ("cross-entropy", 0.025, [0.049429054303, 0.026401231129])]:  # fmt: skip
        costs = train_neuron([0.6, 2.0], [0.9, 2.0], rate, 301, cost).costs
        assert costs[301] / costs[0] == pytest.approx(left, abs=6e-13)


def test_ten_updates_of_a_saturated_neuron_and_of_a_linear_one():
    # oracles.md, second cut, 8
    assert train_neuron(2, 2, 0.15, 10).outputs[10] == pytest.approx(0.981049251196, abs=5e-13)
    assert train_neuron(0.6, 0.9, 0.15, 10).outputs[10] == pytest.approx(0.751792848767, abs=5e-13)
    linear = [4, 2.8, 1.96, 1.372, 0.9604, 0.67228, 0.470596, 0.3294172, 0.23059204, 0.161414428, 0.1129900996]
    training = train_linear_neuron(2, 2, 0.15, 10)
    assert training.outputs == pytest.approx(linear, abs=1e-15)
    assert training.costs == pytest.approx(np.square(linear) / 2)


@given(reals(10), reals(10), st.floats(0, 0.5), reals(3), reals(10))
def test_the_error_of_a_linear_neuron_shrinks_by_one_factor(weight, bias, rate, x, target):
    error = train_linear_neuron(weight, bias, rate, 5, x, target).outputs - target
    factor = 1 - rate * (1 + x * x)
    assert error == pytest.approx(error[0] * factor ** np.arange(6), abs=1e-9 * (1 + abs(factor) ** 5 * abs(error[0])))


def test_several_linear_neurons_train_at_once():
    assert train_linear_neuron([2.0, 0.0], 0.0, [[0.1], [0.2]], 3).outputs.shape == (4, 2, 2)


def test_a_linear_neuron_that_runs_away_is_refused():
    assert refusal(train_linear_neuron, 2, 2, 1e100, 10) == (
        "the course leaves float64; choose a rate below 2/(1 + x²), where it comes to rest"
    )
