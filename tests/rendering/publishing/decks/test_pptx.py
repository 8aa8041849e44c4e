"""The PowerPoint deck, read back."""

import zipfile
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.util import Emu

from rendering.errors import UserError
from rendering.publishing.decks.pptx import HEIGHT, WIDTH, pptx_bytes
from tests.lectures import PALETTE, QUOTES, SCRIPT, bar_frame

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
KINDS = ["title", "film", "question", "film", "title", "film", "question"]


@pytest.fixture(scope="module")
def deck(lecture, tmp_path_factory):
    target = tmp_path_factory.mktemp("pptx") / "deck.pptx"
    target.write_bytes(pptx_bytes(lecture, PALETTE))
    return target


def _films(deck):
    for slide in Presentation(str(deck)).slides:
        for shape in slide.shapes:
            if shape._element.xpath(".//a:videoFile"):
                yield slide, shape


def test_a_title_slide_a_clip_a_slide_a_beat_and_one_a_question(deck):
    slides = Presentation(str(deck)).slides
    kinds = []
    for slide in slides:
        film = any(shape._element.xpath(".//a:videoFile") for shape in slide.shapes)
        picture = any(shape._element.tag == f"{P}pic" for shape in slide.shapes)
        kinds.append("film" if film else "question" if picture else "title")
    assert kinds == KINDS


def test_films_fill_the_slide_and_are_the_beats_own_bytes(deck, lecture):
    beats = [beat for clip in lecture.clips for beat in clip.beats]
    for (slide, shape), beat in zip(_films(deck), beats, strict=True):
        assert (shape.left, shape.top, shape.width, shape.height) == (0, 0, WIDTH, HEIGHT)
        relation = shape._element.xpath(".//a:videoFile")[0].get(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link"
        )
        assert slide.part.related_part(relation).blob == (lecture.folder / beat.file).read_bytes()


def test_the_poster_is_the_first_frame(deck):
    (_, shape), *_ = _films(deck)
    relation = shape._element.xpath(".//a:blip/@r:embed")[0]
    with Image.open(BytesIO(shape.part.related_part(relation).blob)) as poster:
        assert poster.convert("RGB").tobytes() == Image.fromarray(bar_frame(40)).tobytes()


def test_every_picture_has_its_alternative_text_and_every_slide_a_title(deck):
    slides = Presentation(str(deck)).slides
    assert all(slide.shapes.title.text for slide in slides)
    for slide in slides:
        for shape in slide.shapes:
            if shape._element.tag == f"{P}pic":
                assert shape._element.xpath(".//p:cNvPr/@descr")[0].startswith("A bar that grows")


def test_notes_tell_what_to_watch_what_was_seen_and_what_to_ask(deck):
    notes = [slide.notes_slide.notes_text_frame.text for slide in Presentation(str(deck)).slides]
    assert notes[1].splitlines()[:3] == [
        "Watch: Watch q₁ rise.",
        "Seen: It rose to p.",
        "Ask: Which way does z₂ go?",
    ]
    assert SCRIPT in notes[5]
    assert QUOTES in notes[5]


@pytest.mark.parametrize(
    ("start", "effect", "begins"),
    [("auto", "afterEffect", ["indefinite", "0"]), ("click", "clickEffect", ["indefinite"])],
)
def test_the_timing_tree_is_powerpoints_own(lecture, tmp_path, start, effect, begins):
    (tmp_path / "deck.pptx").write_bytes(pptx_bytes(lecture, PALETTE, start=start))
    slide, shape = next(_films(tmp_path / "deck.pptx"))
    (timing,) = slide._element.findall(f"{P}timing")
    root = timing.find(f"{P}tnLst/{P}par/{P}cTn")
    assert (root.get("nodeType"), root.get("dur"), root.get("restart")) == ("tmRoot", "indefinite", "never")
    main, media, interactive = root.find(f"{P}childTnLst")
    assert [etree.QName(each).localname for each in (main, media, interactive)] == ["seq", "video", "seq"]
    assert main.find(f"{P}cTn").get("nodeType") == "mainSeq"
    outer = main.find(f"{P}cTn/{P}childTnLst/{P}par/{P}cTn")
    assert [each.get("delay") for each in outer.find(f"{P}stCondLst")] == begins
    effects = main.xpath(".//p:cTn[@presetClass]", namespaces={"p": P[1:-1]})
    assert [(each.get("presetClass"), each.get("nodeType")) for each in effects] == [("mediacall", effect)]
    command = effects[0].find(f"{P}childTnLst/{P}cmd")
    assert (command.get("type"), command.get("cmd")) == ("call", "playFrom(0.0)")
    assert command.find(f"{P}cBhvr/{P}cTn").get("dur") == "2600"  # 26 frames, 10 a second
    assert [etree.QName(each).localname for each in main[1:]] == ["prevCondLst", "nextCondLst"]
    toggles = interactive.xpath(".//p:cmd/@cmd", namespaces={"p": P[1:-1]})
    assert toggles == ["togglePause"]
    targets = {each.get("spid") for each in timing.iter(f"{P}spTgt")}
    assert targets == {str(shape.shape_id)}
    ids = [each.get("id") for each in timing.iter(f"{P}cTn")]
    assert len(ids) == len(set(ids))


def test_the_background_is_paper(deck):
    with zipfile.ZipFile(deck) as parts:
        master = etree.fromstring(parts.read("ppt/slideMasters/slideMaster1.xml"))
    (colour,) = master.xpath(
        "//p:bg//a:srgbClr/@val",
        namespaces={"p": P[1:-1], "a": "http://schemas.openxmlformats.org/drawingml/2006/main"},
    )
    assert f"#{colour}" == PALETTE["paper"]


def test_symbols_on_title_slides_wear_their_colours(deck):
    texts = [shape.text_frame for shape in Presentation(str(deck)).slides[0].shapes if shape.has_text_frame]
    summary = next(frame for frame in texts if "do to each other" in frame.text)
    runs = {run.text: run.font for run in summary.paragraphs[0].runs}
    assert str(runs["q"].color.rgb) == PALETTE["prediction"][1:]
    assert runs["q"].italic


def test_a_template_keeps_its_look_and_holds_films_in_its_largest_placeholder(lecture, tmp_path):
    template = Presentation()  # 4:3, white, with python-pptx's own layouts
    template.save(str(tmp_path / "mine.pptx"))
    (tmp_path / "deck.pptx").write_bytes(pptx_bytes(lecture, PALETTE, template=tmp_path / "mine.pptx"))
    slide, shape = next(_films(tmp_path / "deck.pptx"))
    assert slide.shapes.title.text == "Pull together: Hang them up"
    assert slide.shapes.title.top > 0
    assert shape.width / shape.height == pytest.approx(16 / 9, rel=0.01)
    assert shape.width <= Emu(9144000)
    assert not [each for each in slide.placeholders if each.placeholder_format.idx != 0]


def test_a_template_that_is_none_is_refused_in_one_line(lecture, tmp_path):
    (tmp_path / "not.pptx").write_text("no")
    with pytest.raises(UserError, match=r"not\.pptx is not a PowerPoint file \(\.pptx\); give one"):
        (tmp_path / "deck.pptx").write_bytes(pptx_bytes(lecture, PALETTE, template=tmp_path / "not.pptx"))
