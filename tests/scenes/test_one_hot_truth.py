"""Scene 2 leaves one tile of the cross-entropy, and its height is the loss."""

import numpy as np
import pytest

import mathcore as mc
from scenes.kit.sizes import PX
from scenes.kit.text import Label
from scenes.kit.tiles import ROOF
from scenes.one_hot_truth import OneHotTruth
from scenes.pictures.one_hot_truth.params import decimals_of
from scenes.pictures.one_hot_truth.wrong_bins import ROW, Before, Shares
from tests.scenes.performing import perform

Q, Y = np.array([0.3, 0.3, 0.2, 0.15, 0.05]), 2
Params = OneHotTruth.Params


def drawn(part) -> np.ndarray:
    """Return the lower left and the upper right corner of all that is drawn of a part."""
    points = np.concatenate([leaf.points[:, :2] for leaf in part.get_family() if len(leaf.points)])
    return np.array([points.min(0), points.max(0)])


def middle(part) -> np.ndarray:
    """Return the middle of a part's box."""
    return drawn(part).mean(0)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and of every frame its beat and what is drawn and written."""
    frames = []

    def observe(scene, repeat):
        frame = {"beat": scene.renderer.file_writer.names[-1], "p": scene.p.value, "share": scene.share.get_value()}
        if scene.curving:
            curve, box = scene.curve, scene.bar.box
            x, y = middle(curve.dot)
            frame |= {
                "dot": ((x - box.left) / box.width, (y - curve.ground) / curve.ruler.unit),
                "roof": (middle(curve.roof)[1] - curve.ground) / curve.ruler.unit,
                "piece": [np.ptp(piece.points[:, 0]) / box.width for piece in scene.bar.pieces],
                "top": middle(curve.roof)[1],
                "traced": (np.array([curve.curve.points[:, 0].min(), curve.curve.points[:, 0].max()]) - box.left)
                / box.width,
                "written": (scene.equation.number.text, scene.equation.formula.numbers["l"].text),
                "pointer": scene.pointer.label.number.text,
            }
        else:
            tiles = [np.ptp(t.points[:, :2], axis=0) if len(t.points) else np.zeros(2) for t in scene.tiles.tiles]
            frame |= {"tiles": np.array(tiles) / [scene.tiles.unit, scene.tiles.nat]}
        frames.append(frame)

    return perform("OneHotTruth", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_the_scene_starts_with_the_truth_of_scene_1(seen):
    assert seen[1][0]["p"] == pytest.approx([0.1, 0.2, 0.4, 0.2, 0.1])


def test_the_tiles_add_up_to_the_cross_entropy_while_all_but_one_vanish(seen):
    frames = [frame for frame in seen[1] if "tiles" in frame]
    for frame in frames:
        assert frame["tiles"].prod(1).sum() == pytest.approx(mc.cross_entropy(frame["p"], Q))
    assert len({frame["p"][Y].round(3) for frame in frames}) > 20
    assert frames[-1]["tiles"][Y] == pytest.approx([1, np.log(5)])
    assert frames[-1]["tiles"].sum() == pytest.approx(1 + np.log(5))


def test_a_calculator_gets_the_printed_sum_while_p_drains(tmp_path):
    written = []

    def observe(scene, repeat):
        if scene.sum in scene.mobjects:
            numbers, strip = scene.sum.formula.numbers, scene.strip
            printed = scene.params.rounded(scene.p.value)
            areas = [float(numbers[f"a{i}"].text) for i in range(5)]
            p = [float(number.format(mass)) for number, mass in zip(strip.numbers, printed, strict=True)]
            written.append((float(numbers["l"].text), areas, p))

    perform("OneHotTruth", tmp_path, observe)
    assert written[0] == (1.684, [0.12, 0.241, 0.644, 0.379, 0.3], [0.1, 0.2, 0.4, 0.2, 0.1])
    for total, areas, p in written:
        assert sum(p) == pytest.approx(1.0)
        exact = np.array(p) * -np.log(Q)
        # The total is the exact one, rounded; only a term may give up, or get, a last digit for it.
        assert total == pytest.approx(exact.sum().round(3))
        assert total == pytest.approx(sum(areas))
        assert areas == pytest.approx(exact.tolist(), abs=0.001)
    assert written[-1] == (1.609, [0, 0, 1.609, 0, 0], [0, 0, 1, 0, 0])


def test_the_first_sum_is_of_exact_areas_not_of_rounded_heights(tmp_path):
    first = []

    def observe(scene, repeat):
        first.append({name: number.text for name, number in scene.sum.formula.numbers.items()})

    perform("OneHotTruth", tmp_path, observe, fps=2, q=(0.12, 0.41, 0.07, 0.4), target=0)
    assert first[0] == {"l": "1.730", "a0": "1.060", "a1": "0.223", "a2": "0.332", "a3": "0.115"}


def test_all_terms_and_their_pluses_give_way_at_once_to_what_they_come_to_and_nothing_before_them_moves(tmp_path):
    rows, heads = [], []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] != "all-mass-on-one-bin":
            return
        if scene.sum in scene.mobjects:
            formula = scene.sum.formula
            head = formula
            terms = {formula.numbers[f"a{i}"].presence for i in range(5)}
            pluses = {leaf.presence for i in (1, 2, 3, 4) for leaf in formula.pieces[f"p{i}"].submobjects}
            came = scene.equation.number.presence if hasattr(scene, "equation") else 0.0
            rows.append((terms, pluses, came))
        else:
            head = scene.equation.formula
        heads.append((*middle(head.pieces["head"]), middle(head.numbers["l"])[0]))

    perform("OneHotTruth", tmp_path, observe)
    assert all(len(terms) == 1 and terms == pluses for terms, pluses, _ in rows)
    assert min(terms.pop() for terms, _, _ in rows) < 0.1
    # Where one is, the other isn't yet; and there is no while without either.
    assert all(min(*pluses, came) < 0.25 for _, pluses, came in rows)
    assert np.ptp([(x, y) for x, y, _ in heads], axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert np.ptp([number for *_, number in heads]) < 0.02


def test_dot_roof_pieces_and_numbers_are_the_true_share_and_its_loss_at_every_frame(seen):
    scene, frames = seen
    moving = [frame for frame in frames if "dot" in frame]
    for frame in moving:
        loss = float(mc.surprisal(frame["share"]))
        assert frame["dot"] == pytest.approx((frame["share"], loss), abs=1e-6)
        assert frame["roof"] == pytest.approx(loss, abs=1e-6)
        assert frame["traced"][0] - 1e-6 <= frame["share"] <= frame["traced"][1] + 1e-6
        assert frame["piece"][Y] == pytest.approx(frame["share"], abs=1e-9)
        assert sum(frame["piece"]) == pytest.approx(1)
        q, written = frame["written"]
        assert float(q) == pytest.approx(frame["share"], rel=0.006)
        assert f"{-np.log(float(q)):.3f}" == written
        assert float(written) == pytest.approx(loss, abs=0.006)
        assert frame["pointer"] == frame["written"][0]
        assert frame["top"] <= scene.top + 1e-6
    assert moving[0]["traced"] == pytest.approx([0.2, 0.2])
    assert moving[-1]["traced"] == pytest.approx([0.002, 0.999])
    shares = [frame["share"] for frame in moving if frame["beat"] == "one-number-matters"]
    assert max(shares) == pytest.approx(0.999)
    assert shares[-1] == pytest.approx(0.002)


def test_the_roof_climbs_to_the_top_of_the_scale_of_the_first_tile(seen):
    moving = [frame for frame in seen[1] if frame["beat"] == "one-number-matters" and "dot" in frame]
    falling = [frame for frame in moving if frame["share"] < 0.2 - 1e-9]
    assert seen[0].tiles.nat == pytest.approx(seen[0].curve.ruler.unit)
    assert (np.diff([frame["top"] for frame in falling]) >= -1e-9).all()
    assert falling[-1]["top"] - falling[0]["top"] > 0.6 * (seen[0].top - seen[0].bar.box.top)


def test_a_share_has_three_significant_digits_or_more():
    decimals = [decimals_of(share, 3) for share in (0.95, 0.2, 0.0999, 0.02, 0.00372, 0.002)]
    assert decimals == [3, 3, 4, 4, 5, 5]
    assert decimals_of(0.003145, 4) == 6


def test_ten_times_less_costs_2_303_more(seen):
    levels = [seen[0].decades.curve.point(share)[1] for share in seen[0].decades.shares]
    assert np.diff(levels) / seen[0].curve.ruler.unit == pytest.approx([np.log(10)] * 2)


def test_the_loss_stands_still_while_wrong_bins_trade_mass(seen):
    back = [f for f in seen[1] if f["beat"] == "the-rest-may-shuffle" and f["share"] == pytest.approx(0.2)]
    assert len({tuple(np.round(frame["piece"], 3)) for frame in back}) > 20
    assert {frame["written"] for frame in back} == {("0.200", "1.609")}


def test_each_wrong_bin_s_shares_stand_under_its_piece_and_the_true_one_keeps_its_pointer(tmp_path):
    told = []

    def observe(scene, repeat):
        shares = next((part for part in scene.mobjects if isinstance(part, Shares)), None)
        if shares is not None:
            assert sum(float(entry.text) for entry in shares.entries.values()) == pytest.approx(0.8)
        if shares is not None and repeat > 1:
            assert scene.pointer in scene.mobjects
            ends = scene.bar.ends(scene.shares)
            for i, entry in shares.entries.items():
                left, right = entry.points[:, 0].min(), entry.points[:, 0].max()
                assert left < sum(ends[i]) / 2 < right
            told.append({i: entry.text for i, entry in shares.entries.items()})

    perform("OneHotTruth", tmp_path, observe)
    assert told[0] == {0: "0.300", 1: "0.300", 3: "0.150", 4: "0.050"}
    assert told[-1] == {0: "0.460", 1: "0.140", 3: "0.110", 4: "0.090"}


def test_what_q_was_before_each_trade_stays_over_the_bar_with_the_same_true_piece(seen):
    scene = seen[0]
    box, rows = scene.bar.box, [part for part in scene.mobjects if isinstance(part, Before)]
    shown = [Q, scene.params.predicted(scene.params.trades[0], Q[Y])]
    for up, row, q in zip((2, 1), rows, shown, strict=True):
        raised = row.submobjects[0]
        assert [np.ptp(piece.points[:, 0]) / box.width for piece in raised.pieces] == pytest.approx(q.tolist())
        assert raised.box.left == box.left
        assert raised.box.bottom == pytest.approx(box.bottom + up * ROW)
        assert row.submobjects[-1].body == "$display(loss(1.609))$"


@pytest.mark.parametrize(
    ("q", "target", "outside"),
    [((0.189, 0.165, 0.089, 0.374, 0.183), 0, set()), ((0.1, 0.1, 0.2, 0.2, 0.2, 0.1, 0.1), 3, {0, 1, 5, 6})],
)
def test_each_tile_s_area_is_a_term_of_the_sum_and_narrow_pieces_have_their_numbers_outside(
    q, target, outside, tmp_path
):
    def observe(scene, repeat):
        if not scene.curving:
            for i in scene.sum.shown:
                written = float(scene.measures.areas[i].text)
                assert written == pytest.approx(scene.sum.formula.values[f"a{i}"], abs=0.00051)

    scene = perform("OneHotTruth", tmp_path, observe, fps=4, q=q, target=target).scene
    assert set(scene.strip.outside) == outside


@pytest.mark.parametrize(
    ("q", "target", "low"),
    [
        ((0.12, 0.41, 0.07, 0.4), 0, [1, 3]),
        ((0.7, 0.1, 0.1, 0.1), 0, [0]),
        ((0.1, 0.75, 0.15), 0, [1]),
        ((0.8, 0.2), 0, [0]),
        ((0.94, 0.03, 0.03), 0, [0]),
        ((0.05, 0.3, 0.05, 0.2, 0.1, 0.1, 0.15, 0.05), 1, []),
        ((0.05, 0.1, 0.05, 0.12, 0.08, 0.2, 0.05, 0.1, 0.05, 0.1, 0.06, 0.04), 5, []),
    ],
)
def test_every_tile_carries_its_area_in_it_or_on_a_low_one_s_roof_and_no_other_number_but_the_true_one_s(
    q, target, low, tmp_path
):
    seen = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] == "tiles-add-up" and scene.measures.worked.presence == 1.0:
            seen.append(True)
            measures, ends = scene.measures, scene.tiles.edges(scene.p.value)
            assert np.flatnonzero(measures.low).tolist() == low
            for i, area in enumerate(measures.areas):
                (left, foot), (right, head) = drawn(area)
                roof = scene.tiles.ground + measures.heights[i] * scene.tiles.nat
                assert area.presence == pytest.approx(1.0)
                assert ends[i] < left < right < ends[i + 1]
                assert roof < foot if i in low else scene.tiles.ground < foot < head < roof - ROOF
            under = scene.tiles.ground + measures.heights[target] * scene.tiles.nat
            if target in low:
                under = drawn(measures.areas[target])[1, 1]
            assert drawn(measures.named)[0, 1] > under
            assert drawn(measures.given)[0, 1] > drawn(measures.named)[1, 1]
            others = [part.body for part in measures.submobjects if isinstance(part, Label)]
            assert others[:2] == [measures.named.body, measures.given.body]
            assert all("nats" in body for body in others[2:])

    perform("OneHotTruth", tmp_path, observe, fps=4, q=q, target=target)
    assert seen


def test_the_loss_stands_over_its_tiles_from_the_first_frame(tmp_path):
    first = []

    def observe(scene, repeat):
        if not first:
            first.append({leaf.presence for leaf in scene.sum.get_family() if len(leaf.points)})
            assert scene.sum in scene.mobjects

    perform("OneHotTruth", tmp_path, observe, fps=2)
    assert first == [{1.0}]


def test_the_tile_that_is_left_stays_until_the_line_as_high_as_it_is_there(tmp_path):
    shown = []

    def observe(scene, repeat):
        tile = scene.tiles.tiles[Y]
        if scene.curving and scene.tiles in scene.mobjects:
            assert drawn(tile)[:, 1] == pytest.approx((scene.tiles.ground, scene.curve.up(np.log(5))))
            assert drawn(scene.curve.pillar)[1, 1] == pytest.approx(scene.curve.up(np.log(5)))
            shown.append(tile.presence + scene.curve.pillar.presence)

    perform("OneHotTruth", tmp_path, observe, fps=10)
    assert len(shown) > 5
    assert min(shown) > 0.4


def test_every_level_but_the_dots_says_its_share_and_its_loss_if_there_is_room(seen):
    decades = seen[0].decades
    named = [part for k in range(3) for part in decades.coming(k)]
    for name, level in zip(decades.names, decades.levels[:-1], strict=True):
        assert name in named
        assert drawn(level)[1, 1] < drawn(name)[0, 1] < drawn(level)[1, 1] + 36 * PX


def test_two_classes_have_nothing_to_trade():
    beats = OneHotTruth.beats_of(Params.model_validate({"q": "0.4,0.6", "target": 1}))
    assert [beat.name for beat in beats] == ["tiles-add-up", "all-mass-on-one-bin", "one-number-matters"]
    assert beats[-1].question == ""


@pytest.mark.parametrize("q", ["0.2,0.8", "0.0002,0.9998", "0.9998,0.0002", "0.3145,0.6855"])
def test_printed_shares_give_the_printed_loss_wherever_the_scene_rests(q):
    params = Params.model_validate({"q": q, "target": 0})
    for share in (params.share, params.share / 10, params.share / 100):
        printed = float(params.printed(share))
        assert 0 < printed < 1
        assert round(-np.log(printed), 3) == round(-np.log(share), 3)


def test_the_true_bin_is_called_by_its_name():
    params = Params(q=(0.2, 0.8), target=0, labels=("owl", "cat"))
    _, drains, _ = OneHotTruth.beats_of(params)
    assert drains.caption.startswith("Now all of p drains into owl, the true bin.")
    trading = Params(q=(0.2, 0.5, 0.3), target=0, labels=("owl", "cat", "dog"))
    assert OneHotTruth.beats_of(trading)[-1].caption.startswith("q of owl is back at 0.200,")


def test_the_soft_truth_is_what_is_printed_and_no_bin_has_less_than_a_quarter_of_the_true_one_s():
    assert Params().soft == pytest.approx([0.1, 0.2, 0.4, 0.2, 0.1])
    assert Params(q=(0.2,) * 5, target=0).soft == pytest.approx([0.445, 0.222, 0.111, 0.111, 0.111])


def test_a_bin_that_q_rules_out_has_no_share_of_the_soft_truth():
    soft = Params(q=(0.5, 0.0, 0.5), target=0).soft
    assert soft == pytest.approx([0.8, 0.0, 0.2])


def test_the_trades_keep_what_the_wrong_bins_share():
    for trade in Params().trades:
        assert trade.sum() == pytest.approx(1)
        assert trade.min() > 0
    for q in ((0.3145, 0.5, 0.1855), (0.2, 0.02, 0.78), (0.2, 0.78, 0.02), (0.2, 0.4, 0.4)):
        params = Params(q=q, target=0)
        assert np.abs(params.trades[-1] - params.wrong).max() > 0.1
    last, first = Params().trades
    assert last.argmax() == 3
    assert first.argmax() == 0
    assert Params().predicted(Params().wrong, 0.2) == pytest.approx(Q)
    assert Params().predicted(last, 0.2) == pytest.approx([0.14, 0.14, 0.2, 0.11, 0.41])


@pytest.mark.parametrize(
    "values",
    [
        {"q": "0.0002,0.9998", "target": 0},
        {"q": "0.9998,0.0002", "target": 0},
        {"q": "0.3145,0,0.6855", "target": 0, "labels": "owl,cat,hippopotamus"},
        {"q": "0.25,0.25,0.25,0.25", "target": 3},
        {"q": "0.000001,0.6,0.399999", "target": 0},
    ],
)
def test_tiny_huge_and_tied_values_make_a_picture_without_a_fault(values, tmp_path):
    assert perform("OneHotTruth", tmp_path, fps=4, **values).faults == {}


def test_captions_are_short_whatever_the_true_bin_is_called():
    params = Params(q=(0.3145, 0.5, 0.1855), target=0, labels=("hippopotamus", "cat", "dog"))
    for beat in OneHotTruth.beats_of(params)[1:]:
        assert len(beat.caption) <= 80
