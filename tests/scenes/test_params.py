"""What a command line or a file holds becomes a scene's parameters, or one clear line."""

import datetime

import pytest
from pydantic import ValidationError

from scenes.kit.lettering import WIDEST, check_name, width
from scenes.kit.params import LogitParams
from scenes.one_hot_truth import OneHotTruth
from tests.mathcore.refusals import refusal
from tests.scenes.performing import scene_class


@pytest.mark.parametrize(
    "logits",
    [
        "2.5,-1,0.5",
        "2.5, −1, 1/2",
        "[2.5; -1; 50%]",
        "2.5 -1 .5",
        [2.5, -1, 0.5],
        ["2.5", "−1", "1/2"],
        (2.5, -1, "50%"),
    ],
)
def test_lists_of_numbers_are_read_as_people_write_them(logits):
    assert LogitParams(logits=logits).logits == (2.5, -1.0, 0.5)


def test_names_are_read_with_or_without_brackets_and_quotes():
    for labels in ("[cat, dog]", "cat,dog", '["cat", "dog"]', ["cat", "dog"]):
        assert LogitParams(logits="1,2", labels=labels).labels == ("cat", "dog")
    assert LogitParams(logits="1,2", labels=[0, 1]).labels == ("0", "1")
    assert LogitParams(labels="").labels == ()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"logits": [1, True]}, "true is no number; write it like 0.5, −1, 2e-3, 1/3 or 50%"),
        ({"logits": "1_0,2"}, "'1_0' is no number; write it like 0.5, −1, 2e-3, 1/3 or 50%"),
        ({"logits": "1,000,2,000"}, "'000' reads as part of a long number; write thousands without a separator"),
        ({"target": True}, "true is no number; write it like 0.5, −1, 2e-3, 1/3 or 50%"),
        ({"target": datetime.date(2024, 1, 1)}, "2024-01-01 is no number; write it like 0.5, −1, 2e-3, 1/3 or 50%"),
    ],
)
def test_what_is_no_number_is_refused(values, message):
    with pytest.raises(ValidationError) as caught:
        LogitParams.model_validate(values)
    assert caught.value.errors()[0]["msg"] == f"Value error, {message}"


@pytest.mark.parametrize(
    "name",
    ["cat", "Wahrscheinli", "hippopotamus", "мышь", "Ελλάδα", "é", "naïve", "½", "a b", "q→p", "iiiiiiiiiiiiiiiiii"],
)
def test_ordinary_names_may_be_long(name):
    assert check_name(name) == name
    assert width(name) <= WIDEST


def test_names_come_in_one_normal_form():
    assert check_name(" e\u0301 ") == "é"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("猫", "the fonts can't draw 猫, CJK UNIFIED IDEOGRAPH-732B (U+732B); "
         "write it in Latin, Greek or Cyrillic letters"),
        ("a🐸", "the fonts can't draw 🐸, FROG FACE (U+1F438); write it in Latin, Greek or Cyrillic letters"),
        ("a\u200bb", "it holds ZERO WIDTH SPACE (U+200B), which nobody can see; leave it out"),
        ("\u2800", "it holds BRAILLE PATTERN BLANK (U+2800), which draws nothing; leave it out"),
        ("a\ufe0f", "it holds VARIATION SELECTOR-16 (U+FE0F), which draws nothing; leave it out"),
        ("a\nb", "it holds a control character (U+000A), which nobody can see; leave it out"),
        ("a\u2028b", "it holds LINE SEPARATOR (U+2028), which nobody can see; leave it out"),
        ("  ", "a name must have at least one character that is drawn; leave labels out for z₁, z₂, …"),
        ("WWWWWWWWWWWW", "it is 12.3 em wide, but at most 7 are allowed (12 ordinary letters); shorten it"),
        ("mmmmmmmmmmmm", "it is 10.0 em wide, but at most 7 are allowed (12 ordinary letters); shorten it"),
    ],
)  # fmt: skip
def test_names_that_would_draw_badly_are_refused_with_the_characters_name(name, message):
    assert refusal(check_name, name) == message


@pytest.mark.parametrize("q", ["1/3; 1/3; 1/3", "[.2 .3 .5]", "20%,30%,50%", [0.2, 0.3, 0.5]])
def test_the_true_bin_is_the_middle_one_however_the_list_is_written(q):
    assert OneHotTruth.Params(q=q).target == 1


def test_zero_has_no_sign():
    assert str(LogitParams(logits=(-0.0, "-0")).logits) == "(0.0, 0.0)"


@pytest.mark.parametrize(
    ("scene", "values", "message"),
    [
        (
            "CrossEntropyOverlay",
            {"p": "0.5,0.6", "q": "0.5,0.5"},
            "p must sum to 1, but sums to 1.1; divide by its sum",
        ),
        (
            "CrossEntropyOverlay",
            {"p": "0.5,0.5", "q": "0.2,0.3,0.5"},
            "p has 2 bins and q has 3; give both the same number",
        ),
        (
            "CrossEntropyOverlay",
            {"p": "0.5,0.5", "q": "1,0"},
            "q is 0 in bin 1 where p is 0.5, an infinite loss; give it at least 1e-9",
        ),
        ("CrossEntropyOverlay", {"p": "0.5,0.5", "q": "0.5,0.5", "labels": "a"}, "1 labels came for 2 classes"),
        ("CrossEntropyOverlay", {"p": "1.5,-0.5", "q": "0.5,0.5"}, "less than or equal to 1"),
        ("CrossEntropyOverlay", {"p": "1", "q": "1"}, "at least 2 items"),
        ("CrossEntropyOverlay", {"colour": "red"}, "Extra inputs are not permitted"),
        ("OneHotTruth", {"q": "0.5,0.6"}, "q must sum to 1, but sums to 1.1; divide by its sum"),
        ("OneHotTruth", {"q": "0.5,0.5", "target": 2}, "target is 2, but there are 2 classes; use 0 to 1"),
        ("OneHotTruth", {"q": "1,0", "target": 1}, "q is 0 in the true bin 1; a picture needs at least 1e-06"),
        (
            "OneHotTruth",
            {"q": "1,0", "target": 0},
            "q leaves nothing to the wrong bins; give the true bin 0 less than 1",
        ),
        ("OneHotTruth", {"q": "0.5,0.5", "target": 0, "labels": "a"}, "1 labels came for 2 classes"),
        ("LogitsToLoss", {"target": 3}, "target is 3, but there are 3 classes; use 0 to 2"),
        ("LogitsToLoss", {"logits": "1,2,60"}, "less than or equal to 50"),
        ("LogitsToLoss", {"logits": "1,nan"}, "finite number"),
        ("LogitsToLoss", {"labels": "cat"}, "1 labels came for 3 classes; give one a class, or none"),
        ("WhereGradientsLive", {"logits": "1"}, "at least 2 items"),
        ("PulleyForces", {"rate": "0"}, "greater than 0"),
        ("PulleyForces", {"steps": "201"}, "less than or equal to 200"),
        (
            "TugThroughTheNetwork",
            {"widths": "2,4,1"},
            "the last of the widths is 1, but a softmax needs 2 classes or more; give 2 to 12",
        ),
        ("TugThroughTheNetwork", {"widths": "2,13,3"}, "less than or equal to 12"),
        ("TugThroughTheNetwork", {"widths": "3"}, "at least 2 items"),
        ("TugThroughTheNetwork", {"widths": "2,2,2,2,2"}, "at most 4 items"),
        ("TugThroughTheNetwork", {"rate": "0"}, "greater than 0"),
        ("TugThroughTheNetwork", {"steps": "1"}, "greater than or equal to 2"),
        ("TugThroughTheNetwork", {"seed": "-1"}, "greater than or equal to 0"),
        ("SoftmaxToMax", {"scales": "0,5,2"}, "scales are 0, 5, 2; give them in rising order, the last one above 0"),
        ("SoftmaxToMax", {"scales": "0"}, "scales are 0; give them in rising order, the last one above 0"),
        ("SoftmaxToMax", {"scales": "-1,2"}, "greater than or equal to 0"),
        ("SoftmaxToMax", {"scales": ""}, "at least 1 item"),
        ("SoftmaxToMax", {"labels": "cat"}, "1 labels came for 4 classes; give one a class, or none"),
        ("NoSuchLoss", {"positions": "0,1,1"}, "positions must differ"),
        ("NoSuchLoss", {"target": 4}, "target is 4, but there are 4 classes"),
    ],
)
def test_what_a_scene_cant_draw_is_refused_with_what_came_and_what_is_allowed(scene, values, message):
    with pytest.raises(ValidationError, match=message):
        scene_class(scene).Params.model_validate(values)
