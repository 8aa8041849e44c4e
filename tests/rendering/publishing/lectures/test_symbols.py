"""Symbols in sentences."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from rendering.publishing.lectures.symbols import rich, runs


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.tags = "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


@given(st.text())
def test_rich_shows_the_sentence_and_nothing_in_it_becomes_an_element(sentence):
    parsed = _Text()
    parsed.feed(rich(sentence))
    parsed.close()
    pieces = "".join(run.text + run.sub for run in runs(sentence))
    assert parsed.text.replace("\r", "\n") == pieces.replace("\r", "\n")
    assert set(parsed.tags) <= {"var", "sub"}


def test_a_letter_within_a_word_is_no_symbol():
    assert [run.text for run in runs("equal zest")] == ["equal zest"]
