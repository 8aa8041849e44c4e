"""One class against all others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import log_odds, sigmoid, softmax, with_share
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_class

Z = np.array([2.5, -1, 3.2, 0.5])


@given(logits_and_class(bound=20))
def test_its_sigmoid_is_the_share(z_and_class):
    z, i = z_and_class
    assert sigmoid(log_odds(z, i)) == pytest.approx(softmax(z)[i], rel=1e-13)
    assert sigmoid(-log_odds(z, i)) == pytest.approx(np.delete(softmax(z), i).sum(), rel=1e-13)


@given(logits_and_class(bound=20), st.floats(1e-12, 1, exclude_max=True))
def test_a_wanted_share_is_given_and_the_rest_keeps_its_proportions(z_and_class, share):
    z, i = z_and_class
    moved = with_share(z, i, share)
    assert softmax(moved)[i] == pytest.approx(share, rel=1e-12)
    assert moved.sum() == pytest.approx(z.sum(), abs=1e-12)
    others = np.delete(moved - z, i)
    assert others == pytest.approx(np.full(len(others), others[0]), abs=1e-12)


def test_the_confident_mistake_of_the_pulleys():
    # oracles.md, second cut, 6
    moved = with_share(Z, 0, 0.01)
    assert moved == pytest.approx([-0.362092127831, -0.045969290723, 4.154030709277, 1.454030709277], abs=5e-13)
    assert softmax(moved) == pytest.approx([0.01, 0.013717987531, 0.914802257686, 0.061479754783], abs=5e-13)
    rows = softmax(with_share(Z, 0, [0.05, 0.95]))[:, 1:]
    assert rows[0] == pytest.approx([0.013163725408, 0.877840550305, 0.058995724287], abs=5e-13)
    assert rows[1] == pytest.approx([0.000692827653, 0.046202134227, 0.003105038120], abs=5e-13)


def test_batches_are_rows_one_by_one():
    z = np.stack([Z, -Z])
    assert log_odds(z, [0, 2]) == pytest.approx([log_odds(Z, 0), log_odds(-Z, 2)])
    assert with_share(z, [0, 2], 0.3) == pytest.approx(np.stack([with_share(Z, 0, 0.3), with_share(-Z, 2, 0.3)]))


def test_a_lead_beyond_float64_is_its_largest_number():
    assert log_odds([1e308, -1e308], 0) == np.finfo(float).max


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, "is 0"), (1.0, "is 1"), (-0.5, "is -0.5"), ([0.5, 2], "share[1] is 2")]
)
def test_nothing_and_all_are_refused(share, shown):
    assert refusal(with_share, Z, 0, share) == (
        f"share must lie between 0 and 1, but {shown}; no finite logit gives a class nothing or all"
    )


def test_a_single_class_is_refused():
    assert refusal(log_odds, [1.0], 0) == (
        "z must have at least two classes, but has 1; a single share is 1 whatever its logit"
    )
