"""Numbers and lists as people write them."""

import math

import pytest

from scenes.inputs.numbers import read_list, read_number, shortened
from tests.mathcore.refusals import refusal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2.5", 2.5), (" -1 ", -1), ("−1", -1), ("–1.5", -1.5), ("+3", 3), (".5", 0.5), ("5.", 5), ("1e-3", 1e-3),
        ("1/3", 1 / 3), ("-1 / 8", -0.125), ("50%", 0.5), ("12.5 %", 0.125), ("0.1", 0.1), ("1E5", 1e5), ("0", 0),
        ("0.001", 0.001), ("1.5/2", 0.75), ("1e400", math.inf), ("inf", math.inf), ("0/5", 0),
    ],
)  # fmt: skip
def test_numbers_are_read(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "x", "1_0", "0x10", "1e", "--1", "1/2/3", "5%%", "true", "½", "1 2", "e5"])
def test_what_is_no_number_is_refused(text):
    assert refusal(read_number, text) == f"{text!r} is no number; write it like 0.5, −1, 2e-3, 1/3 or 50%"


@pytest.mark.parametrize("text", ["000", "1 000", "1'000'000", "1\u202f000", "1,000", "007"])
def test_thousands_are_written_without_a_separator(text):
    if text == "1,000":
        assert refusal(read_number, text) == (
            "'1,000' reads as part of a long number; write thousands without a separator"
        )
    else:
        assert "reads as part of a long number" in refusal(read_number, text)


def test_a_decimal_comma_is_read_where_it_is_one():
    assert read_number("2,5", comma=True) == 2.5
    assert refusal(read_number, "2,5") == "'2,5' is no number; write it with a decimal point"


@pytest.mark.parametrize("text", ["1/0", "1/0.0", "1e999/3", "1/1e-999999999", "5/1e-320"])
def test_a_fraction_needs_a_divisor(text):
    assert "a fraction needs a divisor other than 0" in refusal(read_number, text)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1,2", ["1", "2"]), ("[1, 2]", ["1", "2"]), ("(1;2)", ["1", "2"]), ("1 2  3", ["1", "2", "3"]),
        ("", []), ("[]", []), ("a", ["a"]), ('["a,b", "c"]', ["a,b", "c"]), ("['a', 'b']", ["a", "b"]),
        ("don't,won't", ["don't", "won't"]), ("1,,2", ["1", "", "2"]), ("(1, 2,)", ["1", "2"]), ("a b,c", ["a b", "c"]),
    ],
)  # fmt: skip
def test_lists_are_read(text, items):
    assert read_list(text) == items


def test_long_texts_are_shortened_in_one_line():
    assert shortened("a\nb") == "a b"
    assert len(shortened("x" * 5000)) <= 60
