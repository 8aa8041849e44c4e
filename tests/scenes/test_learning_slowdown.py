"""Scene 8: gauges, curves and pulls are those of mathcore's neuron, at every frame."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.kit.shapes import DIMMED
from scenes.learning_slowdown import COSTS, CROSS_ENTROPY, QUADRATIC, LearningSlowdown, Params
from tests.scenes.performing import perform

STARTS, RATES = ((0.6, 0.9), (2.0, 2.0)), {QUADRATIC: 0.15, CROSS_ENTROPY: 0.025}
#: After 301 updates; recomputed with 30 digits.
ENDS = {
    (QUADRATIC, 0): 0.093751630900,
    (QUADRATIC, 1): 0.201261900978,
    (CROSS_ENTROPY, 0): 0.080659992293,
    (CROSS_ENTROPY, 1): 0.100650994813,
}


def center(dot) -> np.ndarray:
    """Return a disc's middle."""
    return (dot.points[:, :2].min(0) + dot.points[:, :2].max(0)) / 2


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep what the tests look at."""
    notes = {"gauge": [], "pull": [], "race": [], "raced": []}

    def observe(scene, repeat):
        output = mc.sigmoid(scene.weight.get_value() + scene.bias.get_value())
        if scene.neuron in scene.mobjects and scene.neuron.gauge.fill_level.presence == 1:
            gauge = scene.neuron.gauge
            notes["gauge"].append((np.ptp(gauge.fill_level.points[:, 1]) / gauge.up, output))
        if scene.pulls is not None and scene.pulls in scene.mobjects:
            dot = scene.curves[QUADRATIC].dot
            notes["pull"].append((center(dot), scene.pulls.at(output, mc.neuron_gradient(output, QUADRATIC))))
        if scene.gauges is not None and scene.gauges in scene.mobjects:
            heights = [np.ptp(gauge.fill_level.points[:, 1]) / gauge.up for gauge in scene.gauges.gauges]
            notes["race"].append((scene.epoch.get_value(), heights))

    notes["scene"] = perform("LearningSlowdown", tmp_path_factory.mktemp("play"), observe).scene
    return notes


def test_the_gauge_of_the_neuron_is_its_output_at_every_frame(seen):
    drawn, true = np.array(seen["gauge"]).T
    assert len(drawn) > 100
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_the_dot_rides_on_the_pull_at_every_frame_and_on_every_scale(seen):
    drawn, true = np.array(seen["pull"]).swapaxes(0, 1)
    assert len(drawn) > 50
    np.testing.assert_allclose(drawn, true, atol=1e-9)


def test_gauges_of_the_race_are_where_the_runs_are_and_between_updates_go_straight(seen):
    runs = [mc.train_neuron(*STARTS[start], RATES[cost], 301, cost) for cost in COSTS for start in (0, 1)]
    for epoch, heights in seen["race"]:
        z = [np.interp(epoch, np.arange(302), run.weights + run.biases) for run in runs]
        np.testing.assert_allclose(heights, mc.sigmoid(z), atol=1e-9)


def test_it_ends_on_the_outputs_after_301_updates(seen):
    scene = seen["scene"]
    assert [readout.text for readout in scene.gauges.outputs] == ["0.0938", "0.2013", "0.0807", "0.1007"]
    for run, end in ENDS.items():
        assert scene.runs[run].outputs[-1] == pytest.approx(end, abs=1e-11)


def test_costs_race_on_one_axis_each_over_its_own_start(seen):
    scene = seen["scene"]
    for (cost, start), trace in scene.traces.items():
        run = scene.runs[cost, start]
        np.testing.assert_allclose(center(trace.dot), trace.plot.at(301, run.costs[-1] / run.costs[0]), atol=1e-9)
        np.testing.assert_allclose(trace.line.points[0, :2], trace.plot.at(0, 1.0), atol=1e-9)


def test_the_very_wrong_start_is_pulled_seven_times_less_by_the_quadratic_cost(seen):
    texts = {cost: [stem.value.text for stem in stems] for cost, stems in seen["scene"].stems.items()}
    assert texts == {QUADRATIC: ["0.122", "0.017"], CROSS_ENTROPY: ["0.818", "0.982"]}


def test_the_race_sets_the_very_wrong_starts_before_the_others(seen):
    presences = {start: trace.line.presence for (_, start), trace in seen["scene"].traces.items()}
    assert presences == {0: DIMMED, 1: 1.0}


def test_the_question_comes_before_the_answer():
    first = LearningSlowdown.beats_of(Params())[0]
    assert first.question == "The target is 0. Which start learns faster: 0.82 or 0.98?"


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
