"""The divergence, class by class and together."""

import numpy as np
import pytest
import scipy.special
from hypothesis import given

from mathcore import cross_entropy, cross_entropy_terms, entropy, kl_divergence, kl_divergence_terms
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import pairs

P, Q = np.array([0.1, 0.2, 0.4, 0.2, 0.1]), np.array([0.3, 0.3, 0.2, 0.15, 0.05])
MISTAKE = np.array([0.03, 0.03, 0.03, 0.03, 0.88])


@given(pairs())
def test_scipy_agrees(pair):
    p, q = pair
    assert kl_divergence(p, q) == pytest.approx(scipy.special.rel_entr(p, q).sum(), abs=1e-12)
    assert kl_divergence_terms(p, q) == pytest.approx(scipy.special.rel_entr(p, q), abs=1e-14)


@given(pairs())
def test_the_terms_sum_to_it_and_it_is_what_cross_entropy_exceeds_entropy_by(pair):
    p, q = pair
    excess = kl_divergence(p, q)
    assert kl_divergence_terms(p, q).sum() == pytest.approx(excess, abs=1e-14)
    assert excess >= 0
    if np.isfinite(excess):
        assert entropy(p) + excess == pytest.approx(cross_entropy(p, q), abs=1e-13)


def test_the_tiles():
    # oracles.md, second cut, 1 and 2
    log_q = [1.203972804326, 1.203972804326, 1.609437912434, 1.897119984886, 2.995732273554]
    terms = [0.120397280433, 0.240794560865, 0.643775164974, 0.379423996978, 0.299573227355]
    own = [0.230258509299, 0.321887582487, 0.366516292750, 0.321887582487, 0.230258509299]
    excess = [-0.109861228867, -0.081093021622, 0.277258872224, 0.057536414490, 0.069314718056]
    assert -np.log(Q) == pytest.approx(log_q, abs=5e-13)
    assert cross_entropy_terms(P, Q) == pytest.approx(terms, abs=1e-12)
    assert cross_entropy_terms(P, P) == pytest.approx(own, abs=5e-13)
    assert kl_divergence_terms(P, Q) == pytest.approx(excess, abs=5e-13)
    sums = [cross_entropy(P, Q), entropy(P), kl_divergence(P, Q)]
    assert sums == pytest.approx([1.683964230604, 1.470808476322, 0.213155754282], abs=5e-13)


def test_a_confident_mistake_saves_on_one_bin_and_pays_on_four():
    # oracles.md, second cut, 1
    terms = [0.120397280433, 0.379423996978, 1.036106866178, 0.379423996978, -0.217475172148]
    assert kl_divergence_terms(P, MISTAKE) == pytest.approx(terms, abs=1e-12)
    sums = [cross_entropy(P, MISTAKE), kl_divergence(P, MISTAKE)]
    assert sums == pytest.approx([3.168685444739, 1.697876968417], abs=5e-13)


def test_the_ends():
    assert kl_divergence([1.0, 0.0], [0.0, 1.0]) == np.inf
    assert kl_divergence_terms([0.0, 1.0], [0.0, 1.0]).tolist() == [0, 0]
    assert kl_divergence([1e-310, 1.0], [1.0, 0.0]) == np.inf
    assert kl_divergence([1.0, 0.0], [5e-324, 1.0]) == pytest.approx(744.44007192138122, rel=1e-12)
    tiny = kl_divergence_terms([5e-324, 1.0], [1.0, 0.0])
    assert tiny[0] == pytest.approx(-744.44 * 5e-324, abs=5e-324)


def test_rows_one_by_one():
    rows = kl_divergence([P, Q], [[Q], [MISTAKE]])
    assert rows.shape == (2, 2)
    assert rows[1, 0] == pytest.approx(kl_divergence(P, MISTAKE))


@pytest.mark.parametrize("function", [kl_divergence, kl_divergence_terms])
def test_what_does_not_fit_is_refused(function):
    assert refusal(function, P, [0.5, 0.5]) == (
        "q must have 5 classes on its last axis, but has 2; give one entry for each class"
    )
    assert refusal(function, P * 2, Q) == "p must sum to 1, but sums to 2; divide by its sum if these are weights"
