"""Scene 2 leaves one tile of the cross-entropy, and its width is the loss."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.kit.names import class_names
from scenes.kit.theme import DARK
from scenes.kit.tile_rows import TileNames, TileStack
from scenes.one_hot_truth import OneHotTruth, State, shared_out, soft_truth
from tests.scenes.performing import perform

Q, Y = np.array([0.3, 0.3, 0.2, 0.15, 0.05]), 2
Params = OneHotTruth.Params


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and of every frame its beat, p and q as drawn, tiles, pointer and loss."""
    frames = []

    def observe(scene, repeat):
        beat, bins = scene.renderer.file_writer.names[-1], scene.bins
        drawn = [np.array([np.ptp(bar.points[:, 1]) for bar in bars.bars]) / bins.unit for bars in (bins.p, bins.q)]
        tiles = [np.ptp(tile.points, axis=0)[:2] if len(tile.points) else np.zeros(2) for tile in scene.tiles.tiles]
        frames.append((beat, scene.state, drawn, np.array(tiles), getattr(scene, "pointer", None) and _pointed(scene)))

    return perform("OneHotTruth", tmp_path_factory.mktemp("media"), observe).scene, frames


def _pointed(scene) -> tuple[float, float, str, str]:
    """Return the loss and the share that the dot stands at, and what is written of them."""
    x, y = (scene.pointer.dot.points[:, :2].min(0) + scene.pointer.dot.points[:, :2].max(0)) / 2
    loss = (x - scene.tile_left) / scene.nat.get_value()
    return loss, (y - scene.bins.base) / scene.bins.unit, scene.measure.value.text, scene.pointer.value.text


def test_bars_are_p_and_q_at_every_frame(seen):
    for _, state, (p, q), _, _ in seen[1]:
        assert p == pytest.approx(state.p, abs=1e-9)
        assert q == pytest.approx(state.q, abs=1e-9)
        assert state.p.sum() == pytest.approx(1)
        assert state.q.sum() == pytest.approx(1)


def test_the_scene_starts_with_the_picture_of_scene_1(seen):
    assert seen[1][0][1].p == pytest.approx([0.1, 0.2, 0.4, 0.2, 0.1])
    assert seen[1][0][1].q == pytest.approx(Q)


def test_the_tiles_add_up_to_the_cross_entropy_while_all_but_one_vanish(seen):
    scene, frames = seen
    areas = []
    for beat, state, _, tiles, _ in frames:
        if beat == "terms-vanish" and tiles.any() and state.q == pytest.approx(Q):
            nat = (scene.end - scene.tile_left) / scene.widest
            areas.append((tiles / [nat, scene.bins.unit]).prod(1).sum())
            assert areas[-1] == pytest.approx(mc.cross_entropy(state.p, state.q))
    assert areas[0] == pytest.approx(mc.cross_entropy(soft_truth(Q, Y), Q))
    assert areas[-1] == pytest.approx(np.log(5))
    assert (tiles > 0).all(1).sum() == 1


def test_bar_dot_tile_and_numbers_sweep_together(seen):
    scene, frames = seen
    sweep = [frame for frame in frames if frame[0] == "one-number-matters" and frame[4]]
    shares = [state.q[Y] for _, state, *_ in sweep]
    assert min(shares) == pytest.approx(0.05)
    assert max(shares) == pytest.approx(0.95)
    for _, state, _, tiles, (loss, share, loss_text, share_text) in sweep:
        assert loss == pytest.approx(mc.surprisal(state.q[Y]), abs=1e-6)
        assert share == pytest.approx(state.q[Y], abs=1e-6)
        assert tiles[Y, 0] == pytest.approx(loss * scene.nat.get_value(), abs=1e-6)
        assert (loss_text, share_text) == (f"{mc.surprisal(state.q[Y]):.3f}", f"{state.q[Y]:.3f}")


def test_the_loss_stands_still_while_wrong_bins_trade_mass(seen):
    trades = [frame for frame in seen[1] if frame[0] == "the-rest-may-shuffle"]
    assert len({tuple(state.q.round(3)) for _, state, *_ in trades}) > 20
    assert {pointed[2:] for *_, pointed in trades} == {("1.609", "0.200")}
    assert [loss for *_, (loss, *_) in trades] == pytest.approx([np.log(5)] * len(trades))


def test_the_level_of_the_true_share_runs_behind_higher_bars(seen):
    bins, pointer, state = seen[0].bins, seen[0].pointer, seen[0].state
    assert pointer.level.points[:, 0].min() == pytest.approx(bins.xs[Y] + bins.p.bar_width / 2)
    shuffled = State(state.p, np.array([0.1, 0.1, 0.2, 0.1, 0.5]))
    pointer.show(shuffled)
    assert len(pointer.level.points)
    for x, q in zip(bins.xs, shuffled.q, strict=True):
        inside = abs(pointer.level.points[:, 0] - x) < bins.p.bar_width / 2 - 1e-9
        assert q < 0.2 or not inside.any()


def test_a_tile_is_named_at_its_left_while_it_is_tall_enough():
    stack = TileStack(DARK, "loss", 3, 1.0, 2.0, 4.0, 1.0)
    names = TileNames(stack, class_names((), 3, "x", DARK), 0.9).show(np.array([0.5, 0.01, 0.49]))
    assert [name.submobjects[0].presence for name in names.names.values()] == [1.0, 0.0, 1.0]
    assert names.names[0].get_center()[1] == pytest.approx(1.0, abs=0.1)
    assert names.names[0].origin[0] + names.names[0].advance < stack.left
    assert not TileNames(stack, class_names(("a long name",) * 3, 3, "x", DARK), 0.9).names


def test_two_bins_have_nothing_to_trade():
    beats = OneHotTruth.beats_of(Params(q=(0.3, 0.7), target=1))
    assert [beat.name for beat in beats] == ["all-mass-on-one-bin", "terms-vanish", "one-number-matters"]
    assert beats[-1].question == ""


def test_the_soft_truth_halves_from_bin_to_bin_and_lives_where_q_does():
    assert soft_truth(np.array([0.5, 0.0, 0.5]), 0) == pytest.approx([0.8, 0.0, 0.2])


def test_shares_keep_their_split_over_the_wrong_bins():
    assert shared_out(0.6, np.array([0.25, 0.75]), 1) == pytest.approx([0.1, 0.6, 0.3])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"q": "0.5,0.5,0", "target": 2}, "q is 0 in the true bin 2, an infinite loss; give it at least 1e-9"),
        ({"q": "0,0,1", "target": 2}, "q leaves nothing to the wrong bins; give the true bin 2 less than 1"),
        ({"q": "0.5,0.5", "target": 2}, "target is 2, but there are 2 classes; use 0 to 1"),
        ({"q": "0.5,0.6", "target": 0}, "q must sum to 1, but sums to 1.1; divide by its sum"),
        ({"labels": "a,b"}, "2 labels came for 5 classes"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(values)


@pytest.mark.parametrize(("q", "middle"), [("0.5,0.5", 0), ((0.2, 0.3, 0.5), 1), ([0.25] * 4, 1)])
def test_the_middle_bin_is_true_unless_another_is_named(q, middle):
    assert Params(q=q).target == middle
    assert Params(q=q, target=0).target == 0


@pytest.mark.parametrize(
    "values",
    [
        {"q": "1e-9,.5,.499999999", "target": 0},
        {"q": "0,0,.9,.1", "target": 2},
        {"q": ".98,.01,.01", "target": 0},
    ],
)
def test_tiny_huge_and_tied_values_make_a_picture_without_a_fault(values, tmp_path):
    assert perform("OneHotTruth", tmp_path, **values).faults == {}
