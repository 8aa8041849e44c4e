"""The loss of logits, and its slopes."""

import timeit
import tracemalloc

import mpmath
import numpy as np
import pytest
import scipy.special
from hypothesis import given

from mathcore import (
    cross_entropy,
    forces,
    gradient_wrt_logits,
    gradient_wrt_probabilities,
    log_softmax,
    loss,
    softmax,
    softmax_jacobian,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_class, logits_and_truth, reals, slope

Z = np.array([2.5, -1, 3.2, 0.5])  # Nielsen's sliders, true class 0
Q = np.array([0.314536092965179, 0.00949816699942751, 0.633397908805814, 0.04256783122958])


@given(logits_and_truth(), reals(1e4))
def test_adding_a_number_to_all_logits_changes_nothing(z_and_truth, shift):
    z, target = z_and_truth
    assert loss(z + shift, target) == pytest.approx(loss(z, target), abs=1e-10)
    assert forces(z + shift, target) == pytest.approx(forces(z, target), abs=1e-10)


@given(logits_and_truth(bound=5))
def test_the_gradient_is_the_slope_of_the_loss(z_and_truth):
    z, target = z_and_truth
    by_differences = slope(lambda point: loss(point, target), z)
    assert gradient_wrt_logits(z, target) == pytest.approx(by_differences, abs=1e-8)


@given(logits_and_truth(bound=1e4))
def test_pulls_balance(z_and_truth):
    z, target = z_and_truth
    assert forces(z, target).sum() == pytest.approx(0, abs=1e-15)


@given(logits_and_truth(bound=1e4))
def test_forces_are_truth_minus_prediction(z_and_truth):
    z, target = z_and_truth
    p = np.eye(len(z))[target] if isinstance(target, int) else target
    assert forces(z, target) == pytest.approx(p - softmax(z), abs=1e-15)
    assert (forces(z, target) == -gradient_wrt_logits(z, target)).all()


@given(logits_and_class(bound=1e4))
def test_the_true_class_is_pulled_up_and_all_others_down(z_and_class):
    z, y = z_and_class
    pull = forces(z, y)
    assert pull[y] >= 0
    assert (np.delete(pull, y) <= 0).all()


@given(logits_and_truth())
def test_slopes_at_the_probabilities_become_those_at_the_logits_through_softmax(z_and_truth):
    z, target = z_and_truth
    chained = softmax_jacobian(z) @ gradient_wrt_probabilities(softmax(z), target)
    assert gradient_wrt_logits(z, target) == pytest.approx(chained, abs=1e-12)


@given(logits_and_truth())
def test_the_loss_is_the_cross_entropy_of_the_shares(z_and_truth):
    z, target = z_and_truth
    p = np.eye(len(z))[target] if isinstance(target, int) else target
    assert loss(z, target) == pytest.approx(cross_entropy(p, softmax(z)), abs=1e-7)


@given(logits_and_class())
def test_an_index_is_the_same_as_its_one_hot_row(z_and_class):
    z, y = z_and_class
    row = np.eye(len(z))[y]
    assert loss(z, y) == pytest.approx(loss(z, row), abs=1e-15)
    assert forces(z, y) == pytest.approx(forces(z, row), abs=1e-15)
    q = softmax(z)
    assert (gradient_wrt_probabilities(q, y) == gradient_wrt_probabilities(q, row)).all()


@given(logits_and_class(bound=1e4))
def test_arithmetic_in_350_digits_agrees(z_and_class):
    z, y = z_and_class
    with mpmath.workdps(350):
        powers = [mpmath.exp(mpmath.mpf(float(v))) for v in z]
        exact_loss = float(mpmath.log(mpmath.fsum(powers) / powers[y]))
        exact_force = float(1 - powers[y] / mpmath.fsum(powers))
    assert loss(z, y) == pytest.approx(exact_loss, rel=1e-12, abs=1e-300)
    assert forces(z, y)[y] == pytest.approx(exact_force, rel=1e-12, abs=1e-300)


@given(logits_and_truth(bound=700))
def test_scipy_agrees(z_and_truth):
    z, target = z_and_truth
    p = np.eye(len(z))[target] if isinstance(target, int) else target
    assert loss(z, target) == pytest.approx(-(p @ scipy.special.log_softmax(z)), abs=1e-11)


def test_nielsens_sliders():
    # oracles.md, recomputed in 30 digits
    assert loss(Z, 0) == pytest.approx(1.15665644642107, abs=1e-14)
    gradient = gradient_wrt_logits(Z, 0)
    assert gradient == pytest.approx([-0.685463907034821, *Q[1:]], abs=1e-14)
    assert gradient.sum() == pytest.approx(0, abs=1e-16)


def test_two_levers_one_result():
    # LogitsToLoss: raising the true logit = lowering all others by as much
    up, down = Z + np.array([0.4, 0, 0, 0]), Z - np.array([0, 0.4, 0.4, 0.4])
    assert loss(up, 0) == pytest.approx(loss(down, 0), abs=1e-15)
    assert forces(up, 0) == pytest.approx(forces(down, 0), abs=1e-15)


def test_karpathys_row():
    # oracles.md: makemore part 4, row 0 of 32 × 27, in the four digits that he prints; true class 8
    q = np.array([
        0.0719, 0.0881, 0.0193, 0.0493, 0.0169, 0.0864, 0.0226, 0.0356, 0.0165,
        0.0314, 0.0364, 0.0383, 0.0424, 0.0279, 0.0317, 0.0142, 0.0085, 0.0195,
        0.0152, 0.0555, 0.045, 0.0236, 0.025, 0.0662, 0.0616, 0.0269, 0.0239,
    ])  # fmt: skip
    gradient = gradient_wrt_logits(np.log(q), 8)
    assert np.delete(gradient, 8) == pytest.approx(np.delete(q, 8), abs=5e-5)
    assert gradient[8] == pytest.approx(-0.9835, abs=1e-4)
    assert gradient.sum() == pytest.approx(0, abs=1e-15)


def test_only_the_true_class_has_a_slope_at_the_probabilities():
    assert gradient_wrt_probabilities(Q, 0) == pytest.approx([-1 / Q[0], 0, 0, 0])
    assert not np.signbit(gradient_wrt_probabilities(Q, 0)[1:]).any()


def test_slopes_of_the_note_at_the_prediction():
    # oracles.md: −1/q at q = .01 .02 .98 .99
    q = np.array([0.01, 0.02, 0.98, 0.99])
    slopes = gradient_wrt_probabilities(np.stack([q, 1 - q], axis=-1), 0)[:, 0]
    assert slopes == pytest.approx([-100, -50, -1.020408, -1.010101], abs=5e-7)


def test_a_ruled_out_truth_has_an_infinite_slope_and_a_ruled_out_falsehood_none():
    assert gradient_wrt_probabilities([0.0, 1.0], 0).tolist() == [-np.inf, 0.0]
    assert gradient_wrt_probabilities([0.0, 1.0], 1).tolist() == [0.0, -1.0]
    assert gradient_wrt_probabilities([5e-324, 1.0], 0).tolist() == [-np.inf, 0.0]


def test_a_perfect_prediction_feels_no_force():
    assert forces([0.0, 1e4], 1).tolist() == [0.0, 0.0]
    assert not np.signbit(forces([0.0, 1e4], 1)).any()  # no −0, which would be drawn as "-0.00"
    assert loss([0.0, 1e4], 1) == 0
    assert not np.signbit(loss([0.0, 1e4], 1))


def test_a_hopeless_prediction_is_pulled_in_full():
    assert loss([-1e4, 1e4], 0) == 2e4
    assert forces([-1e4, 1e4], 0).tolist() == [1.0, -1.0]
    assert loss([-1e308, 1e308], [0.0, 1.0]) == 0


def test_pulls_balance_to_the_last_digit_of_the_smallest():
    # 1 − q_y would be 0 here; the sum of the other shares is e^(−50)
    pull = forces([50.0, 0.0], 0)
    assert pull[0] == -pull[1] == pytest.approx(np.exp(-50), rel=1e-14)


def test_batches_are_rows_one_by_one():
    z = np.random.default_rng(1).normal(size=(2, 3, 5))
    y = np.array([[0, 1, 2], [3, 4, 0]])
    p = softmax(np.random.default_rng(2).normal(size=(3, 5)))
    for target, at in [(y, lambda i, j: int(y[i, j])), (3, lambda i, j: 3), (p, lambda i, j: p[j])]:
        for function in (loss, forces, gradient_wrt_logits):
            by_row = [[function(z[i, j], at(i, j)) for j in range(3)] for i in range(2)]
            assert function(z, target) == pytest.approx(np.array(by_row), abs=1e-15)


def test_rows_beyond_one_block_are_served_too():
    z = np.random.default_rng(3).normal(size=(7, 12_000))  # two rows to a block
    y = np.arange(7) * 1000
    expected = scipy.special.softmax(z, axis=-1)
    expected[np.arange(7), y] -= 1
    assert gradient_wrt_logits(z, y) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("function", [loss, gradient_wrt_logits, forces])
@pytest.mark.parametrize(
    ("target", "message"),
    [
        (2, "target must be a class index from 0 to 1, but is 2; classes are counted from 0"),
        ([0, 0, -1], "target must be a class index from 0 to 1, but target[2] is -1; "
         "classes are counted from 0"),
        ([0, 1], "target has shape (2,), but the batch has shape (3,); "
         "give one class index for each row, or a distribution as floats"),
        ([0.5, 0.6], "target must sum to 1, but sums to 1.1; divide by its sum if these are weights"),
        ([0.2, 0.3, 0.5], "target must have 2 classes on its last axis, but has 3; give one entry for each class"),
        ([[0.5, 0.5]] * 2, "target has shape (2, 2), but the logits have shape (3, 2); "
         "give one distribution, or one for each row"),
        (1.0, "target must be a class index (an integer) or a distribution, but is 1; give an int"),
        ([], "target is empty (shape (0,)); give at least one number"),
        ("a", "target must hold real numbers, but holds <U1; convert it to float first"),
    ],
)  # fmt: skip
def test_a_target_that_does_not_fit_is_refused(function, target, message):
    assert refusal(function, np.zeros((3, 2)), target) == message


@pytest.mark.parametrize("function", [loss, gradient_wrt_logits, forces])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_logit_that_is_no_number_is_refused_where_it_stands(function, bad):
    z = np.zeros((2, 40_000))
    z[1, 39_999] = bad
    with pytest.raises(ValueError, match=rf"^z must be finite, but z\[1, 39999\] is {bad}; find the step that"):
        function(z, [0, 1])


def test_a_large_batch_is_as_fast_as_scipys_softmax_alone():
    # With 4096 × 32 768 (1 GiB) it takes 0.65 to 0.8 of the time; here an eighth of that, and the best of five.
    z = np.random.default_rng(4).normal(size=(512, 32_768))
    y = np.arange(512)
    scipy.special.softmax(z[:1], axis=-1)  # its first call imports
    runs = (lambda: gradient_wrt_logits(z, y)), (lambda: scipy.special.softmax(z, axis=-1))
    # by turns, so that what else the machine does slows both
    ours, theirs = np.min([[timeit.timeit(run, number=1) for run in runs] for _ in range(5)], axis=0)
    assert ours <= 1.5 * theirs


@pytest.mark.parametrize("function", [gradient_wrt_logits, loss])
def test_a_batch_takes_one_array_of_its_size_and_no_second(function):
    z = np.zeros((64, 32_768))
    y = np.zeros(64, dtype=int)
    tracemalloc.start()
    function(z, y)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.1 * z.nbytes


def test_a_share_too_small_for_float64_still_has_a_loss():
    assert softmax([0.0, 800.0])[0] == 0
    assert loss([0.0, 800.0], 0) == 800
    assert log_softmax([0.0, 800.0])[0] == -800
