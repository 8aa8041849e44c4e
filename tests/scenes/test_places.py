"""Texts find room beside curves; dashes keep their length."""

import numpy as np
import pytest

from scenes.kit.layout import Box
from scenes.kit.motion import early, late
from scenes.kit.places import first_clear, is_clear, overlaps, passes
from scenes.kit.shapes import Shape
from scenes.kit.theme import DARK

SLOPE = np.array([[-5.0, -2.0], [5.0, 2.0]])
HERE, THERE = Box(-0.5, -0.2, 0.5, 0.2), Box(-0.5, 1.0, 0.5, 1.4)


def test_a_line_passes_a_box_only_if_it_enters_it():
    assert passes(SLOPE, HERE)
    assert not passes(SLOPE, THERE)
    assert not passes(np.array([[-0.5, 3.0], [-0.4, 2.0]]), HERE)
    assert passes(np.array([[0.0, 3.0], [0.0, -3.0]]), HERE)


def test_boxes_that_share_an_edge_do_not_overlap():
    assert overlaps(HERE, HERE.moved(0.9))
    assert not overlaps(HERE, HERE.moved(1.0))


def test_the_first_clear_spot_is_taken_and_the_last_one_if_none_is():
    assert first_clear([HERE, THERE], [SLOPE]) == THERE
    assert first_clear([THERE, HERE], [SLOPE], [THERE]) == HERE
    assert not is_clear(HERE, [SLOPE])


def test_dashes_of_a_growing_line_keep_their_length_and_places():
    way = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 2.0]])
    whole, part = (Shape(DARK.color("ink")).dashed(points, 0.2, 0.1).points for points in (way, way[:2]))
    np.testing.assert_allclose(whole[: len(part) - 4], part[:-4], atol=1e-12)
    lengths = np.linalg.norm(np.diff(whole.reshape(-1, 4, 3)[:, [0, 3]], axis=1), axis=-1)
    assert lengths.max() <= 0.2 + 1e-9
    assert lengths.sum() == pytest.approx(3.0 * 2 / 3, abs=0.1)


def test_what_goes_early_is_gone_before_what_comes_late_is_there():
    for share in np.linspace(0, 1, 101):
        assert min(1 - early(share), late(share)) < 0.15
    assert early(0.0) == late(0.4) == 0.0
    assert early(0.6) == late(1.0) == 1.0
