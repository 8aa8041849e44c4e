"""Scene 9: dots ride on mathcore's slopes, and the table tells slopes from losses."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.gradient_shapes import COSTS, CROSS_ENTROPY, QUADRATIC, GradientShapes, Params
from scenes.kit.comparison import Change
from scenes.kit.shapes import Readout
from tests.scenes.performing import perform


def center(dot) -> np.ndarray:
    """Return a disc's middle."""
    return (dot.points[:, :2].min(0) + dot.points[:, :2].max(0)) / 2


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep what the tests look at."""
    notes = {"slopes": [], "logit": [], "products": []}

    def observe(scene, repeat):
        q = scene.q.get_value()
        for cost in COSTS:
            if scene._draw_slopes in scene.followers:
                true = scene.plot.at(q, mc.slope_at_prediction(q, cost))
                notes["slopes"].append((center(scene.slopes[cost].dot), true))
            if scene._draw_products in scene.followers:
                true = scene.below.at(q, mc.slope_at_logit(q, cost))
                notes["logit"].append((center(scene.shapes[cost].dot), true))
                at_q, factor, at_z = (float(n.text.replace("−", "-")) for n in scene.products[cost].numbers)
                notes["products"].append((at_q * factor, at_z, abs(at_q)))

    notes["scene"] = perform("GradientShapes", tmp_path_factory.mktemp("play"), observe).scene
    return notes


@pytest.mark.parametrize("kind", ["slopes", "logit"])
def test_dots_ride_on_both_curves_at_every_frame(kind, seen):
    drawn, true = np.array(seen[kind]).swapaxes(0, 1)
    assert len(drawn) > 100
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_the_line_of_numbers_is_a_product_at_every_frame(seen):
    for product, written, size in seen["products"]:
        assert product == pytest.approx(written, abs=6e-4 + 6e-5 * size)


def test_the_table_has_the_slopes_of_the_note(seen):
    changes = [part for part in seen["scene"].table.get_family() if isinstance(part, Change)]
    texts = [(change.before.text.replace("−", "-"), change.after.text.replace("−", "-")) for change in changes]
    assert texts == [("-1.98", "-1.96"), ("-100.00", "-50.00"), ("-0.04", "-0.02"), ("-1.02", "-1.01")]


def test_the_table_has_the_gains_of_the_losses(seen):
    readouts = [part.text for part in seen["scene"].table.get_family() if isinstance(part, Readout)]
    assert readouts[-4:] == ["0.0197", "0.6931", "0.0003", "0.0102"]


def test_it_ends_most_wrong_where_only_the_cross_entropy_still_pulls(seen):
    scene = seen["scene"]
    assert scene.q.get_value() == pytest.approx(0.01)
    assert [scene.products[cost].numbers[2].text for cost in COSTS] == ["−0.020", "−0.990"]


def test_the_curve_at_the_logit_is_straight_for_the_cross_entropy_alone(seen):
    for cost, bound in ((CROSS_ENTROPY, 1e-9), (QUADRATIC, np.inf)):
        x, y = seen["scene"].shapes[cost].line.points[:, :2].T
        bend = np.abs(y - np.polyval(np.polyfit(x, y, 1), x)).max()
        assert bend < bound
        assert bound < 1 or bend > 0.1


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (".02,.01,.98,.99", "points must be improvements, but one goes from 0.02 to 0.01; swap the two"),
        ("0,.1,.2,.3", "greater than or equal to 0.001"),
        (".1,.2", "at least 4 items"),
    ],
)
def test_bad_points_are_refused_with_the_reason(points, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate({"points": points})


def test_the_caption_tells_the_losses_and_not_a_ratio_of_them():
    captions = [beat.caption for beat in GradientShapes.beats_of(Params())]
    assert "From 0.01 to 0.02 cross-entropy falls by 0.69, the quadratic loss by 0.02." in captions
