"""Scene 13 carries, pulls and walks as mathcore computes."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.class_distance import Params
from tests.scenes.performing import perform

A, B = np.array([0.1, 0.8, 0.05, 0.05]), np.array([0.1, 0.05, 0.05, 0.8])


def area(shape) -> float:
    return float(np.prod(np.ptp(shape.points[:, :2], axis=0))) if len(shape.points) else 0.0


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and what was drawn at every frame."""
    frames = []

    def observe(scene, repeat):
        beat = scene.renderer.file_writer.names[-1]
        moment = {"beat": beat, "q": scene.q.value, "weighted": scene.weighted.get_value()}
        moment["losses"] = [loss.value.text for loss in scene.losses]
        moment["bars"] = [
            [np.ptp(bar.points[:, 1]) / mistake.unit for bar in mistake.bars.bars] for mistake in scene.mistakes
        ]
        moment["arrows"] = [[arrow.length / pulls.unit for arrow in pulls.arrows] for pulls in scene.pulls]
        moment["tips"] = [
            [np.abs(arrow.points[:, 1] - pulls.level).max() / pulls.unit for arrow in pulls.arrows]
            for pulls in scene.pulls
        ]
        if beat == "earth-has-to-be-moved" and hasattr(scene, "earth"):
            moment["work"] = [
                sum(map(area, earth.tiles)) / (earth.mistake.scale * earth.mistake.unit) for earth in scene.earth
            ]
        frames.append(moment)

    scene = perform("ClassDistance", tmp_path_factory.mktemp("media"), observe).scene
    return scene, frames


def test_bars_are_the_shares_at_every_frame(seen):
    for frame in seen[1]:
        assert frame["bars"][0] == pytest.approx(frame["q"], abs=1e-9)
        assert frame["bars"][1] == pytest.approx(B)


def test_the_loss_of_both_is_the_same_while_wrong_bins_trade_places(seen):
    swapping = [frame for frame in seen[1] if frame["beat"] == "equal-treatment"]
    assert max(frame["q"][3] for frame in swapping) == pytest.approx(0.8)
    assert {text for frame in swapping for text in frame["losses"]} == {"2.303"}


def test_arrows_are_the_forces_on_their_way_from_plain_to_divided_by_distance(seen):
    for frame in seen[1]:
        for q, lengths, tips in zip((frame["q"], B), frame["arrows"], frame["tips"], strict=True):
            z, w = np.log(q), frame["weighted"]
            forces = (1 - w) * mc.forces(z, 0) + w * mc.distance_weighted_forces(z, 0, [0, 1, 2, 3])
            assert lengths == pytest.approx(forces, abs=1e-9)
            assert tips == pytest.approx(np.abs(forces), abs=1e-9)


def test_the_far_mistake_is_let_off_and_the_pulls_do_not_balance(seen):
    scene, frames = seen
    last = next(frame for frame in reversed(frames) if frame["beat"] == "divide-by-distance")
    assert last["arrows"][0] == pytest.approx([0.9, -0.8, -0.025, -0.05 / 3])
    assert last["arrows"][1] == pytest.approx([0.9, -0.05, -0.025, -0.8 / 3])
    assert [slopes.sum() for slopes in scene.slopes] == pytest.approx([-0.058333333333, -0.558333333333])


def test_tiles_grow_to_areas_of_the_earth_movers_distances(seen):
    works = [frame["work"] for frame in seen[1] if "work" in frame]
    assert (np.diff(works, axis=0) >= -1e-9).all()
    assert works[-1] == pytest.approx([1.05, 2.55])
    assert works[-1] == pytest.approx([float(mc.wasserstein_distance(q, 0, range(4))) for q in (A, B)])


def test_blocks_fill_the_true_bin_to_the_top(seen):
    for earth in seen[0].earth:
        m = earth.mistake
        tops = [block.points[:, 1].max() for block in earth.blocks]
        assert m.stretch(1.0).base + m.unit == pytest.approx(max(tops))
        for block in earth.blocks:
            assert block.points[:, 0].min() == pytest.approx(m.xs[0] - m.bar / 2)


def test_round_the_square_the_work_of_cross_entropy_is_zero_and_the_other_is_not(seen):
    plain, divided = seen[0].trips
    assert plain.work(4.0) == pytest.approx(0, abs=1e-12)
    assert divided.work(4.0) == pytest.approx(0.063089021373)
    assert divided.works[-1] == pytest.approx(mc.circulation(Params().slopes, np.zeros(4), (1, 3)))
    assert plain.work(1.3) == pytest.approx(mc.loss(plain.place(1.3), 0) - mc.loss(plain.place(0.0), 0))


def test_the_last_picture_shows_two_losses_that_pull_the_far_mistake_harder_and_balance(seen):
    scene, z = seen[0], [np.log(A), np.log(B)]
    drawn = [[arrow.length / row[0].unit for arrow in row[0].arrows] for row in scene.rows]
    expected = [
        -slope
        for logits in z
        for slope in (mc.squared_emd_gradient(logits, 0), mc.margin_gradient(logits, 0, [0, 1, 2, 3]))
    ]
    for lengths, forces in zip(drawn, expected, strict=True):
        assert lengths == pytest.approx(forces)
        assert sum(lengths) == pytest.approx(0)
    assert [row[1].value.text for row in scene.rows] == ["0.8225", "2.4423", "2.1725", "3.2771"]


SHARES = {"q_near": ".05,.4,.1,.4,.05", "q_far": ".4,.05,.1,.05,.4", "target": "2"}
LONG = {
    "q_near": ".05,.4,.1,.05,.05,.05,.05,.05,.05,.05,.05,.05",
    "q_far": ".05,.05,.05,.05,.05,.05,.05,.05,.05,.05,.1,.4",
    "positions": "0,1,2,3,4,5,6,7,8,9,10,11",
    "labels": ",".join(["abcdefghijkl"] * 12),
}
CASES = [
    {"q_near": ".2,.6,.2", "q_far": ".2,.2,.6", "positions": "0,1,2"},
    LONG,
    SHARES | {"positions": "-5,-4,0,1.5,3"},
    {"q_near": "1e-9,.999999998,1e-9", "q_far": "1e-9,1e-9,.999999998", "positions": "0,.25,1"},
    {"q_near": ".05,.9,.05", "q_far": ".9,.05,.05", "positions": "10,30,50", "target": "2"},
]


@pytest.mark.parametrize("params", CASES, ids=lambda params: params["positions"])
def test_a_users_own_mistakes_have_room(params, tmp_path):
    assert perform("ClassDistance", tmp_path, fps=5, **params).faults == {}


def test_the_walk_is_left_out_where_distances_hardly_differ(tmp_path):
    alike = {"q_near": ".2,.6,.2", "q_far": ".2,.2,.6", "positions": "0,100,104.5"}
    seen = perform("ClassDistance", tmp_path, fps=5, **alike)
    assert "no-loss-has-these-slopes" not in seen.beats
    assert seen.beats[-1] == "what-works"
    assert seen.faults == {}
    assert all(leaf.presence == 0 for mistake in seen.scene.mistakes for leaf in mistake.bars)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"q_near": ".5,.5"}, "at least 3 items"),
        ({"positions": "0,1,2"}, "q_near has 4 classes and positions has 3; give as many"),
        ({"positions": "0,1,1,3"}, "positions must grow by at least 0.25 each step, but one step is 0; sort them"),
        ({"q_near": ".2,.7,.05,.05"}, "q_far must hold q_near's shares, the wrong ones in another order"),
        ({"q_near": "0,.9,.05,.05"}, "q_near has a share of 0, an infinite logit; give each at least 1e-9"),
        (
            {"q_near": ".1,.05,.05,.8"},
            "q_near's mass must lie nearer to the truth, but its work is 2.55 and q_far's 2.55",
        ),
        ({"target": "4"}, "target is 4, but there are 4 classes; use 0 to 3"),
    ],
)
def test_parameters_that_do_not_fit_say_what_does(params, message):
    with pytest.raises(ValidationError) as caught:
        Params.model_validate(params)
    assert message in caught.value.errors()[0]["msg"]
