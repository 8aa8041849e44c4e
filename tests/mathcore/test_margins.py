"""Cross-entropy that knows the distances, and the weighting that fails."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    class_distances,
    distance_weighted_forces,
    distant_mass,
    forces,
    gradient_wrt_logits,
    loss,
    margin_gradient,
    margin_loss,
    ordinal_labels,
    softmax,
    wasserstein_distance,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_class, slope, spread_positions

A, B = np.array([0.1, 0.8, 0.05, 0.05]), np.array([0.1, 0.05, 0.05, 0.8])  # the note's two mistakes, y = 0
LINE = [0, 1, 2, 3]


@st.composite
def placed_logits(draw, bound=5.0):
    z, y = draw(logits_and_class(bound))
    return z, y, draw(spread_positions(len(z)))


@given(placed_logits())
def test_the_margin_gradient_is_a_slope_by_differences(placed):
    z, y, x = placed
    for power in (0.4, 1.0):
        by_differences = slope(lambda point, power=power: margin_loss(point, y, x, power), z)
        assert margin_gradient(z, y, x, power) == pytest.approx(by_differences, abs=1e-8)


@given(placed_logits(bound=1e4))
def test_margin_pulls_balance(placed):
    assert margin_gradient(*placed).sum() == pytest.approx(0, abs=1e-15)


@given(placed_logits())
def test_with_all_distances_one_the_margins_vanish(placed):
    z, y, _ = placed
    pair = z[[y, y - 1]]
    assert margin_loss(pair, 0, [0, 1]) == loss(pair, 0)
    assert (margin_gradient(pair, 0, [0, 1]) == gradient_wrt_logits(pair, 0)).all()


@given(placed_logits())
def test_the_margin_loss_is_the_weighted_sum_of_the_formula(placed):
    z, y, x = placed
    c = np.where(np.arange(len(z)) == y, 1, np.abs(x - x[y]))
    assert margin_loss(z, y, x) == pytest.approx(np.log(c @ np.exp(z)) - z[y], abs=1e-12)


@given(placed_logits(), st.floats(0, 1))
def test_the_margin_loss_is_how_the_wrong_mass_by_distance_compares_with_the_true_share(placed, power):
    z, y, x = placed
    q, c = softmax(z), np.where(np.arange(len(z)) == y, 0, np.abs(x - x[y]) ** power)
    mass = distant_mass(q, y, x, power)
    assert mass == pytest.approx(c @ q)
    assert margin_loss(z, y, x, power) == pytest.approx(np.log1p(mass / q[y]), rel=1e-12, abs=1e-12)


@given(placed_logits())
def test_by_the_distances_themselves_the_wrong_mass_is_the_earth_movers_distance_and_by_none_what_it_is(placed):
    z, y, x = placed
    q = softmax(z)
    assert distant_mass(q, y, x, [0, 1]) == pytest.approx(
        np.stack([np.delete(q, y).sum(), wasserstein_distance(q, y, x)])
    )


@given(placed_logits())
def test_by_no_power_of_the_distances_it_is_cross_entropy(placed):
    z, y, x = placed
    assert margin_loss(z, y, x, 0) == loss(z, y)
    assert (margin_gradient(z, y, x, 0) == gradient_wrt_logits(z, y)).all()
    assert (distance_weighted_forces(z, y, x, 0) == forces(z, y)).all()


@given(placed_logits())
def test_the_notes_forces_are_those_of_cross_entropy_over_the_distance(placed):
    z, y, x = placed
    q, weighted = softmax(z), distance_weighted_forces(z, y, x)
    for i in range(len(z)):
        expected = 1 - q[y] if i == y else -q[i] / abs(x[i] - x[y])
        assert weighted[i] == pytest.approx(expected, abs=1e-15)


@given(placed_logits())
def test_the_notes_forces_miss_balance_by_what_they_spare(placed):
    z, y, x = placed
    q, d = np.delete(softmax(z), y), np.delete(class_distances(y, x), y)
    missing = q @ (1 - 1 / d)
    assert distance_weighted_forces(z, y, x).sum() == pytest.approx(missing, abs=1e-12)


@pytest.mark.parametrize(
    ("q", "soft_loss", "soft_gradient", "margin", "with_margins"),
    [
        # oracles.md, "Distances between classes"
        (A, 1.892626289862, [-0.543914259888, 0.563117181910, -0.037144318742, 0.017941396720],
         2.442347035369, [-0.913043478261, 0.695652173913, 0.086956521739, 0.130434782609]),
        (B, 2.460519597885, [-0.543914259888, -0.186882818090, -0.037144318742, 0.767941396720],
         3.277144732992, [-0.962264150943, 0.018867924528, 0.037735849057, 0.905660377358]),
    ],
)  # fmt: skip
def test_the_notes_two_mistakes(q, soft_loss, soft_gradient, margin, with_margins):
    z, t = np.log(q), ordinal_labels(0, LINE)
    assert loss(z, t) == pytest.approx(soft_loss, abs=5e-13)
    assert gradient_wrt_logits(z, t) == pytest.approx(soft_gradient, abs=5e-13)
    assert margin_loss(z, 0, LINE) == pytest.approx(margin, abs=5e-13)
    assert margin_gradient(z, 0, LINE) == pytest.approx(with_margins, abs=5e-13)


def test_cross_entropy_takes_the_two_mistakes_for_equal():
    # oracles.md: 2.302585092994 both; gradients −.9 .8 .05 .05 and −.9 .05 .05 .8
    assert loss(np.log([A, B]), 0) == pytest.approx([2.302585092994] * 2, abs=5e-13)
    assert forces(np.log([A, B]), 0) == pytest.approx(
        np.array([[0.9, -0.8, -0.05, -0.05], [0.9, -0.05, -0.05, -0.8]]), abs=1e-15
    )


@pytest.mark.parametrize(
    ("positions", "y", "q", "value", "force"),
    [
        # oracles.md, second cut, 13: inside the log
        ([0, 10, 11, 12], 0, A, 4.527208644518, [0.989189189189, -0.864864864865, -0.059459459459, -0.064864864865]),
        ([0, 10, 11, 12], 0, B, 4.677490847568, [0.990697674419, -0.046511627907, -0.051162790698, -0.893023255814]),
        ([0, 10, 11, 12], 1, [0.05, 0.1, 0.05, 0.8], 3.113515309210,
         [-0.222222222222, 0.955555555556, -0.022222222222, -0.711111111111]),
        ([0, 10, 11, 12], 1, [0.8, 0.1, 0.05, 0.05], 4.412798293341,
         [-0.969696969697, 0.987878787879, -0.006060606061, -0.012121212121]),
        (LINE, 0, [0.001, 0.001, 0.001, 0.997], np.log(0.001 + 0.001 + 0.002 + 3 * 0.997) - np.log(0.001),
         [0.999666110184, -0.000333889816, -0.000667779633, -0.998664440735]),
    ],
)  # fmt: skip
def test_weights_inside_the_log_by_positions(positions, y, q, value, force):
    assert margin_loss(np.log(q), y, positions) == pytest.approx(value, abs=5e-13)
    assert -margin_gradient(np.log(q), y, positions) == pytest.approx(force, abs=5e-13)


@pytest.mark.parametrize(
    ("q", "total"),
    [(A, 0.811287878788), (B, 0.823787878788)],
)
def test_the_notes_pulls_do_not_balance_by_other_positions_either(q, total):
    # oracles.md, second cut, 13: ΣF at 0 10 11 12
    assert distance_weighted_forces(np.log(q), 0, [0, 10, 11, 12]).sum() == pytest.approx(total, abs=5e-13)


@pytest.mark.parametrize(
    ("q", "slopes", "total"),
    [
        # oracles.md: the note's q_i/d_i as slopes; forces have the opposite sign
        (A, [-0.9, 0.8, 0.025, 0.016667], -0.058333333333),
        (B, [-0.9, 0.05, 0.025, 0.266667], -0.558333333333),
    ],
)
def test_the_notes_pulls_do_not_balance(q, slopes, total):
    pull = distance_weighted_forces(np.log(q), 0, LINE)
    assert -pull == pytest.approx(slopes, abs=5e-7)
    assert -pull.sum() == pytest.approx(total, abs=5e-13)


@pytest.mark.parametrize(("q", "largest"), [(A, 0.026666666667), (B, 0.053333333333)])
def test_the_notes_jacobian_is_not_symmetric(q, largest):
    # oracles.md: the largest |J − Jᵀ|; a gradient's would be 0
    jacobian = slope(lambda z: distance_weighted_forces(z, 0, LINE), np.log(q))
    assert np.abs(jacobian - jacobian.T).max() == pytest.approx(largest, abs=1e-9)


def test_the_notes_weights_spare_the_far_mistake_and_the_margins_do_not():
    # the pull on the class that holds .8: near (A) against far (B)
    near, far = (
        distance_weighted_forces(np.log(A), 0, LINE)[1],
        distance_weighted_forces(np.log(B), 0, LINE)[3],
    )
    assert abs(far) < abs(near)
    near, far = margin_gradient(np.log(A), 0, LINE)[1], margin_gradient(np.log(B), 0, LINE)[3]
    assert abs(far) > abs(near)


def test_batches_are_rows_one_by_one():
    z, y = np.log([A, B]), np.array([0, 3])
    for function in (margin_loss, margin_gradient, distance_weighted_forces):
        by_row = [function(z[k], int(y[k]), LINE) for k in range(2)]
        assert function(z, y, LINE) == pytest.approx(np.array(by_row), abs=1e-15)
    assert ordinal_labels([0, 3], LINE).shape == (2, 4)


@pytest.mark.parametrize("function", [margin_loss, margin_gradient, distance_weighted_forces, distant_mass])
def test_powers_of_the_distances_are_rows_one_by_one(function):
    powers, rows = [0.0, 0.5, 1.0], np.array([A, B, A])
    each = [function(q, 0, LINE, power) for q, power in zip(rows, powers, strict=True)]
    assert function(rows, 0, LINE, powers) == pytest.approx(np.array(each), abs=1e-15)
    assert refusal(function, A, 0, LINE, 2) == "power must lie from 0 to 1, but is 2; choose a value in that range"
    assert refusal(function, [A, B], 0, LINE, powers) == (
        "batch shapes don't fit together: batch (2,), power (3,); make them equal, or 1"
    )


@pytest.mark.parametrize("function", [margin_loss, margin_gradient, distance_weighted_forces, distant_mass])
@pytest.mark.parametrize(
    ("target", "positions", "message"),
    [
        (0, [0, 1, 2], "positions must have 4 classes on its last axis, but has 3; give one entry for each class"),
        (3, [0, 1, 2], "positions must have 4 classes on its last axis, but has 3; give one entry for each class"),
        (4, LINE, "target must be a class index from 0 to 3, but is 4; classes are counted from 0"),
        ([0.5, 0.5, 0, 0], LINE, "target must be a class index, but holds float64; "
         "give an int or an int array"),
        (0, [0, 0, 1, 2], "positions must differ, but [0.0, 0.0, 1.0, 2.0] repeats one; "
         "merge classes that lie together"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(function, target, positions, message):
    assert refusal(function, A, target, positions) == message
