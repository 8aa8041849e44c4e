"""Decks that are text: what they name is there, and no words of a scene act in them."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from rendering.publishing.decks.beamer import beamer_document
from rendering.publishing.decks.escape import markdown, tex
from rendering.publishing.decks.handout import handout, handout_source
from rendering.publishing.decks.html import deck_page
from rendering.publishing.decks.manim_slides import presentation
from rendering.publishing.decks.quarto import quarto_document
from rendering.publishing.decks.reveal import reveal_sections
from tests.lectures import PALETTE, QUOTES, SCRIPT


class _Page(HTMLParser):
    """Elements and text of a page; scripts apart."""

    def __init__(self, source: str):
        super().__init__()
        self.elements, self.text, self.scripts = [], "", 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.scripts += tag == "script"

    def handle_data(self, data):
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.elements if attrs.get(name)]


def test_the_html_deck_has_a_slide_a_title_and_a_slide_a_beat(lecture):
    page = _Page(deck_page(lecture, PALETTE, "dark"))
    slides = [attrs for _, attrs in page.elements if attrs.get("class") == "slide"]
    assert len(slides) == 2 + 3
    for film in page.values("data-film"):
        assert (lecture.folder / unquote(film)).is_file()
    assert len(page.values("src")) == 3
    assert all(picture.startswith("data:image/webp;base64,") for picture in page.values("src"))
    assert page.values("data-stops") == ["1.7000 2.5000", "1.7000", "1.7000 2.5000"]


def test_words_of_a_scene_are_text_in_the_html_deck(lecture):
    page = _Page(deck_page(lecture, PALETTE, "dark"))
    assert page.scripts == 1  # the player's
    assert f"The class {SCRIPT} wins." in page.text
    assert any(SCRIPT in alt for alt in page.values("alt"))


def test_one_file_needs_no_other(lecture):
    source = deck_page(lecture, PALETTE, "dark", one_file=True)
    page = _Page(source)
    assert all(film.startswith("data:video/mp4;base64,") for film in page.values("data-film"))
    assert all(picture.startswith("data:image/") for picture in page.values("src"))
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", source)


def test_no_deck_page_names_another_machine(lecture):
    assert not re.search(r"(?<!data:)https?://", deck_page(lecture, PALETTE, "dark"))


def test_reveal_sections_show_films_questions_and_notes(lecture):
    page = _Page(reveal_sections(lecture, PALETTE["paper"]))
    for file in page.values("data-background-video") + page.values("data-background-image"):
        assert (lecture.folder / unquote(file)).is_file()
    assert len(page.values("data-background-video")) == 3
    assert sum(tag == "aside" for tag, _ in page.elements) == 3 + 2
    assert page.scripts == 0
    assert SCRIPT in page.text


def test_the_quarto_deck_is_one_slide_a_beat_and_one_a_question(lecture):
    document = quarto_document(lecture, PALETTE["paper"])
    assert len(re.findall(r"^## ", document, re.M)) == 3 + 2
    assert document.count("<video ") == 3
    assert "<script>" not in document
    for film in re.findall(r'src="([^"]+)"', document):
        assert (lecture.folder / unquote(film)).is_file()


@pytest.mark.parametrize("sign", list("\\`*_{}[]()#+-.!<>|~^$@\"'&%="))
def test_every_sign_that_could_mean_something_is_escaped_in_markdown(sign):
    assert markdown(f"a{sign}b") == f"a\\{sign}b"


@pytest.mark.parametrize("sign", list("\\{}$&#%_^~"))
def test_no_special_sign_stands_bare_in_tex(sign):
    escaped = tex(f"a{sign}b")
    assert not re.search(rf"(?<!\\){re.escape(sign)}(?!text|\{{\}})", escaped[1:-1].replace("{}", "")) or sign in "\\{}"
    assert escaped != f"a{sign}b"


def test_the_beamer_deck_has_balanced_braces_and_names_files_that_are_there(lecture):
    document = beamer_document(lecture, PALETTE)
    bare = re.sub(r"\\[{}\\]", "", document)
    assert bare.count("{") == bare.count("}")
    for film, first, last in re.findall(r"\\film\{([^}]+)\}\{([^}]+)\}\{([^}]+)\}", document):
        assert all((lecture.folder / name).is_file() for name in (film, first, last))
    assert document.count(r"\begin{frame}") == document.count(r"\end{frame}") == 2 + 3 + 2
    assert PALETTE["paper"][1:] in document
    assert QUOTES not in document


def test_manim_slides_gets_every_beat(lecture):
    document = json.loads(presentation(lecture, PALETTE["paper"]))
    assert document["resolution"] == [320, 180]
    for slide in document["slides"]:
        assert (lecture.folder / slide["file"]).is_file()
        assert (lecture.folder / slide["rev_file"]).is_file()
    assert "Ask: Which way does z₂ go?" in document["slides"][0]["notes"]


def test_the_handout_is_a_pdf_of_one_page_a_clip(lecture):
    document = handout(lecture)
    assert document.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == 2


def test_words_of_a_scene_are_strings_in_the_handout(lecture):
    source = handout_source(lecture)
    assert QUOTES.replace("\\", "\\\\").replace('"', '\\"') in source
