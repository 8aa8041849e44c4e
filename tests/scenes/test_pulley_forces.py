"""Scene 6 hangs, pulls, gives in and lifts its ceiling as mathcore says, at every frame."""

import re
from itertools import pairwise

import numpy as np
import pytest
from manim import CairoRenderer

import mathcore as mc
from scenes.kit.hanging import Hang
from scenes.kit.layout import Layout
from scenes.kit.shapes import DIMMED
from scenes.kit.sizes import PX
from scenes.kit.theme import DARK
from scenes.pictures.pulley_forces.balance import Balance
from scenes.pictures.pulley_forces.beside_ceiling import CeilingSum, Lower
from scenes.pictures.pulley_forces.beside_pulleys import ForceRule, Shifts
from scenes.pictures.pulley_forces.close_up import RIGHT, Shares, close_up
from scenes.pictures.pulley_forces.machine import Machine
from scenes.pictures.pulley_forces.nudged import Nudged, under_blocks
from scenes.pictures.pulley_forces.params import RUN_ON
from scenes.pictures.pulley_forces.pulley_views import SEEN, nudge_view, posts_view
from scenes.pictures.pulley_forces.rope_names import RopeNames
from scenes.pictures.pulley_forces.surprise import Rising
from scenes.pulley_forces import PulleyForces
from tests.scenes.performing import RATE, NoCamera, Stage, perform, quiet_manim

Params = PulleyForces.Params
Z, STEPS = np.array(Params().logits), Params().steps
#: Nielsen's sliders
SLIDERS = np.array([2.5, -1.0, 3.2, 0.5])


def span(shape, axis: int) -> float:
    """Return how far a shape reaches along an axis, in scene units."""
    return float(np.ptp(shape.points[:, axis])) if len(shape.points) else 0.0


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    """Return the scene and what was seen at every frame, each measured on the drawn outlines."""
    seen = []

    def observe(scene, repeat):
        z, machine = scene.z.value, scene.machine
        closer, hang = scene.views()
        near = closer.width == machine.hang.width
        blocks = machine.blocks
        views = [closer, hang, hang, hang]
        seen.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "z": z,
                "tops": [(b.back.points[:, 1].max() - v.zero) / v.unit for b, v in zip(blocks, views, strict=True)],
                "fills": [span(b.fill_level, 0) / v.width for b, v in zip(blocks, views, strict=True)],
                "widths": [span(b.back, 0) / v.width for b, v in zip(blocks, views, strict=True)],
                "wheels": [wheel.submobjects[0].points.mean(0).tolist() for wheel in machine.tackle.own.values()],
                "arrows": np.array([a.length for a in machine.pulls.arrows]) / machine.hang.width,
                "spots": [float(x) for x, _ in machine.pulls.spots] if hasattr(machine.pulls, "spots") else None,
                "numbers": [n.text for n in machine.pulls.numbers.values()],
                "pulled": near and machine.pulls in scene.mobjects and machine.pulls.arrows[0].body.presence == 1,
                "strands": {i: span(s, 0) / closer.width for i, s in scene.strands.strands.items()},
                "close": scene.strands.strands[1].presence == 1,
                "unit": hang.unit,
                "ceiling": scene.ceiling.line.presence == 1,
                "lift": scene.lift.get_value(),
                "height": (scene.ceiling.line.points[:, 1].min() - hang.zero) / hang.unit
                if len(scene.ceiling.line.points)
                else None,
                "gap": span(scene.ceiling.gap, 1) / hang.unit,
                "nudged": [(n.start, n.gain.values["d"]) for n in getattr(scene, "nudged", [])],
                "marks": [
                    (n.marks.lifted.presence, span(n.marks.bracket, 1), span(n.marks.lifted, 1), n.marks.risen.text)
                    for n in getattr(scene, "nudged", [])
                ],
                "traces": [
                    (n.trace.line.presence, n.trace.line.points[:, 1].max())
                    for n in getattr(scene, "nudged", [])
                    if len(n.trace.line.points)
                ],
                "went": [(n.marks.bracket.presence, n.marks.moved.text) for n in getattr(scene, "nudged", [])],
                "gains": [n.gain.leaves[0].presence for n in getattr(scene, "nudged", [])],
                "said": [n.worked.submobjects[0].submobjects[0].presence for n in getattr(scene, "nudged", [])],
                "rising": span(scene.rising.bracket, 1) / hang.unit
                if hasattr(scene, "rising") and scene.rising.bracket.presence == 1
                else None,
                "falls": [
                    (span(sunk.bracket, 1) / hang.unit, sunk.bracket.presence, sunk.dashes.line.points[:, 1].max())
                    for sunk in scene.rising.falls.submobjects[:2]
                ]
                if hasattr(scene, "rising") and scene.rising.falls in scene.mobjects
                else [],
                "told": [number.text for number in scene.rising.falls.submobjects[2:] if number.presence == 1]
                if hasattr(scene, "rising") and scene.rising.falls in scene.mobjects
                else [],
                "zero": hang.zero,
                "lit": [b.frame.presence for b in blocks],
                "level": scene.sum.level.values["c"]
                if hasattr(scene, "sum") and scene.sum.level.leaves[0].presence == 1
                else None,
                "moved": [(i, getattr(n, "value", n).text) for i, n in scene.shifts.numbers.items()]
                if hasattr(scene, "shifts")
                else [],
            }
        )

    return perform("PulleyForces", tmp_path_factory.mktemp("media"), observe).scene, seen


def test_blocks_hang_at_their_logits_filled_to_their_shares_and_1_wide_at_every_frame(frames):
    for seen in frames[1]:
        assert seen["tops"] == pytest.approx(seen["z"], abs=1e-6)
        assert seen["fills"] == pytest.approx(mc.softmax(seen["z"]), abs=1e-6)
        assert seen["widths"] == pytest.approx(np.ones(4))


def test_arrows_are_the_forces_on_the_blocks_ruler_and_sum_to_zero(frames):
    pulled = [seen for seen in frames[1] if seen["pulled"]]
    assert len(pulled) > 40
    for seen in pulled:
        assert seen["arrows"] == pytest.approx(mc.forces(seen["z"], 0), abs=1e-9)
        assert seen["arrows"].sum() == pytest.approx(0, abs=1e-9)


def test_from_close_by_the_ropes_have_the_shares_of_their_classes(frames):
    close = [seen for seen in frames[1] if seen["close"]]
    assert len(close) > 60
    hairline = 1.6 * PX / frames[0].machine.hang.width
    for seen in close:
        q = mc.softmax(seen["z"])
        for i, wide in seen["strands"].items():
            assert wide == pytest.approx(q[i], abs=hairline)


def test_no_wheel_ever_moves(frames):
    assert np.ptp([seen["wheels"] for seen in frames[1]], axis=0).max() < 1e-9


def test_the_ceiling_is_log_sum_exp_and_the_true_block_is_the_loss_below_it(frames):
    under = [seen for seen in frames[1] if seen["ceiling"]]
    assert len(under) > 40
    for seen in under:
        # Before, the highest block's e^z is all there, then one other after the other's, the next highest first.
        first, *others = sorted(np.exp(seen["z"]), reverse=True)
        done = seen["lift"] * len(others)
        lifted = np.log(first + sum(min(max(done - k, 0), 1) * power for k, power in enumerate(others)))
        assert seen["height"] == pytest.approx(lifted, abs=1e-6)
    assert under[0]["height"] == pytest.approx(Z.max())
    lifted = [seen for seen in under if seen["lift"] == 1]
    assert len(lifted) > 40
    for seen in lifted:
        assert seen["height"] == pytest.approx(mc.log_sum_exp(seen["z"]), abs=1e-6)
        assert seen["gap"] == pytest.approx(mc.loss(seen["z"], 0), abs=1e-6)


def test_a_nudge_changes_the_loss_about_by_its_slope(frames):
    last = [seen for seen in frames[1] if seen["beat"] == "nudge"][-1]
    for i, (start, gained) in zip((2, 0), last["nudged"], strict=True):
        raised = Z + 0.2 * np.eye(4)[i]
        assert start == pytest.approx(Z)
        assert gained == pytest.approx(mc.loss(raised, 0) - mc.loss(Z, 0))
        assert gained == pytest.approx(0.2 * mc.gradient_wrt_logits(Z, 0)[i], abs=0.005)


def test_while_blocks_are_nudged_the_view_stays(frames):
    lifted = [seen["unit"] for seen in frames[1] if seen["beat"] in ("loss-is-a-length", "nudge") and seen["lift"] == 1]
    assert len(lifted) > 40
    assert np.ptp(lifted) == 0


def test_a_wrong_block_goes_back_and_leaves_only_its_sum_but_the_true_one_stays_up(frames):
    nudge = [seen for seen in frames[1] if seen["beat"] == "nudge"]
    for seen in nudge:
        assert len(seen["marks"]) <= 2
        for i, (there, bracket, lifted, risen) in zip((2, 0), seen["marks"], strict=False):
            moved = seen["z"] - Z
            # What is marked is what has moved, while it has: with the block the ceiling's rise goes.
            if there == 1:
                assert bracket / seen["unit"] == pytest.approx(moved[i], abs=1e-6)
                rise = mc.log_sum_exp(seen["z"]) - mc.log_sum_exp(Z)
                assert lifted / seen["unit"] == pytest.approx(rise, abs=1e-6)
                assert risen.removeprefix("+") == f"{rise:.3f}"
    assert max(seen["marks"][0][0] for seen in nudge if seen["marks"]) == 1
    last = nudge[-1]
    assert last["z"] == pytest.approx(Z + 0.2 * np.eye(4)[0])
    assert [there for there, *_ in last["marks"]] == [0, 1]
    # How far the true one's edge went stays marked, from the dashes where it was before.
    assert last["marks"][1][1] / last["unit"] == pytest.approx(0.2, abs=1e-6)
    ((there, height),) = last["traces"]
    assert there == 1
    assert (height - last["zero"]) / last["unit"] == pytest.approx(Z[0], abs=1e-6)
    assert last["gap"] == pytest.approx(mc.loss(Z, 0) + last["nudged"][1][1])
    assert last["said"] == pytest.approx([DARK.dimmed, 1])


def test_a_nudge_counts_with_its_bracket_and_what_was_found_of_the_first_is_dim_from_then_on(frames):
    nudge = [seen for seen in frames[1] if seen["beat"] == "nudge" and seen["went"]]
    for seen in nudge:
        for (there, moved), (_, bracket, *_) in zip(seen["went"], seen["marks"], strict=True):
            assert not there or moved.removeprefix("+") == f"{bracket / seen['unit']:.2f}"
    moving = [seen for seen in nudge if Z[0] + 1e-6 < seen["z"][0] < Z[0] + 0.2 - 1e-6]
    assert len(moving) > 5
    for seen in moving:
        assert [seen[key][0] for key in ("gains", "said")] == pytest.approx([DARK.dimmed] * 2)
        assert seen["went"][0][0] == 0  # a block that went back has no mark
    last = nudge[-1]
    assert [last["gains"], last["said"]] == [pytest.approx([DARK.dimmed, 1])] * 2
    assert [there for there, _ in last["went"]] == [0, 1]


@pytest.mark.parametrize(("logits", "target"), [(Z, 0), (np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), 2)])
def test_both_sums_stay_whole_and_apart_so_that_they_do_not_read_as_one(logits, target):
    first, second = nudges(logits, target)
    assert second.replaces(first) == []
    ends = [[(line.box().left, line.box().right) for line in (n.gain, *n.worked)] for n in (first, second)]
    for a, up in zip(ends[0], (line.box() for line in (first.gain, *first.worked)), strict=True):
        for b, down in zip(ends[1], (line.box() for line in (second.gain, *second.worked)), strict=True):
            apart = max(b[0] - a[1], a[0] - b[1])
            same_row = up.bottom < down.top and down.bottom < up.top
            assert apart >= (120 if same_row else 24) * PX or abs(up.bottom - down.bottom) > 100 * PX


def test_beside_the_sums_both_forces_are_told(frames):
    first = frames[0].nudged[0]
    assert first.forces.submobjects[0].values == pytest.approx({"a": -0.545, "b": 0.729}, abs=5e-4)
    for nudged, force in zip(frames[0].nudged, mc.forces(Z, 0)[[2, 0]], strict=True):
        assert nudged.worked.submobjects[0].values["g"] == pytest.approx(-0.2 * force)


@pytest.mark.parametrize(("logits", "target"), [(Z, 0), (SLIDERS, 0), (np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), 2)])
def test_how_far_a_block_is_nudged_stands_clear_of_the_gap_and_its_ruler(logits, target):
    for nudged in nudges(logits, target):
        marks = nudged.marks.show(0.2, 0.05)
        bar = float(nudged.hang.lefts[target]) - 52 * PX, float(nudged.hang.lefts[target]) + nudged.hang.width
        assert marks.bracket.points[:, 0].min() > bar[1] or marks.bracket.points[:, 0].max() < bar[0]


@pytest.mark.parametrize(
    ("logits", "target", "told"),
    [(Z, 0, [1, 1]), (SLIDERS, 0, [1, 1]), (np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), 2, [1, 1]), (np.ones(2), 0, [1, 1])],
)
def test_how_far_the_ceiling_rose_hangs_under_where_it_was_clear_of_all_else(logits, target, told):
    pair = nudges(logits, target)
    assert [nudged.marks.risen in nudged.marks.submobjects for nudged in pair] == told
    for nudged, there in zip(pair, told, strict=True):
        raised = logits + 0.2 * np.eye(len(logits))[nudged.index]
        marks, view = nudged.show(raised).marks, nudged.hang
        # To the ceiling's line the gap goes on; the rise, less that of the block, is what the loss changes by.
        assert marks.lifted.points[:, 1].min() == pytest.approx(view.top(mc.log_sum_exp(logits)))
        assert marks.lifted.points[:, 1].max() == pytest.approx(view.top(mc.log_sum_exp(raised)))
        moved = 0.2 if nudged.index == target else 0.0
        assert float(marks.risen.text) - moved == pytest.approx(round(nudged.gain.values["d"], 3))
        if there:
            left, low = marks.risen.points.min(0)[:2]
            right, high = marks.risen.points.max(0)[:2]
            assert high < marks.lifted.points[:, 1].min() - 8 * PX
            others = [view.lefts[i] for i in range(len(logits)) if view.top(raised[i]) > low - 12 * PX]
            assert all(right < edge - 12 * PX or left > edge + view.width + 12 * PX for edge in others)
            for mark in [marks.bracket, *([marks.moved] if marks.moved in marks.submobjects else [])]:
                over = low > mark.points[:, 1].max() + 10 * PX
                assert over or right < mark.points[:, 0].min() - 24 * PX or left > mark.points[:, 0].max() + 24 * PX


def test_in_the_strip_a_sum_takes_the_place_of_the_one_before():
    first, second = nudges(np.linspace(-1.0, 1.2, 12), 4)
    assert not first.lines
    assert not second.lines
    assert second.replaces(first) == [first]


def test_no_sum_stands_on_the_gap_over_the_true_block():
    for logits, target in ((np.array([1.0, 0.5, -2.0, 3.0, 0.0]), 2), (np.array([2.0, -1.0, 1.5]), 1)):
        first, _ = nudges(logits, target)
        left, width = first.hang.lefts[target], first.hang.width
        assert not first.lines or first.lines.left > left + width or first.lines.right < left


def nudges(logits: np.ndarray, target: int) -> list[Nudged]:
    """Return what is said of nudges of the highest wrong block and of the true one."""
    machine = Machine(DARK, Layout.of("16:9"), logits[None], target)
    pair = [int(np.argmax(np.where(np.arange(len(logits)) == target, -np.inf, logits))), target]
    view = nudge_view(machine, logits, pair, 152 * PX, under_blocks(machine, pair))
    made: list[Nudged] = []
    for i in pair:
        made.append(Nudged(machine, i, 0.2, view, logits, [], made))
    return made


@pytest.mark.parametrize(("logits", "target"), [(Z, 0), (SLIDERS, 0), (np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), 2)])
def test_what_is_said_of_a_nudge_stands_under_its_block_clear_of_all_others(logits, target):
    pair = nudges(logits, target)
    machine, view = pair[0].machine, pair[0].hang
    boxes = [nudged.lines for nudged in pair]
    for i, box in zip([nudged.index for nudged in pair], boxes, strict=True):
        assert box.top == pytest.approx(view.top(logits[i]) - view.height)
        assert box.left < view.lefts[i] + view.width / 2 < box.right
        assert box.bottom > machine.low
        for left, top in zip(view.lefts, view.top(logits), strict=True):
            beside = box.right + 28 * PX - 1e-9 < left or left + view.width + 28 * PX - 1e-9 < box.left
            assert beside or box.bottom > top or box.top <= top - view.height + 1e-9
    apart = max(boxes[1].left - boxes[0].right, boxes[0].left - boxes[1].right)
    assert apart > 0 or boxes[0].bottom > boxes[1].top or boxes[1].bottom > boxes[0].top


def test_a_block_far_below_leaves_the_view_of_nudges_and_it_is_said_at_which_logit():
    z = np.array([2.5, -6.0, 3.2, 0.5])
    machine = Machine(DARK, Layout.of("16:9"), z[None], 0)
    view = nudge_view(machine, z, [2, 0], 152 * PX, [220 * PX] * 2)
    assert view.unit >= SEEN
    seen = view.top(z) - view.height > machine.low
    assert seen[[0, 2]].all()
    assert not seen[1]
    assert "z_2) = logit(-6)" in Lower(machine, [1], z).submobjects[0].body


@pytest.mark.parametrize("logits", [Z, SLIDERS])
def test_blocks_near_one_another_stay_in_the_view_of_nudges(logits):
    machine = Machine(DARK, Layout.of("16:9"), logits[None], 0)
    view = nudge_view(machine, logits, [2, 0], 152 * PX, [220 * PX] * 2)
    assert (view.top(logits) - view.height > machine.low).all()


def test_forces_are_summed_in_the_order_of_their_classes_after_the_true_one():
    for target, printed in ((0, "+0.685 −0.009 −0.633 −0.043"), (1, "+0.991 −0.315 −0.633 −0.043")):
        machine = Machine(DARK, Layout.of("16:9"), SLIDERS[None], target)
        rows = Balance(machine, SLIDERS, []).rows
        assert [row.submobjects[0].text for row in rows] == printed.split()


def test_the_pulls_read_as_mathcore_says(frames):
    first = next(seen for seen in frames[1] if seen["pulled"])
    assert first["numbers"] == ["+0.729", "−0.074", "−0.545", "−0.110"]


def test_giving_in_keeps_the_sum_of_logits_and_ends_where_descent_ends(frames):
    giving = [seen["z"] for seen in frames[1] if seen["beat"] == "give-in"]
    assert all(z.sum() == pytest.approx(Z.sum()) for z in giving)
    assert giving[-1] == pytest.approx(mc.descend(Z, 0, 0.5, STEPS).logits[-1])


def test_printed_moves_add_up_as_the_conclusion_says(frames):
    last = [seen for seen in frames[1] if seen["beat"] == "give-in"][-1]
    moved = [float(text.replace("−", "-")) for _, text in last["moved"]]
    assert moved == pytest.approx(mc.descend(Z, 0, 0.5, STEPS).logits[-1] - Z, abs=0.006)
    assert sum(moved) == pytest.approx(0, abs=1e-9)


def test_the_error_goes_from_005_to_095_with_the_other_classes_in_proportion(frames):
    last = [mc.softmax(seen["z"]) for seen in frames[1] if seen["beat"] == "force-is-error"][-1]
    others = mc.softmax(Z[1:])
    assert last == pytest.approx([0.95, *(0.05 * others)])


def test_while_the_blocks_give_in_their_arrows_do_not_go_sideways(frames):
    spots = [seen["spots"] for seen in frames[1] if seen["beat"] == "give-in" and seen["pulled"]]
    assert len(spots) > 30
    assert np.ptp(spots, axis=0).max() < 1e-9


def test_when_the_share_turns_the_ceiling_sinks_as_fast_as_the_block_and_what_is_said_of_its_fall_is_seen():
    rng = np.random.default_rng(4)
    for _ in range(20):
        params = Params(logits=tuple(rng.normal(size=5)), target=0)
        for i, turn in params.turns():
            course = mc.flow(params.confident(), 0, [0.0, turn - 0.02, turn, turn + 0.02, turn * RUN_ON])
            z, q = course.logits, course.probabilities[:, i]
            ceiling = mc.log_sum_exp(z)
            assert ceiling[1] - ceiling[3] == pytest.approx(z[1, i] - z[3, i], abs=1e-4)
            assert ("falls" in params.outrun((i, turn))) == (q[2] - q[4] > 0.001)
            assert (" falls" in params.outrun((i, turn))) == (q[2] - q[4] > 0.001)
            # Without the true block the ceiling would have gone on sinking faster than this one.
            alone = mc.log_sum_exp(z[:, 1:])
            assert ("z₁ holds it up" in params.outrun((i, turn))) == (alone[2] - alone[4] > z[2, i] - z[4, i])


def test_while_the_ceiling_is_lifted_its_height_is_told(frames):
    lifted = [seen for seen in frames[1] if seen["beat"] == "loss-is-a-length" and seen["ceiling"] and seen["level"]]
    assert len(lifted) > 15
    for seen in lifted:
        assert seen["level"] == pytest.approx(seen["height"], abs=1e-6)
    assert lifted[0]["level"] == pytest.approx(Z.max())
    assert max(seen["level"] for seen in lifted) == pytest.approx(mc.log_sum_exp(Z))


def test_in_the_end_a_wrong_class_has_risen_though_its_logit_sank(frames):
    ((_, turn),) = Params().turns()
    start = np.array(Params().confident())
    last = mc.flow(start, 0, [0.0, turn]).logits[-1]
    assert last[3] < start[3]
    assert mc.softmax(last)[3] > mc.softmax(start)[3] + 0.06


def test_the_surprising_share_rises_just_while_the_ceiling_sinks_faster_than_its_block(frames):
    seen = [seen for seen in frames[1] if seen["beat"] == "surprise" and seen["rising"] is not None]
    for before, after in pairwise(seen):
        sunk, lowered = before["z"][3] - after["z"][3], mc.log_sum_exp(before["z"]) - mc.log_sum_exp(after["z"])
        assert sunk >= 0
        assert after["rising"] == pytest.approx(-mc.log_softmax(after["z"])[3], abs=1e-6)
        assert (mc.softmax(after["z"])[3] > mc.softmax(before["z"])[3] + 1e-12) == (lowered > sunk + 1e-12)
    assert len(seen) > 30


def test_when_the_share_turns_it_is_marked_how_far_block_and_ceiling_sank_until_they_go_on(frames):
    ((i, turn),) = Params().turns()
    start = np.array(Params().confident())
    turned = mc.flow(start, 0, [0.0, turn]).logits[-1]
    seen = [seen for seen in frames[1] if seen["beat"] == "surprise" and seen["rising"] is not None]
    lit = [frame for frame in seen if [there for _, there, _ in frame["falls"]] == [1, 1]]
    assert lit
    for frame in seen:
        if abs(frame["z"][0] - turned[0]) > 1e-4:  # before, or after
            assert not any(there for _, there, _ in frame["falls"])
        for (long, _, was), at in zip(frame["falls"], (lambda z: z[i], mc.log_sum_exp), strict=False):
            assert (was - frame["zero"]) / frame["unit"] == pytest.approx(at(start), abs=1e-6)
            assert long == pytest.approx(at(start) - at(turned), abs=1e-6)
    # As is told: the ceiling sank further than the block, by as much as the gap shrank.
    assert all(frame["told"] == ["−0.353", "−0.737"] for frame in lit)
    printed = [float(number.text) for number in frames[0].rising.gaps.values()]
    assert printed[0] - printed[1] == pytest.approx(0.737 - 0.353)


@pytest.mark.parametrize(
    ("logits", "target", "told"),
    [
        ("1.3,0.0,2.0,0.4", "0", 2),
        ("1.3,0.0,2.0,0.4", "2", 2),
        ("-0.4,1.7,0.9,0.2,-1.0", "0", 2),
        ("-0.4,1.7,0.9,0.2,-1.0", "2", 2),
        ("2,0,1,3,-1", "0", 2),
        ("0.3,1.8,-0.5,1.1", "0", 2),
        ("1.3,0,2,.4,-1,-1,-1,-1,-1,-1,-1,-1", "0", 0),  # narrow blocks
    ],
)
def test_both_falls_are_told_if_they_differ_as_printed_by_as_much_as_the_gap(logits, target, told):
    params = Params(logits=logits, target=target)
    ((i, turn),) = params.turns()
    z = mc.flow(np.array(params.confident()), params.target, [0.0, turn]).logits
    machine = Machine(DARK, Layout.of("16:9"), z, params.target)
    view = posts_view(machine, z, 152 * PX, np.full(machine.count, 24 * PX))
    falls = Rising(machine, i, view, *z, []).falls.submobjects[2:]
    assert len(falls) == told
    if told:
        small, large = (float(fall.text.replace("−", "-")) for fall in falls)
        gaps = [round(-float(mc.log_softmax(at)[i]), 3) for at in z]
        assert small - large == pytest.approx(round(gaps[0] - gaps[1], falls[0].decimals))


def test_in_the_surprise_the_top_block_is_lit_with_the_rising_one_until_the_true_one_holds_up_the_ceiling(frames):
    ((i, turn),) = Params().turns()
    turned = mc.flow(np.array(Params().confident()), 0, [0.0, turn]).logits[-1]
    seen = [seen for seen in frames[1] if seen["beat"] == "surprise" and seen["rising"] is not None]
    for frame in seen:
        before, after = frame["z"][0] < turned[0] - 1e-4, frame["z"][0] > turned[0] + 1e-4
        assert frame["lit"][i] == 1
        assert frame["lit"][1] == pytest.approx(DIMMED)
        if before or after:
            assert [frame["lit"][k] for k in (0, 2)] == pytest.approx([DIMMED, 1.0] if before else [1.0, DIMMED])


@pytest.mark.parametrize(
    "values", [{}, {"labels": "cat,dog,owl,fox"}, {"logits": "-0.4,1.7,0.9,0.2,-1.0", "target": "2"}]
)
def test_the_true_block_lights_up_just_where_it_is_said_that_it_holds_up_the_ceiling(values):
    params = Params.model_validate(values)
    (turn,) = params.turns()
    assert params.holds_up(turn) == ("holds it up" in params.outrun(turn)) == ("labels" not in values)


def seen_from_close_by(target: int, share: float) -> tuple[Machine, Hang, np.ndarray, Shares]:
    """Return the machine with the true class at some share, its view, all shares, and what is written of that one."""
    machine = Machine(DARK, Layout.of("16:9"), SLIDERS[None], target)
    z = mc.with_share(SLIDERS, target, share)
    hang, q = close_up(machine, z[target]), mc.softmax(z)
    return machine, hang, q, Shares(machine, []).show(q, 1 - q[target], hang)


@pytest.mark.parametrize(
    "z", [Z, SLIDERS, np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), np.array([0.9, 1.7, 0.2, -1.0, -0.4])]
)
@pytest.mark.parametrize("labels", [[], ["cat", "dog", "owl", "fox", "bee"]])
def test_every_rope_of_which_the_force_is_told_is_named(z, labels):
    for target in range(len(z)):
        machine = Machine(DARK, Layout.of("16:9"), z[None], target, labels[: len(z)])
        named = RopeNames(machine, mc.softmax(z), labels[: len(z)]).named
        assert sorted(named) == machine.order.wrong


def test_when_the_true_share_is_swept_every_rope_begins_with_its_whole_name_in_it_or_beside_it():
    for z, target in ((Z, 0), (np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), 2), (np.array([0.9, -1.0, 1.7, 0.2]), 0)):
        machine = Machine(DARK, Layout.of("16:9"), z[None], target)
        first = mc.with_share(z, target, 0.05)
        hang, q = close_up(machine, first[target]), mc.softmax(first)
        shares = Shares(machine, [], q).show(q, 0.95, hang)
        seats = hang.lefts[target] + hang.width * machine.order.seats(q)
        assert sorted(shares.names) == machine.order.wrong
        for i, name in shares.names.items():
            assert name.submobjects[0].presence == 1.0
            inside = seats[i, 0] < name.origin[0] and name.origin[0] + name.advance < seats[i, 1]
            line = shares.leaders[i].submobjects[0].points[:, 0] if i in shares.leaders else None
            assert inside == (line is None)
            if line is not None:
                assert min(abs(line - seats[i].mean())) == pytest.approx(0)
                ropes = seats[machine.order.wrong]
                assert name.origin[0] + name.advance < ropes.min() or name.origin[0] > ropes.max()


def test_a_ropes_name_goes_before_it_comes_near_an_edge_and_one_beside_it_before_those_in_ropes_that_were_as_wide():
    for z, target in ((Z, 0), (np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), 2)):
        machine = Machine(DARK, Layout.of("16:9"), z[None], target)
        shares = Shares(machine, [], mc.softmax(mc.with_share(z, target, 0.05)))
        gone: dict[int, float] = {}
        for share in np.linspace(0.05, 0.95, 181):
            z_at = mc.with_share(z, target, share)
            hang, q = close_up(machine, z_at[target]), mc.softmax(z_at)
            shares.show(q, 1 - share, hang)
            seats = hang.lefts[target] + hang.width * machine.order.seats(q)
            for i, name in shares.names.items():
                there = name.submobjects[0].presence
                if not there:
                    gone.setdefault(i, share)
                elif i not in shares.leaders:
                    ink = np.concatenate([shape.points[:, 0] for shape in name.submobjects])
                    seam = 2 * PX
                    assert min(ink.min() - seats[i, 0], seats[i, 1] - ink.max()) - seam > 9 * PX
        if target == 2:
            assert list(shares.leaders) == [4]
            assert gone[4] < gone[3]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.95])
@pytest.mark.parametrize("target", [0, 1, 3])
def test_each_number_under_the_block_stands_under_what_it_is(target, share):
    machine, hang, q, shares = seen_from_close_by(target, share)
    has, lacks = shares.has.box(), shares.lacks.box()
    assert has.right < lacks.left
    assert shares.lacks.values["f"] == pytest.approx(1 - share)
    # Where its part is narrow, a number begins under it and goes on outside, as far as there is room.
    near, edge = 8 * PX, hang.lefts[target] + hang.width * q[target]
    first, last = machine.layout.left, machine.layout.pixels(0, 0, RIGHT, 0).right
    assert first - near <= has.left < lacks.right <= last + near
    assert has.right <= edge + near or has.left <= first + near
    assert lacks.left >= edge - near or lacks.right >= last - near


@pytest.mark.parametrize("target", [0, 2, 4])
@pytest.mark.parametrize("count", [5, 12])
def test_the_true_block_is_the_first_and_the_others_keep_their_order(target, count):
    machine = Machine(DARK, Layout.of("16:9"), np.linspace(-1.0, 1.2, count)[None], target)
    shown = np.argsort(machine.hang.lefts).tolist()
    assert shown == [target, *machine.order.wrong]
    assert machine.order.wrong == sorted(machine.order.wrong)


def test_a_small_force_has_its_arrow_at_its_true_length_and_one_too_small_to_be_seen_its_number_alone():
    for last, printed in ((-1.0, "−0.036"), (-3.0, "−0.005")):
        z = np.array([-0.4, 1.7, 0.9, 0.2, last])
        machine, q = Machine(DARK, Layout.of("16:9"), z[None], 2), mc.softmax(z)
        machine.pulls.show(machine.hang, q, mc.forces(z, 2), machine.hang.top(z))
        assert machine.pulls.numbers[4].text == printed
        for i in machine.order.wrong:
            body, long = machine.pulls.arrows[i].body, q[i] * machine.hang.width
            drawn = i != 4 or last == -1.0
            assert (long > 6 * PX) == drawn
            assert body.fill_rgbas[0, 3] == (1.0 if drawn else 0.0)
            assert span(body, 1) == pytest.approx(long if drawn else 0.0)


@pytest.mark.parametrize(
    ("z", "target"), [(Z, 0), (np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), 2), (SLIDERS, 0), (np.array([1.0, 2.0]), 0)]
)
def test_what_the_two_largest_forces_are_is_told_in_one_form_clear_of_the_arrows(z, target):
    states = mc.descend(z, target, 0.5, 30).logits
    machine, q = Machine(DARK, Layout.of("16:9"), states, target), mc.softmax(z)
    machine.pulls.show(machine.hang, q, mc.forces(z, target), machine.hang.top(z))
    most = int(np.argmax(np.where(np.arange(len(z)) == target, -np.inf, z)))
    rule = ForceRule(machine, z, [most], [])
    own, other = rule.submobjects[1:]
    for told, i in ((own, target), (other, most)):
        assert (f"prediction({q[i]:.3f})" if len(z) > 2 else f"prediction(q_{i + 1})") in told.body
    arrow = machine.pulls.arrows[most].body.points
    points = np.concatenate([shape.points for shape in other.submobjects])
    assert points[:, 0].min() > arrow[:, 0].max() + 8 * PX or points[:, 1].max() < arrow[:, 1].min() - 8 * PX
    for left, low in zip(machine.hang.lefts, machine.hang.top(z) - machine.hang.height, strict=True):
        beside = points[:, 0].max() < left - 30 * PX or points[:, 0].min() > left + machine.hang.width + 30 * PX
        assert beside or points[:, 1].max() < low - 30 * PX


def test_in_the_end_the_moves_are_summed_as_they_are_printed(frames):
    last = [seen for seen in frames[1] if seen["beat"] == "give-in"][-1]
    assert [text for _, text in sorted(last["moved"])] == ["+2.69", "−0.44", "−1.65", "−0.60"]
    (told,) = frames[0].shifts.sum.submobjects
    assert "logit(0.44 + 1.65 + 0.60 = 2.69)" in told.body


@pytest.mark.parametrize("logits", [Z, SLIDERS, np.array([-0.4, 1.7, 0.9, 0.2, -1.0]), np.linspace(-1.0, 1.2, 12)])
def test_a_sum_of_moves_is_told_of_three_to_five_classes_and_comes_out_as_printed(logits):
    course = mc.descend(logits, 0, 0.5, 30)
    shifts = Shifts(Machine(DARK, Layout.of("16:9"), course.logits, 0), course)
    assert len(shifts.sum.submobjects) <= (len(logits) <= 5)
    for told in shifts.sum.submobjects:
        terms, total = re.search(r"logit\((.*) = (.*?)\)", told.body).groups()
        assert sum(map(float, terms.split(" + "))) == pytest.approx(float(total))
        assert float(total) == pytest.approx((course.logits[-1] - logits)[0], abs=0.006)


@pytest.mark.parametrize("target", [0, 1, 3])
def test_a_share_stands_under_its_fill_as_far_as_it_stays_under_its_block(target):
    for z in (Z, SLIDERS):
        machine, q = Machine(DARK, Layout.of("16:9"), z[None], target), mc.softmax(z)
        for block in machine.blocks:
            block.hang_number()
        machine.show_blocks(q, machine.hang.top(z), machine.hang)
        for i, left in enumerate(machine.hang.lefts):
            number, end = machine.blocks[i].number, left + q[i] * machine.hang.width
            first, last = number.points[:, 0].min(), number.points[:, 0].max()
            assert left <= first < last <= left + machine.hang.width
            near = 4 * PX  # a figure's ink isn't in the middle of its place
            centred = abs((first + last) / 2 - (left + end) / 2) < near
            assert centred or abs(first - left) < near or abs(last - left - machine.hang.width) < near


@pytest.mark.parametrize(
    ("logits", "minus"), [("0.52,0.28,-1.33", "(@z[logit:-1.000])"), ("1,2,12", "@z[logit:10.000]")]
)
def test_a_negative_logit_stands_in_parentheses(logits, minus):
    z = np.array([float(value) for value in logits.split(",")])
    machine = Machine(DARK, Layout.of("16:9"), z[None], 2)
    assert f"- {minus} = @L" in CeilingSum(machine, z, []).line.body


@pytest.mark.parametrize(
    ("values", "riser"),
    [
        ({}, 3),
        ({"logits": "1,2"}, None),  # with two classes the one wrong share can only fall
        ({"logits": "0,0,0"}, None),
        ({"logits": "-50,1,50"}, None),  # it rises by 3e-20
        ({"logits": "2,0,1,3,-1", "target": "4"}, 2),
    ],
)
def test_the_surprise_is_told_only_where_it_can_be_seen_and_it_turns_where_mathcore_says(values, riser):
    params = Params.model_validate(values)
    told = [i for i, _ in params.turns()]
    assert told == ([] if riser is None else [riser])
    assert ("surprise" in [beat.name for beat in PulleyForces.beats_of(params)]) == (riser is not None)
    for i, turn in params.turns():
        z = mc.flow(params.confident(), params.target, [0.0, turn]).logits[-1]
        assert mc.softmax(z)[i] == pytest.approx(mc.rising_threshold(z, params.target), abs=1e-3)


def sentences(**values) -> str:
    """Return all that the scene says with these parameters."""
    beats = PulleyForces.beats_of(Params.model_validate(values))
    return " ".join(f"{beat.caption} {beat.conclusion} {beat.question}" for beat in beats)


def test_with_two_classes_nothing_is_said_of_others():
    assert "furthest" not in sentences(logits="1,2")
    assert "both blocks move equally far" in sentences(logits="1,2")
    assert "Which moves furthest?" in sentences()


def test_how_far_the_blocks_have_moved_is_said_with_the_size_of_a_step():
    assert "In 12 steps at rate 0.25 the true block moves" in sentences(rate="0.25", steps="12")
    assert "In a step at rate 0.5 both blocks move" in sentences(logits="1,2", steps="1")


def test_names_of_classes_stand_where_numbers_would():
    said = sentences(labels="cat,dog,owl,fox")
    assert "z of fox sinks. Does q of fox?" in said
    assert "While the ceiling sinks faster, q of fox rises; once slower, it falls." in said
    assert "z₄" not in said


def test_the_sweep_gives_a_frame_a_step(tmp_path):
    seen = []
    with quiet_manim(tmp_path, RATE):
        renderer = CairoRenderer(file_writer_class=Stage, camera_class=NoCamera)
        scene = PulleyForces(swept="steps", renderer=renderer)
        renderer.file_writer.observe = lambda repeat: seen.extend([scene.z.value] * repeat)
        scene.render()
    course = mc.descend(Z, 0, 0.5, STEPS)
    assert np.array(seen) == pytest.approx(course.logits)
    assert scene.readings["L"] == pytest.approx(course.losses)
    assert scene.readings["F_1"] == pytest.approx(course.forces[:, 0])
