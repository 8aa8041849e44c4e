"""Scene 8: tube, curves, pulls and board are those of mathcore's neuron, at every frame; sentences hold."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.kit.axis import steady
from scenes.kit.costs import CROSS_ENTROPY, QUADRATIC
from scenes.kit.layout import Layout
from scenes.kit.text import words
from scenes.kit.theme import DARK
from scenes.learning_slowdown import LearningSlowdown
from scenes.pictures.learning_slowdown.linear_output import LinearOutput, beside_dots
from scenes.pictures.learning_slowdown.pulls import DOT, PullPlot
from scenes.pictures.learning_slowdown.race import SPACING, Race
from scenes.pictures.learning_slowdown.slowdown import TEN, Params, percent
from tests.scenes.geometry import middle
from tests.scenes.performing import perform

STARTS, RATES = ((0.6, 0.9), (2.0, 2.0)), {QUADRATIC: 0.15, CROSS_ENTROPY: 0.025}
#: After 300 updates; recomputed with 40 digits.
ENDS = {
    (QUADRATIC, 0): 0.093955694864,
    (QUADRATIC, 1): 0.202848424268,
    (CROSS_ENTROPY, 0): 0.080960680044,
    (CROSS_ENTROPY, 1): 0.101109543274,
}
BOX = Layout.of("16:9").stage


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep what the tests look at."""
    notes = {"tube": [], "course": [], "race": [], "linear": [], "learnt": []}

    def observe(scene, repeat):
        at = scene.update_.get_value()
        beat = scene.renderer.file_writer.names[-1]
        if beat in ("the-neuron", "wrong", "very-wrong"):
            tube = scene.neuron.tube
            notes["tube"].append((np.ptp(tube.fill_level.points[:, 1]) / tube.inside.height, scene.output))
        if beat in ("wrong", "very-wrong") and at > 0:
            written = *scene.reading.output.numbers.values(), scene.neuron.weight.value, scene.neuron.bias.value
            notes["learnt"].append((beat, scene.reading.updates.value.text, *(number.text for number in written)))
        if beat == "very-wrong" and scene.courses[1] in scene.mobjects:
            z = np.interp(at, np.arange(301), scene.runs[QUADRATIC, 1].training.weights * 2)
            notes["course"].append((middle(scene.courses[1].trace.dot), scene.clock.at(at, mc.sigmoid(z))))
        if beat == "race" and hasattr(scene, "field") and scene.field.axes in scene.mobjects:
            # the axes are zoomed later: outputs are read off now
            y = scene.field.axes.y_axis
            read = {
                run: (middle(course.trace.dot)[1] - y.start[1]) / y.unit for run, course in scene.field.courses.items()
            }
            notes["race"].append((at, read))
        if beat == "linear-output" and hasattr(scene, "pair") and scene.pair.linear in scene.mobjects:
            notes["linear"].append((at, scene.pair.axes, middle(scene.pair.linear.trace.dot)))

    notes["scene"] = perform("LearningSlowdown", tmp_path_factory.mktemp("play"), observe).scene
    return notes


def test_the_tube_is_filled_to_the_output_at_every_frame(seen):
    drawn, true = np.array(seen["tube"]).T
    assert len(drawn) > 100
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_what_is_written_of_the_neuron_is_of_the_update_that_is_written(seen):
    assert len(seen["learnt"]) > 60
    for beat, update, *written in seen["learnt"]:
        training = seen["scene"].runs[QUADRATIC, int(beat == "very-wrong")].training
        true = [array[int(update)] for array in (training.outputs, training.weights, training.biases)]
        assert [float(number.replace("−", "-")) for number in written] == [
            pytest.approx(value, abs=half + 1e-9) for value, half in zip(true, (0.0005, 0.005, 0.005), strict=True)
        ]


def test_the_dot_of_the_very_wrong_start_is_on_its_course_and_goes_straight_between_updates(seen):
    drawn, true = np.array(seen["course"]).swapaxes(0, 1)
    assert len(drawn) > 40
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_both_runs_race_on_one_scale(seen):
    runs = {(cost, start): mc.train_neuron(*STARTS[start], RATES[cost], 300, cost) for cost, start in ENDS}
    assert len(seen["race"]) > 30
    for at, read in seen["race"]:
        assert set(read) == {(QUADRATIC, 1), (CROSS_ENTROPY, 1)}
        for run, output in read.items():
            z = np.interp(at, np.arange(301), runs[run].weights + runs[run].biases)
            assert output == pytest.approx(mc.sigmoid(z), abs=1e-9)


def test_the_runs_end_on_the_outputs_after_300_updates(seen):
    for run, end in ENDS.items():
        assert seen["scene"].runs[run].output(300) == pytest.approx(end, abs=1e-11)


def test_texts_beside_the_dots_are_in_the_dots_order_and_off_each_other(seen):
    params, field = Params(), Race(DARK, BOX, {run: Params().run(*run) for run in ENDS}, QUADRATIC)
    runs = [params.run(cost, 1) for cost in (QUADRATIC, CROSS_ENTROPY)]
    for at in (0.0, 100.0, 300.0):
        quadratic, cross_entropy = beside_dots(field.axes, runs, at, pitch=0.4)
        assert quadratic >= cross_entropy + 0.4 - 1e-9
    assert float(field.axes.at(100.0, runs[1].output(100.0))[1]) == pytest.approx(
        beside_dots(field.axes, runs, 100.0, pitch=0.4)[1]
    )


def test_arrows_lead_from_the_quadratic_pull_to_the_risen_one():
    plot = PullPlot(DARK, BOX, Params().outputs(), Params().written()).pull_by(0.0)
    for q, arrow in zip(plot.starts, plot.risen, strict=True):
        low, high = (float(plot.axes.at(q, value)[1]) for value in (q * q * (1 - q), q))
        ends = arrow.points[:, 1].min(), arrow.points[:, 1].max()
        assert ends == pytest.approx((low, high - DOT), abs=1e-9)  # up to the dot's edge


def test_the_quadratic_pulls_stay_written_while_cross_entropy_s_rise():
    weak = PullPlot(DARK, BOX, Params().outputs(), Params().written()).weak(DARK)
    assert [part.text for part in weak.submobjects if part.is_text] == ["0.122", "0.017"]


def test_a_pull_has_a_number_only_when_its_curve_has_come_so_far():
    plot = PullPlot(DARK, BOX, (0.6, 0.9), ("0.60", "0.90")).pull_by(0.0, reach=0.7)
    assert [number.presence for number in plot.numbers] == [1.0, 0.0]
    assert plot.cross_entropy.points[:, 0].max() == pytest.approx(float(plot.axes.x_axis.at(0.7)), abs=0.1)
    plot.pull_by(0.0, reach=0.0)
    assert len(plot.cross_entropy.points) == 0


def test_lines_keep_their_code_through_the_scene(seen):
    scene = seen["scene"]
    for (cost, start), course in scene.field.courses.items():
        assert course.trace.is_dashed == (cost == QUADRATIC)
        assert course.trace.line.stroke_width == (8.0 if start else 4.5)
    for start, course in enumerate(scene.courses):
        assert course.trace.is_dashed
        assert course.trace.line.stroke_width == (8.0 if start else 4.5)


def test_the_linear_output_falls_by_three_tenths_in_every_update(seen):
    for at, axes, dot in seen["linear"]:
        update = int(at + 1e-9)
        np.testing.assert_allclose(dot, axes.at(update, 4 * 0.7**update), atol=1e-9)
    left = [text.body for text in seen["scene"].pair.left()]
    assert left[:2] == ["$display(prediction(99.9 thin %))$", "$display(logit(2.8 thin %))$"]
    assert left[2] == words("error left:", DARK).body


def test_what_isnt_all_of_the_error_is_not_written_as_all():
    params = Params(starts=(0.8, 1.2, -1.2, 7.2), rates=(0.01, 0.15))
    run = params.run(QUADRATIC, 1)  # keeps 0.99999 in ten updates
    pair = LinearOutput(DARK, Race(DARK, BOX, {(QUADRATIC, 1): run}, QUADRATIC).axes, run, params.linear_run(10))
    assert pair.left()[0].body == "$display(prediction(> 99.9 thin %))$"


def test_pulls_are_the_error_times_a_power_of_the_sigmoids_slope():
    plot = PullPlot(DARK, BOX, Params().outputs(), Params().written())
    texts = []
    for power in (1.0, 0.0):
        plot.pull_by(power)
        for q, dot in zip(plot.starts, plot.dots, strict=True):
            np.testing.assert_allclose(middle(dot), plot.axes.at(q, q * (q * (1 - q)) ** power), atol=1e-9)
        texts.append([number.text for number in plot.numbers])
    assert texts[0] == ["0.122", "0.017"]
    assert texts[1] == ["0.818", "0.982"]


def test_where_one_run_alone_passes_a_half_its_foot_stands():
    params = Params(starts=(0.8, 1.2, -1.2, 7.2), rates=(0.01, 0.15))
    runs = {(cost, start): params.run(cost, start) for cost in (QUADRATIC, CROSS_ENTROPY) for start in (0, 1)}
    race = Race(DARK, BOX, runs, QUADRATIC)
    foot, number = race.later(runs[CROSS_ENTROPY, 1], runs[QUADRATIC, 1])
    at = runs[CROSS_ENTROPY, 1].first_below(0.5)
    assert foot.points[:, 0] == pytest.approx(float(race.axes.x_axis.at(at)))
    assert number.body == words(str(at), DARK).body


def told(**params) -> dict[str, tuple[str, str]]:
    """Return conclusion and question of each beat."""
    beats = LearningSlowdown.beats_of(Params.model_validate(params))
    return {beat.name: (beat.conclusion, beat.question) for beat in beats}


def test_the_story_of_the_defaults():
    said = told()
    assert said["wrong"][0] == "It learns at once, and slows later."
    assert said["very-wrong"] == (
        "It hardly moved for 150 updates: it ends at 0.203, not 0.094.",
        "Why does the one with most to learn start slowest?",
    )
    assert said["race"][0] == "Even with 1/6 of the step cross-entropy is first: at update 100 against 232."
    # recomputed with the outputs on the board: what is left is 2.8 % and 99.9 %
    left = "Quadratic loss isn’t slow without the sigmoid: 2.8 % of the error is left."
    assert said["linear-output"][0] == left


def test_a_start_that_doesnt_wait_isnt_said_to():
    said = told(starts="0,0,.3,.3")
    assert said["very-wrong"][1] == "What sets the speed?"
    assert said["very-wrong"][0] == "In 300 updates q goes from 0.646 to 0.090."
    assert said["wrong"][0] == "It learns at once, and slows later."


@pytest.mark.parametrize(
    ("rates", "steps", "said"),
    [
        ((0.15, 0.025), ("0.15", r"0.15 \/ 6 = 0.025"), "1/6 of the step"),
        ((2.0, 0.025), ("2", r"2 \/ 80 = 0.025"), "1/80 of the step"),
        ((0.15, 0.1), ("0.15", "0.1"), "0.67 of the step"),
        ((0.15, 0.15), ("0.15", "0.15"), "the same step"),
        ((0.01, 0.15), ("0.01", "0.15"), "15 times the step"),
    ],
)
def test_cross_entropy_s_step_is_told_beside_the_quadratic_one(rates, steps, said):
    params = Params(rates=rates)
    assert params.steps() == steps
    assert params.racing() == f"From q = 0.98, cross-entropy with {said}: which passes 0.5 first?"
    race = Race(DARK, BOX, {(cost, 1): params.run(cost, 1) for cost in RATES}, QUADRATIC)
    key = [part.body for part in race.key(steps, BOX.right, BOX.top).submobjects if hasattr(part, "body")]
    assert [body.strip("$") for body in key] == [
        f'display("{cost}:" eta = {step})' for cost, step in zip(RATES, steps, strict=True)
    ]


def test_numbers_of_q_wear_its_colour():
    assert Params().named_span(0) == '"from" prediction(0.818) "to" prediction(0.094)'
    plot = PullPlot(DARK, BOX, Params().outputs(), Params().written())
    assert {name.role for name in plot.start_names.submobjects} == {"prediction"}


def test_where_the_linear_output_is_compared_no_tick_is_half_there():
    for top in np.linspace(1.0, 12.0, 45):
        field = Race(DARK, BOX, {(QUADRATIC, 1): Params().run(QUADRATIC, 1)}, QUADRATIC)
        axis = field.axes.y_axis
        high = axis.length / steady(axis.length / top, SPACING)
        assert high >= top
        assert set(axis.show(0.0, high).there.values()) <= {0.0, 1.0}


def test_no_tick_of_the_updates_is_half_there_where_the_axis_rests():
    for epochs in (10, 11, 37, 99, *range(100, 700, 41), 5000):
        axis = Race(
            DARK,
            Layout.of("16:9").pixels(150, 232, 1560, 846),
            {(QUADRATIC, 1): Params(epochs=epochs).run(QUADRATIC, 1)},
            QUADRATIC,
        ).axes.x_axis
        for high in (epochs, TEN):
            assert set(axis.show(0.0, high).there.values()) <= {0.0, 1.0}


def test_a_share_that_isnt_nothing_is_not_written_as_nothing():
    assert [percent(share) for share in (0.0, 1e-7, 0.0282, 0.9996, 1.0)] == ["0.0", "< 0.1", "2.8", "> 99.9", "100.0"]
    said = told(rates=".4,.025")["linear-output"][0]
    assert said == "Quadratic loss isn’t slow without the sigmoid: < 0.1 % of the error is left."


def test_outputs_near_1_are_written_with_more_decimals():
    assert Params().written() == ("0.82", "0.98")
    assert Params(starts=(0.8, 1.2, -1.2, 8.0)).written() == ("0.881", "0.999")
    # recomputed with 40 digits: 0.998887464 and 0.998880013
    said = told(starts=".8,1.2,-1.2,8", rates=".01,.15")["very-wrong"][0]
    assert said == "In 300 updates q hardly moves: from 0.99889 to 0.99888."
    assert Params(starts=(0.0, 0.0, 10.0, 10.0)).span(1) == "down by less than 0.000001"


def test_a_pull_at_the_axis_end_has_its_number_all_there():
    plot = PullPlot(DARK, BOX, (0.88, 0.998), ("0.880", "0.998")).pull_by(0.0)
    assert [number.presence for number in plot.numbers] == [1.0, 1.0]


def test_the_winner_of_the_race_is_computed():
    assert told(rates="2,.025")["race"][0] == "At these rates the quadratic loss is first: it passes 0.5 at update 19."
    assert told(epochs=150)["race"][0] == "Even with 1/6 of the step only cross-entropy passes 0.5: at update 100."
    larger = told(starts=".8,1.2,-1.2,7.2", rates=".01,.15")["race"][0]
    assert larger == "With 15 times the step only cross-entropy passes 0.5: at update 23."
    slow = told(starts="2,2,5,5", rates=".15,.001")["race"][0]
    assert slow == "From the very wrong start neither passes 0.5 in 300 updates."
    assert told(starts="0,0,0,0", rates=".5,.125")["race"][0] == "At these rates both pass 0.5 at update 1."


def test_a_linear_output_that_would_overshoot_or_has_nothing_to_learn_is_left_out():
    assert "linear-output" not in told(rates="2,.025")
    assert "linear-output" not in told(starts="0,0,.1,.1")


@pytest.mark.parametrize(
    "params",
    [
        {"starts": "1,1,10,10"},
        {"starts": "0,0,.3,.3", "rates": "2,.025"},
        {"starts": "2,2,5,5", "rates": ".15,.001"},
        {"starts": "1,.5,1,.52", "epochs": 10},
        {"starts": "0,.5,1,2", "rates": ".15,.15", "epochs": 100},
    ],
    ids=str,
)
def test_other_starts_and_rates_make_sound_pictures(params, tmp_path):
    assert perform("LearningSlowdown", tmp_path, fps=4, **params).faults == {}


def test_the_sweep_reads_all_four_outputs_at_every_update(tmp_path):
    (sweep,) = LearningSlowdown.sweeps_of(Params())
    assert (sweep.inputs[0].count, sweep.inputs[0].high) == (301, 300)
    assert LearningSlowdown.sweeps_of(Params(epochs=5000))[0].inputs[0].count <= 302
    written = {}

    def observe(scene, repeat):
        if scene.update_.get_value() == 300:
            written.update({run: output.numbers["q"].text for run, output in scene.board.outputs.items()})

    scene = perform("LearningSlowdown", tmp_path, observe, swept="epochs").scene
    assert {name: readings[-1] for name, readings in scene.readings.items()} == pytest.approx(
        {f"q, {cost}, from {('0.82', '0.98')[start]}": end for (cost, start), end in ENDS.items()}, abs=1e-10
    )
    assert {len(readings) for readings in scene.readings.values()} == {301}
    assert len(scene.handles) == 1
    assert set(scene.field.courses) == set(scene.board.outputs) == set(ENDS)
    assert written == {run: f"{end:.3f}" for run, end in ENDS.items()}


def test_starts_count_as_they_are_written():
    params = Params(starts=(0.848, 1.186, -1.178, 7.243))
    assert params.pairs() == ((0.85, 1.19), (-1.18, 7.24))
    assert params.outputs() == pytest.approx((1 / (1 + np.exp(-2.04)), 1 / (1 + np.exp(-6.06))))


def test_starts_may_be_written_in_a_row():
    assert Params.model_validate({"starts": ".6,.9,2,2"}) == Params()


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"starts": "2,2,.6,.9"}, "the second start must be the more wrong one, but w + b is 4 for the first and 1.5"),
        ({"starts": "-3,0,2,2"}, "the neuron must start on the wrong side of its target 0, with w + b at least 0"),
        ({"starts": "1,2,3"}, "at least 4 items"),
        ({"rates": "0,1"}, "greater than 0"),
        ({"epochs": 3}, "greater than or equal to 10"),
    ],
)
def test_bad_parameters_are_refused_with_the_reason(params, message):
    with pytest.raises(ValidationError, match=".*" + message.replace("+", r"\+")):
        Params.model_validate(params)
