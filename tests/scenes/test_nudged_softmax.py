"""Scene 10 nudges as mathcore does, at one scale, and what it says holds for anybody's logits."""

from itertools import pairwise

import numpy as np
import pytest
from manim import CairoRenderer

import mathcore as mc
from scenes.kit.axis import Axis
from scenes.kit.layout import PX, Layout
from scenes.kit.theme import DARK
from scenes.nudged_softmax import NudgedSoftmax
from scenes.pictures.nudged_softmax.gains import GainNumber
from scenes.pictures.nudged_softmax.share_bar import PARTED
from scenes.pictures.nudged_softmax.table import NudgeTable
from scenes.pictures.nudged_softmax.ways import two_ways
from scenes.pictures.nudged_softmax.whole import INSET, NARROW
from tests.scenes.performing import RATE, NoCamera, Stage, perform, quiet_manim

Z = np.array([2.5, -1.0, 3.2, 0.5])
Params = NudgedSoftmax.Params


def said(**params) -> dict:
    """Return the beats by name."""
    return {beat.name: beat for beat in NudgedSoftmax.beats_of(Params.model_validate(params))}


def lengths(shapes) -> list[float]:
    """Return how far shapes reach across; those that aren't drawn yet, 0."""
    return [float(np.ptp(shape.points[:, 0])) if len(shape.points) else 0.0 for shape in shapes]


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and of all frames: beat, logits, lengths of bars and gains, numbers, the whole."""
    frames = []

    def observe(scene, repeat):
        table, board = scene.table, scene.board
        frame = {"beat": scene.renderer.file_writer.names[-1], "z": scene.z.value, "repeat": repeat}
        if table in scene.mobjects:
            width, gained = (lengths([getattr(bar, part) for bar in table.bars]) for part in ("kept", "gained"))
            frame |= {"bars": np.array(width) / table.unit, "gained": np.array(gained) / table.unit}
        frame["board"] = [number.text for number in board.numbers]
        frame["read"] = lengths(board.bars)
        frame["gain"], frame["points"] = table.gain.text, [mark.points[:, 1].copy() for mark in table.answers]
        frame["split"], frame["stands"] = scene.split.get_value(), table.gain.presence * (table.gain in scene.mobjects)
        if frame["split"]:
            sides = [
                (bar.kept.points[:, 1], upper.kept.points[:, 1])
                for bar, upper in zip(table.bars, table.uppers, strict=True)
            ]
            frame["apart"] = [upper.min() - lower.max() for lower, upper in sides]
        if scene.split.get_value() == 1:
            frame["halves"] = [
                (bar.kept.points.max(0), upper.kept.points.max(0))
                for bar, upper in zip(table.bars, table.uppers, strict=True)
            ]
        if hasattr(scene, "gap_column") and scene.gap_column in scene.mobjects:
            frame["gaps"] = [number.text for number in scene.gap_column[1:]]
        if hasattr(scene, "whole") and scene.whole in scene.mobjects:
            frame["whole"] = lengths([*scene.whole.news, scene.whole.gain])
        frames.append(frame)
        own = [scene.whole.own[0]] if "whole" in frame else [table.frames[0]] if table in scene.mobjects else []
        frame["framed"] = [(shape.presence, np.ptp(shape.points[:, 0])) for shape in own]

    return perform("NudgedSoftmax", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_a_bar_and_its_gain_are_the_share_of_the_sliders_at_every_frame(seen):
    scene, frames = seen
    drawn = [frame for frame in frames if "bars" in frame]
    assert len(drawn) > 200
    for frame in drawn:
        q = mc.softmax(frame["z"])
        parted = np.minimum(PARTED / scene.table.unit, np.maximum(0, q - scene.before))
        whole = frame["bars"] + frame["gained"]
        assert (whole <= q + 1e-6).all()
        assert (whole >= q - parted - 1e-6).all()


def test_the_board_shows_the_four_changes(seen):
    board = [frame["board"] for frame in seen[1] if frame["beat"] == "the-small-ones"][-1]
    assert board == ["+0.116", "+0.001", "+0.104", "+0.005"]


def test_on_the_board_and_ranked_gains_are_as_long_as_the_ruler_below_says(seen):
    scene, frames = seen
    *_, read = (frame["read"] for frame in frames if frame["beat"] == "the-small-ones")
    ranked = [length for _, length in sorted(zip(scene.ranks.order, lengths(scene.ranks.bars), strict=True))]
    for drawn, ruler in ((read, scene.board.scale), (ranked, scene.ranks.axis)):
        assert [ruler.at(0) + length for length in drawn] == pytest.approx(list(ruler.at(scene.params.gains)))
        assert max(drawn) == pytest.approx(ruler.length)
        assert len([value for value, there in ruler.there.items() if there == 1]) >= 2


def test_a_gain_grows_on_the_board_as_it_does_in_the_bar(seen):
    scene, frames = seen
    grown = [frame for frame in frames if frame["beat"] == "raise-z1" and frame["read"][0]]
    assert len(grown) > 20
    for frame in grown:
        gain = mc.softmax(frame["z"])[0] - scene.before[0]
        assert frame["read"][0] / scene.board.scale.unit == pytest.approx(gain, abs=1e-9)


def test_every_gain_on_the_board_is_seen_and_has_its_number_in_it_or_behind_it(seen):
    scene, _ = seen
    assert min(lengths(scene.board.bars)) > 3.5 * PX
    for bar, number in zip(scene.board.bars, scene.board.numbers, strict=True):
        inside = number.get_right()[0] < bar.get_right()[0] - 10 * PX
        behind = bar.get_right()[0] + 10 * PX < number.get_left()[0]
        assert inside or behind
        assert number.get_right()[0] <= scene.layout.right


def test_ranks_fall_with_the_share_pushed_down(seen):
    scene, _ = seen
    assert scene.ranks.order == [0, 2, 3, 1]
    assert scene.ranks.rows == sorted(scene.ranks.rows, reverse=True)


def test_the_whole_stays_one_at_every_frame(seen):
    scene, frames = seen
    wholes = [frame for frame in frames if "whole" in frame and frame["beat"] == "one-whole"]
    width = scene.whole.copy.width
    for frame in wholes[-20:]:
        after = mc.softmax(frame["z"])[scene.whole.order] * width
        gained = after[0] - scene.before[0] * width
        drawn = after - 2 * np.minimum(INSET, NARROW * after)  # slits part the pieces
        drawn[0] -= gained + min(PARTED, gained)
        assert frame["whole"] == pytest.approx([*drawn, gained], abs=1e-6)
    assert wholes[-1]["whole"][-1] / scene.whole.copy.width == pytest.approx(0.1161635958, abs=1e-6)


def test_on_the_finer_scale_a_nudge_is_as_far_in_every_row(seen):
    sliders = seen[0].table.sliders
    assert sliders.near == 1
    half = (sliders.right - sliders.left) / 2
    for i, z in enumerate(Z):
        ways = [sliders.at(i, z + step) - sliders.at(i, z) for step in (-0.5, 0.0, 0.5)]
        assert ways == pytest.approx([-half, 0.0, half])
        assert sliders.at(i, z) == pytest.approx((sliders.left + sliders.right) / 2)


def test_both_charts_of_the_ranking_have_a_ruler(seen):
    scene, _ = seen
    ranks = scene.ranks
    *_, ruler = (part for part in ranks if isinstance(part, Axis))
    assert (ruler.low, ruler.high) == (0, 1)
    assert set(ranks.second) >= {bar for row in ranks.shares_bars for bar in row}
    for i, row in zip(ranks.order, ranks.shares_bars, strict=True):
        ends = [bar.points[:, 0].max() for bar in row]
        assert max(ends) - ruler.start[0] == pytest.approx(scene.params.pushed[i] * ruler.unit)


def test_what_raising_the_true_logit_pushes_down_is_the_others_end_to_end(seen):
    scene, _ = seen
    ranks = scene.ranks
    *_, ruler = (part for part in ranks if isinstance(part, Axis))
    (own, *others), starts = ranks.shares_bars, ruler.start[0] + ruler.unit * np.cumsum([0.0, *scene.before[[2, 3]]])
    assert [bar.points[:, 0].min() for bar in own] == pytest.approx(list(starts))
    for piece, (bar,) in zip(own, others, strict=True):
        assert -1e-9 <= np.ptp(bar.points[:, 0]) - np.ptp(piece.points[:, 0]) <= PARTED + 1e-9


@pytest.mark.parametrize("count", range(2, 13))
def test_each_way_stands_beside_its_half_or_is_led_there_and_no_leader_crosses_the_frame(count):
    params = Params(logits=(2.5, -1.0, 3.2, *[0.5] * 9)[:count], target=count - 1)
    table = NudgeTable(DARK, Layout.of("16:9"), params)
    for (label, *leaders), half in zip(two_ways(DARK, table, params)[:2], table.halves(count - 1), strict=True):
        left, y = label.get_left()[0], label.get_center()[1]
        assert table.bar_right + 15 * PX < left < table.bar_right + 60 * PX
        if not leaders:
            assert half.bottom < y < half.top
        for (x, start, _), *_, (end, goal, _) in (leader.points for leader in leaders):
            assert half.bottom < start < half.top
            assert goal == pytest.approx(y, abs=10 * PX)
            assert table.bar_right + 3 * PX < x < end < left - 5 * PX


def test_both_ways_say_what_they_gained(seen):
    _, _, *gains = seen[0].ways
    assert [gain[0].text for gain in gains] == ["+0.116", "+0.116"]


@pytest.mark.parametrize("count", range(2, 13))
def test_what_stands_under_the_rows_keeps_off_the_sentence(count):
    table = NudgeTable(DARK, Layout.of("16:9"), Params(logits=(0.5,) * count, target=0))
    assert table.foot > table.layout.stage.bottom


def test_raising_one_and_lowering_all_others_end_in_the_same_picture(seen):
    _, frames = seen
    after = mc.nudge(Z, 0, 0.5, 0).after
    frames = [frame for frame in frames if frame["beat"] == "two-ways-one-result"]
    assert frames[-1]["z"] == pytest.approx([2.5, -1.5, 2.7, 0.0])
    assert mc.softmax(frames[-1]["z"]) == pytest.approx(after)
    assert len([frame for frame in frames if "halves" in frame]) > 10
    for lower, upper in frames[-1]["halves"]:
        assert lower[0] == pytest.approx(upper[0])  # one ends where the other does
        assert lower[1] < upper[1]


def test_what_is_kept_goes_to_its_half_before_anything_else_moves_and_halves_never_meet(seen):
    frames = [frame for frame in seen[1] if "apart" in frame]
    parting = [frame for frame in frames if frame["beat"] == "two-ways-one-result" and frame["split"] < 1]
    assert len(parting) > 2
    assert all(frame["z"] == pytest.approx([3.0, -1.0, 3.2, 0.5]) for frame in parting)
    assert all(gap > 0 for frame in frames for gap in frame["apart"])


def test_what_the_first_small_one_gains_stands_long_enough_to_be_read(seen):
    frames = [frame for frame in seen[1] if frame["beat"] == "the-small-ones" and frame["z"][1] < Z[1]]
    stood = [frame for frame in frames if frame["stands"] == 1]
    assert {frame["gain"] for frame in stood} == {"+0.001"}
    assert sum(frame["repeat"] for frame in stood) >= 0.7 * RATE


def test_the_true_share_is_framed_all_the_way_into_the_whole_and_its_frame_only_closes_in_on_it(seen):
    scene, frames = seen
    own = [frame["framed"][0] for frame in frames if frame["beat"] == "one-whole"]
    assert all(presence == 1 for presence, _ in own)
    wide = [width for _, width in own]
    assert max(wide) == pytest.approx(scene.table.unit)
    assert wide[-1] == pytest.approx(scene.before[0] * scene.whole.box.width)


def test_all_are_shifted_by_as_much_from_the_start_and_no_share_leaves_its_mark(seen):
    scene, frames = seen
    frames = [frame for frame in frames if frame["beat"] == "shift-all" and frame.get("gaps")]
    shifted = [
        frame for frame in frames if frame["z"][0] >= 2.5 and frame["z"] - Z == pytest.approx([frame["z"][0] - 2.5] * 4)
    ]
    assert shifted[0]["z"] == pytest.approx(Z)
    assert shifted[-1] is frames[-1]
    assert frames[-1]["z"] == pytest.approx(Z + 0.5)
    for frame in shifted:
        assert frame["bars"] == pytest.approx(scene.before, abs=1e-6)


@pytest.mark.parametrize(
    ("logits", "nudge", "labels"),
    [(Z, 0.4, ()), (Z, 0.0523456, ()), ([1.25] * 6, 4.44444, tuple("abcdef")), ([2, -48.25], 0.123456, ())],
)
def test_the_finer_ruler_names_its_middle_and_both_ends_apart_from_one_another(logits, nudge, labels):
    params = Params(logits=tuple(logits), target=0, nudge=nudge, labels=labels)
    table = NudgeTable(DARK, Layout.of("16:9"), params)
    steps = table.show(params.logits, params.before, near=1.0).sliders.steps
    sides = [(text.get_left()[0], text.get_right()[0]) for text in steps]
    assert len(sides) == 3
    assert all(right + 15 * PX < left for (_, right), (left, _) in pairwise(sides))
    assert sides[0][0] > table.layout.left
    assert sides[2][1] < table.bar_left


def test_zoomed_each_rail_has_ticks_at_its_ends_and_middle_and_none_outside(seen):
    sliders = seen[0].table.sliders
    for i, (ticks, z) in enumerate(zip(sliders.ticks, Z, strict=True)):
        sliders.show(Z + 0.2, 0.0, 1.0, 0.0)
        places = sorted({round(x, 6) for x in ticks.points[:, 0]})
        assert places == pytest.approx([sliders.at(i, z + step) for step in (-0.5, 0.0, 0.5)], abs=1e-5)


def test_the_gaps_between_logits_stay_while_all_are_shifted(seen):
    gaps = {tuple(frame["gaps"]) for frame in seen[1] if frame["beat"] == "shift-all" and "gaps" in frame}
    assert gaps == {("0.00", "−3.50", "+0.70", "−2.00")}


@pytest.mark.parametrize(
    ("beat", "nudged", "to"), [("raise-z1", 0, 3.0), ("lower-z3", 2, 2.7), ("the-small-ones", 3, 0.0)]
)
def test_the_gain_is_written_and_every_other_share_points_up_or_down(seen, beat, nudged, to):
    scene, frames = seen
    *_, last = (frame for frame in frames if frame["beat"] == beat)
    after = Z.copy()
    after[nudged] = to
    change = mc.softmax(after) - scene.before
    assert last["gain"] == f"{change[0]:+.3f}"
    assert np.ptp(last["points"][0]) == 0
    for heights, y, other in zip(last["points"][1:], scene.table.ys[1:], change[1:], strict=True):
        middle = (heights.min() + heights.max()) / 2
        assert middle == pytest.approx(y)
        assert np.sign(np.median(heights) - middle) == -np.sign(other)  # two corners are at the foot


def test_what_is_printed_adds_up():
    params = Params()
    assert params.share_decimals == 3
    before, after = params.before.round(3), np.array([trial.after for trial in params.trials]).round(3)
    assert before[0] + params.gains.round(3) == pytest.approx(after[:, 0], abs=1e-9)
    for shares in (before, after[0]):
        assert shares.sum() == pytest.approx(1.0, abs=1e-9)
    assert 1 - before[0] == pytest.approx(float(params.pushed[0].round(3)), abs=1e-9)
    assert Params(logits=(2.0, -1.0, 2.0, -1.0)).share_decimals == 4  # with three fewer sums are right


@pytest.mark.parametrize("seed", range(100))
def test_a_printed_gain_is_what_printed_shares_differ_by_and_less_than_a_last_digit_off(seed):
    random = np.random.default_rng(seed)
    logits = random.normal(0, 2, random.integers(2, 9)).round(1)
    params = Params(logits=tuple(logits), nudge=random.choice([0.1, 0.3, 0.4, 0.5, 1.0]), target=1)
    number = GainNumber(DARK, 48, params.share_decimals)
    for trial, told, gain in zip(params.trials, params.told, params.gains, strict=True):
        before, after = (float(params.share(shares[1])) for shares in (params.before, trial.after))
        assert told == pytest.approx(after - before, abs=1e-12)
        assert abs(told - gain) < 10**-params.share_decimals
        text = number.format(told)
        assert text == f"+{params.share(after - before)}" or (text[0] == "<" and gain < float(text[1:]))


def test_the_numbers_beside_five_bars_differ_by_the_gains_beside_them(tmp_path):
    rests = []

    def observe(scene, repeat):
        if scene.table.gain in scene.mobjects and scene.table.gain.presence == 1:
            rests.append((scene.table.shares[3].text, scene.table.gain.text, [n.text for n in scene.board.numbers]))

    given = {"logits": "0.9,2.1,-0.3,1.4,-1.1", "target": "3", "nudge": "0.4"}
    scene = perform("NudgedSoftmax", tmp_path, observe, fps=10, **given).scene
    assert {gain for _, gain, _ in rests} >= {"+0.084", "+0.053", "+0.014", "+0.004", "+0.002"}
    assert {round(float(q) - float(gain), 9) for q, gain, _ in rests} == {0.257}
    assert rests[-1][2] == ["+0.014", "+0.053", "+0.004", "+0.084", "+0.002"]
    account = scene.whole.account
    assert (account.number.text, account.lost.numbers["lost"].text) == ("+0.084", "−0.084")
    # The last piece is too narrow for its name: it stands behind both bars.
    assert scene.whole.named == [0, 1, 2, 3, 4]
    for names, bar in zip(scene.whole.names, (scene.whole.box, scene.whole.copy), strict=True):
        assert bar.right + 10 * PX < names[4].get_left()[0] < bar.right + 30 * PX
        assert bar.bottom < names[4].get_center()[1] < bar.top
        assert names[4].get_right()[0] <= scene.layout.right
    # What raising the true logit pushes down is called as with four classes, and its pieces with room have their names.
    ranks = scene.ranks
    assert len(ranks.lines[0]) == 2
    assert list(ranks.letters.values()) == pytest.approx([scene.before[1] / 2, scene.before[1] + scene.before[0] / 2])


def test_a_gain_that_would_be_printed_as_nothing_is_said_to_be_less():
    number = GainNumber(DARK, 48, 3)
    assert [number.format(gain) for gain in (0.0004, 0.0006, 0.1162)] == ["<0.001", "+0.001", "+0.116"]


def test_what_the_others_lose_is_hatched_where_they_had_it(seen):
    scene, _ = seen
    whole, lost = scene.whole, scene.before - scene.q
    for place, i in enumerate(whole.order[1:]):
        hatch, bar = whole.lost[place].ground.points, whole.olds[place + 1].points
        assert np.ptp(hatch[:, 0]) == pytest.approx(lost[i] * whole.box.width, abs=1e-6)
        assert hatch[:, 0].max() == pytest.approx(bar[:, 0].max(), abs=2 * PX)
    assert whole.account.number.text == "+0.116"
    assert whole.account.lost.numbers["lost"].text == "−0.116"


@pytest.mark.parametrize("labels", [[], ["ant", "bee", "cat", "dog"]])
def test_what_a_beat_moves_is_called_as_its_slider(tmp_path, labels):
    scene = perform(NudgedSoftmax, tmp_path, lambda scene, repeat: None, fps=2, labels=labels).scene
    (sliders,) = NudgedSoftmax.sweeps_of(scene.params)
    assert scene.moves
    assert {move.input for move in scene.moves} <= {slider.name for slider in sliders.inputs}


@pytest.mark.parametrize(
    ("logits", "target", "nudge"),
    [(Z, 0, 0.4), ([-1.3, 2.1, 0.5, 0.6], 2, 0.4), ([0.0, 5.0], 0, 0.4), ([9.0, 0.0], 0, 0.4), ([-2.7, -0.5], 0, 5.0)],
)
def test_true_class_stands_over_its_bar_clear_of_the_dashes(logits, target, nudge):
    params = Params(logits=tuple(logits), target=target, nudge=nudge)
    table = NudgeTable(DARK, Layout.of("16:9"), params)
    left, right = table.truth_left, table.truth_left + table.truth.advance
    for share in (params.before[target], params.before[target] + params.gains.max()):
        assert not left - 10 * PX < table.end(share) < right + 10 * PX
    assert table.bar_left <= left
    assert right <= table.bar_right


@pytest.mark.parametrize("labels", [(), ("hippopotamus",) * 12])
def test_where_the_true_share_leaves_its_place_it_is_said(labels):
    logits = (0.5,) * 12
    first, third = (Params(logits=logits, target=target, labels=labels).laying() for target in (0, 2))
    assert ("the true one first" in first, "the true one first" in third) == (False, True)
    assert max(len(first), len(third)) <= 80


def test_every_beat_names_what_it_moves():
    assert list(said(target=2)) == [
        "four-sliders-four-bars",
        "raise-z3",
        "lower-z1",
        "the-small-ones",
        "ranking",
        "two-ways-one-result",
        "shift-all",
        "one-whole",
    ]


def test_with_two_classes_nothing_is_asked_and_both_nudges_are_equal():
    beats = said(logits="1.5,-0.5")
    assert beats["two-sliders-two-bars"].question == ""
    assert "the-small-ones" not in beats
    assert beats["lower-z2"].conclusion == "Lowering z₂ helps q₁ exactly as much as raising z₁ did."
    assert beats["ranking"].conclusion == "Both have the same share to take from, and q₁ gains the same."
    assert beats["raise-z1"].conclusion == "Raising z₁ helps q₁, and z₂ pays."


@pytest.mark.parametrize("logits", ["50,-50", "-50,50", "20,0,0,0", "-50,49,48"])
def test_where_nothing_can_be_gained_it_says_so(logits):
    beats = said(logits=logits)
    assert beats["raise-z1"].conclusion.startswith("It moves q₁ by less than 0.0001")
    assert beats["ranking"].conclusion.startswith("All round to nothing: q₁ is all but")


def test_the_small_ones_are_small_only_if_they_gain_less_than_a_tenth():
    assert said()["the-small-ones"].conclusion == "q₁ gains only 0.001 and 0.005: a small share has little to give."
    even = said(logits="2,-1,2,-1")["the-small-ones"]
    assert even.conclusion == "q₁ gains only 0.0045 and 0.0045: a small share has little to give."
    tied = said(logits="1,1,1,1")["the-small-ones"]
    assert tied.caption == "Lower the other ones, z₃ and z₄, by 0.5, one after the other."
    assert tied.conclusion == "Each helps only as far as there is share to take from."
    assert said(logits="1,2,-3")["the-small-ones"].caption == "Lower the small one, z₃, by 0.5."


@pytest.mark.parametrize("seed", range(20))
def test_the_law_holds_for_anybodys_logits(seed):
    random = np.random.default_rng(seed)
    params = Params(logits=tuple(random.normal(0, 2, random.integers(3, 9))), nudge=random.uniform(0.05, 5), target=1)
    by_share = np.argsort(params.pushed)
    assert (np.diff(params.gains[by_share]) >= -1e-15).all()
    grown = 1 / (1 - params.pushed * -np.expm1(-params.nudge))
    assert params.before[1] * (grown - 1) == pytest.approx(params.gains, rel=1e-9)


def test_sentences_stay_short_with_twelve_long_names_and_use_them():
    labels = ",".join(["hippopotamus"] * 12)
    for beat in said(logits="2,1,3,0,0,0,0,0,0,0,0,0", labels=labels, nudge="0.123456").values():
        for text in (beat.caption, beat.conclusion, beat.question):
            assert len(text) <= 80
            assert "z₁" not in text


def test_a_sweep_takes_each_slider_from_end_to_end_and_reads_every_share(tmp_path):
    with quiet_manim(tmp_path, 10):
        renderer = CairoRenderer(file_writer_class=Stage, camera_class=NoCamera)
        scene = NudgedSoftmax(swept="each_logit", renderer=renderer)
        scene.render()
    assert {name: len(values) for name, values in scene.readings.items()} == dict.fromkeys(
        ["q_1", "q_2", "q_3", "q_4", "L"], 404
    )
    assert scene.readings["q_1"][100] == pytest.approx(mc.softmax([5.0, -1.0, 3.2, 0.5])[0])
    assert scene.readings["L"][202] == pytest.approx(float(mc.loss([2.5, -1.0, -5.0, 0.5], 0)))
    assert len(scene.handles) == 4


@pytest.mark.parametrize(
    "params",
    [
        {"logits": "0,0,0", "target": "1", "nudge": "5"},
        {"logits": "50,-50", "target": "1", "nudge": "0.05"},
        {"logits": "20,0,0,0", "nudge": "0.123456"},
        {"logits": "1,2,3,4,5,6,7", "target": "6", "labels": "a,bb,ccc,abcdefghijkl,e,f,g"},
        {"logits": "1,2,3,4,5,6,7,8", "target": "3"},
    ],
    ids=str,
)
def test_tiny_huge_and_tied_values_make_sound_pictures(params, tmp_path):
    assert perform("NudgedSoftmax", tmp_path, fps=4, **params).faults == {}


@pytest.mark.parametrize("nudge", [0.4, 0.123456, 0.0512, 1.25])
def test_a_nudged_logit_is_the_printed_one_and_the_printed_nudge(nudge):
    params = Params(logits=(-1.342, 2.118, 0.549, 0.588), target=2, nudge=nudge)
    for z in params.logits:
        before, after = (round(value, params.decimals) for value in (z, z + params.nudge))
        assert before + params.nudge == pytest.approx(after, abs=1e-9)
