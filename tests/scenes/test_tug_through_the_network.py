"""Scene 7 draws the gradients that mathcore's network computed, at every frame."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.kit.network import SLIDE
from scenes.tug_through_the_network import Example, TugThroughTheNetwork
from tests.scenes.bands import across
from tests.scenes.performing import perform

Params = TugThroughTheNetwork.Params


def beads(scene, k: int) -> np.ndarray:
    """Return the middles of the beads of one layer's edges, shape (edges, 2)."""
    points = scene.picture.beads[k].points[:, :2]
    return points.reshape(-1, 32, 2)[:, ::4].mean(axis=1)


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    """Return the scene, and what was drawn at every frame in which all edges are under tension."""
    seen = []

    def observe(scene, repeat):
        if scene.back[0].get_value() == 1:
            picture = scene.picture
            seen.append(
                {
                    "step": scene.step.get_value(),
                    "through": scene.through.get_value(),
                    "pulled": scene.pulled.get_value(),
                    "state": scene.state,
                    "values": scene.values,
                    "pulls": scene.pulls,
                    "widths": [[across(band) / picture.unit for band in layer] for layer in picture.bands],
                    "colours": [[band.fill_rgbas[0, :3].copy() for band in layer] for layer in picture.bands],
                    "beads": [beads(scene, k) for k in range(len(picture.bands))],
                    "levels": [disc.liquid.points[:, 1].max() for disc in picture.layers[1]],
                    "arrows": np.array([arrow.length / arrow.unit for arrow in scene.arrows]),
                    "bars": [np.ptp(bar.points[:, 0]) / scene.bars.length for bar in scene.bars.bars],
                    "loss": scene.loss_value.text,
                }
            )

    scene = perform("TugThroughTheNetwork", tmp_path_factory.mktemp("media"), observe).scene
    return scene, seen


def descended(steps: int) -> tuple[mc.Network, Example]:
    """Return the default network after some steps of its descent, computed apart from the scene."""
    params = Params()
    network = mc.Network.random(params.widths, params.seed)
    example = Example.drawn(network, params.seed)
    for _ in range(steps):
        network = network.step(network.backward(example.x, example.target), params.rate)
    return network, example


def test_an_edge_is_as_wide_as_the_gradient_of_its_weight_at_every_frame(frames):
    assert len(frames[1]) > 80
    for seen in frames[1]:
        for widths, gradient in zip(seen["widths"], seen["pulls"].gradients.weights, strict=True):
            assert widths == pytest.approx(np.abs(gradient).ravel(), abs=1e-6)


@pytest.mark.parametrize("steps", [0, 1, 20])
def test_the_drawn_state_is_that_of_a_descent_computed_apart(steps, frames):
    network, example = descended(steps)
    gradients = network.backward(example.x, example.target)
    seen = next(seen for seen in frames[1] if seen["step"] == seen["through"] == seen["pulled"] == steps)
    for widths, gradient in zip(seen["widths"], gradients.weights, strict=True):
        assert widths == pytest.approx(np.abs(gradient).ravel(), abs=1e-6)
    assert seen["loss"] == f"{gradients.loss:.3f}"


def test_the_gradients_drawn_agree_with_finite_differences(frames):
    network, example = descended(0)
    first = frames[1][0]
    for k, weights in enumerate(network.weights):
        for n, (i, j) in enumerate(np.ndindex(weights.shape)):
            losses = []
            for nudge in (-1e-5, 1e-5):
                nudged = [w.copy() for w in network.weights]
                nudged[k][i, j] += nudge
                losses.append(mc.Network(nudged, network.biases).backward(example.x, example.target).loss)
            slope = (losses[1] - losses[0]) / 2e-5
            assert first["widths"][k][n] == pytest.approx(abs(slope), abs=1e-6)


def test_green_is_where_descent_raises_a_weight_and_red_where_it_lowers_it(frames):
    scene, seen = frames
    for colours, gradient in zip(seen[0]["colours"], seen[0]["pulls"].gradients.weights, strict=True):
        for colour, slope in zip(colours, gradient.ravel(), strict=True):
            assert colour == pytest.approx(scene.theme.color("down" if slope > 0 else "up").to_rgb())


def test_beads_sit_where_the_weights_are_at_every_frame(frames):
    scene, seen = frames
    picture = scene.picture
    for one in seen:
        for k, weights in enumerate(one["state"].network.weights):
            left, right = picture.layers[k][0].at[0], picture.layers[k + 1][0].at[0]
            shares = (one["beads"][k][:, 0] - left) / (right - left)
            assert shares == pytest.approx(0.5 + SLIDE * weights.ravel() / picture.largest_weight, abs=1e-6)


def test_the_first_step_is_taken_with_the_pulls_that_it_started_from(frames):
    sliding = [seen for seen in frames[1] if 0 < seen["step"] < 1]
    assert len(sliding) > 10
    assert {(seen["through"], seen["pulled"], seen["loss"]) for seen in sliding} == {(0, 0, frames[1][0]["loss"])}
    for seen in sliding:
        assert np.concatenate(seen["widths"]) == pytest.approx(np.concatenate(frames[1][0]["widths"]))


def test_discs_arrows_and_bars_are_to_scale_at_every_frame(frames):
    scene, seen = frames
    hidden = scene.picture.layers[1]
    for one in seen:
        state, pulls = one["values"], one["pulls"]
        levels = [(level - disc.at[1]) / disc.radius for level, disc in zip(one["levels"], hidden, strict=True)]
        assert levels == pytest.approx(state.forward.activations[1], abs=1e-6)
        assert one["arrows"] == pytest.approx(mc.forces(pulls.forward.logits, scene.example.target), abs=1e-9)
        assert one["bars"] == pytest.approx(state.forward.probabilities, abs=1e-6)


def test_one_step_lowers_the_loss_and_in_the_end_all_tension_is_slack(frames):
    first, last = frames[1][0], frames[1][-1]
    after_one = next(seen for seen in frames[1] if seen["through"] == 1)
    assert float(after_one["loss"]) < float(first["loss"])
    assert max(map(max, last["widths"])) < 0.05 * max(map(max, first["widths"]))


@pytest.mark.parametrize(
    "params",
    [
        {"widths": "1,2"},
        {"widths": "12,12,12,12", "steps": "2"},
        {"widths": "1,1,2", "rate": "2", "steps": "200"},
        {"widths": "5,1,12", "seed": "4"},
        {"widths": "6,3,6", "seed": "0"},
    ],
    ids=str,
)
def test_small_and_crowded_networks_make_sound_pictures(params, tmp_path):
    assert perform("TugThroughTheNetwork", tmp_path, fps=4, **params).faults == {}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"widths": "2,4,1"}, "the last of the widths is 1, but a softmax needs 2 classes or more; give 2 to 12"),
        ({"widths": "2,13,3"}, "less than or equal to 12"),
        ({"widths": "3"}, "at least 2 items"),
        ({"widths": "2,2,2,2,2"}, "at most 4 items"),
        ({"rate": "0"}, "greater than 0"),
        ({"steps": "1"}, "greater than or equal to 2"),
        ({"seed": "-1"}, "greater than or equal to 0"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(values)
