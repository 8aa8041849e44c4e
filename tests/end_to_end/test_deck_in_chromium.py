"""The html deck in a browser: it shows what it should, asks nobody for anything, goes back to ends."""

import re
from dataclasses import replace

import pytest

from rendering.publishing.decks.html import deck_page
from tests.end_to_end.browser import SHAPES, Visit, chromium, needs_chromium, served
from tests.lectures import PALETTE, lecture_in

pytestmark = [pytest.mark.long, needs_chromium]
SHOWN = "#stage video.shown"
# Title, hang (starts 40 long, ends 130), balance (60 to 150), title, asked (40 to 130).
HANG, BALANCE = (40, 130), (60, 150)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    lecture = lecture_in(tmp_path_factory.mktemp("deck"))
    for name, one_file in (("deck.html", False), ("one.html", True)):
        page = deck_page(lecture, PALETTE, "dark", one_file=one_file)
        (lecture.folder / name).write_text(page, encoding="utf-8")
    first, *others = lecture.clips
    eight = replace(lecture, clips=(replace(first, beats=4 * first.beats), *others))
    (lecture.folder / "eight.html").write_text(deck_page(eight, PALETTE, "dark"), encoding="utf-8")
    return lecture.folder


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module", params=["file", "http", "one file"])
def address(request, folder):
    if request.param == "http":
        with served(folder) as base:
            yield f"{base}/deck.html"
    else:
        yield (folder / ("one.html" if request.param == "one file" else "deck.html")).as_uri()


@pytest.fixture
def deck(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    visit = Visit(context.new_page(), address)
    yield visit
    assert visit.trouble == []
    assert visit.left_the_machine() == []
    context.close()


def _place(deck) -> int:
    return int(deck.page.url.rpartition("#")[2])


def _until(deck, expression: str) -> None:
    deck.page.wait_for_function(expression, timeout=30000)


def _stands(deck) -> None:
    _until(deck, "document.querySelector('#stage video.shown')?.paused !== false")


def test_forwards_finishes_each_step_before_it_goes_on(deck):
    press = deck.page.keyboard.press
    assert _place(deck) == 1
    press("ArrowRight")
    _until(deck, "document.querySelector('#stage video.shown')?.currentTime > .2")
    assert _place(deck) == 2
    press("ArrowRight")  # to where the conclusion stands
    _stands(deck)
    assert deck.page.eval_on_selector(SHOWN, "film => film.currentTime") == pytest.approx(1.7, abs=0.01)
    assert deck.bar_comes_to(SHOWN, HANG[1])
    press("ArrowRight")  # plays on, to the question
    _until(deck, "document.querySelector('#stage video.shown')?.ended")
    assert _place(deck) == 2
    press("ArrowRight")
    _until(deck, "location.hash === '#3' && document.querySelector('#stage video.shown')?.slide === 2")


def test_a_film_that_is_left_alone_stops_at_its_stop(deck):
    deck.page.keyboard.press("ArrowRight")
    _until(deck, "document.querySelector('#stage video.shown')?.currentTime > .2")
    _stands(deck)
    assert 1.2 < deck.page.eval_on_selector(SHOWN, "film => film.currentTime") < 1.75


def test_back_shows_the_end_of_the_slide_before(deck):
    for _ in range(5):  # on, to its conclusion, on, to its question, on: however fast, before the film has come
        deck.page.keyboard.press("ArrowRight")
    _until(deck, "location.hash === '#3' && document.querySelector('#stage video.shown')?.slide === 2")
    deck.page.keyboard.press("ArrowLeft")
    _until(deck, "document.querySelector('#stage video.shown')?.slide === 1")
    assert deck.page.eval_on_selector(SHOWN, "film => film.paused")  # it doesn't play to there
    assert deck.bar_comes_to(SHOWN, HANG[1])
    assert _place(deck) == 2


def test_going_on_begins_with_the_first_frame(deck):
    shots = """() => new Promise(done => {
        const seen = [];
        const stage = document.getElementById('stage');
        new MutationObserver(() => {
            const film = stage.querySelector('video.shown');
            if (film) seen.push([film.slide, film.currentTime, film.readyState]);
        }).observe(stage, { subtree: true, attributes: true, attributeFilter: ['class'] });
        setTimeout(() => done(seen), 700);
    })"""
    waiting = deck.page.evaluate_handle(f"({{ seen: ({shots})() }})")
    deck.page.keyboard.press("ArrowRight")
    seen = waiting.evaluate("each => each.seen")
    assert seen[0][0] == 1
    assert seen[0][1] == pytest.approx(0, abs=0.11)
    assert seen[0][2] >= 2  # a frame was decoded before the film was shown: nothing flickers


def test_keys(deck):
    page = deck.page
    page.keyboard.press("End")
    _until(deck, "document.querySelector('#stage video.shown')?.slide === 4")
    assert deck.bar_comes_to(SHOWN, 130)
    page.keyboard.press("n")
    assert "<script>alert(1)</script>" in page.locator("#notes").inner_text()
    assert page.locator("#said").text_content().startswith("The class <script>alert(1)</script> wins. By a ")
    page.keyboard.press("b")
    assert page.locator("#black").is_visible()
    page.keyboard.press("b")
    page.keyboard.press("Home")
    assert page.locator("#card h2").inner_text() == "Pull together"
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    _until(deck, "location.hash === '#5'")
    page.keyboard.press("Home")
    page.keyboard.press("o")
    assert page.locator("#stage").is_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    _until(deck, "location.hash === '#3'")
    page.keyboard.press("r")
    _until(deck, "document.querySelector('#stage video.shown')?.currentTime > 0")


def test_the_speakers_window_follows_and_its_keys_lead(deck):
    with deck.page.expect_popup() as opened:
        deck.page.keyboard.press("s")
    speaker = opened.value
    speaker.wait_for_selector("h2")
    speaker.keyboard.press("ArrowRight")
    _until(deck, "location.hash === '#2'")
    speaker.wait_for_function("document.body.innerText.includes('Watch q')")
    assert speaker.locator("img").count() == 2
    assert re.fullmatch(r"\d:\d\d · \d\d:\d\d", speaker.locator(".time").inner_text())


def test_calm_shows_stills(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    visit = Visit(context.new_page(), address)
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_function("document.querySelector('#stage video.shown')?.currentTime > 1.6")
    assert visit.page.eval_on_selector(SHOWN, "film => film.paused")
    assert visit.page.eval_on_selector(SHOWN, "film => film.played.length") == 0
    context.close()


@pytest.mark.parametrize(("size", "scheme"), SHAPES)
def test_nothing_bars_the_way(browser, folder, size, scheme):
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    visit = Visit(context.new_page(), (folder / "deck.html").as_uri())
    assert visit.violations() == []
    visit.page.keyboard.press("o")
    assert visit.violations() == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.parametrize(("name", "pictures"), [("deck.html", 3), ("eight.html", 9)])
def test_printed_it_is_a_page_a_clip_of_last_frames(browser, folder, name, pictures):
    context = browser.new_context()
    visit = Visit(context.new_page(), (folder / name).as_uri())
    visit.page.wait_for_load_state("networkidle")
    document = visit.page.pdf(prefer_css_page_size=True)
    assert document.count(b"/Type /Page\n") == 2
    assert visit.page.locator(".beats img").count() == pictures
    assert document.count(b"/Subtype /Image") == 2  # bars of two lengths, each kept once
    context.close()


def test_without_scripts_all_words_and_films_are_there(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    visit = Visit(context.new_page(), (folder / "deck.html").as_uri())
    text = visit.page.inner_text("main")
    assert "It rose to p." in text
    assert visit.page.locator("a[href$='.mp4']").count() == 3
    context.close()
