"""One logit nudged by a finite amount."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import loss, nudge, softmax
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import distributions, logits, logits_and_class, reals

Z = np.array([2.5, -1, 3.2, 0.5])  # Nielsen's sliders, true class 0

# oracles.md: class, amount, shares after, change of the loss, first order
SLIDERS = [
    (0, 0.4, [0.406368828086302, 0.00822568183245823, 0.548540541716633, 0.0368649483646064],
     -0.256162358217871, -0.274185562814),
    (1, -0.4, [0.315524111049692, 0.00638681111488402, 0.635387532898533, 0.0427015449368905],
     -0.00313626821080866, -0.00379926679977),
    (2, -0.4, [0.397552432789474, 0.0120050432434193, 0.536639652874139, 0.0538028710929679],
     -0.234227999223055, -0.253359163522),
    (3, -0.4, [0.319013045689464, 0.00963335925740634, 0.64241338447556, 0.02894021057757],
     -0.0141331649658363, -0.0170271324918),
]  # fmt: skip


@st.composite
def logits_and_two_classes(draw, bound=20.0):
    z, i = draw(logits_and_class(bound))
    return z, i, draw(st.integers(0, len(z) - 1))


@given(logits_and_two_classes(bound=10), reals(10))
def test_the_answer_is_that_of_the_loss_itself(z_and_classes, d):
    z, i, y = z_and_classes
    moved = z + d * np.eye(len(z))[i]
    answer = nudge(z, i, d, target=y)
    assert answer.loss_change == pytest.approx(loss(moved, y) - loss(z, y), abs=1e-12)
    assert (answer.before == softmax(z)).all()
    assert answer.after == pytest.approx(softmax(moved), rel=1e-13)
    assert answer.change == pytest.approx(answer.after - answer.before, abs=1e-15)


@given(logits_and_two_classes(bound=1e3), reals(1e3))
def test_arithmetic_in_1000_digits_agrees(z_and_classes, d):
    z, i, y = z_and_classes
    with mpmath.workdps(1000):
        powers = [mpmath.exp(mpmath.mpf(float(v))) for v in z]
        q = powers[i] / mpmath.fsum(powers)
        exact = mpmath.log1p(q * mpmath.expm1(mpmath.mpf(d))) - (d if i == y else 0)
        slope = d * (q - (i == y))
    answer = nudge(z, i, d, target=y)
    # the shares' own precision: logits of 1000 fix them to about 1e-13
    assert answer.loss_change == pytest.approx(float(exact), rel=1e-11, abs=1e-300)
    assert answer.first_order == pytest.approx(float(slope), rel=1e-11, abs=1e-300)


@given(logits_and_two_classes(bound=10), reals(10))
def test_the_exact_change_is_never_below_the_first_order_one(z_and_classes, d):
    # the loss is convex: it lies above its tangents
    z, i, y = z_and_classes
    answer = nudge(z, i, d, target=y)
    assert answer.loss_change >= answer.first_order - 1e-14


@given(logits_and_two_classes(bound=5), reals(1e-4))
def test_small_nudges_are_answered_to_first_order(z_and_classes, d):
    z, i, y = z_and_classes
    answer = nudge(z, i, d, target=y)
    assert answer.loss_change == pytest.approx(answer.first_order, abs=d * d / 8 + 1e-15)  # curvature ≤ ¼


@given(logits_and_class(bound=10), reals(10))
def test_what_one_class_gains_the_others_lose(z_and_class, d):
    z, i = z_and_class
    change = nudge(z, i, d, 0).change
    assert change.sum() == pytest.approx(0, abs=1e-15)
    assert (np.delete(change, i) * np.sign(d) <= 0).all()


@given(logits_and_class(bound=10), st.floats(0.01, 10))
def test_lowering_wrong_logits_helps_in_the_order_of_their_shares(z_and_class, d):
    # Δq_y = q_y (1/(1 − q_i (1 − e^(−d))) − 1) grows with q_i: ranking the answers ranks the shares
    z, y = z_and_class
    wrong = np.delete(np.arange(len(z)), y)
    gains = nudge(z, wrong, -d, target=y).change[:, y]
    order = np.argsort(z[wrong])
    ranked = gains[order]
    assert (np.diff(ranked) >= -1e-15).all()
    ties = np.diff(z[wrong][order]) == 0
    assert np.diff(ranked)[ties] == pytest.approx(0, abs=1e-15)


@given(logits_and_class(bound=10), reals(10))
def test_raising_one_logit_is_lowering_all_others(z_and_class, d):
    z, i = z_and_class
    others = 1 - np.eye(len(z))[i]
    assert nudge(z, i, d, 0).after == pytest.approx(softmax(z - d * others), abs=1e-14)


@given(logits(bound=10), st.data())
def test_a_soft_truth_mixes_the_answers_of_hard_ones(z, data):
    p = data.draw(distributions(len(z)))
    d = data.draw(reals(10))
    hard = [nudge(z, 0, d, target=y) for y in range(len(z))]
    soft = nudge(z, 0, d, target=p)
    assert soft.loss_change == pytest.approx(p @ [each.loss_change for each in hard], abs=1e-12)
    assert soft.first_order == pytest.approx(p @ [each.first_order for each in hard], abs=1e-12)


@pytest.mark.parametrize(("i", "d", "after", "loss_change", "first_order"), SLIDERS)
def test_nielsens_sliders(i, d, after, loss_change, first_order):
    answer = nudge(Z, i, d, 0)
    assert answer.after == pytest.approx(after, abs=1e-14)
    assert answer.loss_change == pytest.approx(loss_change, abs=1e-14)
    assert answer.first_order == pytest.approx(first_order, abs=5e-13)


def test_nielsens_ranking():
    # oracles.md: Δq_0 of the four sliders
    answers = nudge(Z, [0, 1, 2, 3], [0.4, -0.4, -0.4, -0.4], 0)
    expected = [0.0918327351211234, 0.000988018084513693, 0.0830163398242955, 0.00447695272428498]
    assert answers.change[:, 0] == pytest.approx(expected, abs=1e-15)
    assert np.argsort(-answers.change[:, 0]).tolist() == [0, 2, 3, 1]


def test_unit_steps_part_from_their_slopes():
    # oracles.md: +.736377209541 on z2, where the slope says .633; −.567917853864 on z0
    assert nudge(Z, 2, 1, 0).loss_change == pytest.approx(0.736377209541, abs=5e-13)
    assert nudge(Z, 0, 1, 0).loss_change == pytest.approx(-0.567917853864, abs=5e-13)


@pytest.mark.parametrize(
    ("amount", "changes"),
    [
        # oracles.md, second cut, 12
        (1.0, [-0.567917853864, 0.016188779480, 0.736377209541, 0.070592220666]),
        (-1.0, [0.778324457063, -0.006022083029, -0.511465561941, -0.027276649637]),
    ],
)
def test_unit_steps_of_all_logits(amount, changes):
    answers = nudge(Z, [0, 1, 2, 3], amount, 0)
    assert answers.loss_change == pytest.approx(changes, abs=5e-13)
    slopes = [-0.685463907035, 0.009498166999, 0.633397908806, 0.042567831230]
    assert answers.first_order * amount == pytest.approx(slopes, abs=5e-13)


def test_two_levers():
    # oracles.md, second cut, 3: z_y up, or all others down, by .4, .5 and 1
    for d, after in [(0.4, 0.900494088203), (0.5, 0.842344209438), (1.0, 0.588738592557)]:
        assert loss(Z, 0) + nudge(Z, 0, d, 0).loss_change == pytest.approx(after, abs=5e-13)
        assert loss(Z - d * np.array([0, 1, 1, 1]), 0) == pytest.approx(after, abs=5e-13)


def test_a_huge_nudge_is_answered_without_overflow():
    # a wrong class at +10 000 takes all: ΔL = d + ln q_2; the true one there leaves no loss: ΔL = ln q_0
    log_q = np.log(softmax(Z))
    assert nudge(Z, 2, 1e4, 0).loss_change == pytest.approx(1e4 + log_q[2], abs=1e-11)
    assert nudge(Z, 0, 1e4, 0).loss_change == pytest.approx(log_q[0], abs=1e-15)
    assert nudge(Z, 0, -1e4, 0).loss_change == pytest.approx(1e4 + np.log1p(-softmax(Z)[0]), abs=1e-11)
    assert nudge(Z, 2, -1e4, 0).loss_change == pytest.approx(np.log1p(-softmax(Z)[2]), abs=1e-15)


def test_shares_beyond_float64_still_answer():
    # q_1 = e^(−1e300) is stored as 0, and q_0 as 1; raising class 1 by 3 changes nothing that can be stored
    answer = nudge([1e300, 0.0], 1, 3.0, 0)
    assert answer.loss_change == 0
    assert nudge([1e300, 0.0], 0, 3.0, 0).loss_change == 0
    assert nudge([1e308, -1e308, 0.0], 2, 3.0, 0).loss_change == 0
    assert nudge([0.0, -800.0], 1, 801.0, 0).loss_change == pytest.approx(np.log1p(np.e), rel=1e-12)


def test_no_nudge_no_answer():
    answer = nudge(Z, 2, 0.0, 0)
    assert answer.loss_change == answer.first_order == 0
    assert (answer.change == 0).all()


def test_a_list_of_amounts_gives_the_curve():
    curve = nudge(Z, 2, np.linspace(-1, 1, 5), 0)
    assert curve.after.shape == (5, 4)
    assert curve.loss_change == pytest.approx([nudge(Z, 2, d, 0).loss_change for d in np.linspace(-1, 1, 5)])


def test_batches_are_rows_one_by_one():
    z = np.stack([Z, -Z, Z[::-1]])
    truths = softmax(np.random.default_rng(0).normal(size=(2, 3, 4)))
    at_once = nudge(z, [0, 1, 2], 0.7, target=truths)
    for i in range(2):
        for j in range(3):
            alone = nudge(z[j], j, 0.7, target=truths[i, j])
            assert at_once.after[i, j] == pytest.approx(alone.after, abs=1e-15)
            assert at_once.loss_change[i, j] == pytest.approx(alone.loss_change, abs=1e-15)
            assert at_once.first_order[i, j] == pytest.approx(alone.first_order, abs=1e-15)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"z": [1.0]}, "z must have at least two classes, but has 1; a single share is 1 whatever its logit"),
        ({"index": 4}, "index must be a class index from 0 to 3, but is 4; classes are counted from 0"),
        ({"index": 0.5}, "index must be a class index, but holds float64; give an int or an int array"),
        ({"amount": np.inf}, "amount must be finite, but is inf; find the step that made it "
         "(an overflow, or 0/0)"),
        ({"target": 4}, "target must be a class index from 0 to 3, but is 4; classes are counted from 0"),
        ({"index": [0, 1], "amount": [1, 2, 3]}, "batch shapes don't fit together: z (), index (2,), "
         "amount (3,), target (); make them equal, or 1"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(change, message):
    assert refusal(nudge, **{"z": Z, "index": 2, "amount": 0.4, "target": 0} | change) == message


def test_a_nudge_out_of_float64_takes_all():
    answer = nudge([1.7e308, 0.0], 0, 1.7e308, 0)
    assert answer.after.tolist() == [1, 0]
    assert answer.loss_change == 0
