"""Numbers on the screen are short, true, and add up."""

import numpy as np
import pytest

from scenes.kit.numbers import adding_up, brief, telling_log, thousandths


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (0.3, "0.3"),
        (0.15, "0.15"),
        (1 / 3, "0.33"),
        (0.003, "0.003"),
        (0.998, "0.998"),
        (0.999999, "0.999999"),
        (2.4e-7, "2·10⁻⁷"),
    ],
)
def test_a_share_never_looks_like_0_or_1_unless_it_is(value, text):
    assert brief(value) == text


def test_as_many_decimals_as_make_the_printed_sum_right():
    assert adding_up([0.1204, 0.2408, 0.6438, 0.3794, 0.2996, 1.684]) == 3
    assert adding_up([1.47081, 1.24766, 2.71847]) == 4
    assert adding_up([1.47081, 1.24766, 2.71847], tried=(2, 3, 4)) == 2
    assert adding_up([1 / 3, 1 / 3, 1 / 3, 1.0]) is None


def test_a_share_is_printed_so_that_its_log_can_be_checked():
    assert telling_log([0.2, 0.02, 0.002]) == 3
    assert telling_log([0.314536092965179]) == 4
    decimals = telling_log([0.0314536])
    assert round(-np.log(round(0.0314536, decimals)), 3) == round(-np.log(0.0314536), 3)


def test_shares_are_rounded_to_thousandths_that_add_up_unless_a_logarithm_would_tell_or_a_tie_would_break():
    shares = [0.2855719562884822, 0.3048513939626483, 0.1025802670984146, 0.0880084469412496, 0.2189879357092052]
    assert thousandths(shares).tolist() == [0.285, 0.305, 0.103, 0.088, 0.219]
    assert thousandths([0.3, 0.3, 0.4]).tolist() == [0.3, 0.3, 0.4]
    assert thousandths([0.9984, 0.0016]).tolist() == [0.9984, 0.0016]
    assert thousandths([1 / 3] * 3).tolist() == [1 / 3] * 3
    assert thousandths([1.0, 0.0]).tolist() == [1.0, 0.0]
