"""Gradient flow."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import descend, flow, flow_path, resting_logits, smooth, softmax
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_class, logits_and_truth

Z = np.array([2.5, -1, 3.2, 0.5])
TIMES = np.array([0.5, 1, 2, 5, 10, 100, 1000])


@given(logits_and_truth(bound=5))
def test_descent_in_small_steps_follows_it(z_and_truth):
    z, target = z_and_truth
    coarse, fine = (descend(z, target, 1 / n, n).logits[-1] for n in (200, 400))
    assert 2 * fine - coarse == pytest.approx(flow(z, target, [1.0]).logits[0], abs=1e-5)  # Richardson


@given(logits_and_class(bound=30), st.floats(0, 200))
def test_under_a_class_index_it_has_a_closed_form(z_and_class, tau):
    # e^(−z_j) grows alike for all wrong classes, by τ = ∫ dt / Σ e^z; so with Σz = s and u_j = e^(−z_j) at the start
    # t = Σ_j log(1 + τ/u_j) + e^s ∫_0^τ Π_j (u_j + σ) dσ, over the wrong classes j
    z, y = z_and_class
    tau = tau * float(np.exp(-z.max()))  # on the scale on which anything happens
    with mpmath.workdps(60):
        wrong = [mpmath.exp(-mpmath.mpf(v)) for j, v in enumerate(map(float, z)) if j != y]
        total = mpmath.fsum(map(mpmath.mpf, map(float, z)))
        product = [mpmath.mpf(1)]  # coefficients of Π (u_j + σ), the lowest power first
        for u in wrong:
            product = [a * u + b for a, b in zip([*product, 0], [0, *product], strict=True)]
        area = mpmath.fsum(c * mpmath.mpf(tau) ** (k + 1) / (k + 1) for k, c in enumerate(product))
        time = float(mpmath.fsum(mpmath.log1p(tau / u) for u in wrong) + mpmath.exp(total) * area)
        after = [float(-mpmath.log(u + tau)) for u in wrong]
    if time < 1e6:
        state = flow(z, y, [time])
        assert np.delete(state.logits[0], y) == pytest.approx(after, abs=1e-11)


@pytest.mark.parametrize("time", [1e3, 1e5, 1e7, 9e8])
def test_the_lead_of_two_classes_is_exact_however_late(time):
    # g + e^g = 1 + 2t from even
    path = flow_path([0.0, 0.0], 0, 1e9)
    with mpmath.workdps(40):
        lead = float(1 + 2 * mpmath.mpf(time) - mpmath.lambertw(mpmath.exp(1 + 2 * mpmath.mpf(time))))
    assert np.subtract(*path.at(time)) == pytest.approx(lead, rel=1e-14)
    assert np.subtract(*flow([0.0, 0.0], 0, [time]).logits[0]) == pytest.approx(lead, rel=1e-14)


@given(logits_and_truth(bound=5), st.floats(0, 1))
def test_a_path_is_the_flow_at_any_of_its_times(z_and_truth, share):
    z, target = z_and_truth
    path = flow_path(z, target, 30.0)
    halfway = flow(z, target, [30 * share]).logits[0]
    assert path.at(30 * share) == pytest.approx(halfway, abs=1e-13)
    # From there on it is the same path.
    assert flow(halfway, target, [30 * (1 - share)]).logits[0] == pytest.approx(path.at(30.0), abs=1e-12)


def test_a_path_takes_a_time_or_many_and_none_beyond_its_end():
    path = flow_path(np.stack([Z, -Z]), [0, 2], 2.0)
    assert (path.at(0.0) == [Z, -Z]).all()
    assert path.at([[0.5, 1.0, 2.0]]).shape == (1, 3, 2, 4)
    assert path.at([0.5, 1.0])[1] == pytest.approx(path.at(1.0), abs=1e-14)
    with pytest.raises(ValueError, match="times must lie from 0 to"):
        path.at(1000.0)
    assert (flow_path(Z, 0, 0.0).at(0.0) == Z).all()


@pytest.mark.parametrize(
    ("end", "message"),
    [
        (-1.0, "end must lie from 0 to 1e+09, but is -1; choose a value in that range"),
        ([1.0, 2.0], "end must be a single time, but has shape (2,); give the latest"),
    ],
)
def test_ends_that_do_not_fit_are_refused(end, message):
    assert refusal(flow_path, Z, 0, end) == message


def test_the_lead_of_two_classes():
    # oracles.md, second cut, 14
    path = flow([0.0, 0.0], 0, TIMES)
    lead = [
        0.442854401002,
        0.792059968431,
        1.306558641039,
        2.177325100614,
        2.896125951214,
        5.276701917304,
        7.597598207405,
    ]
    force = [
        0.391061033205,
        0.311726525483,
        0.213063277778,
        0.101805262848,
        0.052345403736,
        0.005083281999,
        0.000501403327,
    ]
    assert path.logits[:, 0] - path.logits[:, 1] == pytest.approx(lead, abs=5e-13)
    assert path.forces[:, 0] == pytest.approx(force, abs=5e-13)
    steps = descend([0.0, 0.0], 0, 0.5, 20).logits[-1]
    assert steps[0] - steps[1] == pytest.approx(2.957508434765, abs=5e-13)  # steps are not the flow


@pytest.mark.parametrize(
    ("index", "before", "most", "at", "back"),
    [
        # oracles.md, second cut, 6: "surprise" under the flow
        (3, 0.042567831230, 0.043642145115, 0.366049001645, 0.796702405494),
        (1, 0.009498166999, 0.009876493616, 0.477867618337, 1.082250628000),
    ],
)
def test_small_wrong_classes_rise_and_fall(index, before, most, at, back):
    shares = flow(Z, 0, [0.0, at - 0.01, at, at + 0.01, back]).probabilities[:, index]
    assert shares[[0, 2, 4]] == pytest.approx([before, most, before], abs=5e-12)
    assert shares[2] > max(shares[1], shares[3])


def test_it_comes_to_rest_at_a_soft_truth_and_keeps_the_sum():
    p = smooth(0, 4, 0.1)
    path = flow(Z, p, np.geomspace(0.01, 3000, 40))
    assert path.logits.sum(axis=-1) == pytest.approx(Z.sum(), abs=1e-12)
    assert path.logits[-1] == pytest.approx(resting_logits(p, Z.sum()), abs=1e-12)
    assert (np.diff(path.losses) <= 1e-15).all()


@pytest.mark.parametrize("p", [[0.5, 0.5], [0.99, 0.01], smooth(2, 5, 0.3)])
def test_what_has_come_to_rest_stays_there_for_ever(p):
    start = 3.0 * np.arange(len(p))
    path = flow_path(start, p, 1e9)
    assert len(path.times) < 3000
    assert path.at([1e6, 1e9]) == pytest.approx(np.tile(resting_logits(p, start.sum()), (2, 1)), abs=1e-11)
    assert (flow([0.0, 0.0], [0.5, 0.5], [1e9]).logits == 0).all()


@given(logits_and_class(bound=60))
def test_a_class_index_never_lets_them_rest(z_and_class):
    z, y = z_and_class
    ends = flow(z, y, [0.0, 1e9])
    if ends.forces[0, y] > 1e-300:
        assert 0 < ends.forces[1, y] <= ends.forces[0, y]
        assert ends.logits[1, y] >= ends.logits[0, y]


def test_time_0_is_the_start_and_equal_times_are_equal_states():
    path = flow(Z, 0, [0.0, 0.0, 1.0, 1.0])
    assert (path.logits[:2] == Z).all()
    assert (path.logits[2] == path.logits[3]).all()
    assert path.probabilities == pytest.approx(softmax(path.logits))


def test_a_batch_flows_row_by_row():
    z = np.stack([Z, -Z])
    path = flow(z, [0, 2], [1.0, 3.0])
    assert path.logits.shape == (2, 2, 4)
    assert path.losses.shape == (2, 2)
    assert path.logits[:, 1] == pytest.approx(flow(-Z, 2, [1.0, 3.0]).logits, abs=1e-13)


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ([2.0, 1.0], "times must not fall, but [2.0, 1.0] do; sort them"),
        (1.0, "times must be a list of T numbers, but have shape (); give one row"),
        ([-1.0], "times must lie from 0 to 1e+09, but times[0] is -1; choose a value in that range"),
    ],
)
def test_times_that_do_not_fit_are_refused(times, message):
    assert refusal(flow, Z, 0, times) == message
