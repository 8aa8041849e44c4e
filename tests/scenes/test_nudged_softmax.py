"""Scene 10 nudges as mathcore does, and its board says what came of it."""

import numpy as np
import pytest

import mathcore as mc
from scenes.nudged_softmax import NudgedSoftmax
from tests.scenes.performing import perform

Z = np.array([2.5, -1.0, 3.2, 0.5])


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the scene as it ended, the board's texts when it was full, and all frames' logits and bars."""
    frames, boards = [], []

    def observe(scene, repeat):
        bars = [np.ptp(bar.points[:, 0]) / scene.bars.length for bar in scene.bars.bars]
        frames.append((scene.z.value, bars))
        if scene.board.values[0].text:
            boards.append([value.text for value in scene.board.values])

    scene = perform("NudgedSoftmax", tmp_path_factory.mktemp("media"), observe).scene
    return scene, boards, frames


def test_bars_are_the_softmax_of_the_sliders_at_every_frame(seen):
    for z, bars in seen[2]:
        assert bars == pytest.approx(mc.softmax(z), abs=1e-6)


def test_the_board_shows_nielsens_four_changes(seen):
    assert seen[1][-1] == ["+0.0918", "+0.0010", "+0.0830", "+0.0045"]


def test_the_board_is_sorted_in_the_end(seen):
    scene = seen[0]
    from_the_top = np.argsort(-scene.places.value)
    assert list(from_the_top) == [0, 2, 3, 1]


def test_raising_one_lowering_all_others_and_shifting_all_end_in_the_same_picture(seen):
    _, bars = seen[2][-1]
    assert seen[0].z.value == pytest.approx([1.5, -2.4, 1.8, -0.9])
    assert bars == pytest.approx(mc.nudge(Z, 0, 0.4, 0).after)


def test_each_logit_has_a_beat_of_its_own_the_true_one_first():
    names = [beat.name for beat in NudgedSoftmax.beats_of(NudgedSoftmax.Params(target=2))]
    assert names[1:5] == ["z3-up", "z1-down", "z2-down", "z4-down"]
