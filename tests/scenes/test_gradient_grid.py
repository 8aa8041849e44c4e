"""Scene 5 colours, stacks and balances what mathcore says; files of the user's own are read with care."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.gradient_grid import GOOD, Params
from scenes.inputs import Batch, untrained
from scenes.kit.excerpt import Excerpt
from scenes.kit.heatmap import LEVELS, neutral, shade, tint
from scenes.kit.theme import THEMES
from tests.scenes.performing import perform


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and at every frame the logits, drawn levels of the row, and lengths of its bars."""
    frames = []

    def observe(scene, repeat):
        bars = getattr(scene, "bars", None)
        moment = {"landed": scene.landed.get_value(), "levels": np.insert(scene.grid.rest.levels, scene.row, -99, 0)}
        moment["levels"][scene.row] = scene.grid.chosen.levels[0]
        moment["z"], moment["pulled"] = scene.batch_logits, scene.pulled.get_value()
        if len(frames) % 10 == 0:
            moment["painted"] = np.insert(painted(scene.grid.rest), scene.row, painted(scene.grid.chosen)[0], 0)
        if bars is not None and scene.pull.get_value() == 1:
            heights = [np.ptp(bar.points[:, 1]) / bars.unit for bar in bars.bars]
            stack = np.concatenate([piece.points[:, 1] for piece in bars.slices.values()])
            moment |= {"heights": heights, "stack": np.ptp(stack) / bars.unit, "moved": scene.moved.get_value()}
        frames.append(moment)

    scene = perform("GradientGrid", tmp_path_factory.mktemp("media"), observe).scene
    return scene, frames


def painted(heat) -> np.ndarray:
    """Return the colour that each cell's outline is filled with, shape (rows, columns, 3)."""
    colours = np.full((len(heat.ys), len(heat.xs), 3), np.nan)
    for shape in heat.submobjects:
        centres = shape.points.reshape(-1, 16, 3).mean(1)
        rows, columns = (np.abs(at - centres[:, [k]]).argmin(1) for at, k in ((heat.ys, 1), (heat.xs, 0)))
        colours[rows, columns] = shape.fill_rgbas[0, :3]
    return colours


def strength(levels):
    return levels / LEVELS


def test_every_cell_has_the_colour_of_share_minus_landed_truth_at_every_frame(seen):
    scene, frames = seen
    for frame in frames:
        landed = np.clip(frame["landed"] - np.arange(32), 0, 1)[:, None]
        values = mc.softmax(frame["z"]) - landed * np.eye(27)[scene.targets]
        assert np.abs(strength(frame["levels"]) - np.cbrt(values)).max() <= 0.5 / LEVELS + 1e-12


def test_cells_are_painted_in_the_colour_of_their_value(seen):
    scene, frames = seen
    for frame in (f for f in frames if "painted" in f):
        levels, colours = np.unique(frame["levels"], return_inverse=True)
        expected = np.array([shade(scene.theme, strength(level), frame["pulled"]).to_rgb() for level in levels])
        assert frame["painted"] == pytest.approx(expected[colours], abs=1e-6)


def test_with_all_truth_subtracted_the_cells_are_the_gradient(seen):
    scene, frames = seen
    gradient = mc.gradient_wrt_logits(scene.batch_logits, scene.targets)
    assert np.abs(strength(frames[-1]["levels"]) - np.cbrt(gradient)).max() <= 0.5 / LEVELS + 1e-12


def test_bars_are_as_long_as_the_forces(seen):
    scene, frames = seen
    for frame in (f for f in frames if "heights" in f):
        assert frame["heights"] == pytest.approx(np.abs(mc.forces(frame["z"][scene.row], scene.y)), abs=1e-6)


def test_the_stack_of_pulls_down_is_as_tall_as_the_pull_up(seen):
    scene, frames = seen
    stacked = [f for f in frames if f.get("moved") == 1]
    assert len(stacked) > 30
    for frame in stacked:
        assert frame["stack"] == pytest.approx(frame["heights"][scene.y], abs=1e-6)


def test_the_good_row_ends_without_force(seen):
    scene, _ = seen
    z = scene.batch_logits[scene.row]
    assert mc.softmax(z)[scene.y] == pytest.approx(GOOD)
    assert np.abs(mc.forces(z, scene.y)).max() == pytest.approx(1 - GOOD)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_zero_is_neutral_and_a_colour_is_at_most_half_a_step_off(theme):
    assert shade(theme, tint(0.0)).to_hex() == neutral(theme).to_hex()
    for value in np.linspace(-1, 1, 401):
        exact, drawn = (
            np.array(shade(theme, s).to_rgb()) for s in (tint(value), strength(np.rint(tint(value) * LEVELS)))
        )
        assert np.abs(exact - drawn).max() <= 0.5 / LEVELS + 1e-9  # two of 255 steps


def test_colours_grow_with_the_value_on_both_sides_of_zero():
    values = np.linspace(-1, 1, 101)
    assert (np.diff(tint(values)) > 0).all()
    assert tint(-values) == pytest.approx(-tint(values))


def test_the_shipped_batch_guesses_like_an_untrained_model():
    batch = untrained()
    assert batch.logits.shape == (32, 27)
    assert float(mc.loss(batch.logits, batch.targets).mean()) == pytest.approx(np.log(27), abs=0.1)
    assert untrained().logits.tolist() == batch.logits.tolist()


def test_classes_that_share_a_column_add_up_in_share_and_in_slope():
    generator = np.random.default_rng(5)
    batch = Batch(generator.normal(size=(70, 103)), generator.integers(103, size=70))
    excerpt = Excerpt(batch, row=69)
    assert (excerpt.rows, excerpt.together) == (range(64, 70), 3)
    starts = np.arange(0, 103, 3)
    whole = mc.gradient_wrt_logits(batch.logits[64:], batch.targets[64:])
    picture = mc.gradient_wrt_logits(excerpt.logits, excerpt.targets)
    assert picture == pytest.approx(np.add.reduceat(whole, starts, axis=1))
    assert picture.sum(axis=1) == pytest.approx(0)


def test_a_large_batch_is_drawn_with_few_shapes(tmp_path):
    generator = np.random.default_rng(6)
    file = tmp_path / "large.npz"
    np.savez(file, logits=generator.normal(size=(1000, 1000)), targets=generator.integers(1000, size=1000))
    shapes = []

    def observe(scene, repeat):
        shapes.append(sum(len(m.points) > 0 for part in scene.mobjects for m in part.get_family()))

    scene = perform("GradientGrid", tmp_path, observe, batch=str(file), row="999", fps=3).scene
    assert scene.logits.shape == (8, 40)
    assert max(shapes) < 400


@pytest.mark.parametrize("shape", [(1, 2), (3, 12), (200, 41)], ids=str)
def test_batches_of_all_sizes_have_room(shape, tmp_path):
    file = tmp_path / "batch.npz"
    generator = np.random.default_rng(7)
    np.savez(file, logits=9 * generator.normal(size=shape), targets=generator.integers(shape[1], size=shape[0]))
    assert perform("GradientGrid", tmp_path, batch=str(file), fps=4).faults == {}


# Parameters


LOGITS, TARGETS = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([2, 0])


def saved(folder, name, **arrays):
    np.savez(folder / name, **arrays)
    return str(folder / name)


def test_parameters_that_do_not_fit_say_what_does(tmp_path):
    file = saved(tmp_path, "b.npz", logits=LOGITS, targets=TARGETS)
    for params, message in [
        ({"batch": file, "row": 2}, "row is 2, but there are 2 rows; use 0 to 1"),
        ({"batch": file, "labels": "a,b"}, "2 labels came for 3 classes; give one a class, or none"),
        ({"targets": "t.npy"}, "targets is 't.npy', but there is no batch; give batch=FILE.npy as well"),
    ]:
        with pytest.raises(ValidationError, match=message.replace("(", r"\(")):
            Params.model_validate(params)


def test_the_row_is_the_first_that_is_mostly_wrong_or_the_one_asked_for():
    sure = 9 * np.eye(3)
    assert [Params.model_validate({"row": row}).excerpt().row for row in ("", "None", "7")] == [0, 0, 7]
    wrong_last = Params()
    wrong_last._batch = Batch(sure, np.array([0, 1, 0]))
    assert wrong_last.excerpt().row == 2
