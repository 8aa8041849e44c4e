"""Scene 13 shows of the two mistakes what mathcore says of them."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.class_distance import ClassDistance
from tests.scenes.performing import perform

NEAR, FAR = np.array([0.1, 0.8, 0.05, 0.05]), np.array([0.1, 0.05, 0.05, 0.8])
Params = ClassDistance.Params


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, with arrows (of the panels in force) and numbers by beat, as each beat ended."""
    last = {}

    def observe(scene, repeat):
        arrows = [[a.length / p.force_unit for a in p.arrows] for p in scene.panels]
        last[scene.renderer.file_writer.names[-1]] = {
            "arrows": arrows,
            "bars": [[np.ptp(b.points[:, 1]) / p.unit for b in p.bars.bars] for p in scene.panels],
            "tiles": [
                sum(np.ptp(t.points[:, 0]) * np.ptp(t.points[:, 1]) for t in h.tiles if len(t.points)) / h.unit / h.way
                for h in getattr(scene, "haulage", [])[:2]
            ],
            "rounds": [r.total.value.text for r in getattr(scene, "rounds", [])],
        }

    scene = perform("ClassDistance", tmp_path_factory.mktemp("media"), observe).scene
    return scene, last


def test_bars_are_the_two_predictions(seen):
    assert seen[1]["two-mistakes"]["bars"][0] == pytest.approx(NEAR)
    assert seen[1]["two-mistakes"]["bars"][1] == pytest.approx(FAR)


def test_both_mistakes_cost_the_same_in_cross_entropy(seen):
    assert [amount.value.text for amount in seen[0].losses.submobjects] == ["2.303", "2.303"]


def test_the_work_of_carrying_is_the_area_of_the_tiles(seen):
    assert seen[1]["earth-has-to-be-moved"]["tiles"] == pytest.approx([1.05, 2.55])


@pytest.mark.parametrize(
    ("beat", "near", "far"),
    [
        ("equal-treatment", [0.9, -0.8, -0.05, -0.05], [0.9, -0.05, -0.05, -0.8]),
        ("the-notes-idea", [0.9, -0.8, -0.025, -0.016667], [0.9, -0.05, -0.025, -0.266667]),
        ("what-works", [0.913043, -0.695652, -0.086957, -0.130435], [0.962264, -0.018868, -0.037736, -0.905660]),
    ],
)
def test_arrows_are_the_forces_of_each_loss(seen, beat, near, far):
    # From the oracles: cross-entropy, q/d, and weights inside the logarithm, with the sign of a force.
    assert seen[1][beat]["arrows"][0] == pytest.approx(near, abs=1e-6)
    assert seen[1][beat]["arrows"][1] == pytest.approx(far, abs=1e-6)


def test_only_the_idea_does_work_round_the_square(seen):
    assert seen[1]["no-loss-has-these-slopes"]["rounds"] == ["0.0631", "0.0000"]
    slopes = mc.circulation(lambda z: -seen[0].noted(z), np.zeros(4), (1, 3))
    assert seen[0].rounds[0].done[-1] == pytest.approx(slopes, abs=1e-12)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"q_far": "0.5,0.5"}, "q_far has 2 entries and q_near 4; give all the same number"),
        ({"q_near": "0.5,0.4,0.05,0.06"}, "q_near must sum to 1, but sums to 1.01"),
        ({"q_near": "1,0,0,0"}, "q_near has an entry of 0; give each bin at least 1e-6"),
        ({"positions": "0,2,1,3"}, "positions must increase, but are 0, 2, 1, 3; sort them"),
        ({"target": "4"}, "target is 4, but there are 4 classes"),
        ({"q_near": "0.5,0.5", "q_far": "0.5,0.5", "positions": "0,1"}, "2 bins came; give at least 3"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(values)
