"""Logits that give in to the forces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    descend,
    forces,
    log_sum_exp,
    loss,
    rising_threshold,
    softmax,
    softmax_jacobian,
    with_share,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_class, logits_and_truth

Z = np.array([2.5, -1, 3.2, 0.5])  # Nielsen's sliders, true class 0


@given(logits_and_truth(bound=10), st.floats(0, 100), st.integers(0, 8))
def test_the_sum_of_the_logits_never_changes(z_and_truth, rate, steps):
    z, target = z_and_truth
    sums = descend(z, target, rate, steps).logits.sum(axis=-1)
    assert sums == pytest.approx(z.sum(), abs=1e-11)


@given(logits_and_truth(bound=10), st.floats(0.01, 3.99))
def test_the_loss_never_rises_at_a_rate_below_four(z_and_truth, rate):
    z, target = z_and_truth
    assert (np.diff(descend(z, target, rate, 10).losses) <= 1e-12).all()


@given(logits_and_truth(bound=10))
def test_every_row_belongs_to_its_logits(z_and_truth):
    z, target = z_and_truth
    path = descend(z, target, rate=0.5, steps=3)
    assert (path.logits[0] == z).all()
    for t in range(4):
        assert path.probabilities[t] == pytest.approx(softmax(path.logits[t]), rel=1e-13)
        assert path.forces[t] == pytest.approx(forces(path.logits[t], target), abs=1e-14)
        assert path.losses[t] == pytest.approx(loss(path.logits[t], target), abs=1e-13)
    assert np.diff(path.logits, axis=0) == pytest.approx(0.5 * path.forces[:-1], abs=1e-14)


@given(logits_and_class(bound=10))
def test_the_true_logit_rises_and_all_others_sink(z_and_class):
    z, y = z_and_class
    moves = np.diff(descend(z, y, rate=1.0, steps=5).logits, axis=0)
    assert (moves[:, y] >= 0).all()
    assert (np.delete(moves, y, axis=1) <= 0).all()


@given(logits_and_class(bound=5))
def test_a_wrong_class_rises_exactly_while_it_lies_below_the_threshold(z_and_class):
    z, y = z_and_class
    margin = np.delete(rising_threshold(z, y) - softmax(z), y)
    velocity = np.delete(softmax_jacobian(z) @ forces(z, y), y)
    clear = np.abs(margin) > 1e-9
    assert ((velocity > 0) == (margin > 0))[clear].all()


def test_the_smallest_wrong_classes_of_the_pulley_scene_rise():
    # oracles.md: Δq after a step of .1 down the gradient
    change = np.diff(descend(Z, 0, rate=0.1, steps=1).probabilities, axis=0)[0]
    assert change == pytest.approx([0.02805432, 0.00015262, -0.02874813, 0.00054120], abs=5e-9)


def test_the_soft_ceiling_closes_in_on_the_true_block():
    # oracles.md, second cut, 6: LSE, z_y, L and q_y at the start and after 1, 10 and 20 steps
    path = descend(Z, 0, rate=0.5, steps=20)
    after = [0, 1, 10, 20]
    ceiling = log_sum_exp(path.logits)
    assert ceiling[after] == pytest.approx([3.656656446421, 3.611347613330, 4.188164321165, 4.571537427577], abs=5e-13)
    z_y = [2.5, 2.842731953517, 4.057094701502, 4.505965676113]
    assert path.logits[after, 0] == pytest.approx(z_y, abs=5e-13)
    losses = [1.156656446421, 0.768615659812, 0.131069619663, 0.065571751464]
    assert path.losses[after] == pytest.approx(losses, abs=5e-13)
    assert ceiling - path.logits[:, 0] == pytest.approx(path.losses, abs=1e-14)
    q_y = [0.314536092965, 0.463654479773, 0.877156704911, 0.936531846818]
    assert path.probabilities[after, 0] == pytest.approx(q_y, abs=5e-13)
    # a ceiling over the largest, never more than log K above it
    above = ceiling - path.logits.max(axis=-1)
    assert above[0] == pytest.approx(0.456656446421, abs=5e-13)
    assert ((above > 0) & (above <= np.log(4))).all()
    # "lifts the ceiling by its q" is a slope: z3 + 1 lifts it by more
    assert log_sum_exp(Z + np.eye(4)[2]) - ceiling[0] == pytest.approx(0.736377209541, abs=5e-13)


def test_the_threshold_falls_with_the_rate():
    # oracles.md, second cut, 6, "surprise"
    thresholds = [rising_threshold(Z, 0, rate) for rate in (0, 0.1, 0.5)]
    assert thresholds == pytest.approx([0.187492007124, 0.168903685042, 0.090617666183], abs=5e-13)
    assert rising_threshold(Z, 0, 1.0) < 0
    assert rising_threshold(with_share(Z, 0, 0.01), 0) == pytest.approx(0.830931114098, abs=5e-13)


@given(logits_and_class(bound=10), st.floats(1e-3, 50))
def test_a_step_raises_exactly_the_wrong_classes_below_the_threshold(z_and_class, rate):
    z, y = z_and_class
    path = descend(z, y, rate, 1)
    threshold = rising_threshold(z, y, rate)
    rose = path.probabilities[1] > path.probabilities[0]
    clear = np.abs(path.probabilities[0] - threshold) > 1e-9
    wrong = np.arange(len(z)) != y
    assert (rose == (path.probabilities[0] < threshold))[clear & wrong].all()


def test_a_huge_step_leaves_no_threshold():
    assert rising_threshold(Z, 0, 1e4) == pytest.approx(-forces(Z, 0)[0], abs=1e-3)
    assert rising_threshold([0.0, 50.0], 0, 3e3) == pytest.approx(-1, abs=0.05)


def test_the_surprise_from_a_confident_mistake():
    # oracles.md, second cut, 6: most after 4 and 5 steps of .5, back after 13 and 16
    shares = descend(with_share(Z, 0, 0.01), 0, 0.5, 16).probabilities
    for index, most, at in [(3, 0.162045231385, 4), (1, 0.043976884650, 5)]:
        assert shares[:, index].argmax() == at
        assert shares[at, index] == pytest.approx(most, abs=5e-13)
    assert np.argmax(shares[1:, 3] < shares[0, 3]) + 1 == 13
    shares = descend(Z, 0, 0.5, 3).probabilities
    assert shares[1, [3, 1]] == pytest.approx([0.043602903843, 0.009891329667], abs=5e-13)
    assert (shares[2, [3, 1]] < shares[0, [3, 1]]).all()


def test_no_steps_leave_the_start():
    path = descend(Z, 0, rate=0.5, steps=0)
    assert path.logits.shape == path.probabilities.shape == path.forces.shape == (1, 4)
    assert path.losses.shape == (1,)


def test_a_batch_descends_row_by_row():
    z = np.stack([Z, -Z])
    path = descend(z, [0, 2], rate=0.5, steps=4)
    assert path.logits.shape == (5, 2, 4)
    assert path.losses.shape == (5, 2)
    assert (path.logits[:, 1] == descend(-Z, 2, rate=0.5, steps=4).logits).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rate": -1}, "rate must lie from 0 to 1e+100, but is -1; choose a value in that range"),
        (
            {"rate": np.nan},
            "rate must be finite, but is nan; find the step that made it (an overflow, or 0/0)",
        ),
        ({"rate": [0.1, 0.2]}, "rate must be a single number, but has shape (2,); give one for all rows"),
        ({"steps": -1}, "steps must be 0 or more, but is -1; give a whole number from 0 up"),
        ({"steps": 1.5}, "steps must be a whole number, but is 1.5; give an int"),
        ({"target": 4}, "target must be a class index from 0 to 3, but is 4; classes are counted from 0"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    assert refusal(descend, **{"z": Z, "target": 0, "rate": 0.5, "steps": 1} | change) == message
