"""ClassDistance: geometry equals the mathematics at every frame, sentences hold for other numbers."""

import re
from itertools import pairwise

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.class_distance import EMD_PULL, INSIDE, INSIDE_PULL, ClassDistance
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import THEMES
from scenes.pictures.class_distance.earth import Earth
from scenes.pictures.class_distance.emd_mark import EmdMark
from scenes.pictures.class_distance.pulls import FADING, Pull
from scenes.pictures.class_distance.rows import INSET, Places
from scenes.pictures.class_distance.shares import TrueShare, values
from scenes.pictures.class_distance.stage import DISTANCES
from scenes.pictures.class_distance.strips import Strips
from scenes.pictures.class_distance.two_mistakes import Params
from scenes.pictures.class_distance.workings import Workings
from tests.scenes.performing import RATE, perform

A, B = np.array([0.1, 0.7, 0.1, 0.1]), np.array([0.1, 0.1, 0.1, 0.7])
D = np.array([1.0, 1.0, 2.0, 3.0])  # what shares count for, the true one 1
#: what an EMD is called would stand over a pull's text, apart from its line
CUT = {"q_near": (0.1, 0.05, 0.1, 0.5, 0.05, 0.2), "q_far": (0.5, 0.05, 0.1, 0.2, 0.05, 0.1), "target": 2}
CUT["positions"] = range(6)
FORMULAS = "q ( d )", "q / d"
NARROW = {"q_near": (0.1, 0.48, 0.23, 0.11, 0.08), "q_far": (0.1, 0.08, 0.11, 0.23, 0.48)}
FIVE = Params(positions=(0, 1.2, 2.2, 3.5, 4.6), **NARROW)  # in columns too narrow for a number beside an arrow


def area(shape, places) -> float:
    """Return what a rectangle covers, in mass × distance."""
    wide, high = np.ptp(shape.points[:, 0]), np.ptp(shape.points[:, 1])
    return float(wide * high / places.distance / places.unit)


def shown(scene, number: str) -> list[Formula]:
    """Return the formulas on the stage that have this live number."""
    return [part for part in scene.mobjects if isinstance(part, Formula) and number in part.numbers]


def texts_in_true_bin(scene) -> int:
    """Return how many texts stand in the true class's column, in either row."""
    places, parts = scene.places, [part for part in scene.mobjects if isinstance(part, Part)]
    texts = [leaf for part in parts for leaf in part.leaves if leaf.is_text and leaf.presence and len(leaf.points)]
    middles = [(leaf.points.min(axis=0) + leaf.points.max(axis=0)) / 2 for leaf in texts]
    low, high = places.bases[1], places.bases[0] + places.unit
    return sum(places.lefts[0] < x < places.rights[0] and low < y < high for x, y, _ in middles)


def heading(scene) -> str:
    """Return the heading as far as it is on the stage."""
    return scene.heading.body if scene.heading in scene.mobjects else ""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    frames = []

    def observe(scene, repeat):
        blue = scene.theme.color("prediction").to_rgb()
        strips = [part for part in scene.mobjects if isinstance(part, Strips)]
        frames.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "q": [q.value for q in scene.qs],
                "bars": [[np.ptp(s.points[:, 1]) / row.places.unit for s in row.fills] for row in scene.bars],
                "opening": scene._opening,
                "columns": [pull.column for pull in scene.pulls],
                "arrows": [pull.arrow.length / pull.arrow.unit for pull in scene.pulls],
                "ends": [
                    (pull.arrow.body.points[:, 1].min(), pull.arrow.body.points[:, 1].max())
                    if len(pull.arrow.body.points)
                    else (pull.base, pull.base)
                    for pull in scene.pulls
                ],
                "strips": [
                    {i: np.ptp(tile.points[:, :2], axis=0) for i, tile in part.tiles.items()} for part in strips
                ],
                "masses": [log.values["mass"] for log in shown(scene, "mass")],
                "losses": [loss.values["loss"] for loss in shown(scene, "loss")],
                "blue": [
                    all(np.allclose(tile.fill_rgbas[0, :3], blue) for tile in part.tiles.values()) for part in strips
                ],
                "begins": [[tile.points[:, :2].min(axis=0) for tile in part.tiles.values()] for part in strips],
                "written": [max(leaf.presence for leaf in part.factor.leaves) for part in strips],
                "mass": tuple(
                    max(leaf.presence for leaf in mass.leaves) * (mass in scene.mobjects)
                    for part in strips
                    for mass in part.masses
                ),
                "counted": scene.counted.value,
                "gathered": scene.gathered.value,
                "factors": [part.factor.values["weight"] for part in strips],
                "numbers": [pull.number.text for pull in scene.pulls],
                "power": scene.power.get_value(),
                "powers": scene.weighed.value,
                "repeat": repeat,
                "under": scene.under if scene.under in scene.mobjects else None,
                "heading": heading(scene),
                "texts_in_true_bin": texts_in_true_bin(scene),
                "away": [leaf.presence for label in scene.away for leaf in label.leaves],
                "named": max((leaf.presence for leaf in scene.heading.leaves), default=0.0),
                "whole": all(
                    leaf.presence == 1.0 for part in scene.mobjects if isinstance(part, Part) for leaf in part.leaves
                ),
                "carried": np.array([way.value for way in scene.carried]),
                "tiles": [[area(t, e.places) for t in e.tiles] for e in getattr(scene, "blocks", [])],
            }
        )

    return perform("ClassDistance", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_bars_are_the_shares_at_every_frame(seen):
    for frame in seen[1]:
        assert np.allclose(frame["bars"], frame["q"], atol=1e-9)


def test_a_bin_is_as_wide_as_mass_one_is_high_within_a_few_pixels(seen):
    places = seen[0].places
    assert places.distance == pytest.approx(places.unit, rel=0.02)


def test_arrows_are_the_forces_as_distances_come_to_count(seen):
    params = Params()
    for frame in seen[1]:
        power = frame["power"]
        losses = {
            "equal-treatment": (params.plain, params.plain),
            "the-notes-idea": (lambda q, power=power: params.plain(q) / D**power,) * 2,
            "what-it-pulls-on": (params.emd, params.emd),
            "pulls-inside-the-log": (lambda q: np.eye(4)[0] - q * D / (q @ D),) * 2,
            "confident": (params.emd, params.inside),
        }
        columns = [3, 3] if frame["beat"] == "confident" else [1, 3]
        if frame["beat"] not in losses or frame["opening"]:  # the last picture is on its way out
            continue
        for loss, q, i, length, ends in zip(
            losses[frame["beat"]], frame["q"], columns, frame["arrows"], frame["ends"], strict=True
        ):
            force = loss(q)[i]
            assert length == pytest.approx(force, abs=1e-9)
            long = abs(force) * seen[0].places.unit / seen[0].scale
            assert np.ptp(ends) == pytest.approx(long if long > FADING[0] else 0.0, abs=0.01)


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
    assert said()["what-it-pulls-on"] == "So EMD pushes A’s mistake up: it should go down."
    far = said(q_near=(0.4, 0.05, 0.5, 0.05), q_far=(0.4, 0.05, 0.05, 0.5))
    assert far["what-it-pulls-on"] == "Both mistakes are farther off than EMD, and are pulled down."


def test_the_beat_after_recalls_that_emd_pushed_a_up_only_if_it_did():
    asked = [Params().and_inside(), Params(q_near=(0.4, 0.05, 0.5, 0.05), q_far=(0.4, 0.05, 0.05, 0.5)).and_inside()]
    assert asked[0] == "EMD pushed A’s mistake up. Inside the log, too?"
    assert asked[1] == "And how hard is each mistake pulled inside the log?"


def test_what_emds_pulls_are_computed_from_is_shown_only_if_it_gives_them_as_printed():
    assert Params().known()[0] == ['muted("EMD") = muted(1.20)', "prediction(0.70)", "times (muted(1.20) - 1)"]
    shares = {"q_near": (0.227, 0.313, 0.262, 0.198), "q_far": (0.227, 0.198, 0.262, 0.313)}
    assert Params(positions=(1.21, 2.46, 3.62, 4.75), **shares).emd_decimals() == 3
    assert Params().emd_pulls() == ["= up(+0.140)", "= down(−0.420)"]
    large = Params(positions=(0, 333.3333, 700.7777, 999.9999))
    assert large.known() == large.emd_pulls() == []


def test_quotients_are_shown_only_if_what_is_printed_beside_gives_them():
    assert Params().quotients() == ["−0.700", "−0.233"]
    assert Params(q_near=(0.05, 0.9, 0.05), q_far=(0.05, 0.05, 0.9), positions=(0, 0.25004, 0.51)).quotients() == []


def test_what_pulls_inside_the_log_are_computed_from_is_shown_only_if_it_gives_them_as_printed():
    a, b = Params().known_inside()
    assert a == ["= - prediction(0.70) times 1", "div (prediction(0.10) + muted(1.20))", "= down(−0.538)"]
    assert b == ["= - prediction(0.70) times 3", "div (prediction(0.10) + muted(2.40))", "= down(−0.840)"]
    finer = Params(positions=(0, 1.0006, 2.2345, 3.4345)).known_inside()  # here two decimals of EMD wouldn't do
    for row in finer:
        share, d, true, cost, pull = (float(x.replace("−", "-")) for x in re.findall(r"−?\d+(?:\.\d+)?", " ".join(row)))
        assert f"{-share * d / (true + cost):.3f}" == f"{pull:.3f}"
    shares = {"q_near": (0.001, 0.9, 0.05, 0.049), "q_far": (0.001, 0.05, 0.049, 0.9)}
    assert Params(positions=(0, 1.0006, 2.2345, 3.4345), **shares).known_inside() == []


def test_of_a_confident_mistake_each_pull_is_at_every_frame_what_its_printed_working_comes_to(seen):
    frames = [frame for frame in seen[1] if frame["beat"] == "confident" and not frame["opening"]]
    assert len(frames) > 20
    for frame in frames:
        far, true, emd = (
            float(f"{frame['q'][1] @ weights:.3f}") for weights in (np.eye(4)[3], np.eye(4)[0], D - np.eye(4)[0])
        )
        told = [f"{pull:.3f}".replace("-", "−") for pull in (far * (emd - 3), -far * 3 / (true + emd))]
        assert frame["numbers"] == told
        assert [float(number.replace("−", "-")) for number in told] == pytest.approx(frame["arrows"], abs=0.0015)


def test_workings_of_a_confident_mistake_that_dont_come_as_printed_arent_shown():
    shown = {positions: Params(positions=positions) for positions in [(0, 1, 2, 3), (0, 1.2345, 2.2345, 3.4345)]}
    assert [params.told_decimals() for params in shown.values()] == [3, None]
    theme = THEMES["dark"]
    for params, count in zip(shown.values(), (6, 0), strict=True):  # and the two formulas
        assert len(Workings(theme, params, 6.7, 3.0, [2.0, -1.0], FORMULAS).submobjects) == 2 + count
    for room, middles in ((1.0, [2.0, -1.0]), (3.0, [1.8, 0.0])):  # too narrow, too low
        assert len(Workings(theme, Params(), 6.7, room, middles, FORMULAS).submobjects) == 2


def test_a_working_has_room_for_emd_as_it_grows_digits():
    params = Params(q_near=(0.2, 0.6, 0.2), q_far=(0.2, 0.2, 0.6), positions=(0, 1, 12))
    workings = Workings(THEMES["dark"], params, 6.7, 9.0, [2.0, -1.0], FORMULAS)
    assert params.works()[1] < 10 < params.counted(params.confident())
    for row in workings.rows:
        assert any(f"[muted:{params.counted(params.confident()):.{workings.decimals}f}]" in line.body for line in row)


def test_a_pull_that_rounds_to_zero_has_no_sign_and_one_colour():
    params = Params(q_near=(0.2, 0.6, 0.2), q_far=(0.2, 0.2, 0.6), positions=(0, 1, 2))
    assert params.known()[0][1:] == ["prediction(0.60)", "times (muted(1.00) - 1)"]
    assert params.emd_pulls()[0] == "= up(0.000)"


@pytest.mark.parametrize("power", [0.0, 0.4, 1.0])
def test_inside_the_log_the_wrong_mass_counts_by_its_distances(power):
    params = Params(positions=(-1.5, 0, 1, 3), target=1, q_near=(0.7, 0.1, 0.1, 0.1), q_far=(0.1, 0.1, 0.1, 0.7))
    for q in params.predictions():
        mass = q[[0, 2, 3]] @ np.array([1.5, 1.0, 3.0]) ** power
        assert params.counted(q, power) == pytest.approx(mass)
        assert params.log_loss(q, power) == pytest.approx(np.log(1 + mass / 0.1))
        assert params.inside(q, power)[3] == pytest.approx(-q[3] * 3**power / (0.1 + mass))


def test_at_the_distances_themselves_the_wrong_mass_is_the_work_and_at_none_the_loss_is_cross_entropy():
    for q, work in zip((A, B), (1.2, 2.4), strict=True):
        assert Params().counted(q) == pytest.approx(work)
        assert Params().divided(q) == pytest.approx([0.9, *-q[1:] / [1, 2, 3]])
        assert Params().log_loss(q, 0.0) == pytest.approx(-np.log(0.1))


def test_under_cross_entropy_both_mistakes_cost_and_are_pulled_alike(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "equal-treatment")
    losses = [float(mc.loss(np.log(q), 0)) for q in last["q"]]
    assert losses == pytest.approx([2.302585092994] * 2)
    assert last["arrows"] == pytest.approx([-0.7, -0.7])


def test_tiles_grow_to_areas_of_the_earth_movers_distances(seen):
    last = [frame for frame in seen[1] if frame["beat"] == "earth" and frame["tiles"]][-1]
    assert [sum(tiles) for tiles in last["tiles"]] == pytest.approx([1.2, 2.4])
    assert [earth.work(np.ones(4)) for earth in seen[0].blocks] == pytest.approx([1.2, 2.4])


def test_what_was_carried_stays_there_until_it_is_gone(seen):
    after = [frame for frame in seen[1] if frame["beat"] == "what-it-pulls-on"]
    assert all(frame["carried"].tolist() == [[0.0, 1.0, 1.0, 1.0]] * 2 for frame in after)


def test_a_s_earth_is_carried_before_b_s_and_the_farther_a_share_the_later_it_arrives(seen):
    ways = [frame["carried"] for frame in seen[1] if frame["beat"] == "earth" and not frame["opening"]]
    assert all((a[1:] == 1).all() or (b == 0).all() for a, b in ways)
    under_way = np.array([[(row[1:] > 0) & (row[1:] < 1) for row in frame] for frame in ways]).sum(axis=0)
    for near, middle, far in under_way:  # frames: as long as they are far, so they are as fast
        assert (middle, far) == (pytest.approx(2 * near, abs=3), pytest.approx(3 * near, abs=4))


def test_blocks_fill_the_true_bin_in_the_order_of_the_classes(seen):
    for earth in seen[0].blocks:
        earth.show(np.ones(4), np.ones(4))
        bottoms = [(block.points[:, 1].min() - earth.base) / earth.places.unit for block in earth.blocks]
        assert bottoms == pytest.approx([0.0, *np.cumsum(earth.q)[:-1]], abs=1e-9)
        assert np.ptp([block.points[:, 0].min() for block in earth.blocks]) == pytest.approx(0.0)


def test_no_text_stands_in_the_true_bin_while_it_is_full_for_it_would_name_one_block(seen):
    told = [frame for frame in seen[1] if frame["beat"] == "earth" and not frame["opening"]]
    assert told[0]["texts_in_true_bin"] > 0
    assert {frame["texts_in_true_bin"] for frame in told if frame["carried"].any()} == {0}


def test_divided_by_distance_the_far_mistake_is_let_off(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "the-notes-idea")
    assert last["arrows"] == pytest.approx([-0.7, -0.7 / 3])


def test_the_last_picture_compares_two_losses_on_a_confident_mistake(seen):
    frame, q, params = seen[1][-1], Params().confident(), Params()
    assert q == pytest.approx([0.001, 0.001, 0.001, 0.997])
    assert frame["q"] == [pytest.approx(q)] * 2
    assert frame["arrows"] == pytest.approx([params.emd(q)[3], params.inside(q)[3]])
    assert frame["arrows"] == pytest.approx([-0.006, -0.999], abs=6e-4)
    assert said()["confident"] == "EMD lets go of a confident mistake. Inside the log, it still pulls."


def test_of_two_mistakes_equally_far_off_it_does_not_say_that_one_is_pulled_harder():
    shares = {"q_near": (0.8, 0.1, 0.06, 0.04), "q_far": (0.04, 0.1, 0.8, 0.06), "target": 1}
    line = said(positions=(0, 1, 2, 3.5), **shares)["pulls-inside-the-log"]
    assert line == "Both mistakes are pulled down."


def test_classes_that_lie_anywhere_on_the_line_are_no_bins():
    assert Params().opening() == "Two predictions; both give the true bin 0.10."
    assert Params(positions=(0, 1, 2, 3.5)).opening() == "Two predictions; both give the true class 0.10."


def test_what_classes_without_labels_are_named_by_is_said_at_the_end_of_their_row():
    theme, layout = THEMES["dark"], Layout.of("16:9")
    labelled = Params(labels=["a", "b", "c", "d"])
    for params, axis in ((Params(), "value"), (FIVE, "position"), (labelled, "")):
        places = Places(theme, layout, params.positions, params.names(), 0, params.axis)
        rest = places.names.submobjects[len(params.positions) :]
        assert [label.body for label in rest] == ([f'#"{axis}"'] if axis else [])
        for label in rest:
            assert label.get_left()[0] > places.floor[1]
            assert label.origin[1] == pytest.approx(places.baseline)


def test_inside_the_log_the_far_mistake_costs_more_and_is_pulled_harder(seen):
    last = next(frame for frame in reversed(seen[1]) if frame["beat"] == "pulls-inside-the-log")
    # 0.7 d / (0.1 + the wrong shares times their distances)
    assert last["arrows"] == pytest.approx([-0.7 / (0.1 + 1.2), -0.7 * 3 / (0.1 + 2.4)])
    assert said()["emd-inside-the-log"] == "So B costs more than A, as under EMD."
    assert said()["pulls-inside-the-log"] == "Both mistakes are pulled down, B’s harder."
    assert [Params().log_loss(q) for q in (A, B)] == pytest.approx([np.log(1.3 / 0.1), np.log(2.5 / 0.1)])


def test_each_wrong_share_is_a_strip_as_wide_as_its_weight_first_in_a_then_in_b(seen):
    scene, frames = seen
    weighed = [frame for frame in frames if frame["strips"] and not frame["opening"]]
    for frame in weighed:
        assert frame["beat"] == "emd-inside-the-log"
        for q, power, strips, factor, i in zip(
            (A, B), frame["powers"], frame["strips"], frame["factors"], (1, 3), strict=True
        ):
            assert factor == pytest.approx(D[i] ** power)
            for k, (wide, high) in strips.items():
                if frame["gathered"][1] == 1:
                    assert wide == pytest.approx(D[k] ** power * scene.places.distance)
                assert high == pytest.approx(q[k] * scene.places.unit)
            assert power == 0 or (frame["gathered"] == 1).all()
    powers = np.array([frame["powers"] for frame in weighed])
    assert (powers[0].tolist(), powers[-1].tolist()) == ([0.0, 0.0], [1.0, 1.0])
    assert ((powers[:, 0] == 1) | (powers[:, 1] == 0)).all()


def test_bars_themselves_are_carried_into_a_stack_as_high_as_what_the_log_counts(seen):
    scene, frames = seen
    weighed = [frame for frame in frames if frame["strips"] and not frame["opening"]]
    places = scene.places
    for row, q in enumerate((A, B)):
        base = places.bases[row]
        bars = [(places.lefts[i] + INSET, base) for i in (1, 2, 3)]
        assert np.allclose(weighed[0]["begins"][row], bars, atol=1e-6)
        for k, (wide, _) in weighed[0]["strips"][row].items():
            assert wide == pytest.approx(places.width - 2 * INSET), k
        stacked = next(frame for frame in weighed if (frame["gathered"] == 1).all())
        assert stacked["counted"].tolist() == [0, 0]
        levels = [(places.block(i)[0], base + q[:i].sum() * places.unit) for i in (1, 2, 3)]
        assert np.allclose(stacked["begins"][row], levels, atol=1e-6)
        assert sum(high for _, high in stacked["strips"][row].values()) == pytest.approx(0.9 * places.unit)
    stacks = [frame for frame in weighed if (frame["gathered"] == 1).all() and not frame["counted"].any()]
    told = [
        frame for frame in stacks if frame["mass"] == (1.0, 1.0)
    ]  # how much it is stands beside it, until it counts
    assert sum(frame["repeat"] for frame in told) / RATE >= 0.3
    for frame in weighed:
        for row, shade in enumerate(frame["mass"]):
            assert shade == 0 or ((frame["gathered"] == 1).all() and frame["counted"][row] < 1)
    assert sum(frame["repeat"] for frame in stacks) / RATE >= 0.5  # it stands before it counts as anything else


def test_a_share_is_blue_until_it_counts_and_only_then_is_its_weight_written(seen):
    weighed = [frame for frame in seen[1] if frame["strips"] and not frame["opening"]]
    for frame in weighed:
        for row, blue in enumerate(frame["blue"]):
            assert blue == (frame["counted"][row] == 0)
            assert frame["written"][row] == 0 or not blue
            # what is printed of a mass isn't cross-entropy's any more: by then it has EMD's colour
            assert f"{frame['masses'][row]:.2f}" == "0.90" or frame["counted"][row] > 0.9
    assert weighed[-1]["written"] == [1.0, 1.0]


def test_inside_the_log_a_loss_is_at_every_frame_what_its_printed_working_comes_to(seen):
    weighed = [frame for frame in seen[1] if frame["masses"] and not frame["opening"]]
    assert len(weighed) > 20
    for frame in weighed:
        told = [np.log(1 + float(f"{mass:.2f}") / 0.1) for mass in frame["masses"]]
        assert frame["losses"] == pytest.approx(told)
    assert (weighed[0]["masses"], weighed[-1]["masses"]) == ([0.9, 0.9], [1.2, 2.4])


@pytest.mark.parametrize("params", [Params(), FIVE], ids=["wide", "narrow"])
def test_emd_is_marked_among_the_distances_clear_of_the_pulls_texts(params):
    theme = THEMES["dark"]
    places = Places(theme, Layout.of("16:9"), params.positions, params.names(), 0)
    for row, (q, i, work) in enumerate(zip(params.predictions(), params.mistakes(), params.works(), strict=True)):
        pull, force = Pull(theme, places, row, i, float(q[i])), float(params.emd(q)[i])
        pull.show(force, float(q[i])).keep_off(places.at(i, work))
        mark = EmdMark(theme, places, work, params.known()[row][0], q, pull.show(force, float(q[i])))
        # interpolated between the columns' middles: classes as far off as that stand there
        assert mark.x == pytest.approx(np.interp(work, params.distances, places.xs))
        (start, *_, end) = mark.line.points  # in one piece
        assert len(mark.line.points) == 4
        assert start[0] == end[0] == pytest.approx(mark.x)
        assert start[1] == pytest.approx(places.bases[row])  # from the axis
        assert end[1] > places.bases[row] + q[1:].max() * places.unit  # to over all wrong bars
        # its name is on its top or beside that
        label = mark.label
        away = max(label.get_left()[0] - mark.x, mark.x - label.get_right()[0])
        assert label.get_bottom()[1] > end[1] if away < 0 else 8 * PX < away < 20 * PX
        assert label.get_top()[1] > end[1] - 8 * PX
        texts = [part for part in (pull.number, pull.said, pull.name) if part]
        for text in texts:
            assert max(text.get_left()[0] - mark.x, mark.x - text.get_right()[0]) > 12 * PX
            aside = max(text.get_left()[0] - label.get_right()[0], label.get_left()[0] - text.get_right()[0])
            assert aside > 12 * PX or label.get_bottom()[1] - text.get_top()[1] > places.em / 2
            if places.wide:  # in the bar, clear of the arrow
                arrow = pull.arrow.body.points
                assert places.lefts[i] + INSET + 16 * PX < text.get_left()[0]
                assert text.get_right()[0] < places.rights[i] - INSET - 12 * PX
                assert text.get_left()[0] > arrow[:, 0].max() + 12 * PX or (
                    text.get_bottom()[1] > arrow[:, 1].max() + 12 * PX
                )
                assert text.get_top()[1] < places.bases[row] + q[i] * places.unit - 16 * PX


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({}, 2),
        (FIVE.model_dump(mode="json"), 2),
        ({"q_near": (0.04, 0.93, 0.02, 0.01), "q_far": (0.04, 0.01, 0.02, 0.93)}, 0),
        (CUT, 0),
    ],
    ids=["wide", "narrow", "high", "cut"],
)
def test_emds_are_named_in_both_rows_pictures_or_in_neither(params, count, tmp_path):
    told = set()

    def observe(scene, repeat):
        marks = [part for part in scene.mobjects if isinstance(part, EmdMark)]
        if marks:
            told.add((scene.renderer.file_writer.names[-1], len(marks), sum(bool(mark.label) for mark in marks)))

    given = {name: ",".join(map(str, params[name])) for name in params if name.startswith(("q_", "pos"))}
    given["target"] = str(params.get("target", 0))
    perform("ClassDistance", tmp_path, observe, fps=5, **given)
    assert ("what-it-pulls-on", 2, count) in told
    assert {(number, named) for _, number, named in told} == {(2, count)}


FOUR = Params(positions=(0, 1, 2, 3.4))  # in columns with room for a pull's name beside its number


@pytest.mark.parametrize(("params", "said"), [(FIVE, False), (FOUR, True), (Params(), False)])
def test_a_pull_over_its_bar_is_no_wider_than_this_and_called_one_where_that_has_room(params, said):
    theme = THEMES["dark"]
    places = Places(theme, Layout.of("16:9"), params.positions, params.names(), 0)
    for i in range(1, len(params.positions)):
        pull = Pull(theme, places, 0, i, 0.48)
        assert bool(pull.said) == said
        for force, share in ((-0.48, 0.48), (-0.64, 0.48), (0.305, 0.48), (-0.007, 0.997)):
            pull.show(force, share)
            texts = [text for text in (pull.said, pull.number) if text]
            assert all(places.lefts[i] < text.get_left()[0] < text.get_right()[0] < places.rights[i] for text in texts)
            if said:
                assert pull.said.get_right()[0] < pull.number.get_left()[0] < pull.said.get_right()[0] + places.em
                assert pull.said.origin[1] == pytest.approx(pull.text_y)
            if not pull.places.wide:  # with a wide column it is beside its arrow, in the bar
                tip = pull.base + max(share, abs(force)) * places.unit  # an arrow's rim is 2 pixels wide
                assert pull.number.get_bottom()[1] > tip + (15 + 2) * PX


LOW = Params(positions=FOUR.positions, q_near=(0.1, 0.5, 0.2, 0.2), q_far=(0.1, 0.2, 0.2, 0.5))


def test_of_many_classes_a_pull_has_the_decimals_of_its_working_and_stays_beside_the_true_bin():
    theme, positions = THEMES["dark"], range(12)
    for target, columns in ((0, (1, 5, 11)), (11, (0, 5, 10)), (5, (0, 4, 6, 11))):
        places = Places(theme, Layout.of("16:9"), positions, [f"{x}" for x in positions], target)
        for i in columns:
            pull, (begin, end) = Pull(theme, places, 0, i, 0.5).show(-0.705, 0.5), places.reach(i)
            assert pull.number.text == "−0.705"
            assert begin <= pull.number.get_left()[0] < pull.number.get_right()[0] <= end


@pytest.mark.parametrize("params", [Params(), FIVE, LOW], ids=["wide", "narrow", "uneven"])
def test_emds_names_stand_alike_at_their_marks(params, tmp_path):
    away = set()

    def observe(scene, repeat):
        marks = [part for part in scene.mobjects if isinstance(part, EmdMark) and part.label]
        if marks:
            away.add(tuple(round((mark.label.origin[0] + mark.label.advance / 2 - mark.x) / PX) for mark in marks))

    given = {name: ",".join(map(str, getattr(params, name))) for name in ("q_near", "q_far", "positions")}
    perform("ClassDistance", tmp_path, observe, fps=5, **given)
    ((first, second),) = away
    assert first == pytest.approx(second, abs=1)


def test_inside_the_log_the_heading_holds_at_every_frame_and_changes_only_while_bars_rest(seen):
    weighed = [frame for frame in seen[1] if frame["masses"] and not frame["opening"]]
    headings = [frame["heading"] if frame["named"] else "" for frame in weighed]
    assert [new for old, new in pairwise([None, *headings]) if new != old] == [headings[0], "", headings[-1]]
    assert "-log" in headings[0]  # cross-entropy
    assert headings[-1].startswith(INSIDE.format(share="prediction(q_1)"))
    for frame, heading in zip(weighed, headings, strict=True):
        powers = frame["powers"].tolist()
        # the mass is the wrong one as long as no weight counts, and EMD when all do; on the way its number is enough
        assert 'prediction("wrong")\\/' not in heading or powers == [0, 0]
        assert 'muted("EMD")\\/' not in heading or (powers == [1, 1] and frame["masses"] == pytest.approx([1.2, 2.4]))
    for old, new in pairwise(weighed):
        if old["named"] != new["named"]:
            for moved in ("begins", "strips", "masses", "losses"):
                assert repr(old[moved]) == repr(new[moved])
    # the identity is read alone, all of it there and the bars as they are
    alone = [frame for frame in weighed if "-log" in frame["heading"] and not frame["strips"]]
    assert all(frame["bars"] == [pytest.approx(A), pytest.approx(B)] for frame in alone)
    assert sum(frame["repeat"] for frame in alone if frame["whole"]) / RATE >= 2.5


def test_distances_are_dim_while_no_wrong_share_stands_at_its_own(seen):
    scene, frames = seen
    assert len(scene.away) == 3
    for frame in frames:
        if frame["strips"] and not frame["opening"] and (frame["gathered"] == 1).all() and frame["powers"][0] == 0:
            assert np.allclose(frame["away"], scene.theme.dimmed)
        if frame["strips"] and frame["powers"][0] == 1:
            assert np.allclose(frame["away"], 1.0)


def test_a_mass_has_the_shares_colour_and_decimals_until_it_counts_as_emd(tmp_path):
    told = {row: [] for row in range(2)}

    def observe(scene, repeat):
        colours = [scene.theme.color(role).to_rgb() for role in ("prediction", "muted")]
        for row, log in enumerate(shown(scene, "mass")):
            number, power = log.numbers["mass"], scene.weighed[row].get_value()
            (left, right), bar = number.points[[0, -1], 0], log.box()
            assert bar.left < left < right < bar.right
            counted = scene.counted[row].get_value()
            assert counted in (0, 1) or power == 0
            told[row].append(number.text)
            if counted in (0, 1):
                assert np.allclose(number.fill_rgbas[0, :3], colours[int(counted)])
            assert len(number.text.partition(".")[2]) == (3 if power else 2)

    given = {name: ",".join(map(str, getattr(FIVE, name))) for name in ("q_near", "q_far", "positions")}
    perform("ClassDistance", tmp_path, observe, **given)
    assert [(texts[0], texts[-1]) for texts in told.values()] == [("0.90", "1.835"), ("0.90", "3.351")]


@pytest.mark.parametrize("params", [Params(), FIVE, Params(positions=(0, 1, 2, 11))], ids=["wide", "narrow", "far"])
def test_in_the_end_a_strip_is_written_on_as_its_earth_is_and_where(params):
    theme = THEMES["dark"]
    places = Places(theme, Layout.of("16:9"), params.positions, params.names(), 0)
    for row, (q, i) in enumerate(zip(params.predictions(), params.mistakes(), strict=True)):
        strips = Strips(theme, places, row, q, params.weights, i)
        earth = Earth(theme, places, row, q, params.distances).show(np.ones(len(q)), np.ones(len(q)))
        for power in (0.0, 0.5, 1.0):
            number = strips.show(params.weights**power).factor.numbers["weight"]
            ends, drawn = strips.tiles[i].points[:, 0], strips.factor if strips.factor in strips else Part()
            if any(leaf.presence for leaf in drawn.leaves):  # with decimals that come and go, it is in its strip
                assert ends.min() + INSET <= strips.factor.get_left()[0]
                assert strips.factor.get_right()[0] <= ends.max() - INSET
            if power == 0.5 and params.weights[i] != 1:
                assert "." in number.text
        assert number.text == f"{params.distances[i]:.4g}"
        if earth.far and strips.factor in strips:
            assert strips.factor.get_center() == pytest.approx(earth.times.get_center(), abs=2 * PX)


def test_the_loss_inside_the_log_is_written_out_wherever_its_pulls_are(seen):
    for beat in ("pulls-inside-the-log", "confident"):
        told = [frame for frame in seen[1] if frame["beat"] == beat and not frame["opening"]]
        assert {INSIDE.format(share="prediction(q_1)") in frame["heading"] for frame in told} == {True}


def test_distances_stand_under_their_columns_from_where_they_first_count_to_the_end(seen):
    scene, frames = seen
    last = ["the-notes-idea", "earth", "what-it-pulls-on", "emd-inside-the-log", "pulls-inside-the-log", "confident"]
    told = [frame for frame in frames if frame["beat"] in last]
    told = told[next(k for k, frame in enumerate(told) if not frame["opening"]) :]
    assert {frame["beat"] for frame in told} == set(last)
    assert {id(frame["under"]) for frame in told} == {id(scene.under)}
    for label, x in zip(scene.under, scene.places.xs, strict=True):
        assert label.origin[0] + label.advance / 2 == pytest.approx(x)


@pytest.mark.parametrize(
    ("positions", "target"), [((0, 1, 2, 3), 0), ((0, 1.25, 2.41, 3.54), 0), ((-1.5, 0, 1, 3), 1), ((0, 1, 2, 4), 3)]
)
def test_blocks_are_as_wide_as_their_distances_and_end_with_the_columns_that_have_these(positions, target):
    q = np.full(4, 0.25)
    distances, theme = mc.class_distances(target, positions), THEMES["dark"]
    places = Places(theme, Layout.of("16:9"), positions, ["a", "b", "c", "d"], target)
    earth = Earth(theme, places, 0, q, distances).show(np.ones(4), np.ones(4))
    strips = Strips(theme, places, 0, q, np.where(distances == 0, 1.0, distances), int(distances.argmax()))
    strips.show(distances)
    for i in np.flatnonzero(distances):
        for tile in (earth.tiles[i], strips.tiles[i]):
            assert np.ptp(tile.points[:, 0]) == pytest.approx(distances[i] * places.distance)
            ends = tile.points[:, 0].min(), tile.points[:, 0].max()
            edges = (places.block(i)[0], places.rights[i] + INSET if i > target else places.lefts[i] - INSET)
            assert sorted(ends) == pytest.approx(sorted(edges))


def test_in_narrow_columns_truth_pulls_and_distances_are_named_as_in_wide_ones():
    theme, layout = THEMES["dark"], Layout.of("16:9")
    for params in (Params(), FIVE):
        places = Places(theme, layout, params.positions, params.names(), 0)
        q, n = params.predictions()[0], params.mistakes()[0]
        assert len(values(theme, places, 0, q)[2].submobjects) == 1  # truth, with p = 1 where there is room
        pull = Pull(theme, places, 0, n, q[n]).show(-q[n], q[n])
        *_, name = pull.submobjects
        assert name.advance == math('"on" logit(z_2)' if places.wide else "logit(z_2)", theme, places.size).advance
        head = pull.arrow.body.points[:, 0]
        assert places.lefts[n] + INSET < head.min()
        assert head.max() + 20 * PX < name.get_left()[0]
        assert name.get_right()[0] < places.rights[n] - INSET
        rows = [[math(form.format(d=f"{d:.4g}"), theme, places.size) for d in params.distances] for form in DISTANCES]
        assert list(places.under(rows)) == rows[0]


def test_the_true_share_stands_clear_of_its_frame_and_stays_to_the_end(seen):
    theme, layout = THEMES["dark"], Layout.of("16:9")
    for params in (Params(), FIVE):
        places = Places(theme, layout, params.positions, params.names(), 0)
        (number,) = values(theme, places, 0, params.predictions()[0])[1].submobjects
        share = TrueShare(theme, places, 0, 0.1)
        assert share.numbered
        assert len(share.lines) == len(number.lines) == (1 if places.wide else 2)  # never squeezed into one line
        assert any(line.numbers for line in share.lines)  # it says how confident B becomes, in narrow columns, too
        share.show(0.1)
        truth = values(theme, places, 0, params.predictions()[0])[2]
        assert share.get_top()[1] + places.em / 3 < truth.get_bottom()[1]
        share.show(0.001)
        for text in (number, share):
            assert places.lefts[0] + 20 * PX < text.get_left()[0] < text.get_right()[0] < places.rights[0] - 20 * PX
    scene = seen[0]
    last = [part for part in scene.mobjects if isinstance(part, TrueShare)]
    assert [share.lines[0].values["share"] for share in last] == pytest.approx([q.value[0] for q in scene.qs])


def test_the_last_beat_names_each_row_by_its_loss_and_says_what_its_numbers_are(seen):
    scene = seen[0]
    assert not [label for label in scene.letters if label in scene.mobjects]  # both rows are B
    assert "Both rows are B" in next(beat.caption for beat in scene.beats() if beat.name == "confident")
    rows = [[], []]
    for part in scene.mobjects:
        if isinstance(part, Label) and part.get_right()[0] < scene.places.floor[0] and part.get_top()[1] < 3:
            rows[int(part.get_center()[1] < scene.places.bases[0])].append(part.advance)
            assert scene.layout.left <= part.get_left()[0]
            assert part.get_right()[0] < scene.places.lefts[0] - 20 * PX  # clear of the truth's frame
    emd, in_log = (math(name, scene.theme, TEXT).advance for name in ('muted("EMD")', '"in" med "log"'))
    assert rows == [[emd], [emd, in_log]]
    (workings,) = (part for part in scene.mobjects if isinstance(part, Workings))
    told = [
        math(formula, scene.theme, TEXT).advance for formula in (EMD_PULL, INSIDE_PULL.format(share="prediction(q_1)"))
    ]
    assert [workings.submobjects[k].advance for k in (0, 4)] == pytest.approx(told)


def test_strips_whose_weights_shrink_to_their_distances_have_room_at_the_start():
    params, theme = Params(positions=(0, 0.25, 0.5, 0.75)), THEMES["dark"]
    places = Places(theme, Layout.of("16:9"), params.positions, params.names(), 0)
    strips = Strips(theme, places, 0, A, params.weights, 1).show(params.weights**0)
    assert max(tile.points[:, 0].max() for tile in strips.tiles.values()) <= places.area.right + INSET + 1e-9
    weight = strips.show(params.weights).factor
    assert weight in strips
    assert strips.tiles[1].points[:, 0].min() < weight.get_left()[0]
    assert weight.get_right()[0] < strips.tiles[1].points[:, 0].max()


def test_a_stack_is_called_the_wrong_mass_where_it_is_one_stack_and_has_room():
    theme, q = THEMES["dark"], np.array([0.25, 0.375, 0.25, 0.125])
    for target, side in ((0, 1), (3, -1), (1, 0)):
        places = Places(theme, Layout.of("16:9"), (0, 1, 2, 3), ["a", "b", "c", "d"], target)
        strips = Strips(theme, places, 0, q, np.ones(4), 0 if target else 1, 3).show(np.ones(4), counted=0.0)
        assert len(strips.masses) == abs(side)
        for mass in strips.masses:
            assert f'prediction("wrong" {1 - q[target]:.3f})' in mass.body
            tiles = np.vstack([tile.points[:, :2] for tile in strips.tiles.values()])
            left, right = mass.get_left()[0], mass.get_right()[0]
            gap = left - tiles[:, 0].max() if side > 0 else tiles[:, 0].min() - right
            assert gap == pytest.approx(places.em / 2, abs=0.05)
            assert tiles[:, 1].min() < mass.get_center()[1] < tiles[:, 1].max()


def test_what_a_logarithm_is_of_is_shown_only_if_it_gives_the_printed_loss():
    assert Params().log_decimals() == 3
    hidden = Params(q_near=(1e-9, 0.9 - 1e-9, 0.1), q_far=(1e-9, 0.1, 0.9 - 1e-9), positions=(0, 1, 2))
    assert hidden.log_decimals() is None


def test_terms_are_printed_only_where_they_add_up_to_the_printed_sum():
    assert [[worth(term) for term in row] for row in Params().terms()] == [[0.7, 0.2, 0.3], [0.1, 0.2, 2.1]]
    assert [[worth(term) for term in row] for row in FIVE.terms()] == [
        [0.576, 0.506, 0.385, 0.368],
        [0.096, 0.242, 0.805, 2.208],
    ]
    many = (0.1, 0.4, 0.1, 0.1, 0.1, 0.2), (0.1, 0.1, 0.1, 0.1, 0.2, 0.4)
    assert Params(q_near=many[0], q_far=many[1], positions=range(6)).terms() == []


def worth(term: str) -> float:
    """Return what a printed term such as prediction(0.80) times 3 comes to, with or without a plus."""
    mass, d = re.fullmatch(r'(?:"" \+ )?prediction\((.+)\) times (.+)', term).groups()
    return round(float(mass) * float(d), 9)


@pytest.mark.parametrize("shift", [0.0, 0.0001, 0.0123, 0.0777])
def test_printed_terms_add_up_to_the_printed_sum(shift):
    params = Params(
        q_near=(0.1, 0.8 - shift, 0.05, 0.05 + shift),
        q_far=(0.1, 0.05, 0.05 + shift, 0.8 - shift),
        positions=(0, 1.25, 2.41, 3.54),
    )
    decimals = params.emd_decimals()
    for terms, total in zip(params.terms(), params.works(), strict=bool(params.terms())):
        assert f"{sum(map(worth, terms)):.{decimals}f}" == f"{total:.{decimals}f}"


def said(**params) -> dict[str, str]:
    return {beat.name: beat.conclusion for beat in ClassDistance.beats_of(Params(**params))}


def test_sentences_hold_for_the_defaults():
    lines = said()
    assert lines["earth"] == "B’s earth sweeps twice A’s area: the far mistake costs more."
    assert lines["the-notes-idea"] == "So the far mistake is let off: d should multiply."


def test_distances_below_one_make_pulls_stronger_and_it_says_so():
    line = said(positions=(0, 0.25, 0.5, 0.75))["the-notes-idea"]
    assert line == "Distances below 1 make pulls stronger: B’s mistake is pulled harder."


def test_of_two_largest_wrong_shares_a_mistake_is_as_far_off_as_can_be_in_b_and_as_near_in_a():
    lines = said(
        q_near=(0.05, 0.4, 0.1, 0.4, 0.05), q_far=(0.4, 0.05, 0.1, 0.05, 0.4), positions=(-5, -4, 0, 1.5, 3), target=2
    )
    assert lines["what-it-pulls-on"] == "So EMD pushes A’s mistake up: it should go down."
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
    {"positions": "0,.25,.5,.75"},
    {"q_near": ".1,.48,.23,.11,.08", "q_far": ".1,.08,.11,.23,.48", "positions": "0,1.2,2.2,3.5,4.6"},
    {"q_near": ".1,.05,.1,.5,.05,.2", "q_far": ".5,.05,.1,.2,.05,.1", "positions": "0,1,2,3,4,5", "target": "2"},
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
