"""Whatever a card is to say, it says it between the margins."""

import numpy as np
import pytest

from scenes import CATALOGUE
from scenes.kit.shapes import Shape
from scenes.kit.two_distributions import Params as Distributions
from scenes.pictures.title_card.film_cards import UNIT, FilmBar
from scenes.title_card import TitleCard
from tests.scenes.performing import perform, scene_class

LENGTHS = (74.5, 45.1, 49.0, 60.2, 55.0, 88.1, 61.0, 84.4, 57.0, 81.0, 47.5, 60.0, 73.5, 58.0, 29.0)


@pytest.mark.parametrize("heading", ["i", "W" * 60, "Nudge one logit, watch every share"])
@pytest.mark.parametrize("line", ["", "Short.", "W" * 120, "One neuron learns to say 0, " * 4, "w" * 100 + " and more"])
def test_texts_of_any_length_fit(heading, line, tmp_path):
    card = {"heading": heading, "line": line, "number": 13, "lengths": LENGTHS}
    performance = perform(TitleCard, tmp_path, captions="none", **card)
    assert {fault for fault in performance.faults if "too small" not in fault} == set()
    assert performance.beats == ["card"]


def test_a_usual_card_is_large_and_stands_for_two_and_a_half_seconds(tmp_path):
    card = {"heading": "Every logit feels a force", "line": "How hard does a wrong answer pull?", "number": 6}
    performance = perform(TitleCard, tmp_path, captions="none", lengths=LENGTHS, **card)
    assert performance.faults == {}
    assert 2.4 <= performance.seconds <= 3


def test_the_opening_card_is_scene_1_with_a_q_that_leaves_p(tmp_path):
    heights = []

    def observe(scene, repeat):
        bars = (scene.skyline.bars_p, scene.skyline.bars_q)
        tops = [[bar.points[:, 1].max() + scene.layout.height / 2 for bar in side] for side in bars]
        heights.append(np.array(tops) / UNIT)

    performance = perform(TitleCard, tmp_path, observe, captions="none")
    start = Distributions().start
    assert heights[0] == pytest.approx(np.array([start.p, start.p]))
    assert heights[-1] == pytest.approx(np.array([start.p, start.q]))
    assert performance.seconds == pytest.approx(5)


def test_no_word_of_the_opening_card_leaves_the_margin(tmp_path):
    faults = perform(TitleCard, tmp_path, captions="none").faults
    assert all(fault.startswith("Shape  outside the margin") for fault in faults)  # its bars do: they fill the frame


def test_the_film_bars_pieces_are_as_long_as_its_scenes():
    scene = TitleCard(TitleCard.Params(number=6, lengths=LENGTHS))
    scene.setup()
    (bar,) = (mobject for mobject in scene.mobjects if isinstance(mobject, FilmBar))
    widths = [np.ptp(piece.points[:, 0]) for piece in bar if isinstance(piece, Shape) and not piece.is_text]
    whole = 2 * scene.layout.right
    expected = [*LENGTHS[:5], *LENGTHS[6:], LENGTHS[5]]
    assert np.array(widths) / whole == pytest.approx(np.array(expected) / sum(LENGTHS))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_scene_asks_a_question_for_its_card_on_one_line(name):
    question = scene_class(name).question
    assert question.endswith("?")
    assert TitleCard().broken(question, 13) == [question]


def test_a_line_is_broken_near_its_middle_only_if_it_must_be():
    card = TitleCard()
    assert card.broken("Short.", 10) == ["Short."]
    assert card.broken("", 10) == []
    long = "With all truth in one bin, one tile is left of the cross-entropy: the loss is −log q of the true bin."
    first, second = card.broken(long, 10)
    assert f"{first} {second}" == long
    assert abs(len(first) - len(second)) < 12
