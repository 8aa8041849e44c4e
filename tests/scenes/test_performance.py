"""Every scene, performed without painting: beats in order, inside the margin, no two texts over each other."""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from scenes import CATALOGUE
from scenes.kit.shapes import Shape
from scenes.kit.text import sentence
from tests.scenes.performing import RATE, Performance, perform, scene_class

#: Scenes that may take a minute and a half.
LONG = {"PulleyForces", "LearningSlowdown", "NudgedSoftmax"}


LABELS = ",".join(["abcdefghijkl"] * 12)
LOGITS = {2: "1.5,-0.5", 12: "1,-1,2,.5,3,0,-2,1,2.2,-1,.3,1"}
PROBABILITIES = {2: ".3,.7", 12: ".05,.1,.05,.1,.2,.02,.08,.1,.1,.1,.05,.05"}


def of_size(name: str, classes: int) -> dict:
    """Return parameters with so many classes, 12-letter names where there are twelve."""
    fields = scene_class(name).Params.model_fields
    params = {}
    if "logits" in fields:
        params["logits"] = LOGITS[classes]
    params |= {key: PROBABILITIES[classes] for key in ("p", "q") if key in fields}
    if "q_near" in fields and classes == 12:
        near = [0.02] * 12
        near[6], far = 0.78, near[:]
        far[6], far[11] = 0.02, 0.78
        params |= {"q_near": near, "q_far": far, "positions": list(range(12)), "target": 5}
    if "labels" in fields and params and classes == 12:
        params["labels"] = LABELS
    return params


@cache
def seen(name: str, theme: str) -> Performance:
    """Return what was seen of a scene with its defaults; several tests look at the same performance."""
    with tempfile.TemporaryDirectory() as folder:
        return perform(name, Path(folder), theme=theme)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", CATALOGUE)
def test_plays_its_beats_in_order_without_a_fault(name, theme):
    performance = seen(name, theme)
    assert performance.beats == [beat.name for beat in performance.scene.beats()]
    assert performance.faults == {}
    assert 25 <= performance.seconds <= (90 if name in LONG else 75)


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_hero_fills_the_stage(name):
    performance = seen(name, "dark")
    stage = performance.scene.layout.stage
    for beat, hero in performance.heroes.items():
        assert max(hero.width / stage.width, hero.height / stage.height) >= 0.6, beat
        assert hero.width * hero.height >= 0.35 * stage.width * stage.height, beat


@pytest.mark.parametrize("classes", [2, 12])
@pytest.mark.parametrize("name", CATALOGUE)
def test_has_room_for_two_classes_and_for_twelve_with_long_names(name, classes, tmp_path):
    params = of_size(name, classes)
    if not params:
        pytest.skip("has no classes of the user's own")
    assert perform(name, tmp_path, **params).faults == {}


EXTREMES = [
    ("CrossEntropyOverlay", {"p": "1,0,0", "q": ".98,.02,0"}),
    ("CrossEntropyOverlay", {"p": ".5,.5", "q": ".999999,.000001"}),
    ("CrossEntropyOverlay", {"p": ".25,.25,.25,.25", "q": ".25,.25,.25,.25"}),
    ("PulleyForces", {"logits": "-3,8", "target": "1"}),
    ("PulleyForces", {"logits": "0,0,0,0,0,0,0,0,0,0,0,0", "target": "6"}),
    ("PulleyForces", {"logits": "50,-50,49", "target": "2", "rate": "5", "steps": "200"}),
    ("NudgedSoftmax", {"logits": "0,0,0", "target": "1", "nudge": "5"}),
    ("NudgedSoftmax", {"logits": "50,-50", "target": "1", "nudge": "0.05"}),
]


@pytest.mark.parametrize(("name", "params"), EXTREMES, ids=lambda value: str(value))
def test_tiny_huge_and_tied_values_make_sound_pictures(name, params, tmp_path):
    assert perform(name, tmp_path, fps=4, **params).faults == {}


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_beat_says_what_it_shows_in_one_short_sentence(name):
    cls = scene_class(name)
    for beat in cls.beats_of(cls.Params()):
        for line in filter(None, (beat.caption, beat.conclusion, beat.question)):
            assert len(line) <= 80
            assert line[-1] in ".?"
        assert beat.alt.endswith(".")
        assert beat.alt != beat.caption


@pytest.mark.parametrize("name", CATALOGUE)
def test_leaving_out_the_captions_moves_nothing_on_the_stage(name, tmp_path):
    def last_picture(scene) -> list:
        shapes = [s for m in scene.mobjects if m is not scene.caption for s in m.get_family() if isinstance(s, Shape)]
        return [shape.points.round(9).tolist() for shape in shapes]

    silent = perform(name, tmp_path, lambda scene, repeat: None, captions="none").scene
    assert last_picture(silent) == last_picture(seen(name, "dark").scene)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_beat_wears_its_sentences_in_order_and_long_enough_to_be_read(name):
    scene, worn = seen(name, "dark").scene, seen(name, "dark").worn
    for beat, opened in zip(scene.beats(), scene.opened, strict=True):
        parts = [
            (beat.caption, len(worn[beat.name]) / RATE - opened - beat.settled - beat.asked, 1.0),
            (beat.conclusion, beat.settled, 2.5),
            (beat.question, beat.asked, 4.0),
        ]
        expected = [""] * round(opened * RATE)
        for text, seconds, least in parts:
            if text:
                assert seconds >= max(least, len(text) / 15) - 1e-9, f"{text} stands {seconds:.1f} s"
                expected += [sentence(text, scene.theme).body] * round(seconds * RATE)
        assert worn[beat.name] == expected
