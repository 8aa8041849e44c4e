"""Scene 5 colours, stacks and balances what mathcore says; files of the user's own are read with care."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.gradient_grid import GradientGrid
from scenes.inputs import Batch, animals, untrained
from scenes.kit.contrast import TEXT, contrast
from scenes.kit.theme import THEMES
from scenes.pictures.gradient_grid.column_sums import SLIT
from scenes.pictures.gradient_grid.excerpt import Excerpt
from scenes.pictures.gradient_grid.heatmap import LEVELS, UNDER_NUMBERS, neutral, shade, tint
from scenes.pictures.gradient_grid.params import GOOD, Params
from scenes.pictures.gradient_grid.printed import printed_row
from tests.scenes.performing import perform


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, and at every frame the logits, drawn levels, texts, and lengths of its bars."""
    frames = []

    def observe(scene, repeat):
        grid, bars = scene.grid, getattr(scene, "bars", None)
        moment = {"beat": scene.renderer.file_writer.names[-1], "landed": scene.landed.get_value()}
        moment["squeezed"] = scene.squeezed.get_value()
        moment["levels"] = np.insert(grid.cells.levels, scene.row, grid.chosen_cells.levels[0], 0)
        moment["z"] = scene.batch_logits
        moment["texts"] = [[number.text for number in row] for row in grid.numbers]
        if len(frames) % 10 == 0:
            moment["painted"] = np.insert(painted(grid.cells), scene.row, painted(grid.chosen_cells)[0], 0)
        if bars is not None and scene.turned.get_value() == 1 and moment["beat"] != "columns-dont-cancel":
            heights = [np.ptp(bar.points[:, 1]) / bars.unit for bar in bars.bars]
            stack = np.concatenate([piece.points[:, 1] for piece in bars.slices if len(piece.points)])
            moment |= {"heights": heights, "stack": np.ptp(stack) / bars.unit, "moved": scene.moved.get_value()}
            moment["slopes"] = [number.text for number in scene.band.slopes]
            said = {i: float(number.text.replace("−", "-")) for i, number in bars.numbers.items()}
            total = [float(number.text.replace("−", "-")) for number in (bars.total_up, bars.total_down)]
            moment["forces"] = said, *total
        if bars is not None and moment["beat"] == "one-row" and bars in scene.mobjects:
            # How long each force is, upwards, beside its number, and how long and opaque the slope across is.
            moment["force"] = [sided(bar, bars) for bar in bars.bars], bars.total_up.text, bars.total_down.text
            moment["slope"] = [sided(bar, bars) for bar in bars.slopes], bars.slopes[scene.y].presence
            moment["turned"] = scene.turned.get_value()
        if hasattr(scene, "added"):
            moment["added"] = scene.added.get_value()
            piles = [shape.points.reshape(-1, 16, 3) for shape in scene.column_sums.piles]
            moment["piles"] = [np.ptp(pieces[..., 1], axis=1) / scene.column_sums.unit for pieces in piles]
            moment["highest"] = max((pieces[..., 1].max() for pieces in piles if pieces.size), default=-np.inf)
            moment["edge"] = grid.box.top - grid.heights[1] * len(scene.logits)
        frames.append(moment)

    scene = perform("GradientGrid", tmp_path_factory.mktemp("media"), observe).scene
    return scene, frames


def sided(bar, bars) -> float:
    """Return how long a bar is as a force, positive above the row."""
    low, high = bar.points[:, 1].min(), bar.points[:, 1].max()
    return (high - low) / bars.unit * (1 if low > bars.band.top else -1)


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


def values(frame, scene):
    landed = np.clip(frame["landed"] - np.arange(8), 0, 1)[:, None]
    return mc.softmax(frame["z"]) - landed * np.eye(6)[scene.targets]


def test_every_cell_has_the_colour_and_number_of_share_minus_landed_truth_at_every_frame(seen):
    scene, frames = seen
    for frame in frames:
        expected = values(frame, scene)
        assert np.abs(strength(frame["levels"]) - tint(expected)).max() <= 0.5 / LEVELS + 1e-12
        assert "−0.00" not in np.ravel(frame["texts"])
        for row, y, texts in zip(expected, scene.targets, frame["texts"], strict=True):
            printed = np.array([float(text.replace("−", "-")) for text in texts])
            assert np.abs(printed - row).max() < 0.01
            # to be checked with a calculator, at rest to the last digit
            assert printed.sum() == pytest.approx(row.sum(), abs=0.005 + 1e-9)
            if round(row.sum(), 9) in (0.0, 1.0):
                assert printed[y] == pytest.approx(row[y], abs=0.005 + 1e-9)


def test_with_the_row_s_own_prediction_every_number_in_a_cell_is_the_rounded_one(seen):
    scene, frames = seen
    for frame in (f for f in frames if np.array_equal(f["z"], animals().logits) and f["landed"] % 1 == 0):
        for text, value in zip(np.ravel(frame["texts"]), values(frame, scene).ravel(), strict=True):
            assert float(text.replace("−", "-")) == pytest.approx(value, abs=0.005 + 1e-9)


def test_cells_are_painted_in_the_colour_of_their_value(seen):
    scene, frames = seen
    for frame in (f for f in frames if "painted" in f):
        shades = [shade(scene.theme, strength(level), UNDER_NUMBERS) for level in frame["levels"].ravel()]
        expected = np.array([colour.to_rgb() for colour in shades])
        assert frame["painted"].reshape(-1, 3) == pytest.approx(expected, abs=1e-6)


def test_with_all_truth_subtracted_the_cells_are_the_gradient(seen):
    scene, frames = seen
    subtracted = [frame for frame in frames if frame["beat"] == "subtract-the-truth"][-1]
    gradient = mc.gradient_wrt_logits(scene.batch_logits, scene.targets)
    assert np.abs(strength(subtracted["levels"]) - tint(gradient)).max() <= 0.5 / LEVELS + 1e-12


def test_bars_are_as_long_as_the_forces(seen):
    scene, frames = seen
    for frame in (f for f in frames if "heights" in f):
        forces = mc.forces(frame["z"][scene.row], scene.y)
        assert frame["heights"] == pytest.approx(np.abs(forces), abs=1e-6)


def test_forces_grow_with_their_numbers_opposite_to_slopes_that_stand(seen):
    scene, frames = seen
    growing = [f for f in frames if "force" in f and 0 < f["turned"] < 1]
    assert len(growing) > 10
    forces = mc.forces(scene.logits[scene.row], scene.y)
    for frame in growing:
        drawn, up, _ = frame["force"]
        assert drawn == pytest.approx(frame["turned"] * forces, abs=1e-6)
        assert float(up) == pytest.approx(drawn[scene.y], abs=5e-4 + 1e-9)
        assert frame["slope"][0] == pytest.approx(-forces, abs=1e-6)
        assert frame["slope"][1] > 0.25
    assert frames[-1]["beat"] != "one-row"
    assert scene.bars.slopes not in scene.mobjects


def test_the_slopes_in_the_row_s_cells_are_its_forces_turned_round(seen):
    scene, frames = seen
    for frame in (f for f in frames if "slopes" in f):
        slopes, exact = (
            [float(text.replace("−", "-")) for text in frame["slopes"]],
            -mc.forces(frame["z"][scene.row], scene.y),
        )
        assert slopes == pytest.approx(exact, abs=1e-3)
        assert slopes[scene.y] == pytest.approx(exact[scene.y], abs=5e-4 + 1e-9)
        assert sum(slopes) == pytest.approx(0.0, abs=1e-9)
        # The forces beside them are the same numbers, the other way round; the pulls down add up to their sum.
        forces, up, down = frame["forces"]
        assert forces == {i: pytest.approx(-slopes[i]) for i in forces}
        assert (up, down) == (pytest.approx(-slopes[scene.y]), pytest.approx(slopes[scene.y]))


@pytest.mark.parametrize("row", range(8))
def test_whatever_row_is_looked_at_its_printed_slopes_add_up_to_0(row):
    slopes = mc.gradient_wrt_logits(animals().logits[row], int(y := animals().targets[row]))
    for decimals in (2, 3):
        printed = printed_row(slopes, y, decimals)
        assert printed == pytest.approx(printed.round(decimals), abs=1e-12)
        assert printed.sum() == pytest.approx(0.0, abs=1e-12)
        assert printed[y] == pytest.approx(slopes[y].round(decimals))
        assert np.abs(printed - slopes).max() < 10.0**-decimals


def test_the_stack_of_pulls_down_is_as_tall_as_the_pull_up(seen):
    scene, frames = seen
    stacked = [f for f in frames if f.get("moved") == 1]
    assert len(stacked) > 30
    for frame in stacked:
        assert frame["stack"] == pytest.approx(frame["heights"][scene.y], abs=0.01)  # slits


def test_the_row_gets_a_good_prediction_and_then_its_own_again(seen):
    scene, frames = seen
    good = [f for f in frames if f["beat"] == "the-row-of-a-good-prediction"][-1]["z"][scene.row]
    assert mc.softmax(good)[scene.y] == pytest.approx(GOOD)
    assert np.abs(mc.forces(good, scene.y)).max() == pytest.approx(1 - GOOD)
    assert scene.batch_logits == pytest.approx(animals().logits)


def test_the_share_grows_at_an_even_pace(seen):
    scene, frames = seen
    z = [f["z"][scene.row] for f in frames if f["beat"] == "the-row-of-a-good-prediction"]
    shares = mc.softmax(np.array(z))[:, scene.y]
    steps = np.diff(shares)
    steps = steps[steps > 1e-9]
    assert len(steps) > 10
    assert steps == pytest.approx(np.full(len(steps), (GOOD - shares[0]) / len(steps)), rel=0.1)


def test_piles_are_the_mean_prediction_and_the_share_of_truth_and_their_difference_the_slope_of_the_bias(seen):
    sums, batch = seen[0].column_sums, animals()
    for j, x in enumerate(sums.xs):
        for shape, whole in zip(sums.piles, (sums.means, sums.shares), strict=True):
            own = shape.points[np.abs(shape.points[:, 0] - x) <= 1.5 * sums.lane]
            height = (own[:, 1].max() - sums.box.bottom) / sums.unit if len(own) else 0.0
            assert height == pytest.approx(whole[j])
    slopes = mc.bias_gradient(batch.logits, batch.targets)
    for bar, mean, share in zip(sums.forces, sums.means, sums.shares, strict=True):
        ends = sorted(sums.box.bottom + np.array([mean, share]) * sums.unit)
        assert [bar.points[:, 1].min(), bar.points[:, 1].max()] == pytest.approx(ends)
    assert sums.means - sums.shares == pytest.approx(slopes)
    printed = [float(number.text.replace("−", "-")) for number in sums.numbers]
    assert sorted(printed) == pytest.approx(sorted(-slopes.round(3)))


def test_pieces_fall_at_their_final_size_beneath_the_grid_two_rows_and_then_all_others_at_once(seen):
    scene, frames = seen
    falling = [f for f in frames if "piles" in f]
    added = np.array([f["added"] for f in falling])
    assert (added[0], added[-1]) == (0, 3)
    assert (np.diff(added) >= 0).all()
    # Each fall has its time.
    assert all(((added > turn) & (added < turn + 1)).sum() > 0.2 * (added % 1 > 0).sum() for turn in range(3))
    q, own = mc.softmax(scene.logits), np.eye(6)[scene.targets]
    rows = [0, 1, 2, 8]
    for frame, turns in zip(falling, added, strict=True):
        assert frame["highest"] < frame["edge"]
        done, play = int(turns + 1e-9), turns % 1
        for heights, shares in zip(frame["piles"], (q, own), strict=True):
            landed = shares[: rows[done]]
            exact = landed if play < 0.4 else shares[: rows[min(done + 1, 3)]]
            if play < 1e-6 or 0.4 < play < 1 - 1e-6:
                assert heights == pytest.approx(exact[exact > 0] / 8, abs=SLIT / scene.column_sums.unit + 1e-9)


def test_the_shipped_batch_can_be_checked_with_a_calculator():
    batch, row = animals(), Params().excerpt().row
    q = mc.softmax(batch.logits)
    assert [sum(round(100 * value) for value in shares) for shares in q] == [100] * 8
    assert sum(round(1000 * value) for value in q[row]) == 1000
    left = [round(1000 * value) for value in mc.bias_gradient(batch.logits, batch.targets)]
    assert sum(left) == 0
    assert left == [round(1000 * value) for value in (q.round(2) - np.eye(6)[batch.targets]).mean(0)]
    assert float(mc.loss(batch.logits, batch.targets).min()) == float(mc.loss(batch.logits[7], 3))


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_zero_is_neutral_and_a_colour_is_at_most_half_a_step_off(theme):
    assert shade(theme, tint(0.0)).to_hex() == neutral(theme).to_hex()
    for value in np.linspace(-1, 1, 401):
        exact, drawn = (
            np.array(shade(theme, s).to_rgb()) for s in (tint(value), strength(np.rint(tint(value) * LEVELS)))
        )
        assert np.abs(exact - drawn).max() <= 0.5 / LEVELS + 1e-9  # two of 255 steps


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_a_number_can_be_read_on_every_cell(theme):
    for strength in np.linspace(-1, 1, 2 * LEVELS + 1):
        ground = shade(theme, float(strength), UNDER_NUMBERS)
        assert contrast(theme.ink, ground.to_hex()) >= TEXT


def test_colours_grow_with_the_value_on_both_sides_of_zero():
    values = np.linspace(-1, 1, 101)
    assert (np.diff(tint(values)) > 0).all()
    assert tint(-values) == pytest.approx(-tint(values))


def test_the_shipped_batch_guesses_like_an_untrained_model():
    batch = untrained()
    assert batch.logits.shape == (32, 27)
    assert float(mc.loss(batch.logits, batch.targets).mean()) == pytest.approx(np.log(27), abs=0.1)
    assert untrained().logits.tolist() == batch.logits.tolist()


def test_of_a_large_batch_some_classes_are_shown_with_their_own_numbers_and_none_are_summed(tmp_path):
    generator = np.random.default_rng(5)
    logits, targets = generator.normal(size=(70, 1000)), generator.integers(1000, size=70)
    excerpt = Excerpt(Batch(logits, targets), row=69)
    assert (excerpt.rows, len(excerpt.columns)) == (range(64, 70), 40)
    assert set(targets[64:]) <= set(excerpt.columns)
    file = tmp_path / "large.npz"
    np.savez(file, logits=logits, targets=targets)
    row = {}

    def observe(scene, repeat):
        if hasattr(scene, "bars") and scene.moved.get_value() == 1 and not row:
            row["up"] = scene.bars.bars[scene.y].points[:, 1].max() - scene.bars.bars[scene.y].points[:, 1].min()
            row["rest"] = scene.bars.rest.points[:, 1]
            row["unit"], row["scene"] = scene.bars.unit, scene

    perform("GradientGrid", tmp_path, observe, batch=str(file), row="69", fps=4)
    forces = mc.forces(logits[69], int(targets[69]))
    assert row["up"] / row["unit"] == pytest.approx(forces[targets[69]])
    left_out = -np.delete(forces, excerpt.columns).sum()
    assert np.ptp(row["rest"]) / row["unit"] == pytest.approx(left_out, abs=0.05)  # slanted lines end where they can


def test_a_large_batch_is_drawn_with_few_shapes(tmp_path):
    generator = np.random.default_rng(6)
    file = tmp_path / "large.npz"
    np.savez(file, logits=generator.normal(size=(1000, 1000)), targets=generator.integers(1000, size=1000))
    shapes = []

    def observe(scene, repeat):
        shapes.append(sum(len(m.points) > 0 for part in scene.mobjects for m in part.get_family()))

    scene = perform("GradientGrid", tmp_path, observe, batch=str(file), row="999", fps=3).scene
    assert (scene.logits.shape, len(scene.columns)) == ((8, 1000), 40)
    assert max(shapes) < 500


@pytest.mark.parametrize("shape", [(1, 2), (3, 12), (200, 41)], ids=str)
def test_batches_of_all_sizes_have_room(shape, tmp_path):
    file = tmp_path / "batch.npz"
    generator = np.random.default_rng(7)
    np.savez(file, logits=9 * generator.normal(size=shape), targets=generator.integers(shape[1], size=shape[0]))
    assert perform("GradientGrid", tmp_path, batch=str(file), fps=4).faults == {}


@pytest.mark.parametrize(
    "params", [{"batch": "names"}, {"row": "6"}, {"row": "7"}, {"labels": ",".join(["abcdefghijkl"] * 6)}], ids=str
)
def test_other_shipped_batches_rows_and_long_names_have_room(params, tmp_path):
    assert perform("GradientGrid", tmp_path, fps=4, **params).faults == {}


def test_sentences_hold_for_two_classes_and_rows_that_are_good_already(tmp_path):
    file = saved(tmp_path, "sure.npz", logits=9 * np.eye(2), targets=np.array([0, 1]))
    beats = {beat.name: beat for beat in GradientGrid.beats_of(Params.model_validate({"batch": file}))}
    assert "the-row-of-a-good-prediction" not in beats  # q is .9999 already
    assert beats["one-row"].conclusion == "One force down, as long as the one up."
    assert perform("GradientGrid", tmp_path, fps=4, batch=file).faults == {}


def test_the_last_sentence_says_whose_bias_the_columns_push_if_any(tmp_path):
    def said(logits, targets):
        batch = saved(tmp_path, "said.npz", logits=logits, targets=np.array(targets))
        found = Params.model_validate({"batch": batch}).left_over()
        assert len(found) <= 80
        return found

    assert said(np.zeros((3, 3)), [0, 1, 2]) == "Rows cancel, and here columns do, too: no bias is pushed."
    assert Params().left_over() == "Rows cancel, columns don’t: dog’s bias is pushed up most, eel’s down most."
    long = Params(labels=["abcdefghijkl"] * 6).left_over()
    assert long == "Rows cancel, columns don’t: abcdefghijkl’s bias is pushed up most."
    some = said(np.log([[0.2, 0.5, 0.3], [0.4, 0.5, 0.1]]), [1, 0])
    assert some == "Rows cancel, not all columns do: class 1’s bias is pushed up most."
    # what two share isn't the most of either, and of two classes neither is
    assert said(np.zeros((2, 3)), [0, 1]) == "Rows cancel, columns don’t: class 3’s bias is pushed down most."
    assert said(np.zeros((2, 4)), [0, 1]) == "Rows cancel, columns don’t: their means push biases."
    assert said(np.zeros((1, 2)), [1]) == "Rows cancel, columns don’t: class 2’s bias is pushed up, class 1’s down."
    assert "“.”’s bias is pushed up most" in Params(batch="names").left_over()


def test_a_class_that_is_not_shown_is_not_said_to_be_pushed_and_none_shown_is_if_another_is_pushed_more(tmp_path):
    generator = np.random.default_rng(8)
    for _ in range(20):
        logits, targets = generator.normal(size=(5, 60)), generator.integers(60, size=5)
        logits[:, 0] += 1.5  # a class that has some share in every row, and the most in none
        params = Params.model_validate({"batch": saved(tmp_path, "b.npz", logits=logits, targets=targets)})
        pushes, shown = -mc.bias_gradient(logits, targets), params.excerpt().columns
        for word, best in ((" up", pushes.argmax()), (" down", pushes.argmin())):
            if (name := f"class {best + 1}’s") in params.left_over():
                assert best in shown
            else:
                assert f"pushed{word}" not in params.left_over(), name


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
