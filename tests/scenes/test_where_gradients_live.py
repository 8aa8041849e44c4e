"""Scene 4 draws the slopes that mathcore's own graph computed, as wide as they are."""

from itertools import pairwise

import numpy as np
import pytest

import mathcore as mc
from scenes.kit.layout import Layout
from scenes.kit.theme import DARK
from scenes.pictures.where_gradients_live.digits import Digits
from scenes.pictures.where_gradients_live.loss_graph import LossGraph
from scenes.pictures.where_gradients_live.pipes import CUT, HAIRLINE, UNIT, WING, Pipe, numeral
from scenes.pictures.where_gradients_live.product_area import SIDE
from scenes.pictures.where_gradients_live.slope_graph import SlopeGraph
from scenes.where_gradients_live import WhereGradientsLive
from tests.scenes.performing import perform

Z = np.array([1.5, -0.11, 0.92, 0.07])
Y = 0
Params = WhereGradientsLive.Params


def number(text: str) -> float:
    """Return what a printed number says."""
    return float(text.replace("−", "-"))


def thickness(pipe) -> float:
    """Return how thick a level pipe's first piece is."""
    return float(np.ptp(pipe.points[:16:4, 1]))


def edges(pipe) -> tuple[float, float]:
    """Return where a level pipe's band ends, above and below."""
    ys = pipe.points[:16, 1]
    return ys.max(), ys.min()


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and of every frame: beat, the strip's area, widths of lanes, where pipes end."""
    frames = []

    def observe(scene, repeat):
        picture = scene.picture
        strips = [strip.points for strip in scene.product.strips]
        frames.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "strips": [float(np.ptp(strip[:, 0]) * np.ptp(strip[:, 1])) for strip in strips],
                "change": scene.product.more.numbers["d"].text,
                "nudges": [length.numbers["d"].text for length in scene.product.lengths],
                "lanes": [thickness(lane) for lane in picture.lanes if len(lane.points)],
                "bus": [pipe.points[:, 0].min() for pipe in picture.bus if len(pipe.points)],
                "trunk": thickness(picture.trunk) if len(picture.trunk.points) else None,
                "share": picture.shares[0].text,
                "logits": [value.text for value in picture.values],
                "pushes": [answer.ratio.numbers["n"].text for answer in picture.answers.values()],
                "moved": [answer.ratio.numbers["d"].text for answer in picture.answers.values()],
                "answers": [answer.ratio.numbers["r"].text for answer in picture.answers.values()],
                "reading": [answer.ratio in scene.mobjects for answer in picture.answers.values()],
                "limits": [answer.limit in scene.mobjects for answer in picture.answers.values()],
            }
        )

    return perform("WhereGradientsLive", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_the_graph_computes_what_the_closed_forms_say():
    graph = LossGraph(Z, Y)
    q = mc.softmax(Z)
    assert [share.data for share in graph.q] == pytest.approx(q)
    assert graph.loss.data == pytest.approx(float(mc.loss(Z, Y)))
    assert [z.grad for z in graph.z] == pytest.approx(mc.gradient_wrt_logits(Z, Y))
    assert [share.grad for share in graph.q] == pytest.approx(mc.gradient_wrt_probabilities(q, Y))
    assert graph.picked.grad * graph.factors == pytest.approx(mc.gradient_wrt_logits(Z, Y))


def test_a_strip_is_what_its_nudge_adds_to_the_area(seen):
    first = [frame for frame in seen[1] if frame["beat"] == "a-graph"]
    nudged = next(frame for frame in first if frame["nudges"][0] == "+0.20")
    assert nudged["change"] == "+0.60"
    assert max(frame["strips"][0] for frame in first) / SIDE**2 == pytest.approx(0.6, abs=0.07)  # less the border
    assert first[-1]["change"] == "+0.40"
    assert first[-1]["strips"][1] / SIDE**2 == pytest.approx(0.4, abs=0.07)


def test_at_every_frame_the_printed_change_follows_from_the_printed_nudges(seen):
    for frame in seen[1]:
        a, b = map(float, frame["nudges"])
        assert float(frame["change"]) == pytest.approx(3 * a + 2 * b)


def test_trunk_and_lanes_are_as_wide_as_their_slopes_at_one_scale(seen):
    scene, frames = seen
    last = frames[-1]
    widths = np.abs(mc.gradient_wrt_logits(Z, Y)) * scene.picture.unit
    assert last["lanes"] == pytest.approx(widths[scene.picture.order])
    assert last["trunk"] == pytest.approx(scene.picture.unit / mc.softmax(Z)[Y])


@pytest.mark.parametrize(
    ("logits", "target", "capped"),
    [(Z, Y, False), ((0.4, -0.9, 1.3), 1, True), ((50.0, -50.0), 1, True), ((0.0,) * 12, 0, True)],
)
def test_only_a_slope_that_would_make_lines_of_the_others_is_slimmer_than_it_says(logits, target, capped):
    layout, graph = Layout(128 / 9, 8.0), LossGraph(np.array(logits), target)
    picture = SlopeGraph(DARK, layout, graph, target, ())
    widths = [pipe.width_drawn for pipe in (picture.first, *picture.lanes)]
    assert widths == pytest.approx([picture.unit, *(abs(graph.z[i].grad) * picture.unit for i in picture.order)])
    trunks = [picture.trunk, picture.entry, *picture.bus]
    assert picture.capped == capped
    assert all(pipe.capped == (pipe.width_drawn < 0.999 * abs(pipe.slope) * picture.unit) == capped for pipe in trunks)
    assert picture.trunk.width_drawn == max(picture.trunk.width_drawn, *widths)
    assert max(widths) >= 0.25 * picture.trunk.width_drawn
    assert picture.dashed == any(width < HAIRLINE for width in widths)


def test_a_slope_that_is_capped_is_solid_but_for_two_cuts_that_stand_clear_of_nodes(tmp_path):
    picture = perform("WhereGradientsLive", tmp_path, fps=2, logits=(0.4, -0.9, 1.3), target=1).scene.picture
    picture.show(False, (1.0, 1.0), 0.0, 0.0, (0.0,) * 3, (0.0, 0.0))
    trunk = picture.trunk
    bands = [trunk.points[k : k + 16] for k in (0, 16, 32)]  # from −log to the gate, the head comes last
    for right, left in pairwise(bands):
        gaps = [np.sort(band[np.isclose(band[:, 1], side)][:, 0]) for side in edges(trunk) for band in (right, left)]
        assert gaps[0].min() - gaps[1].max() == pytest.approx(CUT)
        assert gaps[2].min() - gaps[3].max() == pytest.approx(CUT)
    cuts = np.concatenate([bands[1][:, 0], bands[0][:, 0].min(keepdims=True), bands[2][:, 0].max(keepdims=True)])
    assert picture.gate_x + picture.radius < cuts.min() < cuts.max() < picture.bus_x - picture.radius
    for pipe in picture.bus:
        assert np.ptp(pipe.points[:16, 0]) == pytest.approx(pipe.width_drawn)


def test_a_nudged_logit_counts_and_the_share_answers_with_softmax_s_slope(seen):
    frames = [frame for frame in seen[1] if frame["beat"] == "through-softmax"]
    for row, i in enumerate((0, 2)):  # the true class and the largest other one
        far = next(frame for frame in frames if frame["pushes"][row] == "1.00")
        assert far["logits"][i] == f"{Z[i] + 1:.2f}"
        assert far["share"] == f"{mc.softmax(Z + np.eye(4)[i])[Y]:.3f}"
    assert frames[-1]["share"] == "0.500"


def test_at_every_frame_the_printed_ratio_is_the_printed_change_by_the_printed_nudge(seen):
    frames = [frame for frame in seen[1] if frame["beat"] == "through-softmax"]
    far = [(frame, row) for frame in frames for row in (0, 1) if number(frame["pushes"][row]) >= 0.1]
    assert far
    for frame, row in far:
        moved = number(frame["moved"][row])
        assert float(frame["share"]) - 0.5 == pytest.approx(moved, abs=0.001)  # each is rounded
        ratio = moved / number(frame["pushes"][row])
        assert number(frame["answers"][row]) == pytest.approx(ratio, abs=0.0005 + 1e-9)


def test_a_ratio_is_read_from_the_full_nudge_on_and_settles(seen):
    for row, slope in enumerate((0.25, -0.14)):
        read = [frame for frame in seen[1] if frame["reading"][row] and number(frame["pushes"][row]) >= 0.1]
        pushes = [number(frame["pushes"][row]) for frame in read]
        assert pushes[0] == 1
        assert pushes == sorted(pushes, reverse=True)
        off = [abs(number(frame["answers"][row]) - slope) for frame in read]
        assert pushes[-1] == 0.1
        assert off[-1] < 0.2 * off[0]


def test_a_ratio_becomes_a_slope_where_its_nudge_is_gone(seen):
    for row, slope in enumerate(("+0.250", "−0.140")):
        settled = [frame for frame in seen[1] if frame["limits"][row]]
        assert settled
        assert all(frame["answers"][row] == slope for frame in settled if float(frame["pushes"][row]) == 0)
        assert float(settled[-1]["pushes"][row]) == 0


def test_no_slope_is_in_softmax_while_the_share_is_nudged(seen):
    nudged = [frame for frame in seen[1] if {*frame["pushes"]} - {"0.00", "+0.00", "−0.00"}]
    assert nudged
    assert not any(frame["lanes"] for frame in nudged)


def test_no_slope_passes_a_gate_with_p_0(seen):
    scene, frames = seen
    picture = scene.picture
    ends = [end for frame in frames for end in frame["bus"]]
    assert min(ends) > picture.gate_x + picture.radius
    arrived = [frame for frame in frames if frame["beat"] == "at-the-probabilities"][-1]["bus"]
    assert len(arrived) == 3
    assert np.ptp(arrived) < 1e-9


def test_green_is_where_descent_raises_and_red_where_it_lowers(seen):
    for k, lane in enumerate(seen[0].picture.lanes):
        assert lane.fill_rgbas[0, :3] == pytest.approx(DARK.color("down" if k else "up").to_rgb())


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (-3.179285, 4, "-3.179"),
        (0.2156031, 4, "0.2156"),
        (-0.002987516, 4, "-0.002988"),
        (0.31453609, 5, "0.31454"),
        (0.0, 4, "0"),
        (2.7e-9, 2, "2.7 dot 10^(-9)"),
        (-2.688e43, 4, "-2.688 dot 10^(43)"),
    ],
)
def test_a_factor_has_as_many_digits_as_the_product_needs(value, digits, text):
    assert numeral(value, digits) == text


@pytest.mark.parametrize(
    ("logits", "digits"),
    [
        (Z, (3, 3, 3)),
        ((2.5, -1.0, 3.2, 0.5), (4, 3, 2)),
        ((2.0, 1.0, 0.0, -2.0), (3, 3, 2)),
        ((50.0, -50.0), (4, 4, 3)),
    ],
)
def test_there_are_as_many_digits_as_make_printed_numbers_agree(logits, digits):
    assert Digits.of(LossGraph(logits, Y)) == Digits(*digits)


def test_printed_digits_multiply_to_the_printed_slopes():
    graph = LossGraph(Z, Y)
    digits = Digits.of(graph)
    q = [float(digits.share(share.data)) for share in graph.q]
    assert sum(q) == pytest.approx(1, abs=1e-12)
    assert f"{-np.log(q[Y]):.3f}" == f"{graph.loss.data:.3f}"
    assert digits.slope(-1 / q[Y]) == digits.slope(graph.picked.grad) == "-2.00"
    for i in (0, 2):
        factor = digits.slope(float(graph.factors[i]))
        assert digits.slope(q[Y] * ((i == Y) - q[i])) == factor
        assert float(digits.slope(graph.picked.grad)) * float(factor) == pytest.approx(q[i] - (i == Y), abs=1e-12)


@pytest.mark.parametrize("filled", [0.0, 0.1, 0.5, 1.0])
def test_a_pipe_fills_as_far_as_it_says(filled):
    pipe = Pipe(DARK, -2.0, unit=0.1).along([(5.0, 0.0), (1.0, 0.0), (1.0, -4.0)], filled)
    if filled == 0:
        assert len(pipe.points) == 0
    else:
        low = pipe.points[:, :2].min(0)
        assert low[0] == pytest.approx(max(1.0, 5.0 - 8 * filled), abs=pipe.wing + 1e-9)
        assert low[1] == pytest.approx(min(0.0, 4.0 - 8 * filled), abs=pipe.wing + 1e-9)


def test_a_pipe_through_which_nearly_nothing_goes_is_a_hairline_with_a_head():
    pipe = Pipe(DARK, 1e-9).along([(1.0, 0.0), (0.0, 0.0)])
    assert thickness(pipe) == pytest.approx(1e-9 * UNIT)
    assert np.ptp(pipe.points[:, 1]) == pytest.approx(2 * WING)
    assert pipe.get_stroke_width() / 100 == pytest.approx(HAIRLINE)


@pytest.mark.parametrize(
    ("last", "axis", "order"),
    [("hedgehog", 0, ("names", "values")), ("hippopotamus", 1, ("values", "names"))],
    ids=["behind them", "below long ones"],
)
def test_names_have_their_logits(last, axis, order, tmp_path):
    names = ["magpie", "heron", "marten", last]
    picture = perform("WhereGradientsLive", tmp_path, fps=2, labels=names).scene.picture
    assert [value.text for value in picture.values] == ["1.50", "−0.11", "0.92", "0.07"]
    for *parts, frame in zip(*(getattr(picture, each) for each in order), picture.logit_frames, strict=True):
        low, high = frame.points[:, axis].min(), frame.points[:, axis].max()
        first, second = (part.get_family()[-1].points[:, axis] for part in parts)
        assert low < first.min() < first.max() < second.min() < second.max() < high


def test_two_classes_are_spoken_of_as_two():
    first = {beat.name: beat for beat in WhereGradientsLive.beats_of(Params(logits=(1.5, -0.5)))}
    assert first["the-graph-of-the-loss"].conclusion == "Two logits in, one number out: L = 0.127."
    assert first["at-the-probabilities"].conclusion.endswith("multiplies the other away.")
    assert first["at-the-probabilities"].question == "So does the wrong logit get no slope?"
    assert first["through-softmax"].caption == "Nudge both logits, by ever smaller steps: how does q₁ answer?"
    assert first["through-softmax"].conclusion == "A wrong logit gets a slope: raising it lowers q₁, so raises L."


def test_sentences_stay_short_with_twelve_long_names():
    for beat in WhereGradientsLive.beats_of(Params(logits=(0.0,) * 12, labels=("hippopotamus",) * 12)):
        assert all(len(text) <= 80 for text in (beat.caption, beat.conclusion, beat.question))


@pytest.mark.parametrize(
    "params",
    [
        {"logits": "0,0,0", "target": "1"},
        {"logits": "50,-50", "target": "1"},
        {"logits": "50,-50,49,0,1", "target": "0"},
        {"logits": "1,2,3,4,5,6", "labels": "abcdefghijkl,b,c,d,e,f"},
        {"logits": "1,2,3,4,5,6,7", "labels": "abcdefghijkl,b,c,d,e,f,g", "target": "6"},
    ],
    ids=str,
)
def test_tied_and_extreme_logits_make_sound_pictures(params, tmp_path):
    assert perform("WhereGradientsLive", tmp_path, fps=4, **params).faults == {}
