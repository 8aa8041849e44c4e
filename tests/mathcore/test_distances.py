"""Earth mover's distances and their slopes."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    class_distances,
    softmax,
    softmax_jacobian,
    squared_emd,
    squared_emd_gradient,
    wasserstein_distance,
    wasserstein_gradient,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import distributions, logits_and_class, slope, spread_positions

A, B = np.array([0.1, 0.8, 0.05, 0.05]), np.array([0.1, 0.05, 0.05, 0.8])  # the note's two mistakes, y = 0
LINE = [0, 1, 2, 3]


@st.composite
def transports(draw):
    """Two distributions, and where their classes lie."""
    classes = draw(st.integers(1, 6))
    return draw(distributions(classes)), draw(distributions(classes)), draw(spread_positions(classes))


@st.composite
def placed_logits(draw, bound=5.0):
    z, y = draw(logits_and_class(bound))
    return z, y, draw(spread_positions(len(z)))


@given(transports())
def test_scipys_wasserstein_distance_agrees(transport):
    q, p, x = transport
    expected = scipy.stats.wasserstein_distance(x, x, q, p)
    assert wasserstein_distance(q, p, x) == pytest.approx(expected, abs=1e-12)


@given(transports())
def test_it_is_a_distance(transport):
    q, p, x = transport
    there, back = wasserstein_distance(q, p, x), wasserstein_distance(p, q, x)
    assert there == pytest.approx(back, abs=1e-12)
    assert wasserstein_distance(p, p, x) == 0
    assert (there > 1e-9) == (not np.allclose(p, q, atol=1e-12))
    uniform = np.full(len(x), 1 / len(x))
    detour = wasserstein_distance(q, uniform, x) + wasserstein_distance(uniform, p, x)
    assert there <= detour + 1e-12


@given(transports(), st.data())
def test_to_a_class_it_is_the_mean_distance(transport, data):
    q, _, x = transport
    y = data.draw(st.integers(0, len(q) - 1))
    assert wasserstein_distance(q, y, x) == pytest.approx(q @ class_distances(y, x), abs=1e-12)


@given(transports())
def test_the_squared_distance_is_that_of_the_cumulative_shares(transport):
    q, p, _ = transport
    expected = sum((q[: k + 1].sum() - p[: k + 1].sum()) ** 2 for k in range(len(q)))
    assert squared_emd(q, p) == pytest.approx(expected, abs=1e-13)


@given(placed_logits())
def test_the_gradients_are_slopes_by_differences(placed):
    z, y, x = placed
    by_differences = slope(lambda point: wasserstein_distance(softmax(point), y, x), z)
    assert wasserstein_gradient(z, y, x) == pytest.approx(by_differences, abs=1e-8)
    by_differences = slope(lambda point: squared_emd(softmax(point), y), z)
    assert squared_emd_gradient(z, y) == pytest.approx(by_differences, abs=1e-8)


@given(placed_logits(), st.data())
def test_the_gradients_to_a_soft_truth_are_slopes_by_differences(placed, data):
    z, _, x = placed
    p = data.draw(distributions(len(z)))
    by_differences = slope(lambda point: squared_emd(softmax(point), p), z)
    assert squared_emd_gradient(z, p) == pytest.approx(by_differences, abs=1e-8)
    order = np.argsort(x)
    borders = np.cumsum((softmax(z) - p)[order])[:-1]
    if (np.abs(borders) > 1e-3).all():  # elsewhere W1 has a kink
        by_differences = slope(lambda point: wasserstein_distance(softmax(point), p, x), z)
        assert wasserstein_gradient(z, p, x) == pytest.approx(by_differences, abs=1e-8)


@given(placed_logits(bound=1e4))
def test_pulls_balance(placed):
    z, y, x = placed
    assert wasserstein_gradient(z, y, x).sum() == pytest.approx(0, abs=1e-13)
    assert squared_emd_gradient(z, y).sum() == pytest.approx(0, abs=1e-13)


@given(placed_logits())
def test_the_gradient_to_a_class_is_share_times_excess_distance(placed):
    z, y, x = placed
    q, d = softmax(z), class_distances(y, x)
    assert wasserstein_gradient(z, y, x) == pytest.approx(q * (d - q @ d), abs=1e-13)
    assert wasserstein_gradient(z, y, x) == pytest.approx(softmax_jacobian(z) @ d, abs=1e-13)


@given(placed_logits(), st.randoms())
def test_the_order_in_which_classes_are_listed_does_not_matter(placed, random):
    z, y, x = placed
    order = np.array(random.sample(range(len(z)), len(z)))
    y_there = int(np.flatnonzero(order == y)[0])
    assert wasserstein_distance(softmax(z[order]), y_there, x[order]) == pytest.approx(
        wasserstein_distance(softmax(z), y, x)
    )
    assert wasserstein_gradient(z[order], y_there, x[order]) == pytest.approx(
        wasserstein_gradient(z, y, x)[order], abs=1e-13
    )


@pytest.mark.parametrize(
    ("q", "w1", "w1_gradient", "squared", "squared_gradient"),
    [
        # oracles.md, "Distances between classes"
        (A, 1.05, [-0.105, -0.04, 0.0475, 0.0975], 0.8225, [-0.1645, 0.124, 0.01775, 0.02275]),
        (B, 2.55, [-0.255, -0.0775, -0.0275, 0.36], 2.1725, [-0.4345, -0.12725, -0.04225, 0.604]),
    ],
)
def test_the_notes_two_mistakes(q, w1, w1_gradient, squared, squared_gradient):
    assert wasserstein_distance(q, 0, LINE) == pytest.approx(w1, abs=1e-15)
    assert wasserstein_gradient(np.log(q), 0, LINE) == pytest.approx(w1_gradient, abs=1e-15)
    assert squared_emd(q, 0) == pytest.approx(squared, abs=1e-15)
    assert squared_emd_gradient(np.log(q), 0) == pytest.approx(squared_gradient, abs=1e-15)


@pytest.mark.parametrize(
    ("y", "q", "squared", "force"),
    [
        # oracles.md, second cut, 13, at positions 0 10 11 12
        (0, A, 8.1125, [1.6225, -1.42, -0.09875, -0.10375]),
        (0, B, 9.4625, [1.8925, 0.04625, -0.03875, -1.9]),
        (1, [0.05, 0.1, 0.05, 0.8], 1.3875, [0.08875, 0.2775, 0.05375, -0.42]),
        (1, [0.8, 0.1, 0.05, 0.05], 6.4125, [-2.54, 1.2825, 0.63125, 0.62625]),
    ],
)
def test_the_gaps_between_positions_weigh_in(y, q, squared, force):
    x = [0, 10, 11, 12]
    assert squared_emd(q, y, x) == pytest.approx(squared, abs=1e-14)
    assert -squared_emd_gradient(np.log(q), y, x) == pytest.approx(force, abs=1e-14)


def test_wasserstein_by_positions():
    # oracles.md, second cut, 13
    assert wasserstein_distance([A, B], 0, [0, 10, 11, 12]) == pytest.approx([9.15, 10.65])


def test_a_confident_far_mistake_is_hardly_pulled_by_the_squared_distance():
    # oracles.md, second cut, 13
    force = -squared_emd_gradient(np.log([0.001, 0.001, 0.001, 0.997]), 0)
    assert force == pytest.approx([0.005976028, 0.003978028, 0.001982028, -0.011936084], abs=5e-13)


@given(transports())
def test_what_crosses_the_borders_gives_both_distances(transport):
    q, p, x = transport
    crossing, gaps = np.cumsum((q - p)[np.argsort(x)])[:-1], np.diff(np.sort(x))
    assert (gaps * np.abs(crossing)).sum() == pytest.approx(wasserstein_distance(q, p, x), abs=1e-12)
    assert (gaps * crossing**2).sum() == pytest.approx(squared_emd(q, p, x), abs=1e-12)


@given(placed_logits(), st.data())
def test_the_gradient_by_positions_is_a_slope_by_differences(placed, data):
    z, y, x = placed
    target = data.draw(st.one_of(st.just(y), distributions(len(z))))
    by_differences = slope(lambda point: squared_emd(softmax(point), target, x), z)
    assert squared_emd_gradient(z, target, x) == pytest.approx(by_differences, abs=1e-7)


def test_sums_over_partial_slices_would_rank_the_mistakes_the_wrong_way_round():
    # oracles.md, "Trap": Σ|p[:i] − q[:i]| is no difference of cumulative shares
    def trap(q):
        return sum(np.abs(np.eye(4)[0][:i] - q[:i]).sum() for i in range(5))

    assert trap(A) > trap(B)
    assert wasserstein_distance(A, 0, LINE) < wasserstein_distance(B, 0, LINE)
    assert squared_emd(A, 0) < squared_emd(B, 0)


def test_a_confident_mistake_is_hardly_pulled_by_transport():
    # the slowdown is back: q_0 is small, so is every slope
    assert np.abs(wasserstein_gradient([-10.0, 10.0], 0, [0, 1])).max() < 1e-8


def test_batches_are_rows_one_by_one():
    q, y = np.stack([A, B]), np.array([0, 3])
    assert wasserstein_distance(q, y, LINE) == pytest.approx([1.05, 0.45])
    assert squared_emd(q, y) == pytest.approx([squared_emd(A, 0), squared_emd(B, 3)])
    assert squared_emd(B, 3) == pytest.approx(0.1**2 + 0.15**2 + 0.2**2)
    for k in range(2):
        row = wasserstein_gradient(np.log(q[k]), int(y[k]), LINE)
        assert wasserstein_gradient(np.log(q), y, LINE)[k] == pytest.approx(row, abs=1e-15)
        row = squared_emd_gradient(np.log(q[k]), int(y[k]))
        assert squared_emd_gradient(np.log(q), y)[k] == pytest.approx(row, abs=1e-15)


def test_distances_of_several_targets_are_rows():
    assert class_distances([0, 2], [0, 1, 4]).tolist() == [[0, 1, 4], [4, 3, 0]]


@pytest.mark.parametrize(
    ("positions", "message"),
    [
        ([0, 1, 1, 2], "positions must differ, but [0.0, 1.0, 1.0, 2.0] repeats one; "
         "merge classes that lie together"),
        ([[0, 1, 2, 3]], "positions must be a list of K numbers, but have shape (1, 4); "
         "give one for each class"),
        ([0, 1, 2], "positions must have 4 classes on its last axis, but has 3; give one entry for each class"),
        ([0, 1, 2, np.nan], "positions must be finite, but positions[3] is nan; "
         "find the step that made it (an overflow, or 0/0)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("function", [wasserstein_distance, lambda q, y, x: wasserstein_gradient(np.log(q), y, x)])
def test_positions_that_do_not_fit_are_refused(function, positions, message):
    assert refusal(function, A, 0, positions) == message


def test_a_prediction_must_be_a_distribution():
    for refused in (lambda q: wasserstein_distance(q, 0, [0, 1]), lambda q: squared_emd(q, 0)):
        with pytest.raises(ValueError, match=r"^q must sum to 1, but sums to 1.2; divide by its sum"):
            refused([0.6, 0.6])
