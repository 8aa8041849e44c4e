"""Blocks, ropes and holes share one ruler, and no two ropes meet."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mathcore as mc
from scenes.kit.arrows import Hatch
from scenes.kit.block import Block
from scenes.kit.hanging import RUN_OUT, THIN, Hang, Order, Rigging
from scenes.kit.layout import Box
from scenes.kit.theme import DARK

LEFTS = np.arange(12) * 2.0
SHARES = (0.01, 0.2, 0.41, 0.5, 0.505, 0.6, 0.9, 0.99)


@st.composite
def situations(draw):
    """Return shares (K,) and a true class."""
    count = draw(st.integers(2, 12))
    z = draw(st.lists(st.floats(-9, 9), min_size=count, max_size=count))
    return mc.softmax(np.array(z)), draw(st.integers(0, count - 1))


def rigged(q, target, width=1.3, raised=0.0):
    """Return order, view, rigging, upper edges and the ropes by class.

    Wheels hang where ropes run level, and ``raised``, (K,), higher.
    """
    count = len(q)
    order = Order(target, count)
    hang = Hang(LEFTS[order.places], width, 0.6, 0.0, 0.4)
    rigging = Rigging(order, 3.0, 0.12, order.nearer(q) + raised)
    tops = hang.top(np.log(q) * 0.1)
    return order, hang, rigging, tops, {i: rigging.rope(hang, i, q, tops) for i in order.wrong}


def inside(points, outline):
    """Return whether points, (n, 2), lie within a closed polygon, (m, 2): an odd number of edges right of them."""
    start, end = outline, np.roll(outline, -1, axis=0)
    (x, y), rise = points.T[:, :, None], end[:, 1] - start[:, 1]
    crossed = (start[:, 1] > y) != (end[:, 1] > y)
    at = start[:, 0] + (y - start[:, 1]) / np.where(rise, rise, 1.0) * (end[:, 0] - start[:, 0])
    return (crossed & (at > x)).sum(1) % 2 == 1


@given(situations())
def test_the_true_blocks_fill_and_the_seats_of_all_ropes_cover_it_without_overlap(situation):
    q, target = situation
    seats = Order(target, len(q)).seats(q)
    assert seats[target] == pytest.approx([0.0, q[target]])
    assert (seats[:, 1] - seats[:, 0]).sum() == pytest.approx(1)
    order = np.argsort(seats.mean(1))
    assert seats[order][0, 0] == pytest.approx(0)
    assert seats[order][-1, 1] == pytest.approx(1)
    assert seats[order][1:, 0] == pytest.approx(seats[order][:-1, 1])


@given(situations())
def test_a_rope_stands_on_the_fill_it_carries_and_on_its_seat_as_wide_as_its_share(situation):
    q, target = situation
    order, hang, _, tops, ropes = rigged(q, target)
    seats = order.seats(q)
    for i, rope in ropes.items():
        wide = max(q[i] * hang.width, 0.0)
        own, there = (sorted((rope.inner[k, 0], rope.outer[k, 0])) for k in (0, -1))
        if wide > 0.02:
            assert own == pytest.approx([hang.lefts[i], hang.lefts[i] + wide])
            assert there == pytest.approx(hang.lefts[target] + hang.width * seats[i])
            across = np.linalg.norm(rope.inner - rope.outer, axis=1)
            assert across == pytest.approx(np.full(len(across), wide))
        assert rope.inner[0, 1] == tops[i]
        assert rope.inner[-1, 1] == tops[target]


@settings(max_examples=25)
@given(situations(), st.lists(st.floats(-0.4, 0.4), min_size=12, max_size=12))
def test_no_point_of_one_rope_lies_in_another_wherever_wheels_hang(situation, raised):
    q, target = situation
    q = (q + 0.02) / (q + 0.02).sum()  # hairlines are drawn wider than they are
    ropes = rigged(q, target, raised=np.array(raised[: len(q)]))[-1]
    outlines = {i: rope.outline() for i, rope in ropes.items()}
    for i, rope in ropes.items():
        middle = (rope.inner + rope.outer) / 2
        for j, other in outlines.items():
            if i != j:
                assert not inside(middle, other).any()


@pytest.mark.parametrize("share", [0.1, 0.3, RUN_OUT, 0.5, 0.9, 1.0])
def test_a_rope_runs_out_thin_and_then_widens_to_its_share(share):
    whole = rigged(np.array([0.3, 0.7]), 0)[-1][1]
    outline = whole.outline(share)
    inner, outer = outline[: len(outline) // 2], outline[len(outline) // 2 :][::-1]
    run, widened = min(1.0, share / RUN_OUT), max(0.0, share - RUN_OUT) / (1 - RUN_OUT)
    reach, full = (np.linalg.norm(np.diff(edge, axis=0), axis=1).sum() for edge in (inner, whole.inner))
    assert reach == pytest.approx(run * full)
    assert inner[0] == pytest.approx(whole.inner[0])
    across = np.linalg.norm(outer - inner, axis=1)
    assert across[:-1] == pytest.approx(np.full(len(across) - 1, max(THIN, widened * 0.7 * 1.3)))


@pytest.mark.parametrize("share", [0.03, 0.3, 0.6, 0.97])
def test_a_block_is_filled_to_its_share_from_the_left_and_hatched_where_the_true_class_lacks(share):
    block = Block(DARK, truth=True).show(share, 1.0, 2.0, 2.0, 1.0)
    fill, lacking = block.fill_level.points[:, 0], block.lack.points
    assert [fill.min(), fill.max()] == pytest.approx([1.0, 1 + 2 * share])
    assert (lacking[:, 0] > 1 + 2 * share - 1e-9).all()
    assert lacking[:, 0].max() > 2.9
    assert block.frame.points[:, 1].max() == pytest.approx(2.0)
    # No line of the hatching comes near the number.
    number = block.number.points
    near = (lacking[:, 0] > number[:, 0].min() - 0.05) & (abs(lacking[:, 1] - 1.5) < np.ptp(number[:, 1]) / 2)
    assert not near.any()


def test_a_blocks_number_stands_at_one_place_in_one_colour_whatever_its_share():
    blocks = [Block(DARK, truth=truth).show(q, 0.0, 1.0, 2.0, 0.8) for truth in (False, True) for q in SHARES]
    ends = {round(float(block.number.points[:, 0].max()), 1) for block in blocks}
    assert len(ends) == 1
    assert {block.number.get_fill_color() for block in blocks} == {DARK.color("ink")}
    for block in blocks:
        assert 0.0 < block.number.points[:, 0].min() < block.number.points[:, 0].max() < 2.0


def test_a_number_hung_under_its_block_stays_at_one_height_clear_of_every_fill_and_of_the_hatching():
    blocks = [Block(DARK, truth=truth) for truth in (False, True) for _ in SHARES]
    for block, q in zip(blocks, [*SHARES, *SHARES], strict=True):
        block.hang_number()
        block.show(q, 0.0, 1.0, 2.0, 0.8)
        assert block.number.points[:, 1].max() < 0.2 - 0.15
        assert block.number.get_fill_color() == DARK.color("prediction")
        assert 0.0 <= block.number.points[:, 0].min() < block.number.points[:, 0].max() <= 2.0  # under the block
    assert np.ptp([block.number.placed[2] for block in blocks]) == pytest.approx(0.0)
    # From an empty block to a full one it goes with the fill, to the right alone.
    assert (np.diff([block.number.placed[1] for block in blocks[: len(SHARES)]]) >= 0.0).all()
    # Nothing is left out of the hatching.
    lines = blocks[-1].lack.points
    assert len(lines) == len(Hatch(DARK, "truth").within(Box(SHARES[-1] * 2.0, 0.0, 2.0, 0.8)).points)
