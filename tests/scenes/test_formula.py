"""A formula is set as one thing; its pieces and numbers keep their places."""

import numpy as np
import pytest

from scenes.kit.formula import Formula
from scenes.kit.shapes import Shape
from scenes.kit.sizes import TEXT, UNITS_PER_SIZE
from scenes.kit.text import Readout, math
from scenes.kit.theme import DARK


def extent(mobject) -> np.ndarray:
    """Return left, bottom, right, top of all that is drawn."""
    points = np.concatenate([m.points[:, :2] for m in mobject.get_family() if isinstance(m, Shape) and len(m.points)])
    return np.concatenate([points.min(0), points.max(0)])


def test_a_formula_with_its_numbers_filled_in_covers_what_the_plain_one_covers():
    live = Formula(DARK, "@L{loss(L)} = -log @q[prediction:0.000] = @l[0.000]").put(1, 2).show(q=0.2, l=1.609)
    plain = math("loss(L) = -log prediction(0.200) = 1.609", DARK).put(1, 2)
    assert extent(live) == pytest.approx(extent(plain), abs=0.01)


def test_pieces_keep_the_spacing_and_the_colours_of_the_whole():
    body = "(-1)/@a{prediction(q_y)} dot @b{prediction(q_y) (truth(p_i) - prediction(q_i))}"
    live, plain = Formula(DARK, body), math(body.replace("@a{", "").replace("@b{", "").replace("}", ""), DARK)
    assert extent(live.put(0, 0)) == pytest.approx(extent(plain.put(0, 0)))
    colours = {
        tuple(leaf.fill_rgbas[0, :3].round(3)) for leaf in live.pieces["b"].get_family() if isinstance(leaf, Shape)
    }
    roles = ("prediction", "truth", "ink")
    assert colours == {tuple(np.array(DARK.color(role).to_rgb()).round(3)) for role in roles}


def test_a_number_in_an_exponent_is_as_small_as_exponents_are():
    live = Formula(DARK, "e^(@z[0.0])")
    assert live.numbers["z"].size == pytest.approx(0.7 * TEXT, rel=0.02)


def test_a_number_that_loses_its_sign_keeps_its_digits_where_they_were():
    live = Formula(DARK, "F = @f[+0.000]").put(0, 0)
    ends = [live.show(f=value).numbers["f"].points[:, 0].max() for value in (0.5, -0.5, 0.0)]
    assert np.ptp(ends) < 0.01
    assert live.numbers["f"].text == "0.000"


def test_a_piece_within_a_piece_belongs_to_both_and_comes_and_goes_with_either():
    live = Formula(DARK, "@outer{truth(p) @inner{log prediction(q)}} = @v[0.0]")
    live.pieces["outer"].set_presence(0.5)
    assert {leaf.presence for leaf in live.pieces["inner"].get_family() if isinstance(leaf, Shape)} == {0.5}
    assert live.box("inner").right == pytest.approx(live.box("outer").right)
    assert live.box("inner").left > live.box("outer").left + 0.2


def test_a_number_that_is_set_and_moved_at_once_is_drawn_once(monkeypatch):
    one, other = (Formula(DARK, "@L{L} = @v[0.000]") for _ in range(2))
    put, drawn = Readout.put, []
    monkeypatch.setattr(Readout, "put", lambda number, *how: drawn.append(number) or put(number, *how))
    for x, value in ((2.0, 1.5), (2.0, 2.5), (3.0, 2.5), (4.0, 3.5)):
        one.middle(x, -1, "left", v=value)
        other.show(v=value).middle(x, -1, "left")
        assert one.numbers["v"].text == other.numbers["v"].text == f"{value:.3f}"
        assert np.array_equal(extent(one), extent(other))
    assert drawn.count(one.numbers["v"]) == 4


def test_moving_a_formula_moves_all_of_it():
    live = Formula(DARK, "@L{L} = @v[0.000]").show(v=1.5)
    before = extent(live.put(0, 0))
    assert extent(live.put(2, -1)) == pytest.approx(np.add(before, [2, -1, 2, -1]))
    assert live.advance == pytest.approx(math("L = 1.500", DARK).advance, abs=0.01)


def test_a_strike_crosses_its_piece():
    live = Formula(DARK, "a @q{prediction(q_y)} b")
    box, stroke = live.box("q"), extent(live.strike("q"))
    assert stroke[0] < box.left < box.right < stroke[2]


def test_numbers_have_the_decimals_of_their_templates():
    live = Formula(DARK, "@a[0.0] + @b[+0.0000]").show(a=1.25, b=0.5)
    assert [live.numbers[name].text for name in "ab"] == ["1.2", "+0.5000"]
    assert isinstance(live.numbers["a"], Readout)
    assert live.size * UNITS_PER_SIZE == pytest.approx(48 / 135)
