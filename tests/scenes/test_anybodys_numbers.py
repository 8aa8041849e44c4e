"""Every scene plays to its end with anybody's numbers, drawn as mathcore says, legibly, and without a NaN or a −0."""

import pytest

from scenes import CATALOGUE
from tests.scenes.anybody import parameters
from tests.scenes.faults import UNREADABLE, faults_of
from tests.scenes.geometry import wrong_geometry
from tests.scenes.performing import perform, scene_class

FEW, SOME, MANY = 2, 10, 25
FPS = 3


def drawn(name: str, seed: int) -> dict:
    return parameters(name, seed, set(scene_class(name).Params.model_fields))


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("seed", [*range(FEW), *(pytest.param(s, marks=pytest.mark.long) for s in range(FEW, MANY))])
def test_plays_to_its_end_as_mathcore_says_and_without_a_fault(name, seed, tmp_path):
    wrong: dict[str, str] = {}
    looked: dict[str, int] = {}

    def observe(scene, repeat):
        beat = scene.renderer.file_writer.names[-1]
        for fault in wrong_geometry(scene, looked):
            wrong.setdefault(fault.partition(":")[0], f"in beat {beat!r}: {fault}")
        for fault, detail in faults_of(scene, thorough=repeat > 1):
            wrong.setdefault(fault, f"in beat {beat!r}: {detail}")

    values = drawn(name, seed)
    performance = perform(name, tmp_path, observe, fps=FPS, **values)
    told = [beat.name for beat in performance.scene.beats()]
    assert performance.beats == told
    assert not wrong, values
    assert looked  # else the geometry was compared with nothing


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_sentence_of_any_scene_says_what_is_no_number(name):
    cls = scene_class(name)
    for seed in range(SOME):
        for beat in cls.beats_of(cls.Params.model_validate(drawn(name, seed))):
            for sentence in (beat.caption, beat.conclusion, beat.question, beat.alt, beat.label):
                assert not UNREADABLE.search(sentence), (seed, sentence)
