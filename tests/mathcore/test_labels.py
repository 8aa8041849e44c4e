"""Softer truths, and where logits rest under them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    class_distances,
    descend,
    entropy,
    forces,
    kl_divergence,
    loss,
    ordinal_labels,
    resting_logits,
    smooth,
    softmax,
    softmax_jacobian,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_class, reals, spread_positions

Z = np.array([2.5, -1, 3.2, 0.5])
SMOOTHED = smooth(0, classes=4, amount=0.1)


@st.composite
def placed_classes(draw):
    z, y = draw(logits_and_class())
    return y, draw(spread_positions(len(z)))


@given(placed_classes())
def test_ordinal_labels_are_distributions_that_fall_with_the_distance(placed):
    y, x = placed
    t, d = ordinal_labels(y, x), class_distances(y, x)
    assert t.sum() == pytest.approx(1)
    assert t.argmax() == y
    assert t / t[y] == pytest.approx(np.exp(-d))


@given(st.integers(1, 12), st.floats(0, 1), st.data())
def test_smoothing_spreads_its_amount_evenly(classes, amount, data):
    y = data.draw(st.integers(0, classes - 1))
    p = smooth(y, classes, amount)
    assert p.sum() == pytest.approx(1, abs=1e-15)
    assert p == pytest.approx((1 - amount) * np.eye(classes)[y] + amount / classes, abs=1e-15)


def test_smoothing_by_nothing_is_one_hot_and_by_all_is_even():
    assert smooth(1, 3, 0.0).tolist() == [0, 1, 0]
    assert smooth(1, 4, 1.0).tolist() == [0.25] * 4
    assert smooth([0, 2], 3, [[0.0], [0.3]]).shape == (2, 2, 3)


def test_the_other_convention_is_another_amount():
    # oracles.md: ε/(K − 1) to the wrong classes alone, for ε = .1, is .1 · 4/3 by ours
    assert smooth(0, 4, 0.1 * 4 / 3) == pytest.approx([0.9, *[0.1 / 3] * 3])


@given(st.lists(st.floats(1e-6, 1), min_size=2, max_size=6), reals(50))
def test_at_rest_nothing_pulls(weights, total):
    p = np.array(weights) / np.sum(weights)
    z = resting_logits(p, total)
    assert softmax(z) == pytest.approx(p, rel=1e-12)
    assert z.sum() == pytest.approx(total, abs=1e-12)
    assert forces(z, p) == pytest.approx(0, abs=1e-14)
    assert loss(z, p) == pytest.approx(entropy(p), rel=1e-12)


@pytest.mark.parametrize(
    ("p", "rest", "least", "start", "divergence"),
    [
        # oracles.md, second cut, 14: both conventions, ε = .1
        (SMOOTHED, [4.008188434483, *[0.397270521839] * 3], 0.348780384918, 1.276656446421, 0.927876061503),
        ([0.9, *[0.1 / 3] * 3], [3.771877649503, *[0.476040783499] * 3],
         0.434944202258, 1.316656446421, 0.881712244163),
    ],
)  # fmt: skip
def test_the_scene_at_rest(p, rest, least, start, divergence):
    assert resting_logits(p, Z.sum()) == pytest.approx(rest, abs=5e-13)
    assert entropy(p) == pytest.approx(least, abs=5e-13)
    assert loss(Z, p) == pytest.approx(start, abs=5e-13)
    assert kl_divergence(p, softmax(Z)) == pytest.approx(divergence, abs=5e-13)


def test_descent_comes_to_rest():
    # oracles.md: L and the largest |F| after 0 … 400 steps of .5; below .0005 first at step 380, with rate 2 at 94
    path = descend(Z, SMOOTHED, 0.5, 400)
    after = [0, 10, 20, 50, 100, 200, 400]
    largest = np.abs(path.forces).max(axis=-1)
    expected = [1.276656, 0.422468, 0.383816, 0.364668, 0.354766, 0.349426, 0.348785]
    assert path.losses[after] == pytest.approx(expected, abs=5e-7)
    assert largest[after] == pytest.approx([0.6105, 0.0962, 0.0462, 0.0179, 0.0123, 0.0045, 0.0004], abs=5e-5)
    assert np.argmax(largest < 0.0005) == 380
    assert np.argmax(np.abs(descend(Z, SMOOTHED, 2, 100).forces).max(axis=-1) < 0.0005) == 94


def test_the_springs_at_rest():
    # oracles.md, second cut, 14: rows and eigenvalues of the stiffness
    rest = resting_logits(SMOOTHED, Z.sum())
    springs = softmax_jacobian(rest)
    assert springs[0] == pytest.approx([0.069375, -0.023125, -0.023125, -0.023125], abs=1e-15)
    assert springs[1] == pytest.approx([-0.023125, 0.024375, -0.000625, -0.000625], abs=1e-15)
    assert np.linalg.eigvalsh(springs) == pytest.approx([0, 0.025, 0.025, 0.0925], abs=1e-15)
    start = softmax_jacobian(Z)
    diagonal = [0.215603139187, 0.009407951823, 0.232204997926, 0.040755810974]
    assert start.diagonal() == pytest.approx(diagonal, abs=5e-13)
    eigenvalues = [0, 0.012240290509, 0.062143036189, 0.423588573213]
    assert np.linalg.eigvalsh(start) == pytest.approx(eigenvalues, abs=5e-13)


@pytest.mark.parametrize(
    ("logit", "by", "q", "force"),
    [
        # oracles.md, second cut, 14: "pulled"
        (2, 1, [0.886901338654, 0.023970306450, 0.065158048446, 0.023970306450],
         [0.038098661346, 0.001029693550, -0.040158048446, 0.001029693550]),
        (0, -1, [0.819402648869, *[0.060199117044] * 3], [0.105597351131, *[-0.035199117044] * 3]),
        (2, np.log(37), [0.486842105263, 0.013157894737, 0.486842105263, 0.013157894737],
         [0.438157894737, 0.011842105263, -0.461842105263, 0.011842105263]),
        (2, np.log(39), [0.474358974359, 0.012820512821, 0.5, 0.012820512821],
         [0.450641025641, 0.012179487179, -0.475, 0.012179487179]),
    ],
)  # fmt: skip
def test_what_is_pulled_from_rest_is_drawn_back(logit, by, q, force):
    z = resting_logits(SMOOTHED, Z.sum()) + by * np.eye(4)[logit]
    assert softmax(z) == pytest.approx(q, abs=5e-13)
    assert forces(z, SMOOTHED) == pytest.approx(force, abs=5e-13)


def test_a_lifted_logit_pulls_the_others_along():
    # oracles.md: from the default start, z3 + 1
    q = [0.150614203402, 0.004548154849, 0.824454225872, 0.020383415877]
    assert softmax(Z + np.eye(4)[2]) == pytest.approx(q, abs=5e-13)


def test_a_truth_that_rules_a_class_out_never_rests():
    assert refusal(resting_logits, [1.0, 0.0]) == (
        "target must rule no class out, but target[1] is 0; towards a 0 the logits never rest: smooth it first"
    )
    assert refusal(smooth, 0, 4, 1.5) == "amount must lie from 0 to 1, but is 1.5; choose a value in that range"
