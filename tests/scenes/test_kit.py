"""Builders draw what they are given, to scale; texts show what they are given, as it stands."""

import time

import grimp  # comes with import-linter, which reads imports by it
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mathcore as mc
from scenes.kit.arrows import LEAST_HALF, Arrow
from scenes.kit.layout import Box
from scenes.kit.marks import Bracket
from scenes.kit.names import GAP, NameRow, fitting, spread, staggered
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.text import MINUS, Readout, math, sentence
from scenes.kit.theme import DARK
from scenes.kit.tiles import Roofs, Tiles
from scenes.kit.typeset import FEW, outlines, polygon, rectangle, straight
from scenes.kit.words import escaped, runs

coordinates = st.floats(-20, 20)

Z = np.array([2.5, -1.0, 3.2, 0.5])
Q = mc.softmax(Z)


def extent(shape: Shape) -> np.ndarray:
    """Return a shape's extent across and up."""
    return np.ptp(shape.points[:, :2], axis=0)


def area(outline: np.ndarray) -> float:
    """Return the area of a closed polygon of straight curves, shape (4·n, 3)."""
    x, y = outline[::4, 0], outline[::4, 1]
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_a_tiles_area_is_its_term_of_the_cross_entropy_and_its_roof_ends_where_it_does():
    p, q = np.array([0.1, 0.0, 0.5, 0.4]), np.array([0.4, 0.2, 0.1, 0.3])
    tiles = Tiles(DARK, "loss", 4, left=0, ground=-1, unit=4, nat=2).show(p, mc.surprisal(q))
    areas = [area(tile.points) if len(tile.points) else 0.0 for tile in tiles.tiles]
    assert np.array(areas) / (4 * 2) == pytest.approx(mc.cross_entropy_terms(p, q))
    roofs = Roofs(DARK, tiles).show(p, mc.surprisal(q)).lines
    assert [r.points[:, 1].max() for r in roofs if len(r.points)] == pytest.approx(-1 + 2 * mc.surprisal(q[p > 0]))


def test_tiles_that_have_become_one_block_show_no_lines_between_them():
    tiles = Tiles(DARK, "loss", 3, left=0, ground=0, unit=4, nat=2).show(np.array([0.2, 0.3, 0.5]), np.ones(3))
    assert {tile.stroke_width for tile in tiles.merge(1.0).tiles} == {0.0}
    assert {tile.stroke_width for tile in tiles.merge(0.5).tiles} == {2.5}


def test_the_unit_bar_is_always_full_and_the_true_class_comes_first():
    bar = ShareBar(DARK, Box(-3, 0, 3, 0.4), 2, [None] * 4).show(Q)
    assert [extent(piece)[0] for piece in bar.pieces] == pytest.approx(6 * Q)
    assert bar.pieces[2].points[:, 0].min() == pytest.approx(-3)
    assert bar.pieces[3].points[:, 0].max() == pytest.approx(3)


def test_a_bracket_spans_its_interval():
    assert extent(Bracket(DARK, depth=0.1).across(1, 4, 0)) == pytest.approx([3, 0.1])


@pytest.mark.parametrize("text", ['#read("/etc/passwd")', "$x$", "<b>", "a\\b", "_a_ *b*", "100 %", "--", "'q'"])
def test_words_show_as_the_characters_they_are(text):
    glyphs = outlines("#" + escaped(text)).curves["#000000"]
    alone = [outlines("#" + escaped(c)) for c in text if c != " "]
    assert len(glyphs) == sum(len(o.curves["#000000"]) for o in alone)


def test_each_symbol_of_a_formula_wears_its_roles_colour():
    colors = {shape.get_fill_color().to_hex() for shape in math("truth(p) log 1/prediction(q)", DARK).submobjects}
    assert colors == {DARK.truth.upper(), DARK.prediction.upper(), DARK.ink.upper()}


def test_a_sentences_symbols_wear_their_roles_and_its_words_stay_words():
    body = sentence("Raise z₁: q isn’t 1 − p, and Hq is a word.", DARK).body
    assert body.count("$logit(z_1)$") == body.count("$prediction(q)$") == body.count("$truth(p)$") == 1
    assert "Hq is a word" in body


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("H(p,q) falls to H(p); KL closes.", ["H(p,q)", "H(p)", "KL"]),
        ("EMD pulls z by q (EMD − d).", ["EMD", "z", "q", "EMD", "d"]),
        ("Raise e to each z: e^z is positive.", ["e", "z", "e^z"]),
        ("z₁₂ and qᵢ of a class’s box", ["z12", "qi"]),
        ("springs of stiffness qᵢqⱼ", ["qi", "qj"]),
        ("So 𝑎 moves c, a word doesn’t.", ["a", "c"]),
        ("It isn’t q’s fault; don’t e-mail.", ["q"]),
    ],
)
def test_a_sentences_symbols_are_found_in_its_plain_text(text, symbols):
    found = runs(text)
    assert [run.text + run.sub for run in found if run.role] == symbols
    assert len("".join(run.text + run.sub for run in found)) == len(text)


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "text"),
    [
        (0.31453, 3, False, "0.315"),
        (-0.6334, 3, True, MINUS + "0.633"),
        (0.6854, 3, True, "+0.685"),
        (-0.0001, 3, False, "0.000"),
        (-0.0001, 3, True, "0.000"),
        (np.inf, 3, False, "∞"),
        (12.5, 1, False, "12.5"),
        (-7, 0, False, MINUS + "7"),
    ],
)
def test_a_readout_writes_sign_minus_and_decimals(value, decimals, signed, text):
    assert Readout(DARK, decimals=decimals, signed=signed).format(value) == text


def test_a_readouts_digits_keep_their_places():
    readout = Readout(DARK)
    widths = {readout.width(readout.format(v)) for v in (0.111, 0.888, 0.404)}
    assert len(widths) == 1


def test_a_readout_is_drawn_again_wherever_it_was_moved_to():
    number = Readout(DARK).put(0.5, 1.0, 2.0)
    drawn = number.points
    assert number.put(0.5, 1.0, 2.0).points is drawn  # it stands still
    number.shift([1.0, 0.0, 0.0])
    assert np.array_equal(number.put(0.5, 1.0, 2.0).points, drawn)


def test_a_readout_is_updated_in_under_half_a_millisecond():
    readout = Readout(DARK, signed=True)
    readout.put(-0.1234, 0, 0)
    start = time.process_time()
    for i in range(400):
        readout.put(-i / 777, 0, 0)
    assert (time.process_time() - start) / 400 < 0.5e-3


def test_presence_scales_opacity_and_forgets_nothing():
    part = Part(Shape(DARK.color("up"), fill=0.4, stroke=2).box(0, 0, 1, 1))
    part.set_presence(0.25)
    assert part.leaves[0].get_fill_opacity() == pytest.approx(0.1)
    part.set_presence(1.0)
    assert part.leaves[0].get_fill_opacity() == pytest.approx(0.4)


def test_names_stand_level_where_they_fit_and_turn_where_they_do_not():
    def rows(labels, count, right):
        xs = np.linspace(0.5, right - 0.5, count)
        return NameRow(labels, xs, "x", DARK, left=-1, right=right + 1).rows

    assert rows(["cat", "dog", "owl"], 3, 6) == 1
    assert rows(["abcdefghijkl"] * 6, 6, 7) == 2
    assert rows(["abcdefghijkl"] * 12, 12, 5) == 0


def test_names_longer_than_their_pieces_hang_on_a_second_row_between_the_threads():
    def placed(widths, pieces, rows=2, right=np.inf):
        return staggered(widths, np.cumsum([0.0, *pieces]), [piece > 0 for piece in pieces], rows, right)

    def rows(*given, **more):
        found = placed(*given, **more)
        return found and [row for row, _ in found]

    assert rows([1.0, 1.0, 1.0], [2.0, 2.0, 2.0]) == [0, 0, 0]
    assert rows([1.0, 1.5, 1.0], [2.0, 0.5, 2.0]) == [0, 1, 0]
    assert rows([1.0, 1.5, 0.5], [2.0, 0.7, 0.4]) == [0, 1, 0]
    assert rows([1.0, 1.5, 1.0], [2.0, 0.0, 2.0]) == [0, 0, 0]
    assert rows([1.0, 1.5, 1.0], [2.0, 0.5, 2.0], rows=1) is None
    assert rows([2.0] * 4, [0.5] * 4) is None
    # The last one is moved, so that it clears the second's thread.
    *others, last = placed([1.0, 2.0, 1.5], [2.0, 0.6, 0.4])
    assert others == [(0, 0.0), (1, 0.0)]
    assert last == (0, pytest.approx(2.3 + GAP - (2.8 - 0.75)))
    assert placed([1.0, 2.0, 1.5], [2.0, 0.6, 0.4], right=3.5) is None


def test_what_is_spread_keeps_its_order_and_its_distance_and_stays_near():
    assert spread([0.0, 2.0, 4.0], 1.0, -1.0, 5.0) == pytest.approx([0.0, 2.0, 4.0])
    assert spread([0.0, 2.0, 2.2], 1.0, -1.0, 5.0) == pytest.approx([0.0, 1.6, 2.6])
    assert spread([0.0, 4.0, 4.2], 1.0, -1.0, 4.3) == pytest.approx([0.0, 3.3, 4.3])


def test_names_at_the_ends_of_a_row_may_stand_inwards():
    row = [NameRow(["cat", "hedgehog"], [0.0, 3.0], "x", DARK, left=-1, right=3.6, inwards=room) for room in (0, 0.4)]
    assert [names.rows for names in row] == [0, 1]
    assert row[1].asides[0] == 0.0
    assert -0.4 < row[1].asides[1] < 0


def test_a_short_number_has_no_0_before_its_point():
    numbers = [Readout(DARK, decimals=2, short=True).format(value) for value in (0.25, -0.25, 1.25, 0.0)]
    assert numbers == [".25", f"{MINUS}.25", "1.25", ".00"]


def test_of_texts_side_by_side_those_are_kept_that_have_room_the_first_in_order_first():
    assert fitting([0.0, 1.0, 2.0], [0.8, 0.8, 0.8], [1, 0, 2], 0.1) == [1, 0, 2]
    assert fitting([0.0, 1.0, 2.0], [0.8, 1.4, 0.8], [1, 0, 2], 0.1) == [1]
    assert fitting([0.0, 1.0, 2.0], [0.8, 1.4, 0.8], [0, 1, 2], 0.1) == [0, 2]


@pytest.mark.parametrize("force", [0.9, 0.15, 0.05, 0.005, -0.005, -0.05, -0.9])
def test_an_arrow_has_a_head_and_is_as_long_as_its_force_however_small(force):
    outline = Arrow(DARK, unit=2.0).show(force, 0.0, 1.0).body.points[:, :2]
    tip = outline[np.argmax(outline[:, 1] * np.sign(force))]
    assert tip == pytest.approx([0.0, 1.0 + 2.0 * force])
    assert np.ptp(outline[:, 1]) == pytest.approx(abs(force) * 2.0)
    assert np.ptp(outline[:, 0]) >= 2 * LEAST_HALF - 1e-9


@pytest.mark.parametrize("force", [0.9, 0.14, 0.05, -0.05, -0.9])
def test_a_stout_arrow_is_as_long_as_its_force_and_keeps_a_shaft(force):
    outline = Arrow(DARK, unit=2.0, stout=True).show(force, 0.0, 1.0).body.points[:, :2]
    assert np.ptp(outline[:, 1]) == pytest.approx(abs(force) * 2.0)
    neck = outline[np.argmax(outline[:, 0]), 1]
    assert abs(neck - 1.0) >= 0.4 * abs(force) * 2.0 - 1e-9


def test_an_arrow_that_fades_with_its_length_takes_its_rim_along():
    arrow = Arrow(DARK, unit=1.0, rim=True, fading=(0.1, 0.5))
    for force, share in ((0.1, 0.0), (0.2, 0.25), (0.5, 1.0), (0.3, 0.5)):
        body = arrow.show(force, 0.0, 0.0).body
        assert [body.fill_rgbas[0, 3], body.background_stroke_rgbas[0, 3]] == pytest.approx([share, share])


@given(*[coordinates] * 4)
def test_a_rectangle_is_the_polygon_with_its_corners_to_the_last_bit(left, bottom, right, top):
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    assert rectangle(left, bottom, right, top).tobytes() == polygon(corners).tobytes()


@given(st.lists(st.tuples(*[coordinates] * 4), min_size=FEW + 1, max_size=FEW + 3))
def test_a_few_straight_lines_are_drawn_as_they_are_among_many(lines):
    starts, ends = np.array(lines)[:, :2], np.array(lines)[:, 2:]
    many = straight(starts, ends)
    for count in range(FEW + 1):
        assert straight(starts[:count], ends[:count]).tobytes() == many[: 4 * count].tobytes()


def test_what_is_in_the_kit_serves_two_scenes_or_more():
    graph = grimp.build_graph("scenes")
    parts = {module: module.split(".") for module in graph.modules}
    for module in graph.find_children("scenes.kit"):
        served = [parts[each] for each in graph.find_downstream_modules(module)]
        names = {path[2] if path[1] == "pictures" else path[1] for path in served if path[1] not in ("kit", "inputs")}
        assert len(names) > 1, module
