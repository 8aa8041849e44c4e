"""Under a hard label blocks never rest; under a soft truth they do where q is p; springs pull with p − q."""

import numpy as np
import pytest

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.sizes import PX
from scenes.kit.theme import DARK
from scenes.pictures.pulleys_at_rest.lifted import LIFTS, lift_for
from scenes.pictures.pulleys_at_rest.marks import LONGEST, ROW, SAMPLE, enough_decimals, longer, rungs
from scenes.pictures.pulleys_at_rest.params import DECADES, NOTHING
from scenes.pictures.pulleys_at_rest.resting import WIDTHS, share_decimals
from scenes.pictures.pulleys_at_rest.resting_path import RestingPath, resting_time
from scenes.pictures.pulleys_at_rest.springs import SLACK, STROKE, THINNEST, Springs
from scenes.pulleys_at_rest import PulleysAtRest
from tests.scenes.performing import perform

START = np.array([2.5, -1.0, 3.2, 0.5])
SOFT = mc.smooth(0, 4, 0.4)
Params = PulleysAtRest.Params


def told(**params):
    """Return the conclusions by beat."""
    return {beat.name: beat.conclusion for beat in PulleysAtRest.beats_of(Params(**params))}


def test_a_path_is_the_flow_at_any_moment():
    path = RestingPath(START, 0, 1000.0)
    for time in (0.0, 0.3, 1.0, 17.0, 999.0, 1000.0):
        assert path.at(np.log1p(time)) == pytest.approx(mc.flow(START, 0, [time]).logits[0], abs=1e-11)


@pytest.mark.parametrize("smoothing", [0.01, 0.1, 0.9])
def test_at_the_end_of_its_time_every_block_is_at_rest_where_q_is_p(smoothing):
    p = mc.smooth(0, 4, smoothing)
    end = RestingPath(START, p, resting_time(START, p)).logits[-1]
    assert np.abs(mc.forces(end, p)).max() < 5e-5
    assert end == pytest.approx(mc.resting_logits(p, total=START.sum()), abs=0.01)


@pytest.mark.parametrize("smoothing", [0.01, 0.9])
def test_blocks_that_start_far_apart_are_given_the_time_to_come_to_rest(smoothing):
    start, p = np.array([50.0, -50.0]), mc.smooth(0, 2, smoothing)
    assert np.abs(mc.forces(mc.flow(start, p, [resting_time(start, p)]).logits[0], p)).max() < 5e-5


def test_rungs_leave_room_for_their_numbers_and_the_last_one_stays():
    assert rungs([1, 10, 100], [0.0, 0.9 * ROW, 2 * ROW]) == [1, 2]
    assert rungs([1, 10, 100], [0.0, 0.1, 0.2]) == [2]


@pytest.mark.parametrize(("classes", "smoothing"), [(4, 0.1), (12, 0.1), (12, 0.01), (3, 0.37)])
def test_the_printed_shares_give_the_printed_lead(classes, smoothing):
    p = mc.smooth(0, classes, smoothing)
    digits = enough_decimals(p[0], p[1])
    printed = float(f"{p[0]:.{digits}f}") / float(f"{p[1]:.{digits}f}")
    assert round(np.log(printed), 3) == round(np.log(p[0] / p[1]), 3)


@pytest.mark.parametrize(
    ("classes", "pulls"),
    [(4, ["+0.4412", "+0.0674", "+0.0068", "+0.0007"]), (5, ["+0.442", "+0.068", "+0.007", "+0.001"])],
)
def test_on_the_ladder_the_last_pull_is_1_less_the_q_beside_it_as_printed(classes, pulls, tmp_path):
    q = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] == "one-hot-never-rests":
            q[:] = [scene.blocks.blocks[0].q.numbers["q"].text]

    logits = [*START, -3.0][:classes]
    scene = perform("PulleysAtRest", tmp_path, observe, logits=logits).scene
    shown = [rung.submobjects[2].text for rung in scene.ladder.rungs.values()]
    assert shown == pulls
    assert float(shown[-1]) == pytest.approx(1 - float(q[0]), abs=1e-9)


def test_q_is_p_in_print_at_rest_and_every_pull_is_p_less_q(tmp_path):
    seen, frames = {}, 0

    def observe(scene, repeat):
        nonlocal frames
        held = getattr(scene, "held", None)
        blocks = (held.blocks if held else scene.blocks).blocks
        q, p = ([float(formula.numbers[letter].text) for formula in formulas] for letter, formulas in (
            ("q", [block.q for block in blocks]), ("p", [block.p for block in blocks]),
        ))  # fmt: skip
        if held:
            pulls = [float(pull.text.replace("−", "-")) for pull in held.pulls.values()]
            assert pulls == pytest.approx(np.subtract(p, q), abs=1e-9)
            frames += 1
        seen[scene.renderer.file_writer.names[-1]] = q, p

    perform("PulleysAtRest", tmp_path, observe, logits=[-0.8, 1.5, 0.7, 0.2], target=2, smoothing=0.15)
    for name in ("a-soft-truth", "shift-all"):
        assert seen[name] == ([0.0375, 0.0375, 0.8875, 0.0375],) * 2
    assert seen["springs"][0] != seen["springs"][1]
    assert frames > 20


def test_while_the_clock_runs_the_first_scale_stays_and_arrows_shrink_on_it_till_they_are_too_short(tmp_path):
    seen = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] == "one-hot-never-rests" and scene.scale.force == SAMPLE:
            time = float(np.expm1(scene.moment.get_value()))
            if 0 < time < 0.99 * DECADES[-1]:
                arrow = scene.blocks.arrows[0]
                assert scene.scale in scene.mobjects
                assert {scene.scale.bar.presence, arrow.body.presence} == {1.0}
                seen.append((time, len(arrow.body.points) > 0, arrow.length))

    perform("PulleysAtRest", tmp_path, observe)
    times, drawn, lengths = (np.array(column) for column in zip(*seen, strict=True))
    assert drawn[times < 10].all()
    assert not drawn[times > 30].any()
    assert np.all(np.diff(lengths) <= 1e-12)
    assert lengths[0] > 10 * lengths[drawn][-1]


@pytest.mark.parametrize(("smoothing", "labels"), [(0.4, ()), (0.15, ()), (0.15, ("a", "b", "c", "d"))])
def test_the_lead_at_rest_is_said_to_equal_a_log(smoothing, labels, tmp_path):
    scene = perform(
        "PulleysAtRest", tmp_path, lambda scene, repeat: None, smoothing=smoothing, labels=list(labels)
    ).scene
    bodies = [part.body for part in scene.rest_lead.submobjects if isinstance(part, Formula)]
    assert sum(body.startswith("= log") for body in bodies) == 1


def test_every_frames_fills_frames_and_arrows_are_mathcores(tmp_path):
    seen = 0

    def observe(scene, repeat):
        nonlocal seen
        if scene.renderer.file_writer.names[-1] not in ("one-hot-never-rests", "a-soft-truth"):
            return
        z, p, blocks = scene.z.value, scene.p.value, scene.blocks
        for i, (q, force) in enumerate(zip(mc.softmax(z), mc.forces(z, p), strict=True)):
            block, width = blocks.blocks[i], blocks.hang.width
            assert np.ptp(block.fill_level.points[:, 0]) == pytest.approx(q * width)
            if p[i] > 0.001:
                assert np.ptp(block.truth.points[:, 0]) == pytest.approx(p[i] * width)
            told = getattr(scene, "scale", None)  # a sample length, where arrows aren't as wide as blocks are
            unit = np.ptp(told.bar.points[:, 1]) / told.force if told else width
            if abs(force) > 1e-4:
                assert blocks.arrows[i].length == pytest.approx(force * unit)
            assert block.edge.points[:, 1].mean() == pytest.approx(blocks.hang.top(z[i]))
            seen += 1

    perform("PulleysAtRest", tmp_path, observe)
    assert seen > 200


def test_arrows_get_longer_by_a_round_number_and_the_scales_bar_stands_for_so_much_less(tmp_path):
    scale = perform("PulleysAtRest", tmp_path, lambda scene, repeat: None).scene.scale
    unit = WIDTHS[4] * PX
    largest = np.abs(mc.forces(mc.flow(START, 0, [DECADES[-1]]).logits[0], SOFT)).max()
    assert scale.unit == pytest.approx(2 * unit)  # as "arrows × 2" says
    assert 2 * unit * largest <= LONGEST < 5 * unit * largest
    assert scale.force == SAMPLE / 2
    assert np.ptp(scale.bar.points[:, 1]) == pytest.approx(SAMPLE * unit)


@pytest.mark.parametrize(("largest", "times"), [(0.9, 1), (0.3, 2), (0.06, 10), (0.005, 100), (0.0007, 500)])
def test_arrows_are_made_no_longer_than_there_is_room_for(largest, times):
    assert longer(WIDTHS[4] * PX, largest) == times


def test_a_springs_cross_section_is_as_it_is_stiff_and_it_ends_on_its_blocks_masts():
    feet = np.array([[0.0, 0.0], [2.0, 1.0], [4.0, 0.0], [6.0, 0.0]])
    springs = Springs(DARK, 1, np.array([0.2, 0.0, 0.001, 0.1]), 2.0).show(feet)
    assert set(springs.coils) == {0, 2, 3}
    assert springs.coils[0].stroke_width ** 2 == pytest.approx(0.2 * STROKE**2)
    assert springs.coils[3].stroke_width ** 2 == pytest.approx(0.1 * STROKE**2)
    assert springs.coils[2].stroke_width == pytest.approx(THINNEST)
    for i, spring in springs.coils.items():
        lane = np.array([0.0, springs.lanes[i]])
        assert spring.points[[0, -1], :2] == pytest.approx(feet[[1, i]] + lane)
    assert springs.lanes[3] > springs.lanes[0] == springs.lanes[2] > springs.lanes[1] == 0.0


def test_all_springs_have_the_same_turns_next_to_their_blocks_and_no_wire_takes_more_than_a_third_of_one():
    springs = Springs(DARK, 0, np.array([0.0, 0.25, 0.25, 0.001]), 2.4)
    coils = {i: springs.shares[i] * 2.4 * i for i in springs.coils}
    for i, coil in coils.items():
        assert coil == pytest.approx(coils[1])
        assert springs.coils[i].stroke_width / 100 <= coil / springs.turns / 3 + 1e-9
        middle = springs.middles[i] * 2.4 * i  # in the last gap before its block
        assert 2.4 * (i - 1) < middle - coil / 2
        assert middle + coil / 2 < 2.4 * i


def test_a_printed_pull_is_the_printed_p_less_q_and_the_law_is_stiffness_times_the_difference_in_lift(tmp_path):
    seen, moving = {}, []

    def observe(scene, repeat):
        if hasattr(scene, "held"):
            blocks, law = scene.held.blocks.blocks, scene.held.law
            off = scene.off.value
            moving.append((dict(law.values), off[0] - off[1], mc.forces(scene.held.rest + off, SOFT)[1]))
            pulls = [float(pull.text.replace("−", "-")) for pull in scene.held.pulls.values()]
            gaps = [float(block.p.numbers["p"].text) - float(block.q.numbers["q"].text) for block in blocks]
            seen[scene.renderer.file_writer.names[-1]] = scene.off.value.tolist(), pulls, gaps, dict(law.values)

    perform("PulleysAtRest", tmp_path, observe)
    for lifts, pulls, gaps, law in seen.values():
        assert pulls == pytest.approx(gaps, abs=1e-9)
        assert law == pytest.approx({"d": lifts[0] - lifts[1], "f": SOFT[0] * SOFT[1] * (lifts[0] - lifts[1])})
        assert pulls[1:] == pytest.approx([law["f"]] * 3, rel=0.03)
    assert any(0.0 < lifted < 0.02 for _, lifted, _ in moving)
    for law, lifted, pull in moving:
        assert law["d"] == pytest.approx(lifted, abs=0.0005 + 1e-9)
        assert law["f"] == pytest.approx(pull, abs=0.0003)  # the law is that of small lifts
    lift = lift_for(SOFT, 0)
    assert seen["springs"][0] == [lift, 0.0, 0.0, 0.0]
    assert seen["shift-all"][0] == [lift] * 4
    assert seen["shift-all"][1] == [0.0] * 4


@pytest.mark.parametrize(
    ("classes", "smoothing", "lift"), [(4, 0.4, 0.12), (4, 0.1, 0.1), (3, 0.4, 0.12), (5, 0.4, 0.25)]
)
def test_a_block_is_lifted_as_far_as_lets_the_printed_pulls_add_up_to_0(classes, smoothing, lift):
    p = mc.smooth(0, classes, smoothing)
    assert lift_for(p, 0) == lift
    printed = [
        float(f"{force:.{share_decimals(classes)}f}") for force in mc.forces(np.log(p) + lift * np.eye(classes)[0], p)
    ]
    assert sum(printed) == pytest.approx(0.0, abs=1e-9)
    assert all(printed)


def test_where_no_pull_of_another_block_can_be_printed_the_lift_is_the_largest():
    assert lift_for(mc.smooth(0, 12, 0.01), 0) == max(LIFTS[3])


@pytest.mark.parametrize(("target", "spans"), [(0, 1), (3, 2)])
def test_the_leads_dashes_run_from_another_block_to_the_column_but_not_over_the_true_one(target, spans, tmp_path):
    scene = perform(
        "PulleysAtRest", tmp_path, lambda scene, repeat: None, target=target, labels=["a", "b", "c", "d"]
    ).scene
    hang, clear = scene.blocks.hang, scene._clear_spans()
    assert len(clear) == spans
    assert clear[0][0] == pytest.approx(hang.lefts[3 if target < 3 else 2] + hang.width)
    for first, last in clear:
        assert first < last
        assert last <= hang.lefts[target] or first >= hang.lefts[target] + hang.width


def test_of_a_share_that_is_0_in_print_it_is_said_that_it_is_less(tmp_path):
    seen = {}

    def observe(scene, repeat):
        seen[scene.renderer.file_writer.names[-1]] = [
            (block.q.numbers["q"].presence > 0, block.trace.leaves[0].presence > 0, block.q.numbers["q"].text)
            for block in scene.blocks.blocks
        ]

    perform("PulleysAtRest", tmp_path, observe, logits=[8.5, -2.0, 1.0, 0.5])
    assert [(there, less) for there, less, _ in seen["one-hot-never-rests"]] == [
        (True, False), (False, True), (True, False), (True, False),
    ]  # fmt: skip
    assert seen["one-hot-never-rests"][1][2] == "0.0000"
    assert seen["a-soft-truth"] == [(True, False, "0.7000"), *[(True, False, "0.1000")] * 3]


def test_a_spring_has_its_full_colour_only_when_it_is_stretched():
    springs = Springs(DARK, 0, np.array([0.0, 0.2, 0.1]), 2.0)
    springs.show(np.array([[0.0, 1.0], [2.0, 0.0], [4.0, 1.0]]))
    assert springs.coils[1].stroke_rgbas[0, :3] == pytest.approx(DARK.color("truth").to_rgb())
    assert springs.coils[2].stroke_rgbas[0, :3] == pytest.approx(DARK.tint("truth", SLACK).to_rgb())


@pytest.mark.parametrize("smoothing", [0.01, 0.1, 0.9])
@pytest.mark.parametrize("logits", [START, [50.0, -50.0], [-50.0, 50.0, 0.0], np.zeros(12)])
def test_after_the_climb_there_is_a_kl_to_fade(logits, smoothing):
    climbed = mc.flow(logits, 0, [DECADES[-1]]).logits[0]
    assert mc.kl_divergence(mc.smooth(0, len(logits), smoothing), mc.softmax(climbed)) > 10 * NOTHING


def test_the_curve_of_the_loss_is_that_of_the_run_that_was_seen(tmp_path):
    seen = {}

    def observe(scene, repeat):
        name = scene.renderer.file_writer.names[-1]
        if name == "a-soft-truth" and scene.p.value == pytest.approx(scene.soft) and scene.moment.get_value() > 0:
            assert scene.z.value == pytest.approx(scene.settling.at(scene.moment.get_value()))
        if name == "what-is-left" and hasattr(scene, "plot"):
            seen["losses"] = scene.plot[0].losses

    perform("PulleysAtRest", tmp_path, observe)
    climbed, p = mc.flow(START, 0, [DECADES[-1]]).logits[0], SOFT
    assert seen["losses"][[0, -1]] == pytest.approx([mc.loss(climbed, p), mc.entropy(p)], abs=1e-6)


def test_a_springs_stiffness_is_how_steep_softmax_is_at_rest():
    slopes = mc.softmax_jacobian(np.log(SOFT))[1:, 0]
    assert np.abs(slopes) == pytest.approx(SOFT[0] * SOFT[1:])


def test_lifting_a_block_pulls_the_others_along_and_a_shift_costs_nothing(tmp_path):
    forces = {}

    def observe(scene, repeat):
        if hasattr(scene, "off"):
            z = mc.resting_logits(SOFT, total=START.sum()) + scene.off.value
            forces[scene.renderer.file_writer.names[-1]] = mc.forces(z, SOFT)

    perform("PulleysAtRest", tmp_path, observe)
    assert forces["springs"].round(4).tolist() == [-0.0246, 0.0082, 0.0082, 0.0082]
    assert np.abs(forces["shift-all"]).max() < 1e-12


def test_sentences_hold_for_other_numbers():
    assert "0.940" in told()["what-is-left"]
    assert told()["one-hot-never-rests"].startswith("No pull ends: the true class’s q stays below 1")
    assert "next to nothing" in told(logits=(50.0, -50.0))["one-hot-never-rests"]
    assert "rung" not in told(logits=(50.0, -50.0))["one-hot-never-rests"]
    assert "stiffness, p₁pⱼ, is softmax’s slope at rest" in told()["springs"]
    assert "stiffness, pᵢpⱼ, is softmax’s slope at rest" in told(labels=("fox", "owl", "dog", "hen"))["springs"]
    assert told(logits=(0.0,) * 12, smoothing=0.01)["springs"].startswith("Hardly anybody")


def test_the_sweep_shows_blocks_at_rest_for_every_smoothing():
    (sweep,) = PulleysAtRest.sweeps_of(Params())
    (slider,) = sweep.inputs
    assert (slider.name, slider.count, round(slider.value(slider.count - 1), 6)) == ("smoothing", 90, 0.9)


def test_at_every_rest_of_the_sweep_q_is_p_in_print(tmp_path):
    scene = perform("PulleysAtRest", tmp_path, lambda scene, repeat: None).scene
    blocks = scene.blocks
    for smoothing in np.arange(1, 91) / 100:
        p = mc.smooth(0, 4, smoothing)
        blocks.show(mc.resting_logits(p, total=START.sum()), p)
        for block in blocks.blocks:
            assert block.q.numbers["q"].text == block.p.numbers["p"].text
