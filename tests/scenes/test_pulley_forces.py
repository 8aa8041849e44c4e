"""Scene 6 hangs, pulls and gives in as mathcore says."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.kit.plot import Curve
from scenes.pulley_forces import PulleyForces
from tests.scenes.performing import perform

Z = np.array([2.5, -1.0, 3.2, 0.5])
Params = PulleyForces.Params


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    """Return what was seen at every frame: logits, blocks' heights, arrows' lengths, ropes' widths, the numbers."""
    seen = []

    def observe(scene, repeat):
        z = scene.z.value
        heights = [block.frame.points[:, 1].min() + block.up / 2 for block in scene.blocks]
        seen.append(
            {
                "z": z,
                "pull": scene.pull.get_value(),
                "heights": (np.array(heights) - scene.zero) / scene.z_unit,
                "fills": [np.ptp(b.fill_level.points[:, 1]) / b.up for b in scene.blocks],
                "arrows": np.array([arrow.length for arrow in scene.arrows]) / scene.force_unit,
                "numbers": [number.text for number in scene.pulls],
                "step": scene.step.get_value(),
                "dot": [
                    curve.dot.points[:, :2].mean(0) - curve.plot.at(scene.step.get_value(), mc.loss(z, scene.y))
                    for curve in scene.mobjects
                    if isinstance(curve, Curve) and curve.plot is getattr(scene, "plot", None)
                ],
            }
        )

    scene = perform("PulleyForces", tmp_path_factory.mktemp("media"), observe).scene
    return scene, seen


def test_blocks_hang_at_their_logits_filled_to_their_probabilities_at_every_frame(frames):
    for seen in frames[1]:
        assert seen["heights"] == pytest.approx(seen["z"], abs=1e-6)
        assert seen["fills"] == pytest.approx(mc.softmax(seen["z"]), abs=1e-6)


def test_arrows_are_the_forces_at_every_frame_and_sum_to_zero(frames):
    pulled = [seen for seen in frames[1] if seen["pull"] == 1]
    assert len(pulled) > 100
    for seen in pulled:
        assert seen["arrows"] == pytest.approx(mc.forces(seen["z"], 0), abs=1e-9)
        assert seen["arrows"].sum() == pytest.approx(0, abs=1e-9)


def test_the_pulls_read_as_in_nielsens_example(frames):
    first = next(seen for seen in frames[1] if seen["pull"] == 1)
    assert first["numbers"] == ["+0.685", "−0.009", "−0.633", "−0.043"]


def test_giving_in_keeps_the_sum_of_logits_and_ends_where_descent_ends(frames):
    assert all(seen["z"].sum() == pytest.approx(5.2) for seen in frames[1] if seen["pull"] == 1)
    end = mc.descend(Z, 0, 0.5, 20).logits[-1]
    assert min(np.abs(seen["z"] - end).max() for seen in frames[1]) < 1e-9


def test_the_curves_dot_is_at_the_loss_of_this_very_frame(frames):
    away = [away for seen in frames[1] for away in seen["dot"]]
    assert len(away) > 50
    assert np.abs(away).max() < 1e-9


def test_in_the_end_a_wrong_class_has_risen_though_its_logit_sank(frames):
    last = frames[1][-1]["z"]
    assert last[3] < Z[3]
    assert mc.softmax(last)[3] > mc.softmax(Z)[3]


@pytest.mark.parametrize(
    ("values", "risers"),
    [
        ({}, [3]),
        ({"logits": "1,2"}, []),  # with two classes the one wrong probability can only fall
        ({"logits": "0,0,0"}, []),
    ],
)
def test_the_surprise_is_told_only_where_there_is_one(values, risers):
    params = Params.model_validate(values)
    assert params.risers() == risers
    assert ("surprise" in [beat.name for beat in PulleyForces.beats_of(params)]) == bool(risers)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"target": "4"}, "target is 4, but there are 4 classes; use 0 to 3"),
        ({"logits": "1,x"}, "valid number"),
        ({"logits": "1,nan"}, "finite number"),
        ({"logits": "1,51"}, "less than or equal to 50"),
        ({"rate": "0"}, "greater than 0"),
        ({"steps": "201"}, "less than or equal to 200"),
        ({"labels": "cat,dog,abcdefghijklm,owl"}, "at most 12 characters"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(values)
