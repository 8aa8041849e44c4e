"""Scene 11 scales logits as mathcore does, from all equal to the winner, and says what holds for the logits at hand."""

from itertools import pairwise

import numpy as np
import pytest
from manim import DL, UR, CairoRenderer

import mathcore as mc
from scenes.kit.contrast import contrast
from scenes.kit.layout import Layout
from scenes.kit.shapes import Shape
from scenes.kit.sizes import PX
from scenes.kit.text import Label
from scenes.kit.theme import THEMES
from scenes.pictures.softmax_to_max.climb import Climb
from scenes.pictures.softmax_to_max.lead import odds_won, plain_share
from scenes.pictures.softmax_to_max.river import River
from scenes.pictures.softmax_to_max.shares import apart
from scenes.softmax_to_max import SoftmaxToMax
from tests.scenes.performing import NoCamera, Stage, perform, quiet_manim

Z = np.array([2.5, -1.0, 3.2, 0.5])
Params = SoftmaxToMax.Params


def said(**params) -> dict:
    """Return the beats by name."""
    return {beat.name: beat for beat in SoftmaxToMax.beats_of(Params.model_validate(params))}


def strands(river, corners) -> np.ndarray:
    """Return the shares to which strands are drawn between two of their corners; the runner-up's has its own scale."""
    high = np.array([np.ptp(strand.points[::4, 1][corners]) for strand in river.strands]) / river.box.height
    return high * np.where(np.arange(river.count) == river.place, river.mouth.top, 1.0)


def weights(ruler) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the shares as which weights are drawn, the logits at which they lie, and the one that is pointed at."""
    corners = np.array([weight.points[:, :2] for weight in ruler.weights])
    heights = np.append(corners[:, :, 1].min(1) + corners[:, :, 1].max(1), 2 * ruler.pointer.points[0, 1]) / 2
    at = ruler.low + (heights - ruler.box.bottom) / ruler.box.height * (ruler.high - ruler.low)
    return np.ptp(corners[:, :, 0], axis=1) / ruler.unit, at[:-1], at[-1]


def values(river) -> list:
    """Return the numbers of the bar's shares."""
    return [share.value for share in river.beside.shares]


def presence(part) -> float:
    """Return how far the part is seen at most."""
    return max(shape.presence for shape in part.get_family() if isinstance(shape, Shape))


def labels(scene) -> list[Label]:
    """Return all labels in the picture."""
    return [part for mobject in scene.mobjects for part in mobject.get_family() if isinstance(part, Label)]


def told(scene) -> list[str]:
    """Return what is written of the slight lead, as far as any of it can be seen."""
    shown = [label.body for label in labels(scene) if presence(label) > 0]
    return [part for part in ("equal share", "exp\\(5\\)") if any(part in body for body in shown)]


def moves(scene, beat: str, name: str) -> list:
    """Return how an input was moved in a beat."""
    return [move for move in scene.moves if scene.beats()[move.beat].name == beat and move.input == name]


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and of every frame: beat, z, c, the river's and its axis' ends, bar and cursor."""
    frames = []

    def observe(scene, repeat):
        river = scene.river
        to_share = river.box.height
        frames.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "z": scene.z.value,
                "c": scene.c.get_value(),
                "reach": scene.reach.get_value(),
                "mouth": (river.strands[0].points[:, 0].max() - river.box.left) / river.axis.unit,
                "bar": [np.ptp(segment.points[:, 1]) / to_share for segment in river.segments],
                "ends": strands(river, [240, 241]),
                "starts": strands(river, [0, 481]),
                "cursor": (river.cursor.points[0, 0] - river.box.left) / river.box.width,
                "seen": (river.frame.presence, *(strand.presence for strand in river.strands)),
                "floor": river.strands[river.place].points[:, 1].min() - river.box.bottom,
                "mean": scene.ruler.mean.text if hasattr(scene, "ruler") else "",
                "weights": weights(scene.ruler) if hasattr(scene, "ruler") else (),
                "inside": [name.presence for name in (label.leaves[0] for label in river.inside)],
                "brace": river.beside.brace.arms.presence,
                "braced": np.ptp(river.beside.brace.arms.points[:, 1]) / (2 * river.beside.brace.half),
                "said": [(river.beside.shares[i].shown[0], river.beside.shares[i].value.text) for i in river.order],
                "scale": river.scale.value.text,
                "top": river.mouth.top,
                "logits": [logit.text for logit in river.logits],
                "numbers": min(presence(readout) for readout in (*river.logits, *values(river))),
                "told": told(scene) if scene.renderer.file_writer.names[-1].startswith("slightly") else [],
            }
        )

    return perform("SoftmaxToMax", tmp_path_factory.mktemp("media"), observe).scene, frames


def still(frames, beat) -> dict:
    """Return the last frame of a beat."""
    return [frame for frame in frames if frame["beat"] == beat][-1]


def test_the_bar_and_both_ends_of_the_river_are_the_scaled_softmax_at_every_frame(seen):
    scene, frames = seen
    for frame in frames:
        for shares, c in ((frame["bar"], frame["c"]), (frame["ends"], frame["mouth"]), (frame["starts"], 0.0)):
            assert shares == pytest.approx(mc.softmax(frame["z"], c)[scene.river.order], abs=1e-6)
        assert frame["cursor"] == pytest.approx(frame["c"] / frame["reach"], abs=1e-6)


def test_the_river_is_drawn_only_as_far_as_the_cursor_has_been(seen):
    for beat, first, last in (("turn-it-up", 0.0, 10.0), ("slightly-larger-is-not-enough", 1.0, 50.0)):
        frames = [frame for frame in seen[1] if frame["beat"] == beat and frame["reach"] == last]
        assert frames[0]["mouth"] == pytest.approx(first)
        assert frames[-1]["mouth"] == pytest.approx(last)
        for frame in frames:
            assert frame["mouth"] == pytest.approx(max(first, frame["c"]))


def test_a_name_stands_in_a_strand_that_is_high_enough_for_it(seen):
    assert still(seen[1], "scale-0")["inside"] == [1, 1, 1, 1]
    assert still(seen[1], "turn-it-up")["inside"] == [1, 1, 0, 0]  # z_4 and z_2 are thin strands at once


def test_a_brace_goes_around_shares_too_small_to_be_seen(seen):
    scene, frames = seen
    assert still(frames, "scale-0")["brace"] == 0
    assert still(frames, "ties-share")["brace"] == 1
    brace, heights = scene.river.beside.brace, np.array([3.0, 1.0, 0.5, -1.0])
    brace.show(heights, heights, np.array([0.0, 1.0, 1.0, 0.0]), 1.0)
    ends = brace.arms.points[:, 1]
    assert (ends.min(), ends.max()) == pytest.approx((0.5 - brace.half, 1.0 + brace.half))


def test_the_larger_the_logit_the_higher_its_row_and_strand_and_the_more_solid(seen):
    river = seen[0].river
    assert river.order == [2, 0, 3, 1]
    assert Params(logits=(1, 1, 0, 0.5)).order() == [0, 1, 3, 2]
    assert sorted(river.solid, reverse=True) == river.solid


def test_each_logit_has_a_swatch_of_its_strand_beside_its_source(seen):
    river = seen[0].river
    for place, i in enumerate(river.order):
        swatch = river.rows[i][-1]
        assert swatch.fill_alpha == river.strands[place].fill_alpha
        assert swatch.get_center()[1] == pytest.approx(river.row(place))
        assert swatch.get_right()[0] < river.box.left


@pytest.mark.parametrize("name", THEMES)
def test_a_name_stands_out_from_its_strand(name):
    theme = THEMES[name]
    for count in (3, 4, 5):
        river = River(theme, Layout.of("16:9"), np.arange(float(count)), range(count), 1, (), 1.0, 2)
        for label, solid in zip(river.inside, river.solid, strict=True):
            ground = theme.tint("prediction", solid).to_hex()
            assert contrast(label.leaves[0].get_fill_color().to_hex(), ground) >= 4.5


def test_the_runner_up_is_on_the_floor_while_it_is_alone(seen):
    alone = [frame for frame in seen[1] if frame["top"] == 0.5]
    assert alone
    assert all(abs(frame["floor"]) < 1e-9 for frame in alone)


def test_scale_0_makes_all_equal_and_the_last_scale_one_winner(seen):
    assert still(seen[1], "scale-0")["bar"] == pytest.approx([0.25] * 4)
    end = still(seen[1], "turn-it-up")
    assert (end["c"], end["reach"]) == (10, 10)
    assert end["bar"][0] == pytest.approx(mc.softmax(10 * Z)[2])


def test_the_turn_rests_at_every_scale(seen):
    turns = moves(seen[0], "turn-it-up", "c")
    assert [turn.end_value for turn in turns] == [1, 2, 5, 10]
    for turn, following in pairwise(turns):
        assert following.start - turn.end >= 0.6 - 1e-9


def test_the_runner_up_falls_slowly(seen):
    rise, fall = moves(seen[0], "the-runner-up-rises-first", "c")[-2:]
    assert rise.end_value == fall.start_value == pytest.approx(0.590136252488)
    assert fall.end - fall.start >= 1.5
    assert fall.ease == "linear"


def test_the_runner_up_is_largest_where_its_logit_is_the_mean_and_falls_after(seen):
    shown = [frame for frame in seen[1] if frame["beat"] in ("the-runner-up-rises-first", "the-mean-overtakes-it")]
    top = max((frame for frame in shown if frame["mean"]), key=lambda frame: frame["bar"][1])
    assert top["c"] == pytest.approx(0.590136252488)
    assert top["bar"][1] == pytest.approx(0.339507616308)
    assert top["bar"][1] == pytest.approx(max(frame["bar"][1] for frame in shown), abs=1e-4)
    assert top["mean"] == "2.50"
    assert shown[-1]["bar"][1] < 0.25


def test_the_pointer_is_where_weights_as_long_as_shares_balance(seen):
    shown = [frame for frame in seen[1] if frame["beat"] == "the-mean-overtakes-it" and frame["mean"]]
    assert shown
    for frame in shown:
        shares, at, mean = frame["weights"]
        assert shares == pytest.approx(mc.softmax(Z, frame["c"]), abs=1e-6)
        assert at == pytest.approx(Z)
        assert shares @ at == pytest.approx(mean, abs=1e-6)


@pytest.mark.parametrize(("logits", "far"), [(Z, 2.0), ((-2.8, 0.4, -2.1, 2.0), 1.0)])
def test_the_axis_of_the_rise_ends_with_a_tick_well_past_the_peak(logits, far):
    params = Params(logits=tuple(logits))
    assert params.slow() == far
    assert params.slow() >= 3.2 * params.peak()


def test_the_mean_overtakes_the_runner_up_before_the_end(seen):
    shown = [frame for frame in seen[1] if frame["beat"] == "the-mean-overtakes-it" and frame["mean"]]
    first = min(range(len(shown)), key=lambda i: shown[i]["c"])
    assert float(shown[first]["mean"]) < Z[0] < float(shown[-1]["mean"])
    assert shown[-1]["c"] == 2.0


def test_the_runner_up_is_alone_while_it_rises(seen):
    scene, frames = seen
    assert still(frames, "the-runner-up-rises-first")["seen"] == (0.0, 0.0, 1.0, 0.0, 0.0)
    assert still(frames, "the-mean-overtakes-it")["seen"] == (0.0, 0.0, 1.0, 0.0, 0.0)
    assert still(frames, "ties-share")["seen"] == (1.0, 1.0, 1.0, 1.0, 1.0)
    box, levels = scene.river.box, scene.climb.level.points[:, 1]
    assert (levels - box.bottom) / box.height == pytest.approx(0.25 / 0.5)


def test_the_runner_up_is_alone_on_a_scale_just_above_its_most(seen):
    _, frames = seen
    assert {still(frames, f"the-{beat}")["top"] for beat in ("runner-up-rises-first", "mean-overtakes-it")} == {0.5}
    # no other strand or piece of the bar is in the picture while the scale changes
    assert {frame["top"] for frame in frames if max(*frame["seen"][:2], *frame["seen"][3:]) > 0.0} == {1.0}
    assert Params(logits=(-2.8, 0.4, -2.1, 2.0)).ceiling() == 0.4
    assert Params(logits=(1, 1, 1)).ceiling() == 1.0


def test_the_shares_written_are_those_of_the_scale_and_logits_written(seen):
    scene, frames = seen
    for frame in frames:
        if frame["beat"] in ("scale-0", "turn-it-up", "ties-share") and frame["top"] == 1.0:
            written = mc.softmax(frame["z"].round(2), float(frame["scale"]))[scene.river.order]
            for (sign, text), share in zip(frame["said"], written, strict=True):
                assert sign != "=" or text == f"{share:.4f}"


def test_no_share_is_written_as_all_or_nothing(seen):
    said = still(seen[1], "turn-it-up")["said"]
    assert said == [("=", "0.9991"), ("=", "0.0009"), ("<", "0.0001"), ("<", "0.0001")]
    won = still(seen[1], "slightly-larger-is-not-enough")["said"]
    assert sum(float(text) for _, text in won) == pytest.approx(1.0)


def test_ties_share(seen):
    tied = [frame for frame in seen[1] if frame["beat"] == "ties-share" and frame["z"][0] == frame["z"][2]]
    assert {frame["c"] for frame in tied} == {10}
    assert tied[-1]["bar"] == pytest.approx([0.5, 0.5, 0, 0], abs=1e-9)
    assert all(frame["bar"][0] == pytest.approx(frame["bar"][1]) for frame in tied)


def test_shares_go_with_the_bar_while_a_tie_comes(seen):
    for frame in seen[1]:
        if frame["beat"] == "ties-share" and max(frame["z"]) > frame["z"][0] > 2.5:
            for (sign, text), share in zip(frame["said"], frame["bar"], strict=True):
                assert sign != "=" or abs(float(text) - share) < 0.013  # half a hundredth of z at c = 10
    rise = moves(seen[0], "ties-share", "z_1")[-1]
    assert (rise.end_value, rise.ease) == (3.2, "linear")


def test_logits_never_change_unless_their_numbers_and_shares_are_read(seen):
    changing = [frame for last, frame in pairwise(seen[1]) if (last["z"] != frame["z"]).any()]
    assert any(frame["beat"] == "slightly-larger-is-not-enough" for frame in changing)
    for frame in changing:
        assert frame["numbers"] == 1.0
        assert [float(text.replace("−", "-")) for text in frame["logits"]] == pytest.approx(frame["z"], abs=0.00501)


def test_what_the_slight_lead_comes_to_is_told_in_two_steps(seen):
    steps = [frame["told"] for frame in seen[1] if frame["told"]]
    assert steps[0] == ["equal share"]
    assert steps[-1] == ["equal share", "exp\\(5\\)"]


def test_a_slight_lead_takes_little_until_it_is_scaled(seen):
    last = [frame for frame in seen[1] if frame["beat"] == "slightly-larger-is-not-enough"]
    assert any(frame["c"] == 1 and frame["bar"][0] == pytest.approx(0.26921434944631) for frame in last)
    assert last[-1]["c"] == 50
    assert last[-1]["bar"][0] == pytest.approx(1 / (1 + 3 * np.exp(-5)))


def test_what_the_slight_lead_wins_stands_in_the_picture(seen):
    scene, frames = seen
    bodies = [label.body for label in labels(scene)]
    for part in ('c = 1#": " q_3 = 0.2692', '#"equal share:" 0.2500', "= exp\\(5\\)", "approx 148"):
        assert any(part in body for body in bodies)
    assert still(frames, "slightly-larger-is-not-enough")["said"][0] == ("=", "0.9802")
    assert still(frames, "slightly-larger-is-not-enough")["scale"] == "50.00"


@pytest.mark.parametrize(
    ("params", "few", "most"),
    [
        ({}, "little at c = 1", "nearly all at c = 50"),
        ({"logits": "1,0", "scales": "0,.5"}, "little at c = 0.5", "nearly all at c = 50"),
        ({"logits": [3, 1, *[0] * 10]}, "little at c = 1", "most at c = 50"),  # 0.931
        ({"logits": [3, 1, *[0] * 10], "scales": "0,80"}, "little at c = 1", "nearly all at c = 80"),
    ],
)
def test_what_is_said_of_the_slight_lead_is_computed(params, few, most):
    conclusion = said(**params)["slightly-larger-is-not-enough"].conclusion
    given = Params.model_validate(params)
    leads = mc.softmax(given.slight(), given.plain)[given.leader] - 1 / len(given.logits)
    assert leads < 0.03
    assert few in conclusion
    assert most in conclusion
    assert len(conclusion) <= 80


@pytest.mark.parametrize(
    ("params", "odds"),
    [
        ({}, ("5", "148")),
        ({"logits": "1.7,-.6,2.4,.9,.1"}, ("5", "148")),
        ({"scales": "0,60"}, ("6", "403")),
        ({"scales": "0,80"}, ("8", "")),  # 2981, but 0.9990 / 0.0003
        ({"scales": "0,100"}, ("10", "")),
    ],
)
def test_odds_have_three_digits_that_printed_shares_allow(params, odds):
    given = Params.model_validate(params)
    assert given.odds() == odds
    shares = mc.softmax(given.slight(), given.far).round(4)
    if odds[1]:
        assert odds[1] == f"{np.exp(float(odds[0])):.3g}"
        least, most = ((shares.max() - off) / (shares.min() + off) for off in (0.5e-4, -0.5e-4))
        assert least - 0.5 < float(odds[1]) < most + 0.5


@pytest.mark.parametrize("count", [2, 4, 12])
def test_what_is_written_in_the_leaders_strand_stays_in_it(count):
    params = Params(logits=(3.0, *np.linspace(1, 0, count - 1)))
    z, theme = params.slight(), THEMES["dark"]
    river = River(
        theme, Layout.of("16:9"), z, params.order(), params.runner_up, (), params.ceiling(), params.decimals
    ).show(z, params.far, params.far, params.far)
    for text in plain_share(river, params):
        left, foot = (text.get_corner(DL) - 12 * PX)[:2]
        share = mc.softmax(z, (left - river.box.left) / river.axis.unit)[0]
        assert river.box.top - share * river.box.height < foot


@pytest.mark.parametrize("count", [2, 4, 7, 8, 12])
@pytest.mark.parametrize("named", [False, True])
def test_odds_stand_above_the_shares(count, named):
    params = Params(logits=(3.0, *np.linspace(1, 0, count - 1)), labels=tuple("abcdefghijkl"[: named * count]))
    z, theme, layout = params.slight(), THEMES["dark"], Layout.of("16:9")
    river = River(
        theme, layout, z, params.order(), params.runner_up, params.labels, params.ceiling(), params.decimals
    ).show(z, params.far, params.far, params.far)
    left, foot, _ = odds_won(river, params).get_corner(DL)
    right, top, _ = odds_won(river, params).get_corner(UR)
    assert river.beside.shares[0].value.get_corner(UR)[1] + 12 * PX < foot
    assert river.bar.right + 24 * PX < left
    assert right <= layout.right + 1e-6
    assert top < river.box.top


@pytest.mark.parametrize("logits", [Z, (1.7, -0.6, 2.4, 0.9, 0.1), (3.0, 2.9, *[0.0] * 10), (-2.8, 0.4, -2.1, 2.0)])
def test_no_text_stands_where_the_cursor_runs_over_the_runner_ups_curve(logits):
    params = Params(logits=tuple(logits))
    assert params.rising()
    z, theme = np.array(params.logits), THEMES["dark"]
    river = River(
        theme, Layout.of("16:9"), z, params.order(), params.runner_up, (), params.ceiling(), params.decimals
    ).show(z, 0.0, params.slow(), 0.0, 0.0, 0.0)
    climb = Climb(river, z, params.runner_up, params.peak(), ()).show(0.0)
    for label in (part for each in (climb, climb.stations, climb.reason) for part in each.get_family()):
        if isinstance(label, Label):
            (left, foot, _), (right, top, _) = label.get_corner(DL), label.get_corner(UR)
            assert right < river.box.left or left > river.box.right or foot > river.box.top or top < river.box.bottom


@pytest.mark.parametrize(
    ("logits", "written"),
    [
        ("2.5,-1,3.2,.5", ["3.20", "2.50", "0.50", "−1.00"]),
        ("1.75,-.625,2.375,.875", ["2.375", "1.750", "0.875", "−0.625"]),
        ("1/3,-.5,2,0", ["2.000", "0.333", "0.000", "−0.500"]),
    ],
)
def test_no_logit_of_three_decimals_is_rounded(logits, written):
    params = Params.model_validate({"logits": logits})
    theme, layout = THEMES["dark"], Layout.of("16:9")
    order = params.order()
    river = River(
        theme, layout, np.array(params.logits), order, params.runner_up, (), params.ceiling(), params.decimals
    )
    river.show(np.array(params.logits), 1.0, 1.0, 1.0)
    assert [river.logits[i].text for i in order] == written


def test_a_brace_leads_to_numbers_only_where_they_stand_off_their_pieces(seen):
    _, frames = seen
    first = next(frame for frame in frames if frame["beat"] == "scale-0")
    assert (first["brace"], first["braced"]) == (1, pytest.approx(0.0))  # a line to q_2, whose number is off it
    assert still(frames, "scale-0")["brace"] == 0
    assert still(frames, "turn-it-up")["brace"] == 1


def test_all_that_leads_from_the_bar_to_its_numbers_is_one_brace_that_grows():
    theme, layout, z = THEMES["dark"], Layout.of("16:9"), np.array([1.7, -0.6, 2.4, 0.9, 0.1])
    params = Params(logits=tuple(z))
    river = River(theme, layout, z, params.order(), params.runner_up, (), params.ceiling(), params.decimals)
    ends = []
    for c in np.linspace(0.9, 6.0, 1000):
        river.show(z, float(c), 10.0, 10.0)
        brace = river.beside.brace
        corners = brace.arms.points[:, 1]
        ends.append((corners.max(), corners.min(), brace.line.presence))
    steps = np.abs(np.diff(ends, axis=0))
    assert steps[:, :2].max() < brace.half / 5
    assert steps[:, 2].max() < 0.1
    high = np.subtract(*np.array(ends).T[:2]) / (2 * brace.half)
    assert high[0] == pytest.approx(0.0)
    assert high[-1] > 4.0


def test_strands_differ_in_shade():
    for count in (4, 5):
        solid = sorted(
            River(THEMES["dark"], Layout.of("16:9"), np.arange(float(count)), range(count), 1, (), 1.0, 2).solid
        )
        assert solid[0] >= 0.14
        assert np.diff(solid).min() > 0.195


def test_a_brace_has_a_level_line_to_its_pieces(seen):
    brace = seen[0].river.beside.brace
    brace.show(np.array([1.0, 0.5, 0.0]), np.array([0.1, 0.05, 0.0]), np.ones(3), 1.0)
    corners = brace.line.points[[0, 3, 4, 7], :2]
    assert corners[0] == pytest.approx((brace.start, 0.05))
    assert corners[1][1] == corners[2][1] == pytest.approx(0.05)
    assert corners[2][0] == corners[3][0] == pytest.approx(brace.arms.points[:, 0].min())


@pytest.mark.parametrize("wanted", [[5.0, 4.0, 1.0], [3.0, 3.0, 3.0], [6.0, 6.0, 6.0], [0.1, 0.05, 0.0]])
def test_numbers_part_inside_the_bars_height(wanted):
    heights = apart(np.array(wanted), 1.0, 0.5, 5.5)
    assert (-np.diff(heights) >= 1.0 - 1e-12).all()
    assert heights.max() <= 5.5
    assert heights.min() >= 0.5


def test_numbers_with_room_stay_beside_their_pieces():
    assert apart(np.array([5.0, 3.0, 1.0]), 1.0, 0.5, 5.5) == pytest.approx([5.0, 3.0, 1.0])


@pytest.mark.parametrize(
    ("params", "conclusion"),
    [
        ({}, "The larger c, the more goes to the largest logit: to the max."),
        ({"logits": "1,1,1"}, "All logits are equal: no scale makes a difference."),
        ({"logits": "1,1,0"}, "Turned up, the scale leaves all to the largest logits; tied, they share it."),
        ({"logits": "1,.99,0"}, "The larger the scale, the more z₁, the largest logit, takes."),
        ({"logits": "1,1,.99"}, "The larger the scale, the more the largest logits take; tied, they share it."),
        ({"scales": "0,1"}, "The larger the scale, the more z₃, the largest logit, takes."),
        (
            {"scales": "0,1", "labels": "a,b,hippopotamus,d"},
            "The larger the scale, the more “hippopotamus”, the largest logit, takes.",
        ),
    ],
)
def test_who_takes_all_is_said_from_what_the_last_scale_gives(params, conclusion):
    assert said(**params)["turn-it-up"].conclusion == conclusion
    assert len(conclusion) <= 80


@pytest.mark.parametrize("logits", ["1.5,-0.5", "3,0.9,0.9,0.9", "1,1,1", "1,-2,-3,-4"])
def test_no_runner_up_is_said_to_rise_where_none_does(logits):
    beats = said(logits=logits)
    assert "the-runner-up-rises-first" not in beats
    assert "the-mean-overtakes-it" not in beats


def test_what_is_tied_already_isnt_tied_again():
    assert "ties-share" not in said(logits="2,2,1")


def test_a_sweep_takes_the_scale_over_the_whole_river(tmp_path):
    with quiet_manim(tmp_path, 10):
        renderer = CairoRenderer(file_writer_class=Stage, camera_class=NoCamera)
        scene = SoftmaxToMax(swept="scale", renderer=renderer)
        scene.render()
    assert scene.readings["q_1"][10] == pytest.approx(mc.softmax(Z)[0])
    assert scene.readings["q_3"][100] == pytest.approx(mc.softmax(10 * Z)[2])
    assert len(scene.readings["q_2"]) == 101


@pytest.mark.parametrize(
    "values",
    [{"logits": "50,-50,49.5"}, {"logits": "0,0,0,0,0"}, {"scales": "0,.1,.2,100"}, {"scales": "0.5"}],
    ids=str,
)
def test_tiny_huge_and_tied_values_make_a_picture_without_a_fault(values, tmp_path):
    assert perform("SoftmaxToMax", tmp_path, fps=4, **values).faults == {}
