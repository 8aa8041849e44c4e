"""The course page in a browser: it plays, asks, answers, and its sliders show the frames that they say."""

from dataclasses import replace

import pytest

from rendering.publishing.page.files import downloads_of
from rendering.publishing.page.page import course_page, write_pictures
from tests.end_to_end.browser import SHAPES, Visit, chromium, needs_chromium, served
from tests.lectures import LIGHT, PALETTE, SCRIPT, lecture_in

pytestmark = [pytest.mark.long, needs_chromium]
CLIP = "#PullTogether"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("page")
    for theme in ("dark", "light"):
        (root / "page" / theme).mkdir(parents=True)
        lecture = lecture_in(root / "page" / theme)
        write_pictures(lecture)
    lecture = replace(lecture, folder=root / "page" / "dark")
    downloads = {clip.name: downloads_of(clip, "page/dark/", []) for clip in lecture.clips}
    for name, themes in (("index.html", ["dark"]), ("both.html", ["dark", "light"])):
        page = course_page(lecture, {"dark": PALETTE, "light": LIGHT}, themes, "What q does.", downloads, [])
        (root / name).write_text(page, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module", params=["file", "http"])
def base(request, folder):
    if request.param == "file":
        yield folder.as_uri()
    else:
        with served(folder) as address:
            yield address


@pytest.fixture
def visit(browser, base):
    """Opens a page; afterwards nothing may have gone wrong on it."""
    opened = []

    def open_page(address="index.html", size=(1280, 900), **look):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **look)
        opened.append(Visit(context.new_page(), f"{base}/{address}"))
        return opened[-1]

    yield open_page
    for each in opened:
        assert each.trouble == []
        assert each.left_the_machine() == []
        each.page.context.close()


def _current(page) -> str:
    return page.locator(f"{CLIP} .beats li[aria-current]").get_attribute("data-name")


def test_every_film_plays(visit):
    page = visit().page
    for clip in page.locator(".player").all():
        clip.locator(".play").click()
        clip.locator("video").evaluate(
            "film => new Promise(done => film.addEventListener('timeupdate', () => film.currentTime > .1 && done()))"
        )
        assert clip.locator(".play").inner_text() == "Pause"


def test_it_stops_at_a_question_and_show_me_goes_on(visit):
    page = visit().page
    page.locator(f"{CLIP} .play").click()
    page.wait_for_function(f"document.querySelector('{CLIP} .play').textContent === 'Show me'", timeout=30000)
    time = page.eval_on_selector(f"{CLIP} .player video", "film => film.currentTime")
    assert 1.9 < time < 2.6
    assert page.locator(f"{CLIP} .beats .question").first.is_visible()
    assert page.locator(f"{CLIP} [role=status]").inner_text() == "Which way does z2 go?"
    page.keyboard.press("Space")  # the button has the focus
    page.wait_for_function(f"document.querySelector('{CLIP} li[aria-current]').dataset.name === 'balance'")


def test_what_is_said_comes_when_it_is_said(visit):
    page = visit().page
    conclusion = page.locator(f"{CLIP} .beats .conclusion").first
    assert not conclusion.is_visible()
    page.locator(f"{CLIP} .play").click()
    conclusion.wait_for(state="visible", timeout=30000)
    assert page.eval_on_selector(f"{CLIP} .player video", "film => film.currentTime") >= 0.8
    assert not page.locator(f"{CLIP} .beats li").nth(1).locator("p").first.is_visible()


def test_a_beat_with_an_opening_is_told_at_once_and_captioned_after_it(visit):
    page = visit("index.html?PullTogether#balance").page
    assert page.locator(f"{CLIP} .beats li[aria-current] .caption").is_visible()
    cues = """film => {
        film.textTracks[0].mode = "hidden"; // there are none while it is disabled
        return [...film.textTracks[0].cues].map((cue) => [cue.startTime, cue.text]);
    }"""
    assert page.locator(f"{CLIP} .player video").evaluate(cues)[3] == [2.9, "And q3 falls."]


def test_on_a_phone_captions_stand_below_the_film(visit):
    page = visit(size=(360, 740)).page
    strip = page.locator(f"{CLIP} .strip")
    assert strip.inner_text() == "Watch q1 rise."
    page.locator(f"{CLIP} .captions").click()
    assert strip.is_hidden()


def test_arrows_step_through_the_beats(visit):
    opened = visit()
    page = opened.page
    page.locator(f"{CLIP} .play").focus()
    page.keyboard.press("ArrowRight")
    assert _current(page) == "balance"
    page.wait_for_function(f"document.querySelector('{CLIP} video').currentTime > 2.6")
    assert opened.bar_comes_to(f"{CLIP} .player video", 60)
    page.keyboard.press("ArrowLeft")
    assert _current(page) == "hang"
    assert page.url.endswith("?PullTogether#hang")


def test_a_link_leads_to_its_beat(visit):
    page = visit("index.html?PullTogether#balance").page
    assert _current(page) == "balance"
    page.wait_for_function(f"document.querySelector('{CLIP} video').currentTime > 2.6")
    assert page.locator(f"{CLIP} h2").evaluate("title => title.getBoundingClientRect().top < innerHeight")


def test_the_slider_shows_the_frame_of_its_number(visit):
    opened = visit()
    page = opened.page
    page.locator(f"{CLIP} .sweep").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.sweep video').readyState >= 2")
    dial = page.locator(".sweep .dial")
    for step in (0, 10, 3, 7, 6):
        dial.evaluate("(dial, step) => { dial.value = step; dial.dispatchEvent(new Event('input')); }", step)
        assert opened.bar_comes_to(".sweep video", 50 + 10 * step)
        assert page.locator(".sweep [data-reading]").inner_text() == f"{(50 + 10 * step) / 1000:.3f}"
        assert page.locator(".sweep .input output").inner_text() == f"{-1 + 0.2 * step:.1f}".replace("-", "−")


def test_the_other_input_has_frames_of_its_own(visit):
    opened = visit()
    page = opened.page
    page.locator(f"{CLIP} .sweep").scroll_into_view_if_needed()
    page.locator(".sweep input[type=radio]").nth(1).check()
    dial = page.locator(".sweep .dial")
    assert dial.get_attribute("aria-label") == "z 2"
    dial.press("Home")
    assert opened.bar_comes_to(".sweep video", 200)
    assert dial.get_attribute("aria-valuetext") == "−1.0, q 1 0.200"
    page.locator(".sweep .reset").click()
    assert opened.bar_comes_to(".sweep video", 140)


def test_a_beat_leads_to_the_slider_of_what_it_moves(visit):
    page = visit().page
    lead = page.locator(f"{CLIP} .try")
    assert lead.is_visible()
    page.locator(f"{CLIP} .play").click()
    lead.click()
    assert page.locator(f"{CLIP} .player video").evaluate("film => film.paused")
    dial = page.locator(".sweep .dial")
    assert dial.evaluate("dial => dial === document.activeElement")
    assert dial.get_attribute("aria-label") == "z 2"
    assert page.locator(".sweep input[type=radio]").nth(1).is_checked()
    page.locator(f"{CLIP} .beats button").nth(1).click()
    assert lead.is_hidden()


@pytest.mark.parametrize("start", [".play", ".beats button"])
def test_a_film_that_is_paused_before_it_is_ready_does_not_start(visit, start):
    page = visit().page
    selectors = [f"{CLIP} {start}", f"{CLIP} .try", f"{CLIP} .player video"]
    # Both clicks come before the film has been looked at at all; then it has time to start.
    started = page.evaluate(
        """async ([start, lead, film]) => {
            document.querySelector(start).click();
            document.querySelector(lead).click();
            await loaded(document.querySelector(film));
            await new Promise((later) => setTimeout(later, 300));
            return !document.querySelector(film).paused;
        }""",
        selectors,
    )
    assert not started


def test_the_drawn_knob_can_be_dragged(visit):
    page = visit().page
    page.locator(f"{CLIP} .sweep").scroll_into_view_if_needed()
    handle = page.locator(".sweep .handle").bounding_box()
    y = handle["y"] + handle["height"] / 2
    page.mouse.move(handle["x"] + 0.6 * handle["width"], y)
    page.mouse.down()
    page.mouse.move(handle["x"] + handle["width"] - 1, y, steps=5)
    page.mouse.up()
    assert page.locator(".sweep .input output").inner_text() == "1.0"


def test_words_of_a_scene_are_text(visit):
    page = visit().page
    assert SCRIPT in page.locator("#cats-and-dogs .beats").inner_text()
    assert page.locator("script:not([type])").count() == 2  # the page's own
    page.locator("#cats-and-dogs summary").nth(1).click()
    page.locator("#cats-and-dogs .names input[value=html]").check()
    assert "cats-and-dogs.mp4" in page.locator("#cats-and-dogs .html pre").inner_text()
    assert page.locator(f"{CLIP} .names input[value=html]").is_checked()


def test_clips_change_with_the_page_where_both_themes_were_rendered(visit):
    page = visit("both.html", color_scheme="light").page
    film = page.locator(f"{CLIP} .player video")
    assert "page/light/" in film.get_attribute("src")
    page.locator("#theme").click()
    assert "page/dark/" in film.get_attribute("src")
    page.locator(f"{CLIP} .play").click()
    page.wait_for_function(f"document.querySelector('{CLIP} video').currentTime > .1")


@pytest.mark.parametrize(("size", "scheme"), SHAPES)
def test_nothing_bars_the_way(visit, size, scheme):
    opened = visit(size=size, color_scheme=scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for program in ("powerpoint", "html"):
        opened.page.locator(f"{CLIP} .names input[value={program}]").check()
        assert opened.violations() == []
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_films_words_and_files_are_there(visit):
    page = visit(java_script_enabled=False).page
    assert page.locator(f"{CLIP} .player video").get_attribute("controls") is not None
    assert page.locator(f"{CLIP} .play").is_hidden()
    assert page.get_by_text("It rose to p.").first.is_visible()
    page.locator(f"{CLIP} summary").first.click()
    assert page.locator(f"{CLIP} .transcript img").first.is_visible()
