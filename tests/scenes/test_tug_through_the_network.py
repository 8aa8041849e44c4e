"""Scene 7 draws the gradients that mathcore's network computed, at every frame; its sentences hold for other nets."""

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import numpy as np
import pytest

import mathcore as mc
from scenes.kit.layout import Layout
from scenes.kit.sizes import PX
from scenes.kit.text import Label
from scenes.kit.theme import THEMES
from scenes.pictures.tug_through_the_network.bands import DASH, GAP, HAIR, bar
from scenes.pictures.tug_through_the_network.first_layer import adding, pulling, weights_into
from scenes.pictures.tug_through_the_network.hidden import LONG, Brought
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.states import Example
from scenes.pictures.tug_through_the_network.weight_ruler import WeightRuler
from scenes.tug_through_the_network import TugThroughTheNetwork
from tests.scenes.performing import perform

Params = TugThroughTheNetwork.Params


def wide(band, start, end) -> float:
    """Return how wide a band is from outer edge to outer edge, across the way from start to end."""
    way = (end - start) / np.hypot(*(end - start))
    return float(np.ptp(band.points[:, :2] @ np.array([-way[1], way[0]])))


def on(axis, bead) -> float:
    """Return at which value of a level axis a bead is."""
    at = bead.points[:, 0].min() + np.ptp(bead.points[:, 0]) / 2
    return axis.low + (at - axis.start[0]) / axis.unit


def box_of(shown) -> np.ndarray:
    """Return left, bottom, right and top of what is drawn."""
    points = np.concatenate([part.points[:, :2] for part in shown.get_family() if len(part.points)])
    return np.concatenate([points.min(0), points.max(0)])


def crossed(box, start, end) -> bool:
    """Whether the straight way from start to end goes through a box."""
    way = start + np.linspace(0.0, 1.0, 1000)[:, None] * (end - start)
    return bool(((way > box[:2]) & (way < box[2:])).all(1).any())


def apart(points, start, end) -> np.ndarray:
    """Return how far points are from the way from start to end."""
    way = start + np.linspace(0.0, 1.0, 1000)[:, None] * (end - start)
    return np.linalg.norm(points[:, None] - way, axis=-1).min(1)


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def presence(scene, shown) -> float:
    """Return how far a part of the scene has come; 0 before it is in it."""
    leaves = (leaf.presence for leaf in shown.get_family() if hasattr(leaf, "presence"))
    return max(leaves) if shown in scene.mobjects else 0.0


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    """Return the scene, and what was drawn at every frame in which all edges are under tension."""
    seen = []

    def observe(scene, repeat):
        if scene.back[0].get_value() < 1:
            return
        net, outputs = scene.net, scene.outputs
        moment = {"beat": scene.renderer.file_writer.names[-1], "step": scene.step.get_value(), "state": scene.state}
        moment["widths"] = [
            [wide(band, a, b) / net.unit for band, a, b in zip(bands, *net.ends(k), strict=True)]
            for k, bands in enumerate(net.bands)
        ]
        moment["pieces"] = [[len(band.points) // 16 for band in bands] for bands in net.bands]
        moment["colours"] = [[band.fill_rgbas[0, :3].copy() for band in bands] for bands in net.bands]
        moment["values"] = [[number(shown.text) for shown in layer] for layer in net.numbers]
        moment["arrows"] = np.array([arrow.length / arrow.unit for arrow in outputs.arrows])
        moment["blocks"] = [np.ptp(b.fill_level.points[:, 0]) / outputs.width for b in outputs.blocks]
        moment["loss"] = outputs.loss.text
        moment["hidden"] = [number(shown.text) for shown in scene.hidden.numbers[0]]
        moment["pulled"] = [arrow.length / outputs.unit for arrow in scene.hidden.arrows[0]]
        moment["long"] = max(abs(arrow.length) for arrow in scene.hidden.arrows[0])
        if scene._slide in scene.followers:
            ruler = scene.ruler
            moment["bead"] = on(ruler.axis, ruler.ring)
            moment["slid"], moment["aim"] = scene.slid.get_value(), ruler.aim.text
            moment["held"], moment["now"] = on(ruler.axis, ruler.held), ruler.now.text
        if moment["beat"] == "again-and-again":
            dot = scene.trail.trace.dot.points[:, :2]
            moment["trail"] = (scene.trail.count.values["k"], *(dot.min(0) + np.ptp(dot, axis=0) / 2))
        seen.append(moment)

    scene = perform("TugThroughTheNetwork", tmp_path_factory.mktemp("media"), observe).scene
    return scene, seen


def descended(steps: int) -> tuple[mc.Network, Example]:
    """Return the default network after some steps of its descent, computed apart from the scene."""
    params = Params()
    network = mc.Network.random(params.widths, params.seed)
    example = Example.drawn(network, params.seed)
    for _ in range(steps):
        network = network.step(network.backward(example.x, example.target), params.rate)
    return network, example


def test_the_default_example_stays_what_it_is():
    network, example = descended(0)
    assert (example.x.tolist(), example.target) == ([0.9, -0.6], 0)
    assert network.backward(example.x, 0).loss == pytest.approx(2.0277371216889932)


def test_an_edge_is_as_wide_as_the_gradient_of_its_weight_at_every_frame(frames):
    scene, seen = frames
    hair = scene.net.hair / scene.net.unit
    assert scene.net.hair == pytest.approx(3 * PX)  # seen from the last row
    assert len(seen) > 60
    for one in seen:
        for widths, gradient in zip(one["widths"], one["state"].gradients.weights, strict=True):
            assert widths == pytest.approx(np.maximum(np.abs(gradient).ravel(), hair), abs=1e-6)


@pytest.mark.parametrize("steps", [0, 1, 10])
def test_the_drawn_state_is_that_of_a_descent_computed_apart(steps, frames):
    network, example = descended(steps)
    gradients = network.backward(example.x, example.target)
    seen = next(seen for seen in frames[1] if seen["step"] == steps)
    for drawn, gradient in zip(seen["state"].gradients.weights, gradients.weights, strict=True):
        assert drawn == pytest.approx(gradient)
    assert seen["loss"] == f"{gradients.loss:.3f}"


def test_the_gradients_drawn_agree_with_finite_differences(frames):
    network, example = descended(0)
    first = frames[1][0]
    for k, weights in enumerate(network.weights):
        for n, (i, j) in enumerate(np.ndindex(weights.shape)):
            losses = []
            for nudge in (-1e-5, 1e-5):
                nudged = [w.copy() for w in network.weights]
                nudged[k][i, j] += nudge
                losses.append(mc.Network(nudged, network.biases).backward(example.x, example.target).loss)
            assert first["widths"][k][n] == pytest.approx(abs(losses[1] - losses[0]) / 2e-5, abs=1e-6)


def test_raised_weights_have_solid_green_edges_and_lowered_ones_dashed_red_ones(frames):
    scene, seen = frames
    for colours, pieces, slopes in zip(
        seen[0]["colours"], seen[0]["pieces"], seen[0]["state"].gradients.weights, strict=True
    ):
        for colour, count, slope in zip(colours, pieces, slopes.ravel(), strict=True):
            assert colour == pytest.approx(scene.theme.color("down" if slope > 0 else "up").to_rgb())
            assert count > 5 if slope > 0 else count == 1


@pytest.mark.parametrize("width", [HAIR, 0.05, 0.5])
def test_a_dashed_bar_is_as_wide_as_a_solid_one_and_has_gaps_at_every_width(width):
    ends = np.zeros(2), np.array([2.0, 0.0])
    solid, dashed = (bar(*ends, width, dashed)[:, :2] for dashed in (False, True))
    assert np.ptp(solid[:, 1]) == pytest.approx(np.ptp(dashed[:, 1])) == pytest.approx(width)
    assert np.ptp(solid[:, 0]) == 2.0
    drawn = sum(np.ptp(dash[:, 0]) for dash in dashed.reshape(-1, 16, 2))
    assert drawn == pytest.approx(2.0 * DASH / (DASH + GAP), abs=DASH)


def test_dashes_stay_where_they_are_while_a_bar_grows():
    end = np.array([2.0, 1.0])
    short, long = (bar(np.array(start), end, 0.1, dashed=True) for start in ([1.0, 0.5], [0.0, 0.0]))
    whole = len(short) // 16 - 1  # the last dash of the shorter one may be cut
    assert whole > 1
    assert long[: 16 * whole] == pytest.approx(short[: 16 * whole])


def test_an_edge_is_a_hair_at_least_and_fades_to_its_wire_where_its_pull_is_less(frames):
    ends = np.zeros(2), np.array([1.0, 0.0])
    assert [np.ptp(bar(*ends, 1e-6, dashed)[:, 1]) for dashed in (False, True)] == pytest.approx([HAIR, HAIR])
    scene, seen = frames
    line, faded = np.array(scene.theme.color("line").to_rgb()), 0
    for colours, slopes in zip(seen[-1]["colours"], seen[-1]["state"].gradients.weights, strict=True):
        for colour, slope in zip(colours, slopes.ravel(), strict=True):
            full = np.array(scene.theme.color("down" if slope > 0 else "up").to_rgb())
            share = min(1.0, abs(slope) * scene.net.unit / scene.net.hair)
            faded += share < 1
            assert colour == pytest.approx((1 - share) * line + share * full, abs=1e-6)
    assert faded > 5


def test_the_force_at_a_hidden_node_is_what_its_edges_bring_back_times_the_slope_of_tanh(frames):
    scene, seen = frames
    for one in seen:
        state = one["state"]
        brought = state.network.weights[1] @ mc.forces(state.forward.logits, scene.example.target)
        forces = brought * (1 - state.forward.activations[1] ** 2)
        assert one["hidden"] == pytest.approx(forces, abs=0.005 + 1e-9)
        assert one["pulled"] == pytest.approx(forces)
        assert one["long"] <= LONG * scene.net.radius + 1e-9
        assert one["state"].gradients.weights[0] == pytest.approx(-np.outer(scene.example.x, forces))


def test_the_printed_passage_through_a_hidden_node_can_be_checked():
    passage = Params().passage()
    printed = [round(float(one), 2) for one in passage.brought]
    assert (passage.node, passage.decimals, printed) == (0, 2, [-0.81, -0.11, -0.06])
    assert round(sum(printed) * (1 - round(passage.value, 3) ** 2), 2) == round(passage.force, 2) == -0.56
    weights = [round(weight, passage.places) for weight in passage.weights]
    assert weights == [-0.935, 0.207, 0.176]
    assert [round(w * f, 2) for w, f in zip(weights, (0.868, -0.542, -0.327), strict=True)] == printed


def test_the_printed_sum_of_a_hidden_node_can_be_checked():
    one = Params().sum()
    assert (one.node, np.round(one.weights, 2).tolist()) == (1, [-1.75, -0.74])
    assert round(np.tanh(np.round(one.weights, 2) @ one.values), 2) == round(one.result, 2) == -0.81
    assert Params(widths=(12, 3, 3)).sum() is None


@pytest.mark.parametrize("widths", [(1, 4, 4), (2, 4, 3), (3, 4, 3), (3, 3, 2)])
def test_the_sum_of_a_hidden_node_is_worked_out_clear_of_the_loss(widths):
    worked, layout = 0, Layout.of("16:9")
    for seed in range(12):
        params = Params(seed=seed, widths=widths, steps=2)
        assert not params.start.biases[0].any()
        if not (one := params.sum()):
            continue
        worked += 1
        assert f"{np.tanh(np.round(one.weights, 2) @ one.values):.2f}" == f"{one.result:.2f}"
        shown = adding(THEMES["dark"], one)
        assert layout.left + shown.advance + 48 * PX < layout.pixels(1560, 0, 1561, 1).left  # where the loss begins
    assert worked > 6


def test_without_a_hidden_layer_there_is_no_way_past_it():
    assert list(said(widths=(3, 3))) == ["forward", "tension", "give-in", "again-and-again"]
    past = ["past-the-hidden-layer", "reach-the-first-layer"]
    assert list(said()) == ["forward", "tension", *past, "give-in", "again-and-again"]
    # where nodes have no room for their forces no pull of the first layer is worked out
    assert list(said(widths=(5, 6, 3))) == ["forward", "tension", *past[:1], "give-in", "again-and-again"]
    assert said(widths=(5, 6, 3))["past-the-hidden-layer"].endswith("Pull on w = x × F into h.")


@pytest.mark.parametrize("widths", [(2, 3, 3), (3, 4, 3), (2, 4, 4), (1, 1, 2)])
def test_a_pull_on_the_first_layer_is_worked_out_from_what_stands_in_its_nodes(widths):
    for seed in (1033, 77, 0, 1, 2, 3):
        params = Params(seed=seed, widths=widths, steps=2)
        state, edge = params.course[0], params.first_pull()
        shown = re.findall(r"(?:minus )?\d+\.\d+", pulling(THEMES["dark"], state, *edge).body)
        x, force, pull = (Decimal(one.replace("minus ", "-")) for one in shown)
        assert (x * force).quantize(pull, ROUND_HALF_UP) == pull
        assert float(x) == params.example.x[edge[0]]
        assert float(force) == round(state.hidden_forces(1)[edge[1]], edge[2])
        assert float(pull) == pytest.approx(-state.gradients.weights[0][edge[:2]], abs=0.005 + 1e-9)
        if passage := params.passage():
            assert edge[1] == passage.node
    assert Params().first_pull() == (0, 0, 2)
    assert (
        pulling(THEMES["dark"], Params().course[0], 0, 0, 2).body.count(
            "0.90 times (down(minus 0.56)) = down(minus 0.50)"
        )
        == 1
    )


def test_an_edge_of_the_first_layer_is_put_under_tension_alone_while_the_others_wires_wait(tmp_path):
    alone = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] != "reach-the-first-layer" or not 0 < scene.back[0].get_value() < 1:
            return
        net, (i, j, _) = scene.net, scene.params.first_pull()
        starts, ends = net.lines[0]
        one = i * net.widths[1] + j
        others = [k for k in range(len(starts)) if k != one]
        assert [net.bands[0][k].presence for k in [one, *others]] == [1.0] + [0.0] * len(others)
        wires = net.wires[0].points.reshape(-1, 4, 3)[:, [0, -1], :2]
        assert wires[others] == pytest.approx(np.stack([starts, ends], axis=1)[others])
        assert np.linalg.norm(wires[one][1] - wires[one][0]) < np.linalg.norm(ends[one] - starts[one])
        alone.append(net.picked.presence)

    perform("TugThroughTheNetwork", tmp_path, observe, fps=10, widths="3,4,3", seed="77")
    assert len(alone) > 5
    assert min(alone) == 1.0


@pytest.mark.parametrize("widths", [(3, 4, 3), (2, 4, 4), (3, 3, 3), (2, 3, 3), (1, 4, 4)])
def test_the_weights_of_a_worked_sum_stand_at_their_edges_clear_of_all_else(widths):
    shown = 0
    for seed in (1033, 77, *range(8)):
        params = Params(seed=seed, widths=widths, steps=2)
        if not (one := params.sum()):
            continue
        shown += 1
        assert "+ 0) =" in adding(THEMES["dark"], one).body  # the law has a bias, too
        net = Net(THEMES["dark"], Layout.of("16:9"), widths, params.course[0].gradients.weights, 1.0)
        edges = list(zip(*(found[:, one.node] for found in net.grid(0)), strict=True))
        texts = [part for part in weights_into(THEMES["dark"], net, one).get_family() if isinstance(part, Label)]
        assert len(texts) == widths[0]
        boxes = [box_of(text) for text in texts]
        for i, box in enumerate(boxes):
            assert net.xs[0] + net._half(0) + 16 * PX < box[0] < box[2] < net.xs[1] - net._half(1) - 16 * PX
            assert not any(crossed(box, *edge) for k, edge in enumerate(edges) if k != i)
            far = [apart(box.reshape(2, 2).mean(0)[None], *edge)[0] for edge in edges]
            assert int(np.argmin(far)) == i
        for upper, lower in pairwise(boxes):
            assert upper[1] - lower[3] > 12 * PX
    assert shown > 2


def test_the_key_of_the_weights_pulls_is_away_while_colours_are_signs_of_what_edges_bring_back(tmp_path):
    seen = {}

    def observe(scene, repeat):
        beat, key = scene.renderer.file_writer.names[-1], scene.heads.key
        last = max(band.presence for band in scene.net.bands[-1])
        seen.setdefault(beat, []).append((presence(scene, key), last))

    perform("TugThroughTheNetwork", tmp_path, observe, fps=5)
    past = seen["past-the-hidden-layer"]
    assert past[-1] == (0.0, 0.0)
    assert sum(one == (0.0, 0.0) for one in past) > 10
    for beat in ("tension", "reach-the-first-layer", "give-in", "again-and-again"):
        assert seen[beat][-1][0] == 1.0


def test_shares_come_after_logits_then_what_the_truth_lacks_and_then_the_loss(tmp_path):
    came = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] == "forward":
            outputs = scene.outputs
            shares, lacking = (part.submobjects[0].presence for part in outputs.filled)
            came.append((presence(scene, scene.net.numbers[-1]), shares, lacking, presence(scene, outputs.total)))

    perform("TugThroughTheNetwork", tmp_path, observe, fps=10)
    firsts = [next(k for k, one in enumerate(came) if one[i] > 0) for i in range(4)]
    wholes = [next(k for k, one in enumerate(came) if one[i] == 1) for i in range(4)]
    for whole, first in zip(wholes, firsts[1:], strict=False):
        assert first >= whole
    assert firsts == sorted(set(firsts))


@pytest.mark.parametrize("widths", [(2, 3, 3), (3, 4, 3)])
def test_no_edge_is_crossed_by_one_with_a_smaller_pull(widths):
    params = Params(seed=77, widths=widths, steps=2)
    slopes = params.course[0].gradients.weights
    net = Net(THEMES["dark"], Layout.of("16:9"), widths, slopes, 1.0)
    drawn = net.get_family()
    for bands, found in zip(net.bands, slopes, strict=True):
        places = [drawn.index(band) for band in bands]
        assert np.all(np.diff(np.abs(found).ravel()[np.argsort(places)]) >= 0)


def test_the_true_classs_arrow_is_clear_of_its_frame_and_of_the_numbers(frames):
    outputs = frames[0].outputs
    outputs.show(np.array([0.1, 0.5, 0.4]), np.array([0.9, -0.5, -0.4]), 2.3)
    arrow, frame = (box_of(part) for part in (outputs.arrows[0].body, outputs.blocks[0].frame))
    assert arrow[0] - frame[2] > 11 * PX
    called = outputs.forces.submobjects[-3]
    assert box_of(called)[0] - arrow[2] > 11 * PX


def test_edges_that_are_not_in_play_stay_to_be_seen_however_thin(tmp_path):
    seen = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] == "give-in":
            seen.append({round(band.presence, 3) for bands in scene.net.bands for band in bands})

    scene = perform("TugThroughTheNetwork", tmp_path, observe, fps=4, widths="3,4,3", seed="77").scene
    assert min(map(min, seen)) == 0.45
    assert {0.45, 1.0} in seen  # the watched one is lit
    assert scene.net.hair == pytest.approx(3 * PX)


def test_the_number_of_where_a_weight_will_be_is_seen_over_its_ring_alone(tmp_path):
    seen = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] == "give-in" and scene.ruler.aim in scene.mobjects:
            ruler = scene.ruler
            presence = max(part.presence for part in ruler.aim.get_family() if hasattr(part, "presence"))
            box, ring = box_of(ruler.aim), box_of(ruler.ring)
            seen.append((presence, abs(box[0] + box[2] - ring[0] - ring[2]) / 2))

    perform("TugThroughTheNetwork", tmp_path, observe, fps=15)
    assert max(presence for presence, _ in seen) == 1.0
    assert all(off < 24 * PX for presence, off in seen if presence > 0.05)


def test_values_arrows_and_blocks_are_those_of_the_network_at_every_frame(frames):
    scene, seen = frames
    for one in seen:
        forward = one["state"].forward
        for shown, values in zip(one["values"], forward.activations, strict=True):
            assert shown == pytest.approx(values, abs=0.005 + 1e-9)
        assert one["arrows"] == pytest.approx(mc.forces(forward.logits, scene.example.target), abs=1e-9)
        assert one["blocks"] == pytest.approx(forward.probabilities, abs=1e-6)


def test_the_weight_on_the_ruler_slides_by_the_rate_times_its_pull(frames):
    scene, seen = frames
    network, example = descended(0)
    i, j = scene.params.worked_weight()
    slopes = network.backward(example.x, example.target).weights[-1]
    assert j == example.target
    assert slopes[i, j] == slopes[:, j].min() < 0  # it is raised, and so is the true class's logit
    for one in (one for one in seen if "bead" in one):
        assert one["bead"] == pytest.approx(network.weights[-1][i, j] - one["slid"] * 0.5 * slopes[i, j])
        assert number(one["aim"]) == pytest.approx(one["bead"], abs=0.0005 + 1e-9)  # the ring's number goes with it
    given = [one for one in seen if "held" in one]
    assert len(given) > 20
    for one in given:
        assert one["held"] == pytest.approx(one["state"].network.weights[-1][i, j])
        assert number(one["now"]) == pytest.approx(one["held"], abs=0.0005 + 1e-9)
    aimed = next(one["aim"] for one in seen if one.get("slid") == 1)
    assert aimed == given[-1]["now"] == f"{descended(1)[0].weights[-1][i, j]:.3f}".replace("-", "−") == "−0.651"


def test_the_trail_of_the_loss_is_that_of_the_steps_taken_each_seen_for_a_while(frames):
    scene, seen = frames
    trail, losses = scene.trail.trace.axes, scene.params.losses()
    told = [one["trail"] for one in seen if "trail" in one]
    for step, *at in told:
        assert at == pytest.approx(trail.at(step, losses[int(step)]).tolist())
    stood = [[step for step, *_ in told].count(step) / 10 for step in range(1, 11)]
    assert min(stood[:4]) >= 0.8  # seconds, at ten frames a second
    assert min(stood[4:9]) >= 0.5


@pytest.mark.parametrize("seed", range(60, 90))
def test_the_watched_nodes_weight_is_worked_out_if_two_steps_raise_it(seed):
    params = Params(seed=seed)
    (i, j), passage = params.worked_weight(), params.passage()
    before, after = (state.gradients.weights[-1][:, j] for state in params.course[:2])
    if passage and before[passage.node] < 0 and after[passage.node] < 0:
        assert i == passage.node
    else:
        assert before[i] == before.min() or not (before < 0).any()


@pytest.mark.parametrize(("seed", "rate"), [(1033, 0.5), (26, 0.01), (3, 0.123), (7, 2.0)])
def test_the_weights_step_is_written_as_a_sum_that_can_be_checked(seed, rate):
    ruler = WeightRuler.of(THEMES["dark"], Layout.of("16:9"), Params(seed=seed, rate=rate))
    label, _ = ruler.sum.submobjects
    old, factor, pull, new = re.findall(r"(?:minus )?\d+(?:\.\d+)?", label.body.partition(" = ")[2])
    old, factor, pull, new = (Decimal(one.replace("minus ", "-")) for one in (old, factor, pull, new))
    assert (old + factor * pull).quantize(new, ROUND_HALF_UP) == new
    value, force, product = re.findall(r"(?:minus )?\d+\.\d+", ruler.product.body)
    value, force, product = (Decimal(one.replace("minus ", "-")) for one in (value, force, product))
    assert product == pull
    assert (value * force).quantize(product, ROUND_HALF_UP) == product


@pytest.mark.parametrize("seed", [77, 1033, 4, 5, 26])
@pytest.mark.parametrize("widths", [(3, 4, 3), (2, 3, 3), (4, 4)])
def test_over_the_ruler_numbers_keep_clear_of_the_sums_beside_it(seed, widths):
    layout = Layout.of("16:9")
    ruler = WeightRuler.of(THEMES["dark"], layout, Params(seed=seed, widths=widths, steps=2))
    gap = 24 * PX
    for sums, share, other in ((ruler.product, 0.0, ruler.aim), (ruler.sum, 1.0, ruler.old)):
        ruler.show(share, share)
        shown = sorted([box_of(ruler.now), box_of(other)], key=lambda box: box[0])
        ends = [layout.left, *(box_of(sums)[2:3] if sums.submobjects else [])]
        assert max(ends) + gap < shown[0][0]
        assert shown[0][2] + 16 * PX < shown[1][0]
        assert shown[1][2] < layout.pixels(1560, 0, 1561, 1).left  # where the loss begins


@pytest.mark.parametrize("widths", [(2, 3, 3), (3, 4, 3), (4, 4, 2), (3, 4, 4), (2, 2, 3), (1, 1, 2)])
def test_what_an_edge_brings_back_is_written_clear_of_other_edges_and_texts(widths):
    shown = 0
    for seed in (1033, 77, 0, 1, 2, 3):
        params = Params(seed=seed, widths=widths, steps=2)
        if not (passage := params.passage()):
            continue
        shown += 1
        net = Net(THEMES["dark"], Layout.of("16:9"), widths, params.course[0].gradients.weights, 1.0)
        brought = Brought(THEMES["dark"], net, passage, params.example.target)
        for stage in (brought.weights, brought.results):
            grounds, texts = stage.submobjects
            boxes = [box_of(text) for text in texts]
            for i, box in enumerate(boxes):
                assert all(crossed(box, *edge) == (i == j) for j, edge in enumerate(brought.edges))
                # of its own edge both ends are seen
                assert net.xs[1] + net._half(1) + 24 * PX < box[0] < box[2] < net.xs[2] - net._half(2) - 60 * PX
                # what hides an edge behind its text lies along that edge, and hides no other
                far = [apart(grounds[i].points[:, :2], *edge) for edge in brought.edges]
                assert far[i].max() < 8 * PX
                assert all(one.min() > 12 * PX for j, one in enumerate(far) if j != i)
            for upper, lower in pairwise(boxes):
                assert upper[1] - lower[3] > 12 * PX
    assert shown > 2 or widths[-1] == 4


@pytest.mark.parametrize("seed", range(8))
def test_the_true_share_gives_the_loss_and_the_force_as_printed(seed):
    params = Params(seed=seed, widths=(3, 4, 3))
    state = params.course[0]
    q = round(float(state.forward.probabilities[params.example.target]), params.places())
    force = float(mc.forces(state.forward.logits, params.example.target)[params.example.target])
    assert f"{-np.log(q):.3f}" == f"{state.gradients.loss:.3f}"
    assert 1 - q == pytest.approx(round(force, 3), abs=0.0005 + 1e-9)


def test_the_defaults_true_share_gives_the_loss_as_printed_wherever_it_rests():
    params = Params()
    for k in (0, 1, -1):
        q = round(float(params.course[k].forward.probabilities[params.example.target]), params.places())
        assert f"{-np.log(q):.3f}" == f"{params.losses()[k]:.3f}"


def test_the_watched_weights_nodes_are_ringed_as_long_as_its_product_stands(tmp_path):
    ringed = []

    def observe(scene, repeat):
        if scene.ruler.product in scene.mobjects and scene.renderer.file_writer.names[-1] == "tension":
            left, right = scene.net.xs[-2:]
            x = scene.net.picked.points[:, 0]
            ringed.append((x.min() < left < right < x.max(), scene.net.picked.presence))

    perform("TugThroughTheNetwork", tmp_path, observe, fps=4)
    assert all(around for around, _ in ringed)
    assert ringed[-1][1] == 1.0


def said(**params) -> dict[str, str]:
    return {beat.name: beat.conclusion for beat in TugThroughTheNetwork.beats_of(Params(**params))}


def test_sentences_hold_for_the_defaults():
    lines = said()
    assert lines["give-in"] == "After one step the loss has fallen from 2.028 to 0.579."
    assert lines["again-and-again"] == "After 10 steps L is 0.045: hardly a pull is left."


def test_a_loss_that_rises_is_said_to_rise(monkeypatch):
    params = {"rate": 2, "seed": 46, "widths": (12, 12, 12, 2), "steps": 2}
    before, after = Params(**params).losses()[:2]
    assert after > before + 1
    assert said(**params)["give-in"] == f"The loss has risen from {before:.3f} to {after:.3f}: the step was too long."
    monkeypatch.setattr(Params, "losses", lambda self: [1.0, 2.0])
    assert (
        said(**params)["again-and-again"] == "After 2 steps of 2 the loss is 2.000, more than 1.000: they are too long."
    )


def test_a_short_descent_is_not_said_to_have_made_the_loss_small():
    line = said(rate=0.01, steps=2)["again-and-again"]
    assert "hardly" not in line
    assert line.startswith("After 2 steps the loss is")


@pytest.mark.parametrize(
    "params",
    [
        {"widths": "1,2"},
        {"widths": "12,12,12,12", "steps": "2"},
        {"widths": "1,1,2", "rate": "2", "steps": "200"},
        {"widths": "5,1,12", "seed": "4"},
        {"widths": "6,3,6", "seed": "0"},
        {"widths": "3,4,4,5", "seed": "3"},
        {"rate": "1e-6"},
    ],
    ids=str,
)
def test_small_and_crowded_networks_make_sound_pictures(params, tmp_path):
    seen = perform("TugThroughTheNetwork", tmp_path, fps=4, **params)
    assert seen.faults == {}
    assert max(len(beat.conclusion) for beat in seen.scene.beats()) <= 80
