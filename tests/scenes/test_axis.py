"""Axes have round ticks where they belong, in every range; arrows and boxes keep their measures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.arrows import HALF_HEAD, LEAST_HALF, Arrow, Hatch
from scenes.kit.axis import Axes, Axis, Trace, steady
from scenes.kit.layout import Box, Layout
from scenes.kit.theme import DARK


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3))
def test_ticks_are_round_lie_in_the_range_and_never_crowd(low, span):
    axis = Axis(DARK, (-3, -2), (-3, 3), low, low + span)
    full = sorted(value for value, there in axis.there.items() if there == 1)
    for value in full:
        assert low - 1e-6 * span <= value <= low + span + 1e-6 * span
    places = axis.at(np.array(full))
    assert np.all(np.diff(places) > 0.5)
    assert 2 <= len([there for there in axis.there.values() if there > 0]) <= 14


@pytest.mark.parametrize("unit", np.geomspace(0.01, 5, 60))
def test_at_a_steady_unit_no_tick_is_on_its_way(unit):
    found = steady(unit, 2.4)
    assert 0.8 * unit < found <= unit
    axis = Axis(DARK, (0, -3), (0, 3), -3 / found, 3 / found, spacing=2.4)
    assert set(axis.there.values()) <= {0.0, 1.0}


def test_no_step_of_ticks_is_finer_than_the_least():
    axis = Axis(DARK, (0, -3), (0, 3), 0.2, 1.4, spacing=2.4, least=1.0)
    assert [value for value, there in axis.there.items() if there] == [1.0]


def test_a_zoom_changes_no_ticks_presence_by_a_jump():
    axis = Axis(DARK, (-5, 0), (5, 0), 0, 1)
    before = dict(axis.there)
    for high in np.geomspace(1, 0.05, 400):
        axis.show(0, high)
        moved = {v: abs(axis.there[v] - before.get(v, 0.0)) for v in axis.there if v <= 0.97 * high}
        assert max(moved.values()) < 0.3
        before = dict(axis.there)


def test_points_lie_where_the_axes_say():
    box = Box(-4, -2, 4, 2)
    axes = Axes(Axis.below(DARK, box, 0, 2), Axis.beside(DARK, box, -1, 1))
    assert axes.at([0, 1, 2], [-1, 0, 1]).tolist() == [[-4, -2], [0, 0], [4, 2]]
    trace = Trace(DARK, axes, "loss").show([0, 1], [0, 1])
    assert trace.dot.points[:, 0].mean() == pytest.approx(0, abs=0.2)
    assert trace.line.points[[0, -1], 1].tolist() == [0, 2]


@given(st.floats(-3, 3))
def test_an_arrow_is_as_long_as_its_force_and_keeps_its_shape_where_it_is_long(force):
    body = Arrow(DARK, unit=1.5).show(force, x=2, tail=1).body.points
    reach = body[:, 1].max() - 1 if force >= 0 else 1 - body[:, 1].min()
    assert reach == pytest.approx(abs(force) * 1.5, abs=0.01)
    if LEAST_HALF < HALF_HEAD * abs(force) * 1.5 < 0.3:
        assert np.ptp(body[:, 0]) == pytest.approx(2 * HALF_HEAD * abs(force) * 1.5)


def test_hatching_stays_within_its_box():
    points = Hatch(DARK, "truth").within(Box(-1, -2, 3, 1)).points
    assert points[:, 0].min() >= -1
    assert points[:, 0].max() <= 3
    assert points[:, 1].min() >= -2 - 1e-9
    assert points[:, 1].max() <= 1 + 1e-9


def test_boxes_are_cut_without_loss():
    stage = Layout.of("16:9").stage
    left, middle, right = stage.across(None, 3.0, None, gap=0.5)
    assert left.width == pytest.approx(right.width)
    assert middle.width == pytest.approx(3)
    assert (left.left, right.right) == (stage.left, stage.right)
    upper, lower = stage.down(1.0, None)
    assert (upper.top, upper.bottom, lower.bottom) == (stage.top, lower.top, stage.bottom)
    assert stage.columns(2) == pytest.approx([stage.left / 2, stage.right / 2])
    assert stage.rows(1) == pytest.approx([stage.y])
