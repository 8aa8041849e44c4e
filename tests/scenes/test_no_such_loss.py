"""Scene 15: the walk's height is the work of the slopes; only a loss brings it back to 0."""

import numpy as np
import pytest

import mathcore as mc
from scenes.kit.layout import Layout
from scenes.kit.places import overlaps
from scenes.kit.theme import DARK
from scenes.no_such_loss import NoSuchLoss
from scenes.pictures.no_such_loss.distances import LONG, ClassLine, distances
from scenes.pictures.no_such_loss.flight import box_of, written
from scenes.pictures.no_such_loss.loop import CORNERS, STROKE, PastRound, Path, Terrain, View, ground
from scenes.pictures.no_such_loss.params import ROUNDS, SIDES, Params
from scenes.pictures.no_such_loss.planks import Planks
from tests.scenes.geometry import middle
from tests.scenes.performing import perform

#: After each side, slopes q/d at distances 0 1 2 5, and cross-entropy; recomputed with 50 digits.
DIVIDED = (0, 0.357374019509, 0.452480407558, 0.24573866472, 0.120505821336)
CLOSED = (0, 0.357374019509, 0.832905959756, 0.626164216917, 0)
VIEW = View(Layout.of("16:9").stage, SIDES, np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 0.9]]))


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Play the scene once and keep where the walker was and what the total said."""
    notes = []

    def observe(scene, repeat):
        if scene._draw_path in scene.followers:
            notes.append(
                (scene.renderer.file_writer.names[-1], scene.way.get_value(), middle(scene.walker), scene.view)
            )

    scene = perform("NoSuchLoss", tmp_path_factory.mktemp("play"), observe).scene
    return notes, scene


def test_the_walkers_height_is_the_work_of_the_slopes_at_every_frame(seen):
    notes, scene = seen
    assert len(notes) > 150
    fields = {"terrain": scene.params.slopes}
    corners = mc.rectangle(np.zeros(4), (1, 3), SIDES)
    for beat, way, drawn, view in notes[::7]:
        if beat == "walk" and way == 4.0:
            continue  # the frames before the walk begins anew
        field = fields.get(beat, scene.params.divided)
        rounds, rest = divmod(way, 4.0)
        side = min(int(rest), 3)
        here = corners[side] + (rest - side) * (corners[side + 1] - corners[side])
        height = rounds * mc.circulation(field, np.zeros(4), (1, 3), SIDES)
        height += sum(mc.work(field, corners[k], corners[k + 1]) for k in range(side)) + mc.work(
            field, corners[side], here
        )
        np.testing.assert_allclose(drawn, view.at(here[1] / SIDES[0], here[3] / SIDES[1], height), atol=1e-9)


def test_accounts_after_each_side_are_those_of_the_oracles():
    closed, divided = Params().rounds()
    np.testing.assert_allclose(divided.account, DIVIDED, atol=1e-11)
    np.testing.assert_allclose(closed.account, CLOSED, atol=1e-11)


def test_the_walk_along_the_terrains_edge_lies_on_it():
    across, back = (side * np.linspace(0, 1, 11) for side in SIDES)
    heights = mc.loss(mc.plane(np.zeros(4), (1, 3), across, back), 0) - np.log(4)
    terrain = Terrain(DARK, VIEW, heights)
    closed = Params().rounds()[0]
    edge = VIEW.along(np.array([0.5, 1.5]), np.array([closed.height(0.5), closed.height(1.5)]))
    corners = terrain.skin.points[:, :2]
    for point in edge:
        assert np.linalg.norm(corners - point, axis=1).min() < 1e-9


def test_later_rounds_are_the_first_one_higher_up():
    divided = Params().rounds()[1]
    assert divided.height(9.3) - divided.height(1.3) == pytest.approx(2 * divided.whole, abs=1e-12)
    first, third = (Path(DARK, VIEW).draw(divided, since + 4.0, since).line.points for since in (0.0, 8.0))
    np.testing.assert_allclose(
        third - first, np.tile([0.0, 2 * divided.whole * VIEW.nat, 0.0], (len(first), 1)), atol=1e-9
    )


def test_the_post_is_as_high_as_the_walker_above_the_start(tmp_path):
    off = []

    def observe(scene, repeat):
        if scene._draw_post in scene.followers:
            (x, top), base = middle(scene.walker), scene.post.points[0]
            ((u, v),) = ground(np.array([scene.way.get_value()]))
            off.append(np.abs([*(base[:2] - scene.view.at(u, v, 0.0)), *(scene.post.points[-1, :2] - [x, top])]).max())

    perform("NoSuchLoss", tmp_path, observe, fps=5)
    assert len(off) > 30
    assert max(off) < 1e-9


@pytest.mark.parametrize("front", range(4))
def test_of_a_round_below_others_all_sides_stay_the_dimmest_at_the_back(front):
    divided, reach = Params().rounds()[1], np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 0.9]])
    view = View(Layout.of("16:9").stage, SIDES, reach, front)
    lines = PastRound(DARK, view, divided, 2).leaves
    assert len(lines) == 4
    for side in range(4):
        way = side + 0.5
        here = view.along(np.array([way]), np.array([divided.height(way) + 2 * divided.whole]))
        (line,) = (one for one in lines if np.linalg.norm(one.points[:, :2] - here, axis=1).min() < 1e-9)
        assert (line.get_stroke_width() == STROKE) == (side in ((front - 1) % 4, front))


def test_the_way_on_the_ground_is_the_rectangle():
    assert ground(np.array([0.0, 1.0, 2.0, 3.0, 4.0, 4.5])).tolist() == [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
        [0.5, 0],
    ]


def test_the_pair_is_the_one_that_is_off_most_and_it_climbs():
    assert Params().pair() == (1, 3)
    assert Params(positions=(3, 2, 1, 0), target=3).pair() == (2, 0)
    # all distances 2: planes of two wrong classes close, that of the true one with a wrong one doesn't
    assert Params(positions=(-2, 0, 2), target=1).pair() == (1, 0)
    assert Params(positions=(-2, 0, 2), target=1).off() == pytest.approx(0.108841477664, abs=1e-11)


def test_wrong_classes_are_walked_unless_their_rectangle_is_hardly_off():
    assert Params(positions=(-2.97, 2.56, -1.81)).pair() == (2, 1)
    assert Params(positions=(0, 50, 60)).pair() == (0, 2)
    assert Params(positions=(-1, 0, 1), target=1).pair() == (0, 2)  # all distances 1


@pytest.mark.parametrize("front", range(4))
def test_the_view_turns_so_that_any_corner_is_in_front(front):
    view = View(Layout.of("16:9").stage, SIDES, np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 0.9]]), front)
    nearest, right, back, left = (view.at(*CORNERS[(front + k) % 4], 0.0) for k in range(4))
    assert nearest[1] < min(right[1], left[1]) <= max(right[1], left[1]) < back[1]
    assert left[0] < nearest[0] < right[0]
    assert nearest + back == pytest.approx(left + right)


def test_where_the_true_class_is_walked_the_lowest_corner_is_in_front(tmp_path):
    scene = perform("NoSuchLoss", tmp_path, lambda scene, repeat: None, positions="0,3").scene
    corners = [scene.closed.height(float(way)) for way in range(4)]
    assert scene.view.front == np.argmin(corners) != 0
    assert scene.view.floor <= min(corners)
    edges = scene.view.along(np.arange(4) + 0.5, np.array([scene.closed.height(way + 0.5) for way in range(4)]))
    drawn = scene.surface.skin.points[:, :2]
    assert all(np.linalg.norm(drawn - point, axis=1).min() < 1e-9 for point in edges)


@pytest.mark.parametrize(
    ("positions", "target", "one_line"), [((0, 1, 2, 3), 0, True), ((3, -2, 0), 1, True), ((0, 10, 11, 12), 1, False)]
)
def test_distances_stand_to_scale_on_one_line_where_names_have_room(positions, target, one_line):
    params = Params(positions=positions, target=target)
    assert isinstance(distances(DARK, Layout.of("16:9"), params, 0.0), ClassLine) == one_line
    line = ClassLine(DARK, params)
    first, second = (i for i in params.pair() if i != target)
    unit = (line.xs[second] - line.xs[first]) / (positions[second] - positions[first])
    assert unit * max(np.ptp([positions[i] for i in (target, first, second)]), 0) == pytest.approx(LONG)


@pytest.mark.parametrize("positions", [(0, 1, 2, 5), (0, 0.25, 0.5, 0.75), (0, 10, 11, 12), (0, 3)])
def test_distances_stand_over_the_ramps_undivided_and_divided(positions, tmp_path):
    scene = perform("NoSuchLoss", tmp_path, lambda scene, repeat: None, positions=",".join(map(str, positions))).scene
    planks = Planks(DARK, scene.view, scene.params)
    for share in np.linspace(0.0, 1.0, 5):
        reach = max(part.get_top()[1] for part in (*planks.divide(share).ramps, *planks.labels))
        assert reach < scene.distances.get_bottom()[1]
    strip, title = scene.layout.title_strip, scene.mobjects[0]
    assert scene.distances.get_top()[1] < strip.top
    assert scene.distances.get_left()[0] > title.get_right()[0] or scene.distances.get_top()[1] < strip.bottom


def told(**params) -> dict[str, str]:
    """Return each beat's conclusion."""
    return {beat.name: beat.conclusion for beat in NoSuchLoss.beats_of(Params.model_validate(params))}


def test_the_story_of_the_defaults():
    assert told() == {
        "terrain": "A loss has one height at each place: once round, rises add up to 0.",
        "idea": "All z₄’s slopes are divided by 5, so its rises are, too; z₂’s stay.",
        "walk": "Back at the same place, but higher: no loss has these slopes.",
        "rounds": "Every round ends 0.12 higher, at the same logits: no loss does that.",
    }


@pytest.mark.parametrize("params", [{"positions": "0,1"}, {"positions": "-1,0,1", "target": 1}], ids=str)
def test_with_all_distances_1_it_is_cross_entropy_and_says_so(params):
    said = told(**params)
    assert said["idea"] == "All distances are 1 here: the slopes stay as they were."
    assert said["walk"] == "All distances are 1 here: this is cross-entropy itself, and it ends at 0."
    assert "rounds" not in said


@pytest.mark.parametrize("positions", ["0,1,2,3", "0,2,4", "0,10,11,12", "0,.25,.5,.75", "0,1,2,3,4,5,6,7,8,9,10,11"])
def test_where_printed_numbers_agree_their_sums_and_products_come_as_printed(positions):
    params = Params.model_validate({"positions": positions})
    assert params.agrees()
    decimals, finer = params.digits()
    rises = [round(float(side), finer) for side in params.rounds()[0].sides]
    over = [rise / params.distances()[params.pair()[side % 2]] for side, rise in enumerate(rises)]
    for got, told in zip(np.cumsum(over), params.rounds()[1].account[1:], strict=True):
        assert f"{got:.{decimals}f}" == f"{told:.{decimals}f}"
    one = round(params.off(), params.gained())
    assert f"{ROUNDS * one:.{decimals}f}" == f"{ROUNDS * params.off():.{decimals}f}"


def test_a_rounds_gain_has_as_many_decimals_as_the_height_beside_it_where_three_will_do():
    for positions, target, digits in (((0, 1, 2, 5), 0, (2, 3)), ((0, 1.5, 2, 4), 2, (3, 4))):
        params = Params(positions=positions, target=target)
        assert (params.digits(), params.gained()) == (digits, params.decimals())
    assert Params(positions=(0, 3)).agrees()  # at the price of one more where they won't


def test_the_idea_says_that_classes_nearer_than_one_count_more():
    assert Params().to_divide() == "Idea: far classes count less. Divide L’s slope along each z by the distance d."
    nearer = Params(positions=(0, 1.5, 2, 4), target=2).to_divide()
    assert nearer == "Idea: far counts less, near more. Divide L’s slope along each z by distance d."


def test_the_defaults_add_up_with_two_decimals_of_terms_with_three():
    assert Params().agrees()
    assert Params().digits() == (2, 3)
    assert not Params().adds_up(2, 2)  # 0.36 + 0.48 is 0.84, but the height there 0.83


@pytest.mark.parametrize("positions", [(0, 1, 2, 3), (0, 1, 2, 5), (-2.97, 2.56, -1.81), (0, 10, 11, 12)])
def test_what_the_sides_climb_adds_up_to_the_printed_heights(positions):
    params = Params(positions=positions)
    assert params.agrees()
    closed, (decimals, finer) = params.rounds()[0], params.digits()
    printed = np.cumsum([float(f"{side:.{finer}f}") for side in closed.sides])
    assert [f"{height:.{decimals}f}" for height in abs(printed)] == [
        f"{height:.{decimals}f}" for height in abs(closed.account[1:])
    ]


def test_ramps_are_as_steep_as_the_slopes_divided_by_distance():
    params = Params()
    planks = Planks(DARK, VIEW, params)
    for share, slope in ((0.0, 0.25), (1.0, 0.25 / 5)):
        tip = planks.divide(share).ramps[1].points[:, :2]
        assert np.linalg.norm(tip - VIEW.at(0, 1, slope * SIDES[1]), axis=1).min() < 1e-9


@pytest.mark.parametrize("positions", [(0, 1, 2, 5), (0, 0.25, 0.5, 0.75), (0, 100, 2), tuple(range(12))])
def test_a_printed_slope_divided_is_the_printed_one(positions):
    planks = Planks(DARK, VIEW, Params(positions=positions))

    def printed() -> list[str]:
        return [label.numbers["s"].text for label in planks.labels]

    whole = [float(text.replace("−", "-")) for text in printed()]
    planks.divide(1.0)
    for text, slope, divisor in zip(printed(), whole, planks.divisors, strict=True):
        assert float(text) != 0.0
        assert f"{slope / divisor:.{len(text.partition('.')[2])}f}" == text


@pytest.mark.parametrize(
    "params",
    [
        {"positions": "0,1"},
        {"positions": "0,3"},
        {"positions": "0,10,11,12", "target": 1},
        {"positions": "0,.25,.5,.75"},
        {"positions": "0,1,2,3,4,5,6,7,8,9,10,11", "target": 5},
        {"positions": "0,100,2"},
    ],
    ids=str,
)
def test_other_positions_make_sound_pictures(params, tmp_path):
    assert perform("NoSuchLoss", tmp_path, fps=4, **params).faults == {}


def test_the_idea_says_what_division_does_to_the_slopes_walked():
    assert told(positions=(0, 0.25))["idea"] == (
        "All z₂’s slopes are divided by 0.25, so its rises are, too; z₁’s stay."
    )
    assert told(positions=(0, 0.25, 0.5, 0.75))["idea"] == (
        "z₂’s slopes are divided by 0.25, z₄’s by 0.75, and so are their rises."
    )
    for positions in ("0,1", "0,3", "0,10,11,12", "0,.25,.5,.75", "0,100,2"):
        assert all(len(line) <= 80 for line in told(positions=positions.split(",")).values())


@pytest.mark.parametrize("positions", ["0,1,2,5", "0,.5,2", "0,3"])
def test_each_side_bears_what_it_climbs_over_its_distance_once_it_is_walked(positions, tmp_path):
    early, seen = [], {}

    def observe(scene, repeat):
        beat, way = scene.renderer.file_writer.names[-1], scene.way.get_value()
        rises = {"terrain": scene.rises, "walk": scene.new_rises}.get(beat)
        if rises is None or (beat == "walk" and scene.round is scene.closed):
            return
        for side, label in enumerate(rises.labels):
            stands = any(label is part for part in scene.mobjects) and label.leaves[0].presence > 0
            early.append(stands and 0.0 < way < side + 1.0)
            if stands:
                seen[beat, side] = (label.numbers["climb"].text, label.body.partition("\\/")[2])

    scene = perform("NoSuchLoss", tmp_path, observe, positions=positions).scene
    assert not any(early)
    params = scene.params
    for side, climb in enumerate(params.rounds()[0].sides):
        divisor = params.distances()[params.pair()[side % 2]]
        printed = f"{climb:+.{params.finer()}f}".replace("-", "−")
        assert seen["terrain", side] == (printed, "")
        assert seen["walk", side] == (printed, "" if divisor == 1.0 else f"{divisor:.4g}")


@pytest.mark.parametrize("positions", ["0,1,2,5", "0,3", "0,.25,.5,.75"])
def test_what_a_side_climbs_stands_by_that_side(positions, tmp_path):
    scene = perform("NoSuchLoss", tmp_path, lambda scene, repeat: None, positions=positions).scene
    view = scene.view
    for rises, round_ in ((scene.rises, scene.closed), (scene.new_rises, scene.open)):
        middles = np.arange(4) + 0.5
        tops = view.along(middles, np.array([round_.height(way) for way in middles]))
        feet = view.along(middles, np.full(4, view.floor))
        for side, label in enumerate(rises.labels):
            here = np.array([label.origin[0] + label.advance / 2, label.origin[1]])
            ahead = side in ((view.front - 1) % 4, view.front)
            apart = [np.linalg.norm(here - (feet if ahead else tops)[other]) for other in range(4)]
            assert np.argmin(apart) == side
            assert here[1] < feet[side, 1] if ahead else here[1] > tops[side, 1]


@pytest.mark.parametrize(("positions", "target"), [("0,1,2,5", 0), ("0,1.5,2,4", 2), ("0,.25,.5,.75", 0)])
def test_a_divisor_comes_from_its_distance_past_no_text_before_its_slope_changes(positions, target, tmp_path):
    ways: dict[int, list] = {}
    changes = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] != "idea" or scene._opening:
            return
        for row, over in scene.planks.overs.items():
            if over.leaves[0].travelling:
                others = written([scene.distances, *scene.planks.labels])
                others = [box for box in others if box != box_of(over.leaves[0])]
                assert not any(overlaps(box_of(over), other) for other in others)
                source = box_of(scene.distances.numbers[scene.params.pair()[row]])
                ways.setdefault(row, []).append((np.array([over.get_center()[0], over.get_center()[1]]), source))
        changes.append((set(ways), [label.values["s"] for label in scene.planks.labels]))

    scene = perform("NoSuchLoss", tmp_path, observe, positions=positions, target=str(target)).scene
    for way in ways.values():
        (first, source), (last, _) = way[0], way[-1]
        assert np.linalg.norm(first - (source.x, source.y)) < 0.6 * np.linalg.norm(last - (source.x, source.y))
    if positions == "0,1,2,5":
        assert list(ways) == scene.planks.changed
    for flown, slopes in changes:  # one after the other: a slope is what it was until its divisor has set out
        for row in ways:
            assert row in flown or slopes[row] == scene.planks.slopes[row]


def test_a_slope_that_is_neither_the_old_one_nor_the_divided_one_has_no_name_and_no_divisor_beside_it(tmp_path):
    between = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] != "idea" or scene._opening:
            return
        for row in scene.planks.changed:
            whole, divided = scene.planks.slopes[row], scene.planks.slopes[row] / scene.planks.divisors[row]
            slope, over = scene.planks.labels[row].values["s"], scene.planks.overs[row]
            if min(abs(slope - whole), abs(slope - divided)) > 0.3 * abs(whole - divided):
                between.append(max(leaf.presence for leaf in (*over.leaves, *scene.planks.names[row].leaves)))

    perform("NoSuchLoss", tmp_path, observe, positions="0,1.5,2,4", target="2")
    assert len(between) > 1
    assert max(between) == 0.0
