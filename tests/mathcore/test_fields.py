"""Work along a path, and round one."""

import numpy as np
import pytest
import scipy.integrate
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    circulation,
    distance_weighted_forces,
    forces,
    gradient_wrt_logits,
    loss,
    margin_gradient,
    ordinal_labels,
    plane,
    rectangle,
    squared_emd_gradient,
    wasserstein_gradient,
    work,
)
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_truth, reals

LINE = [0, 1, 2, 3]
ORIGIN, PLANE = np.zeros(4), (1, 3)  # oracles.md: round a square in (z1, z3), other logits 0


def note(z):
    """Return the note's q_i/d_i as slopes."""
    return -distance_weighted_forces(z, 0, LINE)


@given(logits_and_truth(bound=3), st.data())
def test_the_work_of_a_losss_slopes_is_the_difference_of_the_loss(z_and_truth, data):
    start, target = z_and_truth
    end = np.array(data.draw(st.lists(reals(3), min_size=len(start), max_size=len(start))))
    done = work(lambda z: gradient_wrt_logits(z, target), start, end)
    assert done == pytest.approx(loss(end, target) - loss(start, target), abs=1e-10)


@given(logits_and_truth(bound=3), st.floats(-2, 2), st.floats(-2, 2))
def test_no_loss_does_work_round_a_closed_path(z_and_truth, width, height):
    corner, target = z_and_truth
    slopes = lambda z: gradient_wrt_logits(z, target)  # noqa: E731
    assert circulation(slopes, corner, (0, 1), (width, height)) == pytest.approx(0, abs=1e-13)


@pytest.mark.parametrize(
    "slopes",
    [
        lambda z: gradient_wrt_logits(z, 0),
        lambda z: wasserstein_gradient(z, 0, LINE),
        lambda z: squared_emd_gradient(z, 0),
        lambda z: margin_gradient(z, 0, LINE),
        lambda z: gradient_wrt_logits(z, ordinal_labels(0, LINE)),
    ],
    ids=["cross-entropy", "W1", "squared EMD", "margins", "soft labels"],
)
@pytest.mark.parametrize("size", [1, 2])
def test_the_slopes_of_a_loss_do_not_circulate(slopes, size):
    # oracles.md: 0 for cross-entropy, W1, squared EMD
    assert circulation(slopes, ORIGIN, PLANE, size) == pytest.approx(0, abs=1e-15)


def test_the_notes_slopes_circulate_so_they_belong_to_no_loss():
    # oracles.md: round the unit square and the 2 × 2 square
    assert circulation(note, ORIGIN, PLANE) == pytest.approx(0.063089021373, abs=5e-13)
    assert circulation(note, ORIGIN, PLANE, 2) == pytest.approx(0.316757570069, abs=5e-13)


def test_forces_circulate_with_the_opposite_sign():
    pulls = circulation(lambda z: distance_weighted_forces(z, 0, LINE), ORIGIN, PLANE)
    assert pulls == pytest.approx(-0.063089021373, abs=5e-13)


def test_scipys_adaptive_quadrature_agrees_by_greens_theorem():
    def curl(z3, z1, step=1e-5):
        at, along, across = np.array([0, z1, 0, z3]), np.eye(4)[1] * step, np.eye(4)[3] * step
        d3_by_1 = (note(at + along) - note(at - along))[3] / (2 * step)
        d1_by_3 = (note(at + across) - note(at - across))[1] / (2 * step)
        return d3_by_1 - d1_by_3

    area, _ = scipy.integrate.dblquad(curl, 0, 1, 0, 1, epsabs=1e-8)
    assert circulation(note, ORIGIN, PLANE) == pytest.approx(area, abs=1e-8)


def test_the_other_way_round_turns_the_sign():
    there = circulation(note, ORIGIN, (1, 3))
    assert circulation(note, ORIGIN, (3, 1)) == pytest.approx(-there, abs=1e-15)


def test_four_sides_make_the_round():
    # ClassDistance: the point is carried along, and the tally grows side by side
    corners = rectangle(ORIGIN, PLANE)
    sides = work(note, corners[:-1], corners[1:])
    halfway = (corners[:-1] + corners[1:]) / 2
    halves = work(note, corners[:-1], halfway) + work(note, halfway, corners[1:])
    assert sides == pytest.approx(halves, abs=1e-15)
    assert sides.sum() == circulation(note, ORIGIN, PLANE)


def test_a_polynomial_is_integrated_exactly_from_its_degree_on():
    cubic = lambda z: z**3  # noqa: E731
    assert work(cubic, [0.0], [2.0], order=2) == pytest.approx(4, abs=1e-14)
    assert abs(work(cubic, [0.0], [2.0], order=1) - 4) > 1


def test_the_corners_run_counter_clockwise():
    corners = rectangle([5.0, 7.0, 9.0], axes=(2, 0), size=(1, 3))
    assert corners.tolist() == [[5, 7, 9], [5, 7, 10], [8, 7, 10], [8, 7, 9], [5, 7, 9]]


def test_many_ways_are_walked_at_once():
    ends = np.random.default_rng(0).normal(size=(2, 3, 4))
    at_once = work(lambda z: forces(z, 0), ORIGIN, ends)
    one_by_one = [[work(lambda z: forces(z, 0), ORIGIN, end) for end in row] for row in ends]
    assert at_once == pytest.approx(np.array(one_by_one), abs=1e-14)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"corner": [[0.0, 0.0]]}, "corner must be one point (K,), but has shape (1, 2); give one row"),
        ({"axes": (0, 0)}, "axes must be two different classes, but are [0, 0]; give a pair like (1, 3)"),
        ({"axes": (0, 1, 2)}, "axes must be two different classes, but are [0, 1, 2]; "
         "give a pair like (1, 3)"),
        ({"axes": (0, 4)}, "axes must be a class index from 0 to 3, but axes[1] is 4; "
         "classes are counted from 0"),
        ({"size": [1, 2, 3]}, "size must be one number or two, but has shape (3,); give (width, height)"),
        ({"order": 0}, "order must be 1 or more, but is 0; 32 serves smooth fields"),
        ({"field": lambda z: z[:, :2]}, "field must return an array of its argument's shape (128, 4), "
         "but returned (128, 2); treat the last axis as the classes"),
        ({"field": lambda z: z * np.nan}, "field(z) must be finite, but field(z)[0, 0] is nan; "
         "find the step that made it (an overflow, or 0/0)"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(change, message):
    assert refusal(circulation, **{"field": note, "corner": ORIGIN, "axes": PLANE} | change) == message


def test_a_way_has_two_ends_that_fit():
    with pytest.raises(ValueError, match=r"^end must have 4 classes on its last axis, but has 3; give one entry"):
        work(note, ORIGIN, np.zeros(3))
    with pytest.raises(ValueError, match=r"^batch shapes don't fit together: start \(2,\), end \(3,\); make"):
        work(note, np.zeros((2, 4)), np.zeros((3, 4)))


PAIRS = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("positions", "around"),
    [
        # oracles.md, second cut, 15: every plane of four classes, true class 0
        ([0, 1, 2, 3], [0, 0.047316766030, 0.063089021373, 0.047316766030, 0.063089021373, 0.015772255343]),
    ],
)
def test_the_walk_round_every_pair_of_logits(positions, around):
    def slopes(z):
        return -distance_weighted_forces(z, 0, positions)

    for pair, expected in zip(PAIRS, around, strict=True):
        assert abs(circulation(slopes, np.zeros(4), pair)) == pytest.approx(expected, abs=5e-13)
        # (c_i − c_j) log((K − 1 + e)² / (K (K − 2 + 2e))), c = 1/d, c_y = 1
        c = 1 / np.maximum(positions, 1)
        closed = (c[pair[0]] - c[pair[1]]) * np.log((3 + np.e) ** 2 / (4 * (2 + 2 * np.e)))
        assert circulation(slopes, np.zeros(4), pair) == pytest.approx(closed, abs=1e-14)


def test_the_account_after_each_side():
    # oracles.md, second cut, 15
    sides = rectangle(np.zeros(4), (1, 3))
    for field, account in [
        (
            lambda z: -distance_weighted_forces(z, 0, LINE),
            [0.357374019509, 0.444954181992, 0.182213694542, 0.063089021373],
        ),
        (lambda z: gradient_wrt_logits(z, 0), [0.357374019509, 0.620114506958, 0.357374019509, 0]),
    ]:
        assert np.cumsum(work(field, sides[:-1], sides[1:])) == pytest.approx(account, abs=5e-13)


def test_larger_squares_and_other_corners():
    # oracles.md, second cut, 15
    field = lambda z: -distance_weighted_forces(z, 0, LINE)  # noqa: E731
    assert circulation(field, np.zeros(4), (1, 3), 2) == pytest.approx(0.316757570069, abs=5e-13)
    for q in ([0.1, 0.8, 0.05, 0.05], [0.1, 0.05, 0.05, 0.8]):
        assert circulation(field, np.log(q), (1, 3)) == pytest.approx(0.031254120784, abs=5e-13)


def test_a_terrain_over_a_plane_is_the_loss_of_its_points():
    corner = np.array([0.5, 0.0, -1.0])
    points = plane(corner, (0, 2), [0.0, 1.0], [0.0, 2.0, 4.0])
    assert points.shape == (2, 3, 3)
    assert points[1, 2].tolist() == [1.5, 0.0, 3.0]
    assert plane(corner, (0, 2), 1.0, [0.0, 2.0]).tolist() == [[1.5, 0.0, -1.0], [1.5, 0.0, 1.0]]
    assert (
        refusal(plane, corner, (1, 1), 0, 0)
        == "axes must be two different classes, but are [1, 1]; give a pair like (1, 3)"
    )
