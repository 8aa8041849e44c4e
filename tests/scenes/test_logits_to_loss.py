"""Scene 3 goes from logits to the loss as mathcore does, by either lever."""

import numpy as np
import pytest

import mathcore as mc
from scenes.kit.text import Written
from scenes.kit.theme import DARK
from scenes.logits_to_loss import LogitsToLoss
from scenes.pictures.logits_to_loss.magnitude import Magnitude
from tests.scenes.geometry import middle
from tests.scenes.performing import perform

Z = np.array([1.0, -0.4, 1.3])
Params = LogitsToLoss.Params


def spans(shapes) -> np.ndarray:
    """Return left and right ends, shape (n, 2)."""
    return np.array([(shape.points[:, 0].min(), shape.points[:, 0].max()) for shape in shapes])


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and of every frame its beat and what is drawn and written."""
    frames = []

    def observe(scene, repeat):
        powers, frame = scene.powers, {"beat": scene.renderer.file_writer.names[-1]}
        frame |= {
            "scale": scene.scale.get_value(),
            "slid": scene.slid.get_value(),
            "logits": spans(powers.logits),
            "powers": spans(powers.bars),
            "written": [(power.exponent.text, power.value.text) for power in powers.powers],
        }
        if frame["beat"] == "minus-log" and hasattr(scene, "curve") and scene.curve.pillar in scene.mobjects:
            curve, box, pillar = scene.curve, scene.whole, scene.curve.pillar.points
            dot = middle(curve.dot)
            frame["dot"] = ((dot[0] - box.left) / box.width, (dot[1] - curve.ground) / curve.ruler.unit)
            frame["pillar"] = ((pillar[:, 0].mean() - box.left) / box.width, np.ptp(pillar[:, 1]) / curve.ruler.unit)
            frame["told"] = scene.equation in scene.mobjects
        if hasattr(scene, "levers"):
            frame["levers"] = [
                {
                    "z": np.array(
                        [(m.ground.points[:, 0].min() + m.ground.points[:, 0].max()) / 2 for m in lever.markers]
                    ),
                    "pieces": spans(lever.bar.pieces),
                    "width": float(np.ptp(lever.bar.frame.points[:, 0])),
                    "loss": lever.number.text,
                }
                for lever in scene.levers
            ]
        frames.append(frame)

    return perform("LogitsToLoss", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_signed_bars_are_the_logits_and_positive_ones_powers_of_the_scaled_ones_at_every_frame(seen):
    plan, powers = seen[0].powers.plan, seen[0].powers
    frames = [frame for frame in seen[1] if frame["beat"] == "exponentiate"]
    for frame in frames:
        far = np.where(Z >= 0, frame["logits"][:, 1], frame["logits"][:, 0])
        assert (far - plan.zero) / plan.step == pytest.approx(Z)
        assert np.diff(frame["powers"])[:, 0] / powers.unit == pytest.approx(np.exp(frame["scale"] * Z), abs=1e-6)
    assert frames[0]["written"] == [("0.00", "1.0000")] * 3
    assert frames[-1]["written"] == [("1.00", "2.7183"), ("−0.40", "0.6703"), ("1.30", "3.6693")]
    for exponent, value in (pair for frame in frames for pair in frame["written"]):
        assert value == f"{np.exp(float(exponent.replace('−', '-'))):.4f}"


def test_powers_laid_end_to_end_just_fill_the_whole_and_nothing_is_rescaled_on_the_way(seen):
    powers, whole = seen[0].powers, seen[0].whole
    assert powers.unit == powers.full
    frames = [frame for frame in seen[1] if frame["beat"] == "share-out"]
    for frame in frames:
        assert np.diff(frame["powers"])[:, 0] / powers.unit == pytest.approx(np.exp(Z))
    stairs = (frames[-1]["powers"] - whole.left) / whole.width
    ends = np.concatenate([[0], np.cumsum(mc.softmax(Z))])
    assert stairs == pytest.approx(np.column_stack([ends[:-1], ends[1:]]))


def test_the_printed_powers_add_up_to_the_printed_whole(seen):
    (line, number), whole = seen[0].total[0], seen[0].whole
    assert spans([line])[0] == pytest.approx((whole.left, whole.right))
    powers = [float(value) for _, value in seen[1][-1]["written"]]
    assert f"= {sum(powers):.4f}" in number.body


@pytest.mark.parametrize(("logits", "target"), [((1.0, -0.4, 1.3), 0), ((0.6, 1.9, -1.2, 0.3), 3)])
def test_the_framed_piece_is_called_the_true_class_s_wherever_a_beat_ends(logits, target, tmp_path):
    said = {}

    def observe(scene, repeat):
        written = [part for each in scene.mobjects for part in each.get_family() if isinstance(part, Written)]
        name = scene.renderer.file_writer.names[-1]
        told = [part for part in written if "true class" in part.body or part.body in ('#"true"', '#"class"')]
        said[name] = [leaf for part in told for leaf in part.get_family()[1:] if getattr(leaf, "presence", 0)]

    perform("LogitsToLoss", tmp_path, observe, fps=4, logits=logits, target=target)
    assert len(said) == 5
    assert all(said.values())


@pytest.mark.parametrize(
    "logits", [(1.0, -0.4, 1.3), (0.6, 1.9, -1.2, 0.3), (1.0, -2.0), (0.0, 0.0, -2.0), (1.0, 2.0, 5.0), (0.0,) * 12]
)
def test_no_power_grows_on_its_way_to_the_stairs(logits):
    scene = LogitsToLoss(Params(logits=logits))
    scene.setup()
    powers, whole = scene.powers, scene.whole
    assert powers.unit == pytest.approx(powers.full)
    assert powers.plan.axis + np.exp(max(logits)) * powers.unit <= scene.layout.right + 1e-9
    assert whole.width > 900 / 135
    assert scene.layout.left < whole.left < whole.right < scene.layout.right


@pytest.mark.parametrize(
    ("logits", "target"),
    [((1.0, -0.4, 1.3), 0), ((0.6, 1.9, -1.2, 0.3), 3), ((1.0, 2.0, 5.0), 1), ((0.0, 0.0, 0.0), 0)],
)
def test_printed_shares_add_up_to_1_where_digits_can_and_tell_the_loss(logits, target):
    params = Params(logits=logits, target=target)
    for z, decimals in ((params.z, params.decimals), (params.raised, params.ended)):
        q = mc.softmax(z)
        printed = [float(params.printed(float(share), decimals)) for share in q]
        assert sum(printed) == pytest.approx(1, abs=1.1 * 0.1**decimals if len({*logits}) == 1 else 1e-9)
        assert f"{-np.log(printed[target]):.3f}" == f"{mc.loss(z, target):.3f}"


def test_no_falling_share_passes_a_number_left_of_its_bar(tmp_path):
    def observe(scene, repeat):
        seen.add(scene.powers.powers[2] in scene.mobjects)
        if 0 < scene.down.get_value() < 1:
            assert scene.powers.powers[2] not in [m for part in scene.mobjects for m in part.get_family()]

    seen = set()
    scene = perform("LogitsToLoss", tmp_path, observe, fps=10, logits=(0.6, 1.9, -1.2, 0.3), target=3).scene
    assert scene.powers.struck == [2]
    assert True in seen


def test_over_the_true_share_the_loss_rises_to_the_curve_and_only_then_is_it_told(seen):
    share, loss = mc.softmax(Z)[0], mc.loss(Z, 0)
    frames = [frame for frame in seen[1] if "dot" in frame]
    for frame in frames:
        assert frame["dot"] == pytest.approx((share, loss), abs=1e-6)
        assert frame["pillar"][0] == pytest.approx(share, abs=1e-6)
        assert not frame["told"] or frame["pillar"][1] == pytest.approx(loss, abs=1e-6)
    heights = [frame["pillar"][1] for frame in frames]
    assert heights == sorted(heights)
    assert heights[0] < 0.1 < loss == pytest.approx(heights[-1], abs=1e-6)
    assert "loss(L) = - log prediction(0.3851) = loss(0.954)" in seen[0].equation.body


def test_both_guesses_are_asked_from_the_first_frame_on_and_nothing_moves_for_two_seconds(tmp_path):
    frames, rate = {}, 10

    def observe(scene, repeat):
        beat = scene.renderer.file_writer.names[-1]
        if beat in ("two-levers", "slide-all"):
            frames.setdefault(beat, []).extend(
                [(scene.caption.body, [*scene.above.value, *scene.below.value])] * repeat
            )

    scene = perform("LogitsToLoss", tmp_path, observe, fps=rate).scene
    assert scene.opened == [0.0] * 5
    for seen in frames.values():
        body, start = seen[0]
        assert all(frame == (body, start) for frame in seen[: 2 * rate + 2])


def test_a_piece_too_thin_for_its_name_has_it_beside_the_bar_and_the_axis_keeps_its_ends(tmp_path):
    seen = {}

    def observe(scene, repeat):
        beat = scene.renderer.file_writer.names[-1]
        written = [part for each in scene.mobjects for part in each.get_family() if isinstance(part, Written)]
        named = [part for part in written if "q_3" in part.body]
        shown = [part for part in named if min(leaf.presence for leaf in part.get_family()[1:]) > 0.99]
        seen.setdefault(beat, []).append(bool(shown))
        if beat == "minus-log" and hasattr(scene, "foot"):
            pointer = scene.foot[0]
            ends.append([(end.leaves[0].presence, *spans(end.leaves)[0]) for end in (pointer.zero, pointer.one)])
            label.append(spans(pointer.label.leaves))

    ends, label = [], []
    perform("LogitsToLoss", tmp_path, observe, fps=10, logits=(0.6, 1.9, -1.2, 0.3), target=3)
    # It is without one only while one picture goes and the next one comes.
    for beat, away in (("minus-log", 1.0), ("two-levers", 2.3), ("slide-all", 0.0)):
        assert seen[beat][-1]
        assert seen[beat].count(False) <= 10 * away, beat
    (zero, _, start), (one, end, _) = ends[-1]
    assert zero == one == 1.0
    assert start + 0.15 < label[-1].min()
    assert label[-1].max() + 0.15 < end


def test_both_levers_end_at_the_same_bar_and_the_same_loss(seen):
    scene, frames = seen
    upper, lower = scene.levers
    for frame in (f for f in frames if "levers" in f):
        for lever, drawn in zip(scene.levers, frame["levers"], strict=True):
            z = (drawn["z"] - lever.zero) / lever.unit
            assert np.diff(drawn["pieces"])[:, 0] / drawn["width"] == pytest.approx(mc.softmax(z), abs=1e-6)
            assert drawn["loss"] == f"{mc.loss(z, 0):.3f}"
    pulled = [f["levers"] for f in frames if f["beat"] == "two-levers" and "levers" in f][-1]
    assert (pulled[0]["z"] - upper.zero) / upper.unit == pytest.approx(Z + np.eye(3)[0])
    assert (pulled[1]["z"] - lower.zero) / lower.unit == pytest.approx(Z - [0, 1, 1])
    # Then the lower row slides onto the upper one, and no share changes on the way.
    sliding = [f["levers"] for f in frames if f["beat"] == "slide-all"]
    assert sliding[-1][0]["z"] == pytest.approx(sliding[-1][1]["z"])
    for above, below in sliding:
        assert above["pieces"] == pytest.approx(below["pieces"])
        assert above["loss"] == below["loss"] == f"{mc.loss(Z + np.eye(3)[0], 0):.3f}"
    assert upper.unit == lower.unit


def test_a_tie_is_named_where_one_marker_hides_the_other_stem_until_they_part(seen, tmp_path):
    assert seen[0].levers[0].equals == {}
    upper = perform("LogitsToLoss", tmp_path, fps=4, logits="0,0,-2").scene.levers[0]
    assert list(upper.equals) == [1]
    (label,) = upper.equals.values()
    for z, there in (([0.0, 0.0, -2.0], 1.0), ([1.0, 0.0, -2.0], 0.0)):
        upper.show(np.array(z))
        assert {leaf.presence for leaf in label.leaves} == {there}


def test_a_power_that_needs_the_whole_frame_makes_the_bar_shorter_and_nothing_leaves_it():
    scene = LogitsToLoss(Params(logits=(8.0, 0.0, 1.0)))
    scene.setup()
    assert scene.powers.unit == scene.powers.full
    assert scene.whole.width < 1500 / 135
    assert scene.powers.plan.axis + np.exp(8.0) * scene.powers.unit == pytest.approx(scene.layout.right)


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (
            {},
            "Raise z₁ by 1, or lower all others by 1: which lowers L more?",
        ),
        (
            {"logits": "1,2", "target": 1},
            "Raise z₂ by 1, or lower the other by 1: which lowers L more?",
        ),
        (
            {"logits": "1,2,3", "labels": "a b,owl,ox"},
            "Raise z of a b by 1, or lower all others by 1: which lowers L more?",
        ),
    ],
)
def test_levers_are_called_by_their_names(values, asked):
    beats = LogitsToLoss.beats_of(Params.model_validate(values))
    assert beats[3].caption == asked


@pytest.mark.parametrize(
    ("logits", "said"),
    [
        ("2.5,-1,3.2,.5", "The true class’s share is 0.3145. What does it cost?"),
        ("-50,50", "The true class’s share is 3.7·10⁻⁴⁴. What does it cost?"),
        ("50,-50", "The true class’s share is almost 1. What does it cost?"),
    ],
)
def test_a_share_is_never_called_0_or_1(logits, said):
    assert Params.model_validate({"logits": logits}).costs() == said


def test_the_printed_share_gives_the_printed_loss():
    for logits in ((2.5, -1.0, 3.2, 0.5), (0.0, 0.0, 0.0), (1.0, 2.0, 5.0)):
        params = Params(logits=logits)
        assert round(-np.log(float(params.printed(params.share))), 3) == round(params.loss, 3)


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.18249, "12.18"), (1.0, "1.00"), (np.exp(50), "5.2·10²¹"), (np.exp(-50), "1.9·10⁻²²"), (0.0, "0.00")],
)
def test_powers_of_any_size_are_written_short(value, text):
    assert Magnitude(DARK, decimals=2).format(value) == text


@pytest.mark.parametrize(
    "values",
    [
        {"logits": "-50,50,49.5", "labels": "cat,dog,x"},
        {"logits": "-50,-50,-50"},
        {"logits": "8,0,1,0.5,0,0,-2"},
    ],
)
def test_tiny_huge_and_tied_values_make_a_picture_without_a_fault(values, tmp_path):
    assert perform("LogitsToLoss", tmp_path, fps=4, **values).faults == {}


@pytest.mark.parametrize("logits", [(1.0, -0.4, 1.3), (50.0, -50.0, 0.0), (-50.0, 1.0, 50.0), (0.6, 1.9, -1.2, 0.3)])
def test_what_both_levers_do_to_the_loss_is_said_as_it_is_printed(logits):
    params = Params(logits=logits)
    before, after = (f"{mc.loss(z, params.target):.3f}" for z in (logits, params.raised))
    if before == after:
        assert "L falls" not in params.either_way()
    else:
        assert f"L falls from {before} to {after}." in params.either_way()
