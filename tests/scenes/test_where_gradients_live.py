"""Scene 4 draws the gradients that mathcore's own graph computed."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.kit.graph import named_edges
from scenes.kit.loss_graph import LossGraph, leading
from scenes.where_gradients_live import WhereGradientsLive
from tests.scenes.bands import across
from tests.scenes.performing import perform

Z = np.array([2.5, -1.0, 3.2, 0.5])
Y = 0
Params = WhereGradientsLive.Params


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    """Return the scene, and the width of every wire of the loss's graph at every frame that draws one."""
    seen = []

    def observe(scene, repeat):
        if hasattr(scene, "picture"):
            wires = {edge: wire for stage in scene.picture.stages for edge, wire in stage.items()}
            seen.append({edge: across(w.band) / w.unit for edge, w in wires.items() if len(w.band.points)})

    scene = perform("WhereGradientsLive", tmp_path_factory.mktemp("media"), observe).scene
    return scene, seen


def test_the_graph_computes_what_the_closed_forms_say():
    graph = LossGraph(Z, Y)
    assert [q.data for q in graph.q] == pytest.approx(mc.softmax(Z))
    assert graph.loss.data == pytest.approx(float(mc.loss(Z, Y)))
    assert [z.grad for z in graph.z] == pytest.approx(mc.gradient_wrt_logits(Z, Y))
    assert [q.grad for q in graph.q] == pytest.approx(mc.gradient_wrt_probabilities(mc.softmax(Z), Y))


def test_what_flows_back_over_the_edges_of_a_node_sums_to_its_gradient():
    graph = LossGraph(Z, Y)
    for node in (*graph.z, *graph.q, *graph.terms, graph.picked):
        flows = [flow for (parent, _), flow in graph.edges.items() if parent == node.label]
        assert sum(flows) == pytest.approx(node.grad)


def test_unnamed_steps_are_folded_into_one_edge_by_the_chain_rule():
    a, b = mc.Value(3.0, "a"), mc.Value(2.0, "b")
    c = a * b + a  # by two ways
    c.label = "c"
    d = c * c
    d.label = "d"
    d.backward()
    assert named_edges(d) == {("a", "c"): 54.0, ("b", "c"): 54.0, ("c", "d"): 18.0}


def test_widths_on_the_way_to_the_probabilities_are_the_gradients_of_the_loss(frames):
    last = frames[1][-1]
    q = mc.softmax(Z)
    assert last["picked", "L"] == pytest.approx(1 / q[Y])
    for i in range(len(Z)):
        assert last[f"pq{i}", "picked"] == pytest.approx(1 / q[Y])
    assert last[f"q{Y}", f"pq{Y}"] == pytest.approx(-mc.gradient_wrt_probabilities(q, Y)[Y])


def test_edges_to_the_other_probabilities_never_carry_light(frames):
    for seen in frames[1]:
        assert not any(parent[0] == "q" and parent != f"q{Y}" for parent, _ in seen)
        assert not any(parent[0] == "z" and child != f"q{Y}" for parent, child in seen)


def test_widths_at_the_logits_are_the_size_of_q_minus_p_at_every_frame(frames):
    gradient = mc.gradient_wrt_logits(Z, Y)
    lit = [seen for seen in frames[1] if ("z0", f"q{Y}") in seen]
    assert len(lit) > 20
    for seen in lit:
        assert [seen[f"z{i}", f"q{Y}"] for i in range(len(Z))] == pytest.approx(np.abs(gradient), rel=1e-6)


def test_the_key_says_how_much_wider_the_bands_at_the_logits_are_drawn(frames):
    picture = frames[0].picture
    units = [picture.stages[k][edge].unit for k, edge in ((0, ("z0", "q0")), (3, ("picked", "L")))]
    assert units[0] / units[1] == pytest.approx(picture.ratio)
    assert f"widths ×] {picture.ratio:g}" in picture.keys[1].body


@pytest.mark.parametrize(("value", "cut"), [(8.9, 8), (1.0, 1), (0.57, 0.5), (47.3, 40), (3.9e43, 3e43)])
def test_a_ratio_is_cut_to_its_first_digit(value, cut):
    assert leading(value) == pytest.approx(cut, rel=1e-12)


def test_green_is_where_descent_raises_and_red_where_it_lowers(frames):
    scene = frames[0]
    for i, slope in enumerate(mc.gradient_wrt_logits(Z, Y)):
        role = "down" if slope > 0 else "up"
        for shape in (scene.picture.stages[0][f"z{i}", f"q{Y}"].band, scene.picture.z[i].gradient):
            assert shape.fill_rgbas[0, :3] == pytest.approx(scene.theme.color(role).to_rgb())


def test_the_numbers_under_the_logits_are_nielsens_gradient(frames):
    assert [node.gradient.text for node in frames[0].picture.z] == ["−0.685", "+0.009", "+0.633", "+0.043"]
    assert [node.gradient.text for node in frames[0].picture.q] == ["−3.179", "0", "0", "0"]


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
    assert perform("WhereGradientsLive", tmp_path, **params).faults == {}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"target": "4"}, "target is 4, but there are 4 classes; use 0 to 3"),
        ({"logits": "1"}, "at least 2 items"),
        ({"logits": "1,51"}, "less than or equal to 50"),
        ({"labels": "cat,dog"}, "2 labels came for 4 classes; give one a class, or none"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(values)
