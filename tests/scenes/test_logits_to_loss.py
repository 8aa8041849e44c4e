"""Scene 3 goes from logits to the loss as mathcore does, by either lever."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.kit.equation import Magnitude
from scenes.kit.theme import DARK
from scenes.logits_to_loss import LogitsToLoss
from tests.scenes.performing import perform

Z = np.array([2.5, -1.0, 3.2, 0.5])


def spans(shapes) -> np.ndarray:
    """Return left and right ends, shape (n, 2)."""
    return np.array([(shape.points[:, 0].min(), shape.points[:, 0].max()) for shape in shapes])


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended and of every frame: beat, logits, stage of the moves, bars, whole, dot, loss."""
    frames = []

    def observe(scene, repeat):
        scale = getattr(scene, "scale", None)
        dot = scale and (scale.dot.points[:, :2].min(0) + scale.dot.points[:, :2].max(0)) / 2
        frames.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "z": scene.z.value,
                "moves": (scene.landed.get_value(), scene.plucked.get_value(), scene.turned.get_value()),
                "logits": spans(scene.rows.bars),
                "powers": np.diff(spans(scene.powers.bars))[:, 0] / scene.powers.unit,
                "whole": spans(scene.whole.segments) if len(scene.whole.segments[0].points) else None,
                "dot": scale and ((dot[0] - scene.left) / scene.whole.length, (dot[1] - scale.middle) / scale.nat),
                "share": scale and np.ptp(scale.share.points[:, 0]) / scene.whole.length,
                "loss": scale and scene.loss_line.members[-1].text,
            }
        )

    return perform("LogitsToLoss", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_signed_bars_are_the_logits_and_positive_ones_their_powers_at_every_frame(seen):
    scene, frames = seen
    for frame in frames:
        far = np.where(frame["z"] >= 0, frame["logits"][:, 1], frame["logits"][:, 0])
        assert (far - scene.rows.zero) / scene.rows.unit == pytest.approx(frame["z"], abs=1e-9)
        if frame["beat"] in ("exponentiate", "share-out"):
            assert frame["powers"] == pytest.approx(np.exp(frame["z"]), abs=1e-6)


def test_powers_laid_end_to_end_just_fill_the_whole(seen):
    scene, frames = seen
    first = next(frame for frame in frames if frame["moves"][0] == 1)
    assert scene.powers.unit == pytest.approx(scene.fit)
    assert first["whole"][:, 0] == pytest.approx(scene.whole.edges(mc.softmax(Z))[:-1])


def test_the_whole_is_full_at_every_frame(seen):
    scene, frames = seen
    landed = [frame for frame in frames if frame["moves"][0] == 1]
    assert len({tuple(frame["z"].round(3)) for frame in landed}) > 30
    for frame in landed:
        assert frame["whole"].ravel()[[0, -1]] == pytest.approx([scene.left, scene.left + scene.whole.length])
        assert frame["whole"][1:, 0] == pytest.approx(frame["whole"][:-1, 1])
        assert np.diff(frame["whole"])[:, 0] / scene.whole.length == pytest.approx(mc.softmax(frame["z"]), abs=1e-9)


def test_the_plucked_share_keeps_its_length_and_its_log_is_turned_over(seen):
    for frame in (f for f in seen[1] if f["dot"]):
        q, loss = mc.softmax(frame["z"])[0], mc.loss(frame["z"], 0)
        assert frame["share"] == pytest.approx(q)
        assert frame["dot"] == pytest.approx((q, -np.cos(frame["moves"][2]) * loss), abs=1e-6)
        assert frame["loss"] == f"{loss:.3f}"


def test_the_log_and_its_axis_name_go_when_it_is_turned_and_the_true_bars_are_framed(seen):
    scene = seen[0]
    for stale in (scene.log_line, scene.scale.log_name):
        assert stale not in scene.mobjects
    assert scene.scale.loss_name in scene.mobjects
    for bars in (scene.rows.bars, scene.powers.bars):
        assert bars[0].get_stroke_color() == scene.theme.color("truth")
        assert bars[1].get_stroke_color() == scene.theme.color("logit")


def test_both_levers_end_at_the_same_loss(seen):
    levers = [frame for frame in seen[1] if frame["beat"] == "two-levers"]
    raised = [f["loss"] for f in levers if f["z"] == pytest.approx(Z + np.eye(4)[0])]
    lowered = [f["loss"] for f in levers if f["z"] == pytest.approx(Z - [0, 1, 1, 1])]
    assert set(raised) == set(lowered) == {f"{mc.loss(Z + np.eye(4)[0], 0):.3f}"}
    assert seen[1][-1]["z"] == pytest.approx(Z - [0, 1, 1, 1])


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.18249, "12.18"), (1.0, "1.00"), (np.exp(50), "5.2·10²¹"), (np.exp(-50), "1.9·10⁻²²"), (0.0, "0.00")],
)
def test_powers_of_any_size_are_written_short(value, text):
    assert Magnitude(DARK, decimals=2).format(value) == text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"target": 4}, "target is 4, but there are 4 classes; use 0 to 3"),
        ({"logits": "1,2,60"}, "less than or equal to 50"),
        ({"logits": "1,nan"}, "finite number"),
        ({"labels": "cat"}, "1 labels came for 4 classes; give one a class, or none"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        LogitsToLoss.Params.model_validate(values)


@pytest.mark.parametrize(
    "values",
    [
        {"logits": "-50,50,49.5", "labels": "cat,dog,x"},
        {"logits": "-50,-50,-50"},
        {"logits": "8,0,1,0.5,0,0,-2"},
    ],
)
def test_tiny_huge_and_tied_values_make_a_picture_without_a_fault(values, tmp_path):
    assert perform("LogitsToLoss", tmp_path, **values).faults == {}
