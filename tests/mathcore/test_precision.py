"""Every result keeps its relative accuracy where the inputs have it: against the formulas in 700 digits.

The bound is 1e-12 throughout. Where a result is a difference of parts that may cancel for good reason (a soft
truth nearly met; a class whose distance is the mean one), it is relative to the parts: no arithmetic in float64
can know the difference better than what it is a difference of. Logits lie up to 600 apart: an exponent of 600 is
itself known to 1e-13 only.
"""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mathcore as mc
from tests.mathcore import exact
from tests.mathcore.exact import worst
from tests.mathcore.strategies import distributions, reals, spread_positions

BOUND = 1e-12


@st.composite
def trying_logits(draw, min_classes=2):
    """Logits with ties, near-ties, tails and common shifts."""
    count = draw(st.integers(min_classes, 6))
    z = np.array(draw(st.lists(st.one_of(reals(20), reals(300)), min_size=count, max_size=count)))
    if draw(st.booleans()):
        z[draw(st.integers(0, count - 1))] = z[0] * (1 + draw(st.sampled_from([0, 1e-15, 1e-9])))
    return z + draw(st.sampled_from([0.0, 0.0, 1e3, -1e6, 2.0**40]))


@st.composite
def classified(draw):
    z = draw(trying_logits())
    return z, draw(st.integers(0, len(z) - 1))


@st.composite
def placed(draw):
    z, y = draw(classified())
    return z, y, draw(spread_positions(len(z)))


@st.composite
def neighbours(draw):
    """Two distributions, often very near each other."""
    p = draw(distributions(draw(st.integers(2, 6))))
    weights = p + draw(st.sampled_from([1e-14, 1e-10, 1e-6, 1e-2, 1.0])) * draw(distributions(len(p)))
    return p, weights / weights.sum()


@given(classified(), st.sampled_from([1.0, 0.25, 3.0]))
def test_shares_losses_and_forces(classified, scale):
    z, y = classified
    gaps = np.abs(z - z.max()).max()
    if scale * gaps > 650:  # beyond it float64 has no digits left
        scale = 1.0
    assert worst(mc.softmax(z, scale), exact.softmax(z, scale)) < BOUND
    assert worst(mc.log_softmax(z, scale), exact.log_softmax(z, scale)) < BOUND
    assert worst(mc.loss(z, y, scale), exact.loss(z, y, scale)) < BOUND
    assert worst(mc.forces(z, y, scale), exact.forces(z, y, scale)) < BOUND
    assert worst(mc.gradient_wrt_logits(z, y, scale), exact.gradient(z, y, scale)) < BOUND
    assert worst(mc.softmax_jacobian(z), exact.jacobian(z)) < BOUND
    assert worst(mc.log_sum_exp(z), exact.log_sum_exp(z), [max(1, abs(z.max()))]) < BOUND
    assert worst(mc.sum_exp(z - z.max()), exact.sum_exp(z - z.max())) < BOUND
    assert worst(mc.log_odds(z, y), exact.log_odds(z, y), [1 + gaps]) < BOUND


@given(classified())
def test_an_index_and_its_one_hot_row_agree_to_the_last_bit_but_two(classified):
    z, y = classified
    row = np.eye(len(z))[y]
    assert mc.forces(z, row) == pytest.approx(mc.forces(z, y), rel=1e-15, abs=0)
    assert mc.loss(z, row) == mc.loss(z, y)


@given(trying_logits(), st.data())
def test_forces_of_a_soft_truth(z, data):
    p = data.draw(distributions(len(z)))
    q = exact.softmax(z)
    parts = [max(abs(a - b), min(a, 1 - a)) for a, b in zip(q, map(float, p), strict=True)]
    assert worst(mc.forces(z, p), exact.forces(z, p), parts) < BOUND


@given(neighbours())
def test_divergences_of_neighbours(pair):
    p, q = pair
    assert worst(mc.kl_divergence(p, q), exact.kl_divergence(p, q)) < BOUND
    assert worst(mc.kl_divergence_terms(p, q), exact.kl_divergence_terms(p, q)) < BOUND


@given(placed())
def test_transport(placed):
    z, y, x = placed
    _, slopes, parts = exact.wasserstein(z, y, x)
    assert worst(mc.wasserstein_gradient(z, y, x), slopes, parts) < BOUND
    _, slopes, parts = exact.squared_emd(z, y, x)
    assert worst(mc.squared_emd_gradient(z, y, x), slopes, parts) < BOUND
    # the distances take shares: those that float64 has
    q = mc.softmax(z)
    with mpmath.workdps(exact.DIGITS):
        order = np.argsort(x)
        gaps, crossing = np.diff(x[order]), exact.borders(q, y, order.tolist())
        rest = [abs(s) for s in crossing]
    assert worst(mc.wasserstein_distance(q, y, x), sum(g * s for g, s in zip(gaps, rest, strict=True)), [1]) < BOUND
    assert worst(mc.squared_emd(q, y, x), sum(g * s * s for g, s in zip(gaps, rest, strict=True)), [1]) < BOUND


@given(classified(), st.data(), st.one_of(reals(5), reals(300)))
def test_nudges(classified, data, d):
    z, y = classified
    i = data.draw(st.integers(0, len(z) - 1))
    answer = mc.nudge(z, i, d, y)
    *change, loss_change = exact.nudge(z, i, d, y)
    assert worst(answer.change, change) < BOUND
    assert worst(answer.loss_change, loss_change) < BOUND


@given(reals(300), reals(300), st.sampled_from([0.0, 0.25, 1.0]))
def test_costs_of_a_saturated_neuron(weight, bias, target):
    for cost, exact_cost in zip(("cross-entropy", "quadratic"), exact.neuron_cost(weight, bias, target), strict=True):
        costs = mc.train_neuron(weight, bias, 0.1, 0, cost, 1.0, target).costs
        scale = exact_cost if target in (0, 1) else exact_cost + 1e-3  # a = ¼ is met, and the cost 0
        assert worst(costs, exact_cost, [scale]) < BOUND


@pytest.mark.parametrize(
    ("call", "right"),
    [
        # faults.md, "Mathematics"; the right numbers in 30 digits
        (lambda: mc.softmax([-1e308, 1e308], scale=1e-308), [0.11920292202211755594, 0.88079707797788244406]),
        (lambda: mc.nudge([1e17, 1e17], 1, 5.0, 0).change, [-0.49330714907571516, 0.49330714907571516]),
        (lambda: mc.nudge([1e17, 1e17], 1, 5.0, 0).loss_change, 4.313568167929173),
        (lambda: mc.train_neuron(20, 20, 0.1, 0, "cross-entropy", 1, 1.0).costs, [4.248354255291589e-18]),
        (lambda: mc.wasserstein_gradient([50, 0, 0], 0, [0, 1, 2]),
         [-5.786249543891753e-22, 1.9287498479639178e-22, 3.8574996959278356e-22]),
        (lambda: mc.gradient_wrt_logits([40, 0], [1.0, 0.0]), [-4.248354255291589e-18, 4.248354255291589e-18]),
        (lambda: [mc.Value(20.0).tanh().slopes[0]], [1.699341702116636e-17]),
    ],
)  # fmt: skip
def test_what_had_lost_its_digits(call, right):
    assert call() == pytest.approx(right, rel=1e-12, abs=0)


def test_the_divergence_of_neighbours_a_part_in_ten_billion_apart():
    # 1e-10 is what they are apart by only to seven digits, .1 being rounded
    near = mc.kl_divergence([0.1, 0.2, 0.3, 0.4], [0.1 + 1e-10, 0.2, 0.3, 0.4 - 1e-10])
    assert near == pytest.approx(6.25e-20, rel=1e-6)


@pytest.mark.parametrize("shift", [1e6, 1e9, 1e15, 2.0**60])
def test_a_common_shift_changes_no_digit(shift):
    z = np.array([2.5, -1.0, 3.25, 0.5]) * (1024 if shift > 1e17 else 1)  # so that the shifted logits are exact
    for function in (
        lambda z: mc.nudge(z, 2, 1.0, 0).change,
        lambda z: mc.nudge(z, 2, 1.0, 0).loss_change,
        lambda z: mc.descend(z, 0, 0.5, 3).probabilities,
        lambda z: mc.descend(z, 0, 0.5, 3).losses,
        lambda z: mc.flow(z, 0, [0.0, 1.0]).losses,
        lambda z: mc.loss(z, 0),
        lambda z: mc.forces(z, 0),
        lambda z: mc.margin_loss(z, 0, [0, 1, 2, 3]),
        lambda z: mc.margin_gradient(z, 0, [0, 1, 2, 3]),
        lambda z: mc.squared_emd_gradient(z, 0),
        lambda z: mc.log_odds(z, 0),
    ):
        assert function(z + shift) == pytest.approx(function(z), rel=1e-15, abs=0)


def test_the_slopes_of_saturated_hidden_nodes_keep_their_digits():
    # tanh at 12 is 1 − 7.5e-11: 1 − h² would be .3 ppm off
    network = mc.Network(weights=([[12.0]], [[1.0, 0.0]]), biases=([0.0], [0.0, 0.0]))
    slope = network.backward([1.0], 0).weights[0][0, 0]
    with mpmath.workdps(50):
        h = mpmath.tanh(12)
        right = (1 / (1 + mpmath.exp(-h)) - 1) / mpmath.cosh(12) ** 2
    assert slope == pytest.approx(float(right), rel=1e-13)
