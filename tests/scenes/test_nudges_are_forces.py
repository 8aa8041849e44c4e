"""Scene 12: curves are the exact response to a nudge, tangents their slopes, forces minus the slopes."""

from itertools import pairwise, product

import numpy as np
import pytest

import mathcore as mc
from scenes.kit.layout import Layout
from scenes.kit.sizes import PX
from scenes.kit.theme import DARK
from scenes.nudges_are_forces import NudgesAreForces
from scenes.pictures.nudges_are_forces.forces import WIDEST, Forces, heads
from scenes.pictures.nudges_are_forces.plot import END, NudgePlot
from scenes.pictures.nudges_are_forces.rows import SlopeRows
from scenes.pictures.nudges_are_forces.says import Says
from scenes.pictures.nudges_are_forces.shares import ToldShares
from scenes.pictures.nudges_are_forces.trials import Trust
from tests.scenes.geometry import middle
from tests.scenes.performing import RATE, perform

Z = np.array([2.5, -1.0, 3.2, 0.5])
Params = NudgesAreForces.Params
SLOPES = mc.gradient_wrt_logits(Z, 0)


@pytest.fixture
def plot() -> NudgePlot:
    """Return the plot of Nielsen's logits."""
    return NudgePlot(DARK, Layout.of("16:9"), Z, 0, range(4))


@pytest.mark.parametrize("delta", [-0.9, -0.2, 0.3, 1.0])
def test_every_dot_stands_on_the_exact_change_of_the_loss(plot, delta):
    plot.show(np.full(4, delta))
    for i, curve in enumerate(plot.curves):
        assert middle(curve.dot) == pytest.approx(plot.axes.at(delta, mc.nudge(Z, i, delta, 0).loss_change))


def test_a_curve_stays_where_its_nudge_has_been(plot):
    for delta in (1.0, -1.0, 0.0):
        plot.show(np.full(4, delta))
    for i, curve in enumerate(plot.curves):
        ends = mc.nudge(Z, i, np.array([-1.0, 1.0]), 0).loss_change
        assert curve.line.points[[0, -1], :2] == pytest.approx(plot.axes.at([-1.0, 1.0], ends))


@pytest.mark.parametrize("laid", [0.1, 0.4, 1.0])
def test_lines_have_the_slope_q_minus_p_at_every_length(plot, laid):
    plot.show(np.zeros(4), np.full(4, laid))
    for i, end in enumerate(plot.ends):
        assert middle(end) == pytest.approx(plot.axes.at(laid, laid * SLOPES[i]))


def test_rows_stand_near_their_lines_and_never_two_in_one_place(plot):
    heights = plot.heights()
    assert list(heights) == [2, 3, 1, 0]
    assert (-np.diff(list(heights.values())) > 0.5).all()
    assert heights[2] == pytest.approx(plot.axes.y_axis.at(0.68), abs=0.1)


def test_by_default_the_ends_of_all_lines_are_told_apart():
    params = Params()
    plot = NudgePlot(DARK, Layout.of("16:9"), np.array(params.logits), params.target, range(4))
    assert plot.radii == pytest.approx([END] * 4)


@pytest.mark.parametrize("grown", [0.1, 0.5, 1.0])
def test_forces_grow_beside_the_slopes_the_other_way(plot, grown):
    forces, unit = Forces(plot, range(4)).show(4.0, grown), plot.axes.y_axis.unit
    assert [arrow.length for arrow in forces.slopes] == pytest.approx(unit * SLOPES)
    assert [arrow.length for arrow in forces.arrows] == pytest.approx(grown * unit * mc.forces(Z, 0))
    _, zero = plot.axes.at(0.0, 0.0)
    for arrows in (forces.slopes, forces.arrows):
        assert [np.abs(arrow.body.points[:, 1] - zero).min() for arrow in arrows] == pytest.approx([0.0] * 4)
    left, right = (np.array([middle(arrow.body)[0] for arrow in arrows]) for arrows in (forces.slopes, forces.arrows))
    assert (left + right) / 2 == pytest.approx(plot.xs)
    assert (right - left >= 2 * WIDEST).all()  # side by side


def test_forces_are_told_as_minus_the_slopes(plot):
    forces = Forces(plot, range(4)).show(4.0, 1.0)
    assert [number.text for number in forces.told.values()] == ["−0.685", "+0.009", "+0.633", "+0.043"]
    assert [number.text for number in forces.numbers.values()] == ["+0.685", "−0.009", "−0.633", "−0.043"]


@pytest.mark.parametrize("grown", [0.1, 0.5, 0.95])
def test_no_number_is_told_of_a_force_that_is_not_there(plot, grown):
    numbers = Forces(plot, range(4)).show(4.0, grown).numbers.values()
    assert [number.text for number in numbers] == ["+0.685", "−0.009", "−0.633", "−0.043"]
    assert all((number.presence > 0.0) == (grown > 0.9) for number in numbers)


def test_what_slopes_promise_of_a_step_down_is_minus_q_on_the_axis_of_this_moment(plot):
    forces, q = Forces(plot, range(4)).show(4.0, 1.0), mc.softmax(Z)
    says = Says(forces, (1, 3, 2))
    for told in (0.0, 0.4, 1.0):
        says.show(told, np.zeros(4))
        for i in (1, 2, 3):
            assert np.ptp(says.promises[i].points[:, 1]) == pytest.approx(q[i] * plot.axes.y_axis.unit)
            assert forces.numbers[i].text == f"−{q[i]:.3f}"
    assert says.promises[2].points[:, 1].min() > plot.names_top
    columns = np.array([middle(says.promises[i])[0] for i in (1, 2, 3)])
    assert columns + says.aside == pytest.approx(plot.across.columns(3))
    assert columns == pytest.approx([plot.names.xs[i] for i in (1, 2, 3)])


def test_the_gap_is_at_every_frame_what_the_printed_numbers_differ_by(plot):
    trust = Trust(plot, Layout.of("16:9"), 2, ())
    for delta in np.linspace(0.0, -1.0, 30):
        trust.show(delta)
        promised, came, gap = (
            float(number.text.replace("−", "-")) for number in (trust.promised, trust.come, trust.gap)
        )
        assert gap == pytest.approx(came - promised, abs=1e-9)


def test_beside_a_low_box_what_comes_stands_clear_of_what_is_promised():
    plot = NudgePlot(DARK, Layout.of("16:9"), np.array([0.3, 1.8, -0.5, 1.1]), 3, range(4))
    forces = Forces(plot, range(4)).show(4.0, 1.0)
    says = Says(forces, (0, 1, 2)).show(1.0, np.array([-1.0, -1.0, -1.0, 0.0]))
    for i, came in says.numbers.items():
        (left, low), (_, high) = came.points[:, :2].min(0), came.points[:, :2].max(0)
        promised = forces.numbers[i].points[:, :2]
        aside = left - promised[:, 0].max()
        apart = max(low - promised[:, 1].max(), promised[:, 1].min() - high)
        assert aside > 30 * PX
        assert apart > 20 * PX
        # Below the zero line as what it tells, at the line that it tells.
        zero, change = plot.axes.y_axis.at(0.0), mc.nudge(plot.z, i, -1.0, plot.target).loss_change
        assert high < zero - 10 * PX
        assert low < plot.axes.y_axis.at(change) < high


def test_the_question_is_read_before_anything_moves_and_slopes_are_told_beside_their_forces(tmp_path):
    still, told = [], {}

    def observe(scene, repeat):
        beat = scene.renderer.file_writer.names[-1]
        if not scene.nudges.value.any() and not scene.plot.highs.any():
            still.append(repeat)
        if beat == "forces":
            told.update({i: number.presence for i, number in scene.forced.told.items()})

    scene = perform(NudgesAreForces, tmp_path, observe).scene
    assert sum(still) / RATE >= 1.7
    assert told == pytest.approx(dict.fromkeys(range(4), scene.theme.dimmed))


@pytest.mark.parametrize("delta", [-1.0, 0.0, 1.0])
@pytest.mark.parametrize("nudged", range(4))
def test_every_share_is_told_whichever_logit_is_nudged(nudged, delta):
    z = np.array(Params().logits)
    q = mc.softmax(z + delta * np.eye(4)[nudged])
    shares = ToldShares(DARK, Layout.of("16:9"), np.array(Params().logits), 0, range(4), ())
    told = [told.numbers["n"] for told in shares.show(q, nudged, 1.0).told.values()]
    assert [number.text for number in told if number.presence] == [f"{share:.3f}" for share in q]


@pytest.mark.parametrize("logits", [Params().logits, (0.3, 1.8, -0.5, 1.1), (-4.0, 4.0), (0.0, -3.0, 5.0, -2.0, -1.0)])
def test_shares_told_under_the_bar_are_all_there_in_its_order_and_apart(logits):
    z, truth = np.array(logits), len(logits) - 1
    shares = ToldShares(DARK, Layout.of("16:9"), z, truth, range(len(z)), ())
    bar = shares.bar.box
    for nudged, delta in product(range(len(z)), np.linspace(-1.0, 1.0, 9)):
        shares.show(mc.softmax(z + delta * np.eye(len(z))[nudged]), nudged, 1.0)
        assert all(told.numbers["n"].presence for told in shares.told.values())
        under = [told for i in shares.bar.order if i not in shares.inside for told in [shares.told[i]]]
        ends = [(told.origin[0], told.origin[0] + told.advance) for told in under]
        assert all(bar.left - 1e-6 <= left and right <= bar.right + 1e-6 for left, right in ends)
        assert all(right + 20 * PX < left for (_, right), (left, _) in pairwise(ends))


def test_a_share_is_told_in_the_middle_of_its_piece_where_nothing_is_in_its_way():
    z = np.array(Params().logits)
    q = mc.softmax(z)
    shares = ToldShares(DARK, Layout.of("16:9"), z, 0, range(4), ()).show(q, 0, 0.0)
    for i, told in shares.told.items():
        assert told.origin[0] + told.advance / 2 == pytest.approx(sum(shares.bar.ends(q)[i]) / 2)


@pytest.mark.parametrize("delta", [-1.0, 0.0, 1.0])
def test_the_true_share_is_framed_in_the_colour_of_truth_and_the_ring_keeps_clear_of_it(delta):
    z = np.array([0.3, 1.8, -0.5, 1.1])
    q = mc.softmax(z + delta * np.eye(4)[3])
    shares = ToldShares(DARK, Layout.of("16:9"), z, 3, range(4), ()).show(q, 3, 1.0)
    (frame,) = shares.bar.marks
    assert frame.get_stroke_color() == DARK.color("truth")
    low, high = frame.points[:, :2].min(0), frame.points[:, :2].max(0)
    assert (low[0], high[0]) == pytest.approx(shares.bar.ends(q)[3])
    ring = shares.answering.points[:, :2]
    assert (low - ring.min(0) > 7 * PX).all()
    assert (ring.max(0) - high > 7 * PX).all()


def test_a_small_hollow_arrow_says_what_slopes_are_and_two_filled_ones_what_forces_are(plot):
    _, hollow, force = heads(plot, plot.box.left + 30 * PX, plot.named_at)
    assert hollow.body.get_fill_opacity() == 0.0
    *_, up, down = force.submobjects
    assert (up.body.get_fill_color(), down.body.get_fill_color()) == (DARK.color("up"), DARK.color("down"))
    assert up.length == -down.length > 0.0
    assert min(shape.points[:, 0].min() for shape in force.leaves) >= Layout.of("16:9").left


@pytest.mark.parametrize(
    "logits", [Params().logits, (0.3, 1.8, -0.5, 1.1), (-4.0, 4.0), (20.0, 0.0), (0.0, 1.0, 2.0, 3.0, 2.5)]
)
def test_the_axis_reaches_as_far_as_curves_and_forces_do_and_hardly_further(logits):
    z = np.array(logits)
    plot = NudgePlot(DARK, Layout.of("16:9"), z, 0, range(len(z)))
    changes = mc.nudge(z, np.arange(len(z))[:, None], np.array([-1.0, 1.0]), 0).loss_change
    steep = np.abs(plot.slopes).max()
    low, high = plot.range
    assert max(0.55, changes.max()) <= high <= max(0.55, 1.05 * changes.max())
    unit = plot.axes.y_axis.unit
    assert max(0.55, steep) <= -low <= max(0.55, steep + 30 * PX / unit)
    # The lowest dot, at a line's end, doesn't touch the level axis.
    assert plot.axes.y_axis.at(plot.slopes.min()) - max(plot.radii) - plot.box.bottom > 14 * PX
    assert changes.min() >= low
    # What points up and what points down has room for its number over the names.
    assert plot.axes.y_axis.at(-steep) - plot.names_top > 60 * PX


def test_p_minus_q_stands_under_its_force_and_keeps_clear_of_the_next_name(plot):
    forces = Forces(plot, range(4)).show(4.0, 1.0)
    for i, total in enumerate(forces.sums.submobjects):
        left, right = (extreme(np.vstack([shape.points for shape in total.leaves])[:, 0]) for extreme in (min, max))
        assert left < plot.xs[i] + plot.apart < right
        assert left > plot.names.xs[i] + plot.names.names[i].advance / 2
        assert right < (plot.xs[i] + plot.xs[1] - plot.xs[0]) - plot.apart - plot.names.names[i].advance


@pytest.mark.parametrize("labels", [(), ("owl", "magpie", "kingfisher", "beaver")])
def test_every_number_stands_over_or_under_its_arrow(labels):
    plot = NudgePlot(DARK, Layout.of("16:9"), Z, 0, range(4), labels)
    forces = Forces(plot, range(4)).show(4.0, 1.0)
    for arrows, numbers in ((forces.slopes, forces.told), (forces.arrows, forces.numbers)):
        for i, number in numbers.items():
            points = np.vstack([shape.points for shape in number.family_members_with_points()])
            assert (points[:, 0].min() + points[:, 0].max()) / 2 == pytest.approx(middle(arrows[i].body)[0], abs=0.1)


def test_a_name_comes_with_its_slope(plot):
    Forces(plot, range(4)).show(2.0, 0.0)
    assert [name.submobjects[0].presence for name in plot.names.names] == [1.0, 1.0, 0.0, 0.0]


def test_rows_of_named_classes_show_what_their_slopes_are_made_of():
    labels = ("abcdefghijkl", "owl", "magpie", "beaver")
    layout = Layout.of("16:9")
    plot = NudgePlot(DARK, layout, Z, 0, range(4), labels)
    rows = SlopeRows(plot, layout, labels)
    for i, total in rows.sums.items():
        assert total.values == pytest.approx({"q": mc.softmax(Z)[i], "s": SLOPES[i]})
        assert total.origin[0] > rows.left + rows.names[i].advance


def test_bars_are_as_long_as_the_loss_changes_on_the_scale_of_what_is_promised(plot):
    says = Says(Forces(plot, range(4)), (1, 3, 2)).show(1.0, np.array([0.0, -1.0, -1.0, -1.0]))
    assert [says.numbers[i].text for i in (1, 3, 2)] == ["−0.006", "−0.027", "−0.511"]
    for i, bar in says.bars.items():
        change = mc.nudge(Z, i, -1.0, 0).loss_change
        assert np.ptp(bar.points[:, 1]) == pytest.approx(-change * plot.axes.y_axis.unit)
    axis = plot.axes.y_axis
    assert (axis.low, axis.high) == pytest.approx((-1.12 * SLOPES[2], 0.12 * SLOPES[2]), rel=0.04)


def test_line_and_curve_part_as_far_as_slope_and_loss_do(plot):
    trust = Trust(plot, Layout.of("16:9"), 2, ()).show(-1.0)
    assert [number.text for number in (trust.promised, trust.come)] == ["−0.633", "−0.511"]
    assert trust.local_slope.text == "0.389"
    assert trust.gap.text == "+0.122"
    assert middle(trust.curve.dot) == pytest.approx(trust.axes.at(-1.0, mc.nudge(Z, 2, -1.0, 0).loss_change))
    assert middle(trust.line.dot) == pytest.approx(trust.axes.at(-1.0, -SLOPES[2]))


@pytest.mark.parametrize("delta", [0.0, -0.4, -1.0])
@pytest.mark.parametrize("logits", [Params().logits, (0.3, 1.8, -0.5, 1.1), (0.0, 6.0), (6.0, 0.0, 0.2, -2.0)])
def test_the_force_starts_at_the_nudge_and_is_as_long_as_its_share_at_each_of_them(logits, delta):
    params = Params(logits=logits)
    plot, index = NudgePlot(DARK, Layout.of("16:9"), np.array(logits), 0, range(len(logits))), params.wrong()[0]
    trust = Trust(plot, Layout.of("16:9"), index, ()).show(delta)
    moved = np.array(logits) + delta * np.eye(len(logits))[index]
    force = mc.forces(moved, 0)[index]
    ends = trust.force.points[:, 0]
    tail, zero = trust.axes.at(delta, 0.0)
    assert (ends.min(), ends.max()) == pytest.approx((trust.x.at(delta + force), tail))
    assert np.mean(trust.force.points[:, 1]) == pytest.approx(zero, abs=0.1 * PX)
    assert ends.min() > trust.x.start[0] + 10 * PX
    assert trust.pull.text == f"−{mc.softmax(moved)[index]:.3f}"
    assert trust.pull.text.removeprefix("−") == trust.local_slope.text


@pytest.mark.parametrize(
    ("logits", "sentence"),
    [
        ("2.5,-1,3.2,.5", "Raise z₃: q₁ shrinks, L rises. Raise z₁: L falls. The others hardly move L."),
        ("0,0,0", "Raising the true logit lowers L; raising any other takes share and raises L."),
        ("1,2", "Raising the true logit lowers L; raising any other takes share and raises L."),
        ("20,0,0", "A nudge hardly moves L: it moves the true class’s share by next to nothing."),
    ],
)
def test_how_the_curves_cross_is_said_as_it_is(logits, sentence):
    assert Params.model_validate({"logits": logits}).crossing() == sentence


@pytest.mark.parametrize(
    ("logits", "start"),
    [("2.5,-1,3.2,.5", "Lower a wrong logit by 1: L falls far"), ("0,0,0", "Equal shares"), ("0,1,1.2", "The larger")],
)
def test_what_steps_down_show_is_said_as_it_is(logits, start):
    assert Params.model_validate({"logits": logits}).say().startswith(start)


def test_the_losses_of_the_steps_down_are_those_computed_by_hand():
    params = Params(logits=tuple(Z))
    assert params.lowered() == [(1, 2, 3)]
    changes = [mc.nudge(Z, i, -1.0, 0).loss_change for i in (1, 2, 3)]
    assert [f"{change:.3f}" for change in changes] == ["-0.006", "-0.511", "-0.027"]


@pytest.mark.parametrize(("logits", "told"), [("2.5,-1,3.2,.5", True), ("40,0", False), ("0,1", True)])
def test_trust_is_told_where_slope_and_loss_differ_in_print(logits, told):
    params = Params.model_validate({"logits": logits})
    assert ("trust" in [beat.name for beat in NudgesAreForces.beats_of(params)]) == told
    for _, promised, came in params.trusted():
        assert came > promised


def test_with_two_classes_nothing_is_said_of_one_wrong_class_at_a_time():
    assert "say" not in [beat.name for beat in NudgesAreForces.beats_of(Params.model_validate({"logits": "0,1"}))]
