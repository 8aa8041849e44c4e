"""Scene 9: dots ride on mathcore's slopes, bars are mathcore's losses, sentences hold."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.gradient_shapes import GradientShapes, Params
from scenes.kit.layout import Box
from scenes.kit.theme import DARK
from scenes.pictures.gradient_shapes.falls import Falls
from scenes.pictures.gradient_shapes.slopes import COSTS, CROSS_ENTROPY, QUADRATIC, Overview, Slopes
from tests.scenes.performing import perform

BOX = Box(-5.0, -2.0, 3.0, 2.0)


def center(dot) -> np.ndarray:
    """Return a disc's middle."""
    return (dot.points[:, :2].min(0) + dot.points[:, :2].max(0)) / 2


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep what the tests look at."""
    notes = {"slopes": [], "losses": []}

    def observe(scene, repeat):
        q, beat = scene.q.get_value(), scene.renderer.file_writer.names[-1]
        powers = {cost: power.get_value() for cost, power in scene.powers.items()}
        for cost in COSTS:
            if scene.slopes.lines[cost] in scene.mobjects:
                slope = float(mc.gated_slope(q, cost, powers[cost]))
                if slope > scene.slopes.axes.y_axis.low + 0.5:
                    notes["slopes"].append((center(scene.slopes.dots[cost]), scene.slopes.axes.at(q, slope)))
            if beat in ("what-a-step-gains", "nearer-to-the-truth") and hasattr(scene, "falls"):
                falls = scene.falls
                tall = np.ptp(falls.fills[cost].points[:, 1]) / falls.axes.y_axis.unit
                notes["losses"].append((tall, float(mc.prediction_loss(q, cost))))

    notes["scene"] = perform("GradientShapes", tmp_path_factory.mktemp("play"), observe).scene
    return notes


def test_dots_ride_on_the_slopes_at_every_frame(seen):
    drawn, true = np.array(seen["slopes"]).swapaxes(0, 1)
    assert len(drawn) > 100
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_bars_are_the_losses_at_every_frame(seen):
    drawn, true = np.array(seen["losses"]).T
    assert len(drawn) > 50
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_it_ends_on_the_slopes_at_the_logit(seen):
    assert {cost: number.text for cost, number in seen["scene"].slopes.numbers.items()} == {
        QUADRATIC: "−0.02",
        CROSS_ENTROPY: "−0.99",
    }


def test_a_step_gains_what_the_losses_fall():
    falls = Falls(DARK, BOX, {QUADRATIC: 3.5, CROSS_ENTROPY: 5.0}, 1.0, 0.01).show(0.02, 0.01)
    # recomputed with 40 digits
    for cost, gain in ((QUADRATIC, 0.0197), (CROSS_ENTROPY, 0.693147180560)):
        assert np.ptp(falls.rims[cost].points[:, 1]) / falls.axes.y_axis.unit == pytest.approx(gain, abs=1e-9)
        assert falls.gains[cost].text == f"−{gain:.4f}"


def test_a_slope_that_leaves_the_picture_is_cut_at_its_edge_and_read_off_there():
    slopes = Slopes(DARK, BOX, -5.0, 0.0, (0.0, -5.0), 1, 100.0)
    slopes.show(0.01, dict.fromkeys(COSTS, 0.0), until=0.01)
    end = slopes.lines[CROSS_ENTROPY].points[-1, :2]
    np.testing.assert_allclose(end, slopes.axes.at(0.2, -5.0), atol=2e-3)
    assert slopes.numbers[CROSS_ENTROPY].text == "−100.0"
    assert slopes.numbers[QUADRATIC].text == "−1.98"


def test_the_overview_zooms_out_to_the_whole_dive():
    overview = Overview(DARK, BOX, -5.0, 0.01).zoom(0.0)
    assert np.ptp(overview.strip.points[:, 1]) == pytest.approx(BOX.height)
    overview.zoom(1.0)
    assert np.ptp(overview.strip.points[:, 1]) == pytest.approx(BOX.height * 5 / 100)
    np.testing.assert_allclose(overview.curve.points[-1, :2], (BOX.right - 0.01 * BOX.width, BOX.bottom), atol=1e-9)


def told(**params) -> list[tuple[str, str]]:
    """Return name and conclusion of each beat about a step."""
    beats = GradientShapes.beats_of(Params.model_validate(params))
    return [(beat.name, beat.conclusion) for beat in beats if beat.method == "what_a_step_gains"]


def test_the_steps_of_the_defaults():
    assert told() == [
        ("what-a-step-gains", "Where most wrong, cross-entropy gains 35 times as much by the same step."),
        ("nearer-to-the-truth", "There each loss gains over 60 times less: neither is slow where most wrong."),
    ]

    # recomputed with 40 digits: 0.0197 / 0.0003 and log 2 / log(0.99 / 0.98)
    first, last = Params().steps()
    assert np.divide(Params().gains(first), Params().gains(last)) == pytest.approx([65.6666666667, 68.2743640553])


def test_a_later_step_that_gains_more_is_not_said_to_gain_less():
    assert told(points=".5,.51,.6,.9")[1][1] == "There the quadratic loss falls by 0.1500, cross-entropy by 0.4055."
    assert told(points=".5,.6,.6,.7")[1][1] == "There each loss gains less: neither is slow where q is more wrong."


def test_what_is_left_behind_the_sigmoid_is_computed():
    assert Params().left() == "Through the sigmoid: −0.02 of the quadratic slope, −0.99 of cross-entropy’s."
    assert Params(points=(0.001, 0.02, 0.5, 0.6)).left().startswith("Next to nothing of the quadratic slope is left")


def test_steps_come_the_most_wrong_first_and_none_twice():
    assert [name for name, _ in told(points=".5,.9,.5,.9")] == ["what-a-step-gains"]
    assert told(points=".5,.9,.001,.002")[0][1].startswith("Where most wrong")
    assert (
        told(points=".9,.99,.5,.6")[0][1] == "From 0.5 to 0.6 cross-entropy gains 2.0 times as much by the same step."
    )


@pytest.mark.parametrize("points", [".5,.9,.001,.002", ".9,.99,.01,.02", ".1,.999,.1,.999", ".5,.501,.998,.999"])
def test_other_steps_make_sound_pictures(points, tmp_path):
    assert perform("GradientShapes", tmp_path, points=points).faults == {}


def test_a_step_back_is_refused():
    with pytest.raises(
        ValidationError, match=r"points must be improvements, but one goes from 0.9 to 0.5; swap the two"
    ):
        Params.model_validate({"points": ".9,.5,.1,.2"})
