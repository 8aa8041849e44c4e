"""ClassDistance: geometry equals the mathematics at every frame, sentences hold for other numbers."""

import re

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.class_distance import ClassDistance
from scenes.pictures.class_distance.earth import Crossings
from scenes.pictures.class_distance.two_mistakes import Params
from tests.scenes.performing import perform

A, B = np.array([0.1, 0.8, 0.05, 0.05]), np.array([0.1, 0.05, 0.05, 0.8])
CARRIED_FAR = ["0.05 times 1", "0.05 times 2", "0.80 times 3"]


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
                "arrows": [[arrow.length / arrow.unit for arrow in pulls.arrows] for pulls in scene.pulls],
                "ends": [
                    [(a.body.points[:, 1].min(), a.body.points[:, 1].max()) for a in pulls.arrows]
                    for pulls in scene.pulls
                ],
                "tips": [[np.ptp(a.body.points[:, 1]) for a in pulls.arrows] for pulls in scene.pulls],
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
        "confident": [(params.squared, params.inside)] * 2,
    }
    for frame in seen[1]:
        if frame["beat"] not in losses or (frame["beat"] == "what-it-pulls-on" and frame["seen"]):
            continue
        for (before, after), q, lengths, tips in zip(
            losses[frame["beat"]], frame["q"], frame["arrows"], frame["tips"], strict=True
        ):
            forces = (1 - frame["turned"]) * before(q) + frame["turned"] * after(q)
            assert lengths == pytest.approx(forces, abs=1e-9)
            assert np.allclose(tips, np.abs(forces) * seen[0].places.unit / seen[0].scale, atol=0.01)


def test_no_arrow_leaves_its_row(seen):
    scene, frames = seen
    for frame in frames:
        for row, ends in zip(scene.pulls, frame["ends"], strict=True):
            floor, unit = row.base, row.places.unit
            assert all(floor - 0.02 <= low and high <= floor + unit + 0.02 for low, high in ends)


def test_every_arrow_reaches_from_or_to_the_truth(seen):
    scene, frames = seen
    for frame in frames:
        for row, ends in zip(scene.pulls, frame["ends"], strict=True):
            (_, true), *wrong = ends
            assert true == pytest.approx(row.base + row.places.unit, abs=0.01)
            assert [low for low, _ in wrong] == pytest.approx([row.base] * 3, abs=0.01)


def test_emd_pulls_up_what_is_nearer_than_the_mean_distance():
    assert Params().emd(A) == pytest.approx(A * (1.05 - np.arange(4)))
    assert Params().wondered() == "EMD pulls A’s mistake up, as d < L: +0.040. And squared EMD?"
    near = Params(q_near=(0.4, 0.05, 0.5, 0.05), q_far=(0.4, 0.05, 0.05, 0.5))
    assert near.wondered() == "EMD pulls A’s mistake down, as d > L: −0.400. And squared EMD?"


def test_under_cross_entropy_both_mistakes_cost_and_are_pulled_alike(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "equal-treatment")
    losses = [float(mc.loss(np.log(q), 0)) for q in last["q"]]
    assert losses == pytest.approx([2.302585092994] * 2)
    assert last["arrows"][0][1] == pytest.approx(last["arrows"][1][3]) == pytest.approx(-0.8)


def test_tiles_grow_to_areas_of_the_earth_movers_distances(seen):
    last = [frame for frame in seen[1] if frame["beat"] == "earth" and frame["tiles"]][-1]
    rim = 0.05  # what the blocks' rims take of the tiles' width
    assert [sum(tiles) for tiles in last["tiles"]] == pytest.approx([1.05, 2.55], rel=rim)
    assert [earth.work(np.ones(4)) for earth in seen[0].blocks] == pytest.approx([1.05, 2.55])


def test_blocks_fill_the_true_bin_in_the_order_of_the_classes(seen):
    for earth in seen[0].blocks:
        earth.show(np.ones(4), np.ones(4))
        bottoms = [(block.points[:, 1].min() - earth.base) / earth.places.unit for block in earth.blocks]
        assert bottoms == pytest.approx([0.0, *np.cumsum(earth.q)[:-1]], abs=1e-9)
        assert np.ptp([block.points[:, 0].min() for block in earth.blocks]) == pytest.approx(0.0)


def test_areas_at_the_borders_narrow_from_the_distance_to_its_square(seen):
    crossed = [frame["crossed"] for frame in seen[1] if frame["beat"] == "gaps-squared" and frame["crossed"]]
    assert [total for total, _ in crossed[0]] == pytest.approx([1.05, 2.55])
    assert [total for total, _ in crossed[-1]] == pytest.approx([0.8225, 2.1725])
    for total, drawn in (pair for frame in crossed for pair in frame):
        assert drawn == pytest.approx(total, rel=0.06)  # rims
    assert [float(mc.squared_emd(q, 0, range(4))) for q in (A, B)] == pytest.approx([0.8225, 2.1725])


def test_divided_by_distance_the_pulls_do_not_balance(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "the-notes-idea")
    assert last["arrows"][1] == pytest.approx([0.9, -0.05, -0.025, -0.8 / 3])
    assert [sum(lengths) for lengths in last["arrows"]] == pytest.approx([0.058333333333, 0.558333333333])


def test_the_last_picture_compares_three_losses_on_a_confident_mistake(seen):
    scene, q, params = seen[0], Params().confident(), Params()
    assert q[3] == pytest.approx(0.997)
    drawn = [arrow.length / arrow.unit for arrow in scene.contest.arrows]
    assert drawn == pytest.approx([loss(q)[3] for loss in (params.squared, params.plain, params.inside)])
    assert drawn == pytest.approx([-0.013, -0.997, -0.999], abs=6e-4)


def test_it_says_what_both_confident_mistakes_cost():
    true, small = 0.003 * 0.1 / 0.2, 0.003 * 0.05 / 0.2
    cross = -np.log(true)
    near = (1 - true) ** 2 + (2 * small) ** 2 + small**2, cross, cross + np.log(true + 0.997 + 5 * small)
    far = (1 - true) ** 2 + (0.997 + small) ** 2 + 0.997**2, cross, cross + np.log(true + 3 * small + 3 * 0.997)
    assert Params().costs(0.997) == [pytest.approx(near), pytest.approx(far)]
    assert said()["confident"] == "Squared EMD lets go. The weighted log minds distance and still pulls."


def test_of_two_mistakes_equally_far_off_it_does_not_say_that_distance_is_minded():
    shares = {"q_near": (0.8, 0.1, 0.06, 0.04), "q_far": (0.04, 0.1, 0.8, 0.06), "target": 1}
    line = said(positions=(0, 1, 2, 3.5), **shares)["confident"]
    assert "minds" not in line


def test_a_mistake_that_is_pulled_up_is_said_to_be():
    shares = {"q_near": (0.227, 0.313, 0.262, 0.198), "q_far": (0.227, 0.198, 0.262, 0.313)}
    lines = said(positions=(1.21, 2.46, 3.62, 4.75), **shares)
    assert lines["what-it-pulls-on"] == "Squared EMD even pulls A’s mistake up, by 0.044; B’s down, by 0.467."


def test_classes_that_lie_anywhere_on_the_line_are_no_bins():
    assert Params().opening() == "Two predictions; both give the true bin 0.10."
    assert Params(positions=(0, 1, 2, 3.5)).opening() == "Two predictions; both give the true class 0.10."


def test_under_the_weighted_log_the_far_mistake_is_pulled_harder(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "weights-inside-the-log")
    # 0.8 w / (0.1 + 0.8 w + the other shares times their weights)
    assert last["arrows"][0][1] == pytest.approx(-0.8 / (0.1 + 0.8 + 0.05 * 2 + 0.05 * 3))
    assert last["arrows"][1][3] == pytest.approx(-0.8 * 3 / (0.1 + 0.05 + 0.05 * 2 + 0.8 * 3))
    assert said()["weights-inside-the-log"] == "B’s mistake costs more and is pulled harder: −0.906 against −0.696."
    assert Params().margin_losses() == pytest.approx([np.log(1.15 / 0.1), np.log(2.65 / 0.1)])


def test_terms_are_printed_only_where_they_add_up_to_the_printed_sum():
    params = Params()
    assert params.carried_sums() == ([["0.80 times 1", "0.05 times 2", "0.05 times 3"], CARRIED_FAR], 2)
    assert params.crossing_sums() == ([["0.90^2", "0.10^2", "0.05^2"], ["0.90^2", "0.85^2", "0.80^2"]], 4)
    gaps = Params(positions=(0, 1, 2, 4)).crossing_sums()
    assert gaps.terms[0] == ["g_1 dot 0.90^2", "g_2 dot 0.10^2", "g_3 dot 0.05^2"]
    many = (0.1, 0.5, 0.1, 0.1, 0.2), (0.1, 0.1, 0.1, 0.2, 0.5)
    assert Params(q_near=many[0], q_far=many[1], positions=range(5)).carried_sums().terms == [[], []]


def worth(term: str, gaps: dict[str, str]) -> float:
    """Return what a printed term such as 0.80 times 3 or g_1 dot 0.77^2 comes to."""
    factors = [gaps.get(factor, factor).partition("^") for factor in re.split(" times | dot ", term)]
    return float(np.prod([float(base) ** int(power or 1) for base, _, power in factors]))


@pytest.mark.parametrize("shift", [0.0, 0.0001, 0.0123, 0.0777])
def test_printed_terms_add_up_to_the_printed_sum(shift):
    params = Params(
        q_near=(0.1, 0.8 - shift, 0.05, 0.05 + shift),
        q_far=(0.1, 0.05, 0.05 + shift, 0.8 - shift),
        positions=(0, 1.25, 2.41, 3.54),
    )
    gaps = {"g_1": "1.25", "g_2": "1.16", "g_3": "1.13"}
    totals = [float(mc.squared_emd(q, 0, params.positions)) for q in params.predictions()]
    for sums, meant in ((params.carried_sums(), params.works()), (params.crossing_sums(), totals)):
        for terms, total in zip(sums.terms, meant, strict=True):
            printed = sum(worth(term, gaps) for term in terms)
            assert not terms or f"{printed:.{sums.decimals}f}" == f"{total:.{sums.decimals}f}"


def said(**params) -> dict[str, str]:
    return {beat.name: beat.conclusion for beat in ClassDistance.beats_of(Params(**params))}


def test_sentences_hold_for_the_defaults():
    lines = said()
    assert lines["earth"] == "B’s earth sweeps more than twice the area of A’s."
    assert lines["the-notes-idea"] == "B is let off: −0.267, not −0.800. And pulls no longer sum to 0."
    assert lines["what-it-pulls-on"] == "Squared EMD pulls B’s mistake harder: −0.604 against A’s −0.124."


def test_a_loss_has_as_many_decimals_as_come_of_the_printed_shares():
    assert Params().decimals(Params().surprisal) == 3
    finer = Params(q_near=(0.2271, 0.4596, 0.3129, 0.0004), q_far=(0.2271, 0.0004, 0.3129, 0.4596))
    assert f"{-np.log(0.2271):.3f}" != f"{-np.log(0.227):.3f}"
    assert finer.decimals(finer.surprisal) == 2


def test_distances_below_one_make_pulls_stronger_and_it_says_so():
    line = said(positions=(0, 0.25, 0.5, 0.75))["the-notes-idea"]
    assert line == "Distances below 1 make pulls stronger: −1.067 instead of −0.800 on B’s mistake."


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
