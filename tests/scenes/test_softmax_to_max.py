"""Scene 11 scales logits as mathcore does, from all equal to the winner."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.softmax_to_max import SoftmaxToMax
from tests.scenes.performing import perform

Z = np.array([2.5, -1.0, 3.2, 0.5])
Params = SoftmaxToMax.Params


def middle(shape) -> np.ndarray:
    """Return where a disc stands."""
    return (shape.points[:, :2].min(0) + shape.points[:, :2].max(0)) / 2


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended and of every frame: beat, z, c, bars, dots, ends of the curves, lead."""
    frames = []

    def observe(scene, repeat):
        plot = scene.plot
        to_plot = [plot.left, plot.bottom], [plot.across / scene.end, plot.up]
        frames.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "z": scene.z.value,
                "c": scene.c.get_value(),
                "bars": np.array([np.ptp(bar.points[:, 1]) for bar in scene.bars.bars]) / scene.unit,
                "dots": (np.array([middle(dot) for dot in scene.dots]) - to_plot[0]) / to_plot[1],
                "curves": [(curve.points[::4, :2] - to_plot[0]) / to_plot[1] for curve in scene.curves],
                "lead": scene.lead.value.text,
            }
        )

    return perform("SoftmaxToMax", tmp_path_factory.mktemp("media"), observe).scene, frames


def stills(frames, beat) -> dict:
    """Return the last frame of a beat."""
    return [frame for frame in frames if frame["beat"] == beat][-1]


def test_bars_and_dots_are_the_scaled_softmax_at_every_frame(seen):
    for frame in seen[1]:
        q = mc.softmax(frame["z"], frame["c"])
        assert frame["bars"] == pytest.approx(q, abs=1e-9)
        assert frame["dots"] == pytest.approx(np.column_stack([np.full(4, frame["c"]), q]), abs=1e-6)


def test_curves_are_the_shares_over_the_scale(seen):
    for frame in seen[1][::10]:
        for i, curve in enumerate(frame["curves"]):
            c = np.maximum(curve[:, 0], 0.0)
            assert curve[:, 1] == pytest.approx(mc.softmax(frame["z"], c)[:, i], abs=1e-6)


def test_scale_0_makes_all_equal_and_the_last_scale_one_winner(seen):
    assert stills(seen[1], "scale-0")["bars"] == pytest.approx([0.25] * 4)
    end = stills(seen[1], "turn-it-up")
    assert end["c"] == pytest.approx(10)
    assert end["bars"][2] == pytest.approx(mc.softmax(10 * Z)[2])


def test_the_turn_stops_at_every_scale(seen):
    stops = [frame["c"] for frame in seen[1] if frame["beat"] == "turn-it-up"]
    for c in (1, 2, 5, 10):
        assert sum(abs(stop - c) < 1e-9 for stop in stops) > 1


def test_ties_share(seen):
    tie = stills(seen[1], "largest-takes-all")
    assert tie["bars"] == pytest.approx([0.5, 0, 0.5, 0], abs=1e-9)
    assert tie["lead"] == "0.00"


def test_a_slight_lead_takes_little_until_it_is_scaled(seen):
    last = [frame for frame in seen[1] if frame["beat"] == "slightly-larger-is-not-enough"]
    at_1 = [frame["bars"][0] for frame in last if frame["c"] == 1 and frame["z"] == pytest.approx([0.1, 0, 0, 0])]
    assert at_1[0] == pytest.approx(0.26921434944631)
    assert last[-1]["bars"][0] == pytest.approx(0.475366886418672)
    assert last[-1]["lead"] == "1.00"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"scales": "0,5,2"}, "scales are 0, 5, 2; give them in rising order, the last one above 0"),
        ({"scales": "0"}, "scales are 0; give them in rising order, the last one above 0"),
        ({"scales": "-1,2"}, "greater than or equal to 0"),
        ({"scales": ""}, "valid number"),
        ({"labels": "cat"}, "1 labels came for 4 classes"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(values)


@pytest.mark.parametrize(
    "values",
    [
        {"logits": "50,-50,49.5"},
        {"logits": "0,0,0,0,0"},
        {"scales": "0,.1,.2,100"},
        {"scales": "0.5"},
    ],
)
def test_tiny_huge_and_tied_values_make_a_picture_without_a_fault(values, tmp_path):
    assert perform("SoftmaxToMax", tmp_path, **values).faults == {}


def test_the_lead_is_defined_and_the_guide_reaches_the_leaders_bar(tmp_path):
    guides = []

    def observe(scene, repeat):
        leader = int(np.argmax(scene.q))
        guides.append(scene.level.points[:, 0].max() - scene.bars.xs[leader] + scene.bars.bar_width / 2)
        first, second = np.sort(scene.z.value)[[-1, -2]]
        assert scene.lead.gap.text == f"{first - second:.2f}"

    perform("SoftmaxToMax", tmp_path, observe)
    assert np.abs(guides).max() < 0.1


def test_each_curve_has_its_name_at_its_right_end(tmp_path):
    names = perform("SoftmaxToMax", tmp_path).scene.tags.names
    assert [name.leaves[0].presence for name in names] == [1.0] * 4
