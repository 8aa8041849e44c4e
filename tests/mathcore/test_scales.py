"""What turning up the scale does."""

import numpy as np
import pytest
from hypothesis import given

from mathcore import forces, log_softmax, loss, peak_scale, softmax, softmax_jacobian
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits, logits_and_truth, slope

Z = np.array([2.5, -1, 3.2, 0.5])  # Nielsen's sliders


@given(logits_and_truth(bound=5))
def test_forces_under_a_scale_are_slopes_of_the_loss_under_it(z_and_truth):
    z, target = z_and_truth
    by_differences = slope(lambda point: loss(point, target, 2.5), z)
    assert -forces(z, target, 2.5) == pytest.approx(by_differences, abs=1e-7)
    assert loss(z, target, 2.5) == pytest.approx(loss(2.5 * z, target), abs=1e-12)
    assert log_softmax(z, 2.5) == pytest.approx(log_softmax(2.5 * z), abs=1e-12)
    assert softmax_jacobian(z, 2.5) == pytest.approx(2.5 * softmax_jacobian(2.5 * z), abs=1e-12)


def test_at_scale_0_nothing_pulls():
    assert loss(Z, 0, 0.0) == pytest.approx(np.log(4))
    for nothing in (forces(Z, 0, 0.0), softmax_jacobian(Z, 0.0)):
        assert (nothing == 0).all()
        assert not np.signbit(nothing).any()


def test_a_list_of_scales_gives_a_row_for_each():
    scales = np.array([0.0, 1.0, 2.0])
    assert forces(Z, 0, scales) == pytest.approx(np.array([forces(Z, 0, c) for c in scales]))
    assert softmax_jacobian(Z, scales) == pytest.approx(np.array([softmax_jacobian(Z, c) for c in scales]))


@pytest.mark.parametrize(
    ("scale", "mean"),
    [(0, 1.3), (1, 2.824999289207), (2, 3.051553277472), (10, 3.199362264159)],  # oracles.md, second cut, 11
)
def test_the_river_of_the_scene(scale, mean):
    assert softmax(Z, scale) @ Z == pytest.approx(mean, abs=5e-13)
    if scale == 10:
        exact = [0.000911051194399, 5.74428415516e-19, 0.999088948803723, 1.87781646956e-12]
        assert softmax(Z, scale) == pytest.approx(exact, rel=2e-12, abs=0)


def test_slightly_larger_is_not_enough():
    # oracles.md: (.1, 0, 0, 0) at scales 1, 10 and 100
    shares = softmax([0.1, 0, 0, 0], [1, 10, 100])[:, 0]
    assert shares == pytest.approx([0.269214349446, 0.475366886419, 0.999863818759], abs=5e-13)


def test_the_runner_up_peaks_where_the_mean_logit_passes_its_own():
    # oracles.md: q_1 peaks at c = .590136252488 with .339507616308; classes 2 and 4 only fall
    c = peak_scale(Z, 0)
    assert c == pytest.approx(0.590136252488, abs=5e-13)
    assert softmax(Z, c)[0] == pytest.approx(0.339507616308, abs=5e-13)
    assert softmax(Z, c) @ Z == pytest.approx(2.5, abs=1e-14)
    assert [peak_scale(Z, 1), peak_scale(Z, 3)] == [0, 0]
    assert peak_scale(Z, 2) == np.inf


@given(logits(bound=10, min_classes=3))
def test_no_scale_gives_a_larger_share_than_the_peak(z):
    for i in range(len(z)):
        c = peak_scale(z, i)
        if np.isfinite(c):
            others = softmax(z, np.geomspace(1e-3, 1e3, 50))[:, i]
            assert (others <= softmax(z, c)[i] + 1e-12).all()


def test_a_nearly_tied_leader_is_followed_far_out():
    assert peak_scale([1.0, 1 + 1e-9, -1.0], 0) == pytest.approx(np.log(2e9) / 2, rel=0.05)


def test_many_that_hold_the_mean_down_let_a_class_rise_long():
    # the mean of 1, 0 and ten times −1 is 0 where e^c = 10 e^(−c)
    assert peak_scale([1.0, 0.0, *[-1.0] * 10], 1) == pytest.approx(np.log(10) / 2, rel=1e-14)


def test_what_does_not_fit_is_refused():
    assert refusal(peak_scale, [Z, Z], 0) == "z must be one row (K,), but has shape (2, 4); give one example"
    assert refusal(softmax, np.stack([Z, Z]), [1, 2, 3]) == (
        "batch shapes don't fit together: z (2,), scale (3,); make them equal, or 1"
    )
