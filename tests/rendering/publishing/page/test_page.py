"""The course page as HTML."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from rendering.publishing.page.files import downloads_of
from rendering.publishing.page.page import course_page, write_pictures
from tests.lectures import LIGHT, PALETTE, QUOTES, SCRIPT, lecture_in


class _Page(HTMLParser):
    def __init__(self, source: str):
        super().__init__()
        self.elements, self.text, self.data, self.inside = [], "", [], ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = dict(attrs).get("type", "") if tag == "script" else ""

    def handle_data(self, data):
        self.text += data
        if self.inside == "application/json":
            self.data.append(json.loads(data))
            self.inside = ""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The page's folder and its source."""
    root = tmp_path_factory.mktemp("site")
    lecture = lecture_in(root / "page" / "dark")
    write_pictures(lecture)
    exports = [{"name": "PullTogether", "format": "gif", "checksums": {"PullTogether.gif": [1_234_567, ""]}}]
    downloads = {
        clip.name: downloads_of(clip, "page/dark/", exports if clip.name == "PullTogether" else [])
        for clip in lecture.clips
    }
    palettes = {"dark": PALETTE, "light": LIGHT}
    links = [("Present as slides", "deck/deck.html")]
    return root, course_page(lecture, palettes, ["dark"], f"What {SCRIPT} does.", downloads, links)


def test_every_file_that_it_names_is_there(site):
    root, source = site
    named = set()
    for tag, attrs in _Page(source).elements:
        named |= {attrs[key] for key in ("src", "poster") if attrs.get(key)}
        if tag == "a" and "download" in attrs:
            named.add(attrs["href"])
    named = {unquote(each) for each in named}
    assert len(named) > 10
    assert {each for each in named if not (root / each).is_file()} == {"page/dark/PullTogether.gif"}  # made up


def test_it_names_no_other_machine(site):
    _, source = site
    assert not re.search(r"https?://", source)


def test_no_words_of_a_scene_become_elements(site):
    page = _Page(site[1])
    scripts = [attrs for tag, attrs in page.elements if tag == "script"]
    assert len(scripts) == 2 + 1  # the page's own, and a sweep's table
    assert f"The class {SCRIPT} wins." in page.text
    assert f"By {QUOTES}." in page.text
    assert any(QUOTES in attrs.get("aria-label", "") for _, attrs in page.elements)


def test_names_of_elements_are_unique_and_what_refers_to_them_finds_them(site):
    page = _Page(site[1])
    names = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(names) == len(set(names))
    for _, attrs in page.elements:
        for key in ("aria-labelledby", "aria-describedby"):
            assert attrs.get(key, names[0]) in names


def test_a_sweeps_table_says_which_frame_is_which_value(site):
    ((data),) = _Page(site[1]).data
    assert [(each["first"], each["last"], each["start"]) for each in data["inputs"]] == [(0, 10, 6), (11, 10, 6)]
    assert data["readings"]["q_1"][11] == 0.2


def test_a_beat_tells_what_it_moved_and_which_slider_moves_it(site):
    page = _Page(site[1])
    sliders = [attrs["data-slider"] for _, attrs in page.elements if "data-slider" in attrs]
    assert sliders == ["0 1", "", ""]  # the second input of the first sweep
    assert page.text.count("Moved: z2 0.2 → 1 → −0.25 cm.") == 1
    assert page.text.count("Moved: ") == 1


def test_no_text_can_end_a_script(site):
    for content in re.findall(r"<script[^>]*>(.*?)</script>", site[1], re.S):
        assert "<script" not in content
        assert "<!--" not in content


def test_files_are_told_with_their_kinds_and_sizes(site):
    assert re.search(r"PullTogether<wbr>\.gif</a></td><td>animated picture: PullTogether</td>\s*<td>1\.2 MB", site[1])
    assert re.search(r"PullTogether<wbr>\.mp4</a></td><td>320 × 180, 10 a second</td>", site[1])


def test_pictures_for_the_page_are_small(site):
    for picture in (site[0] / "page" / "dark" / "pictures").rglob("*.webp"):
        assert picture.stat().st_size < 40_000
