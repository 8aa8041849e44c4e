"""Entropy, cross-entropy and divergence."""

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given

from mathcore import cross_entropy, cross_entropy_terms, entropy, kl_divergence, surprisal
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import pairs

P, Q = np.array([0.1, 0.2, 0.4, 0.2, 0.1]), np.array([0.3, 0.3, 0.2, 0.15, 0.05])  # the first scene's


@given(pairs())
def test_no_prediction_beats_the_truth_itself(pq):
    p, q = pq
    assert cross_entropy(p, q) >= entropy(p) - 1e-12
    assert kl_divergence(p, q) >= 0


@given(pairs())
def test_divergence_is_zero_for_equals_alone(pq):
    p, q = pq
    assert kl_divergence(p, p) == 0
    assert (kl_divergence(p, q) > 1e-9) == (not np.allclose(p, q, atol=1e-12))


@given(pairs())
def test_cross_entropy_is_entropy_plus_divergence(pq):
    p, q = pq
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), abs=1e-12)


@given(pairs())
def test_terms_add_up_to_the_cross_entropy(pq):
    p, q = pq
    terms = cross_entropy_terms(p, q)
    assert terms.sum() == pytest.approx(cross_entropy(p, q))
    assert (terms[p == 0] == 0).all()
    assert np.isinf(terms[(p > 0) & (q == 0)]).all()
    assert not np.signbit(terms).any()  # no −0, which would be drawn as "-0.00"


@given(pairs())
def test_entropy_lies_between_certainty_and_equality(pq):
    p, _ = pq
    assert 0 <= entropy(p) <= np.log(len(p)) + 1e-12


@given(pairs(count=3))
def test_cross_entropy_is_linear_in_the_truth(three):
    p, r, q = three
    mixed = cross_entropy(p / 2 + r / 2, q)
    assert mixed == pytest.approx(cross_entropy(p, q) / 2 + cross_entropy(r, q) / 2)


@given(pairs())
def test_scipy_agrees(pq):
    p, q = pq
    assert entropy(p) == pytest.approx(scipy.stats.entropy(p), abs=1e-12)
    assert kl_divergence(p, q) == pytest.approx(scipy.special.rel_entr(p, q).sum(), abs=1e-12)


def test_the_first_scene_in_full():
    # Σ p ln 1/q written out for P and Q: .1 ln(10/3) + .2 ln(10/3) + .4 ln 5 + .2 ln(20/3) + .1 ln 20
    by_hand = 0.3 * np.log(10 / 3) + 0.4 * np.log(5) + 0.2 * np.log(20 / 3) + 0.1 * np.log(20)
    assert cross_entropy(P, Q) == pytest.approx(by_hand, rel=1e-14)
    assert cross_entropy_terms(P, Q)[2] == pytest.approx(0.4 * np.log(5), rel=1e-14)


def test_what_cannot_happen_costs_nothing_and_what_was_ruled_out_costs_everything():
    assert cross_entropy([1.0, 0.0], [1.0, 0.0]) == 0
    assert cross_entropy([0.5, 0.5], [1.0, 0.0]) == np.inf
    assert kl_divergence([0.5, 0.5], [1.0, 0.0]) == np.inf
    assert kl_divergence([1.0, 0.0], [1.0, 0.0]) == 0


def test_the_smallest_float_still_has_a_surprisal():
    assert surprisal(5e-324) == pytest.approx(1074 * np.log(2))
    assert cross_entropy([1.0, 0.0], [5e-324, 1.0]) == pytest.approx(1074 * np.log(2))


def test_one_truth_is_compared_with_a_batch_of_predictions():
    batch = np.stack([Q, P, np.full(5, 0.2)])
    expected = [cross_entropy(P, q) for q in batch]
    assert cross_entropy(P, batch) == pytest.approx(expected)
    assert kl_divergence(P, batch[:, None]).shape == (3, 1)
    assert entropy(batch).shape == (3,)
    table = cross_entropy(np.stack([P, Q]), batch[:, None])  # every prediction under both truths
    assert table == pytest.approx(np.array([[cross_entropy(p, q) for p in (P, Q)] for q in batch]))


def test_the_notes_loss_improvements_for_cross_entropy():
    # oracles.md, "Slopes and losses of the note": the improvements from .01 to .02 and from .98 to .99
    assert surprisal(0.01) - surprisal(0.02) == pytest.approx(0.693147180560, abs=1e-12)
    assert surprisal(0.98) - surprisal(0.99) == pytest.approx(0.010152371464, abs=1e-12)


@pytest.mark.parametrize(
    ("p", "q", "message"),
    [
        ([0.5, 0.5], [0.7, 0.5], "q must sum to 1, but sums to 1.2; divide by its sum if these are weights"),
        (
            [0.5, 0.5],
            [[0.5, 0.5], [0.4, 0.4]],
            "q must sum to 1, but sums to 0.8 (row 1); divide by its sum if these are weights",
        ),
        (
            [1.5, -0.5],
            [0.5, 0.5],
            "p must not be negative, but p[1] is -0.5; if these are logits, take their softmax first",
        ),
        (
            [0.5, 0.5],
            [np.nan, 0.5],
            "q must be finite, but q[0] is nan; find the step that made it (an overflow, or 0/0)",
        ),
        (
            [1.0],
            [0.5, 0.5],
            "q must have 1 classes on its last axis, but has 2; give one entry for each class",
        ),
        (
            [[0.5, 0.5]] * 2,
            [[0.5, 0.5]] * 3,
            "batch shapes don't fit together: p (2,), q (3,); make them equal, or 1",
        ),
        ([], [], "p is empty (shape (0,)); give at least one number"),
        (1.0, 1.0, "p must have its classes on the last axis, but is a single number; give a list"),
        ([[1.0], [0.5, 0.5]], [1.0], "p is ragged; give rows of equal length"),
        (["1"], [1.0], "p must hold real numbers, but holds <U1; convert it to float first"),
        ([True], [1.0], "p must hold real numbers, but holds bool; convert it to float first"),
    ],
)
@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_terms, kl_divergence])
def test_what_is_no_distribution_is_refused(function, p, q, message):
    assert refusal(function, p, q) == message


def test_rounding_in_single_precision_is_let_through():
    q = scipy.special.softmax(np.linspace(-3, 3, 32_768, dtype=np.float32))
    assert np.isfinite(entropy(q))
    assert cross_entropy([1.0], [1.0 + 5e-7]) == 0  # a share above 1 by rounding costs nothing, not less


def test_a_surprisal_needs_a_probability():
    with pytest.raises(ValueError, match=r"^q must lie from 0 to 1, but q\[1\] is 1.2; choose a value in that"):
        surprisal([0.5, 1.2])
    with pytest.raises(ValueError, match=r"^q must lie from 0 to 1, but is -1; choose a value in that range$"):
        surprisal(-1)
