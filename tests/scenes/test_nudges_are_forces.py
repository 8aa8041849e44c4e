"""Scene 12: curves are the exact response to a nudge, and the arrows are their slopes."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.nudges_are_forces import NudgesAreForces, Params
from tests.scenes.performing import perform

Z = np.array([2.5, -1.0, 3.2, 0.5])


def center(dot) -> np.ndarray:
    """Return a disc's middle."""
    return (dot.points[:, :2].min(0) + dot.points[:, :2].max(0)) / 2


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep what the tests look at."""
    notes = {"dots": [], "tangents": [], "rises": [], "arrows": []}

    def observe(scene, repeat):
        plots = scene.plots
        if scene._draw_plots in scene.followers:
            for i, delta in enumerate(scene.nudge.value):
                change = mc.nudge(Z, i, delta, 0).loss_change
                notes["dots"].append((center(plots.dots[i]), plots.at(i, delta, change)))
                start, end = plots.tangents[i].points[[0, -1], :2]
                if end[0] > start[0]:
                    rise = (end[1] - start[1]) / (end[0] - start[0]) * plots.half / plots.reach / plots.unit
                    notes["tangents"].append((i, rise))
        for kind in ("rises", "arrows"):
            shapes = getattr(scene, kind)
            if shapes and shapes[0].presence > 0 and all(len(shape.points) for shape in shapes):
                notes[kind].append([np.ptp(shape.points[:, 1]) for shape in shapes])

    notes["scene"] = perform("NudgesAreForces", tmp_path_factory.mktemp("play"), observe).scene
    return notes


def test_every_dot_is_on_the_exact_loss_at_every_frame(seen):
    drawn, true = np.array(seen["dots"]).swapaxes(0, 1)
    assert len(drawn) > 400
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_tangents_rise_by_q_minus_p_over_one_step(seen):
    slopes = mc.gradient_wrt_logits(Z, 0)
    assert len(seen["tangents"]) > 100
    for i, rise in seen["tangents"]:
        assert rise == pytest.approx(slopes[i], abs=1e-9)


@pytest.mark.parametrize("kind", ["rises", "arrows"])
def test_rises_keep_the_length_of_the_slopes_while_they_fly_and_so_do_the_arrows(kind, seen):
    lengths = np.array(seen[kind])
    assert len(lengths) > 20
    expected = np.abs(mc.forces(Z, 0)) * seen["scene"].plots.unit
    np.testing.assert_allclose(lengths, np.broadcast_to(expected, lengths.shape), atol=1e-9)


@pytest.mark.parametrize(
    ("logits", "caption"),
    [
        ((2.5, -1.0, 3.2, 0.5), "Raise z3 by 1: the slope says 0.633, the loss rises by 0.736."),
        ((-50.0, 50.0), "Lower z2 by 100: the slope says 100.000, the loss falls by 99.307."),
    ],
)
def test_the_last_caption_tells_slope_and_loss_of_the_users_numbers(logits, caption):
    assert NudgesAreForces.beats_of(Params(logits=logits))[-1].caption == caption


def test_it_ends_on_how_far_a_slope_can_be_trusted(seen):
    scene = seen["scene"]
    assert [row.value.text for row in scene.lines.rows] == ["+1.000", "+0.633", "+0.736", "+0.103"]
    exact = mc.nudge(Z, 2, 1.0, 0).loss_change
    assert exact == pytest.approx(0.736377209541, abs=1e-11)


def test_the_small_classes_are_the_ones_with_little_say():
    assert Params().small() == [1, 3]
    names = [beat.name for beat in NudgesAreForces.beats_of(Params(logits=(0.0, 0.0, 0.0)))]
    assert "small-mass" not in names


@pytest.mark.parametrize(
    ("logits", "step"), [((2.5, -1.0, 3.2, 0.5), 1.0), ((9.0, 0.0, 0.0, 1.0), 9.0), ((-50.0, 50.0), -100.0)]
)
def test_the_step_leads_where_tangent_and_loss_part(logits, step):
    params = Params(logits=logits)
    assert params.step() == step
    answer = mc.nudge(np.array(logits), params.rival(), step, 0)
    assert answer.loss_change - answer.first_order > 0.1


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"target": 4}, "target is 4, but there are 4 classes; use 0 to 3"),
        ({"labels": "a,b"}, "2 labels came for 4 classes; give one a class, or none"),
        ({"logits": "1,nan"}, "finite number"),
    ],
)
def test_bad_parameters_are_refused_with_the_reason(params, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(params)
