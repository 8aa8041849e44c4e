"""Scene 9: dots ride on mathcore's slopes, bars are mathcore's losses, sentences hold."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.gradient_shapes import GradientShapes, Params
from scenes.kit.layout import Box
from scenes.kit.theme import DARK
from scenes.pictures.gradient_shapes.board import Board
from scenes.pictures.gradient_shapes.falls import Falls
from scenes.pictures.gradient_shapes.gate import Product
from scenes.pictures.gradient_shapes.overview import HIGH, LEAST, NAME, RIM, WIDE
from scenes.pictures.gradient_shapes.params import times
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, QUADRATIC, ShareAxis
from tests.scenes.performing import perform

BOX = Box(-5.0, -2.2, 3.0, 2.2)


def center(dot) -> np.ndarray:
    """Return a disc's middle."""
    return (dot.points[:, :2].min(0) + dot.points[:, :2].max(0)) / 2


def written(product: Product) -> list[str]:
    """Return slope, gate and their product as they are printed."""
    return [n.text for n in (*product.numbers.numbers.values(), *product.result.numbers.values())]


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep what the tests look at."""
    notes = {"slopes": [], "losses": []}

    def observe(scene, repeat):
        q, slopes = scene.q.get_value(), scene.slopes
        for cost in COSTS:
            if slopes in scene.mobjects and scene._draw_falls not in scene.followers:
                slope = float(mc.gated_slope(q, cost, slopes.power))
                notes["slopes"].append((center(slopes.dots[cost]), slopes.axes.at(q, slope)))
            if scene._draw_falls in scene.followers:
                falls, place = scene.falls, scene.falls.axes.at(q, mc.prediction_loss(q, cost))
                if place[1] <= falls.box.top:  # or leaves upwards
                    notes["losses"].append((center(falls.dots[cost]), place))

    notes["scene"] = perform("GradientShapes", tmp_path_factory.mktemp("play"), observe).scene
    return notes


@pytest.mark.parametrize("of", ["slopes", "losses"])
def test_dots_ride_on_slopes_and_losses_at_every_frame(seen, of):
    drawn, true = np.array(seen[of], dtype=float).swapaxes(0, 1)
    assert len(drawn) > 50
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_the_products_written_can_be_recomputed():
    products = [Product(DARK, cost, 3, 0.0, 0.0, 48) for cost in COSTS]
    read = [written(product.show(q)) for product in products for q in np.linspace(0.01, 0.99, 99).round(2)]
    slope, gate, left = np.array([[float(text.replace("−", "-")) for text in texts] for texts in read]).T
    # what rounding of the two factors, a slope to three digits, and of the product may amount to
    last = 10.0 ** (np.floor(np.log10(np.abs(slope))) - 2)
    slack = np.maximum(0.005, 0.5 * last) * np.abs(gate) + 0.00005 * np.abs(slope) + 0.005 + 1e-9
    assert (np.abs(slope * gate - left) <= slack).all()


def test_it_ends_on_the_slopes_at_the_logit(seen):
    assert {product.cost: written(product) for product in seen["scene"].products} == {
        QUADRATIC: ["−1.98", "0.0099", "−0.02"],
        CROSS_ENTROPY: ["−100", "0.0099", "−0.99"],
    }


def test_a_step_gains_what_the_losses_fall():
    across = ShareAxis(DARK, BOX).axis
    steps = [(0.01, 0.02), (0.98, 0.99)]
    params, falls = Params(points=(0.01, 0.02, 0.98, 0.99)), Falls(DARK, across, BOX, 0.01)
    falls.show(0.02, 0.01)
    board = Board(DARK, Box(1.6, -2.0, 6.6, 2.0), steps, params)
    board.show(0, 0.02, 0.01)
    # recomputed with 40 digits
    for k, (cost, gain) in enumerate(((QUADRATIC, 0.0197), (CROSS_ENTROPY, 0.693147180560))):
        assert np.ptp(falls.drops[cost].points[:, 1]) / falls.axes.y_axis.unit == pytest.approx(gain, abs=1e-9)
        assert np.ptp(board.bars[0][k].points[:, 0]) / board.unit == pytest.approx(gain, abs=1e-9)
        assert board.numbers[0][k].text == f"{gain:.4f}"  # 3 decimals would write the other step’s fall as 0


def test_triangles_are_as_steep_as_the_fall_per_unit_of_q():
    falls = Falls(DARK, ShareAxis(DARK, BOX).axis, BOX, 0.001, compared=False)
    triangles = falls.triangles
    for step in ((0.409, 0.427), (0.001, 0.5), (0.99, 0.999), (0.513, 0.743)):
        start, end = step
        assert falls.window(step) == falls.all  # all on one scale
        falls.show(end, start, triangles.least(step))
        for cost in COSTS:
            ends = triangles.chords[cost].points[:, :2]
            units = abs(falls.axes.x_axis.unit), falls.axes.y_axis.unit
            long, high = np.ptp(ends, axis=0) / units
            fell = -np.diff(mc.prediction_loss(np.array(step), cost))[0]
            assert long == pytest.approx(max(end - start, triangles.least(step)))
            assert high / long == pytest.approx(fell / (end - start), rel=1e-3)
            # the other sides are the step itself, or not there
            sides = triangles.sides[cost].points[:, 0], triangles.uprights[cost].points[:, 1]
            lengths = 0.0 if triangles.least(step) else (end - start, fell)
            assert np.ptp(sides, axis=1) / units == pytest.approx(lengths, abs=1e-9)
            assert (ends > (BOX.left - 1e-9, BOX.bottom - 1e-9)).all()
            assert (ends < (BOX.right + 1e-9, BOX.top + 1e-9)).all()


def test_only_steps_too_short_to_be_seen_have_longer_chords():
    falls = Falls(DARK, ShareAxis(DARK, BOX).axis, BOX, 0.4, compared=False)
    assert falls.triangles.least((0.513, 0.743)) == 0.0
    assert falls.triangles.least((0.409, 0.427)) == 0.2


@pytest.mark.parametrize("points", [(0.409, 0.427, 0.513, 0.743), (0.5, 0.51, 0.6, 0.9)])
def test_falls_beside_triangles_give_the_rates_on_the_board(points):
    params = Params(points=points)
    for step in params.steps():
        long = round(step[1] - step[0], 9)
        rates = np.array([float(fall) for fall in params.falls(step)]) / long
        assert rates.round(params.digits()) == pytest.approx(np.round(params.measured(step), params.digits()))


def test_a_product_is_written_with_room_for_its_largest_slope():
    product = Product(DARK, CROSS_ENTROPY, 4, 0.0, 0.0, 48).show(0.001)
    assert product.numbers.numbers["slope"].text == "−1000"
    assert product.numbers.box("slope").left >= -0.01


def told(**params) -> list[tuple[str, str]]:
    """Return name and conclusion of each beat about a step."""
    beats = GradientShapes.beats_of(Params.model_validate(params))
    return [(beat.name, beat.conclusion) for beat in beats if beat.method == "what_a_step_gains"]


def test_the_steps_of_the_defaults():
    assert told() == [
        ("what-a-step-gains", "Cross-entropy falls 3.4 times as far as the quadratic loss."),
        ("nearer-to-the-truth", "Along q, neither loss is slow where more wrong: each falls farther there."),
    ]

    # recomputed by hand: 0.81 − 0.49 and 0.25 − 0.09; log 3 and log(7 / 5)
    first, last = Params().steps()
    assert Params().gains(first) == pytest.approx((0.32, np.log(3)))
    assert Params().gains(last) == pytest.approx((0.16, np.log(7 / 5)))


@pytest.mark.parametrize(
    "points", [(0.05, 0.15, 0.85, 0.95), (0.01, 0.02, 0.98, 0.99), (0.3, 0.39, 0.9, 0.99), (0.409, 0.427, 0.513, 0.743)]
)
def test_the_ratio_told_is_that_of_the_numbers_printed(points):
    for params in (Params(), Params(points=points)):
        quadratic, other = np.round(params.measured(params.steps()[0]), params.digits())
        assert times(other / quadratic) == params.more()
    assert Params().more() == "3.4"  # 1.10 / 0.32


def test_steps_of_two_lengths_have_bars_per_unit_of_q():
    params = Params(points=(0.5, 0.51, 0.6, 0.9))
    board = Board(DARK, Box(1.6, -2.0, 6.6, 2.0), params.steps(), params)
    for q, rates in ((0.51, params.measured((0.5, 0.51))), (0.5, (1.0, 2.0))):  # at first the slopes at 0.5
        board.show(0, q, 0.5)
        assert [np.ptp(bar.points[:, 0]) / board.unit for bar in board.bars[0]] == pytest.approx(rates)
    assert [number.text for number in board.numbers[0]] == ["1.00", "2.00"]


def test_steps_of_two_lengths_are_compared_per_unit_of_q():
    slower = "Along q, neither loss is slow where more wrong: each falls faster there."
    assert told(points=".409,.427,.513,.743")[1][1] == slower
    assert Params().measured((0.05, 0.15)) == Params().gains((0.05, 0.15))
    # recomputed by hand: 2 − 0.5 − 0.51 and log(51 / 50) / 0.01
    measured = Params(points=(0.5, 0.51, 0.6, 0.9)).measured((0.5, 0.51))
    assert measured == pytest.approx((0.99, np.log(51 / 50) / 0.01))
    less = "Along q, neither loss is slow where more wrong: each falls farther there."
    assert told(points=".5,.6,.6,.7")[1][1] == less
    around = told(points=".5,.51,.499,.9")[1][1]
    assert around == "The quadratic loss falls by 0.990 per unit of q, cross-entropy by 1.980."


def test_bars_of_falls_stand_clear_of_both_curves():
    falls = Falls(DARK, ShareAxis(DARK, BOX).axis, BOX, Params().points[0])
    for start, end in Params().steps():
        assert falls.window((start, end)) == falls.all  # on one scale, nothing is enlarged
        falls.show(end, start)
        for bar in falls.drops.values():
            (left, low), (right, high) = bar.points[:, :2].min(0), bar.points[:, :2].max(0)
            for cost in COSTS:
                x, y = falls.at(np.linspace(0.001, 1.0, 2000), cost).T
                near = (x > left) & (x < right)
                assert (y[near] < low - 0.04).all() or (y[near] > high + 0.04).all()


def test_a_short_step_is_seen_from_nearer():
    falls = Falls(DARK, ShareAxis(DARK, BOX).axis, BOX, 0.01)
    assert falls.window((0.05, 0.15)) == falls.all == (1.0, 0.0, 0.0, 5.0)
    left, right, low, top = falls.window((0.85, 0.95))
    assert (left, right, low, top) == pytest.approx((1.0, 0.75, 0.0, 1.1 * np.log(4 / 3)))
    falls.look((left, right, low, top)).show(0.95, 0.85)
    for cost, gain in ((QUADRATIC, 0.02), (CROSS_ENTROPY, np.log(95 / 85))):
        assert np.ptp(falls.drops[cost].points[:, 1]) / falls.axes.y_axis.unit == pytest.approx(gain, abs=1e-9)
        assert center(falls.rings[cost])[0] == pytest.approx(BOX.left + 0.6 * BOX.width)
    # the loss has no highest value: where it leaves the picture upwards it ends in an arrowhead
    assert np.ptp(falls.way_out.points[:, 0]) == 0.0
    assert np.ptp(falls.look(falls.all).way_out.points[:, 0]) > 0.0


@pytest.mark.parametrize("step", [(0.85, 0.95), (0.409, 0.427), (0.513, 0.743), (0.99, 0.999), (0.01, 0.02)], ids=str)
def test_the_map_frames_what_is_enlarged_and_stands_clear_of_curves_and_bars(step):
    falls = Falls(DARK, ShareAxis(DARK, BOX).axis, BOX, 0.001)
    window, (x, y) = falls.window(step), falls.aside(step)
    assert window != falls.all
    falls.look(window).map.show(window, x, y)
    left, right, low, top = window
    wide, high = np.ptp(falls.map.frame.points[:, :2], axis=0)
    assert wide == pytest.approx(max((left - right) * WIDE, LEAST))
    assert high == pytest.approx(max((top - low) / falls.all[3] * HIGH, LEAST))
    falls.show(step[1], step[0])
    for shape in (*falls.curves.values(), *falls.drops.values()):
        inside = (shape.points[:, :2] > (x - RIM, y - RIM)) & (shape.points[:, :2] < (x + WIDE + RIM, y + HIGH + NAME))
        assert not inside.all(axis=1).any()


def test_steps_come_the_most_wrong_first_and_none_twice():
    assert [name for name, _ in told(points=".5,.9,.5,.9")] == ["what-a-step-gains"]
    assert told(points=".9,.99,.5,.59")[0][1] == "Cross-entropy falls 2.0 times as far as the quadratic loss."
    per_unit = "Cross-entropy falls 2.0 times as fast as the quadratic loss."
    assert told(points=".9,.99,.5,.6")[0][1] == per_unit


@pytest.mark.parametrize("points", [".5,.9,.001,.002", ".9,.99,.01,.02", ".1,.999,.1,.999", ".5,.501,.998,.999"])
def test_other_steps_make_sound_pictures(points, tmp_path):
    assert perform("GradientShapes", tmp_path, fps=4, points=points).faults == {}


def test_a_step_back_is_refused():
    with pytest.raises(
        ValidationError, match=r"points must be improvements, but one goes from 0.9 to 0.5; swap the two"
    ):
        Params.model_validate({"points": ".9,.5,.1,.2"})
