"""ClassDistance: geometry equals the mathematics at every frame, sentences hold for other numbers."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.class_distance import ClassDistance
from scenes.pictures.class_distance.earth import Crossings
from scenes.pictures.class_distance.two_mistakes import Params
from tests.scenes.performing import perform

A, B = np.array([0.1, 0.7, 0.1, 0.1]), np.array([0.1, 0.1, 0.1, 0.7])
CARRIED_FAR = ["0.10 times 1", "0.10 times 2", "0.70 times 3"]


def area(shape, places) -> float:
    """Return what a rectangle covers, in mass × distance; what its rim takes of the width is left out."""
    wide, high = np.ptp(shape.points[:, 0]), np.ptp(shape.points[:, 1])
    return float(wide * high / places.distance / places.unit)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    frames = []

    def observe(scene, repeat):
        frames.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "q": [q.value for q in scene.qs],
                "bars": [[np.ptp(s.points[:, 1]) / row.places.unit for s in row.fills] for row in scene.bars],
                "columns": [pull.column for pull in scene.pulls],
                "arrows": [pull.arrow.length / pull.arrow.unit for pull in scene.pulls],
                "ends": [
                    (pull.arrow.body.points[:, 1].min(), pull.arrow.body.points[:, 1].max()) for pull in scene.pulls
                ],
                "turned": scene.turned.get_value(),
                "carried": scene.carried.value,
                "tiles": [[area(t, e.places) for t in e.tiles] for e in getattr(scene, "blocks", [])],
                "seen": [m for m in scene.mobjects if isinstance(m, Crossings)],
                "crossed": [
                    (m.total(scene.squared.get_value()), sum(area(t, m.places) for t in m.tiles))
                    for m in scene.mobjects
                    if isinstance(m, Crossings)
                ],
            }
        )

    return perform("ClassDistance", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_bars_are_the_shares_at_every_frame(seen):
    for frame in seen[1]:
        assert np.allclose(frame["bars"], frame["q"], atol=1e-9)


def test_a_bin_is_as_wide_as_mass_one_is_high_within_a_few_pixels(seen):
    places = seen[0].places
    assert places.distance == pytest.approx(places.unit, rel=0.02)


def test_arrows_are_the_forces_on_their_way_from_one_loss_to_the_next(seen):
    params = Params()
    losses = {
        "equal-treatment": [(params.plain, params.plain)] * 2,
        "the-notes-idea": [(params.plain, params.divided)] * 2,
        "what-it-pulls-on": [(params.emd, params.squared)] * 2,
        "weights-inside-the-log": [(params.squared, params.inside)] * 2,
        "confident": [(params.squared, params.squared), (params.inside, params.inside)],
    }
    for frame in seen[1]:
        columns = [3, 3] if frame["beat"] == "confident" else [1, 3]
        last = frame["seen"] if frame["beat"] == "what-it-pulls-on" else frame["columns"] != columns
        if frame["beat"] not in losses or last:  # the last picture is on its way out
            continue
        for (before, after), q, i, length, ends in zip(
            losses[frame["beat"]], frame["q"], columns, frame["arrows"], frame["ends"], strict=True
        ):
            force = (1 - frame["turned"]) * before(q)[i] + frame["turned"] * after(q)[i]
            assert length == pytest.approx(force, abs=1e-9)
            assert np.ptp(ends) == pytest.approx(abs(force) * seen[0].places.unit / seen[0].scale, abs=0.01)


def test_no_arrow_leaves_its_row(seen):
    scene, frames = seen
    for frame in frames:
        for pull, (low, high) in zip(scene.pulls, frame["ends"], strict=True):
            assert pull.base - 0.02 <= low
            assert high <= pull.base + pull.places.unit + 0.02


def test_every_arrow_reaches_from_or_to_the_truth(seen):
    scene, frames = seen
    for frame in frames:
        for pull, (low, _) in zip(scene.pulls, frame["ends"], strict=True):
            assert low == pytest.approx(pull.base, abs=0.01)


def test_emd_pulls_up_what_is_nearer_than_the_mean_distance():
    assert Params().emd(A) == pytest.approx(A * (1.2 - np.arange(4)))
    assert Params().wondered() == "EMD pulls A’s mistake up, as d < L: +0.140. And squared EMD?"
    near = Params(q_near=(0.4, 0.05, 0.5, 0.05), q_far=(0.4, 0.05, 0.05, 0.5))
    assert near.wondered() == "EMD pulls A’s mistake down, as d > L: −0.400. And squared EMD?"


@pytest.mark.parametrize("positions", [(0, 1, 2, 3), (-1.5, 0, 1, 3)])
@pytest.mark.parametrize("target", [0, 1])
def test_squared_emd_pulls_by_how_far_the_way_to_the_truth_is_from_the_loss(positions, target):
    q, other = [0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1]
    q[1 - target], other[3] = 0.7, 0.7
    params = Params(q_near=q, q_far=other, positions=positions, target=target)
    told = [2 * 0.7 * (loss - way) for loss, way in zip(params.squared_losses(), params.ways(), strict=True)]
    rows = zip(params.predictions(), params.mistakes(), strict=True)
    assert told == pytest.approx([params.squared(q)[i] for q, i in rows])


def test_what_pulls_are_computed_from_is_shown_only_if_it_gives_them_as_printed():
    assert Params().shares() == ["prediction(q = 0.70)"] * 2
    assert Params().ways() == pytest.approx([0.9, 2.4])
    coarse = Params(positions=(-1000, -500, 10, 1000))
    assert coarse.ways() == []


def test_under_cross_entropy_both_mistakes_cost_and_are_pulled_alike(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "equal-treatment")
    losses = [float(mc.loss(np.log(q), 0)) for q in last["q"]]
    assert losses == pytest.approx([2.302585092994] * 2)
    assert last["arrows"] == pytest.approx([-0.7, -0.7])


def test_tiles_grow_to_areas_of_the_earth_movers_distances(seen):
    last = [frame for frame in seen[1] if frame["beat"] == "earth" and frame["tiles"]][-1]
    rim = 0.05  # what the blocks' rims take of the tiles' width
    assert [sum(tiles) for tiles in last["tiles"]] == pytest.approx([1.2, 2.4], rel=rim)
    assert [earth.work(np.ones(4)) for earth in seen[0].blocks] == pytest.approx([1.2, 2.4])


def test_blocks_fill_the_true_bin_in_the_order_of_the_classes(seen):
    for earth in seen[0].blocks:
        earth.show(np.ones(4), np.ones(4))
        bottoms = [(block.points[:, 1].min() - earth.base) / earth.places.unit for block in earth.blocks]
        assert bottoms == pytest.approx([0.0, *np.cumsum(earth.q)[:-1]], abs=1e-9)
        assert np.ptp([block.points[:, 0].min() for block in earth.blocks]) == pytest.approx(0.0)


def test_areas_at_the_borders_narrow_from_the_distance_to_its_square(seen):
    crossed = [frame["crossed"] for frame in seen[1] if frame["beat"] == "gaps-squared" and frame["crossed"]]
    assert [total for total, _ in crossed[0]] == pytest.approx([1.2, 2.4])
    assert [total for total, _ in crossed[-1]] == pytest.approx([0.86, 1.94])
    for total, drawn in (pair for frame in crossed for pair in frame):
        assert drawn == pytest.approx(total, rel=0.06)  # rims
    assert [float(mc.squared_emd(q, 0, range(4))) for q in (A, B)] == pytest.approx([0.86, 1.94])


def test_divided_by_distance_the_far_mistake_is_let_off(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "the-notes-idea")
    assert last["arrows"] == pytest.approx([-0.7, -0.7 / 3])


def test_the_last_picture_compares_two_losses_on_a_confident_mistake(seen):
    frame, q, params = seen[1][-1], Params().confident(), Params()
    assert q == pytest.approx([0.001, 0.001, 0.001, 0.997])
    assert frame["q"] == [pytest.approx(q)] * 2
    assert frame["arrows"] == pytest.approx([params.squared(q)[3], params.inside(q)[3]])
    assert frame["arrows"] == pytest.approx([-0.012, -0.999], abs=6e-4)
    assert said()["confident"] == "Squared EMD lets go of a confident mistake. The weighted log still pulls."


def test_of_two_mistakes_equally_far_off_it_does_not_say_that_one_is_pulled_harder():
    shares = {"q_near": (0.8, 0.1, 0.06, 0.04), "q_far": (0.04, 0.1, 0.8, 0.06), "target": 1}
    line = said(positions=(0, 1, 2, 3.5), **shares)["weights-inside-the-log"]
    assert "harder" not in line


def test_a_mistake_that_is_pulled_up_is_said_to_be():
    shares = {"q_near": (0.227, 0.313, 0.262, 0.198), "q_far": (0.227, 0.198, 0.262, 0.313)}
    lines = said(positions=(1.21, 2.46, 3.62, 4.75), **shares)
    assert lines["what-it-pulls-on"] == "Squared EMD even pulls A’s mistake up, by 0.044; B’s down, by 0.467."


def test_classes_that_lie_anywhere_on_the_line_are_no_bins():
    assert Params().opening() == "Two predictions; both give the true bin 0.10."
    assert Params(positions=(0, 1, 2, 3.5)).opening() == "Two predictions; both give the true class 0.10."


def test_under_the_weighted_log_the_far_mistake_is_pulled_harder(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "weights-inside-the-log")
    # 0.7 w / (0.1 + 0.7 w + the other shares times their weights)
    near, far = 0.7 / (0.1 + 0.7 + 0.1 * 2 + 0.1 * 3), 0.7 * 3 / (0.1 + 0.1 + 0.1 * 2 + 0.7 * 3)
    assert last["arrows"] == pytest.approx([-near, -far])
    assert said()["weights-inside-the-log"] == "B costs more, 3.219 against 2.565, and is pulled harder."
    assert Params().margin_losses() == pytest.approx([np.log(1.3 / 0.1), np.log(2.5 / 0.1)])


def test_what_a_weighted_loss_is_computed_from_gives_the_printed_loss():
    assert Params().fractions() == ["log (1.30 \\/ 0.10)", "log (2.50 \\/ 0.10)"]
    hidden = Params(q_near=(1e-9, 0.9 - 1e-9, 0.1), q_far=(1e-9, 0.1, 0.9 - 1e-9), positions=(0, 1, 2))
    assert hidden.fractions() == []


def test_terms_are_printed_only_where_they_add_up_to_the_printed_sum():
    params = Params()
    assert params.carried_sums() == ([["0.70 times 1", "0.10 times 2", "0.10 times 3"], CARRIED_FAR], 2)
    assert params.crossing_sums() == ([["0.90^2", "0.20^2", "0.10^2"], ["0.90^2", "0.80^2", "0.70^2"]], 2)
    gaps = Params(positions=(0, 1, 2, 4)).crossing_sums()
    assert gaps.terms[0] == ["1 times 0.90^2", "1 times 0.20^2", "2 times 0.10^2"]
    many = (0.1, 0.5, 0.1, 0.1, 0.2), (0.1, 0.1, 0.1, 0.2, 0.5)
    assert Params(q_near=many[0], q_far=many[1], positions=range(5)).carried_sums().terms == [[], []]


def worth(term: str) -> float:
    """Return what a printed term such as 0.80 times 3 or 1.25 times 0.77^2 comes to."""
    factors = [factor.partition("^") for factor in term.split(" times ")]
    return float(np.prod([float(base) ** int(power or 1) for base, _, power in factors]))


@pytest.mark.parametrize("shift", [0.0, 0.0001, 0.0123, 0.0777])
def test_printed_terms_add_up_to_the_printed_sum(shift):
    params = Params(
        q_near=(0.1, 0.8 - shift, 0.05, 0.05 + shift),
        q_far=(0.1, 0.05, 0.05 + shift, 0.8 - shift),
        positions=(0, 1.25, 2.41, 3.54),
    )
    totals = [float(mc.squared_emd(q, 0, params.positions)) for q in params.predictions()]
    for sums, meant in ((params.carried_sums(), params.works()), (params.crossing_sums(), totals)):
        for terms, total in zip(sums.terms, meant, strict=True):
            printed = sum(map(worth, terms))
            assert not terms or f"{printed:.{sums.decimals}f}" == f"{total:.{sums.decimals}f}"


def said(**params) -> dict[str, str]:
    return {beat.name: beat.conclusion for beat in ClassDistance.beats_of(Params(**params))}


def test_sentences_hold_for_the_defaults():
    lines = said()
    assert lines["earth"] == "B’s earth sweeps more area: 2.40 against 1.20."
    assert lines["the-notes-idea"] == "The far mistake is let off: −0.700/3 = −0.233."
    assert lines["gaps-squared"] == "Squared, small masses count little: A 0.86, B 1.94."
    assert lines["what-it-pulls-on"] == "Squared EMD pulls B’s mistake harder: −0.644 against A’s −0.056."


def test_a_loss_has_as_many_decimals_as_come_of_the_printed_shares():
    assert Params().decimals(Params().surprisal) == 3
    finer = Params(q_near=(0.2271, 0.4596, 0.3129, 0.0004), q_far=(0.2271, 0.0004, 0.3129, 0.4596))
    assert f"{-np.log(0.2271):.3f}" != f"{-np.log(0.227):.3f}"
    assert finer.decimals(finer.surprisal) == 2


def test_distances_below_one_make_pulls_stronger_and_it_says_so():
    line = said(positions=(0, 0.25, 0.5, 0.75))["the-notes-idea"]
    assert line == "Distances below 1 make pulls stronger: −0.933 instead of −0.700 on B’s mistake."


def test_a_far_mistake_that_is_pulled_up_or_less_is_not_said_to_be_pulled_harder():
    lines = said(
        q_near=(0.05, 0.4, 0.1, 0.4, 0.05), q_far=(0.4, 0.05, 0.1, 0.05, 0.4), positions=(-5, -4, 0, 1.5, 3), target=2
    )
    assert "harder" not in lines["what-it-pulls-on"]
    assert "sweeps more area" in lines["earth"]


def test_a_small_mistake_is_where_the_alt_says():
    params = Params(q_near=(0.97, 0.02, 0.005, 0.005), q_far=(0.97, 0.005, 0.005, 0.02))
    assert params.mistakes() == (1, 3)
    assert "A’s largest wrong share is at [1, 2), B’s at [3, 4)" in params.seen_first()


@pytest.mark.parametrize(
    ("far", "times"), [(3.0, "twice"), (3.1, "three times"), (11.0, "ten times"), (1.5, "more area")]
)
def test_the_ratio_of_areas_is_put_into_words(far, times):
    params = Params(
        q_near=(0.1, 0.9 - 2e-9, 1e-9, 1e-9), q_far=(0.1, 1e-9, 0.9 - 2e-9, 1e-9), positions=(0, 1, far, far + 1)
    )
    assert times in params.carried()


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
    {"q_near": ".05,.1,.05,.8", "q_far": ".8,.1,.05,.05", "positions": "0,10,11,12", "target": "1"},
    {"positions": "-1000,-500,10,1000"},
]


@pytest.mark.parametrize("params", CASES, ids=lambda params: params["positions"])
def test_a_users_own_mistakes_have_room(params, tmp_path):
    seen = perform("ClassDistance", tmp_path, fps=5, **params)
    assert seen.faults == {}
    for beat in seen.scene.beats():
        assert max(len(beat.caption), len(beat.conclusion), len(beat.question)) <= 80


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"q_near": ".5,.5"}, "at least 3 items"),
        ({"positions": "0,1,2"}, "q_near has 4 classes and positions has 3; give as many"),
        ({"positions": "0,1,1,3"}, "positions must grow by at least 0.25 each step, but one step is 0; sort them"),
        ({"q_near": ".2,.7,.05,.05"}, "q_far must hold q_near's shares, the wrong ones in another order"),
        ({"q_near": "0,.9,.05,.05"}, "q_near has a share of 0, an infinite logit; give each at least 1e-9"),
        (
            {"q_near": ".1,.1,.1,.7"},
            "q_near's mass must lie nearer to the truth, but its work is 2.4 and q_far's 2.4",
        ),
        ({"target": "4"}, "target is 4, but there are 4 classes; use 0 to 3"),
    ],
)
def test_parameters_that_do_not_fit_say_what_does(params, message):
    with pytest.raises(ValidationError) as caught:
        Params.model_validate(params)
    assert message in caught.value.errors()[0]["msg"]
