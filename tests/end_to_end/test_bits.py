"""What is recorded and painted here is what Manim paints, bit for bit, before anything is encoded."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from scenes import CATALOGUE
from tests.end_to_end.frames import checksums

#: A few frames of each second of every scene, and all frames of one, larger; one of them each time.
OFTEN = "PulleyForces"
SAMPLES = [
    pytest.param(scene, 270, 3, id=scene, marks=() if scene == OFTEN else pytest.mark.long) for scene in CATALOGUE
]
WHOLE = pytest.param("PulleyForces", 480, 15, id="PulleyForces-whole", marks=pytest.mark.long)


@pytest.mark.parametrize(("scene", "height", "rate"), [*SAMPLES, WHOLE])
def test_frames_are_those_of_plain_manim(scene, height, rate):
    with ThreadPoolExecutor() as both:
        ours = both.submit(checksums, "recorded", CATALOGUE[scene], scene, height, rate)
        theirs = checksums("stock", CATALOGUE[scene], scene, height, rate)
    ours = ours.result()
    assert len(set(theirs)) > 20  # it does move
    assert len(ours) == len(theirs)
    different = [number for number, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
    assert different == []
