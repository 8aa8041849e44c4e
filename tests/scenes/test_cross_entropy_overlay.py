"""Scene 1 tells of H(p, q) what mathcore says of it."""

import numpy as np
import pytest
from pydantic import ValidationError

import mathcore as mc
from scenes.cross_entropy_overlay import CrossEntropyOverlay
from tests.scenes.performing import perform

P, Q = np.array([0.1, 0.2, 0.4, 0.2, 0.1]), np.array([0.3, 0.3, 0.2, 0.15, 0.05])
Params = CrossEntropyOverlay.Params


def widths(stack) -> np.ndarray:
    """Return the tiles' widths in nats."""
    return np.array([np.ptp(tile.points[:, 0]) for tile in stack.tiles]) / stack.nat


def test_tiles_are_log_1_over_q_wide_and_levelling_keeps_their_area(tmp_path):
    stages = {}

    def observe(scene, repeat):
        if hasattr(scene, "tiles") and scene.grown.value.min() == 1 and np.allclose(scene.q.value, Q):
            stages[round(scene.levelled.get_value(), 3)] = widths(scene.tiles)

    perform("CrossEntropyOverlay", tmp_path, observe)
    assert stages[0.0] == pytest.approx(mc.surprisal(Q))
    assert stages[1.0] == pytest.approx(np.full(5, mc.cross_entropy(P, Q)))
    assert len(stages) > 5
    for level, seen in stages.items():
        assert P @ seen == pytest.approx(mc.cross_entropy(P, Q)), level


def test_the_excess_closes_to_exactly_zero_where_q_is_p(tmp_path):
    read = {}

    def observe(scene, repeat):
        if hasattr(scene, "excess"):
            q = scene.q.value
            read[tuple(q.round(6))] = (scene.whole.measure.value.text, scene.excess.excess.value.text)

    scene = perform("CrossEntropyOverlay", tmp_path, observe).scene
    assert read[tuple(Q)] == ("1.684", "0.213")
    assert read[tuple(P)] == ("1.471", "0.000")
    assert read[tuple(scene.mistake)][1] == f"{mc.kl_divergence(P, scene.mistake):.3f}"
    assert scene.mistake.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"p": "0.5,0.6", "q": "0.5,0.5"}, "p must sum to 1, but sums to 1.1; divide by its sum"),
        ({"p": "0.5,0.5", "q": "0.2,0.3,0.5"}, "p has 2 bins and q has 3; give both the same number"),
        ({"p": "0.5,0.5", "q": "1,0"}, "q is 0 in bin 1 where p is 0.5, an infinite loss; give it at least 1e-9"),
        ({"p": "0.5,0.5", "q": "0.5,0.5", "labels": "a"}, "1 labels came for 2 classes"),
        ({"p": "1.5,-0.5", "q": "0.5,0.5"}, "less than or equal to 1"),
        ({"p": "1", "q": "1"}, "at least 2 items"),
        ({"colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_bad_parameters_say_what_came_and_what_is_allowed(values, message):
    with pytest.raises(ValidationError, match=message):
        Params.model_validate(values)
