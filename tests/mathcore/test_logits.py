"""Softmax, its logarithm and its Jacobian."""

import mpmath
import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from mathcore import log_softmax, softmax, softmax_jacobian, sum_exp
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits, logits_and_class, reals, slope

Z = np.array([2.5, -1, 3.2, 0.5])  # Nielsen's sliders


def exact_softmax(z):
    """Softmax without a shift, in so many digits that a share within 1e-300 of 1 differs from it."""
    with mpmath.workdps(350):
        powers = [mpmath.exp(mpmath.mpf(float(v))) for v in z]
        return [power / mpmath.fsum(powers) for power in powers]


@given(logits(bound=1e4))
def test_shares_sum_to_one_and_are_never_negative(z):
    q = softmax(z)
    assert q.sum() == pytest.approx(1, abs=1e-15 * len(z))
    assert (q >= 0).all()


@given(logits(), reals(1e4))
def test_adding_a_number_to_all_logits_changes_nothing(z, shift):
    assert softmax(z + shift) == pytest.approx(softmax(z), abs=1e-11)
    assert log_softmax(z + shift) == pytest.approx(log_softmax(z), abs=1e-11)


@given(logits(), st.randoms())
def test_permuting_the_classes_permutes_the_shares(z, random):
    order = random.sample(range(len(z)), len(z))
    assert softmax(z[order]) == pytest.approx(softmax(z)[order], abs=1e-15)


@given(logits())
def test_a_lead_multiplies_the_odds_by_its_exponential(z):
    q = softmax(z)
    assert q[0] / q[1] == pytest.approx(np.exp(z[0] - z[1]))


@given(logits(bound=1e4))
def test_arithmetic_in_350_digits_agrees(z):
    exact = exact_softmax(z)
    assert softmax(z) == pytest.approx(np.array(exact, dtype=float), rel=1e-13, abs=1e-300)
    with mpmath.workdps(350):
        logs = np.array([mpmath.log(share) for share in exact], dtype=float)
    assert log_softmax(z) == pytest.approx(logs, rel=1e-12, abs=1e-300)


@given(logits(bound=700))
def test_scipy_agrees(z):
    assert softmax(z) == pytest.approx(scipy.special.softmax(z), abs=1e-15)
    assert log_softmax(z) == pytest.approx(scipy.special.log_softmax(z), abs=1e-12)


@given(logits_and_class(bound=10, max_classes=5), st.floats(0, 20))
def test_scaling_is_softmax_of_the_scaled_logits(z_and_class, c):
    z, _ = z_and_class
    assert softmax(z, scale=c) == pytest.approx(softmax(c * z), abs=1e-13)


@pytest.mark.parametrize("c", [0, 1, 2, 3.5])
def test_each_row_of_a_batch_has_its_own_scale_or_they_share_one(c):
    z = np.random.default_rng(0).normal(size=(3, 4))
    assert softmax(z, scale=c) == pytest.approx(softmax(c * z))
    each = np.array([c, 1.0, 4.0])
    assert softmax(z, scale=each) == pytest.approx(softmax(each[:, None] * z))
    far_apart = softmax([[1e308, 1e308], [0.0, np.log(3) / 2]], scale=2)
    assert far_apart == pytest.approx(np.array([[0.5, 0.5], [0.25, 0.75]]))


@given(logits(bound=5))
def test_the_largest_share_only_grows_with_the_scale(z):
    leading = softmax(z, scale=np.linspace(0, 10, 21))[:, z.argmax()]
    assert (np.diff(leading) >= -1e-15).all()


@given(logits(bound=10))
def test_the_jacobian_is_symmetric_and_balanced(z):
    jacobian = softmax_jacobian(z)
    assert (jacobian == jacobian.T).all()
    assert jacobian.sum(axis=0) == pytest.approx(0, abs=1e-16)
    assert jacobian.sum(axis=1) == pytest.approx(0, abs=1e-16)
    assert (np.linalg.eigvalsh(jacobian) >= -1e-15).all()


@given(logits(bound=5))
def test_the_jacobian_is_the_slope_of_the_shares(z):
    by_differences = slope(softmax, z).T
    assert softmax_jacobian(z) == pytest.approx(by_differences, abs=1e-9)


def test_nielsens_sliders():
    # oracles.md, recomputed in 30 digits
    assert softmax(Z) == pytest.approx(
        [0.314536092965179, 0.00949816699942751, 0.633397908805814, 0.04256783122958], abs=1e-14
    )
    assert softmax_jacobian(Z)[0] == pytest.approx(
        [0.215603139187379, -0.00298751633833072, -0.199226503528095, -0.0133891193209532], abs=1e-15
    )


def test_nielsens_sliders_scaled():
    # oracles.md: c = 2 and c = 5, here from one call with two scales
    expected = [
        [0.197066566114921, 0.000179701447653953, 0.799144332375421, 0.00360940006200375],
        [0.029312191721902, 7.36028886667016e-10, 0.970686476770624, 1.33077144535884e-6],
    ]
    assert softmax(Z, scale=[2, 5]) == pytest.approx(np.array(expected), rel=1e-13)


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([0.1, 0, 0, 0], [0.26921434944631]),  # oracles.md: "slightly larger" is not enough
        ([1, 0, 0, 0], [0.475366886418672]),
        ([1, 2, 3], [0.09003057, 0.24472847, 0.66524096]),
    ],
)
def test_known_shares(z, expected):
    digits = 14 if len(expected) == 1 else 8
    assert softmax(z)[: len(expected)].round(digits) == pytest.approx(expected, abs=0.6 * 10**-digits)


def test_ties_share_however_large_the_scale():
    assert softmax([3.0, 3.0, -1.0], scale=1e300).tolist() == [0.5, 0.5, 0.0]


def test_scale_zero_makes_all_equal_whatever_the_gaps():
    assert softmax([1e308, -1e308, 0.0, 0.0], scale=0).tolist() == [0.25] * 4


def test_the_whole_range_of_float64_is_served():
    assert softmax([1e308, -1e308]).tolist() == [1.0, 0.0]
    assert softmax([-1e4, -1e4]).tolist() == [0.5, 0.5]
    assert log_softmax([1e4, -1e4]).tolist() == [0.0, -2e4]
    assert softmax([7]).tolist() == [1.0]


@given(st.integers(1, 4), st.integers(1, 3))
def test_batches_are_rows_one_by_one(rows, more):
    z = np.random.default_rng(0).normal(size=(more, rows, 5))
    by_row = np.array([[softmax(row) for row in block] for block in z])
    assert (softmax(z) == by_row).all()
    assert softmax_jacobian(z).shape == (more, rows, 5, 5)
    assert (softmax_jacobian(z)[-1, -1] == softmax_jacobian(z[-1, -1])).all()


def test_rows_beyond_one_block_are_served_too():
    z = np.random.default_rng(0).normal(size=(3, 20_000))  # one row is more than half a block
    assert softmax(z) == pytest.approx(scipy.special.softmax(z, axis=-1), rel=1e-12)


def test_a_view_with_gaps_gives_what_its_copy_gives():
    z = np.random.default_rng(0).normal(size=(6, 8))
    assert (softmax(z.T[::2]) == softmax(z.T[::2].copy())).all()


def test_a_sum_of_powers_beyond_float64_is_refused_and_one_below_it_is_0():
    assert sum_exp([-800.0, -746.0]) == 0
    assert refusal(sum_exp, [[0.0, 1.0], [0.0, 710.0]]) == (
        "Σ e^z is too large for float64: the largest logit is 710; take log_sum_exp"
    )


@pytest.mark.parametrize("function", [softmax, log_softmax, softmax_jacobian, sum_exp])
@pytest.mark.parametrize(
    ("z", "message"),
    [
        ([0, np.nan], "z must be finite, but z[1] is nan; find the step that made it (an overflow, or 0/0)"),
        ([0, np.inf], "z must be finite, but z[1] is inf; find the step that made it (an overflow, or 0/0)"),
        ([[0, 1], [-np.inf, 1]], "z must be finite, but z[1, 0] is -inf; find the step that made it "
         "(an overflow, or 0/0)"),
        (2.0, "z must have its classes on the last axis, but is a single number; give a list"),
        ([], "z is empty (shape (0,)); give at least one number"),
        (np.empty((0, 3)), "z is empty (shape (0, 3)); give at least one number"),
        ([1j], "z must hold real numbers, but holds complex128; convert it to float first"),
    ],
)  # fmt: skip
def test_what_is_no_row_of_logits_is_refused(function, z, message):
    assert refusal(function, z) == message


@pytest.mark.parametrize(
    ("scale", "message"),
    [
        (-1, "scale must not be negative, but is -1; turn the signs of z instead"),
        (np.inf, "scale must be finite, but is inf; find the step that made it (an overflow, or 0/0)"),
        ([1, 2, 3], "batch shapes don't fit together: z (2,), scale (3,); make them equal, or 1"),
    ],
)
def test_a_scale_that_does_not_fit_is_refused(scale, message):
    assert refusal(softmax, [[0.0, 1.0], [1.0, 0.0]], scale=scale) == message
