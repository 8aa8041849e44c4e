"""Whatever a card is to say, it says it between the margins."""

import pytest

from scenes.title_card import TitleCard
from tests.scenes.performing import perform


@pytest.mark.parametrize("heading", ["i", "W" * 60, "Nudge one logit, watch every share"])
@pytest.mark.parametrize("line", ["", "Short.", "W" * 120, "One neuron learns to say 0, " * 4, "w" * 100 + " and more"])
def test_texts_of_any_length_fit(heading, line, tmp_path):
    performance = perform(TitleCard, tmp_path, captions="none", heading=heading, line=line, number=13)
    assert performance.faults == {}
    assert performance.beats == ["card"]


def test_a_line_is_broken_near_its_middle_only_if_it_must_be():
    card = TitleCard()
    assert card.broken("Short.") == ["Short."]
    long = "With all truth in one bin, one tile is left of the cross-entropy: the loss is −log q of the true bin."
    first, second = card.broken(long)
    assert f"{first} {second}" == long
    assert abs(len(first) - len(second)) < 12
