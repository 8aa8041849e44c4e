"""Scene 9: dots ride on mathcore's losses and pulls, bars are what losses fall and q follows, sentences hold."""

import numpy as np
import pytest
from manim import DL, UR
from pydantic import ValidationError

import mathcore as mc
from scenes.gradient_shapes import FIRST, LAWS, PRODUCTS, SEEN, STRONG, GradientShapes, Params
from scenes.kit.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.sizes import PX, em
from scenes.kit.theme import DARK
from scenes.pictures.gradient_shapes.curves import FAINT, Curves, ShareAxis, Values, pull
from scenes.pictures.gradient_shapes.falls import Fall, losses
from scenes.pictures.gradient_shapes.gate import Nudge, Sigmoid
from tests.scenes.geometry import middle
from tests.scenes.performing import perform

BOX = Box(-5.67, -1.75, 2.82, 2.55)
RIGHT = 6.7
OTHERS = [(0.05, 0.15, 0.85, 0.95), (0.01, 0.02, 0.98, 0.99), (0.3, 0.39, 0.9, 0.99), (0.409, 0.427, 0.513, 0.743)]


def fallen(params: Params, number: int) -> tuple[Curves, Fall]:
    """Return the losses, and a step's falls when it is done."""
    curves = losses(DARK, ShareAxis(DARK, BOX), BOX, params.steps()[0][0]).show(0.1)
    return curves, Fall(DARK, curves, params, number, RIGHT).show(params.steps()[number][1])


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep what the tests look at."""
    notes = {"losses": [], "pulls": [], "sigmoid": []}

    def observe(scene, repeat):
        q, curves = scene.q.get_value(), scene.curves
        if scene._draw in scene.followers:
            of = "losses" if curves.of is mc.prediction_loss else "pulls"
            for cost in COSTS:
                true = mc.prediction_loss(q, cost)
                if of == "pulls":
                    true = -mc.gated_slope(q, cost, 1.0 if hasattr(scene, "values") else 0.0)
                notes[of].append((middle(curves.dots[cost]), curves.axes.at(q, true)))
        if scene._draw_gate in scene.followers:
            z, axes = scene.z.get_value(), scene.sigmoid.axes
            notes["sigmoid"].append((middle(scene.sigmoid.dot), axes.at(z, float(mc.sigmoid(z)))))

    notes["scene"] = perform("GradientShapes", tmp_path_factory.mktemp("play"), observe).scene
    return notes


@pytest.mark.parametrize("of", ["losses", "pulls", "sigmoid"])
def test_dots_ride_on_the_curves_at_every_frame(seen, of):
    drawn, true = np.array(seen[of], dtype=float).swapaxes(0, 1)
    assert len(drawn) > 40
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_it_ends_on_the_pulls_on_the_logit(seen):
    values = seen["scene"].values
    assert {cost: number.text for cost, number in values.numbers.items()} == {
        QUADRATIC: "0.02",
        CROSS_ENTROPY: "0.99",
    }


def test_pulls_on_the_logit_follow_from_the_q_that_is_written():
    across = ShareAxis(DARK, BOX)
    values = Values(DARK, Curves(DARK, across, BOX, 1.08, pull(1.0), (0.0, 1.0)))
    for q in (0.4996, 0.2503, 0.0104):
        written = across.show(q).rounded(q)
        assert across.now.numbers["q"].text == f"{written:.3f}"
        read = [float(number.text) for number in values.show(q, written).numbers.values()]
        assert read == pytest.approx([2 * written * (1 - written) ** 2, 1 - written], abs=0.00501)
        # each is the product that is written below it
        inner = [float(factor.numbers["slope"].text) for factor in values.inner.values()]
        outer = [float(number.text) for number in values.outer.values()]
        assert inner == pytest.approx([written * (1 - written)] * 2, abs=0.000051)
        assert outer == pytest.approx([2 * (1 - written), 1 / written], abs=0.0051)
        if written in (0.5, 0.01):  # where it begins and ends
            assert np.round(np.multiply(outer, inner), 2) == pytest.approx(read)


@pytest.mark.parametrize("theirs", ["losses", "pulls"])
def test_only_cross_entropy_leaves_the_picture_and_by_an_arrowhead(theirs):
    across = ShareAxis(DARK, BOX)
    pulls = theirs == "pulls"
    curves = Curves(DARK, across, BOX, 12.0, pull(0.0), (0.0,), LAWS) if pulls else losses(DARK, across, BOX, 0.1)
    for cost, line in curves.whole.items():
        x, y = line.points[:, 0], line.points[:, 1]
        assert y.min() >= BOX.bottom - 1e-9
        assert y.max() <= BOX.top + 1e-9
        # cut off where it reaches the limit; up to there, each corner lies on the curve
        q = 1 - (x[y != y[-1]] - BOX.left) / BOX.width
        np.testing.assert_allclose(y[y != y[-1]], curves.at(q, cost)[:, 1], atol=0.004)
    tip = curves.way_out.points[:, 1]
    assert np.ptp(tip) > 20 * PX
    assert tip.min() >= BOX.bottom
    assert tip.max() <= BOX.top
    # the quadratic one comes to its bound, and there is its name
    right, bound = curves.whole[QUADRATIC].points[-1, :2], curves.bound(0.0).points[0, 1]
    assert right == pytest.approx([BOX.right, bound], abs=30 * PX)
    assert curves.names[QUADRATIC].origin[0] > BOX.right


def test_where_q_has_not_come_yet_curves_are_faint_and_names_stand_where_they_stay():
    curves = losses(DARK, ShareAxis(DARK, BOX), BOX, 0.1)
    names = {cost: name.origin.copy() for cost, name in curves.names.items()}
    for q, rest in ((0.5, 0.0), (0.3, 0.0), (0.1, 0.5), (0.1, 1.0)):
        curves.show(q, rest)
        for cost, line in curves.lines.items():  # in the loss's colour down to q, on the faint one
            reach = line.points[:, 0].max()
            assert curves.axes.x_axis.at(q) - 0.12 < reach < curves.axes.x_axis.at(q) + 1e-9
            assert line.stroke_color == DARK.color("loss")
            tint = curves.whole[cost].stroke_color
            assert tint == DARK.tint("loss", FAINT + (1 - FAINT) * rest)
            assert names[cost] == pytest.approx(curves.names[cost].origin)


@pytest.mark.parametrize("points", [Params().points, *OTHERS])
def test_a_step_gains_what_the_losses_fall(points):
    params = Params(points=points)
    for number, step in enumerate(params.steps()):
        curves, fall = fallen(params, number)
        for cost, gain in zip(COSTS, params.gains(step), strict=True):
            high = np.ptp(fall.bars[cost].points[:, 1])
            assert high == pytest.approx(max(gain * curves.axes.y_axis.unit, 1.5 * PX), abs=1e-9)
            assert fall.numbers[cost].text == f"−{gain:.{params.digits()}f}"
            assert middle(fall.rings[cost]) == pytest.approx(curves.at(step[0], cost))


def test_falls_recomputed_with_40_digits():
    params = Params(points=(0.01, 0.02, 0.98, 0.99))
    assert params.gains((0.01, 0.02)) == pytest.approx((0.0197, 0.693147180560))
    assert params.digits() == 4  # 3 decimals would write the other step’s fall as 0


def test_a_fall_too_small_to_be_written_has_no_sign():
    params = Params(points=(0.5, 0.501, 0.998, 0.999))
    _, fall = fallen(params, 1)
    assert fall.numbers[QUADRATIC].text == "0.00000"
    assert params.found(params.steps()[1]) == "Where more wrong, each loss fell farther."


STEPS = [*OTHERS, (0.001, 0.9, 0.2, 0.95), (0.001, 0.5, 0.002, 0.998), (0.05, 0.2, 0.4, 0.65), (0.1, 0.6, 0.3, 0.9)]


@pytest.mark.parametrize("points", [Params().points, *STEPS, (0.02, 0.9, 0.4, 0.8)])
def test_bars_stand_beside_where_a_step_began_clear_of_rings_names_and_each_other(points):
    params = Params(points=points)
    for number, (start, _) in enumerate(params.steps()):
        curves, fall = fallen(params, number)
        x = float(curves.axes.x_axis.at(start))
        edges = {cost: (bar.points[:, :2].min(0), bar.points[:, :2].max(0)) for cost, bar in fall.bars.items()}
        for (left, _), (right, _) in edges.values():
            assert right - left == pytest.approx(16 * PX)
            assert x - 41 * PX < left < right < x + 69 * PX  # beside the ring
            assert right <= BOX.right + 24.01 * PX  # clear of what is written there
            if start > 0.03:
                assert left > x + 20 * PX
        (low, high), (other_low, other_high) = edges.values()
        apart = max(low[0] - other_high[0], other_low[0] - high[0])
        assert apart > 10 * PX or other_low[1] > high[1] + 29 * PX


@pytest.mark.parametrize("points", [Params().points, *STEPS])
def test_levels_lead_from_the_curves_to_bars_between_them(points):
    params = Params(points=points)
    for number, (start, end) in enumerate(params.steps()):
        for way in np.linspace(start, end, 5):
            curves, fall = fallen(params, number)
            fall.show(float(way))
            for cost, levels in fall.levels.items():
                places = curves.at(np.array([start, way]), cost)
                across, upright = fall.bars[cost].points[:, :2].T
                assert upright.min() == pytest.approx(places[1, 1], abs=1e-9)
                assert upright.max() == pytest.approx(max(places[0, 1], places[1, 1] + 1.5 * PX), abs=1e-9)
                beside = abs(across.min() - places[0, 0]) < 25 * PX
                assert len(levels[0].points) == 0 if beside else len(levels[0].points) > 0
                for level, place in list(zip(levels, places, strict=True))[int(beside) :]:
                    ends = level.points[:, :2]
                    assert ends[:, 1] == pytest.approx(place[1])
                    nearest, farthest = sorted(ends[[0, -1], 0], key=lambda end: abs(end - place[0]))
                    assert nearest == pytest.approx(place[0], abs=14 * PX)
                    assert farthest == pytest.approx(across.min(), abs=1e-6)


@pytest.mark.parametrize("points", [Params().points, *STEPS, (0.1234, 0.3, 0.5, 0.7)])
def test_numbers_stand_below_one_another_and_are_named_where_there_is_room(points):
    params = Params(points=points)
    rows = [fallen(params, number)[1] for number in range(len(params.steps()))]
    named = {bool(fall.changes) for fall in rows}
    assert named == {params.decimals() == params.digits() == 2}
    for fall in rows:
        ends = {round(number.get_right()[0], 6) for number in fall.numbers.values()}
        assert max(ends) - min(ends) < 4 * PX
        for cost, name in fall.changes.items():
            assert fall.numbers[cost].get_left()[0] - name.get_right()[0] > 8 * PX
            assert name.get_left()[0] - fall.steps[cost].get_right()[0] > 16 * PX


def test_a_step_says_from_where_to_where_q_has_come():
    for points, decimals in ((Params().points, 2), ((0.1234, 0.3, 0.5, 0.7), 4)):
        params = Params(points=points)
        _, fall = fallen(params, 0)
        for way in (points[0], 0.2, points[1]):
            fall.show(way)
            for step in fall.steps.values():
                assert f"{points[0]:.{decimals}f} arrow" in step.body
                assert step.numbers["q"].text == f"{way:.{decimals}f}"


def test_bars_and_numbers_of_a_step_stay_bright_in_the_next_though_what_leads_to_them_goes(tmp_path):
    def observe(scene, repeat):
        if len(scene.falls) == 2 and scene._note in scene.followers:
            first = scene.falls[0]
            shown.append([part.presence for part in [*first.marks(), *first.numbers.values()]])
            assert not any(line.presence for line in first.lines())

    shown = []
    perform("GradientShapes", tmp_path, observe, fps=4)
    assert shown
    assert np.min(shown) == 1.0


@pytest.mark.parametrize("points", [Params().points, *STEPS, (0.5, 0.9, 0.52, 0.6), (0.1, 0.4, 0.18, 0.5)])
def test_bars_of_a_step_go_if_the_next_one_begins_so_near_that_they_would_touch(points):
    params = Params(points=points)
    (_, first), (_, second) = (fallen(params, number) for number in (0, 1))
    passing = first.passing(second.start)
    assert all(line in passing for line in first.lines())
    left = min(mark.points[:, 0].min() for mark in first.marks())
    right = max(mark.points[:, 0].max() for mark in second.marks())
    gone = [mark for mark in first.marks() if mark in passing]
    assert gone == first.marks() or (not gone and left > right + 8 * PX)


def test_pulls_on_the_prediction_are_written_beside_dots_where_q_starts_and_ends():
    curves = Curves(DARK, ShareAxis(DARK, BOX), BOX, SEEN[0], pull(0.0), (0.0,))
    for q, written in ((FIRST, ["1", "2"]), (STRONG, ["1.6", "5"])):  # 2(1 − q) and 1/q
        labels = curves.read(q)
        assert [label.body for label in labels] == [f"$display(loss({pull}))$" for pull in written]
        # one between its curve and the line of 0, the other over its curve and dot; neither on the line down to q
        (left, low), (_, top) = (labels[0].get_corner(corner)[:2] for corner in (DL, UR))
        assert top < curves.at(1 - (left - BOX.left) / BOX.width, QUADRATIC)[1] - 10 * PX
        assert top < curves.at(q, QUADRATIC)[1] - 24 * PX
        assert low > curves.axes.y_axis.at(0.0) + 14 * PX
        assert labels[1].get_corner(DL)[1] > curves.at(q, CROSS_ENTROPY)[1] + 24 * PX
        for label in labels:
            assert label.get_corner(UR)[0] < curves.at(q, QUADRATIC)[0] - 20 * PX
        for cost, ring in curves.rings(q).items():
            assert middle(ring) == pytest.approx(curves.at(q, cost))


def test_along_q_both_losses_pull_harder_and_on_z_none_passes_1():
    q = np.linspace(0.999, 0.001, 500)
    for cost in COSTS:
        assert (pull(0.0)(q, cost) >= 0).all()
        assert (np.diff(pull(0.0)(q, cost)) > 0).all()
        assert pull(0.0)(q, cost) == pytest.approx(-mc.gated_slope(q, cost, 0.0))
        assert pull(1.0)(q, cost).max() < 1


def test_q_has_its_colour_in_every_factor():
    quadratic, other = (Formula(DARK, PRODUCTS[cost], em(52)) for cost in COSTS)
    for piece in (quadratic.pieces["left"], other.pieces["above"], other.pieces["below"]):
        assert {leaf.color for leaf in piece} == {DARK.color("prediction")}


def test_numbers_of_falls_stand_below_each_others_and_keep_to_the_margin():
    for points in (Params().points, *OTHERS, (0.001, 0.5, 0.002, 0.998)):
        params = Params(points=points)
        places = [fallen(params, number)[1].places for number in (0, 1)]
        for cost in COSTS:
            (left, first), (right, second) = (place[cost] for place in places)
            assert left == right
            assert first - second == pytest.approx(70 * PX)
            assert second > BOX.bottom


def test_a_nudge_and_what_follows_are_drawn_to_the_axes_scales():
    sigmoid = Sigmoid(DARK, BOX, 6.0)
    for start, begins, follows, steep in (
        (0.0, "0.500", "0.231", "0.2500"),
        (-4.6, "0.010", "0.017", "0.0099"),
    ):  # recomputed by hand: 1 / (1 + e^−z); the last as what multiplies slopes where q is 0.5 and 0.01
        nudge = Nudge(DARK, sigmoid, start, 3.0, 2.0)
        for way in (0.0, 0.3, 1.0):
            nudge.show(start + way)
            gained = float(mc.sigmoid(start + way) - mc.sigmoid(start))
            assert np.ptp(nudge.arrow.points[:, 0]) / abs(sigmoid.axes.x_axis.unit) == pytest.approx(way, abs=1e-9)
            for shape in (nudge.bar, nudge.bands[1]):
                assert np.ptp(shape.points[:, 1]) / sigmoid.axes.y_axis.unit == pytest.approx(gained, abs=1e-9)
        assert nudge.number.text == follows
        assert f"prediction({steep})" in nudge.slope.body
        (share,) = (part.body for part in nudge if "rises by" in getattr(part, "body", ""))
        assert f"q = {begins})" in share


def test_both_nudges_of_z_are_as_long_and_nothing_else_moves_it(seen):
    first, last = (np.ptp(nudge.arrow.points[:, 0]) for nudge in seen["scene"].nudges)
    assert first == pytest.approx(last)
    moves = [move for move in seen["scene"].moves if move.input == "z"]
    assert [(move.start_value, move.end_value) for move in moves] == [(0.0, 1.0), (-4.6, pytest.approx(-3.6))]
    assert moves[1].start - moves[0].end >= 0.7  # the first can be read


def told(**params) -> list[tuple[str, str]]:
    """Return name and conclusion of each beat about a step."""
    beats = GradientShapes.beats_of(Params.model_validate(params))
    return [(beat.name, beat.conclusion) for beat in beats if beat.method == "what_a_step_gains"]


def test_the_beats_in_order():
    assert [beat.name for beat in GradientShapes.beats_of(Params())] == [
        "the-losses",
        "what-a-step-gains",
        "nearer-to-the-truth",
        "pulls-on-the-prediction",
        "the-gate",
        "pulls-on-the-logit",
    ]


def test_the_steps_of_the_defaults():
    assert told() == [
        ("what-a-step-gains", "Cross-entropy falls by 1.10, the quadratic loss by 0.32."),
        ("nearer-to-the-truth", "Where more wrong, each loss fell farther."),
    ]

    # recomputed by hand: 0.81 − 0.49 and 0.25 − 0.09; log 3 and log(7 / 5)
    first, last = Params().steps()
    assert Params().gains(first) == pytest.approx((0.32, np.log(3)))
    assert Params().gains(last) == pytest.approx((0.16, np.log(7 / 5)))


@pytest.mark.parametrize("points", [Params().points, *OTHERS, (0.05, 0.2, 0.4, 0.65)])
def test_falls_are_told_as_they_are_printed(points):
    params = Params(points=points)
    for number, step in enumerate(params.steps()):
        _, fall = fallen(params, number)
        if not params.gained_less(step):
            quadratic, other = (fall.numbers[cost].text.removeprefix("−") for cost in COSTS)
            assert params.found(step) == f"Cross-entropy falls by {other}, the quadratic loss by {quadratic}."


def test_a_fall_that_is_printed_as_0_is_told_to_be_less_than_the_last_digit():
    params = Params(points=(0.998, 0.999, 0.998, 0.999))
    assert params.found((0.998, 0.999)).endswith("the quadratic loss by less than 0.00001.")


def test_of_falls_that_are_compared_the_larger_is_written_as_the_larger():
    params = Params(points=(0.5, 0.53, 0.53, 0.56))  # 0.0291 and 0.0273
    assert params.gained_less(params.steps()[1])
    assert params.digits() == 3


def test_steps_of_two_lengths_are_compared_only_if_the_shorter_gained_more():
    assert told(points=".05,.2,.4,.65")[1][1] == "Where more wrong, even a shorter step made each loss fall farther."
    # the nearer step is the shorter one, or the longer one gained more: of that step alone
    assert told(points=".1,.4,.6,.7")[1][1] == "Cross-entropy falls by 0.15, the quadratic loss by 0.07."
    assert told(points=".5,.51,.499,.9")[1][1] == "Cross-entropy falls by 0.02, the quadratic loss by 0.01."
    # steps as long as each other, if only as they are printed
    for end in (".7", ".7000001"):
        assert told(points=f".5,.6,.6,{end}")[1][1] == "Where more wrong, each loss fell farther."


def test_what_is_said_of_any_steps_is_true():
    draw = np.random.default_rng(9)
    for _ in range(300):
        a, b = (np.sort(draw.choice(np.arange(1, 1000), 2, replace=False)) / 1000 for _ in range(2))
        params = Params(points=(*a.tolist(), *b.tolist()))
        for step in params.steps():
            gains, first, said = params.gains(step), params.steps()[0], params.found(step)
            assert gains[1] > 2 * gains[0]
            if said.startswith("Where more wrong"):
                assert step[0] > first[0]
                assert (np.array(params.gains(first)) > gains).all()
                longer = (step[1] - step[0]) - (first[1] - first[0])
                assert longer > 1e-9 if "shorter" in said else abs(longer) < 1e-9


def test_steps_come_the_most_wrong_first_and_none_twice():
    assert [name for name, _ in told(points=".5,.9,.5,.9")] == ["what-a-step-gains"]
    assert told(points=".9,.99,.9,.99")[0][1] == "Cross-entropy falls by 0.10, the quadratic loss by 0.01."


@pytest.mark.parametrize(
    "points",
    [".5,.9,.001,.002", ".9,.99,.01,.02", ".1,.999,.1,.999", ".5,.501,.998,.999", ".85,.95,.05,.15", ".4,.65,.05,.2"],
)
def test_other_steps_make_sound_pictures(points, tmp_path):
    assert perform("GradientShapes", tmp_path, fps=4, points=points).faults == {}


def test_a_step_back_is_refused():
    with pytest.raises(
        ValidationError, match=r"points must be improvements, but one goes from 0.9 to 0.5; swap the two"
    ):
        Params.model_validate({"points": ".9,.5,.1,.2"})
